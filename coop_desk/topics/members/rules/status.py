"""The history of a person in the register: what they are on a day, and what that gives them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.members.rules.categories import (
    ASSOCIATES,
    CATEGORY_WORDS,
    CONTRACT_ENDS,
    LOSSES,
    WITHOUT_DECISION,
    Category,
    Reason,
)

_MOVES: dict[Category, frozenset[Category]] = {
    Category.CANDIDATE: frozenset({Category.EMPLOYED, Category.EXTERNAL, Category.EMPLOYEE}),
    Category.EMPLOYEE: frozenset({Category.CANDIDATE, Category.EMPLOYED, Category.EXTERNAL}),
    Category.EMPLOYED: frozenset({Category.EXTERNAL, Category.FORMER, Category.HOLDER, Category.EMPLOYEE}),
    Category.EXTERNAL: frozenset({Category.EMPLOYED, Category.FORMER, Category.HOLDER}),
    Category.HOLDER: frozenset({Category.FORMER, *ASSOCIATES}),
    Category.FORMER: frozenset({Category.CANDIDATE, Category.EMPLOYEE, Category.HOLDER, *ASSOCIATES}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history of a person's status; `corrects` names the entry it replaces."""

    id: int
    category: Category | None
    effective_on: date
    reason: Reason
    decision: str = ""
    counts_for_capital_51: bool = False
    counts_for_votes_65: bool = False
    corrects: int | None = None


def in_force(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that count, in the order of their effect: those corrected count no more."""
    entries = list(entries)
    replaced = {entry.corrects for entry in entries}
    kept = [entry for entry in entries if entry.id not in replaced and entry.category is not None]
    return sorted(kept, key=lambda entry: (entry.effective_on, entry.id))


def status_at(entries: Iterable[Entry], day: date) -> Entry | None:
    """Return the entry that says what a person is on that day; None before the first."""
    before = [entry for entry in in_force(entries) if entry.effective_on <= day]
    return before[-1] if before else None


def first_admission(entries: Iterable[Entry]) -> date | None:
    """Return the day a person first became an associate; None if they never did."""
    return next((entry.effective_on for entry in in_force(entries) if entry.category in ASSOCIATES), None)


def may_vote(category: Category | None, suspended: bool) -> bool:
    """Tell whether somebody of this category has a vote (VOT-01, QM-15, REF-07)."""
    return category in ASSOCIATES and not suspended


def suspended_at(changes: Sequence[tuple[date, bool]], day: date) -> bool:
    """Tell whether the vote is suspended; changes are (day, suspended) in the order they were written."""
    before = [change for change in sorted(changes, key=lambda change: change[0]) if change[0] <= day]
    return before[-1][1] if before else False


def check_history(entries: Iterable[Entry]) -> None:
    """Refuse a history in which somebody becomes what they cannot become (ADM-01, LOSS-02)."""
    for before, after in pairwise(in_force(entries)):
        if before.category is None or after.category is None or before.category == after.category:
            continue
        if after.category not in _MOVES[before.category]:
            message = _(
                "Le {day}, la personne passerait de « {before} » à « {after} », ce qui n’est pas possible. "
                "Vérifiez la date et les changements déjà enregistrés."
            ).format(
                day=long_day(after.effective_on),
                before=_(CATEGORY_WORDS[before.category]),
                after=_(CATEGORY_WORDS[after.category]),
            )
            raise RuleBroken("LOSS-02" if before.category in ASSOCIATES else "ADM-01", message)


def check_decision(before: Category | None, after: Category, reason: Reason, decision: str) -> None:
    """Refuse an admission or an exclusion that quotes no decision of the assembly (ADM-01, LOSS-08)."""
    if decision.strip() or reason in WITHOUT_DECISION:
        return
    if reason is Reason.EXCLUSION:
        message = _("L’exclusion est décidée par l’assemblée : citez la résolution qui l’a prononcée.")
        raise RuleBroken("LOSS-08", message)
    if after in ASSOCIATES and before not in ASSOCIATES:
        message = _(
            "L’admission d’un associé est décidée par l’assemblée : citez la résolution, ou choisissez "
            "« Admission de droit » si vos statuts la prévoient."
        )
        raise RuleBroken("ADM-01", message)


def check_legal_person(legal_person: bool, category: Category) -> None:
    """Refuse that a company be an employee (ADM-07)."""
    if legal_person and category in {Category.EMPLOYED, Category.EMPLOYEE}:
        message = _("Une personne morale ne peut être qu’associée extérieure : changez la situation.")
        raise RuleBroken("ADM-07", message)


def check_cooperative(cooperative: bool, legal_person: bool) -> None:
    """Refuse that somebody who is not a company be a co-operative (CAP-04)."""
    if cooperative and not legal_person:
        raise RuleBroken("CAP-04", _("Seule une personne morale peut être une coopérative : laissez le prénom vide."))


def flags(category: Category, earlier: Iterable[Entry], reason: Reason) -> tuple[bool, bool]:
    """Tell whether a person counts for the 51 % of capital and the 65 % of votes (CAP-07)."""
    if category is Category.EMPLOYED:
        return True, True
    if category is not Category.EXTERNAL:
        return False, False
    past = in_force(earlier)
    was_employed = any(entry.category is Category.EMPLOYED for entry in past)
    kept = reason in CONTRACT_ENDS or (bool(past) and past[-1].counts_for_capital_51 and reason not in LOSSES)
    return was_employed and kept, was_employed

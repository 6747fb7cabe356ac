"""What a co-optation obeys beside the rounds of a circle: who sits, the mode of the role, an end that is compulsory."""

from collections.abc import Collection
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed, long_day
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.records import RoleLine, RoleMode
from coop_desk.topics.roles.seats.records import Span

FEWEST = 2


def term(starts_on: date, ends_on: date | None) -> Span:
    """The term of a mandate, whose end is compulsory. Raises RuleBroken COO-01."""
    if ends_on is None:
        raise RuleBroken("COO-01", _("Fixez la fin du mandat : une cooptation ne dure jamais sans terme."))
    if ends_on <= starts_on:
        raise RuleBroken("COO-01", _("La fin du mandat est après son début : corrigez les dates."))
    return Span(starts_on, ends_on)


def check_circle(circle: Collection[int], names: Collection[int], facilitator: int | None) -> None:
    """Raise RuleBroken COO-02 unless several people sit and somebody may be named."""
    if len(set(circle)) < FEWEST:
        raise RuleBroken("COO-02", _("Un cercle réunit deux personnes au moins : cochez qui y siège."))
    if not names:
        raise RuleBroken("COO-02", _("Personne ne peut être nommé : relisez qui la fiche du rôle admet."))
    if facilitator is not None and facilitator not in circle:
        raise RuleBroken("COO-02", _("La personne qui anime siège dans le cercle : cochez-la aussi."))


def check_mode(mode: RoleMode) -> None:
    """Raise RuleBroken COO-03 unless the role is filled by co-optation."""
    if mode is not RoleMode.COOPTED:
        raise RuleBroken(
            "COO-03", _("La fiche de ce rôle ne dit pas « cooptation » : adoptez-en d’abord une qui le dise.")
        )


def check_count(votes: int, people: int, decision: str) -> None:
    """Raise RuleBroken COO-07 unless the co-op decided to count, and more than half of the circle named the person."""
    if not decision.strip():
        raise RuleBroken("COO-07", _("Dites quelle réunion a décidé de compter les voix, et quand."))
    if not 0 <= votes <= people or 2 * votes <= people:
        words = _("{votes} voix sur {people} : il en faut plus de la moitié, ou l’accord du cercle.")
        raise RuleBroken("COO-07", words.format(votes=integer(votes), people=integer(people)))


def sheet_words(role: RoleLine, starts_on: date, ends_on: date) -> str:
    """The frame of a circle: what the role is for, what it carries, from when to when."""
    words = _("{purpose} Missions : {missions}. Du {first} au {last}.")
    return words.format(
        purpose=sentence(role.sheet.purpose),
        missions=listed(role.missions) or _("aucune"),
        first=long_day(starts_on),
        last=long_day(ends_on),
    )


def sentence(words: str) -> str:
    """Words that end as a sentence does."""
    said = words.strip()
    return said if said.endswith((".", "!", "?", "…")) or not said else f"{said}."


def shadow_from(starts_on: date, months: int, today: date) -> date | None:
    """The first day to accompany the holder before a term begins; what is already past is lost."""
    first = max(add_months(starts_on, -months), today)
    return first if first < starts_on else None

"""Resolution: for, against, abstention; quorum, base and threshold of each consultation (QM-01 to QM-15)."""

from collections.abc import Mapping, Sequence
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.core.words import integer
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Figures, Mark
from coop_desk.topics.elections.methods.settings import Settings
from coop_desk.topics.elections.methods.turnout import (
    Box,
    Presence,
    majority,
    of_round,
    only_rounds,
    open_box,
    presence,
    quorum,
    unknown,
)

FULL = "resolution/1"
FOR, AGAINST, ABSTENTION = "pour", "contre", "abstention"


def fault(_definition: Definition, mark: Mark) -> str:
    """Nothing makes an answer void; what is no answer is refused."""
    if mark not in (FOR, AGAINST, ABSTENTION):
        raise unknown(mark)
    return ""


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Count the first consultation, then the second when its ballots are there."""
    rules = dict(course.definition.rules)
    consultations = {n: rules.pop(f"consultation{n}") for n in (1, 2) if f"consultation{n}" in rules}
    only_rounds(ballots, 2)
    adopted = False
    for number in (1, 2):
        asked = of_round(ballots, number)
        if number == 2 and not asked:
            break
        box = open_box(asked, lambda mark: fault(course.definition, mark), ABSTENTION)
        figures = _consult(course, box, _terms(rules, consultations.get(number)), number)
        adopted = bool(figures["adopted"])
        course.figures |= figures if number == 1 else {"voters": box.voters}
        course.figures[f"consultation{number}"] = figures
        if adopted:
            break
    course.figures["adopted"] = adopted
    course.figures["elected"] = []


def _terms(rules: Mapping[str, Any], consultation: Any) -> Mapping[str, Any]:
    """The rules of one consultation: its own before those of the vote."""
    inner = Settings({"consultation": consultation or {}}).within("consultation")
    return {**rules, **{key: inner.take(key) for key in ("quorum", "base", "threshold", "comparison") if key in inner}}


def _consult(course: Course, box: Box, rules: Mapping[str, Any], number: int) -> Figures:
    settings = Settings(rules)
    there = presence(settings)
    terms = majority(settings)
    at_least_there = quorum(settings, there)
    settings.close()
    there.check(box, number)
    figures = box.figures() | {"tally": {FOR: box.valid.get(FOR, 0), AGAINST: box.valid.get(AGAINST, 0)}}
    which = _("Première consultation") if number == 1 else _("Deuxième consultation")
    if at_least_there is not None and not _quorum_met(course, at_least_there, there, which):
        return figures | {"quorum_needed": at_least_there, "quorum_met": False, "adopted": False}
    if at_least_there is not None:
        figures |= {"quorum_needed": at_least_there, "quorum_met": True}
    said = _("{which} : {turnout} ; pour {in_favour}, contre {against}.").format(
        which=which, turnout=box.said(), in_favour=integer(figures["tally"][FOR]),
        against=integer(figures["tally"][AGAINST]),
    )  # fmt: skip
    course.tell(f"count consultation {number}", "SCR-01", said, after=dict(figures))
    over = terms.over(box, there)
    needed, in_favour = terms.needed(over), int(figures["tally"][FOR])
    adopted = in_favour >= needed and in_favour > 0
    verdict = _("Il y en a {n} : la résolution est adoptée.") if adopted else _("Il y en a {n} : elle est rejetée.")
    if in_favour == figures["tally"][AGAINST] and not adopted:
        verdict = _("Il y en a {n}, autant que contre : elle est rejetée, nul n’a de voix prépondérante.")
    said = _("Il faut {needed} voix pour, {share}.").format(needed=integer(needed), share=terms.said(over))
    outcome: Figures = {"votes_needed": needed, "adopted": adopted}
    course.tell(
        f"majority consultation {number}", "SCR-02", f"{said} {verdict.format(n=integer(in_favour))}",
        before={"base": over, "tally": figures["tally"]}, after=outcome,
    )  # fmt: skip
    return figures | outcome


def _quorum_met(course: Course, needed: int, there: Presence, which: str) -> bool:
    met = (there.attending or 0) >= needed
    said = _("{which} : quorum atteint, {n} présents ou représentés, il en fallait {needed}.")
    if not met:
        said = _(
            "{which} : quorum non atteint, {n} présents ou représentés, il en fallait {needed}. Un procès-verbal de "
            "carence est dressé, rien n’est mis aux voix."
        )
    course.tell(
        "quorum", "SCR-03", said.format(which=which, n=integer(there.attending or 0), needed=integer(needed)),
        before={"attending": there.attending, "members": there.members}, after={"quorum_needed": needed, "met": met},
    )  # fmt: skip
    return met

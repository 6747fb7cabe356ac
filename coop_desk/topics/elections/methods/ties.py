"""Ties are settled by a rule or by the room, never silently (cites SCR-04)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.settings import Settings, not_understood

Birth = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TieRule:
    """What the rules of the vote say: age then lot, or lot; and the births that are known."""

    by_age: bool
    births: Mapping[str, Birth]


LOT = TieRule(by_age=False, births={})


def tie_rule(settings: Settings, key: str = "tie") -> TieRule:
    """Read « lot », « eldest », « eldest, then lot », and the births."""
    value = settings.take(key, "lot")
    births: dict[str, Birth] = {}
    for name in ("birth_years", "birth_dates"):
        given = settings.take(name, {})
        if not isinstance(given, dict):
            raise not_understood(name, given)
        births |= {who: birth(when, f"{name}.{who}") for who, when in given.items()}
    if not isinstance(value, str):
        raise not_understood(key, value)
    ways = [way for way in re.split(r",|;|\bthen\b", value) if way.strip() not in ("", "list with most votes")]
    known = [bool(re.search(r"\b(eldest|oldest|older|age)\b", way)) for way in ways]
    if not all(age or re.search(r"\blot\b", way) for age, way in zip(known, ways, strict=True)):
        raise not_understood(key, value)
    return TieRule(any(known), births)


def birth(value: Any, place: str) -> Birth:
    """Read a year, or a date as 1972-03-04."""
    if isinstance(value, int) and not isinstance(value, bool) and 1800 <= value <= 2200:
        return (value,)
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise not_understood(place, value) from None
    return (day.year, day.month, day.day)


def choose(course: Course, tied: Sequence[str], rule: TieRule, purpose: str) -> str:
    """Return the one that age or the lot designates; stop the count when the room has to decide."""
    if rule.by_age:
        found = _eldest(course, tied, rule.births, purpose)
        if len(found) == 1:
            return found[0]
        tied = found
    decision = course.decision("lot", tied)
    if decision is None:
        why = _("Égalité entre {names} {purpose} : tirez au sort dans la salle et entrez le nom sorti.")
        raise course.wait("lot", tied, why.format(names=listed(tied), purpose=purpose))
    if decision.chosen not in tied:
        raise RuleBroken(
            "SCR-04",
            _("Le nom tiré au sort doit être l’un de {names} ; « {chosen} » n’en est pas.").format(
                names=listed(tied), chosen=decision.chosen
            ),
        )
    said = _("Égalité entre {names} {purpose} : le sort désigne {chosen}.")
    if decision.by:
        said = _("Égalité entre {names} {purpose} : le sort désigne {chosen} (tirage fait par {by}).")
    words = said.format(names=listed(tied), purpose=purpose, chosen=decision.chosen, by=decision.by)
    course.tell("lot", "SCR-04", words, before={"tie": list(tied)}, after={"chosen": decision.chosen})
    return decision.chosen


def _eldest(course: Course, tied: Sequence[str], known: Mapping[str, Birth], purpose: str) -> Sequence[str]:
    births = {name: known[name] for name in tied if name in known}
    decision = course.decision("age", tied)
    if decision is not None:
        births |= {name: birth(when, name) for name, when in decision.births.items() if name in tied}
    first = min(births.values(), default=())
    # A year alone leaves a doubt between two people of that year: their dates are asked.
    rivals = [name for name in tied if name not in births or births[name][:1] == first[:1]]
    doubtful = len(rivals) > 1 and any(len(births.get(name, ())) < 3 for name in rivals)
    if len(births) < len(tied) or doubtful:
        why = _("Égalité entre {names} {purpose} : l’âge décide ; entrez leurs dates de naissance.")
        raise course.wait("age", tied, why.format(names=listed(tied), purpose=purpose))
    eldest = [name for name in tied if births[name] == first]
    if len(eldest) == 1:
        said = _("Égalité entre {names} {purpose} : {chosen} l’emporte au bénéfice de l’âge.")
        words = said.format(names=listed(tied), purpose=purpose, chosen=eldest[0])
        course.tell("age", "SCR-04", words, before={"tie": list(tied)}, after={"chosen": eldest[0]})
    return eldest


def earlier(
    tied: Sequence[str], before: Sequence[Mapping[str, int]], pick: Callable[[Iterable[int]], int]
) -> Sequence[str]:
    """Keep, among equals, those who had fewest (or most) at the latest earlier stage where they differ."""
    for tally in reversed(before):
        if len(tied) == 1:
            break
        wanted = pick(tally[name] for name in tied)
        tied = [name for name in tied if tally[name] == wanted]
    return tied

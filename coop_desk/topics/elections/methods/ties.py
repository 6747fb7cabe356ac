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
    """What the rules of the vote say: age, how long people have been members, and who decides in the end."""

    by_age: bool
    births: Mapping[str, Birth]
    by_seniority: bool = False
    last: str = "lot"
    """« lot », « ballot » (the room votes again between them), or « vacant » (SA-12)."""


LOT = TieRule(by_age=False, births={})
WAYS = {
    "age": r"\b(eldest|oldest|older|age)\b",
    "seniority": r"\b(seniority|longest-serving)\b",
    "ballot": r"\bnew ballot\b",
    "vacant": r"\bvacant\b",
    "lot": r"\blot\b",
}


def tie_rule(settings: Settings, key: str = "tie") -> TieRule:
    """Read « lot », « eldest », « seniority, then lot », « new ballot », and the births."""
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
    known = [next((name for name, words in WAYS.items() if re.search(words, way)), "") for way in ways]
    if not all(known):
        raise not_understood(key, value)
    last = next((way for way in reversed(known) if way in ("ballot", "vacant")), "lot")
    return TieRule("age" in known, births, "seniority" in known, last)


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
    """Return the one that a date or the room designates; stop the count when the room has to decide."""
    for kind in [kind for kind, asked in (("seniority", rule.by_seniority), ("age", rule.by_age)) if asked]:
        found = _first(course, tied, rule.births if kind == "age" else {}, purpose, kind)
        if len(found) == 1:
            return found[0]
        tied = found
    decision = course.decision(rule.last, tied)
    if decision is None:
        raise course.wait(rule.last, tied, _asked(rule.last).format(names=listed(tied), purpose=purpose))
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
    if rule.last == "ballot":
        said = _("Égalité entre {names} {purpose} : un nouveau scrutin désigne {chosen} ({by}).")
    words = said.format(names=listed(tied), purpose=purpose, chosen=decision.chosen, by=decision.by)
    course.tell(rule.last, "SCR-04", words, before={"tie": list(tied)}, after={"chosen": decision.chosen})
    return decision.chosen


def _asked(kind: str) -> str:
    """What the room is asked."""
    return {
        "lot": _("Égalité entre {names} {purpose} : tirez au sort dans la salle et entrez le nom sorti."),
        "ballot": _("Égalité entre {names} {purpose} : votez de nouveau entre eux."),
        "vacant": _("Égalité entre {names} {purpose} : les règles du vote laissent ce siège vacant."),
        "age": _("Égalité entre {names} {purpose} : l’âge décide ; entrez leurs dates de naissance."),
        "seniority": _("Égalité entre {names} {purpose} : l’ancienneté décide ; entrez leurs dates d’admission."),
    }[kind]


def _first(
    course: Course, tied: Sequence[str], known: Mapping[str, Birth], purpose: str, kind: str
) -> Sequence[str]:  # fmt: skip
    """Those with the earliest date: of birth, or of admission."""
    dates = {name: known[name] for name in tied if name in known}
    decision = course.decision(kind, tied)
    if decision is not None:
        dates |= {name: birth(when, name) for name, when in decision.births.items() if name in tied}
    first = min(dates.values(), default=())
    # A year alone leaves a doubt between two people of that year: their dates are asked.
    rivals = [name for name in tied if name not in dates or dates[name][:1] == first[:1]]
    doubtful = len(rivals) > 1 and any(len(dates.get(name, ())) < 3 for name in rivals)
    if len(dates) < len(tied) or doubtful:
        raise course.wait(kind, tied, _asked(kind).format(names=listed(tied), purpose=purpose))
    found = [name for name in tied if dates[name] == first]
    if len(found) == 1:
        said = _("Égalité entre {names} {purpose} : {chosen} l’emporte au bénéfice de l’âge.")
        if kind == "seniority":
            said = _("Égalité entre {names} {purpose} : {chosen} l’emporte par l’ancienneté dans le sociétariat.")
        words = said.format(names=listed(tied), purpose=purpose, chosen=found[0])
        course.tell(kind, "SCR-04", words, before={"tie": list(tied)}, after={"chosen": found[0]})
    return found


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

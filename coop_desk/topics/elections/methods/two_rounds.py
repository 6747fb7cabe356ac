"""One name, a majority, then another round (two, or three as for a mayor); consultations are the same engine."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Figures, Mark
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.ties import choose, tie_rule
from coop_desk.topics.elections.methods.turnout import (
    Box,
    Majority,
    Presence,
    at_least,
    majority,
    of_round,
    only_rounds,
    open_box,
    presence,
    quorum,
    scores,
    unknown,
)

FULL = "majority.two_round/1"
ROUND2 = {"top2": ("two candidates with most votes",), "all": ("all remaining candidates",), "free": ()}
KINDS = {"relative": (), "absolute": ()}


def fault(definition: Definition, mark: Mark, standing: Sequence[str] | None = None) -> str:
    """Say why a ballot is void: a name that is no longer in the running."""
    if mark not in definition.names:
        raise unknown(mark)
    return "" if standing is None or mark in standing else _("nom qui n’est plus en lice")


class Terms:
    """The rules of the vote, round by round."""

    def __init__(self, definition: Definition) -> None:
        if definition.seats != 1:
            raise not_understood("seats", definition.seats)
        settings = Settings(definition.rules)
        self.there = presence(settings)
        self.ties = tie_rule(settings)
        self.round2 = settings.one_of("round2", ROUND2, "top2")
        self.registered = settings.share("min_registered_share", "0")
        first = majority(settings)
        third_is_asked = "round3_majority" in settings or "consultation3" in settings
        second_is_asked = "round2_majority" in settings
        kinds = {1: "absolute"} | {
            n: settings.one_of(f"round{n}_majority", KINDS, "relative") for n in (2, 3)
        }  # fmt: skip
        self.quorums: dict[int, int | None] = {1: quorum(settings, self.there)}
        self.majorities: dict[int, Majority | None] = {}
        for number in (1, 2, 3):
            if f"consultation{number}" in settings:
                inner = settings.within(f"consultation{number}")
                kinds[number] = inner.one_of("majority", KINDS, "absolute")
                self.quorums[number] = quorum(inner, self.there)
                own = majority(inner, first)
                inner.close()
            else:
                own = first
            self.majorities[number] = own if kinds[number] == "absolute" else None
        self.last = 3 if third_is_asked or (second_is_asked and kinds[2] == "absolute") else 2
        settings.close()


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Count round after round until somebody is elected."""
    terms = Terms(course.definition)
    only_rounds(ballots, terms.last)
    standing: Sequence[str] = course.definition.candidates
    for number in range(1, terms.last + 1):
        asked = of_round(ballots, number)
        if number > 1 and not asked:
            raise course.wait("round", standing, _wanted(number, standing))
        here = standing
        box = open_box(asked, lambda mark, here=here: fault(course.definition, mark, here))  # type: ignore[misc]
        terms.there.check(box, number)
        figures = _round(course, box, here, terms, number)
        course.figures[f"round{number}"] = figures
        if course.elected:
            return
        if number < terms.last:
            standing = _next(standing, figures["tally"], terms.round2, course, number)
            figures["qualified"] = list(standing)
    course.tell("nobody", "SCR-12", _("Personne n’est élu : l’assemblée décide de la suite."))


def _wanted(number: int, standing: Sequence[str]) -> str:
    return _("Il faut un tour n° {n} entre {names} : entrez ses bulletins.").format(n=number, names=listed(standing))


def round_name(number: int) -> str:
    """Say which round: « Premier tour »."""
    return {1: _("Premier tour"), 2: _("Deuxième tour"), 3: _("Troisième tour")}[number]


def _round(course: Course, box: Box, standing: Sequence[str], terms: Terms, number: int) -> Figures:
    tally = {name: box.valid.get(name, 0) for name in standing}
    figures: Figures = box.figures() | {"tally": tally, "elected": []}
    said = _("{which} : {turnout}. {scores}.").format(
        which=round_name(number), turnout=box.said(), scores=scores(tally)
    )
    course.tell(f"count round {number}", "SCR-01", said, after={**box.figures(), "tally": dict(tally)})
    if not _quorum_met(course, terms.quorums.get(number), terms.there.at(number), figures):
        return figures
    asked = terms.majorities[number]
    first = max(tally.values(), default=0)
    if asked is None:
        enough, words = 1, _("La majorité relative suffit.")
    else:
        enough, words = _enough(asked, box, terms, number, figures)
    if first < max(enough, 1):
        words += " " + _("Personne ne les a.") if asked else " " + _("Personne n’a de voix.")
        course.tell(f"majority round {number}", "SCR-02", words, before={"tally": dict(tally)}, after={"elected": []})
        return figures
    best = [name for name in standing if tally[name] == first]
    if len(best) > 1:
        figures["tie"] = list(best)
        course.figures[f"round{number}"] = figures
    winner = best[0] if len(best) == 1 else choose(course, best, terms.ties, _("pour l’élection"))
    words += " " + _("{name}, avec {n} voix, l’emporte.").format(name=winner, n=integer(first))
    course.tell(
        f"majority round {number}", "SCR-02", words, before={"tally": dict(tally)}, after={"elected": [winner]},
        elected=[winner],
    )  # fmt: skip
    figures["elected"] = [winner]
    return figures


def _enough(asked: Majority, box: Box, terms: Terms, number: int, figures: Figures) -> tuple[int, str]:
    over = asked.over(box, terms.there.at(number))
    needed = asked.needed(over)
    figures["votes_needed"] = needed
    if asked.share == Fraction(1, 2):
        figures["absolute_majority"] = needed
    words = _("Il faut {needed} voix, {share}.").format(needed=integer(needed), share=asked.said(over))
    if terms.registered and number == 1:
        least = at_least(_members(terms.there), terms.registered)
        figures["registered_needed"] = least
        words += " " + _("Il faut aussi {n} voix, {share} des inscrits.").format(
            n=integer(least), share=terms.registered
        )
        needed = max(needed, least)
    return needed, words


def _members(there: Presence) -> int:
    if there.members is None:
        raise not_understood("members", None)
    return there.members


def _quorum_met(course: Course, needed: int | None, there: Presence, figures: Figures) -> bool:
    if needed is None:
        return True
    met = (there.attending or 0) >= needed
    figures |= {"quorum_needed": needed, "quorum_met": met}
    said = _("Quorum atteint : {n} présents ou représentés, il en fallait {needed}.")
    if not met:
        said = _("Quorum non atteint : {n} présents ou représentés, il en fallait {needed}. Personne n’est élu.")
    course.tell("quorum", "SCR-03", said.format(n=integer(there.attending or 0), needed=integer(needed)))
    return met


def _next(
    standing: Sequence[str], tally: Mapping[str, int], way: str, course: Course, number: int
) -> Sequence[str]:  # fmt: skip
    if way == "free":
        return course.definition.candidates
    if way == "all" or number > 1 or len(standing) <= 2:
        return standing
    second = sorted(tally.values(), reverse=True)[1]
    kept = sorted((name for name in standing if tally[name] >= second), key=lambda name: -tally[name])
    said = _("Les deux premiers vont au deuxième tour : {names}.")
    if len(kept) > 2:
        said = _("À égalité, ils sont {n} à aller au deuxième tour : {names}.")
    course.tell(
        "qualify", "SCR-12", said.format(n=len(kept), names=listed(kept)), before={"tally": dict(tally)},
        after={"qualified": kept},
    )  # fmt: skip
    return kept

"""A board by names: at most so many names on a ballot, a majority, then a second round for the seats left."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course, Pending
from coop_desk.topics.elections.methods.records import Ballot, Definition, Figures, Mark, Void
from coop_desk.topics.elections.methods.seats import by_score, fill, read_caps, vacant
from coop_desk.topics.elections.methods.settings import Settings, not_understood, whole
from coop_desk.topics.elections.methods.ties import choose, tie_rule
from coop_desk.topics.elections.methods.turnout import (
    BASES,
    Box,
    at_least,
    items,
    majority,
    of_round,
    only_rounds,
    open_box,
    presence,
    scores,
    unknown,
)
from coop_desk.topics.elections.methods.two_rounds import KINDS, round_name

FULL = "plurinominal/1"
ROUND2 = {"all": ("all remaining candidates",)}
TOO_MANY = {"spoiled": (), "truncate": ()}


def fault(definition: Definition, mark: Mark, standing: Sequence[str] | None = None, most: int | None = None) -> str:
    """Say why a ballot is void: too many names, a name twice, or one that is no longer in the running."""
    if not definition.names.issuperset(mark):
        raise unknown(next(name for name in mark if name not in definition.names))
    if len(set(mark)) != len(mark):
        return _("même nom plusieurs fois")
    if standing is not None and not set(mark) <= set(standing):
        return _("nom qui n’est plus en lice")
    most = most if most is not None else definition.rules.get("max_names", definition.seats)
    too_many = len(mark) > most and definition.rules.get("too_many_names", "spoiled") == "spoiled"
    return _("trop de noms") if too_many else ""


class Terms:
    """The rules of the vote."""

    def __init__(self, definition: Definition) -> None:
        if definition.seats < 1:
            raise not_understood("seats", definition.seats)
        settings = Settings(definition.rules)
        self.there = presence(settings)
        self.ties = tie_rule(settings)
        self.names = whole(settings.take("max_names", definition.seats), "max_names", 1)
        self.truncates = settings.one_of("too_many_names", TOO_MANY, "spoiled") == "truncate"
        self.majority = majority(settings)
        self.registered = settings.share("min_registered_share", "0")
        self.caps = read_caps(settings, definition.candidates)
        settings.one_of("round2", ROUND2, "all")
        self.second = settings.one_of("round2_majority", KINDS, "relative")
        self.again = replace(self.majority, base=settings.one_of("round2_base", BASES, self.majority.base))
        settings.close()


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Count the first round, then the second for the seats left."""
    definition, terms = course.definition, Terms(course.definition)
    only_rounds(ballots, 2)
    for number in (1, 2):
        standing = [name for name in definition.candidates if name not in course.elected]
        left = definition.seats - len(course.elected)
        asked = of_round(ballots, number)
        if number == 2 and not asked:
            why = _("Il reste {n} sièges : il faut un deuxième tour, entrez ses bulletins.")
            if left == 1:
                why = _("Il reste un siège : il faut un deuxième tour, entrez ses bulletins.")
            raise course.wait("round", standing, why.format(n=left))
        most = terms.names if number == 1 else left
        if terms.truncates:
            asked = [_cut(ballot, most) for ballot in asked]
        box = open_box(asked, lambda mark: fault(definition, mark, standing, most))  # noqa: B023 - used at once
        terms.there.check(box, number)
        _round(course, box, standing, left, terms, number)
        if len(course.elected) == definition.seats or not set(standing) - set(course.elected):
            break
    empty = definition.seats - len(course.elected)
    if empty:
        course.tell("vacant", "SCR-13", vacant(empty).strip(), after={"vacant": empty})
        course.figures["vacant"] = empty


def _cut(ballot: Ballot, most: int) -> Ballot:
    """Keep the first names only (paper, where the order is known)."""
    if isinstance(ballot.mark, Void) or len(ballot.mark) <= most:
        return ballot
    return Ballot(ballot.mark[:most], ballot.number, ballot.round)


def _round(course: Course, box: Box, standing: Sequence[str], seats: int, terms: Terms, number: int) -> None:
    found = items(box.valid)
    tally = {name: found[name] for name in standing}
    figures: Figures = box.figures() | {"tally": tally, "elected": []}
    course.figures[f"round{number}"] = figures
    said = _("{which} : {turnout}. {scores}.").format(
        which=round_name(number), turnout=box.said(), scores=scores(tally)
    )
    course.tell(f"count round {number}", "SCR-01", said, after={**box.figures(), "tally": dict(tally)})
    enough, words = 1, _("La majorité relative suffit.")
    if number == 1 or terms.second == "absolute":
        asked = terms.majority if number == 1 else terms.again
        over = asked.over(box, terms.there.at(number))
        enough = figures["votes_needed"] = asked.needed(over)
        if asked.share == Fraction(1, 2):
            figures["absolute_majority"] = enough
        words = _("Il faut {needed} voix, {share}.").format(needed=integer(enough), share=asked.said(over))
        if terms.registered and number == 1:
            if terms.there.members is None:
                raise not_understood("members", None)
            least = figures["registered_needed"] = at_least(terms.there.members, terms.registered)
            words += " " + _("Il faut aussi {n} voix, {share} des inscrits.").format(
                n=integer(least), share=terms.registered
            )
            enough = max(enough, least)

    def settle(tied: Sequence[str]) -> str:
        if "tie" not in figures:
            figures["tie"] = list(tied)
        return choose(course, tied, terms.ties, _("pour le dernier siège"))

    order = by_score({name: n for name, n in tally.items() if n >= max(enough, 1)})
    already = len(course.elected)
    try:
        elected = fill(course, order, seats, terms.caps, settle)
    except Pending:
        figures["elected"] = course.elected[already:]
        raise
    elected.sort(key=lambda name: -tally[name])
    words += " " + (_("Élus : {names}.").format(names=listed(elected)) if elected else _("Personne n’est élu."))
    figures |= {"elected": elected, "seats_left": seats - len(elected)}
    course.tell(
        f"majority round {number}", "SCR-13", words, before={"tally": dict(tally), "seats": seats},
        after={"elected": elected, "seats_left": seats - len(elected)}, elected=elected,
    )  # fmt: skip

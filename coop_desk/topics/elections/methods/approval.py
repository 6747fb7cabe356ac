"""Approval: any number of names on a ballot, the most approved take the seats."""

from collections.abc import Sequence
from functools import partial

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Mark
from coop_desk.topics.elections.methods.seats import by_score, fill, read_caps, vacant
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.ties import choose, tie_rule
from coop_desk.topics.elections.methods.turnout import (
    at_least,
    items,
    only_rounds,
    open_box,
    presence,
    scores,
    unknown,
)

FULL = "approval/1"


def fault(definition: Definition, mark: Mark) -> str:
    """Say why a ballot is void: the same name twice."""
    if not definition.names.issuperset(mark):
        raise unknown(next(name for name in mark if name not in definition.names))
    return _("même nom plusieurs fois") if len(set(mark)) != len(mark) else ""


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Add the approvals and fill the seats."""
    definition = course.definition
    if definition.seats < 1:
        raise not_understood("seats", definition.seats)
    settings = Settings(definition.rules)
    there, ties = presence(settings), tie_rule(settings)
    floor = settings.share("min_share", "0")
    caps = read_caps(settings, definition.candidates)
    settings.close()
    only_rounds(ballots, 1)
    box = open_box(ballots, partial(fault, definition))
    there.check(box)
    found = items(box.valid)
    tally = {name: found[name] for name in definition.candidates}
    course.figures |= box.figures() | {"tally": tally}
    said = _("{turnout}. Assentiments : {scores}.").format(turnout=box.said(), scores=scores(tally))
    course.tell("count", "SCR-01", said, after={**box.figures(), "tally": dict(tally)})
    least = max(at_least(box.expressed, floor), 1)
    words = ""
    if floor:
        course.figures["votes_needed"] = least
        words = _("Il faut au moins {n} assentiments, {share} des exprimés.").format(n=integer(least), share=floor)
        words += " "

    def settle(tied: Sequence[str]) -> str:
        course.figures["tie"] = list(tied)
        return choose(course, tied, ties, _("pour le dernier siège"))

    order = by_score({name: n for name, n in tally.items() if n >= least})
    elected = sorted(fill(course, order, definition.seats, caps, settle), key=lambda name: -tally[name])
    words += _("Élus : {names}.") if len(elected) > 1 else _("Élu : {names}.") if elected else _("Personne n’est élu.")
    if len(elected) < definition.seats:
        words += vacant(definition.seats - len(elected))
        course.figures["vacant"] = definition.seats - len(elected)
    course.tell(
        "elect", "SCR-16", words.format(names=listed(elected)), before={"tally": dict(tally)},
        after={"elected": elected}, elected=elected,
    )  # fmt: skip

"""Condorcet-Schulze: everyone against everyone, winning votes, strongest paths; several winners wait for the room."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.rankings import equal_fault
from coop_desk.topics.elections.methods.records import Ballot, Definition, Mark
from coop_desk.topics.elections.methods.seats import Caps, fill, read_caps, vacant
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.ties import LOT, choose
from coop_desk.topics.elections.methods.turnout import only_rounds, open_box, presence

FULL = "schulze/1"
STRENGTH = {"winning votes": ()}
UNRANKED = {"last": ("last, equal",)}
TIES = {"lot": ("several potential winners are reported; the statutes choose (lot by default)",)}
Duels = dict[str, dict[str, int]]

fault = equal_fault


class Terms:
    """The rules of the vote."""

    def __init__(self, definition: Definition) -> None:
        if definition.seats < 1:
            raise not_understood("seats", definition.seats)
        settings = Settings(definition.rules)
        self.there = presence(settings)
        settings.one_of("strength", STRENGTH, "winning votes")
        settings.one_of("unranked", UNRANKED, "last")
        settings.one_of("ties", TIES, "lot")
        self.nobody = settings.take("none_of_the_above")
        if self.nobody is not None and self.nobody not in definition.candidates:
            raise not_understood("none_of_the_above", self.nobody)
        self.caps = read_caps(settings, definition.candidates)
        settings.close()


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Tell the duels, then the paths when there is a cycle, then who is elected."""
    definition, terms = course.definition, Terms(course.definition)
    only_rounds(ballots, 1)
    box = open_box(ballots, partial(fault, definition))
    terms.there.check(box)
    course.figures |= box.figures()
    course.tell("count", "SCR-01", f"{box.said()}.", after=dict(box.figures()))
    _settle(course, terms, duels(definition.candidates, box.valid) if box.expressed else {})


def count_duels(course: Course, d: Duels) -> None:
    """Count from a table of duels, as an export gives it: nothing else of the ballots is needed."""
    _settle(course, Terms(course.definition), d)


def _settle(course: Course, terms: Terms, d: Duels) -> None:
    if not d:
        course.tell("nobody", "SCR-20", _("Aucun bulletin exprimé : personne n’est élu."))
        return
    names = course.definition.candidates
    paths = strongest_paths(names, d)
    order = ranking(names, paths)
    condorcet = next((a for a in names if all(d[a][b] > d[b][a] for b in names if b != a)), None)
    course.figures |= {
        "pairwise": d, "strongest_paths": paths, "winners": sorted(order[0]), "ranking": order,
        "condorcet_winner": condorcet,
    }  # fmt: skip
    _tell_duels(course, d, condorcet)
    if condorcet is None:
        words = _(
            "Personne ne bat tous les autres : on compare les chemins les plus forts de duels gagnés. {names} n’a "
            "contre soi aucun chemin plus fort."
        )
        if len(order[0]) > 1:
            words = _(
                "Personne ne bat tous les autres : on compare les chemins les plus forts de duels gagnés. {names} "
                "n’ont contre eux aucun chemin plus fort."
            )
        course.tell(
            "paths", "SCR-20", words.format(names=listed(order[0])), before={"pairwise": d},
            after={"strongest_paths": paths, "winners": sorted(order[0])},
        )  # fmt: skip
    _elect(course, order, terms.nobody, terms.caps)


def _elect(course: Course, order: list[list[str]], nobody: str | None, caps: Caps) -> None:
    def settle(tied: Sequence[str]) -> str:
        course.figures["tie"] = list(tied)
        return choose(course, tied, LOT, _("pour l’élection"))

    elected = fill(course, order, course.definition.seats, caps, settle)
    if nobody in elected:
        elected = elected[: elected.index(nobody)]
    words = _("Élus : {names}.") if len(elected) > 1 else _("Élu : {names}.")
    words = words.format(names=listed(elected))
    if not elected:
        words = _("Personne n’est élu.")
    elif len(elected) < course.definition.seats:
        words += vacant(course.definition.seats - len(elected))
    if nobody is not None and not elected:
        words = _("« {nobody} » l’emporte : personne n’est élu.").format(nobody=nobody)
    course.tell("elect", "SCR-20", words, before={"ranking": order}, after={"elected": elected}, elected=elected)


def _tell_duels(course: Course, d: Duels, condorcet: str | None) -> None:
    names = list(d)
    lines = [f"{a} {integer(d[a][b])} – {integer(d[b][a])} {b}" for at, a in enumerate(names) for b in names[at + 1 :]]
    words = _("Duels : {duels}.").format(duels=", ".join(lines))
    if condorcet is not None:
        words += " " + _("{name} bat chacun des autres.").format(name=condorcet)
    course.tell("duels", "SCR-20", words, after={"pairwise": d, "condorcet_winner": condorcet})


# ------------------------------------------------------------------------------------------------------ arithmetic


def duels(names: Sequence[str], valid: Mapping[Mark, int]) -> Duels:
    """How many ballots rank each above each other; those not ranked come last, equal."""
    bit = {name: 1 << at for at, name in enumerate(names)}
    everybody = (1 << len(names)) - 1
    above: Counter[tuple[str, int]] = Counter()  # one name, and all those it is ranked above: few kinds, many ballots
    for mark, n in valid.items():
        left = everybody
        for rank in mark:
            if isinstance(rank, tuple):
                for name in rank:
                    left ^= bit[name]
                for name in rank:
                    above[name, left] += n
            else:
                left ^= bit[rank]
                above[rank, left] += n
    d = {a: {b: 0 for b in names if b != a} for a in names}
    for (name, beaten), n in above.items():
        row = d[name]
        for other, its in bit.items():
            if beaten & its:
                row[other] += n
    return d


def strongest_paths(names: Sequence[str], d: Duels) -> Duels:
    """The strength of the strongest path from each to each: the weakest duel won on it, as large as can be."""
    p = {a: {b: d[a][b] if d[a][b] > d[b][a] else 0 for b in names if b != a} for a in names}
    for middle in names:
        for a in names:
            if a == middle:
                continue
            for b in names:
                if b not in (a, middle):
                    p[a][b] = max(p[a][b], min(p[a][middle], p[middle][b]))
    return p


def ranking(names: Sequence[str], p: Duels) -> list[list[str]]:
    """The potential winners, then those of the rest with the same paths, and so on."""
    order, left = [], list(names)
    while left:
        order.append([a for a in left if all(p[a][b] >= p[b][a] for b in left if b != a)])
        left = [name for name in left if name not in order[-1]]
    return order

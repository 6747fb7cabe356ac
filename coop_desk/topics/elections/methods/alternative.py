"""Alternative vote (IRV): one seat; the last is excluded, one at a time, and the papers go on."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.rankings import EARLIER, Paper, number, route, strict_fault
from coop_desk.topics.elections.methods.records import Ballot, Figures
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.ties import LOT, choose, earlier
from coop_desk.topics.elections.methods.turnout import only_rounds, open_box, presence, scores

FULL = "irv/1"
STOP = {"half": ("more than half of the continuing ballots",)}

fault = strict_fault


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Exclude one by one until somebody has more than half of the ballots still standing."""
    definition = course.definition
    if definition.seats != 1:
        raise not_understood("seats", definition.seats)
    settings = Settings(definition.rules)
    there = presence(settings)
    settings.one_of("stop", STOP, "half")
    settings.one_of("ties", {"earlier": EARLIER}, "earlier")
    settings.close()
    only_rounds(ballots, 1)
    box = open_box(ballots, partial(fault, definition))
    there.check(box)
    course.figures |= {**box.figures(), "rounds": []}
    piles: dict[str, list[Paper]] = {name: [] for name in definition.candidates}
    for ranking, n in box.valid.items():
        piles[ranking[0]].append((ranking, 0, n))
    exhausted, history = 0, list[dict[str, int]]()
    course.tell("open", "SCR-01", f"{box.said()}.", after=dict(box.figures()))
    tally = {name: number(papers) for name, papers in piles.items()}
    while True:
        history.append(tally)
        standing = box.expressed - exhausted
        figures: Figures = {"tally": tally, "exhausted": exhausted}
        course.figures["rounds"].append(figures)
        course.figures[f"round{len(history)}"] = tally
        needed = standing // 2 + 1
        first = max(tally, key=lambda name: tally[name], default="")
        if not standing:
            course.tell("nobody", "SCR-18", _("Plus aucun bulletin ne porte de nom en lice : personne n’est élu."))
            return
        if tally[first] >= needed:
            figures["elected"] = first
            words = _("{scores}. Il faut {needed} voix, plus de la moitié de {standing} : {name} l’emporte.").format(
                scores=scores(tally), needed=integer(needed), standing=integer(standing), name=first
            )
            course.tell(
                f"round {len(history)}",
                "SCR-18",
                words,
                before={"tally": dict(tally)},
                after=dict(figures),
                elected=[first],
            )
            return
        last = _last(course, tally, history[:-1])
        figures["eliminated"] = last
        course.figures.setdefault("eliminated_first", last)
        gained, gone = _exclude(piles, last)
        _tell_exclusion(course, last, tally, needed, gained, gone)
        exhausted += gone
        tally = {name: n + gained[name] for name, n in tally.items() if name != last}


def _last(course: Course, tally: dict[str, int], before: Sequence[dict[str, int]]) -> str:
    lowest = min(tally.values())
    tied = earlier([name for name in tally if tally[name] == lowest], before, min)
    return tied[0] if len(tied) == 1 else choose(course, tied, LOT, _("pour l’élimination du dernier"))


def _exclude(piles: dict[str, list[Paper]], last: str) -> tuple[Counter[str], int]:
    """Move the papers of the last one; return who gets how many, and how many name nobody else."""
    moved, gone = route(piles.pop(last), set(piles))
    for name, papers in moved.items():
        piles[name] += papers
    return Counter({name: number(papers) for name, papers in moved.items()}), gone


def _tell_exclusion(
    course: Course, last: str, tally: dict[str, int], needed: int, gained: Counter[str], gone: int
) -> None:  # fmt: skip
    exhausted = course.figures["rounds"][-1]["exhausted"]
    at = len(course.figures["rounds"])
    words = _("{scores}. Personne n’a {needed} voix. On élimine {name}, qui a le moins de voix ({n})").format(
        scores=scores(tally), needed=integer(needed), name=last, n=integer(tally[last])
    )
    where = [f"{name} (+{integer(n)})" for name, n in sorted(gained.items(), key=lambda item: -item[1])]
    if gone:
        where.append(ngettext("{n} bulletin épuisé", "{n} bulletins épuisés", gone).format(n=integer(gone)))
    if where:
        words += _(" ; ses bulletins vont ainsi : {where}").format(where=listed(where))
    course.tell(
        f"round {at}", "SCR-18", f"{words}.", before={"tally": dict(tally), "exhausted": exhausted},
        after={"eliminated": last, "transfers": dict(gained), "exhausted": exhausted + gone},
    )  # fmt: skip

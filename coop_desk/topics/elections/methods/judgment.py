"""Majority judgment (Balinski and Laraki): one grade per candidate, the lower median, ties by removing medians."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.papers import Papers
from coop_desk.topics.elections.methods.records import Ballot, Definition, Mark
from coop_desk.topics.elections.methods.seats import fill, read_caps, vacant
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.ties import choose, tie_rule
from coop_desk.topics.elections.methods.turnout import Turnout, items, only_rounds, open_box, presence, unknown

FULL = "judgment.majority/1"
SCALE = ("À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien", "Très bien")
TIES = ("remove one majority grade from each tied candidate and compare again",)
TOLD = 300  # ballots up to which the whole sequence of medians is told

Profile = Sequence[int]
"""How many ballots gave each grade, worst first."""


def fault(definition: Definition, mark: Mark) -> str:
    """Say why a ballot is void: one candidate graded twice."""
    graded = dict(mark)
    if len(graded) == len(mark):
        return ""
    for name in graded:
        if name not in definition.candidates:
            raise unknown(name)
    return _("deux mentions pour le même candidat")


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Count the grades, rank the candidates, fill the seats."""
    definition = course.definition
    if definition.seats < 1:
        raise not_understood("seats", definition.seats)
    settings = Settings(definition.rules)
    there = presence(settings)
    scale = settings.take("scale_worst_to_best", list(SCALE))
    if not isinstance(scale, list) or len(scale) < 2 or len(set(map(str, scale))) != len(scale):
        raise not_understood("scale_worst_to_best", scale)
    missing = settings.take("missing_grade") or scale[0]
    if missing not in scale:
        raise not_understood("missing_grade", missing)
    settings.one_of("median", {"lower": ()}, "lower")
    settings.one_of("ties", {"remove": TIES}, "remove")
    ties = tie_rule(settings, "final_tie" if "final_tie" in settings else "tie")
    caps = read_caps(settings, definition.candidates)
    settings.close()
    only_rounds(ballots, 1)
    box, found = _open(definition, ballots)
    there.check(box)
    profiles = _profiles(definition.candidates, scale, missing, found, box.expressed)
    _tell_profiles(course, profiles, scale, box.figures(), box.said())
    if not box.expressed:
        course.figures |= {"ranking": [], "elected": []}
        course.tell("elect", "SCR-17", _("Aucun bulletin exprimé : personne n’est élu."))
        return
    order = ranking(profiles)
    course.figures["ranking"] = order
    course.tell(
        "rank", "SCR-17", _said_order(order), before={"majority_grade": course.figures["majority_grade"]},
        after={"ranking": order},
    )  # fmt: skip

    def settle(tied: Sequence[str]) -> str:
        course.figures["tie"] = list(tied)
        return choose(course, tied, ties, _("pour le dernier siège, toutes leurs mentions étant les mêmes"))

    elected = fill(course, order, definition.seats, caps, settle)
    words = _("Élus : {names}.") if len(elected) > 1 else _("Élu : {names}.") if elected else _("Personne n’est élu.")
    empty = definition.seats - len(elected)
    words = words.format(names=listed(elected)) + (vacant(empty) if empty else "")
    course.tell("elect", "SCR-17", words, before={"ranking": order}, after={"elected": elected}, elected=elected)


def _open(definition: Definition, ballots: Sequence[Ballot]) -> tuple[Turnout, Mapping[tuple[str, str], int]]:
    """Count the grades by candidate; papers without any fault need not be put together: nearly all differ."""
    if isinstance(ballots, Papers) and (grades := _plain_grades(definition.candidates, ballots.marks)) is not None:
        return Turnout(expressed=len(ballots.marks)), grades
    box = open_box(ballots, partial(fault, definition))
    return box, items(box.valid)


def _plain_grades(names: Sequence[str], marks: Sequence[Mark]) -> Counter[tuple[str, str]] | None:
    """Count (name, grade) where every paper grades every candidate once; None when one has to be looked at."""
    try:
        papers = list(map(dict, marks))
        columns = [Counter(map(itemgetter(name), papers)) for name in names]
        sizes = {*map(len, papers), *map(len, marks)}
    except (TypeError, KeyError):  # a blank paper, or one without the grade of somebody
        return None
    if sizes != {len(names)}:
        return None
    return Counter(
        {(name, grade): n for name, column in zip(names, columns, strict=True) for grade, n in column.items()}
    )


def _profiles(
    names: Sequence[str], scale: Sequence[str], missing: str, found: Mapping[tuple[str, str], int], expressed: int
) -> dict[str, list[int]]:
    place = {grade: at for at, grade in enumerate(scale)}
    profiles = {name: [0] * len(scale) for name in names}
    for (name, grade), n in found.items():
        if name not in profiles:
            raise unknown(name)
        if grade not in place:
            raise unknown(grade)
        profiles[name][place[grade]] += n
    for profile in profiles.values():
        profile[place[missing]] += expressed - sum(profile)
    return profiles


def _tell_profiles(
    course: Course, profiles: Mapping[str, Profile], scale: Sequence[str], turnout: dict[str, int], said: str
) -> None:
    figures = course.figures
    figures |= turnout
    figures["profile"] = {name: dict(zip(scale, profile, strict=True)) for name, profile in profiles.items()}
    voters = turnout["expressed"]
    course.tell("count", "SCR-01", f"{said}.", after={**turnout, "profile": figures["profile"]})
    if not voters:
        return
    at = {name: median(profile) for name, profile in profiles.items()}
    figures["majority_grade"] = {name: scale[grade] for name, grade in at.items()}
    figures["above_and_below_majority_grade"] = {
        name: [sum(profile[at[name] + 1 :]), sum(profile[: at[name]])] for name, profile in profiles.items()
    }
    if voters <= TOLD:
        figures["majority_value"] = {
            name: [scale[grade] for grade in majority_value(profile)] for name, profile in profiles.items()
        }
    words = _("La mention majoritaire est la {n}e en partant de la plus basse, sur {voters} : {grades}.").format(
        n=integer((voters + 1) // 2), voters=integer(voters),
        grades=listed([f"{name} « {scale[grade]} »" for name, grade in at.items()]),
    )  # fmt: skip
    course.tell(
        "majority grades", "SCR-17", words, before={"profile": figures["profile"]},
        after={key: figures[key] for key in ("majority_grade", "above_and_below_majority_grade")},
    )  # fmt: skip


def _said_order(order: Sequence[Sequence[str]]) -> str:
    places = [listed(group) + _(" à égalité") if len(group) > 1 else group[0] for group in order]
    return _(
        "À mention égale, on retire à chacun une mention majoritaire et on compare de nouveau. Classement : {places}."
    ).format(places=", ".join(places))


# ------------------------------------------------------------------------------------------------------ arithmetic


def median(profile: Profile) -> int:
    """The lower median: the grade at position ceil(n/2) from the worst."""
    return grade_at(profile, (sum(profile) + 1) // 2)


def grade_at(profile: Profile, position: int) -> int:
    """The grade at a position (1 is the worst) of the sorted grades."""
    passed = 0
    for grade, n in enumerate(profile):
        passed += n
        if passed >= position:
            return grade
    raise IndexError(position)


def majority_value(profile: Profile) -> list[int]:
    """The medians one after the other, each removed in its turn, until nothing is left."""
    left, medians = list(profile), []
    for _removed in range(sum(profile)):
        medians.append(median(left))
        left[medians[-1]] -= 1
    return medians


def ranking(profiles: Mapping[str, Profile]) -> list[list[str]]:
    """Rank by the sequence of medians, equals together, by blocks where nobody's median changes.

    The medians taken in turn walk away from the middle, one step to each side: positions m, m+1, m-1, m+2… of the
    sorted grades when n is even, m, m-1, m+1… when it is odd. Between two steps where some candidate changes grade,
    everybody's pair (below, above) stays the same: one pair for the whole block is enough to compare.
    """
    n = sum(next(iter(profiles.values()), ()))
    half = (n + 1) // 2
    # Step k looks at positions half-k and half+k (odd n), or half-k and half+1+k (even n).
    after = 1 - n % 2
    changes = {0}
    for profile in profiles.values():
        edge = 0
        for amount in profile:
            edge += amount  # the last position of this grade
            changes |= {half - edge, edge + 1 - half - after}
    steps = sorted(k for k in changes if 0 <= k < half)

    def key(name: str) -> tuple[int, ...]:
        pairs = []
        for k in steps:
            low, high = grade_at(profiles[name], half - k), grade_at(profiles[name], half + after + k)
            pairs += [low, high]
        return tuple(pairs)

    keys = {name: key(name) for name in profiles}
    ordered = sorted(profiles, key=lambda name: keys[name], reverse=True)
    groups = [[name] for name in ordered[:1]]
    for one, other in pairwise(ordered):
        if keys[one] == keys[other]:
            groups[-1].append(other)
        else:
            groups.append([other])
    place = {name: at for at, name in enumerate(profiles)}
    return [sorted(group, key=place.__getitem__) for group in groups]

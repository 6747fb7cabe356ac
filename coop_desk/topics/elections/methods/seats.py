"""Seats filled one by one, in order, under the caps of the groups (ELE-03)."""

from collections.abc import Callable, Mapping, Sequence

from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.elections.methods.course import Course, Pending
from coop_desk.topics.elections.methods.settings import Settings, not_understood, whole

Caps = Sequence[tuple[frozenset[str], int, str]]
"""The names of a group, how many of them may be elected, and what the group is called."""


def read_caps(settings: Settings, candidates: Sequence[str]) -> Caps:
    """Read `caps: [{group, max}]` and `groups: {name of the group: [names]}`."""
    groups = settings.take("groups", {})
    given = settings.take("caps", [])
    if not isinstance(given, list) or not isinstance(groups, dict):
        raise not_understood("caps", given)
    caps = []
    for cap in given:
        if not isinstance(cap, dict) or not set(cap) <= {"group", "max", "candidates"}:
            raise not_understood("caps", cap)
        given_group = cap.get("group", "")
        group = listed(given_group) if isinstance(given_group, list) else str(given_group)
        names = cap.get("candidates", given_group if isinstance(given_group, list) else _members(groups, group))
        if not isinstance(names, list) or not names or not set(names) <= set(candidates):
            raise not_understood("caps.candidates", names)
        caps.append((frozenset(names), whole(cap.get("max"), "caps.max"), group))
    return caps


def _members(groups: Mapping[str, object], group: str) -> object:
    """The names of a group, written group by group or name by name."""
    return groups.get(group) or [name for name, theirs in groups.items() if theirs == group]


def full_group(name: str, elected: Sequence[str], caps: Caps) -> str | None:
    """The group of this person that has all its seats, if there is one."""
    for names, most, group in caps:
        if name in names and sum(one in names for one in elected) >= most:
            return group
    return None


def fill(
    course: Course, order: Sequence[Sequence[str]], seats: int, caps: Caps, choose: Callable[[Sequence[str]], str]
) -> list[str]:
    """Elect down the order, equals together, until the seats are filled; `choose` settles a tie."""
    elected: list[str] = []
    taken = list(course.elected)
    for equals in order:
        left = list(equals)
        while left and len(elected) < seats:
            skipped = [name for name in left if full_group(name, taken + elected, caps) is not None]
            if skipped:
                _say_skipped(course, skipped)
                left = [name for name in left if name not in skipped]
                continue
            over = left if len(left) > seats - len(elected) else _over_cap(left, taken + elected, caps)
            free = [name for name in left if name not in over]
            elected += free
            left = list(over)
            if left:
                try:
                    elected.append(choose(left))
                except Pending:
                    _say_certain(course, elected)
                    raise
                left.remove(elected[-1])
    return elected


def _say_certain(course: Course, elected: Sequence[str]) -> None:
    """Those above a tie are elected whatever the room decides of it."""
    if elected:
        words = (
            _("Avant cette égalité, élus : {names}.") if len(elected) > 1 else _("Avant cette égalité, élu : {names}.")
        )
        course.tell("above the tie", "SCR-04", words.format(names=listed(elected)), elected=list(elected))


def _over_cap(equals: Sequence[str], elected: Sequence[str], caps: Caps) -> list[str]:
    over: list[str] = []
    for names, most, _group in caps:
        here = [name for name in equals if name in names]
        if len(here) > most - sum(name in names for name in elected):
            over += [name for name in here if name not in over]
    return over


def _say_skipped(course: Course, skipped: Sequence[str]) -> None:
    words = _("Plus de siège pour ce groupe : {names} ne peut pas être élu, le siège va au suivant.")
    if len(skipped) > 1:
        words = _("Plus de siège pour ce groupe : {names} ne peuvent pas être élus, le siège va au suivant.")
    course.tell("cap", "ELE-03", words.format(names=listed(skipped)), after={"skipped": list(skipped)})


def vacant(seats: int) -> str:
    """Say why seats stay empty."""
    if seats == 1:
        return _(" Un siège reste vacant, faute de candidat qui puisse l’occuper.")
    return _(" {n} sièges restent vacants, faute de candidats qui puissent les occuper.").format(n=seats)


def by_score(tally: Mapping[str, int]) -> list[list[str]]:
    """Names in order of their figures, most first, equals together."""
    groups: dict[int, list[str]] = {}
    for name, n in tally.items():
        groups.setdefault(n, []).append(name)
    return [groups[n] for n in sorted(groups, reverse=True)]

"""The words of a rotation plan on the screen: bound, seats, where each mandate comes from."""

from collections.abc import Sequence
from datetime import date

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen.pieces import Tone
from coop_desk.topics.roles.adoption.records import PlanBar, PlanLine
from coop_desk.topics.roles.adoption.rules.months import day_of


def bound_words(line: PlanLine) -> str:
    """What no plan costs less than; empty when the solver was missing."""
    if line.bound is None:
        return ""
    if line.bound >= line.objective:
        return _("aucun plan ne coûte moins")
    return _("au mieux {n}").format(n=integer(line.bound))


def seat_names(bars: Sequence[PlanBar]) -> dict[tuple[int, int], str]:
    """A role and its seat, named only where the role has several."""
    several = {bar.role_id for bar in bars if bar.seat}
    words = _("{role}, siège {n}")
    return {
        (bar.role_id, bar.seat): words.format(role=bar.role, n=bar.seat + 1) if bar.role_id in several else bar.role
        for bar in bars
    }


def first_whole_month(bar: PlanBar) -> date:
    """The month from which a plan counts a mandate: one taken over in the middle of a month counts from the next."""
    return day_of(bar.starts_on, 0 if bar.starts_on.day == 1 else 1)


def bar_key(bar: PlanBar) -> str:
    """What tells a mandate of a plan from the others."""
    return f"{bar.role_id}-{bar.seat}-{bar.starts_on.isoformat()}"


def origin_words(bar: PlanBar) -> str:
    """Where a mandate of a plan comes from."""
    if bar.pinned:
        return _("imposé")
    return _("proposé") if bar.planned else _("déjà là")


def origin_tone(bar: PlanBar) -> Tone:
    """How it is coloured, beside its words."""
    return "warn" if bar.pinned else "accent" if bar.planned else "plain"


def points_words(many: int, points: int) -> str:
    """So many of something, and what they cost."""
    words = ngettext("{n}, soit {points} point", "{n}, soit {points} points", points)
    return words.format(n=integer(many), points=integer(points))

"""Days of leave gained by taking part of the main leave outside of the summer."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.words import day as short_day
from coop_desk.topics.leave.rules.counting import convert
from coop_desk.topics.leave.rules.explained import NO_DAY, Days, Line, Unit, in_days

MAIN_LEAVE = Days(24)
LEAST_BLOCK = Days(12)


@dataclass(frozen=True, slots=True)
class Taken:
    """How the main leave of one year was taken; the fifth week is never part of it."""

    earned: Days
    inside: Days
    """Days of the main leave taken from 1 May to 31 October."""
    outside: Days
    """Days of the main leave taken at another time."""
    longest_block: Days
    """The longest leave in one go from 1 May to 31 October."""
    unit: Unit = Unit.OUVRABLE
    waived_on: date | None = None
    """The day the member signed a waiver, alone and for this year; never a default."""


@dataclass(frozen=True, slots=True)
class SplitDays:
    """The days gained, and why."""

    days: int
    lines: tuple[Line, ...]


def split_days(taken: Taken) -> SplitDays:
    """Two days for six outside, one for three to five, with 12 in one go inside (LEAVE-40; L3141-23).

    With incomplete rights, 15 days earned are needed for one and 18 for two.
    """
    earned, inside, asked, block = (
        _ouvrables(days, taken.unit) for days in (taken.earned, taken.inside, taken.outside, taken.longest_block)
    )
    outside = min(asked, max(NO_DAY, min(MAIN_LEAVE, earned) - inside))
    said = _("Congé principal pris hors de la période du 1er mai au 31 octobre : {days} en jours ouvrables.")
    lines = [Line("LEAVE-40", said.format(days=in_days(outside)))]
    gained = 2 if outside >= 6 and earned >= 18 else 1 if outside >= 3 and earned >= 15 else 0
    if outside >= 3 and earned < 18:
        words = _("Droits incomplets ({days}) : il en faut 15 pour un jour et 18 pour deux.")
        lines.append(Line("LEAVE-40", words.format(days=in_days(earned))))
    if gained and block < LEAST_BLOCK:
        gained = 0
        lines.append(Line("LEAVE-40", _("Aucun congé de douze jours d’affilée du 1er mai au 31 octobre.")))
    if gained and taken.waived_on is not None:
        gained = 0
        words = _("Renoncement écrit et signé le {day}.")
        lines.append(Line("LEAVE-40", words.format(day=short_day(taken.waived_on))))
    lines.append(Line("LEAVE-40", _("Jours de fractionnement : {days}.").format(days=in_days(Days(gained)))))
    return SplitDays(gained, tuple(lines))


def _ouvrables(days: Days, unit: Unit) -> Days:
    return days if unit is Unit.OUVRABLE else convert(days, Unit.OUVRABLE)

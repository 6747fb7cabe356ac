"""Leave that sickness made impossible to take: what is carried over, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import day as short_day
from coop_desk.topics.leave.rules.counting import Count, costs, days_of
from coop_desk.topics.leave.rules.explained import NO_DAY, Days, Line, in_days
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span
from coop_desk.topics.members.rules.admission import add_months

ONE_DAY = timedelta(days=1)


class Fate(StrEnum):
    """What becomes of days left from a year."""

    NORMAL = "normal"
    CARRIED = "carried"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Sickness:
    """A stop, the return from it (None while away), and the day the member received the written information."""

    span: Span
    returned: date | None = None
    informed: date | None = None

    @property
    def deadline(self) -> date | None:
        """Last day to inform the member: one month after the return (LEAVE-21; L3141-19-3)."""
        return add_months(self.returned, 1) if self.returned else None

    @property
    def told(self) -> date | None:
        """The day of an information that counts: received after the return (L3141-19-1)."""
        if self.informed is None or self.returned is None or self.informed < self.returned:
            return None
        return self.informed


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Days still to take, from the period they were earned in, to be taken in another."""

    reference: Span
    taking: Span
    days: Days


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of the days left over: those that can still be taken in time stay as they are."""

    fate: Fate
    days: Days
    starts: date | None
    expires: date | None
    """The last day they can be taken; None while they do not expire."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Days of a leave that a stop covers: a reversal, never a change of what was booked."""

    before: Days
    given_back: Days
    lines: tuple[Line, ...]

    @property
    def after(self) -> Days:
        """What the leave costs in the end."""
        return self.before - self.given_back


def carry_over(left: LeftOver, sick: Sickness, settings: LeaveSettings, as_of: date | None = None) -> Carried:
    """Say whether days are carried over, and until when (LEAVE-20 to 22; L3141-19-1 to L3141-19-3)."""
    if sick.returned is not None and sick.returned < sick.span.first:
        raise RuleBroken("LEAVE-02", _("Le retour est avant le début de l’arrêt : corrigez les dates."))
    kept = _impossible(left, sick, settings)
    if not kept:
        words = _("Il reste le temps de prendre ces jours avant le {day} : rien à reporter.")
        line = Line("LEAVE-20", words.format(day=short_day(left.taking.last)))
        return Carried(Fate.NORMAL, NO_DAY, None, None, (line,))
    words = _("{days} que la maladie a empêché de prendre avant le {day}.")
    line = Line("LEAVE-20", words.format(days=in_days(kept), day=short_day(left.taking.last)))
    end = left.reference.last
    if sick.span.holds(end) and add_months(sick.span.first, 12) - ONE_DAY <= end:
        return _from_the_end_of_the_year(kept, end, sick, settings, as_of, line)
    return _from_the_information(kept, sick, settings, as_of, line)


def last_day(start: date, months: int) -> date:
    """The last usable day: the same day number, or the last of a shorter month (LEAVE-20)."""
    return add_months(start, months)


def information_overdue(sick: Sickness, as_of: date | None = None) -> bool:
    """Whether the member was informed later than one month after the return, or is not yet (LEAVE-21; L3141-19-3)."""
    if sick.deadline is None:
        return False
    received = sick.told or as_of
    return received is not None and received > sick.deadline


def give_back(count: Count, stops: Sequence[Span], notified: bool) -> GivenBack:
    """Give back the days of a leave that a notified stop covers (LEAVE-23; Cass. soc., 10 September 2025)."""
    if not notified:
        line = Line("LEAVE-23", _("Arrêt de travail non communiqué : aucun jour n’est rendu."))
        return GivenBack(count.days, NO_DAY, (line,))
    covered = [line for line in count.lines if line.counted and any(stop.holds(line.day) for stop in stops)]
    lines = tuple(Line("LEAVE-23", _("{day} : rendu").format(day=short_day(line.day))) for line in covered)
    return GivenBack(count.days, sum((line.counted for line in covered), NO_DAY), lines)


def _impossible(left: LeftOver, sick: Sickness, settings: LeaveSettings) -> Days:
    """Days that no time is left for once back; all of them while away at the end of the taking period."""
    if sick.span.within(left.taking) is None:
        return NO_DAY
    back = sick.returned or sick.span.last + ONE_DAY
    if back > left.taking.last:
        return left.days
    possible = sum(costs(day, settings)[0] for day in days_of(Span(back, left.taking.last)))
    return max(NO_DAY, left.days - possible)


def _from_the_information(
    days: Days, sick: Sickness, settings: LeaveSettings, as_of: date | None, line: Line
) -> Carried:
    if sick.told is None:
        words = _("La personne n’a pas reçu l’information écrite depuis son retour : ces jours n’expirent pas.")
        return Carried(Fate.CARRIED, days, None, None, (line, Line("LEAVE-21", words)))
    expires = last_day(sick.told, settings.carry_months)
    words = _("Information reçue le {start}, {months} mois de report : à prendre jusqu’au {end}.")
    said = words.format(start=short_day(sick.told), months=settings.carry_months, end=short_day(expires))
    fate = Fate.LOST if as_of is not None and as_of > expires else Fate.CARRIED
    return Carried(fate, days, sick.told, expires, (line, Line("LEAVE-20", said)))


def _from_the_end_of_the_year(
    days: Days, end: date, sick: Sickness, settings: LeaveSettings, as_of: date | None, line: Line
) -> Carried:
    expires = last_day(end, settings.carry_months)
    words = _("Contrat suspendu depuis un an le {start} : report de {months} mois, jusqu’au {end}.")
    said = words.format(start=short_day(end), months=settings.carry_months, end=short_day(expires))
    lines = (line, Line("LEAVE-22", said))
    reached = sick.returned or as_of
    if reached is not None and reached > expires:
        lost = Line("LEAVE-22", _("Ce délai a fini avant le retour : ces jours sont perdus."))
        return Carried(Fate.LOST, days, end, expires, (*lines, lost))
    if sick.returned is None:
        return Carried(Fate.CARRIED, days, end, expires, lines)
    if sick.told is None:
        stopped = Line("LEAVE-22", _("Le délai est arrêté depuis le retour, jusqu’à l’information écrite."))
        return Carried(Fate.CARRIED, days, end, None, (*lines, stopped))
    expires += sick.told - sick.returned
    words = _("Délai arrêté du retour ({first}) à l’information ({last}) : à prendre jusqu’au {end}.")
    said = words.format(first=short_day(sick.returned), last=short_day(sick.told), end=short_day(expires))
    fate = Fate.LOST if as_of is not None and as_of > expires else Fate.CARRIED
    return Carried(fate, days, end, expires, (*lines, Line("LEAVE-22", said)))

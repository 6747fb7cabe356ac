"""A week of work, or two that alternate: minutes for each weekday, and what is no schedule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, NNBSP, integer, listed, long_day
from coop_desk.topics.members.rules.admission import Contract

Works = Callable[[date], bool]
"""Whether a person's own schedule has work on a date, holidays left aside."""
Week = tuple[int, int, int, int, int, int, int]
"""Minutes from Monday to Sunday."""

FULL_DAY = 7 * 60
MOST_A_DAY, MOST_A_WEEK = 10 * 60, 48 * 60
MOST_WEEKS = 2


@dataclass(frozen=True, slots=True)
class Schedule:
    """The weeks somebody works from a day on: one, or two that alternate from the week of that day."""

    starts_on: date
    weeks: tuple[Week, ...]

    def minutes_on(self, day: date) -> int:
        """Minutes of work on a date, holidays left aside."""
        first = self.starts_on - timedelta(days=self.starts_on.weekday())
        return self.weeks[(day - first).days // 7 % len(self.weeks)][day.weekday()]

    @property
    def weekly(self) -> int:
        """Minutes a week, on average when two weeks alternate, the half minute left out."""
        return sum(sum(week) for week in self.weeks) // len(self.weeks)

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays worked, 1 being Monday; of two weeks, those of either."""
        return frozenset(at + 1 for week in self.weeks for at, minutes in enumerate(week) if minutes)


def usual(contract: Contract) -> Schedule:
    """The schedule of somebody for whom none was recorded: Monday to Friday, seven hours at full time (EMPLOY-02)."""
    daily = FULL_DAY * contract.working_time // 1000
    return Schedule(contract.started_on, ((daily, daily, daily, daily, daily, 0, 0),))


def check_weeks(weeks: Sequence[Sequence[int]]) -> tuple[Week, ...]:
    """Refuse a week that nobody works: days over 10 hours, weeks over 48, none at all (EMPLOY-02)."""
    if not 1 <= len(weeks) <= MOST_WEEKS:
        raise RuleBroken("EMPLOY-02", _("Un horaire a une semaine, ou deux qui alternent."))
    found = []
    for week in weeks:
        if len(week) != 7 or any(minutes < 0 for minutes in week):
            raise RuleBroken("EMPLOY-02", _("Une semaine a sept jours, chacun de zéro minute au moins."))
        if max(week) > MOST_A_DAY:
            raise RuleBroken("EMPLOY-02", _("Une journée de travail dure dix heures au plus : corrigez l’horaire."))
        if sum(week) > MOST_A_WEEK:
            raise RuleBroken("EMPLOY-02", _("Une semaine de travail dure 48 heures au plus : corrigez l’horaire."))
        found.append((week[0], week[1], week[2], week[3], week[4], week[5], week[6]))
    if not any(any(week) for week in found):
        raise RuleBroken("EMPLOY-02", _("Un horaire a au moins un jour travaillé : indiquez ses heures."))
    return tuple(found)


def check_in_contract(contracts: Sequence[Contract], day: date) -> None:
    """Refuse a schedule that starts when no contract runs (EMPLOY-01)."""
    if contract_on(contracts, day) is None:
        said = _("Aucun contrat de travail ne court le {day} : enregistrez-le d’abord, ou changez la date.")
        raise RuleBroken("EMPLOY-01", said.format(day=long_day(day)))


def contract_on(contracts: Sequence[Contract], day: date) -> Contract | None:
    """The contract that runs on a day: the last begun when two do."""
    running = [c for c in contracts if c.started_on <= day and (c.ended_on is None or c.ended_on >= day)]
    return max(running, key=lambda contract: contract.started_on, default=None)


def overlap(contracts: Sequence[Contract]) -> tuple[Contract, Contract] | None:
    """Two contracts of one person that run at the same time, or None (EMPLOY-01)."""
    ordered = sorted(contracts, key=lambda contract: contract.started_on)
    for one, other in pairwise(ordered):
        if one.ended_on is None or one.ended_on >= other.started_on:
            return one, other
    return None


def schedule_on(schedules: Sequence[Schedule], contracts: Sequence[Contract], day: date) -> Schedule | None:
    """The schedule of a day: the last one begun, else the usual one of the contract; none outside of a contract."""
    contract = contract_on(contracts, day)
    if contract is None:
        return None
    begun = [schedule for schedule in schedules if schedule.starts_on <= day]
    last = max(begun, key=lambda schedule: schedule.starts_on, default=None)
    return last if last is not None and last.starts_on >= contract.started_on else usual(contract)


def clock_words(minutes: int) -> str:
    """Say a duration as people write it: 7 h, 7 h 30, 0 h 45."""
    hours, rest = divmod(minutes, 60)
    return f"{integer(hours)}{NNBSP}h{NBSP}{rest:02d}" if rest else f"{integer(hours)}{NNBSP}h"


def weekdays_words(schedule: Schedule) -> str:
    """The days worked, in as few words as a list has room for: « lundi à vendredi »."""
    names = [_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche")]
    days = sorted(schedule.weekdays)
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("{first} à {last}").format(first=names[days[0] - 1], last=names[days[-1] - 1])
    return listed([names[day - 1] for day in days])

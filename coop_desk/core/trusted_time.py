"""Trusted time: the later of this PC's clock and the journal. Turning the clock back gives nothing back."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select

from coop_desk.core.clock import Clock
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.journal import JournalLine
from coop_desk.core.limits import ActSession
from coop_desk.core.words import full_day

TAKEN_OVER = timedelta(days=45)
"""A clock further ahead of the journal than this is asked about before it is believed."""
_BEHIND = timedelta(hours=2)
CORRECTION = "core.correct_clock"


class TrustedClock(Clock):
    """The clock of an open co-op, never behind its journal; dates are civil dates of metropolitan France."""

    def __init__(self, held: datetime | None = None) -> None:
        super().__init__(held)
        self._floor: datetime | None = None
        self._told: datetime | None = None  # the last time given: a session without a line does not go back either
        self._confirmed: datetime | None = None
        self._doubted_since: datetime | None = None

    def now(self) -> datetime:
        """The trusted instant, UTC. While the clock is doubted, time goes on from the newest journal line."""
        clock = self.pc_time()
        if self._floor is None:
            return clock
        if self.doubted:
            if self._doubted_since is None or not timedelta() <= clock - self._doubted_since < TAKEN_OVER:
                self._doubted_since = clock
            clock = self._floor + (clock - self._doubted_since)
        self._told = max(clock, self._told or self._floor, self._floor)
        return self._told

    def today(self) -> date:
        """The date in Paris, whatever zone this PC is set to: mandates are whole days there."""
        return paris_date(self.now())

    @property
    def doubted(self) -> bool:
        """True while the clock is more than 45 days ahead of the journal and nobody has confirmed it."""
        if self._floor is None:
            return False
        believed = max(self._floor, self._confirmed or self._floor)
        return self.pc_time() - believed > TAKEN_OVER

    @property
    def behind(self) -> timedelta:
        """How far this PC's clock is behind the journal; zero when that is little enough to be nobody's fault."""
        late = (self._floor - self.pc_time()) if self._floor else timedelta()
        return late if late > _BEHIND else timedelta()

    def confirm(self) -> None:
        """Believe the clock from now on: somebody has answered that the date is right."""
        self._confirmed = self.pc_time()
        self._doubted_since = None

    def note(self, at: datetime) -> None:
        """Learn the time of a line that was just written; a correction brings it down."""
        if self._floor is not None and at < self._floor:
            self._told = at
        self._floor = at
        self._doubted_since = None

    def start_from(self, newest: datetime | None) -> None:
        """Take the newest time of the journal as the floor."""
        if newest is not None and (self._floor is None or newest > self._floor):
            self._floor = newest


def newest_time(session: ActSession, root: bytes = b"") -> datetime | None:
    """Return the highest time of the journal since its last correction, UTC; None when it is empty.

    A correction brings the time back only when the governance signed it: anybody could write its line.
    """
    from coop_desk.core.signatures import believed

    corrected = next(believed(session, CORRECTION, root=root), None)
    found: datetime | None = session.scalar(select(func.max(JournalLine.at)).where(JournalLine.seq >= (corrected or 0)))
    return found


def paris_date(at: datetime) -> date:
    """Return the civil date in Paris at that instant."""
    return (at + timedelta(hours=2 if _summer(at) else 1)).astimezone(UTC).date()


def check_certain(clock: Clock) -> None:
    """Raise RuleBroken TIME-01 while nobody has answered about the date: nothing sealed is opened until then."""
    if clock.doubted:
        raise RuleBroken(
            "TIME-01",
            _(
                "L’horloge de cet ordinateur dit que nous sommes le {day}, bien après la dernière saisie. Confirmez "
                "la date, ou réglez l’horloge : les données protégées restent fermées jusque-là."
            ).format(day=full_day(paris_date(clock.pc_time()))),
        )


def _summer(at: datetime) -> bool:
    """True between the last Sundays of March and October, 01:00 UTC (directive 2000/84/CE)."""
    begins, ends = (_last_sunday(at.year, month) for month in (3, 10))
    return begins <= at < ends


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)

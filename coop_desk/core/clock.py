"""The one clock: UTC instants for the journal, local civil dates for legal facts."""

from datetime import UTC, date, datetime


class Clock:
    """Tells the time of this PC. A test may hold it on a day."""

    def __init__(self, held: datetime | None = None) -> None:
        self.held = held

    def now(self) -> datetime:
        """The instant, UTC, to the second."""
        return self.pc_time()

    def today(self) -> date:
        """The local date."""
        return self.now().astimezone().date()

    def pc_time(self) -> datetime:
        """What the clock of this PC says, believed or not: UTC, to the second."""
        return (self.held or datetime.now(UTC)).replace(microsecond=0)

    @property
    def doubted(self) -> bool:
        """True while the clock says a time that nobody has confirmed."""
        return False

    def note(self, at: datetime) -> None:
        """Learn that a line of the journal was written at that time."""

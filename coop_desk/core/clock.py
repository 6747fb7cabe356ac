"""The one clock: UTC instants for the journal, local civil dates for legal facts."""

from datetime import UTC, date, datetime


class Clock:
    """Tells the time of this PC. A test may hold it on a day."""

    def __init__(self, held: datetime | None = None) -> None:
        self.held = held

    def now(self) -> datetime:
        """The instant, UTC, to the second."""
        return (self.held or datetime.now(UTC)).replace(microsecond=0)

    def today(self) -> date:
        """The local date."""
        return self.now().astimezone().date()

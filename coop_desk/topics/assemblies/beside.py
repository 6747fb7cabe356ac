"""What stands under a point of an agenda beside its resolutions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands under a point beside its resolutions: an election; its page shows it."""

    title: str
    words: str
    page: str
    record_id: int
    unfinished: str = ""
    """What is left to do of it in the meeting, in words; the point goes on in a second call."""
    rule: str = ""
    """The rule that keeps the meeting from closing before that is done; none where it is only said."""

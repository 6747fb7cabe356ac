"""What stands under a point of an agenda beside its resolutions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands under a point beside its resolutions: an election; its page shows it."""

    title: str
    words: str
    page: str
    record_id: int

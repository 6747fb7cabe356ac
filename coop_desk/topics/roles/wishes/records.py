"""What pages and the planner read about wishes: plain, frozen records."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says of a role today."""

    person_id: int
    name: str
    role_id: int
    wish: int = 0
    """From -2 (rather not) to 2 (gladly)."""
    refuses: bool = False
    stands: bool = False
    """Whether the person is a candidate."""
    why: str = ""
    """The reason of a refusal, for the person and whoever prepares the rotation; of a candidacy, for everybody."""
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much somebody accepts: hours a month for roles, and roles at once; since when it was said, None if never."""

    hours: int = 16
    max_roles: int = 2
    since: date | None = None


@dataclass(frozen=True, slots=True)
class OwnWish:
    """A role as one person sees it when saying a wish."""

    role_id: int
    role: str
    pole: str
    purpose: str
    mode_words: str
    load: int
    holders: tuple[str, ...]
    next_end: date | None
    """The last day of the first mandate that ends; None when a seat is vacant or nothing ends."""
    vacant: int
    wish: Wish
    barred: str
    """Why the person may not be a candidate; empty when they may."""

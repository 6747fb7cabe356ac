"""What the search box shows: one line per record found, and the page that opens it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its page, its id there, its name and a few words about it."""

    page: str
    record_id: int
    title: str
    detail: str = ""

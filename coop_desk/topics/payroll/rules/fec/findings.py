"""What is found in a file of accounting entries: each rule with its level, and a count that never forgets."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]

HEADER = "FEC-01"
SEPARATOR = "FEC-02"
FIELDS = "FEC-03"
EMPTY_LINE = "FEC-04"
NO_ENTRY = "FEC-05"
FILLED = "FEC-06"
AMOUNT = "FEC-07"
DAY = "FEC-08"
BALANCE = "FEC-09"
TOTAL_BALANCE = "FEC-10"
ACCOUNT = "FEC-11"
ONE_SIDE = "FEC-12"
PAIRS = "FEC-13"
ONE_PIECE = "FEC-14"
NUMBERS = "FEC-15"
BROKEN_TEXT = "FEC-16"
BYTE_ORDER = "FEC-17"
ENCODING = "FEC-18"
NET = "FEC-19"
GROSS = "FEC-20"
WITHHELD = "FEC-21"
NAME = "FEC-22"
UNREADABLE = "FEC-23"

WARNINGS = frozenset({PAIRS, ONE_PIECE, NUMBERS, BYTE_ORDER, NAME})
KEPT = 100
"""Findings told in full for each rule and level; the others are counted."""

LONGEST_SHOWN = 60  # characters of a value


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it stands (no line when it is about the whole file), the value to show, what to do."""

    rule: str
    level: Level
    line: int | None
    column: str
    value: str
    words: str


class Findings:
    """The findings in bounded memory: all are counted, the first ones are kept."""

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.counts: Counter[tuple[str, Level]] = Counter()

    def add(
        self,
        rule: str,
        line: int | None,
        column: str,
        value: str,
        words: Callable[[], str],
        level: Level | None = None,
    ) -> None:
        """Count a finding; its sentence is only made when it is kept."""
        level = level or ("warning" if rule in WARNINGS else "error")
        self.counts[rule, level] += 1
        if self.counts[rule, level] <= KEPT:
            self.kept.append(Finding(rule, level, line, column, shown(value), words()))

    def count(self, level: Level) -> int:
        """How many of that level were found."""
        return sum(count for (_rule, of_level), count in self.counts.items() if of_level == level)


def shown(value: str) -> str:
    """Return a value that no terminal obeys: short, special spaces as ␣, hidden marks as �."""
    if len(value) > LONGEST_SHOWN:
        value = f"{value[:LONGEST_SHOWN]}…"
    return "".join(c if c.isprintable() else "␣" if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in value)

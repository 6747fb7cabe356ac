"""The numbers of entries, kept as spans: a file in order takes no more room when it is longer."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(r"(.*?)([0-9]{1,18})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that are missing in a journal: how many, the first one, and the line that comes after them."""

    journal: str
    missing: int
    first: str
    line: int


class Spans:
    """Whole numbers, each once: the first and last of every unbroken run, and the line where its first one stands."""

    __slots__ = ("firsts", "lasts", "lines")

    def __init__(self) -> None:
        self.firsts: list[int] = []
        self.lasts: list[int] = []
        self.lines: list[int] = []

    def add(self, number: int, line: int) -> bool:
        """Add a number; False when it was there already."""
        at = bisect_right(self.firsts, number)
        if at and number <= self.lasts[at - 1]:
            return False
        joins_before = at > 0 and self.lasts[at - 1] == number - 1
        joins_after = at < len(self.firsts) and self.firsts[at] == number + 1
        if joins_before and joins_after:
            self.lasts[at - 1] = self.lasts[at]
            del self.firsts[at], self.lasts[at], self.lines[at]
        elif joins_before:
            self.lasts[at - 1] = number
        elif joins_after:
            self.firsts[at], self.lines[at] = number, line
        else:
            self.firsts.insert(at, number)
            self.lasts.insert(at, number)
            self.lines.insert(at, line)
        return True

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in zip(self.firsts, self.lasts, strict=True))


class EntryNumbers:
    """Every entry met, by journal: AC-0012 is the twelfth of the series AC- of its journal."""

    def __init__(self) -> None:
        self._series: dict[tuple[str, str, int], Spans] = {}  # journal, prefix, width when there are zeros in front
        self._without_digits: set[tuple[str, str]] = set()

    def add(self, journal: str, number: str, line: int) -> bool:
        """Add an entry; False when it was there already."""
        found = _NUMBER.fullmatch(number)
        if found is None:
            before = len(self._without_digits)
            self._without_digits.add((journal, number))
            return len(self._without_digits) > before
        prefix, digits = found.groups()
        key = (journal, prefix, len(digits) if digits[0] == "0" else 0)
        spans = self._series.get(key)
        if spans is None:
            spans = self._series[key] = Spans()
        return spans.add(int(digits), line)

    def __len__(self) -> int:
        return len(self._without_digits) + sum(len(spans) for spans in self._series.values())

    def gaps(self) -> Iterator[Gap]:
        """Return what is missing between the first and the last number of each series, one answer for each."""
        runs: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
        for (journal, prefix, width), spans in self._series.items():
            told = zip(spans.firsts, spans.lasts, spans.lines, [width] * len(spans.firsts), strict=True)
            runs.setdefault((journal, prefix), []).extend(told)
        for (journal, prefix), told_runs in runs.items():
            ordered = sorted(told_runs)
            missing, seen_to, gap = 0, ordered[0][1], ("", 0)
            width = ordered[0][3]
            for first, last, line, _width in ordered[1:]:
                if first > seen_to + 1:
                    if not missing:
                        gap = (f"{prefix}{seen_to + 1:0{width}d}", line)
                    missing += first - seen_to - 1
                seen_to = max(seen_to, last)
            if missing:
                yield Gap(journal, missing, *gap)

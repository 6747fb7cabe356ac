"""What was read of a file and holds until one of the tables it came from is written, here or by another program."""

from collections.abc import Hashable, Set
from typing import Any

_AT_MOST = 64


class Kept:
    """Answers with the tables they came from. A change drops those it concerns, and those being read meanwhile."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, tuple[Set[str], Any]] = {}
        self._changes = 0

    @property
    def mark(self) -> int:
        """To be taken before the transaction that reads: what was changed since is not kept."""
        return self._changes

    def find(self, asked: Hashable) -> tuple[Set[str], Any] | None:
        """The tables and the answer kept, if any."""
        return self._answers.get(asked)

    def keep(self, asked: Hashable, answer: Any, tables: Set[str], mark: int) -> None:
        """Keep an answer until one of its tables changes; never anything sealed, nor a row of a session."""
        if mark != self._changes:
            return
        while len(self._answers) >= _AT_MOST:
            self._answers.pop(next(iter(self._answers)), None)  # the oldest
        self._answers[asked] = (tables, answer)

    def changed(self, tables: Set[str]) -> None:
        """Drop what came from these tables, now that a transaction has written them."""
        self._changes += 1
        for asked, (read, _answer) in list(self._answers.items()):
            if not read.isdisjoint(tables):
                self._answers.pop(asked, None)

    def forget(self) -> None:
        """Drop everything: another program wrote in the file, or it was opened anew."""
        self._changes += 1
        self._answers.clear()

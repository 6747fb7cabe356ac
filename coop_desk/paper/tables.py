"""Tables: hairlines, heads repeated on each page, amounts aligned on the comma, rows never badly cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coop_desk.paper import faces
from coop_desk.paper.faces import Style
from coop_desk.paper.text import Words

if TYPE_CHECKING:
    from coop_desk.paper.forms import Blanks
    from coop_desk.paper.signatures import Signatures
    from coop_desk.paper.text import Gap, Text

Align = Literal["left", "right", "centre", "decimal"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, how its cells are aligned, its width in millimetres (0: as its contents need).

    `grows` gives the column the room left over; `box` prints a square to tick in every row whose cell is "".
    """

    head: Words
    align: Align = "left"
    width: float = 0
    grows: bool = False
    box: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; `totals` are set semibold at the end.

    `row_height` in millimetres leaves room to sign. `upright` draws hairlines between columns, for sheets filled by
    hand. `strong` rows (by place) are heads of a group, kept with the row that follows.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    totals: tuple[tuple[Words, ...], ...] = ()
    row_height: float = 0
    upright: bool = False
    strong: frozenset[int] = frozenset()
    style: Style = faces.CELL
    after: float = 8
    then: tuple["Text | Blanks | Signatures | Gap", ...] = ()
    """What stays on the page of the last rows: counts to fill, signatures."""


def numbering(numbers: Iterable[str]) -> Align:
    """Align a column of numbers: figures at the right, numbers with letters at the left."""
    return "right" if all(each.isdigit() for each in numbers if each) else "left"


def table(
    columns: tuple[Column, ...],
    rows: tuple[tuple[Words, ...], ...],
    totals: tuple[tuple[Words, ...], ...] = (),
    *,
    row_height: float = 0,
    upright: bool = False,
    strong: frozenset[int] = frozenset(),
    then: "tuple[Text | Blanks | Signatures | Gap, ...]" = (),
) -> Table:
    """Make a table; every row has as many cells as there are columns (else ValueError).

    `then` stays on the page of the last rows (the certification of an attendance sheet).
    """
    for row in (*rows, *totals):
        if len(row) != len(columns):
            raise ValueError(f"{len(row)} cells for {len(columns)} columns")
    return Table(tuple(columns), tuple(rows), tuple(totals), row_height, upright, strong, then=then)


def facts(pairs: tuple[tuple[str, Words], ...], label_width: float = 48) -> Table:
    """Make a list of facts: a label and what is known, without heads."""
    columns = (Column("", width=label_width), Column("", grows=True))
    return Table(columns, tuple((label, value) for label, value in pairs), style=faces.CELL)

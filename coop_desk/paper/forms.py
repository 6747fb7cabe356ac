"""What is filled by hand: lines, boxes to tick."""

from dataclasses import dataclass

from coop_desk.paper.text import Words


@dataclass(frozen=True, slots=True)
class Blanks:
    """Labels followed by a hairline to write on, one label per line or several abreast."""

    labels: tuple[str, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Ticks:
    """Choices, each after an empty square; `abreast` sets them on one line."""

    choices: tuple[Words, ...]
    abreast: bool = False


def blanks(*labels: str, columns: int = 1) -> Blanks:
    """Make lines to fill by hand."""
    return Blanks(tuple(labels), columns)


def ticks(*choices: Words, abreast: bool = False) -> Ticks:
    """Make choices to tick."""
    return Ticks(tuple(choices), abreast)

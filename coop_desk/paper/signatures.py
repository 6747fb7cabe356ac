"""Signature blocks: 35 mm high, kept whole with the name and the capacity of the person who signs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, and as what."""

    capacity: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Blocks side by side; `place_and_date` stays with the first ones. `height` in millimetres."""

    people: tuple[Signatory, ...]
    place_and_date: str = ""
    columns: int = 2
    height: float = 35


def signatures(*people: Signatory, place_and_date: str = "", columns: int = 2) -> Signatures:
    """Make signature blocks, two abreast unless told otherwise."""
    return Signatures(tuple(people), place_and_date, columns)

"""Groups of cards: who belongs where, as many cards abreast as the width allows."""

from collections.abc import Hashable
from dataclasses import dataclass

from coop_desk.paper.pictures import SIZE, SMALL, Box, Label, Mark, Shape, measure, shortened
from coop_desk.paper.strips import Spot, Strip, names_room

NARROWEST, GAP, PAD = 190.0, 12.0, 9.0
TITLE, LINE = 22.0, 18.0


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of a card; one that `lacks` is framed and hatched, one that is not `strong` is small."""

    words: str
    strong: bool = True
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A card: what it stands for, its title, its lines, and all of it in words."""

    key: Hashable
    title: str
    lines: tuple[CardLine, ...]
    words: str


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """Cards that go together, and a few words about them."""

    name: str
    about: str
    cards: tuple[BoardCard, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Groups one under the other; `words` say the whole."""

    groups: tuple[BoardGroup, ...]
    words: str

    def count(self) -> int:
        """How many groups."""
        return len(self.groups)

    def names(self, width: float) -> float:
        """The room of the names of groups."""
        return names_room([group.name for group in self.groups], width, strong=True)

    def heads_others(self, place: int) -> bool:
        """No group heads others."""
        return False

    def head(self, names: float, width: float) -> Strip:
        """Only a hairline."""
        return Strip(2, (Mark(((0, 1), (names, 1)), "muted", 0.8),), (Mark(((0, 1), (width, 1)), "muted", 0.8),))

    def height(self, place: int, width: float) -> float:
        """As high as the rows of cards."""
        return sum(self._rows(place, width)) + 2 * GAP

    def strip(self, place: int, names: float, width: float) -> Strip:
        """One group with its cards."""
        group, abreast = self.groups[place], _abreast(width)
        each = (width - GAP * (abreast - 1)) / abreast
        high = self.height(place, width)
        shapes: list[Shape] = [Mark(((0, high), (width, high)), "muted", 0.8)]
        spots, top = [], GAP
        for row, tall in enumerate(self._rows(place, width)):
            for at, card in enumerate(group.cards[row * abreast : (row + 1) * abreast]):
                left = (each + GAP) * at
                shapes += _drawn(card, left, top, each, tall - GAP)
                spots.append(Spot(card.key, left, top, each, tall - GAP, card.words))
            top += tall
        name: list[Shape] = [Mark(((0, high), (names, high)), "muted", 0.8)]
        for at, words in enumerate(wrapped(group.name, names - 20, SIZE, strong=True)):
            name.append(Label(words, 0, GAP + 14 + LINE * at, strong=True))
        down = GAP + 14 + LINE * len(name) - 4
        for at, words in enumerate(wrapped(group.about, names - 20, SMALL)):
            if down + 15 * at < high - 4:
                name.append(Label(words, 0, down + 15 * at, "muted", size=SMALL))
        return Strip(high, tuple(name), tuple(shapes), tuple(spots))

    def _rows(self, place: int, width: float) -> list[float]:
        """The height of each row of cards, with the gap under it; a group without cards keeps a row."""
        cards, abreast = self.groups[place].cards, _abreast(width)
        tall = [_tall(card) + GAP for card in cards]
        return [max(tall[at : at + abreast]) for at in range(0, len(tall), abreast)] or [LINE * 2]


def wrapped(words: str, room: float, size: float, *, strong: bool = False) -> list[str]:
    """Words on as many lines as they need."""
    lines: list[str] = []
    for word in words.split(" ") if words else ():
        if lines and measure(f"{lines[-1]} {word}", size, strong=strong) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return [shortened(line, room, size, strong=strong) for line in lines]


def _abreast(width: float) -> int:
    return max(1, int((width + GAP) // (NARROWEST + GAP)))


def _tall(card: BoardCard) -> float:
    return PAD + TITLE + LINE * len(card.lines) + PAD - 3


def _drawn(card: BoardCard, left: float, top: float, wide: float, high: float) -> list[Shape]:
    room = wide - 2 * PAD
    shapes: list[Shape] = [
        Box(left, top, wide, high, "surface", "muted", 0.9),
        Label(shortened(card.title, room, strong=True), left + PAD, top + PAD + 12, strong=True),
    ]
    for at, line in enumerate(card.lines):
        below = top + PAD + TITLE + LINE * at
        size = SIZE if line.strong else SMALL
        words = shortened(line.words, room - (6 if line.lacks else 0), size)
        if line.lacks:
            shapes.append(
                Box(left + PAD, below, room, LINE - 2, "surface", "lacking", 1.0, hatch="lacking", falling=True)
            )
            shapes.append(Label(words, left + PAD + 6, below + 12, size=size, ground="surface"))
        else:
            shapes.append(Label(words, left + PAD, below + 12, "ink" if line.strong else "muted", size=size))
    return shapes

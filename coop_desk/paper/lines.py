"""Cut a text into lines at ordinary spaces and after the hyphen of a compound, never at a no-break space."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from coop_desk.paper import faces, text
from coop_desk.paper.faces import Face, Style

_BREAKS = re.compile(r"(\n)| +|(?<=[^\W\d_]{3}[-–—/])(?=[^\W\d_]{3})")
_STAND_INS = {
    "\N{REPLACEMENT CHARACTER}": "?",
    "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
    "\N{MINUS SIGN}": "–",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one typeface."""

    words: str
    face: Face


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs and its width in points."""

    runs: tuple[Run, ...]
    width: float


@lru_cache(maxsize=4096)
def _stand_in(character: str, face: Face) -> str:
    if character == faces.NO_BREAK_HYPHEN or faces.holds(face, character):
        return character
    plain = _STAND_INS.get(character) or unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in plain if faces.holds(face, c))
    return kept or "?"


def _drawable(words: str, face: Face) -> str:
    known = faces.widths(face)
    if all(ord(c) in known or c == "\n" for c in words):
        return words
    return "".join(c if c == "\n" else _stand_in(c, face) for c in words)


def _face(style: Style, piece: str | text.Strong | text.Italic) -> Face:
    serif = style.family == "serif"
    if isinstance(piece, text.Strong) or (style.strong and isinstance(piece, str)):
        return "serif-strong" if serif else "sans-strong"
    if isinstance(piece, text.Italic) or style.italic:
        return "serif-italic" if serif else "sans-italic"
    return "serif" if serif else "sans"


@lru_cache(maxsize=8192)
def runs(words: text.Words, style: Style) -> tuple[Run, ...]:
    """Turn words into escaped runs that the typefaces can print."""
    pieces = words if isinstance(words, tuple) else (words,)
    made = []
    for piece in pieces:
        face = _face(style, piece)
        plain = piece if isinstance(piece, str) else piece.words
        made.append(Run(_drawable(text.escape(plain), face), face))
    return tuple(made)


def natural(words: text.Words, style: Style) -> float:
    """Measure the words set on as many lines as they were typed, in points."""
    return max((line.width for line in broken(words, style, 1e9)), default=0.0)


def longest_word(words: text.Words, style: Style) -> float:
    """Measure the longest word that may not be cut, in points."""
    return max((line.width for line in broken(words, style, 0, cut=False)), default=0.0)


@lru_cache(maxsize=4096)
def broken(words: text.Words, style: Style, room: float, *, cut: bool = True) -> tuple[Line, ...]:
    """Cut words into lines no wider than `room` points; a word wider than a line is cut when `cut`."""
    all_runs = runs(words, style)
    if len(all_runs) == 1 and (whole := _whole(all_runs[0], style.size, room)):
        return (whole,)
    done: list[Line] = []
    current: list[Run] = []
    used = 0.0
    for word, space, ends in _words(all_runs):
        wide = _wide(word, style.size)
        gap = faces.width(" ", current[-1].face, style.size) if space and current else 0.0
        if current and used + gap + wide > room + 0.01:
            done.append(_line(current, used))
            current, used, gap = [], 0.0, 0.0
        while cut and wide > room + 0.01 and not current:
            head, word = _cut(word, style.size, room)
            done.append(_line(head, _wide(head, style.size)))
            wide = _wide(word, style.size)
        if gap:
            last = current[-1]
            current[-1] = Run(last.words + " ", last.face)
        _add(current, word)
        used += gap + wide
        if ends:
            done.append(_line(current, used))
            current, used = [], 0.0
    if current:
        done.append(_line(current, used))
    return tuple(done)


def _whole(run: Run, size: float, room: float) -> Line | None:
    """Give the one line of a text short enough to need no cutting, as most cells are."""
    words = run.words
    if not words or "\n" in words or "  " in words or words[0] == " " or words[-1] == " ":
        return None
    wide = faces.width(words, run.face, size)
    return Line((run,), wide) if wide <= room + 0.01 else None


def _words(all_runs: tuple[Run, ...]) -> list[tuple[list[Run], bool, bool]]:
    """Give each word as its runs, whether a space stands before it, and whether the line ends after it."""
    found: list[tuple[list[Run], bool, bool]] = []
    word: list[Run] = []
    space = False
    for run in all_runs:
        start = 0
        for mark in _BREAKS.finditer(run.words):
            if mark.start() > start:
                word.append(Run(run.words[start : mark.start()], run.face))
            start = mark.end()
            newline = mark.group(1) is not None
            if word or newline:
                found.append((word, space, newline))
            word = []
            space = mark.end() > mark.start() and not newline
        if start < len(run.words):
            word.append(Run(run.words[start:], run.face))
    if word:
        found.append((word, space, False))
    return found


def _wide(word: list[Run], size: float) -> float:
    return sum(faces.width(run.words, run.face, size) for run in word)


def _cut(word: list[Run], size: float, room: float) -> tuple[list[Run], list[Run]]:
    """Cut a word wider than the line after the last character that fits, at least one."""
    head: list[Run] = []
    used = 0.0
    for place, run in enumerate(word):
        for count, character in enumerate(run.words):
            used += faces.width(character, run.face, size)
            if used > room and (head or count):
                kept = [Run(run.words[:count], run.face)] if count else []
                return head + kept, [Run(run.words[count:], run.face), *word[place + 1 :]]
        head.append(run)
    return head, []


def _add(current: list[Run], word: list[Run]) -> None:
    for run in word:
        if current and current[-1].face == run.face:
            current[-1] = Run(current[-1].words + run.words, run.face)
        else:
            current.append(run)


def _line(current: list[Run], used: float) -> Line:
    return Line(tuple(current), used)

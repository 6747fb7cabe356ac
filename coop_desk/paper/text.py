"""Texts to print. Every word passes through `escape`; no markup is ever read."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from coop_desk.core.words import NBSP, NNBSP
from coop_desk.paper import faces

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SPACES = str.maketrans({"\t": " ", "\v": " ", "\f": " ", "\r": " ", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_UNUSUAL = re.compile(r"[^\n -~\xa0-\xac\xae-\u017f\u2010-\u2015\u2018-\u201f\u2026\u202f\u20ac]")
_DROPPED = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}

_FRENCH = (
    (re.compile(r"(?<=[\w)])'(?=\w)"), "’"),
    (re.compile(r"[ \u00a0](?=[;!?%€](?:\W|$))"), NNBSP),
    (re.compile(r" (?=[:»](?:\W|$))"), NBSP),
    (re.compile(r"(?<=«) "), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NNBSP),
    (re.compile(r"(?<=\b\d{5}) (?=[A-ZÀ-Ý])"), NBSP),
    (re.compile(r"\b([Nn]°|[Aa]rt\.|M\.|MM\.|Mme|Mmes|[LRD]\.) (?=[\w])"), rf"\1{NBSP}"),
)


def escape(text: str) -> str:
    """Make any text safe and French on paper: no control mark, no lone surrogate, French spaces."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_SPACES))
    text = _UNUSUAL.sub(_printable, text)
    for pattern, written in _FRENCH:
        text = pattern.sub(written, text)
    return text


def _printable(found: re.Match[str]) -> str:
    character = found.group()
    if character in _DROPPED:
        return ""
    if unicodedata.category(character) in _UNPRINTABLE:
        return "\N{REPLACEMENT CHARACTER}"
    return character


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set semibold."""

    words: str


@dataclass(frozen=True, slots=True)
class Italic:
    """Words set in italics."""

    words: str


Words = str | Strong | Italic | tuple[str | Strong | Italic, ...]
"""What a text says: plain words, or a sequence of plain, semibold and italic words."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one style, with an optional mark hanging before it (a dash, a number)."""

    words: Words
    style: faces.Style = faces.TEXT
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Room left empty, in millimetres."""

    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline over the whole width; dashed, it says where to cut."""

    dashed: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


def title(words: Words) -> Text:
    """Set the title of the document, 16 points."""
    return Text(words, faces.TITLE)


def subtitle(words: Words) -> Text:
    """Set the line under the title."""
    return Text(words, faces.SUBTITLE)


def heading(words: Words) -> Text:
    """Set a heading, 12 points semibold, never left alone at the foot of a page."""
    return Text(words, faces.HEADING)


def subheading(words: Words) -> Text:
    """Set a heading of the second level."""
    return Text(words, faces.SUBHEADING)


def paragraphs(words: Words) -> tuple[Text, ...]:
    """Set running text; a typed text becomes one paragraph per line, empty lines left out."""
    if not isinstance(words, str):
        return (Text(words),)
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", words)
    return tuple(Text(line.strip()) for line in lines if line.strip())


def text(words: Words, align: Literal["left", "right", "centre"] = "left", follows: bool = False) -> Text:
    """Set one paragraph of running text; `follows` keeps it with what comes next."""
    return Text(words, faces.Style(align=align, follows=follows))


def quoted(words: Words) -> Text:
    """Set the text of a resolution: indented on both sides."""
    return Text(words, faces.Style(left=8 * faces.MM, right=4 * faces.MM))


def item(words: Words, mark: str = "–", level: int = 0) -> Text:
    """Set an item of a list, its dash or number hanging before it."""
    return Text(words, faces.Style(left=(7 + 6 * level) * faces.MM, after=3), mark)


def small(words: Words) -> Text:
    """Set a note in the small sans serif."""
    return Text(words, faces.SMALL)

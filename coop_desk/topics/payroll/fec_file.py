"""A file of accounting entries on the disk: its letters, its line ends, and its lines by blocks, however long it is."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.rules.fec import findings as rules
from coop_desk.topics.payroll.rules.fec.check import ODD, Check, Report
from coop_desk.topics.payroll.rules.fec.line import Asked

BLOCK = 1 << 18  # bytes; also the longest line that is read
_UTF_8, _LATIN_9 = "utf-8", "iso8859-15"
_IN_WORDS = {_UTF_8: "UTF-8", _LATIN_9: "ISO 8859-15"}
_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\r")
_HIGH_CONTROLS = bytes(range(0x80, 0xA0))


@dataclass(frozen=True, slots=True)
class Checked:
    """The file as it is written, and the report."""

    encoding: str
    mark: bool  # of byte order
    line_end: str
    report: Report


def check_file(path: Path, asked: Asked) -> Checked:
    """Check a file; RuleBroken FEC-23 when it cannot be read as text at all. Raises OSError."""
    if not path.is_file():
        raise RuleBroken(rules.UNREADABLE, _("Ce fichier n’existe pas : {name}").format(name=path.name))
    with path.open("rb") as file:
        return check_stream(file, path.name, asked)


def check_stream(file: BinaryIO, name: str, asked: Asked) -> Checked:
    """Check what a file holds; it is read from its start, twice."""
    encoding = _encoding(file)
    file.seek(0)
    first = file.read(BLOCK)
    mark = encoding == _UTF_8 and first.startswith(codecs.BOM_UTF8)
    newline = _newline(first)
    file.seek(len(codecs.BOM_UTF8) if mark else 0)
    check = Check(name, newline, asked)
    if mark:
        check.found.add(rules.BYTE_ORDER, 1, "", "", lambda: _(
            "Le fichier commence par une marque d’ordre des octets (BOM). Refaites l’export en UTF-8 sans BOM."
        ))  # fmt: skip
    for block in _blocks(file, newline.encode()):
        text, odd = _decoded(block, encoding)
        check.block(text, odd=odd)
    return Checked(_IN_WORDS[encoding], mark, newline, check.report())


def _encoding(file: BinaryIO) -> str:
    """UTF-8 when all of it is, or most of its accents are; else ISO 8859-15."""
    decoder = codecs.getincrementaldecoder(_UTF_8)()
    try:
        while block := file.read(BLOCK):
            if b"\0" in block:
                raise RuleBroken(rules.UNREADABLE, _(
                    "Ce fichier n’est pas un texte en UTF-8 ou en ISO 8859-15. Refaites l’export dans l’un des deux."
                ))  # fmt: skip
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _likely(file)
    return _UTF_8


def _likely(file: BinaryIO) -> str:
    """Count the bytes of whole UTF-8 letters and the others: accents of ISO 8859-15 hardly ever look like the first."""
    file.seek(0)
    of_letters = others = 0
    while block := file.read(BLOCK):
        in_letters = sum(len(letter) for letter in _LETTER.findall(block))
        of_letters += in_letters
        others += len(block) - len(block.translate(None, _HIGH)) - in_letters
    return _UTF_8 if of_letters > 2 * others else _LATIN_9


def _newline(first: bytes) -> str:
    """The end of the first line is that of all."""
    found = re.search(rb"\r\n|\n|\r", first)
    return found[0].decode() if found else "\r\n"


def _blocks(file: BinaryIO, newline: bytes) -> Iterator[bytes]:
    """Whole lines by blocks, the last line of each without its end."""
    begun = b""
    while read := file.read(BLOCK):
        begun += read
        cut = begun.rfind(newline)
        if cut >= 0:
            yield begun[:cut]
            begun = begun[cut + len(newline) :]
        if len(begun) > BLOCK:
            raise RuleBroken(rules.UNREADABLE, _(
                "Une ligne de ce fichier est sans fin. Vérifiez que c’est bien un fichier des écritures comptables."
            ))  # fmt: skip
    if begun:
        yield begun


def _decoded(block: bytes, encoding: str) -> tuple[str, bool]:
    """The text of a block, and whether it holds an odd character; bytes that are no letter stay as they are."""
    controls = _CONTROLS + _HIGH_CONTROLS if encoding == _LATIN_9 else _CONTROLS
    text = block.decode(encoding, "surrogateescape")
    odd = len(block.translate(None, controls)) != len(block)
    if encoding == _UTF_8 and not odd and not block.isascii():
        odd = ODD.search(text) is not None
    return text, odd

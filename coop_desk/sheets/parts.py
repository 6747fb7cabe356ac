"""Read one XML part of a workbook piece by piece: no document type, no entity, no network."""

import zipfile
from collections.abc import Callable
from xml.parsers import expat

from coop_desk.sheets.archive import DAMAGE, chunks, refuse_damaged, refuse_trick

Attributes = dict[str, str]


def read_part(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, Attributes], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk the elements of a part by their names as written, prefix included (RuleBroken FICHIER-06, -07)."""
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_all: refuse_trick()
    # no spreadsheet writes these two, and the library would leave out some of the words around them
    parser.StartCdataSectionHandler = refuse_damaged
    parser.CommentHandler = lambda _words: refuse_damaged()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        for chunk in chunks(archive, name):
            if b"\0" in chunk:  # UTF-16, in which the library finds nothing
                refuse_damaged()
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, *DAMAGE):
        refuse_damaged()


def local(tag: str) -> str:
    """The name of an element without its prefix."""
    return tag[tag.find(":") + 1 :]

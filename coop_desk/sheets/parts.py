"""Read one XML part of a workbook piece by piece: no document type, no entity, no network."""

import zipfile
from collections.abc import Callable
from xml.parsers import expat

from coop_desk.sheets.archive import DAMAGE, chunks, refuse_damaged, refuse_trick

Attributes = dict[str, str]


def read_part(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _name: None,
    text: Callable[[str], None] = lambda _text: None,
) -> None:
    """Walk the elements of a part by their names without namespace (RuleBroken FICHIER-06, -07)."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_all: refuse_trick()
    parser.StartElementHandler = lambda tag, attributes: start(
        _local(tag), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda tag: end(_local(tag))
    parser.CharacterDataHandler = text
    try:
        for chunk in chunks(archive, name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, *DAMAGE):
        refuse_damaged()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]

"""Check a workbook before it is opened: an archive of XML parts, of honest size, with nothing that runs."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NoReturn

from coop_desk.core.i18n import _
from coop_desk.sheets.limits import ENTRIES, RATIO, UNPACKED_BYTES, refuse

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What reading a damaged archive may raise."""
_CHUNK = 1 << 16
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_SMALL = 16 << 20
"""Under this size, how well a workbook is packed says nothing: honest tables repeat themselves."""


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Open the workbook's archive once names, sizes and checksums are checked (RuleBroken FICHIER-06, -07)."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        refuse(
            "FICHIER-06",
            _(
                "Ce classeur est protégé par un mot de passe, ou c’est un ancien fichier .xls. "
                "Ouvrez-le dans votre tableur et enregistrez-le en .xlsx, sans mot de passe."
            ),
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_names(archive)
        _check_sizes(archive, len(content))
    except DAMAGE:
        refuse_damaged()
    return archive


def refuse_damaged() -> NoReturn:
    """Refuse a workbook cut, damaged, or that is no workbook."""
    refuse(
        "FICHIER-06",
        _("Ce classeur est abîmé ou incomplet. Ouvrez-le dans votre tableur et enregistrez-le de nouveau."),
    )


def _check_names(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        refuse_trick()
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        refuse_trick()
    for entry in entries:
        parts = PurePosixPath(entry.filename).parts
        link = entry.external_attr >> 16 & 0o170000 == 0o120000
        odd = "\\" in entry.filename or ":" in entry.filename or entry.filename.startswith("/") or ".." in parts
        if link or odd or any(_DEVICES.fullmatch(part) for part in parts):
            refuse_trick()
        if entry.flag_bits & 1:
            _refuse_password()
        if _runs(entry.filename):
            refuse(
                "FICHIER-07",
                _("Ce classeur contient des macros. Enregistrez-le en .xlsx ou .ods sans macros, puis recommencez."),
            )
        if entry.filename.startswith("xl/externalLinks/"):
            refuse(
                "FICHIER-07",
                _(
                    "Ce classeur va chercher des valeurs dans d’autres fichiers. "
                    "Copiez-les en tant que valeurs, puis enregistrez-le de nouveau."
                ),
            )


def _runs(name: str) -> bool:
    lower = name.casefold()
    return "vbaproject" in lower or lower.startswith(("xl/macrosheets/", "basic/", "scripts/"))


def _refuse_password() -> NoReturn:
    refuse(
        "FICHIER-06",
        _("Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez."),
    )


def refuse_trick() -> NoReturn:
    """Refuse an archive built to harm: names, links, or sizes that no spreadsheet writes."""
    refuse(
        "FICHIER-07",
        _("Ce fichier n’est pas construit comme un classeur normal : il n’a pas été ouvert."),
    )


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    unpacked = 0
    for entry in archive.infolist():
        for chunk in chunks(archive, entry.filename):
            unpacked += len(chunk)
            if unpacked > UNPACKED_BYTES or unpacked > max(RATIO * packed, _SMALL):
                refuse_trick()
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        _refuse_password()


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Unpack one part piece by piece; the checksum is verified at the end."""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk

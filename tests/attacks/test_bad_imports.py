"""The bad files of section 16.6 that are no spreadsheet, and the cells that lie: refused, or read right.

Spreadsheets themselves are with the tests of sheets; the table says which case is where.
"""

import io
import json
import os
import sqlite3
import tarfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coop_desk.core.backup import packing
from coop_desk.core.backup.manifest import read_manifest
from coop_desk.core.chosen_file import content_of
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME
from coop_desk.core.strict_json import read_json
from coop_desk.sheets.read import read_table
from coop_desk.topics.shares.importing import import_members
from tests.conftest import TestCoop
from tests.topics.core.backup.test_restoring import backup as backup
from tests.topics.core.backup.test_restoring import in_database, packed, refused_untouched
from tests.topics.core.backup.test_restoring import keeper as keeper

HEAD = "Nom;Prénom;Situation;Admis le;Né(e) le;Parts;Versé (€)\n"
GOOD = "{name};{given};Associé salarié;12/06/2019;{born};1;{paid}\n"


def one(name: str = "Pérez", given: str = "Inès", born: str = "18/02/1983", paid: str = "50,00") -> str:
    return HEAD + GOOD.format(name=name, given=given, born=born, paid=paid)


# --------------------------------------------------------------------------------------------- cells, on preview


CELLS: list[tuple[str, str, str]] = [
    ("22 direction mark", one(name="P\u202eérez"), "FICHIER-17"),
    ("22 zero-width mark", one(name="Pé\u200brez"), ""),
    ("23 decomposed accents", one(name="Pe\u0301rez", given="Ine\u0300s"), ""),
    *((f"24 space {ord(space):x}", one(paid=f"1{space}234,56"), "") for space in " \u00a0\u202f"),
    *((f"24 {text[:6]}", one(paid=text), "FICHIER-13") for text in
      ("1,234.56", "(12)", "1e309", "NaN", "٣٤", "9" * 5000)),
    *((f"25 {text}", one(born=text), "FICHIER-12") for text in ("31/02/1983", "12/31/1983", "01/02/83", "45000")),
    ("26 markup", one(name="<b>Pérez</b>", given="<img src=x>"), ""),
    ("27 SQL", one(name="\"'; DROP TABLE person; --\""), ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "refused"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_cell_that_lies_is_refused_by_its_line_or_read_right(
    coop: TestCoop, tmp_path: Path, text: str, refused: str
) -> None:
    file = tmp_path / "membres.csv"
    file.write_text(text, encoding="utf-8")
    preview = import_members(coop.desk("registrar"), file, dry_run=True)
    rules = {(error.line, error.rule) for error in preview.errors if error.rule.startswith("FICHIER")}
    assert rules == ({(2, refused)} if refused else set())
    if not refused:
        assert preview.created + preview.changed + len(preview.errors) == 1
        said = " ".join(line.label for line in preview.lines)
        assert "\u200b" not in said
        assert "\u0301" not in said


def test_43_a_hidden_sheet_is_named_and_not_read_unasked(tmp_path: Path) -> None:
    book = Workbook()
    shown: Any = book.active
    hidden = book.create_sheet("Secret", 0)
    hidden.sheet_state = "hidden"
    for sheet, name in ((hidden, "Caché"), (shown, "Roy")):
        sheet.append(["Nom", "Ville"])
        sheet.append([name, "Rennes"])
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.rows[0].cells == ("Roy", "Rennes")
    assert table.other_sheets == ("Secret",)


# --------------------------------------------------------------------------------------------- archives: backups


def entry(name: str, content: bytes = b"x", **more: Any) -> Callable[[tarfile.TarFile], None]:
    def add(tar: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(name)
        info.size = 0 if "type" in more else len(content)
        for key, value in more.items():
            setattr(info, key, value)
        tar.addfile(info, io.BytesIO(content))

    return add


def many(tar: tarfile.TarFile) -> None:
    assert tar.fileobj is not None
    for number in range(100):
        tar.fileobj.write(tarfile.TarInfo(f"n{number}").tobuf() * 1000)


def huge(tar: tarfile.TarFile) -> None:
    """300 MB are promised, and there are none."""
    info = tarfile.TarInfo(DATABASE_NAME)
    info.size = 300_000_000
    assert tar.fileobj is not None
    tar.fileobj.write(info.tobuf())


ARCHIVES: dict[str, Callable[[tarfile.TarFile], None]] = {
    "46 name going up": entry("../coop.db"),
    "46 absolute name": entry("/coop.db"),
    "46 name with a drive": entry("C:\\coop.db"),
    "46 device name": entry("NUL"),
    "47 symbolic link": entry("coop.db", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    "47 hard link": entry("coop.db", type=tarfile.LNKTYPE, linkname="../coop.db"),
    "48 300 MB promised": huge,
    "49 100,000 entries": many,
    "50 same name twice": entry("coop.db", b"y"),
    "51 device": entry("coop.db", type=tarfile.CHRTYPE),
    "51 device going up": entry("../coop.db", type=tarfile.BLKTYPE),
    "51 pipe": entry("coop.db", type=tarfile.FIFOTYPE),
}


def rewritten(backup: Path, add: Callable[[tarfile.TarFile], None], *, first: bool = False) -> None:
    """The same backup, its manifest and database kept, with something more in it."""
    with tarfile.open(backup) as tar:
        parts = [(info, tar.extractfile(info)) for info in tar]
        contents = [(info, stream.read()) for info, stream in parts if stream is not None]
    with tarfile.open(backup, "w") as tar:
        if first:
            add(tar)
        for info, content in contents:
            tar.addfile(info, io.BytesIO(content))
            if not first and info.name != DATABASE_NAME:
                add(tar)


@pytest.mark.parametrize("first", [False, True], ids=["inside", "at its head"])
@pytest.mark.parametrize("case", ARCHIVES)
def test_a_backup_with_an_entry_of_another_kind_is_refused(
    coop: TestCoop, keeper: Desk, backup: Path, case: str, first: bool
) -> None:
    rewritten(backup, ARCHIVES[case], first=first)
    began = time.process_time()
    refused_untouched(coop, keeper, backup, (), "BACKUP-02")
    assert time.process_time() - began < 10


def test_what_is_kept_of_a_backup_is_only_what_it_names(backup: Path, tmp_path: Path) -> None:
    """The planted fault: a loop that extracts whatever is there would write outside."""
    rewritten(backup, entry("../dehors.txt"))
    into = tmp_path / "dedans"
    into.mkdir()
    with backup.open("rb") as stream, pytest.raises(RuleBroken):
        packing.unpack(stream, into)
    assert not (tmp_path / "dehors.txt").exists()
    with tarfile.open(backup) as tar:
        tar.extractall(into, **({"filter": "fully_trusted"} if hasattr(tarfile, "data_filter") else {}))
    assert (tmp_path / "dehors.txt").exists()


# --------------------------------------------------------------------------------------------- JSON


JSONS: dict[str, bytes] = {
    "52 deep": b"[" * 200_000 + b"]" * 200_000,
    "52 51 levels": b"[" * 51 + b"]" * 51,
    "53 huge integer": b"9" * 100_000,
    "54 NaN": b'{"a": NaN}',
    "54 infinity": b"[1e400]",
    "54 minus infinity": b"-Infinity",
    "55 same key twice": b'{"a": 1, "a": 2}',
    "56 lone surrogate": b'"\\ud800"',
    "56 surrogate as bytes": b'"\xed\xa0\x80"',
    "empty": b"",
    "cut": b'{"a": ',
}


@pytest.mark.parametrize("case", JSONS)
def test_json_from_outside_is_strict(case: str) -> None:
    with pytest.raises(ValueError):
        read_json(JSONS[case])
    with pytest.raises(RuleBroken) as refusal:
        read_manifest(JSONS[case])
    assert refusal.value.rule == "BACKUP-02"


def test_good_json_is_read_as_it_is() -> None:
    said = {"é": [1, 2.5, None, True, '[{]}\\"', {"a": {}}], "n": 10**20}
    assert read_json(json.dumps(said).encode()) == said
    assert read_json(b"[" * 50 + b"]" * 50)


MANIFEST = {"program": "coop-desk", "format": 1}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ([], "BACKUP-02"),
        (7, "BACKUP-02"),
        ("coop-desk", "BACKUP-02"),
        (MANIFEST | {"parts": []}, "BACKUP-02"),
        (MANIFEST | {"parts": {"coop.db": {"size": "x"}}}, "BACKUP-02"),
        (MANIFEST | {"format": 2}, "BACKUP-04"),
        (MANIFEST | {"format": "deux"}, "BACKUP-02"),
    ],
    ids=["57 list", "57 number", "57 text", "57 wrong parts", "57 wrong size", "58 future version", "58 no version"],
)
def test_json_of_the_wrong_type_or_of_tomorrow_is_named(said: Any, rule: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_manifest(json.dumps(said).encode())
    assert refusal.value.rule == rule


# --------------------------------------------------------------------------------------------- databases

RECURSIVE = "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
DATABASES: dict[str, tuple[str, ...]] = {
    "59 wrong type": ("UPDATE journal SET seq = seq, at = x'ff' WHERE seq = 2",),
    "59 invalid UTF-8": ("UPDATE journal SET body = CAST(x'c328' AS TEXT) WHERE seq = 2",),
    "59 table missing": ("DROP TABLE journal_touch",),
    "60 recursive view": (RECURSIVE,),
    "60 trigger": ("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM person; END",),
    "60 huge generated column": ("CREATE TABLE g (a, b GENERATED ALWAYS AS (hex(zeroblob(50000000))))",
                                 "INSERT INTO g (a) VALUES (1)"),
    "60 virtual table": ("CREATE VIRTUAL TABLE f USING fts5(x)",),
}  # fmt: skip


@pytest.mark.parametrize("case", DATABASES)
def test_a_doctored_database_in_a_backup_is_refused(coop: TestCoop, keeper: Desk, backup: Path, case: str) -> None:
    packed(backup, in_database(*DATABASES[case]))
    refused_untouched(coop, keeper, backup, (), "BACKUP-02")


@pytest.mark.parametrize("case", ["59 truncated", "59 random", "59 empty"])
def test_a_spoilt_database_in_a_backup_is_refused(coop: TestCoop, keeper: Desk, backup: Path, case: str) -> None:
    spoil: dict[str, Callable[[bytes], bytes]] = {
        "59 truncated": lambda whole: whole[: len(whole) // 2],
        "59 random": lambda whole: whole[:4096] + os.urandom(len(whole) - 4096),
        "59 empty": lambda whole: b"",
    }

    def change(parts: dict[str, bytes]) -> None:
        parts[DATABASE_NAME] = spoil[case](parts[DATABASE_NAME])

    packed(backup, change)
    refused_untouched(coop, keeper, backup, (), "BACKUP-02")


# --------------------------------------------------------------------------------------------- chosen files


def test_a_folder_a_device_and_a_giant_are_not_joined(tmp_path: Path) -> None:
    (tmp_path / "grand.pdf").write_bytes(b"x" * 2000)
    for path, rule in ((tmp_path, "FICHIER-09"), (tmp_path / "absent", "FICHIER-09"), (Path("\0"), "FICHIER-09"),
                       (tmp_path / "grand.pdf", "FICHIER-02")):  # fmt: skip
        with pytest.raises(RuleBroken) as refusal:
            content_of(path, 1000)
        assert refusal.value.rule == rule
    if os.name == "posix":
        with pytest.raises(RuleBroken):
            content_of(Path("/dev/zero"))


def test_a_program_named_pdf_is_kept_as_bytes_and_never_opened(tmp_path: Path) -> None:
    program = b"MZ" + bytes(500)
    (tmp_path / "acte.pdf").write_bytes(program)
    assert content_of(tmp_path / "acte.pdf") == program


@pytest.mark.parametrize("name", ["image.csv", "image.xlsx", "image.ods"])
def test_a_picture_of_900_megapixels_is_no_spreadsheet(tmp_path: Path, name: str) -> None:
    from zlib import compress, crc32

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + crc32(kind + content).to_bytes(4, "big")

    size = (30_000).to_bytes(4, "big")
    head = chunk(b"IHDR", size + size + b"\x08\0\0\0\0")
    picture = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", compress(bytes(9_000_000), 9)) + chunk(b"IEND", b"")
    (tmp_path / name).write_bytes(picture)
    with pytest.raises(RuleBroken) as refusal:
        read_table(tmp_path / name)
    assert refusal.value.rule.startswith("FICHIER-0")


def test_the_digests_of_these_cases_are_right(backup: Path) -> None:
    """What refuses them is not a digest forgotten by the test: rewritten without change, the backup is accepted."""
    packed(backup, lambda parts: None)
    with tarfile.open(backup) as tar:
        parts = {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]
    said = json.loads(parts["sauvegarde.json"])["parts"][DATABASE_NAME]
    assert said["sha256"] == sha256(parts[DATABASE_NAME]).hexdigest()
    with backup.open("rb") as stream:
        assert packing.unpack(stream, None).parts[DATABASE_NAME].size == len(parts[DATABASE_NAME])
    assert sqlite3.sqlite_version_info > (3, 31)

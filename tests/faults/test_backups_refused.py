"""F16: ten backups that are not what they should be: refused by their cause, nothing changed and nothing left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from coop_desk.core import accounts, database
from coop_desk.core.backup import protection, restoring, verbs
from coop_desk.core.backup.source import Source
from coop_desk.core.clock import Clock
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import create_coop
from tests.conftest import CHEAP, TestCoop
from tests.file_key import PASSWORD


@dataclass
class Case:
    """A sound backup, in clear or encrypted, that a case spoils; the key that opens it."""

    coop: TestCoop
    file: Path
    key: str
    aside: Path
    patch: pytest.MonkeyPatch


def removed(case: Case) -> None:
    case.file.unlink()


def cut(case: Case) -> None:
    case.file.write_bytes(case.file.read_bytes()[: case.file.stat().st_size // 2])


def one_byte(case: Case) -> None:
    content = bytearray(case.file.read_bytes())
    content[len(content) // 2] ^= 1
    case.file.write_bytes(bytes(content))


def emptied(case: Case) -> None:
    case.file.write_bytes(b"")


def of_another_co_op(case: Case) -> None:
    clock = Clock(datetime(2026, 1, 2, 9, tzinfo=UTC))
    with create_coop(case.aside, "Autre", clock=clock) as file:
        accounts.found(file, "Zoé", "Abadie", "zoe", PASSWORD, cost=CHEAP)
        made = verbs.back_up(accounts.sign_in(file, "zoe", PASSWORD)).files[0]
        case.file.write_bytes(made.read_bytes())


def newer(case: Case) -> None:
    case.patch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION - 1)


def with_another_code(case: Case) -> None:
    case.key = str(pyrage.x25519.Identity.generate())


def a_spreadsheet(case: Case) -> None:
    case.file.write_text("Associés;Parts\n" * 500, encoding="utf-8")


CASES: dict[str, tuple[bool, Callable[[Case], None], str]] = {
    "removed": (True, removed, "FILE-07"),
    "truncated": (False, cut, "BACKUP-02"),
    "truncated, encrypted": (True, cut, "BACKUP-02"),
    "one byte changed": (False, one_byte, "BACKUP-02"),
    "one byte changed, encrypted": (True, one_byte, "BACKUP-02"),
    "emptied": (True, emptied, "BACKUP-02"),
    "of another co-op": (True, of_another_co_op, "BACKUP-03"),
    "newer": (True, newer, "BACKUP-04"),
    "with another code": (True, with_another_code, "BACKUP-05"),
    "a spreadsheet": (False, a_spreadsheet, "BACKUP-02"),
}


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of the co-op, but the lock and what is known of backups."""
    left_out = ("ouvert.json", "sauvegardes.json")
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if name not in left_out and "sauvegardes/" not in name}


@pytest.mark.parametrize("name", CASES)
def test_a_backup_that_is_not_what_it_should_be_is_refused_by_its_cause(
    coop: TestCoop, name: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypted, spoil, rule = CASES[name]
    identity = pyrage.x25519.Identity.generate()
    sources = [lambda _source: [str(identity.to_public())]] if encrypted else [lambda _source: []]
    monkeypatch.setattr(protection, "_sources", sources)
    aside = tmp_path_factory.mktemp("ailleurs")
    file = aside / "sauvegarde"
    file.write_bytes(verbs.back_up(coop.desk("keeper")).files[0].read_bytes())
    case = Case(coop, file, str(identity), aside, monkeypatch)
    source = Source(coop.file.folder)
    found = restoring.look(source, file, (case.key,) if encrypted else ())
    assert found.manifest.coop, "sound before it is spoilt"
    spoil(case)
    before = everything(coop.file.folder)
    keys = (case.key,) if encrypted else ()
    for attempt in (
        lambda: restoring.look(source, file, keys),
        lambda: restoring.prepare(source, file, keys, clock=coop.clock),
    ):
        with pytest.raises(RuleBroken) as refusal:
            attempt()
        assert refusal.value.rule == rule
    assert everything(coop.file.folder) == before
    left = [p.name for p in coop.file.folder.iterdir() if p.name.startswith((".restauration-", ".sauvegarde-"))]
    assert left == []

"""A backup put back: what is lost is shown, the present file stays aside, what is wrong is refused by its name."""

import io
import json
import random
import shutil
import tarfile
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyrage
import pytest

from coop_desk.core import accounts, database, journal
from coop_desk.core.backup import protection, restoring, verbs
from coop_desk.core.backup.source import Source
from coop_desk.core.check import verify
from coop_desk.core.database import raw_connection
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME, AlreadyOpen, create_coop, open_coop
from coop_desk.core.reading_journal import journal_lines
from tests.conftest import CHEAP, PASSWORD, TestCoop


@pytest.fixture
def keeper(coop: TestCoop, request: pytest.FixtureRequest) -> Desk:
    if "backup" in request.fixturenames:
        request.getfixturevalue("backup")  # the co-op is then the one that was backed up
    return coop.desk("keeper")


def back_up_once(coop: TestCoop) -> Path:
    """Where the backup is in the folder of the co-op."""
    return verbs.back_up(coop.desk("keeper")).files[0].relative_to(coop.file.folder)


@pytest.fixture
def backup(coop: TestCoop) -> Path:
    """A backup made once for all the tests that begin with one."""
    within = coop.once(back_up_once)
    return coop.file.folder / within


def new_login(coop: TestCoop, login: str) -> None:
    accounts.open_account(coop.desk("founder"), login, PASSWORD, given_name="Zoé", family_name="Abadie", cost=CHEAP)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file that counts, the places of backups left out."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name in (DATABASE_NAME, "coop.keys", "coop.keys.1")}


def restore(coop: TestCoop, keeper: Desk, backup: Path, keys: tuple[str, ...] = ()) -> Path:
    prepared = verbs.prepare_restoring(keeper, backup, keys, who="Karim Ménard")
    coop.file.close()
    return restoring.finish(prepared, coop.clock.now())


def test_before_restoring_one_sees_what_would_be_lost(coop: TestCoop, keeper: Desk, backup: Path) -> None:
    new_login(coop, "zoe")
    new_login(coop, "zoe2")
    found = verbs.look_at_backup(keeper, backup)
    assert found.lost.known
    assert found.lost.count == 2
    assert found.lost.newest[0].words == "Ouverture d’un accès"
    assert found.manifest.version
    assert found.manifest.journal_number == found.lost.newest[-1].number - 1


def test_the_backup_comes_back_and_the_journal_says_from_where(coop: TestCoop, keeper: Desk, backup: Path) -> None:
    new_login(coop, "zoe")
    before = content_of(coop.file.folder)
    aside = restore(coop, keeper, backup)
    with open_coop(coop.file.folder, clock=coop.clock) as file:
        assert [one.differences for one in verify(file)] == [()] * len(verify(file))
        last = journal_lines(Desk(file, coop.person("manager"), "", "manager"), limit=1)[0]
        assert last.action == "core.restore"
        assert "n°\N{NO-BREAK SPACE}" in last.said[0]
        assert last.actor == "Karim Ménard"
        logins = {row.login for row in accounts.accounts(Desk(file, coop.person("keeper"), "", "keeper"))}
        assert "zoe" not in logins
    assert content_of(aside)[DATABASE_NAME] == before[DATABASE_NAME]
    assert not list(coop.file.folder.glob(".rest*"))


def test_the_present_file_is_also_backed_up_first(coop: TestCoop, keeper: Desk, backup: Path) -> None:
    new_login(coop, "zoe")
    restore(coop, keeper, backup)
    with open_coop(coop.file.folder, clock=coop.clock) as file:
        desk = Desk(file, coop.person("keeper"), "", "keeper")
        newest = verbs.backups(desk)[0]
        assert newest.path != backup
        assert verbs.look_at_backup(desk, newest.path).manifest.reason == "avant restauration"
        # The two went different ways: everything written since is counted as lost, nothing is hidden.
        assert verbs.look_at_backup(desk, newest.path).lost.count > 0


def test_a_damaged_file_is_replaced_and_kept_aside(coop: TestCoop, keeper: Desk, backup: Path) -> None:
    folder = coop.file.folder
    coop.file.close()
    (folder / DATABASE_NAME).write_bytes(b"\0" * 5000)
    prepared = restoring.prepare(Source(folder), backup, clock=coop.clock, who="Karim Ménard")
    assert not prepared.found.lost.known
    aside = restoring.finish(prepared, coop.clock.now())
    assert (aside / DATABASE_NAME).read_bytes() == b"\0" * 5000
    with open_coop(folder) as file:
        assert accounts.is_founded(file)


def test_a_missing_file_comes_back(coop: TestCoop, backup: Path) -> None:
    folder = coop.file.folder
    coop.file.close()
    (folder / DATABASE_NAME).unlink()
    restoring.finish(restoring.prepare(Source(folder), backup, clock=coop.clock), coop.clock.now())
    with open_coop(folder) as file:
        assert accounts.is_founded(file)


def test_a_journal_left_by_a_crash_never_spoils_the_restored_file(coop: TestCoop, backup: Path) -> None:
    folder = coop.file.folder
    coop.file.close()
    (folder / DATABASE_NAME).write_bytes(b"\0" * 5000)
    (folder / f"{DATABASE_NAME}-journal").write_bytes(random.Random(3).randbytes(4000))
    aside = restoring.finish(restoring.prepare(Source(folder), backup, clock=coop.clock), coop.clock.now())
    assert not (folder / f"{DATABASE_NAME}-journal").exists()
    assert (aside / DATABASE_NAME).exists()
    with open_coop(folder) as file:
        assert [one.differences for one in verify(file)] == [()] * len(verify(file))


def test_on_a_new_pc_the_folder_is_made_anew(coop: TestCoop, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre PC"
    other.mkdir()
    folder = restoring.restore_elsewhere(other, backup, clock=coop.clock)
    assert folder.name == coop.file.folder.name
    with open_coop(folder) as file:
        assert accounts.is_founded(file)
    with pytest.raises(RuleBroken) as refusal:
        restoring.restore_elsewhere(other, backup, clock=coop.clock)
    assert refusal.value.rule == "FILE-05"
    assert [p.name for p in other.iterdir()] == [folder.name]


def test_while_somebody_has_it_open_nothing_is_swapped(coop: TestCoop, keeper: Desk, backup: Path) -> None:
    prepared = verbs.prepare_restoring(keeper, backup)
    before = content_of(coop.file.folder)
    with pytest.raises(AlreadyOpen):
        restoring.finish(prepared, coop.clock.now())
    assert content_of(coop.file.folder) == before
    assert not prepared.workshop.exists()


# F16: removed, truncated, one byte changed, of another co-op, newer version, doctored


def packed(backup: Path, change: Any) -> None:
    """Rewrite a clear backup after changing its parts, digests made right again."""
    with tarfile.open(backup) as tar:
        parts = {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]
    change(parts)
    manifest = json.loads(parts.pop("sauvegarde.json"))
    from hashlib import sha256

    for name, content in parts.items():
        manifest["parts"][name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
    with tarfile.open(backup, "w") as tar:
        for name, content in {"sauvegarde.json": json.dumps(manifest).encode(), **parts}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def in_manifest(**values: object) -> Any:
    def change(parts: dict[str, bytes]) -> None:
        parts["sauvegarde.json"] = json.dumps(json.loads(parts["sauvegarde.json"]) | values).encode()

    return change


def in_database(*statements: str) -> Any:
    def change(parts: dict[str, bytes]) -> None:
        with TemporaryDirectory() as folder:
            file = Path(folder) / DATABASE_NAME
            file.write_bytes(parts[DATABASE_NAME])
            with closing(raw_connection(file)) as raw:
                for statement in statements:
                    raw.execute(statement)
            parts[DATABASE_NAME] = file.read_bytes()

    return change


def entry_named(name: str) -> Any:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = b"x"

    return change


DOCTORED = {
    "newer schema": ("BACKUP-04", in_database(f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")),
    "newer format": ("BACKUP-04", in_manifest(format=2)),
    "another program": ("BACKUP-02", in_manifest(program="other")),
    "counts": ("BACKUP-02", in_manifest(counts={})),
    "name outside": ("BACKUP-02", entry_named("../coop.db")),
    "unknown part": ("BACKUP-02", entry_named("virus.exe")),
    "no person": ("BACKUP-02", in_database("DELETE FROM account")),
    "journal line changed": ("BACKUP-02", in_database("UPDATE journal SET body = '{}' WHERE seq = 2")),
    "journal line deleted": ("BACKUP-02", in_database("DELETE FROM journal WHERE seq = 2")),
    "trigger": (
        "BACKUP-02",
        in_database("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM person; END"),
    ),
    "view": ("BACKUP-02", in_database("CREATE VIEW v AS SELECT * FROM person")),
    "computed column": ("BACKUP-02", in_database("CREATE TABLE g (a, b GENERATED ALWAYS AS (hex(a)))")),
    "not ours": ("BACKUP-02", in_database("PRAGMA application_id = 7")),
    "manifest nonsense": ("BACKUP-02", in_manifest(made_at="hier")),
}


@pytest.mark.parametrize("case", DOCTORED)
def test_a_doctored_backup_is_refused_and_nothing_changes(
    coop: TestCoop, keeper: Desk, backup: Path, case: str
) -> None:
    rule, change = DOCTORED[case]
    if "schema" in case:

        def both(parts: dict[str, bytes]) -> None:
            change(parts)
            in_manifest(schema=database.SCHEMA_VERSION + 1)(parts)

        packed(backup, both)
    else:
        packed(backup, change)
    refused_untouched(coop, keeper, backup, (), rule)


def refused_untouched(coop: TestCoop, keeper: Desk, backup: Path, keys: tuple[str, ...], rule: str) -> None:
    before = content_of(coop.file.folder)
    names = {p.name for p in coop.file.folder.rglob("*")}
    for verb in (verbs.look_at_backup, verbs.prepare_restoring, verbs.try_restoring):
        with pytest.raises(RuleBroken) as refusal:
            verb(keeper, backup, keys)
        assert refusal.value.rule == rule
    assert content_of(coop.file.folder) == before
    assert {p.name for p in coop.file.folder.rglob("*")} == names  # no plain text left anywhere


def reading_of(keeper: Desk, backup: Path, keys: tuple[str, ...]) -> str:
    """The rule of the refusal, or «equal» when the backup is read."""
    try:
        verbs.look_at_backup(keeper, backup, keys)
    except RuleBroken as broken:
        return broken.rule
    return "equal"


@pytest.mark.parametrize("protected", [False, True])
def test_truncated_changed_or_emptied_it_is_refused(
    coop: TestCoop, keeper: Desk, protected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = pyrage.x25519.Identity.generate()
    if protected:
        monkeypatch.setattr(protection, "_sources", [lambda _source: [str(identity.to_public())]])
    backup = verbs.back_up(keeper).files[0]
    keys = (str(identity),) if protected else ()
    # In clear, a bit of the padding of the tar changes nothing of what it holds, digest by digest.
    allowed = set() if protected else {"equal"}
    whole = backup.read_bytes()
    chance = random.Random(16)
    before = content_of(coop.file.folder)
    kinds = [whole[:cut] for cut in (0, 10, 700, len(whole) // 2, len(whole) - 1200)]
    for _flip in range(40):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        kinds.append(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
    for content in kinds:
        backup.write_bytes(content)
        assert reading_of(keeper, backup, keys) in ({"BACKUP-02", "BACKUP-05", "BACKUP-04"} | allowed)
    assert content_of(coop.file.folder) == before
    assert not list(coop.file.folder.glob(".rest*"))


def test_the_backup_of_another_co_op_is_refused(coop: TestCoop, keeper: Desk, tmp_path: Path) -> None:
    (tmp_path / "autre").mkdir()
    with create_coop(tmp_path / "autre", "Autre", clock=coop.clock) as other:
        accounts.found(other, "Paul", "Autre", "paul", PASSWORD, cost=CHEAP)
        foreign = verbs.back_up(accounts.sign_in(other, "paul", PASSWORD)).files[0]
    verbs.back_up(keeper)
    refused_untouched(coop, keeper, foreign, (), "BACKUP-03")
    coop.file.close()
    (coop.file.folder / DATABASE_NAME).write_bytes(b"")  # even when the present file says nothing any more
    with pytest.raises(RuleBroken) as refusal:
        restoring.prepare(Source(coop.file.folder), foreign, clock=coop.clock)
    assert refusal.value.rule == "BACKUP-03"


def test_a_backup_that_is_gone_is_said_to_be(coop: TestCoop, keeper: Desk, backup: Path) -> None:
    backup.unlink()
    refused_untouched(coop, keeper, backup, (), "FILE-07")


def test_something_that_is_no_backup_is_refused(coop: TestCoop, keeper: Desk, tmp_path: Path) -> None:
    for name, content in {"photo.jpg": b"\xff\xd8" * 900, "vide.tar": b"", "texte.tar": b"bonjour" * 400}.items():
        (tmp_path / name).write_bytes(content)
        refused_untouched(coop, keeper, tmp_path / name, (), "BACKUP-02")
    with tarfile.open(tmp_path / "lien.tar", "w") as tar:
        entry = tarfile.TarInfo("sauvegarde.json")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)
    refused_untouched(coop, keeper, tmp_path / "lien.tar", (), "BACKUP-02")


def test_an_older_schema_is_brought_up_to_date_before_it_is_swapped_in(
    coop: TestCoop, keeper: Desk, backup: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The restored file is migrated aside: the swap brings a file that opens at once."""
    from coop_desk.core import upgrade
    from tests.topics.core.test_migrations import write_later

    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    write_later(scripts, "")
    number = database.SCHEMA_VERSION + 1
    monkeypatch.setattr(upgrade, "MIGRATIONS", scripts)
    monkeypatch.setattr(database, "SCHEMA_VERSION", number)
    coop.file.close()
    restoring.finish(restoring.prepare(Source(coop.file.folder), backup, clock=coop.clock), coop.clock.now())
    assert database.header(coop.file.folder / DATABASE_NAME)[1] == number
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        assert raw.execute("SELECT action FROM journal ORDER BY seq DESC").fetchone() == ("core.restore",)


def test_the_restored_journal_goes_on_from_the_backup_s_last_line(coop: TestCoop, keeper: Desk, backup: Path) -> None:
    coop.on(date(2026, 2, 1))
    restore(coop, keeper, backup)
    with (
        open_coop(coop.file.folder, clock=coop.clock) as file,
        closing(raw_connection(file.folder / DATABASE_NAME)) as raw,
    ):
        numbers = [row[0] for row in raw.execute("SELECT seq FROM journal ORDER BY seq")]
        assert numbers == list(range(1, len(numbers) + 1))
        assert journal.printed(raw.execute("SELECT hash FROM journal WHERE seq = 1").fetchone()[0])

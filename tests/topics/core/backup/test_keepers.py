"""Named keepers open the backups with their own password, here or with the public age program; nobody else does."""

import io
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pyrage
import pytest

from coop_desk.core import accounts, database, recovery
from coop_desk.core.backup import keepers, restoring, verbs
from coop_desk.core.backup.keepers import keys_for
from coop_desk.core.backup.protection import is_protected
from coop_desk.core.backup.source import Source
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.crypto.identity import new_identity
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.reading_journal import journal_lines
from tests.conftest import PASSWORD, TestCoop

SECRETARY = "secretary"


@pytest.fixture
def keeper(coop: TestCoop) -> Iterator[Desk]:
    """The keeper of the file, everybody's keys being certified."""
    founder = accounts.sign_in(coop.file, "founder", PASSWORD)
    for pending in delegating.keys_to_certify(founder):
        delegating.certify_keys(founder, pending.person_id, pending.fingerprint)
    desk = accounts.sign_in(coop.file, "keeper", PASSWORD)
    yield desk
    desk.close()


def taken_away(backup: Path, to: Path) -> Path:
    """Copy a place of backups on another disk, as somebody would who has nothing else."""
    shutil.copytree(backup.parent, to)
    return to / backup.name


def edit(coop: TestCoop, statement: str, *values: object) -> None:
    with closing(database.raw_connection(coop.file.database)) as raw:
        raw.execute(statement, values)


def test_a_keeper_restores_with_nothing_but_the_backups_and_a_password(
    coop: TestCoop, keeper: Desk, tmp_path: Path
) -> None:
    keepers.choose_keeper(keeper, coop.person(SECRETARY))
    made = verbs.back_up(keeper).files[0]
    assert is_protected(made)
    backup = taken_away(made, tmp_path / "usb")
    keeper.close()
    coop.file.close()
    held.forget()
    shutil.rmtree(coop.file.folder)
    keys = keys_for(backup, "", SECRETARY, PASSWORD)
    folder = restoring.restore_elsewhere(tmp_path, backup, keys, clock=Clock(coop.clock.now()))
    assert (folder / "coop.db").exists()


def test_the_public_age_program_opens_it_with_the_keeper_s_own_key_file(
    coop: TestCoop, keeper: Desk, tmp_path: Path
) -> None:
    keepers.choose_keeper(keeper, coop.person(SECRETARY))
    backup = verbs.back_up(keeper).files[0]
    secretary = accounts.sign_in(coop.file, SECRETARY, PASSWORD)
    with pytest.raises(RuleBroken):
        keepers.own_backup_key(secretary, "court")
    file = keepers.own_backup_key(secretary, "sept mots sans rapport")
    assert b"AGE-SECRET" not in file
    secret = pyrage.passphrase.decrypt(file, "sept mots sans rapport").decode().strip()
    opened = pyrage.decrypt(backup.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    with tarfile.open(fileobj=io.BytesIO(opened)) as tar:
        assert tar.getnames() == ["sauvegarde.json", "coop.db", "coop.keys"]
    with pytest.raises(RuleBroken) as refusal:
        keepers.own_backup_key(accounts.sign_in(coop.file, "manager", PASSWORD), "sept mots sans rapport")
    assert refusal.value.rule == "BACKUP-10"


def test_nobody_else_opens_it(coop: TestCoop, keeper: Desk, tmp_path: Path) -> None:
    keepers.choose_keeper(keeper, coop.person(SECRETARY))
    backup = taken_away(verbs.back_up(keeper).files[0], tmp_path / "usb")
    for login, password in (("manager", PASSWORD), ("founder", PASSWORD), (SECRETARY, "Autre-Mot-7!"), ("?", "?")):
        with pytest.raises(Refused):
            keys_for(backup, "", login, password)
    for beside in backup.parent.glob("*.gardiens"):
        assert PASSWORD.encode() not in beside.read_bytes()
        assert SECRETARY.encode() not in beside.read_bytes()
        beside.unlink()
    with pytest.raises(RuleBroken) as refusal:
        keys_for(backup, "", SECRETARY, PASSWORD)
    assert refusal.value.rule == "KEY-30"


def test_whoever_keeps_no_more_opens_the_older_ones_only(coop: TestCoop, keeper: Desk, tmp_path: Path) -> None:
    for who in (SECRETARY, "manager"):
        keepers.choose_keeper(keeper, coop.person(who))
    before = taken_away(verbs.back_up(keeper).files[0], tmp_path / "before")
    coop.on(date(2026, 3, 1))
    keepers.end_keeping(keeper, coop.person(SECRETARY))
    after = taken_away(verbs.back_up(keeper).files[0], tmp_path / "after")
    assert verbs.look_at_backup(keeper, before, keys_for(before, "", SECRETARY, PASSWORD)).manifest.protected
    with pytest.raises(Refused):
        keys_for(after, "", SECRETARY, PASSWORD)
    with pytest.raises(RuleBroken) as refusal:
        verbs.look_at_backup(keeper, after, keys_for(before, "", SECRETARY, PASSWORD))
    assert refusal.value.rule == "BACKUP-05"
    assert verbs.look_at_backup(keeper, after, keys_for(after, "", "manager", PASSWORD)).manifest.protected
    rows = [(row.name, row.since, row.until) for row in keepers.keepers(keeper)]
    assert rows == [
        ("Inès Pérez", date(2026, 1, 2), None),
        ("Éloïse Lefèvre", date(2026, 1, 2), date(2026, 3, 1)),
    ]


def test_the_journal_says_who_keeps_and_the_same_person_is_chosen_once(coop: TestCoop, keeper: Desk) -> None:
    keepers.choose_keeper(keeper, coop.person(SECRETARY))
    with pytest.raises(RuleBroken) as refusal:
        keepers.choose_keeper(keeper, coop.person(SECRETARY))
    assert refusal.value.rule == "BACKUP-10"
    line = next(n for n in journal_lines(coop.desk("keeper")) if n.action.endswith("choose_keeper"))
    assert "Éloïse Lefèvre peut ouvrir les sauvegardes" in line.said[0]
    with pytest.raises(RuleBroken):
        keepers.end_keeping(keeper, coop.person("manager"))
    with pytest.raises(Refused):
        keepers.choose_keeper(accounts.sign_in(coop.file, "manager", PASSWORD), coop.person("manager"))
    assert SECRETARY not in {str(person) for person, _name in keepers.possible_keepers(keeper)}


@pytest.mark.parametrize("forged", ["a row", "another person", "the keys"])
def test_a_row_or_keys_put_there_by_another_program_receive_no_backup(
    coop: TestCoop, keeper: Desk, forged: str
) -> None:
    keepers.choose_keeper(keeper, coop.person(SECRETARY))
    nobody = int(coop.person("nobody"))
    if forged == "a row":
        edit(coop, "INSERT INTO backup_keeper SELECT 9, ?, since, until, \"by\", by_generation, signature "
             "FROM backup_keeper", nobody)  # fmt: skip
    elif forged == "another person":
        edit(coop, "UPDATE backup_keeper SET holder = ?", nobody)
    else:
        edit(coop, "UPDATE principal SET box = ? WHERE holder = ?", new_identity().public.box, nobody)
        edit(coop, "UPDATE principal SET box = ? WHERE holder = ?", new_identity().public.box,
             int(coop.person(SECRETARY)))  # fmt: skip
    root = keeper.keyring.root if keeper.keyring is not None else b""
    found = list(keepers.keeper_recipients(Source(coop.file.folder, root)))
    assert len(found) == (1 if forged == "a row" else 0)


def test_after_another_code_backups_are_closed_for_it_once_it_is_printed(coop: TestCoop, keeper: Desk) -> None:
    founder = accounts.sign_in(coop.file, "founder", PASSWORD)

    def printed() -> str:
        code = recovery.code_to_print(founder).code
        groups = code.split("-")
        recovery.code_was_printed(founder, {2: groups[1], 5: groups[4]})
        return code

    old = printed()
    recovery.renew_code(founder, "enveloppe perdue", ["Anne"])
    assert not is_protected(verbs.back_up(founder).files[0]), "its only key would be inside"
    new = printed()
    coop.on(date(2026, 1, 3))
    backup = verbs.back_up(keeper).files[0]
    assert is_protected(backup)
    assert verbs.look_at_backup(keeper, backup, keys_for(backup, new, "", "")).manifest.protected
    with pytest.raises(RuleBroken) as refusal:
        verbs.look_at_backup(keeper, backup, keys_for(backup, old, "", ""))
    assert refusal.value.rule == "BACKUP-05"

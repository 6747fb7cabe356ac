"""Backups from the command line: what a script, or the person with a broken PC, would type."""

from pathlib import Path

import pytest

from coop_desk.__main__ import main
from coop_desk.core import accounts
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.file import DATABASE_NAME, open_coop
from tests.conftest import CHEAP, PASSWORD, TestCoop


@pytest.fixture
def folder(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The co-op, closed; the keeper's password is in the environment."""
    monkeypatch.setenv("COOP_DESK_PASSWORD", PASSWORD)
    coop.file.close()
    return coop.file.folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out.replace("\N{NO-BREAK SPACE}", " "), err


def backed_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    code, out, _err = said(capsys, "backup", folder, "--as", "keeper")
    assert code == 0
    assert "relue et vérifiée" in out
    return Path(out.splitlines()[0])


def test_a_backup_then_a_dry_run_then_a_restoring(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = backed_up(folder, capsys)
    with open_coop(folder) as file:
        founder = accounts.sign_in(file, "founder", PASSWORD)
        accounts.open_account(founder, "zoe", PASSWORD, given_name="Zoé", family_name="Abadie", cost=CHEAP)
    code, out, _err = said(capsys, "restore", backup, "--coop", folder, "--as", "keeper", "--dry-run")
    assert code == 0
    assert "Ouverture d’un accès" in out
    assert "rien n’a été changé" in out
    assert "zoe" in logins(folder)
    code, out, _err = said(capsys, "restore", backup, "--coop", folder, "--as", "keeper")
    assert code == 0
    assert "mis-de-cote" in out
    assert "zoe" not in logins(folder)


def logins(folder: Path) -> set[str]:
    with open_coop(folder) as file:
        return {row.login for row in accounts.accounts(accounts.sign_in(file, "keeper", PASSWORD))}


def test_without_the_right_nothing_is_backed_up_nor_restored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = backed_up(folder, capsys)
    for arguments in (("backup", folder), ("restore", backup, "--coop", folder)):
        code, _out, err = said(capsys, *arguments, "--as", "manager")
        assert code == 3
        assert "aucun de vos titres" in err


def test_a_file_that_does_not_open_is_restored_without_signing_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = backed_up(folder, capsys)
    (folder / DATABASE_NAME).write_bytes(b"")
    assert said(capsys, "check", folder)[0] == 4
    code, out, _err = said(capsys, "restore", backup, "--coop", folder)
    assert code == 0
    assert "ne se lit pas" in out
    assert said(capsys, "check", folder)[0] == 0


def test_on_another_pc(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    backup = backed_up(folder, capsys)
    other = tmp_path / "ailleurs"
    other.mkdir()
    assert said(capsys, "restore", backup, "--to", other, "--dry-run")[0] == 0
    assert list(other.iterdir()) == []
    code, out, _err = said(capsys, "restore", backup, "--to", other)
    assert code == 0
    assert said(capsys, "check", Path(out.strip()))[0] == 0


def test_a_backup_that_is_none_is_named(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff" * 900)
    code, _out, err = said(capsys, "restore", tmp_path / "photo.jpg", "--coop", folder, "--as", "keeper")
    assert code == 4
    assert "incomplète ou abîmée" in err
    assert said(capsys, "restore", tmp_path / "absente.tar", "--coop", folder, "--as", "keeper")[0] == 4


def test_on_a_pc_that_knows_no_key_a_password_of_the_day_of_the_backup_opens_it(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(folder, capsys)
    held.forget()
    code, _out, err = said(capsys, "restore", backup, "--to", tmp_path, "--dry-run")
    assert code == 3
    assert "--as" in err
    monkeypatch.setenv("COOP_DESK_PASSWORD", "pas le bon")
    assert said(capsys, "restore", backup, "--to", tmp_path, "--dry-run", "--as", "keeper")[0] == 3
    monkeypatch.setenv("COOP_DESK_PASSWORD", PASSWORD)
    assert said(capsys, "restore", backup, "--to", tmp_path / "..", "--dry-run", "--as", "keeper")[0] == 0
    (folder / DATABASE_NAME).write_bytes(b"\0" * 50_000)
    held.forget()
    assert said(capsys, "restore", backup, "--coop", folder, "--as", "keeper")[0] == 0
    assert said(capsys, "check", folder, "--as", "keeper")[0] == 0

"""Backups made, read again, thinned; what is refused leaves everything as it was."""

import io
import os
import shutil
import tarfile
from datetime import date, timedelta
from pathlib import Path

import pyrage
import pytest

from coop_desk.core import accounts, slots
from coop_desk.core.backup import making, moments, places, protection, verbs
from coop_desk.core.backup.packing import digest
from coop_desk.core.backup.places import read_state
from coop_desk.core.backup.reading import take_out
from coop_desk.core.check import verify
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import DATABASE_NAME
from tests.conftest import CHEAP, PASSWORD, TestCoop

SECRET = "Zéphyrine"


@pytest.fixture
def keeper(coop: TestCoop) -> Desk:
    return coop.desk("keeper")


@pytest.fixture
def recovery(monkeypatch: pytest.MonkeyPatch) -> str:
    """A recovery key whose public half protects the backups; returns the secret half."""
    identity = pyrage.x25519.Identity.generate()
    monkeypatch.setattr(protection, "_sources", [lambda _source: [str(identity.to_public())]])
    return str(identity)


def something_happens(coop: TestCoop, login: str = "zephyrine") -> None:
    accounts.open_account(
        coop.desk("founder"), login, PASSWORD, given_name=SECRET, family_name="Abadie", cost=CHEAP
    )  # fmt: skip


def test_a_backup_holds_the_whole_file_and_says_so(coop: TestCoop, keeper: Desk, tmp_path: Path) -> None:
    made = verbs.back_up(keeper)
    kept = verbs.backups(keeper)
    assert [k.path for k in kept] == list(made.files)
    assert kept[0].label == made.manifest.label
    out = tmp_path / "out"
    out.mkdir()
    manifest = take_out(made.files[0], (), out)
    assert manifest == made.manifest
    assert manifest.counts["account"] == 7
    assert not manifest.protected
    assert [v.differences for v in verify(coop.file)] == [()] * len(verify(coop.file))


def test_it_is_a_plain_tar_that_opens_without_our_program(keeper: Desk) -> None:
    made = verbs.back_up(keeper)
    with tarfile.open(made.files[0]) as tar:
        assert tar.getnames() == ["sauvegarde.json", DATABASE_NAME, slots.KEYS]


def test_only_its_owner_can_read_it(keeper: Desk) -> None:
    made = verbs.back_up(keeper)
    assert os.name != "posix" or made.files[0].stat().st_mode & 0o077 == 0


def test_protected_it_shows_nothing_and_opens_with_the_recovery_key_alone(
    coop: TestCoop, keeper: Desk, recovery: str, tmp_path: Path
) -> None:
    something_happens(coop)
    file = verbs.back_up(keeper).files[0]
    assert file.name.endswith(".tar.age")
    content = file.read_bytes()
    for shape in (SECRET.encode(), SECRET.encode("utf-16-le"), b"SQLite format 3"):
        assert shape not in content
    for keys in ((), (str(pyrage.x25519.Identity.generate()),), ("AGE-SECRET-KEY-1FAUX",)):
        with pytest.raises(RuleBroken) as refusal:
            verbs.look_at_backup(keeper, file, keys)
        assert refusal.value.rule == "BACKUP-05"
    assert verbs.look_at_backup(keeper, file, (recovery,)).manifest.protected
    plain = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(recovery)])
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:  # as the public age program and tar would
        assert DATABASE_NAME in tar.getnames()


def test_two_places_and_one_missing_is_said(coop: TestCoop, keeper: Desk, tmp_path: Path) -> None:
    other = tmp_path / "clé USB"
    other.mkdir()
    verbs.choose_place(keeper, other)
    assert len(verbs.back_up(keeper).files) == 2
    other.rename(tmp_path / "débranchée")
    something_happens(coop)
    made = verbs.back_up(keeper)
    assert len(made.files) == 1
    assert "clé USB" in made.problems[0]
    assert "clé USB" in verbs.backup_situation(keeper).problem
    assert not other.exists()


@pytest.mark.parametrize("wrong", ["inside", "nowhere", "synchronised"])
def test_a_place_that_would_not_serve_is_refused(coop: TestCoop, keeper: Desk, tmp_path: Path, wrong: str) -> None:
    folders = {
        "inside": coop.file.folder / places.FIRST_PLACE,
        "nowhere": tmp_path / "absent",
        "synchronised": tmp_path / "Dropbox" / "Sauvegardes",
    }
    if wrong != "nowhere":
        folders[wrong].mkdir(parents=True)
    with pytest.raises(RuleBroken) as refusal:
        verbs.choose_place(keeper, folders[wrong])
    assert refusal.value.rule == "BACKUP-06"


def test_only_the_keeper_of_the_file_touches_backups(coop: TestCoop) -> None:
    for who in ("manager", "nobody", "bookkeeper"):
        with pytest.raises(Refused):
            verbs.back_up(coop.desk(who))


def test_a_co_op_in_read_only_mode_is_not_backed_up(coop: TestCoop, keeper: Desk) -> None:
    coop.file.read_only = True
    with pytest.raises(RuleBroken) as refusal:
        verbs.back_up(keeper)
    assert refusal.value.rule == "FILE-13"
    assert moments.at_exit(coop.file) is None


def test_at_exit_only_what_changed_is_backed_up(coop: TestCoop) -> None:
    assert moments.at_exit(coop.file) is not None
    assert moments.at_exit(coop.file) is None
    accounts.sign_in(coop.file, "keeper", PASSWORD)
    assert moments.at_exit(coop.file) is None
    something_happens(coop)
    assert moments.at_exit(coop.file) is not None


def test_a_backup_that_fails_at_exit_is_said_and_never_stops_the_leaving(
    coop: TestCoop, keeper: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.packing, "pack", full)
    assert moments.at_exit(coop.file) is None
    assert "plein" in verbs.backup_situation(keeper).problem
    monkeypatch.undo()
    verbs.back_up(keeper)
    assert verbs.backup_situation(keeper).problem == ""


def test_old_ones_are_thinned_and_those_of_another_co_op_are_left_alone(coop: TestCoop, keeper: Desk) -> None:
    place = coop.file.folder / places.FIRST_PLACE
    first = verbs.back_up(keeper).files[0]
    foreign = place / first.name.replace(verbs.backups(keeper)[0].mark, "0123456789")
    stranger = place / "photo.jpg"
    shutil.copyfile(first, foreign)
    stranger.write_bytes(b"x")
    (made,) = places.kept_in(place, verbs.backups(keeper)[0].mark)
    for step in range(1, 39):  # as if one had been made each day
        stamp, of_that_day = (f"{at:%Y%m%dT%H%M%SZ}" for at in (made.made, made.made + timedelta(days=step)))
        os.link(first, place / first.name.replace(stamp, of_that_day))
    coop.on(date(2026, 1, 2) + timedelta(days=39))
    verbs.back_up(keeper)
    assert foreign.exists()
    assert stranger.exists()
    ours = verbs.backups(keeper)
    assert 14 < len(ours) < 25
    assert verbs.backup_situation(keeper).last == ours[0].made


def test_nothing_old_goes_before_the_new_one_is_read_again(
    coop: TestCoop, keeper: Desk, monkeypatch: pytest.MonkeyPatch, recovery: str
) -> None:
    """A disk that lies about what it wrote: the old backups stay, the new one is not kept."""
    coop.on(date(2026, 1, 2))
    verbs.back_up(keeper)
    before = {p.name for p in (coop.file.folder / places.FIRST_PLACE).iterdir()}
    coop.on(date(2031, 1, 2))
    real = making.protect

    def lying(pack: Path, into: io.BufferedWriter, keys: tuple[str, ...]) -> tuple[str, str]:
        said = real(pack, into, keys)
        into.seek(4000)
        into.write(b"\0" * 16)
        return said

    monkeypatch.setattr(making, "protect", lying)
    with pytest.raises(RuleBroken) as refusal:
        verbs.back_up(keeper)
    assert refusal.value.rule == "BACKUP-01"
    assert {p.name for p in (coop.file.folder / places.FIRST_PLACE).iterdir()} == before


def test_what_a_killed_program_left_is_swept(coop: TestCoop, keeper: Desk) -> None:
    left = coop.file.folder / f"{making.WORKSHOP}abc"
    left.mkdir()
    (left / DATABASE_NAME).write_bytes(b"x" * 100)
    file = verbs.back_up(keeper).files[0]
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(b"half")
    verbs.back_up(keeper)
    assert not left.exists()
    assert not part.exists()


def test_the_drill_is_dated_in_the_journal(coop: TestCoop, keeper: Desk, recovery: str) -> None:
    coop.on(date(2026, 3, 1))
    assert verbs.backup_situation(keeper).drill_due
    file = verbs.back_up(keeper).files[0]
    assert verbs.try_restoring(keeper, file, (recovery,)).counts["account"] == 7
    situation = verbs.backup_situation(keeper)
    assert not situation.drill_due
    assert situation.last_drill == date(2026, 3, 1)
    coop.on(date(2026, 4, 1))
    assert verbs.backup_situation(keeper).drill_due


def test_a_state_that_says_nonsense_is_as_no_state(coop: TestCoop, keeper: Desk) -> None:
    verbs.back_up(keeper)
    for nonsense in (b"", b"{", b"[]", b'{"coop": 3}', b"\xff\xfe"):
        (coop.file.folder / places.STATE).write_bytes(nonsense)
        assert read_state(coop.file.folder) == places.State()
        assert verbs.backup_situation(keeper).last is None
    assert digest(verbs.back_up(keeper).files[0]).size > 0

"""Where a co-op may live, and one person in it at a time."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from coop_desk.core import accounts, lock, place
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import AlreadyOpen, create_coop, open_coop
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.saving import save
from tests.apart import beside
from tests.conftest import PASSWORD, TestCoop


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("OneDrive",), "OneDrive"),
        (("OneDrive - Les Ateliers", "SCOP"), "OneDrive"),
        (("Dropbox",), "Dropbox"),
        (("Library", "Mobile Documents", "x"), "iCloud"),
        (("iCloudDrive",), "iCloud"),
        (("Nextcloud", "Documents"), "Nextcloud"),
        (("ownCloud",), "Nextcloud"),
        (("Library", "CloudStorage", "OneDrive-LesAteliers"), "OneDrive"),
    ],
)
def test_a_synchronised_folder_is_named_and_refused(tmp_path: Path, parts: tuple[str, ...], name: str) -> None:
    folder = tmp_path.joinpath(*parts)
    folder.mkdir(parents=True)
    assert place.synchroniser(folder) == name
    with pytest.raises(RuleBroken, match=name) as refusal:
        create_coop(folder, "Coop")
    assert refusal.value.rule == "FILE-01"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("mark", [".dropbox", ".nextcloudsync.log", ".owncloudsync.log"])
def test_a_folder_marked_by_a_synchroniser_is_refused(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).touch()
    assert place.synchroniser(tmp_path / "Coop.coop")


def test_a_folder_that_windows_gives_to_onedrive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    assert place.synchroniser(tmp_path / "Documents" / "Coop.coop") == "OneDrive"


MOUNTED_ON_A_MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
//marie@serveur._smb._tcp.local/Partage on /Volumes/Partage de la SCOP (smbfs, nodev, nosuid, mounted by marie)
/dev/disk4s2 on /Volumes/Clé (Bleue) (apfs, local, nodev)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="paths of macOS")
@pytest.mark.parametrize(
    ("folder", "refused"),
    [("/Volumes/Partage de la SCOP/Registres", True), ("/Volumes/Clé (Bleue)", False), ("/Applications", False)],
)
def test_a_network_share_of_a_mac_is_refused(folder: str, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_mounts", lambda: place.mounts_told(MOUNTED_ON_A_MAC))
    assert (place.network_place(Path(folder)) is not None) is refused


def test_a_link_to_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Registres").symlink_to(tmp_path / "Dropbox")
    assert place.synchroniser(tmp_path / "Registres" / "Coop.coop") == "Dropbox"


@pytest.mark.parametrize("name", ["Nextcloudier", "Mes documents", "dropboxeur"])
def test_an_ordinary_folder_is_accepted(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    place.check_place(folder)


@pytest.mark.skipif(not Path("/proc/mounts").exists(), reason="reads the mounts of Linux")
def test_a_network_mount_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Serveur de la SCOP"
    folder.mkdir()
    told = "\n".join(
        [
            "/dev/root / ext4 rw 0 0",
            f"//serveur/scop {str(folder).replace(' ', chr(92) + '040')} cifs rw 0 0",
        ]
    )
    read = Path.read_text
    monkeypatch.setattr(
        Path, "read_text", lambda self, *a, **k: told if str(self) == "/proc/mounts" else read(self, *a, **k)
    )
    assert place.network_place(folder / "Coop.coop") == "un partage du réseau"
    assert place.network_place(tmp_path) is None


def test_only_the_owner_of_the_pc_session_reads_the_file(coop: TestCoop) -> None:
    if os.name == "posix":
        assert (coop.file.folder / "coop.db").stat().st_mode & 0o077 == 0


def test_a_name_becomes_a_folder_that_every_system_accepts(tmp_path: Path) -> None:
    for name, folder in (
        (' a/b\\c:"d" ', "a b c d.coop"),
        ("...", "Coopérative.coop"),
        ("é" * 200, "é" * 80 + ".coop"),
    ):
        with create_coop(tmp_path, name) as file:
            assert file.folder.name == folder
        with pytest.raises(RuleBroken) as refusal:
            create_coop(tmp_path, name)
        assert refusal.value.rule == "FILE-05"


# ------------------------------------------------------------------------------------------------- lock


def written(folder: Path, **fields: object) -> None:
    mine = {
        "user": "lea",
        "computer": socket.gethostname(),
        "process": os.getpid(),
        "since": "2026-01-02T08:00:00+00:00",
    }
    (folder / lock.LOCK_NAME).write_text(json.dumps(mine | fields), encoding="utf-8")


@pytest.fixture
def closed(coop: TestCoop) -> Path:
    coop.file.close()
    return coop.file.folder


def gone_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_the_lock_is_taken_and_given_back(coop: TestCoop) -> None:
    holder = lock.read(coop.file.folder)
    assert holder is not None
    assert (holder.process, holder.computer) == (os.getpid(), socket.gethostname())
    coop.file.close()
    assert lock.read(coop.file.folder) is None


def test_a_second_opener_is_told_who_where_and_since_when(coop: TestCoop) -> None:
    with pytest.raises(AlreadyOpen) as refusal:
        open_coop(coop.file.folder)
    assert socket.gethostname() in str(refusal.value)
    assert refusal.value.rule == "FILE-04"
    assert refusal.value.holder.process == os.getpid()


def test_the_second_opener_may_read_and_takes_no_lock(coop: TestCoop) -> None:
    with open_coop(coop.file.folder, read_only=True) as second:
        assert second.read_only
        desk = accounts.sign_in(second, "keeper", PASSWORD)
        assert accounts.accounts(desk)
        assert not desk.allows(accounts.close_account)
        with pytest.raises(RuleBroken) as refusal:
            accounts.close_account(desk, coop.person("nobody"))
        assert refusal.value.rule == "FILE-13"
    holder = lock.read(coop.file.folder)
    assert holder is not None
    assert holder.process == os.getpid()


def test_a_dead_process_of_this_pc_holds_nothing(closed: Path) -> None:
    written(closed, process=gone_process())
    with open_coop(closed):
        holder = lock.read(closed)
        assert holder is not None
        assert holder.process == os.getpid()


@pytest.mark.parametrize("said", ["", "{", "null", "[]", '{"user": "x"}', '{"user": 1, "computer": 2, "process": "x"}'])
def test_a_lock_file_that_says_nothing_holds_nothing(closed: Path, said: str) -> None:
    (closed / lock.LOCK_NAME).write_text(said, encoding="utf-8")
    open_coop(closed).close()


def test_a_lock_is_whole_as_soon_as_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or whoever comes in that instant would find no name in it, and take it away."""
    shown: list[str] = []
    link = os.link

    def look(whole: Path, path: Path) -> None:
        link(whole, path)
        shown.append(json.loads(path.read_text(encoding="utf-8"))["computer"])

    monkeypatch.setattr(os, "link", look)
    assert lock.take(tmp_path) is None
    assert shown == [socket.gethostname()]
    assert [path.name for path in tmp_path.iterdir()] == [lock.LOCK_NAME]


def test_where_nothing_can_be_linked_the_lock_is_taken_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_links(_whole: Path, _path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", without_links)
    assert lock.take(tmp_path) is None
    assert lock.take(tmp_path) == lock.read(tmp_path)


def take_a_dead_one(tell: Callable[[str], None], folder: Path) -> None:
    """Take the lock, slowly between seeing that its process is gone and writing one's own; then live on."""
    dead = lock._dead

    def slowly(holder: lock.Opener) -> bool:
        found = dead(holder)
        time.sleep(0.1)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lock, "_dead", slowly)
        holder = lock.take(folder)
    tell(str(holder.process if holder else os.getpid()))
    signal.pause()


@pytest.mark.skipif(sys.platform == "win32", reason="forks the test process")
@pytest.mark.parametrize("one_by_one", [True, False])
def test_of_two_that_find_a_dead_lock_in_the_same_instant_one_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_by_one: bool
) -> None:
    """And without what makes them come one by one, the planted fault, each believes it is the one."""
    if not one_by_one:
        monkeypatch.setattr(lock, "_one_by_one", nullcontext)
    written(tmp_path, process=gone_process())
    with beside(take_a_dead_one, tmp_path) as one, beside(take_a_dead_one, tmp_path) as other:
        holders = {int(each.told.readline()) for each in (one, other)}
        assert holders <= {one.process, other.process}
        assert len(holders) == (1 if one_by_one else 2)
    assert [path.name for path in tmp_path.iterdir()] == [lock.LOCK_NAME]


def test_the_harness_sees_a_lock_that_holds_nobody_back(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: whoever asks is let in."""
    monkeypatch.setattr(lock, "take", lambda _folder, force=False: None)
    with open_coop(coop.file.folder) as second:
        assert not second.read_only


def test_another_pc_is_named_whatever_the_age(closed: Path) -> None:
    written(closed, computer="poste-accueil", user="lea", process=1, since="2001-01-01T00:00:00+00:00")
    with pytest.raises(AlreadyOpen, match=r"lea.*poste-accueil.*01/01/2001"):
        open_coop(closed)
    assert lock.read(closed) is not None


def test_forcing_takes_over_and_the_journal_says_so(closed: Path, coop: TestCoop) -> None:
    written(closed, computer="poste-accueil", user="lea", process=1)
    with open_coop(closed, force=True, clock=coop.clock) as file:
        accounts.sign_in(file, "keeper", PASSWORD)
        desk = accounts.sign_in(file, "keeper", PASSWORD)
        said = [" ".join(line.said) for line in journal_lines(desk, limit=2)]
        assert "forcée" not in said[0]
        assert "lea" in said[1]
        assert "poste-accueil" in said[1]
    assert lock.read(closed) is None


def test_a_lock_taken_over_by_somebody_else_is_not_given_back(coop: TestCoop) -> None:
    written(coop.file.folder, computer="poste-accueil")
    coop.file.close()
    assert lock.read(coop.file.folder) is not None


def test_a_live_process_of_this_pc_is_named(closed: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        written(closed, process=child.pid)
        with pytest.raises(AlreadyOpen):
            open_coop(closed)
    finally:
        child.kill()
        child.wait()
    time.sleep(0.01)
    open_coop(closed).close()


# ------------------------------------------------------------------------------------------------ saving


def test_a_file_is_saved_whole_and_privately(tmp_path: Path) -> None:
    target = tmp_path / "Registre au 12 juin.pdf"
    save(target, b"un")
    save(target, b"deux")
    assert target.read_bytes() == b"deux"
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_a_place_where_one_cannot_save_is_named(tmp_path: Path) -> None:
    for target in (tmp_path / "absent" / "x.pdf", tmp_path):
        with pytest.raises(RuleBroken) as refusal:
            save(target, b"x")
        assert str(tmp_path) not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []

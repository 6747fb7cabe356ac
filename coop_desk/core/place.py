"""Where a co-op may live on a PC: a local disk, never a network share nor a synchronised folder."""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

_NETWORK_FILESYSTEMS = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "fuse.rclone", "fuse.gvfsd-fuse",
    "ceph", "afpfs", "webdav",
}  # fmt: skip
_SYNCHRONISERS = {
    "OneDrive": ("onedrive",),
    "Dropbox": ("dropbox", ".dropbox", ".dropbox.cache"),
    "iCloud": ("mobile documents", "icloud drive", "iclouddrive"),
    "Nextcloud": ("nextcloud", "owncloud"),
}
_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Where Windows says that its folder is, whatever its name."""
_SYNC_MARKERS = {".dropbox": "Dropbox", ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "Nextcloud"}


def check_place(folder: Path) -> None:
    """Raise RuleBroken FILE-01 when two PCs could write here at once and ruin the records."""
    where = network_place(folder) or synchroniser(folder)
    if where:
        raise RuleBroken(
            "FILE-01",
            _(
                "Ce dossier se trouve sur {where} : deux ordinateurs pourraient y écrire en même temps et abîmer "
                "vos registres. Placez la coopérative sur le disque d’un seul ordinateur, et gardez le dossier "
                "partagé pour les sauvegardes."
            ).format(where=where),
        )


def synchroniser(folder: Path) -> str | None:
    """Name the synchroniser that watches this folder, if any."""
    for part in dict.fromkeys(each for full in _spellings(folder) for each in (full, *full.parents)):
        if part.parent.name == "CloudStorage":  # where macOS has them all
            return part.name.partition("-")[0]
        for name, marks in _SYNCHRONISERS.items():
            if any(part.name.casefold() == m or part.name.casefold().startswith(m + " -") for m in marks):
                return name
        for mark, name in _SYNC_MARKERS.items():
            if (part / mark).exists():
                return name
        if part in {Path(root) for kept in _ONEDRIVE if (root := os.environ.get(kept))}:
            return "OneDrive"
    return None


def network_place(folder: Path) -> str | None:
    """Say that this folder is on the network, if it is."""
    real = _spellings(folder)[-1]
    if sys.platform == "win32":
        import ctypes

        remote = 4
        if any(str(f).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f.anchor) == remote
               for f in _spellings(folder)):  # fmt: skip
            return _("un partage du réseau")
        return None
    above = {str(place) for place in (real, *real.parents)}
    within = [(len(mount), kind) for mount, kind in _mounts() if mount in above]
    nearest = sorted(within, key=lambda one: one[0])[-1:]  # of two at the same place, the last one mounted
    return _("un partage du réseau") if any(kind in _NETWORK_FILESYSTEMS for _length, kind in nearest) else None


def _spellings(folder: Path) -> tuple[Path, Path]:
    """The folder as it is named, and where it really is: a link may lead to the network."""
    return folder.absolute(), folder.resolve()


def _mounts() -> list[tuple[str, str]]:
    """What is mounted where: the folder and its kind of disk."""
    if Path("/proc/mounts").exists():
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        return [(mount.replace("\\040", " "), kind) for _device, mount, kind, *_rest in map(str.split, lines)]
    if sys.platform == "darwin":
        import subprocess

        with suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
            return mounts_told(done.stdout.decode("utf-8", "replace"))
    return []


def mounts_told(text: str) -> list[tuple[str, str]]:
    """Read what `mount` of macOS says: « //marie@serveur/Partage on /Volumes/Partage (smbfs, nodev) »."""
    return re.findall(r"^.+? on (/.*) \((\w+)[,)]", text, re.MULTILINE)


LITTLE_ROOM = 200
"""Megabytes under which the next entry may find the disk full."""


def free_megabytes(folder: Path) -> int:
    """Free room on the disk of this folder, in megabytes."""
    import shutil

    return shutil.disk_usage(folder).free // 1_000_000


def owner_only(path: Path) -> None:
    """Let only this user of the PC read the file, where the system knows how."""
    if os.name == "posix":
        path.chmod(0o600)

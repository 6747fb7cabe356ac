"""Where a co-op may live on a PC: a local disk, never a network share nor a synchronised folder."""

import os
import sys
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

_NETWORK_FILESYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "davfs",
    "fuse.rclone",
}
_SYNCHRONISERS = {
    "OneDrive": ("onedrive",),
    "Dropbox": ("dropbox", ".dropbox", ".dropbox.cache"),
    "iCloud": ("mobile documents", "icloud drive", "iclouddrive"),
    "Nextcloud": ("nextcloud", "owncloud"),
}
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
    full = folder.absolute()
    for part in (full, *full.parents):
        for name, marks in _SYNCHRONISERS.items():
            if any(part.name.casefold() == m or part.name.casefold().startswith(m + " -") for m in marks):
                return name
        for mark, name in _SYNC_MARKERS.items():
            if (part / mark).exists():
                return name
    return None


def network_place(folder: Path) -> str | None:
    """Say that this folder is on the network, if it is."""
    full = folder.absolute()
    if sys.platform == "win32":
        import ctypes

        remote = 4
        if str(full).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(full.anchor) == remote:
            return _("un partage du réseau")
    elif Path("/proc/mounts").exists():
        best, kind = "", ""
        for line in Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
            _device, mount, filesystem, *_rest = line.split()
            mount = mount.replace("\\040", " ")
            if len(mount) >= len(best) and (full == Path(mount) or Path(mount) in full.parents):
                best, kind = mount, filesystem
        if kind in _NETWORK_FILESYSTEMS:
            return _("un partage du réseau")
    return None


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

"""What the disk and the database say when they refuse, turned into plain French, without statement nor value."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from coop_desk.core import place
from coop_desk.core.database import Fault
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_TRIAL = 1_000_000  # bytes: what the refused writing gave back, a small file may find again; a big one does not

# The primary codes of sqlite3.h.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
# Copying from file to file tells the words of sqlite3_errstr and no code.
_SAID = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}


@contextmanager
def french_faults(folder: Path) -> Iterator[None]:
    """Turn what the disk and the database say into plain French, without statement nor value."""
    try:
        yield
    except (DBAPIError, Fault) as fault:
        raise translate_fault(fault, folder) from None
    except FileNotFoundError:
        raise RuleBroken("FILE-07", _("Le dossier « {name} » est introuvable.").format(name=folder.name)) from None
    except OSError as fault:
        if fault.errno in NO_ROOM:
            raise _full(folder) from None
        if fault.errno == errno.EIO:
            raise _failing() from None
        raise _unwritable(folder) from None


def translate_fault(fault: Exception, folder: Path) -> RuleBroken:
    """Return the French refusal for a database error; the original text never reaches the screen.

    SQLite tells a full disk apart only when it was told so by the system at once: a quota, the greatest size of a file
    or a journal that cannot be begun are, to it, errors like those of a failing disk.
    """
    told = getattr(fault, "orig", fault)
    code = (getattr(told, "sqlite_errorcode", 0) or _SAID.get(str(told), 0)) & 0xFF
    if code == _FULL or (code in (_IOERR, _CANTOPEN) and takes_no_more(folder)):
        return _full(folder)
    if code in (_READONLY, _CANTOPEN):
        return _unwritable(folder)
    if code in (_BUSY, _LOCKED):
        return RuleBroken(
            "FILE-04",
            _("Une autre fenêtre écrit en ce moment dans cette coopérative. Attendez un instant et recommencez."),
        )
    if code in (_CORRUPT, _NOTADB):
        return RuleBroken(
            "FILE-03",
            _("Le dossier de la coopérative est abîmé. Rien n’y a été changé. Restaurez la dernière sauvegarde."),
        )
    if code == _IOERR:
        return _failing()
    return RuleBroken(
        "FILE-11",
        _(
            "L’enregistrement a été refusé pour protéger vos registres ; rien n’a été changé. "
            "Recommencez ; si cela se répète, lancez la vérification du dossier."
        ),
    )


def takes_no_more(folder: Path) -> bool:
    """True when the disk, a quota or the greatest size of a file leaves no room: found by trying to write."""
    folder = _standing(folder)
    try:
        greatest = max((path.stat().st_size for path in folder.iterdir() if path.is_file()), default=0)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.seek(greatest)
            trial.write(bytes(_TRIAL))
            trial.flush()
            os.fsync(trial.fileno())
    except OSError as refusal:
        return refusal.errno in NO_ROOM
    return False


def _standing(folder: Path) -> Path:
    """The folder, or the one that was to hold it."""
    return folder if folder.exists() else folder.parent


def _full(folder: Path) -> RuleBroken:
    words = _("Le disque est plein ({free} Mo libres) : rien n’a été changé. Libérez de la place puis recommencez.")
    return RuleBroken("FILE-10", words.format(free=place.free_megabytes(_standing(folder))))


def _failing() -> RuleBroken:
    return RuleBroken(
        "FILE-17",
        _(
            "Le disque n’a pas pu lire ou écrire : rien n’a été changé. Vérifiez qu’il est bien branché, puis "
            "recommencez ; si cela se répète, restaurez la dernière sauvegarde sur un autre disque."
        ),
    )


def _unwritable(folder: Path) -> RuleBroken:
    words = _(
        "Le dossier « {name} » ne peut pas être modifié par votre compte de l’ordinateur. Ouvrez-le en lecture "
        "seule, ou demandez l’accès à la personne qui tient l’ordinateur."
    )
    return RuleBroken("FILE-06", words.format(name=folder.name))

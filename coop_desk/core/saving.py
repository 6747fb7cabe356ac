"""Write a file whole or not at all, readable by its owner only; say in plain French why it could not be."""

import errno
import os
import tempfile
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _


def save(path: Path, content: bytes) -> None:
    """Put these bytes there: the old file stays until the new one is safe on the disk (RuleBroken FICHIER-10)."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if os.stat(name).st_size != len(content):
                raise OSError(errno.ENOSPC, "short write")
            os.replace(name, path)
            flush_folder(path.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise RuleBroken("FICHIER-10", _why(problem).format(name=path.name)) from problem


def flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be flushed."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _why(problem: OSError) -> str:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _(
            "Le disque est plein : « {name} » n’a pas été enregistré. Libérez de la place ou choisissez un autre "
            "disque, puis recommencez."
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _(
            "Vous ne pouvez pas écrire à cet endroit : « {name} » n’a pas été enregistré. S’il est ouvert dans un "
            "autre programme, fermez-le ; sinon choisissez un autre dossier."
        )
    if problem.errno in (errno.ENOENT, errno.ENOTDIR):
        return _("Ce dossier n’existe plus : « {name} » n’a pas été enregistré. Choisissez un autre dossier.")
    if problem.errno == errno.EISDIR:
        return _("« {name} » est un dossier, pas un fichier : choisissez un autre nom.")
    return _("« {name} » n’a pas pu être enregistré. Choisissez un autre dossier ou un autre disque.")

"""A package on the disk: a folder of its own or a zip, whole or not at all, over nothing that is there."""

import zipfile
from io import BytesIO
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.saving import save
from coop_desk.topics.payroll.packages.records import Package

_EPOCH = (1980, 1, 1, 0, 0, 0)


def folder_of(package: Package, parent: Path) -> Path:
    """Write the package in a new folder and return it. Raises RuleBroken EXPORT-12 when it is there already."""
    folder = parent / package.name
    check_free(folder)
    try:
        folder.mkdir(parents=True)
    except OSError as problem:
        raise RuleBroken(
            "EXPORT-12", _("Vous ne pouvez pas écrire à cet endroit ({why}). Choisissez un autre dossier.").format(
                why=problem.strerror)
        ) from None  # fmt: skip
    written: list[Path] = []
    try:
        for name, content in package.files:
            save(folder / name, content)
            written.append(folder / name)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        folder.rmdir()
        raise
    return folder


def check_free(place: Path) -> None:
    """Raise RuleBroken EXPORT-12 when something stands there already."""
    if place.exists():
        said = _("« {name} » existe déjà à cet endroit : rien n’a été écrasé. Choisissez un autre dossier.")
        raise RuleBroken("EXPORT-12", said.format(name=place.name))


def files_held(package: Package, folder: Path) -> dict[str, bytes]:
    """The files of a package found in a folder, or in the folder of its own inside it, whatever they hold now.

    Raises RuleBroken EXPORT-14 when there is none of them, or when one cannot be read.
    """
    inside = folder / package.name
    place = inside if inside.is_dir() else folder
    try:
        found = {name: (place / name).read_bytes() for name, _content in package.files if (place / name).is_file()}
    except OSError as problem:
        said = _("Ce dossier ne se lit pas ({why}). Copiez-le sur ce poste, puis choisissez la copie.")
        raise RuleBroken("EXPORT-14", said.format(why=problem.strerror)) from None
    if not found:
        said = _("Aucun fichier de l’export n° {n} dans « {folder} ». Choisissez le dossier où il a été enregistré.")
        raise RuleBroken("EXPORT-14", said.format(n=package.manifest.number, folder=place.name))
    return found


def zipped(package: Package) -> bytes:
    """The package as a zip: the same bytes each time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.files:
            entry = zipfile.ZipInfo(f"{package.name}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()

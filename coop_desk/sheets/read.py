"""Read a spreadsheet from outside; whatever the file, the answer is a table or a refusal in French."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.sheets.limits import SECONDS, check_size, refuse
from coop_desk.sheets.reader import READER, unpacked_table
from coop_desk.sheets.table import SheetTable


def read_table(path: Path, sheet: str | None = None) -> SheetTable:
    """Read a CSV, XLSX or ODS file; the first filled sheet unless one is named (RuleBroken FICHIER-01 to -09)."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            words = _("« {name} » n’est pas un fichier. Choisissez un fichier.")
            refuse("FICHIER-09", words.format(name=path.name or path))
        check_size(about.st_size)
        with path.open("rb"):  # what cannot be opened is said here
            pass
    except OSError as problem:
        words = _("« {name} » ne peut pas être ouvert. Vérifiez qu’il existe et qu’il n’est pas ouvert ailleurs.")
        raise RuleBroken("FICHIER-09", words.format(name=path.name)) from problem
    return _read_apart(path, sheet)


def _read_apart(path: Path, sheet: str | None) -> SheetTable:
    """Read in a process of its own, which can be lost without harm."""
    packed = getattr(sys, "frozen", False)  # one program that holds its Python: it is told to be the reader
    reader = [READER] if packed else ["-P", "-X", "utf8", "-m", "coop_desk.sheets.reader"]
    command = [sys.executable, *reader, str(path.absolute())]
    try:
        answer = subprocess.run(  # noqa: S603
            [*command, sheet] if sheet is not None else command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            check=False,
        )
        fields = json.loads(answer.stdout)
    except (subprocess.TimeoutExpired, ValueError, OSError):
        _refuse_heavy()
    if "refused" in fields:
        rule, message = fields["refused"]
        raise RuleBroken(rule, message)
    return unpacked_table(fields["table"])


def _refuse_heavy() -> NoReturn:
    refuse(
        "FICHIER-02",
        _(
            "Ce fichier demande trop de mémoire ou de temps : il n’a pas été lu. "
            "Gardez seulement la feuille à importer, enregistrez-la en CSV, puis recommencez."
        ),
    )

"""`coop-desk members`: import a table of members, export the register."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from coop_desk.core.backup import moments
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.saving import save
from coop_desk.core.words import integer
from coop_desk.sheets.preview import Preview
from coop_desk.sheets.read import read_table
from coop_desk.sheets.table import FileKind, SheetTable
from coop_desk.topics.members import service as members
from coop_desk.topics.shares.importing import import_members

Say = Callable[[str], None]
DONE, DIFFERENCE = 0, 1


def take_in(desk: Desk, file: Path, say: Say, note: Say, *, dry_run: bool, as_json: bool) -> int:
    """Import a table; nothing at all when a line of it is refused."""
    table = read_table(file)
    preview = import_members(desk, table, dry_run=True)
    if preview.acceptable and not dry_run:
        _confirm_letters(table.to_confirm(), note)
        moments.before(desk.coop, _("avant un import"))
        preview = import_members(desk, table)
    if as_json:
        say(json.dumps({**preview.as_dict(), "file": table.as_dict()}, ensure_ascii=False, indent=1))
    else:
        _tell(preview, table, say, note, dry_run=dry_run)
    return DONE if preview.acceptable else DIFFERENCE


def _tell(preview: Preview, table: SheetTable, say: Say, note: Say, *, dry_run: bool) -> None:
    note("\n".join(table.understood()))
    done = preview.acceptable and not dry_run
    counted = (
        _("Créés : {created} ; modifiés : {changed} ; inchangés : {unchanged}.")
        if done
        else _("À créer : {created} ; à modifier : {changed} ; inchangés : {unchanged} ; erreurs : {errors}.")
    )
    say(
        counted.format(
            created=integer(preview.created),
            changed=integer(preview.changed),
            unchanged=integer(preview.unchanged),
            errors=integer(len(preview.errors)),
        )
    )
    for error in preview.errors:
        where = _("ligne {line}, {column}") if error.column else _("ligne {line}")
        said = where.format(line=error.line, column=error.column)
        note(_("{where} : {message}").format(where=said, message=error.message))
    if preview.errors:
        note(_("Rien n’a été changé : corrigez ces lignes et recommencez."))
    elif dry_run:
        say(_("Essai seulement : rien n’a été changé."))


def _confirm_letters(said: str, note: Say) -> None:
    """Show the letters that were guessed, and ask when somebody is there to answer."""
    if not said:
        return
    if not sys.stdin.isatty():
        note(said)
    elif input(_("{said} Importer ? [o/N] ").format(said=said)).strip().lower() not in ("o", "oui"):
        raise RuleBroken(
            "FICHIER-03",
            _(
                "Rien n’a été importé. Dans votre tableur, enregistrez le fichier au format « CSV UTF-8 » ou en .xlsx, "
                "puis recommencez."
            ),
        )


def give_out(desk: Desk, kind: FileKind, out: Path | None) -> None:
    """Write the members as a table: with the private details for whoever may read them, else the register."""
    export = members.export_members if desk.allows(members.export_members) else members.export_register
    written = export(desk, kind)
    if out is None:
        sys.stdout.buffer.write(written)
    else:
        save(out, written)


def kind_of(out: Path | None) -> FileKind:
    """The kind of file asked for by its name; CSV where none is named."""
    kinds: dict[str, FileKind] = {kind: kind for kind in get_args(FileKind)}
    suffix = out.suffix.lower().removeprefix(".") if out else "csv"
    if suffix not in kinds:
        raise RuleBroken("FICHIER-01", _("Donnez un nom de fichier qui finit par .csv, .xlsx ou .ods."))
    return kinds[suffix]

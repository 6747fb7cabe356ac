"""Import of a spreadsheet of members and shares: the one door for the wizard and the command line."""

from collections.abc import Mapping
from pathlib import Path

from coop_desk.core.desk import Desk
from coop_desk.sheets.preview import Preview
from coop_desk.sheets.read import read_table
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.members.columns import NameCase
from coop_desk.topics.members.service.importing import guess_columns
from coop_desk.topics.shares import service


def import_members(
    desk: Desk,
    source: Path | SheetTable,
    mapping: Mapping[str, str] | None = None,
    case: NameCase = NameCase.AS_TYPED,
    *,
    dry_run: bool = False,
) -> Preview:
    """Import a whole file, or nothing when a line is wrong; a dry run only says what it would do (C09).

    The file may be read already. Columns are recognised by their titles unless `mapping` names them.
    """
    table = read_table(source) if isinstance(source, Path) else source
    if mapping is None:
        mapping = guess_columns(desk, table)
    verb = service.preview_import if dry_run else service.import_members
    return verb(desk, table, mapping, case)

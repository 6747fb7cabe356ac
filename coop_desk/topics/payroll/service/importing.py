"""Variables taken from a spreadsheet: read whole first, refused whole when a line is wrong."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.sheets.table import Cell, SheetTable
from coop_desk.topics.payroll.rules.importing import Known, Plan, Row, plan
from coop_desk.topics.payroll.service.reading import months_held, people_of, variables


@query(Right.PAY_PREPARE, N_("Aperçu d’un import de variables de paie"))
def preview_import(act: Act, month: str, table: SheetTable) -> Plan:
    """Say what a file would change in a month, or what is wrong in it; nothing is written."""
    held = months_held(act, month)
    people = {line.matricule: (line.person_id, line.name) for line in people_of(act, month, held) if line.matricule}
    rows = [
        Row(row.line, {header: _written(cell) for header, cell in zip(table.headers, row.cells, strict=False)})
        for row in table.rows
    ]
    return plan(table.headers, rows, Known(month, people, held, variables(act)))


def _written(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") else str(cell)

"""The register as a spreadsheet: columns chosen, the titles being those an import understands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.sheets.table import FileKind
from coop_desk.sheets.write import table_bytes
from coop_desk.topics.members.columns import TITLES, percent
from coop_desk.topics.members.records import FullRow
from coop_desk.topics.members.rules.categories import CATEGORY_WORDS

Value = str | date | None


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column that may be exported; `private` ones need the right to read details."""

    key: str
    title: str
    value: Callable[[FullRow], Value]
    private: bool = False


EXPORT_COLUMNS = (
    ExportColumn("number", TITLES["number"], lambda one: one.row.number),
    ExportColumn("title", TITLES["title"], lambda one: one.title, private=True),
    ExportColumn("family_name", TITLES["family_name"], lambda one: one.row.family_name),
    ExportColumn("given_name", TITLES["given_name"], lambda one: one.row.given_name),
    ExportColumn("birth_date", TITLES["birth_date"], lambda one: one.birth_date, private=True),
    ExportColumn("address", TITLES["address"], lambda one: one.contact.address, private=True),
    ExportColumn("post_code", TITLES["post_code"], lambda one: one.contact.post_code, private=True),
    ExportColumn("city", TITLES["city"], lambda one: one.contact.city, private=True),
    ExportColumn("country", TITLES["country"], lambda one: one.contact.country, private=True),
    ExportColumn("email", TITLES["email"], lambda one: one.contact.email, private=True),
    ExportColumn("phone", TITLES["phone"], lambda one: one.contact.phone, private=True),
    ExportColumn("category", TITLES["category"], lambda one: _(CATEGORY_WORDS[one.row.category])),
    ExportColumn("entered_on", TITLES["entered_on"], lambda one: one.row.entered_on),
    ExportColumn("admitted_on", TITLES["admitted_on"], lambda one: one.row.admitted_on),
    ExportColumn("left_on", TITLES["left_on"], lambda one: one.row.left_on),
    ExportColumn(
        "working_time",
        TITLES["working_time"],
        lambda one: percent(one.working_time) if one.working_time else "",
        private=True,
    ),
    ExportColumn("vote", N_("Droit de vote"), lambda one: _("oui") if one.row.may_vote else _("non")),
    ExportColumn("notes", TITLES["notes"], lambda one: one.notes, private=True),
)


def chosen_columns(keys: Iterable[str], *, private: bool) -> list[ExportColumn]:
    """Return the columns asked for (all when none is), without the private ones unless allowed.

    Raises RuleBroken EXPORT-COLUMN for a column that does not exist or that the title does not open.
    """
    wanted = list(keys)
    allowed = {column.key: column for column in EXPORT_COLUMNS if private or not column.private}
    for key in wanted:
        if key not in allowed:
            message = _("La colonne « {key} » n’existe pas ou votre titre ne vous l’ouvre pas.")
            raise RuleBroken("EXPORT-COLUMN", message.format(key=key))
    return [allowed[key] for key in wanted] or list(allowed.values())


def members_file(kind: FileKind, rows: Sequence[FullRow], columns: Sequence[ExportColumn], notice: str = "") -> bytes:
    """Write the register as CSV, XLSX or ODS, with exactly those rows and columns."""
    cells = [[column.value(row) for column in columns] for row in rows]
    return table_bytes(kind, [_(column.title) for column in columns], cells, _("Associés"), notice)

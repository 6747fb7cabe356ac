"""The register and the sheets as files: printed or exported, with what the title opens."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import Refused
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.sheets.table import FileKind
from coop_desk.topics.members.records import Contact, FullRow
from coop_desk.topics.members.service.files import read_file
from coop_desk.topics.members.service.reading import full_rows, member_rows
from coop_desk.topics.statutes.service import known_identity, letterhead_at


@query(Right.MEMBERS_DETAILS_READ, N_("Impression du registre des associés"))
def register_pdf(act: Act, day: date | None = None) -> bytes:
    """Print the member register on a day, today by default (C07)."""
    from coop_desk.topics.members import document

    on = day or act.today
    return document.register_pdf(document.Register(letterhead_at(act, on), on, tuple(full_rows(act, on))))


@query(Right.OWN_FILE_READ, Right.MEMBERS_DETAILS_READ, words=N_("Impression d’une fiche d’associé"))
def person_pdf(act: Act, person_id: PersonId) -> bytes:
    """Print everything kept about one person."""
    from coop_desk.topics.members import document

    if not act.covers(person_id):
        raise Refused(_("Votre titre ne vous ouvre que votre propre fiche."))
    head = letterhead_at(act, act.today)
    return document.person_pdf(document.PersonSheet(head, act.today, read_file(act, person_id)))


@query(Right.MEMBERS_READ, N_("Export du registre des associés"))
def export_register(act: Act, kind: FileKind, day: date | None = None, columns: Iterable[str] = ()) -> bytes:
    """Write the register as a spreadsheet, with the columns every associate may read (C09, G12)."""
    from coop_desk.topics.members import export

    on = day or act.today
    rows = [FullRow(row, "", None, Contact(), None, "") for row in member_rows(act, on)]
    return export.members_file(kind, rows, export.chosen_columns(columns, private=False), _notice(act, on))


@action(Right.MEMBERS_DETAILS_READ, N_("Export des fiches des associés"))
def export_members(act: Act, kind: FileKind, day: date | None = None, columns: Iterable[str] = ()) -> bytes:
    """Write the register with private details as a spreadsheet; the journal keeps that it was done."""
    from coop_desk.topics.members import export

    on = day or act.today
    chosen = export.chosen_columns(columns, private=True)
    titles = ", ".join(_(column.title) for column in chosen)
    act.say(_("Export de la liste au {day} : {columns}").format(day=long_day(on), columns=titles))
    return export.members_file(kind, full_rows(act, on), chosen, _notice(act, on))


def _notice(act: Act, day: date) -> str:
    identity = known_identity(act, day)
    return _("EXEMPLE") if identity is not None and identity.example else ""

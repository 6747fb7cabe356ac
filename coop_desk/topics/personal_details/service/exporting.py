"""Confidential details taken out of the program: a right of its own, a line in the journal each time."""

from coop_desk.core.actions import Act, action
from coop_desk.core.compartments.names import EXPORT
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_day
from coop_desk.sheets.table import FileKind
from coop_desk.topics.personal_details.records import BankDetails, Compartment, Details, IdentityDetails
from coop_desk.topics.personal_details.rules.keeping import details_in


@action(Right.BANK_EXPORT, N_("Export des coordonnées bancaires"))
def export_bank(act: Act, kind: FileKind) -> bytes:
    """Write everybody's bank details in force as a spreadsheet that says who exported it."""
    from coop_desk.topics.personal_details import export

    found = _gathered(act, Compartment.BANK)
    return export.bank_file(kind, [(n, d) for n, d in found if isinstance(d, BankDetails)], notice(act))


@action(Right.IDENTITY_EXPORT, N_("Export des numéros de sécurité sociale"))
def export_identity(act: Act, kind: FileKind) -> bytes:
    """Write everybody's number in force as a spreadsheet that says who exported it."""
    from coop_desk.topics.personal_details import export

    found = _gathered(act, Compartment.IDENTITY)
    return export.identity_file(kind, [(n, d) for n, d in found if isinstance(d, IdentityDetails)], notice(act))


def notice(act: Act) -> str:
    """Return what stands at the head of what leaves the program: who took it out, and when."""
    name = people_by_id(act.session)[act.actor_id]
    words = _("Confidentiel, exporté par {name} le {day}").format(name=name, day=long_day(act.today))
    return f"{words}. {_('EXEMPLE')}" if act.coop.is_example else words


def _gathered(act: Act, compartment: Compartment) -> list[tuple[str, Details]]:
    names = people_by_id(act.session)
    newest = {entry.person_id: entry for entry in act.sealed.read(compartment, right=EXPORT)}
    found = [
        (names[who], details)
        for who, entry in newest.items()
        if (details := details_in(compartment, entry.payload)) is not None
    ]
    act.say(ngettext("{n} personne.", "{n} personnes.", len(found)).format(n=len(found)))
    return sorted(found, key=lambda one: fold(one[0]))

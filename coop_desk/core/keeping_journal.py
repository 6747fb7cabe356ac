"""What each opening does for the journal: signatures begin, consultations older than twelve months are erased."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core import journal, signatures
from coop_desk.core.actions import Inner, transact
from coop_desk.core.compartments import delegating
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.journal import JournalLine, JournalTouch
from coop_desk.core.limits import EVERYONE

if TYPE_CHECKING:
    from coop_desk.core.actions import Act
    from coop_desk.core.desk import Desk

_BEGIN = Inner(signatures.BEGIN, N_("Début des signatures du journal"))
_ERASE = Inner(journal.ERASE, N_("Effacement des consultations de plus de douze mois"))


def settle_journal(desk: "Desk") -> None:
    """Do both if they are due, before any page is shown; no line is written without need."""
    if desk.coop.read_only:
        return
    if desk.keyring is not None:
        transact(desk.coop, _BEGIN, desk.person_id, EVERYONE, "", begin, keys=desk.keyring)
    transact(desk.coop, _ERASE, desk.person_id, EVERYONE, "", erase, keys=desk.keyring)


def begin(act: "Act") -> None:
    """As the governance: say, in a file from before signatures, that each line is signed from this one on."""
    if not signatures.has_begun(act.session) and delegating.governs(act):
        act.say(_("À partir de cette ligne, chaque acte est signé par la personne qui le fait."))


def erase(act: "Act") -> int:
    """Erase the consultations whose time is over, and whom they were about; return how many."""
    over = select(JournalLine.seq).where(
        JournalLine.outcome == journal.READ,
        JournalLine.at <= journal.a_year_before(act.now),
        JournalLine.salt != "",
    )
    numbers = list(act.session.scalars(over.order_by(JournalLine.seq)))
    if numbers:
        act.session.erase_in_journal(JournalLine, JournalTouch, numbers)
        act.say(
            ngettext(
                "{n} consultation effacée, jusqu’à la ligne n° {last} ; sa ligne reste dans la chaîne.",
                "{n} consultations effacées, jusqu’à la ligne n° {last} ; leurs lignes restent dans la chaîne.",
                len(numbers),
            ).format(n=len(numbers), last=numbers[-1])
        )
    return len(numbers)

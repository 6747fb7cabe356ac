"""The columns of the bookkeeper's list of balances, and how a number of days is read in a cell."""

from decimal import Decimal

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.sheets.columns import Column
from coop_desk.sheets.table import Cell
from coop_desk.sheets.values import parse_text
from coop_desk.topics.leave.rules.explained import exact, thousandths

PREVIOUS, CURRENT, WHOLE, REST = "previous", "current", "whole", "rest"
FIGURES = (PREVIOUS, CURRENT, WHOLE, REST)
FIGURE_WORDS = {
    PREVIOUS: N_("Congés payés, périodes finies"),
    CURRENT: N_("Congés payés, période en cours"),
    WHOLE: N_("Congés payés, solde entier"),
    REST: N_("Jours de RTT"),
}


def parse_days(cell: Cell) -> int | None:
    """Read a number of days, negative too, and return thousandths (LEAVE-01)."""
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        text = str(cell)
    else:
        text = "".join(str(cell).split()).replace("\u00a0", "").replace("\u202f", "")
        text = text.lower().removesuffix("jours").removesuffix("j").replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    minus = text.startswith("-")
    found = thousandths(exact(text.removeprefix("-"), _("Jours")))
    if found > 366_000:
        raise RuleBroken("LEAVE-01", _("« {value} » jours : c’est trop. Corrigez-le.").format(value=text[:20]))
    return -found if minus else found


COLUMNS = (
    Column("matricule", N_("Matricule"), parse_text, ("code salarie", "numero salarie", "n salarie", "code employe")),
    Column("family", N_("Nom"), parse_text, ("nom de famille", "salarie", "nom usuel")),
    Column("given", N_("Prénom"), parse_text, ("prenoms",)),
    Column(
        PREVIOUS, N_("Solde CP N-1"), parse_days, ("cp n 1", "conges n 1", "solde n 1", "cp n-1 reste", "reste n 1")
    ),
    Column(CURRENT, N_("Solde CP N"), parse_days, ("cp n", "conges n", "solde n", "acquis n", "reste n")),
    Column(WHOLE, N_("Solde CP"), parse_days, ("solde conges", "conges payes", "cp", "solde conges payes")),
    Column(REST, N_("Solde RTT"), parse_days, ("rtt", "jours rtt", "reste rtt")),
)

"""An estimate of net pay, reckoned while a gross pay is typed; nothing of it is kept."""

from decimal import Decimal
from typing import Any

from coop_desk.core.i18n import N_, _
from coop_desk.core.words import NNBSP, euros, listed
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, CheckField, ChoiceField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.reading import Unreadable
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.rules.net_estimate import NOT_COVERED, EstimateLine, estimate, years


class EstimatePage(Page):
    """From gross to net, line by line; open to everybody, and nobody reads what was typed."""

    title = N_("Estimation du net")
    guide = "83-estimation-du-net"
    tip = N_("Tapez un salaire brut : le net et chaque cotisation s’affichent. Rien n’est enregistré.")

    def build(self) -> None:
        """Make the form, the result and the list of contributions."""
        known = [(year, str(year)) for year in years()]
        self.form = Form(
            [
                AmountField("gross", _("Salaire brut du mois"), required=True),
                ChoiceField("year", _("Année"), known, required=True),
                CheckField("executive", _("Cadre")),
            ]
        )
        self.form.set_values({"year": known[0][0], "executive": False})
        self.result = Card()
        asked = Card(_("Salaire brut"), scrolls=False)
        asked.add(self.form)
        self.lines = List(
            _("Cotisations"),
            (
                Column(_("Cotisation du salarié"), lambda line: line.words, stretch=True),
                Column(_("Base"), lambda line: _cents(line.base), "amount"),
                Column(_("Taux"), lambda line: line.rate, "integer", text=_rate, width=90),
                Column(_("Montant"), lambda line: _cents(line.amount), "amount"),
            ),
            key=lambda line: line.words,
            searchable=False,
            printable=False,
        )
        self.body.addWidget(SideBySide(asked, self.result, (1, 1)))
        self.body.addWidget(self.lines, 1)
        self.form.changed.connect(self.load)

    def load(self) -> None:
        """Reckon with what is typed; nothing is read, nothing is kept."""
        try:
            values: dict[str, Any] = self.form.values()
            typed = values["gross"]
            if typed is None or typed <= 0:
                raise Unreadable(_("Tapez un salaire brut : le net s’affiche ici."))
            found = estimate(Decimal(typed) / 100, values["year"], executive=values["executive"])
        except Unreadable as unread:
            self._say("", str(unread), ())
            return
        if found is None:
            self._say("", _("Cette année n’a pas encore de barème : aucun montant n’est donné."), ())
            return
        taken = euros(_cents(found.gross - found.net))
        self._say(euros(_cents(found.net)), _("{taken} de cotisations.").format(taken=taken), found.lines)

    def _say(self, net: str, sentence: str, lines: tuple[EstimateLine, ...]) -> None:
        self.result.clear(_("{net} net").format(net=net) if net else _("Net estimé"))
        self.result.add_text(sentence)
        if net:
            self.result.add_text(_("Estimation, hors prélèvement à la source et mutuelle."))
        left_out = listed([_(one) for one in NOT_COVERED])
        self.result.add_text(_("Non compté : {left_out}.").format(left_out=left_out), secondary=True)
        self.lines.show_records(lines)


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


def _rate(rate: Decimal) -> str:
    return f"{rate}".replace(".", ",") + f"{NNBSP}%"

"""The figures the law watches: today, over five years, and what is owed to those who left."""

from typing import Any

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtSvgWidgets import QSvgWidget

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rulebook import rule
from coop_desk.paper.charts import LineChart, svg
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.screen.table import Column
from coop_desk.topics.personal_details.records import Compartment
from coop_desk.topics.personal_details.service import keepers
from coop_desk.topics.shares import service
from coop_desk.topics.shares.records import RatiosView, RefundLine
from coop_desk.topics.shares.rules.capital import Gauge

HEIGHT = 250


class Curve(QSvgWidget):
    """The curves of the ratios, drawn for the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: LineChart | None = None
        self.setFixedHeight(theme.px(HEIGHT))
        self.setMinimumWidth(theme.px(320))

    def sizeHint(self) -> QSize:
        """As wide as the page lets it be."""
        return QSize(theme.px(860), theme.px(HEIGHT))

    def show_chart(self, chart: LineChart) -> None:
        """Draw another chart."""
        self._chart = chart
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again for another width."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._chart is not None:
            colours = tuple(theme.colour_name(name) for name in ("muted", "line", "accent", "warn", "text"))
            width = round(self.width() * 100 / theme.px(100))
            self.load(QByteArray(svg(self._chart, width, HEIGHT, colours, theme.FAMILY)))


class CapitalPage(Page):
    """Watched figures with their limits, their curve, and refunds."""

    title = N_("Ratios et remboursements")
    needs = service.ratios
    guide = "04-parts-sociales"

    def build(self) -> None:
        """Make the curve, the list of limits and the list of refunds."""
        self.curve = Curve()
        self.curve.setAccessibleName(_("Courbe des ratios sur cinq ans"))
        self.curve_card = Card(_("Cinq ans de ratios"), scrolls=False)
        self.curve_card.add(self.curve)
        self.limits = List(
            _("Limites"),
            (
                Column(_("Ce qui est surveillé"), lambda gauge: gauge.words, stretch=True),
                Column(_("Aujourd’hui"), lambda gauge: gauge.after, width=130),
                Column(_("Limite"), lambda gauge: gauge.limit, width=190),
                Column(
                    _("État"),
                    _state,
                    "pill",
                    tone=lambda gauge: "bad" if gauge.broken else "plain" if gauge.void else "good",
                    width=130,
                ),
                Column(_("Règle"), lambda gauge: _source(gauge), width=220, shown=False),
            ),
            key=lambda gauge: gauge.key,
            counted=lambda n: ngettext("{n} limite", "{n} limites", n).format(n=n),
            searchable=False,
        )
        self.limits.setMinimumHeight(theme.px(410))
        self.refunds = List(
            _("Remboursements"),
            (
                Column(_("Ancien associé"), lambda line: line.name, stretch=True),
                Column(_("Départ"), lambda line: line.lost_on, "day"),
                Column(_("Exigible le"), lambda line: line.due_on, "day"),
                Column(_("Montant"), lambda line: line.cents, "amount"),
                Column(_("Payé"), lambda line: line.paid_cents, "amount"),
                Column(_("Reste"), lambda line: line.left_cents, "amount"),
            ),
            filters=(Filter(_("À payer"), lambda line: line.left_cents > 0),),
            key=lambda line: line.movement,
            counted=lambda n: ngettext("{n} remboursement", "{n} remboursements", n).format(n=n),
        )
        self.refunds.setMinimumHeight(theme.px(260))
        self.waiting = Card(_("En attente de place au-dessus du plancher"), scrolls=False)
        self.accounts = label("", "secondary", wrap=True)
        for widget in (self.curve_card, self.limits, self.refunds, self.accounts, self.waiting):
            self.body.addWidget(widget)
        self.connect_list(self.limits)
        self.connect_list(self.refunds)
        self.refunds.opened.connect(self.open_refund)
        self.begins_after["FORM-09"] = self.add_action(
            _("Ouvrir les statuts"), lambda: self.go("statutes"), button=False
        )
        self.add_action(_("Payer"), lambda: self.go("shares.payments"), keys="Ctrl+Y", verb=service.payments_due)
        self.add_action(_("Imprimer les ratios"), self.print_ratios, keys="Ctrl+R", verb=service.print_ratios)

    def load(self) -> None:
        """Show today’s figures, the curve and the refunds."""
        found = service.ratios(self.desk)
        self.show_empty(False)
        self.say_facts(
            _("Capital {capital}, plancher {floor}, plus haut atteint {highest}").format(
                capital=words.euros(found.refunds.capital_cents),
                floor=words.euros(found.refunds.floor_cents),
                highest=words.euros(found.refunds.highest_cents),
            )
        )
        self.curve_card.setVisible(not found.chart.blank)
        self.curve.show_chart(found.chart)
        self.limits.show_records(found.gauges)
        self.refunds.show_records(found.refunds.owed)
        self.accounts.setText(self._whom_to_ask() if any(line.left_cents for line in found.refunds.owed) else "")
        self.accounts.setVisible(bool(self.accounts.text()))
        self._show_waiting(found)

    def _whom_to_ask(self) -> str:
        """Who knows where to pay: whether an account was given is sealed as well."""
        if self.may(service.payments_due):
            return ""
        names = keepers(self.desk, Compartment.BANK)
        if not names:
            return _("Coordonnées bancaires : personne n’en est encore chargé, elles sont à demander à chacun.")
        return _("Coordonnées bancaires : elles sont tenues par {names}, qui sait si elles sont données.").format(
            names=words.listed(names)
        )

    def _show_waiting(self, found: RatiosView) -> None:
        self.waiting.clear(_("En attente de place au-dessus du plancher"))
        self.waiting.setVisible(bool(found.refunds.waiting))
        for line in found.refunds.waiting:
            self.waiting.add_facts(
                [
                    (
                        _("{name}, départ le {day}").format(name=line.name, day=words.long_day(line.lost_on)),
                        _("{possible} possibles sur {whole}, {waiting} en attente").format(
                            possible=words.euros(line.possible_cents),
                            whole=words.euros(line.cents),
                            waiting=words.euros(line.waiting_cents),
                        ),
                    )
                ]
            )

    def open_record(self, record_id: Any) -> None:
        """Show one refund by the number of its movement."""
        self.refunds.choose(record_id)

    def open_refund(self, line: RefundLine) -> None:
        """Go to the movement behind a refund."""
        self.go("shares.movements", line.movement)

    def print_ratios(self) -> None:
        """Show the ratios as PDF."""
        pdf = self.ask(service.print_ratios)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Ratios du capital"), "ratios-capital.pdf")


def _state(gauge: Gauge) -> str:
    if gauge.broken:
        return _("Non respectée")
    return _("Sans objet") if gauge.void else _("Respectée")


def _source(gauge: Gauge) -> str:
    return f"{gauge.rule}, {rule(gauge.rule).source}"

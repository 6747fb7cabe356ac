"""Who holds what on a day, and one holder’s shares beside the list."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.screen.card import Card
from coop_desk.screen.day_line import day_of
from coop_desk.screen.fields import DayField
from coop_desk.screen.figures import Figure
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.shares import service
from coop_desk.topics.shares.page.departure import DepartureCard
from coop_desk.topics.shares.page.recording import RecordingCard
from coop_desk.topics.shares.records import SituationLine, SituationView, Statement
from coop_desk.topics.shares.rules.movements import KIND_WORDS


class SharesPage(Page):
    """The situation of the capital on any day."""

    title = N_("Parts sociales")
    needs = service.situation
    guide = "04-parts-sociales"
    tip = N_(
        "Changez la date pour voir qui détenait quoi ce jour-là. Rien ne s’efface : une erreur se corrige par une "
        "contre-passation, dans le registre des mouvements."
    )

    def build(self) -> None:
        """Make the day chosen, the list of holders and the card."""
        self.day_field = DayField("day", _("Situation au"), required=True, today=self.desk.today)
        self.day_field.write(self.desk.today)
        self.day_field.changed.connect(self._day_changed)
        self.day_field.lay_on_one_line()
        self.body.addWidget(self.day_field, 0, Qt.AlignmentFlag.AlignLeft)
        self._order: dict[PersonId, int] = {}
        self.list = List(
            _("Détenteurs de parts sociales"),
            (
                Column(_("N°"), lambda line: line.number, width=70),
                Column(_("Titulaire"), lambda line: line.holding.name, stretch=True, sort=self._place),
                Column(_("Situation"), lambda line: line.category, width=150, shown=False),
                Column(_("Parts"), lambda line: line.holding.shares, "integer", width=80),
                Column(_("Souscrit"), lambda line: line.holding.subscribed_cents, "amount", width=110),
                Column(_("Versé"), lambda line: line.holding.paid_cents, "amount", width=110),
                Column(_("Reste dû"), lambda line: line.holding.due_cents, "amount", width=100),
                Column(_("À rembourser"), lambda line: line.holding.claim_cents, "amount", shown=False),
            ),
            filters=(
                Filter(_("Reste dû"), lambda line: line.holding.due_cents > 0),
                Filter(_("À rembourser"), lambda line: line.holding.claim_cents > 0),
            ),
            key=lambda line: line.holding.person_id,
            counted=lambda n: ngettext("{n} titulaire", "{n} titulaires", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.recording = RecordingCard(self, self.card, self._recorded)
        self.departure = DepartureCard(self, self.card, self._recorded)
        self.list.chosen.connect(self.show_holder)
        self.record_action = self.add_action(
            _("Nouveau mouvement"),
            lambda: self.recording.begin(self._chosen_person()),
            keys="Ctrl+N",
            verb=service.record_movement,
            primary=True,
        )
        self.add_action(_("Registre"), lambda: self.go("shares.movements"), keys="Ctrl+R", verb=service.movements)
        self.add_action(_("Ratios"), lambda: self.go("shares.capital"), verb=service.curve)
        self.add_action(_("Imprimer"), self.print_situation, keys="Ctrl+Shift+P", verb=service.print_situation)
        self.begins_after["FORM-09"] = self.add_action(
            _("Ouvrir les statuts"), lambda: self.go("statutes"), button=False
        )
        self.add_action(_("Liste des détenteurs"), self.print_holders, verb=service.print_holders, button=False)

    def load(self) -> None:
        """Show the situation of the day chosen, or how to begin."""
        self._show(service.situation(self.desk, self.chosen_day()))

    def _show(self, view: SituationView) -> None:
        found = view.situation
        self.say_facts(
            ngettext("{n} part au {day}", "{n} parts au {day}", found.shares).format(
                n=words.integer(found.shares), day=words.long_day(found.day)
            )
        )
        due = found.capital_cents - found.paid_cents
        self.show_figures(
            Figure(
                words.euros(found.capital_cents),
                _("capital souscrit"),
                _("Reste à verser : {due}.").format(due=words.euros(due)) if due else _("Entièrement versé."),
            ),
            *(
                Figure(gauge.after, gauge.words, _("Limite : {limit}.").format(limit=gauge.limit))
                for gauge in view.gauges
                if gauge.key in ("employed_capital", "external_votes", "largest")
            ),
        )
        broken = [gauge for gauge in view.gauges if gauge.broken and found.holdings]
        if broken:
            self.refusal.show_warning(
                _("Une limite n’est pas respectée : {words}.").format(words=broken[0].words),
                _("{value} au lieu de {limit} (règle {rule}).").format(
                    value=broken[0].after, limit=broken[0].limit, rule=broken[0].rule
                ),
                (_("Voir les ratios"), lambda: self.go("shares.capital")),
            )
        self._order = {line.holding.person_id: place for place, line in enumerate(view.lines)}
        self.list.show_records(view.lines)
        self.show_empty(
            not view.lines and found.day >= self.desk.today and view.next_number == 1,
            _("Aucune part enregistrée. Importez votre tableur d’associés ou enregistrez la première souscription."),
            self.record_action,
        )

    def _place(self, line: SituationLine) -> int:
        """Where a holder stands in the register, by family name."""
        return self._order.get(line.holding.person_id, 0)

    def chosen_day(self) -> date:
        """Return the day whose situation is shown."""
        return day_of(self.day_field, self.desk.today)

    def _day_changed(self) -> None:
        if not self.day_field.fault() and isinstance(self.day_field.read(), date):
            self.reload()

    def open_record(self, record_id: Any) -> None:
        """Show one holder."""
        self.list.choose(record_id)

    def _chosen_person(self) -> PersonId | None:
        line = self.list.chosen_record()
        return line.holding.person_id if line is not None else None

    def show_holder(self, line: SituationLine | None) -> None:
        """Show the shares of one holder and where they come from."""
        if line is None:
            return
        found = self.ask(service.statement, line.holding.person_id, self.chosen_day())
        if found and found.value is not None:
            self._show_statement(found.value)

    def _show_statement(self, found: Statement) -> None:
        held = found.holding
        self.card.clear(held.name)
        self.card.show()
        self.card.add_pill(found.category or _("Non inscrit"), "accent")
        self.card.add_facts(
            [
                (_("Parts"), words.integer(held.shares)),
                (_("Souscrit"), words.euros(held.subscribed_cents)),
                (_("Versé"), words.euros(held.paid_cents)),
                (_("Reste dû"), words.euros(held.due_cents) if held.due_cents else ""),
                *(
                    (
                        _("À rembourser à partir du {day}").format(day=words.long_day(line.due_on)),
                        _("{left} sur {whole}").format(
                            left=words.euros(line.left_cents), whole=words.euros(line.cents)
                        ),
                    )
                    for line in found.refunds
                ),
            ]
        )
        self.card.add_buttons(
            button(_("Attestation"), lambda: self.print_statement(held.person_id, held.name), icon="print"),
            button(_("Certificat"), lambda: self.print_certificate(held.person_id, held.name), icon="print"),
        )
        if held.shares and self.may(service.record_departure):
            leave = button(_("Départ…"), lambda: self.departure.begin(held.person_id, held.name), role="danger")
            self.card.add_buttons(leave)
        self.card.add_heading(_("Mouvements"))
        for row in reversed(found.movements):
            kind = _(KIND_WORDS[row.kind])
            what = f"{row.shares:+d}".replace("-", "\N{MINUS SIGN}") if row.shares else ""
            money = words.euros(row.amount_cents) if row.amount_cents else ""
            said = ", ".join(part for part in (what, money) if part)
            self.card.add_text(
                f"{words.day(row.day)}  {kind} n° {row.number}" + (f"{words.NBSP}: {said}" if said else ""),
                secondary=True,
            )

    def _recorded(self, person_id: PersonId) -> None:
        if not self.list.choose(person_id):
            self.card.hide()
            return
        self.show_holder(self.list.chosen_record())

    # -- prints

    def print_situation(self) -> None:
        """Show the situation of the day chosen as PDF."""
        pdf = self.ask(service.print_situation, self.chosen_day())
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Situation du capital"), f"situation-{self.chosen_day():%Y-%m-%d}.pdf")

    def print_holders(self) -> None:
        """Show the list of holders of the day chosen as PDF."""
        pdf = self.ask(service.print_holders, self.chosen_day())
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Liste des détenteurs"), f"detenteurs-{self.chosen_day():%Y-%m-%d}.pdf")

    def print_statement(self, person_id: PersonId, name: str) -> None:
        """Show the statement of one holder as PDF."""
        pdf = self.ask(service.print_statement, person_id, self.chosen_day())
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Attestation de parts, {name}").format(name=name), "attestation-parts.pdf")

    def print_certificate(self, person_id: PersonId, name: str) -> None:
        """Show the certificate of one holder as PDF."""
        pdf = self.ask(service.print_certificate, person_id, self.chosen_day())
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Certificat de parts, {name}").format(name=name), "certificat-parts.pdf")

"""The register of movements: every line, its detail, and how to take one back."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.screen.card import Card
from coop_desk.screen.fields import DayField, Field, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.shares import service
from coop_desk.topics.shares.page.batch import BatchCard
from coop_desk.topics.shares.page.effect import show_broken
from coop_desk.topics.shares.page.recording import RecordingCard
from coop_desk.topics.shares.records import MovementRow
from coop_desk.topics.shares.rules.movements import FUNDS_WORDS, KIND_WORDS, Kind

LATEST = 500


class MovementsPage(Page):
    """Every movement in the order of its number."""

    title = N_("Registre des mouvements")
    needs = service.movements
    guide = "04-parts-sociales"

    def build(self) -> None:
        """Make the list and the card."""
        self._whole = False
        self.list = List(
            _("Mouvements de parts sociales"),
            (
                Column(_("N°"), lambda row: row.number, "integer", width=56),
                Column(_("Date"), lambda row: row.day, "day", width=112),
                Column(_("Nature"), lambda row: _(KIND_WORDS[row.kind]), width=128),
                Column(_("Titulaires"), people_words, stretch=True),
                Column(_("Parts"), lambda row: abs(row.shares) or None, "integer", width=66),
                Column(_("Montant"), lambda row: row.amount_cents or None, "amount", width=100),
                Column(_("Décision"), lambda row: row.decision, shown=False),
            ),
            filters=(
                Filter(_("Souscriptions"), lambda row: row.kind in (Kind.SUBSCRIPTION, Kind.CONVERSION)),
                Filter(_("Cessions"), lambda row: row.kind is Kind.TRANSFER),
                Filter(_("Annulations"), lambda row: row.kind is Kind.CANCELLATION),
                Filter(_("Contre-passations"), lambda row: row.kind is Kind.REVERSAL),
            ),
            key=lambda row: row.number,
            counted=lambda n: ngettext("{n} mouvement", "{n} mouvements", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.recording = RecordingCard(self, self.card, self._recorded)
        self.list.chosen.connect(self.show_movement)
        self.record_action = self.add_action(
            _("Nouveau mouvement"),
            self.recording.begin,
            keys="Ctrl+N",
            verb=service.record_movement,
            primary=True,
        )
        self.batch = BatchCard(self, self.card)
        self.add_action(_("Souscriptions en lot"), self.batch.begin, keys="Ctrl+B", verb=service.record_batch)
        self.whole_action = self.add_action(_("Tout afficher"), self.show_all)
        self.add_action(_("Imprimer le registre"), self.print_register, keys="Ctrl+R", verb=service.print_movements)
        self.add_action(_("Bulletin vierge"), self.print_blank_form, verb=service.print_subscription_form)

    def load(self) -> None:
        """Show the latest movements first."""
        rows = service.movements(self.desk, latest=None if self._whole else LATEST)
        hidden = bool(rows) and rows[0].number > 1
        self.whole_action.setVisible(hidden)
        if hidden:
            self.say_facts(_("Les {n} derniers mouvements, le plus récent en tête").format(n=LATEST))
        else:
            self.say_facts(_("Numérotés sans trou, le plus récent en tête"))
        self.list.show_records(rows[::-1])
        self.show_empty(not rows, _("Aucun mouvement. Enregistrez la première souscription."), self.record_action)

    def show_all(self) -> None:
        """Show the whole register, not only the latest lines."""
        self._whole = True
        self.reload()

    def open_record(self, record_id: Any) -> None:
        """Show one movement by its number."""
        if not self.list.choose(record_id):
            self.show_all()
            self.list.choose(record_id)

    def show_movement(self, row: MovementRow | None) -> None:
        """Show one movement and what can be done with it."""
        if row is None:
            return
        self.card.clear(_("Mouvement n° {number}").format(number=row.number))
        self.card.add_pill(_(KIND_WORDS[row.kind]), "plain" if row.reversed_by is None else "warn")
        self.card.add_facts(
            [
                (_("Date"), words.full_day(row.day)),
                (_("Ancien titulaire"), row.old_holder),
                (_("Nouveau titulaire"), row.new_holder),
                (_("Parts"), words.integer(abs(row.shares)) if row.shares else ""),
                (_("Valeur nominale"), words.euros(row.nominal_cents) if row.shares else ""),
                (_("Montant"), words.euros(row.amount_cents) if row.amount_cents else ""),
                (_("Origine des fonds"), _(FUNDS_WORDS[row.funds]) if FUNDS_WORDS[row.funds] else ""),
                (_("Décision"), row.decision),
                (_("Raison écrite"), row.reason),
                (_("Remboursable à partir du"), words.long_day(row.due_on) if row.due_on else ""),
                (_("Annule"), _("mouvement n° {n}").format(n=row.reverses) if row.reverses else ""),
                (_("Annulé par"), _("mouvement n° {n}").format(n=row.reversed_by) if row.reversed_by else ""),
                (_("Observation"), row.note),
                (
                    _("Enregistré"),
                    _("le {day} par {name}").format(
                        day=words.day(row.recorded_at.astimezone().date()), name=row.recorded_by
                    ),
                ),
            ]
        )
        if row.kind is Kind.SUBSCRIPTION and self.may(service.print_subscription_form):
            self.card.add_buttons(button(_("Bulletin de souscription"), lambda: self.print_form(row), icon="print"))
        open_ = row.kind is not Kind.REVERSAL and row.reversed_by is None
        if open_ and self.may(service.reverse_movement):
            self.card.add_buttons(button(_("Contre-passer…"), lambda: self.ask_reversal(row), role="danger"))

    def ask_reversal(self, row: MovementRow) -> None:
        """Ask the reason of a reversal and its date."""
        self.card.clear(_("Contre-passer le mouvement n° {number}").format(number=row.number))
        self.card.add_text(
            _("Un nouveau mouvement annule celui-ci et cite son numéro. Rien n’est effacé."), secondary=True
        )
        seen = self.ask(service.foresee_reversal, row.number)
        for gauge in seen.value.gauges if seen and seen.value else ():
            if gauge.broken:
                show_broken(self.card, gauge)
        fields: list[Field] = [
            TextField("reason", _("Raison"), required=True, rules=("REG-07",)),
            DayField("day", _("Date"), required=True, today=self.desk.today, rules=("REG-02",)),
        ]
        form = Form(
            fields,
            submit=_("Contre-passer"),
            on_submit=lambda values: self.reverse(row, form, values),
            on_cancel=lambda: self.show_movement(row),
        )
        form.set_values({"day": self.desk.today})
        self.reversal = form
        self.card.add(form)
        form.begin()

    def reverse(self, row: MovementRow, form: Form, values: dict[str, Any]) -> None:
        """Record the reversal and show it."""
        done = self.run(service.reverse_movement, row.number, values["reason"], values["day"], form=form)
        if done:
            self.list.choose(done.value)

    def _recorded(self, person_id: PersonId) -> None:
        rows = self.list.shown_records()
        if rows:
            self.list.choose(max(row.number for row in rows))

    # -- prints

    def print_register(self) -> None:
        """Show the register as PDF."""
        pdf = self.ask(service.print_movements)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Registre des mouvements"), "registre-mouvements.pdf")

    def print_form(self, row: MovementRow) -> None:
        """Show the form of one subscription as PDF."""
        pdf = self.ask(service.print_subscription_form, row.number)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Bulletin de souscription"), f"bulletin-{row.number}.pdf")

    def print_blank_form(self) -> None:
        """Show a blank subscription form as PDF."""
        pdf = self.ask(service.print_subscription_form)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Bulletin de souscription"), "bulletin-vierge.pdf")


def people_words(row: MovementRow) -> str:
    """Say whose shares move: one name, or from whom to whom."""
    if row.old_holder and row.new_holder:
        return f"{row.old_holder} → {row.new_holder}"
    return row.old_holder or row.new_holder

"""«Mois de paie»: every month with its state and what comes next; nothing of what is paid is opened here."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import LongTextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.months import month_of, month_words
from coop_desk.topics.payroll.rules.states import STATE_WORDS, State
from coop_desk.topics.payroll.views import MonthRow

TONES: dict[State, Tone] = {
    State.OPEN: "warn",
    State.PREPARED: "accent",
    State.VALIDATED: "good",
    State.EXPORTED: "good",
    State.CLOSED: "plain",
}


class PayMonthsPage(Page):
    """The months of pay, newest first."""

    title = N_("Mois de paie")
    needs = service.pay_months
    guide = "83-paie"
    tip = N_(
        "Chaque mois est préparé par une personne et validé par une autre. Entrée ouvre la saisie ; la fiche à droite "
        "dit ce qui reste à faire."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Mois de paie"),
            (
                Column(_("Mois"), lambda row: row.words, sort=lambda row: row.month, stretch=True),
                Column(
                    _("État"),
                    lambda row: _(STATE_WORDS[row.state]),
                    "pill",
                    tone=lambda row: TONES[row.state],
                    width=120,
                ),
                Column(_("Ensuite"), lambda row: row.next_step, stretch=True),
                Column(_("Préparé par"), lambda row: row.prepared_by),
                Column(_("Validé par"), lambda row: row.validated_by),
                Column(_("Exports"), lambda row: row.number, "integer"),
            ),
            key=lambda row: row.month,
            counted=lambda n: ngettext("{n} mois", "{n} mois", n).format(n=words.integer(n)),
            searchable=False,
            printable=False,
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_month)
        self.list.opened.connect(lambda row: self.go("payroll.month", row.month))
        self.add_action(_("Réglages"), lambda: self.go("payroll.settings"), keys="Ctrl+G", verb=service.pay_settings)
        self.open_action = self.add_action(
            _("Ouvrir un mois"), self.open_next, keys="Ctrl+N", verb=service.open_month, primary=True
        )

    def load(self) -> None:
        """Read the months and name the next one."""
        rows = service.pay_months(self.desk)
        self.next_month = service.month_to_open(self.desk)
        self.open_action.setText(_("Ouvrir {month}").format(month=month_words(self.next_month)))
        begun = self.next_month <= month_of(self.desk.today)
        self.open_action.setEnabled(begun and self.may(service.open_month))
        waiting = sum(row.state is State.PREPARED for row in rows)
        said = ngettext("{n} mois attend d’être validé", "{n} mois attendent d’être validés", waiting)
        self.say_facts(said.format(n=words.integer(waiting)) if waiting else "")
        self.list.show_records(rows)
        self.show_empty(
            not rows,
            _("Aucun mois de paie. Ouvrez {month} : tous les salariés y seront, avec leurs absences.").format(
                month=month_words(self.next_month)
            ),
            self.open_action,
        )

    def open_record(self, record_id: Any) -> None:
        """Show one month."""
        self.list.choose(record_id)

    def open_next(self) -> None:
        """Open the month that follows, beside the screen: everybody's record is sealed."""
        month = self.next_month
        self.run_beside(
            _("Ouverture du mois…"), service.open_month, month, then=lambda _none: self.go("payroll.month", month)
        )

    # -- one month

    def show_month(self, row: MonthRow | None) -> None:
        """Show where a month is, and what may be done with it."""
        if row is None:
            return
        self.card.clear(row.words)
        self.card.add_pill(_(STATE_WORDS[row.state]), TONES[row.state])
        self.card.add_text(row.next_step)
        self.card.add_facts(
            [
                (_("Préparé par"), row.prepared_by),
                (_("Validé par"), row.validated_by),
                (_("Exports"), words.integer(row.number) if row.number else ""),
                (_("Réouverture demandée par"), row.reopening),
            ]
        )
        if not row.openable:
            self.card.add_text(
                _("Vous ne tenez pas la clé de cette année : demandez-la à la gérance dans « Clés confiées ».")
            )
            return
        self.card.add_buttons(
            button(_("Saisie"), lambda: self.go("payroll.month", row.month), role="primary"),
            button(_("Contrôles"), lambda: self.go("payroll.checks", row.month)),
            button(_("Histoire"), lambda: self.go("payroll.history", row.month)),
        )
        self._add_steps(row)

    def _add_steps(self, row: MonthRow) -> None:
        if row.state is State.OPEN and self.may(service.prepare_month):
            self._step(_("Préparer"), lambda: self.prepare(row))
        elif row.state is State.PREPARED:
            if self.may(service.validate_month):
                self._step(_("Valider"), lambda: self._do(_("Validation…"), service.validate_month, row))
            self._step(_("Rendre à la préparation…"), lambda: self.ask_why(row, service.send_back, _("Rendre")))
        elif row.state in (State.VALIDATED, State.EXPORTED):
            self._add_reopening(row)
            if row.state is State.EXPORTED and self.may(service.close_month):
                self._step(_("Clore pour toujours"), lambda: self._do(_("Clôture…"), service.close_month, row))

    def _add_reopening(self, row: MonthRow) -> None:
        if not row.reopening:
            self._step(_("Demander la réouverture…"), lambda: self.ask_why(row, service.ask_reopening, _("Demander")))
        elif not row.reopening_mine:
            self._step(_("Rouvrir"), lambda: self._do(_("Réouverture…"), service.reopen_month, row))
            self._step(_("Refuser…"), lambda: self.ask_why(row, service.refuse_reopening, _("Refuser")))

    def _step(self, text: str, react: Any) -> None:
        self.card.add_buttons(button(text, react))

    def prepare(self, row: MonthRow) -> None:
        """Prepare a month beside the screen."""
        self.next_steps["PAY-07"] = (_("Ouvrir les contrôles"), lambda: self.go("payroll.checks", row.month))
        self._do(_("Préparation du mois…"), service.prepare_month, row)

    def _do(self, words_: str, verb: Any, row: MonthRow) -> None:
        self.run_beside(words_, verb, row.month, then=lambda _none: self.show_month(self.list.chosen_record()))

    def ask_why(self, row: MonthRow, verb: Any, submit: str) -> None:
        """Ask for the reason of a step, then take it."""
        self.card.clear(row.words)
        self.card.add_text(
            _("Le motif est scellé : seules les personnes qui tiennent la clé de l’année le lisent."), secondary=True
        )

        def send(values: dict[str, Any]) -> None:
            if self.run(verb, row.month, values["reason"], form=form):
                self.show_month(self.list.chosen_record())

        form = Form(
            [LongTextField("reason", _("Motif"), required=True, rules=("PAY-06",), lines=3)],
            submit=submit,
            on_submit=send,
            on_cancel=lambda: self.show_month(row),
        )
        self.card.add(form)
        form.begin()

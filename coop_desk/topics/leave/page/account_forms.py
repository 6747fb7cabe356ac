"""What whoever keeps the accounts may write in one: a correction, an opening, days gained, a report, a payout."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from coop_desk.core import words
from coop_desk.core.actions import Verb
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, Field, IntegerField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button
from coop_desk.topics.leave import service
from coop_desk.topics.leave.page.days import DaysField, days_words, signed
from coop_desk.topics.leave.records import BalanceLine, Correction, CorrectionLine
from coop_desk.topics.leave.rules.accounts import PAID
from coop_desk.topics.leave.rules.carrying import Sickness
from coop_desk.topics.leave.rules.explained import from_thousandths
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.rules.splitting import Taken
from coop_desk.topics.members.rules.admission import add_months

if TYPE_CHECKING:
    from coop_desk.topics.leave.page.balances import AccountsPage

Ask = Callable[[BalanceLine], None]


class AccountForms:
    """The forms of «Compteurs», shown in its card, and the corrections that wait for a second person."""

    def __init__(self, page: "AccountsPage") -> None:
        self.page = page
        self._offered: tuple[tuple[str, Verb, Ask], ...] = (
            (_("Proposer une correction…"), service.propose_correction, self.ask_correction),
            (_("Reprendre un solde…"), service.record_opening, self.ask_opening),
            (_("Fractionnement…"), service.add_split_days, self.ask_split),
            (_("Enfants à charge…"), service.add_children_days, self.ask_children),
            (_("Report…"), service.carry_over, self.ask_carry),
            (_("Payer au départ…"), service.pay_out, self.ask_payout),
        )
        page.card.offer = self.buttons

    def buttons(self, line: BalanceLine) -> list[QWidget]:
        """One button for each thing this person may write in this account."""
        paid = line.account.code in PAID.values()
        return [
            button(text, partial(ask, line))
            for text, verb, ask in self._offered
            if self.page.may(verb) and (paid or verb not in (service.add_split_days, service.add_children_days,
                                                             service.carry_over))
        ]  # fmt: skip

    def say_waiting(self) -> None:
        """Say over the list that corrections wait for a second person."""
        if not self.page.may(service.corrections):
            return
        waiting = service.corrections(self.page.desk)
        if not waiting:
            self.page.refusal.hide()
            return
        said = ngettext(
            "{n} correction attend une seconde personne.",
            "{n} corrections attendent une seconde personne.",
            len(waiting),
        )
        self.page.refusal.show_warning(
            said.format(n=words.integer(len(waiting))), "", (_("Voir les corrections"), self.show_corrections)
        )

    def show_corrections(self) -> None:
        """Show each correction that waits, with what may be done of it."""
        card = self.page.card
        card.clear(_("Corrections proposées"))
        waiting = service.corrections(self.page.desk)
        if not waiting:
            card.add_text(_("Aucune correction n’attend."))
        mine = [one.id for one in waiting if one.mine_to_agree]
        if len(mine) > 1:
            all_words = _("Accorder les {n} corrections").format(n=words.integer(len(mine)))
            card.add_buttons(button(all_words, partial(self._agree, mine), role="primary"))
        for one in waiting:
            card.add_heading(_("{name}, {account}").format(name=one.name, account=one.account.name))
            by = _("{name}, le {day}").format(name=one.proposed_by, day=words.day(one.proposed_at.date()))
            card.add_facts(
                (
                    (
                        _("Correction"),
                        _("{n} au {day}").format(n=signed(one.quantity), day=words.day(one.effective_on)),
                    ),
                    (_("Motif"), one.reason),
                    (_("Proposée par"), by),
                )
            )
            offered = [button(_("Écarter…"), partial(self._ask_drop, one))]
            if one.mine_to_agree:
                offered.insert(0, button(_("Accorder"), partial(self._agree, [one.id])))
            card.add_buttons(*offered)
        card.show()

    def _agree(self, numbers: list[int]) -> None:
        if self.page.run(service.agree_corrections, numbers):
            self.show_corrections()

    def _ask_drop(self, one: CorrectionLine) -> None:
        self.page.card.clear(_("Écarter la correction"))
        form = Form(
            [TextField("why", _("Pourquoi"), required=True, rules=("LEAVE-94",))],
            submit=_("Écarter"),
            on_submit=lambda values: (
                self.show_corrections()
                if self.page.run(service.drop_correction, one.id, values["why"], form=form)
                else None
            ),
            on_cancel=self.show_corrections,
        )
        self.page.card.add(form)
        form.begin()

    def ask_correction(self, line: BalanceLine) -> None:
        """Ask what is wrong, by how much."""
        about = _("Dix caractères au moins, sans rien de santé : la personne le lit dans son compteur.")
        fields: list[Field] = [
            DaysField("quantity", _("De combien"), negative=True, required=True, help=_("−1 retire un jour.")),
            DayField("day", _("À la date du"), required=True, today=self.page.desk.today),
            self._period_field(required=False),
            TextField("reason", _("Motif"), required=True, help=about, rules=("LEAVE-94",)),
        ]

        def send(values: dict[str, Any], form: Form) -> object:
            correction = Correction(
                line.person_id, line.account.code, values["quantity"], values["day"], values["reason"], values["period"]
            )
            return self.page.run(service.propose_correction, correction, form=form)

        self._form(_("Proposer une correction"), line, fields, send, {"day": self.page.day})

    def ask_opening(self, line: BalanceLine) -> None:
        """Ask for the balance somebody starts with."""
        fields: list[Field] = [
            DaysField("quantity", _("Solde"), negative=True, required=True),
            DayField("day", _("Au"), required=True, today=self.page.desk.today, rules=("LEAVE-98",),
                     help=_("Le dernier jour d’un mois.")),
            self._period_field(required=True),
            DayField("expires", _("À prendre jusqu’au"), today=self.page.desk.today),
        ]  # fmt: skip

        def send(values: dict[str, Any], form: Form) -> object:
            return self.page.run(
                service.record_opening, line.person_id, line.account.code, values["quantity"], values["day"],
                values["period"], values["expires"], form=form,
            )  # fmt: skip

        last = self.page.desk.today.replace(day=1) - timedelta(days=1)
        self._form(_("Reprendre un solde"), line, fields, send, {"day": last})

    def ask_split(self, line: BalanceLine) -> None:
        """Ask how the main leave of a year was taken."""
        fields: list[Field] = [
            self._period_field(required=True),
            DaysField("earned", _("Acquis dans la période"), required=True),
            DaysField("inside", _("Congé principal pris du 1er mai au 31 octobre"), required=True),
            DaysField("outside", _("Congé principal pris à un autre moment"), required=True),
            DaysField("block", _("Plus long congé d’affilée, du 1er mai au 31 octobre"), required=True),
            DayField("waived", _("Renoncement signé le"), today=self.page.desk.today, rules=("LEAVE-40",)),
        ]

        def send(values: dict[str, Any], form: Form) -> object:
            taken = Taken(
                from_thousandths(values["earned"]),
                from_thousandths(values["inside"]),
                from_thousandths(values["outside"]),
                from_thousandths(values["block"]),
                line.account.unit,
                values["waived"],
            )
            done = self.page.run(service.add_split_days, line.person_id, values["period"], taken, form=form)
            self._tell(done.value or () if done else ())
            return done

        self._form(_("Jours de fractionnement"), line, fields, send, {"earned": 30_000})

    def ask_children(self, line: BalanceLine) -> None:
        """Ask how many dependent children count for a period."""
        fields: list[Field] = [
            self._period_field(required=True),
            IntegerField("children", _("Enfants à charge"), required=True, least=1, most=20, rules=("LEAVE-16",)),
            CheckField("young", _("La personne avait moins de 21 ans au 30 avril de l’année d’avant")),
        ]

        def send(values: dict[str, Any], form: Form) -> object:
            done = self.page.run(
                service.add_children_days,
                line.person_id,
                values["period"],
                values["children"],
                values["young"],
                form=form,
            )
            self._tell(done.value or () if done else ())
            return done

        self._form(_("Jours pour enfants à charge"), line, fields, send, {})

    def ask_carry(self, line: BalanceLine) -> None:
        """Ask for the dates of a stop, of which only the report is kept."""
        today = self.page.desk.today
        fields: list[Field] = [
            self._period_field(required=True),
            DayField("first", _("Premier jour d’arrêt"), required=True, today=today, rules=("LEAVE-02",),
                     help=_("Ces dates servent au calcul et ne sont pas gardées ici.")),
            DayField("last", _("Dernier jour d’arrêt"), required=True, today=today),
            DayField("returned", _("Reprise le"), today=today),
            DayField("informed", _("Information écrite reçue le"), today=today),
        ]  # fmt: skip

        def send(values: dict[str, Any], form: Form) -> object:
            sick = Sickness(Span(values["first"], values["last"]), values["returned"], values["informed"])
            done = self.page.run(service.carry_over, line.person_id, values["period"], sick, form=form)
            self._tell(done.value.lines if done and done.value is not None else ())
            return done

        self._form(_("Report après une maladie"), line, fields, send, {})

    def ask_payout(self, line: BalanceLine) -> None:
        """Ask to empty the account of somebody who leaves."""
        decide(
            self.page,
            _("Payer {days} à {name} ?").format(days=days_words(line.balance), name=line.name),
            _("Le compteur sera vidé au dernier jour du contrat ; le cabinet compare les deux calculs de l’indemnité."),
            _("Payer au départ"),
            lambda: self.page.run(service.pay_out, line.person_id, line.account.code),
        )

    def _form(
        self,
        title: str,
        line: BalanceLine,
        fields: list[Field],
        send: Callable[[dict[str, Any], Form], object],
        values: dict[str, Any],
    ) -> None:
        card = self.page.card
        card.clear(title)
        card.add_text(_("{name}, {account}").format(name=line.name, account=line.account.name), secondary=True)

        def back() -> None:
            self.page.show_line(self.page.list.chosen_record() or line)

        def submit(typed: dict[str, Any]) -> None:
            if send(typed, form):
                back()

        form = Form(fields, on_submit=submit, on_cancel=back)
        form.set_values(values)
        card.add(form)
        card.show()
        form.begin()

    def _period_field(self, *, required: bool) -> Field:
        """The reference periods of three years, the current one first."""
        start = self.page.ask(service.current_period).value or self.page.desk.today
        found: list[tuple[date, str]] = []
        for back in range(4):
            first = add_months(start, -12 * back)
            last = add_months(first, 12) - timedelta(days=1)
            found.append((first, _("du {first} au {last}").format(first=words.day(first), last=words.day(last))))
        return ChoiceField("period", _("Période"), found, required=required)

    def _tell(self, lines: Any) -> None:
        """Say in lines why the days are what they are."""
        if lines:
            self.page.say_state(" ".join(line.words for line in lines))

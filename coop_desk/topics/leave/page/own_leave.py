"""«Mes congés»: what I asked for and what became of it, my drafts, and the form to ask."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, PersonField
from coop_desk.screen.figures import Figure
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.leave import service as accounts
from coop_desk.topics.leave.page.asking_form import AbsenceForm, Doing
from coop_desk.topics.leave.page.days import plain_number
from coop_desk.topics.leave.page.telling import STATE_TONES, add_absence, state_words
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.records import AbsenceCard, Asked, Draft, OwnLeave
from coop_desk.topics.leave.requests.rules.lines import cost_words
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.rules.taking import Household


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One absence of mine, or a draft."""

    id: str
    what: str
    first: date
    last: date
    cost: str
    state: str
    tone: Tone
    card: AbsenceCard | None = None
    draft: Draft | None = None


class OwnLeavePage(Page):
    """My absences, and asking for one."""

    title = N_("Mes congés")
    needs = service.own_leave
    guide = "11-conges-et-absences"
    tip = N_(
        "« Demander » compte les jours et montre ce qui reste avant l’envoi. "
        "Les autres verront seulement que vous êtes absent, jamais pourquoi."
    )

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Mes absences"),
            (
                Column(_("Absence"), lambda one: one.what, stretch=True),
                Column(_("Du"), lambda one: one.first, "day"),
                Column(_("Au"), lambda one: one.last, "day"),
                Column(_("Durée"), lambda one: one.cost, width=190),
                Column(_("Situation"), lambda one: one.state, "pill", tone=lambda one: one.tone, width=150),
            ),
            filters=(
                Filter(_("À venir"), lambda one: one.last >= self.desk.today),
                Filter(_("À décider"), lambda one: one.card is None or one.card.away.state is State.SUBMITTED),
            ),
            counted=lambda n: ngettext("{n} absence", "{n} absences", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.form: AbsenceForm | None = None
        self.ask_action = self.add_action(
            _("Demander une absence"), self.begin_request, keys="Ctrl+N", verb=service.send_request, primary=True
        )
        self.add_action(_("Garder en brouillon"), self.keep_draft, keys="Ctrl+S", verb=service.keep_draft, button=False)
        self.add_action(_("Calendrier"), lambda: self.go("leave.calendar"), verb=service.month_calendar)
        self.add_action(_("Ma situation…"), self.show_situation, verb=service.declare_criteria)

    def load(self) -> None:
        """Show my absences, the next ones first, and what is left."""
        found = service.own_leave(self.desk)
        lines = _lines(found)
        self.list.show_records(lines)
        self.say_facts(found.stand_in or _deciders(found))
        if self.may(accounts.own_accounts):
            self.show_figures(
                *(
                    Figure(
                        plain_number(line.left),
                        line.account.name,
                        _("En {unit}, demandes comprises.").format(unit=line.account.unit_words),
                    )
                    for line in accounts.own_accounts(self.desk)
                )
            )
        empty = _("Aucune absence pour l’instant. Demandez la première : les jours sont comptés avant l’envoi.")
        self.show_empty(not lines and self.form is None, empty, self.ask_action)

    def open_record(self, record_id: Any) -> None:
        """Show one absence."""
        self.list.choose(f"absence:{record_id}")

    def show_line(self, line: OwnLine | None) -> None:
        """Show an absence, or go on with a draft."""
        if line is None:
            return
        if line.draft is not None:
            self._show_form(line.draft)
            return
        self.form = None
        self.list.show()
        if line.card is None:
            return
        add_absence(self.card, line.card)
        away = line.card.away
        if away.state is State.SUBMITTED:
            self.card.add_buttons(
                button(_("Retirer la demande…"), lambda: self._ask_withdrawal(away.absence_id), role="danger")
            )
        elif away.state is State.APPROVED and not away.cancel_asked and away.last >= self.desk.today:
            self.card.add_buttons(button(_("Demander l’annulation…"), lambda: self._ask_cancellation(away.absence_id)))

    def begin_request(self) -> None:
        """Ask for an absence."""
        self.list.clear_choice()
        self.show_empty(False)
        self._show_form(None)

    def keep_draft(self) -> None:
        """Keep what is typed."""
        if self.form is not None:
            self.form.keep()

    def show_situation(self) -> None:
        """Declare what counts in the order of departures, and a spouse or partner who works here."""
        self.list.clear_choice()
        self.show_empty(False)
        self.form = None
        self.list.show()
        self.card.clear(_("Ma situation"))
        self.card.show()
        said = self.ask(service.own_criteria)
        self.card.add_text(
            _(
                "Pour l’ordre des départs, quand tout le monde demande les mêmes dates : oui ou non, jamais "
                "pourquoi. Lu par vous et par qui décide, pour cette année."
            ),
            secondary=True,
        )
        form = Form(
            [
                CheckField("school_children", _("J’ai des enfants d’âge scolaire")),
                CheckField("partner_dates", _("Les dates de mon conjoint sont imposées")),
                CheckField("dependent_at_home", _("Une personne dépendante ou handicapée vit chez moi")),
                CheckField("other_employer", _("J’ai un autre employeur")),
            ],
            submit=_("Enregistrer ma situation"),
            on_submit=lambda values: self.run(service.declare_criteria, Household(since=None, **values), form=form),
        )
        if said and said.value is not None:
            known = said.value
            form.set_values({name: getattr(known, name) for name in form.fields})
        self.card.add(form)
        self._add_couple()
        form.begin()

    def _add_couple(self) -> None:
        self.card.add_heading(_("Mon conjoint ou partenaire travaille ici"))
        found = self.ask(service.own_partner)
        for who, name in (found.value or []) if found else []:
            self.card.add_text(
                _("{name} : vous pouvez partir aux mêmes dates, et ne décidez pas l’un pour l’autre.").format(name=name)
            )
            self.card.add_buttons(button(_("Ne plus déclarer"), partial(self._couple, service.end_couple, who)))
        if found and not found.value:
            people = [(one, name) for one, name in service.colleagues(self.desk)]
            form = Form(
                [PersonField("partner", _("Cette personne"), people, required=True, rules=("ABSENCE-41",))],
                submit=_("Déclarer"),
                on_submit=lambda values: self._couple(service.declare_couple, values["partner"], form),
            )
            self.card.add(form)

    def _couple(self, verb: Any, partner: Any, form: Form | None = None) -> None:
        if self.run(verb, self.desk.person_id, partner, form=form):
            self.show_situation()

    def _show_form(self, draft: Draft | None) -> None:
        self.card.clear(_("Demander une absence") if draft is None else _("Brouillon"))
        number = draft.id if draft is not None else None
        doing = Doing(
            lambda asked: service.preview_request(self.desk, asked),
            lambda form, asked: self._send(form, asked, number),
            lambda form, asked: self._keep(form, asked, number),
            self._leave_form,
        )
        self.form = AbsenceForm(self.desk.today, doing)
        if draft is not None:
            self.form.fill(draft.asked)
        self.card.add(self.form.with_pane())
        self.list.hide()
        more = [button(_("Garder en brouillon"), self.keep_draft, icon="save", hint=_("Ctrl+S"))]
        if number is not None:
            more.append(button(_("Abandonner le brouillon"), lambda: self._drop(number), icon="delete"))
        self.card.add_buttons(*more)
        self.card.show()
        self.form.begin()

    def _leave_form(self) -> None:
        self.form = None
        self.list.clear_choice()
        self.list.show()
        self.card.hide()
        self.reload()

    def _send(self, form: Form, asked: Asked, draft: int | None) -> None:
        done = self.run(service.send_request, asked, draft, form=form)
        if done:
            self.form = None
            self.list.show()
            self.list.choose(f"absence:{done.value}")

    def _keep(self, form: Form, asked: Asked, draft: int | None) -> None:
        done = self.run(service.keep_draft, asked, draft, form=form)
        if done:
            self.list.choose(f"draft:{done.value}")

    def _drop(self, draft: int) -> None:
        if self.run(service.drop_draft, draft):
            self._leave_form()

    def _ask_withdrawal(self, absence_id: int) -> None:
        decide(
            self, _("Retirer cette demande ?"), _("Elle ne sera plus à décider ; elle reste dans la liste."),
            _("Retirer"), lambda: self._run_and_show(service.withdraw_request, absence_id), danger=True,
        )  # fmt: skip

    def _ask_cancellation(self, absence_id: int) -> None:
        decide(
            self, _("Demander l’annulation ?"), _("Votre absence tient jusqu’à la réponse de la personne qui décide."),
            _("Demander"), lambda: self._run_and_show(service.ask_cancellation, absence_id),
        )  # fmt: skip

    def _run_and_show(self, verb: Any, absence_id: int) -> None:
        if self.run(verb, absence_id):
            self.show_line(self.list.chosen_record())


def _lines(found: OwnLeave) -> list[OwnLine]:
    lines = [
        OwnLine(
            f"draft:{draft.id}", draft.asked.reason.words, draft.asked.first, draft.asked.last, "", _("brouillon"),
            "plain", None, draft,
        )
        for draft in found.drafts
    ]  # fmt: skip
    for card in found.cards:
        away = card.away
        what = card.what or _("Absence")
        cost = cost_words(card.lines) if card.lines else ""
        lines.append(
            OwnLine(
                f"absence:{card.id}", what, away.first, away.last, cost, state_words(away),
                STATE_TONES[away.state], card,
            )
        )  # fmt: skip
    return lines


def _deciders(found: OwnLeave) -> str:
    if not found.deciders:
        return ""
    sentence = ngettext(
        "{names} peut décider de vos demandes.", "{names} peuvent décider de vos demandes.", len(found.deciders)
    )
    return sentence.format(names=words.listed(list(found.deciders)))

"""«Demandes à décider»: each request with its cost, its balance, who else is away, and the decision."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.leave.page.preview import PreviewPane
from coop_desk.topics.leave.page.telling import add_absence
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.records import Deciding, Waiting
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.rules.taking import Household, Level


class DecidingPage(Page):
    """What waits for a decision."""

    title = N_("Demandes à décider")
    needs = service.requests_to_decide
    guide = "11-decider-des-conges"
    tip = N_(
        "Choisissez une demande : son coût, le solde et les absents des mêmes jours sont à droite. "
        "Vos propres demandes, et celles de votre conjoint, vont à une autre personne."
    )

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Demandes à décider"),
            (
                Column(_("Personne"), lambda one: one.name, stretch=True),
                Column(_("Absence"), lambda one: one.what or _("à relever"), width=150),
                Column(_("Du"), lambda one: one.away.first, "day"),
                Column(_("Au"), lambda one: one.away.last, "day"),
                Column(_("Demandée le"), lambda one: one.asked_on, "day", shown=False),
                Column(_("À décider"), _wanted, "pill", tone=lambda one: "warn", width=130),
            ),
            counted=lambda n: ngettext("{n} demande", "{n} demandes", n).format(n=words.integer(n)),
            printable=False,
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_request)
        self.accept_action = self.add_action(
            _("Accepter"), self.accept, keys="Ctrl+Return", verb=service.approve_request, primary=True
        )
        self.refuse_action = self.add_action(
            _("Refuser…"), self.ask_refusal, keys="Ctrl+Shift+R", verb=service.refuse_request
        )
        self.add_action(_("Calendrier"), lambda: self.go("leave.calendar"), verb=service.month_calendar)
        self.take_in_action = self.add_action(_("Relever les demandes"), self.take_in, verb=service.take_in_requests)

    def load(self) -> None:
        """Show what waits."""
        waiting = service.requests_to_decide(self.desk)
        self.list.show_records(waiting)
        self.take_in_action.setVisible(any(one.hindrance for one in waiting))
        self._follow_choice()
        self.show_empty(not waiting, _("Rien à décider : chaque demande a sa réponse."))

    def open_record(self, record_id: Any) -> None:
        """Show one request."""
        self.list.choose(record_id)

    def show_request(self, one: Waiting | None) -> None:
        """Show everything that helps decide."""
        self._follow_choice()
        if one is None:
            return
        found = self.ask(service.request_to_decide, one.id)
        if found and found.value is not None:
            self._show(found.value)

    def accept(self) -> None:
        """Accept the request chosen; a leave over 24 days asks for the exception first."""
        one = self.list.chosen_record()
        if one is None:
            return
        if one.away.cancel_asked:
            self.run(service.cancel_absence, one.id)
            return
        found = self.ask(service.request_to_decide, one.id)
        preview = found.value.preview if found and found.value is not None else None
        if preview is not None and any(f.rule == "LEAVE-30" and f.level is Level.ERROR for f in preview.findings):
            self._ask_exception(one)
            return
        self.run(service.approve_request, one.id)

    def ask_refusal(self) -> None:
        """Ask why, before a request or a cancellation is refused."""
        one = self.list.chosen_record()
        if one is None:
            return
        asked = one.away.cancel_asked
        self.card.clear(_("Maintenir l’absence") if asked else _("Refuser la demande"))
        verb = service.keep_absence if asked else service.refuse_request
        form = Form(
            [
                LongTextField(
                    "why", _("Pourquoi"), lines=3, required=True, rules=("ABSENCE-13",),
                    help=_("La personne lit cette raison ; elle est scellée avec le motif."),
                )
            ],
            submit=_("Maintenir") if asked else _("Refuser"),
            on_submit=lambda values: self.run(verb, one.id, values["why"], form=form),
            on_cancel=lambda: self.show_request(one),
            danger=True,
        )  # fmt: skip
        self.card.add(form)
        form.begin()

    def take_in(self) -> None:
        """Take in what was dropped while this session is open."""
        self.run(service.take_in_requests)

    def _ask_exception(self, one: Waiting) -> None:
        self.card.clear(_("Accepter plus de 24 jours d’affilée"))
        form = Form(
            [TextField("exception", _("Ce qui le justifie"), required=True, rules=("LEAVE-30",),
                       help=_("Éloignement, personne à charge : quelques mots, scellés."))],
            submit=_("Accepter avec cette exception"),
            on_submit=lambda values: self.run(service.approve_request, one.id, values["exception"], form=form),
            on_cancel=lambda: self.show_request(one),
        )  # fmt: skip
        self.card.add(form)
        form.begin()

    def _show(self, found: Deciding) -> None:
        add_absence(self.card, found.card, named=True)
        if found.changed:
            self.card.add_text(found.changed)
        if found.preview is not None and found.card.away.state is State.SUBMITTED:
            self.card.add_heading(_("Ce que cela donne"))
            pane = PreviewPane()
            pane.show_preview(found.preview)
            self.card.add(pane)
        if found.criteria is not None:
            self.card.add_heading(_("Ordre des départs"))
            self.card.add_text(criteria_words(found.criteria))
        accept = _("Annuler l’absence") if found.card.away.cancel_asked else _("Accepter")
        refuse = _("Maintenir…") if found.card.away.cancel_asked else _("Refuser…")
        if found.card.reason is not None:
            self.card.add_buttons(button(accept, self.accept, role="primary"), button(refuse, self.ask_refusal))

    def _follow_choice(self) -> None:
        one = self.list.chosen_record()
        for action in (self.accept_action, self.refuse_action):
            action.setEnabled(one is not None and not one.hindrance)


def criteria_words(said: Household) -> str:
    """What somebody declared, in a sentence; it orders nothing by itself."""
    told = [
        (said.school_children, _("enfants d’âge scolaire")),
        (said.partner_dates, _("dates du conjoint imposées")),
        (said.dependent_at_home, _("personne dépendante à la maison")),
        (said.other_employer, _("autre employeur")),
    ]
    found = [text for yes, text in told if yes] or [_("rien de particulier")]
    since = _("dans la coopérative depuis le {day}").format(day=words.long_day(said.since)) if said.since else ""
    return _("Déclaré : {words}.").format(words=words.listed([*found, since] if since else found))


def _wanted(one: Waiting) -> str:
    return _("annulation") if one.away.cancel_asked else _("demande")

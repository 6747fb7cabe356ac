"""Rotation plans on the screen: the one in force, the proposals side by side, what became of each."""

from datetime import date
from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import PlanLine, PlanState
from coop_desk.topics.roles.adoption.rules.resolution import cost_words, last_month, pin_words, span_words

STATES: dict[PlanState, tuple[str, Tone]] = {
    PlanState.PROPOSED: (N_("proposé"), "plain"),
    PlanState.SUBMITTED: (N_("soumis au vote"), "accent"),
    PlanState.ADOPTED: (N_("adopté"), "good"),
    PlanState.SET_ASIDE: (N_("écarté"), "plain"),
}


class RotationPage(Page):
    """Every plan, the last made first."""

    title = N_("Plan de rotation")
    needs = service.plans
    guide = "07-rotation"
    tip = N_("Un plan propose, une décision l’adopte. Demandez-en plusieurs, comparez-les, ouvrez-en un avec Entrée.")

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Plan de rotation"),
            (
                Column(_("Plan"), lambda p: p.name, stretch=True),
                Column(_("De"), lambda p: p.first_month, text=month_number, width=82),
                Column(_("À"), last_month, text=month_number, width=82),
                Column(_("État"), lambda p: _(STATES[p.state][0]), "pill", width=125, tone=tone_of),
                Column(_("Coût"), lambda p: p.objective, "integer", width=70),
                Column(_("Vacants"), lambda p: p.vacant, "integer", width=85),
                Column(_("Mandats"), lambda p: p.mandates, "integer", width=90, shown=False),
                Column(_("Au mieux"), lambda p: p.bound, "integer", width=90, shown=False),
                Column(_("Fait le"), lambda p: p.made_on, "day", width=110, shown=False),
            ),
            filters=(
                Filter(_("À comparer"), lambda p: p.state in (PlanState.PROPOSED, PlanState.SUBMITTED)),
                Filter(_("Adoptés"), lambda p: p.state is PlanState.ADOPTED),
            ),
            counted=lambda n: ngettext("{n} plan", "{n} plans", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(340))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_plan)
        self.list.opened.connect(lambda line: self.go("roles.plan", line.id))
        self.new_action = self.add_action(
            _("Nouveau plan"), lambda: self.go("roles.planning"), keys="Ctrl+N", verb=service.prepare_plan, primary=True
        )
        self.add_action(_("Comparer deux plans"), lambda: self.go("roles.compare"), verb=service.compare_plans)
        self.add_action(_("Échanges"), lambda: self.go("roles.swaps"), verb=service.swaps)
        self.add_action(_("Réglages"), lambda: self.go("roles.rotation_settings"), verb=service.record_settings)

    def load(self) -> None:
        """Show the plans, and which one is in force."""
        lines = service.plans(self.desk)
        self.list.show_records(lines)
        adopted = [line for line in lines if line.state is PlanState.ADOPTED]
        said = _("aucun plan adopté")
        if adopted:
            last = max(adopted, key=lambda line: (line.decided_on or line.made_on, line.id))
            said = _("en vigueur : « {name} », adopté le {day}").format(
                name=last.name, day=day_words(last.decided_on or last.made_on)
            )
        self.say_facts(said)
        self.show_empty(
            not lines,
            _("Aucun plan pour l’instant. Le programme lit les rôles, les mandats en cours, les compétences, les "
              "absences et les souhaits, puis cherche qui pourrait tenir quoi."),
            self.new_action if self.may(service.prepare_plan) else None,
        )  # fmt: skip

    def open_record(self, record_id: Any) -> None:
        """Choose a plan."""
        self.list.choose(record_id)

    def show_plan(self, line: PlanLine | None) -> None:
        """Show what a plan is, and what may be done with it."""
        if line is None:
            return
        words, tone = STATES[line.state]
        self.card.clear(line.name)
        self.card.add_pill(_(words), tone)
        self.card.add_facts(
            (
                (_("Mois"), span_words(line)),
                (_("Mandats"), integer(line.mandates)),
                (_("Mois vacants"), integer(line.vacant)),
                (_("Décision"), line.decision),
                (_("Fait par"), _("{name}, le {day}").format(name=line.made_by, day=day_words(line.made_on))),
            )
        )
        self.card.add_text(cost_words(line), secondary=True)
        for pin in line.pins:
            self.card.add_text(pin_words(pin))
        buttons = [button(_("Ouvrir le plan"), lambda: self.go("roles.plan", line.id), role="primary")]
        if line.state in (PlanState.PROPOSED, PlanState.SUBMITTED) and self.may(service.set_aside):
            buttons.append(button(_("Écarter ce plan…"), lambda: self.ask_set_aside(line)))
        self.card.add_buttons(*buttons)

    def ask_set_aside(self, line: PlanLine) -> None:
        """Ask why a proposal is set aside."""
        self.card.clear(line.name)

        def send(said: dict[str, Any]) -> None:
            if self.run(service.set_aside, line.id, said["because"] or "", form=form):
                self.show_plan(self.list.chosen_record())

        form = Form(
            [TextField("because", _("Pourquoi"), rules=("ROT-46",))],
            submit=_("Écarter ce plan"), on_submit=send, on_cancel=lambda: self.show_plan(line),
        )  # fmt: skip
        self.card.add_text(_("Il reste lisible, sans être proposé à la comparaison."))
        self.card.add(form)
        form.begin()


def tone_of(line: PlanLine) -> Tone:
    """How the state of a plan is coloured, beside its words."""
    return STATES[line.state][1]


def month_number(day: date) -> str:
    """A month where there is little room: 10/2026."""
    return f"{day.month:02d}/{day.year}"

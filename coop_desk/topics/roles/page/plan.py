"""One rotation plan: who would hold what and why, what stays empty and what would fill it, its adoption."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.background import Progress
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.figures import Figure
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.pieces import button, label
from coop_desk.screen.table import Column
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import PlanBar, PlanFile, PlanState
from coop_desk.topics.roles.adoption.rules.resolution import cost_words, pin_words, span_words
from coop_desk.topics.roles.adoption.rules.telling import leads
from coop_desk.topics.roles.adoption.running import Running
from coop_desk.topics.roles.page.adopting import Adopting
from coop_desk.topics.roles.page.plan_words import (
    bar_key,
    bound_words,
    first_whole_month,
    origin_tone,
    origin_words,
    points_words,
    seat_names,
)
from coop_desk.topics.roles.page.rotation import STATES
from coop_desk.topics.roles.page.swaps import signed
from coop_desk.topics.roles.rotation.case import Case

OPEN = (PlanState.PROPOSED, PlanState.SUBMITTED)


class PlanPage(Adopting):
    """One plan."""

    title = N_("Plan de rotation")
    needs = service.plan
    guide = "07-rotation"
    tip = N_("Choisissez une ligne pour lire pourquoi cette personne. « Pourquoi pas moi ? » répond pour vous.")
    reads_one_record = True

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.plan_id: int | None = None
        self.file: PlanFile | None = None
        self._seats: dict[tuple[int, int], str] = {}
        self.list = List(
            _("Mandats du plan"),
            (
                Column(_("Rôle"), self._role_words, stretch=True),
                Column(_("Personne"), lambda b: b.name, width=150),
                Column(_("Du"), lambda b: b.starts_on, "day", width=92),
                Column(_("Au"), lambda b: b.ends_on, "day", width=92),
                Column(_("Origine"), origin_words, "pill", width=100, tone=origin_tone),
                Column(_("Tuilage dès"), lambda b: b.shadow_from, "day", width=110, shown=False),
                Column(_("Pôle"), lambda b: b.pole, width=170, shown=False),
            ),
            filters=(
                Filter(_("Du plan"), lambda b: b.planned),
                Filter(_("Les miens"), lambda b: b.person_id == self.desk.person_id),
            ),
            key=bar_key,
            counted=lambda n: ngettext("{n} mandat", "{n} mandats", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_bar)
        self.adopt_action = self.add_action(_("Adopter…"), self.ask_adoption, verb=service.adopt_plan, primary=True)
        self.submit_action = self.add_action(_("Préparer la résolution…"), self.ask_meeting, verb=service.submit_plan)
        self.of_a_plan = (
            self.adopt_action,
            self.submit_action,
            self.add_action(_("Pourquoi pas moi ?"), self.ask_why_not, keys="Ctrl+M", verb=service.why_not_me),
            self.add_action(_("Sièges vacants"), self.show_vacancies, keys="Ctrl+Shift+V", button=False),
            self.add_action(_("Coût et heures"), self.show_cost, keys="Ctrl+Shift+C", button=False),
            self.add_action(_("Comparer"), lambda: self.go("roles.compare", self.plan_id), verb=service.compare_plans),
            self.add_action(_("Au calendrier"), lambda: self.go("roles.calendar", self.plan_id), verb=service.plan),
            self.add_action(_("Imprimer"), self.print_plan, keys="Ctrl+R", verb=service.print_plan),
        )

    def _role_words(self, bar: PlanBar) -> str:
        return self._seats.get((bar.role_id, bar.seat), bar.role)

    @property
    def whole(self) -> bool:
        """Whether everybody's explanations and hours may be read here."""
        return self.may(service.whole_plan)

    def open_record(self, record_id: Any) -> None:
        """Show a plan."""
        self.plan_id = record_id
        self.reload()
        self.show_cost()

    def load(self) -> None:
        """Show the plan asked for."""
        if self.plan_id is None:
            lines = service.plans(self.desk)
            self.plan_id = lines[0].id if lines else None
        self.show_empty(
            self.plan_id is None, _("Aucun plan pour l’instant. La page « Plan de rotation » en demande un.")
        )
        for action in self.of_a_plan:
            action.setEnabled(self.plan_id is not None)
        if self.plan_id is None:
            return
        self.file = file = (service.whole_plan if self.whole else service.plan)(self.desk, self.plan_id)
        line = file.line
        self.say_title(line.name, f"{_(STATES[line.state][0])}, {span_words(line)}")
        self._seats = seat_names(file.bars)
        self.list.show_records(file.bars)
        for action, verb in ((self.adopt_action, service.adopt_plan), (self.submit_action, service.submit_plan)):
            shown = line.state in OPEN and self.may(verb)
            action.setVisible(shown)
            action.setEnabled(shown)
        self.show_figures(
            Figure(integer(line.objective), _("points"), bound_words(line)),
            Figure(integer(line.mandates), _("mandats proposés")),
            Figure(integer(line.vacant), _("mois de siège vacant")),
        )  # fmt: skip

    # -- what the card shows

    def show_bar(self, bar: PlanBar | None) -> None:
        """Tell why somebody holds a seat, and offer to impose or to keep off."""
        if bar is None or self.file is None:
            return
        self.card.clear(_("{name}, « {role} »").format(name=bar.name, role=bar.role))
        self.card.add_pill(origin_words(bar), origin_tone(bar))
        shadow = day_words(bar.shadow_from) if bar.shadow_from else ""
        days = _("du {first} au {last}").format(first=day_words(bar.starts_on), last=day_words(bar.ends_on))
        self.card.add_facts(((_("Mandat"), days), (_("Tuilage dès"), shadow), (_("Siège"), str(bar.seat + 1))))
        if bar.planned:
            self.card.add_heading(_("Pourquoi cette personne, sur ce siège, à ces dates ?"))
            told = self.file.chosen_told.get((bar.role_id, bar.seat, bar.person_id, bar.starts_on))
            for sentence in self._told(bar) if told == () and self.whole else told or ():
                self.card.add_text(sentence)
            if told is None:
                self.card.add_text(
                    _("Chacun lit sa propre explication ; les sièges vacants sont publics."), secondary=True
                )
        else:
            self.card.add_text(_("Ce mandat existait : le plan l’a laissé comme il est."), secondary=True)
        if bar.planned and (bar.person_id == self.desk.person_id or self.may(service.price_without)):
            self.card.add_buttons(
                button(_("Et un plan sans {name} ?").format(name=bar.name), lambda: self._price_without(bar))
            )
        if self.may(service.pin) and bar.planned:
            self.card.add_buttons(
                button(_("Imposer au prochain plan"), lambda: self._pin(bar, barred=False)),
                button(_("Écarter du prochain plan"), lambda: self._pin(bar, barred=True)),
            )

    def _told(self, bar: PlanBar) -> tuple[str, ...]:
        return service.why_chosen(self.desk, self.plan_id or 0, self._place(bar))

    def _place(self, bar: PlanBar) -> int:
        """The place of a mandate in the plan."""
        planned = [one for one in (self.file.bars if self.file else ()) if one.planned]
        ordered = sorted(planned, key=lambda one: (f"r{one.role_id}", one.seat, f"p{one.person_id}", one.starts_on))
        return ordered.index(bar)

    def _price_without(self, bar: PlanBar) -> None:
        verb = service.price_without if self.may(service.price_without) else service.price_without_me
        self._ask_planner(self.ask(verb, self.plan_id, self._place(bar)).value)

    def _pin(self, bar: PlanBar, *, barred: bool) -> None:
        verb = service.ban if barred else service.pin
        self.run(verb, bar.role_id, bar.person_id, seat=bar.seat, month=None if barred else first_whole_month(bar))

    def show_cost(self) -> None:
        """Show what the plan costs part by part, and hours against the fair share."""
        if self.file is None:
            return
        line = self.file.line
        self.card.clear(_("Coût et heures"))
        self.card.add_facts(
            [(part.words.capitalize(), points_words(part.many, part.points)) for part in self.file.cost]
        )
        self.card.add_text(cost_words(line), secondary=True)
        self.card.add_heading(_("Personnes imposées ou écartées"))
        for pin in line.pins:
            self.card.add_text(pin_words(pin))
        if not line.pins:
            self.card.add_text(_("Personne."), secondary=True)
        if self.file.loads:
            self.card.add_heading(_("Heures, et part équitable"))
            self.card.add_facts(
                [
                    (one.name, _("{load} h, pour une part de {share} h ({excess})").format(
                        load=integer(one.load), share=integer(one.share), excess=signed(one.excess)))
                    for one in self.file.loads
                ]
            )  # fmt: skip
        if self.file.changes:
            self.card.add_heading(_("Ce qui avait changé le jour de l’adoption"))
            for sentence in self.file.changes:
                self.card.add_text(sentence)
        self.card.add_buttons(button(_("Sièges vacants"), self.show_vacancies, role="link"))
        self.card.show()

    def show_vacancies(self) -> None:
        """Tell why seats stay empty, and what would fill them if it were decided."""
        if self.file is None:
            return
        self.card.clear(_("Pourquoi ces sièges restent-ils vacants ?"))
        for sentence in self.file.vacancies_told:
            if leads(sentence):
                self.card.add(label(sentence, "strong", wrap=True))
            else:
                self.card.add_text(sentence)
        if self.file.to_fill:
            self.card.add_heading(_("Élections et tirages à venir"))
        for sentence in self.file.to_fill:
            self.card.add_text(sentence)
        self.card.add_text(_("Rien n’est assoupli sans décision : le programme propose seulement."), secondary=True)
        self.card.add_buttons(button(_("Coût et heures"), self.show_cost, role="link"))
        self.card.show()

    # -- « pourquoi pas moi ? »

    def ask_why_not(self) -> None:
        """Ask for a role, then answer about oneself."""
        if self.file is None:
            return
        roles = list(dict.fromkeys((bar.role_id, bar.role) for bar in self.file.bars))
        roles += [(one.role_id, one.role) for one in self.file.vacant if (one.role_id, one.role) not in roles]
        self.card.clear(_("Pourquoi pas moi ?"))
        form = Form(
            [ChoiceField("role", _("Rôle"), sorted(roles, key=lambda one: one[1]), required=True)],
            submit=_("Demander"), on_submit=lambda said: self._why_not(form, said["role"]), on_cancel=self.show_cost,
        )  # fmt: skip
        self.card.add(form)
        self.card.show()
        form.begin()

    def _why_not(self, form: Form, role_id: int) -> None:
        self._ask_planner(self.ask(service.why_not_me, self.plan_id, role_id).value, form)

    def _ask_planner(self, asked: tuple[Case, dict[str, Any]] | None, form: Form | None = None) -> None:
        """Plan once more, in a process apart, to answer with a price."""
        if asked is None:
            return
        running = Running(*asked)

        def job(progress: Progress) -> str:
            return str(running.follow(lambda words: progress.say(running.percent, 100, words))["words"])

        self.work(_("Réponse en cours"), job, self._answer, form=form)

    def _answer(self, words: str) -> None:
        self.card.add_text(words)

    # -- paper

    def print_plan(self) -> None:
        """Preview the plan on paper."""
        pdf = self.ask(service.print_whole_plan if self.whole else service.print_plan, self.plan_id)
        if pdf.value is not None and self.file is not None:
            self.show_pdf(pdf.value, self.file.line.name, _("plan-de-rotation.pdf"))

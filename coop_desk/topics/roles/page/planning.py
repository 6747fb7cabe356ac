"""A rotation plan asked for: name and months, who is imposed or kept off, then the search with its best plan so far."""

from datetime import date
from functools import partial
from typing import Any

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer, long_month
from coop_desk.screen import theme
from coop_desk.screen.background import Progress, Task
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, ChoiceField, IntegerField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.screen.table import Column
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.asking import outcome_of, plan_request
from coop_desk.topics.roles.adoption.records import Outcome, PinLine, PlanBar, Prepared
from coop_desk.topics.roles.adoption.rules.months import day_of
from coop_desk.topics.roles.adoption.rules.resolution import pin_words
from coop_desk.topics.roles.adoption.rules.telling import bars_of
from coop_desk.topics.roles.adoption.running import Running

RULES = ("ROT-43", "ROT-42", "ROT-31", "ROT-21")
MONTHS_OFFERED = 13


class PlanningPage(Page):
    """The search of a plan, from the question to the proposal."""

    title = N_("Nouveau plan de rotation")
    needs = service.prepare_plan
    guide = "07-rotation"
    tip = N_("Les mandats en cours et à venir ne bougent pas : seuls les mois libres sont planifiés.")

    def build(self) -> None:
        """Make the list of the best plan so far and the card of the question."""
        self.running: Running | None = None
        self.task: Task | None = None
        self.prepared: Prepared | None = None
        self._shown: tuple[Any, ...] = ()
        self.list = List(
            _("Meilleur plan trouvé"),
            (
                Column(_("Rôle"), lambda b: b.role, stretch=True),
                Column(_("Personne"), lambda b: b.name, width=150),
                Column(_("Du"), lambda b: b.starts_on, "day", width=92),
                Column(_("Au"), lambda b: b.ends_on, "day", width=92),
                Column(_("Siège"), lambda b: b.seat + 1, "integer", width=70, shown=False),
                Column(_("Pôle"), lambda b: b.pole, width=170, shown=False),
            ),
            key=lambda b: f"{b.role_id}-{b.seat}-{b.starts_on}",
            counted=lambda n: ngettext("{n} mandat", "{n} mandats", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(400))
        self.list_and_card(self.list, self.card)
        self.add_action(_("Plans"), lambda: self.go("roles.rotation"))
        self.add_action(_("Imposer ou écarter"), self.ask_pin, keys="Ctrl+I", verb=service.pin)
        self.add_action(_("Réglages"), lambda: self.go("roles.rotation_settings"), verb=service.record_settings)

    @property
    def under_way(self) -> bool:
        """Whether a search goes on: the page then stays."""
        return self.running is not None

    def load(self) -> None:
        """Ask for a plan, unless one is being looked for."""
        if self.running is None:
            self.ask_plan()

    def open_record(self, record_id: Any) -> None:
        """Ask for a plan from the month of a day on: after a departure, for instance."""
        if self.running is None and isinstance(record_id, date):
            self.ask_plan(record_id.replace(day=1))

    # -- asking

    def ask_plan(self, first: date | None = None) -> None:
        """Ask for a name, the first month, the next one unless told, and how many."""
        self.list.hide()
        self.card.clear(_("Demander un plan"))
        this = self.desk.today.replace(day=1)
        months = [day_of(this, n) for n in range(MONTHS_OFFERED)]
        form = Form(
            [
                TextField("name", _("Nom du plan"), required=True, hint=_("Rotation 2027"), rules=RULES),
                ChoiceField("first", _("Premier mois"), [(one, long_month(one)) for one in months], required=True),
                IntegerField("months", _("Durée"), unit=_("mois"), required=True, least=1, most=36, rules=RULES),
            ],
            submit=_("Chercher un plan"),
            on_submit=lambda said: self.prepare(form, said),
        )
        form.set_values({"first": first if first in months else months[1], "months": 12})
        self.card.add(form)
        self._show_pins(service.pins(self.desk))
        self.card.show()

    def _show_pins(self, pins: tuple[PinLine, ...]) -> None:
        self.card.add_heading(_("Personnes imposées ou écartées"))
        if not pins:
            self.card.add_text(_("Personne : le plan choisit librement."), secondary=True)
        for pin in pins:
            self.card.add_text(pin_words(pin))
            name = _("Retirer : {name}, « {role} »").format(name=pin.name, role=pin.role)
            self.card.add_buttons(
                button(_("Retirer"), partial(self.run, service.unpin, pin.id), role="quiet", name=name)
            )

    def ask_pin(self) -> None:
        """Ask whom to impose on a role, or to keep off it."""
        if self.running is not None:
            return
        offered = service.offered(self.desk)
        self.card.clear(_("Imposer ou écarter quelqu’un"))
        form = Form(
            [
                PersonField("person", _("Personne"), offered.people, required=True, rules=("ROT-43",)),
                ChoiceField("role", _("Rôle"), offered.roles, required=True, rules=("ROT-43",)),
                IntegerField("seat", _("Siège"), least=1, help=_("Vide : n’importe lequel.")),
                ChoiceField("month", _("Mois"), self._months(), help=_("Vide : n’importe lequel.")),
                CheckField("barred", _("Écarter de ce rôle, au lieu d’imposer")),
                TextField("because", _("Pourquoi"), help=_("Le procès-verbal le cite.")),
            ],
            submit=_("Noter"), on_submit=lambda said: self._pin(form, said), on_cancel=self.ask_plan,
        )  # fmt: skip
        self.card.add(form)
        self.card.show()
        form.begin()

    def _months(self) -> list[tuple[date, str]]:
        this = self.desk.today.replace(day=1)
        return [(day_of(this, n), long_month(day_of(this, n))) for n in range(2 * MONTHS_OFFERED)]

    def _pin(self, form: Form, said: dict[str, Any]) -> None:
        verb = service.ban if said["barred"] else service.pin
        seat = said["seat"] - 1 if said["seat"] is not None else None
        self.run(
            verb, said["role"], said["person"], seat=seat, month=said["month"], because=said["because"] or "", form=form
        )

    # -- searching

    def prepare(self, form: Form, said: dict[str, Any]) -> None:
        """Read the case, then look for a plan beside the program."""
        try:
            prepared = service.prepare_plan(self.desk, said["name"], said["first"], said["months"])
        except (Refused, RuleBroken) as error:
            self.refuse(error, form)
            return
        self.search(prepared)

    def search(self, prepared: Prepared) -> None:
        """Start the planner; `Arrêter` gives the search up, the button of the card keeps the best plan so far."""
        running = Running(prepared.case, plan_request(prepared))
        self.running, self.prepared, self._shown = running, prepared, ()
        self.list.show_records(())
        self.list.show()

        def job(progress: Progress) -> Outcome:
            return outcome_of(running.follow(lambda words: progress.say(running.percent, 100, words)), prepared.case)

        self.task = self.work(_("Recherche d’un plan"), job, self._found)
        self.task.progressed.connect(lambda _percent, _words: self._show_best())
        self.task.finished.connect(self._over)
        self.card.clear(prepared.name)
        self.card.add_pill(_("calcul en cours"), "accent")
        self.where = label(_("Lecture du cas…"), "strong", wrap=True)
        self.card.add(self.where)
        for remark in prepared.remarks:
            self.card.add_text(remark)
        self.stop_button = button(_("S’arrêter là et garder ce plan"), self._stop, role="primary")
        self.card.add_buttons(self.stop_button)
        self.card.add_text(
            _("« Arrêter », en haut, abandonne la recherche : le dernier plan adopté reste en vigueur."),
            secondary=True,
        )

    def _stop(self) -> None:
        if self.running is not None:
            self.running.stop()
            self.stop_button.setEnabled(False)

    def _show_best(self) -> None:
        running, prepared = self.running, self.prepared
        if running is None or prepared is None:
            return
        self.where.setText(running.words)
        if running.best != self._shown:
            self._shown = running.best
            bars: tuple[PlanBar, ...] = bars_of(prepared.case, running.best, prepared.pins, {})
            self.list.show_records([bar for bar in bars if bar.planned])

    def _found(self, outcome: Outcome) -> None:
        prepared, self.running = self.prepared, None
        if prepared is not None:
            done = self.run(service.keep_plan, prepared, outcome)
            if done:
                self.go("roles.plan", done.value)

    def _over(self) -> None:
        if self.running is not None:  # given up, or failed: its refusal is said at the top
            self.running = None
            self.list.show_records(())
            self.ask_plan()

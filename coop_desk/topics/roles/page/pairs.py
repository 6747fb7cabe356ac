"""«Binômes»: who stands in for whom on what, until when, and the days when both are away."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import Pair
from coop_desk.topics.roles.handover.service.people import people_of_roles, skills_of_tree


class PairsPage(Page):
    """The buddy pairs."""

    title = N_("Binômes")
    needs = service.pairs
    guide = "07-apprendre-a-deux"
    tip = N_("Deux personnes qui se remplacent sur un rôle ou une compétence. Leurs absences communes sont signalées.")

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Binômes"),
            (
                Column(_("Sur quoi"), about_words, stretch=True),
                Column(_("Personnes"), lambda one: words.listed([one.one, one.two]), width=270),
                Column(_("Du"), lambda one: one.starts_on, "day", shown=False),
                Column(_("Au"), lambda one: one.ends_on, "day", width=104),
                Column(_("État"), self._state, "pill", tone=self._tone, width=140),
            ),
            filters=(Filter(_("Valides"), lambda one: one.stands_on(self.desk.today)),),
            counted=lambda n: ngettext("{n} binôme", "{n} binômes", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_pair)
        self.pair_action = self.add_action(
            _("Nouveau binôme"), self.ask_pair, keys="Ctrl+N", verb=service.pair_up, primary=True
        )
        self.add_action(_("Apprendre à deux"), lambda: self.go("roles.learning"), verb=service.ramps)
        self.add_action(_("Toutes les passations"), lambda: self.go("roles.handovers"), verb=service.handovers)

    def _state(self, one: Pair) -> str:
        if not one.stands_on(self.desk.today):
            return _("à venir") if one.starts_on > self.desk.today else _("fini")
        return _("absents ensemble") if one.away else _("valide")

    def _tone(self, one: Pair) -> Tone:
        if not one.stands_on(self.desk.today):
            return "plain"
        return "warn" if one.away else "good"

    def load(self) -> None:
        """Show the pairs."""
        found = service.pairs(self.desk)
        self.list.show_records(found)
        self.show_empty(
            not found,
            _("Aucun binôme. Désignez deux personnes qui peuvent se remplacer sur un rôle ou une compétence."),
            self.pair_action if self.may(service.pair_up) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a pair."""
        self.list.choose(record_id)

    def show_pair(self, one: Pair | None) -> None:
        """Show a pair, and when both are away."""
        if one is None:
            return
        self.card.clear(about_words(one))
        self.card.add_pill(self._state(one), self._tone(one))
        self.card.add_facts(
            [
                (_("Personnes"), words.listed([one.one, one.two])),
                (_("Depuis le"), words.long_day(one.starts_on)),
                (_("Jusqu’au"), words.long_day(one.ends_on) if one.ends_on else ""),
                (_("Décision"), one.decision),
            ]
        )
        self.card.add_heading(_("Absents ensemble, dans les six mois"))
        for first, last in one.away:
            said = _("du {first} au {last}").format(first=words.long_day(first), last=words.long_day(last))
            self.card.add_text(said)
        if not one.away:
            self.card.add_text(_("Jamais, d’après les absences acceptées."), secondary=True)
        if self.may(service.end_pair) and (one.ends_on is None or one.ends_on >= self.desk.today):
            self.card.add_buttons(button(_("Mettre fin au binôme…"), lambda: self.ask_end(one)))

    def ask_pair(self) -> None:
        """Ask whom, on what, from when."""
        people = list(self.ask(people_of_roles).value or ())
        offered = [(one.id, one.name) for one in self.ask(roles.roles).value or ()]
        known = list(self.ask(skills_of_tree).value or ())
        form = Form(
            [
                PersonField("one", _("Une personne"), people, required=True, rules=("PAIR-01",)),
                PersonField("two", _("L’autre"), people, required=True),
                ChoiceField("role", _("Rôle"), offered, help=_("Un rôle, une compétence, ou les deux.")),
                ChoiceField("skill", _("Compétence"), known),
                DayField("from", _("À partir du"), required=True, today=self.desk.today),
                DayField("to", _("Jusqu’au"), today=self.desk.today, help=_("Laissez vide si rien n’est fixé.")),
                TextField("decision", _("Décision"), required=True, rules=("MAND-04",),
                          help=_("La réunion ou l’assemblée, et sa date.")),
            ],
            submit=_("Désigner"), on_submit=lambda said: self._pair(said, form), on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values({"from": self.desk.today})
        self.show_empty(False)
        self.list.clear_choice()
        self._show(_("Nouveau binôme"), form)

    def _pair(self, said: dict[str, Any], form: Form) -> None:
        done = self.run(
            service.pair_up, said["one"], said["two"], role_id=said["role"], skill=said["skill"] or "",
            starts_on=said["from"], ends_on=said["to"], decision=said["decision"] or "", form=form,
        )  # fmt: skip
        if done:
            self.list.choose(done.value)
            self.show_pair(self.list.chosen_record())

    def ask_end(self, one: Pair) -> None:
        """Ask when it ends."""
        form = Form(
            [DayField("on", _("Dernier jour"), required=True, today=self.desk.today, rules=("PAIR-01",))],
            submit=_("Mettre fin"),
            on_submit=lambda said: self._ended(self.run(service.end_pair, one.id, said["on"], form=form)),
            on_cancel=lambda: self.show_pair(one),
        )
        form.set_values({"on": self.desk.today})
        self._show(about_words(one), form)

    def _ended(self, done: Any) -> None:
        if done:
            self.show_pair(self.list.chosen_record())

    def _show(self, title: str, form: Form) -> None:
        self.card.clear(title)
        self.card.add(form)
        self.card.show()
        form.begin()


def about_words(one: Pair) -> str:
    """The role, the skill, or both."""
    return words.listed([each for each in (one.role, one.skill) if each])

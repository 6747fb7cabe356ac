"""«Coordonnées confidentielles»: my own, and everybody's when the keys were handed to me."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QFileDialog

from coop_desk.core import words
from coop_desk.core.actions import Action, Verb
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.saving import save
from coop_desk.screen.fields import ChoiceField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.list_output import ask_file
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.sheets.table import FileKind
from coop_desk.sheets.write import kind_of
from coop_desk.topics.personal_details import service
from coop_desk.topics.personal_details.page.own import OwnPane
from coop_desk.topics.personal_details.page.part import TONES
from coop_desk.topics.personal_details.page.person import OPEN, PersonCard
from coop_desk.topics.personal_details.records import Compartment, People, PersonLine, State

TAKE_IN: dict[Compartment, Action[[], int]] = {
    Compartment.BANK: service.take_in_bank,
    Compartment.IDENTITY: service.take_in_identity,
}
EXPORT: dict[Compartment, Action[[FileKind], bytes]] = {
    Compartment.BANK: service.export_bank,
    Compartment.IDENTITY: service.export_identity,
}


class PersonalDetailsPage(Page):
    """Numbers are hidden until asked for, and hidden again when the page is left."""

    title = N_("Coordonnées confidentielles")
    needs = service.own_details
    guide = "84-coordonnees-confidentielles"
    tip = N_(
        "Votre IBAN et votre numéro de sécurité sociale sont scellés : seuls vous et les personnes désignées les "
        "lisent. Chaque lecture laisse une ligne que vous pouvez voir."
    )

    def build(self) -> None:
        """Make both sides: mine, and everybody's for a key holder."""
        self.people = People((), ())
        self.give = {
            Compartment.BANK: self._quiet_action(_("Donner mon IBAN"), "Ctrl+I", service.give_own_details),
            Compartment.IDENTITY: self._quiet_action(_("Donner mon numéro"), "Ctrl+Shift+I", service.give_own_details),
        }
        self.record = {
            Compartment.BANK: self._quiet_action(_("Enregistrer un IBAN"), "Ctrl+B", service.record_bank),
            Compartment.IDENTITY: self._quiet_action(
                _("Enregistrer un numéro"), "Ctrl+Shift+B", service.record_identity
            ),
        }
        self.own = OwnPane(self, self.give)
        self.list = List(
            _("Coordonnées confidentielles"),
            (
                Column(_("Nom"), lambda line: line.name, stretch=True),
                Column(_("Situation"), lambda line: line.situation, shown=False),
                *(_state_column(each) for each in Compartment if self.may(OPEN[each])),
            ),
            filters=(
                Filter(_("À demander"), lambda line: not {State.MISSING, State.WITHDRAWN}.isdisjoint(_states(line))),
                Filter(_("À relever"), lambda line: State.WAITING in _states(line)),
                Filter(_("À vérifier"), lambda line: State.SAME in _states(line)),
            ),
            key=lambda line: line.person_id,
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
            printable=False,
        )
        self.card = PersonCard(self, self.record)
        self.everybody = self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_person)
        self.body.addWidget(self.own, 1)
        self.turn_action = self.add_action("", self.turn, keys="Ctrl+O", verb=service.people_details)
        self.search_action = self.add_action(
            _("Chercher un numéro…"), self.ask_search, keys="Ctrl+G", verb=service.find_people
        )
        self.export_action = self.add_action(
            _("Exporter…"), self.ask_export, keys="Ctrl+Shift+E", verb=service.export_bank
        )
        self._turn_to(everybody=self.may(service.people_details))

    def _quiet_action(self, text: str, keys: str, verb: Verb) -> QAction:
        """An action whose button stands in a card: what is typed after it comes back after a lock."""
        return self.add_action(text, lambda: self._begin_form(text), keys=keys, verb=verb, button=False)

    def _begin_form(self, text: str) -> None:
        for each in Compartment:
            if text == self.give[each].text():
                self._turn_to(everybody=False)
                self.own.cards[each].begin_form()
            if text == self.record[each].text():
                self._turn_to(everybody=True)
                self.card.begin_form(each)

    def load(self) -> None:
        """Read my own, and the state of everybody's; nothing of anybody else is opened."""
        self.own.show_details(service.own_details(self.desk))
        if not self.may(service.people_details):
            return
        self.people = service.people_details(self.desk)
        for action in (self.turn_action, self.search_action, self.export_action):
            action.setEnabled(bool(self.people.open) and action.isVisible())
        if not self.people.open:
            self._turn_to(everybody=False)
        self.list.show_records(self.people.lines)
        self.show_person(self.list.chosen_record())
        self._say_what_waits()

    def open_record(self, record_id: Any) -> None:
        """Show one person; mine when it is me and I hold nothing."""
        if self.may(service.people_details):
            self._turn_to(everybody=True)
            self.list.choose(record_id)

    def show_person(self, line: PersonLine | None) -> None:
        """Show the state of one person's details."""
        if line is not None:
            self.card.show_person(line)

    def turn(self) -> None:
        """Go from mine to everybody's, and back."""
        self._turn_to(everybody=self.everybody.isHidden())
        self.begin()

    def _turn_to(self, *, everybody: bool) -> None:
        self.everybody.setVisible(everybody)
        self.own.setVisible(not everybody)
        self.turn_action.setText(_("Les miennes") if everybody else _("Toutes les personnes"))

    def _say_what_waits(self) -> None:
        if self.people.closed:
            self.refusal.show_warning(self.people.closed[0], " ".join(self.people.closed[1:]))
            return
        waiting = self.people.waiting()
        if waiting and any(self.may(TAKE_IN[each]) for each in self.people.open):
            said = ngettext("{n} dépôt attend d’être relevé.", "{n} dépôts attendent d’être relevés.", waiting)
            self.refusal.show_warning(said.format(n=words.integer(waiting)), "", (_("Relever"), self.take_in))

    def take_in(self) -> None:
        """Make records of what people dropped."""
        for each in self.people.open:
            if self.may(TAKE_IN[each]) and any(_has(line, each, State.WAITING) for line in self.people.lines):
                self.run(TAKE_IN[each])

    # -- searching what is sealed

    def ask_search(self) -> None:
        """Ask for what to look for."""
        self._turn_to(everybody=True)
        self.card.begin(_("Chercher un numéro"))
        self.card.add_text(
            _("Tout est ouvert le temps de chercher : chaque personne pourra lire que vous l’avez fait."),
            secondary=True,
        )
        form = Form(
            [
                TextField(
                    "text", _("Une partie du numéro, du titulaire ou du lieu"), required=True, rules=("DETAILS-01",)
                )
            ],
            submit=_("Chercher"),
            on_submit=lambda values: self.search(values["text"]),
            on_cancel=self.card.hide_numbers,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def search(self, text: str) -> None:
        """Show whose details hold a text."""
        found = self.ask(service.find_people, text)
        if not found:
            return
        names = {line.person_id: line.name for line in self.people.lines}
        self.card.begin(_("Chercher un numéro"))
        people = found.value or []
        counted = ngettext("{n} personne trouvée.", "{n} personnes trouvées.", len(people))
        self.card.add_text(counted.format(n=words.integer(len(people))) if people else _("Personne n’a donné cela."))
        for person_id in people:
            self.card.add_buttons(button(names[person_id], self._chooser(person_id), role="link"))
        self.card.add_buttons(button(_("Chercher autre chose"), self.ask_search))

    def _chooser(self, person_id: PersonId) -> Callable[[], object]:
        def choose() -> None:
            self.list.clear_choice()
            self.list.choose(person_id)

        return choose

    # -- taking it out

    def ask_export(self) -> None:
        """Ask what to export."""
        self._turn_to(everybody=True)
        self.card.begin(_("Exporter"))
        self.card.add_text(
            _("Le fichier portera votre nom et la date. Le journal garde une ligne, que chaque personne peut lire."),
            secondary=True,
        )
        choices = [(each, each.words) for each in self.people.open]
        form = Form(
            [ChoiceField("what", _("Ce qui est exporté"), choices, required=True)],
            submit=_("Choisir le fichier…"),
            on_submit=lambda values: self.export(values["what"]),
            on_cancel=self.card.hide_numbers,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def export(self, compartment: Compartment) -> QFileDialog:
        """Ask where, then write the file. Never blocks."""

        def write(path: Path) -> None:
            save(path, EXPORT[compartment](self.desk, kind_of(path)))

        return ask_file(self, _("Exporter"), compartment.words, self.say_state, write)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide every number when the page is left."""
        super().hideEvent(event)
        self.own.hide_shown()
        self.card.hide_shown()


def _state_column(compartment: Compartment) -> Column:
    def standing_words(line: PersonLine) -> str:
        standing = line.standing(compartment)
        return standing.words if standing is not None else ""

    def tone(line: PersonLine) -> Tone:
        standing = line.standing(compartment)
        return TONES[standing.state] if standing is not None else "plain"

    title = _("Banque") if compartment is Compartment.BANK else _("Sécurité sociale")
    return Column(title, standing_words, "pill", tone=tone, width=150)


def _states(line: PersonLine) -> set[State]:
    return {standing.state for each in Compartment if (standing := line.standing(each)) is not None}


def _has(line: PersonLine, compartment: Compartment, state: State) -> bool:
    standing = line.standing(compartment)
    return standing is not None and standing.state is state

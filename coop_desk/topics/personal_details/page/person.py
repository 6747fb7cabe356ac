"""The card of one person for whoever holds the keys: nothing is opened before it is asked for."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QAction

from coop_desk.core import words
from coop_desk.core.actions import Action
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.screen.card import Card
from coop_desk.screen.page import Page
from coop_desk.topics.personal_details import service
from coop_desk.topics.personal_details.page.forms import details_form
from coop_desk.topics.personal_details.page.part import TONES, Doing, add_hidden, add_missing, add_shown
from coop_desk.topics.personal_details.records import Compartment, Details, PersonLine, State, Version

OPEN: dict[Compartment, Action[[PersonId], tuple[Version, ...]]] = {
    Compartment.BANK: service.bank_of,
    Compartment.IDENTITY: service.identity_of,
}
RECORD: dict[Compartment, Any] = {
    Compartment.BANK: service.record_bank,
    Compartment.IDENTITY: service.record_identity,
}


class PersonCard(Card):
    """The state of each kind, what it says once asked for, and a form to record it."""

    def __init__(self, page: Page, record: Mapping[Compartment, QAction]) -> None:
        super().__init__()
        self._record = record
        self._page = page
        self._line: PersonLine | None = None
        self._shows = False

    def show_person(self, line: PersonLine) -> None:
        """Show the state of somebody's details, hidden."""
        self._line = line
        self._write({})

    def hide_numbers(self) -> None:
        """Hide what was shown or typed; nothing is left of a card of nobody."""
        if self._line is None:
            self.hide()
        else:
            self._write({})

    def hide_shown(self) -> None:
        """Hide the numbers shown, but leave a form where it is."""
        if self._shows:
            self.hide_numbers()

    def begin(self, title: str) -> None:
        """Lend the card to something else than a person, who comes back with `hide_numbers`."""
        self._shows = False
        self.clear(title)

    def _write(self, shown: dict[Compartment, tuple[Version, ...]]) -> None:
        line = self._line
        if line is None:
            return
        self._shows = bool(shown)
        self.clear(line.name)
        for compartment in Compartment:
            standing = line.standing(compartment)
            if standing is None:
                continue
            self.add_heading(compartment.words)
            self.add_pill(standing.words, TONES[standing.state])
            doing = self._doing(line, compartment)
            if standing.state is State.WAITING:
                self.add_text(_("Un dépôt attend d’être relevé par une personne qui peut enregistrer."), secondary=True)
            elif standing.state is State.MISSING:
                add_missing(self, _("Rien n’a été donné."), doing, _("Enregistrer…"))
            elif standing.state is State.WITHDRAWN and compartment not in shown:
                add_missing(self, _("La personne l’a retiré."), doing, _("Enregistrer…"), former=True)
            elif compartment in shown:
                add_shown(self, compartment, shown[compartment], doing)
            else:
                add_hidden(self, compartment, doing)
            if standing.same_as:
                self.add_text(_same_words(compartment, standing.same_as))

    def _doing(self, line: PersonLine, compartment: Compartment) -> Doing:
        return Doing(
            lambda: self._open(line, compartment),
            self.hide_numbers,
            self._record[compartment].trigger if self._page.may(RECORD[compartment]) else None,
            self._page.say_state,
        )

    def _open(self, line: PersonLine, compartment: Compartment) -> None:
        found = self._page.ask(OPEN[compartment], line.person_id)
        if found and found.value:
            self._write({compartment: found.value})

    def begin_form(self, compartment: Compartment) -> None:
        """Ask for what the person of the card gave, where the compartment is open."""
        line = self._line
        if line is None or line.standing(compartment) is None:
            return
        self.begin(line.name)
        self.add_heading(compartment.words)
        form = details_form(compartment, lambda details: record(details), self.hide_numbers)

        def record(details: Details) -> None:
            self._page.run(RECORD[compartment], line.person_id, details, form=form)

        self.add(form)
        form.show()  # now, not at the next turn of the loop: what was being typed is put back at once
        form.begin()


def _same_words(compartment: Compartment, names: tuple[str, ...]) -> str:
    who = words.listed(list(names))
    if compartment is Compartment.BANK:
        return _("Le même compte que {names} : c’est possible pour un couple, à vérifier sinon.").format(names=who)
    return _("Le même numéro que {names} : l’un des deux est faux. Comparez avec les cartes Vitale.").format(names=who)

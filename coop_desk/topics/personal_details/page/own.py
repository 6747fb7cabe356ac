"""My bank details and my number, side by side."""

from collections.abc import Mapping

from PySide6.QtGui import QAction

from coop_desk.core.compartments.delegating import key_delegations
from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.topics.personal_details import service
from coop_desk.topics.personal_details.page.forms import details_form
from coop_desk.topics.personal_details.page.part import Doing, add_hidden, add_missing, add_shown
from coop_desk.topics.personal_details.records import Compartment, Details, OwnDetails, OwnPart


class OwnCard(Card):
    """One kind of one's own details: hidden until asked for, given and changed here."""

    def __init__(self, page: Page, compartment: Compartment, give: QAction) -> None:
        super().__init__(compartment.words)
        self._page = page
        self._compartment = compartment
        self._part = OwnPart(compartment, (), (), False)
        self._shows = False
        self._doing = Doing(self.show_number, self.hide_number, give.trigger, page.say_state, self.ask_withdrawal)

    def show_part(self, part: OwnPart) -> None:
        """Show the state of what I gave, hidden."""
        self._part = part
        self.hide_number()

    def hide_number(self) -> None:
        """Hide what was shown or typed."""
        self._begin()
        doing = self._doing if self._part.may_give else Doing(self.show_number, self.hide_number, None, self._doing.say)
        give = _("Donner mon IBAN") if self._compartment is Compartment.BANK else _("Donner mon numéro")
        if self._part.withdrawn:
            gone = _("Rien n’est plus en vigueur. Ce qui l’était reste lisible, pour les paiements passés.")
            add_missing(self, gone, doing, give, former=True)
        elif self._part.versions:
            add_hidden(self, self._compartment, doing)
        elif self._part.may_give:
            missing = (
                _("Vous n’avez pas donné d’IBAN. Il sert à vous rembourser vos parts et vos frais.")
                if self._compartment is Compartment.BANK
                else _("Vous n’avez pas donné votre numéro. Il sert à la paie et aux déclarations.")
            )
            add_missing(self, missing, doing, give)
        self._end()

    def show_number(self) -> None:
        """Show what I gave."""
        self._begin(shows=True)
        add_shown(self, self._compartment, self._part.versions, self._doing)
        self._end()

    def begin_form(self) -> None:
        """Ask for a new version, where it may be given."""
        if not self._part.may_give:
            return
        self._shows = False
        self.clear(self._compartment.words)
        form = details_form(self._compartment, lambda details: self._give(details), self.hide_number)
        self._form = form
        self.add(form)
        form.show()  # now, not at the next turn of the loop: what was being typed is put back at once
        form.begin()

    def ask_withdrawal(self) -> None:
        """Ask before one's own details stop being used."""
        named = listed(list(self._part.keepers)) or _("personne d’autre")
        bank = self._compartment is Compartment.BANK
        decide(
            self,
            _("Retirer votre IBAN ?") if bank else _("Retirer votre numéro de sécurité sociale ?"),
            (
                _("La coopérative n’aura plus où vous verser parts et frais, jusqu’au prochain que vous donnez.")
                if bank
                else _("Il manquera à la paie et aux déclarations, jusqu’à ce que vous le donniez de nouveau.")
            )
            + " "
            + _("Ce que vous aviez donné reste scellé, lisible de vous et de {names}.").format(names=named),
            _("Retirer"),
            lambda: self._page.run(service.withdraw_own_details, self._compartment),
            danger=True,
        )

    def _give(self, details: Details) -> None:
        self._page.run(service.give_own_details, details, form=self._form)

    def hide_shown(self) -> None:
        """Hide the number shown, but leave a form where it is."""
        if self._shows:
            self.hide_number()

    def _begin(self, *, shows: bool = False) -> None:
        self._shows = shows
        self.clear(self._compartment.words)
        state, tone = _state(self._part)
        self.add_pill(state, tone)

    def _end(self) -> None:
        if self._part.hindrance:
            self.add_text(self._part.hindrance, secondary=True)
            if not self._part.may_give and not self._part.keepers and self._page.may(key_delegations):
                self.add_buttons(button(_("Clés confiées"), lambda: self._page.go("keys"), icon="key"))
        if self._part.keepers:
            named = listed(list(self._part.keepers))
            self.add_text(
                _("Personne d’autre que vous et {names} ne peut le lire.").format(names=named), secondary=True
            )


class OwnPane(SideBySide):
    """Both kinds, one over the other when there is little room."""

    def __init__(self, page: Page, give: Mapping[Compartment, QAction]) -> None:
        self.cards = {each: OwnCard(page, each, give[each]) for each in Compartment}
        super().__init__(self.cards[Compartment.BANK], self.cards[Compartment.IDENTITY], (1, 1))

    def show_details(self, found: OwnDetails) -> None:
        """Show both, hidden."""
        for part in found.parts():
            self.cards[part.compartment].show_part(part)

    def hide_shown(self) -> None:
        """Hide the numbers shown."""
        for card in self.cards.values():
            card.hide_shown()


def _state(part: OwnPart) -> tuple[str, Tone]:
    if not part.versions:
        return (_("À donner"), "plain") if part.may_give else (_("Pas encore possible"), "warn")
    if part.versions[0].waiting:
        return _("Déposé, à relever"), "warn"
    if part.withdrawn:
        return _("Retiré"), "plain"
    return _("Donné"), "good"

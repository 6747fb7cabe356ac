"""«Réglages de la paie»: the co-op's own bonuses, the SIRET of its files, whether a second person validates."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, DayField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.catalogue import Variable
from coop_desk.topics.payroll.views import Settings


class PaySettingsPage(Page):
    """How the co-op keeps its pay."""

    title = N_("Réglages de la paie")
    needs = service.pay_settings
    guide = "83-paie"

    def build(self) -> None:
        """Make the list of bonuses and the card of the rest."""
        self.list = List(
            _("Primes de la coopérative"),
            (
                Column(_("Prime"), lambda one: one.words, stretch=True),
                Column(_("Code"), lambda one: one.code),
                Column(
                    _("État"), lambda one: _("Ne se donne plus") if one.closed else _("Se donne"), "pill",
                    tone=lambda one: "plain" if one.closed else "good",
                ),
            ),
            key=lambda one: one.code,
            counted=lambda n: ngettext("{n} prime", "{n} primes", n).format(n=words.integer(n)),
            searchable=False,
        )  # fmt: skip
        self.card = Card()
        self.body.addWidget(SideBySide(self.list, self.card), 1)
        self.connect_list(self.list)
        self.add_action(_("Retour aux mois"), lambda: self.go("payroll"), keys="Ctrl+B", verb=service.pay_months)
        self.second_action = self.add_action(
            _("Contrôle par une seconde personne…"),
            self.ask_second_person,
            keys="Ctrl+Shift+S",
            verb=service.set_second_person,
        )
        self.siret_action = self.add_action(_("SIRET…"), self.ask_siret, keys="Ctrl+T", verb=service.set_siret)
        self.close_action = self.add_action(
            _("Ne plus donner"), self.close_bonus, keys="Ctrl+Delete", verb=service.close_bonus
        )
        self.add_action(_("Nouvelle prime"), self.ask_bonus, keys="Ctrl+N", verb=service.add_bonus, primary=True)

    def load(self) -> None:
        """Read the settings of today."""
        self.settings = service.pay_settings(self.desk)
        self.list.show_records(self.settings.bonuses)
        self.show_settings(self.settings)

    def show_settings(self, settings: Settings) -> None:
        """Show what holds today."""
        self.card.clear(_("En vigueur"))
        self.card.add_facts([(_("SIRET des fichiers"), settings.siret or _("pas encore enregistré"))])
        self.card.add_text(
            _("Une seconde personne contrôle et valide chaque mois.")
            if settings.second_person
            else _("La personne qui prépare peut valider elle-même, par décision de la coopérative.")
        )
        if settings.decision and settings.since is not None:
            said = _("Depuis le {day} : {decision}").format(day=words.day(settings.since), decision=settings.decision)
            self.card.add_text(said, secondary=True)

    def _ask(self, title: str, fields: list[Any], verb: Any) -> None:
        self.card.clear(title)

        def send(values: dict[str, Any]) -> None:
            self.run(verb, form=form, **values)

        form = Form(
            fields, submit=_("Enregistrer"), on_submit=send, on_cancel=lambda: self.show_settings(self.settings)
        )
        self.card.add(form)
        form.begin()

    def ask_bonus(self) -> None:
        """Ask for the name of a bonus."""
        self._ask(
            _("Nouvelle prime"), [TextField("name", _("Nom"), required=True, rules=("PAY-09",))], service.add_bonus
        )

    def ask_siret(self) -> None:
        """Ask for the SIRET."""
        field = TextField("siret", _("SIRET"), required=True, rules=("PAY-09",))
        self._ask(_("SIRET de la coopérative"), [field], service.set_siret)

    def ask_second_person(self) -> None:
        """Ask what the co-op decided about the second person."""
        fields = [
            CheckField("second_person", _("Une seconde personne contrôle et valide")),
            DayField("since", _("À partir du"), today=self.desk.today, required=True),
            TextField("decision", _("Décision"), required=True, rules=("PAY-03",)),
        ]
        self._ask(_("Contrôle par une seconde personne"), fields, service.set_second_person)

    def close_bonus(self) -> None:
        """Give the chosen bonus no more."""
        chosen: Variable | None = self.list.chosen_record()
        if chosen is not None:
            self.run(service.close_bonus, chosen.code)

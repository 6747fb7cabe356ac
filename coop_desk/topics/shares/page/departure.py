"""The card in which an associate leaves: status lost, shares cancelled, refund due (C04)."""

from collections.abc import Callable
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, ChoiceField, DayField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.members.rules.categories import LOSSES, REASON_WORDS, Reason
from coop_desk.topics.shares import service
from coop_desk.topics.shares.page.effect import EffectPanel
from coop_desk.topics.shares.records import Foreseen
from coop_desk.topics.shares.rules.capital import WATCHED_RULES


class DepartureCard:
    """Asks why and when somebody leaves, then records the departure and the cancellation together."""

    def __init__(self, page: Page, card: Card, recorded: Callable[[PersonId], object]) -> None:
        self._page = page
        self._card = card
        self._recorded = recorded
        self.form: Form | None = None

    def begin(self, person_id: PersonId, name: str) -> None:
        """Offer the form for one associate."""
        self._card.clear(_("Départ : {name}").format(name=name))
        self._card.show()
        self._page.show_figures()
        self._card.add_text(
            _(
                "Le vote s’arrête à la date du départ, les parts sont annulées le même jour et leur remboursement "
                "apparaît avec sa date d’exigibilité."
            ),
            secondary=True,
        )
        today = self._page.desk.today
        reasons = [(reason.value, _(said)) for reason, said in REASON_WORDS.items() if reason in LOSSES]
        form = Form(
            [
                ChoiceField("why", _("Motif"), reasons, required=True, rules=("LOSS-02", "LOSS-08")),
                DayField("notice_on", _("Annoncé le"), today=today, rules=("LOSS-03", "LOSS-12")),
                DayField("ends_on", _("Fin du contrat, ou date de la décision"), today=today),
                TextField("decision", _("Décision ou courrier"), rules=("LOSS-04",)),
                AmountField("loss", _("Perte de l’exercice"), rules=("REF-03",)),
                AmountField("reserves", _("Réserves statutaires"), rules=("REF-03",)),
                TextField("reason", _("Raison écrite, si une limite est franchie"), rules=WATCHED_RULES),
            ],
            submit=_("Enregistrer le départ"),
            on_submit=lambda values: self._record(person_id, values),
            on_cancel=self._leave,
        )
        self.form = form
        form.set_values({"notice_on": today})
        self._card.add(form)
        self.effect = EffectPanel(form, lambda values: self._foresee(person_id, values))
        form.begin()

    def _foresee(self, person_id: PersonId, values: dict[str, Any]) -> Foreseen | str:
        seen = service.foresee_departure(
            self._page.desk,
            person_id,
            Reason(values["why"]),
            values["notice_on"],
            values["ends_on"],
            values["decision"] or "",
            values["loss"] or 0,
            values["reserves"] or 0,
        )
        return seen or _(
            "Aucune part n’est annulée aujourd’hui : la qualité d’associé est gardée, ou se perd plus tard."
        )

    def _record(self, person_id: PersonId, values: dict[str, Any]) -> None:
        done = self._page.run(
            service.record_departure,
            person_id,
            Reason(values["why"]),
            values["notice_on"],
            values["ends_on"],
            values["decision"] or "",
            values["reason"] or "",
            values["loss"] or 0,
            values["reserves"] or 0,
            form=self.form,
        )
        if done:
            numbers = words.listed([str(number) for number in done.value or ()])
            if numbers:
                self._page.say_state(_("Départ enregistré, mouvement n° {numbers}").format(numbers=numbers))
            self._recorded(person_id)

    def _leave(self) -> None:
        self._card.hide()
        self._page.reload()

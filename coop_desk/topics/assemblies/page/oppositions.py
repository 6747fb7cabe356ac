"""The oppositions to an assembly held entirely at a distance, on a card (VOT-13)."""

from functools import partial
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, DayField, PersonField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.records import OppositionLine


def without_room_field() -> CheckField:
    """Whether a meeting is held entirely at a distance; its place then says how to connect."""
    words = _("Entièrement à distance : le lieu dit comment se connecter")
    return CheckField("without_room", words, rules=("VOT-13",))


class OppositionsCard:
    """Who opposes, how much of the capital that is, and a form to record one more."""

    def __init__(self, page: Page, card: Card, meeting_id: int) -> None:
        self.page, self.card, self.meeting_id = page, card, meeting_id

    def show(self) -> None:
        """Show the oppositions, then the form."""
        asked = self.page.ask(service.oppositions, self.meeting_id)
        if asked.value is None:
            return
        found = asked.value
        self.card.clear(_("Oppositions à une assemblée à distance"))
        self.card.add_pill(
            _("Il faut un lieu de réunion") if found.reached else _("Seuil non atteint"),
            "bad" if found.reached else "plain",
        )
        self.card.add_text(found.words)
        for line in found.lines:
            self.card.add_facts([(line.person.name, _("reçue le {day}").format(day=long_day(line.received_on)))])
            cancel = button(_("Annuler"), partial(self.cancel, line), role="link")
            cancel.setAccessibleName(_("Annuler l’opposition de {name}").format(name=line.person.name))
            self.card.add_buttons(cancel)
        self.card.add_heading(_("Opposition reçue"))
        form = Form(
            [
                PersonField(
                    "opponent_id", _("De"), [(who.person_id, who.name) for who in found.holders], required=True
                ),
                DayField("received_on", _("Reçue le"), today=self.page.desk.today, required=True, rules=("VOT-13",)),
            ],
            submit=_("Noter l’opposition"),
            on_submit=lambda values: self.record(form, values),
            on_cancel=self.card.hide,
        )
        form.set_values({"received_on": self.page.desk.today})
        self.card.add(form)
        self.card.show()
        form.begin()

    def record(self, form: Form, values: dict[str, Any]) -> None:
        """Keep an opposition."""
        if self.page.run(service.record_opposition, self.meeting_id, **values, form=form):
            self.show()

    def cancel(self, line: OppositionLine) -> None:
        """Cancel an opposition withdrawn or entered by mistake."""
        if self.page.run(service.cancel_opposition, line.id):
            self.show()

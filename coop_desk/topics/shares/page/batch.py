"""The card of a batch of subscriptions, one amount for each associate and a total to find again (C13)."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, ChoiceField, DayField, Field, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.topics.members import service as members
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.shares import service
from coop_desk.topics.shares.page.effect import EffectPanel
from coop_desk.topics.shares.records import BatchLine, Foreseen
from coop_desk.topics.shares.rules.capital import WATCHED_RULES
from coop_desk.topics.shares.rules.movements import FUNDS_WORDS, Funds


class BatchCard:
    """Asks the amounts of a batch, says their sum as they are typed, and records all of it or nothing."""

    def __init__(self, page: Page, card: Card) -> None:
        self._page = page
        self._card = card
        self.form: Form | None = None

    def begin(self) -> None:
        """Offer the form of a batch."""
        people = members.members(self._page.desk, categories=ASSOCIATES)
        self._card.clear(_("Lot de souscriptions"))
        self._card.show()
        self._card.add_text(
            _("Chaque montant devient des parts entières, versées. Le total doit être celui de la paie."),
            secondary=True,
        )
        fields: list[Field] = [
            DayField("day", _("Date"), required=True, today=self._page.desk.today, rules=("REG-02",)),
            AmountField("total", _("Total à retrouver"), required=True, rules=("SHA-07",)),
            ChoiceField("funds", _("Origine des fonds"), [(one.value, _(FUNDS_WORDS[one])) for one in Funds if one]),
            TextField("decision", _("Décision qui l’autorise")),
            TextField("reason", _("Raison écrite, si une limite est franchie"), rules=WATCHED_RULES),
            *(AmountField(f"person:{row.person_id}", row.name) for row in people),
        ]
        self._people = [row.person_id for row in people]
        form = Form(fields, submit=_("Enregistrer le lot"), on_submit=self._record, on_cancel=self._card.hide)
        self.form = form
        form.set_values({"day": self._page.desk.today, "funds": Funds.PAY.value})
        form.changed.connect(self._say_sum)
        self._card.add(form)
        self._sum = label(wrap=True)
        form.show_over_button(self._sum)
        self.effect = EffectPanel(form, self._foresee, beside=("total",))
        self._say_sum()
        form.begin()

    def _foresee(self, values: dict[str, Any]) -> Foreseen | str:
        lines = self._lines(values)
        return service.foresee_batch(self._page.desk, values["day"], lines) if lines else ""

    def _lines(self, values: dict[str, Any]) -> list[BatchLine]:
        typed = [(person, values[f"person:{person}"]) for person in self._people]
        return [BatchLine(person, cents) for person, cents in typed if cents]

    def _say_sum(self) -> None:
        if self.form is not None:
            typed = (self.form.fields[f"person:{person}"].so_far() for person in self._people)
            total = sum(cents for cents in typed if isinstance(cents, int))
            self._sum.setText(_("Somme des montants : {total}").format(total=words.euros(total)))

    def _record(self, values: dict[str, Any]) -> None:
        done = self._page.run(
            service.record_batch,
            values["day"],
            self._lines(values),
            values["total"],
            Funds(values["funds"] or Funds.PAY),
            values["decision"] or "",
            values["reason"] or "",
            form=self.form,
        )
        if done:
            self._card.hide()

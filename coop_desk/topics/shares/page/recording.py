"""The card in which a movement is typed, seen with its effects, then recorded."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.screen.card import Card
from coop_desk.screen.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    IntegerField,
    PersonField,
    TextField,
)
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.members import service as members
from coop_desk.topics.shares import service
from coop_desk.topics.shares.page.effect import show_effect, show_limits
from coop_desk.topics.shares.records import Draft, Foreseen
from coop_desk.topics.shares.rules.movements import FUNDS_WORDS, KIND_WORDS, WITH_SHARES, Funds, Kind

TYPED = (
    Kind.SUBSCRIPTION,
    Kind.PAYMENT,
    Kind.TRANSFER,
    Kind.CANCELLATION,
    Kind.REIMBURSEMENT,
    Kind.CONVERSION,
    Kind.SUSPENSION,
    Kind.RESUMPTION,
)
WITH_MONEY = frozenset({Kind.SUBSCRIPTION, Kind.PAYMENT, Kind.REIMBURSEMENT})
WITH_FUNDS = frozenset({Kind.SUBSCRIPTION, Kind.PAYMENT, Kind.CONVERSION})


class RecordingCard:
    """Typing a movement in a card: what it would change is shown before it is recorded (C14)."""

    def __init__(self, page: Page, card: Card, recorded: Callable[[PersonId], object]) -> None:
        self._page = page
        self._card = card
        self._recorded = recorded
        self.form: Form | None = None
        self.confirm: Form | None = None

    def begin(self, person_id: PersonId | None = None, draft: Draft | None = None) -> None:
        """Offer the form of a movement, for somebody when known, or as it was typed before."""
        people = [(row.person_id, row.name) for row in members.members(self._page.desk)]
        self._card.clear(_("Nouveau mouvement"))
        self._card.show()
        self._page.show_figures()  # room for the form; load() shows them again
        form = Form(self._fields(people), submit=_("Voir l’effet"), on_submit=self._see, on_cancel=self._leave)
        self.form = form
        form.fields["kind"].changed.connect(self._fit)
        form.set_values(_typed(draft) if draft else {"kind": Kind.SUBSCRIPTION, "person": person_id})
        if draft is None:
            form.set_values({"day": self._page.desk.today, "funds": Funds.OWN})
        self._fit()
        self._card.add(form)
        form.begin()

    def _leave(self) -> None:
        self._card.hide()
        self._page.reload()

    def _fields(self, people: list[tuple[PersonId, str]]) -> list[Field]:
        return [
            ChoiceField("kind", _("Nature"), [(kind, _(KIND_WORDS[kind])) for kind in TYPED], required=True),
            PersonField("person", _("Titulaire"), people, required=True),
            PersonField("counterpart", _("Cédées à"), people, required=True),
            DayField("day", _("Date"), required=True, today=self._page.desk.today, rules=("REG-02",)),
            IntegerField("shares", _("Nombre de parts"), least=1, required=True),
            AmountField("amount", _("Montant"), rules=("SHA-01", "REF-01")),
            ChoiceField("funds", _("Origine des fonds"), [(one, _(FUNDS_WORDS[one])) for one in Funds if one]),
            AmountField("loss", _("Perte de l’exercice"), rules=("REF-03",)),
            AmountField("reserves", _("Réserves statutaires"), rules=("REF-03",)),
            TextField("decision", _("Décision qui l’autorise"), rules=("SHA-13", "REF-05", "REF-08")),
            TextField("note", _("Observation")),
        ]

    def _fit(self) -> None:
        """Show the fields of the kind chosen only."""
        if self.form is None:
            return
        kind = Kind(self.form.fields["kind"].read() or Kind.SUBSCRIPTION)
        self.form.show_field("counterpart", kind is Kind.TRANSFER)
        self.form.show_field("shares", kind in WITH_SHARES)
        self.form.show_field("amount", kind in WITH_MONEY)
        self.form.show_field("funds", kind in WITH_FUNDS)
        self.form.show_field("loss", kind is Kind.CANCELLATION)
        self.form.show_field("reserves", kind is Kind.CANCELLATION)

    def _see(self, values: dict[str, Any]) -> None:
        draft = _draft(values)
        try:
            seen = service.foresee_movement(self._page.desk, draft)
        except (Refused, RuleBroken) as error:
            self._page.refuse(error, self.form)
            return
        self._show(draft, seen)

    def _show(self, draft: Draft, seen: Foreseen) -> None:
        self._card.clear(_(KIND_WORDS[draft.kind]))
        show_effect(self._card, seen)
        self._confirm(draft, seen)
        show_limits(self._card, seen)

    def _confirm(self, draft: Draft, seen: Foreseen) -> None:
        fields: list[Field] = []
        if seen.needs_reason:
            broken = tuple(gauge.rule for gauge in seen.gauges if gauge.needs_reason)
            fields.append(TextField("reason", _("Raison écrite, gardée au registre"), required=True, rules=broken))
        self.confirm = Form(
            fields,
            submit=_("Enregistrer le mouvement"),
            on_submit=lambda values: self._record(draft, values.get("reason") or ""),
            on_cancel=lambda: self.begin(draft=draft),
        )
        self._card.add(self.confirm)
        if fields:
            self.confirm.begin()
        else:
            self.confirm.submit_button.setFocus()

    def _record(self, draft: Draft, reason: str) -> None:
        done = self._page.run(service.record_movement, _with_reason(draft, reason), form=self.confirm)
        if done:
            self._card.clear()
            self._recorded(draft.person_id)


def _draft(values: dict[str, Any]) -> Draft:
    kind = Kind(values["kind"])
    return Draft(
        kind=kind,
        day=values["day"],
        person_id=values["person"],
        counterpart_id=values["counterpart"] if kind is Kind.TRANSFER else None,
        shares=(values["shares"] or 0) if kind in WITH_SHARES else 0,
        amount_cents=(values["amount"] or 0) if kind in WITH_MONEY else 0,
        funds=Funds(values["funds"] or Funds.OWN),
        decision=values["decision"] or "",
        note=values["note"] or "",
        loss_cents=values["loss"] or 0,
        reserves_cents=values["reserves"] or 0,
    )


def _typed(draft: Draft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "day": draft.day,
        "person": draft.person_id,
        "counterpart": draft.counterpart_id,
        "shares": draft.shares or None,
        "amount": draft.amount_cents or None,
        "funds": draft.funds,
        "decision": draft.decision,
        "note": draft.note,
        "loss": draft.loss_cents or None,
        "reserves": draft.reserves_cents or None,
    }


def _with_reason(draft: Draft, reason: str) -> Draft:
    return replace(draft, reason=reason)

"""The fields that quote a decision: what it is, its day, and what finds it again."""

from collections.abc import Callable
from datetime import date
from typing import Any

from coop_desk.core import quoting
from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, Field, TextField
from coop_desk.screen.form import Form


def decision_fields(today: date, *, required: bool) -> tuple[Field, ...]:
    """Ask for a decision; when it is not required, without one the rest is only proposed."""
    later = _("Laissez vide pour proposer seulement : la décision sera citée ensuite.")
    return (
        ChoiceField(
            "decision_kind",
            _("Décision"),
            [(code, _(said)) for code, said in quoting.KINDS.items()],
            required=required,
            rules=("GRANT-03",),
            help="" if required else later,
        ),
        DayField("decided_on", _("Décision du"), required=required, today=today),
        TextField(
            "reference",
            _("Résolution, instance ou mandat"),
            required=required,
            help=_("Par exemple « 4 » pour la résolution n° 4, ou « conseil d’administration »."),
        ),
    )


def add_withdrawal(card: Card, drop: Callable[[str, Form], object]) -> None:
    """Offer to withdraw what is only proposed; `drop` gets the reason and the form that says a refusal."""
    card.add_heading(_("Retirer la proposition"))
    form = Form(
        (TextField("why", _("Pourquoi"), required=True, rules=("GRANT-03", "GRANT-07")),),
        submit=_("Retirer"),
        on_submit=lambda values: drop(values["why"], form),
    )
    card.add(form)


def decision_of(values: dict[str, Any], today: date) -> str:
    """The decision in words, empty when none is quoted. Raises RuleBroken GRANT-03 when it is quoted by half."""
    given = [values["decision_kind"], values["decided_on"], values["reference"]]
    if not any(given):
        return ""
    return quoting.quoted(given[0] or "", given[1], given[2] or "", today)

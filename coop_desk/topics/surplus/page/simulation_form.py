"""The form of a simulation: what is supposed, and at each key typed what it would give."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen.fields import AmountField, CheckField, ChoiceField, DayField, Field, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.picture import PictureView
from coop_desk.screen.pieces import label
from coop_desk.screen.reading import Unreadable
from coop_desk.topics.surplus.chart import chart_words, thirds_chart
from coop_desk.topics.surplus.page.fields import PartField
from coop_desk.topics.surplus.page.told import checked_words
from coop_desk.topics.surplus.records import Adopted, Hypotheses, State

NO_INTEREST, AS_PART, AS_RATE = "none", "part", "rate"
Foresee = Callable[[Hypotheses], Adopted]


def simulation_form(
    start: Hypotheses, today: date, on_submit: Callable[[dict[str, Any]], object], on_cancel: Callable[[], object]
) -> Form:
    """Ask for a simulation, beginning with these hypotheses."""
    way = AS_RATE if start.interest_rate else AS_PART if start.interest_part else NO_INTEREST
    fields: list[Field] = [
        TextField("name", _("Nom de la simulation"), required=True, rules=("SUR-10",)),
        AmountField("result", _("Résultat net de l’exercice"), required=True),
        PartField("employees", _("Part des salariés"), required=True, rules=("SUR-06",)),
        ChoiceField(
            "way",
            _("Intérêt aux parts"),
            [(NO_INTEREST, _("aucun")), (AS_PART, _("une part des excédents")), (AS_RATE, _("un taux sur les parts"))],
            required=True,
            rules=("SUR-08", "SHA-17"),
        ),
        PartField("interest", _("Intérêt demandé"), required=True),
        AmountField("reserve", _("Réserve légale au bilan"), help=_("Avant cette répartition.")),
        AmountField("losses", _("Pertes antérieures")),
        AmountField("profits", _("Bénéfices reportés")),
        AmountField("gains", _("Plus-values exclues")),
        AmountField("provision", _("Provision reprise")),
        PartField(
            "participation",
            _("Participation"),
            help=_("En part de ce qui revient aux salariés."),
            rules=("SUR-11",),
        ),
        DayField("decided", _("Décidée par la direction le"), today=today),
        CheckField("shares", _("Transformer en parts pour les associés")),
        DayField("year_end", _("Exercice clos le"), today=today, required=True, rules=("SUR-01",)),
    ]
    form = Form(fields, submit=_("Garder cette simulation"), on_submit=on_submit, on_cancel=on_cancel)
    form.set_values(
        {
            "year_end": start.year_end,
            "result": start.result_cents or None,
            "reserve": start.legal_reserve_cents,
            "losses": start.prior_losses_cents or None,
            "profits": start.prior_profits_cents or None,
            "gains": start.gains_cents or None,
            "provision": start.provision_cents or None,
            "employees": start.employees_part,
            "way": way,
            "interest": start.interest_rate or start.interest_part or None,
            "participation": start.participation_part or None,
            "decided": start.leaders_decided_on,
            "shares": start.into_shares,
        }
    )

    def follow() -> None:
        form.show_field("interest", form.fields["way"].read() != NO_INTEREST)
        form.show_field("decided", bool(form.fields["participation"].line.text().strip()))  # type: ignore[attr-defined]

    form.changed.connect(follow)
    follow()
    return form


def hypotheses_in(values: dict[str, Any]) -> Hypotheses:
    """Read what was typed."""
    way, interest = values["way"], values["interest"] or Fraction(0)
    return Hypotheses(
        year_end=values["year_end"],
        result_cents=values["result"],
        gains_cents=values["gains"] or 0,
        provision_cents=values["provision"] or 0,
        prior_losses_cents=values["losses"] or 0,
        prior_profits_cents=values["profits"] or 0,
        legal_reserve_cents=values["reserve"] or 0,
        employees_part=values["employees"],
        interest_part=interest if way == AS_PART else Fraction(0),
        interest_rate=interest if way == AS_RATE else Fraction(0),
        participation_part=values["participation"] or Fraction(0),
        leaders_decided_on=values["decided"] if values["participation"] else None,
        into_shares=values["shares"],
    )


class Preview(QWidget):
    """What the figures typed would give: the bars, and the rules that are not kept."""

    def __init__(self, form: Form, foresee: Foresee) -> None:
        super().__init__()
        self._form, self._foresee = form, foresee
        self.picture = PictureView()
        self.said = label("", "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture)
        column.addWidget(self.said)
        form.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Reckon again with what is typed, if it can be read."""
        try:
            values = self._form.values()
            if values["year_end"] is None or values["result"] is None or values["employees"] is None:
                raise Unreadable(_("Saisissez le résultat et la part des salariés : les montants s’affichent ici."))
            found = self._foresee(hypotheses_in(values)).allocation
        except (Unreadable, RuleBroken) as unread:
            self.picture.show_chart(None)
            self.said.setText(str(unread))
            return
        self.picture.show_chart(thirds_chart(found) if found.base.cents > 0 else None, chart_words(found))
        told = [checked_words(check) for check in found.checks if check.state is not State.KEPT]
        self.said.setText("\n".join(told) or _("Toutes les règles sont respectées."))

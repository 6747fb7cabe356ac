"""The card of an entry: its month, one amount for each usual line or the lines of a file, the totals to find again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, ChoiceField, DayField, Field, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import label
from coop_desk.topics.payroll.entry import service
from coop_desk.topics.payroll.entry.records import Beginning, Booking, Chart, Draft, Line, Plan, Totals
from coop_desk.topics.payroll.entry.rules.booking import gap_of
from coop_desk.topics.payroll.entry.rules.chart import lines_of
from coop_desk.topics.payroll.page.entry_lines import lines_list
from coop_desk.topics.payroll.rules.months import last_day, month_words

if TYPE_CHECKING:
    from coop_desk.topics.payroll.page.entries import EntriesPage


class EntryForm:
    """Asks an entry, says its balance as it is typed, and records it whole or not at all."""

    def __init__(self, page: "EntriesPage", card: Card) -> None:
        self._page = page
        self._card = card
        self.form: Form | None = None
        self._corrects: Booking | None = None
        self._lines: tuple[Line, ...] | None = None
        self._chart = Chart("", "", ())

    def begin(self, corrects: Booking | None = None) -> None:
        """Offer one amount for each usual line; those of the entry to correct, if any."""
        self._open(corrects, None, "")

    def begin_lines(self, month: str, lines: tuple[Line, ...], corrects: Booking | None = None) -> None:
        """Offer to keep the lines that a file gave."""
        self._open(corrects, lines, month)

    def _open(self, corrects: Booking | None, lines: tuple[Line, ...] | None, month: str) -> None:
        found = self._page.ask(service.begin_entry)
        if not found or found.value is None:
            return
        beginning, card = found.value, self._card
        self._chart, self._corrects, self._lines = beginning.chart, corrects, lines
        if corrects is not None:
            card.clear(_("Corriger l’écriture {piece}").format(piece=corrects.line.piece))
        else:
            card.clear(_("Nouvelle écriture") if lines is None else _("Écriture importée"))
        if lines is not None:
            card.add(lines_list(lines))
        else:
            card.add_text(
                _(
                    "Recopiez les totaux du livre de paie. Un montant négatif passe de l’autre côté ; une ligne vide "
                    "ne s’écrit pas."
                ),
                secondary=True,
            )
        plans = [plan for plan in beginning.chart.lines if plan.in_use] if lines is None else []
        form = Form(
            [*self._head(beginning, corrects, month), *(_amount_field(plan) for plan in plans), *_totals()],
            submit=_("Corriger l’écriture") if corrects else _("Enregistrer l’écriture"),
            on_submit=self._record,
            on_cancel=self._page.leave_form,
        )
        self.form = form
        self._fill(form, plans, month or beginning.month)
        self._sum = label(wrap=True)
        form.show_over_button(self._sum)
        form.changed.connect(self._say_sum)
        form.fields["month"].changed.connect(self._follow_month)
        card.add(form)
        self._say_sum()
        card.show()
        form.begin()

    def _head(self, beginning: Beginning, corrects: Booking | None, month: str) -> list[Field]:
        months = (corrects.line.month,) if corrects else (month,) if month else beginning.months
        head: list[Field] = [
            ChoiceField(
                "month", _("Mois de paie"), [(one, month_words(one).capitalize()) for one in months], required=True
            ),
            DayField("day", _("Date de l’écriture"), required=True, today=self._page.desk.today, rules=("ECR-04",)),
            TextField("piece", _("Pièce"), required=True, rules=("ECR-07",)),
        ]
        if corrects:
            head.insert(
                0, LongTextField("reason", _("Pourquoi la corriger"), required=True, lines=2, rules=("ECR-08",))
            )
        return head

    def _fill(self, form: Form, plans: Sequence[Plan], month: str) -> None:
        before = self._corrects
        if before is None:
            form.set_values({"month": month})
            self._follow_month()
            return
        form.set_values({"month": before.line.month, "day": before.entry.day, "piece": before.line.piece})
        form.set_values({f"line:{plan.key}": before.typed.get(plan.key) for plan in plans})
        totals = before.totals
        form.set_values({"net": totals.net, "gross": totals.gross, "withheld": totals.withheld})

    def _follow_month(self) -> None:
        """The last day of the month and its piece go with it."""
        month = self.form.fields["month"].read() if self.form is not None else None
        if self.form is not None and month:
            self.form.fields["day"].write(last_day(month))
            self.form.fields["piece"].write(f"PAIE-{month}")

    def _amounts(self, values: dict[str, Any]) -> dict[str, int]:
        named = {name.removeprefix("line:"): value for name, value in values.items() if name.startswith("line:")}
        return {key: cents for key, cents in named.items() if cents}

    def _made(self, values: dict[str, Any]) -> tuple[Line, ...]:
        if self._lines is not None:
            return self._lines
        said = _("Paie, {month}").format(month=month_words(values["month"]))
        return lines_of(self._chart, self._amounts(values), said)

    def _say_sum(self) -> None:
        """Say both sides and the gap, as far as what is typed can be read."""
        if self.form is None:
            return
        try:
            lines = self._made(self.form.values())
        except (RuleBroken, ValueError) as fault:
            self._sum.setText(str(fault) if isinstance(fault, RuleBroken) else "")
            return
        gap = gap_of(lines)
        self._sum.setText(
            _("Débit {debit}, crédit {credit}. {gap}").format(
                debit=words.euros(sum(line.debit for line in lines)),
                credit=words.euros(sum(line.credit for line in lines)),
                gap=_("Écart : {gap}.").format(gap=words.euros(gap)) if gap else _("Équilibrée."),
            )
        )

    def _record(self, values: dict[str, Any]) -> None:
        try:
            lines = self._made(values)
        except RuleBroken as refusal:
            self._page.refuse(refusal)
            return
        draft = Draft(
            values["month"],
            values["day"],
            values["piece"],
            lines,
            Totals(values["net"], values["gross"], values["withheld"]),
            self._amounts(values),
        )
        page = self._page
        if self._corrects is None:
            done = page.run(service.record_entry, draft, form=self.form)
        else:
            done = page.run(service.correct_entry, self._corrects.line.id, values["reason"], draft, form=self.form)
        page.kept(done.value)


def _amount_field(plan: Plan) -> AmountField:
    accounts = plan.accounts or _("compte à choisir")
    title = _("{title} ({accounts})").format(title=plan.title, accounts=accounts)
    return AmountField(f"line:{plan.key}", title, one_of_many=True)


def _totals() -> list[Field]:
    """What the payroll tool totals, to find again in the lines."""
    return [
        AmountField("net", _("Pour vérifier : total des nets à payer"), rules=("ECR-03",)),
        AmountField("gross", _("Pour vérifier : total des bruts")),
        AmountField("withheld", _("Pour vérifier : total du prélèvement à la source")),
    ]

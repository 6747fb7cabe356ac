"""The lines of one person in a month: what the grid cannot hold, dated events, corrections, orders, comments."""

from typing import TYPE_CHECKING, Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import day as day_words
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, ChoiceField, DayField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button
from coop_desk.topics.payroll.rules.catalogue import SHARES_KEPT, Unit, Variable
from coop_desk.topics.payroll.rules.grid import needs_more
from coop_desk.topics.payroll.rules.keeping import Exchange
from coop_desk.topics.payroll.rules.lines import Line, line_words, quantity_words, read_figure, shown
from coop_desk.topics.payroll.rules.months import first_day, month_words, shifted
from coop_desk.topics.payroll.views import PersonRow

if TYPE_CHECKING:
    from coop_desk.topics.payroll.page.month import PayMonthPage

MONTHS_BACK = 12


class PersonCard(Card):
    """What stands in the month of one person, line by line."""

    def __init__(self, page: "PayMonthPage") -> None:
        super().__init__(_("Lignes de la personne"))
        self._page = page
        self._person: PersonRow | None = None
        self.form: Form | None = None

    def show_person(self, person: PersonRow) -> None:
        """Show the lines of somebody, unless they are shown already."""
        if person != self._person or self.form is not None:
            self._person = person
            self.show_again()

    def show_again(self) -> None:
        """Show the lines once more."""
        person, self.form = self._person, None
        if person is None:
            return
        self.clear(person.name)
        matricule = _("Matricule {matricule}").format(matricule=person.person.matricule)
        self.add_text(matricule if person.person.matricule else _("Sans matricule"), secondary=True)
        writable = self._page.view is not None and self._page.view.writable
        known = self._known()
        for line in person.held.lines:
            self._add_line(line, known[line.code], writable)
        if not person.held.lines:
            self.add_text(_("Rien de saisi ce mois-ci."))
        self._add_absences(person)
        if writable:
            self.add_buttons(button(_("Ajouter une ligne"), self.ask_line))

    def _known(self) -> dict[str, Variable]:
        view = self._page.view
        return {variable.code: variable for variable in view.variables} if view is not None else {}

    def _add_line(self, line: Line, variable: Variable, writable: bool) -> None:
        self.add_heading(variable.label)
        self.add_text(line_words(line, variable))
        if line.code == SHARES_KEPT and line.order_on is not None:
            self.add_text(_("Ordre écrit du {day}").format(day=day_words(line.order_on)), secondary=True)
        if needs_more(line, self._known()):
            self.add_pill(_("À compléter"), "warn")
        if writable:
            change = button(_("Modifier"), lambda: self.ask_line(line), role="link")
            change.setAccessibleName(_("Modifier {variable}").format(variable=variable.label))
            away = button(_("Retirer"), lambda: self._take_away(line), role="link")
            away.setAccessibleName(_("Retirer {variable}").format(variable=variable.label))
            self.add_buttons(change, away)

    def _add_absences(self, person: PersonRow) -> None:
        seen = set()
        for line in person.held.absences:
            key = (line.absence_id, line.concerns)
            if key in seen:
                continue
            seen.add(key)
            same = [one for one in person.held.absences if (one.absence_id, one.concerns) == key]
            self.add_heading(line.label)
            span = _("du {first} au {last}").format(first=day_words(line.starts), last=day_words(line.ends))
            days = quantity_words(sum(one.counted for one in same))
            late = _("correction de {month}").format(month=month_words(line.concerns)) if line.concerns else ""
            self.add_text(", ".join(part for part in (days, span, line.ground, late) if part))

    def _take_away(self, line: Line) -> None:
        if self._person is not None:
            self._page.apply([Exchange(self._person.person_id, line, None)])

    # -- one line

    def ask_line(self, was: Line | None = None) -> None:
        """Ask for a line whole: figure, days, comment, the month it corrects."""
        person, view = self._person, self._page.view
        if person is None or view is None:
            return
        known = [one for one in view.variables if not one.is_absence and not one.closed]
        self.clear(person.name)
        month = view.row.month
        earlier = [(shifted(month, -back), month_words(shifted(month, -back))) for back in range(1, MONTHS_BACK + 1)]
        today = first_day(month)
        form = self.form = Form(
            [
                ChoiceField("code", _("Variable"), [(one.code, one.label) for one in known], required=True),
                TextField("figure", _("Nombre ou montant"), rules=("PAY-10",)),
                AmountField("amount", _("Montant des kilomètres")),
                DayField("starts", _("Du, ou le"), today=today),
                DayField("ends", _("Au"), today=today),
                ChoiceField("concerns", _("Correction du mois de"), [("", _("Aucun : c’est ce mois-ci")), *earlier]),
                DayField("order_on", _("Ordre écrit de l’associé du"), today=today),
                AmountField("pay_due", _("Salaire dû ce mois-ci"), help=_("Net à payer avant cette retenue (SHA-06)")),
                TextField("comment", _("Commentaire")),
            ],
            submit=_("Enregistrer"),
            on_submit=lambda values: self._keep(form, was, values),
            on_cancel=self.show_again,
        )
        form.fields["code"].changed.connect(lambda: self._fit(form))
        form.set_values(_values(was, self._known()) if was is not None else {"concerns": ""})
        self.add(form)
        self._fit(form)
        form.begin()

    def _fit(self, form: Form) -> None:
        """Show the fields that go with the variable chosen."""
        variable = self._known().get(str(form.fields["code"].read() or ""))
        text = variable is not None and variable.unit is Unit.TEXT
        form.show_field("figure", not text)
        form.show_field("amount", variable is not None and variable.unit is Unit.KM)
        for name in ("order_on", "pay_due"):
            form.show_field(name, variable is not None and variable.code == SHARES_KEPT)

    def _keep(self, form: Form, was: Line | None, values: dict[str, Any]) -> None:
        if self._person is None:
            return
        try:
            line = _line(values, self._known()[values["code"]])
        except RuleBroken as refusal:
            form.refuse(refusal)
            return
        if self._page.apply([Exchange(self._person.person_id, was, line)] if line != was else []):
            self.show_again()


def _values(line: Line, known: dict[str, Variable]) -> dict[str, Any]:
    variable = known[line.code]
    return {
        "code": line.code,
        "figure": shown(line, variable.unit) if variable.unit is not Unit.TEXT else "",
        "amount": line.amount if variable.unit is Unit.KM else None,
        "starts": line.starts,
        "ends": line.ends,
        "concerns": line.concerns or "",
        "order_on": line.order_on,
        "pay_due": line.pay_due,
        "comment": line.comment,
    }


def _line(values: dict[str, Any], variable: Variable) -> Line:
    """Return the line of a form; RuleBroken PAY-10 for a figure that is none."""
    figure = read_figure(values.get("figure") or "", variable.unit) if variable.unit is not Unit.TEXT else None
    money, kept = variable.unit is Unit.AMOUNT, variable.code == SHARES_KEPT
    return Line(
        variable.code,
        quantity=None if money else figure,
        amount=figure if money else values.get("amount") if variable.unit is Unit.KM else None,
        starts=values.get("starts"),
        ends=values.get("ends"),
        comment=(values.get("comment") or "").strip(),
        concerns=values.get("concerns") or None,
        order_on=values.get("order_on") if kept else None,
        pay_due=values.get("pay_due") if kept else None,
    )

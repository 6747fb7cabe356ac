"""One variable of one person in one month: what may be typed, how it is kept, how two are compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import amount as amount_words
from coop_desk.core.words import day as day_words
from coop_desk.core.words import euros, integer
from coop_desk.topics.payroll.rules.catalogue import SHARES_KEPT, UNIT_WORDS, Unit, Variable
from coop_desk.topics.payroll.rules.months import check_month, first_day, last_day, month_words

MOST: dict[Unit, int] = {
    Unit.HOURS: 744_000,
    Unit.DAYS: 31_000,
    Unit.NUMBER: 1_000_000,
    Unit.KM: 20_000_000,
    Unit.AMOUNT: 10_000_000,
}
"""The most that one line may hold in a month, in thousandths (cents for an amount): more is a slip of the keyboard."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One variable. `quantity` in thousandths, `amount` in cents; `concerns`: the earlier month it corrects.

    For shares kept from pay: `order_on`, the day of the member's written order, and `pay_due`, the pay due in cents.
    """

    code: str
    quantity: int | None = None
    amount: int | None = None
    starts: date | None = None
    ends: date | None = None
    comment: str = ""
    concerns: str | None = None
    order_on: date | None = None
    pay_due: int | None = None

    @property
    def figure(self) -> int:
        """What is compared: the amount, else the quantity."""
        return self.amount if self.amount is not None else self.quantity or 0

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What makes two lines say the same thing twice."""
        return (self.code, self.concerns or "", _iso(self.starts), _iso(self.ends))


def checked_line(line: Line, variable: Variable, month: str, name: str) -> Line:
    """Return the line as it may be kept; RuleBroken PAY-10 naming the person and the variable."""
    try:
        _check(line, variable, month)
    except RuleBroken as refusal:
        said = _("{name}, {variable} : {fault}").format(name=name, variable=variable.label, fault=refusal)
        raise RuleBroken(refusal.rule, said) from None
    return replace(line, comment=line.comment.strip())


def _check(line: Line, variable: Variable, month: str) -> None:
    if variable.is_absence:
        raise RuleBroken("PAY-10", _("une absence ne se saisit pas ici, elle vient des congés."))
    _check_figures(line, variable)
    if len(line.comment) > LONGEST:
        raise RuleBroken("PAY-10", _("le commentaire dépasse {n} caractères.").format(n=LONGEST))
    if line.concerns is not None and check_month(line.concerns) >= month:
        raise RuleBroken(
            "PAY-11", _("une correction concerne un mois d’avant {month}.").format(month=month_words(month))
        )
    _check_days(line, variable, line.concerns or month)
    if variable.code != SHARES_KEPT and (line.order_on is not None or line.pay_due is not None):
        raise RuleBroken("PAY-10", _("l’ordre écrit et le salaire dû ne vont qu’avec la retenue pour parts."))


def _check_figures(line: Line, variable: Variable) -> None:
    money = variable.unit is Unit.AMOUNT
    if variable.unit is Unit.TEXT:
        if line.quantity is not None or line.amount is not None:
            raise RuleBroken("PAY-10", _("cet événement n’a ni nombre ni montant."))
        return
    figure = line.amount if money else line.quantity
    if figure is None or (line.amount is not None and not money and variable.unit is not Unit.KM):
        raise RuleBroken("PAY-10", _("indiquez un nombre ({unit}).").format(unit=_(UNIT_WORDS[variable.unit])))
    if money and line.quantity is not None:
        raise RuleBroken("PAY-10", _("indiquez un montant seul."))
    for value, most in ((figure, MOST[variable.unit]), (line.amount or 0, MOST[Unit.AMOUNT])):
        if value < 0 and line.concerns is None:
            raise RuleBroken(
                "PAY-10", _("un nombre négatif ne va que dans une correction, avec le mois qu’elle concerne.")
            )
        if abs(value) > most:
            raise RuleBroken(
                "PAY-10",
                _("{figure} dépasse ce qu’un mois peut porter ({most}) : vérifiez la virgule.").format(
                    figure=figure_words(abs(value), variable.unit), most=figure_words(most, variable.unit)
                ),
            )


def _check_days(line: Line, variable: Variable, month: str) -> None:
    if variable.dated and line.starts is None:
        raise RuleBroken("PAY-10", _("indiquez la date."))
    if line.ends is not None and (line.starts is None or line.ends < line.starts):
        raise RuleBroken("PAY-10", _("la fin est avant le début."))
    for day in (line.starts, line.ends):
        if day is not None and not first_day(month) <= day <= last_day(month):
            raise RuleBroken("PAY-10", _("la date n’est pas en {month}.").format(month=month_words(month)))


def figure_words(figure: int, unit: Unit) -> str:
    """Write a figure with its unit: 7,5 heures, 1 234,50 €."""
    if unit is Unit.AMOUNT:
        return euros(figure)
    return (
        f"{quantity_words(figure)}\N{NO-BREAK SPACE}{_(UNIT_WORDS[unit])}"
        if unit is not Unit.NUMBER
        else (quantity_words(figure))
    )


def quantity_words(thousandths: int) -> str:
    """Write thousandths with no more decimals than they need: 7500 gives 7,5."""
    whole, rest = divmod(abs(thousandths), 1000)
    sign = "\N{MINUS SIGN}" if thousandths < 0 else ""
    decimals = f"{rest:03d}".rstrip("0")
    return f"{sign}{integer(whole)},{decimals}" if decimals else f"{sign}{integer(whole)}"


def shown(line: Line, unit: Unit) -> str:
    """Write a line as its cell shows it, without unit."""
    if unit is Unit.TEXT:
        return line.comment or "✓"
    if unit is Unit.AMOUNT:
        return amount_words(line.amount or 0)
    return quantity_words(line.quantity or 0)


def line_words(line: Line, variable: Variable) -> str:
    """Write a whole line: its figure, its days, the month it corrects, its comment."""
    figure = figure_words(line.figure, variable.unit) if variable.unit is not Unit.TEXT else ""
    if line.amount is not None and line.quantity is not None:
        figure = f"{figure_words(line.quantity, variable.unit)}, {euros(line.amount)}"
    days = " – ".join(day_words(day) for day in (line.starts, line.ends) if day is not None)
    late = _("correction de {month}").format(month=month_words(line.concerns)) if line.concerns else ""
    return ", ".join(part for part in (figure, days, late, line.comment) if part)


def read_figure(text: str, unit: Unit) -> int | None:
    """Read 7,5 or 1 234,50 in thousandths (cents for an amount); None when nothing is typed. RuleBroken PAY-10."""
    typed = text.strip().translate(_BLANKS)
    if not typed:
        return None
    sign, typed = (-1, typed[1:]) if typed[0] in "-\N{MINUS SIGN}" else (1, typed)
    whole, _comma, decimals = typed.replace(".", ",").partition(",")
    places = 2 if unit is Unit.AMOUNT else 3
    plain = (whole + decimals).isascii() and (whole or "0").isdigit() and (decimals or "0").isdigit()
    if not plain or len(decimals) > places or not (whole or decimals) or len(whole) > 9:
        raise RuleBroken("PAY-10", _("« {typed} » n’est pas un nombre. Écrivez 7,5 ou 1 234,50.").format(typed=text))
    return sign * int((whole or "0") + decimals.ljust(places, "0"))


_BLANKS = dict.fromkeys(map(ord, " \t\u00a0\u202f€"), None)


def kept(line: Line) -> dict[str, Any]:
    """Return a line as it is sealed."""
    said: dict[str, Any] = {
        "code": line.code, "quantity": line.quantity, "amount": line.amount, "starts": _iso(line.starts),
        "ends": _iso(line.ends), "comment": line.comment, "concerns": line.concerns, "order": _iso(line.order_on),
        "due": line.pay_due,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value not in (None, "")}


def line_from(said: Mapping[str, Any]) -> Line:
    """Return a line as it was sealed."""
    return Line(
        str(said["code"]), said.get("quantity"), said.get("amount"), _day(said.get("starts")), _day(said.get("ends")),
        said.get("comment", ""), said.get("concerns"), _day(said.get("order")), said.get("due"),
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def in_order(lines: Iterable[Line], codes: Iterable[str]) -> tuple[Line, ...]:
    """Return lines in the order of the catalogue, corrections last."""
    rank = {code: at for at, code in enumerate(codes)}
    return tuple(sorted(lines, key=lambda line: (line.concerns or "", rank.get(line.code, 0), line.place)))

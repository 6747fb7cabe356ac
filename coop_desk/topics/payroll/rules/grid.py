"""What typing in a cell of the month means: the line it changes, or why it changes none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.rules.catalogue import SHARES_KEPT, Group, Unit, Variable
from coop_desk.topics.payroll.rules.keeping import Exchange, PersonMonth
from coop_desk.topics.payroll.rules.lines import Line, quantity_words, read_figure, shown


def here(held: PersonMonth, code: str) -> tuple[Line, ...]:
    """The lines of a code that are about the month itself."""
    return tuple(line for line in held.lines if line.code == code and line.concerns is None)


def cell_words(lines: Sequence[Line], variable: Variable) -> str:
    """What a cell shows: the figure, the sum of several, the words of an event."""
    if not lines:
        return ""
    if len(lines) == 1:
        return shown(lines[0], variable.unit)
    if variable.unit is Unit.TEXT:
        return str(len(lines))
    total = sum(line.figure for line in lines)
    return shown(replace(lines[0], amount=total) if variable.unit is Unit.AMOUNT else Line("", total), variable.unit)


def is_open(lines: Sequence[Line], variable: Variable) -> bool:
    """Whether one figure stands there, or none: several, or dated ones, are changed one by one in the card."""
    return len(lines) < 2 and not variable.dated and not variable.closed and not variable.is_absence


def exchange_of(
    person_id: PersonId, lines: Sequence[Line], variable: Variable, typed: str, name: str
) -> Exchange | None:
    """Return what typing this in a cell changes; None for nothing. RuleBroken PAY-10 naming person and column."""
    if not is_open(lines, variable):
        said = _("{name}, {variable} : plusieurs lignes ou des dates, à saisir dans la fiche à droite.")
        raise RuleBroken("PAY-10", said.format(name=name, variable=variable.label))
    was = lines[0] if lines else None
    try:
        figure = read_figure(typed, variable.unit)
    except RuleBroken as refusal:
        said = _("{name}, {variable} : {fault}")
        raise RuleBroken("PAY-10", said.format(name=name, variable=variable.label, fault=refusal)) from None
    if figure is None:
        return Exchange(person_id, was, None) if was is not None else None
    now = was or Line(variable.code)
    if variable.unit is Unit.AMOUNT:
        now = replace(now, amount=figure)
    else:
        now = replace(now, quantity=figure)
    return Exchange(person_id, was, now) if now != was else None


def columns_of(group: Group, variables: Iterable[Variable], used: Iterable[str]) -> tuple[Variable, ...]:
    """The variables of a group that may be typed, and those given no more that still stand in the month."""
    seen = set(used)
    return tuple(one for one in variables if one.group is group and (not one.closed or one.code in seen))


def total_words(people: Iterable[PersonMonth], variable: Variable) -> str:
    """The sum of a column, in its unit; empty for events."""
    figures = [line.figure for held in people for line in here(held, variable.code)]
    if variable.unit is Unit.TEXT or not figures:
        return ""
    total = Line("", amount=sum(figures)) if variable.unit is Unit.AMOUNT else Line("", sum(figures))
    return shown(total, variable.unit)


def absence_words(held: PersonMonth) -> str:
    """How much of each absence stands in the month: CP 5 · Maladie 3."""
    counted: dict[str, int] = {}
    for line in held.absences:
        counted[line.label] = counted.get(line.label, 0) + line.counted
    return " · ".join(f"{label} {quantity_words(days)}" for label, days in counted.items())


def needs_more(line: Line, variables: Mapping[str, Variable]) -> bool:
    """Whether a line waits for a comment, or for the order and the pay due of shares kept."""
    if line.code == SHARES_KEPT:
        return line.order_on is None or not line.pay_due
    return variables[line.code].noted and not line.comment

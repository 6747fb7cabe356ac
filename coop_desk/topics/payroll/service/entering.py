"""Lines of an open month: written, taken back, copied from the month before; all or nothing, each change kept."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.payroll.rules.catalogue import Variable
from coop_desk.topics.payroll.rules.keeping import Exchange, PersonMonth, exchanged
from coop_desk.topics.payroll.rules.lines import Line, checked_line, in_order
from coop_desk.topics.payroll.rules.months import month_words, shifted
from coop_desk.topics.payroll.rules.states import State, check_writable
from coop_desk.topics.payroll.service.reading import life_of, months_held, variables
from coop_desk.topics.payroll.service.writing import seal_months


@action(Right.PAY_PREPARE, N_("Saisie de variables de paie"))
def change_lines(act: Act, month: str, exchanges: Sequence[Exchange]) -> tuple[PersonMonth, ...]:
    """Put lines in the place of others in an open month; all are checked before any is written. Return who changed.

    Raises RuleBroken PAY-02, PAY-10, PAY-11 or PAY-12, naming the person and the variable.
    """
    changed = write_lines(act, month, exchanges)
    said = ngettext("{n} saisie, {month}.", "{n} saisies, {month}.", len(exchanges))
    act.say(said.format(n=integer(len(exchanges)), month=month_words(month)))
    return changed


def write_lines(act: Act, month: str, exchanges: Sequence[Exchange]) -> tuple[PersonMonth, ...]:
    """Check and write lines within the act of the caller."""
    check_writable(life_of(act, month))
    known, names = variables(act), people_by_id(act.session)
    people = {exchange.person_id for exchange in exchanges}
    held = months_held(act, month, *people) if len(people) == 1 else months_held(act, month)
    changed: dict[PersonId, PersonMonth] = {}
    for exchange in exchanges:
        who = exchange.person_id
        if exchange.now is not None:
            exchange = replace(exchange, now=_checked(act, exchange.now, known, month, names[who]))
        before = changed.get(who) or held.get(who) or PersonMonth(who, month)
        changed[who] = exchanged(before, exchange, act.now, act.actor_id, names[who])
    ordered = [replace(one, lines=in_order(one.lines, known)) for one in changed.values()]
    return seal_months(act, ordered)


def _checked(act: Act, line: Line, known: dict[str, Variable], month: str, name: str) -> Line:
    variable = known.get(line.code)
    if variable is None:
        raise RuleBroken("PAY-10", _("{name} : le code « {code} » est inconnu.").format(name=name, code=line.code))
    if variable.closed:
        said = _("{name} : la prime « {bonus} » ne se donne plus.")
        raise RuleBroken("PAY-10", said.format(name=name, bonus=variable.label))
    kept = checked_line(line, variable, month, name)
    if kept.concerns is not None:
        _check_late(act, kept.concerns, name)
    return kept


def _check_late(act: Act, concerns: str, name: str) -> None:
    """Refuse a correction of a month that can still be written itself (PAY-11)."""
    if life_of(act, concerns).state is State.OPEN:
        said = _("{name} : {month} est encore ouvert, saisissez-y directement.")
        raise RuleBroken("PAY-11", said.format(name=name, month=month_words(concerns)))


@query(Right.PAY_PREPARE, N_("Reprise des variables du mois d’avant"))
def last_month_lines(act: Act, month: str, person_id: PersonId | None = None) -> tuple[Exchange, ...]:
    """Return what copying the month before would add: monthly figures only, where nothing is typed yet."""
    known = variables(act)
    here, before = months_held(act, month, person_id), months_held(act, shifted(month, -1), person_id)
    return tuple(_copies(here, before.values(), known))


def _copies(
    here: dict[PersonId, PersonMonth], before: Iterable[PersonMonth], known: dict[str, Variable]
) -> Iterable[Exchange]:
    for one in before:
        held = here.get(one.person_id)
        typed = {line.code for line in held.lines if line.concerns is None} if held is not None else set()
        for line in one.lines:
            variable = known[line.code]
            monthly = not variable.dated and not variable.closed and line.concerns is None
            if held is not None and monthly and line.code not in typed and line.figure:
                # the pay due is that of one month only: it is asked again
                yield Exchange(one.person_id, None, replace(line, pay_due=None))

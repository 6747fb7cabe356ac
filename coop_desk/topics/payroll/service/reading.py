"""Months of pay as they stand: their steps in clear, their content sealed, opened with the key of the year."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_until_changed
from coop_desk.core.compartments.names import READ, WRITE
from coop_desk.core.grants import holding_of as powers_of
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.service import matricules
from coop_desk.topics.employment.service.reading import all_contracts
from coop_desk.topics.members.rules.admission import Contract
from coop_desk.topics.payroll.model import NamedBonus, PayStep
from coop_desk.topics.payroll.records import PersonLine
from coop_desk.topics.payroll.rules.catalogue import CATALOGUE, Variable, named_bonus
from coop_desk.topics.payroll.rules.keeping import MONTH, PersonMonth, person_month
from coop_desk.topics.payroll.rules.months import (
    check_month,
    compartment_of,
    first_day,
    last_day,
    month_of,
    month_words,
    shifted,
)
from coop_desk.topics.payroll.rules.states import NEXT_WORDS, Life, State, Step, Taken
from coop_desk.topics.payroll.service.writing import frame_of
from coop_desk.topics.payroll.views import MonthRow, MonthView, PersonRow


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Consultation des mois de paie"))
def pay_months(act: Act) -> tuple[MonthRow, ...]:
    """Return every month with its state and what comes next, newest first; nothing sealed is opened."""
    return tuple(row_of(act, life) for life in reversed(lives(act)))


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Consultation d’un mois de paie"))
def pay_month(act: Act, month: str) -> MonthView:
    """Open a month: everybody paid, and what is recorded for them; each can read that it was done."""
    life = life_of(act, month)
    held = months_held(act, month)
    people = [PersonRow(one.person or line, one) for line, one in _people(act, month, held)]
    writable = life.state is State.OPEN and act.sealed.may(compartment_of(month), WRITE)
    return MonthView(row_of(act, life), tuple(people), tuple(variables(act).values()), writable)


def _people(act: Act, month: str, held: dict[PersonId, PersonMonth]) -> list[tuple[PersonLine, PersonMonth]]:
    lines = people_of(act, month, held)
    return [(line, held.get(line.person_id) or PersonMonth(line.person_id, month)) for line in lines]


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Consultation du mois de paie à ouvrir"))
def month_to_open(act: Act) -> str:
    """Return the month that follows the last one, or the present one in a file that has none."""
    known = lives(act)
    return shifted(known[-1].month, 1) if known else month_of(act.today)


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Consultation du mois de paie d’avant"))
def month_before(act: Act, month: str, person_id: PersonId) -> PersonMonth:
    """Open the month before of one person; an empty one where this session does not hold the key of its year."""
    before = shifted(month, -1)
    if not act.sealed.opens(compartment_of(before)):
        return PersonMonth(person_id, before)
    return months_held(act, before, person_id).get(person_id) or PersonMonth(person_id, before)


def months_waiting(act: Act) -> list[MonthRow]:
    """The months this person may validate, which somebody else prepared, and those somebody else asks to open again."""
    may_validate = bool(powers_of(act.session, act.actor_id, act.today).people([Right.PAY_VALIDATE]))
    found = []
    for life in lives(act):
        prepared, asked = life.last(Step.PREPARE), life.reopening
        theirs = prepared is not None and prepared.by != act.actor_id
        if (life.state is State.PREPARED and may_validate and theirs) or (asked and asked.by != act.actor_id):
            found.append(row_of(act, life))
    return found


def state_of(act: Act, month: str) -> State | None:
    """Where a month is; None while nobody opened it."""
    return life_of(act, month).state


def life_of(act: Act, month: str) -> Life:
    """The steps of one month. RuleBroken PAY-01 for what is no month."""
    return next((life for life in lives(act) if life.month == check_month(month)), Life(month))


@read_until_changed
def lives(act: Act) -> tuple[Life, ...]:
    """The steps of every month, oldest month first."""
    found: dict[str, list[Taken]] = {}
    for row in act.session.scalars(select(PayStep).order_by(PayStep.month, PayStep.id)):
        found.setdefault(row.month, []).append(Taken(Step(row.step), row.at, row.by_id, row.number, row.id))
    return tuple(Life(month, tuple(steps)) for month, steps in found.items())


def row_of(act: Act, life: Life) -> MonthRow:
    """A month as the list shows it."""
    names = people_by_id(act.session)
    prepared, validated, asked = life.last(Step.PREPARE), life.last(Step.VALIDATE), life.reopening
    state = life.state or State.OPEN
    return MonthRow(
        month=life.month,
        words=month_words(life.month),
        state=state,
        next_step=_(NEXT_WORDS[state]) if asked is None else _("Répondre à la demande de réouverture"),
        number=life.number,
        prepared_by=names[prepared.by] if prepared is not None and state is not State.OPEN else "",
        validated_by=names[validated.by] if validated is not None and state in _CHECKED else "",
        changed_at=life.steps[-1].at if life.steps else None,
        reopening=names[asked.by] if asked is not None else "",
        reopening_mine=asked is not None and asked.by == act.actor_id,
        openable=act.sealed.opens(compartment_of(life.month)),
    )


_CHECKED = (State.VALIDATED, State.EXPORTED, State.CLOSED)


def months_held(
    act: Act, month: str, person_id: PersonId | None = None, *, right: str = READ
) -> dict[PersonId, PersonMonth]:
    """Open what is sealed of a month, about everybody or one person, and of no other month."""
    believed = frame_of(act, month, right=right).records
    entries = act.sealed.read(compartment_of(month), person_id, equal=(MONTH, month), right=right)
    return {
        entry.person_id: person_month(entry.person_id, entry.id, entry.payload)
        for entry in entries
        if believed.get(entry.person_id) == entry.id
    }


def people_of(act: Act, month: str, also: Iterable[PersonId] = ()) -> list[PersonLine]:
    """Whoever is under contract on a day of the month, and those named, by name."""
    numbers, contracts = matricules(act, last_day(month)), all_contracts(act)
    people = {*employed_in(act, month), *also}
    rows = act.session.execute(select(Person.id, Person.family_name, Person.given_name))
    found = [
        _person_line(
            PersonId(id_), family, given, contracts.get(PersonId(id_), ()), month, numbers.get(PersonId(id_), "")
        )
        for id_, family, given in rows
        if id_ in people
    ]
    return sorted(found, key=lambda line: (fold(line.name), line.person_id))


def employed_in(act: Act, month: str) -> set[PersonId]:
    """Whoever is under contract on a day of the month."""
    first, last = first_day(month), last_day(month)
    return {
        who
        for who, contracts in all_contracts(act).items()
        if any(one.started_on <= last and (one.ended_on is None or one.ended_on >= first) for one in contracts)
    }


def _person_line(
    person_id: PersonId, family: str, given: str, contracts: Sequence[Contract], month: str, matricule: str
) -> PersonLine:
    begun = [contract for contract in contracts if contract.started_on <= last_day(month)]
    newest = begun[-1] if begun else None
    return PersonLine(
        person_id,
        matricule,
        family,
        given,
        str(len(begun) or 1),
        newest.started_on if newest else None,
        newest.ended_on if newest else None,
    )


def variables(act: Act) -> dict[str, Variable]:
    """The catalogue by code, the co-op's own bonuses after the hours and the absences."""
    rows = act.session.scalars(select(NamedBonus).order_by(NamedBonus.code))
    own = [named_bonus(row.code, row.name, closed=row.closed_on is not None) for row in rows]
    first = next(at for at, variable in enumerate(CATALOGUE) if variable.code == "COMM")
    together = [*CATALOGUE[:first], *own, *CATALOGUE[first:]]
    return {variable.code: variable for variable in together}

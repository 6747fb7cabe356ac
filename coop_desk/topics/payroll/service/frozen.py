"""A validated month as the exporter, the entry and the bookkeeper take it: nothing in it moves any more."""

from collections.abc import Mapping
from dataclasses import replace

from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import READ
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.records import FrozenMonth, PersonLine, VariableLine
from coop_desk.topics.payroll.rules.catalogue import Variable
from coop_desk.topics.payroll.rules.keeping import PersonMonth
from coop_desk.topics.payroll.rules.months import month_words
from coop_desk.topics.payroll.rules.states import State, Step
from coop_desk.topics.payroll.service.reading import life_of, months_held, variables
from coop_desk.topics.payroll.service.writing import frame_of

FROZEN = (State.VALIDATED, State.EXPORTED, State.CLOSED)


def frozen_month(act: Act, month: str, *, right: str = READ) -> FrozenMonth:
    """Open a validated month whole. `right`: EXPORT when it leaves the program. Raises RuleBroken PAY-13 before."""
    life = life_of(act, month)
    prepared, validated = life.last(Step.PREPARE), life.last(Step.VALIDATE)
    if life.state not in FROZEN or prepared is None or validated is None:
        said = _("La paie de {month} n’est pas validée : elle ne s’exporte pas encore.")
        raise RuleBroken("PAY-13", said.format(month=month_words(month)))
    frame, known, names = frame_of(act, month, right=right), variables(act), people_by_id(act.session)
    held = [one for one in months_held(act, month, right=right).values() if one.person is not None]
    held.sort(key=lambda one: (_person(one).matricule, one.person_id))
    return FrozenMonth(
        month=month,
        coop=frame.coop,
        siren=frame.siren,
        siret=frame.siret,
        people=tuple(_person(one) for one in held),
        variables=tuple(line for one in held for line in _variables(one, known)),
        absences=tuple(replace(line, matricule=_person(one).matricule) for one in held for line in one.absences),
        number=life.number,
        prepared_by=names[prepared.by],
        prepared_at=prepared.at,
        validated_by=names[validated.by],
        validated_at=validated.at,
        is_example=act.coop.is_example,
    )


def _person(held: PersonMonth) -> PersonLine:
    return held.person or PersonLine(held.person_id, "", "", "", "")


def _variables(held: PersonMonth, known: Mapping[str, Variable]) -> list[VariableLine]:
    matricule = _person(held).matricule
    return [
        VariableLine(
            matricule, line.code, known[line.code].label, known[line.code].unit, line.quantity, line.amount,
            line.starts, line.ends, line.comment, line.concerns,
        )
        for line in held.lines
    ]  # fmt: skip

"""Steps taken and months sealed again, within the act of the caller."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import COOP, READ, WRITE
from coop_desk.topics.payroll.model import PayStep
from coop_desk.topics.payroll.rules.keeping import (
    FRAME,
    MONTH,
    REASON,
    Frame,
    PersonMonth,
    frame_from,
    frame_payload,
    payload,
)
from coop_desk.topics.payroll.rules.months import compartment_of, month_words
from coop_desk.topics.payroll.rules.states import Step


def seal_months(act: Act, held: Iterable[PersonMonth]) -> tuple[PersonMonth, ...]:
    """Seal months of people anew, each in the place of what stood there; new ones are named in the frame.

    Returns them with the number of their record.
    """
    sealed = []
    for month, together in groupby(held, key=lambda one: one.month):
        added = {}
        for one in together:
            record = act.sealed.put(
                compartment_of(month), one.person_id, payload(one), replacing=one.record, equal=(MONTH, month)
            )
            sealed.append(replace(one, record=record))
            if one.record is None:
                added[one.person_id] = record
        if added:
            frame = frame_of(act, month)
            seal_frame(act, replace(frame, records=frame.records | added))
    return tuple(sealed)


def frame_of(act: Act, month: str, *, right: str = READ) -> Frame:
    """Open the frame of a month; an empty one while nothing is sealed of it."""
    entries = act.sealed.read(compartment_of(month), COOP, equal=(FRAME, month), right=right)
    return frame_from(entries[-1].id, entries[-1].payload) if entries else Frame(month)


def seal_frame(act: Act, frame: Frame) -> None:
    """Seal a frame anew: it is about the co-op, and key holders alone write it."""
    act.sealed.put(
        compartment_of(frame.month), COOP, frame_payload(frame), replacing=frame.record, equal=(FRAME, frame.month)
    )


def take_step(act: Act, month: str, step: Step, *, number: int | None = None, reason: str = "") -> None:
    """Write a step in clear; its reason is sealed, as words of whoever gives it."""
    row = PayStep(month=month, step=step.value, at=act.now, by_id=act.actor_id, number=number)
    act.session.add(row)
    act.session.flush()
    if reason:
        said = {"v": 1, "kind": REASON, "month": month, "step": row.id, "reason": reason}
        compartment, mark = compartment_of(month), (REASON, month)
        if act.sealed.opens(compartment, WRITE):
            act.sealed.put(compartment, act.actor_id, said, equal=mark)
        else:
            act.sealed.drop(compartment, said, equal=mark)
    act.say(month_words(month))

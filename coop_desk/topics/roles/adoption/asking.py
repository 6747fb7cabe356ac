"""What is asked of the planner and what it answers, as they travel between two processes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from coop_desk.topics.roles.adoption.records import Outcome, PinLine, Prepared
from coop_desk.topics.roles.adoption.rules.months import first_of, number_of, person_key, role_key
from coop_desk.topics.roles.rotation.case import Assignment, Case
from coop_desk.topics.roles.rotation.forcing import SECONDS
from coop_desk.topics.roles.rotation.reading import mandates_of

PLANNER = "--rotation-planner"
"""What a packed program is told, to be the planner."""


def plan_request(prepared: Prepared) -> dict[str, Any]:
    """Ask for a plan, with its explanations."""
    return {"wanted": "plan", "seconds": prepared.settings.seconds, **_pinned(prepared.case, prepared.pins)}


def assignment_of(case: Case, pin: PinLine) -> Assignment:
    """Somebody imposed or kept off, as the planner names them."""
    month = number_of(first_of(case.first_month), pin.month) if pin.month is not None else None
    return Assignment(role_key(pin.role_id), person_key(pin.person_id), pin.seat, month)


def barred_of(case: Case, pins: Iterable[PinLine]) -> tuple[Assignment, ...]:
    """Those kept off."""
    return tuple(assignment_of(case, pin) for pin in pins if not pin.imposed)


def _pinned(case: Case, pins: Sequence[PinLine]) -> dict[str, Any]:
    imposed = tuple(assignment_of(case, pin) for pin in pins if pin.imposed)
    return {"imposed": [asdict(one) for one in imposed], "barred": [asdict(one) for one in barred_of(case, pins)]}


def outcome_of(answer: Mapping[str, Any], case: Case) -> Outcome:
    """What came back, read as strictly as a file would be."""
    return Outcome(
        mandates_of(answer["plan"], case),
        (json.dumps(answer["plan"], ensure_ascii=False, indent=1) + "\n").encode(),
        tuple(tuple(lines) for lines in answer["chosen"]),
        tuple(answer["vacancies"]),
    )


def why_not_request(
    case: Case, plan: Mapping[str, Any], pins: Sequence[PinLine], person_id: int, role_id: int
) -> dict[str, Any]:
    """Ask why somebody does not hold a role in a plan, or what imposing them would cost."""
    about = {"member": person_key(person_id), "role": role_key(role_id)}
    return {"wanted": "why_not", "plan": plan, "seconds": SECONDS, **about, **_pinned(case, pins)}


def without_request(case: Case, plan: Mapping[str, Any], pins: Sequence[PinLine], place: int) -> dict[str, Any]:
    """Ask what the best plan would cost in which somebody does not hold their seat; `place`: of the mandate."""
    return {"wanted": "without", "plan": plan, "seconds": SECONDS, "place": place, **_pinned(case, pins)}

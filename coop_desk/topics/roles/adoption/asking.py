"""What is asked of the planner and what it answers, as they travel between two processes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from coop_desk.topics.roles.adoption.records import Outcome, PinLine, Prepared
from coop_desk.topics.roles.adoption.rules.months import first_of, number_of, person_key, role_key
from coop_desk.topics.roles.rotation.case import Case
from coop_desk.topics.roles.rotation.reading import mandates_of

PLANNER = "--rotation-planner"
"""What a packed program is told, to be the planner."""


def plan_request(prepared: Prepared) -> dict[str, Any]:
    """Ask for a plan, with its explanations."""
    case, pins = prepared.case, prepared.pins
    return {
        "wanted": "plan",
        "seconds": prepared.settings.seconds,
        "imposed": _asked(case, (pin for pin in pins if pin.imposed)),
        "barred": _asked(case, (pin for pin in pins if not pin.imposed)),
    }


def _asked(case: Case, pins: Iterable[PinLine]) -> list[dict[str, Any]]:
    return [
        {
            "role": role_key(pin.role_id), "member": person_key(pin.person_id), "seat": pin.seat,
            "month": number_of(first_of(case.first_month), pin.month) if pin.month is not None else None,
        }
        for pin in pins
    ]  # fmt: skip


def outcome_of(answer: Mapping[str, Any], case: Case) -> Outcome:
    """What came back, read as strictly as a file would be."""
    return Outcome(
        mandates_of(answer["plan"], case),
        (json.dumps(answer["plan"], ensure_ascii=False, indent=1) + "\n").encode(),
        tuple(tuple(lines) for lines in answer["chosen"]),
        tuple(answer["vacancies"]),
    )


def why_not_request(plan: Mapping[str, Any], person_id: int, role_id: int, seconds: int = 20) -> dict[str, Any]:
    """Ask why somebody does not hold a role in a plan."""
    return {
        "wanted": "why_not", "plan": plan, "member": person_key(person_id), "role": role_key(role_id),
        "seconds": seconds,
    }  # fmt: skip

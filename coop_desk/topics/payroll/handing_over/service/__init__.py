"""The verbs of the hand-over: what pages call with a desk."""

from coop_desk.topics.payroll.handing_over.service.relaying import (
    add_point,
    begin_hand_over,
    end_hand_over,
    take_back_tick,
    tick_point,
)
from coop_desk.topics.payroll.handing_over.service.telling import (
    hand_over,
    hand_over_pdf,
    hand_overs,
    own_hand_overs_due,
    people_to_hand_over,
)

__all__ = [
    "add_point",
    "begin_hand_over",
    "end_hand_over",
    "hand_over",
    "hand_over_pdf",
    "hand_overs",
    "own_hand_overs_due",
    "people_to_hand_over",
    "take_back_tick",
    "tick_point",
]

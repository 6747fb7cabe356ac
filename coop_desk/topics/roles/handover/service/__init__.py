"""The verbs of hand-overs, of learning, of pairs and of retrospectives, and what other parts ask with their act."""

from coop_desk.topics.roles.handover.service.learning import (
    declare_autonomous,
    mark_step,
    move_target,
    not_ready,
    open_ramp,
    ramps,
    ramps_at,
    role_warnings,
    stop_ramp,
    take_back_step,
)
from coop_desk.topics.roles.handover.service.leaving import lost_by_leaving
from coop_desk.topics.roles.handover.service.pairs import end_pair, pair_up, pairs, pairs_at
from coop_desk.topics.roles.handover.service.plans import add_line, begin_handover, move_line, name_giver
from coop_desk.topics.roles.handover.service.printing import handover_pdf
from coop_desk.topics.roles.handover.service.reading import handover, handovers, handovers_at, readiness
from coop_desk.topics.roles.handover.service.retrospectives import retrospectives, write_retrospective
from coop_desk.topics.roles.handover.service.templates import adopt_template, templates
from coop_desk.topics.roles.handover.service.ticking import finish_handover, take_back_tick, tick_lines
from coop_desk.topics.roles.handover.service.waiting import own_waiting, waiting

__all__ = [
    "add_line",
    "adopt_template",
    "begin_handover",
    "declare_autonomous",
    "end_pair",
    "finish_handover",
    "handover",
    "handover_pdf",
    "handovers",
    "handovers_at",
    "lost_by_leaving",
    "mark_step",
    "move_line",
    "move_target",
    "name_giver",
    "not_ready",
    "open_ramp",
    "own_waiting",
    "pair_up",
    "pairs",
    "pairs_at",
    "ramps",
    "ramps_at",
    "readiness",
    "retrospectives",
    "role_warnings",
    "stop_ramp",
    "take_back_step",
    "take_back_tick",
    "templates",
    "tick_lines",
    "waiting",
    "write_retrospective",
]

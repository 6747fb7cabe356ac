"""The verbs of the statutes, and what other topics read with their act."""

from coop_desk.topics.statutes.records import HistoryLine, NewValue, Outside, ParameterRow, Quoted, SetUpState
from coop_desk.topics.statutes.service.company import identity, identity_history, record_identity
from coop_desk.topics.statutes.service.in_force import (
    identity_at,
    known_identity,
    letterhead_at,
    profile_at,
    share_nominals,
)
from coop_desk.topics.statutes.service.quoting import tells_adoption, tells_first_sealed
from coop_desk.topics.statutes.service.values import (
    change_statutes,
    finish_set_up,
    history,
    parameters,
    profile,
    set_up_state,
    set_up_statutes,
)

__all__ = [
    "HistoryLine",
    "NewValue",
    "Outside",
    "ParameterRow",
    "Quoted",
    "SetUpState",
    "change_statutes",
    "finish_set_up",
    "history",
    "identity",
    "identity_at",
    "identity_history",
    "known_identity",
    "letterhead_at",
    "parameters",
    "profile",
    "profile_at",
    "record_identity",
    "set_up_state",
    "set_up_statutes",
    "share_nominals",
    "tells_adoption",
    "tells_first_sealed",
]

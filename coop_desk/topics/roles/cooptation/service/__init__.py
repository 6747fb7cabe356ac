"""The verbs of co-optation: open a circle, go through its rounds, give the seat, print the record."""

from coop_desk.topics.roles.cooptation.service.deciding import give_seat, withdraw_endorsement
from coop_desk.topics.roles.cooptation.service.printing import cooptation_pdf
from coop_desk.topics.roles.cooptation.service.reading import (
    circle,
    cooptation,
    cooptations,
    endorsed_for,
    lines_at,
)
from coop_desk.topics.roles.cooptation.service.rounds import (
    answer_proposal,
    begin_circle,
    close_cooptation,
    conclude,
    decline,
    end_round,
    lift,
    nominate,
    open_cooptation,
    propose,
    retain_by_count,
)

__all__ = [
    "answer_proposal",
    "begin_circle",
    "circle",
    "close_cooptation",
    "conclude",
    "cooptation",
    "cooptation_pdf",
    "cooptations",
    "decline",
    "end_round",
    "endorsed_for",
    "give_seat",
    "lift",
    "lines_at",
    "nominate",
    "open_cooptation",
    "propose",
    "retain_by_count",
    "withdraw_endorsement",
]

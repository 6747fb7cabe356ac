"""The verbs of elections: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.elections.service.counting import (
    correct_count,
    count_hands,
    open_round_of,
    record_count,
    settle,
)
from coop_desk.topics.elections.service.file import election, election_of, elections, elections_at, search, waiting
from coop_desk.topics.elections.service.letters import call_pdf, commitment_pdf
from coop_desk.topics.elections.service.opening import late_voters, open_round, voters_of
from coop_desk.topics.elections.service.openings import opening_of
from coop_desk.topics.elections.service.preparing import (
    Choices,
    attach_election,
    change_election,
    check_no_teller_stands,
    choices,
    end_election,
    name_tellers,
    prepare_election,
    proposal,
)
from coop_desk.topics.elections.service.printing import (
    ballots_pdf,
    candidates_pdf,
    result_pdf,
    tally_pdf,
    turnout_pdf,
)
from coop_desk.topics.elections.service.proclaiming import answer, open_elected, proclaim
from coop_desk.topics.elections.service.ratifying import ask_ratification
from coop_desk.topics.elections.service.standing import (
    call_candidates,
    commit_order,
    doubts,
    draw_order,
    enter_order,
    record_candidacy,
    sheet_known,
    voters_known,
    withdraw_candidacy,
)
from coop_desk.topics.elections.service.tellers import tellers_of

__all__ = [
    "Choices",
    "turnout_pdf",
    "tally_pdf",
    "result_pdf",
    "candidates_pdf",
    "ballots_pdf",
    "answer",
    "ask_ratification",
    "attach_election",
    "call_candidates",
    "call_pdf",
    "change_election",
    "check_no_teller_stands",
    "choices",
    "commitment_pdf",
    "commit_order",
    "correct_count",
    "count_hands",
    "doubts",
    "draw_order",
    "election",
    "election_of",
    "elections",
    "elections_at",
    "end_election",
    "enter_order",
    "late_voters",
    "name_tellers",
    "open_elected",
    "open_round",
    "open_round_of",
    "opening_of",
    "prepare_election",
    "proclaim",
    "proposal",
    "record_candidacy",
    "record_count",
    "search",
    "settle",
    "sheet_known",
    "tellers_of",
    "voters_known",
    "voters_of",
    "waiting",
    "withdraw_candidacy",
]

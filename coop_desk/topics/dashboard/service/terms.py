"""What waits of the leaders: terms that end, elections under way."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.elections.service import waiting as waiting_elections
from coop_desk.topics.mandates.service import waiting as waiting_of_mandates
from coop_desk.topics.roles.seats.service import told_here


@query(Right.MANDATES_RECORD, N_("Mandats à suivre"))
def mandate_lines(act: Act) -> list[Todo]:
    """Recall the terms that end, the seats to fill, what a mandate waits for, the board the law asks for (E02)."""
    of_roles = told_here(act)
    return [
        Todo(one.key, one.what, one.why, one.due, "mandates", one.mandate_id)
        for one in waiting_of_mandates(act)
        if one.key not in of_roles
    ]


@query(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Élections à faire avancer"))
def election_lines(act: Act) -> list[Todo]:
    """Recall what each election waits for: candidacies, opening, a tie, a ratification, an answer (PROC-01)."""
    return [
        Todo(
            f"election:{file.id}",
            _("{what} : {title}").format(what=what, title=file.title),
            file.meeting_words or file.electorate_words,
            file.candidates_until if not file.standing and file.candidates_until else file.meeting_day,
            "elections.election",
            file.id,
        )
        for file, what in waiting_elections(act)
    ]

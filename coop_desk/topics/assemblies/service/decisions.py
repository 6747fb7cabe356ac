"""The decision register: what was decided, and what became of it (A14, A15)."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.finding import Hit
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_day
from coop_desk.topics.assemblies.model import Body, FollowUp, Meeting, Resolution
from coop_desk.topics.assemblies.records import DecisionLine, FollowUpState, ResolutionKind
from coop_desk.topics.assemblies.rules.words import kind_words
from coop_desk.topics.assemblies.service.bodies import body_name
from coop_desk.topics.assemblies.service.electorate import names_of
from coop_desk.topics.assemblies.service.naming import all_resolutions, named
from coop_desk.topics.assemblies.service.resolutions import resolution_and_meeting
from coop_desk.topics.assemblies.service.results import Decided, decided
from coop_desk.topics.assemblies.service.voting import latest_result
from coop_desk.topics.members.records import TeamRow
from coop_desk.topics.members.service import tree_at
from coop_desk.topics.statutes.service import tells_adoption

STATUTES = frozenset({ResolutionKind.EXTRAORDINARY, ResolutionKind.SEAT, ResolutionKind.NATIONALITY})
ONGOING = frozenset({FollowUpState.TO_DO, FollowUpState.UNDER_WAY})


@query(Right.DECISIONS_READ, N_("Consultation du registre des décisions"))
def decisions(
    act: Act,
    words: str = "",
    *,
    year: int | None = None,
    adopted: bool | None = None,
    kind: ResolutionKind | None = None,
) -> list[DecisionLine]:
    """Every voted resolution, the latest first, found by word, year, result or kind (A14)."""
    wanted = fold(words).split()
    return [
        line
        for line in decision_lines(act)
        if (year is None or line.day.year == year)
        and (adopted is None or line.adopted == adopted)
        and (kind is None or line.kind is kind)
        and all(word in _searched(line) for word in wanted)
    ]


@query(Right.DECISIONS_READ, N_("Consultation des décisions en retard"))
def overdue_decisions(act: Act) -> list[DecisionLine]:
    """Adopted resolutions whose carrying out is late (A15)."""
    return [line for line in decision_lines(act) if line.overdue]


@query(Right.DECISIONS_READ, N_("Recherche d’une résolution"))
def search(act: Act, text: str) -> list[Hit]:
    """Resolutions found by words, for the search box."""
    wanted = fold(text).split()
    found = [line for line in decision_lines(act) if wanted and all(word in _searched(line) for word in wanted)]
    found.sort(key=lambda line: not all(word in fold(line.title) for word in wanted))
    return [
        Hit(
            page="assemblies.decisions",
            record_id=line.resolution_id,
            title=line.title,
            detail=_("{meeting}, {result}").format(
                meeting=line.meeting_title, result=_("adoptée") if line.adopted else _("rejetée")
            ),
        )
        for line in found[:20]
    ]


@action(Right.DECISIONS_FOLLOW, N_("Suivi d’une décision"))
def follow_up(
    act: Act,
    resolution_id: int,
    *,
    responsible_id: int | None = None,
    team_id: int | None = None,
    due_on: date | None = None,
    state: FollowUpState = FollowUpState.TO_DO,
    note: str = "",
) -> None:
    """Say who carries out an adopted resolution, until when, and where it stands (A15)."""
    resolution, _meeting = resolution_and_meeting(act, resolution_id)
    result = latest_result(act, resolution.id)
    if result is None or not result.adopted:
        raise RuleBroken("DEC-01", _("Seule une résolution adoptée s’exécute."))
    if responsible_id is None and team_id is None:
        raise RuleBroken("DEC-01", _("Choisissez le pôle ou la personne qui exécute la décision."))
    row = act.session.scalar(select(FollowUp).where(FollowUp.resolution_id == resolution.id))
    if row is None:
        row = FollowUp(resolution_id=resolution.id)
        act.session.add(row)
    row.responsible_id, row.team_id, row.due_on = responsible_id, team_id, due_on
    row.state, row.note = state.value, note.strip()
    act.say(
        _("Décision « {title} » à exécuter{due}.").format(
            title=resolution.title,
            due=_(" pour le {day}").format(day=long_day(due_on)) if due_on else "",
        )
    )


@tells_adoption
def changed_statutes_on(act: Act, resolution_id: int) -> date | None:
    """The day on which a resolution changed the statutes; None when it was refused or decided something else."""
    resolution = act.session.get(Resolution, resolution_id)
    if resolution is None or ResolutionKind(resolution.kind) not in STATUTES:
        return None
    result = latest_result(act, resolution_id)
    return resolution_and_meeting(act, resolution_id)[1].day if result is not None and result.adopted else None


def decision_lines(act: Act) -> list[DecisionLine]:
    """Every voted resolution with its carrying out, the latest first."""
    follow = {row.resolution_id: row for row in act.session.scalars(select(FollowUp))}
    names = names_of(act, {row.responsible_id for row in follow.values() if row.responsible_id is not None})
    teams = _team_names(act)
    bodies = {body.id: body for body in act.session.scalars(select(Body))}
    resolutions, results = all_resolutions(act), decided(act)
    lines = []
    for meeting in act.session.scalars(select(Meeting).order_by(Meeting.day.desc(), Meeting.id.desc())):
        rows, body = resolutions.get(meeting.id, []), bodies[meeting.body_id]
        place = (meeting, named(meeting, body, rows)[1], body_name(body))
        for number, resolution in enumerate(rows, start=1):
            if resolution.id in results:
                row = follow.get(resolution.id)
                lines.append(_line(act.today, place, resolution, number, results[resolution.id], row, names, teams))
    return lines


def _line(
    today: date,
    place: tuple[Meeting, str, str],
    resolution: Resolution,
    number: int,
    result: Decided,
    follow: FollowUp | None,
    names: dict[int, str],
    teams: dict[int, str],
) -> DecisionLine:
    meeting, title, body = place
    state = FollowUpState(follow.state) if follow else None
    responsible = ""
    if follow is not None:
        parts = (teams.get(follow.team_id or 0, ""), names.get(follow.responsible_id or 0, ""))
        responsible = ", ".join(part for part in parts if part)
    due = follow.due_on if follow else None
    kind = ResolutionKind(resolution.kind)
    return DecisionLine(
        resolution_id=resolution.id,
        meeting_id=meeting.id,
        meeting_title=title,
        body_name=body,
        day=meeting.day,
        number=number,
        title=resolution.title,
        text=resolution.text,
        kind=kind,
        kind_words=kind_words(kind),
        adopted=result.adopted,
        votes=result.votes,
        sentence=result.sentence,
        responsible=responsible,
        responsible_id=follow.responsible_id if follow else None,
        team_id=follow.team_id if follow else None,
        due_on=due,
        state=state,
        note=follow.note if follow else "",
        overdue=state in ONGOING and due is not None and due < today,
    )


def _team_names(act: Act) -> dict[int, str]:
    found: dict[int, str] = {}

    def collect(rows: tuple[TeamRow, ...] | list[TeamRow]) -> None:
        for row in rows:
            found[row.id] = row.name
            collect(row.teams)

    collect(tree_at(act, act.today))
    return found


def _searched(line: DecisionLine) -> str:
    return fold(f"{line.title} {line.text} {line.kind_words} {line.meeting_title} {line.responsible}")

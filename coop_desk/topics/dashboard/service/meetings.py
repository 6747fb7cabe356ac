"""What waits of the assemblies: calling, sessions, questions, decisions, minutes; the next meeting."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, long_day
from coop_desk.topics.assemblies.model import FollowUp, Meeting, Resolution
from coop_desk.topics.assemblies.records import MeetingState
from coop_desk.topics.assemblies.service import unanswered_in
from coop_desk.topics.assemblies.service.decisions import ONGOING
from coop_desk.topics.assemblies.service.naming import title_of
from coop_desk.topics.convening.service import waiting_deadlines
from coop_desk.topics.dashboard import rules
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.minutes.service import awaited, unprinted
from coop_desk.topics.statutes.service import known_identity

AHEAD = timedelta(days=30)
COMING = (MeetingState.PREPARING, MeetingState.CONVENED)
UNDER_WAY = (MeetingState.OPEN, MeetingState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting, or the one under way."""

    id: int
    title: str
    day: date
    starts_at: time
    place: str
    under_way: bool


@query(Right.MEETINGS_PREPARE, N_("Échéances des assemblées à venir"))
def calling_lines(act: Act) -> list[Todo]:
    """Recall what must be sent or done before the coming assemblies, and the assembly on the accounts."""
    if known_identity(act, act.today) is None:
        return []
    lines = [
        Todo(
            f"call:{meeting_id}:{deadline.step}",
            deadline.what,
            title,
            deadline.due,
            "assemblies.preparation",
            meeting_id,
        )
        for meeting_id, title, deadline in waiting_deadlines(act)
        if deadline.due <= act.today + AHEAD
    ]
    return [*lines, *_accounts(act)]


def _accounts(act: Act) -> list[Todo]:
    identity = known_identity(act, act.today)
    if identity is None:
        return []
    year_end = identity.last_year_end(act.today)
    due = rules.accounts_deadline(year_end)
    if identity.created_on and identity.created_on > year_end:
        return []
    known = act.session.scalar(select(Meeting.id).where(Meeting.annual_accounts, Meeting.day > year_end).limit(1))
    if known is not None or due < act.today - timedelta(days=365):
        return []
    what = _("Prévoir l’assemblée qui approuve les comptes")
    why = _("Exercice clos le {day} : elle se tient dans les six mois.").format(day=long_day(year_end))
    return [Todo("accounts", what, why, due, "assemblies")]


@query(Right.MEETINGS_RUN, N_("Séances à tenir"))
def session_lines(act: Act) -> list[Todo]:
    """Recall the meetings of today and those never closed."""
    lines = []
    for meeting in _unfinished(act):
        title = title_of(act, meeting)
        if meeting.state in UNDER_WAY:
            what = _("Reprendre ou lever la séance : {title}").format(title=title)
        elif meeting.day == act.today:
            what = _("Tenir la séance : {title}").format(title=title)
        elif meeting.day < act.today:
            what = _("Tenir ou reporter la séance : {title}").format(title=title)
        else:
            continue
        lines.append(Todo(f"session:{meeting.id}", what, meeting.place, meeting.day, "assemblies.session", meeting.id))
    return lines


def _unfinished(act: Act) -> list[Meeting]:
    states = [state.value for state in (*COMING, *UNDER_WAY)]
    rows = act.session.scalars(select(Meeting).where(Meeting.state.in_(states)))
    return sorted(rows, key=lambda meeting: (meeting.state not in UNDER_WAY, meeting.day, meeting.starts_at))


@query(Right.MEETINGS_RUN, Right.MINUTES_WRITE, words=N_("Questions écrites sans réponse"))
def question_lines(act: Act) -> list[Todo]:
    """Recall the written questions that wait for their answer, until the minutes are sealed (DOC-08)."""
    convened = [MeetingState.CONVENED.value, *(state.value for state in UNDER_WAY)]
    rows = {row.id: row for row in act.session.scalars(select(Meeting).where(Meeting.state.in_(convened)))}
    to_write = {line.meeting_id: line.title for line in awaited(act)}
    lines = []
    for meeting_id, n in unanswered_in(act, [*rows, *to_write]).items():
        if meeting_id in rows:
            what = ngettext(
                "Répondre à {n} question écrite pendant l’assemblée",
                "Répondre à {n} questions écrites pendant l’assemblée",
                n,
            )
            title, day, page = title_of(act, rows[meeting_id]), rows[meeting_id].day, "assemblies.session"
        else:
            what = ngettext(
                "Noter la réponse donnée à {n} question écrite", "Noter les réponses données à {n} questions écrites", n
            )
            title, day, page = to_write[meeting_id], None, "assemblies.session"
        lines.append(Todo(f"questions:{meeting_id}", what.format(n=integer(n)), title, day, page, meeting_id))
    return lines


@query(Right.DECISIONS_FOLLOW, N_("Décisions en retard"))
def overdue_lines(act: Act) -> list[Todo]:
    """Recall the decisions whose day is past (A15)."""
    rows = act.session.execute(
        select(FollowUp, Resolution)
        .join(Resolution, Resolution.id == FollowUp.resolution_id)
        .where(FollowUp.due_on < act.today, FollowUp.state.in_([state.value for state in ONGOING]))
    ).all()
    names = people_by_id(act.session) if rows else {}
    return [
        Todo(
            f"decision:{resolution.id}",
            _("Faire avancer la décision : {title}").format(title=resolution.title),
            names.get(PersonId(follow.responsible_id or 0), ""),
            follow.due_on,
            "assemblies.decisions",
            resolution.id,
        )
        for follow, resolution in rows
    ]


@query(Right.MINUTES_WRITE, Right.MINUTES_SEAL, words=N_("Procès-verbaux à écrire ou à sceller"))
def minutes_lines(act: Act) -> list[Todo]:
    """Recall the minutes to write or seal, and those to print on the sheets of the register."""
    to_seal = [
        Todo(
            f"minutes:{line.meeting_id}",
            (
                _("Relire et sceller le procès-verbal : {title}")
                if line.started
                else _("Rédiger le procès-verbal : {title}")
            ).format(title=line.title),
            _("Réunion du {day}").format(day=long_day(line.held_on)),
            line.held_on + AHEAD,
            "minutes.meeting",
            line.meeting_id,
        )
        for line in awaited(act)
    ]
    to_print = [
        Todo(
            f"sheets:{piece.id}",
            _("Imprimer au registre : procès-verbal n° {n}").format(n=piece.number),
            piece.title,
            None,
            "minutes.meeting",
            piece.meeting_id,
        )
        for piece in unprinted(act)
    ]
    return to_seal + to_print


@query(Right.MEETINGS_READ, N_("Prochaine réunion"))
def next_meeting(act: Act) -> NextMeeting | None:
    """Return the meeting under way, else the next one."""
    found = [row for row in _unfinished(act) if row.state in UNDER_WAY or row.day >= act.today]
    if not found:
        return None
    row = found[0]
    return NextMeeting(row.id, title_of(act, row), row.day, row.starts_at, row.place, row.state in UNDER_WAY)

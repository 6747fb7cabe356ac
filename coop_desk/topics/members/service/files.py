"""The file of one person: everything kept about them, and the applications of everyone."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import Refused
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.topics.members.model import (
    Application,
    ApplicationOutcome,
    EmailConsent,
    Employment,
    MaritalInformation,
    MemberDetails,
    StatusChange,
    Team,
    TeamMembership,
    VoteChange,
)
from coop_desk.topics.members.records import (
    ApplicationLine,
    ConsentLine,
    ExpectedApplication,
    HistoryLine,
    Job,
    Marital,
    MemberFile,
    MemberRow,
    TeamStay,
    VoteLine,
)
from coop_desk.topics.members.rules.admission import Contract, application_deadline, employed_since, must_be_voted
from coop_desk.topics.members.rules.categories import Category, Outcome, Reason
from coop_desk.topics.members.service.reading import contact_of, one_row, situations_at
from coop_desk.topics.statutes.service import known_identity, profile_at


def applications_due(act: Act, day: date) -> list[ApplicationLine]:
    """Return the applications that wait for an assembly held on a day, oldest first (ADM-02)."""
    lines = _applications(act, day)
    return [line for line in lines if line.outcome is Outcome.PENDING and line.applied_on <= day]


def applications_expected(act: Act, day: date) -> list[ExpectedApplication]:
    """Return the employees whom the statutes oblige to apply, earliest first; empty without that clause (ADM-05)."""
    if known_identity(act, day) is None or not profile_at(act, day).yes("mandatory_application"):
        return []
    months = profile_at(act, day).number("application_delay_months")
    # Only computes a day: nobody's details are shown, so none are read whole (and noted as read).
    columns = select(MemberDetails.person_id, MemberDetails.birth_date)
    births: dict[PersonId, date | None] = {who: born for who, born in act.session.execute(columns)}  # noqa: C416
    found = []
    for one in situations_at(act, day):
        since = employed_since(contracts_of(act, one.person_id), day) if one.category is Category.EMPLOYEE else None
        if since is not None:
            due_on = application_deadline(since, births.get(one.person_id), months)
            found.append(ExpectedApplication(one.person_id, one.name, due_on))
    return sorted(found, key=lambda one: one.due_on)


def contracts_of(act: Act, person_id: PersonId) -> list[Contract]:
    """Return the employment contracts of a person."""
    wanted = select(Employment).where(Employment.person_id == person_id)
    return [Contract(row.started_on, row.ended_on, row.working_time) for row in act.session.scalars(wanted)]


@query(Right.OWN_FILE_READ, Right.MEMBERS_DETAILS_READ, words=N_("Consultation de la fiche d’un associé"))
def member_file(act: Act, person_id: PersonId) -> MemberFile:
    """Return everything kept about one person; Refused for people the title does not cover."""
    if not act.covers(person_id):
        raise Refused(_("Votre titre ne vous ouvre que votre propre fiche."))
    return read_file(act, person_id)


@query(Right.MEMBERS_DETAILS_READ, N_("Consultation des candidatures"))
def applications(act: Act) -> list[ApplicationLine]:
    """Return every application, the waiting ones first, then the latest decided."""
    lines = _applications(act, act.today)
    waiting = [line for line in lines if line.outcome is Outcome.PENDING]
    return waiting + [line for line in reversed(lines) if line.outcome is not Outcome.PENDING]


def read_file(act: Act, person_id: PersonId, row: MemberRow | None = None) -> MemberFile:
    """Return everything kept about one person."""
    details = act.session.scalar(select(MemberDetails).where(MemberDetails.person_id == person_id))
    details = details or MemberDetails(
        title="", address="", post_code="", city="", country="", email="", phone="", notes=""
    )
    return MemberFile(
        row=row or one_row(act, person_id, act.today),
        title=details.title,
        birth_date=details.birth_date,
        contact=contact_of(details),
        notes=details.notes,
        history=_history(act, person_id),
        jobs=_jobs(act, person_id),
        consents=_consents(act, person_id),
        marital=_marital(act, person_id),
        applications=tuple(_applications(act, act.today, person_id)),
        votes=_votes(act, person_id),
        teams=_stays(act, person_id),
    )


def _history(act: Act, person_id: PersonId) -> tuple[HistoryLine, ...]:
    wanted = select(StatusChange).where(StatusChange.person_id == person_id)
    rows = act.session.scalars(wanted.order_by(StatusChange.effective_on, StatusChange.id)).all()
    replaced = {row.corrects_id for row in rows}
    return tuple(
        HistoryLine(
            id=row.id,
            category=Category(row.category) if row.category else None,
            effective_on=row.effective_on,
            reason=Reason(row.reason),
            decision=row.decision,
            recorded_at=row.recorded_at,
            replaced=row.id in replaced,
            corrects_id=row.corrects_id,
        )
        for row in rows
    )


def _jobs(act: Act, person_id: PersonId) -> tuple[Job, ...]:
    wanted = select(Employment).where(Employment.person_id == person_id).order_by(Employment.started_on)
    return tuple(
        Job(row.id, row.started_on, row.ended_on, row.end_reason, row.working_time)
        for row in act.session.scalars(wanted)
    )


def _consents(act: Act, person_id: PersonId) -> tuple[ConsentLine, ...]:
    wanted = select(EmailConsent).where(EmailConsent.person_id == person_id)
    rows = act.session.scalars(wanted.order_by(EmailConsent.dated, EmailConsent.id))
    return tuple(ConsentLine(row.given, row.dated, row.channel, row.address) for row in rows)


def _marital(act: Act, person_id: PersonId) -> Marital:
    row = act.session.scalar(select(MaritalInformation).where(MaritalInformation.person_id == person_id))
    if row is None:
        return Marital()
    return Marital(row.regime, row.spouse_name, row.spouse_informed_on, row.spouse_answer, row.answered_on)


def _votes(act: Act, person_id: PersonId) -> tuple[VoteLine, ...]:
    wanted = select(VoteChange).where(VoteChange.person_id == person_id)
    rows = act.session.scalars(wanted.order_by(VoteChange.effective_on, VoteChange.id))
    return tuple(VoteLine(row.effective_on, row.suspended, row.reason) for row in rows)


def _stays(act: Act, person_id: PersonId) -> tuple[TeamStay, ...]:
    teams = {team.id: team for team in act.session.scalars(select(Team))}
    wanted = select(TeamMembership).where(TeamMembership.person_id == person_id)
    found = []
    for row in act.session.scalars(wanted.order_by(TeamMembership.joined_on, TeamMembership.id)):
        team = teams[row.team_id]
        service = teams[team.parent_id].name if team.parent_id else ""
        found.append(TeamStay(row.id, team.id, team.name, service, row.joined_on, row.left_on))
    return tuple(found)


def _applications(act: Act, day: date, person_id: PersonId | None = None) -> list[ApplicationLine]:
    wanted = (
        select(Application, ApplicationOutcome, Person)
        .join(Person, Application.person_id == Person.id)
        .outerjoin(ApplicationOutcome, ApplicationOutcome.application_id == Application.id)
        .order_by(Application.applied_on, Application.id)
    )
    if person_id is not None:
        wanted = wanted.where(Application.person_id == person_id)
    return [_application(act, one, end, person, day) for one, end, person in act.session.execute(wanted)]


def _application(
    act: Act, one: Application, end: ApplicationOutcome | None, person: Person, day: date
) -> ApplicationLine:
    due = False
    if end is None:
        wanted = select(MemberDetails.birth_date).where(MemberDetails.person_id == one.person_id)
        due = must_be_voted(contracts_of(act, one.person_id), act.session.scalar(wanted), day)
    return ApplicationLine(
        id=one.id,
        person_id=one.person_id,
        name=person.name,
        applied_on=one.applied_on,
        words=one.words,
        outcome=Outcome(end.outcome) if end else Outcome.PENDING,
        decided_on=end.decided_on if end else None,
        decision=end.decision if end else "",
        must_be_voted=due,
    )

"""What the register says on a day, for the pages and for the other topics."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.finding import Hit
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.members.model import (
    Application,
    ApplicationOutcome,
    EmailConsent,
    Employment,
    MaritalInformation,
    Member,
    MemberDetails,
    StatusChange,
    Team,
    TeamMembership,
    VoteChange,
)
from coop_desk.topics.members.records import (
    ApplicationLine,
    ConsentLine,
    Contact,
    EntitledMember,
    ExpectedApplication,
    FullRow,
    HistoryLine,
    Job,
    Marital,
    MemberFile,
    MemberRow,
    PostalAddress,
    Situation,
    TeamStay,
    VoteLine,
)
from coop_desk.topics.members.rules.admission import Contract, application_deadline, employed_since, must_be_voted
from coop_desk.topics.members.rules.categories import ASSOCIATES, CATEGORY_WORDS, Category, Outcome, Reason
from coop_desk.topics.members.rules.consent import Consent, email_usable
from coop_desk.topics.members.rules.numbering import next_number
from coop_desk.topics.members.rules.status import (
    Entry,
    first_admission,
    in_force,
    may_vote,
    status_at,
    suspended_at,
)
from coop_desk.topics.statutes.service import known_identity, profile_at

# --- Read by other topics, with the act of their caller ------------------------------------------------


def histories(act: Act, person_id: PersonId | None = None) -> dict[PersonId, list[Entry]]:
    """Return every entry of the status of everyone, or of one person, in the order it was written."""
    wanted = select(StatusChange).order_by(StatusChange.id)
    if person_id is not None:
        wanted = wanted.where(StatusChange.person_id == person_id)
    found: dict[PersonId, list[Entry]] = defaultdict(list)
    for row in act.session.scalars(wanted):
        found[row.person_id].append(entry_of(row))
    return found


def entry_of(row: StatusChange) -> Entry:
    """Return a stored change of status as the rules read it."""
    return Entry(
        id=row.id,
        category=Category(row.category) if row.category else None,
        effective_on=row.effective_on,
        reason=Reason(row.reason),
        decision=row.decision,
        counts_for_capital_51=row.counts_for_capital_51,
        counts_for_votes_65=row.counts_for_votes_65,
        corrects=row.corrects_id,
    )


def suspensions(act: Act) -> dict[PersonId, list[tuple[date, bool]]]:
    """Return the suspensions of vote and their ends, for each person who has any."""
    found: dict[PersonId, list[tuple[date, bool]]] = defaultdict(list)
    for row in act.session.scalars(select(VoteChange).order_by(VoteChange.id)):
        found[row.person_id].append((row.effective_on, row.suspended))
    return found


def situations_at(act: Act, day: date) -> list[Situation]:
    """Return what everyone in the register is on a day, sorted by name; those not yet there are left out."""
    past, suspended = histories(act), suspensions(act)
    found = []
    for member, person in _members_and_persons(act):
        status = status_at(past.get(member.person_id, ()), day)
        if status is None or status.category is None:
            continue
        votes = may_vote(status.category, suspended_at(suspended.get(member.person_id, ()), day))
        found.append(
            Situation(
                person_id=member.person_id,
                name=person.name,
                number=member.number or "",
                category=status.category,
                since=status.effective_on,
                legal_person=member.legal_person,
                may_vote=votes,
                counts_for_capital_51=status.counts_for_capital_51,
                counts_for_votes_65=status.counts_for_votes_65,
            )
        )
    return found


def entitled_at(act: Act, day: date) -> list[EntitledMember]:
    """Return the associates who have a vote on a day, sorted by name (VOT-01, QM-15)."""
    return [
        EntitledMember(
            person_id=one.person_id,
            name=one.name,
            number=one.number,
            category=one.category,
            employed=one.category is Category.EMPLOYED,
            counts_for_capital_51=one.counts_for_capital_51,
            counts_for_votes_65=one.counts_for_votes_65,
        )
        for one in situations_at(act, day)
        if one.may_vote
    ]


def first_entry_date(act: Act, person_id: PersonId) -> date | None:
    """Return the day a person first became an associate; None if they never did."""
    return first_admission(histories(act, person_id)[person_id])


def category_at(act: Act, person_id: PersonId, day: date) -> Category | None:
    """Return what a person is on a day; None before they are in the register."""
    status = status_at(histories(act, person_id)[person_id], day)
    return status.category if status else None


def member_address(act: Act, person_id: PersonId) -> PostalAddress:
    """Return the name and address of a person as they stand on an envelope."""
    person = act.session.get_one(Person, person_id)
    details = act.session.scalar(select(MemberDetails).where(MemberDetails.person_id == person_id))
    return _postal(person, details)


def member_addresses(act: Act) -> dict[PersonId, PostalAddress]:
    """Return the address of everyone in the register."""
    details = {row.person_id: row for row in act.session.scalars(select(MemberDetails))}
    return {
        member.person_id: _postal(person, details.get(member.person_id)) for member, person in _members_and_persons(act)
    }


def email_usable_on(act: Act, person_id: PersonId, meeting_day: date, days: int) -> str | None:
    """Return the address at which a person may be called by e-mail for a meeting, or None (CALL-03, CALL-06)."""
    wanted = select(EmailConsent).where(EmailConsent.person_id == person_id).order_by(EmailConsent.id)
    consents = [Consent(row.given, row.dated, row.address) for row in act.session.scalars(wanted)]
    return email_usable(consents, meeting_day, days)


def applications_due(act: Act, day: date) -> list[ApplicationLine]:
    """Return the applications that wait for an assembly held on a day, oldest first (ADM-02)."""
    lines = _applications(act, day)
    return [line for line in lines if line.outcome is Outcome.PENDING and line.applied_on <= day]


def applications_expected(act: Act, day: date) -> list[ExpectedApplication]:
    """Return the employees whom the statutes oblige to apply, earliest first; empty without that clause (ADM-05)."""
    if known_identity(act, day) is None or not profile_at(act, day).yes("mandatory_application"):
        return []
    months = profile_at(act, day).number("application_delay_months")
    births = {row.person_id: row.birth_date for row in act.session.scalars(select(MemberDetails))}
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


def given_numbers(act: Act) -> list[str]:
    """Return every number ever given, even to people who left."""
    return [number for number in act.session.scalars(select(Member.number)) if number]


def member_of(act: Act, person_id: PersonId) -> Member:
    """Return the inscription of a person; RuleBroken when they are not in the register."""
    found = act.session.scalar(select(Member).where(Member.person_id == person_id))
    if found is None:
        raise RuleBroken("REGISTER-ENTRY", _("Cette personne n’est pas inscrite au registre des associés."))
    return found


def details_of(act: Act, person_id: PersonId) -> MemberDetails:
    """Return the private details of a person, made empty when there are none yet."""
    found = act.session.scalar(select(MemberDetails).where(MemberDetails.person_id == person_id))
    if found is None:
        found = MemberDetails(person_id=person_id)
        act.session.add(found)
        act.session.flush()
    return found


# --- Asked by pages and the command line ---------------------------------------------------------------


@query(Right.MEMBERS_READ, N_("Consultation du registre des associés"))
def members(act: Act, day: date | None = None, categories: Iterable[Category] = ()) -> list[MemberRow]:
    """Return the register on a day (today by default), sorted by name, for these categories or for all."""
    wanted = frozenset(categories)
    return [row for row in member_rows(act, day or act.today) if not wanted or row.category in wanted]


def member_rows(act: Act, day: date) -> list[MemberRow]:
    """Return one line for everyone in the register on a day, sorted by name."""
    past, suspended, latest = histories(act), suspensions(act), _latest_outcomes(act)
    pairs = _members_and_persons(act)
    rows = (
        _row(member, person, past.get(member.person_id, ()), suspended.get(member.person_id, ()), day)
        for member, person in pairs
    )
    return [_with_application(row, latest.get(row.person_id)) for row in rows if row is not None]


def full_rows(act: Act, day: date) -> list[FullRow]:
    """Return the register on a day with everybody's details, sorted by name."""
    details = {one.person_id: one for one in act.session.scalars(select(MemberDetails))}
    times: dict[PersonId, int] = {}
    for job in act.session.scalars(select(Employment).order_by(Employment.started_on)):
        if job.started_on <= day:
            times[job.person_id] = job.working_time
    return [_full_row(row, details.get(row.person_id), times.get(row.person_id)) for row in member_rows(act, day)]


def _full_row(row: MemberRow, details: MemberDetails | None, working_time: int | None) -> FullRow:
    if details is None:
        return FullRow(row, "", None, Contact(), working_time, "")
    return FullRow(row, details.title, details.birth_date, _contact(details), working_time, details.notes)


def _contact(details: MemberDetails) -> Contact:
    return Contact(details.address, details.post_code, details.city, details.country, details.email, details.phone)


@query(Right.MEMBERS_READ, Right.OWN_FILE_READ, words=N_("Consultation d’une inscription au registre"))
def member(act: Act, person_id: PersonId, day: date | None = None) -> MemberRow:
    """Return the line of one person in the register on a day; RuleBroken when they are not there yet."""
    return _one_row(act, person_id, day or act.today)


@query(Right.OWN_FILE_READ, Right.MEMBERS_DETAILS_READ, words=N_("Consultation de la fiche d’un associé"))
def member_file(act: Act, person_id: PersonId) -> MemberFile:
    """Return everything kept about one person; Refused for people the title does not cover."""
    if not act.covers(person_id):
        raise Refused(_("Votre titre ne vous ouvre que votre propre fiche."))
    return read_file(act, person_id)


@query(Right.MEMBERS_READ, N_("Recherche d’un associé"))
def search(act: Act, words: str, limit: int = 20) -> list[Hit]:
    """Return the members whose name or number holds every word typed, without case or accents."""
    asked = fold(words).split()
    if not asked:
        return []
    hits = []
    for row in member_rows(act, act.today):
        text = fold(f"{row.given_name} {row.family_name} {row.number}")
        if all(word in text for word in asked):
            detail = ", ".join(part for part in (row.number, _(CATEGORY_WORDS[row.category]).lower()) if part)
            hits.append(Hit("members", row.person_id, row.name, detail))
    return hits[:limit]


@query(Right.MEMBERS_RECORD, N_("Consultation du prochain numéro d’associé"))
def upcoming_number(act: Act) -> str:
    """Return the number the next associate will get (C01)."""
    return next_number(given_numbers(act))


@query(Right.MEMBERS_DETAILS_READ, N_("Consultation des candidatures"))
def applications(act: Act) -> list[ApplicationLine]:
    """Return every application, the waiting ones first, then the latest decided."""
    lines = _applications(act, act.today)
    waiting = [line for line in lines if line.outcome is Outcome.PENDING]
    return waiting + [line for line in reversed(lines) if line.outcome is not Outcome.PENDING]


# --- How rows become records ---------------------------------------------------------------------------


def _members_and_persons(act: Act) -> list[tuple[Member, Person]]:
    pairs = act.session.execute(select(Member, Person).join(Person, Member.person_id == Person.id))
    found = [(member, person) for member, person in pairs]
    return sorted(found, key=lambda pair: (fold(pair[1].family_name), fold(pair[1].given_name), pair[1].id))


def _row(
    member: Member, person: Person, past: Iterable[Entry], votes: Iterable[tuple[date, bool]], day: date
) -> MemberRow | None:
    valid = in_force(past)
    status = status_at(valid, day)
    if status is None or status.category is None:
        return None
    known = [entry for entry in valid if entry.effective_on <= day]
    left = status.effective_on if status.category in {Category.FORMER, Category.HOLDER} else None
    return MemberRow(
        person_id=member.person_id,
        family_name=person.family_name,
        given_name=person.given_name,
        number=member.number or "",
        category=status.category,
        since=status.effective_on,
        entered_on=member.entered_on,
        admitted_on=first_admission(known),
        left_on=left,
        legal_person=member.legal_person,
        may_vote=may_vote(status.category, suspended_at(list(votes), day)),
    )


def _with_application(row: MemberRow, outcome: Outcome | None) -> MemberRow:
    if outcome is None or row.category in ASSOCIATES:
        return row
    values = {name: getattr(row, name) for name in MemberRow.__slots__}
    return MemberRow(**{**values, "application": outcome})


def _one_row(act: Act, person_id: PersonId, day: date) -> MemberRow:
    member, person = member_of(act, person_id), act.session.get_one(Person, person_id)
    votes = act.session.scalars(select(VoteChange).where(VoteChange.person_id == person_id).order_by(VoteChange.id))
    changes = [(row.effective_on, row.suspended) for row in votes]
    past = histories(act, person_id)[person_id]
    row = _row(member, person, past, changes, day)
    if row is None:
        first = in_force(past)
        row = _row(member, person, past, changes, first[0].effective_on) if first else None
    if row is None:
        raise RuleBroken("REGISTER-ENTRY", _("Cette personne n’a pas encore de situation dans le registre."))
    return row


def _postal(person: Person, details: MemberDetails | None) -> PostalAddress:
    if details is None:
        return PostalAddress(person.name, "", (person.name,), "")
    named = f"{details.title} {person.name}".strip()
    town = f"{details.post_code} {details.city}".strip()
    abroad = "" if fold(details.country) == "france" else details.country
    lines = [named, *details.address.splitlines(), town, abroad]
    return PostalAddress(
        person.name, details.title, tuple(line.strip() for line in lines if line.strip()), details.email
    )


def read_file(act: Act, person_id: PersonId, row: MemberRow | None = None) -> MemberFile:
    """Return everything kept about one person."""
    details = act.session.scalar(select(MemberDetails).where(MemberDetails.person_id == person_id))
    details = details or MemberDetails(
        title="", address="", post_code="", city="", country="", email="", phone="", notes=""
    )
    return MemberFile(
        row=row or _one_row(act, person_id, act.today),
        title=details.title,
        birth_date=details.birth_date,
        contact=_contact(details),
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


def _latest_outcomes(act: Act) -> dict[PersonId, Outcome]:
    wanted = (
        select(Application.person_id, ApplicationOutcome.outcome)
        .outerjoin(ApplicationOutcome, ApplicationOutcome.application_id == Application.id)
        .order_by(Application.id)
    )
    return {person: Outcome(outcome) if outcome else Outcome.PENDING for person, outcome in act.session.execute(wanted)}

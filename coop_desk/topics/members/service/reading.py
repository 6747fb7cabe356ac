"""What the register says on a day, for the pages and for the other topics."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once, read_until_changed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.finding import Hit
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person, full_name
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.members.model import (
    Application,
    ApplicationOutcome,
    EmailConsent,
    Employment,
    Member,
    MemberDetails,
    StatusChange,
    VoteChange,
)
from coop_desk.topics.members.records import (
    Contact,
    EntitledMember,
    FullRow,
    MemberRow,
    PostalAddress,
    Situation,
)
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

# --- Read by other topics, with the act of their caller ------------------------------------------------


def histories(act: Act, person_id: PersonId | None = None) -> dict[PersonId, list[Entry]]:
    """Return every entry of the status of everyone, or of one person, in the order it was written."""
    return _everybody_s(act) if person_id is None else _histories(act, person_id)


@read_until_changed
def _everybody_s(act: Act) -> dict[PersonId, list[Entry]]:
    return _histories(act, None)


@read_once
def _histories(act: Act, person_id: PersonId | None) -> dict[PersonId, list[Entry]]:
    wanted = select(
        StatusChange.person_id,
        StatusChange.id,
        StatusChange.category,
        StatusChange.effective_on,
        StatusChange.reason,
        StatusChange.decision,
        StatusChange.counts_for_capital_51,
        StatusChange.counts_for_votes_65,
        StatusChange.corrects_id,
    ).order_by(StatusChange.id)
    if person_id is not None:
        wanted = wanted.where(StatusChange.person_id == person_id)
    found: dict[PersonId, list[Entry]] = defaultdict(list)
    for who, id_, category, day, reason, decision, capital, votes, corrects in act.session.execute(wanted):
        kind = Category(category) if category else None
        found[who].append(Entry(id_, kind, day, Reason(reason), decision, capital, votes, corrects))
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


@read_until_changed
def suspensions(act: Act) -> dict[PersonId, list[tuple[date, bool]]]:
    """Return the suspensions of vote and their ends, for each person who has any."""
    found: dict[PersonId, list[tuple[date, bool]]] = defaultdict(list)
    for row in act.session.scalars(select(VoteChange).order_by(VoteChange.id)):
        found[row.person_id].append((row.effective_on, row.suspended))
    return found


def cooperatives(act: Act) -> frozenset[PersonId]:
    """Return the companies that are themselves co-operatives (CAP-04)."""
    return frozenset(act.session.scalars(select(Member.person_id).where(Member.cooperative)))


@read_until_changed
def situations_at(act: Act, day: date) -> list[Situation]:
    """Return what everyone in the register is on a day, sorted by name; those not yet there are left out."""
    past, suspended = histories(act), suspensions(act)
    found = []
    for member in _inscribed(act):
        status = status_at(past.get(member.person_id, ()), day)
        if status is None or status.category is None:
            continue
        votes = may_vote(status.category, suspended_at(suspended.get(member.person_id, ()), day))
        found.append(
            Situation(
                person_id=member.person_id,
                name=member.name,
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
    details = act.session.scalar(select(MemberDetails).where(MemberDetails.person_id == person_id))
    return _postal(act.session.get_one(Person, person_id).name, details)


@read_once
def member_addresses(act: Act) -> dict[PersonId, PostalAddress]:
    """Return the address of everyone in the register."""
    details = {row.person_id: row for row in act.session.scalars(select(MemberDetails))}
    return {one.person_id: _postal(one.name, details.get(one.person_id)) for one in _inscribed(act)}


def birth_dates(act: Act, people: Iterable[int]) -> dict[int, date]:
    """Return when these people were born, of those who said it."""
    rows = act.session.scalars(select(MemberDetails).where(MemberDetails.person_id.in_(set(people))))
    return {int(row.person_id): row.birth_date for row in rows if row.birth_date is not None}


def email_usable_on(act: Act, person_id: PersonId, meeting_day: date, days: int) -> str | None:
    """Return the address at which a person may be called by e-mail for a meeting, or None (CALL-03, CALL-06)."""
    wanted = select(EmailConsent).where(EmailConsent.person_id == person_id).order_by(EmailConsent.id)
    consents = [Consent(row.given, row.dated, row.address) for row in act.session.scalars(wanted)]
    return email_usable(consents, meeting_day, days)


@read_once
def emails_usable_on(act: Act, meeting_day: date, days: int) -> dict[PersonId, str]:
    """Return the address of everyone who may be called by e-mail for a meeting (CALL-03, CALL-06)."""
    given: dict[PersonId, list[Consent]] = defaultdict(list)
    for row in act.session.scalars(select(EmailConsent).order_by(EmailConsent.id)):
        given[row.person_id].append(Consent(row.given, row.dated, row.address))
    found = {person_id: email_usable(consents, meeting_day, days) for person_id, consents in given.items()}
    return {person_id: address for person_id, address in found.items() if address is not None}


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


@read_once
def member_rows(act: Act, day: date) -> list[MemberRow]:
    """Return one line for everyone in the register on a day, sorted by name."""
    past, suspended, latest = histories(act), suspensions(act), _latest_outcomes(act)
    rows = (_row(one, past.get(one.person_id, ()), suspended.get(one.person_id, ()), day) for one in _inscribed(act))
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
    return FullRow(row, details.title, details.birth_date, contact_of(details), working_time, details.notes)


def contact_of(details: MemberDetails) -> Contact:
    """Return where to write to somebody, as kept."""
    return Contact(details.address, details.post_code, details.city, details.country, details.email, details.phone)


@query(Right.MEMBERS_READ, Right.OWN_FILE_READ, words=N_("Consultation d’une inscription au registre"))
def member(act: Act, person_id: PersonId, day: date | None = None) -> MemberRow:
    """Return the line of one person in the register on a day; RuleBroken when they are not there yet."""
    return one_row(act, person_id, day or act.today)


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


# --- How rows become records ---------------------------------------------------------------------------


class _Inscribed(NamedTuple):
    """What the register shows of somebody on any day."""

    person_id: PersonId
    given_name: str
    family_name: str
    number: str | None
    legal_person: bool
    cooperative: bool
    entered_on: date | None

    @property
    def name(self) -> str:
        return full_name(self.given_name, self.family_name)


_SHOWN = (
    Member.person_id,
    Person.given_name,
    Person.family_name,
    Member.number,
    Member.legal_person,
    Member.cooperative,
    Member.entered_on,
)


@read_until_changed
def _inscribed(act: Act) -> list[_Inscribed]:
    rows = act.session.execute(select(*_SHOWN).join(Person, Member.person_id == Person.id))
    found = [_Inscribed(*row) for row in rows]
    return sorted(found, key=lambda one: (fold(one.family_name), fold(one.given_name), one.person_id))


def _row(member: _Inscribed, past: Iterable[Entry], votes: Iterable[tuple[date, bool]], day: date) -> MemberRow | None:
    valid = in_force(past)
    status = status_at(valid, day)
    if status is None or status.category is None:
        return None
    known = [entry for entry in valid if entry.effective_on <= day]
    left = status.effective_on if status.category in {Category.FORMER, Category.HOLDER} else None
    return MemberRow(
        person_id=member.person_id,
        family_name=member.family_name,
        given_name=member.given_name,
        number=member.number or "",
        category=status.category,
        since=status.effective_on,
        entered_on=member.entered_on,
        admitted_on=first_admission(known),
        left_on=left,
        legal_person=member.legal_person,
        may_vote=may_vote(status.category, suspended_at(list(votes), day)),
        cooperative=member.cooperative,
    )


def _with_application(row: MemberRow, outcome: Outcome | None) -> MemberRow:
    if outcome is None or row.category in ASSOCIATES:
        return row
    values = {name: getattr(row, name) for name in MemberRow.__slots__}
    return MemberRow(**{**values, "application": outcome})


def one_row(act: Act, person_id: PersonId, day: date) -> MemberRow:
    """Return one person's line on a day, or on their first day when they came later."""
    kept, person = member_of(act, person_id), act.session.get_one(Person, person_id)
    member = _Inscribed(
        person_id,
        person.given_name,
        person.family_name,
        kept.number,
        kept.legal_person,
        kept.cooperative,
        kept.entered_on,
    )
    votes = act.session.scalars(select(VoteChange).where(VoteChange.person_id == person_id).order_by(VoteChange.id))
    changes = [(row.effective_on, row.suspended) for row in votes]
    past = histories(act, person_id)[person_id]
    row = _row(member, past, changes, day)
    if row is None:
        first = in_force(past)
        row = _row(member, past, changes, first[0].effective_on) if first else None
    if row is None:
        raise RuleBroken("REGISTER-ENTRY", _("Cette personne n’a pas encore de situation dans le registre."))
    return row


def _postal(name: str, details: MemberDetails | None) -> PostalAddress:
    if details is None:
        return PostalAddress(name, "", (name,), "")
    named = f"{details.title} {name}".strip()
    town = f"{details.post_code} {details.city}".strip()
    abroad = "" if fold(details.country) == "france" else details.country
    lines = [named, *details.address.splitlines(), town, abroad]
    return PostalAddress(name, details.title, tuple(line.strip() for line in lines if line.strip()), details.email)


def _latest_outcomes(act: Act) -> dict[PersonId, Outcome]:
    wanted = (
        select(Application.person_id, ApplicationOutcome.outcome)
        .outerjoin(ApplicationOutcome, ApplicationOutcome.application_id == Application.id)
        .order_by(Application.id)
    )
    return {person: Outcome(outcome) if outcome else Outcome.PENDING for person, outcome in act.session.execute(wanted)}

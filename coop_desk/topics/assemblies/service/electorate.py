"""Who may vote in a body on a day, and under which terms."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, read_once
from coop_desk.core.model import Person
from coop_desk.core.words import fold
from coop_desk.topics.assemblies.model import Admission, Body, BodySeat, Meeting
from coop_desk.topics.assemblies.records import BodyKind, Count, Someone
from coop_desk.topics.assemblies.rules.law import Terms
from coop_desk.topics.assemblies.rules.room import Participation, Room, participation
from coop_desk.topics.assemblies.rules.terms import terms_of
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import entitled_at, situations_at, team_people_at, votes_by_capital
from coop_desk.topics.statutes.service import profile_at


@dataclass(frozen=True, slots=True)
class Electorate:
    """The people who may vote, and the number of associates that the cap of proxies is counted on."""

    ids: frozenset[int]
    associates: int


def names_of(act: Act, ids: Iterable[int]) -> dict[int, str]:
    """The names of these people."""
    wanted = select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(set(ids)))
    return {id_: f"{given} {family}".strip() for id_, given, family in act.session.execute(wanted)}


def in_name_order(act: Act, ids: Iterable[int]) -> list[int]:
    """The same people by family name, then given name, without accents or case."""
    wanted = select(Person.family_name, Person.given_name, Person.id).where(Person.id.in_(set(ids)))
    return [id_ for *_name, id_ in sorted((fold(f), fold(g), id_) for f, g, id_ in act.session.execute(wanted))]


def someone(names: dict[int, str], person_id: int) -> Someone:
    """A person with their name."""
    return Someone(person_id, names[person_id])


@read_once
def body_electorate(act: Act, body: Body, day: date) -> Electorate:
    """Who may vote in a body on a day, read from the registers."""
    if body.kind == BodyKind.GENERAL_ASSEMBLY:
        associates = sum(1 for found in situations_at(act, day) if found.category in ASSOCIATES)
        return Electorate(frozenset(int(found.person_id) for found in entitled_at(act, day)), associates)
    if body.team_id is not None:
        people = frozenset(int(found) for found in team_people_at(act, body.team_id, day))
        return Electorate(people, len(people))
    seats = act.session.scalars(select(BodySeat).where(BodySeat.body_id == body.id, BodySeat.since <= day))
    sitting = frozenset(seat.member_id for seat in seats if seat.until is None or seat.until >= day)
    return Electorate(sitting, len(sitting))


def electorate_of(act: Act, meeting: Meeting) -> Electorate:
    """Who may vote now in a meeting: the register before the opening, then the frozen list and the admissions."""
    if meeting.opened_at is None:
        return body_electorate(act, act.session.get_one(Body, meeting.body_id), meeting.day)
    admitted = admitted_in(act, meeting.id)
    return Electorate(
        frozenset(meeting.electorate) | admitted, meeting.associates + len(admitted - set(meeting.electorate))
    )


@read_once
def admitted_in(act: Act, meeting_id: int) -> frozenset[int]:
    """The people admitted during a meeting (ADM-10)."""
    rows = act.session.scalars(select(Admission).where(Admission.meeting_id == meeting_id))
    return frozenset(row.admitted_id for row in rows)


@read_once
def terms_for(act: Act, meeting: Meeting) -> Terms:
    """The terms in force on the day of the call, or today while it is not sent (PRO-02)."""
    return terms_of(profile_at(act, meeting.convened_on or min(act.today, meeting.day)))


def weights_for(act: Act, meeting: Meeting, excluded: Set[int] = frozenset()) -> dict[int, Count]:
    """The votes of each person of the electorate where externals vote by their capital, nothing elsewhere (CAP-06)."""
    terms = terms_for(act, meeting)
    general = act.session.get_one(Body, meeting.body_id).kind == BodyKind.GENERAL_ASSEMBLY
    if not (terms.scaled_external_votes and general):
        return {}
    electorate = sorted(electorate_of(act, meeting).ids)
    return {**votes_by_capital(act, meeting.day, electorate, excluded, terms.external_votes)}


def participation_in(
    act: Act, meeting: Meeting, room: Room, excluded: Set[int] = frozenset(), resolution_id: int | None = None
) -> Participation:
    """Who takes part in a vote of this meeting, with the votes of each."""
    weights = weights_for(act, meeting, excluded)
    stay = bool(excluded) and interested_stay_in_quorum(act, meeting)
    if stay and weights:
        own = weights_for(act, meeting)
        weights |= {person: own[person] for person in excluded if person in own}
    electorate = electorate_of(act, meeting).ids
    return participation(room, electorate, excluded, resolution_id, weights, stay_in_quorum=stay)


def interested_stay_in_quorum(act: Act, meeting: Meeting) -> bool:
    """Whether people left out of a vote still count for its quorum: in the assembly of an SA (VOT-15)."""
    general = act.session.get_one(Body, meeting.body_id).kind == BodyKind.GENERAL_ASSEMBLY
    return general and terms_for(act, meeting).interested_party == "out_of_majority"

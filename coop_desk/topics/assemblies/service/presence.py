"""The attendance record: arrivals, departures, proxies, correspondence forms; each entry is kept."""

from collections.abc import Mapping
from datetime import date, time

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query, read_once
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import clock_time
from coop_desk.topics.assemblies.model import AgendaItem, Body, Meeting, PresenceEvent, Resolution, VoteResult
from coop_desk.topics.assemblies.records import (
    BodyKind,
    Choice,
    Count,
    MeetingState,
    PresenceKind,
    ResolutionKind,
    Standing,
    Votes,
)
from coop_desk.topics.assemblies.room_records import EntryLine, RoomLine, RoomState
from coop_desk.topics.assemblies.rules import agenda
from coop_desk.topics.assemblies.rules.law import Terms, voting_rule
from coop_desk.topics.assemblies.rules.outcome import base_votes, needed_votes, quorum_met, quorum_needed
from coop_desk.topics.assemblies.rules.proxies import check_blank_proxy, check_proxy, proxy_cap
from coop_desk.topics.assemblies.rules.room import (
    Entry,
    Room,
    check_arrival,
    check_departure,
    check_distance,
    check_form,
    participation,
    room_after,
    standing_entries,
)
from coop_desk.topics.assemblies.service.electorate import (
    Electorate,
    electorate_of,
    in_name_order,
    interested_stay_in_quorum,
    names_of,
    participation_in,
    someone,
    terms_for,
    weights_for,
)
from coop_desk.topics.assemblies.service.resolutions import exclusions_of


@action(Right.MEETINGS_RUN, N_("Arrivée d’une personne"))
def mark_present(act: Act, meeting_id: int, person_id: int, *, identified_by: str | None = None) -> None:
    """Somebody arrives: a proxy or a form they gave ends at once (VOT-07).

    At a distance, `identified_by` says how the person was identified (VOT-12).
    """
    meeting = _live_meeting(act, meeting_id)
    electorate = electorate_of(act, meeting)
    check_arrival(room_of(act, meeting_id), electorate.ids, person_id, _name(act, person_id))
    if identified_by is not None:
        check_distance(terms_for(act, meeting), _body_kind(act, meeting), meeting.annual_accounts, identified_by)
    add_entry(act, meeting, PresenceKind.ARRIVED, person_id, identified_by=(identified_by or "").strip())


@action(Right.MEETINGS_RUN, N_("Départ d’une personne"))
def mark_left(act: Act, meeting_id: int, person_id: int) -> None:
    """Somebody leaves: the proxies they hold stop counting at once (A06)."""
    meeting = _live_meeting(act, meeting_id)
    check_departure(room_of(act, meeting_id), person_id, _name(act, person_id))
    add_entry(act, meeting, PresenceKind.LEFT, person_id)


@action(Right.MEETINGS_RUN, N_("Pointage d’une personne"))
def toggle_presence(act: Act, meeting_id: int, person_id: int) -> bool:
    """Mark somebody present, or take it back: a slip is cancelled, a real departure is noted. True when present."""
    meeting = _live_meeting(act, meeting_id)
    room = room_of(act, meeting_id)
    if person_id not in room.present:
        check_arrival(room, electorate_of(act, meeting).ids, person_id, _name(act, person_id))
        add_entry(act, meeting, PresenceKind.ARRIVED, person_id)
        return True
    arrivals = [e for e in _standing_rows(act, meeting_id) if e.voter_id == person_id]
    if meeting.opened_at is None and arrivals[-1].kind == PresenceKind.ARRIVED:
        _cancel(act, meeting, arrivals[-1])
    else:
        add_entry(act, meeting, PresenceKind.LEFT, person_id)
    return False


@action(Right.MEETINGS_RUN, N_("Enregistrement d’un pouvoir"))
def give_proxy(act: Act, meeting_id: int, giver_id: int, holder_id: int | None) -> None:
    """Record a proxy; without a holder it is a blank one (VOT-03 to VOT-05, VOT-07)."""
    meeting = _live_meeting(act, meeting_id)
    electorate, room = electorate_of(act, meeting), room_of(act, meeting_id)
    terms = terms_for(act, meeting)
    people = names_of(act, {giver_id} | ({holder_id} if holder_id is not None else set()))
    if holder_id is None:
        check_blank_proxy(room, electorate.ids, people, giver_id, terms)
    else:
        cap = proxy_cap(terms, _body_kind(act, meeting), electorate.associates)
        check_proxy(room, electorate.ids, people, giver_id, holder_id, cap)
    add_entry(act, meeting, PresenceKind.PROXY_GIVEN, giver_id, holder_id=holder_id)


@action(Right.MEETINGS_RUN, N_("Retrait d’un pouvoir"))
def withdraw_proxy(act: Act, meeting_id: int, giver_id: int) -> None:
    """A proxy ends before the meeting does."""
    meeting = _live_meeting(act, meeting_id)
    if giver_id not in room_of(act, meeting_id).proxies:
        raise RuleBroken("VOT-03", _("{name} n’a pas donné de pouvoir.").format(name=_name(act, giver_id)))
    add_entry(act, meeting, PresenceKind.PROXY_WITHDRAWN, giver_id)


@action(Right.MEETINGS_RUN, N_("Réception d’un vote par correspondance"))
def receive_form(
    act: Act,
    meeting_id: int,
    person_id: int,
    received_on: date,
    choices: Mapping[int, Choice],
    *,
    electronic_at: time | None = None,
) -> None:
    """Record a correspondence form: one answer by resolution id; silence is an abstention (VOT-08 to VOT-11).

    `electronic_at` is the hour when it came by electronic means, which an SA takes until the eve at 15:00.
    """
    meeting = _live_meeting(act, meeting_id)
    check_form(
        room_of(act, meeting_id),
        electorate_of(act, meeting).ids,
        person_id,
        _name(act, person_id),
        terms_for(act, meeting),
        received_on,
        meeting.day,
        electronic_at,
    )
    if set(choices) - _resolution_ids(act, meeting_id):
        raise RuleBroken("VOT-08", _("Le formulaire répond à une résolution qui n’est pas à l’ordre du jour."))
    add_entry(
        act,
        meeting,
        PresenceKind.FORM_RECEIVED,
        person_id,
        received_on=received_on,
        choices={str(key): choice.value for key, choice in choices.items()},
    )
    if electronic_at is not None:
        act.say(_("Formulaire reçu par voie électronique à {hour}.").format(hour=clock_time(electronic_at)))


@action(Right.MEETINGS_RUN, N_("Annulation d’une entrée de la feuille de présence"))
def cancel_entry(act: Act, entry_id: int) -> None:
    """Cancel a slip by a new entry; what a vote already counted is not cancelled but noted anew."""
    row = act.session.get_one(PresenceEvent, entry_id)
    meeting = _live_meeting(act, row.meeting_id)
    if row.id not in {entry.id for entry in _standing_rows(act, meeting.id)}:
        raise RuleBroken("MEET-03", _("Cette entrée est déjà annulée."))
    counted = act.session.scalar(
        select(func.max(VoteResult.last_entry_id))
        .join(Resolution, VoteResult.resolution_id == Resolution.id)
        .join(AgendaItem, Resolution.item_id == AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting.id)
    )
    if counted is not None and row.id <= counted:
        raise RuleBroken(
            "MEET-03",
            _("Un vote a déjà compté cette entrée : notez plutôt le départ, l’arrivée ou le retrait du pouvoir."),
        )
    _cancel(act, meeting, row)


@query(Right.MEETINGS_READ, N_("Consultation de la salle"))
def room(act: Act, meeting_id: int, resolution_id: int | None = None) -> RoomState:
    """Who is there now, and the figures of the moment for one resolution (A04)."""
    meeting = act.session.get_one(Meeting, meeting_id)
    return room_state(act, meeting, resolution_id)


@query(Right.MEETINGS_READ, N_("Consultation du fil de la feuille de présence"))
def entries(act: Act, meeting_id: int) -> list[EntryLine]:
    """Every entry of the attendance record, the latest first."""
    rows = _rows(act, meeting_id)
    standing = {entry.id for entry in standing_entries(_entries(rows))}
    names = names_of(act, {p for row in rows for p in (row.voter_id, row.holder_id) if p is not None})
    return [
        EntryLine(
            row.id,
            row.at,
            PresenceKind(row.kind),
            someone(names, row.voter_id),
            someone(names, row.holder_id) if row.holder_id is not None else None,
            row.kind != PresenceKind.CANCELLED and row.id not in standing,
        )
        for row in reversed(rows)
    ]


def room_state(act: Act, meeting: Meeting, resolution_id: int | None = None) -> RoomState:
    """The figures of the moment; without a resolution, those of an ordinary one."""
    electorate, now = electorate_of(act, meeting), room_of(act, meeting.id)
    resolution = act.session.get_one(Resolution, resolution_id) if resolution_id is not None else None
    excluded = {row.excluded_id for row in exclusions_of(act, resolution.id)} if resolution else set()
    part = participation_in(act, meeting, now, excluded, resolution_id)
    body = _body_kind(act, meeting)
    kind = ResolutionKind(resolution.kind) if resolution else agenda.kinds_for(body)[0]
    terms = terms_for(act, meeting)
    rule = voting_rule(terms, body, kind, meeting.call_number)
    taking = part.taking
    all_cast = Votes(in_favour=taking.taking_part)
    names = names_of(act, electorate.ids | set(now.proxies) | {h for h in now.proxies.values() if h is not None})
    return RoomState(
        entitled=taking.entitled,
        present=taking.present,
        represented=taking.represented,
        forms=taking.forms,
        in_room=taking.in_room,
        quorum_needed=quorum_needed(rule, taking),
        quorum_met=quorum_met(rule, taking),
        needed_for=needed_votes(rule.majority, base_votes(rule, taking, all_cast), taking.unit),
        proxy_cap=proxy_cap(terms, body, electorate.associates),
        forms_allowed=terms.correspondence and body is BodyKind.GENERAL_ASSEMBLY,
        blank_proxies_allowed=terms.blank_proxies and body is BodyKind.GENERAL_ASSEMBLY,
        remote_allowed=_may_be_remote(terms, body, meeting),
        interested_in_quorum=interested_stay_in_quorum(act, meeting),
        people=_lines(act, electorate, now, names, weights_for(act, meeting)),
    )


def _may_be_remote(terms: Terms, body: BodyKind, meeting: Meeting) -> bool:
    """Whether somebody identified may be present at a distance."""
    try:
        check_distance(terms, body, meeting.annual_accounts, _("identité vérifiée"))
    except RuleBroken:
        return False
    return True


def _lines(
    act: Act, electorate: Electorate, now: Room, names: dict[int, str], weights: Mapping[int, Count]
) -> tuple[RoomLine, ...]:
    part = participation(now, electorate.ids)
    by_form = {person for person, _choice in part.forms}
    represented = dict(part.represented)
    lines = []
    for person in in_name_order(act, electorate.ids):
        standing = Standing.ABSENT
        if person in now.present:
            standing = Standing.PRESENT
        elif person in represented:
            standing = Standing.REPRESENTED
        elif person in by_form:
            standing = Standing.BY_FORM
        holder = now.proxies.get(person)
        lines.append(
            RoomLine(
                person=someone(names, person),
                standing=standing,
                gave_proxy=person in now.proxies,
                holder=someone(names, holder) if holder is not None else None,
                holds=tuple(someone(names, giver) for giver in now.held_by(person)),
                sent_form=person in now.forms,
                remote=person in now.remote,
                votes=weights.get(person, 1),
            )
        )
    return tuple(lines)


def room_of(act: Act, meeting_id: int) -> Room:
    """The room as the entries say."""
    return room_after(entries_of(act, meeting_id))


@read_once
def entries_of(act: Act, meeting_id: int) -> list[Entry]:
    """The entries of a meeting, cancelled ones included."""
    return _entries(_rows(act, meeting_id))


def add_entry(
    act: Act,
    meeting: Meeting,
    kind: PresenceKind,
    person_id: int,
    *,
    holder_id: int | None = None,
    received_on: date | None = None,
    choices: Mapping[str, str] | None = None,
    cancels_id: int | None = None,
    identified_by: str = "",
) -> None:
    """Write one entry of the attendance record."""
    act.session.add(
        PresenceEvent(
            meeting_id=meeting.id,
            at=act.now,
            kind=kind.value,
            voter_id=person_id,
            holder_id=holder_id,
            received_on=received_on,
            choices=dict(choices or {}),
            cancels_id=cancels_id,
            during_item_id=meeting.current_item_id if meeting.opened_at else None,
            identified_by=identified_by,
        )
    )
    act.session.flush()


def presence_rows(act: Act, meeting_id: int) -> list[PresenceEvent]:
    """The rows of the attendance record in order."""
    return _rows(act, meeting_id)


@read_once
def _rows(act: Act, meeting_id: int) -> list[PresenceEvent]:
    return list(
        act.session.scalars(
            select(PresenceEvent).where(PresenceEvent.meeting_id == meeting_id).order_by(PresenceEvent.id)
        )
    )


def _entries(rows: list[PresenceEvent]) -> list[Entry]:
    return [
        Entry(
            row.id,
            PresenceKind(row.kind),
            row.voter_id,
            row.holder_id,
            row.cancels_id,
            {int(key): Choice(value) for key, value in row.choices.items()},
            row.at,
            row.identified_by,
        )
        for row in rows
    ]


def _standing_rows(act: Act, meeting_id: int) -> list[PresenceEvent]:
    rows = _rows(act, meeting_id)
    standing = {entry.id for entry in standing_entries(_entries(rows))}
    return [row for row in rows if row.id in standing]


def _cancel(act: Act, meeting: Meeting, row: PresenceEvent) -> None:
    add_entry(act, meeting, PresenceKind.CANCELLED, row.voter_id, cancels_id=row.id)


def _live_meeting(act: Act, meeting_id: int) -> Meeting:
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    return meeting


def _body_kind(act: Act, meeting: Meeting) -> BodyKind:
    return BodyKind(act.session.get_one(Body, meeting.body_id).kind)


def _resolution_ids(act: Act, meeting_id: int) -> set[int]:
    return set(
        act.session.scalars(
            select(Resolution.id)
            .join(AgendaItem, Resolution.item_id == AgendaItem.id)
            .where(AgendaItem.meeting_id == meeting_id)
        )
    )


def _name(act: Act, person_id: int) -> str:
    return names_of(act, {person_id})[person_id]

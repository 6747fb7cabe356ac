"""Oppositions to an assembly held entirely at a distance: recorded, cancelled, weighed against the capital (VOT-13)."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.model import Body, Meeting, RemoteOpposition
from coop_desk.topics.assemblies.records import MeetingState, OppositionLine, Oppositions
from coop_desk.topics.assemblies.rules import oppositions as rules
from coop_desk.topics.assemblies.rules.room import Room
from coop_desk.topics.assemblies.service.electorate import in_name_order, names_of, someone, terms_for
from coop_desk.topics.assemblies.service.naming import named, resolution_rows
from coop_desk.topics.members.service import capital_on


@query(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Consultation des oppositions à une assemblée à distance"))
def oppositions(act: Act, meeting_id: int) -> Oppositions:
    """Who opposes, how much of the capital they hold, and who could."""
    meeting = act.session.get_one(Meeting, meeting_id)
    rows, stand = _standing(act, meeting.id), _stand(act, meeting.id)
    holders = [person for person, cents in capital_on(act, min(act.today, meeting.day)).items() if cents > 0]
    names = names_of(act, {*holders, *(row.opponent_id for row in rows)})
    return Oppositions(
        lines=tuple(OppositionLine(row.id, someone(names, row.opponent_id), row.received_on) for row in rows),
        words=rules.stand_words(stand, meeting.day),
        reached=rules.reached(stand, meeting.day),
        holders=tuple(someone(names, person) for person in in_name_order(act, holders)),
    )


def told_of_distance(act: Act, meeting_id: int) -> tuple[str, ...]:
    """What the minutes say of an assembly held without a room: who opposed, and whether enough of the capital did."""
    meeting, rows = act.session.get_one(Meeting, meeting_id), _standing(act, meeting_id)
    names = names_of(act, {row.opponent_id for row in rows})
    told = [_("L’assemblée est convoquée entièrement à distance.")] if meeting.without_room else []
    told += [
        _("{name} s’est opposé à cette tenue à distance le {day}.").format(
            name=names[row.opponent_id], day=long_day(row.received_on)
        )
        for row in rows
    ]
    if rows:
        told.append(rules.stand_words(_stand(act, meeting_id), meeting.day))
    return tuple(told)


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Opposition à une assemblée à distance"))
def record_opposition(act: Act, meeting_id: int, opponent_id: int, received_on: date) -> int:
    """Record that a shareholder opposes holding an assembly without a room; return the id of the entry."""
    meeting = act.session.get_one(Meeting, meeting_id)
    body = act.session.get_one(Body, meeting.body_id)
    kind, _title = named(meeting, body, resolution_rows(act, meeting.id))
    form = terms_for(act, meeting).form
    rules.check_may_oppose(bool(meeting.without_room), form, kind, MeetingState(meeting.state))
    rules.check_received(received_on, meeting.convened_on or meeting.day, meeting.day, act.today)
    name = names_of(act, {opponent_id})[opponent_id]
    again = any(row.opponent_id == opponent_id for row in _standing(act, meeting.id))
    rules.check_opponent(capital_on(act, received_on).get(PersonId(opponent_id), 0) > 0, again, name)
    act.say(_("Opposition de {name} reçue le {day}.").format(name=name, day=long_day(received_on)))
    return _add(act, meeting.id, opponent_id, received_on)


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Annulation d’une opposition à une assemblée à distance"))
def cancel_opposition(act: Act, opposition_id: int) -> None:
    """Cancel an opposition, withdrawn or entered by mistake, by a new entry; both are kept."""
    old = act.session.get_one(RemoteOpposition, opposition_id)
    if old.id not in {row.id for row in _standing(act, old.meeting_id)}:
        raise RuleBroken("VOT-13", _("Cette opposition est déjà annulée."))
    if act.session.get_one(Meeting, old.meeting_id).opened_at is not None:
        raise RuleBroken("VOT-13", _("La séance est ouverte : les oppositions ne changent plus."))
    _add(act, old.meeting_id, old.opponent_id, act.today, cancels_id=old.id)


def check_not_opposed(act: Act, meeting: Meeting, room: Room) -> None:
    """Refuse to open without a room an assembly that enough of the capital opposes."""
    nobody = room.present <= set(room.remote)
    stand = _stand(act, meeting.id)
    rules.check_opening(stand, meeting.day, without_room=bool(meeting.without_room), nobody_in_room=nobody)


def _add(act: Act, meeting_id: int, opponent_id: int, received_on: date, cancels_id: int | None = None) -> int:
    row = RemoteOpposition(
        meeting_id=meeting_id,
        opponent_id=opponent_id,
        received_on=received_on,
        cancels_id=cancels_id,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    return row.id


def _standing(act: Act, meeting_id: int) -> list[RemoteOpposition]:
    """The oppositions that were not cancelled, by the day they came."""
    rows = list(act.session.scalars(select(RemoteOpposition).where(RemoteOpposition.meeting_id == meeting_id)))
    cancelled = {row.cancels_id for row in rows}
    standing = [row for row in rows if row.cancels_id is None and row.id not in cancelled]
    return sorted(standing, key=lambda row: (row.received_on, row.id))


def _stand(act: Act, meeting_id: int) -> rules.Opposed | None:
    """The capital of the opponents of each day an opposition came, all measured on that day; the strongest day."""
    rows = _standing(act, meeting_id)
    stands = []
    for day in sorted({row.received_on for row in rows}):
        capital = capital_on(act, day)
        opponents = {PersonId(row.opponent_id) for row in rows if row.received_on <= day}
        opposed = sum(capital.get(person, 0) for person in opponents)
        stands.append(rules.Opposed(day, opposed, sum(capital.values())))
    return rules.strongest(stands)

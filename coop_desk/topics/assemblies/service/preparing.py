"""Preparing a meeting: its date, its agenda, its resolutions, its attachments."""

from datetime import date, time

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.model import (
    Body,
    Guest,
    Meeting,
)
from coop_desk.topics.assemblies.records import BodyKind, MeetingState
from coop_desk.topics.assemblies.rules import agenda, oppositions
from coop_desk.topics.assemblies.service.bodies import general_assembly
from coop_desk.topics.assemblies.service.electorate import terms_for
from coop_desk.topics.assemblies.service.items import items_of
from coop_desk.topics.statutes.service import profile_at


@action(Right.MEETINGS_PREPARE, N_("Préparation d’une réunion"))
def prepare_meeting(
    act: Act,
    day: date,
    starts_at: time,
    place: str,
    *,
    body_id: int | None = None,
    annual_accounts: bool = False,
    title: str = "",
    in_writing: bool = False,
    without_room: bool = False,
) -> int:
    """Prepare a meeting of a body, of the general assembly by default; return its id (A01).

    A consultation in writing, asked with `in_writing`, is refused (VOT-14). `without_room`: held entirely at a
    distance, `place` says how to connect (VOT-13).
    """
    if in_writing:
        agenda.check_no_written_consultation(profile_at(act, act.today).yes("written_consultation"))
    body = act.session.get_one(Body, body_id) if body_id else general_assembly(act)
    meeting = new_meeting(act, body, day, starts_at, place, annual_accounts=annual_accounts, title=title)
    _hold(act, meeting, without_room)
    act.say(_("Réunion du {day} préparée.").format(day=long_day(day)))
    return meeting.id


def new_meeting(
    act: Act,
    body: Body,
    day: date,
    starts_at: time,
    place: str,
    *,
    annual_accounts: bool,
    title: str,
    first: Meeting | None = None,
) -> Meeting:
    """Add the next meeting of a body; `first` is the assembly that it repeats."""
    if body.kind != BodyKind.GENERAL_ASSEMBLY and annual_accounts:
        raise RuleBroken("AG-02", _("Les comptes annuels sont approuvés par l’assemblée générale."))
    last = act.session.scalar(select(func.max(Meeting.number)).where(Meeting.body_id == body.id)) or 0
    meeting = Meeting(
        body_id=body.id,
        number=last + 1,
        title=title.strip(),
        annual_accounts=annual_accounts,
        call_number=2 if first else 1,
        first_meeting_id=first.id if first else None,
        day=day,
        starts_at=starts_at,
        place=place.strip(),
        state=MeetingState.PREPARING.value,
        convened_on=None,
        opened_at=None,
        closed_at=None,
        live=True,
        chair_id=None,
        chair_capacity="",
        secretary_id=None,
        secretary_name="",
        teller_ids=[],
        electorate=[],
        associates=0,
        current_item_id=None,
        notes="",
    )
    act.session.add(meeting)
    act.session.flush()
    return meeting


@action(Right.MEETINGS_PREPARE, N_("Modification d’une réunion"))
def change_meeting(
    act: Act,
    meeting_id: int,
    *,
    day: date,
    starts_at: time,
    place: str,
    annual_accounts: bool,
    title: str = "",
    without_room: bool = False,
) -> None:
    """Change the date, the hour, the place or the name of a meeting that was not convened yet."""
    meeting = act.session.get_one(Meeting, meeting_id)
    if meeting.state != MeetingState.PREPARING:
        raise RuleBroken(
            "CALL-07",
            _("La convocation est partie avec cette date et ce lieu. Reprenez la préparation pour les changer."),
        )
    if meeting.first_meeting_id is not None and annual_accounts != meeting.annual_accounts:
        raise RuleBroken("CALL-09", _("La seconde convocation garde l’objet de la première."))
    meeting.day, meeting.starts_at, meeting.place = day, starts_at, place.strip()
    meeting.annual_accounts, meeting.title = annual_accounts, title.strip()
    _hold(act, meeting, without_room)


def _hold(act: Act, meeting: Meeting, without_room: bool) -> None:
    """Keep whether a meeting is held entirely at a distance, where the statutes allow it (VOT-13)."""
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind)
    oppositions.check_without_room(without_room, terms_for(act, meeting), body)
    meeting.without_room = without_room


@action(Right.MEETINGS_PREPARE, N_("Enregistrement de l’envoi d’une convocation"))
def record_call(act: Act, meeting_id: int, sent_on: date) -> None:
    """The call was sent on a day: the agenda is fixed and the statutes of that day hold (PRO-02)."""
    mark_convened(act, meeting_id, sent_on)


def mark_convened(act: Act, meeting_id: int, sent_on: date) -> None:
    """Fix the agenda on the day of the call; for the topic that sends it."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    if meeting.state not in (MeetingState.PREPARING, MeetingState.CONVENED):
        raise RuleBroken("CALL-07", _("La séance est ouverte : la convocation ne change plus."))
    if sent_on > act.today:
        raise RuleBroken("CALL-10", _("La convocation ne peut pas être partie dans l’avenir."))
    if sent_on > meeting.day:
        raise RuleBroken("CALL-10", _("La convocation part avant la réunion : vérifiez la date."))
    if not items_of(act, meeting.id):
        raise RuleBroken("CALL-08", _("L’ordre du jour est vide : ajoutez au moins un point."))
    meeting.convened_on = min(meeting.convened_on, sent_on) if meeting.convened_on else sent_on
    meeting.state = MeetingState.CONVENED.value
    act.say(_("Convocation partie le {day}.").format(day=long_day(sent_on)))


@action(Right.MEETINGS_PREPARE, N_("Reprise de la préparation d’une réunion"))
def prepare_again(act: Act, meeting_id: int) -> None:
    """Open the agenda again after a call was sent; a new call must then be sent to everyone."""
    meeting = act.session.get_one(Meeting, meeting_id)
    if meeting.state != MeetingState.CONVENED:
        raise RuleBroken("CALL-07", _("Cette réunion n’attend pas son ouverture : sa préparation ne reprend pas."))
    meeting.state, meeting.convened_on = MeetingState.PREPARING.value, None
    act.say(_("Préparation reprise : une nouvelle convocation doit partir."))


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Inscription d’un invité"))
def invite(act: Act, meeting_id: int, name: str, capacity: str = "") -> int:
    """Note somebody who attends without a vote; return the id."""
    agenda.check_not_ended(MeetingState(act.session.get_one(Meeting, meeting_id).state))
    if not name.strip():
        raise RuleBroken("PV-04", _("Donnez le nom de la personne invitée."))
    guest = Guest(meeting_id=meeting_id, name=name.strip(), capacity=capacity.strip())
    act.session.add(guest)
    act.session.flush()
    return guest.id


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Retrait d’un invité"))
def uninvite(act: Act, guest_id: int) -> None:
    """Take somebody off the list of guests."""
    guest = act.session.get_one(Guest, guest_id)
    agenda.check_not_ended(MeetingState(act.session.get_one(Meeting, guest.meeting_id).state))
    act.session.delete(guest)

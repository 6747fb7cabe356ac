"""Preparing a meeting: its date, its agenda, its resolutions, its attachments."""

from collections.abc import Iterable
from datetime import date, time
from hashlib import sha256

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.model import (
    AgendaItem,
    Attachment,
    Body,
    Exclusion,
    Guest,
    Meeting,
    Resolution,
    VoteResult,
)
from coop_desk.topics.assemblies.records import BodyKind, ItemKind, MeetingState, OffAgenda, ResolutionKind
from coop_desk.topics.assemblies.rules import agenda
from coop_desk.topics.assemblies.service.bodies import general_assembly
from coop_desk.topics.assemblies.service.electorate import terms_for

ATTACHMENT_LIMIT = 20_000_000


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
) -> int:
    """Prepare a meeting of a body, of the general assembly by default; return its id (A01)."""
    body = act.session.get_one(Body, body_id) if body_id else general_assembly(act)
    meeting = new_meeting(act, body, day, starts_at, place, annual_accounts=annual_accounts, title=title)
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
    act: Act, meeting_id: int, *, day: date, starts_at: time, place: str, annual_accounts: bool, title: str = ""
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


@action(Right.MEETINGS_PREPARE, N_("Ajout d’un point à l’ordre du jour"))
def add_item(
    act: Act,
    meeting_id: int,
    title: str,
    kind: ItemKind = ItemKind.RESOLUTION,
    *,
    details: str = "",
    presenter: str = "",
) -> int:
    """Add a point at the end of the agenda, before other business; return its id."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_agenda_open(MeetingState(meeting.state), meeting.call_number)
    return new_item(act, meeting, title, kind, details, presenter, after_call=False).id


@action(Right.MEETINGS_RUN, N_("Ajout d’un point en séance"))
def add_item_in_session(
    act: Act, meeting_id: int, title: str, kind: ItemKind = ItemKind.DISCUSSION, *, details: str = ""
) -> int:
    """Add a point that was not on the agenda: debated, and voted only in the cases of the law (AGD-05)."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    return new_item(act, meeting, title, kind, details, "", after_call=True).id


def new_item(
    act: Act, meeting: Meeting, title: str, kind: ItemKind, details: str, presenter: str, *, after_call: bool
) -> AgendaItem:
    """Add a point; one for other business stays last."""
    if not title.strip():
        raise RuleBroken("CALL-08", _("Donnez au point un titre qui dit clairement de quoi il s’agit."))
    items = items_of(act, meeting.id)
    item = AgendaItem(
        meeting_id=meeting.id,
        position=len(items),
        title=title.strip(),
        details=details.strip(),
        kind=kind.value,
        presenter=presenter.strip(),
        added_after_call=after_call,
        debate="",
        debate_saved_at=None,
    )
    act.session.add(item)
    last = items[-1] if items else None
    if last is not None and last.kind == ItemKind.OTHER_BUSINESS and kind is not ItemKind.OTHER_BUSINESS:
        item.position, last.position = last.position, item.position
    act.session.flush()
    return item


@action(Right.MEETINGS_PREPARE, N_("Modification d’un point de l’ordre du jour"))
def change_item(
    act: Act, item_id: int, *, title: str, details: str = "", kind: ItemKind | None = None, presenter: str = ""
) -> None:
    """Change a point of an agenda that was not sent."""
    item = act.session.get_one(AgendaItem, item_id)
    _check_open(act, item)
    if not title.strip():
        raise RuleBroken("CALL-08", _("Donnez au point un titre qui dit clairement de quoi il s’agit."))
    if kind is not None and kind is not ItemKind.RESOLUTION and resolutions_of(act, item.id):
        raise RuleBroken("CALL-08", _("Ce point porte une résolution : retirez-la avant de changer le point."))
    item.title, item.details, item.presenter = title.strip(), details.strip(), presenter.strip()
    item.kind = (kind or ItemKind(item.kind)).value


@action(Right.MEETINGS_PREPARE, N_("Déplacement d’un point de l’ordre du jour"))
def move_item(act: Act, item_id: int, to: int) -> None:
    """Move a point to a place counted from 1; every number follows (A01)."""
    item = act.session.get_one(AgendaItem, item_id)
    _check_open(act, item)
    items = [other for other in items_of(act, item.meeting_id) if other.id != item.id]
    items.insert(max(0, min(to - 1, len(items))), item)
    for position, other in enumerate(items):
        other.position = position


@action(Right.MEETINGS_PREPARE, N_("Retrait d’un point de l’ordre du jour"))
def remove_item(act: Act, item_id: int) -> None:
    """Take a point off an agenda that was not sent, with its resolutions and attachments."""
    item = act.session.get_one(AgendaItem, item_id)
    _check_open(act, item)
    for resolution in resolutions_of(act, item.id):
        _erase_resolution(act, resolution)
    for attachment in act.session.scalars(select(Attachment).where(Attachment.item_id == item.id)):
        act.session.delete(attachment)
    act.session.flush()
    act.session.delete(item)
    act.session.flush()
    for position, other in enumerate(items_of(act, item.meeting_id)):
        other.position = position


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Ajout d’une résolution"))
def add_resolution(
    act: Act,
    item_id: int,
    title: str,
    text: str,
    kind: ResolutionKind | None = None,
    *,
    by_leaders: bool = True,
    secret: bool | None = None,
    admits_id: int | None = None,
    off_agenda: OffAgenda | None = None,
) -> int:
    """Put a text to the vote under a point; return its id. Leaders are elected by secret ballot by default (VOT-16)."""
    item = act.session.get_one(AgendaItem, item_id)
    meeting = act.session.get_one(Meeting, item.meeting_id)
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind)
    chosen = kind or agenda.kinds_for(body)[0]
    agenda.check_kind(chosen, body)
    agenda.check_holds_resolutions(ItemKind(item.kind))
    if item.added_after_call:
        agenda.check_not_ended(MeetingState(meeting.state))
        agenda.check_votable(True, off_agenda, terms_for(act, meeting).form, body)
    else:
        agenda.check_agenda_open(MeetingState(meeting.state), meeting.call_number)
    _check_words(title, text)
    by_default = chosen is ResolutionKind.LEADERS and terms_for(act, meeting).secret_leaders
    resolution = Resolution(
        item_id=item.id,
        position=len(resolutions_of(act, item.id)),
        title=title.strip(),
        text=text.strip(),
        kind=chosen.value,
        by_leaders=by_leaders,
        secret=by_default if secret is None else secret,
        off_agenda=off_agenda.value if off_agenda and item.added_after_call else None,
        amended=False,
        withdrawn=False,
        admits_id=admits_id,
    )
    act.session.add(resolution)
    act.session.flush()
    return resolution.id


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Modification d’une résolution"))
def change_resolution(
    act: Act,
    resolution_id: int,
    *,
    title: str,
    text: str,
    kind: ResolutionKind | None = None,
    by_leaders: bool | None = None,
    secret: bool | None = None,
) -> None:
    """Change a resolution before its vote; once the call is sent only its words and its ballot may change."""
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    check_not_voted(act, resolution)
    _check_words(title, text)
    sent = meeting.state != MeetingState.PREPARING
    if kind is not None and kind.value != resolution.kind:
        if sent or meeting.call_number > 1:
            raise RuleBroken("AG-04", _("Le type de la résolution est parti avec la convocation : il ne change plus."))
        agenda.check_kind(kind, BodyKind(act.session.get_one(Body, meeting.body_id).kind))
        resolution.kind = kind.value
    if sent and text.strip() != resolution.text:
        resolution.amended = True
    resolution.title, resolution.text = title.strip(), text.strip()
    if by_leaders is not None:
        resolution.by_leaders = by_leaders
    if secret is not None:
        resolution.secret = secret


@action(Right.MEETINGS_PREPARE, N_("Retrait d’une résolution"))
def remove_resolution(act: Act, resolution_id: int) -> None:
    """Take a resolution off an agenda that was not sent."""
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    agenda.check_agenda_open(MeetingState(meeting.state), meeting.call_number)
    _erase_resolution(act, resolution)


@action(Right.MEETINGS_RUN, N_("Retrait d’une résolution en séance"))
def withdraw_resolution(act: Act, resolution_id: int) -> None:
    """The chair withdraws a resolution from the vote; it stays on the agenda as withdrawn."""
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    agenda.check_running(MeetingState(meeting.state))
    check_not_voted(act, resolution)
    resolution.withdrawn = True
    act.say(_("Résolution « {title} » retirée du vote.").format(title=resolution.title))


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Exclusion d’un associé intéressé d’un vote"))
def exclude_people(act: Act, resolution_id: int, people: Iterable[int], reason: str) -> None:
    """Set who is left out of a vote because they are interested in it (VOT-15)."""
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    check_not_voted(act, resolution)
    wanted = set(people)
    if wanted and not reason.strip():
        raise RuleBroken("VOT-15", _("Dites en quoi ces personnes sont intéressées : le procès-verbal le rappelle."))
    for row in exclusions_of(act, resolution.id):
        if row.excluded_id in wanted:
            row.reason = reason.strip()
            wanted.discard(row.excluded_id)
        else:
            act.session.delete(row)
    for person in sorted(wanted):
        act.session.add(Exclusion(resolution_id=resolution.id, excluded_id=person, reason=reason.strip()))


@action(Right.MEETINGS_PREPARE, N_("Ajout d’une pièce jointe"))
def attach(act: Act, item_id: int, title: str, file_name: str, content: bytes) -> int:
    """Join a file to a point; its SHA-256 is kept with it. Return the id of the attachment."""
    item = act.session.get_one(AgendaItem, item_id)
    meeting = act.session.get_one(Meeting, item.meeting_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    if not content:
        raise RuleBroken("DOC-01", _("Ce fichier est vide : choisissez-en un autre."))
    if len(content) > ATTACHMENT_LIMIT:
        raise RuleBroken("DOC-01", _("Ce fichier dépasse 20 Mo : joignez-en une version plus légère."))
    attachment = Attachment(
        item_id=item.id,
        title=title.strip() or file_name,
        file_name=file_name,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
    )
    act.session.add(attachment)
    act.session.flush()
    return attachment.id


@action(Right.MEETINGS_PREPARE, N_("Retrait d’une pièce jointe"))
def detach(act: Act, attachment_id: int) -> None:
    """Take an attachment off an agenda that was not sent."""
    attachment = act.session.get_one(Attachment, attachment_id)
    _check_open(act, act.session.get_one(AgendaItem, attachment.item_id))
    act.session.delete(attachment)


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


def items_of(act: Act, meeting_id: int) -> list[AgendaItem]:
    """The points of a meeting in order."""
    return list(
        act.session.scalars(
            select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def resolutions_of(act: Act, item_id: int) -> list[Resolution]:
    """The resolutions of a point in order."""
    return list(
        act.session.scalars(
            select(Resolution).where(Resolution.item_id == item_id).order_by(Resolution.position, Resolution.id)
        )
    )


def exclusions_of(act: Act, resolution_id: int) -> list[Exclusion]:
    """Who is left out of a vote."""
    return list(act.session.scalars(select(Exclusion).where(Exclusion.resolution_id == resolution_id)))


def resolution_and_meeting(act: Act, resolution_id: int) -> tuple[Resolution, Meeting]:
    """A resolution and the meeting it belongs to."""
    resolution = act.session.get_one(Resolution, resolution_id)
    item = act.session.get_one(AgendaItem, resolution.item_id)
    return resolution, act.session.get_one(Meeting, item.meeting_id)


def check_not_voted(act: Act, resolution: Resolution) -> None:
    """Refuse to change a resolution that was voted."""
    if act.session.scalar(select(VoteResult.id).where(VoteResult.resolution_id == resolution.id).limit(1)):
        raise RuleBroken("PV-01", _("Cette résolution a été votée : son texte et son vote sont acquis."))


def _check_open(act: Act, item: AgendaItem) -> None:
    meeting = act.session.get_one(Meeting, item.meeting_id)
    if item.added_after_call:
        agenda.check_not_ended(MeetingState(meeting.state))
    else:
        agenda.check_agenda_open(MeetingState(meeting.state), meeting.call_number)


def _check_words(title: str, text: str) -> None:
    if not title.strip() or not text.strip():
        raise RuleBroken("CALL-08", _("Donnez à la résolution un titre et le texte exact qui sera voté."))


def _erase_resolution(act: Act, resolution: Resolution) -> None:
    for row in exclusions_of(act, resolution.id):
        act.session.delete(row)
    act.session.flush()
    act.session.delete(resolution)
    act.session.flush()

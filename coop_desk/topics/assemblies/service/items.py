"""The points of an agenda, in their order, and the files joined to them."""

from hashlib import sha256

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import AgendaItem, Attachment, Meeting
from coop_desk.topics.assemblies.records import ItemKind, MeetingState
from coop_desk.topics.assemblies.rules import agenda
from coop_desk.topics.assemblies.service.resolutions import erase_resolution, resolutions_of

ATTACHMENT_LIMIT = 20_000_000


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
    check_item_open(act, item)
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
    check_item_open(act, item)
    items = [other for other in items_of(act, item.meeting_id) if other.id != item.id]
    items.insert(max(0, min(to - 1, len(items))), item)
    for position, other in enumerate(items):
        other.position = position


@action(Right.MEETINGS_PREPARE, N_("Retrait d’un point de l’ordre du jour"))
def remove_item(act: Act, item_id: int) -> None:
    """Take a point off an agenda that was not sent, with its resolutions and attachments."""
    item = act.session.get_one(AgendaItem, item_id)
    check_item_open(act, item)
    for resolution in resolutions_of(act, item.id):
        erase_resolution(act, resolution)
    for attachment in act.session.scalars(select(Attachment).where(Attachment.item_id == item.id)):
        act.session.delete(attachment)
    act.session.flush()
    act.session.delete(item)
    act.session.flush()
    for position, other in enumerate(items_of(act, item.meeting_id)):
        other.position = position


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
    check_item_open(act, act.session.get_one(AgendaItem, attachment.item_id))
    act.session.delete(attachment)


def items_of(act: Act, meeting_id: int) -> list[AgendaItem]:
    """The points of a meeting in order."""
    return list(
        act.session.scalars(
            select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def check_item_open(act: Act, item: AgendaItem) -> None:
    """Refuse to change a point of an agenda that was sent."""
    meeting = act.session.get_one(Meeting, item.meeting_id)
    if item.added_after_call:
        agenda.check_not_ended(MeetingState(meeting.state))
    else:
        agenda.check_agenda_open(MeetingState(meeting.state), meeting.call_number)

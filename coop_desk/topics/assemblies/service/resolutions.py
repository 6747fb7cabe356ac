"""The texts put to the vote, and who is left out of a vote."""

from collections.abc import Iterable

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import AgendaItem, Body, Exclusion, Meeting, Resolution, VoteResult
from coop_desk.topics.assemblies.records import BodyKind, ItemKind, MeetingState, OffAgenda, ResolutionKind
from coop_desk.topics.assemblies.rules import agenda
from coop_desk.topics.assemblies.service.electorate import terms_for
from coop_desk.topics.assemblies.service.following import tell_taken_off


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
    resolution = _written(act, item, title, text, chosen, by_default if secret is None else secret)
    resolution.by_leaders, resolution.admits_id = by_leaders, admits_id
    resolution.off_agenda = off_agenda.value if off_agenda and item.added_after_call else None
    act.session.flush()
    return resolution.id


def ratifying_resolution(act: Act, item_id: int, title: str, text: str, kind: ResolutionKind) -> int:
    """Put to a secret yes or no, under its point, what an election held in the meeting has designated."""
    item = act.session.get_one(AgendaItem, item_id)
    meeting = act.session.get_one(Meeting, item.meeting_id)
    agenda.check_running(MeetingState(meeting.state))
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind)
    chosen = kind if kind in agenda.kinds_for(body) else agenda.kinds_for(body)[0]
    resolution = _written(act, item, title, text, chosen, secret=True)
    # The election itself was allowed off the agenda: its ratification follows it (REM-01).
    resolution.off_agenda = OffAgenda.REPLACEMENT.value if item.added_after_call else None
    act.session.flush()
    return resolution.id


def _written(act: Act, item: AgendaItem, title: str, text: str, kind: ResolutionKind, secret: bool) -> Resolution:
    resolution = Resolution(
        item_id=item.id,
        position=len(resolutions_of(act, item.id)),
        title=title.strip(),
        text=text.strip(),
        kind=kind.value,
        by_leaders=True,
        secret=secret,
        off_agenda=None,
        amended=False,
        withdrawn=False,
        admits_id=None,
    )
    act.session.add(resolution)
    act.session.flush()
    return resolution


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
    erase_resolution(act, resolution)


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
    if wanted and terms_for(act, meeting).interested_party == "votes":
        raise RuleBroken(
            "VOT-15", _("Les statuts laissent voter la personne intéressée : elle ne peut pas être exclue de ce vote.")
        )
    if wanted and not reason.strip():
        raise RuleBroken("VOT-15", _("Dites en quoi ces personnes sont intéressées : le procès-verbal le rappelle."))
    for row in exclusions_of(act, resolution.id):
        if row.excluded_id in wanted:
            wanted.discard(row.excluded_id)
        else:
            act.session.delete(row)
    for person in sorted(wanted):
        act.session.add(Exclusion(resolution_id=resolution.id, excluded_id=person, reason=reason.strip()))


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


def erase_resolution(act: Act, resolution: Resolution) -> None:
    """Take a resolution and its exclusions off."""
    tell_taken_off(act, resolution)
    for row in exclusions_of(act, resolution.id):
        act.session.delete(row)
    act.session.flush()
    act.session.delete(resolution)
    act.session.flush()


def _check_words(title: str, text: str) -> None:
    if not title.strip() or not text.strip():
        raise RuleBroken("CALL-08", _("Donnez à la résolution un titre et le texte exact qui sera voté."))

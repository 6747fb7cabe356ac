"""Verbs of a draft: read it, write its parts, see it on paper; and the list of meetings that await minutes."""

from collections.abc import Mapping

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import Body, Meeting
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.assemblies.service import meeting_file
from coop_desk.topics.assemblies.service.bodies import body_name
from coop_desk.topics.assemblies.service.naming import title_of
from coop_desk.topics.minutes import drafting, rules
from coop_desk.topics.minutes.model import Minute, MinutePart, SealedPiece
from coop_desk.topics.minutes.records import facts_from
from coop_desk.topics.minutes.service import gathering
from coop_desk.topics.minutes.views import MinutesLine, MinutesView, PartView

PARTS = (
    "introduction", "debate", "incidents", "closing", "called_by", "documents", "excused", "opened", "closed",
    "signers", "place", "chair", "questions",
)  # fmt: skip


@query(Right.MINUTES_READ, N_("Consultation d’un procès-verbal"))
def minutes_of(act: Act, meeting_id: int) -> MinutesView:
    """Return the minutes of a meeting: facts, what is missing, parts written, sealed pieces."""
    minute = gathering.minute_of(act, meeting_id)
    parts = gathering.last_parts(act, minute)
    pieces = gathering.pieces_of(act, minute)
    if pieces:
        facts, over = facts_from(pieces[0].facts), True
    else:
        file = meeting_file(act, meeting_id)
        facts, over = gathering.drafted(act, file, parts), file.meeting.state in gathering.OVER
    return MinutesView(
        meeting_id=meeting_id,
        meeting_over=over,
        facts=facts,
        checks=rules.checklist(facts),
        parts=gathering.part_views(act, parts),
        pieces=gathering.piece_views(act, pieces),
        certifiers=gathering.certifiers_of(facts),
    )


@query(Right.MINUTES_READ, N_("Aperçu d’un procès-verbal"))
def minutes_pdf(act: Act, meeting_id: int) -> bytes:
    """Print the minutes: PROJET on every page until sealed, then the sealed bytes followed by the additifs (A12)."""
    from coop_desk.paper.sheet import join
    from coop_desk.topics.minutes.document import print_minutes

    pieces = gathering.pieces_of(act, gathering.minute_of(act, meeting_id))
    if not pieces:
        return print_minutes(gathering.facts_now(act, meeting_id))[0]
    return pieces[0].pdf if len(pieces) == 1 else join([piece.pdf for piece in pieces])


@action(Right.MINUTES_WRITE, N_("Rédaction d’un procès-verbal"))
def write_parts(act: Act, meeting_id: int, words: Mapping[str, str]) -> tuple[str, ...]:
    """Keep a new version of each part that changed, and name those parts. Sealed minutes refuse (A12)."""
    minute = gathering.begun(act, meeting_id)
    if gathering.sealed_minutes(act, minute):
        raise RuleBroken("A12", _("Ce procès-verbal est scellé. Complétez-le par un additif."))
    if any(name not in PARTS and not name.startswith("point:") for name in words):
        raise RuleBroken("A11", _("Cette partie n’existe pas dans un procès-verbal."))
    drafting.check_hours(words)
    last = gathering.last_parts(act, minute)
    changed = tuple(name for name, text in words.items() if text.strip() != (last[name].words if name in last else ""))
    for name in changed:
        act.session.add(
            MinutePart(
                minute_id=minute.id,
                name=name,
                version=last[name].version + 1 if name in last else 1,
                words=words[name].strip(),
                written_at=act.now,
                written_by_id=act.actor_id,
            )
        )
    return changed


@query(Right.MINUTES_READ, N_("Consultation des versions d’un procès-verbal"))
def versions(act: Act, meeting_id: int) -> list[PartView]:
    """Return every version of every part, the last written first."""
    minute = gathering.minute_of(act, meeting_id)
    if minute is None:
        return []
    rows = act.session.scalars(
        select(MinutePart).where(MinutePart.minute_id == minute.id).order_by(MinutePart.id.desc())
    )
    names = people_by_id(act.session)
    return [
        PartView(row.name, row.words, row.version, row.written_at, names.get(PersonId(row.written_by_id), ""))
        for row in rows
    ]


@query(Right.MINUTES_READ, N_("Liste des procès-verbaux"))
def minutes_list(act: Act) -> list[MinutesLine]:
    """Return every meeting held or prepared, latest first, with the number of its sealed minutes."""
    return lines(act)


def lines(act: Act, awaited_only: bool = False) -> list[MinutesLine]:
    """List meetings and their minutes with the act of the caller; or only those over and not sealed."""
    sealed = act.session.execute(
        select(Minute.meeting_id, SealedPiece.number)
        .join(SealedPiece, SealedPiece.minute_id == Minute.id)
        .where(SealedPiece.part == 0)
    )
    numbers = {row.meeting_id: row.number for row in sealed}
    started = set(act.session.scalars(select(Minute.meeting_id)))
    rows = act.session.execute(
        select(Meeting, Body).join(Body, Meeting.body_id == Body.id).order_by(Meeting.day.desc(), Meeting.id.desc())
    )
    return [
        MinutesLine(
            meeting_id=meeting.id,
            title=title_of(act, meeting),
            body_name=body_name(body),
            body_kind=BodyKind(body.kind),
            held_on=meeting.day,
            number=numbers.get(meeting.id),
            over=meeting.state in gathering.OVER,
            started=meeting.id in started,
        )
        for meeting, body in rows
        if not awaited_only or (meeting.state in gathering.OVER and meeting.id not in numbers)
    ]


def awaited(act: Act) -> list[MinutesLine]:
    """Meetings that are over and whose minutes are not sealed: what the start page recalls."""
    return lines(act, awaited_only=True)

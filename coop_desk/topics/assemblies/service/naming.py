"""What meetings and resolutions are called and numbered."""

from collections.abc import Iterable

from sqlalchemy import select

from coop_desk.core.actions import Act, read_once
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.model import AgendaItem, Body, Meeting, Resolution
from coop_desk.topics.assemblies.records import BodyKind, MeetingKind, ResolutionKind
from coop_desk.topics.assemblies.rules.agenda import meeting_kind, meeting_title
from coop_desk.topics.assemblies.service.bodies import body_name


@read_once
def resolution_rows(act: Act, meeting_id: int) -> list[Resolution]:
    """The resolutions of a meeting in the order of the agenda."""
    return list(
        act.session.scalars(
            select(Resolution)
            .join(AgendaItem, Resolution.item_id == AgendaItem.id)
            .where(AgendaItem.meeting_id == meeting_id)
            .order_by(AgendaItem.position, AgendaItem.id, Resolution.position, Resolution.id)
        )
    )


def all_resolutions(act: Act) -> dict[int, list[Resolution]]:
    """The resolutions of every meeting in the order of its agenda, by meeting id."""
    rows = act.session.execute(
        select(AgendaItem.meeting_id, Resolution)
        .join(Resolution, Resolution.item_id == AgendaItem.id)
        .order_by(AgendaItem.position, AgendaItem.id, Resolution.position, Resolution.id)
    )
    found: dict[int, list[Resolution]] = {}
    for meeting_id, row in rows:
        found.setdefault(meeting_id, []).append(row)
    return found


def named(meeting: Meeting, body: Body, resolutions: Iterable[Resolution]) -> tuple[MeetingKind, str]:
    """The kind of a meeting and its name: its own, or the one its kind and date give."""
    kind = meeting_kind(BodyKind(body.kind), (ResolutionKind(row.kind) for row in resolutions))
    by_default = meeting_title(body_name(body), kind, meeting.annual_accounts, meeting.day)
    return kind, meeting.title or by_default


def title_of(act: Act, meeting: Meeting) -> str:
    """What a meeting is called."""
    body = act.session.get_one(Body, meeting.body_id)
    return named(meeting, body, resolution_rows(act, meeting.id))[1]


def number_of(act: Act, resolution: Resolution) -> int:
    """The number of a resolution in its meeting, counted along the agenda."""
    item = act.session.get_one(AgendaItem, resolution.item_id)
    ids = [row.id for row in resolution_rows(act, item.meeting_id)]
    return ids.index(resolution.id) + 1


def decision_words(act: Act, resolution: Resolution, meeting: Meeting) -> str:
    """How another register quotes a resolution."""
    return _("{meeting}, résolution n° {number}").format(
        meeting=title_of(act, meeting), number=number_of(act, resolution)
    )

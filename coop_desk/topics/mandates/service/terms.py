"""The close of the assembly on the accounts ends the terms that expire that year (ELE-11), in the same act."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.assemblies.model import Meeting
from coop_desk.topics.assemblies.service.bodies import keeps_seats
from coop_desk.topics.assemblies.service.following import when_closed
from coop_desk.topics.assemblies.service.naming import title_of
from coop_desk.topics.mandates.model import Post
from coop_desk.topics.mandates.records import EventKind
from coop_desk.topics.mandates.service.ending import finish
from coop_desk.topics.mandates.service.reading import known_mandates, mandate_lines


@when_closed
def end_terms(act: Act, meeting: Meeting) -> None:
    """End each mandate whose term expires with this assembly; whoever was chosen again goes on under the new one."""
    if not meeting.annual_accounts:
        return
    known = known_mandates(act)
    over = [
        line
        for line in mandate_lines(act)
        if line.until_assembly_of is not None
        and line.until_assembly_of <= meeting.day.year
        and line.starts_on < meeting.day
        and (line.ended_on is None or line.ended_on > meeting.day)
    ]
    why = _("À l’issue de : {meeting}").format(meeting=title_of(act, meeting))
    for line in over:
        finish(act, known[line.id], EventKind.TERM_OVER, meeting.day, why)
    if over:
        names = listed([_("{name} ({post})").format(name=line.name, post=line.post) for line in over])
        act.say(_("Mandats finis à l’issue de cette assemblée : {names}.").format(names=names))


@keeps_seats
def seats_follow_mandates(act: Act, body_id: int) -> bool:
    """Whether the seats of a body come from the mandates of a post."""
    return act.session.scalar(select(Post.id).where(Post.body_id == body_id, Post.closed_on.is_(None))) is not None

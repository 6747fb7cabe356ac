"""The title that goes with a mandate: given by who may, proposed by others, ended with it. Nothing else gives one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core import delegating
from coop_desk.core.actions import Act, read_once
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import Grant, GrantProposal, Title, people_by_id, running_grants
from coop_desk.core.i18n import _
from coop_desk.core.model import PersonId
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.model import MandateEvent, Post
from coop_desk.topics.mandates.records import EventKind
from coop_desk.topics.mandates.service.reading import (
    Known,
    known_mandate,
    known_mandates,
    line_of,
    mandate_lines,
    title_entries,
)

_GIVEN = {"given": True}


@dataclass(frozen=True, slots=True)
class Untied:
    """A running grant of a title that a post carries, without a mandate that explains it."""

    grant_id: int
    person_id: int
    name: str
    title: str
    post_id: int
    post: str
    starts_on: date
    ends_on: date | None
    because: str
    mandate_id: int | None
    """The mandate it came with, when that one is over and nobody who may has ended the title yet."""


def write(act: Act, mandate_id: int, kind: EventKind, on: date, because: str = "", **more: object) -> MandateEvent:
    """Write one entry about a mandate."""
    fields = {"resolution_id": None, "grant_id": None, "proposal_id": None, "cancels_id": None, "details": {}} | more
    event = MandateEvent(
        mandate_id=mandate_id, kind=kind.value, on=on, because=because.strip(), recorded_by_id=act.actor_id, **fields
    )
    act.session.add(event)
    act.session.flush()
    return event


def give_title(act: Act, mandate_id: int, since: date | None = None) -> None:
    """Give the title of the post for the mandate: the one already held goes on, else it is given or proposed.

    Nobody gives one to oneself, and only who may give titles is believed: for others it is a proposal. `since`: the
    day its rights begin, when it is not the first of the mandate.
    """
    known = known_mandate(act, mandate_id)
    title = act.session.get(Title, known.post.title_id) if known.post.title_id is not None else None
    if title is None:
        return
    row, holder = known.row, PersonId(known.row.holder_id)
    first = since or row.starts_on
    held = [g for g in running_grants(act.session, max(act.today, first), holder) if g.title_id == title.id]
    going_on = next((g for g in held if g.over is None and (g.ends_on is None or g.ends_on == row.ends_on)), None)
    if going_on is not None:
        write(act, row.id, EventKind.TITLE, first, _("Le titre déjà tenu se poursuit."), grant_id=going_on.id)
        return
    starts = max(first, act.today)
    if delegating.may_give(act) and holder != act.actor_id:
        grant = delegating.give(act, holder, title.code, starts, row.ends_on, because_of(act, known))
        write(act, row.id, EventKind.TITLE, starts, _("Titre donné avec le mandat."), grant_id=grant, details=_GIVEN)
        return
    proposal = delegating.propose(act, holder, title.code, starts, row.ends_on)
    words = _("Titre proposé : une autre personne qui donne les titres le décide.")
    write(act, row.id, EventKind.TITLE, starts, words, proposal_id=proposal, details=_GIVEN)


def because_of(act: Act, known: Known) -> str:
    """The decision a title quotes: that of the mandate, and until when."""
    line = line_of(act, known)
    return _("{because} : {post}, {until}").format(because=line.because, post=line.post, until=line.until_words)


def decide_proposed(act: Act, mandate_id: int) -> None:
    """Give the title proposed with a mandate, quoting its decision; by somebody else than its holder."""
    known = known_mandate(act, mandate_id)
    proposal = waiting_proposal(act, known)
    if proposal is None:
        raise RuleBroken("GRANT-07", _("Aucun titre proposé n’attend pour ce mandat."))
    delegating.decide(act, proposal.id, because_of(act, known))


def grant_of(act: Act, known: Known) -> Grant | None:
    """The grant that goes with a mandate, given at once or after a proposal."""
    found: Grant | None = None
    for entry in title_entries(known):
        grant_id = entry.grant_id
        if entry.proposal_id is not None:
            grant_id = act.session.get_one(GrantProposal, entry.proposal_id).grant_id
        found = act.session.get_one(Grant, grant_id) if grant_id is not None else found
    return found


def waiting_proposal(act: Act, known: Known) -> GrantProposal | None:
    """The title proposed with a mandate, neither decided nor dropped."""
    for entry in title_entries(known):
        if entry.proposal_id is not None:
            row = act.session.get_one(GrantProposal, entry.proposal_id)
            if row.grant_id is None and row.dropped_because is None:
                return row
    return None


def end_title(act: Act, mandate_id: int, on: date) -> bool:
    """End the title with its mandate, the same day; False when it stays for now, and why is said.

    It stays while another mandate carries it, while who acts may not give titles, or while nobody would be left.
    """
    known = known_mandate(act, mandate_id)
    proposal = waiting_proposal(act, known)
    why = _("Fin du mandat : {post}, le {day}").format(post=known.post.name, day=long_day(on))
    if proposal is not None:
        proposal.dropped_because = why
        act.session.flush()
    grant = grant_of(act, known)
    if grant is None or (grant.ends_on is not None and grant.ends_on <= on) or _carried_on(act, grant, mandate_id, on):
        return True
    if not delegating.may_give(act):
        act.say(_("Le titre reste à retirer par une personne qui donne les titres."))
        return False
    kept = (grant.ends_on, grant.ended_because)
    try:
        delegating.end(act, grant.id, max(on, min(grant.starts_on, act.today)), why)  # before its start: never held
    except RuleBroken as refused:
        grant.ends_on, grant.ended_because = kept
        act.session.flush()
        act.say(_("Le titre reste pour l’instant : {why}").format(why=refused.message))
        return False
    return True


def _carried_on(act: Act, grant: Grant, mandate_id: int, on: date) -> bool:
    """Whether another mandate goes on after that day with the same grant."""
    return any(
        known.row.id != mandate_id
        and not known.mistaken
        and (line := line_of(act, known)).runs_on(max(on, line.starts_on))
        and (other := grant_of(act, known)) is not None
        and other.id == grant.id
        for known in known_mandates(act).values()
        if known.row.holder_id == grant.holder_id
    )


@read_once
def untied(act: Act) -> list[Untied]:
    """The titles of posts that run today without a running mandate: given before, or still to be ended."""
    carrying: dict[int, Post] = {}
    for post in act.session.scalars(select(Post).where(Post.closed_on.is_(None)).order_by(Post.id)):
        if post.title_id is not None:
            carrying.setdefault(post.title_id, post)
    tied: set[int] = set()
    left: dict[int, int] = {}
    lines = {line.id: line for line in mandate_lines(act)}
    for known in known_mandates(act).values():
        grant = grant_of(act, known)
        if grant is None:
            continue
        line = lines.get(known.row.id)
        if line is not None and (line.ended_on is None or line.ended_on > act.today):
            tied.add(grant.id)
        else:
            left[grant.id] = known.row.id
    names = people_by_id(act.session)
    titles = {title.id: title.name for title in act.session.scalars(select(Title))}
    return [
        Untied(
            grant.id, int(grant.holder_id), names[grant.holder_id], titles[grant.title_id],
            carrying[grant.title_id].id, carrying[grant.title_id].name, grant.starts_on, grant.ends_on, grant.because,
            left.get(grant.id),
        )
        for grant in running_grants(act.session, act.today)
        if grant.title_id in carrying and grant.id not in tied and grant.over is None
        if not (grant.ends_on is not None and grant.ended_because and grant.id in left)
    ]  # fmt: skip

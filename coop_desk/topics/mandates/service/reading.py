"""The register of mandates as it stands on a day, for pages, documents and the topics above."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.actions import Act, read_once, read_until_changed
from coop_desk.core.grants import people_by_id
from coop_desk.core.model import PersonId
from coop_desk.topics.assemblies.model import Meeting
from coop_desk.topics.assemblies.records import MeetingState
from coop_desk.topics.mandates.model import Mandate, MandateEvent, Post
from coop_desk.topics.mandates.records import EventKind, MandateLine, Origin, Paper, PostKind
from coop_desk.topics.mandates.rules import life, terms
from coop_desk.topics.mandates.rules.posts import MANAGING, neutral_words
from coop_desk.topics.statutes.service import known_identity, profile_at


@dataclass(frozen=True, slots=True)
class Known:
    """A mandate as stored, its post and everything written about it."""

    row: Mandate
    post: Post
    entries: tuple[life.Entry, ...]

    @property
    def kind(self) -> PostKind:
        """The kind of its post."""
        return PostKind(self.post.kind)

    @property
    def mistaken(self) -> bool:
        """Whether it was written by mistake and counts for nothing."""
        return life.last(self.entries, EventKind.MISTAKEN) is not None


def mandates_at(act: Act, day: date, post_id: int | None = None) -> list[MandateLine]:
    """The mandates held at the end of a day, of one post or of all, by post then start."""
    return [line for line in mandate_lines(act) if line.runs_on(day) and post_id in (None, line.post_id)]


def leaders_at(act: Act, day: date) -> list[MandateLine]:
    """Who represented the company when a day began: those who come in that day lead from its end on."""
    leading = [line for line in mandate_lines(act) if line.kind in MANAGING and line.in_office_on(day)]
    return [line for line in leading if line.starts_on < day] or leading


@read_until_changed
def mandate_lines(act: Act) -> tuple[MandateLine, ...]:
    """Every mandate that counts, past ones too, by post then start."""
    names = people_by_id(act.session)
    found = [line_of(act, known, names) for known in known_mandates(act).values() if not known.mistaken]
    return tuple(sorted(found, key=lambda line: (line.post_id, line.starts_on, line.id)))


@read_once
def known_mandates(act: Act) -> dict[int, Known]:
    """Every mandate with its post and its entries, by id."""
    posts = {post.id: post for post in act.session.scalars(select(Post))}
    entries: dict[int, list[life.Entry]] = defaultdict(list)
    for event in act.session.scalars(select(MandateEvent).order_by(MandateEvent.id)):
        entries[event.mandate_id].append(entry_of(event))
    rows = act.session.scalars(select(Mandate).order_by(Mandate.id))
    return {row.id: Known(row, posts[row.post_id], tuple(entries[row.id])) for row in rows}


def known_mandate(act: Act, mandate_id: int) -> Known:
    """One mandate with its post and its entries."""
    row = act.session.get_one(Mandate, mandate_id)
    events = act.session.scalars(
        select(MandateEvent).where(MandateEvent.mandate_id == mandate_id).order_by(MandateEvent.id)
    )
    return Known(row, act.session.get_one(Post, row.post_id), tuple(entry_of(event) for event in events))


def entry_of(event: MandateEvent) -> life.Entry:
    """A stored entry as the rules read it."""
    return life.Entry(
        event.id, EventKind(event.kind), event.on, event.because, event.details, event.grant_id, event.proposal_id,
        event.cancels_id, event.recorded_by_id,
    )  # fmt: skip


def line_of(act: Act, known: Known, names: dict[PersonId, str] | None = None) -> MandateLine:
    """A mandate as pages and topics read it."""
    row, kind = known.row, known.kind
    named = names if names is not None else people_by_id(act.session)
    ended_on, ended_by = _end(act, known)
    ratified = _ratified(known)
    return MandateLine(
        id=row.id,
        post_id=row.post_id,
        kind=kind,
        post=known.post.name,
        person_id=row.holder_id,
        name=named[PersonId(row.holder_id)],
        called=_called(known) or neutral_words(kind, known.post.name),
        origin=Origin(row.origin),
        starts_on=row.starts_on,
        until_assembly_of=row.until_assembly_of,
        expected_on=expected_on(act, row.until_assembly_of, row.ends_on),
        until_words=terms.until_words(row.until_assembly_of, row.ends_on),
        ended_on=ended_on,
        ended_by=ended_by,
        because=row.because,
        resolution_id=row.resolution_id,
        election=row.election,
        replaces_id=row.replaces_id,
        accepted_on=life.papers(known.entries).get(Paper.ACCEPTANCE),
        ratified=ratified,
    )


def _end(act: Act, known: Known) -> tuple[date | None, EventKind | None]:
    end = life.end_of(known.entries)
    if end is not None:
        return end.on, end.kind
    if known.row.ends_on is not None and known.row.ends_on < act.today:
        return known.row.ends_on + timedelta(days=1), EventKind.TERM_OVER
    return None, None


def _ratified(known: Known) -> bool | None:
    if Origin(known.row.origin) is not Origin.COOPTED or known.kind is PostKind.ROLE:
        return None  # colleagues co-opt for a role: no assembly has to ratify (SA-05 is about boards)
    return life.last(known.entries, EventKind.RATIFIED) is not None


def _called(known: Known) -> str:
    """How the person said they are named when they accepted, or what was written at the opening."""
    said = [str(e.details.get("called", "")) for e in life.standing(known.entries) if e.kind is EventKind.PAPER]
    return next((words for words in reversed(said) if words), known.row.called)


def expected_on(act: Act, until_assembly_of: int | None, ends_on: date | None) -> date:
    """The day a mandate should end (ELE-11)."""
    if until_assembly_of is None:
        return ends_on or date.max
    assembly = accounts_assemblies(act).get(until_assembly_of)
    return terms.expected_end(until_assembly_of, ends_on, assembly, assembly_limit(act, until_assembly_of))


def assembly_limit(act: Act, year: int) -> date:
    """The last day of a year to hold the assembly on the accounts, by the statutes of today."""
    identity = known_identity(act, act.today)
    if identity is None:
        return date(year, 12, 31)
    months = profile_at(act, act.today).number_or_none("accounts_ago_months") or 6
    return terms.assembly_limit(identity, year, months)


@read_once
def accounts_assemblies(act: Act) -> dict[int, terms.Assembly]:
    """The assembly on the accounts of each year: the one that was held, else the last one planned."""
    rows = act.session.scalars(
        select(Meeting).where(Meeting.annual_accounts, Meeting.state != MeetingState.FAILED.value).order_by(Meeting.day)
    )
    found: dict[int, terms.Assembly] = {}
    for row in rows:
        closed = row.state == MeetingState.CLOSED
        if row.day.year not in found or not found[row.day.year].closed:
            found[row.day.year] = terms.Assembly(row.day, closed)
    return found


def title_entries(known: Known) -> Sequence[life.Entry]:
    """What was written of the title that goes with a mandate: given, or proposed."""
    return [e for e in life.standing(known.entries) if e.kind is EventKind.TITLE]

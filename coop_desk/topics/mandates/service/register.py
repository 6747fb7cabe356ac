"""The register of mandates as pages read it: one line each with its vacant seats, and the card of one mandate."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.finding import Hit
from coop_desk.core.grants import Title, people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import day as day_words
from coop_desk.core.words import fold, long_day
from coop_desk.topics.assemblies.model import Meeting
from coop_desk.topics.assemblies.records import MeetingState
from coop_desk.topics.assemblies.service.bodies import general_assembly_id
from coop_desk.topics.mandates.records import (
    EventKind,
    EventLine,
    MandateCard,
    MandateLine,
    Paper,
    PaperLine,
    PostLine,
    RegisterLine,
    Step,
)
from coop_desk.topics.mandates.rules import life, steps
from coop_desk.topics.mandates.rules.posts import EXECUTIVE
from coop_desk.topics.mandates.service.posts import posts_at
from coop_desk.topics.mandates.service.reading import (
    Known,
    known_mandate,
    known_mandates,
    line_of,
    mandate_lines,
)
from coop_desk.topics.mandates.service.titles import Untied, grant_of, untied, waiting_proposal
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.statutes.service import identity_at


@query(Right.MANDATES_READ, N_("Consultation du registre des mandats"))
def mandates(act: Act, day: date | None = None) -> list[RegisterLine]:
    """Every mandate begun by a day, with the seats then vacant and the titles held without a mandate."""
    on = day or act.today
    found = [_line(line, on) for line in mandate_lines(act) if line.starts_on <= on]
    found += [_vacant(post) for post in posts_at(act, on) if post.vacant and post.opened_on <= on]
    if on == act.today:
        found += [_untied(one) for one in untied(act)]
    return sorted(found, key=_place)


def _place(line: RegisterLine) -> tuple[bool, int, bool, bool, date]:
    """Those of today first, by post: its mandates, the titles without mandate, the seats to fill."""
    return line.past, line.post_id, line.vacant, line.untied_grant_id is not None, line.starts_on or date.max


def _line(line: MandateLine, day: date) -> RegisterLine:
    words, tone = steps.state(line, day)
    running = line.runs_on(day)
    return RegisterLine(
        key=f"mandate:{line.id}",
        mandate_id=line.id,
        post_id=line.post_id,
        post=line.post,
        name=line.name,
        called=line.called,
        starts_on=line.starts_on,
        until_words=_short_end(line) if running else day_words(line.ended_on or day),
        ends_on=line.ended_on or line.expected_on,
        state=words,
        tone=tone,
        running=running,
        ending=running and tone in ("warn", "bad"),
        vacant=False,
        past=not running,
    )


def _short_end(line: MandateLine) -> str:
    """When a running mandate ends, in as few words as a list has room for."""
    if line.ended_on is not None:
        return day_words(line.ended_on)
    if line.until_assembly_of is not None:
        return _("assemblée de {year}").format(year=line.until_assembly_of)
    return day_words(line.expected_on)


def _vacant(post: PostLine) -> RegisterLine:
    words = ngettext("{n} siège vacant", "{n} sièges vacants", post.vacant).format(n=post.vacant)
    return RegisterLine(
        f"vacant:{post.id}", None, post.id, post.name, words, "", None, "", None, _("vacant"), "warn", False, False,
        True, False,
    )  # fmt: skip


def _untied(one: Untied) -> RegisterLine:
    state = _("titre sans mandat") if one.mandate_id is None else _("titre à retirer")
    return RegisterLine(
        f"title:{one.grant_id}", one.mandate_id, one.post_id, one.post, one.name, one.title, one.starts_on, "",
        one.ends_on, state, "warn", True, False, False, False, one.grant_id, one.person_id,
    )  # fmt: skip


@query(Right.MANDATES_READ, N_("Consultation d’un mandat"))
def mandate(act: Act, mandate_id: int) -> MandateCard:
    """One mandate with its history and what it waits for."""
    return card_of(act, known_mandate(act, mandate_id))


def own_mandates(act: Act, person_id: int) -> list[MandateCard]:
    """The mandates of one person, past ones too, with everything written about them."""
    return [card_of(act, known) for known in known_mandates(act).values() if known.row.holder_id == person_id]


def card_of(act: Act, known: Known) -> MandateCard:
    """One mandate with its history and what it waits for, for documents as well."""
    line = line_of(act, known)
    words, tone = steps.state(line, act.today)
    said = life.last(known.entries, EventKind.DIRECTORSHIPS)
    start = life.last(known.entries, EventKind.REGISTERED)
    end = life.last(known.entries, EventKind.END_REGISTERED)
    have = life.papers(known.entries)
    title = act.session.get(Title, known.post.title_id) if known.post.title_id is not None else None
    replaced = known_mandates(act).get(line.replaces_id or 0)
    return MandateCard(
        line=line,
        origin=life.origin_words(line.origin, line.kind),
        state=_("inscrit par erreur") if known.mistaken else words,
        tone="plain" if known.mistaken else tone,
        mistaken=known.mistaken,
        papers=tuple(PaperLine(p, _(life.PAPER_WORDS[p]), have.get(p)) for p in life.papers_of(line.kind)),
        contract=life.contract_words(life.last(known.entries, EventKind.CONTRACT)) if line.kind in EXECUTIVE else "",
        directorships=int(said.details["count"]) if said is not None else None,
        title=title.name if title is not None else "",
        title_words=_title_words(act, known) if title is not None else "",
        registered_on=start.on if start is not None else None,
        end_registered_on=end.on if end is not None else None,
        steps=() if known.mistaken else steps_of(act, known, line),
        told=() if _renewed(act, line) else life.told_at_end(line.ended_by, line.kind, known.post.paid),
        history=tuple(_history(act, known)),
        replaces=line_of(act, replaced).name if replaced is not None else "",
        may_decide_title=waiting_proposal(act, known) is not None and line.runs_on(act.today),
        may_end_title=_left_title(act, known),
    )


def _left_title(act: Act, known: Known) -> int | None:
    return next((one.grant_id for one in untied(act) if one.mandate_id == known.row.id), None)


def _title_words(act: Act, known: Known) -> str:
    grant = grant_of(act, known)
    if grant is not None:
        if grant.ends_on is not None and grant.ended_because:
            return _("retiré le {day}").format(day=long_day(grant.ends_on))
        return _("tenu depuis le {day}").format(day=long_day(grant.starts_on))
    if waiting_proposal(act, known) is not None:
        return _("proposé, à décider par une autre personne")
    return _("pas donné")


def steps_of(act: Act, known: Known, line: MandateLine) -> tuple[Step, ...]:
    """What a mandate waits for today, `line` being what is read of it."""
    around = steps.Around(
        form=identity_at(act, act.today).form,
        today=act.today,
        associate=line.person_id in _associates(act),
        renewed=_renewed(act, line),
        title_proposed=waiting_proposal(act, known) is not None,
        title_left=_left_title(act, known) is not None,
        assembly_since=_assembly_after(act, line.starts_on) if line.ratified is False else None,
    )
    return tuple(steps.steps(line, known.entries, around))


@read_once
def _associates(act: Act) -> frozenset[int]:
    return frozenset(int(one.person_id) for one in situations_at(act, act.today) if one.category in ASSOCIATES)


def _renewed(act: Act, line: MandateLine) -> bool:
    """Whether the same person goes on in the same post when a mandate ends."""
    return line.ended_on is not None and any(
        other.id != line.id and line.starts_on < other.starts_on <= line.ended_on and other.runs_on(line.ended_on)
        for other in _by_post_and_person(act).get((line.post_id, line.person_id), ())
    )


@read_once
def _by_post_and_person(act: Act) -> dict[tuple[int, int], list[MandateLine]]:
    found: dict[tuple[int, int], list[MandateLine]] = defaultdict(list)
    for line in mandate_lines(act):
        found[line.post_id, line.person_id].append(line)
    return found


def _assembly_after(act: Act, day: date) -> date | None:
    body = general_assembly_id(act)
    wanted = select(Meeting.day).where(
        Meeting.body_id == body, Meeting.state == MeetingState.CLOSED.value, Meeting.day > day
    )
    return min(act.session.scalars(wanted), default=None)


def _history(act: Act, known: Known) -> list[EventLine]:
    names = people_by_id(act.session)
    kept = {entry.id for entry in life.standing(known.entries)}
    return [
        EventLine(
            entry.id, entry.kind, entry.on, _entry_words(entry), entry.because,
            names.get(PersonId(entry.recorded_by_id), ""), entry.id not in kept,
        )
        for entry in sorted(known.entries, key=lambda entry: (entry.on, entry.id))
        if entry.kind is not EventKind.CANCELLED
    ]  # fmt: skip


def _entry_words(entry: life.Entry) -> str:
    if entry.kind is EventKind.PAPER:
        return _(life.PAPER_WORDS[Paper(entry.details["paper"])])
    if entry.kind is EventKind.CONTRACT:
        return life.contract_words(entry)
    if entry.kind is EventKind.DIRECTORSHIPS:
        return _("{n} mandats d’administrateur déclarés").format(n=entry.details["count"])
    if entry.kind is EventKind.REMOVED and entry.details.get("heard"):
        return _("Révocation, la personne entendue")
    return _(life.EVENT_WORDS[entry.kind])


@query(Right.MANDATES_READ, N_("Recherche d’un mandat"))
def search(act: Act, text: str) -> list[Hit]:
    """The mandates whose holder or post holds every word typed, those under way first."""
    wanted = fold(text).split()
    found = [
        line
        for line in mandate_lines(act)
        if wanted and all(word in fold(f"{line.name} {line.post} {line.called}") for word in wanted)
    ]
    found.sort(key=lambda line: (not line.runs_on(act.today), line.name))
    return [
        Hit("mandates", line.id, _("{name}, {called}").format(name=line.name, called=line.called),
            _("mandat, {state}").format(state=steps.state(line, act.today)[0]))
        for line in found[:20]
    ]  # fmt: skip

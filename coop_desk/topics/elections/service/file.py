"""Elections as their pages, their papers and the minutes read them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.finding import Hit
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, listed
from coop_desk.topics.assemblies.beside import Beside
from coop_desk.topics.assemblies.model import AgendaItem, Body, Meeting
from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.assemblies.service.beside import beside_points
from coop_desk.topics.assemblies.service.bodies import body_name
from coop_desk.topics.assemblies.service.electorate import in_name_order, names_of, someone
from coop_desk.topics.assemblies.service.naming import number_of, title_of
from coop_desk.topics.assemblies.service.resolutions import resolution_and_meeting
from coop_desk.topics.assemblies.service.results import decided
from coop_desk.topics.elections.methods import METHODS
from coop_desk.topics.elections.model import Candidacy, Election, ElectionOpening, ElectionResult
from coop_desk.topics.elections.records import (
    Answer,
    CandidacyLine,
    Declared,
    ElectionFile,
    ElectionLine,
    ElectorateOf,
    MandateOpened,
    Occasion,
    Order,
    PostNamed,
    Proclaimed,
    Ratification,
    Round,
    Sheet,
    State,
    Way,
)
from coop_desk.topics.elections.rules.secrecy import few_voters, unanimous
from coop_desk.topics.elections.rules.steps import next_words
from coop_desk.topics.elections.rules.wording import state_words, unfinished_words
from coop_desk.topics.elections.service.openings import (
    counted_again,
    decisions_in_force,
    decisions_of,
    rounds_of,
    row_of,
)
from coop_desk.topics.elections.service.standing import ballot_names, entitled_to
from coop_desk.topics.elections.service.tellers import tellers_of
from coop_desk.topics.mandates.model import Post
from coop_desk.topics.mandates.service import mandate_lines
from coop_desk.topics.members.model import Team


@query(Right.ELECTIONS_READ, N_("Consultation d’une élection"))
def election(act: Act, election_id: int) -> ElectionFile:
    """Everything recorded about one election."""
    return election_of(act, election_id)


@query(Right.ELECTIONS_READ, N_("Consultation des élections"))
def elections(act: Act) -> list[ElectionLine]:
    """Every election, those under way first, then the latest."""
    rows = act.session.scalars(select(Election).order_by(Election.id.desc()))
    lines = [_line(election_of(act, row.id)) for row in rows]
    return sorted(lines, key=lambda line: line.state in (State.DONE, State.ENDED))


@query(Right.ELECTIONS_READ, N_("Recherche d’une élection"))
def search(act: Act, words: str, limit: int = 20) -> list[Hit]:
    """Find elections by title, post, candidate or meeting (Ctrl+K)."""
    looked = fold(words)
    hits = []
    for id_ in act.session.scalars(select(Election.id).order_by(Election.id.desc())):
        file = election_of(act, id_)
        told = [file.title, file.post.name if file.post else "", file.meeting_words]
        told += [one.person.name for one in file.candidacies]
        if all(any(part in fold(one) for one in told) for part in looked.split()):
            hits.append(Hit(title=file.title, detail=next_words(file), page="elections.election", record_id=file.id))
    return hits[:limit]


def elections_at(act: Act, meeting_id: int) -> tuple[ElectionFile, ...]:
    """The elections that stand on the agenda of a meeting, or had a round there, in the order of its points."""
    held = select(ElectionOpening.election_id).where(ElectionOpening.meeting_id == meeting_id)
    ids = act.session.scalars(select(Election.id).where((Election.meeting_id == meeting_id) | Election.id.in_(held)))
    here = [election_of(act, id_) for id_ in ids]
    return tuple(sorted(here, key=lambda one: (one.item_number or 0, one.id)))


@beside_points
def elections_beside(act: Act, meeting_id: int) -> dict[int, tuple[Beside, ...]]:
    """The elections of a meeting by point: where each stands, and the page that shows it."""
    found: dict[int, tuple[Beside, ...]] = {}
    rows = act.session.scalars(select(Election).where(Election.meeting_id == meeting_id).order_by(Election.id))
    for row in rows:
        if row.item_id is not None:
            words = _("Élection : {state}.").format(state=state_words(State(row.state)))
            rule = "PROC-01" if row.state == State.OPEN else ""
            left = unfinished_words(row.title, State(row.state))
            line = Beside(row.title, words, "elections.election", row.id, left, rule)
            found[row.item_id] = (*found.get(row.item_id, ()), line)
    return found


def waiting(act: Act) -> list[tuple[ElectionFile, str]]:
    """The elections not finished, with what each waits for."""
    open_ones = select(Election.id).where(Election.state.notin_([State.DONE.value, State.ENDED.value]))
    return [(file, next_words(file)) for file in (election_of(act, id_) for id_ in act.session.scalars(open_ones))]


@read_once
def election_of(act: Act, election_id: int) -> ElectionFile:
    """One election, for the topics that write about it."""
    row = row_of(act, election_id)
    item = act.session.get(AgendaItem, row.item_id) if row.item_id is not None else None
    meeting = act.session.get(Meeting, row.meeting_id) if row.meeting_id is not None else None
    candidacies = candidacies_of(act, row.id)
    rounds, decisions = rounds_of(act, row.id), decisions_of(act, row.id)
    results = _results(act, row, candidacies)
    return ElectionFile(
        id=row.id,
        title=row.title,
        post=_post(act, row),
        occasion=Occasion(row.occasion),
        seats=row.seats,
        term_months=row.term_months,
        meeting_id=row.meeting_id,
        meeting_words=title_of(act, meeting) if meeting else "",
        meeting_day=meeting.day if meeting else None,
        item_id=row.item_id,
        item_number=item.position + 1 if item else None,
        electorate_of=ElectorateOf(row.electorate_of),
        electorate_words=_electorate_words(act, row),
        team_id=row.team_id,
        body_id=row.body_id,
        method=row.method,
        method_words=_(METHODS[row.method].words),
        rules=row.rules,
        way=Way(row.way),
        state=State(row.state),
        candidates_until=row.candidates_until,
        candidacies=candidacies,
        order=_order(row.order_drawn),
        tellers=tellers_of(act, row.id),
        rounds=rounds,
        decisions=decisions,
        result=counted_again(rounds, decisions_in_force(act, row.id, rounds)),
        proclaimed=results[-1] if results else None,
        earlier_results=tuple(results[:-1]),
        ratified=row.ratified,
        ratification=_ratification(act, row),
        mandates=_mandates(act, row),
        warnings=_warnings(act, row, rounds),
        ended_because=row.ended_because,
    )


def candidacies_of(act: Act, election_id: int) -> tuple[CandidacyLine, ...]:
    """Everyone who stood, in the order drawn, else by name; those who withdrew last."""
    rows = list(act.session.scalars(select(Candidacy).where(Candidacy.election_id == election_id)))
    names = names_of(act, {row.candidate_id for row in rows})
    called = ballot_names(names)
    place = {person: at for at, person in enumerate(in_name_order(act, names))}
    rows.sort(
        key=lambda row: (row.withdrawn_on is not None, row.position is None, row.position or 0, place[row.candidate_id])
    )
    return tuple(
        CandidacyLine(
            id=row.id,
            person=someone(names, row.candidate_id),
            ballot_name=called[row.candidate_id],
            received_on=row.received_on,
            sheet=Sheet(**{**row.sheet, "posts": tuple(row.sheet.get("posts", ()))}),
            declared=Declared(**row.declared),
            list_name=row.list_name,
            list_rank=row.list_rank,
            position=row.position,
            withdrawn_on=row.withdrawn_on,
            answer=Answer(row.answer),
        )
        for row in rows
    )


def _line(file: ElectionFile) -> ElectionLine:
    elected = file.proclaimed.elected if file.proclaimed else ()
    return ElectionLine(
        id=file.id,
        title=file.title,
        post=file.post.name if file.post else "",
        method_words=file.method_words,
        meeting_words=file.meeting_words,
        day=file.meeting_day,
        state=file.state,
        candidates=len(file.standing),
        elected=listed([one.name for one in elected]),
        next_words=next_words(file),
    )


def _post(act: Act, row: Election) -> PostNamed | None:
    if row.post_id is None:
        return None
    post = act.session.get_one(Post, row.post_id)
    return PostNamed(post.id, post.kind, post.name)


def _electorate_words(act: Act, row: Election) -> str:
    if row.electorate_of == ElectorateOf.TEAM and row.team_id is not None:
        return _("l’équipe « {name} »").format(name=act.session.get_one(Team, row.team_id).name)
    if row.electorate_of == ElectorateOf.BODY and row.body_id is not None:
        return body_name(act.session.get_one(Body, row.body_id))
    return _("les associés de l’assemblée générale")


def _order(kept: dict[str, Any]) -> Order | None:
    if not kept:
        return None
    return Order(
        names=tuple(kept["names"]),
        sources=tuple(kept["sources"]),
        committed_at=kept["committed_at"],
        values=tuple(kept.get("values", ())),
        seed=kept.get("seed", ""),
        drawn=tuple(kept.get("drawn", ())),
        by=kept.get("by", ""),
    )


def _results(act: Act, row: Election, candidacies: Sequence[CandidacyLine]) -> list[Proclaimed]:
    rows = list(
        act.session.scalars(
            select(ElectionResult).where(ElectionResult.election_id == row.id).order_by(ElectionResult.id)
        )
    )
    names = names_of(act, {person for one in rows for person in one.elected})
    return [
        Proclaimed(
            id=one.id,
            at=one.at,
            outcome=one.outcome,
            elected=tuple(someone(names, person) for person in one.elected),
            names=tuple(one.outcome.get("elected", ())),
            corrects_id=one.corrects_id,
        )
        for one in rows
    ]


def _warnings(act: Act, row: Election, rounds: Sequence[Round]) -> tuple[str, ...]:
    """How few vote, while it may still be changed; and what a unanimous count tells (PROC-03)."""
    few = "" if rounds or row.state in (State.DONE, State.ENDED) else few_voters(len(entitled_to(act, row)))
    return (*([few] if few else []), *unanimous(rounds))


def _ratification(act: Act, row: Election) -> Ratification | None:
    if row.ratification_id is None:
        return None
    resolution, _meeting = resolution_and_meeting(act, row.ratification_id)
    found = decided(act).get(resolution.id)
    return Ratification(
        resolution.id, number_of(act, resolution), found.adopted if found else None, found.sentence if found else ""
    )


def _mandates(act: Act, row: Election) -> tuple[MandateOpened, ...]:
    if row.state != State.DONE:  # the register is not read again for each vote under way
        return ()
    return tuple(
        MandateOpened(Someone(one.person_id, one.name), one.starts_on, one.until_words)
        for one in mandate_lines(act)
        if one.election == row.id
    )

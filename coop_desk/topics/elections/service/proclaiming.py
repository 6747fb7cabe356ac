"""The result is proclaimed, the elected answer, their mandates open."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed, long_day
from coop_desk.topics.assemblies.model import Meeting
from coop_desk.topics.assemblies.service.electorate import names_of
from coop_desk.topics.assemblies.service.naming import title_of
from coop_desk.topics.elections.methods.records import Result
from coop_desk.topics.elections.model import Candidacy, Election, ElectionResult
from coop_desk.topics.elections.records import Answer, Declared, Doubt, State
from coop_desk.topics.elections.rules.frozen import figures_of
from coop_desk.topics.elections.service.openings import (
    counted_again,
    decisions_in_force,
    rounds_of,
    row_of,
    waits_for_the_room,
)
from coop_desk.topics.elections.service.ratifying import ratified
from coop_desk.topics.elections.service.standing import called, candidacy_of, check_doubts, voting_day
from coop_desk.topics.mandates.records import Origin, Paper
from coop_desk.topics.mandates.service import faults_of, open_mandates


@action(Right.ELECTIONS_RUN, N_("Proclamation d’un résultat"))
def proclaim(act: Act, election_id: int) -> tuple[int, ...]:
    """Proclaim whom the count designates, once the room decided and ratified; return those elected (PROC-04)."""
    row = row_of(act, election_id)
    rounds = rounds_of(act, row.id)
    result = counted_again(rounds, decisions_in_force(act, row.id, rounds))
    if row.state != State.COUNTED or result is None:
        raise RuleBroken(
            "PROC-06", _("Rien n’est à proclamer : le scrutin n’est pas dépouillé, ou il est déjà proclamé.")
        )
    if waits_for_the_room(act, row.id, result):
        raise RuleBroken("SCR-04", _("Une égalité ou un autre tour attend : rien ne se proclame avant."))
    if row.ratified and result.elected and ratified(act, row) is not True:
        raise RuleBroken(
            "PROC-07", _("La désignation attend la ratification de l’assemblée, ou elle lui a été refusée.")
        )
    elected = [] if row.post_id is None else [_people(act, row)[name] for name in result.elected]
    check_doubts(body_doubts(act, row, elected))
    last = _last(act, row.id)
    proclaimed = ElectionResult(
        election_id=row.id,
        at=act.now,
        outcome=_outcome(result),
        elected=elected,
        corrects_id=last.id if last else None,
        recorded_by_id=act.actor_id,
    )
    act.session.add(proclaimed)
    for person in elected:
        candidacy_of(act, row.id, person)
    row.state = (State.PROCLAIMED if elected else State.DONE).value
    if row.post_id is not None and not elected:
        row.state, row.ended_because = State.ENDED.value, _("Personne n’est élu.")
    act.session.flush()
    act.say(
        _("{title} : {names}.").format(
            title=row.title,
            names=listed(result.elected) or row.ended_because.removesuffix(".") or _("résultat proclamé"),
        )
    )
    return tuple(elected)


@action(Right.ELECTIONS_RUN, N_("Réponse d’une personne élue"))
def answer(act: Act, candidacy_id: int, said: Answer) -> None:
    """Somebody elected accepts or declines; a seat declined stays vacant (ELE-13)."""
    kept = act.session.get_one(Candidacy, candidacy_id)
    row, last = row_of(act, kept.election_id), _last(act, kept.election_id)
    if row.state != State.PROCLAIMED or last is None or kept.candidate_id not in last.elected:
        raise RuleBroken("ELE-13", _("Seule une personne élue accepte ou décline, avant que les mandats s’ouvrent."))
    kept.answer = said.value
    names = names_of(act, {kept.candidate_id})
    words = {
        Answer.ACCEPTED: _("{name} accepte : {title}."),
        Answer.DECLINED: _("{name} décline : {title}."),
        Answer.NONE: _("{name} n’a pas encore répondu : {title}."),
    }
    act.say(words[said].format(name=names[kept.candidate_id], title=row.title))


@action(Right.ELECTIONS_RUN, N_("Ouverture des mandats issus d’une élection"))
def open_elected(act: Act, election_id: int, starts_on: date) -> list[int]:
    """Open a mandate for each of the elected who accepted, with its end (ELE-11); return their ids."""
    row, last = row_of(act, election_id), _last(act, election_id)
    if row.state != State.PROCLAIMED or last is None or row.post_id is None:
        raise RuleBroken("ELE-11", _("Aucun mandat n’attend d’être ouvert : proclamez d’abord le résultat."))
    answers = {person: Answer(candidacy_of(act, row.id, person).answer) for person in last.elected}
    silent = [person for person, said in answers.items() if said is Answer.NONE]
    if silent:
        names = names_of(act, silent)
        raise RuleBroken(
            "ELE-13",
            _("{names} n’a pas encore répondu : notez l’acceptation ou le refus d’abord.").format(
                names=listed([names[person] for person in silent])
            ),
        )
    if starts_on < voting_day(act, row):
        raise RuleBroken("ELE-11", _("Un mandat ne commence pas avant le jour de l’élection."))
    accepted = [person for person, said in answers.items() if said is Answer.ACCEPTED]
    opened: list[int] = []
    if accepted:
        opened = open_mandates(
            act,
            row.post_id,
            accepted,
            starts_on=starts_on,
            because=_because(act, row),
            origin=Origin.ELECTED,
            resolution_id=row.ratification_id,
            election=row.id,
            term_months=row.term_months,
            received={person: _received(act, row.id, person) for person in accepted},
            directorships={person: _declared(act, row.id, person).directorships + 1 for person in accepted},
        )
    row.state = State.DONE.value
    if not accepted:
        row.state, row.ended_because = State.ENDED.value, _("Personne n’a accepté.")
    return opened


def _received(act: Act, election_id: int, person_id: int) -> list[Paper]:
    """The papers that came with the candidature, and the acceptance just noted (ELE-13)."""
    said = _declared(act, election_id, person_id)
    with_it = {Paper.NO_PROHIBITION: said.no_prohibition, Paper.CRIMINAL_RECORD: said.record_checked}
    return [Paper.ACCEPTANCE, *(paper for paper, came in with_it.items() if came)]


def body_doubts(act: Act, row: Election, elected: Iterable[int]) -> list[Doubt]:
    """What stands against the body as the result composes it, seats not up for election included (PROC-04)."""
    people = list(elected)
    if row.post_id is None or not people:
        return []
    seats = {person: _declared(act, row.id, person).directorships + 1 for person in people}
    found = faults_of(act, row.post_id, people, voting_day(act, row), elected=True, directorships=seats)
    return [Doubt(one.rule, one.words, one.blocking, one.person_id) for one in found]


def _declared(act: Act, election_id: int, person_id: int) -> Declared:
    kept = act.session.scalars(
        select(Candidacy).where(Candidacy.election_id == election_id, Candidacy.candidate_id == person_id)
    ).one_or_none()
    return Declared(**kept.declared) if kept is not None else Declared()


def _people(act: Act, row: Election) -> Mapping[str, int]:
    """The person of each name, as the first round froze them."""
    first = rounds_of(act, row.id)[0].opening
    if first.people:
        return dict(zip(first.ballot.candidates, first.people, strict=True))
    return {name: person for person, name in called(act, row.id).items()}


def _outcome(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = figures_of(
        {
            "method": result.method,
            "elected": list(result.elected),
            "figures": result.figures,
            "stages": [asdict(one) for one in result.stages],
        }
    )
    return told


def _last(act: Act, election_id: int) -> ElectionResult | None:
    rows = act.session.scalars(
        select(ElectionResult).where(ElectionResult.election_id == election_id).order_by(ElectionResult.id)
    )
    return next(reversed(list(rows)), None)


def _because(act: Act, row: Election) -> str:
    meeting = act.session.get(Meeting, row.meeting_id) if row.meeting_id is not None else None
    where = title_of(act, meeting) if meeting is not None else long_day(act.today)
    return _("Élection « {title} », {where}").format(title=row.title, where=where)

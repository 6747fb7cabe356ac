"""A round opens: what it depends on is frozen as text, with the electorate and the proxies of the moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import Meeting
from coop_desk.topics.assemblies.records import MeetingState
from coop_desk.topics.assemblies.rules import agenda
from coop_desk.topics.assemblies.rules.room import Participation
from coop_desk.topics.assemblies.service.electorate import (
    in_name_order,
    names_of,
    participation_in,
    someone,
    weights_for,
)
from coop_desk.topics.assemblies.service.presence import room_of
from coop_desk.topics.elections.methods import lists, two_rounds, without_candidate
from coop_desk.topics.elections.methods.records import Needed, Result
from coop_desk.topics.elections.model import Election, ElectionOpening
from coop_desk.topics.elections.records import Opening, Round, State, Voter, Way
from coop_desk.topics.elections.rules import defaults, frozen
from coop_desk.topics.elections.rules.steps import AGAIN, LEAST_TELLERS, SECRET
from coop_desk.topics.elections.service.openings import (
    counted_again,
    decisions_in_force,
    opening_file,
    rounds_of,
    row_of,
    usual,
)
from coop_desk.topics.elections.service.preparing import check_no_teller_stands, kind_of
from coop_desk.topics.elections.service.standing import (
    ballot_names,
    called,
    check_doubts,
    doubts_of,
    entitled_to,
    standing_rows,
    voting_day,
)
from coop_desk.topics.elections.service.tellers import tellers_of
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.mandates.service import post_of, staying_at
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.statutes.service import profile_at


@dataclass(frozen=True, slots=True)
class Running:
    """Whose names are on the ballots of a round, and how many seats are left."""

    names: tuple[str, ...]
    seats: int
    rules: Mapping[str, Any]
    people: Mapping[str, int]
    settles: tuple[str, ...] = ()
    """Those equal, where a new ballot parts them."""
    stage: int = 0


AMONG_EQUALS = {"consultation1": {"majority": "relative"}, "tie": "new ballot"}
"""A new ballot between equals: one name, the most votes; equal again, the room votes again (SA-12)."""


@action(Right.ELECTIONS_RUN, N_("Ouverture d’un scrutin"))
def open_round(act: Act, election_id: int) -> Opening:
    """Open the first round, or the next one that the count asks for; nothing of it changes afterwards (PROC-06)."""
    row = row_of(act, election_id)
    number = _next_number(act, row)
    meeting = act.session.get(Meeting, row.meeting_id) if row.meeting_id is not None else None
    if meeting is not None:
        agenda.check_running(MeetingState(meeting.state))
        _check_one_vote_each(act, meeting)
    _check_tellers(act, row)
    running = _first(act, row) if number == 1 else _next(act, row)
    electorate, there = _there(act, row, meeting)
    definition = _definition(act, row, running, electorate, there)
    text = frozen.canonical(definition)
    opened = ElectionOpening(
        election_id=row.id,
        round=number,
        at=act.now,
        meeting_id=row.meeting_id,
        definition=text,
        digest=frozen.digest(text),
        electorate=electorate,
    )
    act.session.add(opened)
    row.state = State.OPEN.value
    act.session.flush()
    act.say(
        _("Scrutin ouvert : {title}, tour {n}, {voters} votants possibles, empreinte {digest}.").format(
            title=row.title, n=number, voters=len(definition["voters"]), digest=opened.digest
        )
    )
    return opening_file(act, opened, False)


def _next_number(act: Act, row: Election) -> int:
    rounds = rounds_of(act, row.id)
    if row.state == State.OPEN:
        raise RuleBroken("PROC-06", _("Ce scrutin est déjà ouvert : il se clôt par son dépouillement."))
    if not rounds:
        if row.state not in (State.PREPARING, State.CALLING):
            raise RuleBroken("PROC-06", _("Cette élection est finie : préparez-en une autre."))
        return 1
    result = counted_again(rounds, decisions_in_force(act, row.id, rounds))
    if row.state != State.COUNTED or result is None or result.needed is None or result.needed.kind not in AGAIN:
        raise RuleBroken("PROC-06", _("Le dépouillement ne demande pas d’autre tour."))
    return len(rounds) + 1


def _check_one_vote_each(act: Act, meeting: Meeting) -> None:
    """A ballot weighs one: where externals vote by their capital, each person is put to a resolution (CAP-06)."""
    if weights_for(act, meeting):
        raise RuleBroken(
            "CAP-06",
            _(
                "Les statuts comptent les voix des associés extérieurs par leur capital, et un bulletin vaut une "
                "voix : proposez une résolution par personne."
            ),
        )


def _check_tellers(act: Act, row: Election) -> None:
    tellers = tellers_of(act, row.id)
    check_no_teller_stands(act, row.id, [one.person_id for one in tellers])
    if Way(row.way) in SECRET and len(tellers) < LEAST_TELLERS:
        raise RuleBroken("PROC-05", _("Nommez au moins deux scrutateurs avant d’ouvrir le scrutin."))


def _first(act: Act, row: Election) -> Running:
    if row.post_id is None:
        return Running((row.title,), row.seats, row.rules, {})
    if row.method == without_candidate.FULL:
        names = ballot_names(names_of(act, entitled_to(act, row)))
        order = in_name_order(act, names)
        return Running(tuple(names[one] for one in order), 1, row.rules, {names[one]: one for one in order})
    standing = standing_rows(act, row.id)
    if not standing:
        raise RuleBroken("PROC-01", _("Personne ne se présente : prolongez l’appel à candidatures."))
    check_doubts(doubts_of(act, row))
    on_ballot = {one.list_name if row.method == lists.FULL else str(one.candidate_id) for one in standing}
    if len(on_ballot) > 1 and any(one.position is None for one in standing):
        raise RuleBroken("SCR-23", _("Tirez d’abord l’ordre des candidats : il décide de leur place sur le bulletin."))
    called_ = called(act, row.id)
    people = {called_[one.candidate_id]: one.candidate_id for one in standing}
    rules = {**row.rules, **_caps(act, row, people)}
    if row.method == lists.FULL:
        names_by_list: dict[str, list[str]] = {}
        for one in sorted(standing, key=lambda one: (one.position or 0, one.list_rank)):
            names_by_list.setdefault(one.list_name, []).append(called_[one.candidate_id])
        return Running(tuple(names_by_list), row.seats, {**rules, "lists": names_by_list}, people)
    return Running(tuple(people), row.seats, rules, people)


def _caps(act: Act, row: Election, people: Mapping[str, int]) -> dict[str, Any]:
    """How many of the candidates who do not work there may be elected, with those who stay (ELE-03)."""
    kind = kind_of(act, row)
    if row.post_id is None or kind in (None, PostKind.ROLE) or row.method not in defaults.CAPPED:
        return {}
    day = voting_day(act, row)
    externals = {int(one.person_id) for one in situations_at(act, day) if one.category is Category.EXTERNAL}
    outside = [name for name, person in people.items() if person in externals]
    if not outside:
        return {}
    share = profile_at(act, day).ratio("max_external_leaders")
    staying = [line.person_id for line in staying_at(act, row.post_id, day)]
    total = max(len(staying) + row.seats, post_of(act, row.post_id).seats)
    most = total * share.numerator // share.denominator - sum(person in externals for person in staying)
    return {"caps": [{"group": _("non-salariés"), "max": max(most, 0), "candidates": outside}]}


def _next(act: Act, row: Election) -> Running:
    """The next round of the method, or a new ballot between those who are equal."""
    rounds = rounds_of(act, row.id)
    result = counted_again(rounds, decisions_in_force(act, row.id, rounds))
    if result is None or result.needed is None:
        raise LookupError("no further round")
    return _again(rounds, result.needed) if result.needed.kind == "ballot" else _later(rounds, result)


def _again(rounds: Sequence[Round], needed: Needed) -> Running:
    """Those who are equal; where they voted again and are equal still, those who had most."""
    first, last = rounds[0].opening, rounds[-1]
    still = set(needed.between)
    if last.result is not None and last.opening.stage == needed.stage and last.result.needed is not None:
        still &= set(last.result.needed.between)
    names = tuple(name for name in first.ballot.candidates if name in still)
    people = dict(zip(first.ballot.candidates, first.people, strict=True)) if first.people else {}
    return Running(
        names, 1, AMONG_EQUALS, {name: people[name] for name in names if name in people}, needed.between, needed.stage
    )


def _later(rounds: Sequence[Round], result: Result) -> Running:
    """Who goes on to the next round, in the order of the first; the seats not filled yet."""
    first = rounds[0].opening
    if result.needed is None:
        raise LookupError("no further round")
    still = set(result.needed.between)
    names = tuple(name for name in first.ballot.candidates if name in still)
    seats = first.ballot.seats - len(result.elected)
    rules = dict(first.ballot.rules)
    if "max_names" in rules:
        rules["max_names"] = seats
    if "caps" in rules:
        rules["caps"] = [cap for cap in (_left(cap, names, result.elected) for cap in rules["caps"]) if cap]
    people = dict(zip(first.ballot.candidates, first.people, strict=True)) if first.people else {}
    return Running(names, seats, rules, {name: people[name] for name in names if name in people})


def _left(cap: Mapping[str, Any], names: Sequence[str], elected: Sequence[str]) -> dict[str, Any] | None:
    """What a cap still allows, of the names that go on."""
    here = [name for name in cap["candidates"] if name in names]
    taken = sum(name in elected for name in cap["candidates"])
    return {**cap, "candidates": here, "max": cap["max"] - taken} if here else None


def _there(act: Act, row: Election, meeting: Meeting | None) -> tuple[list[int], Participation | None]:
    electorate = entitled_to(act, row)
    if not electorate:
        raise RuleBroken("PROC-01", _("Personne n’a le droit de voter ici : corrigez le corps électoral."))
    if meeting is None:
        return electorate, None
    whole = participation_in(act, meeting, room_of(act, meeting.id))
    return electorate, replace(
        whole,
        present=tuple(one for one in whole.present if one in electorate),
        represented=tuple(pair for pair in whole.represented if pair[0] in electorate),
    )


def _definition(
    act: Act, row: Election, running: Running, electorate: list[int], there: Participation | None
) -> dict[str, Any]:
    """Everything the round and its count depend on."""
    if there is None:
        voters, proxies, represented, attending = electorate, [], 0, None
    else:
        proxies = [[giver, holder] for giver, holder in there.represented if holder is not None]
        voters = [*there.present, *(giver for giver, _holder in proxies)]
        represented = len(there.represented)
        attending = len(there.present) + represented
    if not voters:
        raise RuleBroken("PROC-01", _("Personne n’est là pour voter : pointez d’abord les présents."))
    by_list = row.method == lists.FULL
    new_ballot = {"settles": list(running.settles), "stage": running.stage} if running.settles else {}
    question = _("{title} : nouveau scrutin") if running.settles else "{title}"
    return {
        **new_ballot,
        "attending": attending,
        "candidates": list(running.names),
        "election": row.id,
        "electorate": electorate,
        "item": row.item_id,
        "meeting": row.meeting_id,
        "method": two_rounds.FULL if running.settles else row.method,
        "named": [[name, person] for name, person in running.people.items()],
        "people": [] if by_list else [running.people[name] for name in running.names if name in running.people],
        "proxies": proxies,
        "question": question.format(title=row.title),
        "represented": represented,
        "round": 1 if running.settles else len(usual(rounds_of(act, row.id))) + 1,
        "rules": dict(running.rules),
        "seats": running.seats,
        "tellers": [one.person_id for one in tellers_of(act, row.id)],
        "voters": in_name_order(act, voters),
        "way": row.way,
    }


def late_voters(act: Act, opening: Opening) -> tuple[Voter, ...]:
    """Those of the electorate who came, or gave their proxy, since the round opened: they have their mark as well."""
    if opening.meeting_id is None or opening.counted:
        return ()
    meeting = act.session.get_one(Meeting, opening.meeting_id)
    if MeetingState(meeting.state) in agenda.ENDED:
        return ()
    now = participation_in(act, meeting, room_of(act, meeting.id))
    known = {one.person.person_id for one in opening.voters}
    holders = {giver: holder for giver, holder in now.represented if holder is not None}
    late = [one for one in (*now.present, *holders) if one in opening.electorate and one not in known]
    names = names_of(act, {*late, *(holders[one] for one in late if one in holders)})
    return tuple(
        Voter(someone(names, one), someone(names, holders[one]) if one in holders else None)
        for one in in_name_order(act, late)
    )


def voters_of(act: Act, opening: Opening) -> tuple[Voter, ...]:
    """Every mark of a round while it is open: those there when it opened, and those who came since."""
    return (*opening.voters, *late_voters(act, opening))

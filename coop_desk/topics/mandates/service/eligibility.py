"""Who may hold a post, on the body as it would be composed, from the registers (PROC-01, PROC-04)."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.model import PersonId
from coop_desk.topics.mandates.model import Post
from coop_desk.topics.mandates.records import EventKind, Fault, MandateLine, PostKind
from coop_desk.topics.mandates.rules import eligibility, life
from coop_desk.topics.mandates.service.reading import known_mandates, mandate_lines
from coop_desk.topics.members.service import birth_dates, situations_at
from coop_desk.topics.statutes.service import profile_at


def faults_of(
    act: Act,
    post_id: int,
    candidate_ids: Iterable[int],
    day: date,
    replacing: Iterable[int] = (),
    *,
    elected: bool = False,
    directorships: Mapping[int, int] = MappingProxyType({}),
) -> tuple[Fault, ...]:
    """Everything against these people holding a post from a day, with those who keep their seats (PROC-04).

    `replacing`: mandates that end with their coming, beside those whose term is over by then. `elected` says that the
    candidates are the elected: shares are then counted on those who would really sit. `directorships`: what candidates
    declare (SA-04).
    """
    post = act.session.get_one(Post, post_id)
    coming = tuple(dict.fromkeys(candidate_ids))
    staying = staying_at(act, post_id, day, replacing)
    ids = (*(line.person_id for line in staying), *coming)
    known = _candidates(act, post, ids, day, directorships)
    body = eligibility.Body(
        kind=PostKind(post.kind),
        name=post.name,
        seats=post.seats,
        staying=tuple(known[line.person_id] for line in staying),
        coming=tuple(known[person] for person in coming),
        final=elected,
    )
    return eligibility.faults(body, profile_at(act, day), day)


def staying_at(act: Act, post_id: int, day: date, replacing: Iterable[int] = ()) -> list[MandateLine]:
    """The mandates of a post that go on after a day: neither replaced, nor over by then (ELE-11)."""
    gone = set(replacing)
    return [
        line
        for line in mandate_lines(act)
        if line.post_id == post_id and line.runs_on(day) and line.id not in gone and line.expected_on > day
    ]


def _candidates(
    act: Act, post: Post, ids: Iterable[int], day: date, directorships: Mapping[int, int]
) -> dict[int, eligibility.Candidate]:
    wanted = set(ids)
    names = people_by_id(act.session)
    situations = {int(found.person_id): found for found in situations_at(act, day)}
    profile, kind = profile_at(act, day), PostKind(post.kind)
    limits = (profile.number_or_none("age_limit_directors"), profile.number_or_none("age_limit_chair"))
    aged = kind in eligibility.OLDEST_THIRD | eligibility.OLDEST_EACH and any(limit is not None for limit in limits)
    born = birth_dates(act, wanted) if aged else {}
    declared = {**_declared(act), **directorships}
    lines = mandate_lines(act)
    return {
        person: eligibility.Candidate(
            person_id=person,
            name=names[PersonId(person)],
            category=situations[person].category if person in situations else None,
            legal_person=person in situations and situations[person].legal_person,
            born_on=born.get(person),
            holds=frozenset(
                line.kind
                for line in lines
                if line.person_id == person and line.post_id != post.id and line.runs_on(day)
            ),
            held_before=any(line.person_id == person and line.post_id == post.id for line in lines),
            directorships=declared.get(person),
        )
        for person in wanted
    }


def _declared(act: Act) -> dict[int, int]:
    """The directorships people declared, the latest each (SA-04)."""
    found: dict[int, int] = {}
    for known in known_mandates(act).values():
        said = life.last(known.entries, EventKind.DIRECTORSHIPS)
        if said is not None:
            found[known.row.holder_id] = int(said.details["count"])
    return found

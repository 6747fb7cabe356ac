"""An assembly with elections on its agenda, for the stories of the process."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.ids import PersonId
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods.records import Ballot, Result
from coop_desk.topics.elections.records import Declared, NewElection, Occasion, Opening, Source, Way
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.mandates.service import change_post, lay_posts, open_post, posts
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import DAY, enrol, found

CALLED = date(2026, 5, 20)
SAID = Declared(no_prohibition=True, record_checked=True)


def assembly(coop: TestCoop, points: Sequence[str], *, form: str = "SARL", **statutes: str) -> tuple[int, list[int]]:
    """A company with its statutes and an assembly in preparation; return its id and its points."""
    coop.on(CALLED)
    found(coop, form, statutes)
    secretary = coop.desk("secretary")
    meeting = assemblies.prepare_meeting(secretary, DAY, time(14, 0), "Salle du Canal")
    return meeting, [assemblies.add_item(secretary, meeting, point) for point in points]


def people(coop: TestCoop, count: int) -> list[PersonId]:
    """Employed associates."""
    return enrol(coop, count)


def post(coop: TestCoop, kind: PostKind, seats: int = 1, name: str = "Animation") -> int:
    """The post of a kind, opened when the company has none."""
    manager = coop.desk("manager")
    lay_posts(manager)
    known = next((one for one in posts(manager) if one.kind is kind and kind is not PostKind.ROLE), None)
    if known is None:
        return open_post(manager, kind, name, seats, 24 if kind is PostKind.ROLE else 48)
    if known.seats != seats:
        change_post(
            manager, known.id, name=known.name, seats=seats, term_months=known.term_months,
            title_code=known.title_code, paid=known.paid,
        )  # fmt: skip
    return known.id


def prepared(coop: TestCoop, item_id: int | None, post_id: int | None, seats: int = 1, **more: Any) -> int:
    """An election by what the program proposes, but for what is said."""
    secretary = coop.desk("secretary")
    proposed = service.proposal(secretary, post_id, seats, item_id, more.get("method"))
    given: dict[str, Any] = {
        "title": "Élection", "occasion": Occasion.RENEWAL, "method": proposed.method, "rules": proposed.rules,
        "way": Way.PAPER if Way.PAPER in proposed.ways else proposed.way,
    }  # fmt: skip
    return service.prepare_election(
        secretary, NewElection(post_id=post_id, seats=seats, item_id=item_id, **{**given, **more})
    )


def stand(coop: TestCoop, election: int, candidates: Sequence[PersonId], tellers: Sequence[PersonId] = ()) -> None:
    """Call, receive, name tellers, and draw the order by hand, as given."""
    secretary = coop.desk("secretary")
    service.call_candidates(secretary, election, date(2026, 6, 5))
    for one in candidates:
        service.record_candidacy(secretary, election, one, CALLED, declared=SAID)
    service.name_tellers(secretary, election, tellers)
    names = [one.ballot_name for one in service.election(secretary, election).standing]
    if len(names) > 1:
        service.enter_order(secretary, election, names, "Zoé")


def open_assembly(coop: TestCoop, meeting: int, present: Sequence[PersonId]) -> None:
    """Call the assembly and open it on its day."""
    secretary = coop.desk("secretary")
    assemblies.record_call(secretary, meeting, CALLED)
    coop.on(DAY, 14)
    for one in present:
        assemblies.mark_present(secretary, meeting, one)
    assemblies.open_meeting(secretary, meeting)


def counted(
    coop: TestCoop, opening: Opening, found: Mapping[Any, int], *, voted: int | None = None, **told: object
) -> Result:
    """Count papers as the tellers would hand them over."""
    ballots = [Ballot(mark, number) for mark, number in found.items()]
    marks = sum(found.values()) if voted is None else voted

    def count(act: Act) -> Result:
        return service.record_count(act, opening, Source.PAPER, ballots, marks, told)

    verb = Inner("test.count", "Dépouillement")
    return transact(coop.file, verb, coop.person("secretary"), EVERYONE, "", count)

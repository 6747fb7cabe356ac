"""A round of voting laid on a co-op, as `open_round` leaves it: people, frozen definition, nobody has voted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person
from coop_desk.topics.elections.methods.records import Mark
from coop_desk.topics.elections.model import Election, ElectionOpening
from coop_desk.topics.elections.rules import frozen
from coop_desk.topics.elections.urn import service
from coop_desk.topics.elections.urn.ceremony import Ceremony
from coop_desk.topics.elections.urn.records import Plan, Urn
from tests.conftest import TestCoop

TWO_ROUNDS = "majority.two_round/1"
RULES: Mapping[str, Mapping[str, Any]] = {TWO_ROUNDS: {"tie": "lot"}}


@dataclass
class Vote:
    """A round, those who may vote, and the urn once it is open."""

    coop: TestCoop
    election_id: int
    opening_id: int
    voters: list[int]
    urn_id: int = 0
    codes: dict[int, str] | None = None
    """The shares as they are on paper, by number."""

    def plan(self, **changes: Any) -> Plan:
        """Two shares of three: the keeper, the registrar, the secretary; the manager holds the booth."""
        who = ("keeper", "registrar", "secretary")
        usual: dict[str, Any] = {
            "scrutineers": tuple(int(self.coop.person(each)) for each in who),
            "needed": 2,
            "officer": int(self.coop.person("manager")),
        }
        return Plan(**{**usual, **changes})

    def open(self, **changes: Any) -> Urn:
        """Print every share, type it back, open the urn."""
        ceremony = service.begin_ceremony(self.coop.desk("manager"), self.opening_id, self.plan(**changes))
        self.codes = typed_back(ceremony)
        found = service.open_urn(self.coop.desk("manager"), ceremony)
        self.urn_id = found.id
        return found

    def cast(self, voter: int, mark: Mark) -> str:
        """One vote in the booth."""
        return service.cast_ballot(self.coop.desk("manager"), self.urn_id, voter, mark)

    def close(self, mixer_code: str = "") -> Urn:
        """Close, the manager and the registrar."""
        return service.close_urn(self.coop.desk("manager"), self.urn_id, self.coop.desk("registrar"), mixer_code)

    def shares(self, *numbers: int) -> dict[int, str]:
        """Some shares, from their paper."""
        return {number: (self.codes or {})[number] for number in numbers}


def typed_back(ceremony: Ceremony) -> dict[int, str]:
    """Copy every code from its paper, as its holder does."""
    codes = {number: ceremony.paper(number).code for number in ceremony.numbers}
    for number, code in codes.items():
        ceremony.confirm(number, code.lower().replace("-", " "))
    return codes


def lay(
    coop: TestCoop,
    candidates: Sequence[str] = ("Aïcha Benali", "Bruno Le Goff"),
    *,
    method: str = TWO_ROUNDS,
    rules: Mapping[str, Any] | None = None,
    seats: int = 1,
    voters: int = 6,
    way: str = "booth",
    proxies: Mapping[int, int] | None = None,
    standing: Sequence[int] = (),
) -> Vote:
    """Write an election and one round of it, with people who vote; `proxies` gives places among the voters."""

    def write(act: Act) -> Vote:
        people = [Person(family_name=f"Votant {n:02d}", given_name="Camille") for n in range(voters)]
        act.session.add_all(people)
        election = Election(
            title="Gérance", post_id=None, occasion="matter", seats=seats, term_months=None, meeting_id=None,
            item_id=None, electorate_of="assembly", team_id=None, body_id=None, method=method, rules=dict(rules or {}),
            way=way, state="open", candidates_until=None, order_drawn={}, ratified=False, ratification_id=None,
            ended_because="",
        )  # fmt: skip
        act.session.add(election)
        act.session.flush()
        ids = [person.id for person in people]
        given = {ids[one]: ids[holder] for one, holder in (proxies or {}).items()}
        text = frozen.canonical(
            {
                "item": None, "meeting": None, "round": 1, "named": [], "tellers": [],
                "question": "Élection à la gérance", "method": method, "seats": seats, "candidates": list(candidates),
                "rules": dict(RULES.get(method, {}) if rules is None else rules), "people": list(standing),
                "voters": ids, "proxies": [[one, holder] for one, holder in given.items()],
                "represented": len(given), "attending": len(ids), "way": way,
            }
        )  # fmt: skip
        opening = ElectionOpening(
            election_id=election.id, round=1, at=act.now, meeting_id=None, definition=text,
            digest=frozen.digest(text), electorate=ids,
        )  # fmt: skip
        act.session.add(opening)
        act.session.flush()
        return Vote(coop, election.id, opening.id, ids)

    desk = coop.desk("manager")
    return transact(coop.file, Inner("test.lay", "Scrutin"), desk.person_id, EVERYONE, "", write, keys=desk.keyring)

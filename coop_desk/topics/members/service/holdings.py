"""What each person holds, told by the register of shares to those who count votes by capital (CAP-06)."""

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date
from fractions import Fraction

from coop_desk.core.actions import Act
from coop_desk.core.ids import PersonId
from coop_desk.topics.members.rules.external_votes import ExternalLimits, Voter, scaled_votes
from coop_desk.topics.members.service.reading import cooperatives, situations_at

Teller = Callable[[Act, date], Mapping[PersonId, int]]
_tellers: list[Teller] = []


def tells_capital(teller: Teller) -> Teller:
    """Declare what says the capital of each person on a day, in cents; the register of shares does."""
    _tellers.append(teller)
    return teller


def capital_on(act: Act, day: date) -> Mapping[PersonId, int]:
    """Return the capital of each person on a day, in cents, of those the act covers."""
    (teller,) = _tellers
    return teller(act, day)


def votes_by_capital(
    act: Act, day: date, electorate: Iterable[int], excluded: Set[int], limits: ExternalLimits
) -> dict[int, Fraction]:
    """Return the exact votes of each person of an electorate where externals vote by their capital (CAP-06)."""
    capital, companies = capital_on(act, day), cooperatives(act)
    inside = {found.person_id for found in situations_at(act, day) if found.counts_for_votes_65}
    voters = [
        Voter(person, person not in inside, person in companies, capital.get(PersonId(person), 0))
        for person in electorate
    ]
    return scaled_votes(voters, sum(capital.values()), limits, excluded)

"""The votes of external associates when the statutes count them by their capital (CAP-06, CAP-04)."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody entitled to vote; `external` is the counting group of CAP-07. Capital in cents."""

    person_id: int
    external: bool
    cooperative: bool = False
    capital_cents: int = 0


@dataclass(frozen=True, slots=True)
class ExternalLimits:
    """The most that external associates hold of all votes; the second holds when some are co-operatives (CAP-04)."""

    alone: Fraction
    with_cooperatives: Fraction


def scaled_votes(
    voters: Iterable[Voter], capital_cents: int, limits: ExternalLimits, excluded: Set[int] = frozenset()
) -> dict[int, Fraction]:
    """Return the exact votes of each voter: externals together hold the part of the votes that they hold of the
    capital, shared by what each holds, then all are reduced alike to what CAP-04 allows.

    `excluded` people leave the count of this resolution (QM-15) without giving their votes to the others.
    """
    everyone = list(voters)
    externals = [voter for voter in everyone if voter.external]
    others = [voter for voter in everyone if not voter.external]
    rest = capital_cents - sum(voter.capital_cents for voter in externals)
    if externals and (rest <= 0 or any(voter.capital_cents <= 0 for voter in externals)):
        raise RuleBroken(
            "CAP-06",
            _(
                "Les voix des associés extérieurs se comptent selon leur capital, et le registre des parts ne le dit "
                "pas pour chacun : enregistrez les parts des associés avant l’assemblée."
            ),
        )
    votes = {voter.person_id: Fraction(1) for voter in others if voter.person_id not in excluded}
    base = sum(votes.values())
    kept = [voter for voter in externals if voter.person_id not in excluded]
    counted = {voter.person_id: Fraction(len(others) * voter.capital_cents, rest) for voter in kept}
    cooperatives = {voter.person_id for voter in kept if voter.cooperative}
    together = limits.with_cooperatives if cooperatives else limits.alone
    _reduce(counted, set(counted), base, together)
    alone = set(counted) - cooperatives
    _reduce(counted, alone, base + sum(counted[person] for person in cooperatives), limits.alone)
    return votes | counted


def _reduce(counted: dict[int, Fraction], group: set[int], others: Fraction | int, most: Fraction) -> None:
    """Reduce a group alike so that it holds at most this part of its votes and the others'."""
    held = sum(counted[person] for person in group)
    if held > most * (held + others):
        factor = others * most / (1 - most) / held
        for person in group:
            counted[person] *= factor

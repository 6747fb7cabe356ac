"""The statutes in force on one day, as the rules of assemblies and shares read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from coop_desk.topics.statutes.parameters import Form, Value, catalogue

LEGAL_PROXY_THRESHOLD = 20


class VoteBase(StrEnum):
    """What a majority is measured against: all votes, those present or represented, those cast."""

    ALL = "all"
    PRESENT = "present"
    CAST = "cast"


@dataclass(frozen=True, slots=True)
class VotingRule:
    """Quorum and majority of one type of resolution at one call.

    Half means more than half; any other ratio means at least that ratio (QM-14). `allowed` is false
    when the statutes exclude this call.
    """

    quorum: Fraction | None
    majority: Fraction
    base: VoteBase
    rule: str
    blank_counts: bool
    allowed: bool = True

    def quorum_needed(self, entitled: int) -> int:
        """Return how many votes must be present or represented for the quorum."""
        if self.quorum is None:
            return 0
        return -(-entitled * self.quorum.numerator // self.quorum.denominator)

    def adopted(self, votes_for: int, base: int) -> bool:
        """Compare integers, never percentages; a tie refuses (QM-13, QM-14)."""
        left, right = votes_for * self.majority.denominator, base * self.majority.numerator
        return left > right if self.majority == Fraction(1, 2) else left >= right and votes_for > 0


@dataclass(frozen=True, slots=True)
class Profile:
    """Every parameter in force on a day; keys are those of the catalogue."""

    form: Form
    day: date
    sarl_before_2005: bool
    has_auditor: bool
    amorcage_until: date | None
    values: Mapping[str, Value]

    def ratio(self, key: str) -> Fraction:
        """Return a ratio; aucun counts as zero."""
        value = self.values[key]
        return value if isinstance(value, Fraction) else Fraction(0)

    def limit(self, key: str) -> Fraction | None:
        """Return a ratio, or None when there is no limit or no quorum."""
        value = self.values[key]
        return value if isinstance(value, Fraction) else None

    def number(self, key: str) -> int:
        """Return a count, a number of days, months, years, or an amount in cents."""
        value = self.values[key]
        if not isinstance(value, int):
            raise KeyError(key)
        return value

    def number_or_none(self, key: str) -> int | None:
        """Return a number, or None when the law and the statutes set none."""
        return None if self.values[key] is None else self.number(key)

    def yes(self, key: str) -> bool:
        """Return whether the statutes say yes."""
        return self.values[key] is True

    def choice(self, key: str) -> str:
        """Return the code of the choice made."""
        value = self.values[key]
        if not isinstance(value, str):
            raise KeyError(key)
        return value

    def cases(self, key: str) -> frozenset[str]:
        """Return the codes of the cases kept."""
        value = self.values[key]
        return value if isinstance(value, frozenset) else frozenset()

    def span(self, key: str) -> tuple[int, int] | None:
        """Return the smallest and largest size, or None when there is no such body."""
        value = self.values[key]
        return value if isinstance(value, tuple) else None

    def rule_of(self, key: str) -> str:
        """Return the id of the rule behind a parameter."""
        return catalogue(self.form)[key].rule

    @property
    def share_nominal_cents(self) -> int:
        """Nominal value of a share on that day (FORM-08)."""
        return self.number("share_nominal")

    @property
    def amorcage(self) -> bool:
        """Whether the co-operative is still in its starting period (SPEC-02)."""
        return self.amorcage_until is not None and self.day <= self.amorcage_until

    @property
    def second_call_allowed(self) -> bool:
        """Whether an ordinary assembly may be called a second time (QM-02)."""
        return self.yes("ago_second_call")

    def max_proxies(self, associates: int) -> int:
        """Return how many proxies one associate may hold (VOT-04): the law, or less by the statutes."""
        legal = 1 if associates < LEGAL_PROXY_THRESHOLD else associates // LEGAL_PROXY_THRESHOLD
        own = self.number_or_none("max_proxies")
        return legal if own is None else min(legal, own)

    def ordinary(self, call: int) -> VotingRule:
        """Return quorum and majority of an ordinary resolution at a call (QM-01, QM-02, QM-07, QM-11)."""
        which = "first" if call == 1 else "second"
        base = VoteBase.ALL if self.form is Form.SARL and call == 1 else VoteBase.CAST
        if self.form is Form.SAS and self.choice("abstention_base") == "counted":
            base = VoteBase.PRESENT
        return VotingRule(
            quorum=self.limit(f"ago_quorum_{which}"),
            majority=self.ratio(f"ago_majority_{which}"),
            base=base,
            rule=self.rule_of(f"ago_majority_{which}"),
            blank_counts=base is VoteBase.CAST and self.choice("blank_votes_second_call") == "counted",
            allowed=call == 1 or self.second_call_allowed,
        )

    def extraordinary(self, call: int) -> VotingRule:
        """Return quorum and majority of an extraordinary resolution (QM-03, 04, 08, 11)."""
        if self.form is Form.SARL and self.sarl_before_2005:
            return VotingRule(None, self.ratio("sarl_before_2005"), VoteBase.ALL, "QM-04", False)
        counted = self.choice("abstention_base") == "counted"
        return VotingRule(
            quorum=self.limit("age_quorum_first" if call == 1 else "age_quorum_second"),
            majority=self.ratio("age_majority"),
            base=VoteBase.PRESENT if counted else VoteBase.CAST,
            rule=self.rule_of("age_majority"),
            blank_counts=False,
        )

"""The figures the law watches: who holds the capital and the votes, before and after a movement (C14)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import NNBSP, euros, integer
from coop_desk.topics.members.rules.external_votes import ExternalLimits, Voter, scaled_votes

NEAR_THE_MAXIMUM = 90
WATCHED_RULES = ("FORM-03", "FORM-05", "CAP-01", "CAP-02", "CAP-03", "CAP-04", "REF-06", "SHA-15")
"""The rules whose breach needs a written reason (C14)."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What counts of one person on a day: shares, capital in cents, and which groups they are in (CAP-07)."""

    person_id: PersonId
    name: str
    shares: int
    capital_cents: int
    associate: bool
    employed: bool
    counts_for_capital: bool
    counts_for_votes: bool
    votes: bool
    cooperative: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The capital and the votes of a day, counted; cents and votes."""

    capital_cents: int
    associates: int
    employed: int
    employed_capital_cents: int
    votes: int | Fraction
    external_votes: int | Fraction
    cooperative_votes: int | Fraction
    largest_name: str
    largest_cents: int

    @property
    def employed_capital(self) -> Fraction | None:
        """Part of the capital held by employed associates; None without any capital."""
        return Fraction(self.employed_capital_cents, self.capital_cents) if self.capital_cents > 0 else None

    @property
    def external_votes_part(self) -> Fraction | None:
        """Part of the votes of the external associates; None when nobody votes."""
        return Fraction(self.external_votes, self.votes) if self.votes else None

    @property
    def largest_part(self) -> Fraction | None:
        """Part of the capital of the largest holder; None without any capital."""
        return Fraction(self.largest_cents, self.capital_cents) if self.capital_cents > 0 else None


def figures(holders: Iterable[Holder], by_capital: ExternalLimits | None = None) -> Figures:
    """Count the capital, the associates who hold shares, and their votes: one each (VOT-01), or by capital (CAP-06)."""
    holding = [holder for holder in holders if holder.shares > 0 or holder.capital_cents]
    associates = [holder for holder in holding if holder.associate and holder.shares > 0]
    voters = [holder for holder in associates if holder.votes]
    external = [holder for holder in voters if not holder.counts_for_votes]
    votes = _votes(voters, sum(holder.capital_cents for holder in holding), by_capital)
    largest = max(holding, key=lambda holder: (holder.capital_cents, -holder.person_id), default=None)
    return Figures(
        capital_cents=sum(holder.capital_cents for holder in holding),
        associates=len(associates),
        employed=sum(holder.employed for holder in associates),
        employed_capital_cents=sum(holder.capital_cents for holder in holding if holder.counts_for_capital),
        votes=sum(votes.values()),
        external_votes=sum(votes[holder.person_id] for holder in external),
        cooperative_votes=sum(votes[holder.person_id] for holder in external if holder.cooperative),
        largest_name=largest.name if largest else "",
        largest_cents=largest.capital_cents if largest else 0,
    )


def _votes(
    voters: Sequence[Holder], capital_cents: int, by_capital: ExternalLimits | None
) -> Mapping[int, int | Fraction]:
    employed_cents = capital_cents - sum(holder.capital_cents for holder in voters if not holder.counts_for_votes)
    if by_capital is None or employed_cents <= 0:
        return {holder.person_id: 1 for holder in voters}
    weighed = [Voter(one.person_id, not one.counts_for_votes, one.cooperative, one.capital_cents) for one in voters]
    return scaled_votes(weighed, capital_cents, by_capital)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the statutes of the day allow; None means no limit. Amounts in cents."""

    min_employed: int
    max_associates: int | None
    largest_part: Fraction | None
    employed_capital: Fraction | None
    external_votes: Fraction
    external_votes_coops: Fraction
    min_capital_cents: int
    floor_ratio: Fraction
    statutory_floor_cents: int


@dataclass(frozen=True, slots=True)
class Gauge:
    """One watched figure before and after, its limit, and whether it is broken."""

    key: str
    rule: str
    words: str
    before: str
    after: str
    limit: str
    broken_before: bool
    broken: bool
    worse: bool
    void: bool = False
    """Whether nothing can be measured yet: no capital, or no vote."""

    @property
    def needs_reason(self) -> bool:
        """Whether the movement breaks this limit, or goes further beyond it."""
        return self.broken and (self.worse or not self.broken_before)


def floor_cents(limits: Limits, highest_cents: int) -> int:
    """Return the capital under which nothing is reimbursed, in cents (REF-06, CAP-09)."""
    ratio = limits.floor_ratio
    by_ratio = -(-highest_cents * ratio.numerator // ratio.denominator)
    return max(limits.statutory_floor_cents, limits.min_capital_cents, by_ratio)


def watch(before: Figures, after: Figures, limits: Limits, highest_cents: int) -> tuple[Gauge, ...]:
    """Compare every watched figure before and after a movement; `highest_cents` counts the day itself."""
    gauges = [
        _number("employed", "FORM-03", _("Associés salariés"), before.employed, after.employed, limits.min_employed)
    ]
    if limits.max_associates is not None:
        gauges.append(_associates(before.associates, after.associates, limits.max_associates))
    if limits.largest_part is not None:
        gauges.append(_largest(before, after, limits.largest_part))
    if limits.employed_capital is not None:
        gauges.append(_employed_capital(before, after, limits.employed_capital))
    gauges.append(_external_votes(before, after, limits))
    floor = floor_cents(limits, max(highest_cents, before.capital_cents, after.capital_cents))
    gauges.append(_floor(before.capital_cents, after.capital_cents, floor))
    return tuple(gauges)


def percent(part: Fraction | None) -> str:
    """Say a part as a percentage, always with one decimal, cut and never rounded past a limit; None has none."""
    if part is None:
        return _("sans objet")
    tenths = part.numerator * 1000 // part.denominator
    return f"{tenths // 10},{tenths % 10}{NNBSP}%"


def _number(key: str, rule: str, words: str, before: int, after: int, least: int) -> Gauge:
    return Gauge(
        key=key,
        rule=rule,
        words=words,
        before=integer(before),
        after=integer(after),
        limit=_("{n} au moins").format(n=integer(least)),
        broken_before=before < least,
        broken=after < least,
        worse=after < before,
    )


def _associates(before: int, after: int, most: int) -> Gauge:
    near = after >= NEAR_THE_MAXIMUM * most // 100
    limit = _("{n} au plus").format(n=integer(most))
    return Gauge(
        key="associates",
        rule="FORM-05",
        words=_("Associés, bientôt au maximum") if near and after <= most else _("Associés"),
        before=integer(before),
        after=integer(after),
        limit=limit,
        broken_before=before > most,
        broken=after > most,
        worse=after > before,
    )


def _largest(before: Figures, after: Figures, most: Fraction) -> Gauge:
    two = after.associates == 2
    was, becomes = before.largest_part or Fraction(0), after.largest_part or Fraction(0)
    return Gauge(
        key="largest",
        rule="CAP-02" if two else "CAP-01",
        words=_("Plus gros porteur ({name})").format(name=after.largest_name)
        if after.largest_name
        else _("Plus gros porteur"),
        before=percent(before.largest_part),
        after=percent(after.largest_part),
        limit=_("{part} au plus").format(part=percent(most)),
        broken_before=was > most,
        broken=becomes > most,
        worse=becomes > was,
        void=after.largest_part is None,
    )


def _employed_capital(before: Figures, after: Figures, least: Fraction) -> Gauge:
    was = before.employed_capital if before.employed_capital is not None else Fraction(1)
    becomes = after.employed_capital if after.employed_capital is not None else Fraction(1)
    return Gauge(
        key="employed_capital",
        rule="CAP-03",
        words=_("Capital des associés salariés"),
        before=percent(before.employed_capital),
        after=percent(after.employed_capital),
        limit=_("{part} au moins").format(part=percent(least)),
        broken_before=was < least,
        broken=becomes < least,
        worse=becomes < was,
        void=after.employed_capital is None,
    )


def _external_votes(before: Figures, after: Figures, limits: Limits) -> Gauge:
    most = limits.external_votes_coops if after.cooperative_votes else limits.external_votes
    return Gauge(
        key="external_votes",
        rule="CAP-04",
        words=_("Voix des associés extérieurs"),
        before=percent(before.external_votes_part),
        after=percent(after.external_votes_part),
        limit=_("{part} au plus").format(part=percent(most)),
        broken_before=_too_many_external(before, limits),
        broken=_too_many_external(after, limits),
        worse=(after.external_votes_part or 0) > (before.external_votes_part or 0),
        void=after.external_votes_part is None,
    )


def _too_many_external(counted: Figures, limits: Limits) -> bool:
    """CAP-04: 35 % at most, 49 % with co-operatives among them, the others staying at 35 %."""
    part = counted.external_votes_part
    if part is None:
        return False
    if not counted.cooperative_votes:
        return part > limits.external_votes
    others = Fraction(counted.external_votes - counted.cooperative_votes, counted.votes)
    return part > limits.external_votes_coops or others > limits.external_votes


def _floor(before: int, after: int, floor: int) -> Gauge:
    return Gauge(
        key="floor",
        rule="REF-06",
        words=_("Capital"),
        before=euros(before),
        after=euros(after),
        limit=_("{amount} au moins").format(amount=euros(floor)),
        broken_before=before < floor,
        broken=after < floor,
        worse=after < before,
    )


def minimum_holding(name: str, before: int, after: int, least: int) -> Gauge:
    """Watch that a transfer or a cancellation leaves the compulsory number of shares, or none (SHA-15)."""
    return Gauge(
        key="minimum_holding",
        rule="SHA-15",
        words=_("Parts de {name}").format(name=name),
        before=integer(before),
        after=integer(after),
        limit=_("{n} au moins").format(n=integer(least)),
        broken_before=0 < before < least,
        broken=0 < after < least,
        worse=after < before,
    )


def paid_at_subscription(name: str, asked_cents: int, paid_cents: int, part: Fraction, rule: str) -> Gauge:
    """Watch that a subscription is paid at once as far as the law and the statutes ask (SHA-02 to SHA-04)."""
    least = -(-asked_cents * part.numerator // part.denominator)
    return Gauge(
        key="paid_at_subscription",
        rule=rule,
        words=_("Versé à la souscription ({name})").format(name=name),
        before=euros(0),
        after=euros(paid_cents),
        limit=_("{amount} au moins").format(amount=euros(least)),
        broken_before=False,
        broken=paid_cents < least,
        worse=paid_cents < least,
    )


def check_reason(gauges: Sequence[Gauge], reason: str) -> None:
    """Refuse a movement that breaks a limit without a written reason (C14)."""
    broken = [gauge for gauge in gauges if gauge.needs_reason]
    if broken and not reason.strip():
        first = broken[0]
        raise RuleBroken(
            first.rule,
            _(
                "{words} : {before} avant, {after} après, alors qu’il en faut {limit}. Écrivez la raison, ou renoncez."
            ).format(words=first.words, before=first.before, after=first.after, limit=first.limit),
        )

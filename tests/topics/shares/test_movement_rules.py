"""What movements change, what refuses them, what leavers are worth and when they are paid."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.topics.members.rules.external_votes import ExternalLimits
from coop_desk.topics.shares.rules import refunds
from coop_desk.topics.shares.rules.capital import (
    Figures,
    Holder,
    Limits,
    check_reason,
    figures,
    floor_cents,
    percent,
    watch,
)
from coop_desk.topics.shares.rules.movements import (
    Effect,
    Facts,
    Holding,
    Kind,
    check_enough,
    check_never_short,
    check_reversal,
    check_total,
    effects,
    whole_shares,
)

ANNE, BRUNO = PersonId(1), PersonId(2)
DAY = date(2026, 6, 12)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(Kind.SUBSCRIPTION, DAY, ANNE, None, 10, 5000), (Effect(ANNE, 10, 50000),)),
        (Facts(Kind.CONVERSION, DAY, ANNE, None, 2, 5000), (Effect(ANNE, 2, 10000, 10000),)),
        (Facts(Kind.PAYMENT, DAY, ANNE, amount_cents=25000), (Effect(ANNE, paid_cents=25000),)),
        (
            Facts(Kind.TRANSFER, DAY, ANNE, BRUNO, 3, 5000, 15000),
            (Effect(ANNE, -3, -15000, -15000, 0, BRUNO), Effect(BRUNO, 3, 15000, 15000, 0, ANNE)),
        ),
        (
            Facts(Kind.CANCELLATION, DAY, ANNE, None, 4, 5000, 20000, 16000),
            (Effect(ANNE, -4, -20000, -20000, 16000),),
        ),
        (Facts(Kind.REIMBURSEMENT, DAY, ANNE, amount_cents=16000), (Effect(ANNE, claim_cents=-16000),)),
        (Facts(Kind.SUSPENSION, DAY, ANNE), (Effect(ANNE),)),
    ],
)
def test_each_kind_changes_what_it_says(facts: Facts, expected: tuple[Effect, ...]) -> None:
    assert effects(facts) == expected


def test_moving_more_than_there_is_is_refused_with_the_figures() -> None:
    held = Holding(ANNE, "MÉNARD Karim", 10, 50000, 25000, 0)
    with pytest.raises(RuleBroken, match="10 parts"):
        check_enough(Kind.TRANSFER, held, 11, 0)
    with pytest.raises(RuleBroken, match="250,00"):
        check_enough(Kind.PAYMENT, held, 0, 25001)
    with pytest.raises(RuleBroken):
        check_enough(Kind.REIMBURSEMENT, held, 0, 1)
    check_enough(Kind.PAYMENT, held, 0, 25000)


def test_a_backdated_movement_may_not_undercut_a_later_one() -> None:
    june, july = date(2026, 6, 1), date(2026, 7, 1)
    known = [(date(2026, 1, 1), Effect(ANNE, 10, 50000)), (july, Effect(ANNE, -8, -40000))]
    check_never_short("Anne", [*known, (june, Effect(ANNE, -2, -10000))])
    with pytest.raises(RuleBroken, match="01/07/2026"):
        check_never_short("Anne", [*known, (june, Effect(ANNE, -3, -15000))])


@pytest.mark.parametrize(
    ("kind", "by", "day", "reason"),
    [
        (Kind.REVERSAL, None, DAY, "erreur"),
        (Kind.PAYMENT, 7, DAY, "erreur"),
        (Kind.PAYMENT, None, DAY - timedelta(days=1), "erreur"),
        (Kind.PAYMENT, None, DAY, "  "),
    ],
)
def test_what_cannot_be_reversed(kind: Kind, by: int | None, day: date, reason: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_reversal(3, kind, by, day, DAY, reason)
    assert refused.value.rule == "REG-07"


def test_a_batch_must_equal_the_amount_entered() -> None:
    check_total([5000, 2500], 7500)
    with pytest.raises(RuleBroken, match="25,00"):
        check_total([5000, 2500], 10000)
    assert whole_shares(15000, 5000, "Anne") == 3
    with pytest.raises(RuleBroken):
        whole_shares(15001, 5000, "Anne")


def test_a_share_bears_its_part_of_the_losses() -> None:
    # Worked example of REF-03: loss 30 000, capital 60 000, reserves 90 000.
    borne = refunds.loss_on_capital(3_000_000, 6_000_000, 9_000_000, "pro_rata")
    assert borne == 1_200_000
    assert refunds.reimbursed_value(5000, borne, 6_000_000) == 4000
    assert refunds.loss_on_capital(3_000_000, 6_000_000, 9_000_000, "reserves_first") == 0
    assert refunds.loss_on_capital(3_000_000, 6_000_000, 1_000_000, "reserves_first") == 2_000_000
    assert refunds.loss_on_capital(0, 6_000_000, 0, "pro_rata") == 0


def test_refunds_follow_the_order_of_loss_within_the_room() -> None:
    # Worked example of REF-08: highest 100 000, capital 56 000, floor 50 000.
    limits = Limits(
        2, 100, Fraction(1, 2), Fraction(51, 100), Fraction(35, 100), Fraction(49, 100), 3000, Fraction(1, 2), 0
    )
    floor = floor_cents(limits, 10_000_000)
    assert floor == 5_000_000
    later = refunds.Claim(BRUNO, date(2025, 1, 1), 500_000)
    sooner = refunds.Claim(ANNE, date(2024, 1, 1), 400_000)
    first, second = refunds.allot([later, sooner], 5_600_000, floor)
    assert (first.claim.person_id, first.paid_cents, first.waiting_cents) == (ANNE, 400_000, 0)
    assert (second.claim.person_id, second.paid_cents, second.waiting_cents) == (BRUNO, 200_000, 300_000)


def test_payments_settle_the_oldest_loss_first() -> None:
    old = refunds.Owed(3, ANNE, date(2020, 1, 1), date(2025, 1, 1), 40000)
    new = refunds.Owed(9, ANNE, date(2022, 1, 1), date(2027, 1, 1), 10000)
    assert [state.left_cents for state in refunds.settle([new, old], 42000)] == [0, 8000]


def test_the_leap_day_is_due_on_the_first_of_march() -> None:
    assert refunds.due_on(date(2024, 2, 29), 5) == date(2029, 3, 1)
    assert refunds.due_on(date(2023, 6, 30), 5) == date(2028, 6, 30)


def test_the_highest_capital_is_remembered() -> None:
    days = [(date(2020, 1, 1), 50), (date(2021, 1, 1), 70), (date(2022, 1, 1), -80)]
    assert refunds.highest_capital(days) == 120
    assert refunds.highest_capital(days, 500) == 500
    assert refunds.highest_capital([]) == 0


# --- The figures the law watches ---------------------------------------------------------------------------

LAW = Limits(2, 100, Fraction(1, 2), Fraction(51, 100), Fraction(35, 100), Fraction(49, 100), 3000, Fraction(1, 2), 0)


def holder(place: int, shares: int, kind: str = "employed") -> Holder:
    employed, external = kind == "employed", kind in ("external", "cooperative")
    return Holder(
        PersonId(place),
        f"Personne {place}",
        shares,
        shares * 5000,
        associate=employed or external,
        employed=employed,
        counts_for_capital=employed,
        counts_for_votes=employed,
        votes=employed or external,
        cooperative=kind == "cooperative",
    )


def gauges(before: list[Holder], after: list[Holder], highest: int = 0) -> dict[str, bool]:
    return {g.key: g.needs_reason for g in watch(figures(before), figures(after), LAW, highest)}


def test_figures_count_associates_votes_and_capital_apart() -> None:
    counted = figures([holder(1, 10), holder(2, 10), holder(3, 5, "external"), holder(4, 5, "former"), holder(5, 0)])
    assert counted == Figures(150000, 3, 2, 100000, 3, 1, 0, "Personne 1", 50000)
    assert percent(counted.external_votes_part) == "33,3\u202f%"


@pytest.mark.parametrize(
    ("before", "after", "broken"),
    [
        ([holder(1, 10), holder(2, 10), holder(3, 10)], [holder(1, 10), holder(2, 10), holder(3, 20)], set()),
        ([holder(1, 10), holder(2, 10), holder(3, 10)], [holder(1, 10), holder(2, 10), holder(3, 21)], {"largest"}),
        (
            [holder(1, 10), holder(2, 10), holder(3, 10)],
            [holder(1, 10), holder(2, 10), holder(3, 10), holder(4, 1, "external"), holder(5, 1, "external")],
            {"external_votes"},
        ),
        (
            [holder(1, 10), holder(2, 10), holder(3, 10), holder(4, 1, "external")],
            [holder(1, 10), holder(2, 10), holder(3, 10), holder(4, 29, "external")],
            {"employed_capital"},
        ),
        ([holder(1, 10), holder(2, 10)], [holder(1, 20), holder(2, 0)], {"employed", "largest"}),
    ],
)
def test_a_movement_that_breaks_a_limit_needs_a_reason(
    before: list[Holder], after: list[Holder], broken: set[str]
) -> None:
    found = gauges(before, after)
    assert {key for key, needed in found.items() if needed} == broken
    seen = watch(figures(before), figures(after), LAW, 0)
    if broken:
        with pytest.raises(RuleBroken, match="Écrivez la raison"):
            check_reason(seen, " ")
    check_reason(seen, "Décidé par l’assemblée du 12 juin")


def test_what_was_already_broken_and_gets_better_needs_no_reason() -> None:
    before = [holder(1, 30), holder(2, 10), holder(3, 10)]
    after = [holder(1, 30), holder(2, 12), holder(3, 10)]
    assert not any(gauges(before, after).values())


def test_cooperatives_raise_the_limit_of_external_votes_but_not_for_the_others() -> None:
    employed = [holder(place, 10) for place in (1, 2, 3)]
    one_more = [*employed, holder(4, 1, "external"), holder(5, 1, "cooperative")]
    assert not gauges(employed, one_more)["external_votes"]
    assert gauges(employed, [*employed, holder(4, 1, "external"), holder(5, 1, "external")])["external_votes"]


def test_the_floor_is_half_of_the_highest_capital() -> None:
    before, after = [holder(1, 10), holder(2, 10)], [holder(1, 5), holder(2, 5)]
    assert not gauges(before, after, 100_000)["floor"]
    assert gauges(before, after, 100_001)["floor"]


@pytest.mark.parametrize(
    ("part", "said"), [(Fraction(35, 100), "35,0"), (Fraction(1, 3), "33,3"), (Fraction(0), "0,0")]
)
def test_percentages_are_cut_never_rounded_up(part: Fraction, said: str) -> None:
    assert percent(part) == f"{said}\u202f%"


# --- Properties --------------------------------------------------------------------------------------------

amounts = st.integers(min_value=0, max_value=10**9)
facts_of_any_kind = st.builds(
    Facts,
    kind=st.sampled_from([kind for kind in Kind if kind is not Kind.REVERSAL]),
    day=st.just(DAY),
    person_id=st.just(ANNE),
    counterpart_id=st.just(BRUNO),
    shares=st.integers(min_value=0, max_value=10**5),
    nominal_cents=st.integers(min_value=1, max_value=10**6),
    paid_cents=amounts,
    amount_cents=amounts,
)


@given(facts_of_any_kind)
def test_a_reversal_restores_everyone(facts: Facts) -> None:
    held = {who: Holding(who, "", 7, 35000, 20000, 100) for who in (ANNE, BRUNO)}
    for effect in effects(facts):
        after = held[effect.person_id].plus(effect)
        assert after.plus(effect.opposite()) == held[effect.person_id]


@given(facts_of_any_kind)
def test_a_transfer_creates_and_destroys_nothing(facts: Facts) -> None:
    if facts.kind is Kind.TRANSFER:
        found = effects(facts)
        assert sum(effect.shares for effect in found) == 0
        assert sum(effect.subscribed_cents for effect in found) == 0
        assert sum(effect.paid_cents for effect in found) == 0


@given(st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2026, 1, 1)), amounts), max_size=8), amounts, amounts)
def test_refunds_never_go_below_the_floor(losses: list[tuple[date, int]], capital: int, floor: int) -> None:
    claims = [refunds.Claim(PersonId(place), day, cents) for place, (day, cents) in enumerate(losses)]
    allotted = refunds.allot(claims, capital, floor)
    paid = sum(one.paid_cents for one in allotted)
    assert paid <= max(0, capital - floor)
    assert all(0 <= one.paid_cents <= one.claim.cents for one in allotted)
    waiting = [one for one in allotted if one.waiting_cents]
    assert not waiting or paid == max(0, capital - floor)


@given(st.integers(0, 10**6), st.integers(1, 10**4), st.integers(0, 10**4))
def test_the_paid_part_of_some_shares_never_exceeds_the_whole(paid: int, shares: int, some: int) -> None:
    held = Holding(ANNE, "", shares, shares * 5000, paid)
    part = held.paid_part(min(some, shares))
    assert 0 <= part <= paid


def test_votes_by_capital_are_watched_as_they_are_counted() -> None:
    """Two employees hold 20 shares of 60, an external 40: 2/3 of the votes by capital, reduced to 35 % (CAP-06)."""
    law = ExternalLimits(Fraction(35, 100), Fraction(49, 100))
    holders = [holder(1, 10), holder(2, 10), holder(3, 40, "external")]
    assert figures(holders, law).external_votes_part == Fraction(35, 100)
    assert figures(holders).external_votes_part == Fraction(1, 3)

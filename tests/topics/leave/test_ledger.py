"""The account of leave: four properties, and a few refusals."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.leave.rules.explained import Days, Unit, thousandths
from coop_desk.topics.leave.rules.ledger import (
    Entry,
    Kind,
    accruals,
    balance,
    below_limit,
    change_unit,
    expiries,
    months_due,
    period_rounding,
    post,
    post_all,
    reversal,
    state,
)  # fmt: skip

START = date(2026, 1, 1)
END = START + timedelta(days=400)


def on(offset: int) -> date:
    return START + timedelta(days=offset)


lots = st.tuples(st.integers(1, 30_000), st.integers(0, 200), st.none() | st.integers(0, 180))
takes = st.tuples(st.integers(1, 15_000), st.integers(0, 380))


@st.composite
def accounts(draw: st.DrawFn) -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = ()
    for at, (quantity, start, life) in enumerate(draw(st.lists(lots, min_size=1, max_size=5))):
        expires = None if life is None else on(start + life)
        entries = post(entries, Entry(Kind.CARRY_IN, quantity, on(start), ground=str(at), expires_on=expires))
    for at, (quantity, start) in enumerate(draw(st.lists(takes, max_size=5))):
        entries = post(entries, Entry(Kind.TAKE, -quantity, on(start), source=str(at)))
    return entries


@settings(max_examples=60, deadline=None)
@given(accounts(), st.integers(0, 400))
def test_a_balance_is_the_sum_of_its_entries_and_of_its_lots(entries: tuple[Entry, ...], offset: int) -> None:
    day = on(offset)
    assert balance(entries, day) == sum(entry.quantity for entry in entries if entry.effective_on <= day)
    found = state(entries, day)
    assert sum(lot.left for lot in found.lots) - found.owed == balance(entries, day)
    assert all(lot.left > 0 for lot in found.lots)


@settings(max_examples=60, deadline=None)
@given(accounts(), st.integers(0, 400))
def test_what_expires_is_left_of_its_lot_and_expires_once(entries: tuple[Entry, ...], offset: int) -> None:
    day = on(offset)
    expired = expiries(entries, day)
    sizes = {entry.number: entry.quantity for entry in entries}
    assert all(0 < -entry.quantity <= sizes[entry.about or 0] for entry in expired)
    written = post_all(entries, expired)
    assert expiries(written, day) == ()
    assert post_all(written, expired) == written
    found = state(written, day)
    assert all(lot.expires_on is None or lot.expires_on >= day for lot in found.lots)
    assert sum(lot.left for lot in found.lots) - found.owed == balance(written, day)


@settings(max_examples=60, deadline=None)
@given(accounts(), st.data())
def test_a_reversal_restores_the_balance(entries: tuple[Entry, ...], data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(entries))
    undone = post(entries, reversal(entry, END))
    others = [one for one in entries if one != entry]
    assert balance(undone, END) == balance(others, END)
    assert entry in undone
    found = state(undone, END)
    assert sum(lot.left for lot in found.lots) - found.owed == balance(undone, END)
    assert post(undone, reversal(entry, END)) == undone, "the same reversal twice is one"


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 12), st.integers(1, 4), st.sampled_from([Days(5, 2), Days(25, 12), Days(2), Days(5, 3)]))
def test_months_run_again_change_nothing_and_sum_exactly(months: int, runs: int, monthly: Days) -> None:
    due = months_due(date(2026, 1, 15), None, on(0).replace(month=months))
    entries: tuple[Entry, ...] = ()
    for _run in range(runs):
        for month, quantity in zip(due, accruals(due, monthly), strict=True):
            entries = post(entries, Entry(Kind.ACCRUAL, quantity, month, month=month, ground="worked"))
    assert len(entries) == months
    assert balance(entries, END) == thousandths(months * monthly)
    whole = -(-months * monthly.numerator // monthly.denominator)
    assert balance(entries, END) + period_rounding(entries, whole) == 1000 * whole


def test_days_given_back_return_to_the_lot_they_came_from() -> None:
    entries = post((), Entry(Kind.CARRY_IN, 5000, on(0), expires_on=on(90)))
    entries = post(entries, Entry(Kind.TAKE, -3000, on(30), source="1"))
    soon = post(entries, reversal(entries[-1], on(40)))
    assert [(lot.number, lot.left) for lot in state(soon, on(50)).lots] == [(1, 5000)]
    assert [entry.quantity for entry in expiries(soon, on(100))] == [-5000]
    late = post(entries, reversal(entries[-1], on(120), expires_on=on(500)))
    assert [(lot.number, lot.left) for lot in state(late, on(130)).lots] == [(1, 2000), (3, 3000)]


def test_the_lot_that_expires_first_is_taken_first_and_never_reopens() -> None:
    entries = post((), Entry(Kind.ACCRUAL, 5000, on(0), month=on(0), ground="worked"))
    entries = post(entries, Entry(Kind.CARRY_IN, 5000, on(1), expires_on=on(90)))
    entries = post(entries, Entry(Kind.TAKE, -3000, on(30), source="1"))
    assert [(lot.number, lot.left) for lot in state(entries, on(30)).lots] == [(2, 2000), (1, 5000)]
    undone = post_all(entries, expiries(entries, on(100)))
    undone = post(undone, reversal(entries[-1], on(120)))
    found = state(undone, on(120)).lots
    assert [(lot.number, lot.left, lot.expires_on) for lot in found] == [(1, 5000, None), (5, 3000, None)]


def test_the_account_refuses_what_would_falsify_it() -> None:
    entries = post((), Entry(Kind.ACCRUAL, 2500, on(0), month=on(0), ground="worked"))
    for wrong, rule in (
        (Entry(Kind.ACCRUAL, 2400, on(0), month=on(0), ground="worked"), "LEAVE-91"),
        (Entry(Kind.TAKE, 1000, on(1)), "LEAVE-90"),
        (Entry(Kind.ADJUST, 1000, on(1), reason="erreur", second_person=4), "LEAVE-94"),
        (Entry(Kind.ADJUST, 1000, on(1), reason="erreur de reprise"), "LEAVE-94"),
        (Entry(Kind.REVERSAL, -1000, on(1), about=1), "LEAVE-93"),
        (Entry(Kind.REVERSAL, -2500, on(1), about=9), "LEAVE-93"),
        (Entry(Kind.EXPIRE, -2501, on(1), about=1), "LEAVE-92"),
    ):
        with pytest.raises(RuleBroken) as refused:
            post(entries, wrong)
        assert refused.value.rule == rule
    assert below_limit(entries, on(0), Days(0)) is None
    taken = post(entries, Entry(Kind.TAKE, -3000, on(2), source="1"))
    assert below_limit(taken, on(2), Days(0)) is not None
    assert below_limit(taken, on(2), Days(1, 2)) is None


def test_a_change_of_unit_closes_one_account_and_opens_the_other_lot_by_lot() -> None:
    entries = post((), Entry(Kind.OPENING, 24_000, on(0), period=on(0)))
    entries = post(entries, Entry(Kind.CARRY_IN, 7_000, on(0), period=on(0), ground="report", expires_on=on(400)))
    entries = post(entries, Entry(Kind.TAKE, -1_000, on(5), source="1"))
    lines, said = change_unit(entries, on(10), Unit.OUVRE, "CP ouvrés")
    written = post_all(entries, lines)
    assert balance([entry for entry in written if entry.account == "CP"], on(10)) == 0
    opened = [entry for entry in written if entry.account == "CP ouvrés"]
    assert balance(opened, on(10)) == 25_000
    assert [(lot.left, lot.expires_on) for lot in state(opened, on(10)).lots] == [(5_000, on(400)), (20_000, None)]
    assert "30" in said.words
    assert "25" in said.words
    assert post_all(written, lines) == written

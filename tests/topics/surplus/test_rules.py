"""The rules of the surplus on plain values: always to the cent, whoever comes first, within every limit."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.sheets.table import Cell, SheetRow, SheetTable
from coop_desk.topics.members.rules.admission import Contract
from coop_desk.topics.surplus.records import Basis, Hypotheses, Key, State, Terms, Worker
from coop_desk.topics.surplus.rules import bases, participation, paying, people
from coop_desk.topics.surplus.rules.allocation import allocate
from coop_desk.topics.surplus.rules.cents import shared_under

YEAR_END = date(2025, 12, 31)
cents = st.integers(0, 10**10)
parts = st.integers(0, 10_000).map(lambda n: Fraction(n, 10_000))


@given(
    result=st.integers(-(10**9), 10**10), losses=cents, gains=cents, provision=cents, reserve=cents, highest=cents,
    shares=cents, employees=parts, interest=parts, rate=st.booleans(), deduct=st.booleans(),
)  # fmt: skip
def test_every_cent_goes_somewhere_and_no_limit_is_passed(
    result: int, losses: int, gains: int, provision: int, reserve: int, highest: int, shares: int,
    employees: Fraction, interest: Fraction, rate: bool, deduct: bool,
) -> None:  # fmt: skip
    told = Hypotheses(
        YEAR_END, result, gains, provision, losses, 0, reserve, highest, shares, employees,
        Fraction(0) if rate else interest, interest if rate else Fraction(0),
    )  # fmt: skip
    found = allocate(told, Terms(interest=True, deduct_losses=deduct))
    shared = found.reserves_cents + found.employees_cents + found.interest_cents
    assert shared == max(0, found.base.cents)
    given_away = shared + found.base.gains_cents + found.base.provision_cents
    carried = found.base.carried_loss_cents - (0 if deduct else losses)
    assert given_away - carried == result - (losses if deduct else 0)
    assert found.gains_to_legal_cents + found.gains_to_fund_cents == found.base.gains_cents
    assert min(found.legal_cents, found.employees_cents, found.interest_cents, found.gains_to_legal_cents) >= 0
    if found.base.cents > 0:
        assert found.employees_cents * 4 >= found.base.cents
        assert found.interest_cents <= found.employees_cents
        assert found.interest_cents <= max(0, found.reserves_cents)
        if highest:
            assert reserve + found.legal_cents + found.gains_to_legal_cents <= max(reserve, highest)
        assert all(check.state is not State.BROKEN or check.rule == "SUR-05" for check in found.checks)


workers = st.lists(
    st.tuples(st.integers(0, 10**8), st.integers(1, 120_000), st.sampled_from((1, Fraction(11, 10), 2))),
    min_size=1, max_size=30,
)  # fmt: skip


@given(told=workers, whole=cents, key=st.sampled_from(list(Key)), seed=st.randoms())
def test_the_share_of_each_does_not_depend_on_the_order_of_the_people(
    told: list[tuple[int, int, Fraction]], whole: int, key: Key, seed: object
) -> None:
    staff = [
        Worker(PersonId(n), "", pay + 1, minutes, Fraction(times)) for n, (pay, minutes, times) in enumerate(told, 1)
    ]
    terms = Terms(key=key, pay_part=Fraction(1, 3), equal_part=Fraction(1, 3))
    found = people.lots(staff, whole, 0, terms, 2025)
    assert sum(lot.work_cents for lot in found) == whole
    mixed = list(staff)
    seed.shuffle(mixed)  # type: ignore[attr-defined]
    again = people.lots(mixed, whole, 0, terms, 2025)
    assert sorted(found, key=lambda lot: lot.person_id) == sorted(again, key=lambda lot: lot.person_id)


def test_nobody_passes_the_ceiling_of_participation_and_the_others_get_the_rest() -> None:
    weights = {PersonId(1): Fraction(8), PersonId(2): Fraction(1), PersonId(3): Fraction(1)}
    assert shared_under(10_000, weights, 5_000) == {1: 5_000, 2: 2_500, 3: 2_500}
    assert sum(shared_under(100_000, weights, 5_000).values()) == 15_000
    assert participation.most_each(2025) == 3_532_500
    with pytest.raises(RuleBroken, match="2031"):
        participation.most_each(2031)


def test_absences_treated_as_presence_count_for_participation_alone() -> None:
    there = Worker(PersonId(1), "", 2_000_000, 1000)
    away = Worker(PersonId(2), "", 1_000_000, 500, more_pay_cents=1_000_000, more_minutes=500)
    lots = people.lots([there, away], 300, 300, Terms(key=Key.MIX), 2025)
    assert [(lot.work_cents, lot.participation_cents) for lot in lots] == [(200, 150), (100, 150)]


@pytest.mark.parametrize(
    ("spans", "eligible", "years"),
    [
        ([(date(2019, 1, 7), None)], True, 6),
        ([(date(2025, 7, 1), None)], True, 0),  # six months of seniority, to the day
        ([(date(2025, 10, 1), None)], True, 0),  # three months of presence, to the day
        ([(date(2025, 10, 2), None)], False, 0),
        ([(date(2025, 1, 1), date(2025, 3, 31))], True, 0),  # gone since, three months present
        ([(date(2025, 1, 1), date(2025, 3, 30))], False, 0),
        ([(date(2025, 1, 1), date(2025, 2, 15)), (date(2025, 6, 1), date(2025, 7, 14))], True, 0),  # ninety days
        ([(date(2024, 2, 1), date(2024, 12, 31))], False, 0),
        ([(date(2020, 1, 1), date(2022, 12, 31)), (date(2023, 1, 1), None)], True, 6),  # without interruption
    ],
)
def test_who_has_a_right_to_the_employee_share(
    spans: list[tuple[date, date | None]], eligible: bool, years: int
) -> None:
    contracts = [Contract(start, end) for start, end in spans]
    found = people.presence(PersonId(1), "", contracts, date(2025, 1, 1), YEAR_END)
    assert (found.eligible, found.years) == (eligible, years)


def test_seniority_adds_by_year_up_to_what_the_statutes_say() -> None:
    terms = Terms(seniority_step=Fraction(2, 100), seniority_most=Fraction(11, 10))
    assert [people.coefficient(years, terms) for years in (0, 3, 5, 20)] == [
        1, Fraction(106, 100), Fraction(11, 10), Fraction(11, 10),
    ]  # fmt: skip


def test_dates_of_payment_follow_the_year_end() -> None:
    assert paying.interest_before(YEAR_END) == date(2026, 9, 30)
    assert paying.interest_before(date(2025, 6, 30)) == date(2026, 3, 31)
    assert participation.paid_before(YEAR_END) == date(2026, 6, 1)
    assert participation.locked_until(YEAR_END) == date(2031, 6, 1)
    with pytest.raises(RuleBroken, match="mois suivant"):
        paying.check_month("2026-05", YEAR_END, date(2026, 6, 12), 0)
    paying.check_month("2026-11", YEAR_END, date(2026, 6, 12), 1, "Ordonnance du 2 septembre 2026")


def _sheet(*rows: tuple[Cell, ...]) -> SheetTable:
    headers = ("Nom", "Salaire brut", "Heures")
    lines = tuple(SheetRow(line, row) for line, row in enumerate(rows, 2))
    return SheetTable("bases.csv", "csv", headers, lines)


def test_a_spreadsheet_of_bases_is_read_whole_or_refused_with_its_line() -> None:
    names = {"ines perez": PersonId(1), "odile tanguy": PersonId(2)}
    rows = (("Inès Pérez", "32 000,00", Decimal("1607")), ("Odile Tanguy", "9 000,50", "540,5"))
    read = bases.read(_sheet(*rows), names)
    assert read == [(1, Basis(3_200_000, 1607 * 60)), (2, Basis(900_050, 540 * 60 + 30))]
    for wrong, said in (
        (("Inès Pérez", "beaucoup", "1607"), "Ligne 2, Salaire brut"),
        (("Paul Inconnu", "1,00", "1"), "Ligne 2, Nom"),
        (("Inès Pérez", "", "1607"), "Ligne 2, Salaire brut"),
    ):
        with pytest.raises(RuleBroken, match=said):
            bases.read(_sheet(wrong), names)
    with pytest.raises(RuleBroken, match="Ligne 3"):
        bases.read(_sheet(rows[0], rows[0]), names)

"""What people type is read the French way."""

from datetime import date

import pytest

from coop_desk.screen.reading import Unreadable, read_amount, read_day, read_integer

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12/06/2026", date(2026, 6, 12)),
        ("12.6.26", date(2026, 6, 12)),
        ("120626", date(2026, 6, 12)),
        ("12062026", date(2026, 6, 12)),
        ("12/06", date(2026, 6, 12)),
        ("1-1-61", date(1961, 1, 1)),
        ("1-1-56", date(2056, 1, 1)),
        ("  ", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, read: date | None) -> None:
    assert read_day(typed, TODAY) == read


@pytest.mark.parametrize("typed", ["31/02/2026", "bientôt", "12", "2026-06-12-1", "0/1/2026", "1/1/20266"])
def test_an_impossible_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Unreadable, match="12/06/2026"):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("1 234,50", 123450), ("1234.5", 123450), ("50", 5000), ("−3,05 €", -305), ("0,1", 10), ("", None)],
)
def test_an_amount_is_kept_in_cents(typed: str, cents: int | None) -> None:
    assert read_amount(typed) == cents


@pytest.mark.parametrize("typed", ["1,234", "12e3", "1,2,3", "quinze", "=1+1"])
def test_an_amount_that_says_nothing_sure_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_amount(typed)


@pytest.mark.parametrize(("typed", "number"), [("1 234", 1234), ("−2", -2), ("", None)])
def test_a_whole_number(typed: str, number: int | None) -> None:
    assert read_integer(typed) == number


@pytest.mark.parametrize("typed", ["1,5", "x", "²"])
def test_a_number_that_is_not_whole_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_integer(typed)

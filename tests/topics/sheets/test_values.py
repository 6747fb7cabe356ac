"""Cells are understood as French people write them; what could be read in two ways is refused."""

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.core.words import amount, day
from coop_desk.sheets.table import Cell
from coop_desk.sheets.values import (
    parse_amount,
    parse_date,
    parse_email,
    parse_integer,
    parse_line,
    parse_percent,
    parse_postcode,
    parse_text,
    parse_yes_no,
)

READ: list[tuple[Callable[[Cell], object], Cell, object]] = [
    *((parse_amount, f"1{space}234,56", 123456) for space in " \u00a0\u2009\u2007\u202f"),
    (parse_amount, "1234,5 €", 123450),
    (parse_amount, "−12", -1200),
    (parse_amount, "-0,05", -5),
    (parse_amount, Decimal("12.3"), 1230),
    (parse_amount, 50, 5000),
    (parse_amount, "  ", None),
    (parse_date, "31/12/2025", date(2025, 12, 31)),
    (parse_date, "1.2.2025", date(2025, 2, 1)),
    (parse_date, "2025-02-01", date(2025, 2, 1)),
    (parse_date, date(2025, 2, 1), date(2025, 2, 1)),
    (parse_date, "", None),
    (parse_integer, "1 200", 1200),
    (parse_integer, "40,00", 40),
    (parse_integer, 12, 12),
    (parse_yes_no, "Oui", True),
    (parse_yes_no, "n", False),
    (parse_yes_no, True, True),
    (parse_percent, "80 %", 8000),
    (parse_percent, "80", 8000),
    (parse_percent, "0,5 %", 50),
    (parse_percent, Decimal("0.8"), 8000),
    (parse_percent, 1, 10_000),
    (parse_text, "e\u0301te\u0301\u200b", "été"),
    (parse_line, " Le\nGoff ", "Le Goff"),
    (parse_text, "'; DROP TABLE member; --", "'; DROP TABLE member; --"),
    (parse_text, "<b>Le Chêne</b>", "<b>Le Chêne</b>"),
    (parse_email, " a.b@exemple.fr ", "a.b@exemple.fr"),
    (parse_postcode, 1000, "01000"),
    (parse_postcode, "01000", "01000"),
]
REFUSED: list[tuple[Callable[[Cell], object], Cell, str]] = [
    *((parse_amount, text, "FICHIER-13") for text in ("1,234.56", "(12)", "1e309", "NaN", "inf", "12,345", "12 34")),
    (parse_amount, "٣", "FICHIER-13"),
    (parse_amount, "9" * 5000, "FICHIER-13"),
    (parse_amount, Decimal("1.005"), "FICHIER-13"),
    *((parse_date, text, "FICHIER-12") for text in ("31/02/2025", "12/31/2025", "01/02/25", "45000", "0001-01-01")),
    (parse_date, 45000, "FICHIER-12"),
    (parse_integer, "1,5", "FICHIER-14"),
    (parse_integer, True, "FICHIER-14"),
    (parse_integer, "9" * 5000, "FICHIER-14"),
    (parse_yes_no, "peut-être", "FICHIER-15"),
    (parse_percent, "120 %", "FICHIER-16"),
    (parse_percent, "0,8", "FICHIER-16"),
    (parse_text, "Le\u202eGoff", "FICHIER-17"),
    (parse_text, "Le\u0000Goff", "FICHIER-17"),
    (parse_email, "a b@exemple", "FICHIER-18"),
]


@pytest.mark.parametrize(("parse", "cell", "value"), READ)
def test_a_cell_is_read(parse: Callable[[Cell], object], cell: Cell, value: object) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(("parse", "cell", "rule"), REFUSED)
def test_a_cell_is_refused_with_its_rule(parse: Callable[[Cell], object], cell: Cell, rule: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        parse(cell)
    assert refusal.value.rule == rule
    assert len(refusal.value.message) < 200


@given(st.integers(-(10**13), 10**13))
def test_an_amount_as_we_write_it_is_read_back(cents: int) -> None:
    assert parse_amount(amount(cents)) == cents


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_a_day_as_we_write_it_is_read_back(value: date) -> None:
    assert parse_date(day(value)) == value


@given(st.text())
def test_any_text_is_read_or_refused_in_french(text: str) -> None:
    for parse in (parse_text, parse_line, parse_date, parse_amount, parse_integer, parse_yes_no, parse_percent):
        with contextlib.suppress(RuleBroken):
            parse(text)

"""The estimate of net pay: each line to the cent, every year by its own ceiling, no figure without a table."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.payroll.page.estimate import EstimatePage
from coop_desk.topics.payroll.rules.net_estimate import estimate, years
from tests.conftest import TestCoop


@pytest.mark.parametrize(
    ("gross", "year", "executive", "net"),
    [
        ("1823.03", 2026, False, "1443.09"),  # the minimum wage of January 2026
        ("2000.00", 2026, False, "1583.19"),
        ("4005.00", 2026, False, "3170.35"),  # at the ceiling: no second band yet
        ("6000.00", 2026, True, "4763.47"),
        ("6000.00", 2024, True, "4765.15"),
        ("0.00", 2025, False, "0.00"),
    ],
)
def test_the_net_is_what_the_lines_leave(gross: str, year: int, executive: bool, net: str) -> None:
    found = estimate(Decimal(gross), year, executive=executive)
    assert found is not None
    assert found.net == Decimal(net)
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in found.lines)


def test_a_year_without_a_table_gives_no_figure() -> None:
    assert estimate(Decimal(2000), 2027) is None
    assert years() == (2026, 2025, 2024)


def test_the_page_says_the_net_while_the_gross_is_typed(coop: TestCoop, qtbot: QtBot) -> None:
    page = EstimatePage(coop.desk("nobody"))
    qtbot.addWidget(page)
    page.show()
    assert not accessible_faults(page)
    assert not page.lines.shown_records()
    page.form.set_values({"gross": 182_303})
    page.form.changed.emit()
    said = "\n".join(each.text() for each in page.result.findChildren(QLabel))
    assert "1\u202f443,09\u202f€" in said
    assert "Estimation, hors prélèvement à la source et mutuelle." in said
    assert len(page.lines.shown_records()) == 7
    page.form.fields["executive"].write(True)
    assert len(page.lines.shown_records()) == 8

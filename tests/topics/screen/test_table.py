"""The one table model and the list around it."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from coop_desk.core.words import NNBSP
from coop_desk.screen.list import Filter, List
from coop_desk.screen.list_output import list_pdf, write_list
from coop_desk.screen.table import Column, TableModel


@dataclass(frozen=True, slots=True)
class Holder:
    """A row of these tests."""

    id: int
    name: str
    since: date | None
    capital: int
    status: str = "Salariée"


COLUMNS = (
    Column("N°", lambda h: h.id, "integer"),
    Column("Nom", lambda h: h.name, stretch=True),
    Column("Entrée", lambda h: h.since, "day"),
    Column("Capital", lambda h: h.capital, "amount"),
    Column("Situation", lambda h: h.status, "pill", tone=lambda h: "good"),
    Column("Note", lambda h: f"note {h.id}", shown=False),
)
HOLDERS = (
    Holder(1, "Éloïse Lefèvre", date(2021, 3, 1), 123450),
    Holder(2, "Ana Œrtel", None, 5000, "Sortante"),
    Holder(3, "Zoé Ancel", date(2019, 1, 7), 30000),
)


@pytest.fixture
def model() -> TableModel:
    """A model watched by Qt's own tester."""
    made = TableModel(COLUMNS, lambda h: h.id)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show_records(HOLDERS)
    return made


@pytest.fixture
def holders(qtbot: QtBot, dressed: QApplication) -> List:
    """A list shown."""
    made = List("Détenteurs", COLUMNS, filters=(Filter("Sortants", lambda h: h.status == "Sortante"),))
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_records(HOLDERS)
    return made


def names(shown: TableModel | List) -> list[str]:
    """The names shown, in order."""
    model = shown.model if isinstance(shown, List) else shown
    return [holder.name.split()[0] for holder in model.shown_records]


def test_cells_are_written_the_french_way(model: TableModel) -> None:
    written = [model.data(model.index(0, column)) for column in range(5)]
    assert written == ["1", "Éloïse Lefèvre", "01/03/2021", f"1{NNBSP}234,50", "Salariée"]
    assert model.data(model.index(1, 2)) == ""


def test_figures_are_right_with_their_heading_over_them(model: TableModel) -> None:
    for column in (0, 3):
        cell = model.data(model.index(0, column), Qt.ItemDataRole.TextAlignmentRole)
        head = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert cell == head
        assert cell & Qt.AlignmentFlag.AlignRight


def test_search_forgets_case_accents_and_order_of_words(model: TableModel) -> None:
    model.search("lefevre ELO")
    assert names(model) == ["Éloïse"]
    model.search("oertel")
    assert names(model) == ["Ana"]
    model.search("")
    assert len(names(model)) == 3


def test_sorting_ignores_accents_and_puts_nothing_last_both_ways(model: TableModel) -> None:
    model.sort(1)
    assert names(model) == ["Ana", "Éloïse", "Zoé"]
    model.sort(2)
    assert names(model) == ["Zoé", "Éloïse", "Ana"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["Éloïse", "Zoé", "Ana"]
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Entrée ↓"
    model.sort(-1)
    assert names(model) == ["Éloïse", "Ana", "Zoé"]


def test_a_cell_of_nowhere_says_nothing(model: TableModel) -> None:
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0


def test_5000_rows_are_searched_within_a_blink() -> None:
    model = TableModel(COLUMNS, lambda h: h.id)
    model.show_records([Holder(n, f"Personne {n}", date(2020, 1, 1), n) for n in range(5000)])
    model.search("p")
    began = time.perf_counter()
    model.search("4999")
    taken = time.perf_counter() - began
    assert len(model.shown_records) == 1
    assert taken < 0.5


def test_a_reload_keeps_choice_search_and_order(holders: List) -> None:
    holders.sort_by("Nom")
    holders.choose(2)
    holders.show_records(HOLDERS[::-1])
    assert names(holders) == ["Ana", "Éloïse", "Zoé"]
    assert holders.chosen_record().id == 2


def test_a_choice_that_goes_away_is_told(holders: List, qtbot: QtBot) -> None:
    holders.choose(2)
    with qtbot.waitSignal(holders.chosen, check_params_cb=lambda record: record is None):
        holders.show_records(HOLDERS[:1])


def test_typing_on_the_list_searches_and_enter_goes_back_to_the_rows(holders: List, qtbot: QtBot) -> None:
    holders.view.setFocus()
    qtbot.keyClick(holders.view, Qt.Key.Key_Z)
    assert holders.search_box.hasFocus()
    qtbot.waitUntil(lambda: names(holders) == ["Zoé"])
    assert holders.count_words() == "1 sur 3 lignes"
    qtbot.keyClick(holders.search_box, Qt.Key.Key_Return)
    assert holders.view.hasFocus()
    assert holders.chosen_record().id == 3


def test_enter_opens_and_space_peeks(holders: List, qtbot: QtBot) -> None:
    holders.choose(1)
    with qtbot.waitSignal(holders.opened, check_params_cb=lambda record: record.id == 1):
        qtbot.keyClick(holders.view, Qt.Key.Key_Return)
    with qtbot.waitSignal(holders.peeked, check_params_cb=lambda record: record.id == 1):
        qtbot.keyClick(holders.view, Qt.Key.Key_Space)


def test_pills_count_and_filter(holders: List) -> None:
    holders.filter_by("Sortants")
    assert names(holders) == ["Ana"]
    holders.filter_by("")
    assert len(names(holders)) == 3


def test_columns_hidden_stay_hidden_the_next_time(holders: List, qtbot: QtBot) -> None:
    assert "Note" not in [column.title for column in holders.shown_columns()]
    holders._show_column(3, False)
    again = List("Détenteurs", COLUMNS)
    qtbot.addWidget(again)
    assert [column.title for column in again.shown_columns()] == ["N°", "Nom", "Entrée", "Situation"]


def test_clicking_a_heading_turns_the_order(holders: List, qtbot: QtBot) -> None:
    header = holders.view.horizontalHeader()
    place = header.sectionViewportPosition(1) + 20
    for expected in (["Ana", "Éloïse", "Zoé"], ["Zoé", "Éloïse", "Ana"]):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 10))
        assert names(holders) == expected


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_export_holds_exactly_the_rows_and_columns_shown(holders: List, tmp_path: Path, ending: str) -> None:
    from coop_desk.sheets.read import read_table

    holders.filter_by("Sortants")
    file = tmp_path / f"detenteurs.{ending}"
    write_list(file, holders)
    table = read_table(file)
    assert list(table.headers) == ["N°", "Nom", "Entrée", "Capital", "Situation"]
    assert len(table.rows) == 1
    assert "Ana Œrtel" in table.rows[0].cells


def test_the_print_holds_exactly_the_rows_shown(holders: List) -> None:
    from coop_desk.paper.letterhead import Letterhead
    from coop_desk.paper.sheet import page_texts

    holders.filter_by("Sortants")
    printed = list_pdf(Letterhead("Les Ateliers", "SCOP", "Nantes", demo=True), holders, date(2026, 6, 12))
    text = "".join(page_texts(printed))
    assert "Sortants" in text
    assert "Imprimé le 12 juin 2026." in text
    assert "Ana Œrtel" in text
    assert "Éloïse" not in text
    assert "EXEMPLE" in text


def test_a_list_shown_chooses_nobody_until_asked(holders: List, qtbot: QtBot) -> None:
    holders.view.setFocus()
    assert holders.chosen_record() is None
    qtbot.keyClick(holders.view, Qt.Key.Key_Down)
    assert holders.chosen_record().id == 1


def test_many_pills_go_to_the_next_line(qtbot: QtBot, dressed: QApplication) -> None:
    filters = tuple(Filter(f"Filtre numéro {n}", lambda h: True) for n in range(12))
    made = List("Détenteurs", COLUMNS, filters=filters)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    qtbot.waitUntil(lambda: max(pill.y() for pill in made._pills.buttons()) > 0)
    assert all(pill.geometry().right() <= 600 for pill in made._pills.buttons())
    assert made.minimumSizeHint().width() < 400


def test_a_narrow_list_leaves_out_columns_rather_than_cut_its_words(qtbot: QtBot, dressed: QApplication) -> None:
    columns = (
        Column("Date", lambda h: h.since, "day"),
        Column("Réunion", lambda h: h.name, stretch=True),
        Column("Résolutions", lambda h: h.id, "integer"),
        Column("Adoptées", lambda h: h.id, "integer"),
        Column("État", lambda h: h.status, "pill"),
    )
    made = List("Réunions", columns)
    qtbot.addWidget(made)
    made.show_records(
        [Holder(1, "Assemblée générale ordinaire annuelle du 12 juin 2026", date(2026, 6, 12), 0, "Tenue")]
    )
    made.resize(1000, 400)
    made.show()
    qtbot.waitExposed(made)
    assert not any(made.view.isColumnHidden(at) for at in range(5))
    made.resize(620, 400)
    qtbot.waitUntil(lambda: made.view.isColumnHidden(3))
    qtbot.waitUntil(lambda: made.view.horizontalScrollBar().maximum() == 0)
    assert made.view.columnWidth(1) >= made.view.fontMetrics().horizontalAdvance(made.model.index(0, 1).data())
    assert [column.title for column in made.shown_columns()][-2:] == ["Adoptées", "État"]
    made.resize(1000, 400)
    qtbot.waitUntil(lambda: not made.view.isColumnHidden(3))


def test_titles_of_an_empty_list_are_whole(qtbot: QtBot, dressed: QApplication) -> None:
    made = List(
        "Limites", (Column("Ce qui est surveillé", lambda h: h.name), Column("État", lambda h: h.status, "pill"))
    )
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    qtbot.waitExposed(made)
    assert made.view.columnWidth(0) >= made.view.fontMetrics().horizontalAdvance("Ce qui est surveillé")
    assert made.view.columnWidth(0) + made.view.columnWidth(1) == made.view.viewport().width()


def test_the_model_leaves_with_its_list(dressed: QApplication) -> None:
    """Left to Python, it would be destroyed by whichever thread sweeps."""
    shown = List("Détenteurs", COLUMNS)
    model = shown.model
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(model)

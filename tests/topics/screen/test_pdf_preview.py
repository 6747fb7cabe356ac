"""The preview is the PDF: drawn lazily, zoomed, saved and printed as it is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from coop_desk.paper import text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Sheet, build, page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.pdf_preview import PdfPreview

PAGES = 30


@pytest.fixture(scope="module")
def document() -> bytes:
    """A document of thirty pages."""
    parts: list[object] = []
    for number in range(PAGES):
        parts += [text.title(f"Feuille {number + 1}"), text.NewPage()]
    head = Letterhead("Les Ateliers du Canal", "Société coopérative", "Nantes")
    return build(Sheet(head, "Registre", tuple(parts[:-1])))  # type: ignore[arg-type]


@pytest.fixture
def preview(qtbot: QtBot, dressed: QApplication, document: bytes) -> PdfPreview:
    """The preview of that document."""
    made = PdfPreview()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_pdf(document, "Registre des associés", "registre.pdf")
    qtbot.wait(30)
    return made


def test_only_the_pages_in_sight_are_drawn(preview: PdfPreview, qtbot: QtBot) -> None:
    assert preview.pages.page_count == PAGES
    assert preview.pages.drawn_pages <= {0, 1}
    preview.pages.go_to(20)
    qtbot.wait(30)
    assert 20 in preview.pages.drawn_pages
    assert len(preview.pages.drawn_pages) <= 5
    assert preview._place.text() == "Page 21 sur 30"


def test_drawn_pages_are_let_go(preview: PdfPreview, qtbot: QtBot) -> None:
    for page in range(0, PAGES, 2):
        preview.pages.go_to(page)
        qtbot.wait(5)
    assert len(preview.pages.drawn_pages) <= 12


def test_what_is_drawn_is_the_page(preview: PdfPreview) -> None:
    picture = preview.pages.viewport().grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle.name() == "#ffffff"
    dark = sum(
        picture.pixelColor(x, y).lightness() < 90
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    assert dark > 50


def test_zoom_follows_the_keyboard(preview: PdfPreview, qtbot: QtBot) -> None:
    assert preview.pages.zoom == 0
    qtbot.keyClick(preview.pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    preview.pages.set_zoom(100)
    preview.pages.change_zoom(1)
    assert preview.pages.zoom == 125
    preview.pages.change_zoom(-1)
    assert preview.pages.zoom == 100
    qtbot.keyClick(preview.pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.pages.zoom == 0


def test_saving_writes_the_very_bytes(preview: PdfPreview, document: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    preview.save_document()
    dialog = preview.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("registre.pdf")
    dialog.accept()
    qtbot.waitUntil(lambda: (tmp_path / "registre.pdf").exists())
    assert (tmp_path / "registre.pdf").read_bytes() == document


def test_printing_gives_every_page_asked_for(preview: PdfPreview, tmp_path: Path) -> None:
    out = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setFromTo(2, 4)
    preview.pages.print_on(printer)
    assert len(page_texts(out.read_bytes())) == 3


def test_the_preview_is_named_and_closes_with_escape(preview: PdfPreview, qtbot: QtBot) -> None:
    assert accessible_faults(preview) == []
    with qtbot.waitSignal(preview.closed):
        qtbot.keyClick(preview.pages, Qt.Key.Key_Escape)


@pytest.mark.qt_log_ignore("QPainter", "QPdf", "QFile", "QIODevice", "QSaveFile")
def test_when_the_printer_does_not_begin_it_is_said_and_the_document_stays(preview: PdfPreview, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "absent" / "x.pdf"))
    preview.print_on(printer)
    assert "L’impression n’a pas commencé" in preview._place.text()
    assert preview.pages.page_count == PAGES

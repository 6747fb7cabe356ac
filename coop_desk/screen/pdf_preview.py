"""The preview of a document is its PDF, drawn page by page as they come in sight."""

from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeySequence, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.saving import save
from coop_desk.screen import theme
from coop_desk.screen.pieces import ActionButton, button, label

GAP = 16
KEPT_PAGES = 12
ZOOMS = (50, 67, 80, 100, 125, 150, 200, 300)
PRINT_DPI = 300


class PdfPages(QAbstractScrollArea):
    """The pages of a PDF under one another; only those in sight are drawn."""

    page_changed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._document: Any = None
        self._to_close: list[Any] = []
        self.destroyed.connect(partial(_close_all, self._to_close))
        self._sizes: list[tuple[float, float]] = []
        self._drawn: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._zoom = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(_("Pages du document"))
        self.verticalScrollBar().setSingleStep(theme.px(40))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())

    def show_pdf(self, pdf: bytes) -> None:
        """Show this document from its first page."""
        import pypdfium2

        self.forget()
        self._document = pypdfium2.PdfDocument(pdf)
        self._to_close.append(self._document)
        self._sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell_page()

    def forget(self) -> None:
        """Let go of the document and its drawn pages."""
        _close_all(self._to_close)
        self._document = None
        self._sizes = []
        self._drawn.clear()

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return len(self._sizes)

    @property
    def drawn_pages(self) -> set[int]:
        """The pages drawn and kept so far, counted from 0."""
        return {page for page, _width in self._drawn}

    @property
    def zoom(self) -> int:
        """The zoom in percent; 0 fits the width."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Choose a zoom in percent of the paper's size, 0 to fit the width."""
        where = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._zoom = percent
        self._lay_out()
        self.verticalScrollBar().setValue(round(where * self.verticalScrollBar().maximum()))

    def change_zoom(self, steps: int) -> None:
        """Go some steps up or down the usual zooms."""
        now = self._scale() * 100 / (self.logicalDpiX() / 72)
        larger = [zoom for zoom in ZOOMS if zoom > now + 1]
        smaller = [zoom for zoom in ZOOMS if zoom < now - 1]
        if steps > 0 and larger:
            self.set_zoom(larger[0])
        elif steps < 0 and smaller:
            self.set_zoom(smaller[-1])

    def go_to(self, page: int) -> None:
        """Bring a page in sight, counted from 0."""
        page = max(0, min(page, self.page_count - 1))
        self.verticalScrollBar().setValue(self._tops()[page])

    def current_page(self) -> int:
        """The page at the middle of the view, counted from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max((page for page, top in enumerate(self._tops()) if top <= middle), default=0)

    def print_on(self, printer: Any) -> bool:
        """Draw every page asked for on a QPrinter; False when it cannot begin."""
        first, last = printer.fromPage() or 1, printer.toPage() or self.page_count
        painter = QPainter()
        if not printer.isValid() or not painter.begin(printer):
            return False
        for number in range(first - 1, min(last, self.page_count)):
            if number >= first:
                printer.newPage()
            sheet = painter.viewport()
            picture = self._render(number, min(PRINT_DPI, printer.resolution()) / 72)
            size = picture.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(0, 0, size.width(), size.height()), picture)
        return painter.end()

    def _scale(self) -> float:
        if self._zoom:
            return self._zoom / 100 * self.logicalDpiX() / 72
        widest = max((width for width, _height in self._sizes), default=595)
        return min((self.viewport().width() - 2 * theme.px(GAP)) / widest, 2.0 * theme.px(100) / 100)

    def _page_size(self, page: int) -> QSize:
        width, height = self._sizes[page]
        return QSize(round(width * self._scale()), round(height * self._scale()))

    def _tops(self) -> list[int]:
        tops, top = [], theme.px(GAP)
        for page in range(self.page_count):
            tops.append(top)
            top += self._page_size(page).height() + theme.px(GAP)
        return tops

    def _lay_out(self) -> None:
        tops = self._tops()
        height = tops[-1] + self._page_size(self.page_count - 1).height() + theme.px(GAP) if tops else 0
        width = max((self._page_size(page).width() for page in range(self.page_count)), default=0) + 2 * theme.px(GAP)
        for bar, whole, seen in (
            (self.verticalScrollBar(), height, self.viewport().height()),
            (self.horizontalScrollBar(), width, self.viewport().width()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, whole - seen))
        self.viewport().update()

    def _tell_page(self) -> None:
        self.viewport().update()
        if self.page_count:
            self.page_changed.emit(self.current_page() + 1, self.page_count)

    def _picture(self, page: int) -> QPixmap:
        key = (page, self._page_size(page).width())
        if key not in self._drawn:
            ratio = self.devicePixelRatioF()
            made = QPixmap.fromImage(self._render(page, self._scale() * ratio))
            made.setDevicePixelRatio(ratio)
            self._drawn[key] = made
            while len(self._drawn) > KEPT_PAGES:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    def _render(self, page: int, scale: float) -> QImage:
        sheet = self._document[page]
        bitmap = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        pixels = bytes(bitmap.buffer)
        picture = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
        bitmap.close()
        sheet.close()
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight on the ground."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("ground"))
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        for page, at in enumerate(self._tops()):
            size = self._page_size(page)
            place = QRect(max(theme.px(GAP), (self.viewport().width() - size.width()) // 2) - left, at - top, 0, 0)
            place.setSize(size)
            if place.intersects(self.viewport().rect()):
                painter.drawPixmap(place, self._picture(page))
                painter.setPen(theme.colour("line"))
                painter.drawRect(place)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out again in the new room."""
        super().resizeEvent(event)
        self._lay_out()


def _close_all(documents: list[Any]) -> None:
    while documents:
        documents.pop().close()


class PdfPreview(QWidget):
    """A document shown as it will print, with zoom, pages, save and print; `closed` by Escape."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pdf = b""
        self._file_name = ""
        self._title = label("", "title", wrap=True)
        self._place = label("", "secondary")
        self.pages = PdfPages()
        self.pages.page_changed.connect(
            lambda page, total: self._place.setText(_("Page {page} sur {total}").format(page=page, total=total))
        )
        self.print_action = self._act(_("Imprimer"), "Ctrl+P", self.print_document)
        self.save_action = self._act(_("Enregistrer le PDF"), "Ctrl+S", self.save_document)
        self._close_action = self._act(_("Retour"), "Esc", self.closed.emit)
        self._act(_("Agrandir"), "Ctrl++", lambda: self.pages.change_zoom(1), "Ctrl+=")
        self._act(_("Réduire"), "Ctrl+-", lambda: self.pages.change_zoom(-1))
        self._act(_("Ajuster à la largeur"), "Ctrl+0", lambda: self.pages.set_zoom(0))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        column.addLayout(self._head())
        column.addWidget(self.pages, 1)
        self.setFocusProxy(self.pages)

    def show_pdf(self, pdf: bytes, title: str, file_name: str, *, kept: bool = True) -> None:
        """Show a document; `file_name` is proposed when it is saved. One that is not `kept` is only printed."""
        self._pdf, self._file_name = pdf, file_name
        self.save_action.setVisible(kept)
        self.save_action.setEnabled(kept)
        self._title.setText(title)
        self.pages.show_pdf(pdf)
        self.pages.setFocus()

    def save_document(self) -> None:
        """Save the PDF where the person says."""

        def write() -> None:
            chosen = Path(dialog.selectedFiles()[0])
            try:
                save(chosen, self._pdf)
            except RuleBroken as broken:
                self._place.setText(broken.message)
            else:
                self._place.setText(_("Enregistré dans {file}").format(file=chosen))

        dialog = QFileDialog(self, _("Enregistrer le PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Document PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._file_name)
        dialog.accepted.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print_document(self) -> None:
        """Ask for a printer and print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title.text())
        dialog = QPrintDialog(printer, self)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def print_on(self, printer: Any) -> None:
        """Print on the printer chosen, or say what to do instead."""
        if not self.pages.print_on(printer):
            self._place.setText(_("L’impression n’a pas commencé : vérifiez l’imprimante, ou enregistrez le PDF."))

    def _act(self, text: str, keys: str, react: Any, other_keys: str = "") -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(each) for each in (keys, other_keys) if each])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: react())
        self.addAction(action)
        return action

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        said = QVBoxLayout()
        said.addWidget(self._title)
        said.addWidget(self._place)
        row.addLayout(said, 1)
        for icon, name, step in (("remove", _("Réduire"), -1), ("add", _("Agrandir"), 1)):
            zoom = partial(self.pages.change_zoom, step)
            row.addWidget(button("", zoom, role="quiet", icon=icon, name=name))
        row.addWidget(ActionButton(self._close_action))
        row.addWidget(ActionButton(self.save_action))
        row.addWidget(ActionButton(self.print_action, primary=True))
        return row

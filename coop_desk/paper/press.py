"""The press: flows the parts of each document over A4 or A3 pages; same document, same bytes."""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import ActionFlowable, BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak, Spacer
from reportlab.platypus.frames import Frame

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP
from coop_desk.paper import faces, flow, grids, letterhead, lines, marks, pictures
from coop_desk.paper.boards import Board
from coop_desk.paper.charts import LineChart, drawing
from coop_desk.paper.faces import MM, Style
from coop_desk.paper.forms import Blanks, Ticks
from coop_desk.paper.ledger import Ledger
from coop_desk.paper.meters import MeterChart
from coop_desk.paper.pictures import BarChart, DuelChart, GradeChart, Picture
from coop_desk.paper.pieces import Pieces
from coop_desk.paper.qr import QrCode
from coop_desk.paper.sheet import Part, Printed, Sheet, Together
from coop_desk.paper.signatures import Signatures
from coop_desk.paper.strips_flow import StripsFlow
from coop_desk.paper.tables import Table
from coop_desk.paper.text import Gap, NewPage, Rule, Text, escape
from coop_desk.paper.timelines import Timeline

rl_config.useA85 = 0
_FOOT = Style("sans", 8, 10)
_ADDRESS = Style("sans", 10.5, 14)
_ADDRESS_LEFT, _ADDRESS_TOP = 110 * MM, 50 * MM


def press(sheets: Sequence[Sheet], name: str) -> Printed:
    """Print documents one after the other in one file."""
    if not sheets:
        raise ValueError("no sheet")
    out = BytesIO()
    first = sheets[0]
    document = BaseDocTemplate(
        out,
        pagesize=_page(first),
        title=escape(name or first.name),
        author=escape(first.author or first.letterhead.name),
        subject=escape(first.letterhead.name),
        creator="Coop Desk",
        producer="Coop Desk",
        lang="fr-FR",
        invariant=1,
        pageCompression=1,
        allowSplitting=1,
    )
    document.keepTogetherClass = flow.Headed
    templates, story = [], []
    pages = _Pages(sheets)
    for place, sheet in enumerate(sheets):
        templates.extend(_templates(pages, place, sheet))
        if place:
            story += [NextPageTemplate(f"{place}-first"), PageBreak()]
        story += [_Begin(pages, place), NextPageTemplate(f"{place}-next")]
        story += [flowable for part in sheet.parts for flowable in flowables(part)] or [Spacer(0, 1)]
    document.addPageTemplates(templates)
    document.build(story, canvasmaker=partial(_Canvas, pages=pages))
    return Printed(out.getvalue(), len(pages.owners))


def flowables(part: Part) -> Iterator[Flowable]:
    """Turn a part into what Platypus lays out."""
    match part:
        case Text():
            yield flow.Prose(part)
        case Table():
            yield Ledger(part, [flowable for inner in part.then for flowable in flowables(inner)])
        case Gap():
            yield Spacer(0, part.height * MM)
        case Rule():
            yield flow.Ruled(part)
        case NewPage():
            yield PageBreak()
        case Together():
            yield flow.Block([flowable for inner in part.parts for flowable in flowables(inner)])
        case Signatures():
            yield flow.Block(_signatures(part))
        case Blanks():
            for begin in range(0, len(part.labels), part.columns):
                yield flow.BlankRow(part, part.labels[begin : begin + part.columns])
        case Ticks():
            yield from _ticks(part)
        case LineChart():
            yield drawing(part, faces.WIDTH, part.height * MM)
        case BarChart() | GradeChart() | DuelChart():
            yield pictures.drawing(part, faces.WIDTH)
        case grids.DayGrid():
            yield pictures.drawn(grids.laid_days(part, grids.ROOM / pictures.PAPER), grids.ROOM)
        case Picture():
            yield pictures.drawn(part, part.width * pictures.PAPER)
        case Timeline() | MeterChart() | Board():
            yield StripsFlow(part)
        case Pieces():
            for begin in range(0, part.copies, part.columns):
                here = min(part.columns, part.copies - begin)
                yield flow.PieceRow(
                    [[one for inner in part.parts for one in flowables(inner)] for _piece in range(here)], part.columns
                )
        case QrCode():
            yield flow.QrSquare(part)


def _signatures(part: Signatures) -> list[Flowable]:
    intro = [flow.Prose(Text(part.place_and_date, Style(before=10, after=8)))] if part.place_and_date else []
    rows = [part.people[at : at + part.columns] for at in range(0, len(part.people), part.columns)]
    return [*intro, *(flow.SignatureRow(row, part.columns, part.height) for row in rows)]


def _ticks(part: Ticks) -> Iterator[Flowable]:
    style = faces.TEXT
    if part.abreast:
        room = faces.WIDTH / len(part.choices)
        set_choices = tuple(lines.broken(choice, style, room - 8 * MM) for choice in part.choices)
        yield flow.TickRow(set_choices, style, room)
        return
    for choice in part.choices:
        yield flow.TickRow((lines.broken(choice, style, faces.WIDTH - 6 * MM),), style, faces.WIDTH)


class _Pages:
    """Which document each page belongs to, known page after page while they are laid out."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.current = 0
        self.owners: list[int] = []

    def next_page(self, place: int) -> int:
        """Give the number, in a document, of the page being begun."""
        return self.owners.count(place) + 1

    def place(self, page: int) -> tuple[Sheet, int, int]:
        """Give the document of a page, the page in that document, and how many pages the document has."""
        owner = self.owners[page]
        first = self.owners.index(owner)
        return self.sheets[owner], page - first + 1, self.owners.count(owner)


class _Begin(ActionFlowable):  # type: ignore[misc]
    """Notes that a document begins on this page."""

    def __init__(self, pages: _Pages, place: int) -> None:
        super().__init__()
        self.pages, self.place = pages, place

    def apply(self, doc: Any) -> None:
        """Called by Platypus when the flow gets here."""
        self.pages.current = self.place


class _Canvas(Canvas):  # type: ignore[misc]
    """Keeps the pages until their number is known, then writes heads and feet: one layout is enough."""

    def __init__(self, *args: Any, pages: _Pages, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pages = pages
        self._waiting: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        """Put the page aside."""
        self._pages.owners.append(self._pages.current)
        self._waiting.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its head and foot."""
        waiting = self._waiting
        for number, state in enumerate(waiting):
            self.__dict__.update(state)
            sheet, page, total = self._pages.place(number)
            _foot(self, sheet, page, total)
            Canvas.showPage(self)
        Canvas.save(self)


def _page(sheet: Sheet) -> tuple[float, float]:
    narrow, high = (faces.PAGE[1], 2 * faces.PAGE[0]) if sheet.a3 else faces.PAGE
    return (high, narrow) if sheet.landscape else (narrow, high)


def _templates(pages: _Pages, place: int, sheet: Sheet) -> list[PageTemplate]:
    page = _page(sheet)
    wide, high = page[0] - faces.LEFT - faces.RIGHT, page[1] - faces.TOP - faces.BOTTOM
    taken = _head_height(sheet, wide)
    rooms = {"first": high - taken, "next": high}
    return [
        PageTemplate(
            f"{place}-{which}",
            [Frame(faces.LEFT, faces.BOTTOM, wide, room, 0, 0, 0, 0)],
            onPage=lambda canvas, _: _head(canvas, sheet, pages.next_page(place)),
            pagesize=page,
        )
        for which, room in rooms.items()
    ]


def _head_height(sheet: Sheet, wide: float) -> float:
    """Height of the letterhead, and of the addressee, below the upper margin of page one."""
    room = _letterhead_room(sheet, wide)
    used = len(lines.broken(sheet.letterhead.name, letterhead.NAME, room)) * letterhead.NAME.leading + 2
    for line in sheet.letterhead.legal_lines():
        used += len(lines.broken(line, letterhead.LEGAL, room)) * letterhead.LEGAL.leading
    head = 16 * MM + used - faces.TOP + 8 * MM
    if sheet.address:
        address = _ADDRESS_TOP + max(len(sheet.address), 5) * _ADDRESS.leading
        head = max(head, address - faces.TOP + 8 * MM)
    return head


def _letterhead_room(sheet: Sheet, wide: float) -> float:
    marked = sheet.draft or sheet.letterhead.demo or sheet.first_leaf is not None
    return wide - 45 * MM if marked else wide


def _head(canvas: Any, sheet: Sheet, page: int) -> None:
    """Draw what stands before the text: marks, letterhead or running head, leaf number."""
    size = _page(sheet)
    wide = size[0] - faces.LEFT - faces.RIGHT
    canvas.setStrokeGray(0)
    marks.draw(canvas, size, sheet.draft, sheet.letterhead.demo)
    if page == 1:
        below = letterhead.draw(canvas, sheet.letterhead, size, _letterhead_room(sheet, wide))
        if sheet.address:
            _address(canvas, sheet, size)
        else:
            canvas.setLineWidth(faces.THIN)
            y = size[1] - faces.TOP - below - 2.5 * MM
            canvas.line(faces.LEFT, y, size[0] - faces.RIGHT, y)
    else:
        letterhead.put(canvas, sheet.letterhead.name, _FOOT, faces.LEFT, size[1] - 14 * MM, wide)
    _leaf(canvas, sheet, page, size)


def _address(canvas: Any, sheet: Sheet, size: tuple[float, float]) -> None:
    y = size[1] - _ADDRESS_TOP
    for line in sheet.address:
        y -= letterhead.put(canvas, line, _ADDRESS, _ADDRESS_LEFT, y, size[0] - faces.RIGHT - _ADDRESS_LEFT)


def _leaf(canvas: Any, sheet: Sheet, page: int, size: tuple[float, float]) -> None:
    if sheet.first_leaf is None:
        return
    words = _("Feuillet {number}").format(number=sheet.first_leaf + page - 1)
    style = Style("sans", 10, 13, strong=True, align="right")
    letterhead.put(canvas, words, style, size[0] - faces.RIGHT - 50 * MM, size[1] - 17 * MM, 50 * MM)


def _foot(canvas: Any, sheet: Sheet, page: int, total: int) -> None:
    """Draw the foot: co-operative, document, sealed number, page x/y."""
    size = _page(sheet)
    wide = size[0] - faces.LEFT - faces.RIGHT
    top = faces.BOTTOM - 7 * MM
    canvas.setStrokeGray(0)
    canvas.setLineWidth(faces.THIN)
    canvas.line(faces.LEFT, top + 1.5 * MM, size[0] - faces.RIGHT, top + 1.5 * MM)
    named = tuple(words for words in (sheet.letterhead.name, sheet.name, sheet.number) if words)
    letterhead.put(canvas, f"{NBSP}– ".join(named), _FOOT, faces.LEFT, top, wide - 20 * MM)
    style = Style("sans", 8, 10, align="right")
    letterhead.put(canvas, f"{page}/{total}", style, size[0] - faces.RIGHT - 18 * MM, top, 18 * MM)

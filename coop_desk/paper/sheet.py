"""A document to print, and the press that turns it into the bytes of a PDF: same document, same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop_desk.paper.boards import Board
from coop_desk.paper.charts import LineChart
from coop_desk.paper.forms import Blanks, Ticks
from coop_desk.paper.grids import DayGrid
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.meters import MeterChart
from coop_desk.paper.pictures import BarChart, DuelChart, GradeChart, Picture
from coop_desk.paper.pieces import Pieces
from coop_desk.paper.qr import QrCode
from coop_desk.paper.signatures import Signatures
from coop_desk.paper.tables import Table
from coop_desk.paper.text import Gap, NewPage, Rule, Text
from coop_desk.paper.timelines import Timeline


@dataclass(frozen=True, slots=True)
class Together:
    """Parts kept on one page when they fit on one."""

    parts: tuple["Part", ...]


Part = (
    Text | Gap | Rule | NewPage | Table | Signatures | Blanks | Ticks | LineChart | BarChart | GradeChart | DuelChart
    | DayGrid | Picture | Timeline | MeterChart | Board | QrCode | Pieces | Together
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document: who prints it, its name at the foot of each page, and its parts in order.

    `number` is printed at the foot ("Procès-verbal n° 12") once sealed; `draft` prints PROJET on every page.
    `first_leaf` is the number of the pre-numbered register sheet of page one (REGI-02), printed at the head.
    `address` are the lines of the addressee, placed for a window envelope. `landscape` turns the pages,
    `a3` makes them twice as large.
    """

    letterhead: Letterhead
    name: str
    parts: tuple[Part, ...]
    draft: bool = False
    number: str = ""
    first_leaf: int | None = None
    address: tuple[str, ...] = ()
    author: str = ""
    landscape: bool = False
    a3: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and how many pages it has."""

    pdf: bytes
    pages: int


def together(*parts: Part) -> Together:
    """Keep parts on one page."""
    return Together(tuple(parts))


def build(sheet: Sheet) -> bytes:
    """Print one document: the bytes of its PDF."""
    return print_sheets((sheet,)).pdf


def build_all(sheets: Sequence[Sheet], name: str = "") -> bytes:
    """Print several documents in one file, each with its own letterhead and page numbers."""
    return print_sheets(sheets, name).pdf


def print_sheets(sheets: Sequence[Sheet], name: str = "") -> Printed:
    """Print documents in one file and count the pages."""
    from coop_desk.paper.press import press

    return press(sheets, name)


def join(pdfs: Sequence[bytes]) -> bytes:
    """Put finished PDFs one after the other, each page untouched (a sealed minute, then its additif)."""
    from io import BytesIO

    import pypdfium2

    joined = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(pdf) for pdf in pdfs]
    for source in sources:
        joined.import_pages(source)
    out = BytesIO()
    joined.save(out)
    for document in (joined, *sources):
        document.close()
    return out.getvalue()


def page_texts(pdf: bytes) -> list[str]:
    """Read the text of each page, for a search or a comparison."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for number in range(len(document)):
        page = document[number]
        reader = page.get_textpage()
        texts.append(reader.get_text_range().replace("\r\n", "\n").replace("\r", "\n"))
        reader.close()
        page.close()
    document.close()
    return texts

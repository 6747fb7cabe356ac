"""The pages made so far: the few visited last stay, and every one that holds something a person would miss."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from coop_desk.screen.background import Task
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page

KEPT = 3
"""Pages kept besides the one shown: one made again takes less than a tenth of a second, each holds two megabytes."""
_IN_HAND = "in_hand"


class PagesKept:
    """Pages by name, the one visited last at the end."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def named(self) -> list[tuple[str, Page]]:
        """The pages with their names, the one visited last at the end."""
        return list(self._pages.items())

    def get(self, name: str) -> Page | None:
        """The page of that name, None when it is not made."""
        return self._pages.get(name)

    def keep(self, name: str, page: Page) -> None:
        """Note that a page is visited now."""
        self._pages.pop(name, None)
        self._pages[name] = page

    def take_oldest(self) -> list[Page]:
        """Give up, and return, the pages not visited lately that hold nothing."""
        beyond = list(self._pages)[: -(KEPT + 1)]
        gone = [name for name in beyond if not would_be_missed(self._pages[name])]
        return [self._pages.pop(name) for name in gone]


def note_form_in_hand(page: Page, place: QWidget) -> None:
    """Note that the keyboard went into a form of a page: what is there may be somebody's."""
    if page.property(_IN_HAND):
        return
    inside: QWidget | None = place
    while inside is not None and inside is not page:
        if isinstance(inside, Form):
            page.setProperty(_IN_HAND, True)
            return
        inside = inside.parentWidget()


def would_be_missed(page: Page) -> bool:
    """Whether a page holds something typed, a form in hand, some work under way or a window of its own."""
    typed = any(line.isModified() and line.text() for line in page.findChildren(QLineEdit))
    areas: list[QPlainTextEdit | QTextEdit] = [*page.findChildren(QPlainTextEdit), *page.findChildren(QTextEdit)]
    written = any(area.document().isModified() for area in areas)
    at_work = bool(page.findChildren(Task))
    beside = any(child.isWindow() and child.isVisible() for child in page.findChildren(QWidget))
    return page.under_way or bool(page.property(_IN_HAND)) or typed or written or at_work or beside

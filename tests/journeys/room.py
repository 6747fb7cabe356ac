"""The one window of the office PC, and the hands of whoever sits there."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app.start import application
from coop_desk.app.window import Window
from coop_desk.core.trusted_time import TrustedClock
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from tests.conftest import PASSWORD

Key, Mod = Qt.Key, Qt.KeyboardModifier


class Room:
    """Pages are opened, forms sent and keys struck as people do."""

    def __init__(self, qtbot: QtBot, day: date, passwords: Mapping[str, str] = MappingProxyType({})) -> None:
        self.qtbot = qtbot
        self.passwords = passwords
        self.on(day)
        application()
        self.window = Window()
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.furnish()

    def on(self, day: date, hour: int = 10, minute: int = 0) -> None:
        """Set the clock of the PC; whoever is asked says that the date is right."""
        self.now = datetime(day.year, day.month, day.day, hour, minute).astimezone(UTC)
        coop = self.window.coop if hasattr(self, "window") else None
        if coop is not None and isinstance(coop.clock, TrustedClock):
            coop.clock.confirm()

    def wait(self, until: Callable[[], object]) -> None:
        """Let the program work."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=20_000)

    def go(self, name: str, record: Any = None) -> Any:
        """Open a page of the menu."""
        assert self.window.workspace is not None
        self.window.workspace.open_page(name, record)
        self.settle()
        return self.page()

    def page(self) -> Any:
        """The page in front."""
        assert self.window.workspace is not None
        page = self.window.workspace.places.currentWidget()
        assert isinstance(page, Page)
        return page

    def settle(self) -> None:
        """Let Qt show what was just laid out."""
        for _turn in range(4):
            QApplication.processEvents()

    def strike(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        """Strike a key on what is in front."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.settle()
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def press(self, within: QWidget, text: str) -> None:
        """Click the button that reads this; its window comes in front, as under a mouse."""
        within.window().activateWindow()
        self.settle()
        named = [b for b in within.findChildren(QPushButton) if text in b.text() and b.isVisible()]
        assert named, f"no button « {text} »"
        self.qtbot.mouseClick(named[0], Qt.MouseButton.LeftButton)
        self.settle()

    def act(self, text: str) -> None:
        """Click an action of the page in front, among its buttons or in « Autres actions »."""
        head = self.page().head
        self.settle()
        if not any(text in b.text() and b.isVisible() for b in head.findChildren(QPushButton)):
            self.press(head, "Autres actions")
            menu = next(each for each in head.findChildren(QMenu) if each.isVisible())
            action = next(each for each in menu.actions() if text in each.text())
            self.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
            self.settle()
            return
        self.press(head, text)

    def confirm(self, text: str) -> None:
        """Answer yes to the decision asked."""
        self.wait(lambda: any(d.isVisible() for d in self.window.findChildren(QDialog)))
        dialog = next(d for d in self.window.findChildren(QDialog) if d.isVisible())
        self.press(dialog, text)

    def send(self, form: Form, /, **values: Any) -> None:
        """Fill a form and send it."""
        form.set_values(values)
        form.submit()
        self.settle()

    def shown_form(self, within: QWidget, field: str = "") -> Form:
        """The form shown, the last one that has this field when there are several."""
        self.settle()
        shown = [form for form in within.findChildren(Form) if form.isVisible() and (not field or field in form.fields)]
        return shown[-1]

    def enter(self, login: str) -> None:
        """Lock, then sign in as somebody else."""
        assert self.window.workspace is not None
        self.window.lock()
        self.settle()
        assert self.window.windowTitle() == "Coop Desk – verrouillé"
        before = self.window.workspace
        self.send(self.window.opening.sign_in.form, login=login, password=self.passwords.get(login, PASSWORD))
        self.wait(lambda: self.window.workspace is not before and self.window.workspace is not None)
        assert self.window.workspace.desk.login == login

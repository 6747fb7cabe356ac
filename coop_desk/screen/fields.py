"""The fields of a form: label above, unit inside, fault under the field as soon as it is left."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.core.plain_text import plain
from coop_desk.screen import icons, theme
from coop_desk.screen.ask_path import ask_existing, ask_folder
from coop_desk.screen.pieces import CheckBox, button, label, set_property
from coop_desk.screen.reading import Unreadable, read_amount, read_day, read_integer

_ONLY_AWAY = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
Check = Callable[[Any], str | None]


class Field(QWidget):
    """One question of a form; `rules` are the ids whose refusal is shown here.

    What is typed in a `secret` one is never kept, not even sealed, when the window locks.
    """

    changed = Signal()
    passed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        control: QWidget,
        *,
        required: bool = False,
        help: str = "",
        check: Check | None = None,
        rules: Sequence[str] = (),
        secret: bool = False,
        one_of_many: bool = False,
    ) -> None:
        """`one_of_many`: the form says once that any of them may stay empty, so that each need not."""
        super().__init__()
        self.name, self.title, self.control = name, title, control
        self.secret = secret
        self.required, self.check, self.rules = required, check, tuple(rules)
        plain = required or one_of_many
        self._caption = label(title if plain else _("{title} (facultatif)").format(title=title), "label")
        self._caption.setBuddy(control)
        self._help = label(help, "secondary", wrap=True)
        if not help:
            self._help.hide()
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        control.setAccessibleName(title)
        control.setAccessibleDescription(help)
        control.installEventFilter(self)
        self.setFocusProxy(control)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        for piece in (self._caption, control, self._help, self._fault):
            self._column.addWidget(piece)

    def lay_on_one_line(self) -> None:
        """Put the question before its control, for a field that stands over a list."""
        self._column.setDirection(QVBoxLayout.Direction.LeftToRight)
        self._column.setSpacing(theme.px(12))

    def read(self) -> Any:
        """The value typed; raises Unreadable with what to type."""
        raise NotImplementedError

    def so_far(self) -> Any:
        """The value while it is being typed, None as long as it cannot be read."""
        try:
            return self.read()
        except Unreadable:
            return None

    def write(self, value: Any) -> None:
        """Put a value in the field."""
        raise NotImplementedError

    def fault(self) -> str:
        """What is wrong with the field, empty when all is well."""
        try:
            value = self.read()
        except Unreadable as error:
            return str(error)
        if self.required and value in (None, ""):
            return _("À remplir.")
        if value not in (None, "") and self.check is not None:
            return self.check(value) or ""
        return ""

    def say_fault(self, words: str) -> None:
        """Show what is wrong under the field, or nothing any more."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        set_property(self.control, "fault", bool(words))
        self.control.setAccessibleDescription(words or self._help.text())

    def said_fault(self) -> str:
        """What is written under the field now."""
        return self._fault.text() if not self._fault.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge the field when it is left."""
        if self._is_left(watched, event):
            self.say_fault(self.fault())
        return False

    def _is_left(self, watched: QObject, event: QEvent) -> bool:
        """Whether the person went on to another field (not to another window or a list of choices)."""
        return (
            watched is self.control
            and isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() not in _ONLY_AWAY
            and self.isVisible()
        )


def _as_read(text: str) -> str:
    try:
        return plain(text).strip()
    except ValueError:
        raise Unreadable(_("Ce texte contient un caractère invisible qui change la lecture : retapez-le.")) from None


class TextField(Field):
    """A line of text."""

    def __init__(
        self, name: str, title: str, *, unit: str = "", hint: str = "", secret: bool = False, **more: Any
    ) -> None:
        self.line = UnitLine(unit)
        self.line.setPlaceholderText(hint)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(name, title, self.line, **more)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self.passed)

    def read(self) -> Any:
        """The text without the spaces around it; a password is left as it is."""
        text = self.line.text()
        return text if self.line.echoMode() == QLineEdit.EchoMode.Password else _as_read(text)

    def write(self, value: Any) -> None:
        """Put a text."""
        self.line.setText("" if value is None else str(value))


class PasswordField(TextField):
    """A password, not shown; a new one that `propose` gives is, once asked for, to be noted."""

    def __init__(self, name: str, title: str, *, propose: Callable[[], str] | None = None, **more: Any) -> None:
        super().__init__(name, title, secret=True, **({"required": True} | more))
        if propose is not None:
            proposing = button(_("Proposer des mots"), lambda: self._take(propose()), role="link")
            self._column.insertWidget(2, proposing, 0, Qt.AlignmentFlag.AlignLeft)

    def _take(self, password: str) -> None:
        self.write(password)
        self._help.setText(_("Notez ces mots, loin de l’ordinateur : {words}").format(words=password))
        self._help.show()
        self.say_fault("")
        self.changed.emit()


class IntegerField(TextField):
    """A whole number."""

    def __init__(
        self, name: str, title: str, *, least: int | None = None, most: int | None = None, **more: Any
    ) -> None:
        super().__init__(name, title, **more)
        self._least, self._most = least, most
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaximumWidth(theme.px(200))

    def read(self) -> Any:
        """The number, None when nothing is typed."""
        number = read_integer(self.line.text())
        if number is not None and self._least is not None and number < self._least:
            raise Unreadable(_("Au moins {n}.").format(n=words.integer(self._least)))
        if number is not None and self._most is not None and number > self._most:
            raise Unreadable(_("Au plus {n}.").format(n=words.integer(self._most)))
        return number

    def write(self, value: Any) -> None:
        """Put a number."""
        self.line.setText("" if value is None else words.integer(value))


class AmountField(TextField):
    """An amount in euros, kept in cents."""

    def __init__(self, name: str, title: str, **more: Any) -> None:
        super().__init__(name, title, unit="€", **more)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaximumWidth(theme.px(200))

    def read(self) -> Any:
        """The cents, None when nothing is typed."""
        return read_amount(self.line.text())

    def write(self, value: Any) -> None:
        """Put cents."""
        self.line.setText("" if value is None else words.amount(value))


class LongTextField(Field):
    """Several lines of text; Tab goes on. A `low` one stays as high as its lines, longer texts scroll in it."""

    def __init__(
        self, name: str, title: str, *, lines: int = 4, hint: str = "", low: bool = False, **more: Any
    ) -> None:
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setPlaceholderText(hint)
        self.area.setMinimumHeight(theme.px(22 * lines + 20))
        if low:
            self.area.setMaximumHeight(self.area.minimumHeight())
        super().__init__(name, title, self.area, **more)
        self.area.textChanged.connect(self.changed)

    def read(self) -> Any:
        """The text without the blank around it."""
        return _as_read(self.area.toPlainText())

    def write(self, value: Any) -> None:
        """Put a text."""
        self.area.setPlainText(value or "")


class DayField(TextField):
    """A date, typed jj/mm/aaaa or chosen in a calendar (Alt+↓)."""

    def __init__(self, name: str, title: str, *, today: date | None = None, **more: Any) -> None:
        super().__init__(name, title, hint=_("jj/mm/aaaa"), **more)
        self._today = today or _this_day()
        self.line.setMaximumWidth(theme.px(200))
        self._calendar: QCalendarWidget | None = None
        opened = icons.put_in(self.line, "calendar", at_end=True, react=self.open_calendar)
        opened.setAccessibleName(_("Ouvrir le calendrier"))
        opened.setToolTip(_("Ouvrir le calendrier (Alt+↓)"))

    def read(self) -> Any:
        """The date, None when nothing is typed."""
        return read_day(self.line.text(), self._today)

    def write(self, value: Any) -> None:
        """Put a date."""
        self.line.setText("" if value is None else words.day(value))

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        calendar = QCalendarWidget(self)
        self._calendar = calendar
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(self.title)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self.fault() and self.read() is not None:
            calendar.setSelectedDate(QDate(self.read()))
        calendar.activated.connect(self._take_day)
        calendar.clicked.connect(self._take_day)
        calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        calendar.show()

    def _take_day(self, chosen: QDate) -> None:
        self.write(chosen.toPython())
        if self._calendar is not None:
            self._calendar.close()
        self.line.setFocus()
        self.say_fault(self.fault())
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar on Alt+↓, write the day in full when the field is left."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_calendar()
                return True
        elif self._is_left(watched, event) and not self.fault():
            self.write(self.read())
        return super().eventFilter(watched, event)


class ChoiceField(Field):
    """One of a few choices, each a value and its words."""

    def __init__(self, name: str, title: str, choices: Sequence[tuple[Hashable, str]], **more: Any) -> None:
        self.box = ChoiceBox()
        self._values: list[Any] = []  # Qt would give an enum back as a plain string
        super().__init__(name, title, self.box, **more)
        self.offer(choices)
        self.box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.box.passed.connect(self.passed)

    def offer(self, choices: Sequence[tuple[Hashable, str]]) -> None:
        """Replace the choices; keep the one taken when it is still there."""
        kept = self.read()
        self.box.blockSignals(True)
        self.box.clear()
        offered = [*([] if self.required else [(None, "—")]), *choices]
        self._values = [value for value, _text in offered]
        self.box.addItems([text for _value, text in offered])
        self.box.blockSignals(False)
        if kept is not None:
            self.write(kept)

    def read(self) -> Any:
        """The value of the choice taken."""
        place = self.box.currentIndex()
        return self._values[place] if place >= 0 else None

    def write(self, value: Any) -> None:
        """Take a choice by its value."""
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class PersonField(TextField):
    """Someone (or anything named) among many: search as you type, without case or accents."""

    def __init__(self, name: str, title: str, choices: Sequence[tuple[Hashable, str]] = (), **more: Any) -> None:
        super().__init__(name, title, hint=more.pop("hint", _("Nom…")), **more)
        self._choices: list[tuple[Hashable, str]] = []
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        self._popup = completer.popup()
        if self._popup is not None:
            self._popup.setProperty("role", "popup")
            self._popup.setAccessibleName(title)
        self.line.setCompleter(completer)
        completer.activated.connect(lambda _name: self.changed.emit())
        self.line.textEdited.connect(self._narrow)
        icons.put_in(self.line, "search", at_end=True)
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[Hashable, str]]) -> None:
        """Replace the people who can be chosen: value (often the id) and name."""
        self._choices = list(choices)
        self._narrow(self.line.text())

    def read(self) -> Any:
        """The value of the person named, None when nobody is; a part of a name is enough when only one fits."""
        typed = words.fold(self.line.text().strip())
        if not typed:
            return None
        same = [value for value, text in self._choices if words.fold(text) == typed]
        near = [value for value, text in self._choices if all(w in words.fold(text) for w in typed.split())]
        found = same or near
        if len(found) == 1:
            return found[0]
        raise Unreadable(_("Plusieurs noms correspondent : choisissez.") if found else _("Personne de ce nom ici."))

    def write(self, value: Any) -> None:
        """Put the name of a person chosen by value."""
        self.line.setText(next((text for known, text in self._choices if known == value), ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write the whole name when the field is left."""
        if self._is_left(watched, event) and not self.fault() and self.line.text():
            self.write(self.read())
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        typed = words.fold(text).split()
        self._names.setStringList([name for _v, name in self._choices if all(w in words.fold(name) for w in typed)])


class CheckField(Field):
    """A yes or a no, in one sentence."""

    def __init__(self, name: str, title: str, **more: Any) -> None:
        self.box = CheckBox(title)
        super().__init__(name, title, self.box, **({"required": True} | more))
        self._caption.hide()
        self.box.toggled.connect(lambda _on: self.changed.emit())

    def read(self) -> Any:
        """Whether it is checked."""
        return self.box.isChecked()

    def write(self, value: Any) -> None:
        """Check or not."""
        self.box.setChecked(bool(value))


class FileField(TextField):
    """A file of this PC; `kinds` as Qt writes them: "Tableurs (*.csv *.xlsx *.ods)"."""

    def __init__(self, name: str, title: str, *, kinds: str = "", folder: bool = False, **more: Any) -> None:
        super().__init__(name, title, **more)
        self._kinds, self._folder = kinds, folder
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._column.replaceWidget(self.line, holder := QWidget())
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(button(_("Choisir…"), self._choose, name=_("Choisir : {title}").format(title=title)))

    def read(self) -> Any:
        """The path, None when nothing is typed."""
        return Path(self.line.text().strip()).expanduser() if self.line.text().strip() else None

    def fault(self) -> str:
        """What is wrong with the field: also a file that is not there."""
        path = self.read()
        if path is not None and not (path.is_dir() if self._folder else path.is_file()):
            return _("Rien ne se trouve à cet endroit.")
        return super().fault()

    def _choose(self) -> None:
        if self._folder:
            ask_folder(self, self.title, self._take)
        else:
            ask_existing(self, self.title, self._kinds, self._take)

    def _take(self, chosen: Path) -> None:
        self.line.setText(str(chosen))
        self.say_fault(self.fault())
        self.changed.emit()


def _this_day() -> date:
    now = QDate.currentDate()
    return date(now.year(), now.month(), now.day())


class UnitLine(QLineEdit):
    """A line with its unit written inside, at the right."""

    def __init__(self, unit: str = "") -> None:
        super().__init__()
        self._unit = QLabel(unit, self)
        self._unit.setProperty("role", "secondary")
        self._unit.setVisible(bool(unit))
        if unit:
            self._unit.ensurePolished()
            self.setTextMargins(0, 0, self._unit.sizeHint().width() + theme.px(4), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right."""
        super().resizeEvent(event)
        size = self._unit.sizeHint()
        self._unit.setGeometry(
            self.width() - size.width() - theme.px(10),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )


class ChoiceBox(QComboBox):
    """A list of choices with a chevron of our palette; the wheel never changes it by accident."""

    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then our chevron."""
        super().paintEvent(event)
        size = QSize(theme.px(16), theme.px(16))
        painter = QPainter(self)
        token = "muted" if self.isEnabled() else "line"
        at = QPoint(self.width() - size.width() - theme.px(8), (self.height() - size.height()) // 2)
        painter.drawPixmap(at, icons.pixmap("chevron-down", token, 16))
        painter.end()

"""The head of a page (title, facts, state, actions), its first-use tip and its empty state."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coop_desk.core.i18n import _
from coop_desk.screen import preferences, theme
from coop_desk.screen.pieces import ActionButton, button, label, set_property


class Head(QWidget):
    """Title and facts at the left; at the right secondary actions, then one primary action."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = label(title, "title", wrap=True)
        self._facts = label("", "secondary", wrap=True)
        self._facts.hide()
        self._state = label("", "secondary")
        self._state.hide()
        self._secondary: list[ActionButton] = []
        self._primary: list[ActionButton] = []
        self._more = button(_("Autres actions"), self._offer_more)
        self._more.hide()
        self._empty = self._alone = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.px(10))
        self._row.addWidget(self._title, 1)
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(10))
        beside.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(10))
        self._buttons.addWidget(self._more)
        beside.addLayout(self._buttons)
        beside.addStretch()
        self._row.addLayout(beside)
        said = QVBoxLayout(self)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(theme.px(4))
        said.addLayout(self._row)
        said.addWidget(self._facts)

    def say(self, title: str, facts: str) -> None:
        """Change the title and the facts."""
        self._title.setText(title)
        self.say_facts(facts)
        self._make_room()

    def say_facts(self, facts: str) -> None:
        """Change the line of facts."""
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts) and not self._empty)

    def be_empty(self, empty: bool, *, alone: bool = False) -> None:
        """On an empty page the one primary button is the one that begins; `alone`, no other action makes sense."""
        self._empty = empty
        self._alone = empty and alone
        self._facts.setVisible(bool(self._facts.text()) and not empty)
        for each in self._primary:
            set_property(each, "role", "" if empty else "primary")
        self._make_room()

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def facts(self) -> str:
        """The facts shown."""
        return self._facts.text()

    def say_state(self, text: str) -> None:
        """Say the state: saved, exported."""
        self._state.setText(text)
        self._state.setVisible(bool(text))

    def state(self) -> str:
        """The state said."""
        return self._state.text()

    def add_action(self, action: QAction, *, primary: bool) -> None:
        """Give an action its button; a primary one is the last at the right."""
        made = ActionButton(action, primary=primary)
        if primary:
            self._primary.append(made)
            self._buttons.addWidget(made)
        else:
            self._secondary.append(made)
            self._buttons.insertWidget(len(self._secondary), made)
        action.changed.connect(self._make_room)
        made.follow()
        self._make_room()

    def _make_room(self) -> None:
        """Put the secondary actions in a menu when they would squeeze the title."""
        wanted = [each for each in self._secondary if each.action.isVisible() and not self._alone]
        main = [each for each in self._primary if each.action.isVisible() and not self._alone]
        gap = theme.px(10)
        needed = sum(each.sizeHint().width() + gap for each in [*wanted, *main])
        title = QFontMetrics(theme.font(24, 600)).horizontalAdvance(self._title.text())
        crowded = len(wanted) > 1 and needed + title > self.width()
        tight = bool(wanted) and (crowded or needed > self.width() * 0.62)
        for each in self._secondary:
            each.setVisible(each in wanted and not tight)
        for each in self._primary:
            each.setVisible(each in main)
        self._more.setVisible(tight)
        if tight:
            needed = sum(each.sizeHint().width() + gap for each in [self._more, *main])
        below = needed > self.width() * 0.5 and needed + title > self.width()
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if below else way.LeftToRight)

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.addActions([each.action for each in self._secondary if each.action.isVisible()])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again between buttons and menu."""
        super().resizeEvent(event)
        self._make_room()


class Tip(QFrame):
    """Two lines on the first use of a page, dismissed for ever."""

    guide_asked = Signal()

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self._key = f"tip dismissed {key}"
        self.setProperty("role", "banner")
        self.setProperty("tone", "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(label(text, wrap=True), 1)
        row.addWidget(button(_("En savoir plus"), self.guide_asked.emit, role="link"))
        row.addWidget(button(_("J’ai compris"), self._dismiss))
        if not text or preferences.remembered(self._key, False):
            self.hide()

    def _dismiss(self) -> None:
        preferences.remember(self._key, True)
        self.hide()


class EmptyState(QWidget):
    """One sentence, one button and a link to the guide, in the middle of an empty page."""

    guide_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentence = label("", "", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setMaximumWidth(theme.px(520))
        self._action: QAction | None = None
        self._begin = button("", self._start, role="primary", name=_("Commencer"))
        self._guide = button(_("Lire le guide"), self.guide_asked.emit, role="link")
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(14))
        column.addStretch(2)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._sentence, 6)
        line.addStretch(1)
        column.addLayout(line)
        for piece in (self._begin, self._guide):
            column.addWidget(piece, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, sentence: str, action: QAction | None, *, with_guide: bool) -> None:
        """Say how to begin."""
        self._sentence.setText(sentence)
        self._action = action if action is not None and action.isVisible() else None
        self._begin.setVisible(self._action is not None)
        self._guide.setVisible(with_guide)
        if self._action is not None:
            self._begin.setText(self._action.text())
            self._begin.setAccessibleName(self._action.text())

    def begin(self) -> None:
        """Put the keyboard on the way to begin."""
        (self._guide if self._begin.isHidden() else self._begin).setFocus()

    def _start(self) -> None:
        if self._action is not None:
            self._action.trigger()

"""The head of a page (title, facts, state, actions), its first-use tip and its empty state."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coop_desk.core.i18n import _
from coop_desk.screen import preferences, theme
from coop_desk.screen.pieces import ActionButton, button, label


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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        said = QVBoxLayout()
        said.setSpacing(theme.px(4))
        said.addWidget(self._title)
        said.addWidget(self._facts)
        row.addLayout(said, 1)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(10))
        self._buttons.addWidget(self._more)
        row.addLayout(self._buttons)

    def say(self, title: str, facts: str) -> None:
        """Change the title and the facts."""
        self._title.setText(title)
        self.say_facts(facts)

    def say_facts(self, facts: str) -> None:
        """Change the line of facts."""
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))

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
        wanted = [each for each in self._secondary if each.action.isVisible()]
        needed = sum(each.sizeHint().width() + theme.px(10) for each in wanted)
        needed += sum(each.sizeHint().width() for each in self._primary if each.action.isVisible())
        tight = bool(wanted) and needed > self.width() * 0.62
        for each in self._secondary:
            each.setVisible(each.action.isVisible() and not tight)
        self._more.setVisible(tight)

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

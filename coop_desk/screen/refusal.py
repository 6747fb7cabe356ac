"""A refusal said where the eye is: what is wrong, which rule, where it comes from, what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.rulebook import rules
from coop_desk.screen import icons, theme
from coop_desk.screen.pieces import button, label, set_property


class RefusalBanner(QFrame):
    """Hidden until something is refused; a button offers the next step when there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", "bad")
        self._mark = label()
        self._words = label("", "strong", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._source = label("", "secondary", wrap=True)
        self._step: Callable[[], object] = self.hide
        self._next = button("", lambda: self._step(), name=_("Que faire"))
        close = button("", self.hide, role="quiet", icon="cross", name=_("Fermer ce message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(10), theme.px(8), theme.px(10))
        row.setSpacing(theme.px(12))
        said = QVBoxLayout()
        said.setSpacing(theme.px(2))
        said.addWidget(self._words)
        said.addWidget(self._source)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        row.addWidget(self._next, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_error(self, error: Exception, next_step: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show a Refused or a RuleBroken, with the words and source of its rule."""
        self._say(str(error), _rule_words(error), "bad", "refused", next_step)

    def show_warning(
        self, words: str, detail: str = "", next_step: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show something that waits for a decision, in amber."""
        self._say(words, detail, "warn", "warning", next_step)

    def words(self) -> str:
        """What is shown, empty when nothing is."""
        return "" if self.isHidden() else f"{self._words.text()} {self._source.text()}".strip()

    def _say(
        self, words: str, detail: str, tone: str, icon: str, step: tuple[str, Callable[[], object]] | None
    ) -> None:
        set_property(self, "tone", tone)
        set_property(self._words, "tone", None)
        self._words.setText(words)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self._mark.setPixmap(icons.pixmap(icon, tone, 20))
        self._source.setText(detail)
        self._source.setVisible(bool(detail))
        self._next.setVisible(step is not None)
        if step is not None:
            self._next.setText(step[0])
            self._next.setAccessibleName(step[0])
            self._step = step[1]
        self.setAccessibleName(f"{words} {detail}")
        self.show()


def _rule_words(error: Exception) -> str:
    if not isinstance(error, RuleBroken):
        return ""
    known = rules().get(error.rule)
    if known is None:
        return _("Règle {rule}").format(rule=error.rule)
    return _("Règle {rule} · {words} · {source}").format(rule=known.id, words=known.words, source=known.source)

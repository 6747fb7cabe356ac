"""A decision that needs all attention; it never blocks the program, so the screen can still lock."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.pieces import button, label
from coop_desk.screen.scrolled import Column


def decide(
    over: QWidget,
    question: str,
    consequence: str,
    yes: str,
    then: Callable[[], object],
    *,
    no: str = "",
    danger: bool = False,
) -> QDialog:
    """Ask for a decision over a page; `then` is called if the answer is yes. Escape means no."""
    dialog = QDialog(over)
    dialog.setWindowTitle(question)
    dialog.setModal(True)
    inside = Column()
    column = QVBoxLayout(inside)
    column.setContentsMargins(*(theme.px(24),) * 4)
    column.setSpacing(theme.px(16))
    column.addWidget(label(question, "card-title", wrap=True))
    column.addWidget(label(consequence, wrap=True))
    column.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(theme.px(10))
    row.addStretch(1)
    row.addWidget(button(no or _("Annuler"), dialog.reject))
    agree = button(yes, dialog.accept, role="danger" if danger else "primary")
    row.addWidget(agree)
    column.addLayout(row)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(inside)
    width = theme.px(460)
    dialog.ensurePolished()
    inside.resize(width, 1)
    dialog.setMinimumWidth(width)
    dialog.resize(width, column.totalHeightForWidth(width))
    dialog.accepted.connect(lambda: then())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    if not danger:
        agree.setFocus()
    return dialog

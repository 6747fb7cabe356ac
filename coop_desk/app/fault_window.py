"""The last resort of the window: an unforeseen error is said in French, and the program goes on."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from coop_desk.app import faults
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.pieces import button, label


class FaultDialog(QDialog):
    """What happened, what to do, and the report to read before it is saved; the screen can still lock."""

    def __init__(self, over: QWidget, said: str, text: str = "") -> None:
        super().__init__(over)
        title = _("Erreur imprévue") if text else _("Refusé")
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme.px(560))
        self._text = text
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(16))
        self.words = label(said, wrap=True)
        column.addWidget(label(title, "card-title"))
        column.addWidget(self.words)
        self.shown = QPlainTextEdit(text)
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(_("Rapport"))
        self.outcome = label("", "secondary", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addStretch(1)
        if text:
            column.addWidget(label(_("Le rapport, sans nom ni valeur :"), "secondary"))
            column.addWidget(self.shown)
            column.addWidget(self.outcome)
            self.saving = button(_("Enregistrer le rapport"), self._keep)
            row.addWidget(self.saving)
        self.closing = button(_("Continuer"), self.accept, role="primary")
        row.addWidget(self.closing)
        column.addLayout(row)
        self.finished.connect(self.deleteLater)
        self.open()
        self.closing.setFocus()

    def _keep(self) -> None:
        try:
            self.outcome.setText(_("Enregistré : {path}").format(path=faults.keep(self._text)))
        except (RuleBroken, OSError):
            self.outcome.setText(_("Le rapport n’a pas pu être enregistré : copiez-le d’ici."))
        else:
            self.saving.setEnabled(False)


class LastResort(QObject):
    """Receives what nothing else caught, from any thread, and says it over the window; one dialog at a time."""

    _caught = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.dialog: FaultDialog | None = None
        self._window = window
        self._caught.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """From now on, no error ends as a stack trace."""
        sys.excepthook = self.receive
        threading.excepthook = lambda given: self.receive(
            given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
        )

    def receive(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an error; it is said when the program comes back to the window."""
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._caught.emit(error)

    def _say(self, error: BaseException) -> None:
        if self.dialog is not None:
            return
        if isinstance(error, Refused | RuleBroken):
            self.dialog = FaultDialog(self._window, str(error))
        else:
            self.dialog = FaultDialog(self._window, faults.what_to_do(), faults.report(error))
        self.dialog.finished.connect(self._forget)

    def _forget(self) -> None:
        self.dialog = None

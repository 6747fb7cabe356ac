"""Before anyone is in: the recovery code, typed from its paper, gives an access back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen.background import Progress, in_background
from coop_desk.screen.fields import LongTextField, PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button, label

if TYPE_CHECKING:
    from coop_desk.core.file import CoopFile


class RecoveryForm(QWidget):
    """Asks for the code or the shares, who is present, and whose access is given back."""

    left = Signal()

    def __init__(self, coop: "CoopFile") -> None:
        super().__init__()
        self._coop = coop
        self.form = Form(
            (
                LongTextField(
                    "code",
                    _("Code, ou une part par ligne"),
                    lines=3,
                    required=True,
                    help=_("Recopiez le papier, ou lisez le carré. Majuscules, espaces et tirets sont indifférents."),
                    rules=("KEY-02", "KEY-03", "KEY-20"),
                ),
                TextField(
                    "present",
                    _("Personnes présentes"),
                    required=True,
                    help=_("Séparées par des virgules ; le journal garde leurs noms."),
                    rules=("KEY-21",),
                ),
                TextField("login", _("Identifiant à qui redonner un accès"), required=True, rules=("ACCOUNT-07",)),
                PasswordField("password", _("Nouveau mot de passe"), rules=("ACCOUNT-05",)),
            ),
            submit=_("Ouvrir avec le code"),
            on_submit=self._use,
            on_cancel=self.left.emit,
        )
        self.said = label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.said)

    def begin(self) -> None:
        """Put the keyboard in the first field."""
        self.form.begin()

    def _use(self, values: dict[str, Any]) -> None:
        coop = self._coop

        def work(_progress: Progress) -> list[str]:
            from coop_desk.core import recovery

            return recovery.recover(
                coop,
                recovery.seed_from_paper(coop, values["code"]),
                values["present"].split(","),
                login=values["login"],
                password=values["password"],
            )

        self.form.setEnabled(False)
        in_background(self, _("Ouverture avec le code de secours…"), work, self._done, self._refuse)

    def _done(self, done: list[str]) -> None:
        self.form.clear()
        self.form.hide()
        advice = _("L’enveloppe est ouverte : après vous être identifié, imprimez une nouvelle feuille et scellez-la.")
        self.said.setText("\n".join([*done, advice]))
        again = button(_("S’identifier"), self.left.emit, role="primary")
        layout = self.layout()
        if layout is not None:
            layout.addWidget(again)
        again.setFocus()

    def _refuse(self, error: Exception) -> None:
        self.form.setEnabled(True)
        if not isinstance(error, Refused | RuleBroken):
            raise error
        self.form.refuse(error)

"""Before anyone is in: the recovery code, from its paper or from trustees side by side, gives an access back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.app.gathering import Gathering
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.proposed_password import proposed_password
from coop_desk.screen.background import Progress, in_background
from coop_desk.screen.fields import Field, LongTextField, PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button, label

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.core.file import CoopFile


class RecoveryForm(QWidget):
    """Asks for the code, the shares, or the trustees themselves; who is present; and whose access is given back."""

    left = Signal()
    done = Signal()

    def __init__(self, coop: "CoopFile", first: "Desk | None" = None) -> None:
        """`first`: the trustee whose session is open; without one, paper is asked for, or trustees gather."""
        super().__init__()
        self._coop = coop
        self._inside = first is not None
        self.gathering = Gathering(coop, first)
        self.form = self._form(gathered=self._inside)
        self.gathering.setVisible(self._inside)
        self.other_way = button("", self._turn, role="link")
        self.other_way.setVisible(not self._inside)
        self.lost = label(
            _(
                "Le code est perdu aussi ? Une personne de la gouvernance dont la session s’ouvre encore peut en faire "
                "un autre. Sans code et sans aucun mot de passe, les données protégées sont perdues, pour tout le "
                "monde ; le reste du dossier revient d’une sauvegarde."
            ),
            "secondary",
            wrap=True,
        )
        self.said = label("", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for piece in (self.gathering, self.form, self.other_way, self.lost, self.said):
            self._column.addWidget(piece)
        self.gathering.changed.connect(self._say_way)
        self._say_way()

    def begin(self) -> None:
        """Put the keyboard in the first field, or on the button that brings people together."""
        if self._gathered and self.gathering.missing:
            self.gathering.add_button.setFocus()
        else:
            self.form.begin()

    @property
    def _gathered(self) -> bool:
        return not self.gathering.isHidden()

    def _form(self, *, gathered: bool) -> Form:
        access: tuple[Field, ...] = (
            TextField("login", _("Identifiant à qui redonner un accès"), required=True, rules=("ACCOUNT-07",)),
            PasswordField("password", _("Nouveau mot de passe"), rules=("ACCOUNT-05",), propose=proposed_password),
        )
        return Form(
            access if gathered else (*_paper_fields(), *access),
            submit=_("Ouvrir à plusieurs") if gathered else _("Ouvrir avec le code"),
            on_submit=self._use,
            on_cancel=self._leave,
        )

    def _turn(self) -> None:
        """Go from the paper to the trustees themselves, or back."""
        gathered = not self._gathered
        self.gathering.forget()
        self.gathering.setVisible(gathered)
        old, self.form = self.form, self._form(gathered=gathered)
        self._column.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        self._say_way()
        self.begin()

    def _say_way(self) -> None:
        self.other_way.setText(
            _("Ouvrir avec le papier") if self._gathered else _("Sans papier : réunir les personnes de confiance")
        )
        self.form.submit_button.setEnabled(not (self._gathered and self.gathering.missing))
        if self._gathered and not self.gathering.missing:
            self.form.begin()

    def _leave(self) -> None:
        self.gathering.forget()
        self.left.emit()

    def _use(self, values: dict[str, Any]) -> None:
        coop, desks = self._coop, list(self.gathering.desks) if self._gathered else []

        def work(_progress: Progress) -> list[str]:
            from coop_desk.core import recovery

            if desks:
                seed, present = recovery.seed_from_desks(coop, desks), [desk.name for desk in desks]
            else:
                seed, present = recovery.seed_from_paper(coop, values["code"]), values["present"].split(",")
            return recovery.recover(coop, seed, present, login=values["login"], password=values["password"])

        self.form.setEnabled(False)
        in_background(self, _("Ouverture avec le code de secours…"), work, self._done, self._refuse)

    def _done(self, done: list[str]) -> None:
        self.gathering.forget()
        self.form.clear()
        for piece in (self.form, self.gathering, self.other_way, self.lost):
            piece.hide()
        advice = _(
            "Dès la première session, imprimez le nouveau code et scellez-le. L’ancienne feuille n’ouvre plus que les "
            "sauvegardes d’avant : gardez-la sous clé tant qu’elles comptent, puis détruisez-la."
        )
        self.said.setText("\n".join([*done, advice]))
        if self._inside:
            self.done.emit()
            return
        again = button(_("S’identifier"), self.left.emit, role="primary")
        self._column.addWidget(again)
        again.setFocus()

    def _refuse(self, error: Exception) -> None:
        self.form.setEnabled(True)
        if not isinstance(error, Refused | RuleBroken):
            raise error
        self.form.refuse(error)


def _paper_fields() -> tuple[Field, Field]:
    return (
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
    )

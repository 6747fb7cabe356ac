"""Trustees side by side on one PC (« double clé »): each gives login and password, nobody needs paper."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from coop_desk.core import recovery
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import listed
from coop_desk.screen import theme
from coop_desk.screen.background import Progress, in_background
from coop_desk.screen.fields import PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button, label

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.core.file import CoopFile


class Gathering(QWidget):
    """Who is there, who is still missing, and the button by which one more person comes in."""

    changed = Signal()

    def __init__(self, coop: "CoopFile", first: "Desk | None" = None) -> None:
        super().__init__()
        self._coop = coop
        self._first = first
        self.desks: list[Desk] = [first] if first is not None else []
        self.missing = recovery.check_gathered(self.desks) if first is not None else 2
        self._who = label("", wrap=True)
        self.add_button = button(_("Ajouter une personne…"), self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._who)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._say()

    @property
    def names(self) -> list[str]:
        """Those who are there."""
        return [desk.name for desk in self.desks]

    def forget(self) -> None:
        """Close the sessions opened here; that of the window stays. Whoever gathers again begins anew."""
        for desk in self.desks:
            if desk is not self._first:
                desk.close()
        self.desks = [self._first] if self._first is not None else []
        self.missing = 2 - len(self.desks)
        self._say()

    def ask(self) -> QDialog:
        """Ask one more person for login and password; the dialog never blocks the program."""
        dialog = QDialog(self)
        dialog.setWindowTitle(_("Une autre personne de confiance"))
        dialog.setModal(True)
        dialog.setMinimumWidth(theme.px(460))
        column = QVBoxLayout(dialog)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(16))
        column.addWidget(label(_("Une autre personne de confiance"), "card-title"))
        column.addWidget(
            label(_("Elle tape elle-même son mot de passe. Sa part reste dans son trousseau."), "secondary", wrap=True)
        )
        form = Form(
            (
                TextField("login", _("Identifiant"), required=True, rules=("KEY-22", "KEY-19")),
                PasswordField("password", _("Mot de passe")),
            ),
            submit=_("Se joindre"),
            on_submit=lambda typed: self._join(typed, form, dialog),
            on_cancel=dialog.reject,
        )
        column.addWidget(form)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        form.begin()
        return dialog

    def _join(self, typed: dict[str, Any], form: Form, dialog: QDialog) -> None:
        def check(_progress: Progress) -> "Desk":
            from coop_desk.core.accounts import sign_in

            desk = sign_in(self._coop, typed["login"], typed["password"])
            try:
                recovery.check_gathered([*self.desks, desk])
            except (Refused, RuleBroken):
                desk.close()
                raise
            return desk

        def enter(desk: "Desk") -> None:
            self.desks.append(desk)
            self.missing = recovery.check_gathered(self.desks)
            dialog.accept()
            self._say()
            self.changed.emit()

        def refuse(error: Exception) -> None:
            form.setEnabled(True)
            if not isinstance(error, Refused | RuleBroken):
                raise error
            form.set_values({"password": ""})
            form.refuse(error)

        form.setEnabled(False)
        in_background(dialog, _("Vérification du mot de passe"), check, enter, refuse)

    def _say(self) -> None:
        there = listed(self.names) if self.desks else _("personne")
        said = _("Sont là : {names}.").format(names=there)
        if self.missing:
            more = ngettext("Il manque {n} personne.", "Il manque {n} personnes.", self.missing).format(n=self.missing)
            said = f"{said} {more}"
        self._who.setText(said)
        self.add_button.setVisible(bool(self.missing))

"""Sign-in: login and password, checked beside the screen; a demonstration shows its accounts."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coop_desk.app.demo_accounts import DemoAccount, demo_accounts
from coop_desk.app.menu import know_pages
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import listed
from coop_desk.screen import theme
from coop_desk.screen.background import Progress, in_background
from coop_desk.screen.card import Card
from coop_desk.screen.fields import PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.core.file import CoopFile


_MEANWHILE = 30


class SignIn(QWidget):
    """Asks who is there, for a co-op that is open; says how long to wait after wrong passwords."""

    signed_in = Signal(object)
    other_asked = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._coop: CoopFile | None = None
        self._wait = 0
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._count_down)
        self.card = Card(scrolls=False)
        self.people = Card(_("Personnes de la démonstration"))
        self.people.setMinimumHeight(theme.px(420))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme.px(16))
        self._sides.addWidget(self.card, 2)
        self._sides.addWidget(self.people, 3)
        self.people.hide()

    def welcome(self, coop: "CoopFile") -> None:
        """Ask who is there for this co-op."""
        self._coop = coop
        accounts = demo_accounts(coop.folder)
        self.card.clear(coop.name)
        if coop.is_example:
            self.card.add_pill(_("EXEMPLE"), "warn")
        if coop.read_only:
            self.card.add_pill(_("Lecture seule"), "warn")
        self.form = Form(
            (TextField("login", _("Identifiant"), required=True), PasswordField("password", _("Mot de passe"))),
            submit=_("Entrer"),
            on_submit=self._check,
        )
        self.card.add(self.form)
        self._waiting = self.card.add_text("", secondary=True)
        self.card.add(button(_("Ouvrir une autre coopérative"), self.other_asked.emit, role="link"))
        if not coop.read_only:
            self.card.add(button(_("Mots de passe perdus : code de secours"), self._ask_recovery, role="link"))
        self._offer(accounts)
        self.form.begin()

    def offers_people(self) -> bool:
        """Whether one may enter by choosing somebody: only in a demonstration."""
        return not self.people.isHidden()

    def ask(self, login: str) -> None:
        """Ask again, proposing a login."""
        self.form.set_values({"login": login, "password": ""})
        self.form.fields["password"].control.setFocus()

    def _ask_recovery(self) -> None:
        from coop_desk.app.recovery_form import RecoveryForm

        coop = self._coop
        if coop is None:
            return
        self.card.clear(_("Code de secours"))
        form = RecoveryForm(coop)
        form.left.connect(lambda: self.welcome(coop))
        self.card.add(form)
        form.begin()

    def _offer(self, accounts: tuple[DemoAccount, ...]) -> None:
        """Show the people of a demonstration: one click, or Enter, enters as one of them."""
        self.people.setVisible(bool(accounts))
        self.people.clear(_("Personnes de la démonstration"))
        self.people.add_text(_("Tout est inventé. Entrez comme la personne de votre choix."), secondary=True)
        for account in accounts:
            said = [account.name, listed(account.titles)]
            keys = _("{login}, mot de passe {password}").format(login=account.login, password=account.password)
            words = "\n".join((" · ".join(part for part in said if part), keys))
            self.people.add(button(words, lambda at=account: self._enter_as(at), role="choice"))  # type: ignore[misc]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the people under the form when there is little room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._sides.setDirection(way.LeftToRight if self.width() >= theme.px(700) else way.TopToBottom)

    def _enter_as(self, account: DemoAccount) -> None:
        self.form.set_values({"login": account.login, "password": account.password})
        self.form.submit()

    def _check(self, values: dict[str, Any]) -> None:
        coop = self._coop
        if coop is None or self._wait:
            return

        def check(_progress: Progress) -> "Desk":
            from coop_desk.core.accounts import sign_in

            return sign_in(coop, values["login"], values["password"])

        self.setEnabled(False)
        self._waiting.setText(_("Vérification…"))
        in_background(self, _("Vérification du mot de passe"), check, self._enter, self._refuse)
        QTimer.singleShot(_MEANWHILE, know_pages)

    def _enter(self, desk: "Desk") -> None:
        self.setEnabled(True)
        self._waiting.setText("")
        self.form.set_values({"password": ""})
        self.signed_in.emit(desk)

    def _refuse(self, error: Exception) -> None:
        self.setEnabled(True)
        self._waiting.setText("")
        if not isinstance(error, Refused | RuleBroken):
            raise error
        self.form.set_values({"password": ""})
        self.form.fields["password"].control.setFocus()
        self.form.refuse(error)
        self.refused.emit(error)
        self._wait = getattr(error, "seconds", 0)
        if self._wait:
            self._count_down()
            self._clock.start()

    def _count_down(self) -> None:
        self._wait = max(0, self._wait - 1) if self._clock.isActive() else self._wait
        self.form.submit_button.setEnabled(not self._wait)
        if self._wait:
            words = ngettext("Nouvel essai dans {n} seconde.", "Nouvel essai dans {n} secondes.", self._wait)
            self._waiting.setText(words.format(n=self._wait))
        else:
            self._waiting.setText("")
            self._clock.stop()
            self.form.forgive()

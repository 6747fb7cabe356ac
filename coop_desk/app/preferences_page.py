"""Preferences of this PC's user (look, delay before the lock), and one's own password."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from coop_desk.app.keepers_cards import own_key_card
from coop_desk.app.system_lock import in_words
from coop_desk.app.window import LOCK_MINUTES, lock_minutes
from coop_desk.core.accounts import change_password
from coop_desk.core.backup.keepers import keeps_backups
from coop_desk.core.i18n import N_, _
from coop_desk.core.leaked_password import replace_leaked_password
from coop_desk.core.proposed_password import proposed_password
from coop_desk.core.words import NNBSP
from coop_desk.screen import preferences, theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, ChoiceField, IntegerField, PasswordField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.privacy import privacy

SIZES = (100, 110, 125, 150, 175, 200)
SCHEMES = (("system", N_("Comme l’ordinateur")), ("light", N_("Claires")), ("dark", N_("Sombres")))


class PreferencesPage(Page):
    """Kept on this PC for its user; nothing of it is in the co-op's folder."""

    title = N_("Préférences")
    guide = "82-session"

    def build(self) -> None:
        """Make the two cards."""
        least, _usual, most = LOCK_MINUTES
        self.form = Form(
            (
                ChoiceField("scheme", _("Couleurs"), [(code, _(said)) for code, said in SCHEMES], required=True),
                ChoiceField("text_percent", _("Taille du texte"), [(n, f"{n}{NNBSP}%") for n in SIZES], required=True),
                CheckField("dense", _("Lignes serrées dans les listes")),
                IntegerField(
                    "lock_minutes",
                    _("Verrouiller l’écran après"),
                    unit=_("min"),
                    least=least,
                    most=most,
                    required=True,
                    help=_("Sans clavier ni souris pendant ce temps, tout est caché. Ctrl+L verrouille aussitôt."),
                ),
                CheckField(
                    "hide_amounts",
                    _("Cacher les montants"),
                    help=_("Pour un ordinateur partagé. Ctrl+Maj+M les montre un moment. Le papier les garde."),
                ),
            ),
            submit=_("Appliquer"),
            on_submit=self.apply,
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        look = Card(_("Écran"), scrolls=False)
        look.add(self.form)
        self.lock_words = look.add_text("", secondary=True)
        row.addWidget(look, 1)
        if self.may(change_password):
            row.addWidget(self._password_card(), 1)
        self.body.addLayout(row)
        if self.may(keeps_backups) and keeps_backups(self.desk):
            self.key_card = own_key_card(self)
            self.body.addWidget(self.key_card)
        self.body.addStretch(1)

    def load(self) -> None:
        """Show what was chosen."""
        self.say_facts(_("Gardées sur cet ordinateur, pour votre session seulement."))
        watching = getattr(self.window(), "system_lock", None)
        self.lock_words.setText(in_words(watching is not None and watching.watched))
        now = theme.look()
        self.form.set_values(
            {
                "scheme": now.scheme,
                "text_percent": now.text_percent,
                "dense": now.dense,
                "lock_minutes": lock_minutes(),
                "hide_amounts": privacy.chosen,
            }
        )

    def apply(self, values: dict[str, Any]) -> None:
        """Keep the choices; the window puts them on at once."""
        preferences.remember("lock_minutes", values["lock_minutes"])
        if values["hide_amounts"] != privacy.chosen:
            privacy.choose(bool(values["hide_amounts"]))
        kept = {name: values[name] for name in ("scheme", "text_percent", "dense")}
        preferences.remember("look", kept)
        self.say_saved()
        if theme.Look(**kept) != theme.look():
            QTimer.singleShot(0, self.look_chosen.emit)

    def _password_card(self) -> Card:
        card = self.password_card = Card(_("Votre mot de passe"), scrolls=False)
        self.password_form = Form(
            (
                PasswordField("present", _("Mot de passe actuel")),
                PasswordField(
                    "new",
                    _("Nouveau mot de passe"),
                    rules=("ACCOUNT-05",),
                    help=_("Sept mots sans rapport entre eux, ou 12 caractères de quatre sortes."),
                    propose=proposed_password,
                ),
                PasswordField("again", _("Le même, encore une fois"), check=self._same),
                CheckField(
                    "leaked",
                    _("Mot de passe divulgué"),
                    help=_(
                        "Si quelqu’un d’autre connaît le mot de passe actuel. Vous recevez d’autres clés, et les "
                        "données scellées qu’ouvraient les vôtres changent de clé. Votre session se ferme ; la "
                        "gouvernance certifie vos nouvelles clés."
                    ),
                    rules=("KEY-41", "KEY-42"),
                ),
            ),
            submit=_("Changer le mot de passe"),
            on_submit=self._change,
        )
        card.add(self.password_form)
        return card

    def _same(self, again: Any) -> str | None:
        same = again == self.password_form.fields["new"].read()
        return None if same else _("Les deux mots de passe diffèrent.")

    def _change(self, values: dict[str, Any]) -> None:
        if values["leaked"]:
            self.run_beside(
                _("Nouvelles clés…"),
                replace_leaked_password,
                values["present"],
                values["new"],
                form=self.password_form,
                then=self._say_done,
            )
            return
        self.run_beside(
            _("Changement du mot de passe…"),
            change_password,
            values["present"],
            values["new"],
            form=self.password_form,
            then=lambda _nothing: self.password_form.clear(),
        )

    def _say_done(self, said: list[str]) -> None:
        """Say what became of the former keys, on the page itself: the session they opened is over."""
        self.password_card.clear(_("Mot de passe divulgué : ce qui est fait"))
        for sentence in said:
            self.password_card.add_text(sentence)
        self.password_card.add_text(
            _(
                "Une copie du dossier faite auparavant s’ouvre encore avec l’ancien mot de passe : qui en garde une y "
                "lit ce que vous pouviez lire ce jour-là, et rien de ce qui s’inscrit après le changement de clé."
            )
        )
        self.password_card.add_text(_("Votre session est fermée : identifiez-vous avec le nouveau mot de passe."))
        self.password_card.add(button(_("S’identifier de nouveau"), self.leave_asked.emit, role="primary"))

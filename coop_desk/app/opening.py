"""Before anyone is in: choose or create a co-op, then say who you are."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coop_desk.app.recent import demo_home, note_opened, recent_coops
from coop_desk.app.sign_in import SignIn
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.proposed_password import proposed_password
from coop_desk.core.words import clock_time, day
from coop_desk.screen import icons, theme
from coop_desk.screen.background import Progress, ProgressLine, in_background
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import FileField, PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button, label
from coop_desk.screen.refusal import RefusalBanner

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.core.file import CoopFile
    from coop_desk.core.lock import Opener


class Opening(QWidget):
    """The first thing seen; nothing of a co-op is read before one is chosen."""

    opened = Signal(object)
    signed_in = Signal(object)
    closed_coop = Signal()

    def __init__(self, coop: Path | None = None) -> None:
        super().__init__()
        self.coop: CoopFile | None = None
        self._refusal = RefusalBanner()
        self._take_over = button(_("Reprendre la main"), lambda: None, role="link")
        self._steps = QWidget()
        steps = QVBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        self._choice = QWidget()
        self._choice_column = QVBoxLayout(self._choice)
        self._choice_column.setContentsMargins(0, 0, 0, 0)
        self._creation = Card(_("Créer une coopérative"), scrolls=False)
        self.sign_in = SignIn()
        self.sign_in.signed_in.connect(self.signed_in)
        self.sign_in.other_asked.connect(self.leave)
        self.sign_in.refused.connect(self._offer_restoring_what_is_open)
        for step in (self._choice, self._creation, self.sign_in):
            steps.addWidget(step)
        self._work = QVBoxLayout()
        self._middle = QWidget()
        self._lay_out()
        self._form_of_creation()
        self.show_choice()
        if coop is not None:
            QTimer.singleShot(0, lambda: self.open(coop))

    def show_choice(self) -> None:
        """Show the co-ops opened lately and the ways to begin."""
        while (item := self._choice_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        card = Card(_("Ouvrir une coopérative"), scrolls=False)
        for folder in recent_coops():
            made = button(folder.stem, lambda at=folder: self.open(at), role="choice", icon="building")  # type: ignore[misc]
            made.setToolTip(str(folder))
            card.add(made)
        if not recent_coops():
            card.add_text(_("Aucune coopérative n’a encore été ouverte sur cet ordinateur."), secondary=True)
        card.add_buttons(button(_("Ouvrir un autre dossier…"), self._ask_folder, icon="folder"))
        card.add_heading(_("Commencer"))
        card.add_text(_("Une coopérative est un dossier de votre ordinateur. Rien n’en sort."))
        card.add_buttons(
            button(_("Créer une coopérative"), self._begin_creation, role="primary"),
            button(_("Ouvrir la démonstration"), self.open_demo),
        )
        card.add_buttons(button(_("Reprendre depuis une sauvegarde…"), self.ask_fetching, icon="history"))
        self._choice_column.addWidget(card)
        self._go_to(self._choice)

    def open(self, path: Path, *, read_only: bool = False, force: bool = False) -> None:
        """Open a co-op and ask who is there; what prevents it is said here."""
        self._refusal.hide()
        self._take_over.hide()
        import coop_desk.app.models  # noqa: F401  (every table is known before a file is opened)
        from coop_desk.core.file import AlreadyOpen, open_coop

        try:
            coop = open_coop(path, read_only=read_only, force=force)
        except (Refused, RuleBroken) as error:
            # Held by somebody, or a folder this user may not change: looking at it remains.
            readable = not read_only and getattr(error, "rule", "") in ("FILE-04", "FILE-06")
            step = (_("Ouvrir en lecture seule"), lambda: self.open(path, read_only=True))
            self._refusal.show_error(error, step if readable else self._way_back(path, error))
            if isinstance(error, AlreadyOpen):
                self._offer_to_take_over(path, error.holder)
        else:
            self._take(coop)

    def _way_back(self, path: Path, error: Exception) -> tuple[str, Callable[[], object]] | None:
        """Offer a backup for a folder that is damaged, missing, or does not open."""
        from coop_desk.app.restoring_form import RESTORABLE

        folder = path.parent if path.suffix == ".db" else path
        if getattr(error, "rule", "") not in RESTORABLE or folder.suffix != ".coop":
            return None
        return (_("Restaurer une sauvegarde"), lambda: self.ask_restoring(folder))

    def _offer_restoring_what_is_open(self, error: Exception) -> None:
        step = self._way_back(self.coop.folder, error) if self.coop is not None else None
        if step is not None:
            self._refusal.show_error(error, step)

    def ask_restoring(self, folder: Path) -> None:
        """Ask which backup takes the place of a folder that does not open."""
        from coop_desk.app.restoring_form import RestoringForm

        self._refusal.hide()
        self._take_over.hide()
        if self.coop is not None:
            self.coop = None
            self.closed_coop.emit()
        form = RestoringForm(folder)
        form.left.connect(self.show_choice)
        form.restored.connect(self._open_restored)
        self._show_alone(form)
        form.begin()

    def ask_fetching(self) -> None:
        """Ask for the backup of a co-op that this PC does not have."""
        from coop_desk.app.restoring_form import FetchingForm

        self._refusal.hide()
        form = FetchingForm()
        form.left.connect(self.show_choice)
        form.restored.connect(self._open_restored)
        self._show_alone(form)
        form.begin()

    def _open_restored(self, folder: Path, aside: Path | None) -> None:
        self.show_choice()
        self.open(folder)
        if self._refusal.isHidden():
            self.warn(
                _("La sauvegarde est restaurée. Les mots de passe sont ceux du jour de la sauvegarde."),
                _("Le dossier d’avant est gardé dans {name}.").format(name=f"{aside.parent.name}/{aside.name}")
                if aside is not None
                else _("Le dossier est {name}.").format(name=folder),
            )

    def _show_alone(self, step: QWidget) -> None:
        """Show one thing in the place of the choice of a co-op."""
        while (item := self._choice_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._choice_column.addWidget(step)
        self._go_to(self._choice)

    def _offer_to_take_over(self, path: Path, holder: "Opener") -> None:
        """Let the person say that the other computer is lost: never decided by the age of its session."""
        from coop_desk.core.lock import is_elsewhere

        if not is_elsewhere(holder):
            return
        since = holder.since_instant.astimezone()
        who = {"user": holder.user, "computer": holder.computer, "day": day(since.date()), "time": clock_time(since)}

        def ask() -> None:
            decide(
                self,
                _("Reprendre la main sur cette coopérative ?"),
                _(
                    "{user} l’a ouverte sur l’ordinateur {computer} le {day} à {time}. Si cet ordinateur travaille "
                    "encore, deux personnes écriront ensemble et abîmeront les registres. Ne continuez que s’il est "
                    "éteint ou en panne. Le journal le dira."
                ).format(**who),
                _("Reprendre la main"),
                lambda: self.open(path, force=True),
                danger=True,
            )

        self._take_over.setText(_("L’ordinateur {computer} est éteint ou en panne…").format(computer=holder.computer))
        self._take_over.setAccessibleName(self._take_over.text())
        self._take_over.clicked.disconnect()
        self._take_over.clicked.connect(ask)
        self._take_over.show()

    def open_demo(self) -> None:
        """Open the demonstration, made the first time."""
        present = next(demo_home().glob("*.coop/demo.json"), None)
        if present is not None:
            self.open(present.parent)
            return

        def make(progress: Progress) -> Path:
            from coop_desk.app.demo import make_demo

            folder, _accounts = make_demo(demo_home(), lambda words: progress.say(0, 0, words))
            return folder

        self._do(_("La coopérative de démonstration se prépare…"), make, self.open)

    def ask_again(self, login: str) -> None:
        """Ask again who is there, after a lock; the co-op stays open."""
        self._refusal.hide()
        self._go_to(self.sign_in)
        self.sign_in.ask(login)

    def warn(self, words: str, detail: str = "") -> None:
        """Say something that the person should know before coming in."""
        self._refusal.show_warning(words, detail)

    def leave(self) -> None:
        """Give the co-op back and show the choice."""
        self.coop = None
        self.closed_coop.emit()
        self.show_choice()

    def _go_to(self, step: QWidget) -> None:
        """Show one step and hide the others."""
        for each in (self._choice, self._creation, self.sign_in):
            each.setVisible(each is step)
        several = step is self.sign_in and self.sign_in.offers_people()
        self._middle.setMaximumWidth(theme.px(1000 if several else 560))

    def _take(self, coop: "CoopFile") -> None:
        self.coop = coop
        note_opened(coop.folder)
        self.opened.emit(coop)
        self.sign_in.welcome(coop)
        self._go_to(self.sign_in)
        self._warn_of_little_room(coop.folder)
        self.sign_in.form.begin()

    def _warn_of_little_room(self, folder: Path) -> None:
        from coop_desk.core import place

        free = place.free_megabytes(folder)
        if free < place.LITTLE_ROOM:
            self._refusal.show_warning(
                _("Il ne reste que {free} Mo sur ce disque.").format(free=free),
                _("Libérez de la place avant d’enregistrer quoi que ce soit."),
            )

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("Ouvrir une coopérative"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.accepted.connect(lambda: self.open(Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin_creation(self) -> None:
        self._refusal.hide()
        self._go_to(self._creation)
        self._form.begin()

    def _form_of_creation(self) -> None:
        self._form = Form(
            (
                TextField("name", _("Nom de la coopérative"), required=True),
                FileField(
                    "parent",
                    _("Dossier où la garder"),
                    folder=True,
                    required=True,
                    help=_("Un dossier de cet ordinateur, sauvegardé avec le reste."),
                ),
                TextField("given_name", _("Votre prénom"), required=True),
                TextField("family_name", _("Votre nom"), required=True),
                TextField("login", _("Votre identifiant"), required=True, rules=("ACCOUNT-03", "ACCOUNT-04")),
                PasswordField(
                    "password",
                    _("Votre mot de passe"),
                    rules=("ACCOUNT-05",),
                    help=_("Sept mots sans rapport entre eux, ou 12 caractères de quatre sortes."),
                    propose=proposed_password,
                ),
                PasswordField("again", _("Le même mot de passe"), check=self._same_password),
            ),
            submit=_("Créer"),
            on_submit=self._create,
            on_cancel=self.show_choice,
        )
        self._form.set_values({"parent": Path.home()})
        self._creation.add(self._form)

    def _same_password(self, again: Any) -> str | None:
        return None if again == self._form.fields["password"].read() else _("Les deux mots de passe diffèrent.")

    def _create(self, values: dict[str, Any]) -> None:
        def create(_progress: Progress) -> "tuple[CoopFile, Desk]":
            import coop_desk.app.models  # noqa: F401
            from coop_desk.core.accounts import check_password, found, sign_in
            from coop_desk.core.file import create_coop

            check_password(values["password"], values["family_name"], values["given_name"], values["login"])
            coop = create_coop(values["parent"], values["name"])
            found(coop, values["given_name"], values["family_name"], values["login"], values["password"])
            return coop, sign_in(coop, values["login"], values["password"])

        def enter(made: "tuple[CoopFile, Desk]") -> None:
            coop, desk = made
            self._form.clear()
            self._take(coop)
            self.signed_in.emit(desk)

        self._do(_("La coopérative se crée…"), create, enter, self._form)

    def _do(
        self, words: str, job: Callable[[Progress], Any], done: Callable[[Any], object], form: Form | None = None
    ) -> None:
        self._refusal.hide()
        self._steps.setEnabled(False)

        def finish(result: Any) -> None:
            self._steps.setEnabled(True)
            done(result)

        def fail(error: Exception) -> None:
            self._steps.setEnabled(True)
            if not isinstance(error, Refused | RuleBroken):
                raise error
            if form is not None:
                form.refuse(error)
            else:
                self._refusal.show_error(error)

        task = in_background(self, words, job, finish, fail)
        task.finished.connect(lambda: self._steps.setEnabled(True))
        self._work.addWidget(ProgressLine(task))

    def _lay_out(self) -> None:
        inside = QWidget()
        middle = self._middle
        column = QVBoxLayout(middle)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(16))
        head = QHBoxLayout()
        mark = label()
        mark.setPixmap(icons.pixmap("coop-desk", "accent", 40))
        head.addWidget(mark)
        head.setSpacing(theme.px(12))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(label(_("Coop Desk"), "title"))
        names.addWidget(label(_("La vie démocratique de votre coopérative"), "secondary"))
        head.addLayout(names, 1)
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._refusal)
        column.addWidget(self._take_over, 0, Qt.AlignmentFlag.AlignLeft)
        self._take_over.hide()
        column.addLayout(self._work)
        column.addWidget(self._steps)
        column.addStretch(3)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

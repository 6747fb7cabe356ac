"""Before anyone is in: a folder that does not open is put back from a backup, the damaged one being kept aside."""

import contextlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core import words
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen.background import Progress, in_background
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import ChoiceField, Field, FileField, PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button

if TYPE_CHECKING:
    from coop_desk.core.backup.manifest import Manifest
    from coop_desk.core.backup.places import Kept
    from coop_desk.core.backup.restoring import Found

RESTORABLE = ("FILE-03", "FILE-07", "FILE-08", "FILE-17", "KEY-30", "KEY-31")
"""What a backup settles: a folder damaged, missing or replaced, a failing disk, keys missing or of another day."""


class RestoringForm(QWidget):
    """The last verified backup proposed, or any other; what it holds and what it lacks; then the decision."""

    left = Signal()
    restored = Signal(object, object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from coop_desk.core.backup import places

        self._folder = folder
        state = places.read_state(folder)
        self._kept = places.kept_everywhere(places.places_of(folder), state.coop)
        self._verified = state.last.name if state.last is not None else ""
        self.card = Card(scrolls=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.ask()

    def begin(self) -> None:
        """Put the keyboard in the first field."""
        self.form.begin()

    def ask(self) -> None:
        """Propose the last verified backup of this folder, or ask for a file from elsewhere."""
        self.card.clear(_("Restaurer « {name} »").format(name=self._folder.stem))
        self.card.add_text(
            _("Le dossier présent est mis de côté tel qu’il est, jamais effacé. Rien ne change avant votre accord.")
        )
        fields: list[Field] = []
        if self._kept:
            chosen = [(kept.path, self._name(kept)) for kept in self._kept]
            fields.append(ChoiceField("kept", _("Sauvegarde"), chosen))
        else:
            self.card.add_text(_("Aucune sauvegarde n’est dans les emplacements connus : branchez le second disque."))
        fields += [
            FileField(
                "file",
                _("Une autre sauvegarde") if self._kept else _("Sauvegarde"),
                kinds=_("Sauvegardes (*.tar *.age)"),
                required=not self._kept,
            ),
            *key_fields(),
        ]
        self.form = Form(fields, submit=_("Relire"), on_submit=self._look, on_cancel=self._leave)
        if self._kept:
            self.form.set_values({"kept": self._proposed()})
        self.card.add(self.form)

    def _leave(self) -> None:
        with contextlib.suppress(OSError):
            self._folder.rmdir()  # it was gone, and stays so: a folder that holds anything is never removed
        self.left.emit()

    def _proposed(self) -> Path:
        verified = [kept.path for kept in self._kept if kept.path.name == self._verified]
        return verified[0] if verified else self._kept[0].path

    def _name(self, kept: "Kept") -> str:
        local = kept.made.astimezone()
        said = _("{day} {time} · {label}").format(
            day=words.day(local.date()), time=words.clock_time(local), label=kept.label
        )
        return _("{backup} (la dernière vérifiée)").format(backup=said) if kept.path.name == self._verified else said

    def _look(self, typed: dict[str, Any]) -> None:
        from coop_desk.core.backup import restoring
        from coop_desk.core.backup.keepers import keys_for
        from coop_desk.core.backup.source import Source

        backup: Path = typed["file"] or typed["kept"]
        folder = self._folder

        def look(_progress: Progress) -> "tuple[Found, tuple[str, ...]]":
            keys = keys_for(backup, typed["key"] or "", typed["login"] or "", typed["password"] or "")
            folder.mkdir(parents=True, exist_ok=True)  # it may be gone whole
            return restoring.look(Source(folder), backup, keys), keys

        self._do(_("Relecture de la sauvegarde…"), look, lambda found: self._show(backup, *found), self.form)

    def _show(self, backup: Path, found: "Found", keys: tuple[str, ...]) -> None:
        manifest = found.manifest
        local = manifest.made.astimezone()
        when = f"{words.day(local.date())} {words.clock_time(local)}"
        self.card.clear(_("Sauvegarde du {when}").format(when=when))
        self.card.add_pill(_("Relue entière"), "good")
        self.card.add_facts(facts_of(manifest))
        self.card.add_heading(_("Ce qui lui manque"))
        self.card.add_text(self._lacks(found))
        self.card.add_text(_("Les mots de passe redeviennent ceux du jour de la sauvegarde."))
        self.restore_button = button(_("Restaurer…"), lambda: self._decide(backup, keys, when), role="danger")
        self.card.add_buttons(self.restore_button, button(_("En choisir une autre"), self._again))
        self.restore_button.setFocus()

    def _lacks(self, found: "Found") -> str:
        return lacks(found)

    def _again(self) -> None:
        self.ask()
        self.begin()

    def _decide(self, backup: Path, keys: tuple[str, ...], when: str) -> None:
        decide(
            self,
            _("Restaurer la sauvegarde du {when} ?").format(when=when),
            _("Le dossier abîmé est mis de côté, dans « mis-de-cote » ; le journal dira d’où vient le nouveau."),
            _("Restaurer"),
            lambda: self._restore(backup, keys),
            danger=True,
        )

    def _restore(self, backup: Path, keys: tuple[str, ...]) -> None:
        from coop_desk.core.backup import restoring
        from coop_desk.core.backup.source import Source
        from coop_desk.core.trusted_time import TrustedClock

        folder = self._folder

        def restore(_progress: Progress) -> Path:
            clock = TrustedClock()
            return restoring.finish(restoring.prepare(Source(folder), backup, keys, clock=clock), clock.now())

        self._do(_("Restauration…"), restore, lambda aside: self.restored.emit(folder, aside), None)

    def _do(self, said: str, job: Any, done: Any, form: Form | None) -> None:
        self.setEnabled(False)

        def finish(result: Any) -> None:
            self.setEnabled(True)
            done(result)

        def fail(error: Exception) -> None:
            self.setEnabled(True)
            if not isinstance(error, Refused | RuleBroken):
                raise error
            if form is None:
                self.ask()
            self.form.refuse(error)

        in_background(self, said, job, finish, fail)


class FetchingForm(RestoringForm):
    """A co-op that this PC never had, made from a backup kept elsewhere."""

    def __init__(self) -> None:
        self._parent = Path.home()
        super().__init__(self._parent)

    def ask(self) -> None:
        """Ask for the backup, and for where the folder is made."""
        self.card.clear(_("Reprendre une coopérative depuis une sauvegarde"))
        self.card.add_text(
            _(
                "Sur un ordinateur neuf, ou après la perte de l’ancien : branchez le disque des sauvegardes. Si "
                "l’ancien marche encore, ne travaillez plus que sur un des deux."
            )
        )
        fields = (
            FileField("file", _("Sauvegarde"), kinds=_("Sauvegardes (*.tar *.age)"), required=True),
            FileField(
                "parent",
                _("Dossier où garder la coopérative"),
                folder=True,
                required=True,
                rules=("FILE-01", "FILE-05", "FILE-06"),
                help=_("Un dossier de cet ordinateur, sauvegardé avec le reste."),
            ),
            *key_fields(),
        )
        self.form = Form(fields, submit=_("Relire"), on_submit=self._look, on_cancel=self.left.emit)
        self.form.set_values({"parent": self._parent})
        self.card.add(self.form)

    def _look(self, typed: dict[str, Any]) -> None:
        from coop_desk.core.backup import restoring
        from coop_desk.core.backup.keepers import keys_for
        from coop_desk.core.backup.source import Source
        from coop_desk.core.disk_faults import french_faults

        backup: Path = typed["file"]
        self._parent = typed["parent"]

        def look(_progress: Progress) -> "tuple[Found, tuple[str, ...]]":
            keys = keys_for(backup, typed["key"] or "", typed["login"] or "", typed["password"] or "")
            with french_faults(backup.parent), TemporaryDirectory(prefix="coop-desk-") as empty:
                return restoring.look(Source(Path(empty)), backup, keys), keys

        self._do(_("Relecture de la sauvegarde…"), look, lambda found: self._show(backup, *found), self.form)

    def _lacks(self, found: "Found") -> str:
        if found.seen:
            return lacks(found)
        return _(
            "Cet ordinateur n’a rien vu de cette coopérative : comparez avec le numéro de journal imprimé sur le "
            "dernier procès-verbal."
        )

    def _decide(self, backup: Path, keys: tuple[str, ...], when: str) -> None:
        from coop_desk.core.backup import restoring
        from coop_desk.core.trusted_time import TrustedClock

        parent = self._parent

        def restore(_progress: Progress) -> Path:
            return restoring.restore_elsewhere(parent, backup, keys, clock=TrustedClock())

        self._do(_("Restauration…"), restore, lambda folder: self.restored.emit(folder, None), None)


def key_fields() -> tuple[Field, ...]:
    """Ask for what opens a backup: the recovery code, or a password of its day."""
    return (
        PasswordField(
            "key",
            _("Code de secours"),
            required=False,
            rules=("KEY-02", "BACKUP-05"),
            help=_("Celui de l’enveloppe, ou une clé age. Il ouvre tout, à lui seul."),
        ),
        TextField(
            "login",
            _("Ou l’identifiant de quelqu’un"),
            rules=("BACKUP-07", "KEY-30"),
            help=_("Qui garde les sauvegardes, ou qui entrait ce jour-là si celle-ci n’est pas chiffrée."),
        ),
        PasswordField("password", _("Son mot de passe de ce jour-là"), required=False),
    )


def facts_of(manifest: "Manifest") -> list[tuple[str, str]]:
    """What a backup holds, for the card that shows it."""
    return [
        (_("Journal"), manifest.label),
        (_("Dernier acte"), manifest.journal_words),
        (_("Personnes"), words.integer(manifest.counts.get("person", 0))),
        (_("Version du programme"), manifest.version),
    ]


def lacks(found: "Found") -> str:
    """Say which lines of the journal a backup lacks, from the present file or from what this PC saw of it."""
    manifest, lost = found.manifest, found.lost
    if lost.known and not lost.count:
        return _("Rien : le dossier n’a pas changé depuis.")
    last = lost.newest[0].number if lost.newest else found.seen
    if last > manifest.journal_number:
        n = last - manifest.journal_number
        return ngettext(
            "{n} ligne du journal : la n° {last}.", "{n} lignes du journal : de la n° {first} à la n° {last}.", n
        ).format(n=words.integer(n), first=words.integer(manifest.journal_number + 1), last=words.integer(last))
    if lost.known:
        return _("Le dossier présent et la sauvegarde ont suivi deux chemins : le journal des deux est gardé.")
    return _(
        "Le dossier présent ne se lit plus, et cet ordinateur n’a rien vu de plus récent que la sauvegarde : "
        "comparez avec le numéro de journal imprimé sur le dernier procès-verbal."
    )

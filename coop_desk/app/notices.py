"""What must be known before working: said at the top of every page until it is settled."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core import anchors, recovery
from coop_desk.core.backup.verbs import backups
from coop_desk.core.correcting_time import confirm_clock, correct_clock, question, warning
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.taking_up import take_up, take_up_again
from coop_desk.screen.background import in_background
from coop_desk.screen.refusal import RefusalBanner
from coop_desk.topics.elections.urn.service import remove_strays, urn_notices

if TYPE_CHECKING:
    from collections.abc import Callable

    from coop_desk.core.desk import Desk

_ELSEWHERE = N_("Lecture seule : cette coopérative est ouverte ailleurs. Vous pouvez lire et imprimer.")


class Notices(QWidget):
    """The date in doubt, the file that lacks what was seen of it, read-only: one banner each, with the way out."""

    settled = Signal()
    go_asked = Signal(str)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.banners: list[RefusalBanner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.look_again()
        if anchors.whole_due(desk.coop) and not desk.coop.strayed:
            words = _("Vérification du journal")
            in_background(self, words, lambda _progress: anchors.verify_whole(desk.coop), self._verified, self._failed)

    def take_desk(self, desk: "Desk") -> None:
        """Say it again for a new session."""
        self.desk = desk
        self.look_again()

    def look_again(self) -> None:
        """Show what holds now."""
        for old in self.banners:
            old.deleteLater()
        self.banners = []
        coop = self.desk.coop
        if coop.damaged:
            step = (_("Sauvegardes"), lambda: self.go_asked.emit("backups"))
            self._show(coop.strayed, step if self.desk.allows(backups) else None)
        elif coop.strayed:
            may = self.desk.coverage(take_up)
            self._show(coop.strayed, (_("Reprendre à partir de cet état"), self._take_up) if may else None)
        elif coop.read_only:
            self._show(_(_ELSEWHERE), None)
        if not coop.is_sealed and not coop.read_only:
            rest = _(
                "Une version plus ancienne l’a écrit. Il se fermera à clé de lui-même quand chaque personne qui a un "
                "accès aura ouvert une session."
            )
            self._show(_("Ce dossier n’est pas encore fermé à clé : qui le copie peut le lire."), None, rest)
        asked = question(coop.clock)
        if asked:
            detail = _(
                "L’horloge de cet ordinateur est bien après la dernière saisie. Tant que la date n’est pas confirmée, "
                "les saisies gardent la date du journal et les données protégées restent fermées. Si la date est "
                "fausse, réglez l’horloge de l’ordinateur."
            )
            self._show(asked, (_("Oui, c’est la bonne date"), self._confirm), detail)
        used = recovery.recovery_use(self.desk)
        if used:
            said = _("Un autre code remplace celui qui a servi ; ce rappel reste jusqu’à son impression.")
            step = (_("Code de secours"), lambda: self.go_asked.emit("recovery"))
            self._show(used, step if self.desk.allows(recovery.recovery_state) else None, said)
        for urn in urn_notices(self.desk) if self.desk.allows(urn_notices) else ():
            if urn.stray:
                may_remove = self.desk.allows(remove_strays)
                self._show(urn.words, (_("Retirer le fichier"), self._remove_strays) if may_remove else None)
            else:
                self._show(urn.words, (_("Élections"), lambda: self.go_asked.emit("elections")))
        late = warning(coop.clock)
        if late:
            may_correct = self.desk.allows(correct_clock)
            self._show(late, (_("Corriger la date du journal"), self._correct) if may_correct else None)

    def words(self) -> str:
        """Everything that is said."""
        return " ".join(banner.words() for banner in self.banners)

    def _show(self, words: str, step: "tuple[str, Callable[[], object]] | None", detail: str = "") -> None:
        banner = RefusalBanner()
        self._column.addWidget(banner)
        banner.show_warning(words, detail, step)
        self.banners.append(banner)

    def _take_up(self) -> None:
        self._do(lambda: take_up_again(self.desk))

    def _confirm(self) -> None:
        self._do(lambda: confirm_clock(self.desk))

    def _correct(self) -> None:
        self._do(lambda: correct_clock(self.desk))

    def _remove_strays(self) -> None:
        def remove() -> None:
            remove_strays(self.desk)

        self._do(remove)

    def _do(self, settle: "Callable[[], None]") -> None:
        try:
            settle()
        except (Refused, RuleBroken) as error:
            self.banners[0].show_error(error)
            return
        self.look_again()
        self.settled.emit()

    def _verified(self, fault: str) -> None:
        if fault:
            self.look_again()
            self.settled.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refused | RuleBroken):
            raise error

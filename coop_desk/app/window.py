"""The one window: sign-in, then the pages; locked by Ctrl+L or after a while, without closing the co-op."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from coop_desk.core.crypto.file_keys import held
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen import preferences, theme
from coop_desk.screen.clipboard import ClipboardKeeper
from coop_desk.screen.privacy import privacy

if TYPE_CHECKING:
    from coop_desk.app.opening import Opening
    from coop_desk.app.system_lock import SystemLock
    from coop_desk.app.workspace import Workspace
    from coop_desk.core.backup.restoring import Prepared
    from coop_desk.core.desk import Desk
    from coop_desk.core.drafts import Drafts
    from coop_desk.core.file import CoopFile
    from coop_desk.screen.whole_screen import WholeScreen

LOCK_MINUTES = (2, 10, 30)
"""Least, usual and most minutes before the screen locks by itself."""
_LOOK_AGAIN = 5_000
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


def lock_minutes() -> int:
    """Minutes before the screen locks by itself, as chosen on this PC."""
    least, usual, most = LOCK_MINUTES
    kept = preferences.remembered("lock_minutes", usual)
    return min(most, max(least, kept)) if isinstance(kept, int) else usual


class Window(QWidget):
    """Shows either who may come in, or the pages of the person signed in."""

    def __init__(self) -> None:
        """Empty until it is furnished, so that it is on the screen at once."""
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(_("Coop Desk"))
        self.coop: CoopFile | None = None
        self.workspace: Workspace | None = None
        self.restart: Callable[[Path, str], bool] | None = None
        self.clipboard = ClipboardKeeper(self)
        self.system_lock: SystemLock | None = None
        self._kept_drafts: Drafts = []
        self._hidden: list[QWidget] = []
        self._alone: WholeScreen | None = None
        self._note_sign()
        self._places = QStackedWidget()
        self._opening: Opening | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._places)
        theme.system.turned.connect(self.dress_again)
        self._watch = QTimer(self, interval=_LOOK_AGAIN)
        self._watch.timeout.connect(self._lock_if_idle)
        screen = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(theme.px(1366), screen.width()), min(theme.px(768), screen.height()))
        self.setMinimumSize(640, 420)

    @property
    def opening(self) -> "Opening":
        """Where one chooses a co-op and signs in."""
        return self._opening or self.furnish()

    def furnish(self, coop: Path | None = None) -> "Opening":
        """Put in what the first picture did not need; open a co-op when one is given."""
        from coop_desk.app.opening import Opening

        self._opening = made = Opening(coop)
        made.opened.connect(self._take_coop)
        made.signed_in.connect(self.welcome)
        made.closed_coop.connect(self.close_coop)
        self._places.addWidget(made)
        self._places.setCurrentWidget(made)
        return made

    def welcome(self, desk: "Desk") -> None:
        """Show the pages of the person who signed in; the same person finds them as they were."""
        from coop_desk.app.workspace import Workspace
        from coop_desk.core.drafts import kept_drafts

        if self.workspace is not None and self.workspace.desk.person_id == desk.person_id:
            self.workspace.take_desk(desk)
        else:
            self._forget_workspace()
            self.workspace = Workspace(desk)
            self.workspace.lock_asked.connect(self.lock)
            self.workspace.look_asked.connect(self.dress_again)
            self.workspace.whole_screen_asked.connect(self.give_whole_screen)
            self._places.addWidget(self.workspace)
            self.workspace.begin()
            self._kept_drafts = kept_drafts(desk)
            self._places.setCurrentWidget(self.workspace)  # first: a page loads when it is shown, over what it holds
            self.workspace.put_back(self._kept_drafts)
        self._places.setCurrentWidget(self.workspace)
        self.setWindowTitle(_("{coop} – Coop Desk").format(coop=desk.coop.name))
        for widget in self._hidden:
            widget.show()
        self._hidden.clear()
        self._note_sign()
        self._watch.start()

    def lock(self) -> None:
        """Hide everything and ask who is there; the co-op stays open, its session is closed."""
        if self.workspace is None:
            return
        self._watch.stop()
        self._end_alone()
        self.keep_typing(place=True)
        self.clipboard.take_back()
        privacy.hide_again()
        if self._begin_again():
            return
        self.workspace.desk.close()
        self._hide_other_windows()
        self.setWindowTitle(_("Coop Desk – verrouillé"))
        self._places.setCurrentWidget(self.opening)
        self.opening.ask_again(self.workspace.desk.login)

    def give_whole_screen(self, shown: "WholeScreen") -> None:
        """Show one thing alone, over the whole screen (a booth): menus, shortcuts and search are out of reach."""
        self.keep_typing()
        self.clipboard.take_back()
        self._hide_other_windows()
        self._alone = shown
        shown.left.connect(self._end_alone)
        self._places.addWidget(shown)
        self._places.setCurrentWidget(shown)
        self.setWindowTitle(_("Coop Desk"))
        self.showFullScreen()

    def _end_alone(self) -> None:
        shown, self._alone = self._alone, None
        if shown is None or self.workspace is None:
            return
        self.showNormal()
        self._places.setCurrentWidget(self.workspace)
        self._places.removeWidget(shown)
        shown.deleteLater()
        self.setWindowTitle(_("{coop} – Coop Desk").format(coop=self.workspace.desk.coop.name))
        for widget in self._hidden:
            widget.show()
        self._hidden.clear()
        self.workspace.reload_page()

    def lock_with_system(self) -> bool:
        """Lock as well when the system locks, sleeps or changes user; False where it tells nothing."""
        from coop_desk.app.system_lock import SystemLock

        self.system_lock = SystemLock(self)
        self.system_lock.leaving.connect(self.lock)
        return self.system_lock.watch()

    def keep_typing(self, *, place: bool = False) -> None:
        """Keep what is typed and not sent (and the place, when locking), sealed to the person at work."""
        if self.workspace is not None and (place or self._watch.isActive()):
            from coop_desk.core.drafts import keep_drafts

            typed = self.workspace.drafts(place=place)
            if typed != self._kept_drafts:
                keep_drafts(self.workspace.desk, typed)
                self._kept_drafts = typed

    def _begin_again(self) -> bool:
        """Lock in a new process; in this one while the room looks at its screen or work is under way."""
        busy = any(thread.name.startswith("coop-desk:") for thread in threading.enumerate())
        room = any(each.isVisible() and each.property("for_the_room") for each in QApplication.topLevelWidgets())
        if self.restart is None or self.coop is None or self.workspace is None or busy or room:
            return False
        folder, login = self.coop.folder, self.workspace.desk.login
        self._forget_workspace()
        self.coop.close()
        self.coop = None
        if self.restart(folder, login):
            self.hide()
            QApplication.quit()
        else:
            self.opening.open(folder)
            self._places.setCurrentWidget(self.opening)
            self.setWindowTitle(_("Coop Desk – verrouillé"))
        return True

    def close_coop(self) -> None:
        """Leave the co-op and go back to the choice of one."""
        ring = self.workspace.desk.keyring if self.workspace is not None else None
        root = ring.root if ring is not None else b""
        self._forget_workspace()
        if self.coop is not None:
            from coop_desk.core.backup import moments

            moments.at_exit(self.coop, root)
            self.coop.close()
            self.coop = None
            held.forget()
        self._places.setCurrentWidget(self.opening)
        self.setWindowTitle(_("Coop Desk"))

    def put_back(self, prepared: "Prepared") -> None:
        """Close the co-op, put a prepared backup in its place, and ask who is there again."""
        from coop_desk.core.backup import restoring

        self._forget_workspace()
        if self.coop is None:
            return
        coop, self.coop = self.coop, None
        coop.close()
        try:
            aside = restoring.finish(prepared, coop.clock.now())
        except RuleBroken as broken:
            self.opening.open(coop.folder)
            self.opening.warn(broken.message)
        else:
            self.opening.open(coop.folder)
            self.opening.warn(
                _("La sauvegarde est restaurée. Les mots de passe sont ceux du jour de la sauvegarde."),
                _("Le dossier d’avant est gardé dans {name}.").format(name=f"{aside.parent.name}/{aside.name}"),
            )
        self._places.setCurrentWidget(self.opening)
        self.setWindowTitle(_("Coop Desk"))

    def dress_again(self) -> None:
        """Put on a new look: the pages are made again in it."""
        from coop_desk.app.start import chosen_look

        app = QApplication.instance()
        if self._alone is not None:
            return  # the colours wait until the booth is left
        if isinstance(app, QApplication) and self.workspace is not None:
            desk, page = self.workspace.desk, self.workspace.current_name
            theme.wear(app, chosen_look())
            self._forget_workspace()
            self.welcome(desk)
            if self.workspace is not None:
                self.workspace.open_page(page)

    def _take_coop(self, coop: "CoopFile") -> None:
        self.coop = coop

    def _forget_workspace(self) -> None:
        for widget in self._hidden:
            if isValid(widget):  # what was hidden may have gone with its page
                widget.close()
        self._hidden.clear()
        if self.workspace is not None:
            self.workspace.forget()
            self._places.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None

    def _hide_other_windows(self) -> None:
        """Dialogs and popups go; a window made for the room (property «for_the_room») stays."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self and widget.isVisible() and not widget.property("for_the_room"):
                self._hidden.append(widget)
                widget.hide()

    def _lock_if_idle(self) -> None:
        self.keep_typing()
        # A clock that is put back stops one of the two, a computer that sleeps the other.
        idle = max(QDateTime.currentSecsSinceEpoch() - self._last_sign, time.monotonic() - self._last_tick)
        if idle < 60 * lock_minutes():
            return
        if self._alone is not None:
            self._note_sign()
            self._alone.rest()
        if self._alone is None:
            self.lock()

    def _watch_window(self, seen: QWindow | None) -> None:
        if seen is not None:
            seen.removeEventFilter(self)
            seen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in _SIGNS_OF_LIFE:
            self._note_sign()
        return False

    def _note_sign(self) -> None:
        self._last_sign, self._last_tick = QDateTime.currentSecsSinceEpoch(), time.monotonic()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch this window and each one that comes to the front."""
        super().showEvent(event)
        if not event.spontaneous():
            self._watch_window(self.windowHandle())
            application = QGuiApplication.instance()
            if isinstance(application, QGuiApplication):
                application.focusWindowChanged.connect(self._watch_window)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the co-op with the window; what has the whole screen is left first."""
        if self._alone is not None:
            event.ignore()
            self._alone.ask_password()
            return
        self.clipboard.take_back()
        self.keep_typing()
        self.close_coop()
        super().closeEvent(event)

"""Starts the window: the first picture is on the screen before anything heavy is imported."""

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from coop_desk.core import resources
from coop_desk.core.i18n import _, speaks_french
from coop_desk.screen import preferences, theme


def open_window(given: str | None = None) -> int:
    """Open the window (on a co-op when one is given) and stay until it is closed."""
    app = application()
    from coop_desk.app.window import Window

    window = Window()
    window.show()
    app.processEvents()
    from coop_desk.app import locking, out_of_sight
    from coop_desk.app.fault_window import LastResort

    LastResort(window).watch()
    out_of_sight.leave_no_core_dump()
    out_of_sight.keep_out_of_previews(int(window.winId()))
    login = locking.locked_as()
    window.restart = locking.restart
    window.lock_with_system()
    opening = window.furnish(Path(given) if given else None)
    if login:
        opening.opened.connect(lambda _coop: opening.sign_in.ask(login), Qt.ConnectionType.QueuedConnection)
    return app.exec()


def application() -> QApplication:
    """The Qt application, in French and dressed as its user chose."""
    import_lightly()
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("coop-desk")
    app.setApplicationDisplayName(_("Coop Desk"))
    app.setDesktopFileName("coop-desk")
    app.setWindowIcon(QIcon(str(resources.path("icons", "coop-desk.svg"))))
    if speaks_french():
        _speak_french(app)
    theme.wear(app, chosen_look())
    return app


def chosen_look() -> theme.Look:
    """The look this user chose on this PC."""
    kept = preferences.remembered("look", {})
    scheme = kept.get("scheme", "system")
    percent = kept.get("text_percent", 100)
    return theme.Look(
        scheme if scheme in ("light", "dark") else "system",
        percent if isinstance(percent, int) and 100 <= percent <= 200 else 100,
        bool(kept.get("dense", False)),
    )


def import_lightly() -> None:
    """Spare twenty megabytes: Qt's import hook reads, and keeps, the source of every module imported after it.

    It looks there for a module that uses Qt, in case this one asks for snake_case names: none here does.
    """
    features = sys.modules.get("shibokensupport.feature")
    if hasattr(features, "_mod_uses_pyside"):
        features._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]


def _speak_french(app: QApplication) -> None:
    """Qt's own dialogs in French, when Qt brought the catalogue."""
    translator = QTranslator(app)
    if translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)

"""The application dressed as for its user, with preferences of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from coop_desk.app.start import application
from coop_desk.screen import theme


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the tests remember out of the user's folder."""
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its light look."""
    yield application()
    let_go_of_widgets()
    theme.wear(qapp, theme.Look("light"))


def let_go_of_widgets() -> None:
    """Take away the widgets that a test closed, before the application changes its clothes: they would as well."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

"""The last resort: a fault of the program is said in French, its report names no value, and work goes on."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.__main__ import main
from coop_desk.app import command_line, faults
from coop_desk.app.fault_window import FaultDialog, LastResort
from coop_desk.core.errors import RuleBroken

SECRET = "Hénaff, 2 750 euros"


def fault() -> Exception:
    """An error that carries a value in its message, raised from another one."""
    try:
        try:
            int(SECRET)
        except ValueError as first:
            raise KeyError(SECRET) from first
    except KeyError as error:
        return error


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    """A window to be told over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_report_names_places_and_kinds_but_no_value_and_no_folder_of_the_computer() -> None:
    text = faults.report(fault())
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "tests/topics/screen/test_faults.py" in text
    for value in ("Hénaff", "2 750", str(Path.home())):
        assert value not in text


def test_an_unforeseen_error_is_said_over_the_window_and_its_report_read_then_saved(
    window: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path))
    last = LastResort(window)
    error = fault()
    last.receive(type(error), error, error.__traceback__)
    last.receive(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: last.dialog is not None)
    assert len(window.findChildren(FaultDialog)) == 1
    dialog = last.dialog
    assert dialog is not None
    assert "Ce qui était enregistré l’est resté" in dialog.words.text()
    assert "Hénaff" not in dialog.shown.toPlainText()
    assert list(tmp_path.iterdir()) == []
    dialog.saving.click()
    (saved,) = (tmp_path / "rapports").iterdir()
    assert saved.read_text(encoding="utf-8") == dialog.shown.toPlainText()
    dialog.closing.click()
    qtbot.waitUntil(lambda: last.dialog is None)


def test_a_refusal_that_no_page_showed_is_said_in_its_own_words(window: QWidget, qtbot: QtBot) -> None:
    last = LastResort(window)
    error = RuleBroken("FILE-10", "Le disque est plein.")
    last.receive(RuleBroken, error, None)
    qtbot.waitUntil(lambda: last.dialog is not None)
    assert last.dialog is not None
    assert last.dialog.words.text() == "Le disque est plein."
    assert [b.text() for b in last.dialog.findChildren(QPushButton)] == ["Continuer"]


def test_an_error_of_another_thread_is_said_too(window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr(threading, "excepthook", None)
    last = LastResort(window)
    last.watch()
    thread = threading.Thread(target=lambda: int(SECRET))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: last.dialog is not None)


def test_the_command_line_says_an_unforeseen_error_in_french_and_keeps_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path))
    monkeypatch.setattr(command_line, "_opened_for_checking", lambda _path: int(SECRET))
    assert main(["check", "x.coop"]) == 5
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "Hénaff" not in err
    (saved,) = (tmp_path / "rapports").iterdir()
    assert saved.name in err
    assert "builtins.ValueError" in saved.read_text(encoding="utf-8")


def test_without_a_screen_the_window_says_so_instead_of_stopping_dead(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for arguments in ([], ["Canal.coop"], ["/srv/Canal.coop/demo.json"], ["."]):
        assert main(arguments) == 4
        assert "Aucun écran ici" in capsys.readouterr().err

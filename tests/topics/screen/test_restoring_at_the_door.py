"""A folder that does not open: the first window proposes its last verified backup and keeps the damaged file aside."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.app.restoring_form import FetchingForm, RestoringForm
from coop_desk.app.window import Window
from coop_desk.core import accounts
from coop_desk.core.backup import verbs
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.file import DATABASE_NAME
from coop_desk.screen.accessibility import accessible_faults
from tests.conftest import CHEAP, PASSWORD, TestCoop


@pytest.fixture
def backed_up(coop: TestCoop) -> Path:
    """A co-op backed up twice, then worked in once more, and closed."""
    founder = coop.desk("founder")
    verbs.back_up(coop.desk("keeper"))
    accounts.open_account(founder, "zoe", PASSWORD, given_name="Zoé", family_name="Abadie", cost=CHEAP)
    coop.on(coop.clock.today(), 11)
    verbs.back_up(coop.desk("keeper"))
    accounts.open_account(founder, "lea", PASSWORD, given_name="Léa", family_name="Bihan", cost=CHEAP)
    coop.file.close()
    return coop.file.folder


def at_the_door(folder: Path, qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.furnish()
    window.opening.open(folder)
    if window.coop is not None:  # closed by its key: what is wrong with it shows once somebody gives it
        form = window.opening.sign_in.form
        form.set_values({"login": "keeper", "password": PASSWORD})
        form.submit()
        qtbot.waitUntil(lambda: not window.opening._refusal.isHidden(), timeout=20_000)
    return window


def texts(form: RestoringForm) -> str:
    said = " ".join(found.text() for found in form.findChildren(QLabel) if not found.isHidden())
    return said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def spoilt(folder: Path) -> None:
    (folder / DATABASE_NAME).write_bytes(bytes(5000))


def cut(folder: Path) -> None:
    content = (folder / DATABASE_NAME).read_bytes()
    (folder / DATABASE_NAME).write_bytes(content[: len(content) // 2])


def missing(folder: Path) -> None:
    (folder / DATABASE_NAME).unlink()


def something_else(folder: Path) -> None:
    (folder / DATABASE_NAME).write_text("Associés;Parts\n" * 50, encoding="utf-8")


def restore(window: Window, form: RestoringForm, qtbot: QtBot) -> None:
    before = getattr(form, "restore_button", None)
    form.form.submit()
    qtbot.waitUntil(lambda: getattr(form, "restore_button", None) is not before, timeout=20_000)
    form.restore_button.click()
    dialog = form.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    dialog.accept()
    qtbot.waitUntil(lambda: window.coop is not None, timeout=20_000)


@pytest.mark.parametrize("fault", [spoilt, cut, missing, something_else])
def test_the_last_verified_backup_is_proposed_with_what_it_lacks(
    backed_up: Path, fault: Callable[[Path], None], qtbot: QtBot
) -> None:
    fault(backed_up)
    damaged = (backed_up / DATABASE_NAME).read_bytes() if (backed_up / DATABASE_NAME).exists() else None
    window = at_the_door(backed_up, qtbot)
    assert not window.opening._refusal._next.isHidden()
    window.opening._refusal._next.click()
    form = window.opening.findChild(RestoringForm)
    assert isinstance(form, RestoringForm)
    form.form.set_values({"login": "keeper", "password": PASSWORD})
    assert "la dernière vérifiée" in form.form.fields["kept"].box.currentText()  # type: ignore[attr-defined]
    assert accessible_faults(form) == []
    form.form.submit()
    qtbot.waitUntil(lambda: "Ce qui lui manque" in texts(form), timeout=20_000)
    assert "1 ligne du journal : la n°" in texts(form)
    assert (backed_up / DATABASE_NAME).exists() is (damaged is not None), "nothing has changed yet"
    assert accessible_faults(form) == []
    form._again()
    form.form.set_values({"login": "keeper", "password": PASSWORD})
    restore(window, form, qtbot)
    assert "mots de passe sont ceux du jour" in window.opening._refusal.words()
    assert accounts.sign_in(window.coop, "zoe", PASSWORD).login == "zoe"
    aside = [file.read_bytes() for file in (backed_up / "mis-de-cote").glob(f"*/{DATABASE_NAME}")]
    assert aside == ([damaged] if damaged is not None else [])
    window.close()


def test_a_folder_that_is_gone_whole_comes_back_from_a_file(backed_up: Path, tmp_path: Path, qtbot: QtBot) -> None:
    elsewhere = tmp_path / "clé USB"
    elsewhere.mkdir()
    newest = max((backed_up / "sauvegardes").iterdir(), key=lambda file: file.name)
    kept = shutil.copy(newest, elsewhere)
    shutil.rmtree(backed_up)
    window = at_the_door(backed_up, qtbot)
    window.opening._refusal._next.click()
    form = window.opening.findChild(RestoringForm)
    assert isinstance(form, RestoringForm)
    form._leave()
    assert not backed_up.exists()
    window.opening.ask_restoring(backed_up)
    form = window.opening.findChildren(RestoringForm)[-1]
    form.form.set_values({"file": Path(kept), "login": "keeper", "password": PASSWORD})
    restore(window, form, qtbot)
    assert window.coop is not None
    assert accounts.sign_in(window.coop, "zoe", PASSWORD).login == "zoe"
    window.close()


def test_a_co_op_that_this_pc_never_had_is_made_from_a_backup(
    backed_up: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = max((backed_up / "sauvegardes").iterdir(), key=lambda file: file.name)
    stick, home = tmp_path / "clé USB", tmp_path / "Délégué €"
    stick.mkdir()
    home.mkdir()
    kept = Path(shutil.move(newest, stick))
    shutil.rmtree(backed_up)
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "another PC"))
    held.forget()
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.furnish()
    (begin,) = [b for b in window.opening.findChildren(QPushButton) if b.text().strip().startswith("Reprendre depuis")]
    begin.click()
    form = window.opening.findChild(FetchingForm)
    assert isinstance(form, FetchingForm)
    assert accessible_faults(form) == []
    form.form.set_values({"file": kept, "parent": home, "login": "keeper", "password": "faux"})
    form.form.submit()
    qtbot.waitUntil(lambda: "ne convient pas" in texts(form), timeout=20_000)
    form.form.set_values({"file": kept, "parent": home, "login": "keeper", "password": PASSWORD})
    form.form.submit()
    qtbot.waitUntil(lambda: hasattr(form, "restore_button"), timeout=20_000)
    assert list(home.iterdir()) == [], "nothing is made yet"
    form.restore_button.click()
    qtbot.waitUntil(lambda: window.coop is not None, timeout=20_000)
    assert window.coop is not None
    assert window.coop.folder == home / backed_up.name
    assert "mots de passe sont ceux du jour" in window.opening._refusal.words()
    assert accounts.sign_in(window.coop, "zoe", PASSWORD).login == "zoe"
    window.opening.leave()
    window.opening.ask_fetching()
    form = window.opening.findChildren(FetchingForm)[-1]
    form.form.set_values({"file": kept, "parent": home, "login": "keeper", "password": PASSWORD})
    form.form.submit()
    qtbot.waitUntil(lambda: hasattr(form, "restore_button"), timeout=20_000)
    form.restore_button.click()
    qtbot.waitUntil(lambda: "existe déjà" in texts(form), timeout=20_000)
    window.close()


def test_a_backup_that_is_damaged_too_is_named_and_another_can_be_chosen(backed_up: Path, qtbot: QtBot) -> None:
    spoilt(backed_up)
    newest = max((backed_up / "sauvegardes").iterdir(), key=lambda file: file.name)
    newest.write_bytes(newest.read_bytes()[: newest.stat().st_size // 2])
    window = at_the_door(backed_up, qtbot)
    window.opening._refusal._next.click()
    form = window.opening.findChild(RestoringForm)
    assert isinstance(form, RestoringForm)
    form.form.set_values({"login": "keeper", "password": PASSWORD})
    form.form.submit()
    qtbot.waitUntil(lambda: "incomplète ou abîmée" in texts(form), timeout=20_000)
    form.form.set_values({"kept": form._kept[1].path})
    form.form.submit()
    qtbot.waitUntil(lambda: "2 lignes du journal" in texts(form), timeout=20_000)
    assert window.coop is None
    window.close()


def test_nothing_is_proposed_while_somebody_has_it_open(coop: TestCoop, qtbot: QtBot) -> None:
    window = at_the_door(coop.file.folder, qtbot)
    step = window.opening._refusal._next
    assert step.isHidden() or step.text() != "Restaurer une sauvegarde"
    window.close()

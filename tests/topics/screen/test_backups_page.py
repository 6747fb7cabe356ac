"""Backups in the window: made, looked at, restored, and what the keeper of the file is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from coop_desk.app.backups_page import BackupsPage
from coop_desk.app.keepers_cards import save_as
from coop_desk.app.preferences_page import PreferencesPage
from coop_desk.app.window import Window
from coop_desk.core import accounts
from coop_desk.core.backup import moments, verbs
from coop_desk.core.compartments import delegating
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.background import Task
from coop_desk.screen.form import Form
from coop_desk.topics.dashboard.service import todo
from tests.conftest import CHEAP, PASSWORD, TestCoop

FIRST_PLACE = "sauvegardes"


@pytest.fixture
def page(coop: TestCoop, qtbot: Any) -> BackupsPage:
    made = BackupsPage(coop.desk("keeper"))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def texts(page: BackupsPage) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_the_first_backup_is_made_from_the_empty_page_and_verified(
    page: BackupsPage, coop: TestCoop, qtbot: Any
) -> None:
    page.now_action.trigger()
    qtbot.waitUntil(lambda: len(page.list.shown_records()) == 1, timeout=20_000)
    assert "Dernière vérifiée" in texts(page)
    assert "même disque" in page.refusal.words()
    assert accessible_faults(page) == []


def test_looking_shows_what_would_be_lost_and_the_drill_is_noted(page: BackupsPage, coop: TestCoop, qtbot: Any) -> None:
    verbs.back_up(coop.desk("keeper"))
    accounts.open_account(coop.desk("founder"), "zoe", PASSWORD, given_name="Zoé", family_name="Abadie", cost=CHEAP)
    page.reload()
    kept = page.list.shown_records()[0]
    page.list.choose(str(kept.path))
    found = verbs.look_at_backup(page.desk, kept.path)
    page.show_found(kept.path, (), found)
    qtbot.waitUntil(lambda: "1 acte noté depuis serait perdu" in texts(page))
    assert "Ouverture d’un accès" in texts(page)
    assert accessible_faults(page) == []
    page.try_out(kept.path, ())
    qtbot.waitUntil(lambda: not page.findChildren(Task), timeout=20_000)
    assert verbs.backup_situation(page.desk).last_drill is not None


def test_the_keeper_is_reminded_and_nobody_else(coop: TestCoop) -> None:
    def ids(who: str) -> set[str]:
        return {line.id for line in todo(coop.desk(who))} & {"backup", "drill"}

    assert ids("keeper") == set()
    coop.on(date(2026, 1, 9))
    assert ids("keeper") == {"backup"}
    assert ids("manager") == set()
    made = verbs.back_up(coop.desk("keeper")).files[0]
    assert ids("keeper") == set()
    coop.on(date(2026, 2, 4))
    verbs.back_up(coop.desk("keeper"))
    assert ids("keeper") == {"drill"}
    verbs.try_restoring(coop.desk("keeper"), made)
    assert ids("keeper") == set()


def test_the_status_bar_says_when_and_what_failed(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert moments.last_in_words(coop.file) == "aucune sauvegarde vérifiée"
    verbs.back_up(coop.desk("keeper"))
    assert "02/01/2026" in moments.last_in_words(coop.file)
    (coop.file.folder / "sauvegardes.json").write_text("{}")
    assert moments.last_in_words(coop.file) == "aucune sauvegarde vérifiée"


def test_a_whole_restoring_through_the_window(coop: TestCoop, qtbot: Any) -> None:
    """Back up on closing, lose something, restore: everybody signs in again, and what was lost is aside."""
    coop.file.close()
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.furnish()
    window.opening.open(coop.file.folder)
    assert window.coop is not None
    window.welcome(accounts.sign_in(window.coop, "keeper", PASSWORD))
    assert window.workspace is not None
    window.workspace.open_page("backups")
    page = window.workspace.page("backups")
    assert isinstance(page, BackupsPage)
    backup: Path = verbs.back_up(page.desk).files[0]
    before = accounts.accounts(page.desk)
    accounts.open_account(page.desk, "zoe", PASSWORD, given_name="Zoé", family_name="Abadie", cost=CHEAP)
    page.reload()
    page.ask_restore(backup, (), verbs.look_at_backup(page.desk, backup).manifest)
    dialog = page.findChild(QDialog)
    assert dialog is not None
    dialog.accept()
    qtbot.waitUntil(lambda: window.workspace is None and window.coop is not None, timeout=20_000)
    assert "mots de passe" in window.opening._refusal.words()
    desk = accounts.sign_in(window.coop, "keeper", PASSWORD)
    assert accounts.accounts(desk) == before
    assert list((coop.file.folder / "mis-de-cote").glob("*/coop.db"))
    window.close()
    assert len(list((coop.file.folder / FIRST_PLACE).iterdir())) >= 2


def plain(page: BackupsPage) -> str:
    return texts(page).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_keepers_are_chosen_and_leave_on_the_page_and_take_their_key_in_the_preferences(
    coop: TestCoop, qtbot: Any, tmp_path: Path
) -> None:
    founder = accounts.sign_in(coop.file, "founder", PASSWORD)
    for pending in delegating.keys_to_certify(founder):
        delegating.certify_keys(founder, pending.person_id, pending.fingerprint)
    page = BackupsPage(accounts.sign_in(coop.file, "keeper", PASSWORD))
    verbs.back_up(page.desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.keepers_action.trigger()
    form = page.card.findChildren(Form)[-1]
    form.set_values({"person": coop.person("secretary")})
    form.submit()
    qtbot.waitUntil(lambda: "depuis le 2 janvier 2026" in plain(page))
    assert accessible_faults(page) == []
    secretary = PreferencesPage(accounts.sign_in(coop.file, "secretary", PASSWORD))
    qtbot.addWidget(secretary)
    secretary.show()
    dialog = save_as(secretary, str(tmp_path / "clé.age"), b"age")
    dialog.selectFile(str(tmp_path / "clé.age"))
    dialog.accept()
    assert "Garde des sauvegardes" in " ".join(label.text() for label in secretary.key_card.findChildren(QLabel))
    assert accessible_faults(secretary) == []
    manager = PreferencesPage(accounts.sign_in(coop.file, "manager", PASSWORD))
    qtbot.addWidget(manager)
    assert not hasattr(manager, "key_card")
    (leave,) = [made for made in page.card.findChildren(QPushButton) if made.text() == "Retirer Éloïse Lefèvre"]
    leave.click()
    qtbot.waitUntil(lambda: "au 2 janvier 2026" in plain(page))

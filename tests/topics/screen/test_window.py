"""The window: signing in, the menu each person sees, locking, going from page to page."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.app import menu
from coop_desk.app.demo_accounts import DemoAccount, write_demo_accounts
from coop_desk.app.recent import recent_coops
from coop_desk.app.window import Window
from coop_desk.app.workspace import Workspace
from coop_desk.core import accounts, lock
from coop_desk.core.file import open_coop
from coop_desk.screen import preferences, theme
from coop_desk.screen.accessibility import accessible_faults
from tests.conftest import CHEAP, PASSWORD, TestCoop

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window on a co-op that is open, nobody signed in."""
    made = Window()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.opening._take(coop.file)
    yield made
    made.coop = None
    made.close_coop()


def sign_in(window: Window, qtbot: QtBot, login: str, password: str = PASSWORD) -> None:
    """Type a login and a password and press Enter."""
    form = window.opening.sign_in.form
    form.set_values({"login": login, "password": password})
    qtbot.keyClick(form.fields["password"].control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.opening.sign_in.isEnabled())


def workspace_of(window: Window) -> Workspace:
    """The pages of who is signed in."""
    assert window.workspace is not None
    return window.workspace


def in_menu(window: Window) -> set[str]:
    """The pages offered at the left."""
    return set(workspace_of(window).side._buttons)


def test_a_person_enters_with_login_and_password(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "manager")
    assert workspace_of(window).isVisible()
    assert workspace_of(window)._who._whole == "Inès Pérez"
    assert "érance" in workspace_of(window)._titles.toolTip()
    assert window.windowTitle() == "Les Ateliers du Canal – Coop Desk"
    assert recent_coops()[0].name == "Les Ateliers du Canal.coop"


def test_a_wrong_password_is_refused_then_waited_for(window: Window, qtbot: QtBot, coop: TestCoop) -> None:
    for _attempt in range(5):
        coop.clock.held = coop.clock.now().replace(hour=(coop.clock.now().hour + 1) % 24)
        sign_in(window, qtbot, "manager", "faux")
        assert "ne convient pas" in window.opening.sign_in.form._refusal.words()
    sign_in(window, qtbot, "manager")
    assert window.workspace is None
    assert "attendez" in window.opening.sign_in.form._refusal.words()
    assert not window.opening.sign_in.form.submit_button.isEnabled()
    assert window.opening.sign_in._waiting.text().startswith("Nouvel essai dans")


def test_a_page_without_the_right_is_in_no_menu_search_or_link(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "nobody")
    work = workspace_of(window)
    assert "accounts" not in in_menu(window)
    assert "preferences" in in_menu(window)
    work.search.setText("accès")
    work.search.look()
    assert "accounts" not in [
        work.search._place(row)[0] for row in range(work.search.results.count()) if work.search._place(row)
    ]
    before = work.current_name
    work.open_page("accounts")
    assert work.current_name == before


def test_locking_hides_everything_and_closes_the_session(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "keeper")
    desk = workspace_of(window).desk
    workspace_of(window).setFocus()
    qtbot.keyClick(workspace_of(window), Qt.Key.Key_L, CTRL)
    assert window.opening.isVisible()
    assert not workspace_of(window).isVisible()
    assert "verrouillé" in window.windowTitle()
    with pytest.raises(Exception, match="session est fermée"):
        accounts.accounts(desk)


def test_the_same_person_finds_the_form_half_filled(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "keeper")
    work = workspace_of(window)
    work.open_page("accounts")
    page = work.page("accounts")
    page.show_opening()
    page.card.findChildren(type(window.opening.sign_in.form))[-1].set_values({"given_name": "Maël"})
    window.lock()
    sign_in(window, qtbot, "keeper")
    assert workspace_of(window) is work
    form = page.card.findChildren(type(window.opening.sign_in.form))[-1]
    assert form.fields["given_name"].read() == "Maël"
    page.reload()
    assert page.refusal.words() == ""


def test_another_person_enters_without_closing_and_finds_nothing_of_the_first(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "keeper")
    first = workspace_of(window)
    window.lock()
    sign_in(window, qtbot, "secretary")
    assert workspace_of(window) is not first
    assert "accounts" not in in_menu(window)


def test_the_screen_locks_by_itself_after_the_delay_chosen(window: Window, qtbot: QtBot) -> None:
    preferences.remember("lock_minutes", 2)
    sign_in(window, qtbot, "keeper")
    window._last_sign = QDateTime.currentSecsSinceEpoch() - 119
    window._lock_if_idle()
    assert workspace_of(window).isVisible()
    qtbot.mouseMove(window)
    window._last_sign = QDateTime.currentSecsSinceEpoch() - 121
    window._lock_if_idle()
    assert window.opening.isVisible()


def test_putting_the_clock_back_does_not_put_the_lock_off(window: Window, qtbot: QtBot) -> None:
    preferences.remember("lock_minutes", 2)
    sign_in(window, qtbot, "keeper")
    window._last_sign += 3600
    window._last_tick -= 121
    window._lock_if_idle()
    assert window.opening.isVisible()


def test_a_key_puts_the_lock_off(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "keeper")
    window._last_sign = 0
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window._last_sign > 0


def test_a_dialog_never_keeps_the_screen_from_locking(window: Window, qtbot: QtBot) -> None:
    from coop_desk.screen.dialog import decide

    sign_in(window, qtbot, "keeper")
    dialog = decide(window, "Fermer ?", "Pour de bon.", "Fermer", lambda: pytest.fail("nobody said yes"))
    assert dialog.isVisible()
    window.lock()
    assert not dialog.isVisible()
    assert window.opening.isVisible()
    sign_in(window, qtbot, "keeper")
    assert dialog.isVisible()
    dialog.reject()


def test_pages_visited_are_gone_back_to(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "founder")
    work = workspace_of(window)
    work.open_page("journal")
    work.open_page("grants")
    work.open_page("accounts")
    qtbot.keyClick(work, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(work, Qt.Key.Key_Left, ALT)
    assert work.current_name == "journal"
    qtbot.keyClick(work, Qt.Key.Key_Right, ALT)
    assert work.current_name == "grants"
    assert work.page("grants").isVisible()


def test_the_search_box_opens_a_page_by_keyboard(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "founder")
    work = workspace_of(window)
    qtbot.keyClick(work, Qt.Key.Key_K, CTRL)
    assert work.search.hasFocus()
    qtbot.keyClicks(work.search, "prefer")
    qtbot.keyClick(work.search, Qt.Key.Key_Return)
    assert work.current_name == "preferences"
    assert not work.search.results.isVisible()


def test_a_search_without_result_says_so_and_escape_closes_it(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "founder")
    work = workspace_of(window)
    work.search.begin()
    qtbot.keyClicks(work.search, "zzzz")
    qtbot.waitUntil(work.search.results.isVisible)
    assert "Rien ne correspond" in work.search.results.item(0).text()
    qtbot.keyClick(work.search, Qt.Key.Key_Escape)
    assert not work.search.results.isVisible()


def test_f1_shows_the_chapter_of_the_page_with_its_shortcuts(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "founder")
    work = workspace_of(window)
    work.open_page("grants")
    qtbot.keyClick(work, Qt.Key.Key_F1)
    assert work.help.isVisible()
    assert "Qui peut quoi" in work.help.text()
    assert "Proposer un titre" in work.help.text()
    assert "Ctrl+N" in work.help.text()
    qtbot.keyClick(work, Qt.Key.Key_F1)
    assert work.page("grants").isVisible()


def test_other_pages_load_again_after_a_change(window: Window, qtbot: QtBot, coop: TestCoop) -> None:
    sign_in(window, qtbot, "founder")
    work = workspace_of(window)
    work.open_page("journal")
    seen = len(work.page("journal").list.shown_records())
    work.open_page("accounts")
    assert work.page("accounts").run(accounts.close_account, coop.person("nobody"))
    work.open_page("journal")
    assert len(work.page("journal").list.shown_records()) > seen


def test_the_journal_is_exported_with_old_and_new_values(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    sign_in(window, qtbot, "founder")
    work = workspace_of(window)
    work.open_page("journal")
    work.page("journal").write_values(tmp_path / "journal.csv")
    rows = (tmp_path / "journal.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("N°;Date et heure;Personne")
    assert any("délégation n°" in row and "décision" in row for row in rows)


def test_the_menu_folds_to_icons_when_the_window_is_narrow(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "founder")
    side = workspace_of(window).side
    assert side.width() == theme.px(216)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: side.width() < theme.px(90))  # icons, and a scroll bar when they are many
    assert all(made.accessibleName() and not made.text() for made in side._buttons.values())


def test_a_new_look_keeps_the_page_open(window: Window, qtbot: QtBot) -> None:
    sign_in(window, qtbot, "founder")
    workspace_of(window).open_page("preferences")
    page = workspace_of(window).page("preferences")
    page.form.set_values({"scheme": "dark"})
    page.form.submit()
    qtbot.waitUntil(theme.is_dark)
    qtbot.waitUntil(lambda: workspace_of(window).current_name == "preferences")


def test_a_demonstration_shows_its_accounts(window: Window, qtbot: QtBot, coop: TestCoop) -> None:
    made = (DemoAccount("Inès Pérez", "manager", PASSWORD, ("Gérance",)),)
    write_demo_accounts(coop.file.folder, made)
    window.opening._take(coop.file)
    offered = [each for each in window.opening.sign_in.findChildren(QPushButton) if "Inès Pérez" in each.text()]
    assert "Gérance" in offered[0].text()
    offered[0].click()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert workspace_of(window)._who._whole == "Inès Pérez"


def test_a_co_op_open_elsewhere_names_the_opener_and_can_be_read(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.opening.open(coop.file.folder)
    assert lock.read(coop.file.folder) is not None
    assert "déjà ouverte par" in made.opening._refusal.words()
    assert made.coop is None
    made.opening._refusal._next.click()
    assert made.coop is not None
    assert made.coop.read_only
    desk = accounts.sign_in(made.coop, "founder", PASSWORD)
    made.welcome(desk)
    assert not made.workspace.page("accounts").head.findChildren(QPushButton)[-1].isVisible()
    made.close()
    assert made.coop is None


def test_a_folder_that_is_not_a_co_op_is_refused_in_french(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    made = Window()
    qtbot.addWidget(made)
    made.opening.open(tmp_path)
    assert "n’est pas une coopérative" in made.opening._refusal.words()


def test_a_co_op_is_created_with_its_first_account(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.opening._begin_creation()
    form = made.opening._form
    values = {
        "name": "La Fabrique",
        "parent": tmp_path,
        "given_name": "Inès",
        "family_name": "Pérez",
        "login": "ines",
        "password": "Peuplier-7-Canal!",
        "again": "Peuplier-7-Canal",
    }
    form.set_values(values)
    form.submit()
    assert form.fields["again"].said_fault() == "Les deux mots de passe diffèrent."
    form.set_values({"again": values["password"]})
    form.submit()
    qtbot.waitUntil(lambda: made.workspace is not None, timeout=20_000)
    assert (tmp_path / "La Fabrique.coop").is_dir()
    made.close()
    open_coop(tmp_path / "La Fabrique.coop").close()


def test_every_control_of_the_window_is_named(window: Window, qtbot: QtBot, dressed: QApplication) -> None:
    """Those of the pages are looked at where each is opened: see `test_room`."""
    assert accessible_faults(window) == []
    sign_in(window, qtbot, "founder")
    assert accessible_faults(window) == []
    workspace_of(window).show_help()
    assert accessible_faults(window) == []


def test_every_page_of_the_menu_exists_and_is_said_once() -> None:
    names = [each.name for each in menu.ENTRIES]
    assert len(names) == len(set(names))
    for each in menu.ENTRIES:
        assert each.page_class().title
        assert each.title


def test_the_first_window_comes_before_anything_heavy() -> None:
    program = (
        "import sys\n"
        "from coop_desk.app.start import application\n"
        "app = application()\n"
        "from coop_desk.app.window import Window\n"
        "window = Window()\n"
        "window.show()\n"
        "app.processEvents()\n"
        "heavy = {'sqlalchemy', 'reportlab', 'alembic', 'nacl', 'openpyxl', 'pypdfium2', 'coop_desk.topics.members'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.strip() == "[]"


def test_lists_print_under_the_name_the_statutes_give(window: Window, qtbot: QtBot) -> None:
    from coop_desk.paper.sheet import page_texts
    from coop_desk.topics.statutes import service as statutes
    from coop_desk.topics.statutes.identity import Identity
    from coop_desk.topics.statutes.parameters import Form as LegalForm

    sign_in(window, qtbot, "founder")
    work = workspace_of(window)
    who = Identity("Les Ateliers", LegalForm.SARL, "12 quai du Canal, 44000 Nantes", "Nantes", "732829320")
    statutes.record_identity(work.desk, who, work.desk.today)
    work.open_page("accounts")
    page = work.page("accounts")
    page._print_list(page.list)
    assert page._preview is not None
    assert "732 829 320 RCS Nantes" in page_texts(page._preview._pdf)[0].replace("\u202f", " ")


def test_a_session_lost_on_another_pc_is_taken_over_only_after_a_decision(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    coop.file.close()
    lost = {"user": "lea", "computer": "poste-accueil", "process": 1, "since": "2026-01-02T08:00:00+00:00"}
    (coop.file.folder / lock.LOCK_NAME).write_text(json.dumps(lost), encoding="utf-8")
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.opening.open(coop.file.folder)
    offered = made.opening._take_over
    assert offered.isVisible()
    assert "poste-accueil" in offered.text()
    offered.click()
    dialog = made.opening.findChild(QDialog)
    assert any("02/01/2026" in said.text() for said in dialog.findChildren(QLabel))
    dialog.reject()
    assert made.coop is None
    assert lock.read(coop.file.folder).user == "lea"
    offered.click()
    made.opening.findChildren(QDialog)[-1].accept()
    assert made.coop is not None
    assert not made.coop.read_only
    assert made.coop.forced_from is not None
    assert not offered.isVisible()
    made.close()


def test_a_folder_one_may_not_change_can_be_looked_at(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    coop.file.close()
    monkeypatch.setattr("coop_desk.core.file.os.access", lambda *_asked: False)
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.opening.open(coop.file.folder)
    assert "ne peut pas être modifié" in made.opening._refusal.words()
    assert not made.opening._take_over.isVisible()
    made.opening._refusal._next.click()
    assert made.coop is not None
    assert made.coop.read_only
    made.close()


def test_a_disk_nearly_full_is_said_before_anything_is_recorded(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    coop.file.close()
    made = Window()
    qtbot.addWidget(made)
    for free, words in ((199, "Il ne reste que 199 Mo sur ce disque"), (200, "")):
        monkeypatch.setattr("coop_desk.core.place.free_megabytes", lambda _folder, free=free: free)
        made.opening.open(coop.file.folder)
        assert made.opening._refusal.words().startswith(words)
        assert bool(made.opening._refusal.words()) == bool(words)
        made.close_coop()

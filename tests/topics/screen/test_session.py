"""Locking: what is typed comes back, what was shown goes; the clipboard and the amounts of a shared PC."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app.window import Window
from coop_desk.app.workspace import Workspace
from coop_desk.core import profile
from coop_desk.core.drafts import keep_drafts, kept_drafts
from coop_desk.screen.clipboard import MARKS, ClipboardKeeper, is_private
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.screen.privacy import MASK, privacy
from coop_desk.screen.table import Column
from tests.conftest import PASSWORD, TestCoop
from tests.topics.core.compartments.conftest import House, founded_house, house

__all__ = ["founded_house", "house"]
TYPED = "Maëlys-Bergamote"


@pytest.fixture
def window(house: House, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window on a co-op where everybody has keys."""
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.opening._take(house.file)
    yield made
    made.coop = None
    made.close_coop()


@pytest.fixture(autouse=True)
def amounts_shown() -> Iterator[None]:
    privacy.forget()
    yield
    privacy.forget()


def sign_in(window: Window, qtbot: QtBot, login: str) -> Workspace:
    form = window.opening.sign_in.form
    form.set_values({"login": login, "password": PASSWORD})
    form.submit()
    qtbot.waitUntil(lambda: window.opening.sign_in.isEnabled())
    assert window.workspace is not None
    return window.workspace


def type_in(work: Workspace) -> None:
    """Begin to open an account, and leave it half typed."""
    work.open_page("accounts")
    page = work.page("accounts")
    page.do_again("Ouvrir un accès")
    form = page.findChildren(Form)[-1]
    form.fields["given_name"].line.setText(TYPED)  # type: ignore[attr-defined]
    form.fields["given_name"].line.textEdited.emit(TYPED)  # type: ignore[attr-defined]


def typed_in(work: Workspace) -> str:
    form = work.page("accounts").findChildren(Form)[-1]
    return str(form.fields["given_name"].read())


def drafts_on_disk() -> list[Path]:
    return sorted((profile.folder() / "drafts").glob("*"))


def test_what_is_typed_comes_back_after_somebody_else_used_the_pc(window: Window, qtbot: QtBot) -> None:
    work = sign_in(window, qtbot, "founder")
    type_in(work)
    window.lock()
    sign_in(window, qtbot, "member")
    window.lock()
    again = sign_in(window, qtbot, "founder")
    assert again is not work
    assert again.current_name == "accounts"
    assert typed_in(again) == TYPED


def test_it_waits_sealed_to_the_person_alone(window: Window, house: House, qtbot: QtBot) -> None:
    type_in(sign_in(window, qtbot, "founder"))
    window.lock()
    (kept,) = drafts_on_disk()
    assert TYPED.encode() not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    others = kept.with_name(kept.name.rpartition("-")[0] + f"-{int(house.people['member'])}.sealed")
    others.write_bytes(kept.read_bytes())
    assert kept_drafts(house.desk("member")) == []
    assert kept_drafts(house.desk("founder"))[0]["typed"]["given_name"] == TYPED


def test_a_spoilt_draft_is_left_aside_and_does_not_prevent_entering(window: Window, house: House, qtbot: QtBot) -> None:
    type_in(sign_in(window, qtbot, "founder"))
    window.lock()
    (kept,) = drafts_on_disk()
    box = bytearray(kept.read_bytes())
    box[40] ^= 1
    kept.write_bytes(bytes(box))
    assert kept_drafts(house.desk("founder")) == []


def test_what_was_sent_is_no_draft_any_more(window: Window, qtbot: QtBot) -> None:
    work = sign_in(window, qtbot, "founder")
    type_in(work)
    window.keep_typing()
    assert len(drafts_on_disk()) == 1
    form = work.page("accounts").findChildren(Form)[-1]
    form.clear()
    window.keep_typing()
    assert drafts_on_disk() == []


def test_passwords_being_typed_are_never_kept(window: Window, qtbot: QtBot) -> None:
    work = sign_in(window, qtbot, "founder")
    type_in(work)
    form = work.page("accounts").findChildren(Form)[-1]
    form.fields["password"].line.setText("Secret-de-passage-7!")  # type: ignore[attr-defined]
    assert "password" not in work.drafts()[0]["typed"]


def test_without_keys_a_draft_never_reaches_the_disk(coop: TestCoop, tmp_path: Path) -> None:
    keeper, manager = coop.desk("keeper"), coop.desk("manager")
    keeper.keyring = manager.keyring = None
    keep_drafts(keeper, [{"page": "accounts", "typed": {"given_name": TYPED}}])
    assert kept_drafts(keeper)[0]["typed"]["given_name"] == TYPED
    assert kept_drafts(manager) == []
    assert drafts_on_disk() == []


def test_locking_starts_again_in_a_new_process_with_nothing_left_open(window: Window, qtbot: QtBot) -> None:
    asked: list[tuple[Path, str]] = []

    def restart(folder: Path, login: str) -> bool:
        asked.append((folder, login))
        return False  # the program could not be started: the window asks who is there, in this process

    window.restart = restart
    type_in(sign_in(window, qtbot, "founder"))
    folder = window.coop.folder if window.coop else Path()
    window.lock()
    assert asked == [(folder, "founder")]
    assert window.workspace is None
    assert window.opening.isVisible()
    qtbot.waitUntil(lambda: TYPED not in said_by(window))
    assert typed_in(sign_in(window, qtbot, "founder")) == TYPED
    if window.coop is not None:
        window.coop.close()


def test_the_screen_of_the_room_stays_when_the_window_locks(window: Window, qtbot: QtBot) -> None:
    asked: list[str] = []

    def restart(_folder: Path, login: str) -> bool:
        asked.append(login)
        return True

    window.restart = restart
    sign_in(window, qtbot, "founder")
    room = QWidget()
    qtbot.addWidget(room)
    room.setProperty("for_the_room", True)
    room.show()
    window.lock()
    assert asked == []
    assert room.isVisible()


def said_by(window: Window) -> str:
    """Every word of every widget of the process."""
    return " ".join(each.text() for each in window.findChildren(QLabel))


def test_without_anything_typed_the_place_is_found_again(window: Window, house: House, qtbot: QtBot) -> None:
    work = sign_in(window, qtbot, "founder")
    work.open_page("journal")
    window.lock()
    sign_in(window, qtbot, "member")
    window.lock()
    assert sign_in(window, qtbot, "founder").current_name == "journal"
    window.keep_typing()
    assert kept_drafts(house.desk("founder")) == []


# --- the clipboard


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("1\N{NARROW NO-BREAK SPACE}234,50\N{NARROW NO-BREAK SPACE}€", True),
        ("12,00", True),
        ("50 €", True),
        ("FR76 3000 6000 0112 3456 7890 189", True),
        ("1 85 05 78 006 084 36", True),
        ("Chloé Hénaff", False),
        ("12/06/2026", False),
        ("44000 Nantes", False),
        ("06 00 00 00 01", False),
    ],
)
def test_amounts_bank_details_and_numbers_are_private(text: str, private: bool) -> None:
    assert is_private(text) is private


def test_what_is_private_leaves_the_clipboard_by_itself(qtbot: QtBot) -> None:
    keeper = ClipboardKeeper()
    keeper._timer.setInterval(20)
    clipboard = QApplication.clipboard()
    clipboard.setText("1 234,50 €")
    assert set(MARKS) <= set(clipboard.mimeData().formats())
    assert clipboard.text() == "1 234,50 €"
    qtbot.waitUntil(lambda: clipboard.text() == "")
    clipboard.setText("Ordre du jour")
    qtbot.wait(60)
    assert clipboard.text() == "Ordre du jour"


def test_what_was_copied_since_is_left_alone(qtbot: QtBot) -> None:
    keeper = ClipboardKeeper()
    clipboard = QApplication.clipboard()
    clipboard.setText("12,00")
    clipboard.setText("Ordre du jour")
    keeper.take_back()
    assert clipboard.text() == "Ordre du jour"


# --- hidden amounts


class Capital(Page):
    """A page with amounts in a list and in a sentence."""

    title = "Capital"

    def build(self) -> None:
        self.list = List("Capital", (Column("Titulaire", lambda r: r[0]), Column("Souscrit", lambda r: r[1], "amount")))
        self.body.addWidget(self.list)
        self.words = label("Souscrit\N{NO-BREAK SPACE}: 1\N{NARROW NO-BREAK SPACE}234,50\N{NARROW NO-BREAK SPACE}€")
        self.body.addWidget(self.words)

    def load(self) -> None:
        self.list.show_records([("Chloé", 123450)])


def shown_amounts(page: Capital) -> list[str]:
    index = page.list.model.index(0, 1)
    return [str(page.list.model.data(index)), page.words.text()]


def test_amounts_are_hidden_until_asked_for_on_a_shared_pc(coop: TestCoop, qtbot: QtBot) -> None:
    page = Capital(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    assert "1\N{NARROW NO-BREAK SPACE}234,50" in shown_amounts(page)[0]
    privacy.choose(True)
    assert shown_amounts(page) == [MASK, f"Souscrit\N{NO-BREAK SPACE}: {MASK}\N{NARROW NO-BREAK SPACE}€"]
    privacy.toggle()
    assert all("234,50" in text for text in shown_amounts(page))
    privacy.hide_again()
    assert all("234,50" not in text for text in shown_amounts(page))


def test_only_amounts_are_hidden(coop: TestCoop) -> None:
    privacy.choose(True)
    for text in ("12/06/2026", "86\N{NARROW NO-BREAK SPACE}%", "24 associés, dont 3", "14,5\N{NARROW NO-BREAK SPACE}%"):
        assert privacy.masked(text) == text


def test_a_pc_that_hides_nothing_has_nothing_to_lift(coop: TestCoop) -> None:
    privacy.toggle()
    assert not privacy.hidden
    assert privacy.masked("12,00\N{NARROW NO-BREAK SPACE}€") == "12,00\N{NARROW NO-BREAK SPACE}€"

"""F18: locked over each form, and over a dialog, and killed while locked: nothing shown, the typing back.

Short: a form of each page that a new co-op offers its founder. Long: each form, and those of everybody in the
demonstration, the first record of each list chosen too.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from coop_desk.app.demo_accounts import demo_accounts
from coop_desk.app.window import Window
from coop_desk.app.workspace import Workspace
from coop_desk.core import accounts
from coop_desk.core.clock import Clock
from coop_desk.core.drafts import kept_drafts
from coop_desk.core.file import CoopFile, open_coop
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import Field, FileField, LongTextField, PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.typing import _offered
from tests.conftest import CHEAP
from tests.faults.form import LONG, times
from tests.file_key import PASSWORD
from tests.journeys.conftest import demo
from tests.topics.core.compartments.conftest import House, founded_house, house
from tests.topics.screen.conftest import dressed

__all__ = ["demo", "dressed", "founded_house", "house"]
TYPED = "Brouillon-Bergamote"
ROOT = Path(__file__).parents[2]
AT_ONCE = times(4, 1)
"""Forms that the lock surprises together: the last one is in front, the others wait on their pages."""
PRINTING = ("Imprimer la liste",) if LONG else ("Imprimer", "Tout imprimer")
AT_WORK = ("Sauvegarder maintenant", "Vérifier", "Actualiser", "Exporter la liste", *PRINTING)
"""Actions that do their work at once, without a form; they are other tests' business."""


@dataclass(frozen=True)
class Person:
    """Somebody who comes in."""

    login: str
    password: str = PASSWORD


@pytest.fixture
def file(house: House) -> CoopFile:
    return house.file


def takes_words(field: Field) -> bool:
    """Whether something typed there is to come back."""
    if isinstance(field, PasswordField | FileField):
        return False
    if isinstance(field, TextField):
        return field.line.echoMode() is QLineEdit.EchoMode.Normal and field.isEnabled()
    return isinstance(field, LongTextField)


def type_in(form: Form) -> dict[str, str]:
    """Type something in each field of words; return what was typed."""
    typed = {}
    for name, field in form.fields.items():
        if not takes_words(field):
            continue
        if isinstance(field, TextField):
            field.line.setText(TYPED)
            field.line.setModified(True)  # as when it is struck
            field.line.textEdited.emit(TYPED)
        elif isinstance(field, LongTextField):
            field.area.setPlainText(TYPED)
        typed[name] = TYPED
    if typed:
        form._note_typed()
    return typed


def _words_in(field: Field) -> str:
    """What stands in a field, be it right or not."""
    if isinstance(field, LongTextField):
        return field.area.toPlainText()
    return field.line.text() if isinstance(field, TextField) else ""


def shown_words(window: Window) -> str:
    """Every word that somebody in front of the screen could read."""
    words = []
    for widget in QApplication.allWidgets():
        if not widget.isVisible() or (widget.window() is not window and not isinstance(widget.window(), QDialog)):
            continue
        match widget:
            case QLabel() | QLineEdit():
                words.append(widget.text())
            case QTextEdit() | QPlainTextEdit():
                words.append(widget.toPlainText())
    return " ".join(words)


def forms_of(page: Page) -> Iterator[tuple[str, Form]]:
    """Open each form of a page in turn: those there at once, then that of each action."""
    for form in page.findChildren(Form):
        if _offered(form):
            yield "", form
    for action in list(page.actions()):
        words = action.text()
        if not words or not action.isVisible() or not action.isEnabled() or words.startswith(AT_WORK):
            continue
        page.do_again(words)
        for dialog in page.findChildren(QFileDialog):
            dialog.reject()
        page.close_pdf()
        for form in page.findChildren(Form):
            if _offered(form):
                yield words, form


@dataclass(frozen=True)
class Way:
    """How a form is come to: the records chosen in the lists of its page, the action, the fields it then has."""

    chosen: tuple[Any, ...]
    action: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Begun:
    """A form half filled: its page, how it was come to, what was typed in it."""

    page: str
    way: Way
    typed: dict[str, str]


def begin(work: Workspace, name: str, way: Way) -> Begun | None:
    """Fill the form come to that way; None when it takes no words."""
    work.open_page(name)
    page = work.page(name)
    page.choose_keys(way.chosen)
    if way.action:
        page.do_again(way.action)
    found = [form for form in page.findChildren(Form) if _offered(form)]
    typed = type_in(found[-1]) if found else {}
    return Begun(name, replace(way, fields=tuple(found[-1].fields)), typed) if typed else None


def lock_over(window: Window, file: CoopFile, who: Person, begun: list[Begun]) -> None:
    """Lock over what was begun, come back: nothing is shown meanwhile, and everything is there again."""
    assert window.workspace is not None
    window.lock()
    assert TYPED not in shown_words(window), f"{begun[-1].page}, {begun[-1].way.action}: shown while locked"
    come_back(window, file, who)
    for one in begun:
        back = window.workspace.page(one.page)
        again = [form for form in back.findChildren(Form) if tuple(form.fields) == one.way.fields and _offered(form)]
        said = {key: _words_in(again[-1].fields[key]) for key in one.typed} if again else {"": back.refusal.words()}
        assert all(TYPED in words for words in said.values()), f"{one.page}, {one.way.action}: {said}"
        for form in again:
            form.clear()
    window.keep_typing()


def come_back(window: Window, file: CoopFile, who: Person) -> None:
    """Sign in again, the pages of before gone as with the process that held them."""
    window._forget_workspace()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.welcome(accounts.sign_in(file, who.login, who.password))


def fill_each_form(file: CoopFile, people: list[Person], qtbot: QtBot) -> list[str]:
    """Lock over each form of each page, as each of these people; return the forms."""
    done: list[str] = []
    for who in people:
        seen: set[tuple[str, ...]] = set()
        begun: list[Begun] = []
        window = Window()
        qtbot.addWidget(window)
        window.show()
        window.opening._take(file)
        window.welcome(accounts.sign_in(file, who.login, who.password))
        assert window.workspace is not None
        for name in list(window.workspace.entries):
            window.workspace.open_page(name)
            for way in ways_of(window, name):
                if (name, *way.fields) in seen:
                    continue
                seen.add((name, *way.fields))
                if one := begin(window.workspace, name, way):
                    done.append(f"{who.login} · {name} · {way.action or way.fields[0]}")
                    begun.append(one)
                if len(begun) == AT_ONCE:
                    lock_over(window, file, who, begun)
                    begun.clear()
        if begun:
            lock_over(window, file, who, begun)
        window.coop = None
        window.close()
    return done


def test_locked_over_each_form_the_typing_comes_back_and_nothing_is_shown(
    file: CoopFile, qtbot: QtBot, dressed: QApplication
) -> None:
    done = fill_each_form(file, [Person("founder")], qtbot)
    print(len(done), "forms:", ", ".join(done))
    assert len(done) >= 20
    assert any(form.startswith("founder · accounts") for form in done)


@pytest.mark.skipif(not LONG, reason="the long form: --long")
def test_locked_over_each_form_of_everybody_in_the_demonstration(
    demo: Path, qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    people = [Person(one.login, one.password) for one in demo_accounts(demo)]
    with open_coop(demo, clock=Clock(datetime(2026, 11, 21, 9, tzinfo=UTC))) as file:
        done = fill_each_form(file, people, qtbot)
    print(len(done), "forms:", ", ".join(done))
    assert len({form.partition(" · ")[2] for form in done}) >= 40


def ways_of(window: Window, name: str) -> list[Way]:
    """The ways to the forms of a page: nothing chosen, then the first record of each list.

    Short: up to the first form with words.
    """
    assert window.workspace is not None
    page = window.workspace.page(name)
    found = []
    for chosen in [(), *(first_chosen(page) if LONG else ())]:
        window.workspace.open_page(name)
        page.choose_keys(chosen)
        for action, form in forms_of(page):
            found.append(Way(chosen, action, tuple(form.fields)))
            if not LONG and any(takes_words(field) for field in form.fields.values()):
                return found
    return found


def first_chosen(page: Page) -> list[tuple[Any, ...]]:
    """For each list of the page that holds something, the key of its first record, the others left alone."""
    keys = [next((each.model.key(record) for record in each.shown_records()), None) for each in page._lists]
    alone = [tuple(key if at == place else None for at in range(len(keys))) for place, key in enumerate(keys)]
    return [chosen for chosen in alone if any(isinstance(key, int | str) for key in chosen)]


def beginning_an_account(window: Window) -> Form:
    """The form of a new access, half typed."""
    assert window.workspace is not None
    window.workspace.open_page("accounts")
    page = window.workspace.page("accounts")
    page.do_again("Ouvrir un accès")
    form = page.findChildren(Form)[-1]
    type_in(form)
    return form


def test_a_dialog_left_open_neither_blocks_the_lock_nor_stays(
    file: CoopFile, qtbot: QtBot, dressed: QApplication
) -> None:
    login, password = "founder", PASSWORD
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.opening._take(file)
    window.welcome(accounts.sign_in(file, login, password))
    beginning_an_account(window)
    dialog = decide(window, f"Fermer l’accès de {TYPED}\N{NARROW NO-BREAK SPACE}?", TYPED, "Fermer", lambda: None)
    assert TYPED in shown_words(window)
    window.lock()
    assert not dialog.isVisible()
    assert TYPED not in shown_words(window)
    window._forget_workspace()
    window.welcome(accounts.sign_in(file, login, password))
    assert window.workspace is not None
    again = window.workspace.page("accounts").findChildren(Form)[-1]
    assert again.fields["given_name"].read() == TYPED
    window.coop = None
    window.close()


LOCKED_AND_WAITING = """
import sys, time
from pathlib import Path
from coop_desk.app.start import application
app = application()
import coop_desk.app.models
from coop_desk.app.window import Window
from coop_desk.core import accounts
from coop_desk.core.file import open_coop
from tests.conftest import CHEAP
from tests.faults.test_lock_over_forms import beginning_an_account
accounts.FULL_COST = CHEAP
folder, login, password = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
window = Window()
window.show()
window.opening._take(open_coop(folder))
window.coop = window.opening.coop
window.welcome(accounts.sign_in(window.coop, login, password))
beginning_an_account(window)
window.lock()
print("locked", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with the signals of POSIX")
def test_killed_while_locked_the_typing_waits_sealed(house: House, profile: Path) -> None:
    folder = house.file.folder
    house.file.close()
    command = [sys.executable, "-c", LOCKED_AND_WAITING, str(folder), "founder", PASSWORD]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline().strip() == "locked"
        running.kill()
    for kept in [*profile.rglob("*"), *folder.rglob("*")]:
        if kept.is_file():
            assert TYPED.encode() not in kept.read_bytes(), kept
    with open_coop(folder) as file:
        (draft,) = kept_drafts(accounts.sign_in(file, "founder", PASSWORD))
    assert draft["typed"]["given_name"] == TYPED

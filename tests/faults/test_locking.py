"""F18: the window locks, or the program is killed, while something is typed: nothing is lost, nothing is shown."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from coop_desk.app.window import Window
from coop_desk.app.workspace import Workspace
from coop_desk.core import drafts, profile
from coop_desk.core.drafts import keep_drafts, kept_drafts
from coop_desk.screen import typing
from coop_desk.screen.fields import Field, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from tests.topics.core.compartments.conftest import House, founded_house, house
from tests.topics.screen.conftest import dressed
from tests.topics.screen.test_session import TYPED, drafts_on_disk, sign_in, type_in, typed_in, window

__all__ = ["dressed", "founded_house", "house", "window"]
ROOT = Path(__file__).parents[2]
CODES = ("recovery",)
"""Where groups of a code are typed: others are asked for each time, so nothing of them comes back."""


def text_of(form: Form) -> Field | None:
    """The first field of a form where words are typed."""
    kinds = (TextField, LongTextField)
    return next((field for field in form.fields.values() if type(field) in kinds and field.isEnabled()), None)


def shown_forms(page: Page) -> Iterator[tuple[Form, Field]]:
    """Each form in sight where words are typed."""
    for form in page.findChildren(Form):
        field = text_of(form)
        if not form.isHidden() and field is not None:
            yield form, field


def write(field: Any) -> None:
    """Type, as somebody would."""
    field.write(TYPED)
    field.changed.emit()


def opened_by(page: Page) -> Iterator[str]:
    """What opens a form on a page: nothing, then each of its actions that asks something."""
    yield ""
    yield from [action.text() for action in page.actions() if action.isEnabled()]


@pytest.fixture
def no_place_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked for a place on the disk answers none."""
    for name, answer in (("getExistingDirectory", ""), ("getOpenFileName", ("", "")), ("getSaveFileName", ("", ""))):
        monkeypatch.setattr(QFileDialog, name, lambda *_all, answer=answer, **_more: answer)


@pytest.mark.usefixtures("no_place_chosen")
def test_what_is_typed_in_each_form_comes_back(window: Window, house: House, qtbot: QtBot) -> None:
    work = sign_in(window, qtbot, "founder")
    after = Workspace(work.desk)
    qtbot.addWidget(after)
    after.show()
    tried: set[tuple[str, tuple[str, ...]]] = set()
    for name in [each for each in work.entries if each not in CODES]:
        desk = house.sign_in("founder")  # an action of the page before may have ended the session
        work.take_desk(desk)
        after.take_desk(desk)
        work.open_page(name)
        page = work.page(name)
        for action in opened_by(page):
            page.do_again(action)
            for form, field in shown_forms(page):
                if (name, tuple(form.fields)) in tried:
                    continue
                tried.add((name, tuple(form.fields)))
                write(field)
                draft = next(d for d in typing.unfinished(page) if d["fields"] == list(form.fields))
                after.open_page(name)
                again = after.page(name)
                back = typing.put_back(again, json.loads(json.dumps(draft)))
                assert back, (name, action)
                same = [one for one in again.findChildren(Form) if list(one.fields) == draft["fields"]]
                said: list[Any] = [text_of(one) for one in same]
                assert TYPED in [each.read() for each in said if each is not None], (name, action)
                form.clear()
            if work.current_name != name:
                work.open_page(name)
    assert len(tried) >= 12
    after.forget()


def test_locking_does_not_wait_for_a_dialog(window: Window, qtbot: QtBot) -> None:
    work = sign_in(window, qtbot, "founder")
    type_in(work)
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.open()
    window.lock()
    assert window.opening.isVisible()
    assert [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()] == []
    assert typed_in(sign_in(window, qtbot, "founder")) == TYPED


KILLED = """
import os, signal, sys
from pathlib import Path
import coop_desk.app.models
from coop_desk.core import accounts
from coop_desk.core.drafts import keep_drafts
from coop_desk.core.file import open_coop
from tests.conftest import CHEAP, PASSWORD
accounts.FULL_COST = CHEAP
file = open_coop(Path(sys.argv[1]))
keep_drafts(accounts.sign_in(file, "founder", PASSWORD), [{"page": "accounts", "typed": {"given_name": sys.argv[2]}}])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with the signals of POSIX")
def test_killed_while_locked_the_draft_is_on_the_disk_and_sealed(house: House) -> None:
    founder = house.sign_in("founder")
    house.file.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(house.file.folder), TYPED],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -9, done.stderr
    assert in_clear() == []
    assert kept_drafts(founder)[0]["typed"]["given_name"] == TYPED


def in_clear() -> list[str]:
    """The files of this user where what was typed can be read."""
    kept = [path for path in profile.folder().rglob("*") if path.is_file()]
    assert kept
    return [path.name for path in kept if TYPED.encode() in path.read_bytes() or TYPED in ascii(path.read_bytes())]


def test_the_harness_sees_a_draft_that_is_not_sealed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    founder = house.sign_in("founder")
    monkeypatch.setattr(
        drafts, "seal_drafts", lambda _ring, _place, forms: json.dumps(forms, ensure_ascii=False).encode()
    )
    keep_drafts(founder, [{"page": "accounts", "typed": {"given_name": TYPED}}])
    assert in_clear() == [drafts_on_disk()[0].name]

"""The recovery code in the window: printed, shared out, and used before anyone is in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from coop_desk.app.gathering import Gathering
from coop_desk.app.notices import Notices
from coop_desk.app.recovery_document import recovery_sheets
from coop_desk.app.recovery_form import RecoveryForm
from coop_desk.app.recovery_page import RecoveryPage
from coop_desk.core import accounts, recovery
from coop_desk.core.compartments import delegating
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused
from coop_desk.core.recovery import PaperCode
from coop_desk.core.trusted_time import TrustedClock
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.topics.dashboard.service import todo
from tests.conftest import PASSWORD, TestCoop

NEW = "Tilleul-9-Passerelle!"
HEAD = Letterhead("Les Ateliers du Canal", "SARL", "Nantes")


@pytest.fixture
def founder(coop: TestCoop) -> Iterator[Desk]:
    desk = accounts.sign_in(coop.file, "founder", PASSWORD)
    yield desk
    desk.close()


def shown(widget: QWidget, qtbot: Any) -> None:
    qtbot.addWidget(widget)
    widget.resize(1200, 900)
    widget.show()


def texts(widget: QWidget) -> str:
    return " ".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


def test_the_code_is_printed_and_two_groups_are_typed_back(founder: Desk, qtbot: Any) -> None:
    page = RecoveryPage(founder)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: "Code de secours non imprimé" in texts(page))
    assert accessible_faults(page) == []
    code = recovery.code_to_print(founder).code.split("-")
    page.print_action.trigger()
    page.close_pdf()
    (form,) = page.findChildren(Form)
    wanted = {name: code[int(name) - 1] for name in form.fields}
    form.set_values(dict.fromkeys(wanted, "0000A"))
    form.submit()
    assert recovery.recovery_state(founder).alarming
    form.set_values(wanted)
    form.submit()
    assert not recovery.recovery_state(founder).alarming
    qtbot.waitUntil(lambda: "imprimé le" in texts(page))


def test_the_code_is_shared_out_and_each_prints_their_own(founder: Desk, coop: TestCoop, qtbot: Any) -> None:
    for pending in delegating.keys_to_certify(founder):
        delegating.certify_keys(founder, pending.person_id, pending.fingerprint)
    page = RecoveryPage(founder)
    shown(page, qtbot)
    page.ask_trustees()
    (form,) = page.findChildren(Form)
    form.set_values({"person1": coop.person("manager"), "person2": coop.person("secretary"), "needed": 2})
    form.submit()
    state = recovery.recovery_state(founder)
    assert (state.needed, len(state.trustees)) == (2, 2)
    manager = accounts.sign_in(coop.file, "manager", PASSWORD)
    own = RecoveryPage(manager)
    shown(own, qtbot)
    assert own.own_action.isVisible()
    own.print_own_share()


def test_before_anyone_is_in_the_code_gives_an_access_back(founder: Desk, coop: TestCoop, qtbot: Any) -> None:
    code = recovery.code_to_print(founder).code
    form = RecoveryForm(coop.file)
    shown(form, qtbot)
    values = {"code": code[:-1] + "0", "present": "Anne, Inès", "login": "founder", "password": NEW}
    form.form.set_values(values)
    form.form.submit()
    qtbot.waitUntil(lambda: form.form.isEnabled(), timeout=20_000)
    form.form.set_values(values | {"code": code.lower()})
    form.form.submit()
    qtbot.waitUntil(lambda: "Anne Fondatrice" in form.said.text(), timeout=20_000)
    assert accounts.sign_in(coop.file, "founder", NEW).login == "founder"


def trusted(founder: Desk, coop: TestCoop, *who: str) -> None:
    """Share the code between these people, two of whom open."""
    for pending in delegating.keys_to_certify(founder):
        delegating.certify_keys(founder, pending.person_id, pending.fingerprint)
    recovery.entrust_code(founder, 2, [coop.person(one) for one in who])


def join(gathering: Gathering, qtbot: Any, login: str, password: str = PASSWORD) -> str:
    """Come in through the dialog, as from the keyboard; return what was refused."""
    dialog = gathering.ask()
    (form,) = dialog.findChildren(Form)
    form.set_values({"login": login, "password": password})
    before = len(gathering.desks)
    form.submit()
    qtbot.waitUntil(lambda: len(gathering.desks) > before or form.isEnabled(), timeout=20_000)
    refused = "" if len(gathering.desks) > before else form.fields["login"].said_fault() + form._refusal.words()
    if refused:
        dialog.reject()
    return refused


def test_two_trustees_side_by_side_open_without_paper(founder: Desk, coop: TestCoop, qtbot: Any) -> None:
    trusted(founder, coop, "manager", "secretary", "registrar")
    page = RecoveryPage(accounts.sign_in(coop.file, "manager", PASSWORD))
    shown(page, qtbot)
    page.together_action.trigger()
    together = page.together
    assert not together.form.submit_button.isEnabled()
    qtbot.waitUntil(lambda: "Il manque 1 personne" in texts(together))
    assert "Inès Pérez est déjà là" in join(together.gathering, qtbot, "manager")
    assert "confiée à Odile Tanguy" in join(together.gathering, qtbot, "bookkeeper")
    assert "ne convient pas" in join(together.gathering, qtbot, "secretary", "Autre-mot-7!")
    assert join(together.gathering, qtbot, "secretary") == ""
    assert accessible_faults(page) == []
    other = together.gathering.desks[1]
    together.form.set_values({"login": "founder", "password": NEW})
    together.form.submit()
    qtbot.waitUntil(lambda: "Anne Fondatrice" in together.said.text(), timeout=20_000)
    with pytest.raises(Refused):
        recovery.own_share(other)
    assert accounts.sign_in(coop.file, "founder", NEW).login == "founder"
    notices = Notices(coop.desk("nobody"))
    shown(notices, qtbot)
    assert "en présence de Inès Pérez et Éloïse Lefèvre" in notices.words()


def test_before_anyone_is_in_the_trustees_gather_too(founder: Desk, coop: TestCoop, qtbot: Any) -> None:
    trusted(founder, coop, "manager", "secretary")
    form = RecoveryForm(coop.file)
    shown(form, qtbot)
    form.other_way.click()
    assert join(form.gathering, qtbot, "secretary") == ""
    assert join(form.gathering, qtbot, "manager") == ""
    form.form.set_values({"login": "founder", "password": NEW})
    form.form.submit()
    qtbot.waitUntil(lambda: "Anne Fondatrice" in form.said.text(), timeout=20_000)
    assert accounts.sign_in(coop.file, "founder", NEW).login == "founder"


def test_a_lost_code_is_made_again_from_the_page(founder: Desk, qtbot: Any) -> None:
    page = RecoveryPage(founder)
    shown(page, qtbot)
    old = recovery.code_to_print(founder).code
    page.renew_action.trigger()
    (form,) = page.findChildren(Form)
    form.set_values({"why": "enveloppe perdue", "present": "Anne, Inès"})
    with qtbot.waitSignal(page.ran, timeout=20_000):
        form.submit()
    assert recovery.code_to_print(founder).code != old
    assert page.print_action.isVisible()


def test_the_start_page_recalls_it_until_it_is_done_then_once_a_year(founder: Desk, coop: TestCoop) -> None:
    def line() -> str:
        return next((t.what for t in todo(founder) if t.id == "recovery"), "")

    assert line() == "Imprimer le code de secours"
    groups = recovery.code_to_print(founder).code.split("-")
    recovery.code_was_printed(founder, {1: groups[0], 7: groups[6]})
    assert line() == ""
    coop.on(date(2027, 1, 4))
    assert line() == "Qui détient le code de secours\N{NARROW NO-BREAK SPACE}?"
    recovery.code_is_held(founder, "Anne Fondatrice, au coffre")
    assert line() == ""


def test_the_sheet_says_what_it_is_outside_and_the_code_inside(tmp_path: Path) -> None:
    whole = PaperCode("01230-45670-89AB0-CDEF0-GHJK0-MNPQ0-RSTV0", "ABCD-EFGH-IJKL-MNOP-QRST", date(2026, 3, 2))
    share = PaperCode("-".join(["01230"] * 9), "ABCD-EFGH-IJKL-MNOP-QRST", date(2026, 3, 2), "Inès Pérez", 1, 2, 3)
    pages = page_texts(recovery_sheets([whole, share], HEAD))
    assert len(pages) == 2
    assert "CDEF0" in pages[0]
    assert "2 parts ensemble" in pages[1].replace("\u00a0", " ")
    assert pages[0].index("enveloppe") < pages[0].index("Plier ici") < pages[0].index("01230")
    assert recovery_sheets([whole], HEAD) == recovery_sheets([whole], HEAD)


# ------------------------------------------------------------------------------------------------ notices


def test_the_date_is_asked_about_and_confirmed_in_the_window(coop: TestCoop, qtbot: Any) -> None:
    clock = TrustedClock(coop.clock.held)
    clock.start_from(coop.clock.now())
    coop.file.clock = clock
    notices = Notices(coop.desk("secretary"))
    shown(notices, qtbot)
    assert notices.words() == ""
    assert clock.held is not None
    clock.held = clock.held.replace(year=2035)
    notices.look_again()
    assert "Nous sommes bien le mardi 2 janvier 2035" in notices.words().replace("\u00a0", " ")
    notices.banners[0]._next.click()
    assert notices.words() == ""
    clock.held = clock.held.replace(year=2026)
    notices.look_again()
    assert "retarde" in notices.words()
    assert notices.banners[0]._next.isHidden(), "the secretary does not correct the journal"
    notices.take_desk(coop.desk("founder"))
    notices.banners[0]._next.click()
    assert notices.words() == ""
    assert accessible_faults(notices) == []


def test_a_file_that_lacks_what_was_seen_is_said_and_taken_up_again(coop: TestCoop, qtbot: Any) -> None:
    coop.file.strayed = "Ce dossier s’arrête plus tôt."
    coop.file.read_only = True
    notices = Notices(coop.desk("secretary"))
    shown(notices, qtbot)
    assert "s’arrête plus tôt" in notices.words()
    assert notices.banners[0]._next.isHidden()
    notices.take_desk(coop.desk("founder"))
    notices.banners[0]._next.click()
    assert notices.words() == ""
    assert not coop.file.read_only

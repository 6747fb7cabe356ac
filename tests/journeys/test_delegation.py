"""A colleague holds the bank details for six months: four people in turn, through the real window.

Anne governs, Léon hands over, Chloé takes over, Odile keeps the file and reads her own record.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.core import accounts, delegating
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.file import create_coop, open_coop
from coop_desk.topics.personal_details.records import Compartment
from tests.conftest import CHEAP, PASSWORD
from tests.file_key import learn_key
from tests.journeys.room import Key, Mod, Room

FOUNDED, DECIDED, LAST, FIRST, END = (
    date(2026, 1, 5), date(2026, 6, 15), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)
)  # fmt: skip
IBAN = "FR76 3000 6000 0112 3456 7890 189"
PEOPLE = {"leon": ("Léon", "Girard"), "chloe": ("Chloé", "Hénaff"), "odile": ("Odile", "Tanguy")}


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The PC of a co-op where Léon holds the bank details until the end of June, and Odile keeps the file."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "preferences"))
    with create_coop(tmp_path, "Canal", clock=Clock(datetime(2026, 1, 5, 9, tzinfo=UTC))) as file:
        accounts.found(file, "Anne", "Fondatrice", "anne", PASSWORD, cost=CHEAP)
        anne = accounts.sign_in(file, "anne", PASSWORD)
        ids = {
            login: accounts.open_account(anne, login, PASSWORD, given_name=given, family_name=name, cost=CHEAP)
            for login, (given, name) in PEOPLE.items()
        }
        delegating.give_title(anne, ids["odile"], "file_keeper", FOUNDED, None, "Assemblée du 5 janvier 2026")
        delegate_keys(anne, "bank", ids["leon"], "write", FOUNDED, LAST, "Assemblée du 5 janvier 2026")
        for login in ids:
            accounts.sign_in(file, login, PASSWORD)
        folder = file.folder
    held.forget()  # another day, another process
    made = Room(qtbot, DECIDED)
    monkeypatch.setattr(Clock, "pc_time", lambda _clock: made.now)
    made.window.opening.open(folder)
    made.settle()
    return made


def test_a_delegation_from_its_decision_to_the_day_after_its_end(room: Room) -> None:
    come_in(room, "odile")
    odile_gives_her_iban(room)

    room.enter("anne")
    anne_records_the_decision(room)
    anne_reads_nothing(room)

    room.enter("leon")  # the outgoing holder: his session hands the key over
    assert state_of(room, "Chloé Hénaff") == "clés remises, pas encore commencée"

    room.enter("chloe")
    assert not holds(room), "not before the first day"
    room.on(FIRST)
    room.enter("leon")
    assert not holds(room), "his own delegation is over"
    room.enter("chloe")
    chloe_reads_it(room)

    room.enter("odile")
    odile_reads_her_own_and_who_read_it(room)

    room.on(date(2027, 1, 1))
    room.enter("chloe")
    assert not holds(room), "the day after the end"
    room.enter("anne")
    assert "à renouveler" in said(room.go("keys")) or "renouvelée" in room.page().refusal.words()

    folder = room.window.coop.folder if room.window.coop else Path()
    room.window.close_coop()
    learn_key(folder, "anne")
    with open_coop(folder) as file:
        assert [line for one in verify(file) for line in one.differences] == []


def come_in(room: Room, login: str) -> None:
    """The first session on this window: the file is unlocked by it."""
    assert room.window.coop is not None
    assert room.window.coop.is_shut
    room.send(room.window.opening.sign_in.form, login=login, password=PASSWORD)
    room.wait(lambda: room.window.workspace is not None)
    room.press(room.window, "Oui, c’est la bonne date")


def said(place: QWidget) -> str:
    """Everything written there."""
    return " ".join(each.text() for each in place.findChildren(QLabel))


def odile_gives_her_iban(room: Room) -> None:
    page = room.go("personal_details")
    card = page.own.cards[Compartment.BANK]
    room.wait(lambda: "Léon Girard" in said(card))
    room.press(card, "Donner mon IBAN")
    room.send(room.shown_form(card, "iban"), iban=IBAN)
    assert "••••" in said(card)


def anne_records_the_decision(room: Room) -> None:
    """The assembly of 12 June decided: Chloé, from 1 July to 31 December."""
    page = room.go("keys")
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = room.shown_form(page.card, "compartment")
    form.fields["person_id"].line.setText("Chloé Hénaff")
    room.send(
        form, compartment="bank", right="write", starts_on=FIRST, ends_on=END, decision_kind="assembly",
        decided_on=date(2026, 6, 12), reference="4",
    )  # fmt: skip
    assert page.refusal.words() == "" or "clé" in page.refusal.words()
    assert "résolution 4" in said(page.card) or "résolution 4" in said(page)


def anne_reads_nothing(room: Room) -> None:
    """Deciding who reads is not reading."""
    assert not holds(room)


def holds(room: Room) -> bool:
    """Whether this person sees anybody else's details."""
    page = room.go("personal_details")
    assert IBAN not in said(page)
    return bool(page.people.lines)


def state_of(room: Room, name: str) -> str:
    """The state of somebody's delegation, as the page says it."""
    page = room.go("keys")
    (row,) = (r for r in page.list.shown_records() if r.holder == name)
    return str(row.state_words)


def chloe_reads_it(room: Room) -> None:
    page = room.go("personal_details")
    line = next(each for each in page.people.lines if each.name == "Odile Tanguy")
    page.open_record(line.person_id)
    assert IBAN not in said(page)
    room.press(page.card, "Afficher")
    assert IBAN in said(page.card)


def odile_reads_her_own_and_who_read_it(room: Room) -> None:
    """She keeps the file and opens nobody's record but her own."""
    assert not holds(room)
    page = room.page()
    card = page.own.cards[Compartment.BANK]
    shows = next(b for b in card.findChildren(QPushButton) if b.text().strip() == "Afficher")
    room.qtbot.mouseClick(shows, Qt.MouseButton.LeftButton)
    assert IBAN in said(card)
    accesses = room.go("own_data.accesses")
    assert "Chloé Hénaff" in {line.actor for line in accesses.list.shown_records()}

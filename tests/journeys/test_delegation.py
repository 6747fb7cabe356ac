"""A colleague holds the bank details for six months: four people in turn, through the real window.

The assembly decides, Anne governs, Léon hands over, Chloé takes over, Odile keeps the file and reads her own record.
"""

from datetime import UTC, date, datetime, time
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
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused
from coop_desk.core.file import create_coop, open_coop
from coop_desk.core.words import fold, long_day
from coop_desk.topics.assemblies.records import Choice
from coop_desk.topics.assemblies.service import add_item, add_resolution, prepare_meeting, record_call
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.personal_details.records import Compartment
from coop_desk.topics.personal_details.service import people_details
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form as LegalForm
from coop_desk.topics.statutes.service import record_identity
from tests.conftest import CHEAP, PASSWORD
from tests.file_key import learn_key
from tests.journeys.room import Key, Mod, Room

FOUNDED, CALLED, HELD, SIGNED = date(2026, 1, 5), date(2026, 5, 20), date(2026, 6, 12), date(2026, 6, 15)
LAST, FIRST, END = date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)
DECIDES = "Coordonnées bancaires confiées à Chloé Hénaff"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
PEOPLE = {
    "anne": ("Anne", "Fondatrice"), "leon": ("Léon", "Girard"), "chloe": ("Chloé", "Hénaff"),
    "odile": ("Odile", "Tanguy"),
}  # fmt: skip


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The PC of a co-op where Léon holds the bank details until the end of June, and Odile keeps the file."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "preferences"))
    clock = Clock(datetime(2026, 1, 5, 9, tzinfo=UTC))
    with create_coop(tmp_path, "Canal", clock=clock) as file:
        ids = {"anne": accounts.found(file, *PEOPLE["anne"], "anne", PASSWORD, cost=CHEAP)}
        anne = accounts.sign_in(file, "anne", PASSWORD)
        for login, (given, name) in PEOPLE.items():
            if login not in ids:
                ids[login] = accounts.open_account(
                    anne, login, PASSWORD, given_name=given, family_name=name, cost=CHEAP
                )
                accounts.sign_in(file, login, PASSWORD)
        delegating.give_title(anne, ids["odile"], "file_keeper", FOUNDED, None, "Assemblée du 5 janvier 2026")
        delegate_keys(anne, "bank", ids["leon"], "write", FOUNDED, LAST, "Assemblée du 5 janvier 2026")
        accounts.sign_in(file, "leon", PASSWORD)
        record_identity(anne, Identity("Canal", LegalForm.SARL, seat="3 quai du Canal, Nantes", created_on=FOUNDED))
        for login, (given, name) in PEOPLE.items():
            new = NewMember(name, Category.EMPLOYED, FOUNDED, given_name=given, person_id=ids[login])
            register_member(anne, new)
        clock.held = datetime(2026, 5, 20, 9, tzinfo=UTC)
        call_the_assembly(anne)
        folder = file.folder
    held.forget()  # another day, another process
    made = Room(qtbot, HELD)
    monkeypatch.setattr(Clock, "pc_time", lambda _clock: made.now)
    made.window.opening.open(folder)
    made.settle()
    return made


def call_the_assembly(desk: Desk) -> None:
    """The assembly of 12 June is convened: two resolutions, the second entrusts the bank details."""
    meeting = prepare_meeting(desk, HELD, time(14, 0), "Salle de l’Écluse")
    for title in ("Comptes de 2025", DECIDES):
        add_resolution(desk, add_item(desk, meeting, title), title, f"L’assemblée générale décide : {title}.")
    record_call(desk, meeting, CALLED)


def test_a_delegation_from_its_decision_to_the_day_after_its_end(room: Room) -> None:
    come_in(room, "anne")
    the_assembly_decides(room)

    room.on(SIGNED)
    room.enter("odile")
    odile_gives_her_iban(room)
    the_administrator_is_refused(room)

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


def the_assembly_decides(room: Room) -> None:
    """Everybody is there; the accounts are turned down, and Chloé is entrusted with the bank details."""
    room.on(HELD, 13, 50)
    page = room.go("assemblies.session", room.go("assemblies").list.shown_records()[0].id)
    for _given, name in PEOPLE.values():
        room.qtbot.keyClicks(page.attendance.box, fold(name))
        room.qtbot.keyClick(page.attendance.box, Key.Key_Return)
        room.settle()
    assert page.room.present == 4
    room.strike(page, Key.Key_F4)
    form = room.shown_form(page.side_card, "chair")
    form.fields["chair"].line.setText("Anne Fondatrice")
    room.send(form, capacity="gérante", secretary="Léon Girard")
    room.on(HELD, 14, 5)
    room.strike(page, Key.Key_O, Mod.ControlModifier)
    for number, votes in enumerate(("013", "310")):
        if number:
            room.strike(page, Key.Key_Return, Mod.ControlModifier)
        boxes = page.item_panel.counting.boxes
        for choice, count in zip((Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), votes, strict=True):
            room.qtbot.keyClicks(boxes[choice], count)
            room.qtbot.keyClick(boxes[choice], Key.Key_Return)
        room.settle()
    assert [r.result.adopted for r in page.file.resolutions] == [False, True], page.refusal.words()
    room.on(HELD, 15, 20)
    room.strike(page, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    room.confirm("Lever la séance")
    assert page.file.meeting.closed_at is not None, page.refusal.words()


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


def the_administrator_is_refused(room: Room) -> None:
    """She keeps the file: the page shows nobody, and no way around it lets her read or entrust herself."""
    assert not holds(room)
    assert room.window.workspace is not None
    desk = room.window.workspace.desk
    with pytest.raises(Refused):
        people_details(desk)
    with pytest.raises(Refused):
        delegate_keys(desk, "bank", desk.person_id, "read", SIGNED, END, "Administration du poste")


def anne_records_the_decision(room: Room) -> None:
    """She reads the decision in the register and quotes it: Chloé, from 1 July to 31 December."""
    (decided,) = (line for line in room.go("assemblies.decisions").list.shown_records() if line.adopted)
    assert (decided.title, decided.number) == (DECIDES, 2)
    page = room.go("keys")
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = room.shown_form(page.card, "compartment")
    form.fields["person_id"].line.setText("Chloé Hénaff")
    room.send(
        form, compartment="bank", right="write", starts_on=FIRST, ends_on=END, decision_kind="assembly",
        decided_on=decided.day, reference=str(decided.number),
    )  # fmt: skip
    assert page.refusal.words() == "" or "clé" in page.refusal.words()
    assert f"Assemblée générale du {long_day(HELD)}, résolution 2" in said(page.card)


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

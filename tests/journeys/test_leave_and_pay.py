"""A year of leave and pay of five people, through the real window.

Anne governs and reads no amount; Léon holds the delegation of leave and pay until the middle of June; Inès stands in
for leave and validates the months; Chloé works four days a week, then takes over; Sam is ill in the spring.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.__main__ import main
from coop_desk.core import accounts, delegating
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.desk import Desk
from coop_desk.core.file import create_coop, open_coop
from coop_desk.screen.pdf_preview import PdfPreview
from coop_desk.topics.employment.service import record_matricule, record_schedule
from coop_desk.topics.leave import service as leave
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.payroll import service as payroll
from coop_desk.topics.payroll.entry.records import Form as Layout
from coop_desk.topics.payroll.handing_over import service as handing_over
from coop_desk.topics.payroll.rules.catalogue import Group
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Form, Identity
from coop_desk.topics.statutes.service import NewValue
from tests.conftest import CHEAP, PASSWORD
from tests.file_key import learn_key
from tests.journeys.room import Key, Mod, Room

BEGUN, HIRED, LAST = date(2026, 1, 5), date(2024, 6, 1), date(2026, 6, 15)
MARCH, APRIL, MAY = "2026-03", "2026-04", "2026-05"
JUNE_2024, JUNE_2025 = date(2024, 6, 1), date(2025, 6, 1)
ASSEMBLY = "Assemblée du 5 janvier 2026"
PEOPLE = {
    "leon": ("Léon", "Girard"),
    "ines": ("Inès", "Pérez"),
    "chloe": ("Chloé", "Hénaff"),
    "sam": ("Sam", "Tardif"),
}
FOUR_DAYS = (420, 420, 0, 420, 420, 0, 0)
TITLES = {"leon": ("leave_delegate", "pay_delegate"), "ines": ("leave_delegate", "pay_validator")}


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The PC of a co-op where everybody has a contract, a number for pay and what was left of leave in 2025."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "preferences"))
    with create_coop(tmp_path, "Canal", clock=Clock(datetime(2026, 1, 5, 9, tzinfo=UTC))) as file:
        accounts.found(file, "Anne", "Fondatrice", "anne", PASSWORD, cost=CHEAP)
        settle(accounts.sign_in(file, "anne", PASSWORD))
        folder = file.folder
    held.forget()  # another day, another process
    made = Room(qtbot, BEGUN)
    monkeypatch.setattr(Clock, "pc_time", lambda _clock: made.now)
    made.window.opening.open(folder)
    made.settle()
    assert made.window.coop is not None
    made.send(made.window.opening.sign_in.form, login="leon", password=PASSWORD)
    made.wait(lambda: made.window.workspace is not None)
    return made


def settle(anne: Desk) -> None:
    """Statutes, contracts, titles and keys, as decided on 5 January."""
    siren = "732829320"
    statutes.record_identity(anne, Identity("Canal", Form.SARL, "1 quai Haut, Nantes", siren=siren, created_on=HIRED))
    statutes.set_up_statutes(anne, [NewValue("share_nominal", "5000")])
    statutes.finish_set_up(anne)
    ids = {
        login: accounts.open_account(anne, login, PASSWORD, given_name=given, family_name=name, cost=CHEAP)
        for login, (given, name) in PEOPLE.items()
    }
    delegating.give_title(anne, ids["ines"], "register_keeper", BEGUN, None, ASSEMBLY)
    ines = accounts.sign_in(anne.coop, "ines", PASSWORD)
    for at, (login, (given, name)) in enumerate(PEOPLE.items(), start=1):
        part = 800 if login == "chloe" else 1000
        new = NewMember(name, Category.EMPLOYED, HIRED, given, employed_from=HIRED, person_id=ids[login],
                        working_time=part)  # fmt: skip
        register_member(anne, new)
        record_matricule(ines, ids[login], HIRED, f"M{at:03}")
        for title in TITLES.get(login, ()):
            delegating.give_title(anne, ids[login], title, BEGUN, LAST if login == "leon" else None, ASSEMBLY)
    record_schedule(ines, ids["chloe"], HIRED, [FOUR_DAYS])
    entrust(anne, ids["leon"], LAST)
    delegate_keys(anne, "pay/2026", ids["ines"], "read", BEGUN, None, ASSEMBLY)
    for year in (2025, 2026, 2027):
        delegate_keys(anne, f"absence/{year}", ids["ines"], "write", BEGUN, None, ASSEMBLY)
    leon = accounts.sign_in(anne.coop, "leon", PASSWORD)
    for login in PEOPLE:
        leave.record_opening(leon, ids[login], "CP", 12_000, date(2025, 12, 31), JUNE_2024, date(2026, 4, 30))
        leave.record_opening(leon, ids[login], "CP", 17_500, date(2025, 12, 31), JUNE_2025)
    for login in (*PEOPLE, "leon"):
        accounts.sign_in(anne.coop, login, PASSWORD)


def entrust(anne: Desk, person_id: Any, ends: date | None, since: date = BEGUN) -> None:
    """The keys of the delegation: pay with its exports, and the reasons of the years around."""
    delegate_keys(anne, "pay/2026", person_id, "write", since, ends, ASSEMBLY, export=True)
    for year in (2025, 2026, 2027):
        delegate_keys(anne, f"absence/{year}", person_id, "write", since, ends, ASSEMBLY)


def test_a_year_of_leave_and_pay_until_the_delegation_changes_hands(room: Room, tmp_path: Path) -> None:
    sam_is_ill(room)
    chloe_asks_and_ines_too(room)
    leon_decides_and_not_for_himself(room)
    march(room, tmp_path)
    april(room)
    sam_is_back(room)
    a_late_change(room)
    may(room)
    the_delegation_changes_hands(room)
    folder = room.window.coop.folder if room.window.coop else Path()
    room.window.close_coop()
    learn_key(folder, "anne")
    with open_coop(folder) as file:
        looked = verify(file)
    assert [line for one in looked for line in one.differences] == []
    assert any(one.count and "rejoués" in one.what for one in looked), "the ledger was replayed"
    assert main(["check", str(folder)]) == 0


def said(place: QWidget) -> str:
    """Everything written there."""
    return " ".join(each.text() for each in place.findChildren(QLabel))


def me(room: Room) -> Desk:
    """Whoever sits there."""
    assert room.window.workspace is not None
    return room.window.workspace.desk


def sit(room: Room, login: str) -> None:
    """Somebody takes the place, unless it is theirs already."""
    if me(room).login != login:
        room.enter(login)


def pages(room: Room) -> set[str]:
    """The pages open to whoever sits there."""
    assert room.window.workspace is not None
    return set(room.window.workspace.entries)


def beside(room: Room, done: Callable[[], object]) -> None:
    """Wait for what works beside the screen."""
    room.wait(done)
    room.settle()


# ------------------------------------------------------------------ leave


def record(room: Room, name: str, kind: str, first: date, last: date, **more: Any) -> None:
    """Enter an absence for somebody."""
    page = room.go("leave.recording")
    page.person.line.setText(name)
    page.person.passed.emit()
    room.settle()
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = room.shown_form(page.card, "kind")
    room.send(form, **({"kind": kind, "first": first, "last": last} | more))
    assert page.refusal.words() == "", page.refusal.words()


def sam_is_ill(room: Room) -> None:
    """From 2 March to 8 May: the end of the taking period comes while he is away."""
    room.on(date(2026, 3, 3))
    sit(room, "leon")
    record(room, "Sam Tardif", "ABS_MAL", date(2026, 3, 2), date(2026, 5, 8), extension=False,
           last_worked=date(2026, 2, 27))  # fmt: skip


def ask(room: Room, login: str, kind: str, first: date, last: date) -> str:
    """Ask for an absence, and return what its cost was said to be."""
    sit(room, login)
    page = room.go("leave.own")
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = page.form
    form.set_values({"kind": kind, "first": first, "last": last})
    form.look()
    cost = said(form.pane)
    form.submit()
    room.settle()
    assert page.form is None, said(page)
    return cost.replace("\N{NO-BREAK SPACE}", " ")


def chloe_asks_and_ines_too(room: Room) -> None:
    """Four days a week count as a whole week: Chloé's Wednesday off is no gain nor loss."""
    assert "6 jours" in ask(room, "chloe", "ABS_CP", date(2026, 4, 13), date(2026, 4, 18))
    ask(room, "chloe", "ABS_CSS", date(2026, 4, 27), date(2026, 4, 28))
    ask(room, "ines", "ABS_CP", date(2026, 5, 18), date(2026, 5, 22))


def leon_decides_and_not_for_himself(room: Room) -> None:
    ask(room, "leon", "ABS_CP", date(2026, 4, 20), date(2026, 4, 24))
    page = room.go("leave.deciding")
    assert {one.name for one in page.list.shown_records()} == {"Chloé Hénaff", "Inès Pérez"}
    for _turn in range(2):
        mine = next(one for one in page.list.shown_records() if one.what == "Congés payés")
        page.list.choose(mine.id)
        room.press(page.card, "Accepter")
    (left,) = page.list.shown_records()
    page.list.choose(left.id)
    room.press(page.card, "Refuser…")
    room.send(room.shown_form(page.card, "why"), why="Deux personnes sont déjà absentes.")
    sit(room, "ines")
    page = room.go("leave.deciding")
    (one,) = page.list.shown_records()
    assert one.name == "Léon Girard"
    page.list.choose(one.id)
    room.press(page.card, "Accepter")
    sit(room, "chloe")
    page = room.go("leave.calendar")
    assert "Maladie" not in said(page)
    assert "Congés payés" not in said(page)


# ------------------------------------------------------------------ pay


def type_in(room: Room, group: Group, name: str, code: str, typed: str) -> None:
    """Type in a cell of the month, as in a spreadsheet."""
    page = room.page()
    page.show_group(group)
    row = next(at for at, one in enumerate(page.view.people) if one.name == name)
    column = next(at for at, one in enumerate(page.shown_variables(), start=1) if one.code == code)
    page.grid.go_to(row, column)
    room.qtbot.keyClicks(page.grid.view, typed)
    room.strike(room.window.focusWidget() or page.grid.view, Key.Key_Return)
    assert page.refusal.words() == "", page.refusal.words()


def step(room: Room, month: str, press: str, state: str) -> None:
    """Take a step with a month, and wait until it is taken."""
    page = room.go("payroll", month)
    room.press(page.card, press)
    beside(room, lambda: page.list.chosen_record().state == state or page.refusal.words())
    assert page.refusal.words() == "", page.refusal.words()


def open_month(room: Room, month: str) -> Any:
    page = room.go("payroll")
    page.open_action.trigger()
    beside(room, lambda: getattr(room.page(), "month", None) == month)
    return room.page()


def export(room: Room, month: str, reason: str = "") -> int:
    """Export a month, and return its number."""
    page = room.go("payroll.export", month)
    page.try_action.trigger()
    beside(room, lambda: "form" in page.card.choice.fields or page.refusal.words())
    assert page.refusal.words() == "", page.refusal.words()
    page.card.write = lambda *_package, **_named: None  # asks for a folder
    room.send(page.card.choice, form="folder", **({"reason": reason} if reason else {}))
    beside(room, lambda: page.refusal.words() or exports_of(room, month))
    return exports_of(room, month)


def exports_of(room: Room, month: str) -> int:
    """How many times a month was exported."""
    return next(one.number for one in payroll.pay_months(me(room)) if one.month == month)


def march(room: Room, tmp_path: Path) -> None:
    """The first month: typed, prepared, validated by another, exported, then its accounting entry."""
    room.on(date(2026, 3, 31))
    sit(room, "leon")
    open_month(room, MARCH)
    type_in(room, Group.HOURS, "Chloé Hénaff", "H_COMP10", "4,5")
    type_in(room, Group.PAY, "Inès Pérez", "COMM", "123,45")
    step(room, MARCH, "Préparer", "prepared")
    sit(room, "ines")
    step(room, MARCH, "Valider", "validated")
    sit(room, "leon")
    assert export(room, MARCH) == 1
    page = room.go("payroll.entries")
    page.new_action.trigger()
    form = page.typing.form
    room.send(
        form, month=MARCH, **{"line:gross": 820000, "line:social_employee": 180000, "line:net": 640000}, net=640000
    )
    assert "En vigueur" in said(page.card)
    dialog = page.ask_file(page.list.chosen_record(), Layout.TABS)
    dialog.fileSelected.emit(str(tmp_path / "PAIE.txt"))
    dialog.close()
    assert main(["fec", "check", "--import", "--net", "6400", str(tmp_path / "PAIE.txt")]) == 0


def april(room: Room) -> None:
    room.on(date(2026, 4, 30))
    sit(room, "leon")
    page = open_month(room, APRIL)
    assert "Congés payés" in " ".join(str(page._cell_of_everybody(row, 0).words) for row in range(4))
    step(room, APRIL, "Préparer", "prepared")
    sit(room, "ines")
    step(room, APRIL, "Valider", "validated")
    sit(room, "leon")
    assert export(room, APRIL) == 1


def sam_is_back(room: Room) -> None:
    """What the stop kept him from taking is carried over, from the day he is told in writing."""
    room.on(date(2026, 5, 11))
    sit(room, "leon")
    page = room.go("leave.recording")
    page.person.line.setText("Sam Tardif")
    page.person.passed.emit()
    page.list.choose(page.list.shown_records()[0].id)
    room.press(page.card, "Compléter…")
    room.send(room.shown_form(page.card, "returned_on"), returned_on=date(2026, 5, 11), informed_on=date(2026, 5, 11))
    page.show_carrying()
    assert "12 jours" in said(page.card).replace("\N{NO-BREAK SPACE}", " ")
    room.press(page.card, "Écrire le report")
    sit(room, "sam")
    room.go("leave.own_accounts")
    (lot,) = [line for line in leave.own_accounts(me(room), date(2026, 5, 31)) if line.account.code == "CP"]
    assert lot.balance >= 29_500, "nothing of the spring was lost"


def a_late_change(room: Room) -> None:
    """Chloé worked in April after all: the month left already, so May corrects it."""
    sit(room, "leon")
    page = room.go("leave.recording")
    page.person.line.setText("Chloé Hénaff")
    page.person.passed.emit()
    taken = next(one for one in page.list.shown_records() if one.what == "Congés payés")
    page.list.choose(taken.id)
    room.press(page.card, "Annuler l’absence…")
    room.send(room.shown_form(page.card, "why"), why="Elle a travaillé cette semaine-là.",
              exceptional="Panne de l’atelier, semaine travaillée.")  # fmt: skip
    assert page.refusal.words() == "", page.refusal.words()


def may(room: Room) -> None:
    room.on(date(2026, 5, 29))
    sit(room, "leon")
    page = open_month(room, MAY)
    chloe = next(one for one in page.view.people if one.name == "Chloé Hénaff")
    late = [line for line in chloe.held.absences if line.concerns == APRIL]
    assert sum(line.counted for line in late) == -6_000
    type_in(room, Group.PAY, "Inès Pérez", "COMM", "77,77")
    step(room, MAY, "Préparer", "prepared")
    sit(room, "ines")
    step(room, MAY, "Valider", "validated")


# ------------------------------------------------------------------ the delegation


def the_delegation_changes_hands(room: Room) -> None:
    """Anne records what the assembly of 30 May decided; both tick; the day after his last, Léon opens nothing."""
    room.on(date(2026, 6, 1))
    sit(room, "anne")
    anne = me(room)
    ids = {login: next(one for one in accounts.accounts(anne) if one.login == login).person_id for login in PEOPLE}
    page = room.go("payroll.month", MARCH)
    assert "aucune délégation ne vous l’ouvre" in page.refusal.words(), "she governs the keys and holds none of pay"
    sit(room, "leon")
    page = room.go("payroll.handing_over")
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = room.shown_form(page.card, "outgoing")
    room.send(form, outgoing=ids["leon"], incoming=ids["chloe"], day=date(2026, 6, 15))
    assert {"key:pay/2026", "key:absence/2026", "right:pay-prepare"} <= {one.key for one in page.record.points}
    page.add_point_action.trigger()
    room.send(page.form, text="Rendez-vous avec le cabinet le 12 juin.")

    sit(room, "anne")
    for title in ("leave_delegate", "pay_delegate"):
        delegating.give_title(me(room), ids["chloe"], title, date(2026, 6, 1), None, "Assemblée du 30 mai 2026")
    entrust(me(room), ids["chloe"], None, date(2026, 6, 1))

    for login in ("leon", "chloe"):
        sit(room, login)
        page = room.go("payroll.handing_over")
        assert not [one.key for one in page.record.points if one.point.subject == "rights"], "handed over"
        first, *others = [one.key for one in page.list.model.all_records]
        for key in others:
            handing_over.tick_point(me(room), page.record.line.id, key)
        page.list.choose(first)
        page.tick_action.trigger()
    page.print_action.trigger()
    assert room.page().findChildren(PdfPreview)
    page.close_pdf()
    page.end_action.trigger()
    assert page.record.line.over
    assert export(room, MAY) == 1, "the next holder takes the month where it was"

    room.on(date(2026, 6, 16))
    sit(room, "chloe")  # the first to open a session after his last day
    sit(room, "leon")
    closed = {"payroll", "payroll.export", "payroll.entries", "leave.deciding", "payroll.handing_over"}
    assert pages(room).isdisjoint(closed)

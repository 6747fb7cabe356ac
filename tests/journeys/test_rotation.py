"""A manager leaves early and nobody takes her chair: her missions become poles, through the real window.

Solène leaves in June; Aminata writes what the team decides. Circles co-opt Hugo, Colin, Nils and Katell; Colin prepares
beside Solène, then holds pay with its keys; a year's turns are planned, Samir asks why not him, the assembly adopts;
Colin is away for long in September and Katell stands in.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.core import accounts, delegating
from coop_desk.core.actions import Inner, transact
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import create_coop, open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.words import fold
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import Choice
from coop_desk.topics.elections.circle.records import Step
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.mandates.records import EventKind, PostKind
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import members, register_member
from coop_desk.topics.minutes import service as minutes
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.adoption.records import PlanState
from coop_desk.topics.roles.handover import service as handovers
from coop_desk.topics.roles.handover.records import Kind, Line
from coop_desk.topics.roles.records import KeyUse, RoleLine, RoleMode, Sheet
from coop_desk.topics.roles.seats.records import MandateState
from coop_desk.topics.roles.seats.service import mandates_of_roles
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Form as LegalForm
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.service import NewValue
from tests.conftest import CHEAP, PASSWORD
from tests.file_key import learn_key
from tests.journeys.room import Key, Mod, Room

FOUNDED, BEGUN, TOLD, CIRCLES = date(2022, 3, 1), date(2026, 1, 5), date(2026, 2, 9), date(2026, 2, 16)
SHADOW, EVE, START, LAST = date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31)
PLANNED, CALLED, HELD, LEAVES = date(2026, 5, 11), date(2026, 5, 20), date(2026, 6, 12), date(2026, 6, 30)
FIRST, ILL, BACK = date(2026, 7, 1), date(2026, 9, 7), date(2026, 11, 6)
TEAM_MEETING = "Réunion de l’équipe du 9 février 2026"
PEOPLE = {
    "solene": ("Solène", "Marchand"), "aminata": ("Aminata", "Diallo"), "hugo": ("Hugo", "Martel"),
    "colin": ("Colin", "Sauvage"), "nils": ("Nils", "Ferrand"), "katell": ("Katell", "Salaün"),
    "samir": ("Samir", "Benali"),
}  # fmt: skip
CIRCLE = ("hugo", "colin", "katell", "aminata")
PRODUCTION, PAY, RELAY = "Production", "paie", "Communication"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The PC of a co-op whose manager still has two years before her; Aminata has the keys of pay."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "preferences"))
    with create_coop(tmp_path, "Les Ateliers du Canal", clock=Clock(datetime(2026, 1, 5, 9, tzinfo=UTC))) as file:
        accounts.found(file, *PEOPLE["solene"], "solene", PASSWORD, cost=CHEAP)
        settle(accounts.sign_in(file, "solene", PASSWORD))
        folder = file.folder
    held.forget()  # another day, another process
    made = Room(qtbot, TOLD)
    monkeypatch.setattr(Clock, "pc_time", lambda _clock: made.now)
    made.window.opening.open(folder)
    made.settle()
    made.send(made.window.opening.sign_in.form, login="solene", password=PASSWORD)
    made.wait(lambda: made.window.workspace is not None)
    return made


def settle(solene: Desk) -> None:
    """Statutes, associates, accounts; Solène manages until 2028, Aminata keeps the assemblies and the keys of pay."""
    statutes.record_identity(
        solene, Identity("Les Ateliers du Canal", LegalForm.SARL, "12 quai du Canal, Nantes", created_on=FOUNDED)
    )
    statutes.set_up_statutes(solene, [NewValue("share_nominal", "5000")])
    statutes.finish_set_up(solene)
    ids = {"solene": solene.person_id} | {
        login: accounts.open_account(solene, login, PASSWORD, given_name=given, family_name=name, cost=CHEAP)
        for login, (given, name) in PEOPLE.items()
        if login != "solene"
    }
    for login, (given, name) in PEOPLE.items():
        new = NewMember(name, Category.EMPLOYED, FOUNDED, given_name=given, person_id=ids[login], employed_from=FOUNDED)
        register_member(solene, new)
    delegating.give_title(solene, ids["aminata"], "secretary", BEGUN, None, "Assemblée du 5 janvier 2026")
    mandates.lay_posts(solene)
    post = next(one for one in mandates.posts(solene) if one.kind is PostKind.MANAGER)
    mandates.take_over(
        solene, post.id, ids["solene"], starts_on=date(2024, 6, 14), because="Assemblée du 14 juin 2024",
        until_assembly_of=2028, called="gérante",
    )  # fmt: skip
    delegating.give_title(solene, ids["aminata"], "leave_delegate", BEGUN, None, "Assemblée du 5 janvier 2026")
    for compartment in ("pay/2026", "pay/2027", "absence/2026"):
        delegate_keys(solene, compartment, ids["aminata"], "write", BEGUN, None, "Assemblée du 5 janvier 2026")
    for login in PEOPLE:
        accounts.sign_in(solene.coop, login, PASSWORD)


def test_a_manager_leaves_and_her_missions_find_people_who_take_turns(room: Room) -> None:
    solene_says_she_leaves(room)
    room.enter("aminata")
    her_missions_become_poles(room)
    the_sheets_are_adopted(room)
    circles_choose(room)
    room.enter("solene")
    the_seats_are_given(room)
    the_hand_over_goes_on(room)
    rights_and_keys_come_on_the_day(room)
    a_year_is_planned(room)
    samir_asks_why_not_him(room)
    the_assembly_adopts(room)
    colin_is_away_and_katell_stands_in(room)
    folder = room.window.coop.folder if room.window.coop else Path()
    room.window.close_coop()
    learn_key(folder, "solene")
    with open_coop(folder) as file:
        assert [line for one in verify(file) for line in one.differences] == []


# ------------------------------------------------------------------ hands and eyes


def me(room: Room) -> Desk:
    """Whoever sits there."""
    assert room.window.workspace is not None
    return room.window.workspace.desk


def name_of(login: str) -> str:
    return " ".join(PEOPLE[login])


def person(room: Room, login: str) -> int:
    return next(int(one.person_id) for one in members(me(room)) if one.name == name_of(login))


def said(place: QWidget) -> str:
    """Everything written there."""
    return " ".join(each.text() for each in place.findChildren(QLabel)).replace("\N{NO-BREAK SPACE}", " ")


def role(room: Room, words: str) -> RoleLine:
    return next(one for one in roles.roles(me(room)) if words in one.name)


def pages(room: Room) -> set[str]:
    """The pages open to whoever sits there."""
    assert room.window.workspace is not None
    return set(room.window.workspace.entries)


def printed(room: Room) -> str:
    """The text of the document in front; then back to the page."""
    page = room.page()
    room.wait(lambda: page._preview is not None and page._preview.isVisible())
    words = " ".join(page_texts(page._preview._pdf)).replace("\N{NO-BREAK SPACE}", " ")
    page.close_pdf()
    room.settle()
    return words


# ------------------------------------------------------------------ a manager leaves


def solene_says_she_leaves(room: Room) -> None:
    """Two years before her term: her mandate ends on 30 June by her letter."""
    page = room.go("mandates")
    line = next(one for one in page.list.shown_records() if one.name == name_of("solene"))
    page.list.choose(line.key)
    room.press(page.card, "Démission, décès, fin…")
    form = room.shown_form(page.card, "kind")
    room.send(form, kind=EventKind.RESIGNED, on=LEAVES, because="lettre du 9 février 2026")
    assert page.refusal.words() == "", page.refusal.words()


def her_missions_become_poles(room: Room) -> None:
    """The template places eleven missions in three poles; the circles will choose who holds them."""
    page = room.go("roles.sharing")
    page.take_template()
    assert page.state.text().startswith("Tout est placé")
    page.ask_decision()
    room.send(page.form, decision=TEAM_MEETING, starts_on=START, months=12)
    found = roles.roles(me(room))
    assert [(one.seats, one.vacant) for one in found] == [(2, 2), (1, 1), (1, 1)]
    assert not any(line.orphan for line in roles.missions(me(room)))


def the_sheets_are_adopted(room: Room) -> None:
    """Pay asks for the keys of pay and a month beside who leaves; it gives its title on the first day."""
    page = room.go("roles", role(room, PAY).id)
    page.change_sheet(page.list.chosen_record())
    form = room.shown_form(page.card, "purpose")
    said_ = {"purpose": "Que chacun soit payé juste et à temps", "term_min": 6, "term_max": 12, "shadow_months": 1,
             "key-pay": KeyUse.WRITE, "decision": TEAM_MEETING}  # fmt: skip
    room.send(form, **said_)
    assert page.list.chosen_record().version == 2, page.refusal.words()
    post = role(room, PAY)
    mandates.change_post(me(room), post.post_id, name=post.name, seats=1, term_months=12, title_code="pay_delegate")


# ------------------------------------------------------------------ circles


def circles_choose(room: Room) -> None:
    """One circle keeps names and amends a term; two write only what comes out of them."""
    room.on(CIRCLES)
    page = circle(room, PAY)
    fill(page, names=True)
    for by in CIRCLE:
        fill(page, by=person(room, by), name=name_of("colin"), because="sait expliquer une fiche de paie")
    room.press(page.step_card, "Finir ce tour")
    room.press(page.step_card, "Finir ce tour")
    fill(page, proposal=name_of("colin"), by=person(room, "aminata"), until=date(2027, 2, 28))
    page.form.set_values({"because": "le bilan se fait en mars"})
    room.press(page.step_card, "Objecte")
    consent(page)
    fill(page, until=LAST, amended="un mois de plus, pour finir l’année de paie")
    assert name_of("colin") in [one.proposal for one in page.circle.rounds] or page.circle.proposal
    consent(page)
    assert page.circle.participants[-1].name == name_of("aminata")
    accept(room, page)
    for words, chosen in ((PRODUCTION, ("hugo",)), (RELAY, ("nils", "katell"))):
        page = circle(room, words)
        fill(page, names=False)
        fill(page, said=len(CIRCLE), named=2)
        fill(page, said=0)
        for login in chosen:
            fill(page, proposal=name_of(login), until=LAST)
            consent(page)
            assert page.circle.step is Step.ACCEPTANCE
            room.press(page.step_card, "Accepte")
        room.press(page.step_card, "Clore le cercle")
        assert page.circle.step is Step.DONE


def circle(room: Room, words: str) -> Any:
    """A circle of four opened for a role, from its card."""
    page = room.go("roles", role(room, words).id)
    room.press(page.card, "Coopter…")
    page = room.page()
    page.circle.add([person(room, login) for login in CIRCLE])
    room.send(page.form, held=CIRCLES, **{"from": START}, to=LAST, facilitator=person(room, "aminata"))
    return room.page()


def fill(page: Any, **values: object) -> None:
    """Answer the question of the step."""
    page.form.set_values(values)
    page.form.submit()


def consent(page: Any) -> None:
    """Everybody who has not spoken yet consents, the person proposed last."""
    while page.circle.step is Step.ANSWERS:
        page.form.submit()


def accept(room: Room, page: Any) -> None:
    """The person accepts; the circle is over and its record is printed on one page."""
    room.press(page.step_card, "Accepte")
    room.press(page.step_card, "Clore le cercle")
    room.press(page.step_card, "Imprimer la fiche")
    words = printed(room)
    assert "le bilan se fait en mars" in words
    assert "un mois de plus" in words
    assert words.rstrip().endswith("1/1")


def the_seats_are_given(room: Room) -> None:
    """Solène gives titles: what is chosen becomes mandates; she signs the keys that pay asks for."""
    page = room.go("roles.cooptations")
    for line in page.list.shown_records():
        page.list.choose(line.id)
        for seat, one in enumerate(line.endorsed):
            page.ask_seat(page.list.chosen_record(), one, SHADOW)
            room.send(page.form, seat=seat)
    assert page.refusal.words() == "", page.refusal.words()
    found = mandates_of_roles(me(room))
    assert sorted((one.name, one.state) for one in found) == sorted(
        (name_of(login), MandateState.ADOPTED) for login in ("hugo", "colin", "nils", "katell")
    )
    sign_the_keys(room)


def sign_the_keys(room: Room) -> None:
    """The governance reads what the role asks for, and signs it."""
    page = room.go("keys")
    asked = [one for one in page.list.shown_records() if one.holder == name_of("colin")]
    assert [(one.starts_on, one.ends_on, one.state) for one in asked] == [(START, LAST, "proposed")] * 2
    for one in asked:
        page.list.choose(one.id)
        form = room.shown_form(page.card, "decision_kind")
        room.send(form, decision_kind="cooptation", decided_on=CIRCLES, reference="cercle de la paie")
        assert page.refusal.words() == "" or "clé" in page.refusal.words(), page.refusal.words()


# ------------------------------------------------------------------ hand-over, rights and keys


def the_hand_over_goes_on(room: Room) -> None:
    """In March each ticks from their own session what can be; the booklet is printed."""
    room.on(date(2026, 3, 23))
    for login in ("solene", "colin"):
        page = tick(room, login, lambda line: line.kind is not Kind.CLOSE)
    assert page.record.running
    states = {one.name: one.state for one in mandates_of_roles(me(room))}
    assert states[name_of("colin")] is MandateState.SHADOW
    room.strike(page, Key.Key_R, Mod.ControlModifier)
    assert "Préparer la paie du mois" in printed(room)


def tick(room: Room, login: str, which: Callable[[Line], bool]) -> Any:
    """Somebody ticks these lines of the hand-over of pay, from their own session."""
    if me(room).login != login:
        room.enter(login)
    plan = next(one.id for one in handovers.handovers(me(room)) if PAY in one.role)
    page = room.go("roles.handover", plan)
    found = page.list.shown_records()
    page.list.choose(next(line.id for line in found if which(line)))
    also = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for at, line in enumerate(found):
        if which(line):
            page.list.view.selectionModel().select(page.list.model.index(at, 0), also)
    room.strike(page, Key.Key_T, Mod.ControlModifier)
    assert page.refusal.words().startswith("En retard") or not page.refusal.words(), page.refusal.words()
    return page


def rights_and_keys_come_on_the_day(room: Room) -> None:
    """On the eve Colin opens nothing; on the day he has the page of pay, and the key once Aminata hands it over."""
    room.on(EVE)
    room.enter("aminata")  # her session hands over what is signed
    assert state_of_the_keys(room) == {"clés remises, pas encore commencée"}
    room.enter("colin")
    assert "payroll" not in pages(room), "not before the day"
    assert not opens_pay(room)
    room.on(START)
    tick(room, "solene", lambda line: line.kind is Kind.CLOSE)
    room.enter("colin")
    assert "payroll" in pages(room)
    assert opens_pay(room)
    (mine,) = [one for one in mandates_of_roles(me(room)) if one.person_id == me(room).person_id]
    assert mine.state is MandateState.RUNNING
    page = tick(room, "colin", lambda line: line.kind is Kind.CLOSE)
    room.strike(page, Key.Key_Return, Mod.ControlModifier)
    assert not page.record.running, page.refusal.words()


def state_of_the_keys(room: Room) -> set[str]:
    page = room.go("keys")
    return {str(row.state_words) for row in page.list.shown_records() if row.holder == name_of("colin")}


def opens_pay(room: Room) -> bool:
    """Whether the key of pay of the year opens in these hands."""
    desk = me(room)
    verb = Inner("journey.read", "Lecture", reading=True)
    try:
        transact(desk.coop, verb, desk.person_id, EVERYONE, "", lambda act: act.sealed.read("pay/2026"),
                 keys=desk.keyring)  # fmt: skip
    except (Refused, RuleBroken):
        return False
    return True


# ------------------------------------------------------------------ a year of turns


def a_year_is_planned(room: Room) -> None:
    """A role that turns is opened; the planner finds who takes it, beside the program, and keeps its plan."""
    room.on(PLANNED)
    room.enter("aminata")
    desk = me(room)
    pole = next(one.id for one in roles.poles(desk) if one.name == "Communication")
    (noted,) = roles.note_missions(desk, ["Accueillir qui passe à l’atelier"])
    sheet = Sheet(purpose="Que chacun trouve à qui parler", missions=(noted,), mode=RoleMode.ROTATING, load=6,
                  term_min=4, term_max=6, cooldown=3, shadow_months=1, shadow_load=2)  # fmt: skip
    roles.open_role(desk, pole, "Accueil", sheet, decision="Réunion de l’équipe du 11 mai 2026")
    room.enter("samir")
    page = room.go("roles.own_wishes", role(room, "Accueil").id)
    form = room.shown_form(page.card, "wish")
    room.send(form, wish=-2, answer="refuses", why="Je ne suis pas à l’aise pour parler à des inconnus.")
    room.enter("aminata")
    page = room.go("roles.planning")
    form = room.shown_form(page.card, "months")
    room.send(form, name="Rotation 2026-2027", first=FIRST, months=12)
    room.wait(lambda: not page.under_way)
    room.settle()
    page = room.page()
    assert page.file is not None
    turns = [bar for bar in page.file.bars if bar.planned]
    assert len(turns) >= 2, page.file.vacancies_told
    assert not [gap for gap in page.file.vacant if gap.role == "Accueil"], page.file.vacancies_told


def samir_asks_why_not_him(room: Room) -> None:
    """The answer is computed for him: his own refusal comes first."""
    plan = room.page().plan_id
    room.enter("samir")
    page = room.go("roles.plan", plan)
    assert not page.adopt_action.isVisible()
    room.strike(page, Key.Key_M, Mod.ControlModifier)
    room.send(room.shown_form(page.card, "role"), role=role(room, "Accueil").id)
    room.wait(lambda: "refus" in said(page.card).lower())
    room.settle()


def the_assembly_adopts(room: Room) -> None:
    """Aminata puts the plan on the agenda; the associates adopt it; its mandates open and the minutes tell it."""
    room.enter("aminata")
    desk = me(room)
    meeting = assemblies.prepare_meeting(desk, HELD, time(14, 0), "Salle de l’Écluse")
    page = room.go("roles.rotation")
    plan = page.list.shown_records()[0].id
    page = room.go("roles.plan", plan)
    page.submit_action.trigger()
    room.send(room.shown_form(page.card, "meeting"), meeting=meeting)
    room.on(CALLED)
    assemblies.record_call(desk, meeting, CALLED)
    hold(room, meeting)
    page = room.go("roles.plan", plan)
    page.adopt_action.trigger()
    form = room.shown_form(page.card, "resolution")
    room.send(form, resolution=form.fields["resolution"].read())
    assert page.file.line.state is PlanState.ADOPTED, page.refusal.words()
    planned = [one for one in mandates_of_roles(me(room)) if one.plan_id == plan]
    assert len(planned) == page.file.line.mandates
    assert name_of("samir") not in {one.name for one in planned}
    room.strike(page, Key.Key_R, Mod.ControlModifier)
    assert "Rotation 2026-2027" in printed(room)
    told = " ".join(page_texts(minutes.minutes_pdf(me(room), meeting))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Rotation 2026-2027" in told
    assert all(one.name in told for one in planned)


def hold(room: Room, meeting: int) -> None:
    """Everybody is there and the plan is adopted."""
    room.on(HELD, 13, 50)
    page = room.go("assemblies.session", meeting)
    for login in PEOPLE:
        room.qtbot.keyClicks(page.attendance.box, fold(name_of(login)))
        room.qtbot.keyClick(page.attendance.box, Key.Key_Return)
        room.settle()
    assert page.room.present == len(PEOPLE)
    room.strike(page, Key.Key_F4)
    form = room.shown_form(page.side_card, "chair")
    form.fields["chair"].line.setText(name_of("solene"))
    room.send(form, capacity="gérante", secretary=name_of("aminata"))
    room.on(HELD, 14, 5)
    room.strike(page, Key.Key_O, Mod.ControlModifier)
    boxes = page.item_panel.counting.boxes
    for choice, count in zip((Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), "601", strict=True):
        room.qtbot.keyClicks(boxes[choice], count)
        room.qtbot.keyClick(boxes[choice], Key.Key_Return)
    room.settle()
    assert [r.result.adopted for r in page.file.resolutions] == [True], page.refusal.words()
    room.on(HELD, 15, 0)
    room.strike(page, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    room.confirm("Lever la séance")
    assert page.file.meeting.closed_at is not None, page.refusal.words()


# ------------------------------------------------------------------ somebody is away


def colin_is_away_and_katell_stands_in(room: Room) -> None:
    """Colin is ill for two months: Katell holds pay meanwhile, he takes it up again after; the register tells it."""
    room.on(ILL)
    page = room.go("leave.recording")
    page.person.line.setText(name_of("colin"))
    page.person.passed.emit()
    room.settle()
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = room.shown_form(page.card, "kind")
    room.send(form, kind="ABS_MAL", first=ILL, last=BACK, extension=False, last_worked=date(2026, 9, 4))
    assert page.refusal.words() == "", page.refusal.words()
    told = [one.what for one in room.go("home").list.shown_records()]
    assert any("Couvrir ou replanifier" in words and PAY in words for words in told), told
    page = room.go("roles.mandates")
    (line,) = [one for one in page.list.shown_records() if one.now and one.name == name_of("colin")]
    page.list.choose(line.key)
    room.press(page.card, "Absence longue : intérim…")
    form = room.shown_form(page.card, "returns")
    room.send(form, person=person(room, "katell"), **{"from": ILL}, to=BACK, returns=True, because="absence longue")
    assert page.refusal.words() == "", page.refusal.words()
    pay = [one for one in mandates_of_roles(me(room)) if PAY in one.role and one.held and one.plan_id is None]
    assert [(one.name, one.starts_on, one.ends_on, one.interim) for one in pay] == [
        (name_of("colin"), START, date(2026, 9, 6), False),
        (name_of("katell"), ILL, BACK, True),
        (name_of("colin"), date(2026, 11, 7), LAST, False),
    ]
    room.strike(page, Key.Key_R, Mod.ControlModifier)
    words = printed(room)
    assert name_of("katell") in words
    room.enter("colin")
    assert not opens_pay(room), "his keys stopped with his mandate"
    room.strike(room.go("roles"), Key.Key_R, Mod.ControlModifier)
    assert name_of("katell") in printed(room)

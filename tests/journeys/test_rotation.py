"""The demo's manager leaves early and nobody takes her chair: her missions become poles, through the real window.

The demo is taken up on the eve of its poles, with its people and its three years, Solène Marchand still doing
everything; from there the story goes its own way. In September she writes that she leaves at the end of the year.
Aminata writes what the team decides: the three poles of the model. Circles co-opt Hugo, Colin, Nolwenn and Nils; for
two months Colin prepares pay beside Solène, then he holds it with its keys; a year of turns at the door is planned,
Samir asks why not him, the assembly adopts, the minutes tell it; Colin is away for long and Chiara stands in.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app.demo_accounts import demo_accounts
from coop_desk.core import accounts
from coop_desk.core.actions import Inner, transact
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.words import fold
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies.records import Choice
from coop_desk.topics.elections.circle.records import Step
from coop_desk.topics.mandates.records import EventKind
from coop_desk.topics.members.service import members
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.adoption.records import PlanState
from coop_desk.topics.roles.handover import service as handovers
from coop_desk.topics.roles.handover.records import Kind, Line
from coop_desk.topics.roles.records import KeyUse, RoleLine, RoleMode
from coop_desk.topics.roles.seats.records import MandateState
from coop_desk.topics.roles.seats.service import mandates_of_roles
from tests.conftest import CHEAP
from tests.file_key import learn_key
from tests.journeys.room import Key, Mod, Room

TOLD, CIRCLES, SHADOW = date(2026, 9, 14), date(2026, 9, 21), date(2026, 10, 1)
EVE, START, LAST = date(2026, 11, 30), date(2026, 12, 1), date(2027, 12, 31)
HELD, ILL, LEAVES = date(2026, 12, 18), date(2026, 12, 21), date(2026, 12, 31)
FIRST, BACK, TAKES_UP = date(2027, 1, 1), date(2027, 2, 19), date(2027, 2, 20)
TEAM_MEETING = "Réunion de l’équipe du 14 septembre 2026"
SOLENE, AMINATA, COLIN, MAIWENN, SAMIR, CHIARA = (
    "Solène Marchand", "Aminata Diallo", "Colin Sauvage", "Maïwenn Œuvrard", "Samir Benali", "Chiara Rossi",
)  # fmt: skip
HUGO, RELAYS = "Hugo Martel", ("Nolwenn Jaouen", "Nils Ferrand")
CIRCLE = (HUGO, COLIN, RELAYS[0], AMINATA)
PRODUCTION, PAY, RELAY, DOOR = "Production", "paie", "Point relais", "Accueil des visiteurs"
REASONS = ("sait expliquer une paie", "ai envie d’apprendre", "répond aux questions", "tient les délais")


@pytest.fixture
def room(qtbot: QtBot, eve_of_poles: Path, made_demo: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The PC of the demo, in September: its manager sits there."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    held.forget()
    made = Room(qtbot, TOLD, {one.login: one.password for one in demo_accounts(made_demo)})
    monkeypatch.setattr(Clock, "pc_time", lambda _clock: made.now)
    made.window.opening.open(eve_of_poles)
    made.settle()
    made.send(made.window.opening.sign_in.form, login=login(SOLENE), password=made.passwords[login(SOLENE)])
    made.wait(lambda: made.window.workspace is not None)
    return made


def test_the_manager_of_the_demo_leaves_and_her_missions_find_people_who_take_turns(room: Room) -> None:
    solene_says_she_leaves(room)
    enter(room, AMINATA)
    her_missions_become_poles(room)
    the_sheets_are_adopted(room)
    a_role_that_turns_is_opened(room)
    circles_choose(room)
    enter(room, SOLENE)
    the_seats_are_given(room)
    the_hand_over_goes_on(room)
    rights_and_keys_come_on_the_day(room)
    a_year_is_planned(room)
    samir_asks_why_not_him(room)
    the_assembly_adopts(room)
    colin_is_away_and_chiara_stands_in(room)
    folder = room.window.coop.folder if room.window.coop else Path()
    room.window.close_coop()
    learn_key(folder, login(SOLENE), room.passwords[login(SOLENE)])
    with open_coop(folder) as file:
        assert [line for one in verify(file) for line in one.differences] == []


# ------------------------------------------------------------------ hands and eyes


def login(name: str) -> str:
    """How somebody signs in: « maiwenn.oeuvrard »."""
    return fold(name).replace(" ", ".")


def enter(room: Room, name: str) -> None:
    """Somebody else sits down, unless they sit there."""
    if me(room).login != login(name):
        room.enter(login(name))


def me(room: Room) -> Desk:
    """Whoever sits there."""
    assert room.window.workspace is not None
    return room.window.workspace.desk


def person(room: Room, name: str) -> int:
    return next(int(one.person_id) for one in members(me(room)) if one.name == name)


def said(place: QWidget) -> str:
    """Everything written there."""
    return " ".join(each.text() for each in place.findChildren(QLabel)).replace("\N{NO-BREAK SPACE}", " ")


def role(room: Room, words: str) -> RoleLine:
    return next(one for one in roles.roles(me(room)) if words in one.name)


def card_of(room: Room, words: str) -> Any:
    """The page of the roles, with this one chosen."""
    return room.go("roles", role(room, words).id)


def pages(room: Room) -> set[str]:
    """The pages open to whoever sits there."""
    assert room.window.workspace is not None
    return set(room.window.workspace.entries)


def printed(room: Room) -> str:
    """The text of the document in front; then back to the page."""
    page = room.page()
    room.wait(lambda: page._preview is not None and page._preview.isVisible())
    words = " ".join(" ".join(page_texts(page._preview._pdf)).split())
    page.close_pdf()
    room.settle()
    return words


def refused(room: Room) -> str:
    return str(room.page().refusal.words())


# ------------------------------------------------------------------ a manager leaves


def solene_says_she_leaves(room: Room) -> None:
    """Her mandate ends before its term; Erwan will govern the keys."""
    page = room.go("mandates")
    page.list.choose(next(one.key for one in page.list.shown_records() if one.name == SOLENE))
    room.press(page.card, "Démission, décès, fin…")
    form = room.shown_form(page.card, "kind")
    room.send(form, kind=EventKind.RESIGNED, on=LEAVES, because="lettre du 14 septembre 2026")
    assert refused(room) == "", refused(room)
    page = room.go("keys")
    page.list.choose(next(one.id for one in page.list.shown_records() if one.holder == "Erwan Le Goff"))
    room.press(page.card, "Signer")
    assert refused(room) == "", refused(room)


def her_missions_become_poles(room: Room) -> None:
    """The template places eleven missions in three poles; one left out, or one person everywhere, is refused."""
    page = room.go("roles")
    room.press(page, "Partager un poste")
    page = room.page()
    room.act("Prendre les trois pôles du modèle")
    assert page.state.text().startswith("Tout est placé")
    first = page.cards[0].missions
    first.setCurrentRow(0)
    room.strike(first, Key.Key_0)
    assert "dans aucun pôle" in page.state.text()
    page.left.setCurrentRow(0)
    room.strike(page.left, Key.Key_1)
    everywhere = [card.holders[0] for card in page.cards]
    for field in everywhere:
        room.qtbot.keyClicks(field.line, "solene")
    assert "tiendrait tous les pôles" in page.state.text()
    for field in everywhere:
        field.line.selectAll()
        room.qtbot.keyClick(field.line, Key.Key_Delete)
    assert page.state.text().startswith("Tout est placé")
    room.act("Partager…")
    room.send(page.form, decision=TEAM_MEETING, starts_on=START, months=13)
    found = roles.roles(me(room))
    assert sorted((one.seats, one.vacant) for one in found) == [(1, 1), (1, 1), (2, 2)]
    assert not any(line.orphan for line in roles.missions(me(room)))


def the_sheets_are_adopted(room: Room) -> None:
    """Pay asks for the keys of pay and two months beside who leaves; it gives its title on the first day."""
    page = card_of(room, PAY)
    room.press(page.card, "Adopter une fiche…")
    form = room.shown_form(page.card, "purpose")
    said_ = {"purpose": "Que chacun soit payé juste et à temps", "term_min": 6, "term_max": 13, "shadow_months": 2,
             "key-pay": KeyUse.WRITE, "new": "Suivre les arrêts de travail", "decision": TEAM_MEETING}  # fmt: skip
    room.send(form, **said_)
    adopted = page.list.chosen_record()
    room.press(page.card, "Imprimer la fiche")
    assert "lire et enregistrer" in printed(room)
    assert (adopted.version, len(adopted.missions)) == (2, 5), refused(room)
    room.press(page.card, "Sièges et titre…")
    page = room.page()
    room.send(room.shown_form(page.card, "title"), title="pay_delegate")
    assert role(room, PAY).title == "RH\N{NO-BREAK SPACE}: paie", refused(room)


def a_role_that_turns_is_opened(room: Room) -> None:
    """Who opens the door to visitors changes twice a year."""
    page = room.go("roles")
    room.act("Nouveau rôle")
    form = room.shown_form(page.card, "pole")
    said_ = {"pole": role(room, RELAY).pole_id, "name": DOOR, "purpose": "Que chacun trouve à qui parler",
             "new": "Accueillir qui passe à l’atelier", "mode": RoleMode.ROTATING, "load": 6, "term_min": 4,
             "term_max": 6, "cooldown": 3, "shadow_months": 1, "shadow_load": 2, "decision": TEAM_MEETING}  # fmt: skip
    room.send(form, **said_)
    assert role(room, DOOR).missions == ("Accueillir qui passe à l’atelier",), refused(room)


# ------------------------------------------------------------------ circles


def circles_choose(room: Room) -> None:
    """One circle keeps names and amends a term; two write only what comes out of them."""
    room.on(CIRCLES)
    page = circle(room, PAY)
    fill(page, names=True)
    for by, because in zip(CIRCLE, REASONS, strict=True):
        fill(page, by=person(room, by), name=COLIN, because=because)
    room.press(page.step_card, "Finir ce tour")
    room.press(page.step_card, "Finir ce tour")
    fill(page, proposal=COLIN, by=person(room, AMINATA), until=date(2027, 8, 31))
    page.form.set_values({"because": "le bilan social se fait à l’automne"})
    room.press(page.step_card, "Objecte")
    consent(page)
    fill(page, until=LAST, amended="quatre mois de plus, jusqu’au bilan")
    consent(page)
    room.press(page.step_card, "Accepte")
    room.press(page.step_card, "Clore le cercle")
    room.press(page.step_card, "Imprimer la fiche")
    words = printed(room)
    assert "le bilan social se fait à l’automne" in words
    assert "quatre mois de plus" in words
    assert words.rstrip().endswith("1/1")
    for words, chosen in ((PRODUCTION, (HUGO,)), (RELAY, RELAYS)):
        page = circle(room, words)
        fill(page, names=False)
        fill(page, said=len(CIRCLE), named=2)
        fill(page, said=0)
        for name in chosen:
            fill(page, proposal=name, until=LAST)
            consent(page)
            assert page.circle.step is Step.ACCEPTANCE
            room.press(page.step_card, "Accepte")
        room.press(page.step_card, "Clore le cercle")
        assert page.circle.step is Step.DONE


def circle(room: Room, words: str) -> Any:
    """A circle of four opened for a role, from its card."""
    page = card_of(room, words)
    room.press(page.card, "Coopter…")
    page = room.page()
    for name in CIRCLE:
        page.circle.one.line.setText(name)
        room.press(page.circle, "Ajouter au cercle")
    room.send(page.form, held=CIRCLES, **{"from": START}, to=LAST, facilitator=person(room, AMINATA))
    return room.page()


def fill(page: Any, **values: object) -> None:
    """Answer the question of the step."""
    page.form.set_values(values)
    page.form.submit()


def consent(page: Any) -> None:
    """Everybody who has not spoken yet consents, the person proposed last."""
    while page.circle.step is Step.ANSWERS:
        page.form.submit()


def the_seats_are_given(room: Room) -> None:
    """Solène gives titles: what is chosen becomes mandates; she signs the keys that pay asks for."""
    page = room.go("roles.cooptations")
    for line in page.list.shown_records():
        page.list.choose(line.id)
        for _one in line.endorsed:
            room.press(page.card, "Donner le siège…")
            room.send(room.shown_form(page.card, "seat"), shadow=SHADOW)
    assert refused(room) == "", refused(room)
    found = mandates_of_roles(me(room))
    assert {(one.name, one.state) for one in found} == {(name, MandateState.ADOPTED) for name in (HUGO, COLIN, *RELAYS)}
    keys = room.go("keys")
    asked = [one for one in keys.list.shown_records() if one.holder == COLIN and "Paie" in one.words]
    assert [(one.starts_on, one.ends_on, one.state) for one in asked] == [(START, LAST, "proposed")] * 2
    for one in asked:
        sign(room, one.id)


def sign(room: Room, proposal: int) -> None:
    """The governance reads what a role asks for, and signs it."""
    page = room.go("keys", proposal)
    form = room.shown_form(page.card, "decision_kind")
    room.send(form, decision_kind="cooptation", decided_on=CIRCLES, reference="cercle de la paie")


# ------------------------------------------------------------------ hand-over, rights and keys


def the_hand_over_goes_on(room: Room) -> None:
    """On the eve each ticks from their own session what can be; the booklet is printed; Colin opens nothing yet."""
    room.on(EVE)
    enter(room, MAIWENN)  # her session hands over the key of this year
    tick(room, SOLENE, lambda line: line.kind is not Kind.CLOSE)  # hers makes that of next year, which nobody had
    keys = room.go("keys").list.shown_records()
    states = [one.state_words for one in keys if one.holder == COLIN and "Paie" in one.words]
    assert states == ["clés remises, pas encore commencée"] * 2
    page = tick(room, COLIN, lambda line: line.kind is not Kind.CLOSE)
    assert page.record.running
    assert {one.state for one in mandates_of_roles(me(room)) if one.name == COLIN} == {MandateState.SHADOW}
    room.strike(page, Key.Key_R, Mod.ControlModifier)
    booklet = printed(room)
    assert "Préparer la paie du mois" in booklet
    assert "Clés de la paie" in booklet
    assert "payroll" not in pages(room), "not before the day"
    assert not opens_pay(room, 2026)


def tick(room: Room, name: str, which: Callable[[Line], bool]) -> Any:
    """Somebody ticks these lines of the hand-over of pay, from their own session."""
    enter(room, name)
    plan = next(one.id for one in handovers.handovers(me(room)) if PAY in one.role)
    page = room.go("roles.handover", plan)
    found = page.list.shown_records()
    page.list.choose(next(line.id for line in found if which(line)))
    also = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for at, line in enumerate(found):
        if which(line):
            page.list.view.selectionModel().select(page.list.model.index(at, 0), also)
    room.strike(page, Key.Key_T, Mod.ControlModifier)
    assert refused(room).startswith("En retard") or not refused(room), refused(room)
    return page


def rights_and_keys_come_on_the_day(room: Room) -> None:
    """On the first day Colin has the pages of pay and its keys; the hand-over is over."""
    room.on(START)
    tick(room, SOLENE, lambda line: line.kind is Kind.CLOSE)
    enter(room, COLIN)
    assert "payroll" in pages(room)
    assert [opens_pay(room, year) for year in (2026, 2027)] == [True, True]
    assert {one.state for one in mandates_of_roles(me(room)) if one.name == COLIN} == {MandateState.RUNNING}
    page = tick(room, COLIN, lambda line: line.kind is Kind.CLOSE)
    room.act("Passation terminée")
    assert not page.record.running, refused(room)


def opens_pay(room: Room, year: int) -> bool:
    """Whether the key of pay of a year opens in these hands."""
    desk = me(room)
    verb = Inner("journey.read", "Lecture", reading=True)
    try:
        transact(desk.coop, verb, desk.person_id, EVERYONE, "", lambda act: act.sealed.read(f"pay/{year}"),
                 keys=desk.keyring)  # fmt: skip
    except (Refused, RuleBroken):
        return False
    return True


# ------------------------------------------------------------------ a year of turns


def a_year_is_planned(room: Room) -> None:
    """Samir refuses; the planner finds who turns at the door, beside the program, and keeps its plan."""
    enter(room, SAMIR)
    page = room.go("roles.own_wishes", role(room, DOOR).id)
    form = room.shown_form(page.card, "wish")
    room.send(form, wish=-2, answer="refuses", why="Je ne suis pas à l’aise pour parler à des inconnus.")
    enter(room, AMINATA)
    room.go("roles.rotation")
    room.act("Nouveau plan")
    page = room.page()
    form = room.shown_form(page.card, "months")
    room.send(form, name="Rotation 2027", first=FIRST, months=12)
    room.wait(lambda: not page.under_way)
    room.settle()
    page = room.page()
    assert page.file is not None
    turns = [bar for bar in page.file.bars if bar.planned]
    assert len(turns) >= 2, page.file.vacancies_told
    assert not [gap for gap in page.file.vacant if gap.role == DOOR], page.file.vacancies_told


def samir_asks_why_not_him(room: Room) -> None:
    """The answer is computed for him: his own refusal comes first."""
    plan = room.page().plan_id
    enter(room, SAMIR)
    page = room.go("roles.plan", plan)
    assert not page.adopt_action.isVisible()
    room.act("Pourquoi pas moi")
    room.send(room.shown_form(page.card, "role"), role=role(room, DOOR).id)
    room.wait(lambda: "refus" in said(page.card).lower())
    room.settle()


def the_assembly_adopts(room: Room) -> None:
    """Aminata puts the plan on the agenda and calls; the associates adopt; mandates open and the minutes tell it."""
    enter(room, AMINATA)
    page = room.go("assemblies")
    room.act("Nouvelle réunion")
    form = room.shown_form(page.card, "hour")
    form.fields["body"].box.setCurrentText("Assemblée générale")
    room.send(form, day=HELD, hour="14 h", place="Salle de l’Écluse, Nantes")
    assert room.page() is not page, said(page.card)
    meeting = room.page().meeting_id
    page = room.go("roles.rotation")
    plan = page.list.shown_records()[0].id
    page = room.go("roles.plan", plan)
    room.act("Préparer la résolution…")
    room.send(room.shown_form(page.card, "meeting"), meeting=meeting)
    room.act("Convoquer")
    room.act("Convoquer")
    page = room.page()
    while waiting := [one for one in page.list.shown_records() if one.called is None]:
        page.list.choose(waiting[0].person_id)
        room.strike(page.list.view, Key.Key_A, Mod.ControlModifier)
        room.send(room.shown_form(page.card, "sent_on"))
    hold(room, meeting)
    page = room.go("roles.plan", plan)
    room.act("Adopter…")
    room.press(page.card, "Adopter ce plan")
    assert page.file.line.state is PlanState.ADOPTED, refused(room)
    planned = [one for one in mandates_of_roles(me(room)) if one.plan_id == plan]
    assert len(planned) == page.file.line.mandates
    assert SAMIR not in {one.name for one in planned}
    room.strike(page, Key.Key_R, Mod.ControlModifier)
    assert "Rotation 2027" in printed(room)
    room.act("Au calendrier")
    room.act("Imprimer")
    calendar = printed(room)
    assert all(one.name in calendar for one in planned)
    page = room.go("minutes.meeting", meeting)
    room.act("Sceller…")
    room.confirm("Sceller")
    room.wait(lambda: page.view.sealed)
    room.act("Aperçu")
    told = printed(room)
    assert "Rotation 2027" in told
    assert all(one.name in told for one in planned)


def hold(room: Room, meeting: int) -> None:
    """Thirteen of twenty-four are there and the plan is adopted."""
    room.on(HELD, 13, 50)
    page = room.go("assemblies.session", meeting)
    names = [line.person.name for line in page.room.people]
    for name in names[:13]:
        page.attendance.box.setText(fold(name))
        room.qtbot.keyClick(page.attendance.box, Key.Key_Return)
    assert page.room.present == 13
    room.strike(page, Key.Key_F4)
    form = room.shown_form(page.side_card, "chair")
    form.fields["chair"].line.setText(SOLENE)
    room.send(form, capacity="gérante", secretary=AMINATA)
    room.on(HELD, 14, 5)
    room.strike(page, Key.Key_O, Mod.ControlModifier)
    page.item_panel.notes.area.setPlainText("Mme Diallo présente le plan. Personne ne demande la parole.")
    boxes = page.item_panel.counting.boxes
    for choice, count in zip((Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), ("13", "0", "0"), strict=True):
        room.qtbot.keyClicks(boxes[choice], count)
        room.qtbot.keyClick(boxes[choice], Key.Key_Return)
    room.settle()
    assert [r.result.adopted for r in page.file.resolutions] == [True], refused(room)
    room.on(HELD, 15, 0)
    room.strike(page, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    room.confirm("Lever la séance")
    assert page.file.meeting.closed_at is not None, refused(room)


# ------------------------------------------------------------------ somebody is away


def colin_is_away_and_chiara_stands_in(room: Room) -> None:
    """Colin is ill for two months: Chiara holds pay meanwhile, with its pages and keys; he takes it up again after."""
    room.on(ILL)
    enter(room, CHIARA)
    page = room.go("leave.recording")
    page.person.line.setText(COLIN)
    page.person.passed.emit()
    room.settle()
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = room.shown_form(page.card, "kind")
    room.send(form, kind="ABS_MAL", first=ILL, last=BACK, extension=False, last_worked=date(2026, 12, 18))
    assert refused(room) == "", refused(room)
    assert "payroll" not in pages(room)
    enter(room, SOLENE)  # the interim carries the title of the role: who gives titles decides it
    told = [one.what for one in room.go("home").list.shown_records()]
    assert any("Couvrir ou replanifier" in words and PAY in words for words in told), told
    page = room.go("roles.mandates")
    (line,) = [one for one in page.list.shown_records() if one.now and one.name == COLIN]
    page.list.choose(line.key)
    room.press(page.card, "Absence longue : intérim…")
    form = room.shown_form(page.card, "returns")
    room.send(form, person=person(room, CHIARA), **{"from": ILL}, to=BACK, returns=True, because="absence longue")
    assert refused(room) == "", refused(room)
    pay = [one for one in mandates_of_roles(me(room)) if PAY in one.role and one.held]
    assert [(one.name, one.starts_on, one.ends_on, one.interim) for one in pay] == [
        (COLIN, START, date(2026, 12, 20), False), (CHIARA, ILL, BACK, True), (COLIN, TAKES_UP, LAST, False),
    ]  # fmt: skip
    room.strike(page, Key.Key_R, Mod.ControlModifier)
    assert CHIARA in printed(room)
    enter(room, CHIARA)
    assert "payroll" in pages(room)
    room.strike(room.go("roles"), Key.Key_R, Mod.ControlModifier)
    assert f"{CHIARA} (intérim)" in printed(room)

"""An assembly elects: a manager in two rounds by booth, a board by papers keyed twice, a role without candidate."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.core.check import verify
from coop_desk.core.ids import PersonId
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.elections import service
from coop_desk.topics.elections.circle import service as circles
from coop_desk.topics.elections.methods.records import Void
from coop_desk.topics.elections.page.booth import BoothScreen
from coop_desk.topics.elections.paper_ballots import service as papers
from coop_desk.topics.elections.records import Occasion, Opening, State, Way
from coop_desk.topics.elections.urn import service as urns
from coop_desk.topics.elections.urn.records import Plan, UrnState
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.minutes import service as minutes
from tests.conftest import TestCoop
from tests.file_key import PASSWORD
from tests.golden import check_text
from tests.journeys.room import Key, Mod, Room
from tests.topics.assemblies.stories import DAY
from tests.topics.elections.process_stories import assembly, open_assembly, people, post, prepared, stand


def test_an_assembly_elects_its_manager_its_board_and_a_role_holder(qtbot: QtBot, coop: TestCoop) -> None:
    meeting, (managing, board, role) = assembly(
        coop, ["Élection de la gérance", "Élection du conseil de surveillance", "Référence sécurité"]
    )
    crew = [*people(coop, 7), *two_who_sign_in(coop)]
    secretary = coop.desk("secretary")
    manager_post, board_post = post(coop, PostKind.MANAGER), post(coop, PostKind.SUPERVISORY, 3, "Conseil")
    safety = post(coop, PostKind.ROLE, 1, "Référence sécurité")
    gerance = prepared(coop, managing, manager_post, title="Gérance", occasion=Occasion.VACANCY, way=Way.BOOTH)
    council = prepared(
        coop, board, board_post, 3, title="Conseil de surveillance", occasion=Occasion.CREATION,
        method="stv.scottish/1", way=Way.PAPER,
    )  # fmt: skip
    circle = prepared(coop, role, safety, title="Référence sécurité", occasion=Occasion.CREATION)
    stand(coop, gerance, crew[:3], tellers=crew[6:9])
    stand(coop, council, crew[2:6], tellers=crew[7:9])
    open_assembly(coop, meeting, crew)
    assemblies.set_bureau(
        secretary,
        meeting,
        chair_id=crew[8],
        chair_capacity="associé",
        secretary_id=crew[7],
        teller_ids=[crew[5], crew[6]],
    )

    room = Room(qtbot, DAY)
    room.window.opening.sign_in.welcome(coop.file)
    room.window.welcome(secretary)
    elect_in_the_booth(room, coop, gerance, crew)
    elect_on_paper(room, coop, council, crew)
    name_without_candidate(room, coop, circle, crew)
    for election in (gerance, council, circle):
        accept_and_open(room, coop, election)

    page = room.go("elections.election", gerance)
    assert [line.words for line in page.list.shown_records()] == ["fait"] * len(page.list.shown_records())

    the_minutes_are_sealed(coop, meeting)
    the_mandates_appear(room, coop, crew)
    with_differences = [line for one in verify(coop.file) for line in one.differences]
    assert with_differences == []


def two_who_sign_in(coop: TestCoop) -> list[PersonId]:
    """Two associates with an access of their own: they key the papers."""
    found = []
    for login, given in (("maya", "Maya"), ("noe", "Noé")):
        coop.join(login, given, "Blanc", None)
        new = NewMember("Blanc", Category.EMPLOYED, date(2020, 1, 6), given_name=given, person_id=coop.person(login))
        found.append(register_member(coop.desk("registrar"), new).person_id)
    return found


def elect_in_the_booth(room: Room, coop: TestCoop, election: int, crew: Sequence[PersonId]) -> None:
    """Nobody has five votes of nine; the second round elects by the majority of those there."""
    secretary = coop.desk("secretary")
    first = service.open_round(secretary, election)
    a, b, c = first.ballot.candidates
    vote(coop, first, crew, [a, a, a, a, b, b, b, c, Void.BLANK])
    assert service.election(secretary, election).state is State.COUNTED
    page = room.go("elections.election", election)
    room.press(page, "Ouvrir le tour suivant")
    room.confirm("Ouvrir le scrutin")
    second = service.election(secretary, election).opening
    assert second is not None
    assert second.ballot.candidates == (a, b)
    vote_in_the_window(room, coop, second, crew, [a, a, a, a, a, b, b, b, b])
    page = room.go("elections.election", election)
    room.press(page, "Proclamer le résultat")
    proclaimed = service.election(secretary, election).proclaimed
    assert proclaimed is not None
    assert [one.person_id for one in proclaimed.elected] == [crew[0]]


def vote(coop: TestCoop, opening: Opening, crew: Sequence[PersonId], marks: Sequence[object]) -> None:
    """Shares on paper, votes in the booth, closing by two, count with two shares of three."""
    manager, secretary = coop.desk("manager"), coop.desk("secretary")
    plan = Plan(scrutineers=tuple(int(one) for one in crew[6:9]), needed=2, officer=int(coop.person("secretary")))
    ceremony = urns.begin_ceremony(manager, opening.id, plan)
    codes = {number: ceremony.paper(number).code for number in ceremony.numbers}
    for number, code in codes.items():
        ceremony.confirm(number, code)
    urn = urns.open_urn(manager, ceremony)
    for person, mark in zip(crew, marks, strict=True):
        urns.cast_ballot(secretary, urn.id, person, mark)
    urns.close_urn(secretary, urn.id, manager)
    urns.count_urn(secretary, urn.id, {1: codes[1], 3: codes[3]})


def vote_in_the_window(
    room: Room, coop: TestCoop, opening: Opening, crew: Sequence[PersonId], marks: Sequence[object]
) -> None:
    """The same on the page of the urn: one voter by the keyboard alone, a second person signs in to close."""
    page = room.go("elections.urn", opening.id)
    room.send(room.shown_form(page, "needed"))
    room.press(page, "C’est dit : imprimer les parts")
    on_paper = {number: page._ceremony.paper(number).code for number in page._ceremony.numbers}
    for code in on_paper.values():
        room.send(room.shown_form(page, "code"), code=code)
    room.press(page, "Essayer, puis ouvrir l’urne")
    page.close_pdf()
    vote_with_the_keyboard(room, opening)
    for person, mark in list(zip(crew, marks, strict=True))[1:]:
        urns.cast_ballot(coop.desk("secretary"), page.urn.id, person, mark)
    page = room.go("elections.urn", opening.id)
    room.send(room.shown_form(page, "login"), login="noe", password=PASSWORD)
    room.wait(lambda: page.urn.state is UrnState.CLOSED)
    page.close_pdf()
    for number in (1, 3):
        room.send(room.shown_form(page, "share"), share=number, code=on_paper[number])
    room.press(page, "Ouvrir l’urne et compter")


def vote_with_the_keyboard(room: Room, opening: Opening) -> None:
    """The officer opens the booth and calls; the voter answers, reads it again, casts; the password leaves."""
    page = room.go("elections.urn", opening.id)
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    room.wait(lambda: room.window.findChildren(BoothScreen))
    (booth,) = room.window.findChildren(BoothScreen)
    write(room, booth, "4321")
    key(room, booth, Key.Key_Home)
    key(room, booth, Key.Key_Return)
    for wanted in ("Commencer", opening.ballot.candidates[0], "Continuer", "Déposer le bulletin", "Terminer"):
        reach(room, booth, wanted)
        key(room, booth, Key.Key_Space)
    reach(room, booth, "Quitter l’isoloir")
    key(room, booth, Key.Key_Space)
    write(room, booth, PASSWORD)
    room.wait(lambda: not room.window.findChildren(BoothScreen))


def write(room: Room, place: QWidget, text: str) -> None:
    """Type where the keyboard is, then Enter."""
    QTest.keyClicks(in_hand(place), text)
    key(room, place, Key.Key_Return)


def key(room: Room, place: QWidget, struck: Qt.Key) -> None:
    """Strike a key where the keyboard is."""
    QTest.keyClick(in_hand(place), struck)
    room.settle()


def reach(room: Room, place: QWidget, text: str) -> None:
    """Go to a button with the Tab key alone."""
    for _turn in range(12):
        here = in_hand(place)
        if isinstance(here, QPushButton) and here.text().strip() == text:
            return
        key(room, place, Key.Key_Tab)
    raise AssertionError(text)


def in_hand(place: QWidget) -> QWidget:
    """Where the keyboard is: never outside this place."""
    found = QApplication.focusWidget()
    assert found is not None
    assert place.isAncestorOf(found)
    return found


def elect_on_paper(room: Room, coop: TestCoop, election: int, crew: Sequence[PersonId]) -> None:
    """Two tellers key nine papers, each signed in; they read the fourth one differently and look at it together."""
    secretary = coop.desk("secretary")
    service.open_round(secretary, election)
    said = ["1 2 3", "1 3", "2 1", "2 3", "3 2 1", "4 1", "4 2", "1 4", "3 4"]
    room.enter("maya")
    page = room.go("elections.papers", election)
    room.send(page.form, papers=9, signed=9)
    for typed in said[:4]:
        write(room, page, typed)
    key_the_others(coop, "maya", election, said)
    page.reload()
    room.settle()
    assert len(page.keyed.shown_records()) == 9
    assert "l’autre scrutateur prend place" in words(page)
    room.enter("noe")
    page = room.go("elections.papers", election)
    assert page.keyed.shown_records() == [], "nobody sees what the other has keyed"
    for typed in (*said[:3], "2 4"):
        write(room, page, typed)
    key_the_others(coop, "noe", election, said)
    page.reload()
    room.settle()
    assert "Papier n° 4 : regardez-le ensemble" in words(page)
    room.send(page.settling, typed="2 3", reason="un 3 pris pour un 4")
    room.press(page, "Compter les papiers")
    result = service.election(secretary, election).result
    assert result is not None
    while result.needed is not None:
        again = service.settle(secretary, election, result.needed.between[0], "Vera")
        assert again is not None
        result = again
    assert len(service.proclaim(secretary, election)) == 3


def key_the_others(coop: TestCoop, login: str, election: int, said: Sequence[str]) -> None:
    """The same keys for the papers after the fourth, without the screen."""
    for number in range(5, len(said) + 1):
        papers.key_paper(coop.desk(login), election, number, said[number - 1])


def words(place: QWidget) -> str:
    """What is written there, in sight."""
    return "\n".join(each.text() for each in place.findChildren(QLabel) if each.isVisible())


def name_without_candidate(room: Room, coop: TestCoop, election: int, crew: Sequence[PersonId]) -> None:
    """The group keeps the names; nobody objects."""
    room.enter("secretary")
    page = room.go("elections.election", election)
    room.press(page, "Ouvrir le scrutin")
    room.confirm("Ouvrir le scrutin")
    page = room.go("elections.aloud", election)
    room.send(page.form, frame="Veiller aux machines, deux ans.", names=True)
    chosen = name_of(coop, election, crew[5])
    people = [one.person_id for one in page.circle.participants]
    for one in people[:2]:
        room.send(page.form, by=one, name=chosen, because="connaît les machines")
    for one in people[2:]:
        circles.nominate(coop.desk("secretary"), election, one, chosen, "connaît les machines")
    page.reload()
    room.press(page, "Finir ce tour")
    room.press(page, "Finir ce tour")
    room.send(page.form, proposal=chosen, by=people[0])
    for _one in people:
        room.send(page.form)
    room.press(page, "Accepte")
    page = room.go("elections.election", election)
    room.press(page, "Proclamer le résultat")
    proclaimed = service.election(coop.desk("secretary"), election).proclaimed
    assert proclaimed is not None
    assert [one.person_id for one in proclaimed.elected] == [crew[5]]


def name_of(coop: TestCoop, election: int, person: PersonId) -> str:
    """How the circle calls somebody."""
    known = service.voters_known(coop.desk("secretary"), election)
    return next(one.name for one in known if one.person_id == person)


def accept_and_open(room: Room, coop: TestCoop, election: int) -> None:
    """The elected accept, their mandates open."""
    page = room.go("elections.election", election)
    proclaimed = page.file.proclaimed
    for one in proclaimed.elected:
        [accepts] = [each for each in page.findChildren(QPushButton) if each.accessibleName() == f"{one.name} accepte"]
        accepts.click()
        room.settle()
    room.send(room.shown_form(page, "starts"), starts=DAY)
    assert len(service.election(coop.desk("secretary"), election).mandates) == len(proclaimed.elected)


def the_minutes_are_sealed(coop: TestCoop, meeting: int) -> None:
    """Close, write, seal; the text says each stage."""
    secretary = coop.desk("secretary")
    coop.on(DAY, 16)
    assemblies.close_meeting(secretary, meeting)
    told = {"debate": "Personne ne demande la parole.", "signers": "Adèle Aubert, gérance\nNoé Blanc, associé"}
    minutes.write_parts(secretary, meeting, told)
    piece = minutes.seal_minutes(secretary, meeting)
    said = "\n\f\n".join(page_texts(minutes.piece_pdf(secretary, piece))) + "\n"
    said = re.sub(r"[0-9a-f]{64}|ligne \d+, empreinte [A-Z2-7-]{24}", "····", said)
    # The key and the codes of an urn are others each time, and lines break where they let them.
    said = re.sub(r"Urne scellée .*?émargements\.", lambda urn: " ".join(urn[0].split()), said, flags=re.DOTALL)
    said = re.sub(r"(?<=Urne scellée ).*?(?=, ouverte)", "····", said)
    check_text(said, "journeys/elections")


def the_mandates_appear(room: Room, coop: TestCoop, crew: Sequence[PersonId]) -> None:
    """The register has them with their ends; the manager gets the title once somebody else gives it."""
    manager = coop.desk("manager")
    held = [line for line in mandates.mandates(manager) if line.running and line.mandate_id is not None]
    ends = {(line.name, line.until_words) for line in held}
    assert ends >= {
        ("Adèle Aubert", "assemblée de 2030"),
        ("Chloé Aubert", "assemblée de 2030"),
        ("Farid Aubert", "11/06/2028"),
    }
    assert len(held) == 5
    elected = coop.desk_of(crew[0], "Adèle Aubert")
    assert not elected.allows(assemblies.prepare_meeting), "the title is proposed: whoever holds it already gives it"
    mandates.decide_title(manager, next(line.mandate_id for line in held if line.name == "Adèle Aubert") or 0)
    assert elected.allows(assemblies.prepare_meeting)
    page = room.go("mandates")
    assert {name for name, _until in ends} <= {line.name for line in page.list.shown_records()}

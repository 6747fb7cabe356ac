"""The screens of a secret vote: shares out and typed back, the booth alone on the screen, the closing, the count."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app.window import Window
from coop_desk.core.ids import PersonId
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.topics.elections.methods.records import Definition, Mark, Void
from coop_desk.topics.elections.page.booth import BoothScreen
from coop_desk.topics.elections.page.booth_ballot import RankingBallot, ballot_for
from coop_desk.topics.elections.page.urn import UrnPage
from coop_desk.topics.elections.paper_ballots import service as papers
from coop_desk.topics.elections.records import Way
from coop_desk.topics.elections.service import election as election_file
from coop_desk.topics.elections.service import open_round
from coop_desk.topics.elections.urn import service
from coop_desk.topics.elections.urn.records import IncidentKind, UrnState
from coop_desk.topics.mandates.records import PostKind
from tests.conftest import TestCoop
from tests.file_key import PASSWORD
from tests.topics.elections.process_stories import assembly, open_assembly, people, post, prepared, stand
from tests.topics.elections.urn.vote import Vote, lay

NAMES = ("Aïcha Benali", "Bruno Le Goff", "Chloé Hénaff")


def press(place: QWidget, text: str) -> None:
    """Press the button that is in sight under that name."""
    QApplication.processEvents()
    found = [each for each in place.findChildren(QPushButton) if each.isVisible() and each.text().strip() == text]
    assert found, (text, [each.text() for each in place.findChildren(QPushButton) if each.isVisible()])
    found[0].click()


def words(place: QWidget) -> str:
    """Everything that is in sight."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in place.findChildren(QLabel) if each.isVisible())


def typed(place: QWidget, text: str) -> None:
    """Type in the hidden field that is in sight."""
    next(each for each in place.findChildren(QLineEdit) if each.isVisible()).setText(text)


def call(booth: BoothScreen, voter: int) -> None:
    """The officer calls somebody and goes away; they begin."""
    shown = booth.findChild(List)
    assert shown is not None
    shown.choose(voter)
    press(booth, "Laisser l’écran à cette personne")
    press(booth, "Commencer")


@pytest.fixture
def booth(coop: TestCoop, qtbot: QtBot) -> tuple[Vote, BoothScreen]:
    """A booth with its code chosen; the first voter also represents the third."""
    vote = lay(coop, NAMES, proxies={2: 0})
    vote.open()
    made = BoothScreen(coop.desk("manager"), vote.urn_id)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    typed(made, "123")
    press(made, "Ouvrir l’isoloir")
    assert "au moins 4" in words(made)
    typed(made, "1234")
    press(made, "Ouvrir l’isoloir")
    return vote, made


def test_a_voter_answers_reads_it_again_and_casts_then_votes_for_whom_they_represent(
    booth: tuple[Vote, BoothScreen],
) -> None:
    vote, screen = booth
    call(screen, vote.voters[0])
    press(screen, "Continuer")
    assert "Choisissez une réponse" in words(screen)
    press(screen, "Bruno Le Goff")
    press(screen, "Continuer")
    assert "Votre bulletin dit" in words(screen)
    press(screen, "Recommencer")
    press(screen, "Voter blanc")
    press(screen, "Déposer le bulletin")
    assert "-" not in words(screen), "no code before it is asked for"
    press(screen, "Voir mon code de suivi")
    assert "n’est gardé nulle part" in words(screen)
    press(screen, "Voter maintenant pour Camille Votant 02")
    assert "que vous représentez" in words(screen)
    press(screen, "Aïcha Benali")
    press(screen, "Continuer")
    press(screen, "Déposer le bulletin")
    press(screen, "Terminer")
    marks = service.booth(vote.coop.desk("manager"), vote.urn_id)
    assert [line.person.person_id for line in marks.lines if line.marked == "voted"] == [vote.voters[0], vote.voters[2]]
    assert "Camille" not in words(screen)
    assert screen._mark is None


def test_left_alone_nobody_sees_the_list_nor_leaves_without_code_or_password(
    booth: tuple[Vote, BoothScreen], qtbot: QtBot
) -> None:
    vote, screen = booth
    call(screen, vote.voters[1])
    press(screen, "Aïcha Benali")
    screen.rest()
    assert "n’a pas été déposé" in words(screen)
    for code in ("0000", "1111", "2222"):
        typed(screen, code)
        press(screen, "Appeler la personne suivante")
    assert "Trois codes faux" in words(screen)
    left = []
    screen.left.connect(lambda: left.append(True))
    typed(screen, "un autre mot de passe")
    press(screen, "Quitter l’isoloir")
    qtbot.waitUntil(lambda: "ne convient pas" in words(screen) or bool(left))
    assert not left
    vote.coop.on(vote.coop.clock.today(), 12)
    typed(screen, PASSWORD)
    press(screen, "Quitter l’isoloir")
    qtbot.waitUntil(lambda: bool(left))


def test_what_goes_wrong_in_a_cast_asks_to_look_at_the_list(booth: tuple[Vote, BoothScreen]) -> None:
    vote, screen = booth
    call(screen, vote.voters[1])
    press(screen, "Aïcha Benali")
    press(screen, "Continuer")
    vote.close()
    press(screen, "Déposer le bulletin")
    assert "Regardez sur la liste" in words(screen)
    assert "clos" in words(screen)


def test_in_the_booth_nothing_else_of_the_window_is_reachable(coop: TestCoop, qtbot: QtBot) -> None:
    vote = lay(coop, NAMES)
    vote.open()
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.opening.sign_in.welcome(coop.file)
    window.welcome(coop.desk("manager"))
    place = window.workspace
    assert place is not None
    screen = BoothScreen(coop.desk("manager"), vote.urn_id)
    place.whole_screen_asked.emit(screen)
    assert window.isFullScreen()
    assert not place.isVisible()
    heard: list[str] = []
    place.lock_asked.connect(lambda: heard.append("lock"))
    for action in place.findChildren(QAction):
        action.triggered.connect(lambda _on=False, each=action: heard.append(each.text()))
    assert window.windowTitle() == "Coop Desk", "nothing of the vote in the title"
    typed(screen, "1234")
    press(screen, "Ouvrir l’isoloir")
    call(screen, vote.voters[0])
    press(screen, NAMES[0])
    assert place.drafts() == [], "what is chosen in the booth is no draft"
    screen.rest()
    screen.ask_password()
    target: QWidget | None = window.focusWidget()
    assert target is not None
    for key in (Qt.Key.Key_K, Qt.Key.Key_L, Qt.Key.Key_M):
        QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F6, Qt.Key.Key_Escape):
        QTest.keyClick(target, key)
    assert heard == []
    assert not window.close(), "the window cannot be closed from the booth"
    assert "Mot de passe" in words(screen)
    window._last_sign = 0
    window._lock_if_idle()
    assert window.workspace is place
    assert not place.isVisible()
    screen.left.emit()
    assert place.isVisible()
    assert not window.isFullScreen()
    place.whole_screen_asked.emit(BoothScreen(coop.desk("manager"), vote.urn_id))
    window._last_sign = 0
    window._lock_if_idle()
    assert not window.isFullScreen()
    assert not place.isVisible(), "left alone before its code, it locks"
    window.close()


BALLOTS: dict[str, tuple[str, dict[str, object], tuple[str, ...], str, Mark]] = {
    "one name": ("majority.two_round/1", {"tie": "lot"}, (NAMES[1],), "Choisissez", NAMES[1]),
    "answer": ("resolution/1", {}, ("Pour",), "Choisissez", "pour"),
    "list": ("list/1", {}, (NAMES[2],), "Choisissez", NAMES[2]),
    "approval": ("approval/1", {}, (NAMES[0], NAMES[2]), "Choisissez", (NAMES[0], NAMES[2])),
    "grades": ("judgment.majority/1", {}, ("Bien",), "Il manque une mention", tuple((name, "Bien") for name in NAMES)),
    "ranking": ("irv/1", {}, (NAMES[2], NAMES[0]), "premier choix", (NAMES[2], NAMES[0])),
}
"""The method, its rules, what is pressed, what is said before, and what the ballot then says."""


@pytest.mark.parametrize("kind", BALLOTS)
def test_each_method_has_its_ballot_and_says_what_is_missing(kind: str, qtbot: QtBot) -> None:
    method, rules, pressed, missing, mark = BALLOTS[kind]
    names = ("Résolution",) if method == "resolution/1" else NAMES
    ballot = ballot_for(Definition(method, 1, names, rules))
    qtbot.addWidget(ballot)
    ballot.show()
    assert missing in ballot.fault()
    for text in pressed:
        for each in ballot.findChildren(QPushButton):
            if each.text() == text:
                each.click()
    assert (ballot.fault(), ballot.mark()) == ("", mark)
    assert accessible_faults(ballot) == []


def test_a_ranking_is_made_and_mended_by_keyboard_and_equal_ranks_only_where_they_count(qtbot: QtBot) -> None:
    ballot = ballot_for(Definition("schulze/1", 1, NAMES, {}))
    assert isinstance(ballot, RankingBallot)
    qtbot.addWidget(ballot)
    ballot.show()
    for name in NAMES:
        main, _moves = ballot.rows[name]
        QTest.keyClick(main, Qt.Key.Key_Space)
    assert ballot.mark() == NAMES
    ballot.shift(NAMES[2], -1)
    assert ballot.mark() == (NAMES[0], NAMES[2], NAMES[1])
    ballot.join(NAMES[1])
    assert ballot.mark() == (NAMES[0], (NAMES[1], NAMES[2]))
    ballot.shift(NAMES[1], 1)
    assert ballot.mark() == (NAMES[0], NAMES[2], NAMES[1])
    ballot.press(NAMES[0])
    assert ballot.mark() == (NAMES[2], NAMES[1])
    strict = ballot_for(Definition("stv.scottish/1", 1, NAMES, {}))
    qtbot.addWidget(strict)
    assert not any(each.text() == "=" for each in strict.findChildren(QPushButton))
    several = ballot_for(Definition("plurinominal/1", 2, NAMES, {"max_names": 2}))
    qtbot.addWidget(several)
    several.show()
    for name in NAMES:
        press(several, name)
    assert "trop de noms" in several.fault()


def test_an_urn_is_opened_voted_closed_and_counted_from_its_page(coop: TestCoop, qtbot: QtBot, tmp_path: Path) -> None:
    vote = lay(coop, NAMES)
    desk = coop.desk("manager")
    page = UrnPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open_record(vote.opening_id)
    form = page.findChild(Form)
    assert form is not None
    people = vote.voters[:3]
    form.set_values({f"person{n}": person for n, person in enumerate(people, 1)} | {"needed": 2, "officer": people[0]})
    form.submit()
    assert "voit le vote" in words(page)
    press(page, "C’est dit\u00a0: imprimer les parts")
    ceremony = page._ceremony
    assert ceremony is not None
    codes = {}
    for number in ceremony.numbers:
        codes[number] = ceremony.paper(number).code
        press(page, "Imprimer la feuille")
        assert page._preview is not None
        assert not page._preview.save_action.isVisible(), "a share is never saved"
        page.close_pdf()
        asked = page.findChildren(Form)[-1]
        asked.set_values({"code": codes[number]})
        asked.submit()
    press(page, "Essayer, puis ouvrir l’urne")
    assert page.urn is not None
    page.close_pdf()
    vote.urn_id = page.urn.id
    vote.cast(vote.voters[0], NAMES[0])
    vote.cast(vote.voters[1], Void.BLANK)
    shown: list[BoothScreen] = []
    page.whole_screen_asked.connect(shown.append)
    press(page, "Ouvrir l’isoloir  Ctrl+N")
    qtbot.addWidget(shown[0])
    assert accessible_faults(shown[0]) == []
    page.reload()
    assert accessible_faults(page) == []
    service.record_incident(desk, vote.urn_id, IncidentKind.OTHER, "Une panne de courant à 11 h.")
    service.close_urn(desk, vote.urn_id, coop.desk_of(PersonId(vote.voters[1])))
    page.reload()
    for number in (1, 3):
        asked = page.findChildren(Form)[-1]
        asked.set_values({"share": number, "code": codes[number][:-1] + "#"})
        asked.submit()
        assert f"Part n°\u00a0{number}" in asked.fields["code"].said_fault()
        asked.set_values({"share": number, "code": codes[number]})
        asked.submit()
    press(page, "Ouvrir l’urne et compter")
    assert "Ouverte avec les parts 1 et 3" in words(page)
    page._write(tmp_path / "export.txt", service.public_export(desk, vote.election_id).text)
    assert {each.name for each in tmp_path.iterdir()} >= {"export.txt", "recompter.py"}


def test_a_vote_that_cannot_be_opened_is_declared_lost_with_its_reason(coop: TestCoop, qtbot: QtBot) -> None:
    vote = lay(coop, NAMES)
    vote.open()
    vote.cast(vote.voters[0], NAMES[0])
    page = UrnPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    page.open_record(vote.opening_id)
    page.lost_action.trigger()
    asked = page.findChildren(Form)[-1]
    asked.submit()
    assert page.urn is not None
    assert page.urn.state is UrnState.OPEN, "nothing is given up without a reason"
    asked.set_values({"words": "Deux parts sur trois sont perdues ; on revote le 19 juin."})
    asked.submit()
    assert page.urn.state is UrnState.LOST
    assert "Il doit être refait" in words(page)
    assert "Deux parts sur trois sont perdues" in words(page)
    assert accessible_faults(page) == []


def test_a_vote_held_in_the_booth_and_on_paper_is_counted_with_its_settled_papers(coop: TestCoop, qtbot: QtBot) -> None:
    meeting, items = assembly(coop, ["Conseil"], form="SA")
    them = people(coop, 8)
    election = prepared(coop, items[0], post(coop, PostKind.DIRECTOR, 3), 1, way=Way.BOTH)
    stand(coop, election, them[:2], them[5:7])
    open_assembly(coop, meeting, them)
    opening = open_round(coop.desk("secretary"), election)
    one, two = (coop.desk_of(person) for person in them[5:7])
    first, second = papers.pile(one, election).opening.ballot.candidates
    vote = Vote(coop, election, opening.id, [int(person) for person in them])
    vote.open()
    vote.cast(vote.voters[0], first)
    for voter in vote.voters[1:4]:
        service.sign_for_paper(coop.desk("manager"), vote.urn_id, voter)
    vote.close()
    page = UrnPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    page.open_record(opening.id)
    for number, code in vote.shares(1, 2).items():
        asked = page.findChildren(Form)[-1]
        asked.set_values({"share": number, "code": code})
        asked.submit()
    press(page, "Ouvrir l’urne et compter")
    assert page.refusal.isVisible(), "the papers are not keyed yet"
    for teller, typed_papers in ((one, ("2", "2", "b")), (two, ("2", "1", "b"))):
        if teller is one:
            papers.open_pile(one, election, 3, 3)
        for number, said in enumerate(typed_papers, 1):
            papers.key_paper(teller, election, number, said)
    press(page, "Ouvrir l’urne et compter")
    assert "n° 2" in page.refusal.words()
    papers.settle_paper(two, election, 2, "2", "un 2 pris pour un 1")
    press(page, "Ouvrir l’urne et compter")
    result = election_file(coop.desk("secretary"), election).result
    assert result is not None
    assert result.figures["round1"]["tally"] == {first: 1, second: 2}
    assert result.figures["round1"]["blank"] == 1

"""A paper urn: two tellers key it blind, settle what differs, and the count is handed over."""

import pytest
from pytestqt.qtbot import QtBot

from coop_desk.core.errors import RuleBroken
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods.records import Definition, Mark, Void
from coop_desk.topics.elections.page.paper_ballots import PaperBallotsPage
from coop_desk.topics.elections.paper_ballots import reading
from coop_desk.topics.elections.paper_ballots import service as papers
from coop_desk.topics.elections.records import Way
from coop_desk.topics.mandates.records import PostKind
from tests.conftest import TestCoop
from tests.topics.elections.process_stories import assembly, open_assembly, people, post, prepared, stand

NAMES = ("Adèle", "Bruno", "Chloé")


@pytest.mark.parametrize(
    ("method", "typed", "mark"),
    [
        ("majority.two_round/1", "2", "Bruno"),
        ("approval/1", "3 1", ("Adèle", "Chloé")),
        ("majority.two_round/1", " B ", Void.BLANK),
        ("stv.scottish/1", "2 1", ("Bruno", "Adèle")),
        ("schulze/1", "2=3 1", (("Bruno", "Chloé"), "Adèle")),
        ("judgment.majority/1", "1 6 2", (("Adèle", "Très bien"), ("Bruno", "À rejeter"), ("Chloé", "Bien"))),
    ],
)
def test_a_paper_is_typed_in_a_few_keys(method: str, typed: str, mark: Mark) -> None:
    assert reading.read(Definition(method, 1, NAMES, {}), typed) == mark


@pytest.mark.parametrize(
    ("method", "typed"),
    [
        ("majority.two_round/1", "4"),
        ("majority.two_round/1", "1 2"),
        ("majority.two_round/1", ""),
        ("judgment.majority/1", "1 2"),
        ("stv.scottish/1", "1=2"),
        ("plurinominal/1", "1 2"),
        ("approval/1", "x"),
    ],
)
def test_what_is_not_on_the_paper_is_refused_while_typing(method: str, typed: str) -> None:
    with pytest.raises(RuleBroken):
        reading.read(Definition(method, 1, NAMES, {}), typed)


def test_two_tellers_key_without_seeing_each_other_and_settle_what_differs(coop: TestCoop, qtbot: QtBot) -> None:
    meeting, items = assembly(coop, ["Conseil"], form="SA")
    them = people(coop, 8)
    board = post(coop, PostKind.DIRECTOR, 3)
    election = prepared(coop, items[0], board, 2, method="stv.scottish/1", way=Way.PAPER)
    stand(coop, election, them[:3], them[5:8])
    open_assembly(coop, meeting, them)
    service.open_round(coop.desk("secretary"), election)
    one, two, three = (coop.desk_of(person) for person in them[5:8])
    candidate = coop.desk_of(them[0])

    with pytest.raises(RuleBroken, match="candidat"):
        papers.open_pile(candidate, election, 5, 5)
    with pytest.raises(RuleBroken, match="5 papiers pour 4 signatures"):
        papers.open_pile(one, election, 5, 4)
    papers.open_pile(one, election, 5, 5)
    first = ["1 2", "1", "3 1", "b", "2 1 3"]
    second = ["1 2", "1", "3 2", "b", "n"]
    for number, typed in enumerate(first, 1):
        papers.key_paper(one, election, number, typed)
    assert papers.pile(two, election).mine == ()
    with pytest.raises(RuleBroken, match="nul"):
        papers.key_paper(two, election, 5, "n")

    page = PaperBallotsPage(two)
    qtbot.addWidget(page)
    page.show()
    page.open_record(election)
    for typed in second[:-1]:
        page.form.set_values({"typed": typed})
        page.form.submit()
    assert accessible_faults(page) == []
    with pytest.raises(RuleBroken, match="troisième"):
        papers.key_paper(three, election, 1, "1")
    with pytest.raises(RuleBroken, match="5 papiers et 4 papiers"):
        papers.count_papers(one, election)
    page.form.set_values({"typed": "n", "void_because": "signe distinctif"})
    page.form.submit()
    found = papers.pile(two, election)
    assert [(each.number, each.settled) for each in found.differences] == [(3, ""), (5, "")]
    with pytest.raises(RuleBroken, match="3 et 5"):
        papers.count_papers(one, election)
    papers.settle_paper(two, election, 3, "3 1", "un 1 pris pour un 2")
    page.reload()
    page.resize(1300, 1400)
    area = page.settling.fields["reason"].area
    assert area.maximumHeight() == area.minimumHeight(), "the box does not stretch on a high screen"
    page.settling.set_values({"typed": "n", "void_because": "nom ajouté", "reason": "nom ajouté au verso"})
    page.settling.submit()
    page.count_action.trigger()
    file = service.election(coop.desk("secretary"), election)
    assert file.result is not None
    assert file.result.figures["blank"] == file.result.figures["spoiled"] == 1
    told = file.rounds[0].counts[0].told
    assert told["keyed_by"] == [found.keying[0][0].name, found.keying[1][0].name]
    assert len(told["remarks"]) == 2
    assert service.result_pdf(one, election).startswith(b"%PDF")

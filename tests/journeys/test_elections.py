"""An assembly elects: a manager in two rounds by booth, a board by papers keyed twice, a role without candidate."""

import re
from collections.abc import Sequence
from datetime import date

from pytestqt.qtbot import QtBot

from coop_desk.core.check import verify
from coop_desk.core.ids import PersonId
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.elections import service
from coop_desk.topics.elections.circle import service as circles
from coop_desk.topics.elections.circle.records import Said
from coop_desk.topics.elections.circle.records import State as Says
from coop_desk.topics.elections.methods.records import Void
from coop_desk.topics.elections.page.election import ElectionPage
from coop_desk.topics.elections.paper_ballots import service as papers
from coop_desk.topics.elections.records import Answer, Occasion, Opening, State, Way
from coop_desk.topics.elections.urn import service as urns
from coop_desk.topics.elections.urn.records import Plan
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.mandates.page import MandatesPage
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.minutes import service as minutes
from tests.conftest import TestCoop
from tests.golden import check_text
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

    elect_in_the_booth(coop, gerance, crew)
    elect_on_paper(coop, council, crew)
    name_without_candidate(coop, circle, crew)
    for election in (gerance, council, circle):
        accept_and_open(coop, election)

    page = ElectionPage(secretary)
    qtbot.addWidget(page)
    page.show()
    page.open_record(gerance)
    assert [line.words for line in page.list.shown_records()] == ["fait"] * len(page.list.shown_records())

    the_minutes_are_sealed(coop, meeting)
    the_mandates_appear(qtbot, coop, crew)
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


def elect_in_the_booth(coop: TestCoop, election: int, crew: Sequence[PersonId]) -> None:
    """Nobody has five votes of nine; the second round elects by the majority of those there."""
    secretary = coop.desk("secretary")
    first = service.open_round(secretary, election)
    a, b, c = first.ballot.candidates
    vote(coop, first, crew, [a, a, a, a, b, b, b, c, Void.BLANK])
    assert service.election(secretary, election).state is State.COUNTED
    second = service.open_round(secretary, election)
    assert second.ballot.candidates == (a, b)
    vote(coop, second, crew, [a, a, a, a, a, b, b, b, b])
    assert service.proclaim(secretary, election) == (crew[0],)


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


def elect_on_paper(coop: TestCoop, election: int, crew: Sequence[PersonId]) -> None:
    """Two tellers key nine papers; they read the fourth one differently and look at it together."""
    secretary = coop.desk("secretary")
    service.open_round(secretary, election)
    one, two = coop.desk("maya"), coop.desk("noe")
    papers.open_pile(one, election, 9, 9)
    said = ["1 2 3", "1 3", "2 1", "2 3", "3 2 1", "4 1", "4 2", "1 4", "3 4"]
    for number, typed in enumerate(said, 1):
        papers.key_paper(one, election, number, typed)
        papers.key_paper(two, election, number, "2 4" if number == 4 else typed)
    papers.settle_paper(two, election, 4, "2 3", "un 3 pris pour un 4")
    result = papers.count_papers(one, election)
    while result.needed is not None:
        again = service.settle(secretary, election, result.needed.between[0], "Vera")
        assert again is not None
        result = again
    assert len(service.proclaim(secretary, election)) == 3


def name_without_candidate(coop: TestCoop, election: int, crew: Sequence[PersonId]) -> None:
    """The group keeps the names; nobody objects."""
    secretary = coop.desk("secretary")
    service.open_round(secretary, election)
    circles.begin_circle(secretary, election, True, "Veiller aux machines, deux ans.")
    here = circles.circle(secretary, election)
    chosen = next(one for one in here.names if one == name_of(coop, election, crew[5]))
    for one in here.participants:
        circles.nominate(secretary, election, one.person_id, chosen, "connaît les machines")
    circles.end_round(secretary, election)
    circles.end_round(secretary, election)
    circles.propose(secretary, election, chosen)
    circles.answer_proposal(secretary, election, [Said(one.person_id, Says.CONSENT) for one in here.participants])
    circles.conclude(secretary, election, chosen)
    assert service.proclaim(secretary, election) == (crew[5],)


def name_of(coop: TestCoop, election: int, person: PersonId) -> str:
    """How the circle calls somebody."""
    known = service.voters_known(coop.desk("secretary"), election)
    return next(one.name for one in known if one.person_id == person)


def accept_and_open(coop: TestCoop, election: int) -> None:
    """The elected accept, their mandates open."""
    secretary = coop.desk("secretary")
    file = service.election(secretary, election)
    elected = {one.person_id for one in file.proclaimed.elected} if file.proclaimed else set()
    for line in file.candidacies:
        if line.person.person_id in elected:
            service.answer(secretary, line.id, Answer.ACCEPTED)
    assert len(service.open_elected(secretary, election, DAY)) == len(elected)


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


def the_mandates_appear(qtbot: QtBot, coop: TestCoop, crew: Sequence[PersonId]) -> None:
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
    page = MandatesPage(manager)
    qtbot.addWidget(page)
    page.show()
    page.load_if_stale()
    assert len(page.list.shown_records()) >= 5

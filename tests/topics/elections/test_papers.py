"""The papers of an election: what each says, page by page."""

from datetime import UTC, date, datetime

import pytest

from coop_desk.paper.letterhead import Letterhead
from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.elections.document import people, result, urn, voting
from coop_desk.topics.elections.document.records import CandidateSheets, ResultSheet, Round
from coop_desk.topics.elections.methods.records import Definition
from coop_desk.topics.elections.records import Answer, CandidacyLine, Declared, Opening, Sheet, Voter, Way
from coop_desk.topics.elections.urn.records import (
    Closing,
    Counted,
    Holder,
    Incident,
    IncidentKind,
    SharePaper,
    Urn,
    UrnState,
)
from tests.golden import check_pages
from tests.topics.elections.test_pictures import told

HEAD = Letterhead("Les Ateliers du Canal", "société à responsabilité limitée", "Nantes")
NAMES = ("Adèle Aubert", "Bruno Le Goff", "Inès Pérez")
AT = datetime(2026, 6, 12, 13, 0).astimezone(UTC)  # one in the afternoon wherever the test runs
PEOPLE = tuple(Someone(number, name) for number, name in enumerate(NAMES, 1))


def vote(method: str, seats: int = 1) -> Round:
    return Round("Conseil d’administration", "Assemblée du 12 juin 2026", 1, method, "Méthode", seats, NAMES, {})


def opened() -> Opening:
    voters = (*(Voter(one) for one in PEOPLE[:2]), Voter(PEOPLE[2], PEOPLE[0]))
    return Opening(
        1, 1, 1, AT, 1, 1, "Conseil d’administration", "{}", "ab" * 32, Definition("approval/1", 1, NAMES, {}),
        (1, 2, 3),
        (1, 2, 3), voters, 1, 3, Way.BOOTH, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("method", "seats"),
    [
        ("majority.two_round/1", 1),
        ("plurinominal/1", 2),
        ("judgment.majority/1", 1),
        ("stv.scottish/1", 2),
        ("schulze/1", 1),
        ("resolution/1", 0),
    ],
)
def test_each_method_has_its_ballot_and_its_tally_sheet(method: str, seats: int) -> None:
    name = method.split("/", maxsplit=1)[0]
    check_pages(voting.ballots_pdf(vote(method, seats), 3, HEAD), f"elections/papers/ballot-{name}")
    check_pages(voting.tally_pdf(vote(method, seats), HEAD), f"elections/papers/tally-{name}")


def test_the_list_to_sign_names_who_votes_for_whom() -> None:
    check_pages(voting.turnout_pdf(vote("approval/1"), opened(), HEAD), "elections/papers/turnout")


def test_candidates_are_presented_as_the_law_asks() -> None:
    sheet = Sheet(42, 12, True, ("Cheffe d’atelier",), "Menuisière", "Membre du conseil depuis 2022.", "Transmettre.")
    line = CandidacyLine(
        1, PEOPLE[0], NAMES[0], date(2026, 5, 20), sheet, Declared(), "", 0, 1, None, Answer.NONE
    )  # fmt: skip
    record = CandidateSheets("Conseil d’administration", "Assemblée du 12 juin 2026", 3, (line,))
    check_pages(people.candidates_pdf(record, HEAD), "elections/papers/candidates")


def test_the_result_is_printed_with_every_stage() -> None:
    found = told("mj_small_same_gauge")
    remarks = result.remarks_of(1, ())
    record = ResultSheet("Gérance", "Assemblée du 12 juin 2026", (opened(),), found, ("Bob",), NAMES[:2], remarks)
    check_pages(result.result_pdf(record, HEAD), "elections/papers/result")


def test_an_urn_prints_its_opening_its_shares_and_its_closing() -> None:
    share = SharePaper("ABCD-EFGH-JKMN", NAMES[0], 1, 3, 2, "Conseil d’administration", "9f3c", date(2026, 6, 12))
    found = Urn(
        1, opened(), AT, PEOPLE[0], PEOPLE[1], tuple(Holder(one, number) for number, one in enumerate(PEOPLE, 1)), 2,
        None, "9f3c", False, (), UrnState.COUNTED, None, None, 0,
        (Incident(IncidentKind.OTHER, AT, "Le lecteur de codes a été remplacé.", PEOPLE[0]),),
        Closing(AT, 3, 3, 0, PEOPLE[0], PEOPLE[1], ("AAAA-BBBB", "CCCC-DDDD", "EEEE-FFFF", "GGGG-HHHH"), "77aa"),
        Counted(AT, (1, 3), 3, 0), None,
    )  # fmt: skip
    check_pages(urn.shares_pdf((share,), HEAD), "elections/papers/share")
    check_pages(urn.zero_minute_pdf(found, HEAD), "elections/papers/zero")
    check_pages(urn.closing_minute_pdf(found, HEAD), "elections/papers/closing")

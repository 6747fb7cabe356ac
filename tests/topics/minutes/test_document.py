"""The minutes on paper: words of a lawyer, PROJET until sealed, nothing typed acts on the page."""

import json
from dataclasses import replace
from datetime import date
from datetime import time as hour

import pytest

from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.minutes import wording
from coop_desk.topics.minutes.document import Additif, Extract, print_addendum, print_extract, print_minutes
from coop_desk.topics.minutes.records import Attendee, Facts, Named, Point, QuestionTold, Way, facts_from, to_json
from coop_desk.topics.minutes.rules import checklist
from tests.golden import check_pages
from tests.topics.minutes import examples


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (hour(14, 5), "quatorze heures cinq"),
        (hour(9), "neuf heures"),
        (hour(21, 1), "vingt et une heures une"),
        (hour(1, 30), "une heure trente"),
    ],
)
def test_hours_in_words(value: hour, words: str) -> None:
    assert wording.hour_in_words(value) == words


def test_days_in_words() -> None:
    assert wording.day_in_words(date(2026, 6, 12)) == "vendredi douze juin"
    assert wording.day_in_words(date(2026, 5, 1)) == "vendredi premier mai"
    assert wording.year_in_words(date(2026, 5, 1)) == "deux mille vingt-six"


@pytest.mark.parametrize(
    ("rank", "words"), [(1, "première"), (2, "deuxième"), (21, "vingt et unième"), (60, "soixantième")]
)
def test_ranks_in_words(rank: int, words: str) -> None:
    assert wording.ordinal(rank) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("au siège social", "au siège social"),
        ("À la salle des fêtes", "à la salle des fêtes"),
        ("3, rue des Halles, Nantes", "à l’adresse suivante\u00a0: 3, rue des Halles, Nantes"),
        ("Siège social", "au lieu suivant\u00a0: Siège social"),
    ],
)
def test_places_join_the_sentence(place: str, words: str) -> None:
    assert wording.at_place(place) == words


def test_the_draft_of_an_annual_assembly() -> None:
    check_pages(print_minutes(examples.facts())[0], "minutes/draft")


def test_the_same_minutes_sealed() -> None:
    check_pages(print_minutes(examples.facts(), examples.seal())[0], "minutes/sealed")


def test_minutes_of_failure() -> None:
    facts = replace(
        examples.facts(),
        failed="Il fallait 6 voix, le quart des 24\u202f; 3 seulement sont présentes ou représentées.",
        points=tuple(replace(point, debate="", resolutions=()) for point in examples.facts().points),
        attendees=examples.attendees()[:3],
    )
    check_pages(print_minutes(facts)[0], "minutes/failure")


def test_the_minutes_of_a_board() -> None:
    check_pages(print_minutes(board())[0], "minutes/board")


def board() -> Facts:
    """A board of an SA where somebody is excused."""
    return replace(
        examples.facts(),
        company=replace(examples.COMPANY, form="SA", form_words="Société coopérative de production anonyme"),
        body=BodyKind.BOARD,
        body_name="Conseil d’administration",
        title="Conseil d’administration",
        called_by="la présidente du conseil",
        sendings=(),
        attendees=(
            Attendee("Inès Pérez", Way.PRESENT, 0, 1),
            Attendee("Awa Diop", Way.PRESENT, 0, 1),
            Attendee("Omar Benali", Way.REPRESENTED, 0, 1, "Awa Diop"),
            Attendee("Rose Duval", Way.EXCUSED, 0, 1),
            Attendee("Tom Rivière", Way.ABSENT, 0, 1),
        ),
        points=examples.facts().points[3:],
        signers=(Named("Inès Pérez", "présidente du conseil"), Named("Awa Diop", "administratrice")),
    )


def test_an_additif_and_an_extract() -> None:
    additif = Additif(
        company=examples.COMPANY,
        part=1,
        number=7,
        held_on=date(2026, 6, 12),
        words="À la deuxième résolution, lire « part travail : 36 000 € ».",
        signers=examples.facts().signers,
        seal=examples.seal(part=1),
    )
    check_pages(print_addendum(additif)[0], "minutes/addendum")
    extract = Extract(
        facts=examples.facts(),
        seal=examples.seal(),
        digest="ab" * 32,
        resolutions=(1,),
        certifier=Named("Inès Pérez", "gérance"),
        made_on=date(2026, 7, 1),
    )
    check_pages(print_extract(extract), "minutes/extract")


def test_projet_is_on_every_page_until_sealed() -> None:
    assert all("PROJET" in page for page in page_texts(print_minutes(examples.facts())[0]))
    sealed = page_texts(print_minutes(examples.facts(), examples.seal())[0])
    assert not any("PROJET" in page for page in sealed)
    assert all("Procès-verbal n° 7" in page.replace("\u00a0", " ") for page in sealed)


def test_an_invented_co_operative_prints_exemple() -> None:
    demo = replace(examples.facts(), company=replace(examples.COMPANY, demo=True))
    assert all("EXEMPLE" in page for page in page_texts(print_minutes(demo, examples.seal())[0]))


def test_typed_words_cannot_act_on_the_page() -> None:
    facts = replace(
        examples.facts(), story=replace(examples.facts().story, introduction="<b>x <img src='/etc/passwd'/> & {year}")
    )
    assert "<b>x <img src=’/etc/passwd’/> & {year}".replace("’", "'") in (
        " ".join(page_texts(print_minutes(facts)[0])).replace("\n", " ").replace("’", "'")
    )


def test_the_same_facts_give_the_same_bytes() -> None:
    assert print_minutes(examples.facts(), examples.seal()) == print_minutes(examples.facts(), examples.seal())


def test_facts_are_read_back_as_they_were_sealed() -> None:
    for facts in (examples.facts(), examples.big_facts(), board()):
        assert facts_from(to_json(facts)) == facts


def test_a_long_list_goes_to_an_annex_and_every_name_is_printed() -> None:
    pages = page_texts(print_minutes(examples.big_facts())[0])
    text = " ".join(pages)
    assert "Annexe 1" in text
    assert all(f"Numéro {n:03d}" in text for n in range(300))
    assert all(f"Décision {n}" in text for n in range(1, 61))
    assert len(pages) < 60


def test_a_source_whose_articles_another_names_is_told_once() -> None:
    assert wording.sources(("QM-07", "QM-09")) == "code de commerce, art. L. 225-96, L. 225-98 et L. 225-107"
    assert wording.sources(("QM-01", "VOT-01")).count("art. 14") == 1


def test_an_empty_room_is_told_as_one() -> None:
    facts = examples.facts()
    gone = tuple(replace(one, way=Way.ABSENT, note="") for one in facts.attendees)
    told = " ".join(
        wording.presence(replace(facts, attendees=gone, employed=facts.associates, failed="Personne n’est venu."))
    )
    assert "aucun associé n’est présent ni représenté" in told
    assert "tous employés" in told
    assert "émargée" not in told


def test_questions_of_associates_are_told_with_their_answers_or_their_absence() -> None:
    facts = examples.facts()
    asked = (
        QuestionTold(
            "Paul Petit", date(2026, 6, 4), "Pourquoi louer\u202f?\nJusqu’à quand\u202f?", "Le bail finit en 2030."
        ),
        QuestionTold("Rose Duval", date(2026, 6, 9), "Quel budget pour la formation\u202f?"),
    )
    theirs = Point(99, len(facts.points) + 1, "Questions écrites", questions=asked)
    aloud = replace(
        facts.story, questions="Awa Diop demande la date de la fête. La gérance répond\u00a0: le 3 juillet."
    )
    facts = replace(facts, points=(*facts.points, theirs), story=aloud)
    assert facts_from(to_json(facts)) == facts
    check_pages(print_minutes(facts)[0], "minutes/questions")
    (answers,) = [check for check in checklist(facts) if check.rule == "DOC-08"]
    assert (answers.done, answers.blocking) == (False, False)
    assert "Rose Duval" in answers.words


def test_facts_sealed_before_written_questions_were_recorded_still_read() -> None:
    facts = examples.facts()
    plain = json.loads(to_json(facts))
    for point in plain["points"]:
        del point["questions"]
    assert facts_from(json.dumps(plain).encode()) == facts


@pytest.mark.parametrize("filling", range(8, 60, 2))
def test_a_long_resolution_leaves_neither_its_heading_nor_its_result_alone_on_a_page(filling: int) -> None:
    facts = examples.facts()
    first = facts.points[0]
    lines = [f"Article {n} des statuts, tel qu’il est désormais rédigé et adopté." for n in range(1, filling)]
    long = replace(first.resolutions[0], text="\n".join(["L’assemblée modifie :", *lines]))
    pages = page_texts(print_minutes(replace(facts, points=(replace(first, resolutions=(long,)),)))[0])
    for page in pages:
        assert ("L’assemblée modifie" in page) == ("Article 1 des" in page)
        assert ("Corps électoral" in page) == (f"Article {filling - 1} des" in page)

"""Importing members from spreadsheets, as stories on a real file."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core import resources
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.sheets.preview import Difference, Kind, Preview
from coop_desk.sheets.read import read_table
from coop_desk.sheets.write import write_table
from coop_desk.topics.members import service
from coop_desk.topics.members.columns import NameCase, lowered, parse_category
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import CATEGORY_WORDS, Category
from coop_desk.topics.members.service import importing
from tests.conftest import TestCoop

TODAY = date(2026, 11, 21)
HEAD = "N°;Nom;Prénom;Né(e) le;CP;Situation;Entrée;Admis le;Sorti le;Temps de travail;Parts;Versé (€)"
INES = "A001;Pérez;Inès;18/02/1983;01000;Associé salarié;01/03/2018;12/06/2019;;80 %;10;500,00"
LEON = "A002;GIRARD;Léon;03/07/1991;44000;Associé extérieur;01/03/2018;12/06/2019;;;20;1 000,00"
ZOE = ";Hénaff;Zoé;04/12/1995;44000;Candidat;01/09/2024;;;100 %;0;"


@pytest.fixture
def house(coop: TestCoop) -> TestCoop:
    coop.on(TODAY)
    return coop


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    file = folder / "associés.csv"
    file.write_bytes("\r\n".join([head, *lines, ""]).encode("utf-8-sig"))
    return file


def brought_in(house: TestCoop, file: Path, case: NameCase = NameCase.AS_TYPED) -> Preview:
    desk = house.desk("registrar")
    table = read_table(file)
    return importing.import_members(desk, table, importing.guess_columns(desk, table), case)


def foreseen(house: TestCoop, file: Path) -> Preview:
    desk = house.desk("registrar")
    table = read_table(file)
    return importing.preview_import(desk, table, importing.guess_columns(desk, table))


def counts(preview: Preview) -> tuple[int, int, int, int]:
    return preview.created, preview.changed, preview.unchanged, len(preview.errors)


def sample() -> Path:
    return resources.path("samples", "associes.csv")


def test_the_sample_file_makes_28_people_then_changes_nothing(house: TestCoop) -> None:
    assert counts(foreseen(house, sample())) == (28, 0, 0, 0)
    assert service.members(house.desk("registrar")) == []
    assert counts(brought_in(house, sample())) == (28, 0, 0, 0)
    assert counts(brought_in(house, sample())) == (0, 0, 28, 0)
    rows = service.members(house.desk("registrar"))
    found = {category: sum(row.category is category for row in rows) for category in Category}
    assert found == {
        Category.EMPLOYED: 21,
        Category.EXTERNAL: 3,
        Category.CANDIDATE: 3,
        Category.FORMER: 1,
        Category.HOLDER: 0,
        Category.EMPLOYEE: 0,
    }
    assert sum(row.may_vote for row in rows) == 24
    assert service.upcoming_number(house.desk("registrar")) == "A029"


def test_the_same_list_as_a_french_spreadsheet_saves_it_is_the_same_list(house: TestCoop) -> None:
    cases = Path(__file__).parents[2] / "cases" / "coop"
    assert counts(brought_in(house, cases / "membres-excel-fr.csv")) == (28, 0, 0, 0)
    assert counts(foreseen(house, cases / "membres-utf8-bom.csv")) == (0, 0, 28, 0)


def test_people_who_have_an_account_are_not_made_twice(house: TestCoop) -> None:
    brought_in(house, sample())
    rows = {row.name: row.person_id for row in service.members(house.desk("registrar"))}
    assert rows["Inès Pérez"] == house.person("manager")


def test_the_same_list_in_another_workbook_is_unchanged(house: TestCoop, tmp_path: Path) -> None:
    brought_in(house, sample())
    table = read_table(sample())
    for suffix in ("xlsx", "ods"):
        copy = tmp_path / f"copie.{suffix}"
        write_table(copy, table.headers, [row.cells for row in table.rows])
        assert counts(foreseen(house, copy)) == (0, 0, 28, 0)


def test_codes_keep_their_zero_and_capitals_stay_as_typed(house: TestCoop, tmp_path: Path) -> None:
    brought_in(house, written(tmp_path, INES, LEON))
    desk = house.desk("registrar")
    rows = {row.number: row for row in service.members(desk)}
    assert service.member_file(desk, rows["A001"].person_id).contact.post_code == "01000"
    assert rows["A002"].family_name == "GIRARD"
    assert service.member_file(desk, rows["A001"].person_id).jobs[0].working_time == 800


def test_capitals_may_be_lowered_by_choice(house: TestCoop, tmp_path: Path) -> None:
    brought_in(house, written(tmp_path, LEON), NameCase.LOWERED)
    assert [row.family_name for row in service.members(house.desk("registrar"))] == ["Girard"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("LEFÈVRE", "Lefèvre"),
        ("LE GOFF-D’ANGELO", "Le Goff-D’Angelo"),
        ("Le Goff", "Le Goff"),
        ("McDonald", "McDonald"),
        ("Ô", "Ô"),
        ("", ""),
    ],
)
def test_how_capitals_are_lowered(typed: str, name: str) -> None:
    assert lowered(typed) == name


@given(st.text(alphabet=st.sampled_from("abcÉÈÀïœ-’ '"), max_size=20))
def test_lowering_never_loses_a_letter(name: str) -> None:
    assert lowered(name).casefold() == name.casefold()
    assert lowered(lowered(name)) == lowered(name)


@pytest.mark.parametrize(
    ("words", "category"),
    [
        *((words, category) for category, words in CATEGORY_WORDS.items()),
        ("Associé salarié", Category.EMPLOYED),
        ("associée salariée", Category.EMPLOYED),
        ("ASSOCIÉ(E) SALARIÉ(E)", Category.EMPLOYED),
        ("Associé·e salarié·e", Category.EMPLOYED),
        ("Associé extérieur", Category.EXTERNAL),
        ("Associée non salariée", Category.EXTERNAL),
        ("Candidate", Category.CANDIDATE),
        ("Ancien associé", Category.FORMER),
        ("ancienne associée", Category.FORMER),
        ("Détenteur sans vote", Category.HOLDER),
        ("Salarié non-associé", Category.EMPLOYEE),
        ("", None),
    ],
)
def test_situations_are_read_in_their_usual_words(words: str, category: Category | None) -> None:
    assert parse_category(words) is category


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A003;;Zoé;;;Candidat;;;;;;", "cellule est vide"),
        ("A003;Hénaff;Zoé;31/02/1990;;Candidat;;;;;;", "31/02/1990"),
        ("A003;Hénaff;Zoé;01/01/2990;;Candidat;;;;;;", "01/01/2990"),
        ("A003;Hénaff;Zoé;;;Pirate;;;;;;", "Pirate"),
        ("A003;Hénaff;Zoé;;;Associé salarié;;;;;;", "date d’admission"),
        ("A003;Hénaff;Zoé;;;Associé salarié;01/03/2020;01/03/2019;;;;", "précède l’entrée"),
        ("A003;Hénaff;Zoé;;;Associé salarié;;01/03/2030;;;;", "avenir"),
        ("A003;Hénaff;Zoé;;;Associé salarié;;01/03/2019;01/03/2021;;;", "Sociétariat terminé"),
        ("A003;Hénaff;Zoé;;;Ancien associé;;01/03/2019;;;;", "dates d’admission et de sortie"),
        ("A003;Hénaff;Zoé;;;Associé salarié;;01/03/2019;;;-4;", "négatifs"),
        ("A003;Hénaff;Zoé;;;Associé salarié;;01/03/2019;;;0;50,00", "aucune part"),
        ("A003;Hénaff;Zoé;;;Associé salarié;;01/03/2019;;140 %;4;", "140"),
        ("A003;Hénaff;;;;Candidat;;;;;;", "prénom"),
        ("A001;Hénaff;Zoé;;;Candidat;;;;;;", "déjà à la ligne 2"),
        ("A003;=1+1;Zoé;;;Candidat;;;;;;", "est une formule"),
        ("A003;Hénaff; @SUM(A1);;;Candidat;;;;;;", "est une formule"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_imported(house: TestCoop, tmp_path: Path, line: str, said: str) -> None:
    file = written(tmp_path, INES, LEON, line)
    preview = foreseen(house, file)
    assert [
        (error.line, said in error.message.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "))
        for error in preview.errors
    ] == [(4, True)]
    with pytest.raises(RuleBroken, match="rien n’a été importé"):
        brought_in(house, file)
    assert service.members(house.desk("registrar")) == []


def test_what_changed_is_shown_title_by_title_then_written(house: TestCoop, tmp_path: Path) -> None:
    brought_in(house, written(tmp_path, INES, LEON, ZOE))
    moved = INES.replace("01000", "35200").replace("80 %", "100 %")
    admitted = ZOE.replace(";Hénaff", "A003;Hénaff", 1).replace(
        "Candidat;01/09/2024;;", "Associé salarié;01/09/2024;12/06/2026;"
    )
    file = written(tmp_path, moved, LEON, admitted)
    preview = foreseen(house, file)
    assert counts(preview) == (0, 2, 1, 0)
    assert preview.lines[0].differences == (
        Difference("Code postal", "01000", "35200"),
        Difference("Temps de travail", "80\N{NARROW NO-BREAK SPACE}%", "100\N{NARROW NO-BREAK SPACE}%"),
    )
    assert [one.title for one in preview.lines[2].differences] == ["N°", "Situation", "Admission"]


def test_a_candidate_in_the_file_who_became_an_associate_gets_the_number(house: TestCoop, tmp_path: Path) -> None:
    house.on(date(2026, 6, 1))
    brought_in(house, written(tmp_path, INES, ZOE))
    house.on(TODAY)
    admitted = "A002;Hénaff;Zoé;04/12/1995;44000;Associé salarié;01/09/2024;12/06/2026;;100 %;4;200,00"
    brought_in(house, written(tmp_path, INES, admitted))
    row = next(row for row in service.members(house.desk("registrar")) if row.family_name == "Hénaff")
    assert (row.number, row.category, row.admitted_on) == ("A002", Category.EMPLOYED, date(2026, 6, 12))
    assert counts(foreseen(house, written(tmp_path, INES, admitted))) == (0, 0, 2, 0)


def test_a_corrected_admission_date_is_a_correction_not_an_erasure(house: TestCoop, tmp_path: Path) -> None:
    brought_in(house, written(tmp_path, INES))
    brought_in(house, written(tmp_path, INES.replace("12/06/2019", "13/06/2019")))
    desk = house.desk("registrar")
    person = service.members(desk)[0].person_id
    history = service.member_file(desk, person).history
    assert [(line.effective_on, line.replaced) for line in history] == [
        (date(2019, 6, 12), True),
        (date(2019, 6, 13), False),
    ]


def test_a_former_associate_has_the_dates_of_both_doors(house: TestCoop, tmp_path: Path) -> None:
    gone = "A028;Girard;Céline;03/10/2002;44000;Ancien associé;11/05/2022;15/06/2023;30/06/2023;80 %;12;600,00"
    brought_in(house, written(tmp_path, gone))
    desk = house.desk("registrar")
    assert [row.may_vote for row in service.members(desk, date(2023, 6, 29))] == [True]
    assert [row.category for row in service.members(desk, date(2023, 6, 30))] == [Category.FORMER]
    assert service.upcoming_number(desk) == "A029"


def test_a_number_that_belongs_to_somebody_else_is_refused(house: TestCoop, tmp_path: Path) -> None:
    brought_in(house, written(tmp_path, INES))
    preview = foreseen(house, written(tmp_path, INES.replace("Pérez;Inès", "Tanguy;Odile")))
    assert [error.rule for error in preview.errors] == ["REGISTER-NUMBER"]


def test_two_people_of_the_same_name_are_told_apart_by_their_birth_date(house: TestCoop, tmp_path: Path) -> None:
    twins = (ZOE, ZOE.replace("04/12/1995", "05/12/1996"))
    assert counts(brought_in(house, written(tmp_path, *twins))) == (2, 0, 0, 0)
    assert counts(foreseen(house, written(tmp_path, *twins))) == (0, 0, 2, 0)
    unknown = ZOE.replace("04/12/1995", "")
    assert [error.rule for error in foreseen(house, written(tmp_path, unknown)).errors] == ["IMPORT-LINE"]


def test_the_same_person_twice_in_a_file_is_refused(house: TestCoop, tmp_path: Path) -> None:
    preview = foreseen(house, written(tmp_path, ZOE, ZOE))
    assert [(error.line, "plus haut" in error.message) for error in preview.errors] == [(3, True)]


def test_columns_chosen_once_are_remembered(house: TestCoop, tmp_path: Path) -> None:
    desk = house.desk("registrar")
    head = HEAD.replace("Situation", "Rôle chez nous")
    table = read_table(written(tmp_path, INES, head=head))
    mapping = importing.guess_columns(desk, table)
    assert "category" not in mapping
    importing.import_members(desk, table, {**mapping, "category": "Rôle chez nous"})
    assert importing.guess_columns(desk, table)["category"] == "Rôle chez nous"


def test_silence_in_the_file_erases_nothing(house: TestCoop, tmp_path: Path) -> None:
    brought_in(house, written(tmp_path, INES))
    silent = "A001;Pérez;Inès;;;Associé salarié;;12/06/2019;;;;"
    assert counts(foreseen(house, written(tmp_path, silent))) == (0, 0, 1, 0)


def test_only_the_keepers_of_the_register_import(house: TestCoop, tmp_path: Path) -> None:
    table = read_table(written(tmp_path, INES))
    for who in ("secretary", "bookkeeper", "nobody", "keeper"):
        with pytest.raises(Refused):
            importing.guess_columns(house.desk(who), table)


def test_opening_holdings_go_to_whoever_keeps_the_shares(house: TestCoop, tmp_path: Path) -> None:
    from coop_desk.core.actions import Act, action
    from coop_desk.core.rights import Right
    from coop_desk.topics.members.columns import OpeningHolding

    kept: dict[PersonId, OpeningHolding] = {}

    def differences(person_id: PersonId | None, holding: OpeningHolding) -> list[Difference]:
        return [] if person_id in kept else [Difference("Parts", "0", str(holding.shares))]

    def bring(act: Act) -> Preview:
        table = read_table(tmp_path / "associés.csv")
        plan = importing.plan_import(
            act, table, importing.guess(importing.titled_columns(), table.headers), compare_holding=differences
        )
        importing.apply_import(act, plan, kept.__setitem__)
        return plan.preview

    verb = action(Right.MEMBERS_RECORD, words="Import")(bring)
    written(tmp_path, INES, LEON, ZOE)
    assert counts(verb(house.desk("registrar"))) == (3, 0, 0, 0)
    assert sorted((one.shares, one.paid) for one in kept.values()) == [(10, 50000), (20, 100000)]
    assert counts(verb(house.desk("registrar"))) == (0, 0, 3, 0)
    kept.clear()
    assert counts(verb(house.desk("registrar"))) == (0, 2, 1, 0)
    assert len(kept) == 2


def test_somebody_known_by_hand_is_found_again_in_the_file(house: TestCoop, tmp_path: Path) -> None:
    desk = house.desk("registrar")
    service.register_member(desk, NewMember("Pérez", Category.EMPLOYED, date(2019, 6, 12), "Inès"))
    preview = foreseen(house, written(tmp_path, INES))
    assert [line.kind for line in preview.lines] == [Kind.CHANGED]


def test_what_the_register_refuses_at_the_last_moment_names_its_line_and_undoes_all(
    house: TestCoop, tmp_path: Path
) -> None:
    desk = house.desk("registrar")
    brought_in(house, written(tmp_path, INES, LEON))
    before = service.members(desk)
    earlier = "A001;Pérez;Inès;;;Associé salarié;;01/01/2017;;;;"
    moved = LEON.replace("44000", "35000")
    with pytest.raises(RuleBroken) as broken:
        brought_in(house, written(tmp_path, moved, earlier))
    assert broken.value.message.replace("\N{NO-BREAK SPACE}", " ").startswith("Ligne 3 : ")
    assert service.members(desk) == before
    assert service.member_file(desk, before[0].person_id).contact.post_code == "44000"

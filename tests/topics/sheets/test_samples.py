"""The two sample files of the co-op are read without a question beyond the columns."""

from datetime import date
from pathlib import Path

import pytest

from coop_desk.sheets.columns import Column, guess, parse_rows, remember, repeated
from coop_desk.sheets.preview import Kind, compare, preview_of
from coop_desk.sheets.read import read_table
from coop_desk.sheets.values import parse_amount, parse_date, parse_email, parse_integer, parse_line, parse_percent

SAMPLES = Path(__file__).parents[2] / "cases" / "coop"
COLUMNS = (
    Column("number", "Numéro", parse_line, ("N°",)),
    Column("family_name", "Nom", parse_line, required=True),
    Column("given_name", "Prénom", parse_line, required=True),
    Column("born", "Date de naissance", parse_date, ("Né(e) le",)),
    Column("postcode", "Code postal", parse_line, ("CP",)),
    Column("email", "Courriel", parse_email),
    Column("admitted", "Admis le", parse_date),
    Column("time", "Temps de travail", parse_percent),
    Column("shares", "Parts", parse_integer),
    Column("paid", "Versé", parse_amount),
)


@pytest.mark.parametrize(
    ("name", "encoding", "bom", "guessed"),
    [("membres-excel-fr.csv", "Windows-1252", False, True), ("membres-utf8-bom.csv", "UTF-8", True, False)],
)
def test_the_sample_says_how_it_was_read_and_every_row_is_understood(
    name: str, encoding: str, bom: bool, guessed: bool
) -> None:
    table = read_table(SAMPLES / name)
    assert (table.encoding, table.bom, table.needs_confirmation, table.separator) == (encoding, bom, guessed, ";")
    mapping = guess(COLUMNS, table.headers)
    assert mapping["number"] == "N°"
    assert mapping["born"] == "Né(e) le"
    assert mapping["paid"] == "Versé (€)"
    rows, errors = parse_rows(table, COLUMNS, mapping)
    assert errors == []
    assert len(rows) == 28
    assert rows[0].line == 2
    assert rows[0].values == {
        "number": "A001",
        "family_name": "LEFÈVRE",
        "given_name": "Éloïse",
        "born": date(1968, 4, 20),
        "postcode": "35200",
        "email": "personne1@exemple.fr",
        "admitted": date(2013, 7, 22),
        "time": 10_000,
        "shares": 40,
        "paid": 200_000,
    }
    assert "01000" in {row.values["postcode"] for row in rows}
    assert repeated(rows, "number", "Numéro") == []


def test_both_samples_say_the_same() -> None:
    first, second = (
        parse_rows(table, COLUMNS, guess(COLUMNS, table.headers))[0]
        for table in map(read_table, sorted(SAMPLES.glob("*.csv")))
    )
    assert first == second


def test_a_choice_of_columns_is_remembered_for_the_next_file() -> None:
    headers = ("Matricule", "Nom de famille", "Nom")
    chosen = {"number": "Matricule", "family_name": "Nom de famille", "given_name": "Nom"}
    assert guess(COLUMNS, headers)["family_name"] == "Nom"
    assert guess(COLUMNS, ("MATRICULE", "nom de Famille", "NOM"), remember(chosen)) == {
        "number": "MATRICULE",
        "family_name": "nom de Famille",
        "given_name": "NOM",
    }


def test_the_preview_counts_what_would_be_done_and_an_error_forbids_all() -> None:
    after = {"Nom": "Pérez", "Ville": "Rennes"}
    lines = [
        compare(3, "Pérez", {"Nom": "Pérez", "Ville": "Nantes"}, after),
        compare(2, "Pérez", None, after),
        compare(4, "Pérez", after, after),
    ]
    preview = preview_of(lines, [])
    assert [line.kind for line in preview.lines] == [Kind.CREATED, Kind.CHANGED, Kind.UNCHANGED]
    assert (preview.lines[1].differences[0].before, preview.lines[1].differences[0].after) == ("Nantes", "Rennes")
    assert preview.acceptable
    assert preview.sentence() == "1 création, 1 modification, 1 sans changement, 0 erreur."
    assert preview.as_dict() == {"created": 1, "changed": 1, "unchanged": 1, "errors": []}


def test_errors_name_the_line_the_column_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "membres.csv"
    path.write_text(
        "Nom;Prénom;Né(e) le;Parts\nLe Goff;Ana;31/02/1980;deux\n\nLe Goff;;01/02/1980;2\n", encoding="utf-8"
    )
    table = read_table(path)
    rows, errors = parse_rows(table, COLUMNS, guess(COLUMNS, table.headers))
    assert rows == []
    assert [(error.line, error.column, error.rule) for error in errors] == [
        (2, "Date de naissance", "FICHIER-12"),
        (2, "Parts", "FICHIER-14"),
        (4, "Prénom", "FICHIER-11"),
    ]
    assert "Écrivez jj/mm/aaaa" in errors[0].sentence()


def test_the_same_number_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "membres.csv"
    path.write_text("N°;Nom;Prénom\nA1;Le Goff;Ana\na1;Roy;Paul\n", encoding="utf-8")
    table = read_table(path)
    rows, _errors = parse_rows(table, COLUMNS, guess(COLUMNS, table.headers))
    [error] = repeated(rows, "number", "Numéro")
    assert (error.line, error.rule) == (3, "FICHIER-19")
    assert "ligne 2" in error.message

"""`coop-desk tally`: what a teller reads, what a script reads, and what is refused."""

import json
from pathlib import Path

import pytest

from coop_desk.__main__ import main
from coop_desk.core.words import NBSP
from tests.cases.runners.elections import compare

CASES = Path(__file__).parents[2] / "cases" / "elections"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_json_holds_every_field_that_the_case_expects(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    compare(json.loads(path.read_text(encoding="utf-8"))["expected"], told["result"], "")
    assert told["stages"][0]["sentence"]


def test_text_tells_the_stages_and_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(CASES / "scop_gerant_two_consultations.json")]) == 0
    out = capsys.readouterr().out.replace(NBSP, " ")
    assert "Il faut 21 voix, plus de la moitié des inscrits (40). Personne ne les a." in out
    assert out.endswith("Résultat : Aïcha.\n")


@pytest.mark.parametrize(
    ("case", "last"),
    [
        ("college_vote_scic_majority", "Résultat : rejeté."),
        ("consent_adopted_after_amendment", "Résultat : « Proposition v2 » est adopté."),
        ("irv_45_voters_tie", "Si le sort désigne E : C."),
        ("list_dhondt_wikipedia", "Résultat : A 4, B 3, C 1 et D 0."),
        ("resolution_expressed_majority", "Résultat : adopté."),
        ("sortition_rfc3797", "Résultat : 17, 7, 2, 16, 25, 23, 8, 24, 19 et 13."),
    ],
)
def test_each_kind_of_result_is_said(case: str, last: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(CASES / f"{case}.json")]) == 0
    assert capsys.readouterr().out.replace(NBSP, " ").splitlines()[-1] == last


def test_a_decision_written_in_the_file_settles_the_tie(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = json.loads((CASES / "irv_45_voters_tie.json").read_text(encoding="utf-8"))
    case["decisions"] = [{"kind": "lot", "between": ["B", "E"], "stage": 3, "chosen": "E", "by": "Zoé Blanc"}]
    settled = tmp_path / "vote.json"
    settled.write_text(json.dumps(case), encoding="utf-8")
    assert main(["tally", str(settled)]) == 0
    out = capsys.readouterr().out.replace(NBSP, " ")
    assert "le sort désigne E (tirage fait par Zoé Blanc)" in out
    assert out.endswith("Résultat : C.\n")


def test_what_cannot_be_counted_is_said_in_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "vote.json"
    for content, words in (("{", "ne se lit pas"), ('{"method": "borda", "candidates": [], "ballots": []}', "borda")):
        wrong.write_text(content, encoding="utf-8")
        assert main(["tally", str(wrong)]) == 4
        out, err = capsys.readouterr()
        assert out == ""
        assert words in err
    assert main(["tally", str(tmp_path / "absent.json")]) == 4
    assert "absent.json" in capsys.readouterr().err

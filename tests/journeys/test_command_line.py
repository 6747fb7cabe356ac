"""The command line, on the demo: what a script, a bookkeeper or a verifier would type."""

import json
from pathlib import Path

import pytest

from coop_desk.__main__ import main
from coop_desk.app.demo_accounts import demo_accounts
from coop_desk.core.clock import Clock
from coop_desk.core.database import raw_connection
from tests.conftest import on_the_evening_of_the_demo
from tests.file_key import learn_key

SPREADSHEETS = Path(__file__).parents[1] / "cases" / "coop"


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command; return its exit code, its output and its complaints."""
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture(autouse=True)
def that_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command is typed on the day of the demo."""
    monkeypatch.setattr(Clock, "pc_time", on_the_evening_of_the_demo)


def test_the_demo_is_twenty_eight_people_and_a_bookkeeper_with_their_logins(demo: Path) -> None:
    accounts = json.loads((demo / "demo.json").read_text(encoding="utf-8"))
    assert len(accounts) == 29
    assert all(a["name"] and a["login"] and a["password"] for a in accounts)
    assert accounts[0]["titles"] == ["Sociétariat", "Salariat", "Gérance ou présidence", "Gouvernance des clés"]
    outside = set(next(a for a in accounts if a["login"] == "odile.tanguy")["titles"])
    assert {title.split()[0] for title in outside} == {"Comptable", "Paie"}


def test_check_finds_nothing_in_the_demo(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = said(capsys, "check", demo)
    assert code == 0
    assert "Aucune différence." in out
    assert "Procès-verbaux scellés (5) : conforme" in out.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE share_leg SET shares = shares + 1 WHERE id = 40", "arts"),
        ("UPDATE vote_result SET in_room = replace(in_room, '17', '16') WHERE id = 1", "n° 1"),
        ("UPDATE sealed_piece SET pdf = CAST(pdf || x'20' AS BLOB) WHERE id = 2", "n° 2"),
        ("DELETE FROM presence_event WHERE id = 7", "n° 7"),
        ("UPDATE journal SET at = '2020-01-01 00:00:00.000000' WHERE seq = 12", "ligne 12"),
    ],
    ids=["movement", "vote", "sealed minutes", "presence", "journal"],
)
def test_one_change_made_with_another_program_is_named(
    demo: Path, capsys: pytest.CaptureFixture[str], statement: str, named: str
) -> None:
    know(demo)
    with raw_connection(demo / "coop.db") as database:
        assert database.execute(statement).rowcount == 1
    database.close()
    code, out, _err = said(capsys, "check", demo)
    assert code == 1
    assert "DIFFÉRENCES" in out
    assert named in out


@pytest.mark.parametrize(
    ("file", "encoding", "bom"),
    [("membres-excel-fr.csv", "Windows-1252", False), ("membres-utf8-bom.csv", "UTF-8", True)],
)
def test_a_dry_run_says_what_would_be_created_and_changes_nothing(
    demo: Path, capsys: pytest.CaptureFixture[str], file: str, encoding: str, bom: bool
) -> None:
    asked = ("members", "import", SPREADSHEETS / file, "--coop", demo, "--json")
    for _twice in range(2):
        code, out, _err = said(capsys, *asked, "--dry-run")
        assert code == 0
        answer = json.loads(out)
        understood = answer.pop("file")
        assert answer == {"created": 28, "changed": 0, "unchanged": 0, "errors": []}
        assert (understood["encoding"], understood["separator"], understood["bom"]) == (encoding, ";", bom)
    code, _out, err = said(capsys, *asked[:-1], "--dry-run")
    assert code == 0
    assert "Colonnes séparées par des points-virgules." in err
    assert f"Caractères lus en {encoding}." in err


def test_the_same_spreadsheet_imported_twice_changes_nothing_the_second_time(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("members", "import", SPREADSHEETS / "membres-excel-fr.csv", "--coop", demo, "--json")
    assert json.loads(said(capsys, *asked)[1])["created"] == 28
    code, out, _err = said(capsys, *asked)
    assert code == 0
    assert json.loads(out) | {"file": {}} == {"created": 0, "changed": 0, "unchanged": 28, "errors": [], "file": {}}
    assert said(capsys, "check", demo)[0] == 0


@pytest.mark.parametrize("really", [True, False])
def test_each_wrong_line_of_a_spreadsheet_is_named_and_nothing_is_imported(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], really: bool
) -> None:
    lines = (SPREADSHEETS / "membres-utf8-bom.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = [line.split(";") for line in lines]
    rows[2][3], rows[3][14], rows[4][0], rows[5][1], rows[6][15] = "31/02/1990", "-5", "A001", "=1+1", "-500,00"
    wrong = tmp_path / "faux.csv"
    wrong.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    before = _people(demo)
    asked = ("members", "import", wrong, "--coop", demo, *(() if really else ("--dry-run",)))
    code, out, err = said(capsys, *asked)
    assert code == 1
    for line in range(3, 8):
        assert f"ligne {line}" in err
    assert "Rien n’a été changé" in err
    code, out, _err = said(capsys, *asked, "--json")
    assert code == 1
    assert [error["line"] for error in json.loads(out)["errors"]] == [3, 4, 5, 6, 7]
    assert _people(demo) == before


def know(demo: Path) -> None:
    """Let this process open the file, as its first person does."""
    first = demo_accounts(demo)[0]
    learn_key(demo, first.login, first.password)


def _people(demo: Path) -> int:
    know(demo)
    with raw_connection(demo / "coop.db") as database:
        (count,) = database.execute("SELECT count(*) FROM person").fetchone()
    database.close()
    return int(count)


def test_export_gives_each_person_what_their_titles_allow(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full, open_part = tmp_path / "registre.csv", tmp_path / "ouvert.csv"
    assert said(capsys, "members", "export", "--coop", demo, "--as", "yann.kervella", "--out", full)[0] == 0
    assert said(capsys, "members", "export", "--coop", demo, "--as", "hugo.martel", "--out", open_part)[0] == 0
    assert "65 rue du Four-à-Chaux" in full.read_text(encoding="utf-8-sig")
    assert "65 rue du Four-à-Chaux" not in open_part.read_text(encoding="utf-8-sig")
    assert "Marchand" in open_part.read_text(encoding="utf-8-sig")
    code, _out, err = said(capsys, "members", "export", "--coop", demo, "--as", "odile.tanguy", "--out", full)
    assert code == 3
    assert "aucun de vos titres" in err


def test_export_without_a_file_is_a_csv_on_the_output(demo: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["members", "export", "--coop", str(demo), "--as", "hugo.martel"]) == 0
    lines = capfdbinary.readouterr().out.decode("utf-8-sig").splitlines()
    assert any("Marchand" in line for line in lines)


def test_a_month_of_pay_is_tried_and_refused_in_words_on_the_command_line(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("payroll", "export", demo, "--month", "2026-10", "--out", tmp_path / "paie")
    bookkeeper = ("--as", "odile.tanguy")
    code, out, _err = said(capsys, *asked, "--preset", "123-paie", "--dry-run", *bookkeeper)
    assert code == 0, out
    assert "TITRES_RESTO" in out
    for more, expected, why in (
        (("--preset", "silae", *bookkeeper), 4, "dites pourquoi"),
        (("--preset", "sillae", *bookkeeper), 4, "n’existe pas"),
        (("--preset", "silae", "--as", "samir.benali"), 3, "aucun de vos titres"),
    ):
        code, _out, err = said(capsys, *asked, *more)
        assert (code, why in err) == (expected, True), err
    assert not (tmp_path / "paie").exists() or not list((tmp_path / "paie").iterdir())
    code, out, _err = said(capsys, *asked, "--again", "1", "--zip", *bookkeeper)
    assert (code, Path(out.strip()).suffix) == (0, ".zip")


def test_minutes_are_written_as_a_pdf(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pv.pdf"
    assert said(capsys, "assembly", "minutes", demo, "--assembly", "2", "--out", out)[0] == 0
    assert out.read_bytes().startswith(b"%PDF-")
    code, _out, err = said(capsys, "assembly", "minutes", demo, "--assembly", "99", "--out", out)
    assert code == 4
    assert "n° 99" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("members",), 2, "il manque"),
        (("inconnue",), 2, "n’existe pas"),
        (("check", "/"), 4, "«\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}»"),
        (("check", "nulle-part.coop"), 4, "n’est pas une coopérative"),
        (("members", "import", "absent.csv", "--coop", "nulle-part.coop"), 4, "n’est pas une coopérative"),
    ],
)
def test_a_wrong_command_is_answered_in_french(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    try:
        found = main(list(arguments))
    except SystemExit as left:
        found = left.code
    assert found == code
    err = capsys.readouterr().err
    assert words in err
    assert "usage:" not in err
    assert "Traceback" not in err


def test_a_wrong_password_is_refused(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOP_DESK_PASSWORD", "n’importe quoi")
    asked = ("members", "export", "--coop", demo, "--as", "hugo.martel", "--out", tmp_path / "x.csv")
    code, _out, err = said(capsys, *asked)
    assert code == 3
    assert "ne convient pas" in err
    assert not (tmp_path / "x.csv").exists()

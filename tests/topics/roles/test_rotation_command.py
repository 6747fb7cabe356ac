"""`coop-desk rotation`: a case planned to a file, judged by the number of its rules, explained in French."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coop_desk.app.command_line import DIFFERENCE, DONE, IMPOSSIBLE, run
from tests.topics.roles.small_case import case, mandate, member, role


@pytest.fixture(autouse=True)
def _ctrl_c() -> Iterator[None]:
    """Give Ctrl+C back to the tests."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def written(folder: Path, name: str, told: dict[str, Any]) -> str:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return str(path)


def short(words: str) -> str:
    """What was said, with ordinary spaces."""
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_case_is_planned_judged_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    board = role("gerance", mode="elected", counts_in_equity=False)
    told = case(
        roles=[role(term_max=2), board], members=[member("ana", preferences={"paie": 2}), member("bob"),
                                                   member("eve", refuses=["paie"])],
        fixed=[mandate("bob", 0, 1, "gerance")],
    )  # fmt: skip
    asked, plan = written(tmp_path, "cas", told), str(tmp_path / "plan.json")
    assert run(["rotation", "plan", asked, "--out", plan, "--seconds", "5"]) == DONE
    said = short(capsys.readouterr().out)
    assert "c’est prouvé" in said
    assert "« Gerance » : prochaine élection à tenir avant mars 2026. Le mandat de Bob finit en février 2026." in said
    assert run(["rotation", "check", asked, plan]) == DONE
    found = json.loads(Path(plan).read_bytes())
    assert f"Coût : {found['objective']}" in short(capsys.readouterr().out)
    held = found["mandates"][0]["member"]
    assert run(["rotation", "explain", asked, plan, "--member", held, "--role", "paie", "--seconds", "5"]) == DONE
    said = short(capsys.readouterr().out)
    assert f"Sans {held.capitalize()} sur « Paie »" in said
    assert "souhaits" in said or "coût inchangé" in said
    assert run(["rotation", "explain", asked, plan, "--member", "eve", "--role", "paie"]) == DONE
    assert short(capsys.readouterr().out) == "Eve ne peut pas tenir « Paie » (refus) : refuse ce rôle.\n"
    none = written(tmp_path, "vide", {**found, "mandates": []})
    assert run(["rotation", "explain", asked, none]) == DONE
    said = short(capsys.readouterr().out)
    assert "« Paie », siège 1 : vacant de janvier 2026 à avril 2026.\nrefus : Eve\n" in said
    assert run(["rotation", "explain", asked, plan, "--member", "zoe", "--role", "paie"]) == IMPOSSIBLE


def test_a_plan_that_breaks_a_rule_and_a_case_that_contradicts_itself_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = written(tmp_path, "cas", case())
    plan = written(tmp_path, "plan", {"format": "rotation-plan/1", "mandates": [mandate("ana", 0, 3, seat=0)] * 2})
    assert run(["rotation", "check", asked, plan]) == DIFFERENCE
    assert "Règle 6 (une personne par siège et par mois)" in short(capsys.readouterr().out)
    twice = written(tmp_path, "double", case(fixed=[mandate("ana", 0, 2), mandate("bob", 2, 3)]))
    assert run(["rotation", "plan", twice, "--out", str(tmp_path / "rien.json")]) == IMPOSSIBLE
    assert "fixed[0], fixed[1]" in capsys.readouterr().err
    assert not (tmp_path / "rien.json").exists()

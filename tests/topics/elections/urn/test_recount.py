"""The public export is counted again by the engine and by a script that knows nothing of the program; they agree."""

import json
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_desk.__main__ import main
from coop_desk.core import resources
from coop_desk.core.errors import RuleBroken
from coop_desk.topics.elections.case_file import Case, read_case
from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Result
from coop_desk.topics.elections.urn.ballots import SHAPES
from coop_desk.topics.elections.urn.export import RoundOf, chained, exported, read
from coop_desk.topics.elections.urn.recounting import recounted
from tests.topics.elections.votes import METHODS, decided, votes

CASES = sorted((Path(__file__).parents[3] / "cases" / "elections").glob("*.json"))
SCRIPT = resources.path("recount", "recompter.py")
script: dict[str, Any] = runpy.run_path(str(SCRIPT))
"""The script as anybody runs it, loaded once."""


def export_of(definition: Definition, ballots: Sequence[Ballot], result: Result) -> str:
    """The export with every ranking, so that small votes are counted too."""
    return exported("Qui élire ?", definition, ballots, result, [RoundOf("1")], whole=True)[0]


def refused_by_both(text: str) -> bool:
    """Whether the program and the script both refuse an export."""
    try:
        recounted(text)
    except RuleBroken:
        try:
            script["recompter"](text)
        except (script["Faux"], ValueError, LookupError, TypeError, AttributeError):
            return True
    return False


def lot(case: Case) -> Result:
    """The result once every lot fell on the first name."""
    result, _decisions = decided(case.definition, [*case.ballots])
    return result


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_given_case_with_secret_ballots_is_counted_again(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_case(path.read_bytes())
    if case.kind not in SHAPES:
        with pytest.raises(RuleBroken, match="isoloir"):
            export_of(case.definition, case.ballots, lot(case))
        return
    waiting = decided_nothing(case)
    for result in (waiting, lot(case)):
        text = export_of(case.definition, case.ballots, result)
        said = script["recompter"](text)
        assert "ecompté" in said[-2]
        file = tmp_path / "export.txt"
        file.write_bytes(text.encode())
        assert main(["recount", str(file)]) == 0
        assert said[-1].split()[-1] in capsys.readouterr().out


def decided_nothing(case: Case) -> Result:
    """The result as it stands before the room decides."""
    return count(case.definition, case.ballots, case.decisions)


@pytest.mark.parametrize("method", METHODS)
def test_every_result_is_counted_again_from_the_export_alone(method: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(votes(method), st.booleans())
    def again(vote: tuple[Definition, list[Ballot]], last: bool) -> None:
        definition, ballots = vote
        result, _decisions = decided(definition, ballots, last=last)
        text = export_of(definition, ballots, result)
        found = recounted(text).result
        assert found is not None
        assert sorted(found.elected) == sorted(result.elected)
        assert script["recompter"](text)

    again()


def test_an_election_settled_by_age_then_by_lot_is_counted_again_without_dates_of_birth() -> None:
    definition = Definition("approval/1", 1, ("A", "B", "C"), {"tie": "eldest, then lot"})
    ballots = [Ballot(("A", "B", "C"), 4)]
    births = {"A": "1960-05-01", "B": "1960-05-01", "C": "1980-05-01"}
    waiting = count(definition, ballots)
    assert waiting.needed is not None
    age = Decision("age", waiting.needed.between, waiting.needed.stage, births=births)
    tied = count(definition, ballots, [age])
    assert tied.needed is not None
    result = count(definition, ballots, [age, Decision("lot", tied.needed.between, tied.needed.stage, "B", "Zoé")])
    text = export_of(definition, ballots, result)
    assert "1960" not in text
    assert script["recompter"](text)
    found = recounted(text).result
    assert found is not None
    assert found.elected == ("B",)


def test_an_export_with_one_byte_changed_is_refused() -> None:
    case = read_case(CASES[0].read_bytes())
    text = export_of(case.definition, case.ballots, lot(case))
    content = text.encode()
    for at in range(0, len(content), 7):
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        try:
            assert refused_by_both(changed.decode()), at
        except UnicodeDecodeError:
            continue
    lines = text.splitlines(keepends=True)
    assert refused_by_both("".join(lines[:-1]))
    assert refused_by_both("".join([lines[1], lines[0], *lines[2:]]))


def test_an_export_whose_chain_was_made_again_over_other_figures_is_refused() -> None:
    for path in CASES:
        case = read_case(path.read_bytes())
        if case.kind not in SHAPES:
            continue
        text = export_of(case.definition, case.ballots, lot(case))
        told = read(text)
        lines = [json.loads(line.rpartition("\t")[0]) for line in text.splitlines()]
        forged = [dict(line) for line in lines]
        for line in forged:
            if line["line"] == "ballots":
                line["expressed"] += 1
        assert refused_by_both(chained(forged)[0]), path.stem
        if told.result["elected"]:
            stolen = [line | ({"elected": ["Personne"]} if line["line"] == "result" else {}) for line in lines]
            assert refused_by_both(chained(stolen)[0]), path.stem


def test_no_more_is_published_than_the_method_needs() -> None:
    approvals = Definition("approval/1", 1, ("A", "B", "C"), {})
    ballots = [Ballot(("A", "B"), 3), Ballot(("C",), 2)]
    result, _lots = decided(approvals, ballots)
    said = read(exported("Qui ?", approvals, ballots, result, [])[0]).rounds["1"]
    assert said["totals"] == {"A": 3, "B": 3, "C": 2}
    assert "ballots" not in said
    irv = Definition("irv/1", 1, ("A", "B", "C"), {})
    few, many = [Ballot(("A", "B"), 19)], [Ballot(("A", "B"), 20)]
    assert "ballots" in read(exported("Qui ?", irv, many, decided(irv, many)[0], [])[0]).rounds["1"]
    text = exported("Qui ?", irv, few, decided(irv, few)[0], [])[0]
    assert read(text).rounds["1"]["held_by"] == "scrutineers"
    assert recounted(text).result is None
    assert any("les scrutateurs" in line for line in script["recompter"](text))


def test_the_script_runs_alone(tmp_path: Path) -> None:
    case = read_case(CASES[0].read_bytes())
    file = tmp_path / "export.txt"
    file.write_bytes(export_of(case.definition, case.ballots, lot(case)).encode())
    alone = tmp_path / "recompter.py"
    alone.write_bytes(SCRIPT.read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(alone), str(file)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Recompté, et d’accord" in done.stdout
    file.write_bytes(file.read_bytes().replace(b"42", b"43", 1))
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(alone), str(file)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
    )
    assert done.returncode == 1
    assert "EXPORT REFUSÉ" in done.stderr

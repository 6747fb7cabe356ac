"""`pytest tests/cases --cases DIR` adds folders of worked cases of the same formats; each file is one test."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cases.runners import runner_of

HERE = Path(__file__).parent


@dataclass(frozen=True)
class CaseFile:
    """One file of cases: what it holds, or why it cannot be read."""

    path: Path
    case: dict[str, Any] | None
    fault: str

    @property
    def ours(self) -> bool:
        """Whether it is one of the project's own copies."""
        return HERE in self.path.parents

    @property
    def id(self) -> str:
        """The topic and the case's own id."""
        runner = runner_of(self.case) if self.case is not None else None
        topic = runner.TOPIC if runner is not None else self.path.parent.name
        return f"{topic}-{(self.case or {}).get('id', self.path.stem)}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cases",
        action="append",
        default=[],
        metavar="DIR",
        help="a folder of worked cases, may be given several times",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case_file" in metafunc.fixturenames:
        folders = [HERE, *(Path(given) for given in metafunc.config.getoption("--cases"))]
        found: list[CaseFile] = []
        for case_file in (case_file for folder in folders for case_file in case_files(folder)):
            same = [n for n, other in enumerate(found) if case_file.case is not None and case_file.case == other.case]
            if same:
                found[same[0]] = case_file  # the folder that was asked for: it is played whole
            else:
                found.append(case_file)
        metafunc.parametrize("case_file", found, ids=[case_file.id for case_file in found])


def case_files(folder: Path) -> list[CaseFile]:
    """Every case of a folder and its sub-folders; a folder that is missing or empty is a fault too."""
    if not folder.is_dir():
        return [CaseFile(folder, None, f"{folder} is not a folder")]
    if folder == HERE:
        return [read_case(path) for path in sorted(folder.rglob("*")) if path.suffix in (".json", ".csv")]
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".md"]
    if not paths:
        return [CaseFile(folder, None, f"{folder} holds no case")]
    return [read_case(path) for path in paths if not path.name.startswith(".")]


def read_case(path: Path) -> CaseFile:
    """Read one file; a spreadsheet is read by its runner."""
    if path.suffix == ".csv":
        return CaseFile(path, {"kind": "members", "id": path.stem, "sheet": path.read_bytes()}, "")
    if path.suffix != ".json":
        return CaseFile(path, None, f"{path.name} is of a kind that no runner knows")
    try:
        case = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        return CaseFile(path, None, f"{path.name} cannot be read: {fault}")
    if not isinstance(case, dict):
        return CaseFile(path, None, f"{path.name} is not a case")
    if HERE in path.parents and "do not copy" in str(case.get("data_origin", "")):
        return CaseFile(path, None, f"{path.name} may not be copied here: read it by its own path")
    return CaseFile(path, case, "")

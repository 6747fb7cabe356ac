"""The floors and rooms of the house: who may know whom."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, ROOT


def lint_imports(folder: Path) -> str:
    """Run the contracts of pyproject.toml on a checkout and return what they say."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout + done.stderr


def broken(report: str) -> set[str]:
    """The names of the contracts that are broken."""
    return set(re.findall(r"^(.+?) BROKEN$", report, re.MULTILINE))


def test_every_import_goes_where_it_may() -> None:
    report = lint_imports(ROOT)
    assert "Contracts:" in report, report
    assert broken(report) == set(), report
    assert " 0 broken" in report


PLANTED = {
    "Imports go down: app, topics, screen, paper and sheets, core": ("core/words.py", "from coop_desk import paper"),
    "Topics stand on floors, and neighbours do not import each other": (
        "topics/members/rules/__init__.py", "import coop_desk.topics.assemblies.rules"
    ),
    "In a topic: page, service, document and export, rules, model": (
        "topics/shares/model.py", "import coop_desk.topics.shares.document"
    ),
    "Only app imports pages": ("topics/members/service/__init__.py", "import coop_desk.topics.statutes.page"),
    "Only core and app open the file": ("topics/statutes/service/values.py", "import coop_desk.core.file"),
    "Qt lives in pages, screen and app": ("topics/statutes/service/values.py", "import PySide6.QtCore"),
    "Widgets are used by pages and app only": ("topics/members/document.py", "import coop_desk.screen.theme"),
    "SQLAlchemy is seen by services, models and core only": ("topics/statutes/page/fields.py", "import sqlalchemy"),
    "Tables are seen by services and models; app only gathers them": (
        "topics/statutes/page/fields.py", "import coop_desk.topics.statutes.model"
    ),
    "Rules see no database, no screen, no paper": ("topics/statutes/rules.py", "import reportlab"),
}  # fmt: skip


def test_each_contract_catches_an_import_planted_against_it(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "coop_desk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    for file, line in PLANTED.values():
        planted = tmp_path / "coop_desk" / file
        planted.write_text(planted.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    report = lint_imports(tmp_path)
    assert broken(report) >= set(PLANTED), report


def test_every_contract_has_its_planted_import() -> None:
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert {contract["name"] for contract in contracts} == set(PLANTED)


def test_the_program_passes_the_checks_of_style() -> None:
    checks = ["check", "--no-cache", "coop_desk", "tests", "packaging"]
    done = subprocess.run([sys.executable, "-m", "ruff", *checks], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.timeout(300)
def test_the_program_is_strictly_typed() -> None:
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout

"""The program’s own files, read once for the tests of the house."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from coop_desk.core.actions import Verb, declared

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "coop_desk"
MARKS = {"_": 1, "N_": 1, "ngettext": 2}


@dataclass(frozen=True)
class Source:
    """One Python file of the program."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Path from the root, with slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def parts(self) -> tuple[str, ...]:
        """Folders and file name without ending, inside the package."""
        return self.path.relative_to(PACKAGE).with_suffix("").parts


@dataclass(frozen=True)
class Said:
    """A French text and where it stands."""

    where: str
    text: str


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the program."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Source(path, text, ast.parse(text)))
    return tuple(found)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def marked(source: Source) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Every argument given to the translation."""
    for name, call in calls(source.tree):
        if name in MARKS and isinstance(call.func, ast.Name):
            for argument in call.args[: MARKS[name]]:
                yield call, argument


def _plain(value: Any, where: str) -> Iterator[Said]:
    if isinstance(value, str):
        yield Said(where, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _plain(inner, f"{where} [{key}]")
    elif isinstance(value, list):
        for inner in value:
            yield from _plain(inner, where)


@cache
def verbs() -> tuple[Verb, ...]:
    """Every action and query of the program, all its modules being known; by name."""
    for source in sources():
        if source.parts[0] in ("core", "topics") and "migrations" not in source.parts and "page" not in source.parts:
            import_module(".".join(["coop_desk", *source.parts]).removesuffix(".__init__"))
    return tuple(
        declared[name] for name in sorted(declared) if declared[name].function.__module__.startswith("coop_desk")
    )


@cache
def texts_of_the_code() -> tuple[Said, ...]:
    """Every French text of the code."""
    found = []
    for source in sources():
        for call, argument in marked(source):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.append(Said(f"{source.name}:{call.lineno}", argument.value))
    return tuple(found)


@cache
def texts_of_the_resources() -> tuple[Said, ...]:
    """Every French text of the resources: titles, rules, letters, minutes, statutes. Rights and codes are no text."""
    found: list[Said] = []
    for path in sorted((ROOT / "resources").rglob("*.toml")):
        with path.open("rb") as stream:
            said = _plain(tomllib.load(stream), path.relative_to(ROOT).as_posix())
            found += [s for s in said if " " in s.text.strip()]
    return tuple(found)

"""The program’s own files, read once for the tests of the house."""

import ast
import gc
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
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
        return parts_of(self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def calls(self) -> tuple[tuple[str, ast.Call], ...]:
        """Every call with the last name of what is called."""
        found = []
        for node in self.nodes:
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                found.append((name, node))
        return tuple(found)


@dataclass(frozen=True)
class Said:
    """A French text and where it stands."""

    where: str
    text: str


def parts_of(path: Path) -> tuple[str, ...]:
    """Folders and file name without ending, inside the package."""
    return path.relative_to(PACKAGE).with_suffix("").parts


def files() -> list[Path]:
    """Where every Python file of the program is."""
    return sorted(PACKAGE.rglob("*.py"))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the program."""
    found = []
    for path in files():
        text = path.read_text(encoding="utf-8")
        found.append(Source(path, text, ast.parse(text)))
    gc.freeze()  # millions of nodes that stay: no sweeping goes through them again
    return tuple(found)


def marked(source: Source) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Every argument given to the translation."""
    for name, call in source.calls:
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
    for parts in map(parts_of, files()):
        if parts[0] in ("core", "topics") and "migrations" not in parts and "page" not in parts:
            import_module(".".join(["coop_desk", *parts]).removesuffix(".__init__"))
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

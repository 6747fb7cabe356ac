"""What no file of the program may hold, whatever its reasons."""

import ast
import re

import pytest

from tests.house.sources import ROOT, Source, sources

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "base", "misc", "tools"}
LONGEST = 600
LOOK_AGAIN = 300


def lines_with(pattern: str, *, outside: tuple[str, ...] = ()) -> list[str]:
    """Where a pattern stands in the code, comments and docstrings left out by the pattern itself."""
    return [
        f"{source.name}:{number}  {line.strip()}"
        for source in sources()
        if not source.name.startswith(outside or ("?",))
        for number, line in enumerate(source.text.splitlines(), 1)
        if re.search(pattern, line) and not line.lstrip().startswith("#")
    ]


def called(*names: str, outside: tuple[str, ...] = ()) -> list[str]:
    """Where a function of one of these names is called."""
    return [
        f"{source.name}:{call.lineno}"
        for source in sources()
        if not source.name.startswith(outside or ("?",))
        for name, call in source.calls
        if name in names
    ]


def imported(*modules: str) -> list[str]:
    """Where one of these modules, or something in it, is imported."""
    found = []
    for source in sources():
        for node in source.nodes:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if any(name == m or name.startswith(f"{m}.") for name in names for m in modules):
                found.append(source.name)
    return found


def test_every_file_has_a_name_that_says_what_it_holds() -> None:
    wrong = [source.name for source in sources() if FORBIDDEN_NAMES & set(source.parts)]
    assert wrong == []


def test_tables_are_not_reached_under_the_models() -> None:
    assert lines_with(r"__table__\b", outside=("coop_desk/core/",)) == []


def test_no_statement_is_sent_outside_of_the_session() -> None:
    attributes = {
        "engine", "bind", "get_bind", "connection", "exec_driver_sql", "execution_options", "from_statement",
        "add_unjournalled", "flushing", "finishing", "bulk_insert_mappings", "bulk_save_objects",
    }  # fmt: skip
    wrong = []
    for source in sources():
        if source.name.startswith(("coop_desk/core/", "coop_desk/app/", "coop_desk/screen/")):
            continue
        wrong += [
            f"{source.name}:{node.lineno} .{node.attr}"
            for node in source.nodes
            if isinstance(node, ast.Attribute) and node.attr in attributes
        ]
    assert wrong == []
    assert called("literal_column", "create_engine", "sessionmaker", outside=("coop_desk/core/",)) == []
    assert imported("sqlite3") == [s for s in imported("sqlite3") if s.startswith("coop_desk/core/")]
    sql_text = [
        s for s in sources() if "/topics/" in s.name and re.search(r"from sqlalchemy import[^\n]*\btext\b", s.text)
    ]
    assert sql_text == []


def test_paragraphs_are_built_where_text_is_escaped() -> None:
    printing = set(imported("reportlab"))
    assert [
        place for place in called("Paragraph", outside=("coop_desk/paper/",)) if place.split(":")[0] in printing
    ] == []


def test_nothing_runs_text_nor_a_shell() -> None:
    wrong = []
    for source in sources():
        for _name, call in source.calls:
            if isinstance(call.func, ast.Name) and call.func.id in {"eval", "exec", "compile", "__import__"}:
                wrong.append(f"{source.name}:{call.lineno}")
            if any(k.arg == "shell" and not _is_false(k.value) for k in call.keywords):
                wrong.append(f"{source.name}:{call.lineno}")
    assert wrong == []
    assert imported("pickle", "marshal", "shelve") == []
    assert called("system", "popen") == []


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def test_every_text_file_is_opened_in_utf_8() -> None:
    wrong = []
    for source in sources():
        for name, call in source.calls:
            text_file = name in {"read_text", "write_text"} or (
                name == "open" and isinstance(call.func, ast.Name | ast.Attribute) and not _binary(call)
            )
            opened_by_us = name != "open" or isinstance(call.func, ast.Name) or _of_a_path(source, call)
            if text_file and opened_by_us and not any(k.arg == "encoding" for k in call.keywords):
                wrong.append(f"{source.name}:{call.lineno}")
    assert wrong == []


def _binary(call: ast.Call) -> bool:
    said = [a.value for a in (*call.args, *(k.value for k in call.keywords)) if isinstance(a, ast.Constant)]
    return any(isinstance(value, str) and re.fullmatch(r"[rwax+]*b[rwax+]*", value) for value in said)


def _of_a_path(source: Source, call: ast.Call) -> bool:
    """True for `some_path.open(...)`; os.open, a zip's or a dialog's `open` is another thing."""
    text = ast.get_source_segment(source.text, call.func) or ""
    return bool(re.search(r"(path|file|Path\(.*\))\.open$", text))


def test_nothing_goes_to_the_network() -> None:
    network = ("socket", "http", "urllib.request", "ftplib", "smtplib", "ssl", "requests", "httpx", "asyncio",
               "PySide6.QtNetwork", "xmlrpc", "webbrowser")  # fmt: skip
    assert set(imported(*network)) <= {"coop_desk/core/lock.py"}


def test_nothing_is_printed_but_by_the_command_line() -> None:
    assert called("print", outside=("coop_desk/app/",)) == []


def test_nothing_reads_the_clock_but_the_clock() -> None:
    wrong = []
    for source in sources():
        # The lock is about this PC and the demonstration is told from today backwards.
        if source.name in ("coop_desk/core/clock.py", "coop_desk/core/lock.py", "coop_desk/app/demo.py"):
            continue
        for name, call in source.calls:
            owner = getattr(call.func, "value", None)
            named = getattr(owner, "id", getattr(owner, "attr", ""))
            if (name in {"now", "utcnow", "today"} and named in {"datetime", "date"}) or (name, named) == (
                "time",
                "time",
            ):
                wrong.append(f"{source.name}:{call.lineno}")
    assert wrong == []


def test_no_file_names_a_place_of_somebody_s_machine() -> None:
    places = r"/(?:home|Users|root|mnt|work|tmp|opt|srv)/|[A-Z]:\\\\|\blocalhost\b|127\.0\.0\.1"
    assert lines_with(places) == []
    for folder in ("tests", "packaging", "resources"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".toml", ".md", ".txt", ".cfg"} and path.name != "test_sources.py":
                text = path.read_text(encoding="utf-8", errors="replace")
                assert not re.search(r"/(?:home|Users|root|work)/\w", text), path.name


def test_files_keep_to_one_subject(record_property: pytest.FixtureRequest) -> None:
    sizes = {s.name: len(s.text.splitlines()) for s in sources() if "migrations/versions" not in s.name}
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size > LOOK_AGAIN:
            record_property("look again", f"{size} {name}")  # type: ignore[operator]
            print(size, name)
    assert {name: size for name, size in sizes.items() if size > LONGEST} == {}


def test_every_module_class_and_function_that_others_use_says_what_it_does() -> None:
    wrong = []
    for source in sources():
        for node in source.nodes:
            if isinstance(node, ast.Module):
                public = True
            elif isinstance(node, ast.ClassDef | ast.FunctionDef) and node in source.tree.body:
                public = not node.name.startswith("_")
            else:
                continue
            if public and not (ast.get_docstring(node) or "").strip():
                wrong.append(f"{source.name}:{getattr(node, 'lineno', 1)}")
    assert wrong == []


def test_every_resource_that_is_named_exists() -> None:
    from coop_desk.core import resources

    missing = []
    for source in sources():
        for name, call in source.calls:
            folder = getattr(getattr(call.func, "value", None), "id", "")
            if name == "path" and folder == "resources" and all(isinstance(a, ast.Constant) for a in call.args):
                parts = [str(a.value) for a in call.args if isinstance(a, ast.Constant)]
                if parts != ["translations"] and not resources.path(*parts).exists():
                    missing.append(f"{source.name}:{call.lineno} {'/'.join(parts)}")
    assert missing == []

"""Faults planted where no other harness plants them (16.5): each must be seen."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.exc import DBAPIError

from coop_desk.core import database, drafts, profile
from coop_desk.core.actions import Action
from coop_desk.core.rights import Right
from coop_desk.topics.members import service as members
from tests.conftest import TestCoop
from tests.house.test_access import GOLDEN, cast, table
from tests.topics.core.compartments.conftest import House, founded_house, house

__all__ = ["cast", "founded_house", "house"]
SECRET = "Maëlys-Bergamote"


def left_in_the_file(path: Path, secure: int) -> bool:
    """Whether a name stays in the bytes of a file in clear once its row is deleted."""
    with closing(database.raw_connection(path)) as raw:
        database.apply_settings(raw, database._SETTINGS | {"secure_delete": secure})
        raw.execute("CREATE TABLE name (id INTEGER PRIMARY KEY, said TEXT)")
        raw.execute("INSERT INTO name (said) VALUES (?)", (SECRET,))
        raw.execute("DELETE FROM name")
    return SECRET.encode() in path.read_bytes()


def test_without_secure_delete_what_was_deleted_stays_in_the_file(tmp_path: Path) -> None:
    assert not left_in_the_file(tmp_path / "sûr.db", database._SETTINGS["secure_delete"])  # type: ignore[arg-type]
    assert left_in_the_file(tmp_path / "planté.db", 0)


def test_an_export_without_its_right_is_seen_by_the_access_table(
    cast: TestCoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = GOLDEN.read_text(encoding="utf-8")
    verb: Any = members.export_members
    assert isinstance(verb, Action)
    with monkeypatch.context() as patch:
        patch.setattr(verb, "rights", (Right.MEETINGS_READ,))
        assert table(cast) != kept


def said_by_a_fault(path: Path) -> str:
    """The text of an error of the database about a value."""
    engine = database.engine_for(path)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE name (said TEXT UNIQUE)")
            connection.exec_driver_sql("INSERT INTO name VALUES (?)", (SECRET,))
            connection.exec_driver_sql("INSERT INTO name VALUES (?)", (SECRET,))
    except DBAPIError as fault:
        return str(fault)
    finally:
        engine.dispose()
    return ""


def test_parameters_shown_in_errors_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = said_by_a_fault(tmp_path / "sûr.db")
    assert said
    assert SECRET not in said
    real = sqlalchemy.create_engine
    monkeypatch.setattr(database, "create_engine", lambda url, **more: real(url, **(more | {"hide_parameters": False})))
    assert SECRET in said_by_a_fault(tmp_path / "planté.db")


def in_clear() -> list[str]:
    """The files of this user where what was typed can be read."""
    kept = [path for path in profile.folder().rglob("*") if path.is_file()]
    assert kept
    return [path.suffix for path in kept if SECRET.encode() in path.read_bytes()]


def test_a_draft_that_is_not_sealed_is_seen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    founder = house.sign_in("founder")
    typed = [{"page": "accounts", "typed": {"given_name": SECRET}}]
    drafts.keep_drafts(founder, typed)
    assert in_clear() == []
    plain = lambda _ring, _place, forms: json.dumps(forms, ensure_ascii=False).encode()
    monkeypatch.setattr(drafts, "seal_drafts", plain)
    drafts.keep_drafts(founder, typed)
    assert in_clear() == [".sealed"]

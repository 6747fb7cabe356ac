"""Older files open, and what migrations make is what the models say."""

import gzip
import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from coop_desk.core import database, upgrade
from coop_desk.core.check import verify
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME, create_coop, open_coop
from coop_desk.core.model import Base
from tests.baseline import KEPT, kept_file

NOW = database.SCHEMA_VERSION
RELEASED = sorted(KEPT.glob("v*.db.gz"))


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """An empty file brought from nothing to today by the migrations alone."""
    file = tmp_path / DATABASE_NAME
    engine = database.engine_for(file, rebuilding=True)
    upgrade.migrate(engine)
    engine.dispose()
    return file


def test_the_migrated_tables_are_those_of_the_models(migrated: Path) -> None:
    engine = database.engine_for(migrated)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def described(file: Path) -> dict[str, Any]:
    """Every table with its columns, links, indexes and named constraints, as SQLite itself tells them."""
    with closing(raw_connection(file)) as raw:
        made = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            table: {
                "columns": sorted(
                    raw.execute(f'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info("{table}")')
                ),
                "links": sorted(row[2:] for row in raw.execute(f'PRAGMA foreign_key_list("{table}")')),
                "indexes": sorted(
                    (unique, tuple(row[0] for row in raw.execute(f'SELECT name FROM pragma_index_info("{name}")')))
                    for name, unique in raw.execute(f'SELECT name, "unique" FROM pragma_index_list("{table}")')
                ),
                "constraints": sorted(re.findall(r"CONSTRAINT \S+", sql)),
            }
            for table, sql in made
        }


def test_a_migrated_file_and_a_new_one_are_the_same_column_by_column(migrated: Path, tmp_path: Path) -> None:
    with create_coop(tmp_path, "Neuve") as new:
        assert described(migrated) == described(new.folder / DATABASE_NAME)
    assert database.header(migrated) == database.header(new.folder / DATABASE_NAME)
    with closing(raw_connection(migrated)) as raw, closing(raw_connection(new.folder / DATABASE_NAME)) as made:
        revision = "SELECT version_num FROM alembic_version"
        assert raw.execute(revision).fetchall() == made.execute(revision).fetchall()


def test_there_is_one_kept_file_and_one_revision_for_each_version() -> None:
    versions = range(1, database.SCHEMA_VERSION + 1)
    assert [kept_file(v) for v in versions] == RELEASED
    scripts = sorted(p.name[:4] for p in (upgrade.MIGRATIONS / "versions").glob("0*.py"))
    assert scripts == [f"{v:04d}" for v in versions]


@pytest.mark.parametrize("kept", RELEASED, ids=lambda path: path.name)
def test_an_empty_file_of_each_version_opens_and_has_today_s_tables(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Ancienne.coop"
    folder.mkdir()
    (folder / DATABASE_NAME).write_bytes(gzip.decompress(kept.read_bytes()))
    with open_coop(folder) as file:
        assert all(not verified.differences for verified in verify(file))
        with create_coop(tmp_path, "Neuve") as new:
            assert described(folder / DATABASE_NAME) == described(new.folder / DATABASE_NAME)


# ------------------------------------------------------------------------------- a later version, invented here

LATER = '''
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{next:04d}", "{now:04d}", None, None


def upgrade():
    """Rebuild a table that others point to, and add one."""
    with op.batch_alter_table("person", recreate="always") as person:
        person.add_column(sa.Column("nickname", sa.Unicode(), nullable=True))
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    {more}
'''


def write_later(scripts: Path, more: str) -> None:
    """Put the invented migration beside the others."""
    text = LATER.format(now=NOW, next=NOW + 1, more=more)
    (scripts / "versions" / f"{NOW + 1:04d}_later.py").write_text(text, encoding="utf-8")


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations with one more, as a later version of the program would have."""
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    write_later(scripts, "")
    monkeypatch.setattr(upgrade, "MIGRATIONS", scripts)
    return scripts


@pytest.fixture
def old_folder(coop: Any) -> Path:
    """A co-op with people in it, closed."""
    coop.file.close()
    folder: Path = coop.file.folder
    return folder


def people(file: Path) -> list[Any]:
    with closing(raw_connection(file)) as raw:
        return raw.execute("SELECT id, family_name FROM person ORDER BY id").fetchall()


def test_an_older_file_is_copied_then_brought_up_to_date_with_its_people(
    later: Path, old_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = people(old_folder / DATABASE_NAME)
    monkeypatch.setattr(database, "SCHEMA_VERSION", NOW + 1)
    with open_coop(old_folder):
        pass
    assert people(old_folder / DATABASE_NAME) == before
    assert database.header(old_folder / DATABASE_NAME) == (database.APPLICATION_ID, NOW + 1)
    (copy,) = (old_folder / upgrade.COPIES).iterdir()
    assert database.header(copy) == (database.APPLICATION_ID, NOW)
    assert people(copy) == before
    assert copy.stat().st_mode & 0o077 == 0
    assert later


def test_an_older_file_is_not_opened_read_only(old_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SCHEMA_VERSION", NOW + 1)
    with pytest.raises(RuleBroken) as refusal:
        open_coop(old_folder, read_only=True)
    assert refusal.value.rule == "FILE-14"


@pytest.mark.parametrize(
    "more",
    [
        'op.execute("SELECT * FROM absent")',
        'op.execute("DELETE FROM title WHERE id = 1")',
        'raise sa.exc.InvalidRequestError("x")',
    ],
    ids=["a wrong statement", "a broken link", "an error"],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    later: Path, old_folder: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    write_later(later, more)
    before = described(old_folder / DATABASE_NAME)
    monkeypatch.setattr(database, "SCHEMA_VERSION", NOW + 1)
    with pytest.raises(RuleBroken) as refusal:
        open_coop(old_folder)
    assert refusal.value.rule == "FILE-12"
    assert "SELECT" not in str(refusal.value)
    assert described(old_folder / DATABASE_NAME) == before
    monkeypatch.setattr(database, "SCHEMA_VERSION", NOW)
    open_coop(old_folder).close()


def test_a_version_written_by_a_killed_migration_is_undone_before_it_is_believed(tmp_path: Path) -> None:
    file = tmp_path / DATABASE_NAME
    file.write_bytes(gzip.decompress(kept_file(1).read_bytes()))
    journal = file.with_name(f"{DATABASE_NAME}-journal")
    before = described(file)
    version = database.header(file)[1]
    with closing(raw_connection(file)) as raw:
        raw.execute("PRAGMA synchronous = OFF")  # the journal then counts from its first page on
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(f"PRAGMA user_version = {NOW}")
        killed = journal.read_bytes()
        raw.execute("COMMIT")
    journal.write_bytes(killed)
    assert int.from_bytes(file.read_bytes()[60:64], "big") == NOW
    assert database.header(file)[1] == version
    assert described(file) == before

"""Write the migration to today's version and the empty file kept of it, from today's models.

    python -m tests.baseline

Only until that version is released: from then on both are kept as they are, and a change of the models is a new
migration, with database.SCHEMA_VERSION one higher and one more empty file.
"""

import gzip
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext

import coop_desk.app.models  # noqa: F401
from coop_desk.core import database, upgrade
from coop_desk.core.file import DATABASE_NAME
from coop_desk.core.model import Base, Instant

VERSIONS = upgrade.MIGRATIONS / "versions"
KEPT = Path(__file__).parent / "golden" / "files"
_HEADER = '''"""The tables of version {version}."""

import sqlalchemy as sa
from alembic import op

revision = "{version:04d}"
down_revision = {before}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what version {version} has more."""
'''


def _plain_type(kind: str, item: Any, context: AutogenContext) -> str | bool:
    """Write our own types as the plain ones they are stored as: a migration does not follow the code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


def script(version: int = database.SCHEMA_VERSION) -> Path:
    """Where the migration to a version is kept."""
    return next(VERSIONS.glob(f"{version:04d}_*.py"), VERSIONS / f"{version:04d}_next.py")


def last_migration() -> str:
    """Return the script that brings the version before to today's tables."""
    version = database.SCHEMA_VERSION
    with TemporaryDirectory() as folder:
        engine = database.engine_for(Path(folder) / DATABASE_NAME, rebuilding=True)
        if version > 1:
            upgrade.migrate(engine, f"{version - 1:04d}")
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"target_metadata": Base.metadata, "render_as_batch": True}
            )
            made = produce_migrations(context, Base.metadata)
            assert made.upgrade_ops is not None
            code = render_python_code(made.upgrade_ops, render_item=_plain_type, render_as_batch=version > 1)
        engine.dispose()
    lines = [line for line in code.splitlines() if not line.strip().startswith("#")]
    before = f'"{version - 1:04d}"' if version > 1 else "None"
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(script()), "-"],
        input=_HEADER.format(version=version, before=before)
        + "\n".join(f"    {line}" if not line.startswith("    ") else line for line in lines)
        + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def kept_file(version: int = database.SCHEMA_VERSION) -> Path:
    """Where the empty file of a version is kept, packed."""
    return KEPT / f"v{version}.db.gz"


def main() -> None:
    """Write both."""
    target = script()
    content = last_migration()
    target.write_text(content, encoding="utf-8", newline="\n")
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        file = Path(folder) / DATABASE_NAME  # in clear, so that it can be read without a key one day
        engine = database.engine_for(file)
        with engine.begin() as connection:
            database.create_tables(connection)
        engine.dispose()
        kept_file().write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    print(target, kept_file(), sep="\n")


if __name__ == "__main__":
    main()

"""Write the first migration and the empty file kept of version 1, from today's models.

    python -m tests.baseline

Only until version 1 is released: from then on both are kept as they are, and a change of the models is a new
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
from sqlalchemy import create_engine

import coop_desk.app.models  # noqa: F401
from coop_desk.core import database, upgrade
from coop_desk.core.file import DATABASE_NAME, create_coop
from coop_desk.core.model import Base, Instant

SCRIPT = upgrade.MIGRATIONS / "versions" / "0001_first.py"
KEPT = Path(__file__).parent / "golden" / "files"
_HEADER = '''"""The tables of version 1."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
'''


def _plain_type(kind: str, item: Any, context: AutogenContext) -> str | bool:
    """Write our own types as the plain ones they are stored as: a migration does not follow the code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


def first_migration() -> str:
    """Return the script that makes today's tables in an empty database."""
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": Base.metadata})
        script = produce_migrations(context, Base.metadata)
        assert script.upgrade_ops is not None
        code = render_python_code(script.upgrade_ops, render_item=_plain_type)
    lines = [line for line in code.splitlines() if not line.strip().startswith("#")]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(SCRIPT), "-"],
        input=_HEADER + "\n".join(f"    {line}" if not line.startswith("    ") else line for line in lines) + "\n",
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
    SCRIPT.write_text(first_migration(), encoding="utf-8", newline="\n")
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        with create_coop(Path(folder), "vide") as made:
            pass
        kept_file().write_bytes(gzip.compress((made.folder / DATABASE_NAME).read_bytes(), mtime=0))
    print(SCRIPT, kept_file(), sep="\n")


if __name__ == "__main__":
    main()

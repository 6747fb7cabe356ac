"""Every export of a co-op, in a process of its own, begun or forked, whose surroundings are spoilt: run by its tests.

    exporter FOLDER OUT WORDS...

Prints as JSON the SHA-256 of each file, or the refusal. WORDS: `no_temp`, `memory`, `locale`.
"""

import json
import locale
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from coop_desk.__main__ import write_names_in_utf8
from coop_desk.core.errors import RuleBroken

NOW = datetime(2026, 6, 12, 10, 30, tzinfo=UTC)
MEMORY = 512 * 1024 * 1024


def spoil(words: list[str]) -> None:
    """Take away what the words say."""
    if "locale" in words:
        with suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, "")  # as Qt does
    if "no_temp" in words:
        tempfile.tempdir = "/proc/nowhere"
    if "memory" in words:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def every_payroll_file() -> bytes:
    """One month in the files of every payroll program."""
    from coop_desk.topics.payroll.exporter.shelf import NAMES, shipped
    from tests.topics.payroll.exporter.october import exported, october

    files = {name: exported(october(), shipped(name))[1] for name in NAMES}
    return json.dumps({n: {f: c.hex() for f, c in made.items()} for n, made in files.items()}).encode()


def exports(folder: Path) -> dict[str, Callable[[], bytes]]:
    """What can be exported, by file name."""
    import coop_desk.app.models  # noqa: F401
    from coop_desk.core import accounts
    from coop_desk.core.file import open_coop
    from coop_desk.core.trusted_time import TrustedClock
    from coop_desk.topics.members import service as members
    from coop_desk.topics.own_data import service as own
    from coop_desk.topics.shares import service as shares
    from tests.conftest import CHEAP, PASSWORD

    accounts.FULL_COST = CHEAP
    file = open_coop(folder, clock=TrustedClock(NOW))
    registrar, manager = (accounts.sign_in(file, who, PASSWORD) for who in ("registrar", "manager"))
    return {
        "membres.csv": lambda: members.export_members(registrar, "csv"),
        "membres.xlsx": lambda: members.export_members(registrar, "xlsx"),
        "membres.ods": lambda: members.export_members(registrar, "ods"),
        "registre.pdf": lambda: members.register_pdf(registrar),
        "parts.pdf": lambda: shares.print_situation(manager),
        "mes données.json": lambda: own.own_data_json(manager),
        "paie.json": every_payroll_file,
        "fin": lambda: (file.close(), b"")[1],
    }


def main() -> None:
    """Export everything in a process begun for it."""
    write_names_in_utf8("tests.faults.exporter")
    print(exported(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))


def in_a_fork(folder: Path, out: Path, surroundings: dict[str, str], *words: str) -> str:
    """The same in a fork of the tests, for surroundings that Python does not look at before it begins."""
    os.environ.clear()
    os.environ.update(surroundings)
    time.tzset()
    return exported(folder, out, *words)


def exported(folder: Path, out: Path, *words: str) -> str:
    """Export everything and say what came of it."""
    spoil(list(words))
    from coop_desk.core.saving import save

    said: dict[str, str] = {}
    began = time.perf_counter()
    made = exports(folder)
    times = {"opening": time.perf_counter() - began}
    for name, export in made.items():
        began = time.perf_counter()
        try:
            content = export()
            if name != "fin":
                save(out / name, content)
            said[name] = sha256(content).hexdigest()
        except RuleBroken as refusal:
            said[name] = f"{refusal.rule} {refusal}"
        times[name] = time.perf_counter() - began
    return json.dumps({"said": said, "times": times})


if __name__ == "__main__":
    main()

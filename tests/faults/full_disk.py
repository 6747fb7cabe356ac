"""Do something while no file may grow beyond a size: run by test_full_disk, in a process of its own."""

from datetime import UTC, date, datetime
from pathlib import Path

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, delegating
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.rights import Right
from coop_desk.core.saving import save
from coop_desk.sheets.write import write_table
from tests.conftest import CHEAP, PASSWORD

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEW = "Saule-9-Rivière-Neuve!"


def bound(size: int) -> None:
    """From now on, no file of this process grows beyond so many bytes."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def work(what: str, place: Path, size: int) -> None:
    """Do what is asked, the disk full from the moment it begins."""
    if what == "pdf":
        bound(size)
        save(place, b"%PDF" + bytes(100_000))
    elif what == "csv":
        bound(size)
        write_table(place, ("Nom", "Ville"), [("Hénaff", "Rennes")] * 5000)
    elif what == "migrate":
        bound(size)
        open_coop(place, clock=Clock(NOW)).close()
    else:
        with open_coop(place, clock=Clock(NOW)) as file:
            desk = accounts.sign_in(file, "delegate", PASSWORD)
            manager = accounts.sign_in(file, "founder", PASSWORD)
            bound(size)
            if what == "password":
                accounts.change_password(desk, PASSWORD, NEW, cost=CHEAP)
            elif what == "rotate":
                keys.rotate_key(desk, "bank")
            else:
                day = date(2026, 3, 2)
                delegating.give_right(manager, desk.person_id, Right.COOP_READ, None, day, None, "x" * 200_000)


def told(what: str, place: Path, size: int) -> str:
    """The rule and words of the refusal, or `done`, of: password, rotate, save, migrate, pdf, csv."""
    accounts.FULL_COST = CHEAP
    try:
        work(what, place, size)
    except RuleBroken as refusal:
        return f"{refusal.rule} {refusal}"
    return "done"

"""A program that is killed at random while it works on a file: run by test_kills, apart from the test process.

Saving: each round forks a child that opens the co-op and gives delegations one after the other, writing the number
of each act to the acknowledgements once the act has returned (`early`, before: a fault the test must see).
Migrating: each moment forks a child that migrates a copy of the file, and is killed after so many seconds, or `+` so
many after the first step (`unbegun`, no transaction is begun: another fault the test must see).
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import coop_desk.app.models  # noqa: F401
from coop_desk.core import database, delegating, upgrade
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.file import open_coop
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from tests.conftest import FOUNDED, ring_of
from tests.file_key import learn_key

LONGEST = 0.06
BEGUN = "begun"  # beside the scripts, once the first step of the migration is done


def save(folder: Path, told: Path, giver: PersonId, holder: PersonId, *, early: bool) -> None:
    """Give delegations until killed."""
    acknowledgements = os.open(told, os.O_WRONLY | os.O_APPEND)
    number = len(told.read_bytes().split()) + 1000 * os.getpid()
    with open_coop(folder, clock=Clock(FOUNDED)) as file:
        desk = Desk(file, giver, "", "manager", ring_of(file, giver))
        while True:
            number += 1
            because = f"décision {number}"
            if early:
                os.write(acknowledgements, f"{number}\n".encode())
            delegating.give_right(desk, holder, Right.COOP_READ, None, date(2026, 1, 2), None, because)
            if not early:
                os.write(acknowledgements, f"{number}\n".encode())


def killed_once(chance: random.Random, told: Path, child: int) -> None:
    """Let the child write its first acknowledgement, then kill it at a random moment."""
    size, waited = told.stat().st_size, time.monotonic()
    while told.stat().st_size == size and time.monotonic() - waited < 20:
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def save_and_kill(folder: Path, giver: PersonId, holder: PersonId, rounds: int, seed: int, early: bool) -> None:
    """Fork and kill, round after round."""
    learn_key(folder)
    told = folder / "told.txt"
    told.touch()
    chance = random.Random(seed)
    for _round in range(rounds):
        child = os.fork()
        if child == 0:
            try:
                save(folder, told, giver, holder, early=early)
            finally:
                os._exit(1)
        killed_once(chance, told, child)


def migrate_and_kill(scripts: Path, file: Path, moments: Sequence[str], unbegun: bool) -> None:
    """Migrate a copy of the file for each moment, and kill at that moment."""
    import alembic.command  # noqa: F401  (known before the fork, so that the moments fall in the work)

    learn_key(file.parent)
    database.SCHEMA_VERSION += 1
    upgrade.MIGRATIONS = scripts
    if unbegun:
        database._begin = lambda connection: None
    for moment in moments:
        copy = file.with_name(f"{moment}.db")
        shutil.copyfile(file, copy)
        child = os.fork()
        if child == 0:
            try:
                upgrade.migrate(database.engine_for(copy, rebuilding=True))
            finally:
                os._exit(0)
        if moment.startswith("+"):
            wait_for(scripts / BEGUN)
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        (scripts / BEGUN).unlink(missing_ok=True)


def wait_for(sign: Path) -> None:
    """Wait until a file is there."""
    waited = time.monotonic()
    while not sign.exists() and time.monotonic() - waited < 20:
        time.sleep(0.0005)

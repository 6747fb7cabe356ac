"""A program that is killed at random while it enrols, renews keys or migrates: run by test_kills, apart from it.

Enrolling and renewing: each round forks a child that opens the co-op, signs in and works until it is killed, writing
what was done to the acknowledgements (`early`, before it is: a fault the test must see).
Migrating: each moment forks a child that opens a copy of an older co-op, and is killed after so many seconds.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating
from coop_desk.core.desk import Desk
from coop_desk.core.file import CoopFile, open_coop
from tests.conftest import CHEAP, PASSWORD
from tests.file_key import learn_key
from tests.topics.core.killed import killed_once

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
Work = Callable[[CoopFile, Callable[[str], None]], None]


def signed_in(file: CoopFile, who: str) -> Desk:
    return accounts.sign_in(file, who, PASSWORD)


def enrol(file: CoopFile, tell: Callable[[str], None]) -> None:
    """Open one account after the other."""
    founder = signed_in(file, "founder")
    for login in numbered("p"):
        tell(login)
        accounts.open_account(founder, login, PASSWORD, given_name="Zoé", family_name="Roy", cost=CHEAP)
        tell(login)


def rotate(file: CoopFile, tell: Callable[[str], None]) -> None:
    """Renew the key of the bank details again and again; the number of the epoch is what is told."""
    delegate = signed_in(file, "delegate")
    for _time in numbered(""):
        epoch = newest_epoch(file)
        tell(str(epoch + 1))
        delegating.rotate_key(delegate, "bank")
        tell(str(epoch + 1))


def newest_epoch(file: CoopFile) -> int:
    """The generation of the key of the bank details."""
    with file.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT max(n) FROM epoch WHERE compartment = 'bank'").scalar_one())


def numbered(begin: str) -> Iterator[str]:
    """Names that no other process of this run takes."""
    number = 0
    while True:
        number += 1
        yield f"{begin}{os.getpid()}.{number}"


def work_and_kill(work: Work, folder: Path, rounds: int, seed: int, early: bool) -> None:
    """Fork and kill, round after round."""
    accounts.FULL_COST = CHEAP
    told = folder / "told.txt"
    told.touch()
    chance = random.Random(seed)
    learn_key(folder)
    open_coop(folder, clock=Clock(NOW)).close()  # once for all: each child then begins its work sooner
    for _round in range(rounds):
        child = os.fork()
        if child == 0:
            try:
                live(work, folder, told, early=early)
            finally:
                os._exit(1)
        killed_once(chance, told, child)


def live(work: Work, folder: Path, told: Path, *, early: bool) -> None:
    """Work until killed; of the two times each thing is told, one is kept."""
    acknowledgements = os.open(told, os.O_WRONLY | os.O_APPEND)
    times_told = 0

    def tell(what: str) -> None:
        nonlocal times_told
        times_told += 1
        if early == (times_told % 2 == 1):
            os.write(acknowledgements, f"{what}\n".encode())

    with open_coop(folder, clock=Clock(NOW)) as file:
        work(file, tell)


def migrate_and_kill(folder: Path, moments: Sequence[float]) -> None:
    """Open a copy of the older co-op for each moment, and kill at that moment."""
    import alembic.command  # noqa: F401  (known before the fork, so that the moments fall in the work)

    for number, moment in enumerate(moments):
        copy = folder.with_name(f"{number}.coop")
        shutil.copytree(folder, copy)
        child = os.fork()
        if child == 0:
            try:
                open_coop(copy, clock=Clock(NOW)).close()
            finally:
                os._exit(0)
        kill_after(child, moment)


def kill_after(child: int, moment: float) -> None:
    """Kill the child at that moment, unless it is done before."""
    until = time.monotonic() + moment
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return
        time.sleep(min(0.002, moment))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

"""A program killed at random while it backs up, thins, restores or changes a password: run apart from the test process.

Each round forks a child that does the work again and again, and kills it at a random moment after it began.
"""

import contextlib
import os
import random
import signal
import time
import traceback
from datetime import timedelta
from pathlib import Path

import pyrage

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts
from coop_desk.core.backup import making, places, protection, restoring
from coop_desk.core.backup.source import Source
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused
from coop_desk.core.file import CoopFile, open_coop
from tests.conftest import CHEAP, FOUNDED
from tests.file_key import learn_key

LONGEST = 0.25
TOLD = "mots.txt"


def back_up_for_ever(folder: Path, chance: random.Random) -> None:
    """Make backups a few days apart, so that each one thins some."""
    day = chance.randrange(900)
    while True:
        day += 3
        making.back_up(Source(folder), FOUNDED + timedelta(days=day), "essai")


def restore_for_ever(folder: Path, key: str) -> None:
    """Restore the newest backup again and again."""
    clock = Clock(FOUNDED)
    while True:
        backup = places.kept_in(folder / places.FIRST_PLACE)[-1].path
        restoring.finish(restoring.prepare(Source(folder), backup, (key,), clock=clock), clock.now())


def thin_for_ever(folder: Path) -> None:
    """Thin a place full of copies again and again, the day going on."""
    place = folder / places.FIRST_PLACE
    first = places.kept_in(place)[-1]
    day = 0
    while True:
        day += 1
        for n in range(30):
            made = (FOUNDED + timedelta(days=day, minutes=n)).strftime("%Y%m%dT%H%M%SZ")
            copy = place / first.path.name.replace(first.made.strftime("%Y%m%dT%H%M%SZ"), made)
            if not copy.exists():
                os.link(first.path, copy)
        making.thin(place, first.mark, FOUNDED + timedelta(days=day + 40))


def known_passwords(folder: Path) -> list[str]:
    """The passwords that may be the present one: the last that was tried, the last that was acknowledged."""
    lines = [line.split() for line in (folder / TOLD).read_text(encoding="utf-8").splitlines()]
    tried = [word for what, word in lines if what == "tried"]
    done = [word for what, word in lines if what == "done"]
    return list(dict.fromkeys([*tried[-1:], *done[-1:]]))


def sign_in_again(file: CoopFile, folder: Path) -> tuple[Desk, str]:
    """Come in with one of them."""
    for password in known_passwords(folder):
        with contextlib.suppress(Refused):
            return accounts.sign_in(file, "secretary", password), password
    raise AssertionError("neither the former nor the new password opens")


def change_password_for_ever(folder: Path) -> None:
    """Change one's password again and again; say which is tried, then which one is there."""
    told = os.open(folder / TOLD, os.O_WRONLY | os.O_APPEND)
    accounts.FULL_COST = CHEAP
    later = FOUNDED + timedelta(hours=len((folder / TOLD).read_bytes().split()))  # wrong attempts are forgotten
    with open_coop(folder, clock=Clock(later)) as file:
        desk, present = sign_in_again(file, folder)
        os.write(told, f"done {present}\n".encode())  # killed after the commit, the last one could not say it
        while True:
            following = f"Peuplier-{random.randrange(10**9)}-Canal!"
            os.write(told, f"tried {following}\n".encode())
            accounts.change_password(desk, present, following, cost=CHEAP)
            os.write(told, f"done {following}\n".encode())
            present = following


def wait_for_more(told: Path, size: int) -> None:
    """Let the child come in and begin."""
    began = time.monotonic()
    while told.stat().st_size == size and time.monotonic() - began < 5:
        time.sleep(0.001)


def work_and_kill(what: str, folder: Path, key: pyrage.x25519.Identity, rounds: int, seed: int) -> None:
    """Fork and kill, round after round, what is one of: backup, thin, restore, password."""
    public = str(key.to_public())
    protection.recipient_source(lambda _source: [public])
    chance = random.Random(seed)
    learn_key(folder)
    open_coop(folder, clock=Clock(FOUNDED)).close()  # once for all: each child then begins its work sooner
    for _round in range(rounds):
        moment, dice = chance.uniform(0, LONGEST), random.Random(chance.random())
        told = folder / TOLD
        size = told.stat().st_size if told.exists() else 0
        child = os.fork()
        if child == 0:
            try:
                if what == "backup":
                    back_up_for_ever(folder, dice)
                elif what == "thin":
                    thin_for_ever(folder)
                elif what == "password":
                    change_password_for_ever(folder)
                else:
                    restore_for_ever(folder, str(key))
            finally:
                traceback.print_exc()
                os._exit(1)
        if what == "password":
            wait_for_more(told, size)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if what == "restore":
            (folder / "ouvert.json").unlink(missing_ok=True)

"""A program killed at random while it backs up, thins or restores: run by test_faults, in a process of its own.

    killed backup|restore FOLDER KEY ROUNDS SEED

Each round forks a child that does the work again and again, and kills it at a random moment after it began.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pyrage

import coop_desk.app.models  # noqa: F401
from coop_desk.core.backup import making, places, protection, restoring
from coop_desk.core.backup.source import Source
from coop_desk.core.clock import Clock
from tests.conftest import FOUNDED
from tests.file_key import learn_key

LONGEST = 0.25


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


def main() -> None:
    """Fork and kill, round after round."""
    what, folder, key, rounds, seed = sys.argv[1:]
    public = str(pyrage.x25519.Identity.from_str(key).to_public())
    protection.recipient_source(lambda _source: [public])
    chance = random.Random(int(seed))
    learn_key(Path(folder))
    for _round in range(int(rounds)):
        moment, dice = chance.uniform(0, LONGEST), random.Random(chance.random())
        child = os.fork()
        if child == 0:
            try:
                if what == "backup":
                    back_up_for_ever(Path(folder), dice)
                else:
                    restore_for_ever(Path(folder), key)
            finally:
                os._exit(1)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if what == "restore":
            (Path(folder) / "ouvert.json").unlink(missing_ok=True)


if __name__ == "__main__":
    main()

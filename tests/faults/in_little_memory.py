"""The everyday acts on a big co-op, in 512 MB: run by test_surroundings; prints the CPU seconds of each, as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, delegating
from coop_desk.core.file import open_coop
from coop_desk.core.rights import Right
from coop_desk.topics.members import service as members
from coop_desk.topics.shares import service as shares
from tests.conftest import PASSWORD
from tests.faults.exporter import MEMORY

LATEST = 500  # the movements that the page shows first


def main() -> None:
    """Open, look at the large lists, save."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    taken: dict[str, float] = {}

    def timed(what: str, do: Callable[[], object]) -> None:
        do()  # once for what is imported on the way
        began = time.process_time()
        do()
        taken[what] = time.process_time() - began

    with open_coop(Path(sys.argv[1])) as file:
        timed("sign in", lambda: accounts.sign_in(file, "solene", PASSWORD))
        desk = accounts.sign_in(file, "solene", PASSWORD)
        person = members.members(desk)[3].person_id
        day = date(2026, 1, 2)
        timed("members", lambda: members.members(desk))
        timed("situation", lambda: shares.situation(desk))
        shares.movements(desk)  # the whole register, which the page reads on demand only
        timed("movements", lambda: shares.movements(desk, latest=LATEST))
        timed("save", lambda: delegating.give_right(desk, person, Right.COOP_READ, None, day, None, "Essai"))
    print(json.dumps(taken))


if __name__ == "__main__":
    main()

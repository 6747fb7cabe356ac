"""Do something as a user for whom read-only means something: run by the tests, since for root nothing is.

    without_powers sign_in FOLDER | backup FOLDER TARGET | export TARGET

Prints the rule and words of the refusal, or `done`.
"""

import ctypes
import os
import sys
from pathlib import Path

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts
from coop_desk.core.backup import making
from coop_desk.core.backup.source import Source
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.saving import save
from tests.conftest import CHEAP, FOUNDED, PASSWORD


def drop() -> None:
    """Give up the powers of root and keep its files: what may only be read is read-only for it as well."""
    if os.geteuid() != 0:
        return
    version_3, myself = 0x20080522, 0
    header, powers = (ctypes.c_uint32 * 2)(version_3, myself), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None, use_errno=True).capset(header, powers) == 0


def main() -> None:
    """Do what is asked and say what came of it."""
    what, place, *more = sys.argv[1:]
    accounts.FULL_COST = CHEAP
    drop()
    try:
        if what == "export":
            save(Path(place), b"nouveau")
        else:
            with open_coop(Path(place), read_only=what == "backup") as file:
                accounts.sign_in(file, "founder", PASSWORD)
                if what == "backup":
                    making.back_up(Source(Path(place)), FOUNDED, "essai", [Path(more[0])])
        print("done")
    except RuleBroken as refusal:
        print(refusal.rule, refusal)


if __name__ == "__main__":
    main()

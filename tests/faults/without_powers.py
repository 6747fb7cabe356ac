"""Do something as a user for whom read-only means something: run by the tests, since for root nothing is."""

import ctypes
import os
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


def told(what: str, place: Path, target: Path | None = None) -> str:
    """The rule and words of the refusal, or `done`, of: sign_in a folder, backup a folder to a target, export."""
    accounts.FULL_COST = CHEAP
    drop()
    try:
        if what == "export":
            save(place, b"nouveau")
        else:
            with open_coop(place, read_only=what == "backup") as file:
                accounts.sign_in(file, "founder", PASSWORD)
                if target is not None:
                    making.back_up(Source(place), FOUNDED, "essai", [target])
    except RuleBroken as refusal:
        return f"{refusal.rule} {refusal}"
    return "done"

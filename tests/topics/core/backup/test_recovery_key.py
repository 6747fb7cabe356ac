"""Backups are made for the recovery key once its code is on paper; the code typed from the paper opens them."""

from pathlib import Path

import pyrage
import pytest
from sqlalchemy import select

from coop_desk.core import accounts, recovery
from coop_desk.core.actions import Inner, transact
from coop_desk.core.backup import verbs
from coop_desk.core.backup.protection import is_protected, keys_in
from coop_desk.core.compartments.model import ROOT, Principal
from coop_desk.core.crypto import age_keys, codes
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.limits import EVERYONE
from tests.conftest import PASSWORD, TestCoop


def test_our_writing_of_age_keys_is_that_of_age() -> None:
    for _round in range(20):
        made = pyrage.x25519.Identity.generate()
        public = str(made.to_public())
        values = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(c) for c in public[4:-6]]
        bits = "".join(f"{v:05b}" for v in values)[:256]
        assert age_keys.public(int(bits, 2).to_bytes(32, "big")) == public


def printed_code(coop: TestCoop) -> tuple[Desk, str]:
    """The founder prints the code and types two groups back."""
    founder = accounts.sign_in(coop.file, "founder", PASSWORD)
    code = recovery.code_to_print(founder).code
    groups = code.split("-")
    recovery.code_was_printed(founder, {2: groups[1], 5: groups[4]})
    return founder, code


def test_before_the_code_is_printed_a_backup_is_in_clear_since_its_only_key_would_be_inside(coop: TestCoop) -> None:
    founder = accounts.sign_in(coop.file, "founder", PASSWORD)
    assert not is_protected(verbs.back_up(founder).files[0])


def test_once_printed_the_code_on_paper_opens_every_backup(coop: TestCoop, tmp_path: Path) -> None:
    founder, code = printed_code(coop)
    file = verbs.back_up(founder).files[0]
    assert is_protected(file)
    assert verbs.look_at_backup(founder, file, keys_in(code.lower().replace("-", " "))).manifest.protected
    assert verbs.backup_situation(founder).protected


def test_a_mistyped_code_is_refused_and_its_group_named(coop: TestCoop) -> None:
    _founder, code = printed_code(coop)
    groups = code.split("-")
    groups[2] = groups[2][:-1] + ("7" if groups[2][-1] != "7" else "8")
    with pytest.raises(RuleBroken, match="3") as refusal:
        keys_in("-".join(groups))
    assert refusal.value.rule == "KEY-02"


def test_the_code_of_another_co_op_opens_nothing(coop: TestCoop) -> None:
    founder, _code = printed_code(coop)
    file = verbs.back_up(founder).files[0]
    with pytest.raises(RuleBroken) as refusal:
        verbs.look_at_backup(founder, file, keys_in(codes.on_paper(_other_seed())))
    assert refusal.value.rule == "BACKUP-05"


def _other_seed() -> "object":
    from coop_desk.core.crypto.secret import Secret

    return Secret(b"0123456789abcdef")


@pytest.mark.parametrize("half", ["box", "sign", "both"])
def test_another_recovery_key_put_in_the_file_receives_no_backup(coop: TestCoop, half: str) -> None:
    """A05: somebody with the file writes a key of theirs in the place of the recovery key, before a backup."""
    founder, _code = printed_code(coop)
    from coop_desk.core.compartments.trust import principal_statement
    from coop_desk.core.crypto.identity import new_identity

    mine = new_identity()

    def swap(act: object) -> None:
        row = act.session.scalar(select(Principal).where(Principal.holder == ROOT))  # type: ignore[attr-defined]
        if half in ("box", "both"):
            row.box = mine.public.box
        if half in ("sign", "both"):
            row.sign = mine.public.sign
        if half == "both":
            row.certificate = mine.sign(principal_statement(row))

    transact(coop.file, Inner("test.swap", "Échange"), None, EVERYONE, "", swap)
    with pytest.raises(RuleBroken) as refusal:
        verbs.back_up(founder)
    assert refusal.value.rule == "BACKUP-09"

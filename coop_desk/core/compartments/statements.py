"""What is signed, word for word: the certificate of somebody's keys, a delegation, a change of the recovery key."""

from coop_desk.core.compartments.model import Delegation, Principal, RootChange
from coop_desk.core.crypto.sealing import About


def principal_statement(p: Principal) -> About:
    """What a certificate signs."""
    return ["principal", p.holder, p.generation, p.box.hex(), p.sign.hex(), p.by, p.by_generation]


def delegation_statement(d: Delegation) -> About:
    """What the decision of a delegation signs: every field of it."""
    return [
        "delegation", d.id, d.compartment, d.holder, d.right, d.export, d.starts_on.isoformat(),
        d.ends_on.isoformat() if d.ends_on else None, d.same_day, d.decision, d.by, d.by_generation,
    ]  # fmt: skip


def change_statement(change: RootChange, fresh: Principal) -> About:
    """What both the former and the new recovery key sign."""
    return [
        "root", change.id, fresh.box.hex(), fresh.sign.hex(), change.former.hex(), change.by, change.by_generation,
    ]  # fmt: skip

"""From a password to a key: Argon2id with its parameters stored, measured on this PC, refused when senseless."""

import secrets
from dataclasses import dataclass
from time import perf_counter

from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

MEBIBYTE = 2**20
SALT = 16
SLOWEST = 1.5  # seconds: beyond, the cost is brought down


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id derivation costs: passes and bytes of memory."""

    passes: int = 3
    memory: int = 256 * MEBIBYTE

    @property
    def work(self) -> int:
        """Passes times memory, which the time follows."""
        return self.passes * self.memory


FULL = Cost()
LEAST = Cost(3, 64 * MEBIBYTE)
MOST = Cost(10, 1024 * MEBIBYTE)


def check_cost(cost: Cost) -> None:
    """Raise RuleBroken KEY-01 for parameters above 1 GiB or 10 passes, before any memory is taken for them."""
    if not (1 <= cost.passes <= MOST.passes and 8192 <= cost.memory <= MOST.memory):
        raise RuleBroken(
            "KEY-01",
            _(
                "Les réglages du mot de passe écrits dans ce dossier ne sont pas ceux de Coop Desk : ils ont été "
                "changés par un autre programme. Rien n’a été essayé. Restaurez la dernière sauvegarde."
            ),
        )


def new_salt() -> bytes:
    """Sixteen random bytes."""
    return secrets.token_bytes(SALT)


def key_from(password: Secret, salt: bytes, cost: Cost) -> Secret:
    """Derive the key of a password. About half a second at full cost, on purpose."""
    from nacl.pwhash import argon2id

    check_cost(cost)
    if len(salt) != SALT:
        check_cost(Cost(0, 0))
    return Secret(argon2id.kdf(32, password.reveal(), salt, opslimit=cost.passes, memlimit=cost.memory))


def new_key_from(password: Secret, wanted: Cost) -> tuple[Secret, bytes, Cost]:
    """Derive a key to seal with: itself, its fresh salt, and the cost that this PC bears.

    The cost is `wanted`, or half the memory as often as it takes over 1.5 s, never below 64 MiB.
    """
    salt, cost = new_salt(), wanted
    while True:
        before = perf_counter()
        key = key_from(password, salt, cost)
        if perf_counter() - before <= SLOWEST or cost.memory <= LEAST.memory:
            return key, salt, cost
        cost = Cost(cost.passes, max(cost.memory // 2, LEAST.memory))


def raised(stored: Cost, wanted: Cost, seconds: float) -> Cost | None:
    """Return the higher cost to seal again with, or None when the stored one is right or this PC is too slow.

    `seconds`: what the stored cost has just taken here.
    """
    if stored.passes >= wanted.passes and stored.memory >= wanted.memory:
        return None
    return wanted if seconds * wanted.work / stored.work <= SLOWEST else None

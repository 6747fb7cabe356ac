"""A secret of 16 bytes cut in n shares of which any k rebuild it; each share carries its own checksum.

A wrong share gives a wrong secret without any error: whoever rebuilds compares the public key afterwards.
"""

from hashlib import blake2b

from coop_desk.core.crypto import codes
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

SIZE = 16
_CHECK = 4
SHARE_SIZE = 1 + SIZE + _CHECK  # index, share, checksum


def split(secret: Secret, k: int, n: int, owner: bytes) -> list[str]:
    """Return n printable shares of which k rebuild the secret; `owner` (the root's public key) ties them to a co-op."""
    from Crypto.Protocol.SecretSharing import Shamir

    if not (2 <= k <= n <= 16) or len(secret.reveal()) != SIZE:
        raise RuleBroken("KEY-03", _("Choisissez de 2 à 16 personnes, dont deux au moins pour ouvrir."))
    return [codes.written(_with_check(index, part, owner)) for index, part in Shamir.split(k, n, secret.reveal())]


def combined(shares: list[str], k: int, owner: bytes) -> Secret:
    """Rebuild the secret. Raises RuleBroken KEY-03 naming the share that is wrong, foreign, repeated or missing."""
    from Crypto.Protocol.SecretSharing import Shamir

    parts: dict[int, bytes] = {}
    for place, share in enumerate(shares, 1):
        try:
            raw = codes.read(share, SHARE_SIZE)
        except RuleBroken as fault:
            raise RuleBroken("KEY-03", _("Part n° {n}. {why}").format(n=place, why=fault.message)) from None
        index, part = raw[0], raw[1 : 1 + SIZE]
        if raw != _with_check(index, part, owner):
            raise RuleBroken("KEY-03", _("La part n° {n} n’est pas de cette coopérative.").format(n=place))
        if index in parts:
            raise RuleBroken("KEY-03", _("La part n° {n} a déjà été donnée.").format(n=place))
        parts[index] = part
    if len(parts) < k:
        raise RuleBroken("KEY-03", _("Il faut {k} parts pour ouvrir ; {n} données.").format(k=k, n=len(parts)))
    return Secret(Shamir.combine(list(parts.items())[:k]))


def to_seal(share: str) -> Secret:
    """Return a printed share as what is sealed to its trustee."""
    return Secret(share.encode())


def unsealed(secret: Secret) -> tuple[int, str]:
    """Return the index and the code of a share that its trustee has opened."""
    share = secret.reveal().decode()
    return codes.read(share, SHARE_SIZE)[0], share


def check(share: str, owner: bytes) -> None:
    """Raise RuleBroken KEY-02 or KEY-03 unless the code of a share is whole and of this co-op."""
    raw = codes.read(share, SHARE_SIZE)
    if raw != _with_check(raw[0], raw[1 : 1 + SIZE], owner):
        raise RuleBroken("KEY-03", _("Cette part n’est pas de cette coopérative."))


def _with_check(index: int, part: bytes, owner: bytes) -> bytes:
    content = bytes([index]) + part
    return content + blake2b(content, key=owner[:32], digest_size=_CHECK).digest()

"""The key of one urn, derived from a secret that its scrutineers share out; each ballot is sealed to its public half.

A ballot is sealed by libsodium's sealed box (X25519, XSalsa20-Poly1305): 48 bytes more than what is inside, whatever
it says. The key belongs to one vote alone, since the digest of what is voted on goes into it.
"""

import secrets
from hashlib import blake2b, sha256

from coop_desk.core.crypto import shamir
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.crypto.secret import Secret

PLAIN = 512
"""Bytes of a ballot before it is sealed."""
LAYER = 48
"""Bytes that each seal adds."""


class UrnKey:
    """Both halves of the key of an urn, or of its mixer."""

    __slots__ = ("_box", "public")

    def __init__(self, box: Secret) -> None:
        from nacl.bindings import crypto_scalarmult_base

        self._box = box
        self.public = bytes(crypto_scalarmult_base(box.reveal()))

    def __repr__(self) -> str:
        return f"UrnKey({proof(self.public)})"

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises Unopened when it was altered, or sealed to another key."""
        from nacl.bindings import crypto_box_seal_open
        from nacl.exceptions import CryptoError

        opened: bytes | None = None
        try:
            opened = bytes(crypto_box_seal_open(sealed, self.public, self._box.reveal()))
        except (CryptoError, TypeError, ValueError):
            opened = None  # said below, outside of the fault and of its frames
        if opened is None:
            raise Unopened
        return opened

    def forget(self) -> None:
        """Drop the secret half."""
        self._box.forget()


def new_secret() -> Secret:
    """A fresh secret to share out."""
    return Secret(secrets.token_bytes(shamir.SIZE))


def urn_key(secret: Secret, election: bytes) -> UrnKey:
    """Return the key of the vote whose definition has this SHA-256: another vote, another key."""
    return UrnKey(Secret(blake2b(secret.reveal(), key=election, digest_size=32).digest()))


def mixer_key(secret: Secret, election: bytes) -> UrnKey:
    """Return the key of the outer layer, held by the mixer alone."""
    return UrnKey(Secret(blake2b(secret.reveal(), key=election, digest_size=32, person=b"mixer").digest()))


def seal(content: bytes, *publics: bytes) -> bytes:
    """Seal to each public key in turn, the last outermost; each knows nothing of what is inside."""
    from nacl.bindings import crypto_box_seal

    for public in publics:
        content = bytes(crypto_box_seal(content, public))
    return content


def proof(public: bytes) -> str:
    """Twenty characters of a public key, printed in the minutes and compared aloud."""
    text = sha256(public).hexdigest()[:20].upper()
    return "-".join(text[i : i + 4] for i in range(0, 20, 4))

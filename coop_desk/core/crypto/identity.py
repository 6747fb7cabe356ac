"""The two pairs of keys of one person (X25519 to receive, Ed25519 to sign), and the bundle a password opens."""

import json
import secrets
from base64 import b32encode, b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from coop_desk.core.crypto import passwords
from coop_desk.core.crypto.passwords import Cost
from coop_desk.core.crypto.sealing import About, Unopened, canonical, pack, seal, unpack, unseal
from coop_desk.core.crypto.secret import Secret

BUNDLE_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others know of a person's keys: nothing is believed of them before their certificate is verified."""

    box: bytes
    sign: bytes

    @property
    def fingerprint(self) -> str:
        """Twenty characters to compare aloud: "ABCD-EFGH-…"."""
        text = b32encode(blake2b(self.box + self.sign, digest_size=16).digest()).decode()[:20]
        return "-".join(text[i : i + 4] for i in range(0, 20, 4))


class Identity:
    """The secret halves of one person's two pairs."""

    __slots__ = ("_box", "_sign", "public")

    def __init__(self, box: Secret, sign: Secret) -> None:
        from nacl.bindings import crypto_scalarmult_base, crypto_sign_seed_keypair

        self._box = box
        self._sign = sign
        self.public = PublicKeys(
            crypto_scalarmult_base(box.reveal()),
            crypto_sign_seed_keypair(sign.reveal())[0],
        )

    def __repr__(self) -> str:
        return f"Identity({self.public.fingerprint})"

    def sign(self, about: About) -> bytes:
        """Sign a statement, whose first word says what kind it is."""
        from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

        return bytes(crypto_sign(canonical(about), crypto_sign_seed_keypair(self._sign.reveal())[1])[:64])

    def open(self, ciphertext: bytes) -> Secret:
        """Open what was sealed to the public half. Raises Unopened."""
        from nacl.bindings import crypto_box_seal_open
        from nacl.exceptions import CryptoError

        opened: Secret | None = None
        try:
            opened = Secret(crypto_box_seal_open(ciphertext, self.public.box, self._box.reveal()))
        except (CryptoError, TypeError, ValueError):
            opened = None  # said below, outside of the fault and of its frames
        if opened is None:
            raise Unopened
        return opened

    def parts(self) -> tuple[Secret, Secret]:
        """The two secret halves, for the bundle."""
        return self._box, self._sign

    def forget(self) -> None:
        """Drop both halves."""
        self._box.forget()
        self._sign.forget()


def new_identity() -> Identity:
    """Two fresh pairs."""
    return Identity(Secret(secrets.token_bytes(32)), Secret(secrets.token_bytes(32)))


def seal_to(box: bytes, content: Secret) -> bytes:
    """Seal to a public key; the caller has verified its certificate."""
    from nacl.bindings import crypto_box_seal

    return bytes(crypto_box_seal(content.reveal(), box))


def verify(sign: bytes, about: About, signature: bytes) -> bool:
    """True when the holder of this public key signed exactly that."""
    if len(signature) != 64 or len(sign) != 32:
        return False
    opened, fault = _library()
    try:
        opened(signature + canonical(about), sign)
    except (fault, ValueError):
        return False
    return True


@cache
def _library() -> tuple[Callable[[bytes, bytes], bytes], type[Exception]]:
    """What opens a signature and what it raises, looked up once: a journal has thousands."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import CryptoError

    return crypto_sign_open, CryptoError


@dataclass(frozen=True, slots=True)
class Bundle:
    """A person's two pairs sealed under their password, with what deriving its key takes."""

    person: int
    generation: int
    cost: Cost
    salt: bytes
    box: bytes

    def to_bytes(self) -> bytes:
        """The bundle as stored: canonical JSON with a format number."""
        return canonical(
            {
                "format": BUNDLE_FORMAT,
                "person": self.person,
                "generation": self.generation,
                "passes": self.cost.passes,
                "memory": self.cost.memory,
                "salt": b64encode(self.salt).decode(),
                "box": b64encode(self.box).decode(),
            }
        )


def bundle_from(stored: bytes) -> Bundle:
    """Read a bundle. Raises RuleBroken KEY-01 for senseless parameters, Unopened when it is no bundle."""
    try:
        said = json.loads(stored)
        bundle = Bundle(
            int(said["person"]),
            int(said["generation"]),
            Cost(int(said["passes"]), int(said["memory"])),
            b64decode(said["salt"], validate=True),
            b64decode(said["box"], validate=True),
        )
        known = said["format"] == BUNDLE_FORMAT
    except (ValueError, TypeError, LookupError, OverflowError):
        known = False
    if not known:
        raise Unopened
    passwords.check_cost(bundle.cost)
    return bundle


def seal_bundle(identity: Identity, root: bytes, password: Secret, person: int, generation: int, cost: Cost) -> Bundle:
    """Seal the pairs under a password, with the root's public key they were enrolled under (empty: none yet).

    On a slow PC at less than this cost: see `passwords.new_key_from`.
    """
    key, salt, cost = passwords.new_key_from(password, cost)
    about: About = ["bundle", person, generation]
    return Bundle(person, generation, cost, salt, seal(key, _written(identity, root), about))


def _written(identity: Identity, root: bytes) -> bytes:
    box, sign = identity.parts()
    return pack(
        {
            "v": 1,
            "box": b64encode(box.reveal()).decode(),
            "sign": b64encode(sign.reveal()).decode(),
            "root": b64encode(root).decode(),
        }
    )


def open_bundle(bundle: Bundle, password: Secret) -> tuple[Identity, bytes]:
    """Return the pairs and the root's public key. Raises Unopened for a wrong password, RuleBroken KEY-01."""
    key = passwords.key_from(password, bundle.salt, bundle.cost)
    said = unpack(unseal(key, bundle.box, ["bundle", bundle.person, bundle.generation]))
    return Identity(Secret(b64decode(said["box"])), Secret(b64decode(said["sign"]))), b64decode(said["root"])

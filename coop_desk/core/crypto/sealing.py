"""Seal and open: XChaCha20-Poly1305, nonce in front, authenticated data that names the kind of object.

A payload is JSON with its version "v", compressed over 512 bytes, padded to a multiple of 256: its length tells little.
"""

import json
import secrets
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from coop_desk.core.crypto.secret import Secret

NONCE = 24
KEY = 32
BLOCK = 256
COMPRESSED_OVER = 512
LARGEST = 4 * 2**20  # unpacked: a payload is one record, never a file

About = list[Any]  # what a sealed thing is: its kind first, then the ids that place it


class Unopened(Exception):
    """A sealed thing does not open with this key, in this place: it was altered, moved, or is another's."""


def canonical(about: Any) -> bytes:
    """Return JSON that has one form only: UTF-8, sorted keys, no spaces, no floats."""
    _no_float((about,))
    return _encoder.encode(about).encode()


# A payload that held itself would go too deep for `_no_float` first.
_encoder = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
_PLAIN = frozenset({str, int, bool, type(None)})


def _no_float(values: Iterable[Any]) -> None:
    for value in values:
        if type(value) in _PLAIN:
            continue
        if isinstance(value, float):
            raise TypeError("no float in what is sealed or signed: cents, thousandths, dates as text")
        if isinstance(value, dict):
            _no_float(value.values())
        elif isinstance(value, list | tuple):
            _no_float(value)


@cache
def _library() -> tuple[Callable[..., bytes], Callable[..., bytes], type[Exception]]:
    """What seals, what opens, and what it raises: imported when something is sealed, and looked up once."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt
    from nacl.exceptions import CryptoError

    return encrypt, decrypt, CryptoError


def new_key() -> Secret:
    """A fresh key of 32 random bytes."""
    return Secret(secrets.token_bytes(KEY))


def seal(key: Secret, content: bytes, about: About) -> bytes:
    """Return nonce and ciphertext; `about` must be said again, word for word, to open."""
    if key.size != KEY:
        raise ValueError("a sealing key has 32 bytes")
    nonce = secrets.token_bytes(NONCE)
    encrypt, _decrypt, _fault = _library()
    return nonce + bytes(encrypt(content, canonical(about), nonce, key.reveal()))


def unseal(key: Secret, box: bytes, about: About) -> bytes:
    """Return what was sealed. Raises Unopened; the fault of the library and its key stay out of the error."""
    _encrypt, decrypt, fault = _library()
    opened: bytes | None = None
    if len(box) > NONCE:
        try:
            opened = decrypt(box[NONCE:], canonical(about), box[:NONCE], key.reveal())
        except (fault, TypeError, ValueError):
            opened = None  # said below, outside of the fault and of its frames
    if opened is None:
        raise Unopened
    return opened


def seal_key(key: Secret, inner: Secret, about: About) -> bytes:
    """Seal a key under another."""
    return seal(key, inner.reveal(), about)


def unseal_key(key: Secret, box: bytes, about: About) -> Secret:
    """Return the key that was sealed. Raises Unopened."""
    return Secret(unseal(key, box, about))


def pack(payload: dict[str, Any]) -> bytes:
    """Write a payload as bytes to seal: JSON, compressed when long, padded."""
    if not isinstance(payload.get("v"), int):
        raise TypeError('a payload says its version: "v"')
    text = canonical(payload)
    content = b"z" + zlib.compress(text, 6) if len(text) > COMPRESSED_OVER else b"j" + text
    return len(content).to_bytes(4, "big") + content + b"\0" * (-(len(content) + 4) % BLOCK)


def unpack(content: bytes) -> dict[str, Any]:
    """Read a payload back. Raises Unopened when it is none of ours."""
    length = int.from_bytes(content[:4], "big")
    inner = content[4 : 4 + length]
    if len(content) % BLOCK or len(inner) != length or not inner:
        raise Unopened
    try:
        text = _inflated(inner[1:]) if inner[:1] == b"z" else inner[1:]
        payload = json.loads(text.decode())
    except (zlib.error, ValueError):
        payload = None
    if not isinstance(payload, dict) or not isinstance(payload.get("v"), int):
        raise Unopened
    return payload


def _inflated(content: bytes) -> bytes:
    stream = zlib.decompressobj()
    text = stream.decompress(content, LARGEST)
    if stream.unconsumed_tail or not stream.eof:
        raise Unopened
    return text

"""Unfinished forms, sealed by a person to their own public key: nobody else opens them, nor slips in others."""

from typing import Any

from coop_desk.core.crypto import identity
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.sealing import Unopened, pack, unpack
from coop_desk.core.crypto.secret import Secret


def seal_drafts(ring: Keyring, place: str, forms: list[dict[str, Any]]) -> bytes:
    """Seal what was typed in one co-op to oneself, signed."""
    said = ring.sign(["draft", ring.person_id, place, forms]).hex()
    return identity.seal_to(ring.public.box, Secret(pack({"v": 1, "forms": forms, "signature": said})))


def open_drafts(ring: Keyring, place: str, box: bytes) -> list[dict[str, Any]]:
    """Open one's own drafts. Raises Unopened when they are not, or are of another co-op."""
    payload = unpack(ring.open(box).reveal())
    forms = payload.get("forms")
    signature = payload.get("signature")
    if not isinstance(forms, list) or not isinstance(signature, str):
        raise Unopened
    about = ["draft", ring.person_id, place, forms]
    if not identity.verify(ring.public.sign, about, bytes.fromhex(signature)):
        raise Unopened
    return forms

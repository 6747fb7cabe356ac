"""The side file `coop.keys`: for each account, what its password opens, and the key of the file sealed to it.

Replaced whole, the previous one staying as `coop.keys.1`. Two bundles of a person stand in it while a change of theirs
may not have been committed, two keys while the file passes from one to the other: the newest bundle and the present
key come first. Logins are not written in it, only their marks.
"""

import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from coop_desk.core import saving
from coop_desk.core.crypto import derive, passwords
from coop_desk.core.crypto.identity import Bundle, Identity, PublicKeys, bundle_from, open_bundle
from coop_desk.core.crypto.sealing import Unopened, canonical
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.database import is_sealed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.strict_json import read_json
from coop_desk.core.words import fold

DATABASE, KEYS = "coop.db", "coop.keys"
_NEXT = f"{KEYS}.next"
FORMAT = 1
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Slot:
    """One account: the mark of its login, its bundles (newest first), the file's keys sealed to it."""

    mark: str
    person: int
    bundles: tuple[bytes, ...]
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class RootSlot:
    """The file's keys sealed to the recovery key, whose public halves tell its code from others."""

    public: PublicKeys
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """The whole side file."""

    salt: bytes
    root: RootSlot | None = None
    slots: tuple[Slot, ...] = ()

    def mark(self, login: str) -> str:
        """How a login is written here."""
        return blake2b(fold(login.strip()).encode(), key=self.salt, digest_size=16).hexdigest()

    def of_person(self, person: int) -> Slot | None:
        """The slot of a person, None when they have none."""
        return next((slot for slot in self.slots if slot.person == person), None)

    def with_slot(self, slot: Slot) -> "Slots":
        """Put one person's slot in place of theirs."""
        return replace(self, slots=(*(s for s in self.slots if s.person != slot.person), slot))


@dataclass(frozen=True, slots=True)
class Opened:
    """What a password opened: the bundle, the pairs in it, the root they were enrolled under, the file's keys."""

    bundle: Bundle
    identity: Identity
    root: bytes
    keys: tuple[Secret, ...]


def empty() -> Slots:
    """Slots for nobody yet."""
    return Slots(secrets.token_bytes(16))


def present(folder: Path) -> bool:
    """True when the folder has a side file, or the previous one."""
    return any((folder / name).exists() for name in (KEYS, f"{KEYS}.1"))


def read(folder: Path) -> Slots:
    """Return the slots in use: those of the previous file when the last one is damaged. Raises RuleBroken KEY-30."""
    for name in (KEYS, f"{KEYS}.1"):
        try:
            return from_bytes((folder / name).read_bytes())
        except _UNREADABLE:
            continue
    raise missing()


def missing() -> RuleBroken:
    """The refusal for a folder without readable slots."""
    return RuleBroken(
        "KEY-30",
        _(
            "Le fichier des clés « {name} » manque ou est abîmé : le dossier ne peut pas être ouvert sans lui. "
            "Rien n’a été changé. Restaurez la dernière sauvegarde, qui le contient."
        ).format(name=KEYS),
    )


def prepare(folder: Path, slots: Slots) -> None:
    """Write the first slots beside, for a file about to be sealed: they count once `finish_sealing` is called."""
    saving.save(folder / _NEXT, to_bytes(slots))


def finish_sealing(folder: Path) -> None:
    """Put in place the first slots of a file that is sealed by now, also when the program was killed in between."""
    if (folder / _NEXT).exists():
        if is_sealed(folder / DATABASE) and not present(folder):
            os.replace(folder / _NEXT, folder / KEYS)
        else:
            (folder / _NEXT).unlink()


def write(folder: Path, slots: Slots) -> None:
    """Replace the side file; whatever happens, this one or the previous one is there and reads."""
    path = folder / KEYS
    with suppress(*_UNREADABLE):  # a damaged one does not take the place of the previous one, which reads
        present = path.read_bytes()
        from_bytes(present)
        saving.save(folder / f"{KEYS}.1", present)
    saving.save(path, to_bytes(slots))


def opened_by(slots: Slots, login: str, password: str) -> Opened | None:
    """Try a password on the slot of a login. None when it does not match; an unknown login takes as long.

    Raises RuleBroken KEY-01 when the parameters written in the slot make no sense.
    """
    mark, typed = slots.mark(login), Secret(password.encode())
    slot = next((s for s in slots.slots if s.mark == mark), None)
    if slot is None:
        _nothing_opens(slots, mark, typed)
        return None
    for stored in slot.bundles:
        try:
            bundle = bundle_from(stored)
            identity, root = open_bundle(bundle, typed)
            if bundle.person == slot.person:
                return Opened(bundle, identity, root, tuple(identity.open(key) for key in slot.keys))
        except Unopened:
            continue
    return None


def opened_by_seed(slots: Slots, seed: Secret) -> tuple[Secret, ...]:
    """Open the file's keys with the recovery seed. Raises RuleBroken KEY-20 for the code of another co-op."""
    identity = derive.recovery_identity(seed)
    root = slots.root
    try:
        keys = tuple(identity.open(key) for key in root.keys) if root is not None else ()
    except Unopened:
        keys = ()
    finally:
        identity.forget()
    if not keys:
        raise RuleBroken(
            "KEY-20",
            _(
                "Ce code est bien recopié, mais ce n’est pas celui de cette coopérative : l’empreinte {given} n’est "
                "pas {expected}. Cherchez la feuille qui porte cette dernière."
            ).format(
                given=identity.public.fingerprint,
                expected=root.public.fingerprint if root is not None else _("celle du dossier"),
            ),
        )
    return keys


def opened_by_box(slots: Slots, box: Secret) -> tuple[Secret, ...]:
    """Open the file's keys with the secret half of anybody's X25519 pair; nothing when it is nobody's here."""
    identity = Identity(box, box)  # it only opens: the half that signs does not matter
    found = []
    sealed = [*(slots.root.keys if slots.root is not None else ()), *(key for s in slots.slots for key in s.keys)]
    for ciphertext in sealed:
        with suppress(Unopened):
            found.append(identity.open(ciphertext))
    return tuple(found)


def _nothing_opens(slots: Slots, mark: str, typed: Secret) -> None:
    """Spend what a known login costs, with a salt that is the same each time."""
    salt = blake2b(mark.encode(), key=slots.salt, digest_size=passwords.SALT).digest()
    passwords.key_from(typed, salt, usual_cost(slots))


def usual_cost(slots: Slots) -> passwords.Cost:
    """What the passwords of this file cost to try."""
    return next((bundle.cost for bundle in _bundles(slots)), passwords.FULL)


def _bundles(slots: Slots) -> Iterator[Bundle]:
    for slot in slots.slots:
        for stored in slot.bundles[:1]:
            try:
                yield bundle_from(stored)
            except (Unopened, RuleBroken):
                continue


def to_bytes(slots: Slots) -> bytes:
    """Write the side file: canonical JSON with its format number and checksum."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "salt": slots.salt.hex(),
        "root": None,
        "slots": [
            {
                "mark": slot.mark,
                "person": slot.person,
                "bundles": [_text(one) for one in slot.bundles],
                "keys": [_text(key) for key in slot.keys],
            }
            for slot in slots.slots
        ],
    }
    if slots.root is not None:
        public = slots.root.public
        said["root"] = {
            "box": _text(public.box),
            "sign": _text(public.sign),
            "keys": [_text(key) for key in slots.root.keys],
        }
    return canonical({"checksum": _checksum(said), "content": said})


def from_bytes(content: bytes) -> Slots:
    """Read a side file. Raises ValueError, LookupError or TypeError when it is none, or not whole."""
    whole = read_json(content)
    said = whole["content"]
    if whole["checksum"] != _checksum(said) or said["format"] != FORMAT:
        raise ValueError("not a side file of keys")
    root = said["root"]
    return Slots(
        bytes.fromhex(said["salt"]),
        RootSlot(PublicKeys(_bytes(root["box"]), _bytes(root["sign"])), _several(root["keys"])) if root else None,
        tuple(
            Slot(str(one["mark"]), int(one["person"]), _several(one["bundles"]), _several(one["keys"]))
            for one in said["slots"]
        ),
    )


def _checksum(said: Any) -> str:
    return blake2b(canonical(said), digest_size=16).hexdigest()


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _several(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(_bytes(text) for text in texts)

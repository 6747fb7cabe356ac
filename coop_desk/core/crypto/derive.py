"""Keys that derive from keys, by keyed BLAKE2b over length-prefixed parts."""

from hashlib import blake2b

from coop_desk.core.crypto.identity import Identity
from coop_desk.core.crypto.secret import Secret


def derived(key: Secret, *parts: str | int | bytes, size: int = 32) -> bytes:
    """Keyed BLAKE2b of the parts, each with its length in front so that no two lists read the same."""
    said = bytearray()
    for part in parts:
        content = part if isinstance(part, bytes) else str(part).encode()
        said += len(content).to_bytes(4, "big")
        said += content
    return blake2b(said, key=key.reveal(), digest_size=size).digest()


def subject_key(key: Secret, person: int) -> Secret:
    """S: the key of one person's records in a compartment, which that person holds too."""
    return Secret(derived(key, "subject", person))


def tag(subject: Secret) -> bytes:
    """The opaque mark beside a person's records: finds them without naming anybody."""
    return derived(subject, "tag", size=16)


def key_id(key: Secret) -> bytes:
    """What the signed epoch says of its key, so that another key is not passed off as it."""
    return derived(key, "id", size=16)


def drop_identity(key: Secret) -> Identity:
    """The pair of the drop-box: its public half is in the epoch, its secret one known to key holders only."""
    return Identity(Secret(derived(key, "drop", "box")), Secret(derived(key, "drop", "sign")))


def equality(key: Secret, kind: str, value: str) -> bytes:
    """Equal for equal values under one key: finds the same IBAN twice without opening anything."""
    return derived(key, "equal", kind, value, size=16)


def writer_mark(key: Secret, *parts: str | int | bytes) -> bytes:
    """What only a holder of the whole compartment can write in a record: its subject holds S and cannot forge it."""
    return derived(key, "written", *parts, size=16)


def recovery_identity(seed: Secret) -> Identity:
    """The two pairs of the recovery key, from the 16 bytes of the root seed."""
    return Identity(Secret(derived(seed, "recovery", "box")), Secret(derived(seed, "recovery", "sign")))

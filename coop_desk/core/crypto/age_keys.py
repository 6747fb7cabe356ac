"""X25519 keys written as the public `age` program writes them, in bech32 (BIP 173)."""

from coop_desk.core.crypto.derive import recovery_identity
from coop_desk.core.crypto.secret import Secret

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def public(box: bytes) -> str:
    """Write a public key: `age1…`."""
    return bech32("age", box)


def of_recovery(seed: Secret) -> str:
    """Write the secret half of the recovery key: `AGE-SECRET-KEY-1…`. It opens every backup: show it to nobody."""
    box, _sign = recovery_identity(seed).parts()
    return of_box(box)


def of_box(box: Secret) -> str:
    """Write the secret half of anybody's X25519 pair: `AGE-SECRET-KEY-1…`."""
    return bech32("age-secret-key-", box.reveal()).upper()


def secret(written: str) -> Secret:
    """Read a secret key as `age-keygen` writes it. Raises ValueError when it is none."""
    _name, _one, letters = written.strip().lower().rpartition("1")
    fives = [_ALPHABET.index(letter) for letter in letters[:-6]]
    bits = "".join(f"{five:05b}" for five in fives)
    content = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits) - len(bits) % 8, 8))
    if len(content) != 32 or bech32("age-secret-key-", content) != written.strip().lower():
        raise ValueError("no secret age key")
    return Secret(content)


def bech32(name: str, content: bytes) -> str:
    """Write bytes in bech32 with its six check characters."""
    fives = _in_fives(content)
    spread = [ord(c) >> 5 for c in name] + [0] + [ord(c) & 31 for c in name]
    check = _polymod(spread + fives + [0] * 6) ^ 1
    ends = [check >> 5 * (5 - i) & 31 for i in range(6)]
    return f"{name}1{''.join(_ALPHABET[v] for v in fives + ends)}"


def _in_fives(content: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in content)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate(_GENERATORS):
            check ^= generator if top >> i & 1 else 0
    return check

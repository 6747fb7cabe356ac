"""Secrets on paper: Crockford's base 32 in groups of four, each with a check character that locates a slip."""

from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"  # Crockford's own 37 check characters
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUP = 4


def written(secret: bytes) -> str:
    """Return the code of a secret: groups of four characters and one check, "7KQ3M-…"."""
    digits = -(-len(secret) * 8 // 5)
    digits += -digits % GROUP
    number = int.from_bytes(secret, "big") << (digits * 5 - len(secret) * 8)
    text = "".join(ALPHABET[(number >> (5 * (digits - 1 - i))) & 31] for i in range(digits))
    groups = [text[i : i + GROUP] for i in range(0, digits, GROUP)]
    return "-".join(g + _check(g, place) for place, g in enumerate(groups, 1))


def read(code: str, size: int) -> bytes:
    """Return the secret of that many bytes from a typed code. Raises RuleBroken KEY-02 naming the wrong group."""
    digits = -(-size * 8 // 5)
    digits += -digits % GROUP
    typed = "".join(c for c in code.upper() if not c.isspace() and c != "-")
    groups = [typed[i : i + GROUP + 1] for i in range(0, len(typed), GROUP + 1)]
    for place, group in enumerate(groups, 1):
        body = group[:GROUP].translate(_READ_AS)
        if len(group) != GROUP + 1 or any(c not in ALPHABET for c in body) or _check(body, place) != _read_check(group):
            raise RuleBroken(
                "KEY-02",
                _("Le groupe n° {n} du code est mal recopié : comparez-le au papier, caractère par caractère.").format(
                    n=place
                ),
            )
    if len(groups) != digits // GROUP:
        raise RuleBroken(
            "KEY-02",
            _("Ce code compte {n} groupes ; on en attend {wanted}. Recopiez-le en entier.").format(
                n=len(groups), wanted=digits // GROUP
            ),
        )
    number = 0
    for character in "".join(g[:GROUP].translate(_READ_AS) for g in groups):
        number = number * 32 + ALPHABET.index(character)
    spare = digits * 5 - size * 8
    if number & ((1 << spare) - 1):
        raise RuleBroken(
            "KEY-02", _("Le dernier groupe du code est mal recopié : comparez-le au papier, caractère par caractère.")
        )
    return (number >> spare).to_bytes(size, "big")


def on_paper(secret: Secret) -> str:
    """Return the code of a secret, to be printed and nothing else."""
    return written(secret.reveal())


def held(code: str) -> Secret:
    """Hold a code that is a secret by itself, until it is told again by `told`."""
    return Secret(code.encode())


def told(code: Secret) -> str:
    """Return a code that was held, to be printed or compared and nothing else."""
    return code.reveal().decode()


def typed(code: str, size: int) -> Secret:
    """Return the secret of a typed code. Raises RuleBroken KEY-02 naming the wrong group."""
    return Secret(read(code, size))


def length(size: int) -> int:
    """Return how many characters the code of that many bytes has, checks included, dashes left out."""
    digits = -(-size * 8 // 5)
    return -(-digits // GROUP) * (GROUP + 1)


def folded(group: str) -> str:
    """Write typed characters as they are compared: capitals, no spaces nor dashes, O as 0, I and L as 1."""
    return "".join(c for c in group.upper() if not c.isspace() and c != "-").translate(_READ_AS)


def _check(group: str, place: int) -> str:
    number = place  # two groups swapped are seen too
    for character in group:
        number = number * 32 + ALPHABET.index(character)
    return CHECKS[number % 37]


def _read_check(group: str) -> str:
    last = group[-1]
    return last if last == "U" else last.translate(_READ_AS)

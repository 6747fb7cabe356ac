"""A password that the program proposes: words drawn at random, that one can type, note and learn."""

import secrets
from functools import cache

from coop_desk.core import resources

WORDS = 8
"""Of 1 682 words each: more than 85 bits, where 80 are asked for (CNIL, délibération n° 2022-100)."""


def proposed_password() -> str:
    """Return words of five to eight letters without accents, another time others."""
    return " ".join(secrets.choice(_words()) for _word in range(WORDS))


@cache
def _words() -> tuple[str, ...]:
    return tuple(resources.path("password-words.txt").read_text(encoding="utf-8").split())

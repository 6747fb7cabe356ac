"""What was typed, made plain: spaces of every kind, dashes and dots taken away, capitals."""

import unicodedata

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

_SEPARATORS = " -–—‐‑.·/\u200b\u2060\ufeff"
LONGEST = 70


def compact(typed: str, prefix: str = "") -> str:
    """Return letters and figures in capitals, without what people put between them nor the word in front."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(c for c in plain if c not in _SEPARATORS and not c.isspace())
    return kept.removeprefix(prefix).lstrip(":") if prefix else kept


def line(typed: str, what: str, rule: str) -> str:
    """Return a line of words, single-spaced; RuleBroken when it is too long or holds what no word does."""
    words = " ".join(unicodedata.normalize("NFC", typed).split())
    if len(words) > LONGEST:
        raise RuleBroken(rule, _("{what} : {n} caractères au plus.").format(what=what, n=LONGEST))
    if not words.isprintable():
        raise RuleBroken(rule, _("{what} : un caractère invisible s’y trouve. Ressaisissez.").format(what=what))
    return words


def rank(number: int) -> str:
    """Write a rank: 1er, 2e."""
    return _("1er") if number == 1 else _("{n}e").format(n=number)

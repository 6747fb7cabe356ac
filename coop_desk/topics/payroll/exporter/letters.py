"""Letters that a file cannot hold: written as others when the preset says so, else named, and never replaced by `?`."""

import unicodedata

_AS = {
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "…": "...", "€": "EUR",
    "°": "o", "№": "No", "×": "x", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip


def unwritable(text: str, encoding: str) -> str:
    """The letters of a text that the encoding does not have, each once."""
    if _has(encoding, text):
        return ""
    return "".join(letter for letter in dict.fromkeys(text) if not _has(encoding, letter))


def transliterated(text: str, encoding: str) -> str:
    """The text with each letter that the encoding lacks written as its plain neighbours; those without any stay."""
    if _has(encoding, text):
        return text
    return "".join(letter if _has(encoding, letter) else _plain(letter, encoding) for letter in text)


def _plain(letter: str, encoding: str) -> str:
    plain = _AS.get(letter) or "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return plain if plain and not unwritable(plain, encoding) else letter


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

"""What a person typed as it reads: accents joined to their letters, no mark that cannot be seen."""

import unicodedata

LONGEST_NAME = 200
_HARMLESS = {"\u200b", "\u2060", "\ufeff", "\u00ad"}
_KEPT = {"\n", "\t", "\u200c", "\u200d"}
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def plain(text: str) -> str:
    """Return the text as it reads. Raises ValueError for control characters, marks of direction and half letters."""
    kept = "".join(character for character in unicodedata.normalize("NFC", text) if character not in _HARMLESS)
    if any(unicodedata.category(character) in _HIDDEN and character not in _KEPT for character in kept):
        raise ValueError("hidden")
    return kept

"""The one door for translation: French is the source text, other languages are catalogues."""

import gettext
from fractions import Fraction

from coop_desk.core import resources

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def choose_language(code: str) -> None:
    """Speak this language from now on ("fr", "en"); French when there is no catalogue for it."""
    global _catalogue
    folder = str(resources.path("translations"))
    _catalogue = gettext.translation("coop_desk", folder, languages=[code], fallback=True)


def speaks_french() -> bool:
    """Whether the texts are shown as they are written: no other catalogue was found."""
    return not isinstance(_catalogue, gettext.GNUTranslations)


def _(text: str) -> str:
    """Return the text in the language chosen."""
    return _catalogue.gettext(text)


def ngettext(singular: str, plural: str, count: int | Fraction) -> str:
    """Return the form that fits the count; French uses the singular for 0 and 1."""
    if isinstance(_catalogue, gettext.GNUTranslations):
        return _catalogue.ngettext(singular, plural, int(count))
    return singular if abs(int(count)) < 2 else plural


def N_(text: str) -> str:  # noqa: N802
    """Mark a text for translation without translating it yet."""
    return text

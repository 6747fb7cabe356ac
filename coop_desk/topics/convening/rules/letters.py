"""The words of a letter and their placeholders: {assemblee}, {jour}… Nothing else between braces is read."""

import re
from collections.abc import Mapping

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import listed

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LIMIT = 5000


def check_words(words: str, known: Mapping[str, str]) -> None:
    """Refuse words that are empty, too long, or name a placeholder that does not exist."""
    if not words.strip():
        raise RuleBroken("LETTER-01", _("Ce texte est vide. Pour retrouver celui d’origine, choisissez « Rétablir »."))
    if len(words) > LIMIT:
        raise RuleBroken("LETTER-01", _("Ce texte est trop long : 5000 caractères au plus."))
    unknown = [found for found in _PLACEHOLDER.findall(words) if found not in known]
    if unknown or words.count("{") != words.count("}"):
        raise RuleBroken(
            "LETTER-02",
            _("Ces mots entre accolades ne sont pas connus : {unknown}. Utilisez {known}.").format(
                unknown=listed([f"{{{word}}}" for word in unknown]) or "{",
                known=listed([f"{{{word}}}" for word in known]),
            ),
        )


def filled(words: str, values: Mapping[str, str]) -> str:
    """Put the values in place of the placeholders; an unknown one is left as it is written."""
    return _PLACEHOLDER.sub(lambda found: values.get(found.group(1), found.group(0)), words)

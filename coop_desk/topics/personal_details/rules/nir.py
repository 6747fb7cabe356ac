"""The social-security number: fifteen characters with the key, Corsica and provisional numbers included."""

from itertools import pairwise

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.topics.personal_details.rules.typing import compact, rank

LENGTH = 15
_DEPARTMENT = slice(5, 7)
_PROVISIONAL = "3478"
_MONTHS = (*range(1, 13), *range(20, 43), *range(50, 100))  # beyond 12: the month of birth is not known


def read_nir(typed: str) -> str:
    """Return the number without spaces. Raises RuleBroken NIR-01 that says where the fault is."""
    from stdnum.exceptions import ValidationError
    from stdnum.fr import nir

    number = compact(typed)
    if not number:
        raise _wrong(_("Saisissez le numéro de sécurité sociale : il figure sur la carte Vitale et son attestation."))
    _check_characters(number)
    if len(number) == LENGTH - 2:
        raise _wrong(_("Il manque la clé : les deux derniers chiffres, un peu à part sur la carte Vitale."))
    if len(number) < LENGTH:
        missing = LENGTH - len(number)
        raise _wrong(
            ngettext(
                "Le numéro compte 15 caractères avec sa clé : il en manque {n}.",
                "Le numéro compte 15 caractères avec sa clé : il en manque {n}.",
                missing,
            ).format(n=missing)
        )
    if len(number) > LENGTH:
        more = len(number) - LENGTH
        raise _wrong(
            ngettext(
                "Le numéro compte 15 caractères avec sa clé : il y en a {n} de trop.",
                "Le numéro compte 15 caractères avec sa clé : il y en a {n} de trop.",
                more,
            ).format(n=more)
        )
    _check_parts(number)
    try:
        return str(nir.validate(number))
    except ValidationError:
        raise _wrong(
            _("La clé (les deux derniers chiffres) ne correspond pas aux treize autres caractères. Relisez le numéro.")
        ) from None


def is_provisional(number: str) -> bool:
    """True for a number given while the final one is awaited."""
    return number[:1] in _PROVISIONAL


def spaced(number: str) -> str:
    """Write a number as on the card: sex, year, month, department, town, order, key."""
    cuts = (0, 1, 3, 5, 7, 10, 13, 15)
    return " ".join(number[a:b] for a, b in pairwise(cuts))


def _check_characters(number: str) -> None:
    for place, character in enumerate(number):
        if character.isascii() and character.isdigit():
            continue
        if place == 6 and character in "AB" and number[5] == "2":
            continue
        if character.isascii() and character.isalpha():
            words = _("Le {rank} caractère est une lettre : seule la Corse en a une, 2A ou 2B, en 6e et 7e place.")
        else:
            words = _("Le {rank} caractère n’est pas un chiffre. Retirez-le.")
        raise _wrong(words.format(rank=rank(place + 1)))


def _check_parts(number: str) -> None:
    if number[0] not in "12" + _PROVISIONAL:
        raise _wrong(_("Le premier chiffre est 1 ou 2, ou 3, 4, 7 ou 8 pour un numéro provisoire."))
    if int(number[3:5]) not in _MONTHS:
        raise _wrong(_("Les 4e et 5e chiffres ne sont pas ceux d’un mois de naissance."))
    if number[_DEPARTMENT] == "00":
        raise _wrong(_("Les 6e et 7e caractères ne sont ceux d’aucun département : 99 pour l’étranger."))


def _wrong(words: str) -> RuleBroken:
    return RuleBroken("NIR-01", words)

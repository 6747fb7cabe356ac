"""IBAN and BIC: read as people type them, refused with the place of the fault and never with what was typed."""

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.topics.personal_details.rules.typing import compact, rank

SEPA = {
    *("AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR"),
    *("GB", "GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD"),
    *("ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA"),
}
"""Countries whose accounts a SEPA transfer reaches (European Payments Council, list in force in 2026)."""
_WITH_RIB_KEY = ("FR", "MC")
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def read_iban(typed: str) -> str:
    """Return the IBAN without spaces. Raises RuleBroken BANK-01 that says where the fault is."""
    iban = compact(typed, "IBAN")
    if not iban:
        raise _wrong(_("Saisissez l’IBAN : il figure sur le relevé d’identité bancaire."))
    for place, character in enumerate(iban):
        if not (character.isascii() and character.isalnum()):
            raise _wrong(
                _("Le {rank} caractère de l’IBAN n’est ni une lettre ni un chiffre. Retirez-le.").format(
                    rank=rank(place + 1)
                )
            )
    if not iban[:2].isalpha() or not iban[2:4].isdigit():
        raise _wrong(_("Un IBAN commence par les deux lettres du pays, FR pour la France, puis deux chiffres."))
    kinds = _kinds(iban[:2])
    if not kinds:
        raise _wrong(_("Les deux premières lettres ne sont celles d’aucun pays qui a des IBAN. Relisez-les."))
    _check_length(len(iban), 4 + len(kinds))
    _check_kinds(iban, kinds)
    _check_key(iban)
    return iban


def read_bic(typed: str) -> str:
    """Return the BIC in capitals, nothing when none was given. Raises RuleBroken BANK-02."""
    from stdnum import bic
    from stdnum.exceptions import ValidationError

    given = compact(typed, "BIC")
    if not given:
        return ""
    try:
        return str(bic.validate(given))
    except ValidationError:
        raise RuleBroken(
            "BANK-02",
            _(
                "Un BIC compte 8 ou 11 caractères : quatre lettres pour la banque, deux pour le pays, puis deux ou "
                "cinq lettres ou chiffres. Recopiez-le du relevé d’identité bancaire, ou laissez vide."
            ),
        ) from None


def in_fours(iban: str) -> str:
    """Write an IBAN in groups of four, as on paper."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def reached_by_sepa(iban: str) -> bool:
    """True when a SEPA transfer reaches the account."""
    return iban[:2] in SEPA


def payment_words(iban: str) -> str:
    """Say how an account abroad is paid; nothing for a French one."""
    if iban.startswith("FR"):
        return ""
    if reached_by_sepa(iban):
        return _("Compte tenu à l’étranger, dans l’espace SEPA : un virement ordinaire y arrive.")
    return _("Compte hors de l’espace SEPA : demandez à votre banque comment y virer, et à quel prix.")


def _check_length(counted: int, wanted: int) -> None:
    if counted < wanted:
        missing = ngettext("il en manque {n}.", "il en manque {n}.", wanted - counted).format(n=wanted - counted)
        raise _wrong(_("Un IBAN de ce pays compte {n} caractères : {fault}").format(n=wanted, fault=missing))
    if counted > wanted:
        more = ngettext("il y en a {n} de trop.", "il y en a {n} de trop.", counted - wanted).format(n=counted - wanted)
        raise _wrong(_("Un IBAN de ce pays compte {n} caractères : {fault}").format(n=wanted, fault=more))


def _check_kinds(iban: str, kinds: str) -> None:
    for place, kind in enumerate(kinds, start=4):
        group = rank(place // 4 + 1)
        if kind == "n" and not iban[place].isdigit():
            fault = _(
                "Dans le {group} groupe de quatre, un chiffre est attendu à la place d’une lettre : O et 0, I et 1 se "
                "ressemblent."
            )
            raise _wrong(fault.format(group=group))
        if kind == "a" and not iban[place].isalpha():
            fault = _("Dans le {group} groupe de quatre, une lettre est attendue à la place d’un chiffre.")
            raise _wrong(fault.format(group=group))


def _check_key(iban: str) -> None:
    """Refuse a wrong key; a French account has a second one, which tells on which side of the first group to look."""
    from stdnum import iban as numbers
    from stdnum.exceptions import ValidationError

    if iban[:2] in _WITH_RIB_KEY and not _rib_adds_up(iban):
        raise _wrong(
            _(
                "Après le premier groupe, le numéro de compte ne correspond pas à sa clé, les deux derniers chiffres. "
                "Relisez ces groupes."
            )
        )
    if not _adds_up(iban):
        if iban[:2] in _WITH_RIB_KEY:
            raise _wrong(
                _("Les deux chiffres qui suivent le pays (la clé) sont faux, le reste est juste. Relisez-les.")
            )
        raise _wrong(
            _("La clé (les deux chiffres qui suivent le pays) ne correspond pas au reste. Relisez groupe par groupe.")
        )
    try:
        numbers.validate(iban)
    except ValidationError:
        raise _wrong(_("Ce numéro de compte n’est pas possible dans ce pays. Relisez-le groupe par groupe.")) from None


def _adds_up(iban: str) -> bool:
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def _rib_adds_up(iban: str) -> bool:
    """True when the key at the end of a French account number is right."""
    rib = iban[4:].translate(_RIB_LETTERS)
    return (89 * int(rib[:5]) + 15 * int(rib[5:10]) + 3 * int(rib[10:21]) + int(rib[21:])) % 97 == 0


def _kinds(country: str) -> str:
    """One letter for each character after the key: n a figure, a a letter, c either; nothing for no country."""
    from re import findall

    from stdnum import numdb

    found = numdb.get("iban").info(country + "00")
    structure = str(found[0][1].get("bban", "")) if found and found[0][0] == country else ""
    return "".join(kind * int(times) for times, kind in findall(r"(\d+)!([nac])", structure))


def _wrong(words: str) -> RuleBroken:
    return RuleBroken("BANK-01", words)

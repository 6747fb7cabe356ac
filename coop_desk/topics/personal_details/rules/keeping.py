"""What is sealed: details checked and made one way, and read back without believing what is found."""

from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.personal_details.records import BankDetails, Compartment, Details, IdentityDetails
from coop_desk.topics.personal_details.rules.iban import read_bic, read_iban
from coop_desk.topics.personal_details.rules.nir import read_nir
from coop_desk.topics.personal_details.rules.typing import line

VERSION = 1


def checked(details: Details) -> Details:
    """Return the details as they are kept. Raises RuleBroken BANK-01 to BANK-03, NIR-01, NIR-03."""
    if isinstance(details, BankDetails):
        holder = line(details.account_holder, _("Titulaire du compte"), "BANK-03")
        return BankDetails(read_iban(details.iban), read_bic(details.bic), holder)
    return IdentityDetails(read_nir(details.nir), line(details.birth_place, _("Lieu de naissance"), "NIR-03"))


def compartment_of(details: Details) -> Compartment:
    """Where details of this kind are sealed."""
    return Compartment.BANK if isinstance(details, BankDetails) else Compartment.IDENTITY


def payload_of(details: Details, number: int) -> dict[str, Any]:
    """What is sealed of details that were checked; `number` tells apart what was said in the same second."""
    if isinstance(details, BankDetails):
        said = {"iban": details.iban, "bic": details.bic, "account_holder": details.account_holder}
    else:
        said = {"nir": details.nir, "birth_place": details.birth_place}
    return {"v": VERSION, "n": number, **said}


def withdrawal(number: int) -> dict[str, Any]:
    """What is sealed to say that nothing given before is in force any more."""
    return {"v": VERSION, "n": number, "out_of_force": True}


def is_withdrawal(payload: dict[str, Any]) -> bool:
    """True when a payload only says that nothing is in force any more."""
    return payload.get("v") == VERSION and payload.get("out_of_force") is True


WITHDRAWN = ("withdrawn", "")
"""By what withdrawals are found without opening anything."""


def equality_of(details: Details) -> tuple[str, str]:
    """By what two people are found to have given the same."""
    return ("iban", details.iban) if isinstance(details, BankDetails) else ("nir", details.nir)


def details_in(compartment: Compartment, payload: dict[str, Any]) -> Details | None:
    """Read what was sealed by any version; None when it is not what this program writes: never believed unread."""
    names = ("iban", "bic", "account_holder") if compartment is Compartment.BANK else ("nir", "birth_place")
    said = [payload.get(name, "") for name in names]
    if payload.get("v") != VERSION or not all(isinstance(one, str) for one in said):
        return None
    try:
        return checked(BankDetails(*said) if compartment is Compartment.BANK else IdentityDetails(*said))
    except RuleBroken:
        return None

"""The forms in which an account or a number is typed: each fault said as soon as the field is left."""

from collections.abc import Callable
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen.fields import TextField
from coop_desk.screen.form import Form
from coop_desk.topics.personal_details.records import BankDetails, Compartment, Details, IdentityDetails
from coop_desk.topics.personal_details.rules.iban import read_bic, read_iban
from coop_desk.topics.personal_details.rules.nir import read_nir

Read = Callable[[Details], object]


def details_form(compartment: Compartment, save: Read, cancel: Callable[[], object]) -> Form:
    """Make the form of one compartment; it begins empty, since nothing is shown unasked."""
    return _bank_form(save, cancel) if compartment is Compartment.BANK else _identity_form(save, cancel)


def _bank_form(save: Read, cancel: Callable[[], object]) -> Form:
    return Form(
        [
            TextField(
                "iban",
                _("IBAN"),
                required=True,
                help=_("Avec ou sans espaces, en majuscules ou non."),
                check=_fault_of(read_iban),
                rules=("BANK-01",),
            ),
            TextField(
                "bic",
                _("BIC"),
                help=_("Utile pour un compte à l’étranger."),
                check=_fault_of(read_bic),
                rules=("BANK-02",),
            ),
            TextField(
                "account_holder",
                _("Titulaire du compte"),
                help=_("Si le compte est à un autre nom, ou à deux noms."),
                rules=("BANK-03",),
            ),
        ],
        submit=_("Enregistrer"),
        on_submit=lambda values: save(BankDetails(**_words(values))),
        on_cancel=cancel,
    )


def _identity_form(save: Read, cancel: Callable[[], object]) -> Form:
    return Form(
        [
            TextField(
                "nir",
                _("Numéro de sécurité sociale"),
                required=True,
                help=_("Les 15 caractères de la carte Vitale, clé comprise ; 2A ou 2B pour la Corse."),
                check=_fault_of(read_nir),
                rules=("NIR-01", "NIR-02"),
            ),
            TextField("birth_place", _("Lieu de naissance"), rules=("NIR-03",)),
        ],
        submit=_("Enregistrer"),
        on_submit=lambda values: save(IdentityDetails(**_words(values))),
        on_cancel=cancel,
    )


def _words(values: dict[str, Any]) -> dict[str, str]:
    return {name: value or "" for name, value in values.items()}


def _fault_of(read: Callable[[str], str]) -> Callable[[Any], str | None]:
    def fault(typed: Any) -> str | None:
        try:
            read(str(typed))
        except RuleBroken as broken:
            return broken.message
        return None

    return fault

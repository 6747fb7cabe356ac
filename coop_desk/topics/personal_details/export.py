"""Confidential details as a spreadsheet, under a line that says who exported it and when."""

from collections.abc import Sequence

from coop_desk.core.i18n import _
from coop_desk.sheets.table import FileKind
from coop_desk.sheets.write import table_bytes
from coop_desk.topics.personal_details.records import BankDetails, IdentityDetails
from coop_desk.topics.personal_details.rules.iban import in_fours, payment_words
from coop_desk.topics.personal_details.rules.nir import is_provisional, spaced


def bank_file(kind: FileKind, rows: Sequence[tuple[str, BankDetails]], notice: str) -> bytes:
    """Write a line for each person who gave an account."""
    headers = [_("Nom"), _("Titulaire du compte"), _("IBAN"), _("BIC"), _("À savoir")]
    cells = [
        [name, one.account_holder or name, in_fours(one.iban), one.bic, payment_words(one.iban)] for name, one in rows
    ]
    return table_bytes(kind, headers, cells, _("Coordonnées bancaires"), notice)


def identity_file(kind: FileKind, rows: Sequence[tuple[str, IdentityDetails]], notice: str) -> bytes:
    """Write a line for each person who gave a number."""
    headers = [_("Nom"), _("Numéro de sécurité sociale"), _("Lieu de naissance"), _("À savoir")]
    cells = [
        [name, spaced(one.nir), one.birth_place, _("Numéro provisoire") if is_provisional(one.nir) else ""]
        for name, one in rows
    ]
    return table_bytes(kind, headers, cells, _("Numéros de sécurité sociale"), notice)

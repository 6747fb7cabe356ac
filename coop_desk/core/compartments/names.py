"""The compartments by name, what each is called, and the rights that a delegation of its keys carries."""

import re
import secrets
from hashlib import blake2b
from typing import Any

from coop_desk.core.crypto.sealing import canonical
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right

GOVERNANCE = "governance"
READ, WRITE, EXPORT = "read", "write", "export"
COOP = PersonId(0)
"""Whose a sealed record is when it is about the co-operative and nobody in particular: key holders alone open it."""

_WORDS = {
    GOVERNANCE: N_("Gouvernance des clés"),
    "pay": N_("Paie {year}"),
    "absence": N_("Motifs d’absence {year}"),
    "bank": N_("Coordonnées bancaires"),
    "identity": N_("Numéro de sécurité sociale et naissance"),
}
_SENTENCES = {
    GOVERNANCE: (N_("Vous signez pour la gouvernance des clés"), N_("Vous signez pour la gouvernance des clés")),
    "pay": (N_("Vous lisez les salaires de {year}"), N_("Vous lisez et enregistrez les salaires de {year}")),
    "absence": (
        N_("Vous lisez les motifs d’absence de {year}"),
        N_("Vous lisez et enregistrez les motifs d’absence de {year}"),
    ),
    "bank": (N_("Vous lisez les coordonnées bancaires"), N_("Vous lisez et enregistrez les coordonnées bancaires")),
    "identity": (
        N_("Vous lisez les numéros de sécurité sociale"),
        N_("Vous lisez et enregistrez les numéros de sécurité sociale"),
    ),
}
# To read, to write, to export: the right to export one compartment opens no other, and none exists before its verb.
RIGHTS: dict[str, tuple[Right, Right, Right | None]] = {
    "pay": (Right.PAY_READ, Right.PAY_RECORD, Right.PAY_EXPORT),
    "absence": (Right.ABSENCE_READ, Right.ABSENCE_RECORD, None),
    "bank": (Right.BANK_READ, Right.BANK_RECORD, Right.BANK_EXPORT),
    "identity": (Right.IDENTITY_READ, Right.IDENTITY_RECORD, Right.IDENTITY_EXPORT),
}


def check_name(compartment: str) -> None:
    """Raise RuleBroken KEY-05 unless it is `bank`, `identity`, `governance`, `pay/<year>` or `absence/<year>`."""
    if not re.fullmatch(r"governance|bank|identity|(?:pay|absence)/20\d\d", compartment):
        raise RuleBroken("KEY-05", _("Ce compartiment n’existe pas."))


def words_of(compartment: str) -> str:
    """What people call a compartment: "Paie 2026"."""
    kind, _slash, year = compartment.partition("/")
    return _(_WORDS[kind]).format(year=year)


def sentence_of(compartment: str, right: str) -> str:
    """What a delegation allows, said to its holder: "Vous lisez les salaires de 2026"."""
    kind, _slash, year = compartment.partition("/")
    return _(_SENTENCES[kind][right == WRITE]).format(year=year)


def number(*what: Any) -> int:
    """The one number that a thing of this description can have: the journal knows it even when the row is gone."""
    return (int.from_bytes(blake2b(canonical(list(what)), digest_size=8).digest(), "big") >> 1) or 1


def disclosure(person_id: int, generation: int) -> int:
    """The number of the mark put on keys whose password leaked."""
    return number("disclosed", person_id, generation)


def random_number() -> int:
    """Sixty-three random bits: no order, nothing to guess."""
    return secrets.randbits(63) or 1

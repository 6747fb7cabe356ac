"""The name of a file of accounting entries, and its first line."""

import re

from coop_desk.core.i18n import _
from coop_desk.core.words import integer
from coop_desk.topics.payroll.rules.fec import findings as rules
from coop_desk.topics.payroll.rules.fec.findings import Findings
from coop_desk.topics.payroll.rules.fec.values import COLUMNS, SEPARATORS, day

_NAME = re.compile(r"([0-9]{9})FEC([0-9]{8})(\.txt)?", re.IGNORECASE)


def name_faults(found: Findings, name: str) -> None:
    """Say that a file has not the legal name, SIRENFECAAAAMMJJ (FEC-22)."""
    said = _NAME.fullmatch(name)
    if said is None or day(said[2]) is None or not _is_siren(said[1]):
        found.add(
            rules.NAME, None, "", name,
            lambda: _(
                "Le fichier de l’année s’appelle SIRENFECAAAAMMJJ.txt, avec le SIREN puis la date de clôture. "
                "Renommez-le avant de le remettre à l’administration."
            ),
        )  # fmt: skip


def _is_siren(digits: str) -> bool:
    from stdnum.fr import siren

    return bool(siren.is_valid(digits))


def header_faults(found: Findings, text: str) -> tuple[str, bool]:
    """Judge the first line (FEC-01, FEC-02); return its separator, and True when the columns are not known at all."""
    separator = next((mark for mark in SEPARATORS if mark in text), "")
    if not separator:
        found.add(
            rules.SEPARATOR, 1, COLUMNS[0], text,
            lambda: _(
                "La première ligne n’est séparée ni par des tabulations ni par « | ». Refaites l’export dans ce "
                "format. La suite n’a pas été vérifiée."
            ),
        )  # fmt: skip
        return "", True
    names = text.split(separator)
    wrong = [at for at, name in enumerate(COLUMNS) if at >= len(names) or names[at] != name]
    if len(names) != len(COLUMNS):
        at = min(wrong[0] if wrong else len(COLUMNS), len(COLUMNS) - 1)
        found.add(
            rules.HEADER, 1, COLUMNS[at], names[at] if at < len(names) else "",
            lambda: _(
                "La première ligne a {n} noms de colonnes au lieu de 18. Refaites l’export avec les 18 colonnes du "
                "fichier légal. La suite n’a pas été vérifiée."
            ).format(n=integer(len(names))),
        )  # fmt: skip
        return separator, True
    if len(wrong) == len(COLUMNS):
        found.add(
            rules.HEADER, 1, COLUMNS[0], names[0],
            lambda: _("La première ligne ne donne pas les noms des 18 colonnes. Ajoutez-la en tête du fichier."),
        )  # fmt: skip
        return separator, False
    for at in wrong:
        found.add(
            rules.HEADER, 1, COLUMNS[at], names[at],
            lambda at=at: _(  # type: ignore[misc]
                "Cette colonne doit s’appeler exactement {name}. Corrigez la première ligne."
            ).format(name=COLUMNS[at]),
        )  # fmt: skip
    return separator, False

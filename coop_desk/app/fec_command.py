"""`coop-desk fec check`: say what is wrong in a file of accounting entries, line by line."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rulebook import rule
from coop_desk.core.words import euros, integer
from coop_desk.topics.payroll.fec_file import Checked, check_file
from coop_desk.topics.payroll.rules.fec.findings import KEPT, Finding, Level
from coop_desk.topics.payroll.rules.fec.line import Asked
from coop_desk.topics.payroll.rules.fec.values import cents

GOOD, ERRORS, UNREADABLE = 0, 1, 2
CODES = N_("Codes de sortie : 0 aucune erreur ; 1 erreurs trouvées ; 2 fichier illisible ou commande mal écrite.")

_LEVELS: dict[Level, str] = {"error": N_("erreur"), "warning": N_("avertissement")}
_SEPARATORS = {"\t": N_("tabulation"), "|": "|"}
_LINE_ENDS = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


def period(text: str) -> tuple[date, date]:
    """Read AAAA-MM-JJ..AAAA-MM-JJ, for the command line."""
    first, _dots, last = text.partition("..")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        days = (date.max, date.min)
    if days[0] > days[1]:
        raise argparse.ArgumentTypeError(_("écrivez la période ainsi : 2026-01-01..2026-12-31"))
    return days


def amount(text: str) -> int:
    """Read euros as cents, for the command line."""
    read = cents(text.replace(".", ",")) if text else None
    if read is None:
        raise argparse.ArgumentTypeError(_("écrivez le montant en euros ainsi : 1234,50"))
    return read


def check(path: Path, asked: Asked, say: Callable[[str], None], *, as_json: bool) -> int:
    """Check the file, say what was found, and return the exit code."""
    try:
        checked = check_file(path, asked)
    except (RuleBroken, OSError) as fault:
        words = str(fault) if isinstance(fault, RuleBroken) else _("Ce fichier ne peut pas être lu.")
        say(json.dumps({"file": path.name, "unreadable": words}, ensure_ascii=False, indent=1) if as_json else words)
        return UNREADABLE
    if as_json:
        say(json.dumps(_as_data(path, checked), ensure_ascii=False, indent=1))
    else:
        for line in _lines(path, checked, asked):
            say(line)
    return ERRORS if checked.report.errors else GOOD


def _as_data(path: Path, checked: Checked) -> dict[str, object]:
    report = checked.report
    return {
        "file": path.name,
        "encoding": checked.encoding,
        "bom": checked.mark,
        "line_end": _LINE_ENDS[checked.line_end],
        "separator": report.separator,
        "lines": report.lines,
        "entries": report.entries,
        "debit_cents": report.debit,
        "credit_cents": report.credit,
        "errors": report.errors,
        "warnings": report.warnings,
        "counts": [
            {"rule": id_, "level": level, "count": count} for (id_, level), count in sorted(report.counts.items())
        ],
        "findings": [asdict(finding) for finding in report.findings],
    }


def _lines(path: Path, checked: Checked, asked: Asked) -> list[str]:
    report = checked.report
    written = [checked.encoding, _LINE_ENDS[checked.line_end]]
    if report.separator:
        written.append(_("séparateur {mark}").format(mark=_(_SEPARATORS[report.separator])))
    lines = [f"{path.name} ({', '.join(written)})"]
    lines += [_said(finding) for finding in report.findings]
    for (id_, _level), count in sorted(report.counts.items()):
        if count > KEPT:
            told = _("{rule} ({words}) : les {kept} premiers sont montrés, sur {count}.")
            lines.append(told.format(rule=id_, words=rule(id_).words, kept=integer(KEPT), count=integer(count)))
    entries = ngettext("{n} écriture", "{n} écritures", report.entries).format(n=integer(report.entries))
    counted = ngettext("{entries}, {n} ligne.", "{entries}, {n} lignes.", report.lines)
    lines.append(counted.format(entries=entries, n=integer(report.lines)))
    lines.append(
        _("Total au débit {debit}, au crédit {credit}.").format(debit=euros(report.debit), credit=euros(report.credit))
    )
    if asked.importing:
        lines.append(_("Fichier d’import : ce n’est pas le fichier légal de l’année."))
    errors = ngettext("{n} erreur", "{n} erreurs", report.errors).format(n=integer(report.errors))
    warnings = ngettext("{n} avertissement", "{n} avertissements", report.warnings).format(n=integer(report.warnings))
    lines.append(_("{errors}, {warnings}.").format(errors=errors, warnings=warnings))
    return lines


def _said(finding: Finding) -> str:
    where = [_("ligne {n}").format(n=integer(finding.line))] if finding.line else []
    where += [finding.column] if finding.column else []
    where += [f"«\N{NO-BREAK SPACE}{finding.value}\N{NO-BREAK SPACE}»"] if finding.value else []
    said = _("{level} {rule}, {where} : {words}") if where else _("{level} {rule} : {words}")
    return said.format(level=_(_LEVELS[finding.level]), rule=finding.rule, where=", ".join(where), words=finding.words)

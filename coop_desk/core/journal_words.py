"""The changes of a journal line in words: what each record and column is called, values as people write them."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from coop_desk.core import resources, words
from coop_desk.core.i18n import _
from coop_desk.core.journal import REFUSED, Line
from coop_desk.core.model import Base
from coop_desk.core.rights import WORDS
from coop_desk.core.signatures import RESTORE, SIGN_IN

_DIGEST = re.compile(r"[0-9a-f]{40,}")
LONGEST = 600
CODED = {
    *("category", "channel", "choice", "funds", "kind", "means", "mode", "off_agenda", "outcome"),
    *("ends", "part", "reason", "regime", "right", "side", "source", "spouse_answer", "starts", "state", "step"),
}
"""Columns that hold a code rather than words."""


def signature_words(line: Line) -> str:
    """Who signed a line, or why nobody did."""
    if line.signed and line.actor:
        return _("Signée par {name}, avec ses clés.").format(name=line.actor)
    if line.signed:
        return _("Signée avec la clé de secours.")
    if line.action == SIGN_IN and line.outcome == REFUSED:
        return _("Non signée : aucune session n’était ouverte.")
    if line.action == RESTORE:
        return _("Non signée : la sauvegarde a été restaurée sans ouvrir de session.")
    return _("Non signée : écrite avant que le journal soit signé, ou sans les clés de cette personne.")


def record_words(table: str) -> str:
    """What a record is called: «mouvement de parts»."""
    for mapper in Base.registry.mappers:
        if getattr(mapper.local_table, "name", "") == table:
            return _(str(getattr(mapper.class_, "__words__", _("enregistrement"))))
    return _("enregistrement")


def column_words(name: str) -> str:
    """What a column is called; columns nobody named are «autre information»."""
    return _(described_columns().get(name, "autre information"))


@cache
def described_columns() -> dict[str, str]:
    """The words of every column described in the resources."""
    return _read("columns.toml")


@cache
def described_codes() -> dict[str, str]:
    """The words of every code kept in the file, rights included."""
    return _read("values.toml") | {right.value: said for right, said in WORDS.items()}


def _read(name: str) -> dict[str, str]:
    with resources.path("words", name).open("rb") as stream:
        return {key: str(said) for key, said in tomllib.load(stream).items()}


def changes_in_words(change: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each column that changed, with its old and new value; a new record shows what it was given."""
    old, new = change.get("old") or {}, change.get("new") or {}
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before == after or name == "id":
            continue
        written = [value_words(name, value) for value in (before, after)]
        if old and new:
            yield column_words(name), _("{old} → {new}").format(old=written[0], new=written[1])
        elif after not in (None, "", [], {}):
            yield column_words(name), written[1]
        elif not new:
            yield column_words(name), written[0]


def value_words(column: str, value: Any) -> str:
    """One value as people write it: dates, instants, amounts, yes and no."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if column.endswith("_cents") and isinstance(value, int):
        return words.euros(value)
    if isinstance(value, str):
        return _(described_codes()[value]) if _is_code(column, value) else _text_words(value)
    if isinstance(value, int) and column.endswith("_id"):
        return _("n° {n}").format(n=value)
    if isinstance(value, list):
        return ", ".join(value_words("", each) for each in value)[:LONGEST] or "—"
    if isinstance(value, dict):
        return ", ".join(_pairs(value))[:LONGEST] or "—"
    return str(value)[:LONGEST]


def _pairs(value: dict[str, Any]) -> Iterator[str]:
    """The values of a small record kept in one column, each with what it is called; what is nought is left out."""
    for name, each in value.items():
        if each not in (None, "", 0, "0", [], {}):
            yield _("{what} : {value}").format(what=described_columns().get(name, name), value=value_words(name, each))


def _is_code(column: str, value: str) -> bool:
    return column in CODED and value in described_codes()


def _text_words(value: str) -> str:
    try:
        if len(value) == 10:
            return words.day(date.fromisoformat(value))
        if "T" in value[8:12]:
            instant = datetime.fromisoformat(value)
            local = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone()
            return f"{words.day(local.date())} {words.clock_time(local)}"
    except ValueError:
        return value[:LONGEST]
    if _DIGEST.fullmatch(value):
        return _("empreinte {start}…").format(start=value[:12])
    return value if len(value) <= LONGEST else value[:LONGEST] + "…"

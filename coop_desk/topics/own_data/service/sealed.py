"""What the sealed compartments hold on the person who asks: opened with their own keys, which nobody else has."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.compartments.model import Epoch
from coop_desk.core.compartments.names import GOVERNANCE, words_of
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.journal_words import described_columns, value_words
from coop_desk.topics.own_data.records import Part, Value


def parts(act: Act) -> list[Part]:
    """Return one's own sealed records, or that their keys have not been handed over yet."""
    return [
        Part(
            "sealed",
            _("Données scellées, ouvertes à vous et aux personnes désignées"),
            (
                Value("what", _("Ce que c’est")),
                Value("recorded_at", _("Inscrit le"), "instant"),
                Value("by", _("Par qui")),
                Value("field", _("Donnée")),
                Value("value", _("Valeur")),
            ),
            tuple(_rows(act)),
        )
    ]


def _rows(act: Act) -> Iterator[tuple[Any, ...]]:
    if act.keys is None:  # a session opened without a password has no keys: there is nothing it could open
        return
    names = people_by_id(act.session)
    for compartment in sorted(set(act.session.scalars(select(Epoch.compartment)))):
        if compartment == GOVERNANCE:
            continue
        if act.sealed.awaits_keys(compartment):
            yield words_of(compartment), None, "", "", _("en attente de remise de clés")
        for entry in [*act.sealed.own(compartment), *act.sealed.own_drops(compartment)]:
            at = datetime.fromisoformat(entry.at)
            for name, value in _flat(entry.payload):
                yield words_of(compartment), at, names.get(entry.by, ""), _said(name), _value(name, value)


def _flat(payload: dict[str, Any], under: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in payload.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{under}{name}.")
        elif name not in ("v", "n") and value != "":
            yield f"{under}{name}", value


def _said(name: str) -> str:
    return _(described_columns().get(name.rpartition(".")[2], name))


def _value(name: str, value: Any) -> str:
    return value_words(name.rpartition(".")[2], value)

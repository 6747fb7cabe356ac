"""Nothing of the journal is shown in database words."""

import pytest

import coop_desk.app.models  # noqa: F401
from coop_desk.app.journal_words import changes_in_words, column_words, described_columns, record_words, value_words
from coop_desk.core.model import Base
from coop_desk.core.words import NNBSP

JOURNALLED = {
    column.name
    for mapper in Base.registry.mappers
    if getattr(mapper.class_, "__journalled__", True)
    for column in mapper.local_table.columns  # type: ignore[attr-defined]
} - {"id"}


@pytest.mark.parametrize("name", sorted(JOURNALLED))
def test_every_column_has_words(name: str) -> None:
    assert name in described_columns()


def test_every_record_has_words() -> None:
    assert record_words("person") == "personne"
    assert all(record_words(table.name) != "enregistrement" for table in Base.metadata.sorted_tables)
    assert record_words("unknown") == "enregistrement"
    assert column_words("unknown") == "autre information"


@pytest.mark.parametrize(
    ("column", "value", "written"),
    [
        ("since", "2026-06-12", "12/06/2026"),
        ("paid_cents", 123450, f"1{NNBSP}234,50{NNBSP}€"),
        ("active", False, "non"),
        ("city", None, "—"),
        ("holder_id", 12, "n° 12"),
        ("sha256", "ab" * 32, "empreinte abababababab…"),
        ("teller_ids", [1, 2], "1, 2"),
        ("text", "2026-06-99", "2026-06-99"),
        ("text", "Mot", "Mot"),
    ],
)
def test_values_are_written_as_people_do(column: str, value: object, written: str) -> None:
    assert value_words(column, value) == written


def test_a_change_says_old_and_new() -> None:
    change = {
        "record": "account",
        "id": 1,
        "old": {"active": True, "login": "ines"},
        "new": {"active": False, "login": "ines"},
    }
    assert list(changes_in_words(change)) == [("ouvert", "oui → non")]
    change = {"record": "person", "id": 1, "old": None, "new": {"id": 1, "family_name": "Roy", "given_name": ""}}
    assert list(changes_in_words(change)) == [("nom", "Roy")]

"""Nothing of the journal is shown in database words."""

from enum import StrEnum

import pytest

import coop_desk.app.models  # noqa: F401
from coop_desk.core.journal_words import (
    changes_in_words,
    column_words,
    described_codes,
    described_columns,
    record_words,
    value_words,
)
from coop_desk.core.model import Base
from coop_desk.core.words import NNBSP
from coop_desk.topics.assemblies.records import (
    BodyKind,
    Choice,
    FollowUpState,
    IncidentKind,
    ItemKind,
    MeetingState,
    OffAgenda,
    PresenceKind,
    ResolutionKind,
    VoteMode,
)
from coop_desk.topics.convening.records import SendingKind
from coop_desk.topics.convening.rules.calendar import Step
from coop_desk.topics.convening.rules.means import Means
from coop_desk.topics.members.rules.categories import Category, Outcome, Reason
from coop_desk.topics.members.rules.consent import Channel
from coop_desk.topics.members.rules.marital import Regime, SpouseAnswer
from coop_desk.topics.shares.rules.movements import Funds, Kind

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
        ("means", "registered", "lettre recommandée"),
        ("right", "shares-read", "Lire le registre des parts sociales"),
        ("title", "registered", "registered"),
        ("since", "2026-06-12", "12/06/2026"),
        ("paid_cents", 123450, f"1{NNBSP}234,50{NNBSP}€"),
        ("active", False, "non"),
        ("city", None, "—"),
        ("holder_id", 12, "n° 12"),
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


CODES = (
    BodyKind, MeetingState, ItemKind, ResolutionKind, OffAgenda, PresenceKind, Choice, VoteMode, IncidentKind,
    FollowUpState, SendingKind, Step, Means, Category, Reason, Outcome, Regime, SpouseAnswer, Channel, Kind, Funds,
)  # fmt: skip


@pytest.mark.parametrize("codes", CODES, ids=lambda codes: f"{codes.__module__.split('.')[2]}-{codes.__name__}")
def test_every_code_kept_has_words(codes: type[StrEnum]) -> None:
    assert {code.value for code in codes if code.value} <= set(described_codes())

"""The accounts of leave on a real file: written once, chained, summed at any date."""

from datetime import date

import pytest

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.errors import RuleBroken
from coop_desk.core.limits import EVERYONE, People
from coop_desk.core.model import PersonId
from coop_desk.topics.leave.rules.ledger import Entry, Kind, reversal
from coop_desk.topics.leave.service import accounts_of, balance_at, entries_of, post
from tests.conftest import TestCoop

JUNE = date(2025, 6, 1)


def test_an_entry_is_written_once_and_reversed_by_its_opposite(coop: TestCoop) -> None:
    who = coop.person("nobody")
    taken = Entry(Kind.TAKE, -5000, date(2026, 2, 16), who, period=JUNE, source="request:1/1")

    def do(act: Act) -> tuple[int, ...]:
        opening = Entry(Kind.OPENING, 12500, date(2026, 1, 31), who, period=JUNE)
        assert [one.number for one in post(act, [opening, taken])] == [1, 2]
        assert post(act, [opening, taken]) == (), "the same again changes nothing"
        with pytest.raises(RuleBroken, match="déjà écrit"):
            post(act, [Entry(Kind.TAKE, -4000, date(2026, 2, 16), who, source="request:1/1")])
        post(act, [reversal(entries_of(act, who)[1], date(2026, 2, 20), "Annulé avant le départ")])
        assert [one.name for one in accounts_of(act, who, date(2026, 3, 1))] == ["Congés payés"]
        return tuple(balance_at(act, who, "CP", date(2026, month, 18)) for month in (1, 2, 3))

    assert transact(coop.file, Inner("test.post", "Essai"), who, EVERYONE, "", do) == (0, 7500, 12500)

    def limited(act: Act) -> tuple[Entry, ...]:
        return entries_of(act, PersonId(who))

    others = People(ids=frozenset({coop.person("manager")}))
    assert transact(coop.file, Inner("test.look", "Essai", reading=True), who, others, "", limited) == ()

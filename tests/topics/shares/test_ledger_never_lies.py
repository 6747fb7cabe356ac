"""Whatever is tried on the register, accepted or refused, the sums are those of its lines."""

from datetime import date, timedelta
from random import Random

import pytest

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.errors import RuleBroken
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.shares import service
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Effect, Kind
from tests.conftest import TestCoop
from tests.topics.shares.house import settle

KINDS = (Kind.SUBSCRIPTION, Kind.PAYMENT, Kind.TRANSFER, Kind.CANCELLATION, Kind.REIMBURSEMENT, Kind.CONVERSION)


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_movements_replays_without_difference(coop: TestCoop, seed: int) -> None:
    house, chance = settle(coop), Random(seed)
    registrar = coop.desk("registrar")
    people = (house.anne, house.bruno, house.chloe, house.denis, house.external)
    accepted = refused = 0
    for _turn in range(40):
        number = chance.randrange(1, len(service.movements(registrar)) + 1)
        who, other = chance.sample(people, 2)
        draft = Draft(
            kind=chance.choice(KINDS),
            day=date(2026, 6, 12) - timedelta(days=chance.randrange(0, 2500)),
            person_id=who,
            counterpart_id=other,
            shares=chance.randrange(0, 12),
            amount_cents=chance.randrange(0, 60) * 1000,
            decision="Décision du jour",
            reason="Essai",
            loss_cents=chance.randrange(0, 40000),
        )
        try:
            if chance.random() < 0.2:
                service.reverse_movement(registrar, number, "Erreur")
            else:
                service.record_movement(registrar, draft)
            accepted += 1
        except RuleBroken:
            refused += 1
    look = Inner("test.look", "essai", reading=True)

    def differences(act: Act) -> list[str]:
        return service.replay_differences(act)

    assert transact(coop.file, look, house.anne, EVERYONE, "", differences) == []
    view = service.situation(registrar)
    assert sum(line.holding.shares for line in view.lines) == view.situation.shares
    assert all(line.holding.plus(Effect(line.holding.person_id)) == line.holding for line in view.lines)
    assert [row.number for row in service.movements(registrar)] == list(range(1, view.next_number))
    assert accepted > 5
    assert refused > 5

"""From a simulation to the pay: what an assembly adopts never changes, and only its people read their amounts."""

from datetime import date
from fractions import Fraction

import pytest

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.words import amount, euros
from coop_desk.topics.dashboard.service.pay import surplus_lines, surplus_pay_lines
from coop_desk.topics.surplus import service
from tests.topics.core.compartments.conftest import House
from tests.topics.surplus.conftest import BASES, YEAR_END, hold, prepare, told


def test_an_allocation_is_adopted_after_the_accounts_shared_out_and_passed_to_the_pay(maison: House) -> None:
    manager, delegate = maison.desk("manager"), maison.desk("delegate")
    made = prepare(maison)
    other = service.simulate(manager, "Plus aux salariés", told(employees_part=Fraction(1, 2)))
    with pytest.raises(RuleBroken, match="Aucune assemblée"):
        service.adopt(manager, made.simulation, made.accounts)
    service.propose(manager, other, made.allocation)
    service.propose(manager, made.simulation, made.allocation)  # takes the place of the other before the vote
    hold(maison, made)
    with pytest.raises(RuleBroken, match="acquis"):
        service.propose(manager, other, made.allocation)
    with pytest.raises(RuleBroken, match="par une autre résolution"):
        service.adopt(manager, made.simulation, made.allocation)
    assert [line.page for line in surplus_lines(manager)] == ["surplus"]
    allocation = service.adopt(manager, made.simulation, made.accounts)
    assert [line.due for line in surplus_pay_lines(delegate)] == [date(2026, 9, 30)]
    with pytest.raises(RuleBroken, match="ne change plus"):
        service.adopt(manager, made.simulation, made.accounts)
    seen = service.surplus(maison.desk("member"))
    given = seen.adopted[0].adopted.allocation
    assert (given.legal_cents, given.employees_cents, given.interest_cents) == (1_200_000, 3_600_000, 800_000)
    assert seen.adopted[0].adopted.hypotheses.shares_cents == 6_000_000

    foreseen = {row.name: row.due for row in service.people_of_surplus(delegate).foreseen}
    with pytest.raises(RuleBroken, match=r"30.septembre 2026"):
        service.share_out(delegate, allocation, "2026-10")
    assert service.share_out(delegate, allocation, "2026-07") == 4
    with pytest.raises(RuleBroken, match="ses bases ne changent plus"):
        service.record_bases(delegate, YEAR_END, [(maison.people["other"], BASES["member"])])
    kept = {row.name: row.due for row in service.people_of_surplus(delegate).dues}
    assert {name: due.work_cents for name, due in kept.items()} == {n: d.work_cents for n, d in foreseen.items()}
    assert sum(due.work_cents for due in kept.values()) == 3_600_000
    assert {name: due.interest_cents for name, due in kept.items()} == {
        "Inès Pérez": 400_000, "Léon Girard": 266_667, "Chloé Hénaff": 133_333, "Odile Tanguy": 0,
    }  # fmt: skip
    assert not surplus_lines(manager)
    assert not surplus_pay_lines(delegate)
    in_pay = maison.act("delegate", lambda act: service.shares_paid_in(act, "2026-07"), reading=True)
    assert in_pay[maison.people["other"]] == (("RISTOURNE_TRAVAIL", kept["Odile Tanguy"].work_cents),)
    assert maison.act("delegate", lambda act: service.shares_paid_in(act, "2026-08"), reading=True) == {}
    mine = service.own_shares(maison.sign_in("other")).slips
    assert [slip.due.work_cents for slip in mine] == [kept["Odile Tanguy"].work_cents]
    with pytest.raises((Refused, RuleBroken)):
        service.people_of_surplus(maison.desk("manager"))
    with pytest.raises(Refused):
        service.surplus(maison.desk("other"))
    told_openly = " ".join(said for line in journal_lines(maison.desk("manager")) for said in line.said)
    assert euros(3_600_000) in told_openly  # the aggregates are said, no amount of anybody is
    assert not any(amount(due.work_cents) in told_openly for due in kept.values())


def test_participation_is_locked_unless_it_is_asked_for_and_shares_are_booked(maison: House) -> None:
    manager, delegate = maison.desk("manager"), maison.desk("delegate")
    made = prepare(maison)
    hypotheses = told(participation_part=Fraction(1, 2), leaders_decided_on=date(2025, 11, 20), into_shares=True)
    both = service.simulate(manager, "Participation", hypotheses)
    late = service.simulate(
        manager, "Trop tard", told(participation_part=Fraction(1), leaders_decided_on=date(2026, 1, 5))
    )
    with pytest.raises(RuleBroken, match="avant la clôture"):
        service.propose(manager, late, made.allocation)
    service.propose(manager, both, made.allocation)
    hold(maison, made)
    allocation = service.adopt(manager, both, made.accounts)
    service.share_out(delegate, allocation, "2026-07")
    service.ask_payment(maison.sign_in("other"), allocation)
    maison.sign_in("delegate")
    dues = {row.name: row.due for row in service.people_of_surplus(maison.desk("delegate")).dues}
    assert [name for name, due in dues.items() if due.asked] == ["Odile Tanguy"]
    assert sum(due.participation_cents for due in dues.values()) == 1_800_000
    in_pay = maison.act("delegate", lambda act: service.shares_paid_in(act, "2026-07"), reading=True)
    codes = {code for code, _cents in in_pay[maison.people["other"]]}
    assert codes == {"RISTOURNE_TRAVAIL", "PARTICIPATION"}
    chloe = dues["Chloé Hénaff"]
    assert chloe.into_shares_cents == chloe.work_cents // 5_000 * 5_000 > 0
    assert in_pay[maison.people["member"]] == (("RISTOURNE_TRAVAIL", chloe.work_cents % 5_000),)

"""The register told as a story: subscribing, paying, ceding, leaving, correcting; and what it always adds up to."""

from dataclasses import replace
from datetime import date

import pytest

from coop_desk.core.check import verify
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import OutOfBounds, Refused, RuleBroken
from coop_desk.core.words import euros, long_day
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category, Reason
from coop_desk.topics.members.service import change_identity, member, register_member
from coop_desk.topics.shares import service
from coop_desk.topics.shares.records import BatchLine, Draft
from coop_desk.topics.shares.rules.movements import Funds, Kind
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue, Outside, change_statutes
from tests.conftest import TestCoop
from tests.topics.shares.house import CANAL, House, inscribe, settle, subscribe

TODAY = date(2026, 6, 12)


@pytest.fixture
def house(coop: TestCoop) -> House:
    return settle(coop)


def record(house: House, draft: Draft) -> tuple[int, ...]:
    return service.record_movement(house.coop.desk("registrar"), draft)


def test_ten_shares_half_paid_show_what_is_still_due(house: House) -> None:
    draft = Draft(Kind.SUBSCRIPTION, TODAY, house.anne, shares=10)
    seen = service.foresee_movement(house.coop.desk("registrar"), draft)
    (unpaid,) = [gauge for gauge in seen.gauges if gauge.needs_reason]
    assert (unpaid.rule, unpaid.after) == ("SHA-02", euros(0))
    assert "500,00" in unpaid.limit
    with pytest.raises(RuleBroken, match="Versé à la souscription") as refused:
        record(house, draft)
    assert refused.value.rule == "SHA-02"
    record(house, replace(draft, reason="Souscription de juin, versée en deux fois"))
    record(house, Draft(Kind.PAYMENT, TODAY, house.anne, amount_cents=25000))
    held = service.statement(house.coop.desk("registrar"), house.anne).holding
    assert (held.shares, held.subscribed_cents, held.paid_cents, held.due_cents) == (20, 100000, 75000, 25000)
    with pytest.raises(RuleBroken, match="250,00"):
        record(house, Draft(Kind.PAYMENT, TODAY, house.anne, amount_cents=25001))


def test_a_quarter_is_enough_in_an_sa_and_the_day_of_the_rest_is_said(coop: TestCoop) -> None:
    house = settle(coop, replace(CANAL, form=Form.SA))
    desk = coop.desk("registrar")
    draft = Draft(Kind.SUBSCRIPTION, TODAY, house.anne, shares=10, amount_cents=12500)
    seen = service.foresee_movement(desk, draft)
    assert "paid_at_subscription" not in [gauge.key for gauge in seen.gauges if gauge.needs_reason]
    assert seen.notices == (f"Solde de {euros(37500)} à verser au plus tard le {long_day(date(2029, 6, 12))}.",)
    less = service.foresee_movement(desk, replace(draft, amount_cents=12499))
    assert "SHA-03" in [gauge.rule for gauge in less.gauges if gauge.needs_reason]


def test_a_transfer_changes_both_holdings_on_its_date_under_one_number(house: House) -> None:
    day = date(2026, 5, 4)
    (number,) = record(
        house, Draft(Kind.TRANSFER, day, house.anne, house.bruno, shares=3, decision="Agrément de la gérance du 4 mai")
    )
    registrar = house.coop.desk("registrar")
    before = {line.holding.person_id: line.holding for line in service.situation(registrar, date(2026, 5, 3)).lines}
    after = {line.holding.person_id: line.holding for line in service.situation(registrar, day).lines}
    assert (before[house.anne].shares, before[house.bruno].shares) == (10, 10)
    assert (after[house.anne].shares, after[house.bruno].shares) == (7, 13)
    assert after[house.bruno].paid_cents == 65000
    row = service.movements(registrar)[-1]
    assert (row.number, row.old_holder, row.new_holder) == (number, "Anne Morvan", "Bruno Le Goff")
    assert [one.number for one in service.movements(registrar, house.bruno)] == [3, 4, number]


def test_a_transfer_needs_its_approval_and_enough_shares(house: House) -> None:
    with pytest.raises(RuleBroken) as refused:
        record(house, Draft(Kind.TRANSFER, TODAY, house.anne, house.bruno, shares=3))
    assert refused.value.rule == "SHA-13"
    with pytest.raises(RuleBroken, match="10 parts"):
        record(house, Draft(Kind.TRANSFER, TODAY, house.anne, house.bruno, shares=11, decision="Agrément"))


def test_nothing_is_dated_before_the_entry_or_after_today(house: House) -> None:
    with pytest.raises(RuleBroken, match="07/01/2019"):
        record(house, Draft(Kind.SUBSCRIPTION, date(2018, 12, 31), house.anne, shares=1))
    with pytest.raises(RuleBroken, match="aujourd’hui"):
        record(house, Draft(Kind.SUBSCRIPTION, date(2026, 6, 13), house.anne, shares=1))
    assert len(service.movements(house.coop.desk("registrar"))) == 8


def test_last_year_stays_what_it_was(house: House) -> None:
    registrar, end = house.coop.desk("registrar"), date(2025, 12, 31)
    before = service.situation(registrar, end)
    subscribe(house.coop, house.chloe, 2, 10000, TODAY)
    record(house, Draft(Kind.TRANSFER, TODAY, house.anne, house.bruno, shares=10, decision="Agrément", reason="Départ"))
    assert service.situation(registrar, end).lines == before.lines
    assert service.situation(registrar).situation.capital_cents == 210000


def test_a_mistake_is_taken_back_by_a_new_line_never_erased(house: House) -> None:
    registrar = house.coop.desk("registrar")
    before = service.situation(registrar).lines
    (number,) = record(house, Draft(Kind.TRANSFER, TODAY, house.anne, house.bruno, shares=3, decision="Agrément"))
    with pytest.raises(RuleBroken, match="raison"):
        service.reverse_movement(registrar, number, "")
    back = service.reverse_movement(registrar, number, "Nombre mal lu")
    rows = service.movements(registrar)
    assert (rows[-1].number, rows[-1].reverses, rows[-1].reason) == (back, number, "Nombre mal lu")
    assert rows[-2].reversed_by == back
    assert service.situation(registrar).lines == before
    for again in (number, back):
        with pytest.raises(RuleBroken):
            service.reverse_movement(registrar, again, "Encore")


def test_a_reversal_may_not_take_what_has_gone_since(house: House) -> None:
    (number,) = record(house, Draft(Kind.TRANSFER, TODAY, house.anne, house.bruno, shares=10, decision="A", reason="R"))
    record(house, Draft(Kind.TRANSFER, TODAY, house.bruno, house.chloe, shares=15, decision="A", reason="R"))
    with pytest.raises(RuleBroken, match="Le Goff"):
        service.reverse_movement(house.coop.desk("registrar"), number, "Erreur")


def test_leaving_ends_the_vote_and_makes_a_refund_due_in_five_years(house: House) -> None:
    registrar = house.coop.desk("registrar")
    day = date(2026, 6, 1)
    service.record_departure(registrar, house.denis, Reason.RESIGNATION, notice_on=day, decision="Lettre du 1er juin")
    row = member(registrar, house.denis)
    assert (row.category, row.left_on, row.may_vote) == (Category.FORMER, day, False)
    (line,) = service.refunds_due(registrar).owed
    assert (line.person_id, line.due_on, line.cents, line.left_cents) == (house.denis, date(2031, 6, 1), 50000, 50000)
    with pytest.raises(RuleBroken) as refused:
        record(house, Draft(Kind.REIMBURSEMENT, TODAY, house.denis, amount_cents=20000))
    assert refused.value.rule == "REF-05"
    record(house, Draft(Kind.REIMBURSEMENT, TODAY, house.denis, amount_cents=20000, decision="AGO du 12 juin 2026, 6e"))
    (line,) = service.refunds_due(registrar).owed
    assert (line.paid_cents, line.left_cents) == (20000, 30000)


def test_a_departure_is_foreseen_with_the_status_it_takes_away(house: House) -> None:
    subscribe(house.coop, house.external, 9, 45000, TODAY)
    registrar = house.coop.desk("registrar")
    for person in (house.anne, house.bruno):
        service.record_departure(registrar, person, Reason.RESIGNATION, notice_on=TODAY, reason="Départs groupés")
    before = [service.situation(registrar), service.movements(registrar), member(registrar, house.denis)]
    seen = service.foresee_departure(registrar, house.denis, Reason.RESIGNATION, notice_on=TODAY)
    assert seen is not None
    assert before == [service.situation(registrar), service.movements(registrar), member(registrar, house.denis)]
    assert [(one.shares, one.claim_cents) for one in seen.held_before + seen.held_after] == [(10, 0), (0, 50000)]
    assert (seen.before.employed, seen.after.employed) == (2, 1)
    with pytest.raises(RuleBroken) as refused:
        service.record_departure(registrar, house.denis, Reason.RESIGNATION, notice_on=TODAY)
    assert refused.value.rule == next(gauge.rule for gauge in seen.gauges if gauge.needs_reason)
    service.record_departure(registrar, house.denis, Reason.RESIGNATION, notice_on=TODAY, reason="Lettre reçue")
    assert service.situation(registrar).figures == seen.after


def test_a_departure_is_foreseen_as_it_would_be_refused(house: House) -> None:
    registrar = house.coop.desk("registrar")
    with pytest.raises(RuleBroken) as refused:
        service.foresee_departure(registrar, house.denis, Reason.EXCLUSION, ends_on=TODAY)
    assert refused.value.rule == "LOSS-08"
    later = date(2026, 9, 1)
    assert service.foresee_departure(registrar, house.denis, Reason.RETIREMENT, ends_on=later) is None


def test_whoever_left_first_is_paid_first(house: House) -> None:
    registrar = house.coop.desk("registrar")
    for person, day in ((house.chloe, date(2026, 3, 1)), (house.denis, date(2026, 2, 1))):
        service.record_departure(registrar, person, Reason.RESIGNATION, notice_on=day, reason="Départs")
    house.coop.on(date(2031, 6, 1))
    with pytest.raises(RuleBroken, match="Œuvrard") as refused:
        record(house, Draft(Kind.REIMBURSEMENT, date(2031, 6, 1), house.chloe, amount_cents=50000))
    assert refused.value.rule == "REF-08"
    record(house, Draft(Kind.REIMBURSEMENT, date(2031, 6, 1), house.denis, amount_cents=50000))
    record(house, Draft(Kind.REIMBURSEMENT, date(2031, 6, 1), house.chloe, amount_cents=50000))
    assert all(line.left_cents == 0 for line in service.refunds_due(house.coop.desk("registrar")).owed)


def test_losses_reduce_what_a_leaver_gets_back(house: House) -> None:
    # Capital 2 000 €, reserves 3 000 €, loss 1 000 €: 400 € on the capital, a fifth of each share.
    numbers = service.record_departure(
        house.coop.desk("registrar"),
        house.denis,
        Reason.RESIGNATION,
        notice_on=TODAY,
        loss_cents=100_000,
        reserves_cents=300_000,
    )
    assert len(numbers) == 1
    (line,) = service.refunds_due(house.coop.desk("registrar")).owed
    assert line.cents == 40000


def test_what_breaks_a_limit_is_shown_before_and_needs_a_reason(house: House) -> None:
    registrar = house.coop.desk("registrar")
    draft = Draft(Kind.SUBSCRIPTION, TODAY, house.anne, shares=40, amount_cents=200000)
    seen = service.foresee_movement(registrar, draft)
    largest = next(gauge for gauge in seen.gauges if gauge.key == "largest")
    assert (largest.before, largest.after) == ("25,0\u202f%", "62,5\u202f%")
    assert seen.needs_reason
    with pytest.raises(RuleBroken) as refused:
        record(house, draft)
    assert refused.value.rule == "CAP-01"
    assert len(service.movements(registrar)) == 8
    subscribe(house.coop, house.anne, 40, 200000, TODAY, "Apport de trésorerie décidé par l’assemblée")
    assert service.movements(registrar)[-1].reason.startswith("Apport")


def test_the_floor_counts_the_highest_capital_known_before(house: House) -> None:
    registrar = house.coop.desk("registrar")
    service.record_highest_capital(registrar, 350_000, date(2018, 12, 31), "Comptes 2018")
    draft = Draft(Kind.CANCELLATION, TODAY, house.denis, shares=10)
    seen = service.foresee_movement(registrar, draft)
    floor = next(gauge for gauge in seen.gauges if gauge.key == "floor")
    assert (floor.after, floor.limit, floor.needs_reason) == (
        "1\u202f500,00\u202f€",
        "1\u202f750,00\u202f€ au moins",
        True,
    )
    refunds = service.refunds_due(registrar)
    assert (refunds.highest_cents, refunds.floor_cents) == (350_000, 175_000)


def test_the_curve_agrees_with_the_situation_at_every_point(house: House) -> None:
    registrar = house.coop.desk("registrar")
    subscribe(house.coop, house.external, 10, 50000, date(2024, 2, 29))
    record(house, Draft(Kind.TRANSFER, date(2025, 3, 31), house.anne, house.bruno, shares=3, decision="Agrément"))
    points = service.curve(registrar)
    assert points[-1].day == TODAY
    assert len(points) == 21
    for point in points:
        assert service.situation(registrar, point.day).figures == point.figures, point.day


def test_a_batch_withheld_from_pay_adds_up_or_is_not_recorded(house: House) -> None:
    registrar = house.coop.desk("registrar")
    lines = [BatchLine(house.anne, 5000), BatchLine(house.bruno, 10000)]
    with pytest.raises(RuleBroken, match="50,00"):
        service.record_batch(registrar, TODAY, lines, 20000)
    assert len(service.movements(registrar)) == 8
    assert service.record_batch(registrar, TODAY, lines, 15000) == (9, 10, 11, 12)
    row = service.movements(registrar)[-1]
    assert (row.kind, row.funds, row.amount_cents) == (Kind.PAYMENT, Funds.PAY, 10000)


def test_a_batch_is_foreseen_with_the_figures_it_leads_to(house: House) -> None:
    registrar = house.coop.desk("registrar")
    lines = [BatchLine(house.anne, 200_000), BatchLine(house.bruno, 10000)]
    seen = service.foresee_batch(registrar, TODAY, lines)
    assert [one.shares for one in seen.held_before + seen.held_after] == [10, 10, 50, 12]
    assert [gauge.rule for gauge in seen.gauges if gauge.needs_reason] == ["CAP-01"]
    with pytest.raises(RuleBroken) as refused:
        service.record_batch(registrar, TODAY, lines, 210_000)
    assert refused.value.rule == "CAP-01"
    service.record_batch(registrar, TODAY, lines, 210_000, reason="Apport décidé par l’assemblée")
    assert service.situation(registrar).figures == seen.after
    with pytest.raises(RuleBroken) as refused:
        service.foresee_batch(registrar, TODAY, [BatchLine(house.anne, 5001)])
    assert refused.value.rule == "FORM-08"


def test_a_suspended_vote_is_in_the_register_and_out_of_the_room(house: House) -> None:
    registrar = house.coop.desk("registrar")
    record(house, Draft(Kind.SUSPENSION, TODAY, house.anne, decision="Mise en demeure du 10 mai"))
    assert not member(registrar, house.anne).may_vote
    assert service.situation(registrar).figures.votes == 3
    record(house, Draft(Kind.RESUMPTION, TODAY, house.anne, decision="Régularisé le 12 juin"))
    assert member(registrar, house.anne).may_vote


def test_associates_below_the_minimum_are_named_with_what_is_missing(house: House) -> None:
    values = [NewValue("min_holding_shares", "12", "art. 10"), NewValue("min_holding_months", "24", "art. 10")]
    change_statutes(house.coop.desk("manager"), values, date(2026, 1, 1), Outside("AGE", date(2026, 1, 1)))
    found = service.below_minimum(house.coop.desk("registrar"))
    assert {(one.name, one.missing) for one in found} >= {("Anne Morvan", 2), ("Émile Tanguy", 12)}
    before = service.below_minimum(house.coop.desk("registrar"), date(2021, 6, 1))
    assert [(one.name, one.missing) for one in before] == [("Émile Tanguy", 1)]


def test_too_few_employed_associates_are_recalled_with_the_day_the_law_gives(house: House) -> None:
    from coop_desk.core.actions import Act, Inner, transact
    from coop_desk.core.limits import EVERYONE

    def warned(act: Act) -> list[tuple[str, date | None]]:
        return [(one.rule, one.due) for one in service.warnings_at(act, act.today)]

    look = Inner("test.look", "essai", reading=True)
    assert transact(house.coop.file, look, house.anne, EVERYONE, "", warned) == []
    registrar = house.coop.desk("registrar")
    for person, day in ((house.anne, 1), (house.bruno, 2), (house.chloe, 3)):
        service.record_departure(
            registrar, person, Reason.RESIGNATION, notice_on=date(2026, 6, day), reason="Départs groupés"
        )
    found = dict(transact(house.coop.file, look, house.anne, EVERYONE, "", warned))
    assert found["FORM-03"] == date(2027, 6, 3)


def test_those_who_left_with_shares_wait_for_room_in_order(house: House) -> None:
    from coop_desk.topics.members.service import record_loss

    registrar = house.coop.desk("registrar")
    service.record_highest_capital(registrar, 270_000, date(2018, 12, 31), "Comptes 2018")
    for person, day in ((house.denis, date(2026, 3, 1)), (house.chloe, date(2026, 2, 1))):
        record_loss(registrar, person, Reason.RESIGNATION, notice_on=day)
    first, second = service.refunds_due(registrar).waiting
    assert (first.person_id, first.possible_cents, first.waiting_cents) == (house.chloe, 50000, 0)
    assert (second.person_id, second.possible_cents, second.waiting_cents) == (house.denis, 15000, 35000)


def test_somebody_without_title_reads_their_own_statement_only(house: House) -> None:
    record(house, Draft(Kind.TRANSFER, TODAY, house.anne, house.bruno, shares=3, decision="Agrément"))
    bruno = house.coop.desk_of(house.bruno)
    assert bruno.allows(service.statement)
    bookkeeper = house.coop.desk("bookkeeper")
    with pytest.raises(Refused):
        service.statement(bookkeeper, house.anne)
    with pytest.raises(Refused):
        service.movements(bookkeeper)
    with pytest.raises(Refused):
        service.record_movement(bruno, Draft(Kind.SUBSCRIPTION, TODAY, house.bruno, shares=1))
    own = service.statement(house.coop.desk("nobody"), house.coop.person("nobody"))
    assert own.holding.shares == 0


def test_the_register_replays_and_names_what_another_program_changed(house: House) -> None:
    record(house, Draft(Kind.TRANSFER, TODAY, house.anne, house.bruno, shares=3, decision="Agrément"))
    assert all(not one.differences for one in verify(house.coop.file))

    base = next(house.coop.file.folder.glob("*.db"))
    with raw_connection(base) as other:
        other.execute("update share_leg set shares = shares + 1 where id = 5")
    differences = [said for one in verify(house.coop.file) for said in one.differences]
    assert any("Mouvement n° 5" in said for said in differences)


def test_movements_are_neither_changed_nor_deleted(house: House) -> None:
    from coop_desk.core.actions import Act, Inner, transact
    from coop_desk.core.limits import EVERYONE
    from coop_desk.topics.shares.model import ShareMovement

    def tamper(act: Act) -> None:
        act.session.get_one(ShareMovement, 1).shares = 99
        act.session.flush()

    with pytest.raises(OutOfBounds):
        transact(house.coop.file, Inner("test.tamper", "essai"), house.anne, EVERYONE, "", tamper)


def test_a_company_marked_as_cooperative_raises_the_limit_of_external_votes(house: House) -> None:
    desk = house.coop.desk("registrar")
    company = NewMember("Coop Bois", Category.EXTERNAL, date(2020, 1, 10), legal_person=True)
    bois = register_member(desk, company).person_id
    subscribe(house.coop, house.external, 1, 5000, TODAY)
    draft = Draft(Kind.SUBSCRIPTION, TODAY, bois, shares=1, amount_cents=5000)

    def limit() -> tuple[str, bool]:
        seen = service.foresee_movement(desk, draft)
        (gauge,) = [gauge for gauge in seen.gauges if gauge.key == "external_votes"]
        return gauge.limit, gauge.broken

    subscribe(house.coop, inscribe(house.coop, "Kaci", "Yanis", Category.EXTERNAL), 1, 5000, TODAY)
    assert limit() == ("35,0\u202f% au plus", True)
    change_identity(desk, bois, "Coop Bois", "", cooperative=True)
    assert member(desk, bois).cooperative
    assert limit() == ("49,0\u202f% au plus", False)
    with pytest.raises(RuleBroken, match="personne morale"):
        change_identity(desk, house.anne, "Morvan", "Anne", cooperative=True)

"""A month of pay from its opening to its closing, by three people; nobody else opens anything of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coop_desk.core import delegating
from coop_desk.core.check import verify
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.keeping import Exchange
from coop_desk.topics.payroll.rules.lines import Line
from coop_desk.topics.payroll.rules.states import State
from coop_desk.topics.shares.rules.movements import Funds, Kind
from coop_desk.topics.shares.service import movements
from tests.topics.core.compartments.conftest import House
from tests.topics.payroll.conftest import APRIL, MARCH


def put(house: House, month: str, who: str, line: Line, was: Line | None = None) -> None:
    """Type a line for somebody, as Léon."""
    service.change_lines(house.desk("delegate"), month, [Exchange(house.people[who], was, line)])


def lines(house: House, month: str, who: str) -> tuple[Line, ...]:
    """What stands in somebody's month."""
    view = service.pay_month(house.desk("delegate"), month)
    return next(row.held.lines for row in view.people if row.person_id == house.people[who])


def prepared(house: House, month: str = MARCH) -> None:
    """Open a month and prepare it."""
    service.open_month(house.desk("delegate"), month)
    service.prepare_month(house.desk("delegate"), month)


def test_a_month_is_prepared_by_one_validated_by_another_exported_corrected_opened_again_and_closed(
    paying: House,
) -> None:
    leon, ines = paying.desk("delegate"), paying.desk("manager")
    service.open_month(leon, MARCH)
    put(paying, MARCH, "member", Line("H_SUP25", quantity=4_500))
    order = Line("RET_PARTS_SOCIALES", amount=10_000, order_on=date(2026, 3, 2), pay_due=180_000)
    put(paying, MARCH, "member", order)
    service.prepare_month(leon, MARCH)
    with pytest.raises(RuleBroken, match="se lit seulement"):
        put(paying, MARCH, "member", Line("COMM", amount=5_000))
    with pytest.raises(Refused):
        service.validate_month(leon, MARCH)
    with pytest.raises(RuleBroken, match="10 caractères"):
        service.send_back(ines, MARCH, "Non")
    service.send_back(ines, MARCH, "Il manque la prime de Chloé, 100 euros.")
    put(paying, MARCH, "member", Line("COMM", amount=10_000))
    service.prepare_month(leon, MARCH)
    service.validate_month(ines, MARCH)

    (payment, subscription) = movements(paying.desk("founder"))[:2]
    assert {payment.kind, subscription.kind} == {Kind.PAYMENT, Kind.SUBSCRIPTION}
    bought = subscription if subscription.kind is Kind.SUBSCRIPTION else payment
    assert (bought.person_id, bought.shares, bought.funds) == (paying.people["member"], 2, Funds.PAY)

    def frozen(act: Any) -> Any:
        return service.frozen_month(act, MARCH)

    month = paying.act("delegate", frozen, reading=True)
    assert (month.prepared_by, month.validated_by, month.number) == ("Léon Girard", "Inès Pérez", 0)
    assert (month.siren, len(month.people), [one.matricule for one in month.people][:2]) == (
        "732829320", 4, ["M001", "M002"],
    )  # fmt: skip
    assert {(one.matricule, one.code, one.quantity, one.amount) for one in month.variables} == {
        ("M003", "H_SUP25", 4_500, None), ("M003", "COMM", None, 10_000), ("M003", "RET_PARTS_SOCIALES", None, 10_000),
    }  # fmt: skip
    with pytest.raises(RuleBroken, match="numéro 1"):
        paying.act("delegate", lambda act: service.mark_exported(act, MARCH, 2))
    paying.act("delegate", lambda act: service.mark_exported(act, MARCH, 1))

    paying.on(date(2026, 4, 10))
    service.open_month(leon, APRIL)
    put(paying, APRIL, "member", Line("H_SUP25", quantity=-500, concerns=MARCH))
    with pytest.raises(RuleBroken, match="d’avant avril 2026"):
        put(paying, APRIL, "member", Line("COMM", amount=-1, concerns=APRIL))

    service.ask_reopening(ines, MARCH, "Le net dû était celui de février.")
    with pytest.raises(RuleBroken, match="une autre personne"):
        service.reopen_month(ines, MARCH)
    service.reopen_month(leon, MARCH)
    with pytest.raises(RuleBroken, match="encore ouvert"):
        put(paying, APRIL, "member", Line("COMM", amount=1_000, concerns=MARCH))
    put(
        paying,
        MARCH,
        "member",
        Line("RET_PARTS_SOCIALES", amount=5_000, order_on=date(2026, 3, 2), pay_due=180_000),
        order,
    )
    service.prepare_month(leon, MARCH)
    service.validate_month(ines, MARCH)
    newest = movements(paying.desk("founder"))
    assert sum(row.amount_cents for row in newest if row.kind is Kind.PAYMENT and row.reversed_by is None) == 5_000
    assert paying.act("delegate", frozen, reading=True).number == 1
    paying.act("delegate", lambda act: service.mark_exported(act, MARCH, 2))
    service.close_month(leon, MARCH)
    lates: tuple[Callable[[], object], ...] = (
        lambda: put(paying, MARCH, "member", Line("COMM", amount=1)),
        lambda: service.ask_reopening(ines, MARCH, "Encore une dernière fois."),
    )
    for late in lates:
        with pytest.raises(RuleBroken, match=r"clos|lit seulement"):
            late()
    assert [one.state for one in service.pay_months(leon)] == [State.OPEN, State.CLOSED]

    paying.sign_in("delegate")  # takes in the reasons that Inès, who may only read, dropped
    told = service.month_history(paying.desk("delegate"), MARCH)
    assert {"Il manque la prime de Chloé, 100 euros.", "Le net dû était celui de février."} <= {one.now for one in told}
    (changed,) = (one for one in told if one.was)
    assert (changed.about, changed.by) == ("Chloé Hénaff", "Léon Girard")

    mine = service.own_pay(paying.desk("member"))
    assert [one.words for one in mine.months] == ["avril 2026", "mars 2026"]
    assert {line.what for line in mine.months[1].lines} == {
        "Heures supplémentaires à 25\N{NARROW NO-BREAK SPACE}%", "Commissions", "Retenue pour parts sociales",
    }  # fmt: skip
    assert not [line for one in service.own_pay(paying.desk("other")).months for line in one.lines]
    assert [one.differences for one in verify(paying.file) if one.differences] == []


def test_nobody_without_the_right_and_the_key_opens_a_month_nor_finds_it(paying: House) -> None:
    """The founder keeps the file and gives every title, and reads no amount."""
    service.open_month(paying.desk("delegate"), MARCH)
    put(paying, MARCH, "member", Line("COMM", amount=123_457))
    doings: tuple[Callable[[Any], object], ...] = (
        lambda desk: service.pay_month(desk, MARCH),
        lambda desk: service.month_history(desk, MARCH),
        lambda desk: service.check_month(desk, MARCH),
        lambda desk: service.change_lines(
            desk, MARCH, [Exchange(paying.people["other"], None, Line("COMM", amount=1))]
        ),
        lambda desk: service.gather_month(desk, MARCH),
        lambda desk: service.prepare_month(desk, MARCH),
    )
    for who in ("founder", "member", "other"):
        for do in doings:
            with pytest.raises(Refused):
                do(paying.desk(who))
    delegating.give_title(paying.desk("founder"), paying.people["other"], "pay_delegate", date(2026, 3, 31), None, "AG")
    for do in doings[:4]:
        with pytest.raises(Refused, match="aucune délégation"):
            do(paying.desk("other"))  # the title alone opens nothing
    with pytest.raises(Refused):
        service.change_lines(paying.desk("manager"), MARCH, [])  # a validator changes nothing
    assert not paying.file.folder.joinpath("coop.db").read_bytes().count(b"123457")


def test_what_somebody_seals_of_their_own_with_the_mark_of_a_month_is_not_believed(paying: House) -> None:
    service.open_month(paying.desk("delegate"), MARCH)
    forged = {"v": 1, "kind": "month", "month": MARCH, "lines": [{"code": "COMM", "amount": 99}], "absences": [],
              "changes": []}  # fmt: skip
    paying.act("member", lambda act: act.sealed.drop("pay/2026", forged, equal=("month", MARCH)))
    paying.sign_in("delegate")
    assert lines(paying, MARCH, "member") == ()

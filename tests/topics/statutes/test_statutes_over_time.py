"""Statutes set up, then changed by resolutions: last year keeps last year’s value."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.topics.statutes import service
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue, Outside
from tests.conftest import TestCoop

CANAL = Identity(
    "Les Ateliers du Canal",
    Form.SARL,
    seat="12 quai des Péniches, 44000 Nantes",
    rcs_city="Nantes",
    siren="732 829 320",
    created_on=date(2012, 3, 1),
)
AGE = Outside("AGE, 2e résolution", date(2026, 3, 1))


@pytest.fixture
def ready(coop: TestCoop) -> TestCoop:
    coop.on(date(2026, 3, 2))
    manager = coop.desk("manager")
    service.record_identity(manager, CANAL)
    service.set_up_statutes(manager, [NewValue("share_nominal", "5000", "art. 8"), NewValue("age_majority", "3/4")])
    service.finish_set_up(manager)
    return coop


def test_before_set_up_everything_says_how_to_begin(coop: TestCoop) -> None:
    manager = coop.desk("manager")
    assert service.identity(manager) is None
    assert service.set_up_state(manager) == service.SetUpState(False, False, False, True)
    with pytest.raises(RuleBroken, match="page Statuts"):
        service.profile(manager)


def test_what_was_set_up_holds_for_the_past_and_the_rest_is_the_law(ready: TestCoop) -> None:
    profile = service.profile(ready.desk("manager"), date(2015, 1, 1))
    assert profile.share_nominal_cents == 5000
    assert profile.ratio("age_majority") == Fraction(3, 4)
    assert profile.number("call_days_first") == 15
    state = service.set_up_state(ready.desk("manager"))
    assert state == service.SetUpState(True, True, True, False)


def test_a_change_quotes_its_resolution_and_leaves_last_year_alone(ready: TestCoop) -> None:
    manager = ready.desk("manager")
    change = [NewValue("age_majority", "4/5", "art. 21")]
    with pytest.raises(RuleBroken, match="Nommez la résolution"):
        service.change_statutes(manager, change, date(2026, 3, 1), Outside(" ", None))
    service.change_statutes(manager, change, date(2026, 3, 1), AGE)
    assert service.profile(manager, date(2025, 6, 12)).ratio("age_majority") == Fraction(3, 4)
    assert service.profile(manager, date(2026, 3, 1)).ratio("age_majority") == Fraction(4, 5)
    lines = service.history(manager, "age_majority")
    assert [line.value_words for line in lines] == ["4/5", "3/4"]
    said = "Décision prise hors du programme : AGE, 2e résolution, décision du 1er mars 2026"
    assert [line.decision for line in lines] == [said, "Première mise en place"]
    row = next(row for row in service.parameters(manager) if row.key == "age_majority")
    assert (row.source, row.since, row.law_words) == ("Statuts, art. 21", date(2026, 3, 1), "2/3")


def test_a_change_cannot_slip_under_a_later_one(ready: TestCoop) -> None:
    manager = ready.desk("manager")
    service.change_statutes(
        manager, [NewValue("call_days_first", "20")], date(2026, 2, 1), Outside("AGE", date(2026, 2, 1))
    )
    with pytest.raises(RuleBroken, match="01/02/2026"):
        service.change_statutes(
            manager, [NewValue("call_days_first", "25")], date(2026, 1, 1), Outside("AGE", date(2026, 1, 1))
        )


def test_set_up_is_closed_by_its_end(ready: TestCoop) -> None:
    with pytest.raises(RuleBroken) as refused:
        service.set_up_statutes(ready.desk("manager"), [NewValue("share_nominal", "2000")])
    assert refused.value.rule == "PRO-02"
    with pytest.raises(RuleBroken):
        service.record_identity(ready.desk("manager"), replace(CANAL, seat="Rennes"))


def test_a_refused_value_leaves_nothing_behind(ready: TestCoop) -> None:
    manager = ready.desk("manager")
    before = service.history(manager)
    with pytest.raises(RuleBroken, match=r"L\. 223-30"):
        service.change_statutes(
            manager,
            [NewValue("call_days_first", "20"), NewValue("age_majority", "1/2")],
            date(2026, 3, 1),
            AGE,
        )
    with pytest.raises(RuleBroken) as refused:
        service.change_statutes(manager, [NewValue("share_nominal", "1000")], date(2026, 3, 1), AGE)
    assert refused.value.rule == "FORM-08"
    assert service.history(manager) == before


def test_the_form_changes_and_the_company_stays(ready: TestCoop) -> None:
    manager = ready.desk("manager")
    service.record_identity(manager, replace(CANAL, form=Form.SA), date(2026, 3, 1), AGE)
    assert service.profile(manager, date(2025, 6, 1)).form is Form.SARL
    assert service.profile(manager).form is Form.SA
    assert service.profile(manager).number("min_employed_associates") == 7
    assert [one.form for one in service.identity_history(manager)] == [Form.SA, Form.SARL]


def test_who_may_change_the_statutes(ready: TestCoop) -> None:
    for who in ("secretary", "registrar", "keeper", "bookkeeper", "nobody"):
        with pytest.raises(Refused):
            service.change_statutes(ready.desk(who), [NewValue("call_days_first", "20")], date(2026, 3, 1), AGE)
    assert service.profile(ready.desk("secretary")).form is Form.SARL
    assert service.identity(ready.desk("nobody")) is not None


def test_the_financial_year_ends_when_the_identity_says(ready: TestCoop) -> None:
    june = replace(CANAL, year_end_month=6, year_end_day=30)
    assert june.last_year_end(date(2026, 6, 30)) == date(2025, 6, 30)
    assert june.year_end_after(date(2026, 7, 1)) == date(2027, 6, 30)
    assert replace(CANAL, year_end_month=2, year_end_day=29).year_end(2026) == date(2026, 2, 28)

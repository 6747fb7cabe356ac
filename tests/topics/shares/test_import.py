"""The members’ spreadsheet brings its shares along, once."""

from datetime import date
from pathlib import Path

import pytest

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.topics.shares import service
from coop_desk.topics.shares.importing import import_members
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes
from tests.conftest import TestCoop
from tests.topics.shares.house import CANAL

FILES = Path(__file__).parents[2] / "cases" / "coop"


@pytest.fixture
def founded(coop: TestCoop) -> TestCoop:
    coop.on(date(2026, 6, 12))
    record_identity(coop.desk("manager"), CANAL)
    set_up_statutes(coop.desk("manager"), [NewValue("share_nominal", "5000")])
    return coop


def test_a_file_that_contradicts_the_register_changes_nothing(founded: TestCoop) -> None:
    registrar, path = founded.desk("registrar"), FILES / "membres-utf8-bom.csv"
    import_members(registrar, path)
    first = service.situation(registrar).lines[0].holding.person_id
    service.record_movement(registrar, Draft(Kind.SUBSCRIPTION, date(2026, 6, 12), first, shares=1, reason="Juin"))
    (error,) = import_members(registrar, path, dry_run=True).as_dict()["errors"]
    assert error["rule"] == "REG-02"
    with pytest.raises(RuleBroken):
        import_members(registrar, path)


def test_more_paid_than_the_shares_are_worth_is_an_error_of_the_line(founded: TestCoop, tmp_path: Path) -> None:
    path = tmp_path / "trop.csv"
    path.write_text(
        "Nom;Prénom;Situation;Entrée;Admission;Parts;Versé\n"
        "Morvan;Anne;Associé salarié;07/01/2019;10/01/2020;2;150,00\n",
        encoding="utf-8",
    )
    (error,) = import_members(founded.desk("registrar"), path, dry_run=True).as_dict()["errors"]
    assert error["rule"] == "SHA-01"


def test_a_nominal_value_not_yet_recorded_is_the_one_the_file_implies(coop: TestCoop, tmp_path: Path) -> None:
    coop.on(date(2026, 6, 12))
    registrar = coop.desk("registrar")
    assert import_members(registrar, FILES / "membres-utf8-bom.csv").created == 28
    record_identity(coop.desk("manager"), CANAL)
    set_up_statutes(coop.desk("manager"), [NewValue("share_nominal", "5000")])
    assert service.movements(registrar)[0].nominal_cents == 5000
    silent = tmp_path / "sans-montant.csv"
    silent.write_text(
        "Nom;Prénom;Situation;Entrée;Admission;Parts\nMorvan;Anne;Associé salarié;07/01/2019;10/01/2020;2\n",
        encoding="utf-8",
    )
    assert import_members(registrar, silent, dry_run=True).created == 1


def test_importing_needs_both_registers(founded: TestCoop) -> None:
    for who in ("secretary", "keeper", "nobody"):
        with pytest.raises(Refused):
            import_members(founded.desk(who), FILES / "membres-utf8-bom.csv", dry_run=True)

"""The register and the sheets on paper and as spreadsheets."""

from datetime import date
from pathlib import Path

import pytest

from coop_desk.core import resources
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.paper.sheet import page_texts
from coop_desk.sheets.read import read_table
from coop_desk.topics.members import service
from coop_desk.topics.members.records import Marital
from coop_desk.topics.members.rules.categories import Reason
from coop_desk.topics.members.rules.consent import Channel
from coop_desk.topics.members.service import importing
from coop_desk.topics.members.wording import summary
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import record_identity
from tests.conftest import TestCoop
from tests.golden import check_pages

TODAY = date(2026, 11, 21)


@pytest.fixture
def canal(coop: TestCoop) -> TestCoop:
    """Les Ateliers du Canal with its twenty-eight people."""
    coop.on(TODAY)
    identity = Identity("Les Ateliers du Canal", Form.SARL, "12 quai de la Fosse, 44000 Nantes", "Nantes", "732829320")
    record_identity(coop.desk("manager"), identity, date(2009, 1, 5))
    desk = coop.desk("registrar")
    table = read_table(resources.path("samples", "associes.csv"))
    importing.import_members(desk, table, importing.guess_columns(desk, table))
    return coop


def test_the_register_is_printed_in_the_order_of_admissions_with_the_totals_of_the_screen(canal: TestCoop) -> None:
    pdf = service.register_pdf(canal.desk("registrar"))
    check_pages(pdf, "members/register")
    words = " ".join(" ".join(page_texts(pdf)).split())
    assert " ".join(summary(service.members(canal.desk("registrar"))).split()) in words


def test_the_register_of_an_earlier_day_ignores_what_came_later(canal: TestCoop) -> None:
    early = date(2023, 6, 20)
    rows = service.members(canal.desk("registrar"), early)
    text = " ".join(page_texts(service.register_pdf(canal.desk("registrar"), early)))
    assert "Céline Girard" in text
    assert "30/06/2023" not in text
    assert len(rows) < 28


def test_the_sheet_of_a_person_says_all_that_is_kept(canal: TestCoop) -> None:
    desk = canal.desk("registrar")
    ines = canal.person("manager")
    service.record_email_consent(desk, ines, TODAY, Channel.ELECTRONIC)
    service.record_marital_information(
        desk, ines, Marital("community", "Paul", date(2026, 5, 1), "renounces", date(2026, 5, 9))
    )
    service.change_notes(desk, ines, "Clés de l’atelier <remises> & badge.")
    production = service.open_team(desk, "Production", date(2024, 1, 1))
    bois = service.open_team(desk, "Bois", date(2024, 1, 1), production)
    service.join_team(desk, ines, bois, date(2024, 2, 1))
    service.suspend_vote(desk, ines, date(2026, 2, 1), "Mise en demeure")
    service.restore_vote(desk, ines, date(2026, 3, 1), "Parts souscrites")
    service.record_loss(desk, ines, Reason.RETIREMENT, ends_on=date(2026, 12, 31))
    check_pages(service.person_pdf(desk, ines), "members/person")


def test_everyone_prints_their_own_sheet_and_no_other(canal: TestCoop) -> None:
    desk = canal.desk("keeper")
    assert service.person_pdf(desk, canal.person("keeper")).startswith(b"%PDF")
    with pytest.raises(Refused):
        service.person_pdf(desk, canal.person("manager"))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_what_is_exported_comes_back_unchanged(canal: TestCoop, tmp_path: Path, kind: str) -> None:
    desk = canal.desk("registrar")
    file = tmp_path / f"sortie.{kind}"
    file.write_bytes(service.export_members(desk, kind))  # type: ignore[arg-type]
    table = read_table(file)
    preview = importing.preview_import(desk, table, importing.guess_columns(desk, table))
    assert (preview.created, preview.changed, preview.unchanged, preview.errors) == (0, 0, 28, ())


def test_an_export_holds_only_the_columns_the_title_opens(canal: TestCoop) -> None:
    associate = canal.desk("keeper")
    text = service.export_register(associate, "csv", columns=["number", "family_name"]).decode("utf-8-sig")
    assert text.splitlines()[0] == "N°;Nom"
    with pytest.raises(RuleBroken) as broken:
        service.export_register(associate, "csv", columns=["email"])
    assert broken.value.rule == "EXPORT-COLUMN"
    with pytest.raises(Refused):
        service.export_members(associate, "csv")
    assert "@exemple.fr" not in service.export_register(associate, "csv").decode("utf-8-sig")

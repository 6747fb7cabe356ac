"""The pages of the members, clicked and looked at."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app.start import application
from coop_desk.core import resources
from coop_desk.screen import theme
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.sheets.read import read_table
from coop_desk.topics.members import service
from coop_desk.topics.members.page import ImportPage, MembersPage, TeamsPage
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category, Reason
from coop_desk.topics.members.wording import summary
from tests.conftest import TestCoop

P = TypeVar("P", bound=Page)
TODAY = date(2026, 11, 21)


@pytest.fixture
def canal(coop: TestCoop) -> TestCoop:
    """The co-op with the people of the sample file."""
    coop.on(TODAY)
    desk = coop.desk("registrar")
    table = read_table(resources.path("samples", "associes.csv"))
    service.import_members(desk, table, service.guess_columns(desk, table))
    return coop


def shown(qtbot: QtBot, page: P) -> P:
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    return page


def press(inside: QWidget, words: str) -> None:
    """Press the button that says this."""
    found = [each for each in inside.findChildren(QPushButton) if each.text().strip().startswith(words)]
    assert found, [each.text() for each in inside.findChildren(QPushButton)]
    found[-1].click()


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def written(inside: QWidget) -> str:
    """Everything written there, with ordinary spaces."""
    text = " | ".join(each.text() for each in inside.findChildren(QLabel))
    return plain(text)


def test_an_empty_register_says_how_to_begin(coop: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(coop.desk("registrar")))
    assert "Importez votre tableur" in written(page)
    with qtbot.waitSignal(page.go_asked) as asked:
        press(page, "Importer un tableur")
    assert asked.args == ["members.import", None]


def test_the_register_is_searched_without_accents_and_filtered(canal: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(canal.desk("registrar")))
    assert plain(page.head.facts()) == plain(summary(service.members(page.desk)))
    assert page.head.facts().startswith("24 associés, dont 21 salariés et 3 extérieurs")
    page.list.search_box.setText("perez ines")
    qtbot.waitUntil(lambda: [row.number for row in page.list.shown_records()] == ["A003"])
    page.list.search_box.clear()
    page.list.filter_by("Candidatures")
    qtbot.waitUntil(lambda: len(page.list.shown_records()) == 3)


def test_the_register_of_another_day_is_one_date_away(canal: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(canal.desk("registrar")))
    page.on.write(date(2015, 1, 1))
    page.on.changed.emit()
    rows = page.list.shown_records()
    assert {row.number for row in rows if row.may_vote} == {
        "A001", "A002", "A004", "A010", "A012", "A013", "A015", "A019", "A024",
    }  # fmt: skip
    assert "1er janvier 2015" in plain(page.head.facts())


def test_somebody_is_inscribed_with_the_next_number(canal: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(canal.desk("registrar")))
    page.new_member()
    form = page.card.form
    assert form is not None
    form.set_values({"family_name": "Tanguy", "given_name": "Odile", "decision": "AGO du 21/11/2026"})
    form.submit()
    assert page.list.chosen_record().number == "A029"
    assert "Odile Tanguy" in written(page.card)


def test_a_number_already_given_is_refused_under_its_field(canal: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(canal.desk("registrar")))
    page.new_member()
    form = page.card.form
    assert form is not None
    form.set_values({"family_name": "Tanguy", "given_name": "Odile", "number": "A028"})
    form.submit()
    assert "déjà été attribué" in form.fields["number"].said_fault()


def test_a_candidate_is_admitted_from_the_card(canal: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(canal.desk("registrar")))
    zoe = next(row for row in page.list.shown_records() if row.category is Category.CANDIDATE)
    page.open_record(zoe.person_id)
    assert "Candidature reçue" in written(page.card)
    press(page.card, "Admise")
    form = page.card.findChildren(Form)[-1]
    form.set_values({"day": TODAY, "decision": "AGO du 21/11/2026, 2e résolution"})
    form.submit()
    assert service.member(canal.desk("registrar"), zoe.person_id).category is Category.EMPLOYED
    assert "Sociétariat salarié" in written(page.card)


def test_a_departure_stops_the_vote_and_a_correction_gives_it_back(canal: TestCoop, qtbot: QtBot) -> None:
    desk = canal.desk("registrar")
    ines = canal.person("manager")
    page = shown(qtbot, MembersPage(desk))
    page.open_record(ines)
    press(page.card, "Départ")
    form = page.card.findChildren(Form)[-1]
    form.set_values({"reason": Reason.RETIREMENT, "ends_on": TODAY})
    form.changed.emit()
    assert "sociétariat extérieur à partir du 21 novembre 2026 (LOSS-05)" in written(page.card)
    form.set_values({"reason": Reason.RESIGNATION, "notice_on": TODAY})
    form.changed.emit()
    assert "sociétariat terminé à partir du 21 novembre 2026 (LOSS-01)" in written(page.card)
    form.submit()
    assert service.member(desk, ines).category is Category.FORMER
    assert "Sociétariat terminé" in written(page.card)
    press(page.card, "Corriger une ligne")
    form = page.card.findChildren(Form)[-1]
    form.set_values({"category": "cancelled", "decision": "Démission retirée"})
    form.submit()
    assert service.member(desk, ines).may_vote
    assert "(corrigé depuis)" in written(page.card)


def test_a_refused_departure_says_the_rule_where_the_eye_is(canal: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(canal.desk("registrar")))
    page.open_record(canal.person("manager"))
    press(page.card, "Départ")
    form = page.card.findChildren(Form)[-1]
    form.set_values({"reason": Reason.EXCLUSION, "ends_on": TODAY, "decision": "AGE"})
    form.submit()
    assert "ne prévoient pas l’exclusion" in form.fields["reason"].said_fault()


def test_the_other_forms_of_the_card_keep_what_they_are_told(canal: TestCoop, qtbot: QtBot) -> None:
    desk = canal.desk("registrar")
    ines = canal.person("manager")
    page = shown(qtbot, MembersPage(desk))
    page.open_record(ines)
    for words, said in (
        ("Modifier les coordonnées", {"city": "Nantes"}),
        ("Modifier l’identité", {"title": "Mme"}),
        ("Modifier le contrat", {"working_time": 90}),
        ("Enregistrer l’accord", {"dated": TODAY}),
        ("Modifier…", {"regime": "community", "spouse_informed_on": TODAY}),
        ("Modifier les remarques", {"notes": "Clé n° 4"}),
        ("Suspendre le vote", {"reason": "Mise en demeure"}),
        ("Rétablir le vote", {"reason": "Parts souscrites"}),
        ("Revenir au courrier", {"dated": TODAY}),
        ("Changer la situation", {"category": Category.EXTERNAL, "effective_on": TODAY, "reason": Reason.RETIREMENT}),
    ):
        press(page.card, words)
        form = page.card.findChildren(Form)[-1]
        form.set_values(said)
        form.submit()
        assert page.card.form is None, (words, written(form))
    file = service.member_file(desk, ines)
    assert (file.contact.city, file.title, file.jobs[0].working_time, file.notes) == ("Nantes", "Mme", 900, "Clé n° 4")
    assert [one.given for one in file.consents] == [True, False]
    assert file.row.category is Category.EXTERNAL


def test_an_associate_sees_the_register_and_only_their_own_file(canal: TestCoop, qtbot: QtBot) -> None:
    page = shown(qtbot, MembersPage(canal.desk("keeper")))
    page.open_record(canal.person("keeper"))
    assert "Modifier les coordonnées" in " ".join(each.text() for each in page.card.findChildren(QPushButton))
    page.open_record(canal.person("manager"))
    assert "Adresse" not in written(page.card)
    assert page.card.findChildren(QPushButton) == []
    assert not page.new_action.isVisible()


def test_the_fiche_and_the_register_are_seen_before_they_print(canal: TestCoop, qtbot: QtBot, tmp_path: Path) -> None:
    from coop_desk.topics.statutes.identity import Identity
    from coop_desk.topics.statutes.parameters import Form as LegalForm
    from coop_desk.topics.statutes.service import record_identity

    page = shown(qtbot, MembersPage(canal.desk("registrar")))
    page.print_register()
    assert "identité de la coopérative" in page.refusal.words()
    record_identity(canal.desk("manager"), Identity("Les Ateliers du Canal", LegalForm.SARL, siren="732829320"))
    page.print_register()
    assert page._preview is not None
    page.close_pdf()
    page.export_to(tmp_path / "fiches.ods")
    assert (tmp_path / "fiches.ods").exists()
    page.export_to(tmp_path / "fiches.txt")
    assert ".csv" in page.refusal.words()


def test_a_file_is_imported_in_three_steps(coop: TestCoop, qtbot: QtBot) -> None:
    coop.on(TODAY)
    page = shown(qtbot, ImportPage(coop.desk("registrar")))
    page.file_form.set_values({"file": str(resources.path("samples", "associes.csv"))})
    page.file_form.submit()
    qtbot.waitUntil(lambda: page.columns_form is not None, timeout=20000)
    assert "points-virgules" in written(page.columns_card)
    page.next_action.trigger()
    assert page.head.facts().startswith("28 créations")
    assert service.members(coop.desk("registrar")) == []
    with qtbot.waitSignal(page.go_asked) as asked:
        page.next_action.trigger()
    assert asked.args == ["members", None]
    assert len(service.members(coop.desk("registrar"))) == 28


def test_errors_are_named_by_line_and_nothing_can_be_imported(coop: TestCoop, qtbot: QtBot, tmp_path: Path) -> None:
    coop.on(TODAY)
    page = shown(qtbot, ImportPage(coop.desk("registrar")))
    lines = resources.path("samples", "associes.csv").read_text("utf-8-sig").splitlines()
    lines[3] = lines[3].replace("18/02/1983", "31/02/1983")
    wrong = tmp_path / "faux.csv"
    wrong.write_text("\n".join(lines), encoding="utf-8-sig")
    page._read(read_table(wrong))
    page.next_action.trigger()
    rows = page.list.shown_records()
    assert [(row.line, row.who) for row in rows] == [(4, "Inès Pérez")]
    page.list.choose(rows[0].id)
    assert "31/02/1983" in page.detail.text()
    assert not page.next_action.isEnabled()
    page.go_back()
    page.go_back()
    assert page.file_form.isVisible()


def test_a_file_that_cannot_be_read_says_why_and_stays(coop: TestCoop, qtbot: QtBot, tmp_path: Path) -> None:
    empty = tmp_path / "vide.csv"
    empty.write_bytes(b"")
    page = shown(qtbot, ImportPage(coop.desk("registrar")))
    page.file_form.set_values({"file": str(empty)})
    page.file_form.submit()
    field = page.file_form.fields["file"]
    qtbot.waitUntil(lambda: bool(field.said_fault()) or not page.file_form._refusal.isHidden(), timeout=20000)
    assert page.columns_form is None


def test_the_sample_file_can_be_taken_away(coop: TestCoop, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, ImportPage(coop.desk("registrar")))
    page.write_sample(tmp_path / "modele.csv")
    assert len(read_table(tmp_path / "modele.csv").rows) == 28


def test_teams_are_opened_filled_and_changed_from_the_page(coop: TestCoop, qtbot: QtBot) -> None:
    coop.on(TODAY)
    desk = coop.desk("registrar")
    ines = service.register_member(desk, NewMember("Pérez", Category.EMPLOYED, date(2020, 1, 1), "Inès")).person_id
    page = shown(qtbot, TeamsPage(desk))
    assert "Aucun pôle" in written(page)
    for name, parent in (("Production", 0), ("Bois", 1), ("Métal", 1)):
        page.new_team()
        form = page.card.findChildren(Form)[-1]
        form.set_values({"name": name, "parent": parent, "opened_on": date(2026, 1, 1)})
        form.submit()
    assert [row.name for row in page.list.shown_records()] == ["Production", "Bois", "Métal"]
    page.open_record(2)
    press(page.card, "Ajouter quelqu’un")
    form = page.card.findChildren(Form)[-1]
    form.set_values({"person": ines, "day": date(2026, 1, 1)})
    form.submit()
    assert "Inès Pérez" in written(page.card)
    press(page.card, "Changer…")
    form = page.card.findChildren(Form)[-1]
    form.set_values({"team": 3, "day": TODAY})
    form.submit()
    assert page.list.chosen_record().name == "Métal"
    page.on.write(date(2026, 11, 20))
    page.on.changed.emit()
    assert [row.count for row in page.list.shown_records()] == [1, 1, 0]


@pytest.mark.parametrize("make", [MembersPage, ImportPage, TeamsPage])
def test_every_control_has_a_name(canal: TestCoop, qtbot: QtBot, make: type[Page]) -> None:
    page = shown(qtbot, make(canal.desk("registrar")))
    if isinstance(page, MembersPage):
        page.open_record(canal.person("manager"))
    assert accessible_faults(page) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_the_window(canal: TestCoop, qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    application()
    theme.wear(qapp, theme.Look("light", percent))
    for make in (MembersPage, ImportPage, TeamsPage):
        page = shown(qtbot, make(canal.desk("registrar")))
        page.resize(1366 - theme.px(60), 700)
        if isinstance(page, MembersPage):
            page.open_record(canal.person("manager"))
        if isinstance(page, TeamsPage):
            page.new_team()
        qtbot.wait(20)
        area = page.findChild(QScrollArea)
        assert area is not None
        assert area.horizontalScrollBar().maximum() == 0, make
    theme.wear(qapp, theme.Look("light"))


def test_every_page_has_its_chapter() -> None:
    for page in (MembersPage, ImportPage, TeamsPage):
        assert resources.path("guide", f"{page.guide}.md").exists()

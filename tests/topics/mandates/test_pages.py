"""The register of mandates and the posts, clicked as those who keep them would; the two prints, word for word."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.page import BodiesPage
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.page import MandatesPage, PostsPage
from coop_desk.topics.mandates.records import EventKind, PostKind, RegisterLine
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.assemblies.stories import enrol, found
from tests.topics.mandates.stories import associate, elect

DAY = date(2026, 6, 12)


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the tests remember out of the user's folder."""
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def led(coop: TestCoop) -> TestCoop:
    """An SARL of eight on 12 June 2026, whose manager holds the title."""
    found(coop)
    associate(coop, "manager")
    enrol(coop, 7)
    coop.on(DAY)
    return coop


def shown(coop: TestCoop, qtbot: QtBot, who: str = "manager") -> MandatesPage:
    page = MandatesPage(coop.desk(who))
    qtbot.addWidget(page)
    page.show()
    return page


def lines(page: MandatesPage) -> list[RegisterLine]:
    return list(page.list.shown_records())


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def click(page: MandatesPage | PostsPage, words: str) -> None:
    QApplication.processEvents()
    (found_button,) = [one for one in page.card.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    found_button.click()


def fill(page: MandatesPage | PostsPage, submit: str, **values: Any) -> Form:
    QApplication.processEvents()
    form = next(one for one in page.card.findChildren(Form) if one.isVisible())
    form.set_values(values)
    click(page, submit)
    return form


def test_a_title_held_before_becomes_a_mandate_followed_to_its_end(led: TestCoop, qtbot: QtBot) -> None:
    page = shown(led, qtbot)
    assert {line.state for line in lines(page)} == {"titre sans mandat", "vacant"}
    page.list.choose(next(line.key for line in lines(page) if line.name == "Inès Pérez"))
    assert "sans qu’un mandat l’explique" in texts(page.card)
    click(page, "Reprendre ce mandat…")
    fill(page, "Reprendre le mandat", called="gérante", because="Assemblée du 9 juin 2023, résolution n° 3",
         since=date(2023, 6, 9))  # fmt: skip
    assert page.head.state().startswith("Enregistré")
    assert "Inès Pérez, gérante" in texts(page.card)
    assert "à l’issue de l’assemblée de 2027" in texts(page.card)
    assert accessible_faults(page) == []

    click(page, "Contrat de travail…")
    form = fill(page, "Enregistrer", status="active_justified")
    assert "présumé suspendu" in form.fields["how"].said_fault()
    fill(page, "Enregistrer", how="sous l’autorité de l’assemblée")
    assert "sous l’autorité de l’assemblée" in texts(page.card)
    click(page, "Démission, décès, fin…")
    fill(page, "Mettre fin au mandat", because="Lettre du 12 juin 2026")
    page.list.filter_by("Passés")
    (past,) = lines(page)
    assert (past.name, past.state) == ("Inès Pérez", "démission")


def test_filters_and_days_show_what_ends_what_is_vacant_and_what_was(led: TestCoop, qtbot: QtBot) -> None:
    page = shown(led, qtbot)
    post = service.posts(led.desk("manager"))[0]
    service.change_post(led.desk("manager"), post.id, name="Gérance", seats=3, term_months=48, title_code="manager")
    chosen = enrol(led, 2, date(2021, 1, 4))
    elect(led, "manager", post.id, chosen[:1], DAY)
    page.reload()
    counts = {}
    for words in ("En cours", "Finissent dans six mois", "Vacants", "Passés"):
        page.list.filter_by(words)
        counts[words] = [line.name for line in lines(page)]
    page.list.filter_by("")
    assert counts["Vacants"] == ["2 sièges vacants"]
    assert counts["Finissent dans six mois"] == counts["Passés"] == []
    assert counts["En cours"][0] == "Adèle Aubert"
    page.day_field.write(date(2026, 6, 11))
    page.day_field.changed.emit()
    assert "Adèle Aubert" not in [line.name for line in lines(page)]
    led.on(date(2030, 2, 1))
    again = shown(led, qtbot)
    again.list.filter_by("Finissent dans six mois")
    assert [line.name for line in lines(again)] == ["Adèle Aubert"]


def test_posts_are_added_changed_and_closed(led: TestCoop, qtbot: QtBot) -> None:
    shown(led, qtbot)
    page = PostsPage(led.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    page.new_action.trigger()
    form = fill(
        page, "Ouvrir la fonction", kind=PostKind.SUPERVISORY, name="Conseil de surveillance", seats=2, months=48
    )
    assert "de 3 à 9" in form.fields["seats"].said_fault().replace("\u00a0", " ")
    fill(page, "Ouvrir la fonction", kind=PostKind.ROLE, name="Relais communication", seats=2, months=12)
    assert [post.name for post in service.posts(led.desk("manager"))] == ["Gérance", "Relais communication"]
    fill(page, "Enregistrer", seats=3)
    assert service.posts(led.desk("manager"))[1].seats == 3
    click(page, "Fermer la fonction…")
    (dialog,) = [one for one in page.findChildren(QDialog) if one.isVisible()]
    dialog.accept()
    assert [post.name for post in service.posts(led.desk("manager"))] == ["Gérance"]
    assert accessible_faults(page) == []


def test_an_associate_reads_and_changes_nothing(led: TestCoop, qtbot: QtBot) -> None:
    associate(led, "nobody")
    elect(led, "manager", _first_post(led), [led.person("manager")], DAY)
    page = shown(led, qtbot, "nobody")
    page.list.choose(next(line.key for line in lines(page) if line.mandate_id is not None))
    QApplication.processEvents()
    buttons = {one.text().strip() for one in page.card.findChildren(QPushButton) if one.isVisible()}
    assert buttons == {"Imprimer la fiche"}
    assert not page.may(service.take_over)


def _first_post(led: TestCoop) -> int:
    service.lay_posts(led.desk("manager"))
    return service.posts(led.desk("manager"))[0].id


def test_the_list_of_leaders_and_the_sheet_of_a_mandate(led: TestCoop) -> None:
    desk, post = led.desk("manager"), _first_post(led)
    first = service.take_over(
        desk, post, led.person("manager"), starts_on=date(2023, 6, 9), called="gérante",
        because="Assemblée du 9 juin 2023, résolution n° 3", accepted_on=date(2023, 6, 9),
    )  # fmt: skip
    service.open_post(desk, PostKind.ROLE, "Relais communication", 2, 12)
    check_pages(service.leaders_pdf(desk), "mandates/leaders")
    service.end_mandate(desk, first, EventKind.RESIGNED, DAY, "Lettre du 12 juin 2026")
    check_pages(service.mandate_pdf(desk, first), "mandates/mandate")


def test_the_bodies_page_leads_to_the_mandates_that_seats_follow(coop: TestCoop, qtbot: QtBot) -> None:
    found(coop, "SA")
    manager = coop.desk("manager")
    service.lay_posts(manager)
    circle = assemblies.create_body(manager, BodyKind.CIRCLE, "Cercle")
    board = next(one.id for one in assemblies.bodies(manager) if one.kind is BodyKind.BOARD)
    page = BodiesPage(manager)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    asked: list[str] = []
    page.go_asked.connect(lambda name, _record: asked.append(name))
    page.open_record(circle)
    assert page.card.findChildren(Form)
    page.open_record(board)
    assert "suivent ses mandats" in texts(page.card)
    assert not [form for form in page.card.findChildren(Form) if form.isVisible()]
    next(one for one in page.card.findChildren(QPushButton) if one.text() == "Voir les mandats").click()
    assert asked == ["mandates"]
    assert accessible_faults(page) == []

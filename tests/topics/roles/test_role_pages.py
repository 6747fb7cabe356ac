"""A post shared out by keyboard, a sheet adopted, a deputy named, a matter fixed: clicked as those who do it would."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.roles import service
from coop_desk.topics.roles.page import MattersPage, RolesPage, SharingPage
from coop_desk.topics.roles.records import Level
from coop_desk.topics.skills import service as skills
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import found
from tests.topics.mandates.stories import associate
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post


def ready(coop: TestCoop) -> None:
    """Associates, the posts of the statutes, no role yet."""
    found(coop)
    for who in ("registrar", "nobody"):
        associate(coop, who)
    coop.on(TODAY)
    mandates.lay_posts(coop.desk("secretary"))


def shown(qtbot: QtBot, page: Page) -> Any:
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    return page


def form_in(widget: QWidget) -> Form:
    QApplication.processEvents()
    return next(form for form in reversed(widget.findChildren(Form)) if form.isVisible())


def fill(form: Form, **values: object) -> None:
    for name, value in values.items():
        form.fields[name].write(value)


def choose(field: Any, person: int) -> None:
    field.write(person)
    field.changed.emit()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Pages are shown without the window: where they would go is kept."""
    went: list[tuple[Any, ...]] = []
    monkeypatch.setattr(Page, "go", lambda _page, *where: went.append(where))
    return went


def test_missions_go_to_poles_by_keyboard_and_the_page_says_what_is_left(
    coop: TestCoop, qtbot: QtBot, alone: list[tuple[Any, ...]]
) -> None:
    coop.once(ready)
    page = shown(qtbot, SharingPage(coop.desk("secretary")))
    assert "Écrivez d’abord" in page.state.text()
    page.take_template()
    assert page.left.count() == 0
    assert [card.missions.count() for card in page.cards] == [4, 4, 3]
    assert page.state.text() == "Tout est placé\N{NO-BREAK SPACE}: vous pouvez partager."

    last = page.cards[2].missions
    last.setFocus()
    last.setCurrentRow(0)
    qtbot.keyClick(last, Qt.Key.Key_0)
    assert page.left.count() == 1
    assert "n’est dans aucun pôle" in page.state.text()
    page.left.setCurrentRow(0)
    qtbot.keyClick(page.left, Qt.Key.Key_3)
    for card in page.cards:
        choose(card.holders[0], int(coop.person("nobody")))
    assert "Chloé Hénaff tiendrait tous les pôles" in page.state.text()
    choose(page.cards[0].holders[0], int(coop.person("registrar")))
    assert accessible_faults(page) == []

    page.ask_decision()
    form = form_in(page)
    fill(form, decision="Réunion d’équipe du 14 septembre 2026")
    form.submit()
    assert alone[-1][0] == "roles"
    assert [role.holders[0].name for role in service.roles(coop.desk("secretary"))] == [
        "Chloé Hénaff", "Léon Girard", "Chloé Hénaff",
    ]  # fmt: skip


def test_a_role_says_everything_and_gets_a_new_sheet_and_a_deputy(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(shared_post)
    page = shown(qtbot, RolesPage(coop.desk("secretary")))
    page.list.choose(next(role.id for role in page.list.shown_records() if "paie" in role.name))
    role = page.list.chosen_record()
    desk = coop.desk("secretary")
    skills.open_skill(desk, skills.open_branch(desk, "Gestion"), "Paie")
    page.change_sheet(role)
    form = form_in(page)
    fill(form, **{"purpose": "Que chacun soit payé juste", "skill-0": "paie", "level-0": 3}, decision="Réunion du 14")
    form.submit()
    assert (page.list.chosen_record().version, page.list.chosen_record().sheet.requires) == (2, {"paie": 3})
    page.add_deputy(page.list.chosen_record())
    fill(form_in(page), person=int(coop.person("registrar")))
    form_in(page).submit()
    assert [one.name for one in page.list.chosen_record().deputies] == ["Léon Girard"]
    production = next(role.id for role in service.roles(desk) if "Production" in role.name)
    page.incompatible.ask(page.list.chosen_record(), [(production, "Production")])
    fill(form_in(page), role=production, because="Qui facture ne paie pas")
    form_in(page).submit()
    assert [why for _row, _one, _two, why in service.incompatibilities(desk)] == ["Qui facture ne paie pas"]
    assert accessible_faults(page) == []
    reader = shown(qtbot, RolesPage(coop.desk("nobody")))
    assert not reader.share_action.isVisible()


def test_an_empty_matrix_says_how_to_begin_and_a_rule_is_written_in_it(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(shared_post)
    page = shown(qtbot, MattersPage(coop.desk("secretary")))
    page.new_matter()
    form = form_in(page)
    assert form.fields["role"].isHidden()
    fill(form, matter="Achat", level=Level.PERSON, limit=10_000, decision="AG du 12 juin 2026")
    form.submit()
    assert [(line.matter, line.limit) for line in page.list.shown_records()] == [("Achat", 10_000)]
    assert accessible_faults(page) == []

"""A plan asked for on the screen, found beside the program, read with its reasons, its adoption asked for."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import PlanState
from coop_desk.topics.roles.page.compare import ComparePage
from coop_desk.topics.roles.page.plan import PlanPage
from coop_desk.topics.roles.page.planning import PlanningPage
from coop_desk.topics.roles.page.rotation import RotationPage
from coop_desk.topics.roles.page.rotation_settings import RotationSettingsPage
from coop_desk.topics.roles.page.swaps import SwapsPage
from tests.conftest import TestCoop
from tests.topics.roles.test_adopting_a_rotation import FIRST, rotating
from tests.topics.roles.test_role_pages import alone, fill, form_in, shown  # noqa: F401  (a fixture among them)


def words_of(page: Any) -> str:
    """What the card says."""
    return " ".join(each.text() for each in page.card.findChildren(QLabel))


def test_a_plan_is_asked_for_found_read_and_adopted_on_the_screen(
    coop: TestCoop,
    qtbot: QtBot,
    alone: list[tuple[Any, ...]],  # noqa: F811
) -> None:
    role = coop.once(rotating)
    desk = coop.desk("secretary")
    for empty, says in ((RotationPage, "Aucun plan"), (ComparePage, "deux plans"), (SwapsPage, "Aucun échange")):
        page = shown(qtbot, empty(desk))
        assert says in page._empty._sentence.text()
    asking = shown(qtbot, PlanningPage(desk))
    asking.ask_pin()
    fill(form_in(asking), person=int(coop.person("bookkeeper")), role=role)
    form_in(asking).submit()
    form = form_in(asking)
    fill(form, name="Rotation 2027", first=FIRST, months=12)
    form.submit()
    assert "(refus)" in form.fields["name"].said_fault()
    service.unpin(desk, service.pins(desk)[0].id)
    asking.ask_pin()
    fill(form_in(asking), person=int(coop.person("registrar")), role=role, because="Finit sa formation.")
    form_in(asking).submit()
    assert "Imposé" in words_of(asking)
    form = form_in(asking)
    fill(form, name="Rotation 2027", first=FIRST, months=12)
    form.submit()
    assert asking.under_way
    assert accessible_faults(asking) == []
    qtbot.waitUntil(lambda: not asking.under_way, timeout=20_000)
    assert alone[-1][0] == "roles.plan"

    page = shown(qtbot, PlanPage(desk))
    page.open_record(alone[-1][1])
    assert "part équitable" in words_of(page).lower()
    bar = next(one for one in page.list.shown_records() if one.planned)
    page.list.choose(f"{bar.role_id}-{bar.seat}-{bar.starts_on.isoformat()}")
    assert f"{bar.name} tient" in words_of(page)
    next(one for one in page.card.findChildren(QPushButton) if "Et un plan sans" in one.text()).click()
    qtbot.waitUntil(lambda: f"Sans {bar.name} sur" in words_of(page), timeout=20_000)
    page.show_vacancies()
    assert accessible_faults(page) == []
    reader = shown(qtbot, PlanPage(coop.desk("bookkeeper")))
    reader.open_record(alone[-1][1])
    assert not reader.adopt_action.isVisible()
    reader.ask_why_not()
    fill(form_in(reader), role=bar.role_id)
    form_in(reader).submit()
    qtbot.waitUntil(lambda: "refus" in words_of(reader), timeout=20_000)

    page.ask_adoption()
    adopting = form_in(page)
    fill(adopting, decision="Réunion d’équipe", day=desk.today)
    adopting.submit()
    assert "deux personnes" in adopting.fields["decision"].said_fault()
    assert service.plans(desk)[0].state is PlanState.PROPOSED
    settings = shown(qtbot, RotationSettingsPage(desk))
    settings.list.choose("vacancy")
    fill(form_in(settings), value=200, because="Réunion du 14 septembre")
    form_in(settings).submit()
    assert service.rotation_settings(desk).vacancy == 200
    assert accessible_faults(settings) == []

"""The pages of hand-overs, of learning, of pairs and of retrospectives, clicked as those who do it would."""

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import Alert, Kind
from coop_desk.topics.roles.page import (
    HandoverPage,
    HandoversPage,
    HandoverTemplatesPage,
    LearningPage,
    PairsPage,
    RetrospectivesPage,
)
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import found
from tests.topics.roles.test_handing_a_role_over import ANSWERS, TAKES_OVER, followed
from tests.topics.roles.test_role_pages import alone, choose, fill, form_in, shown
from tests.topics.roles.test_sharing_a_post import TODAY

__all__ = ["alone"]
PAGES = (HandoversPage, HandoverPage, HandoverTemplatesPage, LearningPage, PairsPage, RetrospectivesPage)


@pytest.mark.usefixtures("alone")
def test_without_any_role_each_page_says_how_to_begin(coop: TestCoop, qtbot: QtBot) -> None:
    found(coop)
    coop.on(TODAY)
    mandates.lay_posts(coop.desk("secretary"))
    for made in PAGES:
        page = shown(qtbot, made(coop.desk("secretary")))
        assert page._empty.isVisible(), made
        assert accessible_faults(page) == []


def test_a_hand_over_is_ticked_added_to_and_finished_from_the_keyboard(
    coop: TestCoop, qtbot: QtBot, alone: list[tuple[Any, ...]]
) -> None:
    story = coop.once(followed)
    coop.on(TAKES_OVER)
    every = shown(qtbot, HandoversPage(coop.desk("nobody")))
    every.list.filter_by("Les miennes")
    assert {one.id for one in every.list.shown_records()} >= {story.plan}
    every.list.choose(story.plan)
    assert accessible_faults(every) == []
    every.list.opened.emit(every.list.chosen_record())
    assert alone[-1] == ("roles.handover", story.plan)

    for who in ("nobody", "registrar"):
        page = shown(qtbot, HandoverPage(coop.desk(who)))
        page.open_record(story.plan)
        line = page.list.shown_records()[0]
        page.list.choose(line.id)
        page.turn_tick()
        page.turn_tick()
        assert page._mine(page.list.chosen_record()) is None
        page.ask_remark(page.list.chosen_record())
        fill(form_in(page.card), said="Vu ensemble")
        form_in(page.card).submit()
        assert page._mine(page.list.chosen_record()).said == "Vu ensemble"
        page.list.filter_by("À cocher par moi")
        page.list.view.selectAll()
        page.turn_tick()
    assert page.record.left == ()
    page.ask_line()
    fill(form_in(page.card), kind=Kind.DOCUMENT, words="Le classeur bleu", due=date(2027, 9, 20))
    form_in(page.card).submit()
    page.ask_dates(page.list.chosen_record())
    fill(form_in(page.card), due=date(2027, 9, 21))
    form_in(page.card).submit()
    page.finish()
    assert "« Le classeur bleu »" in page.refusal.words()
    assert accessible_faults(page) == []
    keeps = shown(qtbot, HandoverPage(coop.desk("secretary")))
    keeps.open_record(story.plan)
    assert not keeps.tick_action.isVisible()
    keeps.ask_giver()
    fill(form_in(keeps.card), because="Chloé est partie")
    form_in(keeps.card).submit()
    page.reload()
    page.list.choose(next(one.id for one in page.record.lines if one.words == "Le classeur bleu"))
    page.turn_tick()
    page.finish()
    assert page.record.alert is Alert.OVER
    assert not page.finish_action.isVisible()


@pytest.mark.usefixtures("alone")
def test_a_template_a_plan_to_learn_a_pair_and_a_retrospective_are_written_in_their_forms(
    coop: TestCoop, qtbot: QtBot
) -> None:
    story = coop.once(followed)
    coop.on(TAKES_OVER)
    page = shown(qtbot, HandoverTemplatesPage(coop.desk("secretary")))
    page.list.choose(story.role)
    page.ask_template(page.list.chosen_record())
    assert accessible_faults(page) == []
    fill(form_in(page.card), documents="Le classeur bleu\n\nLe classeur vert", decision="Réunion")
    form_in(page.card).submit()
    assert page.list.chosen_record().template.documents == ("Le classeur bleu", "Le classeur vert")
    assert page.list.chosen_record().version == 1

    page = shown(qtbot, LearningPage(coop.desk("registrar")))
    page.ask_ramp()
    form = form_in(page.card)
    choose(form.fields["learner"], coop.person("registrar"))
    choose(form.fields["buddy"], coop.person("nobody"))
    mission = next(one for one in service.templates(coop.desk("registrar")) if one.role_id == story.role).missions[0][0]
    fill(form, mission=mission, steps="Faire")
    form.submit()
    (ramp,) = service.ramps(coop.desk("registrar"))
    page._step_button(page.list.chosen_record(), 0).click()
    assert page.list.chosen_record().steps[0].done_on == TAKES_OVER
    assert accessible_faults(page) == []
    page = shown(qtbot, LearningPage(coop.desk("nobody")))
    page.list.choose(ramp.id)
    page.ask_autonomy(page.list.chosen_record())
    form_in(page.card).submit()
    assert page.list.chosen_record().declared_by == "Chloé Hénaff"

    page = shown(qtbot, PairsPage(coop.desk("secretary")))
    page.ask_pair()
    form = form_in(page.card)
    choose(form.fields["one"], coop.person("registrar"))
    choose(form.fields["two"], coop.person("nobody"))
    fill(form, role=story.role, decision="Réunion")
    form.submit()
    page.ask_end(page.list.chosen_record())
    form_in(page.card).submit()
    assert page.list.chosen_record().ends_on == TAKES_OVER
    assert accessible_faults(page) == []

    page = shown(qtbot, RetrospectivesPage(coop.desk("nobody")))
    page.ask_own()
    fill(
        form_in(page.card), worked=ANSWERS.worked, hard=ANSWERS.hard, attention=ANSWERS.attention, advice=ANSWERS.advice
    )
    form_in(page.card).submit()
    assert page.list.chosen_record().answers == ANSWERS
    assert accessible_faults(page) == []

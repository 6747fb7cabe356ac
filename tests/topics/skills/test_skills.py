"""Levels are declared by each and confirmed by another; the map can be read at any date, on screen and on paper."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.paper.levels import LevelCell, LevelGrid, LevelRow, pages_of
from coop_desk.paper.sheet import page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.members import service as members
from coop_desk.topics.skills import service
from coop_desk.topics.skills.page import FollowingPage, SkillsPage, SkillTreePage
from coop_desk.topics.skills.rules.levels import (
    NOTHING,
    Held,
    LevelStep,
    Step,
    cell_words,
    check_answer,
    check_declared,
    held_on,
    level_words,
)
from coop_desk.topics.skills.rules.tree import check_closing, check_key, check_name, check_training
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import found
from tests.topics.mandates.stories import act_as, associate

DAY, LATER = date(2026, 9, 14), date(2026, 10, 5)
CHLOE, LEON, INES = 1, 2, 3
STEPS = (
    LevelStep(1, Step.DECLARED, 2, date(2026, 1, 5), CHLOE),
    LevelStep(2, Step.CONFIRMED, 2, date(2026, 1, 9), LEON, 1),
    LevelStep(3, Step.DECLARED, 4, date(2026, 3, 2), CHLOE),
    LevelStep(4, Step.DECLARED, 3, date(2026, 3, 4), CHLOE),
    LevelStep(5, Step.DECLINED, 3, date(2026, 3, 9), LEON, 4, "Encore deux chantiers."),
    LevelStep(6, Step.DECLARED, 3, date(2026, 6, 1), INES),
)


@pytest.mark.parametrize(
    ("day", "level", "waiting", "told"),
    [
        (date(2026, 1, 4), 0, None, ""),
        (date(2026, 1, 5), 0, 2, "2?"),
        (date(2026, 1, 9), 2, None, "2"),
        (date(2026, 3, 3), 2, 4, "2›4?"),
        (date(2026, 3, 4), 2, 3, "2›3?"),
        (date(2026, 3, 9), 2, None, "2"),
        (date(2026, 6, 1), 2, 3, "2›3?"),
    ],
)
def test_a_level_counts_from_the_day_another_confirms_it(day: date, level: int, waiting: int | None, told: str) -> None:
    held = held_on(STEPS, day)
    assert (held.level, held.waiting, cell_words(held)) == (level, waiting, told)


WAITS = Held(level=2, waiting=3, declaration_id=6, declared_by_id=INES)
REFUSED: dict[str, tuple[Any, tuple[Any, ...], str]] = {
    "oneself": (check_answer, (WAITS, 6, CHLOE, CHLOE), "SKILL-03"),
    "whoever wrote it for somebody": (check_answer, (WAITS, 6, CHLOE, INES), "SKILL-03"),
    "a declaration replaced": (check_answer, (WAITS, 4, CHLOE, LEON), "SKILL-04"),
    "a level that is none": (check_declared, (NOTHING, 5), "SKILL-02"),
    "the level that waits already": (check_declared, (WAITS, 3), "SKILL-02"),
    "the level held already": (check_declared, (NOTHING, 0), "SKILL-02"),
    "a name taken, accents aside": (check_name, ("Débit", ("debit",)), "SKILL-01"),
    "a comma in a name": (check_name, ("Débit, usinage", ()), "SKILL-01"),
    "a branch over open skills": (check_closing, (DAY, LATER, ("Soudure",)), "SKILL-05"),
    "closed before it opened": (check_closing, (LATER, DAY), "SKILL-05"),
    "trained before it begins": (check_training, (LATER, DAY, 2, 0), "SKILL-06"),
    "trained for a level held": (check_training, (DAY, LATER, 2, 2), "SKILL-06"),
    "key without a decision": (check_key, (2, 2, " "), "SKILL-07"),
    "key at level 0": (check_key, (0, 2, "Réunion"), "SKILL-07"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_says_nothing_new_or_judges_itself_is_refused(name: str) -> None:
    rule, given, cited = REFUSED[name]
    with pytest.raises(RuleBroken) as refused:
        rule(*given)
    assert refused.value.rule == cited


def test_a_grid_too_large_for_a_page_is_cut_by_columns_then_lines() -> None:
    row = tuple(LevelCell(4, "4") for _ in range(50))
    grid = LevelGrid(
        (("Atelier", 25), ("Gestion", 25)), tuple(f"Savoir {n}" for n in range(50)), (LevelRow("Chloé", row),) * 60
    )
    a4, a3 = pages_of(grid), pages_of(grid, a3=True)
    assert (len(a4), len(a3)) == (6, 2)
    assert all(page.width * 0.72 <= 257 * 72 / 25.4 + 1 for page in a4)


# ------------------------------------------------------------------ a co-op


def a_tree(coop: TestCoop) -> tuple[int, int]:
    """Three people at work, a branch of two skills, one of them key."""
    found(coop)
    for who in ("registrar", "nobody", "secretary"):
        associate(coop, who)
        members.record_hiring(coop.desk("registrar"), coop.person(who), date(2024, 1, 8))
    coop.on(DAY)
    desk = coop.desk("secretary")
    branch = service.open_branch(desk, "Gestion")
    law, bills = service.open_skill(desk, branch, "Droit social"), service.open_skill(desk, branch, "Facturation")
    service.set_key_skill(desk, bills, 2, 2, "Réunion du 14 septembre 2026")
    return law, bills


def test_each_declares_another_confirms_and_every_date_stays_readable(coop: TestCoop) -> None:
    law, bills = coop.once(a_tree)
    chloe, leon = coop.desk("nobody"), coop.desk("registrar")
    first, second = service.declare_levels(chloe, chloe.person_id, {law: 3, bills: 2})
    with pytest.raises(RuleBroken, match="propre niveau"):
        service.confirm_levels(chloe, [first])
    with pytest.raises(Refused):
        service.declare_levels(chloe, leon.person_id, {law: 1})
    with pytest.raises(Refused):
        service.open_branch(chloe, "Atelier")
    assert [(one.skill, one.mine) for one in service.levels_to_confirm(chloe)] == [
        ("Droit social", True),
        ("Facturation", True),
    ]
    coop.on(LATER)
    service.confirm_levels(leon, [first])
    service.decline_level(leon, second, "Encore un mois avec Inès.")
    with pytest.raises(RuleBroken) as answered:
        service.confirm_levels(leon, [second])
    assert answered.value.rule == "SKILL-04"
    for_chloe = [coop.person("nobody")]

    def levels(day: date) -> dict[str, int]:
        return act_as(coop, "secretary", lambda act: service.skills_of(act, day).get(for_chloe[0], {}), reading=True)

    assert (levels(DAY), levels(LATER)) == ({}, {"droit social": 3})
    card = service.skill_card(leon, chloe.person_id, bills)
    assert [(step.step, step.because) for step in card.steps] == [
        (Step.DECLINED, "Encore un mois avec Inès."), (Step.DECLARED, ""),
    ]  # fmt: skip
    service.begin_training(chloe, chloe.person_id, bills, 2, LATER, date(2026, 12, 1), "Avec Inès")
    with pytest.raises(RuleBroken, match="déjà en cours"):
        service.begin_training(chloe, chloe.person_id, bills, 3, LATER, date(2026, 12, 1))
    assert [(one.code, one.level, one.over) for one in service.trainings(leon)] == [("facturation", 2, False)]
    coop.on(date(2026, 12, 1))
    assert service.trainings(leon)[0].over
    # what the keeper of the map writes for somebody is confirmed by a third person
    secretary = coop.desk("secretary")
    (third,) = service.declare_levels(secretary, chloe.person_id, {bills: 2})
    with pytest.raises(RuleBroken, match="troisième personne"):
        service.confirm_levels(secretary, [third])
    service.confirm_levels(leon, [third])
    assert service.trainings(leon) == []
    found_now = service.matrix(leon)
    assert [one.name for one in found_now.skills] == ["Droit social", "Facturation"]
    assert found_now.holders == (0, 1)
    service.close_skill(secretary, law)
    assert [one.name for one in service.matrix(leon).skills] == ["Facturation"]
    assert len(service.matrix(leon, LATER).skills) == 2
    (page,) = page_texts(service.matrix_pdf(leon, LATER))
    assert "Droit social" in page
    assert "Facturation (clé)" in page
    assert "0/2" in page
    assert "Chloé Hénaff" in page
    (large,) = page_texts(service.matrix_pdf(leon, a3=True))
    assert "1/2" in large
    assert level_words(3) in large


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Where pages shown without the window would go."""
    kept: list[tuple[Any, ...]] = []
    monkeypatch.setattr(Page, "go", lambda _page, *where: kept.append(where))
    return kept


def shown(qtbot: QtBot, page: Page) -> Any:
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    return page


def test_arrows_and_digits_declare_on_the_map_and_others_confirm(
    coop: TestCoop, qtbot: QtBot, went: list[tuple[Any, ...]]
) -> None:
    law, _bills = coop.once(a_tree)
    empty = shown(qtbot, SkillTreePage(coop.desk("secretary")))
    assert empty.list.shown_records()
    assert accessible_faults(empty) == []
    page = shown(qtbot, SkillsPage(coop.desk("nobody")))
    page.open_record((coop.person("nobody"), law))
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.grid, Qt.Key.Key_3)
    assert "Chloé Hénaff, Facturation" in page.cell_words.accessibleName()
    assert "déclaré 3" in page.cell_words.accessibleName()
    page.grid.go_to(coop.person("registrar"))
    qtbot.keyClick(page.grid, Qt.Key.Key_3)
    assert "Chacun déclare" in page.head.state()
    assert accessible_faults(page) == []
    follow = shown(qtbot, FollowingPage(coop.desk("registrar")))
    assert follow.waiting.choose(follow.waiting.shown_records()[0].declaration_id)
    follow.confirm()
    assert follow.waiting.shown_records() == []
    assert accessible_faults(follow) == []
    page.load()
    page.open_record((coop.person("nobody"), law))
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.grid.model_.held(page.grid.currentIndex()).level == 3


def test_the_tree_is_grown_from_its_page(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(a_tree)
    page = shown(qtbot, SkillTreePage(coop.desk("secretary")))
    page.new_branch()
    _fill(page, name="Atelier")
    _fill(page, branch=page.branches[0].id, name="Soudure")
    assert page.list.chosen_record().code == "soudure"
    page._key(page.list.chosen_record())
    _fill(page, level=3, people=1, decision="Réunion du 14 septembre 2026")
    assert page.list.chosen_record().key.people == 1


def _fill(page: Any, **values: object) -> None:
    QApplication.processEvents()
    form = next(one for one in reversed(page.findChildren(Form)) if one.isVisible())
    for name, value in values.items():
        form.fields[name].write(value)
    form.submit()

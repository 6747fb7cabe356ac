"""Schedules, numbers and sites: what is refused, by a table; one story through the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.limits import EVERYONE
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.card import Card
from coop_desk.screen.form import Form
from coop_desk.topics.employment import service
from coop_desk.topics.employment.page import SitesPage, WorkersPage
from coop_desk.topics.employment.rules.holidays import Feast, Site, Zone
from coop_desk.topics.employment.rules.schedules import Schedule, weekdays_words
from coop_desk.topics.members import service as members
from tests.conftest import TestCoop
from tests.topics.leave.people_at_work import FOUR_DAYS, FULL, HIRED, TODAY, people_at_work

MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)
LONG_DAY = (660, 0, 0, 0, 0, 0, 0)
LONG_WEEK = (500, 500, 500, 500, 500, 500, 0)


def looked_at(coop: TestCoop, look: Callable[[Act], Any]) -> Any:
    """What a topic above reads with its act."""
    inner = Inner("test.look", "Essai", reading=True)
    return transact(coop.file, inner, coop.person("rose"), EVERYONE, "", look)


def written(card: Card) -> str:
    """Every word of a card."""
    return "\n".join(one.text() for one in card.findChildren(QLabel))


def fill(card: Card, values: dict[str, Any]) -> None:
    """Fill the form that was opened last in a card, and send it."""
    form = card.findChildren(Form)[-1]
    form.set_values(values)
    form.submit()


def test_what_nobody_works_is_refused_with_its_rule(coop: TestCoop) -> None:
    coop.once(people_at_work)
    desk, aicha, bilal = coop.desk("rose"), coop.person("aicha"), coop.person("bilal")
    service.record_matricule(desk, bilal, HIRED, "0007")
    site = service.open_site(desk, "Atelier", HIRED, Site())
    for verb, given, rule in (
        (service.record_schedule, (aicha, date(2024, 5, 31), [FULL]), "EMPLOY-01"),
        (service.record_schedule, (aicha, HIRED, [LONG_DAY]), "EMPLOY-02"),
        (service.record_schedule, (aicha, HIRED, [LONG_WEEK]), "EMPLOY-02"),
        (service.record_schedule, (aicha, HIRED, [(0,) * 7]), "EMPLOY-02"),
        (service.record_schedule, (aicha, HIRED, [(-60, *FULL[1:])]), "EMPLOY-02"),
        (service.record_schedule, (aicha, HIRED, [FULL, FULL, FULL]), "EMPLOY-02"),
        (service.record_matricule, (aicha, TODAY, "0007"), "EMPLOY-03"),
        (service.record_matricule, (aicha, TODAY, "=1+1"), "EMPLOY-03"),
        (service.record_matricule, (aicha, date(2020, 1, 1), "9"), "EMPLOY-01"),
        (service.record_site_of, (aicha, TODAY, 99), "EMPLOY-04"),
        (service.open_site, ("ATELIER", HIRED, Site()), "EMPLOY-04"),
        (service.set_solidarity_day, (site, 2026, MAY), "LEAVE-83"),
        (service.set_solidarity_day, (site, 2025, JULY), "LEAVE-83"),
        (service.close_site, (site, TODAY), "EMPLOY-04"),
    ):
        with pytest.raises(RuleBroken) as refused:
            verb(desk, *given)
        assert refused.value.rule == rule, given
    with pytest.raises(Refused):
        service.record_schedule(coop.desk("aicha"), aicha, HIRED, [FULL])
    with pytest.raises(Refused):
        service.worker(coop.desk("aicha"), bilal)


def test_each_date_has_its_schedule_its_number_and_its_holidays(coop: TestCoop) -> None:
    coop.once(people_at_work)
    desk, aicha, bilal = coop.desk("rose"), coop.person("aicha"), coop.person("bilal")
    service.record_schedule(desk, bilal, JULY, [FULL, (420, 0, 0, 0, 0, 0, 0)])
    service.record_matricule(desk, bilal, HIRED, "0007")
    service.record_matricule(desk, bilal, JULY, "")
    service.record_matricule(desk, aicha, JULY, "0007")
    service.open_site(desk, "Nantes", HIRED, Site())
    strasbourg = service.open_site(desk, "Strasbourg", HIRED, Site(Zone.ALSACE_MOSELLE))
    service.change_site(
        desk, strasbourg, "Strasbourg", JULY, Site(Zone.ALSACE_MOSELLE, worked=frozenset({Feast.ARMISTICE}))
    )
    service.record_site_of(desk, aicha, JULY, strasbourg)
    service.set_solidarity_day(desk, strasbourg, 2026, date(2026, 11, 1))
    minutes = [looked_at(coop, lambda act, at=at: service.minutes_on(act, bilal, at)) for at in (
        date(2026, 6, 24), date(2026, 7, 1), date(2026, 7, 8), date(2026, 7, 15), date(2024, 5, 31),
    )]  # fmt: skip
    assert minutes == [0, 420, 0, 420, 0], "four days, then two weeks that alternate; nothing before the contract"
    for day, held in ((date(2026, 6, 30), {bilal: "0007"}), (JULY, {aicha: "0007"})):
        assert looked_at(coop, lambda act, day=day: service.matricules(act, day)) == held
    before, after = (
        looked_at(coop, lambda act, day=day: service.site_of(act, aicha, day)) for day in (date(2026, 6, 30), JULY)
    )
    assert before.zone is Zone.FRANCE
    assert (after.zone, after.worked, after.worked_on) == (
        Zone.ALSACE_MOSELLE, frozenset({Feast.ARMISTICE}), frozenset({date(2026, 11, 1)}),
    )  # fmt: skip
    assert set(looked_at(coop, lambda act: service.employed_at(act, TODAY))) == {
        coop.person(who) for who in ("aicha", "bilal", "rose", "sacha")
    }
    members.record_employment_end(
        coop.desk("registrar"), members.member_file(coop.desk("registrar"), aicha).jobs[0].id, TODAY, "Démission"
    )
    assert "employee" in [title.code for title in coop.desk("aicha").titles]
    coop.on(date(2026, 7, 3))
    assert "employee" not in [title.code for title in coop.desk("aicha").titles], "the title ends with the contract"


def test_days_are_said_in_few_words() -> None:
    said = {weekdays_words(Schedule(HIRED, (week,))) for week in (FULL, FOUR_DAYS, (420, 0, 0, 0, 0, 0, 0))}
    assert said == {"lundi à vendredi", "lundi, mardi, jeudi et vendredi", "lundi"}


def test_the_pages_record_a_schedule_a_number_and_a_site(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(people_at_work)
    bilal = coop.person("bilal")
    sites = SitesPage(coop.desk("rose"))
    qtbot.addWidget(sites)
    sites.show()
    sites.new_action.trigger()
    fill(sites.card, {"name": "Nantes", "day": HIRED, "zone": Zone.FRANCE})
    site = service.work_sites(coop.desk("rose"))[0].id
    sites.open_record(site)
    assert "Lundi de Pâques" in written(sites.card)
    assert accessible_faults(sites) == []
    page = WorkersPage(coop.desk("rose"))
    qtbot.addWidget(page)
    page.show()
    page.open_record(bilal)
    assert "28\u202fh" in written(page.card)
    page.ask_schedule()
    fill(page.card, {"day": JULY, "0-2": 210})
    page.ask_matricule()
    fill(page.card, {"day": HIRED, "number": "0042"})
    page.ask_site()
    fill(page.card, {"day": JULY, "site": site})
    line = next(line for line in service.workers(coop.desk("rose"), JULY) if line.person_id == bilal)
    assert (line.matricule, line.site, line.weekly) == ("0042", "Nantes", 28 * 60 + 210)
    page.ask_matricule()
    fill(page.card, {"day": HIRED, "number": "?"})
    assert "Matricule" in page.card.findChild(Form).fields["number"].said_fault()
    assert accessible_faults(page) == []

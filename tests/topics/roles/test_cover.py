"""What one person only holds, what stops without them, who covers each week; of an absence, only the days."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coop_desk.core.actions import Act
from coop_desk.core.errors import RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.paper.sheet import page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.dashboard.service.cover import cover_lines, level_lines
from coop_desk.topics.employment.service import record_schedule
from coop_desk.topics.leave.requests.model import Absence
from coop_desk.topics.members import service as members
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.cover import service
from coop_desk.topics.roles.cover.records import Knowledge
from coop_desk.topics.roles.cover.rules.choosing import Choice
from coop_desk.topics.roles.cover.rules.critical import Event, Why, first_event
from coop_desk.topics.roles.cover.rules.months import is_long, whole_months
from coop_desk.topics.roles.cover.rules.presence import Cover, Stay, cover_of_days
from coop_desk.topics.roles.handover import service as handover
from coop_desk.topics.roles.page import CoverPage, GapsPage, IsolatedPage, WithoutPage
from coop_desk.topics.roles.records import Sheet
from coop_desk.topics.skills import service as skills
from tests.conftest import TestCoop
from tests.topics.mandates.stories import act_as
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post

BECAUSE = "Réunion du 14 septembre 2026"


def d(text: str) -> date:
    return date.fromisoformat(text)


def span(first: str, last: str) -> tuple[date, date]:
    return d(first), d(last)


@pytest.mark.parametrize(
    ("stretches", "months"),
    [
        ([span("2026-10-02", "2026-10-31")], ()),
        ([span("2026-10-01", "2026-10-31")], (span("2026-10-01", "2026-10-31"),)),
        ([span("2026-10-20", "2026-12-31")], (span("2026-11-01", "2026-12-31"),)),
        ([span("2026-11-16", "2026-11-30"), span("2026-11-01", "2026-11-15")], (span("2026-11-01", "2026-11-30"),)),
        ([span("2026-11-01", "2026-11-14"), span("2026-11-16", "2026-11-30")], ()),
        ([span("2027-12-15", "2028-03-01")], (span("2028-01-01", "2028-02-29"),)),
    ],
)
def test_only_whole_months_away_are_told_to_the_planner(stretches: Any, months: Any) -> None:
    assert whole_months(stretches) == months


def test_thirty_days_are_long() -> None:
    assert is_long(*span("2026-11-01", "2026-11-30"))
    assert not is_long(*span("2026-11-01", "2026-11-29"))


@pytest.mark.parametrize(
    ("contract", "mandate", "absences", "event"),
    [
        (None, None, [], None),
        (None, d("2027-03-31"), [], Event(d("2027-03-31"), Why.MANDATE)),
        (d("2027-01-31"), d("2027-03-31"), [], Event(d("2027-01-31"), Why.CONTRACT)),
        (d("2027-01-31"), None, [span("2026-12-01", "2027-05-31")], Event(d("2026-12-01"), Why.ABSENCE)),
        (None, d("2027-03-31"), [span("2026-09-01", "2026-10-31")], Event(TODAY, Why.ABSENCE)),
        (None, d("2027-03-31"), [span("2026-06-01", "2026-08-31")], Event(d("2027-03-31"), Why.MANDATE)),
    ],
)
def test_the_first_day_known_makes_it_critical(
    contract: date | None, mandate: date | None, absences: Any, event: Event | None
) -> None:
    assert first_event(TODAY, contract, mandate, absences) == event


ONE, TWO, STANDS_IN = PersonId(1), PersonId(2), PersonId(3)
YEAR = span("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    ("holders", "deputies", "away", "found"),
    [
        ([ONE], [], {}, (Cover.HOLDER, 0)),
        ([ONE], [], {ONE: [span("2026-09-15", "2026-09-16")]}, (Cover.NOBODY, 2)),
        ([ONE, TWO], [], {ONE: [YEAR]}, (Cover.HOLDER, 0)),
        ([ONE], [STANDS_IN], {ONE: [span("2026-09-18", "2026-09-30")]}, (Cover.DEPUTY, 0)),
        ([ONE], [STANDS_IN], {ONE: [YEAR], STANDS_IN: [span("2026-09-14", "2026-09-14")]}, (Cover.NOBODY, 1)),
        ([ONE], [], {ONE: [span("2026-09-19", "2026-09-20")]}, (Cover.HOLDER, 0)),
        ([], [STANDS_IN], {}, (Cover.VACANT, 5)),
    ],
)
def test_a_week_is_as_well_covered_as_its_least_covered_day(
    holders: Any, deputies: Any, away: Any, found: tuple[Cover, int]
) -> None:
    stays = ([Stay(who, *YEAR) for who in group] for group in (holders, deputies))
    assert cover_of_days(*stays, away, [TODAY + timedelta(days=n) for n in range(5)]) == found


def test_a_week_without_any_day_of_work_is_closed() -> None:
    assert cover_of_days([Stay(ONE, *YEAR)], [], {}, ()) == (Cover.CLOSED, 0)


# ------------------------------------------------------------------ a co-op


def be_away(coop: TestCoop, who: str, first: str, last: str) -> None:
    """The calendar of absences says that somebody is away; why is sealed elsewhere."""

    def write(act: Act) -> None:
        act.session.add(
            Absence(
                person_id=coop.person(who), first_day=d(first), starts="whole", last_day=d(last), ends="whole",
                state="approved",
            )
        )  # fmt: skip

    act_as(coop, "secretary", write)


def a_holder_leaves(coop: TestCoop) -> list[int]:
    """Four holders at work, skills asked by one sheet, and the holder of production away for ten weeks."""
    _post, opened = shared_post(coop)
    for who in ("registrar", "nobody", "keeper", "bookkeeper"):
        members.record_hiring(coop.desk("registrar"), coop.person(who), date(2024, 1, 8))
    desk = coop.desk("secretary")
    branch = skills.open_branch(desk, "Gestion")
    law, bills = skills.open_skill(desk, branch, "Droit social"), skills.open_skill(desk, branch, "Facturation")
    told = {"registrar": {bills: 3}, "nobody": {law: 1, bills: 1}, "keeper": {law: 3}}
    for who, levels in told.items():
        declared = skills.declare_levels(desk, coop.person(who), levels)
        skills.confirm_levels(coop.desk("bookkeeper"), declared)
    sheet = Sheet("Que chacun soit payé", roles.roles(desk)[-1].sheet.missions, requires={"droit social": 2, "paie": 1})
    roles.adopt_sheet(desk, next(r.id for r in roles.roles(desk) if "paie" in r.name), sheet, TODAY, decision=BECAUSE)
    be_away(coop, "registrar", "2026-10-20", "2026-12-31")
    be_away(coop, "nobody", "2026-10-05", "2026-10-09")
    return opened


def test_what_one_person_only_holds_is_told_with_its_day_and_who_could_learn_it(coop: TestCoop) -> None:
    coop.once(a_holder_leaves)
    desk = coop.desk("nobody")
    found = service.isolated_knowledge(desk)
    away = Event(d("2026-10-20"), Why.ABSENCE)
    told = {one.name: (one.knowledge, one.person, one.event) for one in found}
    assert told["Facturation"] == (Knowledge.SKILL, "Léon Girard", away)
    assert told["Relancer les impayés"] == (Knowledge.MISSION, "Léon Girard", away)
    assert told["Préparer la paie du mois"] == (Knowledge.MISSION, "Chloé Hénaff", Event(d("2027-09-13"), Why.MANDATE))
    assert "Représenter l’équipe dans les réunions" not in told
    assert [one.event.on for one in found if one.event] == sorted(one.event.on for one in found if one.event)
    learners = {(one.isolated.name, one.learner): one for one in service.buddy_proposals(desk)}
    assert learners["Facturation", "Chloé Hénaff"].because == ("niveau 1",)
    assert learners["Facturation", "Chloé Hénaff"].target_on == d("2026-10-20")
    assert ("Facturation", "Léon Girard") not in learners
    text = "".join(page_texts(service.isolated_pdf(desk)))
    assert "longue absence annoncée" in text
    assert "20/10/2026" in text


def test_gaps_are_told_by_role_and_by_person(coop: TestCoop) -> None:
    coop.once(a_holder_leaves)
    desk = coop.desk("nobody")
    assert [(one.person, one.skill, one.needed, one.level) for one in service.skill_gaps(desk)] == [
        ("Chloé Hénaff", "Droit social", 2, 1), ("Chloé Hénaff", "paie", 1, 0),
    ]  # fmt: skip
    needs = {one.skill: one for one in service.role_needs(desk)}
    assert (needs["Droit social"].others, needs["Droit social"].lacking) == (("Karim Ménard",), True)
    assert not needs["paie"].known


def test_without_somebody_missions_approvals_and_skills_are_told(coop: TestCoop) -> None:
    coop.once(a_holder_leaves)
    desk = coop.desk("nobody")
    found = service.without_somebody(desk, coop.person("registrar"), d("2026-10-05"), d("2026-10-16"))
    assert {role for _mission, role in found.uncovered} == {"Production et facturation"}
    assert found.roles[0].without == found.roles[0].days == 10
    assert [(one.skill, one.remaining, one.nearest) for one in found.skills] == [("Facturation", (), ("Chloé Hénaff",))]
    shares = next(one for one in found.approvals if "parts sociales" in one.words)
    assert not shares.blocked
    alone = service.without_somebody(desk, coop.person("keeper"), d("2026-10-05"), d("2026-10-16"))
    assert alone.uncovered == ()
    assert alone.blocked == ()
    be_away(coop, "founder", "2026-10-01", "2026-10-30")
    blocked = service.without_somebody(desk, coop.person("keeper"), d("2026-10-05"), d("2026-10-16")).blocked
    assert {one.away for one in blocked} == {("Anne Fondatrice",)}
    with pytest.raises(RuleBroken) as refused:
        service.without_somebody(desk, coop.person("keeper"), d("2026-10-05"), d("2026-10-04"))
    assert refused.value.rule == "COVER-01"
    text = "".join(page_texts(service.without_pdf(desk, coop.person("registrar"), *span("2026-10-05", "2026-10-16"))))
    assert "10 jours ouvrés sur 10" in text


def test_holidays_and_days_on_which_nobody_works_here_are_no_days_to_cover(coop: TestCoop) -> None:
    coop.once(a_holder_leaves)
    desk, week = coop.desk("nobody"), span("2026-11-09", "2026-11-15")
    assert service.without_somebody(desk, coop.person("registrar"), *week).roles[0].days == 4  # 11 November
    for who in ("registrar", "nobody", "keeper", "bookkeeper"):
        record_schedule(coop.desk("registrar"), coop.person(who), TODAY, [[450, 450, 450, 450, 0, 0, 0]])
    (held,) = service.without_somebody(desk, coop.person("registrar"), *week).roles
    assert (held.days, held.without) == (3, 3)
    covers = {role.role_id: (role.weeks[0], role.without[0]) for role in service.cover_table(desk, week[0]).roles}
    assert covers[held.role_id] == (Cover.NOBODY, 3)


def test_a_long_leave_waits_until_it_is_covered_and_again_when_its_days_change(coop: TestCoop) -> None:
    opened = coop.once(a_holder_leaves)
    desk = coop.desk("secretary")
    known = act_as(coop, "secretary", service.long_absences, reading=True)
    assert known == {coop.person("registrar"): (span("2026-11-01", "2026-12-31"),)}
    (leave,) = service.long_leaves(desk)
    assert (leave.person, leave.first, leave.last) == ("Léon Girard", d("2026-10-20"), d("2026-12-31"))
    (line,) = cover_lines(desk)
    assert "Couvrir ou replanifier" in line.what
    assert level_lines(desk) == []
    with pytest.raises(RuleBroken, match="suppléance") as refused:
        service.choose_cover(desk, leave, Choice.DEPUTY, BECAUSE)
    assert refused.value.rule == "COVER-02"
    production = next(role.id for role in roles.roles(desk) if role.id in opened and "Production" in role.name)
    roles.name_deputy(desk, production, coop.person("keeper"), TODAY)
    (leave,) = service.long_leaves(desk)
    assert leave.without == 0
    service.choose_cover(desk, leave, Choice.DEPUTY, BECAUSE)
    assert service.long_leaves(desk) == []
    table = service.cover_table(desk)
    covers = next(role.weeks for role in table.roles if role.role_id == production)
    assert covers[:6] == (Cover.HOLDER,) * 5 + (Cover.DEPUTY,)
    assert "Production et facturation" in "".join(page_texts(service.cover_pdf(desk)))
    be_away(coop, "registrar", "2027-01-01", "2027-01-15")
    assert [one.last for one in service.long_leaves(desk)] == [d("2027-01-15")]


def shown(qtbot: QtBot, page: Page) -> Any:
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    QApplication.processEvents()
    return page


def form_in(page: Any) -> Form:
    QApplication.processEvents()
    return next(form for form in reversed(page.findChildren(Form)) if form.isVisible())


def test_the_pages_answer_propose_a_pair_and_keep_a_choice(
    coop: TestCoop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    coop.once(a_holder_leaves)
    went: list[tuple[Any, ...]] = []
    monkeypatch.setattr(Page, "go", lambda _page, *where: went.append(where))
    desk = coop.desk("secretary")
    page = shown(qtbot, IsolatedPage(desk))
    page.list.choose("skill:facturation")
    page.ask_ramp(next(one for one in page.proposals if one.isolated.id == "skill:facturation"))
    form_in(page).submit()
    assert [(one.what, one.learner, one.buddy) for one in handover.ramps(desk)] == [
        ("Facturation", "Chloé Hénaff", "Léon Girard")
    ]
    cover = shown(qtbot, CoverPage(desk))
    leave = cover.leaves.shown_records()[0]
    cover.leaves.choose((leave.role_id, leave.person_id, leave.first))
    form = form_in(cover)
    form.fields["choice"].write(Choice.REPLAN.value)
    form.fields["decision"].write(BECAUSE)
    form.submit()
    assert service.long_leaves(desk) == []
    without = shown(qtbot, WithoutPage(desk))
    without.open_record(leave)
    assert without.form.values()["person"] == leave.person_id
    gaps = shown(qtbot, GapsPage(desk))
    for each in (page, cover, without, gaps):
        assert accessible_faults(each) == []

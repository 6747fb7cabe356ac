"""The pictures of roles: what lacks, who is there twice, how hours add up; the pages clicked, and printed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coop_desk.paper.sheet import page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.members import service as members
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.adoption import service as adoption
from coop_desk.topics.roles.page import (
    BalancePage,
    OrganisationPage,
    PersonRolesPage,
    ReadinessPage,
    SeatCalendarPage,
)
from coop_desk.topics.roles.pictures import charts, rules, service
from coop_desk.topics.roles.pictures.records import Rows, Seat, Term, TermKind, TroubleKind
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.rotation.checking import loads_of
from coop_desk.topics.roles.rotation.reading import mandates_of, read_case
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post

CASES = Path(__file__).parents[2] / "cases" / "rotation"
FIRST, LAST, NOW = date(2026, 1, 1), date(2027, 12, 31), date(2026, 9, 14)


def seat(mode: RoleMode = RoleMode.ROTATING, opened: date = FIRST) -> Seat:
    return Seat(1, "Paie", 1, "RH", 0, 1, mode, ("Préparer la paie",), 12, 4, opened)


def held(who: int, starts: date, ends: date, kind: TermKind = TermKind.RUNNING, shadow: date | None = None) -> Term:
    return Term(1, "Paie", "RH", 0, who, f"P{who}", starts, ends, shadow, kind)


@pytest.mark.parametrize(
    ("where", "terms", "empty"),
    [
        (seat(), (), [("vacant", "2026-01-01", "2027-12-31")]),
        (seat(opened=date(2027, 1, 1)), (), [("vacant", "2027-01-01", "2027-12-31")]),
        (seat(opened=date(2027, 6, 1)), (), [("awaited", "2027-06-01", "2027-12-31")]),
        (
            seat(),
            (held(1, date(2026, 2, 1), date(2026, 6, 30)), held(2, date(2026, 10, 1), date(2027, 12, 31))),
            [("vacant", "2026-01-01", "2026-01-31"), ("vacant", "2026-07-01", "2026-09-30")],
        ),
        (
            seat(),
            (held(1, date(2025, 2, 1), date(2027, 6, 30)), held(2, date(2026, 3, 1), date(2026, 4, 30))),
            [("awaited", "2027-07-01", "2027-12-31")],
        ),
        (seat(), (held(1, FIRST, date(2026, 12, 31)),), [("vacant", "2027-01-01", "2027-12-31")]),
        (seat(RoleMode.ELECTED), (held(1, FIRST, date(2026, 12, 31)),), [("awaited", "2027-01-01", "2027-12-31")]),
        (seat(), (held(1, date(2020, 1, 1), date(2030, 1, 1)),), []),
    ],
)
def test_days_that_nobody_holds_are_shown_as_what_they_ask(
    where: Seat, terms: tuple[Term, ...], empty: list[tuple[str, str, str]]
) -> None:
    found = rules.empty_terms(where, terms, FIRST, LAST, NOW)
    assert [(str(one.kind), str(one.starts_on), str(one.ends_on)) for one in found] == empty


@pytest.mark.parametrize(
    ("terms", "troubles"),
    [
        ((held(1, FIRST, LAST),), []),
        ((held(1, FIRST, date(2027, 1, 31)),), ["no_successor"]),
        ((held(1, FIRST, date(2027, 9, 30)),), []),
        ((held(1, FIRST, date(2026, 8, 31)),), ["gap"]),
        ((held(1, FIRST, date(2026, 10, 31)), held(2, date(2026, 12, 1), LAST)), ["gap"]),
        ((held(1, FIRST, date(2027, 3, 1)), held(2, date(2027, 2, 1), LAST)), ["overlap"]),
        ((held(1, FIRST, date(2026, 3, 1)), held(2, date(2026, 2, 1), LAST)), []),
    ],
)
def test_what_is_to_be_looked_at_is_listed_and_points_at_its_bar(terms: tuple[Term, ...], troubles: list[str]) -> None:
    empty = rules.empty_terms(seat(), terms, FIRST, LAST, NOW)
    here = rules.on_seats([*terms, *empty])
    found = rules.troubles_of([seat()], here, LAST, NOW)
    assert [str(one.kind) for one in found] == troubles
    assert {one.term for one in found} <= {term.key for terms in here.values() for term in terms}
    assert all("Paie" in one.words for one in found)


def test_hours_month_by_month_add_up_to_the_hours_of_the_plan() -> None:
    told = json.loads((CASES / "dev-02-scop-12-un-an.json").read_bytes())
    case = read_case(json.dumps(told).encode())
    plan = mandates_of({"format": "rotation-plan/1", "case": case.name, **told["reference"]}, case)
    hours, loads = rules.hours_by_month(case, plan), loads_of(case, plan)
    unequal = {role.id for role in case.roles if not role.counts_in_equity}
    for member in case.members:
        apart = sum(len(one.months) * case.role(one.role).load for one in case.fixed
                    if one.member == member.id and one.role in unequal)  # fmt: skip
        if member.in_equity:
            assert member.history_load + sum(hours[member.id]) == loads[member.id] + apart


def test_a_month_counts_what_is_held_a_day_of_it_and_the_shadowing_before() -> None:
    term = held(1, date(2026, 3, 15), date(2026, 5, 2), TermKind.COMING, date(2026, 2, 10))
    found = rules.months_of([seat()], [term], FIRST, 6)
    assert [month.hours for month in found] == [0, 4, 12, 12, 12, 0]
    assert found[1].words == "Paie (tuilage)"


# ------------------------------------------------------------------ in the program


def seats_to_fill(coop: TestCoop) -> None:
    """Three poles held for a year by people who work here; one more role turns, held by nobody yet."""
    shared_post(coop)
    for who in ("registrar", "nobody", "keeper"):
        members.record_hiring(coop.desk("registrar"), coop.person(who), date(2020, 1, 6))
    desk = coop.desk("secretary")
    pole = next(one.id for one in roles.poles(desk) if one.name == "Communication")
    (mission,) = roles.note_missions(desk, ["Veiller aux machines"])
    sheet = Sheet(purpose="Que personne ne se blesse", missions=(mission,), mode=RoleMode.ROTATING, load=4)
    roles.open_role(desk, pole, "Référence sécurité", sheet, decision="Réunion du 14 septembre")


@pytest.fixture(autouse=True)
def went(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Pages are shown without the window: where they would go is kept."""
    found: list[tuple[Any, ...]] = []
    monkeypatch.setattr(Page, "go", lambda _page, *where: found.append(where))
    return found


def shown(qtbot: QtBot, page: Page) -> Any:
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    page.begin()
    QApplication.processEvents()
    assert accessible_faults(page) == []
    assert not page.refusal.isVisible(), page.refusal.words()
    return page


def test_seats_are_looked_at_imposed_and_printed_and_hours_told_to_those_they_concern(
    coop: TestCoop, qtbot: QtBot, went: list[tuple[Any, ...]]
) -> None:
    coop.once(seats_to_fill)
    desk = coop.desk("secretary")
    page = shown(qtbot, SeatCalendarPage(desk))
    assert [one.kind for one in page.found.troubles] == [TroubleKind.GAP]
    assert "Référence sécurité" in page.troubles.shown_records()[0].words
    page.troubles.opened.emit(page.troubles.shown_records()[0])
    assert "vacant" in page.said_term.text()
    page.view.go_to(next(bar.key for line in _lines(page) for bar in line.bars if line.name.startswith("RH")))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.card.isVisible()
    page.pin_chosen()
    QApplication.processEvents()
    form = next(form for form in page.findChildren(Form) if form.isVisible())
    safety = next((one.role_id, one.number) for one in page.found.seats if one.role == "Référence sécurité")
    form.fields["seat"].write(safety)
    form.fields["month"].write(date(2027, 1, 1))
    form.submit()
    (pin,) = adoption.pins(desk)
    assert (pin.role_id, pin.seat, pin.month, pin.imposed) == (*safety, date(2027, 1, 1), True)
    named = coop.desk("nobody").name
    for rows, first in ((Rows.MISSIONS, "Veiller aux machines"), (Rows.PEOPLE, named), (Rows.SEATS, "RH")):
        page.rows.write(rows)
        assert any(line.name.startswith(first) for line in page.view.chart.lines)
    page.places.turn()
    names = {term.name for term in page.table.shown_records()}
    pdf = service.calendar_pdf(desk, FIRST, 24)
    check_pages(pdf, "roles/calendar")
    printed = "\n".join(page_texts(pdf))
    assert all(name in printed for name in names)
    holder = coop.person("nobody")
    one = shown(qtbot, PersonRolesPage(coop.desk("nobody")))
    assert one.ahead.shown_records()
    assert service.own_roles(coop.desk("nobody"), FIRST, 24).capacity == 16
    assert service.person_roles(coop.desk("registrar"), int(holder), FIRST, 24).capacity is None
    assert service.whole_person_roles(desk, int(holder), FIRST, 24).capacity == 16
    whole = shown(qtbot, BalancePage(desk))
    assert whole.view.chart.count() == len(service.whole_balance(desk).shares) > 1
    assert [share.mine for share in service.balance(coop.desk("nobody")).shares] == [True]
    organisation = shown(qtbot, OrganisationPage(desk))
    QTest.keyClick(organisation.view, Qt.Key.Key_Return)
    assert went[-1][0] == "roles"
    organisation.on.write(date(2020, 1, 1))
    organisation.on.changed.emit()
    assert organisation.view.chart.count() == 0
    check_pages(service.organisation_pdf(desk, TODAY, a3=True), "roles/organisation")
    shown(qtbot, ReadinessPage(desk))


def _lines(page: SeatCalendarPage) -> Any:
    assert page.found is not None
    return charts.calendar_chart(page.found, Rows.SEATS).lines

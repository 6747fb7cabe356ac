"""The pages of shares, clicked as people do."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from coop_desk.core.words import euros
from coop_desk.paper.sheet import page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import member
from coop_desk.topics.shares import service
from coop_desk.topics.shares.page import CapitalPage, MovementsPage, SharesPage
from coop_desk.topics.shares.page.effect import EffectPanel
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes
from tests.conftest import TestCoop
from tests.topics.shares.house import CANAL, House, settle, subscribe


@pytest.fixture
def house(coop: TestCoop, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path))
    return settle(coop)


def shares_page(house: House, qtbot: QtBot, who: str = "registrar") -> SharesPage:
    page = SharesPage(house.coop.desk(who))
    qtbot.addWidget(page)
    page.show()
    return page


def test_an_empty_register_says_how_to_begin(coop: TestCoop, qtbot: QtBot) -> None:
    coop.on(date(2026, 6, 12))
    record_identity(coop.desk("manager"), CANAL)
    set_up_statutes(coop.desk("manager"), [NewValue("share_nominal", "5000")])
    page = SharesPage(coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    assert "0 part" in page.head.facts()
    assert page.list.shown_records() == []


def test_the_day_chosen_shows_who_held_what_that_day(house: House, qtbot: QtBot) -> None:
    page = shares_page(house, qtbot)
    assert len(page.list.shown_records()) == 4
    page.day_field.write(date(2019, 12, 31))
    page.reload()
    assert page.list.shown_records() == []
    assert accessible_faults(page) == []
    page.day_field.line.setText("31/02/2026")
    page.reload()
    assert len(page.list.shown_records()) == 4, "today, while what is typed is no day"


def test_a_movement_is_seen_before_it_is_recorded(house: House, qtbot: QtBot) -> None:
    page = shares_page(house, qtbot)
    page.list.choose(house.anne)
    page.recording.begin(house.anne)
    form = page.recording.form
    assert form is not None
    form.set_values({"shares": 40, "amount": 200000})
    form.submit()
    confirm = page.recording.confirm
    assert confirm is not None
    assert len(service.movements(page.desk)) == 8
    confirm.submit()
    assert confirm.fields["reason"].said_fault()
    confirm.set_values({"reason": "Apport décidé par l’assemblée"})
    confirm.submit()
    assert [row.kind for row in service.movements(page.desk)[-2:]] == [Kind.SUBSCRIPTION, Kind.PAYMENT]
    assert page.list.chosen_record().holding.shares == 50
    assert accessible_faults(page) == []


def test_a_refusal_stays_under_what_was_typed(house: House, qtbot: QtBot) -> None:
    page = shares_page(house, qtbot)
    page.recording.begin(house.anne)
    form = page.recording.form
    assert form is not None
    form.set_values({"kind": Kind.TRANSFER, "counterpart": house.bruno, "shares": 3})
    form.submit()
    assert "agréée" in form.fields["decision"].said_fault()


def test_somebody_leaves_from_their_card(house: House, qtbot: QtBot) -> None:
    page = shares_page(house, qtbot)
    page.list.choose(house.denis)
    page.departure.begin(house.denis, "Denis Œuvrard")
    form = page.departure.form
    assert form is not None
    form.set_values({"why": "resignation", "notice_on": date(2026, 6, 1), "decision": "Lettre du 1er juin"})
    form.submit()
    assert member(page.desk, house.denis).category is Category.FORMER
    assert page.list.chosen_record().holding.claim_cents == 50000
    page.print_situation()
    page.close_pdf()


def said(panel: EffectPanel) -> str:
    """Every word of a panel that shows an effect, as one text."""
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]
    return " | ".join(shown) if not panel.isHidden() else ""


def type_in(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    """Type a text over what a field holds."""
    line = form.fields[name].control
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_a_departure_shows_its_figures_before_it_is_recorded(house: House, qtbot: QtBot) -> None:
    subscribe(house.coop, house.external, 29, 145000, date(2026, 6, 12))
    page = shares_page(house, qtbot)
    page.list.choose(house.denis)
    page.departure.begin(house.denis, "Denis Œuvrard")
    form, effect = page.departure.form, page.departure.effect
    assert form is not None
    assert "10 → 0" in said(effect)
    form.set_values({"why": "exclusion"})
    qtbot.waitUntil(lambda: "ne prévoient pas l’exclusion" in said(effect))
    form.set_values({"why": "resignation"})
    qtbot.waitUntil(lambda: "10 → 0" in said(effect))
    assert "Associés salariés\N{NO-BREAK SPACE}: 4 → 3" in said(effect)
    type_in(qtbot, form, "loss", "1000")
    qtbot.waitUntil(lambda: f"{euros(0)} → {euros(35507)}" in said(effect))
    assert accessible_faults(page) == []
    assert member(page.desk, house.denis).category is Category.EMPLOYED
    type_in(qtbot, form, "notice_on", "31/12/2026")
    qtbot.waitUntil(lambda: "Aucune part n’est annulée" in said(effect))


def test_a_movement_is_taken_back_from_the_register(house: House, qtbot: QtBot) -> None:
    page = MovementsPage(house.coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    page.open_record(8)
    page.ask_reversal(page.list.chosen_record())
    page.reversal.submit()
    assert page.reversal.fields["reason"].said_fault()
    page.reversal.set_values({"reason": "Versement compté deux fois"})
    page.reversal.submit()
    assert page.list.chosen_record().reverses == 8
    assert accessible_faults(page) == []


def pills(page: MovementsPage) -> list[str]:
    """The limits that the card says are broken."""
    return [label.text() for label in page.card.findChildren(QLabel) if "imite" in label.text()]


def test_a_reversal_that_breaks_a_limit_says_so_before_it_is_recorded(house: House, qtbot: QtBot) -> None:
    subscribe(house.coop, house.external, 38, 190000, date(2026, 6, 12))
    page = MovementsPage(house.coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    subscription = next(row for row in service.movements(page.desk) if row.shares == 10)
    page.open_record(subscription.number + 1)
    page.ask_reversal(page.list.chosen_record())
    assert not pills(page)
    payment = next(row for row in service.movements(page.desk) if row.kind is Kind.PAYMENT)
    page.reverse(payment, page.reversal, {"reason": "Versement annulé", "day": date(2026, 6, 12)})
    page.open_record(subscription.number)
    page.ask_reversal(page.list.chosen_record())
    assert "Limite franchie, règle CAP-03" in pills(page)
    assert accessible_faults(page) == []


def test_a_batch_says_its_sum_and_is_refused_when_it_differs(house: House, qtbot: QtBot) -> None:
    page = MovementsPage(house.coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    page.batch.begin()
    form = page.batch.form
    assert form is not None
    form.set_values({"total": 20000, f"person:{house.anne}": 5000, f"person:{house.bruno}": 10000})
    form.submit()
    assert "50,00" in form.fields["total"].said_fault()
    form.set_values({"total": 15000})
    form.submit()
    assert len(service.movements(page.desk)) == 12


def test_a_batch_shows_its_figures_before_it_is_recorded(house: House, qtbot: QtBot) -> None:
    page = MovementsPage(house.coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    page.batch.begin()
    form, effect = page.batch.form, page.batch.effect
    assert form is not None
    assert said(effect) == ""
    type_in(qtbot, form, f"person:{house.anne}", "2000")
    type_in(qtbot, form, f"person:{house.bruno}", "100")
    qtbot.waitUntil(lambda: "20 → 62" in said(effect))
    assert "2 associés" in said(effect)
    assert "Limite franchie, règle CAP-01" in said(effect)
    type_in(qtbot, form, f"person:{house.anne}", "deux mille")
    assert "\N{NO-BREAK SPACE}: 100,00" in page.batch._sum.text(), "what is no amount yet is not in the sum"
    assert len(service.movements(page.desk)) == 8
    type_in(qtbot, form, f"person:{house.anne}", "50")
    qtbot.waitUntil(lambda: "20 → 23" in said(effect))
    assert "Limite franchie" not in said(effect)
    assert accessible_faults(page) == []


def test_ratios_and_refunds_are_drawn_and_printed(house: House, qtbot: QtBot) -> None:
    page = CapitalPage(house.coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    assert len(page.limits.shown_records()) == 6
    assert page.curve.renderer().isValid()
    page.print_ratios()
    page.close_pdf()
    assert page.refusal.words() == ""
    assert accessible_faults(page) == []


def test_without_capital_no_ratio_is_told_on_the_screen_nor_on_paper(coop: TestCoop, qtbot: QtBot) -> None:
    coop.on(date(2026, 6, 12))
    record_identity(coop.desk("manager"), CANAL)
    page = CapitalPage(coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    said = {gauge.key: (gauge.after, gauge.void) for gauge in page.limits.shown_records()}
    assert said["employed_capital"] == said["largest"] == said["external_votes"] == ("sans objet", True)
    assert not page.curve_card.isVisible()
    paper = " ".join(page_texts(service.print_ratios(coop.desk("registrar"))))
    assert paper.count("sans objet") == 3
    assert "Cinq ans" not in paper


def test_a_reader_sees_no_button_that_records(house: House, qtbot: QtBot) -> None:
    page = shares_page(house, qtbot, "secretary")
    assert not page.may(service.record_movement)
    assert not page.record_action.isEnabled() or not page.record_action.isVisible()

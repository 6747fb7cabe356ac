"""Who sees an amount of pay or a reason of absence: every act on planted ones, by everybody, in every state.

The table beside this file is written by hand and read aloud: « montants », « motifs », « rien » for an act that is
allowed and shows neither, « refusé ». It is never rewritten by the program.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from coop_desk.app.menu import entries_open_to, searches_open_to
from coop_desk.core import accounts
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.reading_journal import journal_lines
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.topics.dashboard import service as dashboard
from coop_desk.topics.leave import service as leave
from coop_desk.topics.leave.requests import service as requests
from coop_desk.topics.own_data import service as own_data
from coop_desk.topics.payroll import service as payroll
from coop_desk.topics.payroll.entry import service as entries
from coop_desk.topics.payroll.entry.records import Form
from coop_desk.topics.payroll.handing_over import service as handing_over
from coop_desk.topics.payroll.packages import service as packages
from coop_desk.topics.payroll.page.month import GROUPS, PayMonthPage
from tests.attacks.planted_pay import (
    APRIL,
    ASKED,
    COMMISSION,
    MARCH,
    PAY_WORDS,
    REFUSED,
    ROLES,
    PlantedPay,
    bare,
    everything,
    found_in_words,
)  # fmt: skip
from tests.conftest import CHEAP

TABLE = Path(__file__).with_name("who_sees_pay.md")
SEEN = frozenset({"montants", "motifs"})

Acts = dict[str, Callable[[PlantedPay, Desk], Any]]
ACTS: Acts = {
    "Mois de paie": lambda p, desk: payroll.pay_months(desk),
    "Paie d’un mois": lambda p, desk: payroll.pay_month(desk, MARCH),
    "Contrôles d’un mois": lambda p, desk: payroll.check_month(desk, MARCH),
    "Histoire d’un mois": lambda p, desk: payroll.month_history(desk, MARCH),
    "Lignes du mois d’avant": lambda p, desk: payroll.last_month_lines(desk, APRIL),
    "Ma paie": lambda p, desk: payroll.own_pay(desk),
    "Mois à exporter": lambda p, desk: packages.months_to_export(desk),
    "Essai d’un export": lambda p, desk: packages.try_export(desk, MARCH, "generique"),
    "Export remis": lambda p, desk: packages.take_package(desk, MARCH, 1),
    "Export relu": lambda p, desk: packages.package(desk, MARCH, 1),
    "Bordereau d’un export": lambda p, desk: packages.summary(desk, MARCH, 1),
    "Questions du cabinet": lambda p, desk: packages.messages(desk, MARCH),
    "Écritures de paie": lambda p, desk: entries.entries(desk),
    "Écriture ouverte": lambda p, desk: entries.entry(desk, p.entry),
    "Fichier d’une écriture": lambda p, desk: entries.give_file(desk, p.entry, Form.TABS),
    "Comptes de l’écriture": lambda p, desk: entries.chart(desk),
    "Demandes à décider": lambda p, desk: requests.requests_to_decide(desk),
    "Demande ouverte": lambda p, desk: requests.request_to_decide(desk, p.absences["waiting"]),
    "Demande refusée": lambda p, desk: requests.request_to_decide(desk, p.absences["refused"]),
    "Absences de la personne": lambda p, desk: requests.absences_of(desk, p.people["member"]),
    "Mes absences": lambda p, desk: requests.own_leave(desk),
    "Calendrier du mois": lambda p, desk: requests.month_calendar(desk, date(2026, 3, 1)),
    "Calendrier de l’année": lambda p, desk: requests.year_calendar(desk, 2026),
    "Calendrier imprimé": lambda p, desk: requests.calendar_pdf(desk, date(2026, 3, 1), whole_year=True),
    "Genres au calendrier": lambda p, desk: requests.kinds_between(desk, date(2026, 3, 1), date(2026, 4, 30)),
    "Reports de la personne": lambda p, desk: requests.carry_overs(desk, p.people["member"]),
    "Lettres à remettre": lambda p, desk: requests.letters(desk),
    "Relevés à signer": lambda p, desk: requests.statements_pdf(desk, date(2026, 3, 1)),
    "Compteurs": lambda p, desk: leave.accounts(desk),
    "Compteur de la personne": lambda p, desk: leave.account_file(desk, p.people["member"], "CP"),
    "Passation": lambda p, desk: handing_over.hand_over(desk, p.hand_over),
    "Passation imprimée": lambda p, desk: handing_over.hand_over_pdf(desk, p.hand_over),
    "Journal": lambda p, desk: journal_lines(desk),
    "À faire": lambda p, desk: dashboard.todo(desk),
    "Mes données": lambda p, desk: own_data.own_data(desk),
    "Mes données imprimées": lambda p, desk: own_data.own_data_pdf(desk),
    "Qui a lu mes données": lambda p, desk: own_data.own_accesses(desk),
    "Recherche": lambda p, desk: [
        verb(desk, words) for verb in searches_open_to(desk) for words in (ASKED, PAY_WORDS[0], "73 129")
    ],
}  # fmt: skip


@pytest.fixture
def planted(planted_once_in_pay: PlantedPay, monkeypatch: pytest.MonkeyPatch) -> PlantedPay:
    """The co-op where amounts and reasons were planted."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    return planted_once_in_pay


def seen(planted: PlantedPay, desk: Desk, act: Callable[[PlantedPay, Desk], Any]) -> str:
    """What an act shows of what was planted."""
    try:
        told, allowed = found_in_words(everything(act(planted, desk))), True
    except (Refused, RuleBroken) as refusal:
        told, allowed = found_in_words([str(refusal)]), False  # a refusal tells nothing either
    return ", ".join(sorted(told)) or ("rien" if allowed else "refusé")


def expected() -> dict[tuple[str, str], str]:
    """The table written by hand, by act and role."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    heads, _rule, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {(row[0], who): cell for row in rows for who, cell in zip(heads[1:], row[1:], strict=True)}


def test_each_act_shows_each_role_what_the_table_says_and_nothing_else(planted: PlantedPay) -> None:
    said = expected()
    assert {(act, words) for act in ACTS for words in ROLES.values()} == set(said), "every act by every role"
    wrong = []
    for who, words in ROLES.items():
        desk = planted.desk(who)
        for name, act in ACTS.items():
            found = seen(planted, desk, act)
            if found != said[name, words]:
                wrong.append(f"{words}, {name}: {found}, {said[name, words]} in the table")
    assert wrong == []


def test_the_table_gives_nothing_to_whoever_has_no_charge_of_it() -> None:
    """Read by rule as well as by eye: amounts to three charges, reasons to one, one's own to oneself."""
    own_words = ("Mes données", "Mes données imprimées")
    own = {"Ma paie", "Mes absences", "Mes données", "Mes données imprimées"}
    charges = {
        "montants": {ROLES[who] for who in ("pay_delegate", "validator", "bookkeeper")},
        "motifs": {ROLES["leave_delegate"]},
    }
    for (act, who), cell in expected().items():
        for kind in SEEN & set(cell.split(", ")):
            mine = act in own and who in (ROLES["member"], ROLES["other"])
            assert mine or who in charges[kind] or (act in own_words and who == ROLES["pay_delegate"]), (act, who)
    for who in ("founder", "manager", "secretary", "keeper", "registrar", "pay_title", "pay_ended", "bookkeeper_2025"):
        assert not any(SEEN & set(cell.split(", ")) for (_act, at), cell in expected().items() if at == ROLES[who])


def texts_of(place: QWidget) -> Iterator[str]:
    """Every text shown or read aloud there: labels, buttons, fields, lists, their columns and what hovers over them."""
    for each in [place, *place.findChildren(QWidget)]:
        yield from (each.toolTip(), each.accessibleName(), each.accessibleDescription(), each.windowTitle())
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            yield each.text()
        elif isinstance(each, QPlainTextEdit | QTextEdit):
            yield each.toPlainText()
        elif isinstance(each, QComboBox):
            yield from (each.itemText(at) for at in range(each.count()))
        elif isinstance(each, List):
            for record in each.model.all_records:
                for column in each.model.columns:
                    yield column.words(record)
                    yield column.hover(record) if column.hover else ""
        elif isinstance(each, QTableView) and each.model() is not None:
            model = each.model()
            cells = ((row, at) for row in range(model.rowCount()) for at in range(model.columnCount()))
            yield from (str(model.index(row, at).data() or "") for row, at in cells)


def opened_pages(qtbot: QtBot, planted: PlantedPay, who: str, only: Collection[str] = ()) -> Iterator[tuple[str, Page]]:
    """Every page of the menu that somebody may open, on the planted records where it asks for one, each line chosen."""
    desk = planted.desk(who)
    records = {"payroll.month": MARCH, "payroll.checks": MARCH, "payroll.history": MARCH,
               "payroll.handing_over": planted.hand_over}  # fmt: skip
    for entry in entries_open_to(desk):
        if only and entry.name not in only:
            continue
        page = entry.page_class()(desk)
        qtbot.addWidget(page)
        page.resize(1150, 740)
        page.show()
        if entry.name in records:
            page.open_record(records[entry.name])
        yield entry.name, page
        if isinstance(page, PayMonthPage):
            for group in GROUPS:
                page.show_group(group)
                yield entry.name, page
        for shown in page.findChildren(List):
            for record in shown.shown_records()[:4]:
                shown.choose(shown.model.key(record))
                yield entry.name, page
        page.close()


@pytest.mark.parametrize("who", ["keeper", "other", "secretary", "bookkeeper"])
def test_no_page_of_the_menu_shows_what_is_not_for_its_reader(qtbot: QtBot, planted: PlantedPay, who: str) -> None:
    """The administrator, a member, the secretary and the bookkeeper open every page and every line they may."""
    seen_on: dict[str, set[str]] = {}
    for name, page in opened_pages(qtbot, planted, who):
        texts = list(texts_of(page))
        assert not [text for text in texts if ASKED in text or REFUSED in text], name
        assert str(COMMISSION) not in "".join(bare(text) for text in texts) or who == "bookkeeper", name
        seen_on.setdefault(name, set()).update(found_in_words(texts))
    told = {name for name, found in seen_on.items() if found}
    assert len(seen_on) > 1
    assert told <= {"other": {"payroll.own", "own_data"}, "bookkeeper": {"payroll.bookkeeper", "payroll.entries"}}.get(
        who, set()
    )


def test_the_look_through_pages_would_find_what_is_there(qtbot: QtBot, planted: PlantedPay) -> None:
    """The same, by those who may: the delegates of pay and of leave, and the person."""
    there = {
        "pay_delegate": {"payroll.month", "payroll.entries", "payroll.export"},
        "leave_delegate": {"leave.deciding"},
        "member": {"leave.own", "payroll.own"},
    }
    for who, names in there.items():
        found = {
            name for name, page in opened_pages(qtbot, planted, who, names) if found_in_words(list(texts_of(page)))
        }
        assert found == names, who

"""The pages of the surplus: a simulation typed, compared, put before an assembly; amounts for their people only."""

from fractions import Fraction

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.surplus import service
from coop_desk.topics.surplus.page import OwnSharesPage, PeoplePage, SurplusPage
from tests.topics.core.compartments.conftest import House
from tests.topics.surplus.conftest import hold, prepare, told


def words_of(page: QWidget) -> str:
    """Everything written on a page."""
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def test_a_simulation_is_typed_seen_at_once_kept_and_compared(maison: House, qtbot: QtBot) -> None:
    page = SurplusPage(maison.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    assert not accessible_faults(page)
    page.new_action.trigger()
    assert page.form is not None
    page.form.set_values({"name": "Une part de 45 %", "result": 8_000_000, "employees": Fraction(45, 100),
                          "way": "part", "interest": Fraction(1, 10)})  # fmt: skip
    page.form.changed.emit()
    assert "Toutes les règles sont respectées." in words_of(page)
    page.form.submit()
    first = page.list.shown_records()[0]
    assert page.list.chosen_record() == first
    assert first.state == "Simulation"
    assert "36\u202f000,00\u202f€ (45\u202f%)" in words_of(page.card)
    service.simulate(maison.desk("manager"), "Plus aux salariés", told(employees_part=Fraction(1, 2)))
    page.reload()
    page.compare(first.simulation, page.list.shown_records()[1].key)
    assert "36\u202f000,00\u202f€, puis 40\u202f000,00\u202f€ (+4\u202f000,00\u202f€)" in words_of(page.card)
    assert not accessible_faults(page)


def test_the_delegate_shares_out_and_each_reads_their_own(maison: House, qtbot: QtBot) -> None:
    manager = maison.desk("manager")
    made = prepare(maison)
    service.propose(manager, made.simulation, made.allocation)
    hold(maison, made)
    page = SurplusPage(manager)
    qtbot.addWidget(page)
    page.show()
    page.list.choose(made.simulation)
    page.begin_adoption(page.list.shown_records()[0].simulation)
    page.run(service.adopt, made.simulation, made.accounts)
    assert [row.state for row in page.list.shown_records()] == ["Adoptée"]

    people = PeoplePage(maison.desk("delegate"))
    qtbot.addWidget(people)
    people.show()
    qtbot.waitUntil(lambda: bool(people.dues.shown_records()))
    assert not accessible_faults(people)
    people.bases.choose(maison.people["other"])
    people.begin_sharing()
    people.run(service.share_out, service.surplus(manager).adopted[0].id, "2026-07")
    qtbot.waitUntil(lambda: bool(people._view and people._view.dues))
    own = OwnSharesPage(maison.sign_in("other"))
    qtbot.addWidget(own)
    own.show()
    slip = own.list.shown_records()[0]
    own.list.choose(slip.due.allocation_id)
    assert "Part du travail, versée avec la paie" in words_of(own.card)
    assert not accessible_faults(own)

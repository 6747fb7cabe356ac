"""The pages of co-optations and draws, from the first question to the seat."""

from datetime import date

from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.elections.circle.records import State, Step
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.cooptation import service
from coop_desk.topics.roles.drawing.records import DrawState
from coop_desk.topics.roles.page import CooptationCirclePage, CooptationsPage, DrawingPage
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.seats.service import leave_early, mandates_of_roles
from tests.conftest import TestCoop
from tests.topics.roles.test_cooptation import ENDS, STARTS, new_role, people_of
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post


def test_a_circle_is_held_on_the_pages_and_its_choice_takes_the_seat(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(shared_post)
    role, desk = new_role(coop, RoleMode.COOPTED), coop.desk("secretary")
    listed = CooptationsPage(desk)
    qtbot.addWidget(listed)
    listed.show()
    listed.open_record(("role", role))
    listed.circle.add(people_of(coop))
    listed.circle.one.write(people_of(coop)[0])
    listed.circle.take_away()
    assert listed.circle.circle == people_of(coop)[1:]
    listed.form.set_values({"from": STARTS, "to": ENDS, "facilitator": people_of(coop)[1]})
    listed.form.submit()
    held = service.cooptations(desk)[0].id
    page = CooptationCirclePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open_record(held)

    def fill(**values: object) -> None:
        page.form.set_values(values)
        page.form.submit()

    fill(names=True)
    assert "Veiller aux machines" in page.circle.frame
    for one in page.circle.participants:
        fill(by=one.person_id, name="Léon Girard", because="prend le temps d’expliquer")
    page._run(service.end_round)
    page._run(service.end_round)
    fill(proposal="Léon Girard", by=people_of(coop)[1])
    page.form.set_values({"because": "deux ans, c’est long"})
    page.hear(page.circle.participants[0].person_id, State.OBJECTION)
    while page.circle.step is Step.ANSWERS:
        page.form.submit()
    assert page.form.values()["until"] == ENDS
    fill(until=date(2027, 5, 31), amended="six mois, puis on en reparle")
    while page.circle.step is Step.ANSWERS:
        page.form.submit()
    page.verbs.conclude(desk, held, "Léon Girard")
    page.reload()
    assert accessible_faults(page) == []
    page.close_circle()
    assert page.circle.step is Step.DONE
    listed.reload()
    listed.open_record(held)
    line = listed.list.chosen_record()
    listed.ask_seat(line, line.endorsed[0], date(2026, 11, 1))
    listed.form.submit()
    assert accessible_faults(listed) == []
    mine = [one for one in mandates_of_roles(desk) if one.role_id == role]
    leave_early(desk, (mine[0].id,), date(2026, 12, 31), "Change de métier")
    listed.new_cooptation()
    listed.form.fields["replaces"].write(mine[0].id)
    listed.form.fields["replaces"].changed.emit()
    said = listed.form.values()
    assert (said["role"], said["from"], said["to"]) == (role, date(2027, 1, 1), date(2027, 5, 31))
    assert [(one.name, one.ends_on, one.shadow_from) for one in mine] == [
        ("Léon Girard", date(2027, 5, 31), date(2026, 11, 1))
    ]


def test_a_draw_is_held_on_its_page(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(shared_post)
    role, desk = new_role(coop, RoleMode.COOPTED), coop.desk("secretary")
    lot = Sheet(purpose="Contrôler les comptes", missions=roles.role_versions(desk, role)[0].sheet.missions,
                mode=RoleMode.LOT)  # fmt: skip
    roles.adopt_sheet(desk, role, lot, TODAY, decision="Réunion du 14 septembre 2026")
    page = DrawingPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open_record(("role", role))
    page.form.set_values({"from": STARTS, "to": ENDS, "sources": "Le Loto\nUn nombre lu par Karim"})
    page.form.submit()
    draw = page.list.chosen_record()
    page.ask_order(draw)
    page.form.set_values({"by": "Odile Tanguy", "rank-0": int(draw.eligible[2].person_id)})
    page.show_draw(draw)
    page.form.set_values({"source-0": "4 8 15", "source-1": "7"})
    page.form.submit()
    draw = page.list.chosen_record()
    assert (draw.state, len(draw.steps)) == (DrawState.ANSWERING, 4)
    page.answer(draw, accepts=False, because="Pas cette année")
    page.answer(page.list.chosen_record(), accepts=True)
    draw = page.list.chosen_record()
    assert (draw.state, draw.taken) == (DrawState.TAKEN, (draw.drawn[1].name,))
    assert accessible_faults(page) == []

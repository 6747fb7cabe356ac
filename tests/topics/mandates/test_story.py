"""Mandates from their opening to their end, on a real file: powers follow, seats follow, nothing is forgotten."""

from datetime import date
from typing import Any

import pytest

from coop_desk.core import delegating
from coop_desk.core.check import verify
from coop_desk.core.errors import RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.dashboard.service import todo
from coop_desk.topics.dashboard.service.terms import mandate_lines
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.records import Contract, EventKind, MandateCard, Paper, PostKind, StepKind
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.minutes.service.gathering import leaders_on
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import enrol, found, peopled
from tests.topics.core.test_forged_titles import edit
from tests.topics.mandates.stories import act_as, assembly, associate, elect, removed

AGO, LATER = date(2026, 6, 12), date(2026, 9, 30)


def refused(coop: TestCoop, who: str, verb, *given: object, **named: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleBroken) as broken:
        verb(coop.desk(who), *given, **named)
    return broken.value.rule


def waits(card: MandateCard) -> set[StepKind]:
    return {step.kind for step in card.steps}


def manages(coop: TestCoop, who: str) -> bool:
    return any(title.code == "manager" for title in coop.desk(who).titles)


def test_a_gerance_taken_over_renewed_shared_left_and_removed(coop: TestCoop) -> None:
    found(coop)
    people = [associate(coop, who) for who in ("manager", "registrar")] + enrol(coop, 4)
    ines, leon = people[:2]
    coop.on(date(2026, 5, 2))
    manager = coop.desk("manager")
    service.lay_posts(manager)
    (post,) = service.posts(manager)
    assert (post.kind, post.seats, post.term_months, post.title_code) == (PostKind.MANAGER, 2, 48, "manager")

    # Titles given before are told, and the mandate behind one is taken over: the title is the same one.
    untied = {line.name for line in service.mandates(manager) if line.state == "titre sans mandat"}
    assert untied == {"Inès Pérez", "Anne Fondatrice"}
    said: dict[str, Any] = {"starts_on": date(2022, 6, 10), "because": "Assemblée du 10 juin 2022, résolution n° 4"}
    assert refused(coop, "manager", service.take_over, post.id, ines, **said | {"because": ""}) == "MAND-04"
    assert refused(coop, "manager", service.take_over, post.id, coop.person("nobody"), **said) == "ELE-01"
    assert refused(coop, "manager", service.take_over, post.id, ines, **said, until_assembly_of=2027) == "ELE-09"
    first = service.take_over(manager, post.id, ines, **said, called="gérante")
    card = service.mandate(manager, first)
    assert (card.line.until_words, card.line.expected_on) == ("à l’issue de l’assemblée de 2026", date(2026, 6, 30))
    assert card.title_words.startswith("tenu depuis")
    assert {line.name for line in service.mandates(manager) if line.untied_grant_id} == {"Anne Fondatrice"}
    assert waits(card) == {StepKind.RENEW}
    assert [one.what for one in mandate_lines(manager) if one.id == f"mandate:{first}:renew"]
    assert not [one for one in todo(coop.desk("keeper")) if one.page == "mandates"]

    # The assembly re-elects her and elects a second: her title goes on, his is proposed by the secretary.
    meeting = assembly(coop, AGO, people)
    second, third = elect(coop, "secretary", post.id, [ines, leon], AGO)
    assert {line.person_id for line in act_as(coop, "manager", lambda act: service.mandates_at(act, AGO))} == {
        ines,
        leon,
    }
    assert not manages(coop, "registrar")
    assemblies.close_meeting(coop.desk("secretary"), meeting)
    over = service.mandate(manager, first)
    assert (over.line.ended_on, over.line.ended_by, waits(over), over.told) == (AGO, EventKind.TERM_OVER, set(), ())
    assert manages(coop, "manager")
    assert service.mandate(manager, third).may_decide_title
    assert refused(coop, "manager", service.decide_title, second) == "GRANT-07"
    service.decide_title(manager, third)
    assert manages(coop, "registrar")
    given = next(one for one in delegating.grants(manager) if one.person_id == leon and one.starts_on == AGO)
    assert given.because.startswith("Assemblée du 12/06/2026, résolution n° 2")
    leaders = act_as(coop, "manager", lambda act: leaders_on(act, AGO, "SARL"), reading=True)
    assert [(one.name, one.capacity) for one in leaders] == [("Inès Pérez", "gérante")]

    # What is collected, declared, published.
    card = service.mandate(manager, third)
    assert waits(card) == {StepKind.PAPERS, StepKind.CONTRACT, StepKind.REGISTER}
    assert "présumé suspendu" in card.contract
    service.receive_papers(manager, third, list(Paper), AGO, "gérant")
    assert refused(coop, "manager", service.receive_papers, third, [Paper.AGE], AGO) == "ELE-13"
    assert refused(coop, "manager", service.state_contract, third, Contract.ACTIVE, AGO) == "ELE-05"
    service.state_contract(manager, third, Contract.ACTIVE, AGO, "sous l’autorité d’Inès Pérez à l’atelier")
    assert [(s.kind, s.due) for s in service.mandate(manager, third).steps] == [(StepKind.REGISTER, date(2026, 7, 12))]
    assert refused(coop, "manager", service.mark_registered, third, date(2026, 7, 1)) == "ELE-12"
    coop.on(date(2026, 7, 1))
    service.mark_registered(manager, third, date(2026, 7, 1))
    assert not service.mandate(manager, third).steps
    after = act_as(coop, "manager", lambda act: leaders_on(act, date(2026, 7, 1), "SARL"), reading=True)
    assert [one.capacity for one in after] == ["gérance", "gérant"]

    # A resignation to come closes the mandate without a vote: title and seat end that day, the vacancy is told.
    coop.on(date(2026, 9, 1))
    service.end_mandate(manager, third, EventKind.RESIGNED, LATER, "Lettre du 1er septembre 2026")
    assert refused(coop, "manager", service.end_mandate, third, EventKind.RESIGNED, LATER) == "MAND-03"
    assert manages(coop, "registrar")
    coop.on(date(2026, 10, 1))
    assert not manages(coop, "registrar")
    left = service.mandate(manager, third)
    assert waits(left) == {StepKind.REGISTER_END}
    assert "ELE-06" in left.told[0]
    assert any(one.id == f"vacant:{post.id}" and long_day(LATER) in one.why for one in mandate_lines(manager))

    # A removal quotes the resolution voted off the agenda; the secretary cannot take a title back, a giver does.
    meeting = assembly(coop, date(2026, 11, 6), people, annual=False)
    resolution = removed(coop, meeting, "Révocation d’Inès Pérez", 5)
    assemblies.close_meeting(coop.desk("secretary"), meeting)
    assert refused(coop, "secretary", service.remove, second, resolution, heard=False) == "REM-02"
    service.remove(coop.desk("secretary"), second, resolution, heard=True)
    gone = service.mandate(coop.desk("secretary"), second)
    assert gone.line.ended_on == date(2026, 11, 6)
    assert waits(gone) == {StepKind.REGISTER, StepKind.REGISTER_END, StepKind.END_TITLE}
    assert len(gone.told) == 2
    assert manages(coop, "manager")
    assert gone.may_end_title is not None
    service.end_left_title(coop.desk("founder"), gone.may_end_title)
    coop.on(date(2026, 11, 7))
    assert not manages(coop, "manager")
    assert differences(coop) == []


def test_an_sa_board_whose_seats_follow_its_mandates_and_who_is_co_opted(coop: TestCoop) -> None:
    found(coop, "SA", {"board_size": "4-6"})
    people = enrol(coop, 8)
    external = register_member(
        coop.desk("registrar"), NewMember("Extérieur", Category.EXTERNAL, date(2020, 1, 6), given_name="Eve")
    ).person_id
    desk = coop.desk("manager")
    service.lay_posts(desk)
    board = next(post for post in service.posts(desk) if post.kind is PostKind.DIRECTOR)
    body = next(one for one in assemblies.bodies(desk) if one.kind is BodyKind.BOARD)
    assert (board.seats, board.body_id, board.term_months) == (4, body.id, 72)
    assert refused(coop, "secretary", assemblies.seat_member, body.id, people[0], AGO) == "INST-01"

    coop.on(AGO)
    assert refused_faults(coop, board.id, [*people[:3], external]) == []
    assert refused_faults(coop, board.id, [people[0], external]) == ["ELE-03"]
    ids = elect(coop, "manager", board.id, [*people[:3], external], AGO)
    assert sitting(coop, body.id) == {*people[:3], external}

    coop.on(date(2026, 7, 1))
    service.declare_directorships(desk, ids[0], 6, date(2026, 7, 1))
    assert any("SA-04" in fault for fault in refused_faults(coop, board.id, [people[0]], replacing=[ids[0]]))
    service.end_mandate(desk, ids[1], EventKind.DIED, date(2026, 7, 1))
    assert sitting(coop, body.id) == {people[0], people[2], external}
    vacancy = next(one for one in mandate_lines(desk) if one.id == f"vacant:{board.id}")
    assert vacancy.due == date(2026, 10, 1)
    assert [line.id for line in service.seats_to_coopt(desk)] == [ids[1]]
    said: dict[str, Any] = {
        "starts_on": date(2026, 7, 1),
        "because": "Conseil du 1er juillet 2026",
        "replaces_id": ids[1],
    }
    assert refused(coop, "manager", service.coopt, board.id, people[3], **said | {"replaces_id": ids[2]}) == "SA-05"
    new = service.coopt(desk, board.id, people[3], **said)
    card = service.mandate(desk, new)
    assert (card.line.until_assembly_of, card.line.ratified, card.state) == (2032, False, "à ratifier")
    assert people[3] in sitting(coop, body.id)

    coop.on(date(2026, 9, 4))
    service.ratify(desk, new, ratified=False, on=date(2026, 9, 4), because="Assemblée du 4 septembre 2026")
    assert people[3] not in sitting(coop, body.id)
    service.end_mandate(desk, ids[2], EventKind.RESIGNED, date(2026, 9, 4))
    below = next(one for one in mandate_lines(desk) if one.id == f"vacant:{board.id}")
    assert "convoquez aussitôt" in below.why
    again = said | {"starts_on": date(2026, 9, 4), "replaces_id": ids[2]}
    assert refused(coop, "manager", service.coopt, board.id, people[4], **again) == "SA-05"

    # An end written by mistake is cancelled: the seat comes back.
    entry = next(e for e in service.mandate(desk, ids[2]).history if e.kind is EventKind.RESIGNED)
    service.cancel_entry(desk, entry.id, "Lettre retirée le même jour")
    assert people[2] in sitting(coop, body.id)
    assert service.mandate(desk, ids[2]).line.ended_on is None
    service.mark_mistaken(desk, ids[0], "Élection d’une autre personne")
    assert people[0] not in sitting(coop, body.id)
    assert differences(coop) == []


def refused_faults(
    coop: TestCoop, post_id: int, people: list[PersonId], replacing: list[int] | None = None
) -> list[str]:
    day = coop.clock.today()
    faults = act_as(
        coop, "manager",
        lambda act: service.faults_of(act, post_id, people, day, replacing or (), elected=True), reading=True,
    )  # fmt: skip
    return [fault.rule for fault in faults if fault.blocking]


def sitting(coop: TestCoop, body_id: int) -> set[int]:
    day = coop.clock.today()
    return {
        seat.person.person_id
        for seat in assemblies.seats(coop.desk("manager"), body_id)
        if seat.since <= day and (seat.until is None or seat.until >= day)
    }


def test_the_check_of_the_file_tells_what_another_program_or_a_dropped_title_left(coop: TestCoop) -> None:
    people = peopled(coop, 3)
    coop.on(AGO)
    service.lay_posts(coop.desk("manager"))
    (post,) = service.posts(coop.desk("manager"))
    elect(coop, "secretary", post.id, people[:2], AGO)
    assert differences(coop) == []
    for proposed in delegating.proposed_titles(coop.desk("manager")):
        delegating.drop_title(coop.desk("manager"), proposed.id, "Un seul titre de gérance")
    edit(coop, "UPDATE post SET seats = 1, kind = 'supervisory_member'")
    edit(
        coop, "INSERT INTO post SELECT 99, 'manager', 'Gérance', NULL, NULL, 9, 48, NULL, 0, opened_on, NULL FROM post"
    )
    values = (
        "99, 99, holder_id, called, origin, starts_on, term_months, until_assembly_of, ends_on, because, NULL, NULL, "
        "NULL, recorded_by_id"
    )
    edit(coop, f"INSERT INTO mandate SELECT {values} FROM mandate WHERE id = 1")
    told = differences(coop)
    assert sum("sans le titre de la fonction" in one for one in told) == 2
    assert any("plus de mandats en cours (2) que de sièges (1)" in one for one in told)
    assert any("fonctions incompatibles (PROC-02)" in one for one in told)


def differences(coop: TestCoop) -> list[str]:
    (verified,) = [one for one in verify(coop.file) if one.what == "Registre des mandats"]
    return list(verified.differences)

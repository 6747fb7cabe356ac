"""Assemblies held on a real file, told as stories."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from coop_desk.core import delegating
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.records import (
    BodyKind,
    Choice,
    FollowUpState,
    ItemKind,
    MeetingKind,
    MeetingState,
    OffAgenda,
    ResolutionKind,
    Standing,
    VoteMode,
    Votes,
)
from coop_desk.topics.convening.service.sending import contents_sent
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member, suspend_vote
from coop_desk.topics.minutes.service import minutes_pdf
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.shares.service import record_movement
from coop_desk.topics.statutes.service import NewValue, Quoted, change_statutes, finish_set_up
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import DAY, candidate, enrol, found, opened, peopled, prepared

AGO, AGE = ResolutionKind.ORDINARY, ResolutionKind.EXTRAORDINARY


def refused(rule: str) -> "pytest.RaisesContext[RuleBroken]":  # type: ignore[name-defined]
    """The block breaks this rule."""
    return pytest.raises(RuleBroken, check=lambda broken: broken.rule == rule)


def test_moving_a_point_renumbers_the_agenda_and_its_resolutions(coop: TestCoop) -> None:
    found(coop)
    desk = coop.desk("secretary")
    meeting, resolutions = prepared(desk, [AGO, AGE, AGO], other_business=True)
    items = service.meeting(desk, meeting).items
    service.move_item(desk, items[2].id, 1)
    moved = service.meeting(desk, meeting)
    assert [item.title for item in moved.items] == ["Point 3", "Point 1", "Point 2", "Questions diverses"]
    assert [item.number for item in moved.items] == [1, 2, 3, 4]
    assert [r.id for r in moved.resolutions] == [resolutions[2], resolutions[0], resolutions[1]]
    assert [r.number for r in moved.resolutions] == [1, 2, 3]
    service.remove_item(desk, items[0].id)
    assert [item.number for item in service.meeting(desk, meeting).items] == [1, 2, 3]


def test_a_new_point_stands_before_other_business_which_is_never_voted(coop: TestCoop) -> None:
    found(coop)
    desk = coop.desk("secretary")
    meeting, _resolutions = prepared(desk, [AGO], other_business=True)
    service.add_item(desk, meeting, "Bilan", ItemKind.INFORMATION)
    items = service.meeting(desk, meeting).items
    assert [item.title for item in items] == ["Point 1", "Bilan", "Questions diverses"]
    for item in items[1:]:
        with refused("CALL-08"):
            service.add_resolution(desk, item.id, "Prime", "Une prime est versée.")


def test_the_name_of_the_assembly_follows_its_resolutions(coop: TestCoop) -> None:
    found(coop)
    desk = coop.desk("secretary")
    meeting, _resolutions = prepared(desk, [AGO, AGE])
    facts = service.meeting(desk, meeting).meeting
    assert (facts.kind, facts.title) == (MeetingKind.MIXED, "Assemblée générale mixte du 12 juin 2026")


def test_an_agenda_that_was_sent_no_longer_changes(coop: TestCoop) -> None:
    found(coop)
    desk = coop.desk("secretary")
    coop.on(date(2026, 5, 20))
    meeting, resolutions = prepared(desk, [AGO])
    service.record_call(desk, meeting, date(2026, 5, 20))
    with refused("AGD-05"):
        service.add_item(desk, meeting, "Oubli")
    with refused("AG-04"):
        service.change_resolution(desk, resolutions[0], title="R", text="T", kind=AGE)
    service.prepare_again(desk, meeting)
    service.add_item(desk, meeting, "Oubli")
    assert service.meeting(desk, meeting).meeting.state is MeetingState.PREPARING


def test_an_attachment_is_kept_with_its_digest(coop: TestCoop) -> None:
    found(coop)
    desk = coop.desk("secretary")
    meeting, _resolutions = prepared(desk, [AGO])
    item = service.meeting(desk, meeting).items[0]
    number = service.attach(desk, item.id, "Comptes 2025", "comptes.pdf", b"abc")
    kept = service.meeting(desk, meeting).documents[0]
    assert kept.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert service.attachment_content(desk, number) == b"abc"
    with refused("DOC-01"):
        service.attach(desk, item.id, "Vide", "vide.pdf", b"")


def test_a_holder_who_leaves_and_a_giver_who_comes_change_the_count_at_once(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    meeting, _resolutions = opened(coop, [AGO], people[:5])
    service.give_proxy(desk, meeting, people[5], people[0])
    service.give_proxy(desk, meeting, people[6], people[1])
    assert service.room(desk, meeting).represented == 2
    service.mark_left(desk, meeting, people[0])
    assert (service.room(desk, meeting).present, service.room(desk, meeting).represented) == (4, 1)
    service.mark_present(desk, meeting, people[6])
    assert (service.room(desk, meeting).present, service.room(desk, meeting).represented) == (5, 0)


def test_each_resolution_keeps_its_own_count(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO, AGO], people[:8])
    service.record_vote(desk, resolutions[0], Votes(8))
    service.mark_left(desk, meeting, people[0])
    service.record_vote(desk, resolutions[1], Votes(6, 1))
    first, second = (r.result for r in service.meeting(desk, meeting).resolutions)
    assert first is not None
    assert second is not None
    assert (first.present, second.present) == (8, 7)
    assert (len(first.present_ids), first.electorate) == (8, second.electorate)


def test_too_many_votes_are_refused_and_nothing_is_kept(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO], people[:6])
    with refused("VOT-02"):
        service.record_vote(desk, resolutions[0], Votes(7))
    assert service.meeting(desk, meeting).resolutions[0].result is None


def test_unanimity_fills_the_count_and_a_second_vote_is_refused(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    _meeting, resolutions = opened(coop, [AGO], people[:6])
    result = service.record_unanimity(desk, resolutions[0])
    assert (result.votes, result.adopted, result.mode) == (Votes(6), True, VoteMode.UNANIMITY)
    with refused("PV-01"):
        service.record_unanimity(desk, resolutions[0])


def test_a_correction_is_a_new_entry_under_the_same_electorate(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO], people[:6])
    wrong = service.record_vote(desk, resolutions[0], Votes(5, 1))
    service.mark_left(desk, meeting, people[0])
    with refused("PV-01"):
        service.correct_vote(desk, wrong.id, Votes(6), "")
    right = service.correct_vote(desk, wrong.id, Votes(6), "Une main n’avait pas été vue.")
    kept = service.meeting(desk, meeting).resolutions[0]
    assert (right.present, right.adopted, right.corrects_id) == (6, True, wrong.id)
    assert (kept.result, kept.earlier) == (right, (wrong,))


def test_an_admitted_candidate_votes_on_the_following_points(coop: TestCoop) -> None:
    found(coop)
    people, new = enrol(coop, 10), candidate(coop)
    desk = coop.desk("secretary")
    coop.on(date(2026, 5, 20))
    meeting, _none = prepared(desk, [])
    admission = service.add_resolution(
        desk,
        service.add_item(desk, meeting, "Admission"),
        "Admission de Nina Neuve",
        "Nina Neuve est admise.",
        AGO,
        admits_id=new,
    )
    after = service.add_resolution(desk, service.add_item(desk, meeting, "Suite"), "Suite", "La suite.", AGO)
    service.record_call(desk, meeting, date(2026, 5, 20))
    coop.on(DAY, 14)
    for person in people[:7]:
        service.mark_present(desk, meeting, person)
    service.open_meeting(desk, meeting)
    with refused("VOT-03"):
        service.mark_present(desk, meeting, new)
    assert service.record_unanimity(desk, admission).entitled == 10
    service.mark_present(desk, meeting, new)
    result = service.record_unanimity(desk, after)
    assert (result.entitled, result.present, result.votes.in_favour) == (11, 8, 8)
    lines = {line.person.person_id: line for line in service.meeting(desk, meeting).attendance}
    assert lines[new].entitled_since_admission


def test_a_candidate_who_is_rejected_stays_out(coop: TestCoop) -> None:
    found(coop, "SA")
    people, new = enrol(coop, 10), candidate(coop)
    desk = coop.desk("secretary")
    coop.on(date(2026, 5, 20))
    meeting, _none = prepared(desk, [])
    item = service.add_item(desk, meeting, "Admission")
    admission = service.add_resolution(desk, item, "Admission", "Nina est admise.", AGO, admits_id=new)
    service.record_call(desk, meeting, date(2026, 5, 20))
    coop.on(DAY, 14)
    for person in people[:7]:
        service.mark_present(desk, meeting, person)
    service.open_meeting(desk, meeting)
    service.record_vote(desk, admission, Votes(3, 4))
    service.set_bureau(desk, meeting, chair_id=people[0], secretary_name="Éloïse", teller_ids=(people[1], people[2]))
    service.close_meeting(desk, meeting)
    assert len(service.meeting(desk, meeting).attendance) == 10


def test_an_interested_associate_leaves_quorum_and_majority(coop: TestCoop) -> None:
    people = peopled(coop, 9)
    desk = coop.desk("secretary")
    _meeting, resolutions = opened(coop, [AGO], people[:6])
    with refused("VOT-15"):
        service.exclude_people(desk, resolutions[0], [people[0]], "")
    service.exclude_people(desk, resolutions[0], [people[0]], "Bail avec la coopérative")
    result = service.record_vote(desk, resolutions[0], Votes(5))
    assert (result.entitled, result.present, result.needed_for, result.adopted) == (8, 5, 5, True)
    assert result.excluded[0].reason == "Bail avec la coopérative"


def test_a_suspended_vote_leaves_the_electorate(coop: TestCoop) -> None:
    people = peopled(coop, 9)
    suspend_vote(coop.desk("registrar"), people[0], date(2026, 5, 1), "Mise en demeure restée sans effet")
    desk = coop.desk("secretary")
    meeting, _resolutions = opened(coop, [AGO], people[1:6])
    assert service.room(desk, meeting).entitled == 8
    with refused("VOT-03"):
        service.mark_present(desk, meeting, people[0])


def test_correspondence_forms_count_by_resolution_in_an_sa(coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO, AGO], people[:2])
    with refused("VOT-09"):
        service.receive_form(desk, meeting, people[5], date(2026, 6, 11), {resolutions[0]: Choice.AGAINST})
    service.receive_form(desk, meeting, people[5], date(2026, 6, 8), {resolutions[0]: Choice.AGAINST})
    first = service.record_vote(desk, resolutions[0], Votes(2))
    second = service.record_vote(desk, resolutions[1], Votes(1, 1))
    assert (first.votes, first.forms, first.adopted) == (Votes(2, 1), 1, True)
    assert (second.votes, second.adopted) == (Votes(1, 1, 1), False)
    service.mark_present(desk, meeting, people[5])
    assert service.meeting(desk, meeting).forms[0].set_aside


def test_a_blank_proxy_goes_with_the_leaders(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO], people[:5])
    service.give_proxy(desk, meeting, people[7], None)
    result = service.record_unanimity(desk, resolutions[0])
    assert (result.votes.in_favour, result.in_room.in_favour, result.represented) == (6, 5, 1)


def test_a_roll_call_names_each_voice_and_who_answered(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO], people[:4])
    service.give_proxy(desk, meeting, people[6], people[1])
    voices = service.roll_call(desk, resolutions[0])
    assert [v.person.person_id for v in voices] == [people[0], people[1], people[6], people[2], people[3]]
    choices = {v.person.person_id: Choice.FOR for v in voices} | {int(people[3]): Choice.AGAINST}
    result = service.record_roll_call(desk, resolutions[0], choices)
    assert (result.votes, result.mode) == (Votes(4, 1), VoteMode.ROLL_CALL)
    carried = next(line for line in result.roll_call if line.person.person_id == people[6])
    assert carried.voter.person_id == people[1]


def test_a_secret_ballot_keeps_only_a_count(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [ResolutionKind.LEADERS], people[:6])
    assert service.meeting(desk, meeting).resolutions[0].secret
    for verb in (service.record_unanimity, lambda d, r: service.record_roll_call(d, r, {})):
        with refused("VOT-16"):
            verb(desk, resolutions[0])
    result = service.record_vote(desk, resolutions[0], Votes(5, 0, 0, 1))
    assert (result.mode, result.roll_call, result.adopted) == (VoteMode.SECRET, (), True)


def test_without_quorum_nothing_is_adopted_and_the_second_call_keeps_the_agenda(coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 11)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO, AGE], people[:2])
    result = service.record_unanimity(desk, resolutions[0])
    assert (result.adopted, result.quorum_met) == (False, False)
    assert "le quorum n’est pas atteint" in result.sentence
    with refused("CALL-09"):
        service.call_again(desk, meeting, date(2026, 6, 30), time(14, 0), "Salle du Canal")
    service.declare_failure(desk, meeting)
    failed = service.meeting(desk, meeting)
    assert failed.meeting.state is MeetingState.FAILED
    assert failed.failure is not None
    assert (failed.failure.present, failed.failure.quorum_needed) == (2, 3)
    with refused("QM-03"):
        service.call_again(desk, meeting, date(2026, 8, 13), time(14, 0), "Salle du Canal")
    second = service.call_again(desk, meeting, date(2026, 8, 12), time(14, 0), "Salle du Canal")
    again = service.meeting(desk, second)
    assert (again.meeting.call_number, again.meeting.first_meeting_id, again.meeting.first_meeting_day) == (
        2,
        meeting,
        DAY,
    )
    assert [r.title for r in again.resolutions] == ["Résolution 1", "Résolution 2"]
    assert again.resolutions[0].rule_words == "Adoptée par plus de la moitié des voix exprimées. Pas de quorum."
    with refused("CALL-09"):
        service.add_item(desk, second, "Nouveau point")
    with refused("CALL-09"):
        service.call_again(desk, meeting, date(2026, 8, 1), time(14, 0), "Salle du Canal")


def test_a_sarl_majority_not_reached_at_first_may_be_called_again(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO, AGO], people[:6])
    service.record_vote(desk, resolutions[0], Votes(6))
    service.record_vote(desk, resolutions[1], Votes(5, 1))
    service.set_bureau(desk, meeting, chair_id=people[0], secretary_name="Éloïse Lefèvre")
    service.close_meeting(desk, meeting)
    second = service.call_again(desk, meeting, date(2026, 7, 3), time(9, 0), "Salle du Canal")
    assert [r.title for r in service.meeting(desk, second).resolutions] == ["Résolution 2"]


def test_proxies_and_forms_hold_for_the_second_call_of_the_same_agenda(coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 21)
    desk = coop.desk("secretary")
    meeting, first = opened(coop, [AGO, AGE], people[:1])
    service.give_proxy(desk, meeting, people[9], people[0])
    service.receive_form(desk, meeting, people[5], date(2026, 6, 8), {first[0]: Choice.AGAINST, first[1]: Choice.FOR})
    service.receive_form(desk, meeting, people[6], date(2026, 6, 8), {first[0]: Choice.FOR})
    service.withdraw_resolution(desk, first[1])
    service.declare_failure(desk, meeting)
    second = service.call_again(desk, meeting, date(2026, 7, 3), time(14, 0), "Salle du Canal")
    carried = service.meeting(desk, second)
    again = carried.resolutions[0].id
    assert [(line.person.person_id, line.received_on, line.choices) for line in carried.forms] == [
        (people[5], date(2026, 6, 8), ((again, Choice.AGAINST),)),
        (people[6], date(2026, 6, 8), ((again, Choice.FOR),)),
    ]
    with refused("VOT-08"):
        service.receive_form(desk, second, people[5], date(2026, 6, 20), {again: Choice.FOR})
    service.record_call(desk, second, DAY)
    coop.on(date(2026, 7, 3), 14)
    service.mark_present(desk, second, people[0])
    service.mark_present(desk, second, people[6])
    service.open_meeting(desk, second)
    result = service.record_vote(desk, again, Votes(3))
    assert (result.present, result.represented, result.forms) == (2, 1, 1)
    assert (result.votes, result.adopted) == (Votes(3, 1), True)


def test_a_second_call_for_a_part_of_the_agenda_takes_no_proxy_and_no_form(coop: TestCoop) -> None:
    found(coop, statutes={"correspondence_vote": "yes"})
    people = enrol(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO, AGO], people[:6])
    service.receive_form(desk, meeting, people[8], date(2026, 6, 8), dict.fromkeys(resolutions, Choice.AGAINST))
    service.give_proxy(desk, meeting, people[7], people[0])
    service.record_vote(desk, resolutions[0], Votes(7))
    service.record_vote(desk, resolutions[1], Votes(4, 3))
    service.set_bureau(desk, meeting, chair_id=people[0], secretary_name="Éloïse Lefèvre")
    service.close_meeting(desk, meeting)
    second = service.meeting(desk, service.call_again(desk, meeting, date(2026, 7, 3), time(9, 0), "Salle du Canal"))
    assert (second.forms, second.proxies) == ((), ())


def test_nothing_is_voted_off_the_agenda_but_a_removal(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    desk = coop.desk("secretary")
    meeting, _resolutions = opened(coop, [AGO], people[:6])
    item = service.add_item_in_session(desk, meeting, "Révocation", ItemKind.RESOLUTION)
    with refused("AGD-05"):
        service.add_resolution(desk, item, "Prime", "Une prime est versée.", AGO)
    with refused("AGD-05"):
        service.add_resolution(
            desk, item, "Remplacement", "Zoé est nommée.", ResolutionKind.LEADERS, off_agenda=OffAgenda.REPLACEMENT
        )
    removal = service.add_resolution(
        desk, item, "Révocation", "Le gérant est révoqué.", ResolutionKind.LEADERS, off_agenda=OffAgenda.REMOVAL
    )
    assert service.record_vote(desk, removal, Votes(5, 1)).adopted


def test_an_assembly_that_nobody_convened_needs_everyone(coop: TestCoop) -> None:
    people = peopled(coop, 3)
    desk = coop.desk("secretary")
    meeting, _resolutions = prepared(desk, [AGO])
    coop.on(DAY)
    service.mark_present(desk, meeting, people[0])
    with refused("CALL-12"):
        service.open_meeting(desk, meeting)
    service.mark_present(desk, meeting, people[1])
    service.give_proxy(desk, meeting, people[2], people[0])
    service.open_meeting(desk, meeting)


def test_a_meeting_closes_when_everything_was_decided_and_then_no_longer_changes(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO, AGO], people[:6])
    with refused("MEET-01"):
        service.close_meeting(desk, meeting)
    service.set_bureau(desk, meeting, chair_id=people[0], chair_capacity="gérante", secretary_name="Éloïse")
    service.record_unanimity(desk, resolutions[0])
    with refused("PV-01"):
        service.close_meeting(desk, meeting)
    service.withdraw_resolution(desk, resolutions[1])
    with refused("PV-01"):
        service.record_unanimity(desk, resolutions[1])
    service.suspend_meeting(desk, meeting, "Pause de dix minutes")
    with refused("MEET-06"):
        service.close_meeting(desk, meeting)
    service.resume_meeting(desk, meeting)
    service.close_meeting(desk, meeting)
    for verb, arguments in (
        (service.mark_left, (meeting, people[0])),
        (service.give_proxy, (meeting, people[6], people[0])),
        (service.set_bureau, ()),
    ):
        with refused("PV-01"):
            if arguments:
                verb(desk, *arguments)
            else:
                service.set_bureau(desk, meeting, chair_id=people[1], secretary_name="X")
    facts = service.meeting(desk, meeting)
    assert facts.meeting.state is MeetingState.CLOSED
    assert [line.kind.value for line in facts.incidents] == ["suspended", "resumed"]


def test_an_sa_assembly_needs_two_tellers(coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 8)
    desk = coop.desk("secretary")
    meeting, _resolutions = opened(coop, [AGO], people[:6])
    delegating.give_title(coop.desk("founder"), people[2], "manager", DAY, None, "Assemblée du 12 mai 2025")
    choice = service.bureau_choice(desk, meeting)
    assert (choice.chairs[0].person_id, choice.tellers_needed) == (people[2], 2)
    with refused("MEET-02"):
        service.set_bureau(desk, meeting, chair_id=people[2], secretary_name="É", teller_ids=[people[0]])
    service.set_bureau(desk, meeting, chair_id=people[2], secretary_name="É", teller_ids=people[:2])
    assert len(service.meeting(desk, meeting).bureau.tellers) == 2


def test_without_a_leader_whoever_holds_most_is_proposed_to_chair_a_sarl(coop: TestCoop) -> None:
    people = peopled(coop, 6)
    for place, number in ((1, 3), (4, 8)):
        draft = Draft(
            Kind.SUBSCRIPTION, date(2020, 1, 6), people[place], shares=number, amount_cents=number * 1500, reason="cas"
        )
        record_movement(coop.desk("registrar"), draft)
    meeting, _resolutions = opened(coop, [AGO], people)
    chairs = service.bureau_choice(coop.desk("secretary"), meeting).chairs
    assert [someone.person_id for someone in chairs[:3]] == [people[4], people[1], people[0]]


def test_before_the_opening_a_slip_is_cancelled_and_after_it_a_departure_is_noted(coop: TestCoop) -> None:
    people = peopled(coop, 6)
    desk = coop.desk("secretary")
    meeting, _resolutions = prepared(desk, [AGO])
    service.give_proxy(desk, meeting, people[1], people[0])
    assert service.toggle_presence(desk, meeting, people[1])
    assert not service.toggle_presence(desk, meeting, people[1])
    assert service.room(desk, meeting).people[1].gave_proxy
    service.record_call(desk, meeting, date(2026, 1, 2))
    coop.on(DAY)
    service.toggle_presence(desk, meeting, people[0])
    service.open_meeting(desk, meeting)
    service.toggle_presence(desk, meeting, people[0])
    moves = service.meeting(desk, meeting).attendance[0].movements
    assert [move.arrived for move in moves] == [True, False]


def test_a_vote_protects_the_entries_it_counted(coop: TestCoop) -> None:
    people = peopled(coop, 6)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO, AGO], people[:4])
    service.record_unanimity(desk, resolutions[0])
    service.mark_present(desk, meeting, people[4])
    latest, *older = service.entries(desk, meeting)
    service.cancel_entry(desk, latest.id)
    assert service.room(desk, meeting).present == 4
    with refused("MEET-03"):
        service.cancel_entry(desk, older[0].id)
    with refused("MEET-03"):
        service.cancel_entry(desk, latest.id)


def test_the_meeting_file_tells_who_took_part_and_how(coop: TestCoop) -> None:
    people = peopled(coop, 6)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO], people[:3])
    service.give_proxy(desk, meeting, people[3], people[0])
    service.record_vote(desk, resolutions[0], Votes(4))
    service.mark_present(desk, meeting, people[3])
    service.save_debate(desk, service.meeting(desk, meeting).items[0].id, "Zoé demande une précision.")
    service.invite(desk, meeting, "Claude Roux", "commissaire aux comptes")
    told = service.meeting(desk, meeting)
    assert [line.standing for line in told.attendance[:3]] == [Standing.PRESENT] * 3
    assert told.attendance[3].ever_represented
    assert told.attendance[3].movements[0].during == "1. Point 1"
    assert (told.proxies[0].ended_why, told.guests[0].name) == ("arrivée du mandant", "Claude Roux")
    assert told.items[0].debate == "Zoé demande une précision."


def test_a_board_follows_its_own_rule(coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 6)
    desk = coop.desk("secretary")
    board = service.create_body(desk, BodyKind.BOARD, "Conseil d’administration")
    for person in people[:4]:
        service.seat_member(desk, board, person, date(2024, 6, 1))
    with refused("INST-01"):
        service.seat_member(desk, board, people[0], date(2025, 6, 1))
    meeting = service.prepare_meeting(desk, DAY, time(9, 0), "Siège", body_id=board)
    item = service.add_item(desk, meeting, "Budget")
    with refused("AG-03"):
        service.add_resolution(desk, item, "Budget", "Le budget est arrêté.", AGO)
    resolution = service.add_resolution(desk, item, "Budget", "Le budget est arrêté.")
    coop.on(DAY)
    for person in people[:2]:
        service.mark_present(desk, meeting, person)
    with refused("VOT-03"):
        service.mark_present(desk, meeting, people[5])
    service.open_meeting(desk, meeting)
    tie = service.record_vote(desk, resolution, Votes(1, 1), chair_in_favour=True)
    assert (tie.quorum_met, tie.adopted, tie.tie) == (True, True, True)
    assert service.meeting(desk, meeting).meeting.title == "Conseil d’administration du 12 juin 2026"


def test_the_statutes_of_the_day_of_the_call_hold(coop: TestCoop) -> None:
    found(coop, statutes={"age_majority": "3/4", "max_proxies": "0"})
    people = enrol(coop, 8)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGE], people[:4])
    with refused("VOT-04"):
        service.give_proxy(desk, meeting, people[6], people[0])
    result = service.record_vote(desk, resolutions[0], Votes(3, 1))
    assert (result.needed_for, result.adopted) == (3, True)
    assert "les trois quarts des 4 voix présentes ou représentées" in result.sentence


def test_votes_by_capital_wait_for_the_register_of_shares(coop: TestCoop) -> None:
    found(coop, statutes={"external_votes": "capital_scaled"})
    enrol(coop, 6)
    new = NewMember("Tiers", Category.EXTERNAL, date(2020, 1, 6), given_name="Zélie")
    register_member(coop.desk("registrar"), new)
    coop.on(date(2026, 5, 20))
    meeting = service.prepare_meeting(coop.desk("secretary"), DAY, time(14, 0), "Salle du Canal")
    with refused("CAP-06"):
        service.room(coop.desk("secretary"), meeting)


def test_statutes_quote_an_extraordinary_resolution_that_was_adopted(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    manager, desk = coop.desk("manager"), coop.desk("secretary")
    finish_set_up(manager)
    _meeting, resolutions = opened(coop, [AGE, AGE, AGO], people)
    service.record_unanimity(desk, resolutions[0])
    service.record_vote(desk, resolutions[1], Votes(2, 6))
    service.record_unanimity(desk, resolutions[2])
    change = [NewValue("age_majority", "3/4")]
    for wrong, since in ((resolutions[1], DAY), (resolutions[2], DAY), (99, DAY), (resolutions[0], date(2026, 6, 11))):
        with refused("PRO-02"):
            change_statutes(manager, change, since, Quoted("AGE du 12 juin 2026", wrong, DAY))
    change_statutes(manager, change, DAY, Quoted("AGE du 12 juin 2026, 1re résolution", resolutions[0], DAY))


def test_a_decision_is_followed_found_and_told_when_late(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    desk = coop.desk("secretary")
    _meeting, resolutions = opened(coop, [AGO, AGO], people[:6])
    service.record_unanimity(desk, resolutions[0])
    service.record_vote(desk, resolutions[1], Votes(2, 4))
    with refused("DEC-01"):
        service.follow_up(desk, resolutions[1], responsible_id=people[0])
    service.follow_up(desk, resolutions[0], responsible_id=people[0], due_on=date(2026, 9, 1))
    assert [d.title for d in service.decisions(desk, "RESOLUTION 1", year=2026, adopted=True)] == ["Résolution 1"]
    assert service.decisions(desk, kind=AGE) == []
    assert service.overdue_decisions(desk) == []
    coop.on(date(2026, 9, 2))
    assert [d.responsible for d in service.overdue_decisions(desk)] == ["Adèle Aubert"]
    service.follow_up(desk, resolutions[0], responsible_id=people[0], state=FollowUpState.DONE)
    assert service.overdue_decisions(desk) == []
    assert service.search(desk, "resolution 2")[0].detail.endswith("rejetée")


def test_only_those_who_may_run_a_meeting_record_in_it(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    meeting, resolutions = opened(coop, [AGO], people[:6])
    for who in ("registrar", "bookkeeper", "nobody", "keeper"):
        with pytest.raises(Refused):
            service.record_unanimity(coop.desk(who), resolutions[0])
        with pytest.raises(Refused):
            service.mark_present(coop.desk(who), meeting, people[7])
    assert service.room(coop.desk_of(people[0]), meeting).present == 6


def test_the_list_of_voters_is_read_again_only_before_the_first_vote(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO], people[:6])
    enrol(coop, 1)
    assert service.room(desk, meeting).entitled == 8
    service.read_electorate_again(desk, meeting)
    assert service.room(desk, meeting).entitled == 9
    service.record_vote(desk, resolutions[0], Votes(6))
    with refused("ADM-10"):
        service.read_electorate_again(desk, meeting)


def test_a_meeting_does_not_open_before_its_day(coop: TestCoop) -> None:
    found(coop)
    enrol(coop, 3)
    desk = coop.desk("secretary")
    meeting, _resolutions = prepared(desk, [AGO])
    service.record_call(desk, meeting, date(2026, 1, 2))
    with refused("CALL-07"):
        service.open_meeting(desk, meeting)


def test_the_room_is_not_changed_by_trying_a_count(coop: TestCoop) -> None:
    people = peopled(coop, 10)
    desk = coop.desk("secretary")
    meeting, resolutions = opened(coop, [AGO], people[:7])
    tried = service.preview_vote(desk, resolutions[0], Votes(6))
    assert (tried.left, tried.adopted) == (1, True)
    assert service.preview_vote(desk, resolutions[0], Votes(9)).left == -2
    assert service.meeting(desk, meeting).resolutions[0].result is None


def test_a_proxy_still_holds_for_the_second_call_of_the_same_agenda(coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 20)
    desk = coop.desk("secretary")
    meeting, _resolutions = opened(coop, [AGO], people[:2])
    service.give_proxy(desk, meeting, people[8], people[0])
    service.declare_failure(desk, meeting)
    second = service.call_again(desk, meeting, date(2026, 7, 3), time(14, 0), "Salle du Canal")
    service.mark_present(desk, second, people[0])
    assert service.room(desk, second).represented == 1
    service.mark_present(desk, second, people[8])
    assert service.room(desk, second).represented == 0


@pytest.mark.parametrize(("form", "statutes"), [("SA", {}), ("SAS", {"remote_participation": "yes"})])
def test_an_assembly_needs_a_room_unless_its_statutes_do_without(
    coop: TestCoop, form: str, statutes: dict[str, str]
) -> None:
    found(coop, form, statutes)
    people = enrol(coop, 10)
    secretary = coop.desk("secretary")
    coop.on(date(2026, 5, 20))
    meeting, _resolutions = prepared(secretary, [AGO])
    service.record_call(secretary, meeting, date(2026, 5, 20))
    coop.on(DAY, 14)
    service.mark_present(secretary, meeting, people[0], identified_by="code personnel")
    with refused("VOT-13"):
        service.open_meeting(secretary, meeting)
    service.mark_present(secretary, meeting, people[1])
    service.open_meeting(secretary, meeting)
    lines = {line.person.person_id: line for line in service.meeting(secretary, meeting).attendance}
    assert [lines[person].identified_by for person in people[:2]] == ["code personnel", ""]
    shown = {line.person.person_id: line for line in service.room(secretary, meeting).people}
    assert [shown[person].remote for person in people[:3]] == [True, False, False]


@pytest.mark.parametrize("form", ["SA", "SAS"])
def test_an_assembly_whose_statutes_allow_it_meets_entirely_at_a_distance(coop: TestCoop, form: str) -> None:
    found(coop, form, {"remote_participation": "yes", "remote_alone": "yes"})
    people = enrol(coop, 10)
    secretary = coop.desk("secretary")
    coop.on(date(2026, 5, 20))
    meeting, _resolutions = prepared(secretary, [AGO])
    service.record_call(secretary, meeting, date(2026, 5, 20))
    coop.on(DAY, 14)
    service.mark_present(secretary, meeting, people[0], identified_by="image et voix")
    service.open_meeting(secretary, meeting)
    assert service.meeting(secretary, meeting).meeting.state is MeetingState.OPEN


def test_an_assembly_without_a_room_needs_one_when_a_quarter_of_the_capital_opposes(coop: TestCoop) -> None:
    found(coop, "SA", {"remote_participation": "yes", "remote_alone": "yes"})
    people = enrol(coop, 10)
    for person, shares in zip(people, (24, 1, 75), strict=False):
        record_movement(
            coop.desk("registrar"),
            Draft(
                Kind.SUBSCRIPTION, date(2020, 1, 15), person, shares=shares, amount_cents=shares * 1500, reason="cas"
            ),
        )
    secretary = coop.desk("secretary")
    coop.on(date(2026, 5, 20))
    meeting, _resolutions = prepared(secretary, [AGE])
    day_and_place: dict[str, Any] = {
        "day": DAY,
        "starts_at": time(14, 0),
        "place": "Visioconférence",
        "annual_accounts": False,
    }
    service.change_meeting(secretary, meeting, **day_and_place, without_room=True)
    with refused("VOT-13"):
        service.record_opposition(secretary, meeting, people[0], date(2026, 5, 20))
    service.record_call(secretary, meeting, date(2026, 5, 20))
    with refused("VOT-13"):
        service.record_opposition(secretary, meeting, people[5], date(2026, 5, 20))
    service.record_opposition(secretary, meeting, people[0], date(2026, 5, 20))
    coop.on(date(2026, 5, 27))
    assert not service.oppositions(secretary, meeting).reached
    with refused("VOT-13"):
        service.record_opposition(secretary, meeting, people[0], date(2026, 5, 27))
    mistaken = service.record_opposition(secretary, meeting, people[2], date(2026, 5, 27))
    service.cancel_opposition(secretary, mistaken)
    service.record_opposition(secretary, meeting, people[1], date(2026, 5, 27))
    opposed = service.oppositions(secretary, meeting)
    assert opposed.reached
    assert [line.person.person_id for line in opposed.lines] == people[:2]
    sent = service.meeting(secretary, meeting)
    elsewhere = replace(sent, meeting=replace(sent.meeting, without_room=False))
    assert contents_sent(sent) != contents_sent(elsewhere), "the register of sendings says that there was no room"
    assert "375,00" in opposed.words
    assert "1\u202f500,00" in opposed.words
    coop.on(DAY, 14)
    service.mark_present(secretary, meeting, people[3], identified_by="image et voix")
    with refused("VOT-13"):
        service.open_meeting(secretary, meeting)
    service.prepare_again(secretary, meeting)
    service.change_meeting(secretary, meeting, **day_and_place | {"place": "Salle du Canal"})
    service.record_call(secretary, meeting, DAY)
    with refused("VOT-13"):
        service.open_meeting(secretary, meeting)
    service.mark_present(secretary, meeting, people[4])
    service.open_meeting(secretary, meeting)
    told = " ".join("".join(page_texts(minutes_pdf(secretary, meeting))).split())
    assert told.count("s’est opposé à cette tenue à distance") == 2
    assert "il en faut" in told


def test_of_equal_holders_the_older_is_proposed_to_chair(coop: TestCoop) -> None:
    found(coop)
    registrar = coop.desk("registrar")
    since = date(2020, 1, 6)
    people = []
    for name, born, shares in (
        ("Ana", date(1990, 5, 1), 10),
        ("Bob", date(1971, 2, 3), 10),
        ("Cléo", None, 10),
        ("Dan", date(1950, 1, 1), 4),
    ):
        new = NewMember("Cas", Category.EMPLOYED, since, given_name=name, birth_date=born)
        people.append(register_member(registrar, new).person_id)
        record_movement(
            registrar,
            Draft(Kind.SUBSCRIPTION, since, people[-1], shares=shares, amount_cents=shares * 1500, reason="cas"),
        )
    meeting, _resolutions = opened(coop, [AGO], people)
    chairs = service.bureau_choice(coop.desk("secretary"), meeting).chairs
    assert [someone.name for someone in chairs] == ["Bob Cas", "Ana Cas", "Cléo Cas", "Dan Cas"]


@pytest.mark.parametrize(
    ("statutes", "said"), [(None, "ne prévoient pas"), ({"written_consultation": "yes"}, "15 jours")]
)
def test_a_written_consultation_is_refused_with_its_rule(
    coop: TestCoop, statutes: dict[str, str] | None, said: str
) -> None:
    found(coop, statutes=statutes)
    with pytest.raises(RuleBroken, match=said, check=lambda broken: broken.rule == "VOT-14"):
        service.prepare_meeting(coop.desk("secretary"), DAY, time(14), "Siège", in_writing=True)
    assert service.meetings(coop.desk("secretary")) == []

"""The papers of a call, page by page, against their golden texts."""

from datetime import date, time

from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import BodyKind, ResolutionKind
from coop_desk.topics.convening import service
from coop_desk.topics.convening.rules.means import Means
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.convening.stories import EARLY, annual, fail


def test_the_convocation_of_a_sarl(coop: TestCoop) -> None:
    story = annual(coop)
    check_pages(
        service.convocation(coop.desk("secretary"), story.meeting, story.people[2]), "convening/convocation-sarl"
    )


def test_the_convocation_of_an_sa_has_its_correspondence_form_and_its_request_form(coop: TestCoop) -> None:
    story = annual(coop, Form.SA)
    check_pages(service.convocation(coop.desk("secretary"), story.meeting, story.people[1]), "convening/convocation-sa")


def test_a_second_convocation_recalls_the_first(coop: TestCoop) -> None:
    story = annual(coop, Form.SA)
    desk = coop.desk("secretary")
    fail(story)
    second = assemblies.call_again(desk, story.meeting, date(2026, 6, 26), time(18, 0), "Au siège social")
    check_pages(service.convocation(desk, second, story.people[0]), "convening/convocation-second-call")


def test_the_convocation_to_an_assembly_without_a_room_says_how_to_oppose_it(coop: TestCoop) -> None:
    yes = [NewValue(key, "yes", "art. 21") for key in ("remote_participation", "remote_alone")]
    story = annual(coop, Form.SA, *yes)
    desk = coop.desk("secretary")
    facts = assemblies.meeting(desk, story.meeting).meeting

    def told() -> str:
        return " ".join(page_texts(service.convocation(desk, story.meeting, story.people[0]))[0].split())

    assemblies.change_meeting(
        desk,
        story.meeting,
        day=facts.day,
        starts_at=facts.starts_at,
        place="Visioconférence",
        annual_accounts=True,
        without_room=True,
    )
    assert "entièrement à distance" in told()
    assert "s’y opposer" not in told()
    item = assemblies.add_item(desk, story.meeting, "Statuts")
    assemblies.add_resolution(desk, item, "Statuts", "Les statuts changent.", ResolutionKind.EXTRAORDINARY)
    assert "au moins 25 % du capital peuvent s’y opposer" in told()


def test_one_file_per_person_and_one_for_all(coop: TestCoop) -> None:
    story = annual(coop)
    calls = service.convocations(coop.desk("secretary"), story.meeting)
    assert [one.file_name for one in calls.each][:2] == [
        "convocation-001-adele-aubert.pdf",
        "convocation-002-chloe-henaff.pdf",
    ]
    apart = [page for one in calls.each for page in page_texts(one.pdf)]
    assert page_texts(calls.joined) == apart
    assert calls.joined == service.joined_convocations(coop.desk("secretary"), story.meeting)


def test_the_attendance_sheet_lists_only_who_may_vote_that_day(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    assemblies.give_proxy(desk, story.meeting, story.people[0], story.people[1])
    check_pages(service.attendance_sheet(desk, story.meeting), "convening/attendance-sarl")


def test_the_attendance_sheet_of_an_sa_holds_addresses_and_tellers(coop: TestCoop) -> None:
    story = annual(coop, Form.SA)
    check_pages(service.attendance_sheet(coop.desk("secretary"), story.meeting), "convening/attendance-sa")


def test_who_is_at_a_distance_does_not_sign_the_attendance_sheet_unless_they_came(coop: TestCoop) -> None:
    story = annual(coop, Form.SA)
    desk = coop.desk("secretary")

    def told() -> int:
        return "".join(page_texts(service.attendance_sheet(desk, story.meeting))).count("à distance")

    for person in story.people[:2]:
        assemblies.mark_present(desk, story.meeting, person, identified_by="code personnel")
    assert told() == 2
    assemblies.mark_left(desk, story.meeting, story.people[0])
    assemblies.mark_present(desk, story.meeting, story.people[0])
    assert told() == 1


def test_the_agenda(coop: TestCoop) -> None:
    story = annual(coop)
    check_pages(service.agenda(coop.desk("secretary"), story.meeting), "convening/agenda")


def test_the_register_of_sendings(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    service.record_sending(desk, story.meeting, [story.people[1]], Means.EMAIL, EARLY)
    service.record_sending(
        desk, story.meeting, [story.people[0]], Means.REGISTERED, EARLY, references={story.people[0]: "1A 204 001"}
    )
    line = service.sendings(desk, story.meeting)[0]
    service.cancel_sending(desk, line.id, "adresse fausse")
    check_pages(service.sending_register(desk, story.meeting), "convening/sendings")


def test_a_board_signs_its_register_of_presence(coop: TestCoop) -> None:
    story = annual(coop, Form.SA)
    desk = coop.desk("secretary")
    board = assemblies.create_body(desk, BodyKind.BOARD, "Conseil d’administration")
    for person in story.people[:3]:
        assemblies.seat_member(desk, board, person, EARLY)
    meeting = assemblies.prepare_meeting(desk, date(2026, 6, 2), time(9, 0), "au siège social", body_id=board)
    assemblies.give_proxy(desk, meeting, story.people[0], story.people[1])
    check_pages(service.attendance_sheet(desk, meeting), "convening/presence-board")

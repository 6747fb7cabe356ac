"""Calling an assembly on a real file: calendar, sendings by lawful means, corrections, second thoughts."""

from datetime import date, time

import pytest

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import MeetingState
from coop_desk.topics.convening import service
from coop_desk.topics.convening.records import SendingKind
from coop_desk.topics.convening.rules.calendar import Severity, State, Step
from coop_desk.topics.convening.rules.means import Means
from coop_desk.topics.members.rules.categories import Reason
from coop_desk.topics.members.service import record_loss
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue
from tests.conftest import TestCoop
from tests.topics.convening.stories import EARLY, Story, annual, fail


def send_all(story: Story, sent_on: date) -> tuple[str, ...]:
    """Call everybody as the law wants: Bruno by e-mail, the others by registered letter."""
    desk = story.coop.desk("secretary")
    others = [person for person in story.people if person != story.people[1]]
    service.record_sending(desk, story.meeting, [story.people[1]], Means.EMAIL, sent_on)
    return service.record_sending(
        desk,
        story.meeting,
        others,
        Means.REGISTERED,
        sent_on,
        references={person: f"1A 204 {place}" for place, person in enumerate(others, 1)},
    )


def test_each_associate_is_called_by_the_means_they_may_be_called_by(coop: TestCoop) -> None:
    story = annual(coop)
    people = service.recipients(coop.desk("secretary"), story.meeting)
    assert [one.name for one in people] == [
        "Adèle Aubert", "Chloé Hénaff", "Bruno Le Goff", "Noa Morvan", "Denis Œuvrard",
    ]  # fmt: skip
    firsts = {one.name: one.ways.first for one in people}
    assert firsts["Bruno Le Goff"] is Means.EMAIL
    assert firsts["Adèle Aubert"] is Means.REGISTERED
    assert all(one.reachable for one in people)


def test_the_calendar_says_what_is_due_and_when_everything_is_sent_it_is_done(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    before = service.calendar(desk, story.meeting)
    call = next(one for one in before.deadlines if one.step is Step.CALL)
    assert (call.due, call.state) == (date(2026, 5, 27), State.SOON)
    assert "mercredi 27\u00a0mai 2026 au plus tard, dans 9 jours" in before.sentence
    assert send_all(story, EARLY) == ()
    after = service.calendar(desk, story.meeting)
    assert (after.called, after.to_call) == (5, 5)
    assert next(one for one in after.deadlines if one.step is Step.CALL).state is State.DONE
    assert assemblies.meeting(desk, story.meeting).meeting.state is MeetingState.CONVENED
    assert [(one.means, one.people) for one in coop_summary(story)] == [(Means.EMAIL, 1), (Means.REGISTERED, 4)]


def coop_summary(story: Story) -> list[object]:
    from coop_desk.core.actions import query
    from coop_desk.core.rights import Right

    read = query(Right.MEETINGS_READ, words="Essai")(lambda act: list(service.summary_of(act, story.meeting)))
    return read(story.coop.desk("secretary"))


def test_a_late_call_names_the_rule_and_the_first_possible_day(coop: TestCoop) -> None:
    story = annual(coop)
    coop.on(date(2026, 6, 1))
    late = service.calendar(coop.desk("secretary"), story.meeting)
    assert late.first_possible == date(2026, 6, 17)
    assert "au plus tôt le mercredi 17\u00a0juin 2026" in late.sentence
    (warning,) = send_all(story, date(2026, 6, 1))
    assert "règle impérative" in warning
    assert "mercredi 17\u00a0juin 2026" in warning
    line = service.sendings(coop.desk("secretary"), story.meeting)[0]
    assert line.breach is Severity.MANDATORY


def test_longer_notice_in_the_statutes_is_a_statutory_rule(coop: TestCoop) -> None:
    story = annual(coop, Form.SARL, NewValue("call_days_first", "21", "art. 17"))
    call = next(
        one for one in service.calendar(coop.desk("secretary"), story.meeting).deadlines if one.step is Step.CALL
    )
    assert (call.due, call.severity) == (date(2026, 5, 21), Severity.STATUTORY)
    coop.on(date(2026, 5, 25))
    (warning,) = send_all(story, date(2026, 5, 25))
    assert "règle statutaire" in warning


def test_a_plain_letter_does_not_call_in_a_sarl(coop: TestCoop) -> None:
    story = annual(coop)
    with pytest.raises(RuleBroken) as broken:
        service.record_sending(coop.desk("secretary"), story.meeting, [story.people[0]], Means.LETTER, EARLY)
    assert broken.value.rule == "CALL-02"
    assert service.sendings(coop.desk("secretary"), story.meeting) == []


def test_an_e_mail_consent_given_too_late_does_not_count(coop: TestCoop) -> None:
    from coop_desk.topics.members.rules.consent import Channel
    from coop_desk.topics.members.service import record_email_consent

    story = annual(coop)
    coop.on(date(2026, 5, 24))
    record_email_consent(coop.desk("registrar"), story.people[0], date(2026, 5, 24), Channel.ELECTRONIC)
    people = {one.person_id: one for one in service.recipients(coop.desk("secretary"), story.meeting)}
    assert people[story.people[0]].ways.allowed == (Means.REGISTERED,)


def test_nobody_is_called_twice_unless_the_first_sending_is_cancelled(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    service.record_sending(desk, story.meeting, [story.people[0]], Means.REGISTERED, EARLY, references={})
    with pytest.raises(RuleBroken, match="déjà convoqué"):
        service.record_sending(desk, story.meeting, [story.people[0]], Means.REGISTERED, EARLY)
    (line,) = service.sendings(desk, story.meeting)
    with pytest.raises(RuleBroken, match="pourquoi"):
        service.cancel_sending(desk, line.id, "  ")
    service.cancel_sending(desk, line.id, "Enveloppe restée au bureau")
    service.record_sending(desk, story.meeting, [story.people[0]], Means.REGISTERED, EARLY)
    first, second = service.sendings(desk, story.meeting)
    assert (first.in_force, first.cancelled) == (False, "Enveloppe restée au bureau")
    assert second.in_force
    with pytest.raises(RuleBroken, match="déjà annulé"):
        service.cancel_sending(desk, first.id, "encore")


def test_taking_the_preparation_up_again_asks_for_a_new_call_to_everyone(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    send_all(story, EARLY)
    assemblies.prepare_again(desk, story.meeting)
    assert service.calendar(desk, story.meeting).called == 0
    send_all(story, EARLY)
    assert service.calendar(desk, story.meeting).called == 5
    assert [line.in_force for line in service.sendings(desk, story.meeting)] == [False] * 5 + [True] * 5


def test_a_reminder_is_kept_beside_the_call_without_calling_anybody(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    send_all(story, EARLY)
    service.record_sending(
        desk, story.meeting, list(story.people), Means.EMAIL, EARLY, kind=SendingKind.REMINDER, note="rappel amical"
    )
    assert service.calendar(desk, story.meeting).called == 5
    assert len(service.sendings(desk, story.meeting)) == 10


def test_a_sending_is_recorded_once_it_has_left(coop: TestCoop) -> None:
    story = annual(coop)
    with pytest.raises(RuleBroken, match="avenir"):
        service.record_sending(
            coop.desk("secretary"), story.meeting, [story.people[0]], Means.REGISTERED, date(2026, 5, 19)
        )


def test_somebody_who_leaves_before_the_meeting_is_not_called(coop: TestCoop) -> None:
    story = annual(coop)
    record_loss(coop.desk("registrar"), story.people[4], Reason.RESIGNATION, EARLY, EARLY, "lettre du 18 mai")
    names = [one.name for one in service.recipients(coop.desk("secretary"), story.meeting)]
    assert "Noa Morvan" not in names
    assert len(names) == 4


def test_what_the_program_cannot_see_is_told_by_hand(coop: TestCoop) -> None:
    story = annual(coop, Form.SA)
    desk = coop.desk("secretary")
    service.mark_step(desk, story.meeting, Step.AT_THE_SEAT, EARLY, "classeur de l’accueil")
    found = {one.step: one for one in service.calendar(desk, story.meeting).deadlines}
    assert (found[Step.AT_THE_SEAT].state, found[Step.AT_THE_SEAT].done_on) == (State.DONE, EARLY)
    service.mark_step(desk, story.meeting, Step.AT_THE_SEAT, None, "erreur")
    found = {one.step: one for one in service.calendar(desk, story.meeting).deadlines}
    assert found[Step.AT_THE_SEAT].state is State.SOON
    with pytest.raises(RuleBroken, match="ne se coche pas"):
        service.mark_step(desk, story.meeting, Step.CALL, EARLY)


def test_an_sa_is_warned_of_the_documents_still_to_join(coop: TestCoop) -> None:
    story = annual(coop, Form.SA, auditor=True)
    (warning,) = service.calendar(coop.desk("secretary"), story.meeting).warnings
    assert "rapport du commissaire aux comptes et exposé sommaire" in warning
    assert "comptes annuels" not in warning


def test_eight_days_after_the_death_of_the_sole_manager(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    service.declare_manager_death(desk, story.meeting, date(2026, 5, 10))
    found = {one.step: one for one in service.calendar(desk, story.meeting).deadlines}
    assert found[Step.CALL].due == date(2026, 6, 3)


def test_a_second_call_is_told_the_first_and_an_sa_has_ten_days(coop: TestCoop) -> None:
    story = annual(coop, Form.SA)
    desk = coop.desk("secretary")
    fail(story)
    second = assemblies.call_again(desk, story.meeting, date(2026, 6, 26), time(18, 0), "Au siège social")
    found = {one.step: one for one in service.calendar(desk, second).deadlines}
    assert found[Step.CALL].due == date(2026, 6, 15)
    assert Step.AGENDA_REQUESTS not in found


def test_who_may_only_read_meetings_neither_calls_nor_sees_the_addresses(coop: TestCoop) -> None:
    story = annual(coop)
    registrar = coop.desk("registrar")
    assert service.calendar(registrar, story.meeting).to_call == 5
    for refused in (
        lambda: service.recipients(registrar, story.meeting),
        lambda: service.convocations(registrar, story.meeting),
        lambda: service.record_sending(registrar, story.meeting, [story.people[0]], Means.REGISTERED, EARLY),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_co_operative_words_its_own_letter_and_goes_back_to_the_original(coop: TestCoop) -> None:
    story = annual(coop)
    desk = coop.desk("secretary")
    with pytest.raises(RuleBroken, match="accolades"):
        service.change_letter_text(desk, "closing", "À {adresse.__class__} !")
    service.change_letter_text(desk, "closing", "À bientôt, le {jour} !")
    changed = {one.key: one for one in service.letter_texts(desk)}["closing"]
    assert changed.changed
    from coop_desk.paper.sheet import page_texts

    assert "À bientôt, le vendredi 12 juin 2026" in page_texts(service.joined_convocations(desk, story.meeting))[0]
    service.restore_letter_text(desk, "closing")
    assert not {one.key: one for one in service.letter_texts(desk)}["closing"].changed

"""The calendar of an assembly, against dates counted by hand on a paper calendar."""

from datetime import date

import pytest

from coop_desk.topics.convening.rules.calendar import (
    Call,
    Deadline,
    Sent,
    Severity,
    State,
    Step,
    breach,
    calendar,
    first_possible_day,
    full_days_between,
    last_day_to_send,
    months_after,
    too_late,
)

FRIDAY = date(2026, 6, 12)
SARL = Call("SARL", FRIDAY, annual_accounts=True, accounts_closed_on=date(2025, 12, 31))
SA = Call("SA", FRIDAY, email_days=35, correspondence=True, auditor=True, annual_accounts=True,
          accounts_closed_on=date(2025, 12, 31))  # fmt: skip
SAS = Call("SAS", FRIDAY, email_days=0, agenda_days=10)
NOBODY_YET = Sent(missing=24)


def steps(call: Call, sent: Sent = NOBODY_YET, today: date = date(2026, 5, 1)) -> dict[Step, Deadline]:
    return {deadline.step: deadline for deadline in calendar(call, sent, {}, today)}


@pytest.mark.parametrize(
    ("call", "step", "due"),
    [
        (SARL, Step.CALL, date(2026, 5, 27)),
        (SARL, Step.DOCUMENTS, date(2026, 5, 27)),
        (SARL, Step.EMAIL_CONSENT, date(2026, 5, 23)),
        (SARL, Step.AGENDA_REQUESTS, date(2026, 5, 18)),
        (SARL, Step.ACCOUNTS_LIMIT, date(2026, 6, 30)),
        (SARL, Step.FILING, date(2026, 7, 12)),
        (SA, Step.CALL, date(2026, 5, 27)),
        (SA, Step.AT_THE_SEAT, date(2026, 5, 27)),
        (SA, Step.EMAIL_CONSENT, date(2026, 5, 8)),
        (SA, Step.AGENDA_REQUESTS, date(2026, 5, 18)),
        (SA, Step.HOLDERS_LIST, date(2026, 5, 27)),
        (SA, Step.REQUESTS_TO_SEE, date(2026, 6, 7)),
        (SA, Step.FORMS, date(2026, 6, 9)),
        (SA, Step.ACCOUNTS_TO_AUDITOR, date(2026, 4, 27)),
        (SA, Step.AUDITOR_CALLED, date(2026, 5, 27)),
        (SAS, Step.CALL, date(2026, 5, 27)),
        (SAS, Step.AGENDA_REQUESTS, date(2026, 6, 2)),
    ],
)
def test_each_deadline_falls_on_its_day(call: Call, step: Step, due: date) -> None:
    assert steps(call)[step].due == due


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (SARL, {Step.CALL, Step.DOCUMENTS, Step.EMAIL_CONSENT, Step.AGENDA_REQUESTS, Step.ACCOUNTS_LIMIT, Step.FILING,
                Step.DATE_ASKED, Step.AGREEMENTS, Step.REVISION, Step.QUESTIONS, Step.ANOTHER_ASSEMBLY}),
        (SAS, {Step.CALL, Step.AGENDA_REQUESTS}),
        (
            Call("SA", FRIDAY, number=2, first_day=date(2026, 5, 29), call_days=10, email_days=35, extraordinary=True),
            {Step.CALL, Step.AT_THE_SEAT, Step.EMAIL_CONSENT, Step.HOLDERS_LIST, Step.REQUESTS_TO_SEE,
             Step.SECOND_CALL_LIMIT, Step.QUESTIONS},
        ),
    ],
)  # fmt: skip
def test_each_form_and_call_has_its_own_steps(call: Call, expected: set[Step]) -> None:
    assert set(steps(call)) == expected


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (date(2026, 6, 20), 15, date(2026, 6, 4)),
        (date(2026, 3, 10), 15, date(2026, 2, 22)),
        (date(2028, 3, 10), 15, date(2028, 2, 23)),
        (date(2026, 1, 5), 15, date(2025, 12, 20)),
        (date(2026, 6, 12), 10, date(2026, 6, 1)),
        (date(2026, 6, 12), 8, date(2026, 6, 3)),
        (date(2026, 6, 12), 20, date(2026, 5, 22)),
    ],
)
def test_neither_the_day_of_sending_nor_the_day_of_the_meeting_counts(day: date, days: int, last: date) -> None:
    assert last_day_to_send(day, days) == last
    assert full_days_between(last, day) == days
    assert first_possible_day(last, days) == day


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2025, 12, 31), 6, date(2026, 6, 30)),
        (date(2025, 9, 30), 6, date(2026, 3, 30)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_run_to_the_same_day_of_the_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("number", "days", "last"), [(1, 15, date(2026, 5, 27)), (2, 10, date(2026, 6, 1)), (2, 12, date(2026, 5, 30))]
)
def test_an_sa_has_ten_days_on_second_call_unless_its_statutes_say_more(number: int, days: int, last: date) -> None:
    assert steps(Call("SA", FRIDAY, number=number, call_days=days))[Step.CALL].due == last


def test_eight_days_are_enough_in_a_sarl_whose_sole_manager_died() -> None:
    urgent = steps(Call("SARL", FRIDAY, manager_died=True))
    assert urgent[Step.CALL].due == date(2026, 6, 3)
    assert urgent[Step.CALL].rules[0] == "CALL-04"


@pytest.mark.parametrize(
    ("form", "days", "sent_on", "severity"),
    [
        ("SARL", 15, date(2026, 5, 27), None),
        ("SARL", 15, date(2026, 5, 28), Severity.MANDATORY),
        ("SARL", 20, date(2026, 5, 22), None),
        ("SARL", 20, date(2026, 5, 23), Severity.STATUTORY),
        ("SARL", 20, date(2026, 5, 28), Severity.MANDATORY),
        ("SAS", 15, date(2026, 6, 1), Severity.STATUTORY),
        ("SAS", 15, date(2026, 6, 12), Severity.MANDATORY),
    ],
)
def test_a_late_sending_breaks_the_law_or_only_the_statutes(
    form: str, days: int, sent_on: date, severity: Severity | None
) -> None:
    assert breach(Call(form, FRIDAY, call_days=days), sent_on) is severity


@pytest.mark.parametrize(
    ("sent", "today", "state"),
    [
        (NOBODY_YET, date(2026, 4, 1), State.COMING),
        (NOBODY_YET, date(2026, 5, 20), State.SOON),
        (NOBODY_YET, date(2026, 5, 27), State.SOON),
        (NOBODY_YET, date(2026, 5, 28), State.LATE),
        (Sent(date(2026, 5, 20), date(2026, 5, 27), 0), date(2026, 5, 28), State.DONE),
        (Sent(date(2026, 5, 20), date(2026, 5, 28), 0), date(2026, 5, 28), State.DONE_LATE),
        (Sent(date(2026, 5, 20), date(2026, 5, 27), 2), date(2026, 5, 28), State.LATE),
    ],
)
def test_the_call_is_done_when_everybody_is_called(sent: Sent, today: date, state: State) -> None:
    assert steps(SARL, sent, today)[Step.CALL].state is state


@pytest.mark.parametrize(
    ("sent", "today", "possible"),
    [
        (NOBODY_YET, date(2026, 5, 27), None),
        (NOBODY_YET, date(2026, 5, 28), date(2026, 6, 13)),
        (Sent(date(2026, 5, 27), date(2026, 5, 27), 0), date(2026, 6, 1), None),
        (Sent(date(2026, 5, 27), date(2026, 6, 2), 0), date(2026, 6, 3), date(2026, 6, 18)),
        (Sent(date(2026, 5, 27), date(2026, 5, 27), 1), date(2026, 6, 3), date(2026, 6, 19)),
    ],
)
def test_the_first_possible_day_is_named_when_the_notice_is_short(
    sent: Sent, today: date, possible: date | None
) -> None:
    assert too_late(SARL, sent, today) == possible


def test_the_periods_of_the_associates_close_after_their_last_day() -> None:
    assert steps(SARL, today=date(2026, 5, 18))[Step.AGENDA_REQUESTS].state is State.OPEN
    assert steps(SARL, today=date(2026, 5, 19))[Step.AGENDA_REQUESTS].state is State.CLOSED


def test_accounts_approved_after_six_months_are_out_of_time() -> None:
    late = Call("SARL", date(2026, 7, 3), annual_accounts=True, accounts_closed_on=date(2025, 12, 31))
    assert steps(late)[Step.ACCOUNTS_LIMIT].state is State.BROKEN


def test_a_second_extraordinary_assembly_comes_within_two_months() -> None:
    first = date(2026, 4, 10)
    for day, state in ((date(2026, 6, 10), State.MET), (date(2026, 6, 11), State.BROKEN)):
        second = Call("SARL", day, number=2, first_day=first, extraordinary=True)
        assert steps(second)[Step.SECOND_CALL_LIMIT].state is state


def test_what_the_cooperative_says_it_did_is_done() -> None:
    done = {Step.HOLDERS_LIST: date(2026, 5, 27), Step.AT_THE_SEAT: date(2026, 5, 28)}
    found = {one.step: one for one in calendar(SA, NOBODY_YET, done, date(2026, 6, 1))}
    assert found[Step.HOLDERS_LIST].state is State.DONE
    assert found[Step.AT_THE_SEAT].state is State.DONE_LATE
    assert found[Step.AUDITOR_CALLED].state is State.LATE


def test_deadlines_come_in_the_order_of_their_dates() -> None:
    dues = [deadline.due for deadline in calendar(SA, NOBODY_YET, {}, date(2026, 5, 1))]
    assert dues == sorted(dues)


@pytest.mark.parametrize(
    ("call", "step", "due", "rule"),
    [
        (SARL, Step.DATE_ASKED, date(2026, 5, 18), "AGD-02"),
        (SARL, Step.AGREEMENTS, date(2026, 5, 27), "DOC-03"),
        (SARL, Step.REVISION, date(2026, 5, 27), "DOC-07"),
        (SARL, Step.QUESTIONS, FRIDAY, "DOC-08"),
        (SARL, Step.ANOTHER_ASSEMBLY, FRIDAY, "CALL-11"),
        (SA, Step.QUESTIONS, FRIDAY, "DOC-08"),
        (SAS, Step.REVISION, None, ""),
    ],
)
def test_what_members_may_ask_and_read_stands_in_the_calendar(
    call: Call, step: Step, due: date | None, rule: str
) -> None:
    found = steps(call).get(step)
    assert (found.due, found.rules) == (due, (rule,)) if found else due is None


def test_the_rights_of_an_sarl_are_not_told_to_an_sa_nor_those_of_law_to_an_sas() -> None:
    assert not {Step.DATE_ASKED, Step.AGREEMENTS, Step.ANOTHER_ASSEMBLY} & set(steps(SA))
    assert Step.QUESTIONS not in steps(SAS)


def test_a_report_that_may_not_exist_is_never_told_late() -> None:
    after = steps(SARL, today=date(2026, 6, 5))
    assert [after[step].state for step in (Step.AGREEMENTS, Step.REVISION)] == [State.CLOSED, State.CLOSED]
    assert after[Step.DOCUMENTS].state is State.LATE

"""The rules of membership, as tables of cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.members.rules.admission import (
    Contract,
    add_months,
    application_deadline,
    check_application,
    employed_since,
    must_be_voted,
)
from coop_desk.topics.members.rules.categories import ASSOCIATES, CATEGORY_WORDS, REASON_WORDS, Category, Reason
from coop_desk.topics.members.rules.consent import Consent, email_usable
from coop_desk.topics.members.rules.loss import LossClauses, loss
from coop_desk.topics.members.rules.status import (
    Entry,
    check_decision,
    check_history,
    check_legal_person,
    first_admission,
    flags,
    in_force,
    may_vote,
    status_at,
    suspended_at,
)

NOTICE, END = date(2026, 3, 1), date(2026, 5, 31)


def entry(id_: int, category: Category | None, day: date, corrects: int | None = None) -> Entry:
    return Entry(id_, category, day, Reason.REGISTER, corrects=corrects)


@pytest.mark.parametrize(
    ("reason", "clauses", "category", "day", "rule"),
    [
        (Reason.RESIGNATION, LossClauses(), Category.FORMER, NOTICE, "LOSS-01"),
        (Reason.CONTRACT_END, LossClauses(), Category.FORMER, NOTICE, "LOSS-03"),
        (Reason.CONTRACT_END, LossClauses(loss_on_notice=False), Category.FORMER, END, "LOSS-03"),
        (Reason.CONTRACT_END, LossClauses(contract_end_ends_status=False), Category.EXTERNAL, END, "LOSS-02"),
        (Reason.AGREED_BREAK, LossClauses(), Category.FORMER, END, "LOSS-03"),
        (Reason.RETIREMENT, LossClauses(), Category.EXTERNAL, END, "LOSS-05"),
        (Reason.ECONOMIC, LossClauses(), Category.EXTERNAL, END, "LOSS-05"),
        (Reason.UNFIT, LossClauses(), Category.EXTERNAL, END, "LOSS-05"),
        (Reason.OWN_RETIREMENT, LossClauses(), Category.FORMER, NOTICE, "LOSS-03"),
        (
            Reason.OWN_RETIREMENT,
            LossClauses(status_kept=frozenset({Reason.OWN_RETIREMENT})),
            Category.EXTERNAL,
            END,
            "LOSS-05",
        ),
        (Reason.DEATH, LossClauses(), Category.FORMER, END, "LOSS-11"),
        (Reason.EXCLUSION, LossClauses(exclusion_allowed=True), Category.FORMER, END, "LOSS-09"),
    ],
)
def test_what_a_leaver_becomes_and_when(
    reason: Reason, clauses: LossClauses, category: Category, day: date, rule: str
) -> None:
    found = loss(reason, clauses, NOTICE, END, "AGE du 31/05/2026, 2e résolution")
    assert (found.category, found.effective_on, found.rule) == (category, day, rule)


@pytest.mark.parametrize(
    ("reason", "clauses", "notice", "end", "decision", "rule"),
    [
        (Reason.EXCLUSION, LossClauses(), NOTICE, END, "AGE", "LOSS-08"),
        (Reason.EXCLUSION, LossClauses(exclusion_allowed=True), NOTICE, END, "", "LOSS-08"),
        (Reason.KEPT, LossClauses(), NOTICE, END, "", "LOSS-04"),
        (Reason.LATE_SUBSCRIPTION, LossClauses(), NOTICE, END, "", "LOSS-12"),
        (Reason.LATE_SUBSCRIPTION, LossClauses(), NOTICE, END, "Statuts, art. 12", "LOSS-12"),
        (Reason.CONTRACT_END, LossClauses(), None, END, "", "LOSS-03"),
        (Reason.ADMISSION, LossClauses(), NOTICE, END, "", "LOSS-02"),
    ],
)
def test_what_leaving_refuses(
    reason: Reason, clauses: LossClauses, notice: date | None, end: date | None, decision: str, rule: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        loss(reason, clauses, notice, end, decision)
    assert broken.value.rule == rule


def test_late_subscription_leaves_three_months() -> None:
    found = loss(Reason.LATE_SUBSCRIPTION, LossClauses(), date(2026, 3, 31), None, "Statuts, art. 12")
    assert found.effective_on == date(2026, 6, 30)


def test_every_category_and_reason_has_its_words() -> None:
    assert set(CATEGORY_WORDS) == set(Category)
    assert set(REASON_WORDS) == set(Reason)


def test_the_status_is_that_of_the_day_and_corrections_replace() -> None:
    history = [
        entry(1, Category.CANDIDATE, date(2024, 1, 10)),
        entry(2, Category.EMPLOYED, date(2024, 6, 1)),
        entry(3, Category.FORMER, date(2026, 6, 30)),
        entry(4, Category.EMPLOYED, date(2024, 6, 12), corrects=2),
    ]
    assert status_at(history, date(2024, 1, 9)) is None
    assert [status_at(history, day).category for day in (date(2024, 6, 11), date(2024, 6, 12))] == [  # type: ignore[union-attr]
        Category.CANDIDATE,
        Category.EMPLOYED,
    ]
    assert status_at(history, date(2026, 6, 30)).category is Category.FORMER  # type: ignore[union-attr]
    assert first_admission(history) == date(2024, 6, 12)


def test_a_cancelled_exit_gives_the_status_back() -> None:
    history = [
        entry(1, Category.EMPLOYED, date(2020, 1, 1)),
        entry(2, Category.FORMER, date(2026, 6, 30)),
        entry(3, None, date(2026, 6, 30), corrects=2),
    ]
    assert status_at(history, date(2026, 11, 1)).category is Category.EMPLOYED  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (Category.CANDIDATE, Category.EMPLOYED, True),
        (Category.CANDIDATE, Category.FORMER, False),
        (Category.EMPLOYEE, Category.EXTERNAL, True),
        (Category.EMPLOYEE, Category.HOLDER, False),
        (Category.EMPLOYED, Category.FORMER, True),
        (Category.EMPLOYED, Category.CANDIDATE, False),
        (Category.EXTERNAL, Category.EMPLOYEE, False),
        (Category.HOLDER, Category.FORMER, True),
        (Category.FORMER, Category.CANDIDATE, True),
    ],
)
def test_some_changes_are_not_possible(before: Category, after: Category, allowed: bool) -> None:
    history = [entry(1, before, date(2020, 1, 1)), entry(2, after, date(2021, 1, 1))]
    if allowed:
        check_history(history)
    else:
        with pytest.raises(RuleBroken):
            check_history(history)


@pytest.mark.parametrize(
    ("before", "after", "reason", "decision", "rule"),
    [
        (Category.CANDIDATE, Category.EMPLOYED, Reason.ADMISSION, "", "ADM-01"),
        (Category.CANDIDATE, Category.EMPLOYED, Reason.ADMISSION, "AGO du 12/06/2026", None),
        (Category.CANDIDATE, Category.EMPLOYED, Reason.AS_OF_RIGHT, "", None),
        (Category.EMPLOYED, Category.EXTERNAL, Reason.RETIREMENT, "", None),
        (Category.EMPLOYED, Category.FORMER, Reason.EXCLUSION, " ", "LOSS-08"),
    ],
)
def test_admissions_and_exclusions_quote_their_decision(
    before: Category, after: Category, reason: Reason, decision: str, rule: str | None
) -> None:
    if rule is None:
        check_decision(before, after, reason, decision)
        return
    with pytest.raises(RuleBroken) as broken:
        check_decision(before, after, reason, decision)
    assert broken.value.rule == rule


def test_a_company_is_no_employee() -> None:
    check_legal_person(True, Category.EXTERNAL)
    with pytest.raises(RuleBroken, match="personne morale"):
        check_legal_person(True, Category.EMPLOYED)


@pytest.mark.parametrize(
    ("category", "past", "reason", "expected"),
    [
        (Category.EMPLOYED, [], Reason.ADMISSION, (True, True)),
        (Category.EXTERNAL, [], Reason.ADMISSION, (False, False)),
        (Category.EXTERNAL, [Category.EMPLOYED], Reason.RETIREMENT, (True, True)),
        (Category.EXTERNAL, [Category.EMPLOYED, Category.FORMER], Reason.ADMISSION, (False, True)),
        (Category.FORMER, [Category.EMPLOYED], Reason.CONTRACT_END, (False, False)),
    ],
)
def test_who_counts_for_the_capital_and_for_the_votes(
    category: Category, past: list[Category], reason: Reason, expected: tuple[bool, bool]
) -> None:
    earlier = [entry(i, one, date(2020 + i, 1, 1)) for i, one in enumerate(past)]
    assert flags(category, earlier, reason) == expected


@pytest.mark.parametrize("category", list(Category))
def test_only_associates_vote_and_not_when_suspended(category: Category) -> None:
    assert may_vote(category, suspended=False) is (category in ASSOCIATES)
    assert may_vote(category, suspended=True) is False


def test_a_suspension_lasts_until_it_is_lifted() -> None:
    changes = [(date(2026, 1, 10), True), (date(2026, 4, 1), False)]
    days = [date(2026, 1, 9), date(2026, 1, 10), date(2026, 3, 31), date(2026, 4, 1)]
    assert [suspended_at(changes, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("contracts", "day", "since"),
    [
        ([Contract(date(2025, 1, 1))], date(2026, 1, 1), date(2025, 1, 1)),
        ([Contract(date(2025, 1, 1), date(2025, 6, 30))], date(2026, 1, 1), None),
        (
            [Contract(date(2025, 1, 1), date(2025, 6, 30)), Contract(date(2025, 7, 1))],
            date(2026, 1, 1),
            date(2025, 1, 1),
        ),
        (
            [Contract(date(2025, 1, 1), date(2025, 6, 29)), Contract(date(2025, 7, 1))],
            date(2026, 1, 1),
            date(2025, 7, 1),
        ),
        ([Contract(date(2027, 1, 1))], date(2026, 1, 1), None),
    ],
)
def test_employment_without_interruption(contracts: list[Contract], day: date, since: date | None) -> None:
    assert employed_since(contracts, day) == since


@pytest.mark.parametrize(
    ("hired", "born", "day", "due"),
    [
        (date(2025, 6, 12), None, date(2026, 6, 11), False),
        (date(2025, 6, 12), None, date(2026, 6, 12), True),
        (date(2020, 1, 1), date(2008, 6, 13), date(2026, 6, 12), False),
        (date(2020, 1, 1), date(2008, 6, 12), date(2026, 6, 12), True),
    ],
)
def test_after_a_year_the_assembly_must_vote(hired: date, born: date | None, day: date, due: bool) -> None:
    assert must_be_voted([Contract(hired)], born, day) is due


@pytest.mark.parametrize(
    ("category", "refused", "pending", "refusal"),
    [
        (Category.EMPLOYEE, None, False, None),
        (Category.EMPLOYEE, date(2025, 6, 12), False, None),
        (Category.EMPLOYEE, date(2025, 6, 13), False, "13 juin 2026"),
        (Category.CANDIDATE, None, True, "attend"),
        (Category.EXTERNAL, None, False, "déjà associée"),
    ],
)
def test_when_somebody_may_apply(category: Category, refused: date | None, pending: bool, refusal: str | None) -> None:
    day = date(2026, 6, 12)
    if refusal is None:
        check_application(category, refused, pending, day)
        return
    with pytest.raises(RuleBroken) as broken:
        check_application(category, refused, pending, day)
    assert refusal in str(broken.value).replace("\N{NO-BREAK SPACE}", " ")


def test_the_duty_to_apply_waits_for_majority() -> None:
    assert application_deadline(date(2025, 3, 31), None, 11) == date(2026, 2, 28)
    assert application_deadline(date(2025, 3, 31), date(2008, 5, 1), 11) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("consents", "address"),
    [
        ([], None),
        ([Consent(True, date(2026, 5, 23), "a@x.fr")], "a@x.fr"),
        ([Consent(True, date(2026, 5, 24), "a@x.fr")], None),
        ([Consent(True, date(2025, 1, 1), "a@x.fr"), Consent(False, date(2026, 5, 23))], None),
        ([Consent(True, date(2025, 1, 1), "a@x.fr"), Consent(False, date(2026, 5, 24))], "a@x.fr"),
        ([Consent(True, date(2025, 1, 1), "a@x.fr"), Consent(True, date(2026, 1, 1), "b@x.fr")], "b@x.fr"),
    ],
)
def test_email_needs_a_consent_twenty_days_old(consents: list[Consent], address: str | None) -> None:
    assert email_usable(consents, date(2026, 6, 12), 20) == address


DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(st.lists(st.tuples(st.sampled_from(list(Category)), DAYS), max_size=8), DAYS)
def test_the_status_of_a_day_depends_on_no_later_entry(made: list[tuple[Category, date]], day: date) -> None:
    history = [entry(i, category, on) for i, (category, on) in enumerate(made)]
    known = [one for one in history if one.effective_on <= day]
    assert status_at(history, day) == status_at(known, day)


@given(st.lists(st.tuples(st.sampled_from(list(Category)), DAYS), min_size=1, max_size=6), st.data())
def test_cancelling_an_entry_is_as_if_it_had_never_been(made: list[tuple[Category, date]], data: st.DataObject) -> None:
    history = [entry(i, category, on) for i, (category, on) in enumerate(made)]
    gone = data.draw(st.sampled_from(history))
    cancelled = [*history, entry(len(history), None, gone.effective_on, corrects=gone.id)]
    assert in_force(cancelled) == [one for one in in_force(history) if one.id != gone.id]


@given(DAYS, st.integers(0, 240))
def test_months_added_never_skip_a_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1

"""The rules of mandates as tables of cases, each citing its rule."""

from collections.abc import Mapping
from datetime import date

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.mandates.rules import eligibility, posts, terms
from coop_desk.topics.mandates.rules.eligibility import Body, Candidate, faults
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form, Value, catalogue
from coop_desk.topics.statutes.profile import Profile

DAY = date(2026, 6, 12)
EMPLOYED, EXTERNAL = Category.EMPLOYED, Category.EXTERNAL
MANAGER, DIRECTOR, CHAIR, SUPERVISORY = PostKind.MANAGER, PostKind.DIRECTOR, PostKind.CHAIR, PostKind.SUPERVISORY


def statutes(form: str = "SARL", **changed: Value) -> Profile:
    values: Mapping[str, Value] = {key: one.law for key, one in catalogue(Form(form)).items()}
    return Profile(Form(form), DAY, False, False, None, {**values, **changed})


def somebody(person_id: int, category: Category | None = EMPLOYED, born: int = 1980, **more: object) -> Candidate:
    fields = {"born_on": date(born, 6, 12), "directorships": 1} | more
    return Candidate(person_id, f"P{person_id}", category, **fields)  # type: ignore[arg-type]


def found(kind: PostKind, coming: list[Candidate], staying: list[Candidate] | None = None, seats: int = 9,
          form: str = "SARL", final: bool = True, **changed: Value) -> set[tuple[str, bool]]:  # fmt: skip
    body = Body(kind, "Instance", seats, tuple(staying or ()), tuple(coming), final)
    return {(fault.rule, fault.blocking) for fault in faults(body, statutes(form, **changed), DAY)}


@pytest.mark.parametrize(("total", "external", "allowed"), [
    (1, 0, True), (1, 1, False), (2, 1, False), (3, 1, True), (3, 2, False), (5, 2, False), (6, 2, True), (6, 3, False),
])  # fmt: skip
def test_ele_03_a_third_of_the_mandates_at_most_for_those_who_do_not_work_there(
    total: int, external: int, allowed: bool
) -> None:
    coming = [somebody(n, EXTERNAL if n < external else EMPLOYED) for n in range(total)]
    assert (("ELE-03", True) not in found(MANAGER, coming)) is allowed


def test_proc_04_seats_that_are_not_up_for_election_count_in_the_third() -> None:
    staying = [somebody(1), somebody(2), somebody(3, EXTERNAL)]
    assert ("ELE-03", True) in found(DIRECTOR, [somebody(4, EXTERNAL)], staying, form="SA")
    both = [somebody(4, EXTERNAL), somebody(5), somebody(6)]
    assert ("ELE-03", True) not in found(DIRECTOR, both, staying, form="SA")
    # While people only stand, the other seats may still go to those who work there.
    assert ("ELE-03", True) not in found(DIRECTOR, [somebody(4, EXTERNAL)], staying, seats=6, form="SA", final=False)
    assert ("ELE-03", True) in found(MANAGER, [somebody(4, EXTERNAL)], seats=2, final=False)


@pytest.mark.parametrize(("kind", "person", "form", "expected"), [
    (MANAGER, somebody(1, None), "SARL", ("ELE-01", True)),
    (MANAGER, somebody(1, Category.EMPLOYEE), "SARL", ("ELE-01", True)),
    (MANAGER, somebody(1, EMPLOYED, legal_person=True), "SARL", ("SARL-01", True)),
    (CHAIR, somebody(1, EMPLOYED, legal_person=True, holds=frozenset({DIRECTOR})), "SA", ("SA-06", True)),
    (PostKind.DIRECTOIRE, somebody(1, EMPLOYED, legal_person=True), "SA", ("SA-20", True)),
    (SUPERVISORY, somebody(1, holds=frozenset({MANAGER})), "SARL", ("PROC-02", True)),
    (MANAGER, somebody(1, holds=frozenset({SUPERVISORY})), "SARL", ("PROC-02", True)),
    (PostKind.DIRECTOIRE, somebody(1, holds=frozenset({SUPERVISORY})), "SA", ("PROC-02", True)),
    (PostKind.PRESIDENT, somebody(1, holds=frozenset({SUPERVISORY})), "SAS", ("SAS-02", True)),
    (CHAIR, somebody(1), "SA", ("SA-06", True)),
    (CHAIR, somebody(1, born=1960, holds=frozenset({DIRECTOR})), "SA", ("SA-03", True)),
    (PostKind.GENERAL_MANAGER, somebody(1, born_on=None), "SA", ("SA-03", False)),
    (DIRECTOR, somebody(1, directorships=6), "SA", ("SA-04", True)),
    (DIRECTOR, somebody(1, directorships=None), "SA", ("SA-04", False)),
    (DIRECTOR, somebody(1), "SA", ("SA-01", False)),
    (SUPERVISORY, somebody(1), "SARL", ("SARL-04", False)),
    (SUPERVISORY, somebody(1), "SA", ("SA-22", False)),
])  # fmt: skip
def test_what_stands_against_somebody(kind: PostKind, person: Candidate, form: str, expected: tuple[str, bool]) -> None:
    assert expected in found(kind, [person], form=form)


def test_nothing_stands_against_whom_the_law_allows() -> None:
    assert found(MANAGER, [somebody(1, born=1940)], seats=1) == set()  # no age limit in an SARL
    chair = somebody(1, born=1961, holds=frozenset({DIRECTOR}))  # 65 on the day: not yet past it
    assert found(CHAIR, [chair], form="SA", seats=1) == set()
    board = [somebody(n, directorships=5) for n in range(3)]
    assert found(DIRECTOR, board, form="SA", seats=3) == set()
    assert found(PostKind.ROLE, [somebody(1, None)], seats=1) == set()


def test_sa_03_a_third_of_the_board_at_most_past_seventy() -> None:
    young, old = [somebody(n) for n in range(4)], [somebody(n, born=1950) for n in range(10, 13)]
    assert ("SA-03", True) not in found(DIRECTOR, [*young, *old[:2]], form="SA")
    assert ("SA-03", True) in found(DIRECTOR, [*young[:3], *old[:2]], form="SA")
    assert ("SA-03", True) in found(DIRECTOR, [*young, *old], form="SA")


def test_ele_10_and_one_seat_each() -> None:
    again = somebody(1, held_before=True)
    assert ("ELE-10", True) not in found(MANAGER, [again])
    assert ("ELE-10", True) in found(MANAGER, [again], leader_reelection=False)
    assert ("MAND-01", True) in found(MANAGER, [somebody(1)], [somebody(1)])
    assert ("MAND-02", True) in found(MANAGER, [somebody(1), somebody(2)], seats=1)
    assert ("MAND-02", True) not in found(MANAGER, [somebody(1), somebody(2)], seats=1, final=False)


@pytest.mark.parametrize(("kind", "form", "months", "rule"), [
    (MANAGER, "SARL", 48, None), (MANAGER, "SARL", 60, "ELE-09"), (MANAGER, "SARL", 30, "ELE-11"),
    (DIRECTOR, "SA", 72, None), (DIRECTOR, "SA", 84, "ELE-09"), (PostKind.PRESIDENT, "SAS", 60, "ELE-09"),
    (SUPERVISORY, "SARL", 60, "ELE-09"), (SUPERVISORY, "SA", 72, None), (PostKind.DIRECTOIRE, "SA", 12, "SA-21"),
    (PostKind.ROLE, "SARL", 7, None), (MANAGER, "SARL", 0, "ELE-09"),
])  # fmt: skip
def test_ele_09_no_term_is_longer_than_law_and_statutes(
    kind: PostKind, form: str, months: int, rule: str | None
) -> None:
    if rule is None:
        posts.check_term(kind, months, statutes(form))
        return
    with pytest.raises(RuleBroken) as refused:
        posts.check_term(kind, months, statutes(form))
    assert refused.value.rule == rule


def test_sa_01_three_years_only_for_directors_named_in_the_first_statutes() -> None:
    posts.check_term(DIRECTOR, 36, statutes("SA"), in_first_statutes=True)
    with pytest.raises(RuleBroken, match="3 ans"):
        posts.check_term(DIRECTOR, 48, statutes("SA"), in_first_statutes=True)


@pytest.mark.parametrize(("kind", "form", "seats", "rule"), [
    (DIRECTOR, "SA", 2, "SA-01"), (DIRECTOR, "SA", 19, "SA-01"), (DIRECTOR, "SARL", 3, "MAND-05"),
    (SUPERVISORY, "SARL", 10, "SARL-04"), (SUPERVISORY, "SAS", 2, "SAS-02"), (SUPERVISORY, "SA", 19, "SA-22"),
    (PostKind.DIRECTOIRE, "SA", 6, "SA-20"), (PostKind.DEPUTY, "SA", 6, "SA-06"), (CHAIR, "SA", 2, "SA-06"),
    (MANAGER, "SARL", 0, "MAND-05"), (MANAGER, "SA", 1, "MAND-05"),
])  # fmt: skip
def test_the_size_of_each_body(kind: PostKind, form: str, seats: int, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        posts.check_post(kind, "Fonction", seats, 24, statutes(form))
    assert refused.value.rule == rule


@pytest.mark.parametrize(("form", "kinds"), [
    ("SARL", [MANAGER]), ("SAS", [PostKind.PRESIDENT]), ("SA", [DIRECTOR, CHAIR, PostKind.GENERAL_MANAGER]),
])  # fmt: skip
def test_the_posts_no_company_goes_without(form: str, kinds: list[PostKind]) -> None:
    assert [one.kind for one in posts.expected(statutes(form))] == kinds
    directoire = [one.kind for one in posts.expected(statutes("SA"), has_directoire=True)]
    assert directoire == [PostKind.DIRECTOIRE, SUPERVISORY]


@pytest.mark.parametrize(("form", "associates", "due"), [
    ("SARL", 20, False), ("SARL", 21, True), ("SAS", 21, True), ("SA", 300, False),
])  # fmt: skip
def test_sarl_04_a_supervisory_board_above_twenty_associates(form: str, associates: int, due: bool) -> None:
    assert eligibility.supervisory_board_due(statutes(form), associates) is due


@pytest.mark.parametrize(("year_end", "year", "limit"), [
    ((12, 31), 2030, date(2030, 6, 30)), ((6, 30), 2030, date(2030, 12, 31)), ((9, 30), 2030, date(2030, 3, 31)),
    ((8, 31), 2028, date(2028, 2, 29)), ((3, 15), 2030, date(2030, 9, 15)),
])  # fmt: skip
def test_ele_11_the_assembly_is_that_of_the_accounts_of_the_past_year(
    year_end: tuple[int, int], year: int, limit: date
) -> None:
    identity = Identity("Canal", Form.SARL, year_end_month=year_end[0], year_end_day=year_end[1])
    assert terms.assembly_limit(identity, year, 6) == limit


def test_ele_11_a_term_ends_with_the_assembly_of_its_last_year_and_is_told_six_months_before() -> None:
    assert terms.last_year(date(2026, 6, 12), 48) == 2030
    assert terms.until_words(2030, None) == "à l’issue de l’assemblée de 2030"
    held = terms.Assembly(date(2030, 6, 14), closed=False)
    assert terms.expected_end(2030, None, held, date(2030, 6, 30)) == date(2030, 6, 14)
    assert terms.expected_end(2030, None, None, date(2030, 6, 30)) == date(2030, 6, 30)
    assert terms.last_day(date(2026, 6, 12), 24) == date(2028, 6, 11)
    assert not terms.ends_soon(date(2030, 6, 30), date(2029, 12, 29))
    assert terms.ends_soon(date(2030, 6, 30), date(2029, 12, 30))
    assert terms.registration_due(date(2026, 1, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(("held", "rule"), [
    ({MANAGER, SUPERVISORY}, "PROC-02"), ({PostKind.DIRECTOIRE, SUPERVISORY}, "PROC-02"),
    ({DIRECTOR, CHAIR, PostKind.GENERAL_MANAGER}, None), ({MANAGER, PostKind.ROLE}, None),
])  # fmt: skip
def test_proc_02_posts_that_nobody_holds_together(held: set[PostKind], rule: str | None) -> None:
    assert eligibility.incompatible(held) == rule

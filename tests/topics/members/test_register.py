"""Keeping the register, as stories on a real file."""

from datetime import date

import pytest

from coop_desk.core.errors import OutOfBounds, Refused, RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.topics.members import service
from coop_desk.topics.members.records import Contact, Marital, NewMember
from coop_desk.topics.members.rules.categories import Category, Outcome, Reason
from coop_desk.topics.members.rules.consent import Channel
from tests.conftest import TestCoop

TODAY = date(2026, 6, 12)


@pytest.fixture
def house(coop: TestCoop) -> TestCoop:
    """The co-op on the day of its assembly."""
    coop.on(TODAY)
    return coop


def enrol(
    house: TestCoop,
    family: str,
    given: str,
    category: Category = Category.EMPLOYED,
    since: date = date(2020, 1, 1),
    **more: object,
) -> PersonId:
    employed_from = since if category in {Category.EMPLOYED, Category.EMPLOYEE} else None
    new = NewMember(
        family_name=family,
        given_name=given,
        category=category,
        since=since,
        employed_from=employed_from,
        **more,  # type: ignore[arg-type]
    )
    return service.register_member(house.desk("registrar"), new).person_id


def entitled(house: TestCoop, day: date) -> list[str]:
    rows = service.members(house.desk("manager"), day)
    return [row.name for row in rows if row.may_vote]


def test_numbers_follow_each_other_and_never_come_back(house: TestCoop) -> None:
    desk = house.desk("registrar")
    first = service.register_member(desk, NewMember("Pérez", Category.EMPLOYED, date(2020, 1, 1), "Inès"))
    second = service.register_member(desk, NewMember("Girard", Category.EMPLOYED, date(2020, 1, 1), "Léon"))
    assert (first.number, second.number) == ("A001", "A002")
    service.record_loss(desk, second.person_id, Reason.RESIGNATION, notice_on=date(2024, 3, 1))
    assert service.upcoming_number(desk) == "A003"
    with pytest.raises(RuleBroken) as broken:
        service.register_member(desk, NewMember("Hénaff", Category.EMPLOYED, date(2021, 1, 1), "Chloé", number="A002"))
    assert broken.value.rule == "REGISTER-NUMBER"


def test_the_number_of_the_paper_register_is_kept_and_followed(house: TestCoop) -> None:
    enrol(house, "Pérez", "Inès", number="0041")
    assert service.upcoming_number(house.desk("registrar")) == "0042"


def test_the_vote_stops_on_the_day_of_the_exit(house: TestCoop) -> None:
    ines = enrol(house, "Pérez", "Inès")
    enrol(house, "Girard", "Léon", Category.EXTERNAL)
    service.record_loss(house.desk("registrar"), ines, Reason.AGREED_BREAK, ends_on=date(2026, 5, 31))
    assert entitled(house, date(2026, 5, 30)) == ["Léon Girard", "Inès Pérez"]
    assert entitled(house, date(2026, 5, 31)) == ["Léon Girard"]
    row = service.member(house.desk("manager"), ines)
    assert (row.category, row.left_on, row.admitted_on) == (
        Category.FORMER,
        date(2026, 5, 31),
        date(2020, 1, 1),
    )
    file = service.member_file(house.desk("manager"), ines)
    assert file.jobs[0].ended_on == date(2026, 5, 31)


def test_retirement_keeps_the_status_and_the_vote(house: TestCoop) -> None:
    ines = enrol(house, "Pérez", "Inès")
    service.record_loss(house.desk("registrar"), ines, Reason.RETIREMENT, ends_on=date(2026, 3, 31))
    row = service.member(house.desk("manager"), ines)
    assert (row.category, row.may_vote) == (Category.EXTERNAL, True)


def test_exclusion_is_refused_when_the_statutes_say_nothing(house: TestCoop) -> None:
    ines = enrol(house, "Pérez", "Inès")
    with pytest.raises(RuleBroken) as broken:
        service.record_loss(
            house.desk("registrar"), ines, Reason.EXCLUSION, ends_on=TODAY, decision="AGE du 12/06/2026"
        )
    assert broken.value.rule == "LOSS-08"
    assert service.member(house.desk("manager"), ines).may_vote


def test_somebody_who_is_no_associate_has_no_status_to_lose(house: TestCoop) -> None:
    chloe = enrol(house, "Hénaff", "Chloé", Category.EMPLOYEE)
    with pytest.raises(RuleBroken, match="pas associée"):
        service.record_loss(house.desk("registrar"), chloe, Reason.RESIGNATION, notice_on=TODAY)


def test_a_candidate_is_admitted_when_the_resolution_is_adopted(house: TestCoop) -> None:
    desk = house.desk("registrar")
    chloe = enrol(house, "Hénaff", "Chloé", Category.EMPLOYEE, date(2024, 9, 1))
    assert service.member(desk, chloe).number == ""
    service.record_application(desk, chloe, date(2026, 4, 2))
    waiting = service.applications(desk)
    assert [(line.name, line.must_be_voted) for line in waiting] == [("Chloé Hénaff", True)]
    assert service.member(desk, chloe).category is Category.CANDIDATE
    with pytest.raises(RuleBroken, match="citez la résolution"):
        service.record_admission(desk, chloe, TODAY, "")
    service.record_admission(desk, chloe, TODAY, "AGO du 12/06/2026, 3e résolution")
    row = service.member(desk, chloe)
    assert (row.category, row.number, row.admitted_on) == (Category.EMPLOYED, "A001", TODAY)
    assert service.applications(desk)[0].outcome is Outcome.ADMITTED


def test_a_refused_candidate_may_apply_again_a_year_later(house: TestCoop) -> None:
    desk = house.desk("registrar")
    chloe = enrol(house, "Hénaff", "Chloé", Category.EMPLOYEE, date(2024, 9, 1))
    service.record_application(desk, chloe, date(2026, 4, 2))
    service.record_refusal(desk, chloe, TODAY, "AGO du 12/06/2026, 3e résolution")
    assert service.member(desk, chloe).category is Category.EMPLOYEE
    house.on(date(2026, 10, 1))
    with pytest.raises(RuleBroken) as broken:
        service.record_application(desk, chloe, date(2026, 10, 1))
    assert broken.value.rule == "ADM-02"
    house.on(date(2027, 6, 12))
    service.record_application(desk, chloe, date(2027, 6, 12))
    assert service.member(desk, chloe).category is Category.CANDIDATE


def test_a_correction_is_a_new_line_that_points_to_the_old_one(house: TestCoop) -> None:
    desk = house.desk("registrar")
    ines = enrol(house, "Pérez", "Inès")
    wrong = service.member_file(desk, ines).history[0]
    service.correct_status(desk, wrong.id, Category.EMPLOYED, date(2020, 2, 1), Reason.REGISTER)
    history = service.member_file(desk, ines).history
    assert [(line.effective_on, line.replaced, line.corrects_id) for line in history] == [
        (date(2020, 1, 1), True, None),
        (date(2020, 2, 1), False, wrong.id),
    ]
    assert entitled(house, date(2020, 1, 15)) == []
    with pytest.raises(RuleBroken, match="déjà été corrigée"):
        service.cancel_status(desk, wrong.id, "Erreur de saisie")


def test_a_cancelled_exit_gives_the_vote_back_and_says_why(house: TestCoop) -> None:
    desk = house.desk("registrar")
    ines = enrol(house, "Pérez", "Inès")
    service.record_loss(desk, ines, Reason.RESIGNATION, notice_on=date(2026, 3, 1))
    exit_line = service.member_file(desk, ines).history[-1]
    service.cancel_status(desk, exit_line.id, "Démission non fondée")
    assert service.member(desk, ines).may_vote


def test_a_suspended_associate_leaves_the_electorate_until_it_ends(house: TestCoop) -> None:
    desk = house.desk("registrar")
    ines = enrol(house, "Pérez", "Inès")
    service.suspend_vote(desk, ines, date(2026, 2, 1), "Mise en demeure du 02/01/2026")
    service.restore_vote(desk, ines, date(2026, 4, 1), "Parts souscrites")
    assert [entitled(house, day) for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 4, 1))] == [
        ["Inès Pérez"],
        [],
        ["Inès Pérez"],
    ]


def test_email_consent_counts_only_twenty_days_before_and_until_withdrawn(house: TestCoop) -> None:
    desk = house.desk("registrar")
    ines = enrol(house, "Pérez", "Inès", contact=Contact(email="ines@exemple.fr"))
    service.record_email_consent(desk, ines, date(2026, 5, 23), Channel.ELECTRONIC)
    with pytest.raises(RuleBroken, match="avenir"):
        service.record_email_consent(desk, ines, date(2026, 7, 1), Channel.ELECTRONIC)
    lines = service.member_file(desk, ines).consents
    assert [(line.given, line.address) for line in lines] == [(True, "ines@exemple.fr")]
    service.withdraw_email_consent(desk, ines, TODAY, Channel.REGISTERED)
    with pytest.raises(RuleBroken, match="déjà convoquée par courrier"):
        service.withdraw_email_consent(desk, ines, TODAY, Channel.REGISTERED)


def test_an_associate_reads_the_register_but_only_their_own_file(house: TestCoop) -> None:
    nobody = house.person("nobody")
    enrol(house, "Hénaff", "Chloé", person_id=nobody)
    ines = enrol(house, "Pérez", "Inès")
    desk = house.desk("nobody")
    assert [row.name for row in service.members(desk)] == ["Chloé Hénaff", "Inès Pérez"]
    assert service.member_file(desk, nobody).row.name == "Chloé Hénaff"
    with pytest.raises(Refused):
        service.member_file(desk, ines)
    service.change_contact(desk, nobody, Contact("3 quai de l’Île", "44000", "Nantes", "France"))
    with pytest.raises((Refused, OutOfBounds)):
        service.change_contact(desk, ines, Contact("Ailleurs"))
    with pytest.raises(Refused):
        service.record_status(desk, ines, Category.FORMER, TODAY, Reason.RESIGNATION)


def test_the_title_of_associate_comes_and_goes_with_the_status(house: TestCoop) -> None:
    nobody = house.person("nobody")
    with pytest.raises(Refused):
        service.members(house.desk("nobody"))
    enrol(house, "Hénaff", "Chloé", person_id=nobody)
    assert "associate" in [title.code for title in house.desk("nobody").titles]
    service.record_loss(house.desk("registrar"), nobody, Reason.RESIGNATION, notice_on=TODAY)
    with pytest.raises(Refused):
        service.members(house.desk("nobody"))


def test_search_ignores_case_and_accents(house: TestCoop) -> None:
    enrol(house, "Lefèvre", "Éloïse")
    enrol(house, "Pérez", "Inès")
    desk = house.desk("manager")
    assert [hit.title for hit in service.search(desk, "LEFEVRE elo")] == ["Éloïse Lefèvre"]
    assert [hit.title for hit in service.search(desk, "a002")] == ["Inès Pérez"]
    assert service.search(desk, "  ") == []


def test_a_company_is_an_external_associate_known_by_its_name(house: TestCoop) -> None:
    desk = house.desk("registrar")
    made = service.register_member(
        desk, NewMember("Scop du Port", Category.EXTERNAL, date(2022, 1, 1), legal_person=True)
    )
    assert service.member(desk, made.person_id).name == "Scop du Port"
    with pytest.raises(RuleBroken) as broken:
        service.record_status(desk, made.person_id, Category.EMPLOYED, TODAY, Reason.HIRING)
    assert broken.value.rule == "ADM-07"


@pytest.mark.parametrize(
    "new",
    [
        NewMember("", Category.EMPLOYED, date(2020, 1, 1), "Inès"),
        NewMember("Pérez", Category.EMPLOYED, date(2020, 1, 1)),
        NewMember("Pérez", Category.EMPLOYED, date(2020, 1, 1), "Inès", birth_date=date(2030, 1, 1)),
        NewMember("Pérez", Category.EMPLOYED, date(2020, 1, 1), "Inès", contact=Contact(email="ines@")),
        NewMember("Pérez", Category.EMPLOYED, date(2020, 1, 1), "Inès", entered_on=date(2021, 1, 1)),
        NewMember("Pérez", Category.EMPLOYED, date(2020, 1, 1), "Inès", working_time=1001),
        NewMember("Pérez", Category.EMPLOYED, date(20, 1, 1), "Inès"),
        NewMember("Pé\u200brez", Category.EMPLOYED, date(2020, 1, 1), "Inès"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(house: TestCoop, new: NewMember) -> None:
    with pytest.raises(RuleBroken):
        service.register_member(house.desk("registrar"), new)
    assert service.members(house.desk("registrar")) == []


def test_marital_information_needs_the_spouse_to_be_told_first(house: TestCoop) -> None:
    desk = house.desk("registrar")
    ines = enrol(house, "Pérez", "Inès")
    with pytest.raises(RuleBroken) as broken:
        service.record_marital_information(desk, ines, Marital("community", "Paul", None, "renounces"))
    assert broken.value.rule == "ADM-12"
    told = Marital("community", "Paul", date(2026, 5, 1), "renounces", date(2026, 5, 9))
    service.record_marital_information(desk, ines, told)
    assert service.member_file(desk, ines).marital == told


def test_a_second_contract_waits_for_the_end_of_the_first(house: TestCoop) -> None:
    desk = house.desk("registrar")
    ines = enrol(house, "Pérez", "Inès")
    with pytest.raises(RuleBroken, match="déjà en cours"):
        service.record_hiring(desk, ines, TODAY)
    job = service.member_file(desk, ines).jobs[0]
    service.record_employment_end(desk, job.id, date(2026, 5, 31), "Fin de mission")
    service.record_hiring(desk, ines, TODAY, 800)
    assert [one.working_time for one in service.member_file(desk, ines).jobs] == [1000, 800]


def test_employees_whom_the_statutes_oblige_to_apply_are_listed_with_their_day(house: TestCoop) -> None:
    from coop_desk.core.actions import Act, query
    from coop_desk.core.rights import Right
    from coop_desk.topics.members.records import ExpectedApplication
    from coop_desk.topics.statutes.identity import Identity
    from coop_desk.topics.statutes.parameters import Form
    from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes

    chloe = enrol(house, "Hénaff", "Chloé", Category.EMPLOYEE, date(2026, 1, 31))
    enrol(house, "Pérez", "Inès")

    def expected(act: Act) -> list[ExpectedApplication]:
        return service.applications_expected(act, TODAY)

    ask = query(Right.MEMBERS_READ, words="Candidatures attendues")(expected)
    assert ask(house.desk("registrar")) == []
    record_identity(house.desk("manager"), Identity("Les Ateliers du Canal", Form.SARL, created_on=date(2009, 1, 5)))
    values = [NewValue("mandatory_application", "yes"), NewValue("application_delay_months", "13")]
    set_up_statutes(house.desk("manager"), values)
    assert ask(house.desk("registrar")) == [ExpectedApplication(chloe, "Chloé Hénaff", date(2027, 2, 28))]


def test_the_statutes_may_close_the_door_to_people_who_are_not_employed(house: TestCoop) -> None:
    from coop_desk.topics.statutes.identity import Identity
    from coop_desk.topics.statutes.parameters import Form
    from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes

    record_identity(house.desk("manager"), Identity("Les Ateliers du Canal", Form.SARL, created_on=date(2009, 1, 5)))
    set_up_statutes(house.desk("manager"), [NewValue("externals_allowed", "no")])
    with pytest.raises(RuleBroken) as broken:
        enrol(house, "Girard", "Léon", Category.EXTERNAL)
    assert broken.value.rule == "ADM-07"

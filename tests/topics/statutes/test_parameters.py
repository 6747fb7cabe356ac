"""What statutes may say, by form, and the article quoted when they may not."""

from datetime import date
from fractions import Fraction

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.core.rulebook import rule
from coop_desk.topics.statutes.parameters import Change, Form, Kind, catalogue, groups, in_words, read, written
from coop_desk.topics.statutes.profile import Profile, VoteBase
from coop_desk.topics.statutes.rules import check_identity, check_value, read_value, siren_digits


@pytest.mark.parametrize("form", Form)
def test_every_parameter_is_named_grouped_and_sourced(form: Form) -> None:
    for key, parameter in catalogue(form).items():
        assert parameter.words, key
        assert parameter.group in groups(), key
        assert rule(parameter.rule).source, key
        assert read(parameter.kind, written(parameter.law)) == parameter.law, key
        assert in_words(parameter, parameter.law), key
        assert check_value(parameter, parameter.law) is None, key


@pytest.mark.parametrize(
    ("form", "key", "text"),
    [
        (Form.SARL, "age_majority", "3/4"),
        (Form.SARL, "age_quorum_first", "3/4"),
        (Form.SARL, "max_proxies", "1"),
        (Form.SARL, "status_kept_cases", "retire,economic,unfit,retire_own"),
        (Form.SA, "board_size", "5-9"),
        (Form.SA, "share_payment_at_subscription", "1/2"),
        (Form.SA, "share_balance_max_years", "1"),
        (Form.SAS, "age_majority", "1/2"),
        (Form.SAS, "call_days_first", "8"),
        (Form.SARL, "subscription_rate", "3/100"),
        (Form.SARL, "max_capital_share_one_associate", "1/4"),
        (Form.SARL, "ago_quorum_first", "1/4"),
    ],
)
def test_statutes_may_be_stricter(form: Form, key: str, text: str) -> None:
    parameter = catalogue(form)[key]
    assert check_value(parameter, read_value(parameter, text)) is None


@pytest.mark.parametrize(
    ("form", "key", "text", "rule_id", "article"),
    [
        (Form.SARL, "age_majority", "1/2", "QM-03", "L. 223-30"),
        (Form.SARL, "age_majority", "1", "QM-03", "unanimité"),
        (Form.SA, "age_majority", "3/4", "QM-08", "L. 225-96"),
        (Form.SA, "abstention_base", "counted", "QM-09", "L. 225-96"),
        (Form.SARL, "votes_per_associate", "2", "VOT-01", "78-763"),
        (Form.SARL, "legal_reserve_rate", "1/10", "RES-01", "art. 33"),
        (Form.SARL, "employee_share_min", "1/5", "SUR-06", "25"),
        (Form.SARL, "max_external_leaders", "1/2", "ELE-03", "art. 15"),
        (Form.SARL, "max_associates", "120", "FORM-05", "L. 223-3"),
        (Form.SARL, "max_associates", "none", "FORM-05", "L. 223-3"),
        (Form.SARL, "call_days_first", "10", "CALL-02", "R. 223-20"),
        (Form.SA, "correspondence_vote", "no", "VOT-08", "L. 225-107"),
        (Form.SA, "board_size", "2-9", "SA-01", "L. 225-17"),
        (Form.SAS, "age_majority", "2/5", "QM-11", "L. 227-9"),
        (Form.SARL, "subscription_rate", "1/5", "SHA-07", "10"),
        (Form.SARL, "status_kept_cases", "retire", "LOSS-05", "art. 11"),
        (Form.SARL, "employee_seniority_coef_max", "3", "SUR-07", "art. 33"),
        (Form.SARL, "leader_max_term_years", "6", "ELE-09", "art. 16"),
    ],
)
def test_what_the_law_forbids_is_refused_with_its_article(
    form: Form, key: str, text: str, rule_id: str, article: str
) -> None:
    parameter = catalogue(form)[key]
    with pytest.raises(RuleBroken) as refused:
        check_value(parameter, read_value(parameter, text), "une très bonne raison")
    assert refused.value.rule == rule_id
    assert article in str(refused.value)


@pytest.mark.parametrize(
    ("form", "key", "text"),
    [
        (Form.SARL, "min_employed_capital", "1/2"),
        (Form.SARL, "capital_floor_ratio", "1/4"),
        (Form.SAS, "share_payment_at_subscription", "1/4"),
        (Form.SAS, "share_balance_max_years", "3"),
    ],
)
def test_what_only_usage_advises_needs_a_written_reason(form: Form, key: str, text: str) -> None:
    parameter = catalogue(form)[key]
    value = read_value(parameter, text)
    with pytest.raises(RuleBroken, match="Écrivez la raison"):
        check_value(parameter, value)
    warned = check_value(parameter, value, "Clause ancienne gardée par l’assemblée")
    assert warned is not None
    assert warned.key == key


@pytest.mark.parametrize(
    ("key", "text"),
    [("call_days_first", "quinze"), ("age_majority", "2/0"), ("share_nominal", "-5"), ("proxy_holder", "spouse")],
)
def test_what_is_not_a_value_is_refused(key: str, text: str) -> None:
    with pytest.raises(RuleBroken):
        read_value(catalogue(Form.SARL)[key], text)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("age_majority", Fraction(2, 3), "2/3"),
        ("min_employed_capital", Fraction(51, 100), "51\u202f%"),
        ("share_nominal", 5000, "50,00\u202f€"),
        ("call_days_first", 15, "15 jours"),
        ("correspondence_vote", True, "oui"),
        ("ago_quorum_first", None, "aucun quorum"),
        ("supervisory_board_size", (3, 9), "de 3 à 9 membres"),
        ("supervisory_board_required", 20, "20 associés"),
        ("legal_reserve_rate", Fraction(15, 100), "15\u202f%"),
        ("employee_share_min", Fraction(1, 4), "25\u202f%"),
        ("employee_seniority_coef_max", Fraction(3, 2), "1,50"),
    ],
)
def test_values_are_said_as_people_read_them(kind: str, value: object, said: str) -> None:
    assert in_words(catalogue(Form.SARL)[kind], value) == said  # type: ignore[arg-type]


def profile(form: Form, before_2005: bool = False, **values: object) -> Profile:
    laws = {key: parameter.law for key, parameter in catalogue(form).items()}
    return Profile(form, date(2026, 6, 12), before_2005, False, None, {**laws, **values})  # type: ignore[dict-item]


@pytest.mark.parametrize(("associates", "most"), [(19, 1), (20, 1), (39, 1), (40, 2), (60, 3), (100, 5)])
def test_proxies_follow_the_law_and_statutes_can_only_lower_them(associates: int, most: int) -> None:
    assert profile(Form.SARL).max_proxies(associates) == most
    assert profile(Form.SARL, max_proxies=1).max_proxies(associates) == 1
    assert profile(Form.SARL, max_proxies=9).max_proxies(associates) == most


@pytest.mark.parametrize(
    ("form", "kind", "call", "base", "entitled", "needed"),
    [
        (Form.SARL, "ordinary", 1, VoteBase.ALL, 10, 0),
        (Form.SARL, "ordinary", 2, VoteBase.CAST, 10, 0),
        (Form.SARL, "extraordinary", 1, VoteBase.PRESENT, 10, 3),
        (Form.SARL, "extraordinary", 2, VoteBase.PRESENT, 10, 2),
        (Form.SA, "ordinary", 1, VoteBase.CAST, 12, 3),
        (Form.SA, "extraordinary", 1, VoteBase.CAST, 12, 3),
        (Form.SAS, "ordinary", 1, VoteBase.CAST, 12, 0),
        (Form.SAS, "extraordinary", 1, VoteBase.CAST, 12, 3),
    ],
)
def test_quorum_and_base_of_each_form(
    form: Form, kind: str, call: int, base: VoteBase, entitled: int, needed: int
) -> None:
    rule_ = getattr(profile(form), kind)(call)
    assert (rule_.base, rule_.quorum_needed(entitled)) == (base, needed)


@pytest.mark.parametrize(
    ("form", "kind", "votes", "base", "adopted"),
    [
        (Form.SARL, "ordinary", 5, 10, False),
        (Form.SARL, "ordinary", 6, 10, True),
        (Form.SARL, "extraordinary", 4, 7, False),
        (Form.SARL, "extraordinary", 5, 7, True),
        (Form.SA, "extraordinary", 4, 6, True),
        (Form.SA, "ordinary", 3, 6, False),
        (Form.SA, "extraordinary", 0, 0, False),
    ],
)
def test_majorities_compare_whole_numbers(form: Form, kind: str, votes: int, base: int, adopted: bool) -> None:
    assert getattr(profile(form), kind)(1).adopted(votes, base) is adopted


def test_an_old_sarl_needs_three_quarters_of_all_votes() -> None:
    rule_ = profile(Form.SARL, before_2005=True).extraordinary(1)
    assert (rule_.quorum, rule_.majority, rule_.base) == (None, Fraction(3, 4), VoteBase.ALL)


def test_a_siren_is_kept_as_digits_and_its_key_is_checked() -> None:
    assert siren_digits("732 829 320") == "732829320"
    assert siren_digits("732\u202f829\u202f320") == "732829320"
    assert siren_digits(" ") == ""
    with pytest.raises(RuleBroken) as refused:
        siren_digits("732 829 321")
    assert refused.value.rule == "SIREN"


def test_a_starting_period_lasts_seven_years_at_most() -> None:
    today = date(2026, 6, 1)
    check_identity("Les Ateliers", date(2024, 2, 29), date(2031, 2, 28), today)
    with pytest.raises(RuleBroken) as refused:
        check_identity("Les Ateliers", date(2024, 2, 29), date(2031, 3, 1), today)
    assert refused.value.rule == "SPEC-02"
    with pytest.raises(RuleBroken):
        check_identity(" ", None, None, today)


def test_kinds_and_ways_are_all_used() -> None:
    used = [parameter for form in Form for parameter in catalogue(form).values()]
    assert {parameter.kind for parameter in used} == set(Kind)
    assert {parameter.change for parameter in used} == set(Change)

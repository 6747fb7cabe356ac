"""Quorum and majority, by form, call and kind: the tables of the law."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.assemblies.records import BodyKind, Choice, ResolutionKind, Votes
from coop_desk.topics.assemblies.rules.law import Base, Majority, VotingRule, voting_rule
from coop_desk.topics.assemblies.rules.outcome import (
    Taking,
    all_in_room,
    check_count,
    needed_votes,
    outcome,
    rule_words,
)
from tests.topics.assemblies.terms import terms

AGO, AGE = ResolutionKind.ORDINARY, ResolutionKind.EXTRAORDINARY
GA = BodyKind.GENERAL_ASSEMBLY


def voted(
    form: str, kind: ResolutionKind, call: int, taking: tuple[int, int], votes: tuple[int, ...], **changes: object
) -> tuple[bool, int, bool]:
    """Quorum met, votes needed, adopted."""
    rule = voting_rule(terms(form, **changes), GA, kind, call)
    found = outcome(rule, Taking(taking[0], taking[1], 0), Votes(*votes))
    return found.quorum_met, found.needed_for, found.adopted


@pytest.mark.parametrize(
    ("form", "kind", "call", "taking", "votes", "expected"),
    [
        # the worked checks of the law reference, section 4.6
        ("SARL", AGO, 1, (10, 10), (5, 5), (True, 6, False)),
        ("SARL", AGO, 1, (10, 10), (6, 4), (True, 6, True)),
        ("SARL", AGE, 1, (10, 7), (4, 0, 3), (True, 5, False)),
        ("SA", AGE, 1, (12, 9), (4, 2, 3), (True, 4, True)),
        ("SARL", AGE, 1, (12, 9), (4, 2, 3), (True, 6, False)),
        # QM-01: abstentions work as votes against; no quorum
        ("SARL", AGO, 1, (24, 17), (12, 3, 2), (True, 13, False)),
        ("SARL", AGO, 1, (24, 13), (13,), (True, 13, True)),
        ("SARL", AGO, 1, (1, 1), (1,), (True, 1, True)),
        ("SARL", AGO, 1, (10, 0), (), (True, 6, False)),
        # QM-02: votes cast only; a blank vote is not cast by default
        ("SARL", AGO, 2, (10, 3), (2, 1), (True, 2, True)),
        ("SARL", AGO, 2, (10, 3), (1, 1, 1), (True, 2, False)),
        ("SARL", AGO, 2, (10, 3), (1, 0, 2), (True, 1, True)),
        ("SARL", AGO, 2, (10, 5), (2, 1, 0, 2), (True, 2, True)),
        ("SARL", AGO, 2, (10, 5), (0, 0, 5), (True, 1, False)),
        # QM-03: one quarter then one fifth, two thirds of those taking part
        ("SARL", AGE, 1, (40, 10), (7, 3), (True, 7, True)),
        ("SARL", AGE, 1, (40, 9), (9,), (False, 6, False)),
        ("SARL", AGE, 1, (41, 10), (10,), (False, 7, False)),
        ("SARL", AGE, 2, (10, 2), (2,), (True, 2, True)),
        ("SARL", AGE, 2, (11, 2), (2,), (False, 2, False)),
        ("SARL", AGE, 1, (4, 1), (0, 0, 1), (True, 1, False)),
        # QM-06
        ("SARL", ResolutionKind.SEAT, 1, (20, 20), (10, 0), (True, 11, False)),
        ("SARL", ResolutionKind.SEAT, 2, (20, 11), (11, 0), (True, 11, True)),
        ("SARL", ResolutionKind.NATIONALITY, 1, (20, 19), (19,), (True, 20, False)),
        ("SARL", ResolutionKind.NATIONALITY, 1, (20, 20), (20,), (True, 20, True)),
        # SARL-02: first ballot all votes, second ballot those taking part
        ("SARL", ResolutionKind.LEADERS, 1, (20, 20), (10, 2), (True, 11, False)),
        ("SARL", ResolutionKind.LEADERS, 2, (20, 9), (5, 4), (True, 5, True)),
        ("SARL", ResolutionKind.LEADERS, 2, (20, 9), (4, 1, 4), (True, 5, False)),
        # QM-07: one fifth then none, votes cast
        ("SA", AGO, 1, (41, 8), (8,), (False, 5, False)),
        ("SA", AGO, 1, (41, 9), (5, 4), (True, 5, True)),
        ("SA", AGO, 1, (10, 2), (1,), (True, 1, True)),
        ("SA", AGO, 2, (41, 1), (1,), (True, 1, True)),
        ("SA", AGO, 1, (12, 9), (4, 4, 1), (True, 5, False)),
        # QM-08 and QM-09: two thirds of votes cast; abstention, blank and null are not
        ("SA", AGE, 1, (12, 9), (3, 2, 4), (True, 4, False)),
        ("SA", AGE, 1, (12, 9), (2, 1, 0, 3, 3), (True, 2, True)),
        ("SA", AGE, 2, (10, 2), (2,), (True, 2, True)),
        ("SA", AGE, 2, (11, 2), (2,), (False, 2, False)),
        # QM-11: by the profile
        ("SAS", AGO, 1, (10, 1), (1,), (True, 1, True)),
        ("SAS", AGE, 1, (10, 3), (2, 1), (True, 2, True)),
        ("SAS", AGE, 1, (10, 2), (2,), (False, 2, False)),
    ],
)
def test_what_the_law_needs(
    form: str,
    kind: ResolutionKind,
    call: int,
    taking: tuple[int, int],
    votes: tuple[int, ...],
    expected: tuple[bool, int, bool],
) -> None:
    assert voted(form, kind, call, taking, votes) == expected


def test_an_older_sarl_needs_three_quarters_of_all_votes() -> None:
    assert voted("SARL", AGE, 1, (12, 12), (8, 4), unanimous_before_2005=True) == (True, 9, False)
    assert voted("SARL", AGE, 1, (12, 9), (9,), unanimous_before_2005=True) == (True, 9, True)


def test_the_federation_model_asks_for_three_quarters_present_and_in_favour() -> None:
    model = {
        "age_quorum_first": Fraction(3, 4),
        "age_quorum_second": Fraction(1, 2),
        "age_majority": Majority(Fraction(3, 4), False, Base.TAKING_PART),
    }
    assert voted("SARL", AGE, 1, (42, 32), (24, 6, 2), **model) == (True, 24, True)
    assert voted("SARL", AGE, 1, (42, 31), (31,), **model)[0] is False
    assert voted("SARL", AGE, 2, (42, 21), (15, 6), **model) == (True, 16, False)


def test_blank_votes_count_in_a_second_call_when_the_statutes_say_so() -> None:
    assert voted("SARL", AGO, 2, (10, 5), (2, 1, 0, 2), blanks_cast=True) == (True, 3, False)


def test_statutes_may_keep_the_absolute_majority_for_managers_on_second_call() -> None:
    assert voted("SARL", ResolutionKind.LEADERS, 2, (20, 12), (10, 2), leaders_second_call_relative=False) == (
        True,
        11,
        False,
    )


def test_statutes_may_exclude_the_second_call() -> None:
    with pytest.raises(RuleBroken, match="seconde consultation") as broken:
        voting_rule(terms(second_call_allowed=False), GA, AGO, 2)
    assert broken.value.rule == "QM-02"


def test_an_sas_below_the_simple_majority_is_refused() -> None:
    low = Majority(Fraction(1, 3), True, Base.CAST)
    with pytest.raises(RuleBroken) as broken:
        voting_rule(terms("SAS", ago_majority_first=low), GA, AGO, 1)
    assert broken.value.rule == "QM-11"


def test_a_board_needs_half_of_its_members_and_its_chair_decides_a_tie() -> None:
    rule = voting_rule(terms("SA"), BodyKind.BOARD, ResolutionKind.BODY, 1)
    assert not outcome(rule, Taking(5, 2, 0), Votes(2)).quorum_met
    short = outcome(rule, Taking(5, 2, 2), Votes(4))
    assert (short.quorum_met, short.adopted) == (False, False)
    assert "3 membres présents (la moitié des 5 membres) et il y en a 2" in short.quorum_sentence
    assert "présence de la moitié des membres" in rule_words(rule)
    tie = outcome(rule, Taking(4, 4, 0), Votes(2, 2), chair_in_favour=True)
    assert tie.adopted
    assert "prépondérante" in tie.sentence
    assert not outcome(rule, Taking(4, 4, 0), Votes(2, 2), chair_in_favour=False).adopted


def test_no_chair_decides_a_tie_in_an_assembly() -> None:
    rule = voting_rule(terms("SA"), GA, AGO, 1)
    tie = outcome(rule, Taking(8, 8, 0), Votes(4, 4), chair_in_favour=True)
    assert (tie.adopted, tie.tie) == (False, True)
    assert "à égalité, la résolution est rejetée" in tie.sentence


@pytest.mark.parametrize(
    ("form", "kind", "taking", "votes", "sentence"),
    [
        (
            "SARL",
            AGO,
            Taking(24, 16, 1),
            Votes(12, 3, 2),
            "Il fallait plus de la moitié des 24 voix, soit 13. Il y a 12 voix pour : la résolution est rejetée.",
        ),
        (
            "SARL",
            AGE,
            Taking(25, 16, 0),
            Votes(11, 4, 1),
            "Il fallait au moins les deux tiers des 16 voix présentes ou représentées, soit 11. "
            "Il y a 11 voix pour : la résolution est adoptée.",
        ),
        (
            "SA",
            AGO,
            Taking(12, 9, 0),
            Votes(3, 2, 4),
            "Il fallait plus de la moitié des 5 voix exprimées, soit 3. "
            "Il y a 3 voix pour : la résolution est adoptée.",
        ),
        (
            "SA",
            AGO,
            Taking(41, 8, 0),
            Votes(8),
            "Il faut 9 voix présentes ou représentées (un cinquième des 41 voix) et il y en a 8 : "
            "le quorum n’est pas atteint. La résolution ne peut pas être adoptée.",
        ),
        (
            "SA",
            AGO,
            Taking(12, 9, 0),
            Votes(0, 0, 9),
            "Aucune voix n’a été exprimée : la résolution est rejetée.",
        ),
    ],
)
def test_the_result_is_said_in_one_sentence(
    form: str, kind: ResolutionKind, taking: Taking, votes: Votes, sentence: str
) -> None:
    assert outcome(voting_rule(terms(form), GA, kind, 1), taking, votes).sentence == sentence


def test_the_rule_is_said_in_words_before_the_vote() -> None:
    assert (
        rule_words(voting_rule(terms("SA"), GA, AGE, 1)) == "Adoptée par au moins les deux tiers des voix exprimées. "
        "Quorum : un quart des voix présentes ou représentées."
    )
    assert (
        rule_words(voting_rule(terms(), GA, AGO, 1))
        == "Adoptée par plus de la moitié de toutes les voix. Pas de quorum."
    )


@pytest.mark.parametrize("votes", [Votes(18), Votes(9, 9), Votes(0, 0, 0, 9, 9), Votes(-1), Votes(2, -1)])
def test_a_count_above_the_room_or_below_zero_is_refused(votes: Votes) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_count(votes, Taking(20, 17, 0))
    assert broken.value.rule == "VOT-02"


def test_unanimity_fills_the_room_without_the_blank_proxies() -> None:
    assert all_in_room(Taking(20, 12, 3, 2, 1), Choice.FOR) == Votes(14)


shares = st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda s: s[0] <= s[1]).map(lambda s: Fraction(*s))
rules = st.builds(
    VotingRule,
    quorum=st.one_of(st.just(Fraction(0)), shares),
    majority=st.builds(Majority, share=shares, strict=st.booleans(), base=st.sampled_from(Base)),
    abstentions_cast=st.booleans(),
    blanks_cast=st.booleans(),
    casting_vote=st.just(False),
    rules=st.just(("QM-11",)),
)


@st.composite
def counts(draw: st.DrawFn) -> tuple[Taking, Votes]:
    """A room and a count that it can have given."""
    present, represented, forms = (draw(st.integers(0, 40)) for _i in range(3))
    absent = draw(st.integers(0, 40))
    left = present + represented + forms
    votes = []
    for _i in range(5):
        votes.append(draw(st.integers(0, left)))
        left -= votes[-1]
    taking = Taking(present + represented + forms + absent, present, represented, forms)
    return taking, Votes(*votes)


@given(rules, counts())
def test_the_votes_needed_are_the_first_number_that_passes(rule: VotingRule, count: tuple[Taking, Votes]) -> None:
    taking, votes = count
    found = outcome(rule, taking, votes)
    assert isinstance(found.needed_for, int)
    assert isinstance(found.quorum_needed, int)
    assert found.needed_for >= 1
    assert found.adopted == (found.quorum_met and votes.in_favour >= found.needed_for)
    assert found.quorum_met == (taking.taking_part >= found.quorum_needed)
    assert votes.total <= taking.taking_part


@given(rules, counts())
def test_one_more_vote_in_favour_never_undoes_an_adoption(rule: VotingRule, count: tuple[Taking, Votes]) -> None:
    taking, votes = count
    if votes.against and outcome(rule, taking, votes).adopted:
        moved = Votes(votes.in_favour + 1, votes.against - 1, votes.abstain, votes.blank, votes.null)
        assert outcome(rule, taking, moved).adopted


@given(rules, counts())
def test_nothing_is_adopted_without_a_vote_in_favour(rule: VotingRule, count: tuple[Taking, Votes]) -> None:
    taking, votes = count
    none = Votes(0, votes.against, votes.abstain, votes.blank, votes.null)
    assert not outcome(rule, taking, none).adopted


@given(shares, st.booleans(), st.integers(0, 500))
def test_the_threshold_is_exact(share: Fraction, strict: bool, base: int) -> None:
    needed = needed_votes(Majority(share, strict, Base.CAST), base)
    passes = (lambda n: n > base * share) if strict else (lambda n: n >= base * share)
    assert passes(needed)
    assert needed == 1 or not passes(needed - 1)

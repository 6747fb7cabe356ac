"""Who is in the room, who stands for whom, who takes part in a vote."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.assemblies.records import BodyKind, Choice, PresenceKind, Votes
from coop_desk.topics.assemblies.rules.oppositions import Opposed, reached, strongest
from coop_desk.topics.assemblies.rules.proxies import check_blank_proxy, check_proxy, max_proxies, proxy_cap
from coop_desk.topics.assemblies.rules.room import (
    Entry,
    Room,
    blank_proxy_votes,
    check_arrival,
    check_departure,
    check_form,
    check_roll_call,
    form_votes,
    participation,
    room_after,
)
from tests.topics.assemblies.terms import terms

ALL = frozenset(range(1, 11))
NAMES = {n: f"Personne {n}" for n in range(1, 21)}
K = PresenceKind


def entries(*told: tuple[PresenceKind, int] | tuple[PresenceKind, int, int | None]) -> list[Entry]:
    """Entries numbered from 1; the third value is the holder of a proxy."""
    return [Entry(n, kind, who, *rest) for n, (kind, who, *rest) in enumerate(told, start=1)]


@pytest.mark.parametrize(
    ("associates", "cap"), [(1, 1), (19, 1), (20, 1), (39, 1), (40, 2), (59, 2), (60, 3), (100, 5)]
)
def test_one_proxy_below_twenty_then_one_twentieth(associates: int, cap: int) -> None:
    assert max_proxies(associates) == cap


def test_the_statutes_may_be_stricter_never_wider() -> None:
    assert max_proxies(100, 2) == 2
    assert max_proxies(24, 5) == 1
    assert proxy_cap(terms(), BodyKind.BOARD, 100) == 1


@pytest.mark.parametrize(
    ("giver", "holder", "rule", "words"),
    [
        (5, 12, "VOT-03", "n’a pas le droit de vote"),
        (12, 1, "VOT-03", "n’a pas le droit de vote"),
        (5, 5, "VOT-03", "une autre personne"),
        (1, 2, "VOT-07", "est dans la salle"),
        (3, 4, "VOT-07", "a déjà donné pouvoir"),
        (5, 1, "VOT-04", "ne peut pas dépasser 1"),
        (5, 3, "VOT-03", "a donné son propre pouvoir"),
        (6, 4, "VOT-03", "détient un pouvoir"),
        (6, 7, "VOT-03", "se représenter l’une l’autre"),
    ],
)
def test_a_proxy_that_would_not_stand_is_refused(giver: int, holder: int, rule: str, words: str) -> None:
    room = room_after(entries((K.ARRIVED, 1), (K.ARRIVED, 2), (K.PROXY_GIVEN, 3, 1), (K.PROXY_GIVEN, 7, 6)))
    with pytest.raises(RuleBroken, match=words) as broken:
        check_proxy(room, ALL, NAMES, giver, holder, 1)
    assert broken.value.rule == rule


def test_a_blank_proxy_is_refused_where_the_statutes_refuse_it() -> None:
    check_blank_proxy(Room(), ALL, NAMES, 3, terms())
    with pytest.raises(RuleBroken) as broken:
        check_blank_proxy(Room(), ALL, NAMES, 3, terms("SAS"))
    assert broken.value.rule == "VOT-05"


def test_a_blank_proxy_follows_the_leaders() -> None:
    found = participation(room_after(entries((K.ARRIVED, 1), (K.PROXY_GIVEN, 2, None))), ALL)
    assert (found.taking.represented, found.taking.in_room) == (1, 1)
    assert blank_proxy_votes(found, by_leaders=True) == Votes(in_favour=1)
    assert blank_proxy_votes(found, by_leaders=False) == Votes(against=1)


def test_a_holder_who_leaves_takes_the_proxies_along() -> None:
    told = [(K.ARRIVED, 1), (K.ARRIVED, 2), (K.PROXY_GIVEN, 3, 2)]
    assert participation(room_after(entries(*told)), ALL).taking.represented == 1
    assert participation(room_after(entries(*told, (K.LEFT, 2))), ALL).taking.represented == 0
    assert participation(room_after(entries(*told, (K.LEFT, 2), (K.ARRIVED, 2))), ALL).taking.represented == 1


def test_a_giver_who_arrives_ends_the_proxy_for_good() -> None:
    told = entries((K.ARRIVED, 1), (K.PROXY_GIVEN, 3, 1), (K.ARRIVED, 3), (K.LEFT, 3))
    assert participation(room_after(told), ALL).taking == participation(Room(frozenset({1})), ALL).taking


def test_a_cancelled_entry_counts_for_nothing() -> None:
    told = [*entries((K.ARRIVED, 1), (K.ARRIVED, 2)), Entry(3, K.CANCELLED, 2, cancels_id=2)]
    assert room_after(told).present == {1}


def test_an_interested_person_leaves_every_count_and_carries_nobody() -> None:
    room = room_after(entries((K.ARRIVED, 1), (K.ARRIVED, 2), (K.PROXY_GIVEN, 3, 2)))
    found = participation(room, ALL, {2})
    assert (len(found.entitled), found.present, found.represented) == (9, (1,), ())


def test_a_form_counts_by_resolution_and_abstains_when_silent() -> None:
    form = Entry(2, K.FORM_RECEIVED, 4, choices={7: Choice.AGAINST})
    room = room_after([Entry(1, K.ARRIVED, 1), form])
    assert form_votes(participation(room, ALL, resolution_id=7)) == Votes(against=1)
    assert form_votes(participation(room, ALL, resolution_id=8)) == Votes(abstain=1)
    assert participation(room, ALL, resolution_id=7).taking.taking_part == 2


def test_a_proxy_beats_a_form_except_for_the_votes_the_form_expresses() -> None:
    told = [
        Entry(1, K.ARRIVED, 1),
        Entry(2, K.PROXY_GIVEN, 4, 1),
        Entry(3, K.FORM_RECEIVED, 4, choices={7: Choice.AGAINST}),
    ]
    room = room_after(told)
    assert participation(room, ALL, resolution_id=7).forms == ((4, Choice.AGAINST),)
    assert participation(room, ALL, resolution_id=8).represented == ((4, 1),)


def test_a_form_is_taken_only_where_it_may_be_and_in_time() -> None:
    day = date(2026, 6, 12)
    check_form(Room(), ALL, 3, "Zoé", terms("SA"), date(2026, 6, 9), day)
    for found, received in ((terms(), date(2026, 6, 1)), (terms("SA"), date(2026, 6, 10))):
        with pytest.raises(RuleBroken) as broken:
            check_form(Room(), ALL, 3, "Zoé", found, received, day)
        assert broken.value.rule == ("VOT-10" if found.form == "SARL" else "VOT-09")
    with pytest.raises(RuleBroken):
        check_form(Room(frozenset({3})), ALL, 3, "Zoé", terms("SA"), date(2026, 6, 9), day)


def test_arrivals_and_departures_make_sense() -> None:
    room = Room(frozenset({1}))
    check_arrival(room, ALL, 2, "Zoé")
    check_departure(room, 1, "Zoé")
    with pytest.raises(RuleBroken):
        check_arrival(room, ALL, 1, "Zoé")
    with pytest.raises(RuleBroken):
        check_arrival(room, ALL, 12, "Zoé")
    with pytest.raises(RuleBroken):
        check_departure(room, 2, "Zoé")


def test_a_roll_call_holds_only_the_voices_of_the_room() -> None:
    found = participation(room_after(entries((K.ARRIVED, 1), (K.PROXY_GIVEN, 3, 1))), ALL)
    check_roll_call({1: Choice.FOR, 3: Choice.AGAINST}, found)
    with pytest.raises(RuleBroken):
        check_roll_call({4: Choice.FOR}, found)


kinds = st.sampled_from([K.ARRIVED, K.LEFT, K.PROXY_GIVEN, K.PROXY_WITHDRAWN, K.FORM_RECEIVED])
stories = st.lists(st.tuples(kinds, st.integers(1, 12), st.one_of(st.none(), st.integers(1, 12))), max_size=40)


@given(stories, st.sets(st.integers(1, 12)))
def test_nobody_is_ever_counted_twice(story: list[tuple[PresenceKind, int, int | None]], out: set[int]) -> None:
    found = participation(room_after(entries(*story)), ALL, frozenset(out))
    counted = [*found.present, *(giver for giver, _h in found.represented), *(who for who, _c in found.forms)]
    assert len(counted) == len(set(counted))
    assert set(counted) <= set(found.entitled) == ALL - out
    assert found.taking.taking_part <= found.taking.entitled
    assert all(holder is None or holder in found.present for _giver, holder in found.represented)


@pytest.mark.parametrize(
    ("opposed", "capital", "day", "enough"),
    [
        (25_00, 100_00, date(2024, 1, 1), True),
        (24_99, 100_00, date(2024, 1, 1), False),
        (33, 131, date(2026, 6, 12), True),
        (33, 133, date(2026, 6, 12), False),
        (2_500_000_000_000_000_001, 10_000_000_000_000_000_005, date(2026, 6, 12), False),
        (5_00, 100_00, date(2023, 12, 31), True),
        (4_99, 100_00, date(2023, 12, 31), False),
        (0, 0, date(2026, 6, 12), False),
    ],
)
def test_a_quarter_of_the_capital_to_the_cent_opposes_an_assembly_without_a_room(
    opposed: int, capital: int, day: date, enough: bool
) -> None:
    fewer = Opposed(day, 0, capital)
    assert reached(strongest([fewer, Opposed(day, opposed, capital)]), day) is enough
    assert not reached(None, day)

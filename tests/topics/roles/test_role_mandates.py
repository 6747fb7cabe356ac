"""The mandates of roles: each on its seat, refused in plain words, ended early, followed, printed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.errors import RuleBroken
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.mandates.records import EventKind
from coop_desk.topics.mandates.rules.terms import months_of
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.records import Replacement, RoleMode, Sheet
from coop_desk.topics.roles.seats import rules, service
from coop_desk.topics.roles.seats.records import MandateState, RoleMandateLine, RoleOrigin, Span
from coop_desk.topics.roles.wishes import service as wishes
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post

BECAUSE = "Réunion d’équipe du 1er décembre 2026"
FIRST, LAST = date(2026, 9, 14), date(2027, 9, 13)
SHEET = Sheet(purpose="x", term_min=6, term_max=12, cooldown=6, mode=RoleMode.ROTATING)


def line(person: int, first: date, last: date, *, seat: int = 0, origin: RoleOrigin = RoleOrigin.ROTATION) -> Any:
    return RoleMandateLine(
        id=person, role_id=1, role="Point relais", pole_id=1, pole="Communication", seat=seat, person_id=person,
        name=f"P{person}", starts_on=first, ends_on=last, term_on=last, shadow_from=None, rights_from=first,
        origin=origin, state=MandateState.RUNNING, because="", broken_because="", replaces=None, plan_id=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("starts_on", "kind", "ends_on"),
    [
        (date(2026, 12, 1), Replacement.FINISH, LAST),
        (date(2027, 6, 14), Replacement.FINISH, LAST),  # three months to the day: it finishes the term
        (date(2027, 6, 15), Replacement.FINISH, date(2028, 9, 13)),  # a day less: the remainder and the next full term
        (date(2027, 6, 15), Replacement.WHOLE, date(2028, 6, 14)),
        (date(2027, 10, 1), Replacement.FINISH, date(2028, 9, 30)),
    ],
)
def test_a_replacement_finishes_the_term_or_adds_the_next_one(
    starts_on: date, kind: Replacement, ends_on: date
) -> None:
    assert rules.replacement_span(replace(SHEET, replacement=kind), LAST, starts_on) == Span(starts_on, ends_on)


def test_the_months_of_a_term_and_its_state_are_counted_in_whole_days() -> None:
    spans = [(FIRST, LAST, 12), (date(2026, 1, 1), date(2026, 1, 31), 1), (date(2026, 1, 31), date(2026, 2, 28), 2)]
    assert [months_of(first, last) for first, last, _n in spans] == [n for _first, _last, n in spans]
    assert months_of(date(2026, 1, 1), date(2026, 2, 1)) == 2
    states = [
        (date(2026, 7, 13), LAST, "adopted"), (date(2026, 7, 14), LAST, "shadow"), (FIRST, LAST, "running"),
        (LAST, LAST, "running"), (LAST + timedelta(days=1), LAST, "ended"),
        (date(2027, 1, 1), date(2026, 12, 31), "broken"), (date(2026, 8, 2), date(2026, 8, 1), "broken"),
    ]  # fmt: skip
    for day, ends_on, state in states:
        assert rules.state_on(day, FIRST, ends_on, LAST, date(2026, 7, 14)) == state, day


def test_gaps_are_the_days_without_anybody_until_somebody_comes() -> None:
    held = [line(1, FIRST, LAST), line(2, date(2027, 11, 1), date(2028, 4, 30)), line(3, FIRST, LAST, seat=1)]
    seats = [(1, "Point relais", seat, FIRST) for seat in (0, 1, 2)]
    found = rules.gaps(held, seats, date(2027, 6, 1), date(2027, 12, 1))
    assert [(gap.seat, gap.starts_on, gap.ends_on, gap.after) for gap in found] == [
        (0, date(2027, 9, 14), date(2027, 10, 31), "P1"), (1, date(2027, 9, 14), None, "P3"), (2, FIRST, None, ""),
    ]  # fmt: skip
    assert rules.gaps(held, seats[:1], date(2027, 11, 2), date(2028, 4, 30)) == ()
    twice = [line(1, FIRST, LAST), line(2, LAST, date(2028, 1, 1)), line(1, LAST, date(2027, 12, 1), seat=1)]
    assert len(rules.faults_together(twice, {1: 1})) == 3


def plain(words: str) -> str:
    """The words with ordinary spaces."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def open_as(coop: TestCoop, role_id: int, seat: int, who: str, starts_on: date, ends_on: date, **more: Any) -> int:
    """Open a mandate as another part of the program does."""
    said: dict[str, Any] = {"origin": RoleOrigin.COOPTED, "because": BECAUSE} | more

    def do(act: Act) -> int:
        return service.open_role_mandate(
            act, role_id, seat, int(coop.person(who)), starts_on=starts_on, ends_on=ends_on, **said
        )

    desk = coop.desk("manager")
    return transact(coop.file, Inner("test.open", "Essai"), desk.person_id, EVERYONE, "", do, keys=desk.keyring)


def seated(coop: TestCoop) -> tuple[int, int]:
    """The shared post, with a relay that has a cooldown; return the relay and the HR role."""
    _post, opened = coop.once(shared_post)
    lines = {role.seats: role for role in roles.roles(coop.desk("secretary"))}
    relay, hr = lines[2], next(role for role in roles.roles(coop.desk("secretary")) if "RH" in role.name)
    sheet = replace(relay.sheet, cooldown=6, shadow_months=2, purpose="Faire le lien")
    roles.adopt_sheet(coop.desk("secretary"), relay.id, sheet, TODAY, decision=BECAUSE)
    roles.declare_incompatible(coop.desk("secretary"), relay.id, hr.id, "qui relaie ne paie pas")
    assert sorted(opened)
    return relay.id, hr.id


def test_what_would_seat_two_people_or_one_twice_is_refused_in_plain_french(coop: TestCoop) -> None:
    relay, hr = seated(coop)
    after = LAST + timedelta(days=1)
    year = date(2028, 9, 13)
    cases: list[tuple[tuple[Any, ...], dict[str, Any], str, str]] = [
        ((relay, 0, "registrar", date(2027, 3, 1), date(2028, 2, 28)), {}, "MAN-01", "Karim Ménard tient ce siège"),
        ((relay, 2, "registrar", after, year), {}, "MAN-01", "a 2 sièges"),
        ((relay, 1, "keeper", date(2027, 3, 1), date(2028, 2, 28)), {}, "MAN-01", "Odile Tanguy tient ce siège"),
        ((relay, 0, "registrar", after, date(2027, 12, 31)), {}, "MAN-03", "6 mois au moins"),
        ((relay, 0, "registrar", after, date(2028, 9, 14)), {}, "MAN-03", "12 mois au plus"),
        ((relay, 0, "registrar", after, FIRST), {}, "MAN-03", "avant son début"),
        ((relay, 0, "registrar", after, year), {"shadow_from": after}, "MAN-03", "tuilage"),
        ((relay, 0, "keeper", after, year), {}, "MAN-04", "le 14 mars 2028"),
        ((relay, 0, "registrar", after, year), {"origin": RoleOrigin.LOT}, "MAN-05", "cooptation"),
        ((relay, 0, "registrar", after, year), {"because": " "}, "MAND-04", "Citez la décision"),
        ((hr, 0, "keeper", date(2027, 9, 1), date(2028, 8, 31)), {}, "MAN-01", "Chloé Hénaff"),
    ]
    for given, more, rule, words in cases:
        with pytest.raises(RuleBroken) as refused:
            open_as(coop, *given, **more)
        assert (refused.value.rule, words in plain(refused.value.message)) == (rule, True), refused.value.message
    open_as(coop, relay, 0, "registrar", after, year, shadow_from=date(2027, 7, 14))
    with pytest.raises(RuleBroken, match="incompatible avec ce rôle"):
        open_as(coop, hr, 0, "registrar", after, year)
    with pytest.raises(RuleBroken, match="un siège par personne"):
        open_as(coop, relay, 1, "registrar", after, year)
    desk = coop.desk("secretary")
    coming = next(one for one in service.mandates_of_roles(desk) if one.starts_on == after)
    assert (coming.seat, coming.state, coming.rights_from) == (0, MandateState.ADOPTED, after)
    found = {(one.role, one.seat, one.state) for one in service.mandates_of_roles(desk, date(2027, 8, 1))}
    assert ("Point relais", 0, MandateState.SHADOW) in found
    assert ("Point relais", 1, MandateState.RUNNING) in found


LOST = "Deux mois de tuilage manqueront."


def test_somebody_leaves_early_an_interim_covers_and_the_register_tells_it(
    coop: TestCoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, _hr = seated(coop)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(service.opening, "_followers", [lambda _act, one: told.append((one.role_id, one.seat))])
    monkeypatch.setattr(service.ending, "_losers", [lambda _act, _one, _on: [LOST]])
    desk = coop.desk("secretary")
    karim = next(one for one in service.mandates_of_roles(desk) if one.name == "Karim Ménard")
    roles.name_deputy(desk, relay, coop.person("registrar"), TODAY)
    on = date(2026, 11, 30)
    seen = service.departure(desk, karim.id, on)
    assert (seen.lost, seen.stand_ins) == ((LOST,), ((int(coop.person("registrar")), "Léon Girard"),))
    assert seen.interim == Span(date(2026, 12, 1), date(2027, 2, 28))
    assert seen.replacement == Span(date(2026, 12, 1), LAST)
    with pytest.raises(RuleBroken, match="pourquoi"):
        service.leave_early(desk, (karim.id,), on, " ")
    with pytest.raises(RuleBroken, match="finit déjà"):
        service.leave_early(desk, (karim.id,), LAST, "Départ")
    coop.on(date(2026, 11, 2))
    desk = coop.desk("secretary")
    service.leave_early(desk, (karim.id,), on, "Départ de la coopérative", "lettre du 2 novembre 2026")
    left = next(one for one in service.mandates_of_roles(desk) if one.id == karim.id)
    assert (left.ends_on, left.term_on, left.state) == (on, LAST, MandateState.RUNNING)
    assert left.broken_because == "Départ de la coopérative (lettre du 2 novembre 2026)"
    (entry,) = [one for one in mandates.mandate(desk, karim.id).history if one.words == "Interruption avant le terme"]
    mandates.cancel_entry(desk, entry.id, "Reste finalement")
    assert service.role_mandate(desk, karim.id).line.ends_on == LAST
    service.leave_early(desk, (karim.id,), on, "Départ de la coopérative", "lettre du 2 novembre 2026")
    waiting = {plain(one.what): plain(one.why) for one in asked(coop, service.waiting)}
    assert "30 novembre 2026" in waiting["Préparer la suite : Point relais, siège 1"]
    with pytest.raises(RuleBroken) as refused:
        service.record_interim(desk, relay, 0, coop.person("registrar"), date(2026, 12, 1), date(2027, 3, 1), "x")
    assert refused.value.rule == "MAN-06"
    first = service.record_interim(
        desk, relay, 0, coop.person("registrar"), date(2026, 12, 1), date(2027, 1, 31), "Le temps de coopter"
    )
    with pytest.raises(RuleBroken, match="trois mois au plus"):  # another interim that follows counts with the first
        service.record_interim(desk, relay, 0, coop.person("manager"), date(2027, 2, 1), date(2027, 3, 31), "x")
    assert told == [(relay, 0)]
    replacing = open_as(coop, relay, 0, "manager", date(2027, 4, 1), LAST)  # less than six months: it finishes the term
    service.leave_early(desk, (replacing,), date(2026, 12, 15), "Change d’avis")  # called off before its first day
    open_as(coop, relay, 0, "secretary", date(2027, 4, 1), LAST)

    entry = next(one for one in mandates.mandate(desk, karim.id).history[::-1] if not one.cancelled and one.on == on)
    with pytest.raises(RuleBroken, match="tient ce siège"):  # given to somebody else since
        mandates.cancel_entry(desk, entry.id, "Reste finalement")

    odile = next(one for one in service.mandates_of_roles(desk) if one.seat == 1)
    service.record_interim(
        desk, relay, 1, coop.person("founder"), date(2027, 1, 4), date(2027, 2, 26), "Arrêt", returns=True
    )
    seat = [one for one in service.mandates_of_roles(desk, date(2027, 3, 1)) if (one.role_id, one.seat) == (relay, 1)]
    assert [(one.name, one.starts_on, one.ends_on, one.state.value) for one in seat] == [
        ("Odile Tanguy", FIRST, date(2027, 1, 3), "broken"),
        ("Anne Fondatrice", date(2027, 1, 4), date(2027, 2, 26), "ended"),
        ("Odile Tanguy", date(2027, 2, 27), LAST, "running"),
    ]
    card = service.role_mandate(desk, first)
    assert (card.state, card.origin, len(card.of_seat)) == ("intérim adopté", "Intérim", 4)
    assert service.seat_register(desk).faults == ()
    assert asked(coop, service.verify_seats)[1] == []
    assert odile.id in {one.id for one in service.role_mandate(desk, seat[2].id).of_person}
    check_pages(service.role_mandates_pdf(desk, date(2027, 3, 1)), "roles/mandates")
    assert b"%PDF" in service.role_mandates_pdf(desk, None, relay)[:8]
    assert b"%PDF" in service.role_mandates_pdf(desk, None, None, seat[0].person_id)[:8]


def asked(coop: TestCoop, what: Any) -> Any:
    """What a plain function says to somebody who only reads."""
    return transact(coop.file, Inner("test.look", "Essai", reading=True), None, EVERYONE, "", what)


def test_a_mandate_of_the_register_of_mandates_sits_too_and_its_end_there_frees_the_seat(coop: TestCoop) -> None:
    relay, _hr = seated(coop)
    desk = coop.desk("secretary")
    mandate = next(one for one in service.mandates_of_roles(desk) if (one.role_id, one.seat) == (relay, 0))
    mandates.end_mandate(desk, mandate.id, EventKind.RESIGNED, TODAY, "lettre")
    coop.on(TODAY + timedelta(days=1))
    post = next(role.post_id for role in roles.roles(desk) if role.id == relay)
    mandates.take_over(
        coop.desk("secretary"), post, int(coop.person("registrar")), starts_on=TODAY + timedelta(days=1),
        because=BECAUSE, term_months=12,
    )  # fmt: skip
    found = [one for one in service.mandates_of_roles(coop.desk("secretary")) if one.role_id == relay]
    assert [(one.seat, one.name, one.state.value) for one in found] == [
        (0, "Karim Ménard", "broken"), (0, "Léon Girard", "running"), (1, "Odile Tanguy", "running"),
    ]  # fmt: skip
    told = asked(coop, service.told_here)
    assert not [one.key for one in asked(coop, mandates.waiting) if one.key not in told and "vacant" in one.key]


def test_each_says_what_they_wish_and_only_who_prepares_reads_why_they_refuse(coop: TestCoop) -> None:
    relay, hr = seated(coop)
    mine, sheet = (
        coop.desk("registrar"),
        next(one.sheet for one in roles.roles(coop.desk("secretary")) if one.id == relay),
    )
    with pytest.raises(RuleBroken, match="avant le tour des nominations"):
        wishes.say_wish(mine, relay, 2, stands=True, why="J’ai le temps")
    turning = replace(sheet, mode=RoleMode.ROTATING)
    roles.adopt_sheet(coop.desk("secretary"), relay, turning, TODAY, decision=BECAUSE)
    for wish, more, rule in (
        (3, {}, "MAN-09"),
        (1, {"refuses": True}, "MAN-09"),
        (0, {"refuses": True, "stands": True, "why": "x"}, "MAN-09"),
    ):
        with pytest.raises(RuleBroken) as refused:
            wishes.say_wish(mine, relay, wish, **more)
        assert refused.value.rule == rule
    wishes.say_wish(mine, relay, 2, stands=True, why="J’ai le temps")
    wishes.say_wish(mine, hr, -1)
    wishes.say_wish(mine, hr, -2, refuses=True, why="Trop de nuits")
    wishes.set_limits(mine, 10, 1, TODAY + timedelta(days=30))
    with pytest.raises(RuleBroken, match="à partir d’aujourd’hui"):
        wishes.set_limits(mine, 10, 1, TODAY - timedelta(days=1))
    own = {one.role_id: one.wish for one in wishes.own_wishes(mine)}
    assert (own[relay].wish, own[hr].refuses, own[hr].why) == (2, True, "Trop de nuits")
    assert wishes.own_limits(mine).since is None
    assert {one.why for one in wishes.received_wishes(coop.desk("secretary"))} == {"J’ai le temps", "Trop de nuits"}
    assert not coop.desk("registrar").allows(wishes.received_wishes)
    assert [(one.name, one.wish) for one in wishes.candidacies(mine, relay)] == [("Léon Girard", 0)]
    limits = asked(coop, lambda act: wishes.limits_of(act, int(coop.person("registrar")), TODAY + timedelta(days=30)))
    assert (limits.hours, limits.max_roles) == (10, 1)
    outside = coop.desk("bookkeeper")
    assert {one.role_id: one.barred for one in wishes.own_wishes(outside)}[relay] == ""  # an associate in this story

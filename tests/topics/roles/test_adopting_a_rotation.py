"""A rotation planned from the co-op's own records, put to a meeting, adopted, then swapped by two holders."""

import json
import shlex
import subprocess
import sys
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import Votes
from coop_desk.topics.members import service as members
from coop_desk.topics.minutes import service as minutes
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.asking import outcome_of, plan_request
from coop_desk.topics.roles.adoption.planner import found_here
from coop_desk.topics.roles.adoption.records import ApartPair, CoverageRule, PlanState, Prepared, Settings
from coop_desk.topics.roles.adoption.rules.changes import changes_between
from coop_desk.topics.roles.adoption.rules.comparing import changed_seats
from coop_desk.topics.roles.adoption.rules.months import covered, runs
from coop_desk.topics.roles.adoption.rules.settings import check_settings, kept, settings_from
from coop_desk.topics.roles.adoption.rules.telling import bars_of, exact_days
from coop_desk.topics.roles.adoption.running import Running
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.rotation.case import Mandate
from coop_desk.topics.roles.rotation.reading import case_of
from coop_desk.topics.roles.seats import service as seats
from coop_desk.topics.roles.wishes.service import say_wish, set_limits
from coop_desk.topics.skills import service as skills
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.roles import small_case
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post

PEOPLE = ("registrar", "nobody", "keeper", "bookkeeper")
FIRST = date(2026, 10, 1)
YEAR = (date(2026, 10, 1), date(2027, 9, 30))


def rotating(coop: TestCoop) -> int:
    """Three poles held for a year by people who work here; one more role turns, held by nobody yet."""
    shared_post(coop)
    for who in PEOPLE:
        members.record_hiring(coop.desk("registrar"), coop.person(who), date(2020, 1, 6))
    desk = coop.desk("secretary")
    service.record_settings(desk, Settings(seconds=4), "Réunion du 14 septembre")
    pole = next(one.id for one in roles.poles(desk) if one.name == "Communication")
    (mission,) = roles.note_missions(desk, ["Veiller aux machines"])
    sheet = Sheet(
        purpose="Que personne ne se blesse", missions=(mission,), mode=RoleMode.ROTATING, load=4, term_min=6,
        term_max=6, cooldown=6, shadow_months=1, shadow_load=1,
    )  # fmt: skip
    role = roles.open_role(desk, pole, "Référence sécurité", sheet, decision="Réunion du 14 septembre")
    say_wish(coop.desk("nobody"), role, 2)
    say_wish(coop.desk("bookkeeper"), role, 0, refuses=True, why="Je pars souvent en tournée.")
    set_limits(coop.desk("keeper"), 2, 1, TODAY)
    return role


def prepared(coop: TestCoop, name: str = "Rotation 2027") -> Prepared:
    return service.prepare_plan(coop.desk("secretary"), name, FIRST, 12)


def proposed(coop: TestCoop, name: str = "Rotation 2027") -> int:
    case = prepared(coop, name)
    return service.keep_plan(coop.desk("secretary"), case, found_here(case))


def test_the_case_is_what_the_records_of_the_day_say(coop: TestCoop) -> None:
    role = coop.once(rotating)
    case = prepared(coop).case
    who = {one.name: one for one in case.members}
    assert sorted(who) == ["Chloé Hénaff", "Karim Ménard", "Léon Girard", "Odile Tanguy"]
    assert who["Chloé Hénaff"].preferences == {f"r{role}": 2}
    assert who["Odile Tanguy"].refuses == {f"r{role}"}
    assert (who["Karim Ménard"].capacity, who["Karim Ménard"].max_roles) == (2, 1)
    assert [one.present for one in case.members] == [(0, 11)] * 4
    assert [one.history_months for one in case.members] == [24] * 4
    # Mandates from mid September to mid September hold their seat in each month they touch.
    assert {(one.first, one.last) for one in case.fixed} == {(0, 11)}
    with pytest.raises(RuleBroken, match="ce mois-ci au plus tôt"):
        service.prepare_plan(coop.desk("secretary"), "Trop tôt", date(2026, 8, 1), 12)
    with pytest.raises(Refused):
        service.prepare_plan(coop.desk("nobody"), "Sans droit", FIRST, 12)


def test_a_key_skill_is_kept_in_the_pole_that_asks_for_it_and_an_interim_counts_as_a_mandate(coop: TestCoop) -> None:
    role = coop.once(rotating)
    desk = coop.desk("secretary")
    branch = skills.open_branch(desk, "Sécurité")
    first_aid, unasked = skills.open_skill(desk, branch, "Secourisme"), skills.open_skill(desk, branch, "Habilitation")
    for skill in (first_aid, unasked):
        skills.set_key_skill(desk, skill, 2, 5, "Réunion du 14 septembre")
    line = next(one for one in roles.roles(desk) if one.id == role)
    asking = replace(line.sheet, requires={"secourisme": 1})
    roles.adopt_sheet(desk, role, asking, TODAY, decision="Réunion du 14 septembre")
    seats.record_interim(desk, role, 0, coop.person("nobody"), TODAY, date(2026, 9, 30), "Le temps de planifier")
    found = prepared(coop)
    pole = f"k{line.pole_id}"
    many = sum(one.seats for one in roles.roles(desk) if one.pole_id == line.pole_id)
    assert [(one.pole, one.skill, one.level, one.least) for one in found.case.coverage] == [
        (pole, "Secourisme", 2, min(5, many))
    ]
    assert any("Secourisme" in remark for remark in found.remarks)
    interim = next(one for one in found.case.members if one.id == f"p{coop.person('nobody')}")
    assert [(one.role, one.ended) for one in interim.held] == [(f"r{role}", -1)]
    settled = Settings(coverage_rules=(CoverageRule(line.pole_id, "Secourisme", 3, 1),))
    service.record_settings(desk, settled, "Réunion du 14 septembre")
    assert [(one.level, one.least) for one in prepared(coop).case.coverage] == [(3, 1)]


def test_the_planner_apart_gives_the_same_plan_twice_and_losing_it_changes_nothing(coop: TestCoop) -> None:
    coop.once(rotating)
    case = prepared(coop)
    running, said = Running(case.case, plan_request(case)), []
    outcome = outcome_of(running.follow(said.append), case.case)
    assert outcome.mandates == found_here(case).mandates == running.best
    assert any(words.startswith("Meilleur plan") for words in said)
    assert json.loads(outcome.plan_file)["search"]["seed"] == 20251
    lost = Running(case.case, plan_request(case))
    lost._process.kill()
    with pytest.raises(RuleBroken, match="le dernier plan adopté reste en vigueur") as refused:
        lost.follow()
    assert refused.value.rule == "ROT-41"
    with pytest.raises(RuleBroken, match="enfreint une règle") as broken:
        gone = replace(outcome, mandates=(replace(outcome.mandates[0], last=2),))
        service.keep_plan(coop.desk("secretary"), case, gone)
    assert broken.value.rule == "ROT-44"
    assert service.plans(coop.desk("nobody")) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for the packed program by a shell script")
def test_a_packed_program_is_its_own_planner_and_one_that_is_gone_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, program = case_of(small_case.case()), tmp_path / "coop-desk"
    request = {"wanted": "plan", "seconds": 1, "imposed": [], "barred": []}
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with monkeypatch.context() as packed:
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m coop_desk "$@"\n', encoding="utf-8")
        program.chmod(0o700)
        packed.setattr(sys, "executable", str(program))
        assert Running(case, request).follow()["plan"]["status"] == "optimal"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(RuleBroken, match="n’a pas pu commencer") as refused:
        Running(case, request)
    assert refused.value.rule == "ROT-41"


def test_without_a_terminal_the_planner_finds_its_pipes() -> None:
    """A packed program of Windows, without a terminal, has neither `sys.stdin` nor `sys.stdout`."""
    told = {"wanted": "plan", "seconds": 1, "imposed": [], "barred": [], "case": small_case.case(), "language": "fr"}
    windowed = (
        "import sys; sys.stdin = sys.stdout = None\nfrom coop_desk.topics.roles.adoption.planner import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", windowed], input=json.dumps(told) + "\n", capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["plan"]["mandates"]  # nobody listens any more: the first plan, explained all the same
    assert all(found["chosen"])


def test_a_plan_voted_by_a_meeting_opens_its_mandates_and_the_minutes_tell_it(coop: TestCoop) -> None:
    role = coop.once(rotating)
    desk = coop.desk("secretary")
    first = proposed(coop)
    service.pin(desk, role, coop.person("registrar"), month=date(2027, 5, 9), because="Finit sa formation en mars.")
    plan = proposed(coop, "Rotation 2027, avec Léon au printemps")
    mine = service.plan(coop.desk("nobody"), plan)
    assert [bar.name for bar in mine.bars if bar.planned] == ["Chloé Hénaff", "Léon Girard"]
    assert [told[0] for told in mine.chosen_told.values()] == [
        "Chloé Hénaff tient «\N{NO-BREAK SPACE}Référence sécurité\N{NO-BREAK SPACE}» d’octobre 2026 à mars 2027."
    ]
    assert [one.name for one in mine.loads] == ["Chloé Hénaff"]
    assert len(service.whole_plan(desk, plan).loads) == 4
    assert service.compare_whole_plans(desk, first, plan).same_rules

    meeting = assemblies.prepare_meeting(desk, date(2026, 9, 30), time(14, 0), "Salle du Canal")
    resolution = service.submit_plan(desk, plan, meeting)
    assert next(one.state for one in service.plans(desk) if one.id == plan) is PlanState.SUBMITTED
    with pytest.raises(RuleBroken, match="n’a pas été adoptée"):
        service.adopt_plan(desk, plan, resolution_id=resolution)
    assemblies.record_call(desk, meeting, TODAY)
    coop.on(date(2026, 9, 30), 14)
    for who in ("registrar", "nobody", "keeper"):
        assemblies.mark_present(desk, meeting, coop.person(who))
    assemblies.set_bureau(desk, meeting, chair_id=coop.person("registrar"), secretary_name="Éloïse Lefèvre")
    assemblies.open_meeting(desk, meeting)
    assemblies.record_vote(desk, resolution, Votes(3, 0, 0))
    with pytest.raises(RuleBroken, match="porte sur un autre plan"):
        service.adopt_plan(desk, first, resolution_id=resolution)
    assert len(service.adopt_plan(desk, plan, resolution_id=resolution)) == 2

    lines = [line for line in seats.mandates_of_roles(desk) if line.plan_id == plan]
    assert [(line.name, line.starts_on, line.ends_on, line.shadow_from) for line in lines] == [
        ("Chloé Hénaff", date(2026, 10, 1), date(2027, 3, 31), None),
        ("Léon Girard", date(2027, 4, 1), date(2027, 9, 30), date(2027, 3, 1)),
    ]
    assert service.pins(desk) == ()
    file = service.plan(desk, plan)
    assert file.line.resolution_id == resolution
    check = service.check_adoption(desk, first)
    assert "déjà tenu" in check.faults[0]
    assert check.changes[-1].startswith("Mandat de plus")
    with pytest.raises(RuleBroken, match="ne tient plus"):
        service.adopt_plan(desk, first, decision="Réunion", decided_on=TODAY, deciders=[coop.person(w) for w in PEOPLE])
    assert len([line for line in seats.mandates_of_roles(desk) if line.plan_id is not None]) == 2
    check_pages(service.print_whole_plan(desk, plan), "roles/rotation")
    assemblies.close_meeting(desk, meeting)
    told = "\n".join(page_texts(minutes.minutes_pdf(desk, meeting)))
    for words in ("Chloé Hénaff, du 1er octobre 2026 au 31 mars 2027", "Imposé : Léon Girard", "Coût du plan"):
        assert words in told.replace("\n", " ")


def test_two_holders_change_places_when_both_and_the_pole_accept(coop: TestCoop) -> None:
    coop.once(rotating)
    desk = coop.desk("secretary")
    plan = proposed(coop)
    with pytest.raises(RuleBroken, match="deux personnes au moins"):
        service.adopt_plan(desk, plan, decision="Réunion", decided_on=TODAY, deciders=[coop.person("nobody")])
    deciders = [coop.person(who) for who in PEOPLE]
    service.adopt_plan(desk, plan, decision="Réunion d’équipe", decided_on=TODAY, deciders=deciders)
    mine, theirs = service.swappable(coop.desk("nobody"))
    early, late = sorted((mine[0], theirs[0]), key=lambda line: line.starts_on)
    swap = service.ask_swap(
        coop.desk("nobody"), mine[0].id, theirs[0].id, early.starts_on, "Un chantier m’attend en hiver."
    )
    with pytest.raises(RuleBroken, match="Les deux personnes acceptent d’abord"):
        service.decide_swap(desk, swap, True, "Réunion du pôle")
    other = next(who for who in PEOPLE if coop.person(who) == theirs[0].person_id)
    service.answer_swap(coop.desk(other), swap, True)
    service.decide_swap(desk, swap, True, "Réunion du pôle Communication du 14 septembre")
    held = [line for line in seats.mandates_of_roles(desk) if line.plan_id == plan and line.held]
    assert [(line.person_id, line.starts_on) for line in held] == [
        (late.person_id, early.starts_on), (early.person_id, late.starts_on),
    ]  # fmt: skip
    assert service.swaps(coop.desk("keeper"))[0].done
    as_adopted = [bar.person_id for bar in service.plan(desk, plan).bars if bar.planned]
    assert as_adopted == [early.person_id, late.person_id]


def test_after_a_departure_only_the_seat_that_is_left_is_planned_again(coop: TestCoop) -> None:
    role = coop.once(rotating)
    desk = coop.desk("secretary")
    plan = proposed(coop)
    service.adopt_plan(
        desk, plan, decision="Réunion", decided_on=TODAY, deciders=[coop.person("nobody"), coop.person("keeper")]
    )
    late = max((line for line in seats.mandates_of_roles(desk) if line.plan_id == plan), key=lambda one: one.starts_on)
    seats.leave_early(desk, (late.id,), date(2027, 5, 31), "Départ pour une autre ville")
    set_limits(coop.desk("keeper"), 9, 2, TODAY)
    case = prepared(coop, "Après le départ")
    assert {(one.first, one.last) for one in case.case.fixed if one.role == f"r{role}"} == {(0, 5), (6, 7)}
    again = found_here(case).mandates
    assert [(one.first, one.last) for one in again] == [(8, 11)]
    assert again[0].member != f"p{late.person_id}"


# ------------------------------------------------------------------ rules


def test_settings_are_kept_and_read_back_and_a_weight_out_of_bounds_is_refused() -> None:
    settings = Settings(over=(9, 8, 7), apart=(ApartPair(1, 2, 3, "Un couple."),))
    assert settings_from(json.loads(json.dumps(kept(settings)))) == settings
    for wrong in (Settings(vacancy=0), Settings(every=5), Settings(apart=(ApartPair(1, 1, 3),)), Settings(seconds=0)):
        with pytest.raises(RuleBroken) as refused:
            check_settings(wrong)
        assert refused.value.rule == "ROT-40"


def test_whole_months_are_those_inside_one_span() -> None:
    spans = [(date(2026, 10, 2), date(2026, 12, 31)), (date(2027, 2, 1), None)]
    assert covered(date(2026, 9, 1), range(8), spans) == (2, 3, 5, 6, 7)
    assert runs((5, 2, 3, 7, 6)) == ((2, 3), (5, 7))


def test_a_seat_left_in_the_middle_of_a_month_is_taken_the_day_after_if_no_rule_forbids_it() -> None:
    role = small_case.role(pole="k1", id_="r1")
    people = [small_case.member("p1"), small_case.member("p2")]
    told = small_case.case(
        roles=[role], members=people, poles=[{"id": "k1", "name": "Pôle", "max_handovers": 2}],
        fixed=[{**small_case.mandate("p1", 0, 1, "r1"), "origin": "continuing"}],
    )  # fmt: skip
    next_one = Mandate("r1", 0, "p2", 2, 3)
    days = {Mandate("r1", 0, "p1", 0, 1): (date(2025, 12, 15), date(2026, 2, 14))}
    case = case_of(told)
    assert exact_days(case, [next_one], days)[next_one] == (date(2026, 2, 15), date(2026, 4, 30))
    away = case_of({**told, "members": [people[0], {**people[1], "absences": [[1, 1]]}]})
    assert exact_days(away, [next_one], days)[next_one] == (date(2026, 3, 1), date(2026, 4, 30))
    bars = bars_of(case, [next_one], (), days)
    moved = [replace(bar, person_id=1, name="Ana") if bar.planned else bar for bar in bars]
    (change,) = changed_seats(bars, moved)
    assert (change.one, change.other, change.starts_on) == ("P2", "Ana", date(2026, 2, 15))
    assert changes_between(case, away) == ("P2\N{NO-BREAK SPACE}: absences longues.",)

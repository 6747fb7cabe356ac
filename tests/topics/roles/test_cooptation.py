"""Colleagues co-opt colleagues round by round, a lot decides in the open, an election seats whom it elects."""

from datetime import date
from typing import Any

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.core.words import long_day
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.dashboard.service.choices import choice_lines
from coop_desk.topics.elections import service as elections
from coop_desk.topics.elections.circle import service as circles
from coop_desk.topics.elections.circle.records import Said, State, Step
from coop_desk.topics.elections.records import Answer, Occasion
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.cooptation import service
from coop_desk.topics.roles.cooptation.rules import shadow_from, term
from coop_desk.topics.roles.drawing import service as lots
from coop_desk.topics.roles.drawing.records import DrawState
from coop_desk.topics.roles.drawing.rules import code_of, fingerprint_of, order_of
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.seats.records import MandateState, RoleOrigin
from coop_desk.topics.roles.seats.service import leave_early, mandates_of_roles
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.elections.process_stories import assembly, open_assembly, people, prepared
from tests.topics.mandates.stories import act_as
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post

BECAUSE = "Assemblée du 12 juin 2026"
STARTS, ENDS = date(2026, 12, 1), date(2027, 11, 30)
TWELVE = [f"m{n:03d}" for n in range(1, 13)]


def new_role(coop: TestCoop, mode: RoleMode, seats: int = 1, decision: str = "Réunion du 14 septembre") -> int:
    """A role nobody holds, in the pole of communication."""
    desk = coop.desk("secretary")
    pole = next(one.id for one in roles.poles(desk) if one.name == "Communication")
    (mission,) = roles.note_missions(desk, ["Veiller aux machines"])
    sheet = Sheet(
        purpose="Que personne ne se blesse", missions=(mission,), mode=mode, term_min=6, term_max=24, shadow_months=2
    )
    return roles.open_role(desk, pole, "Référence sécurité", sheet, decision=decision, seats=seats)


def people_of(coop: TestCoop) -> list[int]:
    return [int(coop.person(who)) for who in ("registrar", "nobody", "keeper", "bookkeeper")]


def opened(coop: TestCoop, role: int, names: bool) -> int:
    """A circle of four that read the sheet, and said whether names are written."""
    desk, them = coop.desk("secretary"), people_of(coop)
    held = service.open_cooptation(
        desk, role, them, held_on=TODAY, starts_on=STARTS, ends_on=ENDS, facilitator_id=them[0]
    )
    service.begin_circle(desk, held, names, service.cooptation(desk, held).frame)
    return held


def answers(them: list[int], objecting: int | None = None, because: str = "") -> list[Said]:
    return [Said(one, State.OBJECTION if one == objecting else State.CONSENT, because * (one == objecting))
            for one in them]  # fmt: skip


def test_a_circle_amends_the_term_until_nothing_stands_and_the_one_chosen_takes_the_seat(coop: TestCoop) -> None:
    coop.once(shared_post)
    desk, them, role = coop.desk("secretary"), people_of(coop), new_role(coop, RoleMode.COOPTED)
    for more, rule in (
        ({"ends_on": None}, "COO-01"), ({"ends_on": STARTS}, "COO-01"), ({"ends_on": date(2028, 12, 1)}, "MAN-03"),
        ({"circle": them[:1]}, "COO-02"), ({"facilitator_id": int(coop.person("manager"))}, "COO-02"),
    ):  # fmt: skip
        said: dict[str, Any] = {"circle": them, "held_on": TODAY, "starts_on": STARTS, "ends_on": ENDS} | more
        with pytest.raises(RuleBroken) as refused:
            service.open_cooptation(desk, role, said.pop("circle"), **said)
        assert refused.value.rule == rule
    held = opened(coop, role, True)
    chloe = service.circle(desk, held).participants[1].name
    for by, name in zip(them, (chloe, chloe, chloe, ""), strict=True):  # oneself, and nobody, are allowed
        service.nominate(desk, held, by, name, "connaît les machines" if name else "")
    service.end_round(desk, held)
    service.nominate(desk, held, them[3], chloe, "après vous avoir entendus")
    service.end_round(desk, held)
    service.propose(desk, held, chloe, them[0])
    service.answer_proposal(desk, held, answers(them, them[3], "deux ans de plus, c’est trop"))
    with pytest.raises(RuleBroken, match="n’en est plus là"):
        service.conclude(desk, held, chloe)
    service.propose(desk, held, chloe, them[0], "six mois seulement", date(2027, 5, 31))
    service.answer_proposal(desk, held, answers(them, them[2], "elle a déjà la paie"))
    service.lift(desk, held, 1, "Karim l’aide pour les clôtures")
    endorsed = service.conclude(desk, held, chloe)
    with pytest.raises(RuleBroken) as refused:
        service.propose(desk, held, chloe)
    assert refused.value.rule == "COO-04"
    service.close_cooptation(desk, held)
    file = service.cooptation(desk, held)
    assert (file.circle.step, file.term.ends_on) == (Step.DONE, date(2027, 5, 31))
    assert act_as(coop, "secretary", lambda act: service.endorsed_for(act, role), reading=True) == (them[1],)

    mandate = service.give_seat(desk, endorsed, 0, shadow_from(STARTS, 2, TODAY))
    (line,) = [one for one in mandates_of_roles(desk) if one.id == mandate]
    assert (line.name, line.starts_on, line.ends_on, line.shadow_from) == (
        chloe, STARTS, date(2027, 5, 31), date(2026, 10, 1)
    )  # fmt: skip
    assert (line.origin, line.state, line.because) == (
        RoleOrigin.COOPTED, MandateState.ADOPTED, f"Cooptation n°\N{NO-BREAK SPACE}{held} du {long_day(TODAY)}",
    )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        service.withdraw_endorsement(desk, endorsed, "Trop tard")
    assert refused.value.rule == "COO-06"
    check_pages(service.cooptation_pdf(desk, held), "roles/cooptation")
    leaves_and_is_replaced(coop, role, mandate)


def leaves_and_is_replaced(coop: TestCoop, role: int, mandate: int) -> None:
    """Four months are left of the term, less than the sheet allows: they are finished, and no other term is."""
    coop.on(date(2027, 1, 15))
    desk, them, first = coop.desk("secretary"), people_of(coop), date(2027, 2, 1)
    leave_early(desk, (mandate,), date(2027, 1, 31), "Change de métier")
    term_of_four: dict[str, Any] = {"held_on": date(2027, 1, 15), "starts_on": first, "ends_on": date(2027, 5, 31)}
    with pytest.raises(RuleBroken) as refused:
        service.open_cooptation(desk, role, them, **term_of_four)
    assert refused.value.rule == "MAN-03"
    held = service.open_cooptation(desk, role, them, **term_of_four, replaces=mandate)
    assert service.cooptation(desk, held).replaces == "Chloé Hénaff"
    service.close_cooptation(desk, held, "Le rôle attend la rentrée.")
    assert service.cooptations(desk)[0].given_up


def test_without_names_only_the_outcome_is_written_and_whom_the_circle_wants_waits_for_a_seat(coop: TestCoop) -> None:
    coop.once(shared_post)
    desk, them, role = coop.desk("secretary"), people_of(coop), new_role(coop, RoleMode.COOPTED)
    held = opened(coop, role, False)
    assert [(one.page, one.record_id) for one in choice_lines(desk)] == [("roles.circle", held)]
    chosen = service.circle(desk, held).names[1:3]
    with pytest.raises(RuleBroken, match="n’a pas voulu"):
        service.nominate(desk, held, them[0], chosen[0], "")
    service.end_round(desk, held, 4, 2)
    service.end_round(desk, held, 1)
    for name in chosen:
        service.propose(desk, held, name)
        service.answer_proposal(desk, held, answers(them, them[0], "pas cette année"))
        service.lift(desk, held, 1, "c’est l’année prochaine")
        service.conclude(desk, held, name)
    service.close_cooptation(desk, held)
    (line,) = service.cooptations(desk)
    assert [one.name for one in line.endorsed] == list(chosen)
    told = str(service.circle(desk, held).rounds)
    assert not any(words in told for words in (*chosen, "pas cette année", "l’année prochaine"))
    service.withdraw_endorsement(desk, line.endorsed[0].id, "change d’atelier")
    (left,) = choice_lines(desk)
    assert (left.page, line.endorsed[1].name in left.what) == ("roles.cooptations", True)
    waiting = act_as(coop, "secretary", lambda act: service.endorsed_for(act, role), reading=True)
    assert waiting == (line.endorsed[1].person_id,)
    check_pages(service.cooptation_pdf(desk, held), "roles/cooptation-without-names")


@pytest.mark.parametrize("names", [True, False])
def test_where_it_was_decided_to_count_more_than_half_of_the_circle_retain_somebody(
    coop: TestCoop, names: bool
) -> None:
    coop.once(shared_post)
    desk, them, role = coop.desk("secretary"), people_of(coop), new_role(coop, RoleMode.COOPTED)
    held = opened(coop, role, names)
    chloe, karim = (service.circle(desk, held).participants[n].name for n in (1, 2))
    if names:
        for by, name in zip(them, (chloe, chloe, chloe, karim), strict=True):
            service.nominate(desk, held, by, name, "connaît les machines")
    with pytest.raises(RuleBroken, match="n’en est plus là"):
        service.retain_by_count(desk, held, chloe, BECAUSE, 3)
    service.end_round(desk, held, *(() if names else (4, 2)))
    service.end_round(desk, held)
    for outcome, votes, decision in ((karim, 1, BECAUSE), (chloe, 2 if not names else 4, "" if names else BECAUSE)):
        with pytest.raises(RuleBroken) as refused:
            service.retain_by_count(desk, held, outcome, decision, votes)
        assert refused.value.rule == "COO-07"
    service.retain_by_count(desk, held, chloe, BECAUSE, 3)
    assert act_as(coop, "secretary", lambda act: service.endorsed_for(act, role), reading=True) == (them[1],)
    service.close_cooptation(desk, held)
    file = service.cooptation(desk, held)
    assert (file.circle.step, file.circle.outcome, dict(file.counted)) == (
        Step.DONE, chloe, {chloe: f"3 voix sur 4. {BECAUSE}"}
    )  # fmt: skip
    assert "Par décompte" in "".join(page_texts(service.cooptation_pdf(desk, held)))


def test_a_lot_is_drawn_from_a_frozen_list_and_the_first_who_accepts_takes_the_seat(coop: TestCoop) -> None:
    assert fingerprint_of(reversed(TWELVE)) == "203c2a18fa020c604f6331c92c92a5b7d0274b36691877979d9d8a72fbb8296a"
    coop.once(shared_post)
    desk = coop.desk("secretary")
    by_circle = new_role(coop, RoleMode.COOPTED)
    with pytest.raises(RuleBroken) as refused:
        lots.freeze_draw(desk, by_circle, ["Loto"], STARTS, ENDS)
    assert refused.value.rule == "LOT-01"
    sheet = roles.role_versions(desk, by_circle)[0].sheet
    lot = Sheet(purpose=sheet.purpose, missions=sheet.missions, mode=RoleMode.LOT, term_max=24)
    roles.adopt_sheet(desk, by_circle, lot, TODAY, decision="Réunion du 14 septembre 2026")
    with pytest.raises(RuleBroken) as refused:
        lots.freeze_draw(desk, by_circle, [" "], STARTS, ENDS)
    assert refused.value.rule == "LOT-02"
    given_up = lots.freeze_draw(desk, by_circle, ["Le Loto"], STARTS, ENDS)
    lots.give_up_draw(desk, given_up, "Une personne manquait sur la liste.")
    draw = lots.freeze_draw(desk, by_circle, ["Le Loto du 16 septembre", "Un nombre lu par Odile"], STARTS, ENDS)
    check_pages(lots.draw_pdf(desk, draw), "roles/draw-frozen")
    with pytest.raises(RuleBroken) as refused:
        lots.read_sources(desk, draw, ["4 8 15 16 23 42"])
    assert refused.value.rule == "LOT-03"
    names = lots.read_sources(desk, draw, ["4 8 15 16 23 42", "2026"])
    file = lots.draws_for_roles(desk)[0]
    assert [one.name for one in file.steps] == [one.code for one in file.drawn] == order_of(
        [one.code for one in file.eligible], ["4 8 15 16 23 42", "2026"]
    )  # fmt: skip
    assert {one.person_id for one in file.eligible} == set(people_of(coop))
    assert [names[0] in one.what for one in choice_lines(desk)] == [True]
    with pytest.raises(RuleBroken) as refused:
        lots.answer_draw(desk, draw, file.drawn[1].person_id, True)
    assert refused.value.rule == "LOT-04"
    assert lots.answer_draw(desk, draw, file.drawn[0].person_id, False, "Je pars en formation.") is None
    mandate = lots.answer_draw(desk, draw, file.drawn[1].person_id, True)
    (line,) = [one for one in mandates_of_roles(desk) if one.id == mandate]
    assert (line.name, line.origin) == (names[1], RoleOrigin.LOT)
    states = [one.state for one in lots.draws_for_roles(desk)]
    assert states == [DrawState.TAKEN, DrawState.GIVEN_UP]
    check_pages(lots.draw_pdf(desk, draw), "roles/draw")


def test_an_election_for_a_role_ends_in_a_mandate_on_a_seat_and_no_other_way_fills_it(coop: TestCoop) -> None:
    meeting, (item,) = assembly(coop, ["Une référence"])
    them = [int(one) for one in people(coop, 4)]
    desk = coop.desk("secretary")
    roles.open_pole(desk, "Communication")
    role = new_role(coop, RoleMode.ELECTED, decision="Assemblée de 2025")
    post = roles.roles(desk)[0].post_id
    election = prepared(coop, item, post, title="Référence sécurité", occasion=Occasion.VACANCY)
    open_assembly(coop, meeting, [PersonId(one) for one in them])
    elections.open_round(desk, election)
    circles.begin_circle(desk, election, False, "Veiller aux machines, un an.")
    here = circles.circle(desk, election)
    circles.end_round(desk, election, len(them), 2)
    circles.end_round(desk, election)
    circles.propose(desk, election, here.names[0])
    circles.answer_proposal(desk, election, answers(them))
    circles.conclude(desk, election, here.names[0])
    (chosen,) = elections.proclaim(desk, election)
    (line,) = [one for one in elections.election(desk, election).candidacies if one.person.person_id == chosen]
    elections.answer(desk, line.id, Answer.ACCEPTED)
    (mandate,) = elections.open_elected(desk, election, desk.today)
    (seated,) = mandates_of_roles(desk)
    assert (seated.id, seated.seat, seated.person_id, seated.origin) == (mandate, 0, chosen, RoleOrigin.ELECTED)
    assert (seated.state, seated.rights_from) == (MandateState.RUNNING, desk.today)
    assert seated.because.startswith("Élection «\N{NO-BREAK SPACE}Référence sécurité")
    with pytest.raises(RuleBroken) as refused:
        service.open_cooptation(desk, role, them, held_on=desk.today, starts_on=STARTS, ends_on=ENDS)
    assert refused.value.rule == "COO-03"


@pytest.mark.parametrize("ends", [None, STARTS, date(2026, 1, 1)])
def test_a_term_always_ends_after_it_began(ends: date | None) -> None:
    with pytest.raises(RuleBroken) as refused:
        term(STARTS, ends)
    assert refused.value.rule == "COO-01"


def test_codes_sort_as_they_are_read() -> None:
    assert sorted(map(code_of, (12, 3, 110))) == ["m003", "m012", "m110"]

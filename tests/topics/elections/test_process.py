"""An election from the vacancy to the mandates, on a real file (PROC-01)."""

import json
from datetime import date, timedelta

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import ItemKind, OffAgenda, Votes
from coop_desk.topics.convening.service import convocation
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods.records import Ballot, Void
from coop_desk.topics.elections.records import Answer, Declared, ElectorateOf, NewElection, Occasion, State, Way
from coop_desk.topics.elections.rules.frozen import canonical, digest
from coop_desk.topics.elections.rules.minuted import minuted
from coop_desk.topics.elections.rules.steps import Step, next_step, next_words
from coop_desk.topics.elections.urn import service as urns
from coop_desk.topics.elections.urn.records import Plan
from coop_desk.topics.elections.urn.recounting import recounted
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import join_team, open_team, register_member
from coop_desk.topics.minutes.service import minutes_pdf
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.assemblies.stories import DAY
from tests.topics.elections.process_stories import (
    CALLED,
    SAID,
    assembly,
    counted,
    open_assembly,
    people,
    post,
    prepared,
    stand,
)
from tests.topics.elections.urn.vote import typed_back


def test_a_manager_is_elected_in_two_rounds_by_the_majority_of_all_members_then_of_those_there(coop: TestCoop) -> None:
    """The published case of a SARL: 40 associates, 26 present, 4 represented."""
    meeting, (item,) = assembly(coop, ["Élection de la gérance"])
    crew = people(coop, 40)
    secretary = coop.desk("secretary")
    election = prepared(coop, item, post(coop, PostKind.MANAGER), title="Gérance", occasion=Occasion.VACANCY)
    assert next_step(service.election(secretary, election)) is Step.CALL
    aisha, bruno, *others = crew
    stand(coop, election, [aisha, bruno], tellers=others[:3])
    assemblies.record_call(secretary, meeting, CALLED)
    coop.on(DAY, 14)
    for one in crew[:26]:
        assemblies.mark_present(secretary, meeting, one)
    for giver, holder in zip(crew[26:30], crew[:4], strict=True):
        assemblies.give_proxy(secretary, meeting, giver, holder)
    with pytest.raises(RuleBroken, match="ouverte"):
        service.open_round(secretary, election)
    assemblies.open_meeting(secretary, meeting)
    opening = service.open_round(secretary, election)
    frozen = json.loads(opening.definition)
    assert opening.definition == canonical(frozen)
    assert opening.digest == digest(opening.definition)
    assert (len(opening.electorate), len(opening.voters), opening.attending) == (40, 30, 30)
    assert [one.holder is not None for one in opening.voters].count(True) == 4
    first, second = opening.ballot.candidates

    with pytest.raises(RuleBroken, match="figés"):
        service.withdraw_candidacy(secretary, service.election(secretary, election).standing[0].id, DAY)
    with pytest.raises(RuleBroken, match="31 émargements pour 30 bulletins"):
        counted(coop, opening, {first: 19, second: 8, Void.BLANK: 2, Void.SPOILED: 1}, voted=31)
    with pytest.raises(RuleBroken, match="31 émargements pour 30 voix"):
        counted(coop, opening, {first: 31})
    result = counted(coop, opening, {first: 19, second: 8, Void.BLANK: 2, Void.SPOILED: 1})
    assert result.figures["round1"]["votes_needed"] == 21
    assert result.elected == ()
    with pytest.raises(RuleBroken, match="déjà dépouillé"):
        counted(coop, opening, {first: 19})
    with pytest.raises(RuleBroken, match="autre tour"):
        service.proclaim(secretary, election)
    assert next_step(service.election(secretary, election)) is Step.NEXT_ROUND

    # Somebody leaves and two come: the second round counts those who are there then.
    assemblies.mark_left(secretary, meeting, crew[25])
    for one in crew[30:32]:
        assemblies.mark_present(secretary, meeting, one)
    again = service.open_round(secretary, election)
    assert (again.round, again.attending, again.ballot.candidates) == (2, 31, (first, second))
    assemblies.mark_present(secretary, meeting, crew[33])
    assert [one.person.person_id for one in service.election(secretary, election).rounds[-1].opening.voters] != []
    result = counted(coop, again, {first: 17, second: 13, Void.BLANK: 2})
    assert result.figures["round2"]["votes_needed"] == 17, "32 are there: 31 at the opening, and one who came since"
    assert result.elected == (first,)
    service.proclaim(secretary, election)

    file = service.election(secretary, election)
    assert next_step(file) is Step.ACCEPT
    assert file.proclaimed is not None
    with pytest.raises(RuleBroken, match="pas encore répondu"):
        service.open_elected(secretary, election, DAY)
    service.answer(secretary, file.standing[0].id, Answer.ACCEPTED)
    service.open_elected(secretary, election, DAY)
    file = service.election(secretary, election)
    assert file.state is State.DONE
    assert [one.holder.person_id for one in file.mandates] == [aisha]
    assert file.mandates[0].starts_on == DAY
    check_pages(minutes_pdf(secretary, meeting), "minutes/election")


def test_a_board_fills_its_seats_under_the_cap_and_the_statutes_settle_the_tie(coop: TestCoop) -> None:
    """An SA: one third at most from outside (ELE-03), the longer-serving at equal votes (SA-12)."""
    meeting, (item,) = assembly(coop, ["Élection du conseil"], form="SA", leader_tie_break="seniority")
    crew = people(coop, 12)
    registrar, secretary = coop.desk("registrar"), coop.desk("secretary")
    outside = [
        register_member(registrar, NewMember(name, Category.EXTERNAL, date(2021, 5, 3), given_name="Ève")).person_id
        for name in ("Ostrov", "Pagnol")
    ]
    late = register_member(
        registrar, NewMember("Quer", Category.EMPLOYED, date(2024, 5, 6), given_name="Ana")
    ).person_id
    board = post(coop, PostKind.DIRECTOR, 3)
    election = prepared(coop, item, board, 3, title="Conseil d’administration", way=Way.PAPER)
    stand(coop, election, [crew[0], *outside, crew[1], late], tellers=crew[2:4])
    open_assembly(coop, meeting, [*crew, late])
    opening = service.open_round(secretary, election)
    by_person = dict(zip(opening.people, opening.ballot.candidates, strict=True))
    a, b, young, first, second = (by_person[one] for one in (crew[0], crew[1], late, *outside))
    assert opening.ballot.rules["caps"][0]["max"] == 1

    # 13 papers, 7 votes needed: a and one from outside have 8, three have 7, and the other from outside is one of them.
    counted(
        coop,
        opening,
        {
            (a, first, second): 3, (a, first, b): 2, (a, b, young): 3, (first, second, young): 3,
            (second, b, young): 1, (b,): 1,
        },
    )  # fmt: skip
    file = service.election(secretary, election)
    assert file.result is not None
    assert file.result.needed is not None
    assert (file.result.needed.kind, set(file.result.needed.between)) == ("seniority", {b, young})
    assert next_step(file) is Step.SETTLE
    with pytest.raises(RuleBroken, match="Une égalité"):
        service.proclaim(secretary, election)
    settled = service.settle(secretary, election)
    assert settled is not None
    assert set(settled.elected) == {a, b, first}, "an associate since 2020 comes before one since 2024"
    assert any(stage.action == "cap" for stage in settled.stages)
    assert set(service.proclaim(secretary, election)) == {crew[0], crew[1], outside[0]}
    for line in service.election(secretary, election).standing:
        if line.ballot_name in (a, b, first):
            service.answer(secretary, line.id, Answer.DECLINED if line.ballot_name == first else Answer.ACCEPTED)
    assert len(service.open_elected(secretary, election, DAY)) == 2, "the seat declined stays vacant"


def test_equals_are_parted_by_a_new_ballot_held_as_a_round(coop: TestCoop) -> None:
    """Equal for the last seat, equal again, then parted by an urn that nobody writes again by hand (SA-12, PROC-06)."""
    meeting, (item,) = assembly(coop, ["Élection du conseil"])
    crew = people(coop, 8)
    secretary, manager = coop.desk("secretary"), coop.desk("manager")
    board = post(coop, PostKind.SUPERVISORY, 3, "Conseil")
    election = prepared(coop, item, board, 3, title="Conseil", method="plurinominal/1", way=Way.BOOTH)
    stand(coop, election, crew[:4], tellers=crew[4:7])
    open_assembly(coop, meeting, crew)
    first = service.open_round(secretary, election)
    a, b, c, d = first.ballot.candidates
    counted(coop, first, {(a, b, c): 3, (a, b, d): 3, (a, c, d): 2})
    file = service.election(secretary, election)
    assert next_step(file) is Step.NEXT_ROUND
    assert next_words(file) == "Ouvrir un nouveau scrutin"
    with pytest.raises(RuleBroken, match="veulent un nouveau scrutin"):
        service.settle(secretary, election, c, "5 voix contre 3")
    again = service.open_round(secretary, election)
    assert (again.settles, again.ballot.candidates, again.question) == ((c, d), (c, d), "Conseil : nouveau scrutin")
    counted(coop, again, {c: 4, d: 3, Void.BLANK: 1})
    service.correct_count(
        secretary, service.election(secretary, election).rounds[-1].counts[-1].id,
        [Ballot(c, 4), Ballot(d, 4)], 8, "une voix prise pour un blanc",
    )  # fmt: skip
    assert next_step(service.election(secretary, election)) is Step.NEXT_ROUND, "equal still: the room votes again"

    last = service.open_round(secretary, election)
    scrutineers = tuple(int(one) for one in crew[4:7])
    ceremony = urns.begin_ceremony(manager, last.id, Plan(scrutineers, 2, int(coop.person("secretary"))))
    codes = typed_back(ceremony)
    urn = urns.open_urn(manager, ceremony)
    for person, name in zip(crew, (c, c, c, c, c, d, d, d), strict=True):
        urns.cast_ballot(secretary, urn.id, person, name)
    with pytest.raises(RuleBroken) as open_urn:
        service.end_election(secretary, election, "on arrête là")
    assert open_urn.value.rule == "URN-16"
    urns.close_urn(secretary, urn.id, manager)
    urns.count_urn(secretary, urn.id, {1: codes[1], 2: codes[2]})
    by_urn = service.election(secretary, election).rounds[-1].counts[-1]
    with pytest.raises(RuleBroken, match="ne se récrit pas à la main") as by_hand:
        service.correct_count(secretary, by_urn.id, [Ballot(d, 8)], 8, "je préfère")
    assert by_hand.value.rule == "PROC-06"
    assert set(service.proclaim(secretary, election)) == set(crew[:3])

    said = minuted(service.election(secretary, election), meeting).stages
    opened = [at for at, words in enumerate(said) if words.startswith("Nouveau scrutin entre")]
    [parted] = [at for at, words in enumerate(said) if f"désigne {c} ({c} 5 et {d} 3)" in words]
    assert len(opened) == 2
    assert opened[-1] < parted
    for opening in (None, last.id):
        assert recounted(urns.public_export(secretary, election, opening).text).result is not None


def test_a_designation_that_the_assembly_does_not_ratify_gives_nobody(coop: TestCoop) -> None:
    """Approval designates; the secret yes or no of the statutes fails; the assembly votes again (section 3)."""
    meeting, (item,) = assembly(coop, ["Élection de la gérance"])
    crew = people(coop, 10)
    secretary = coop.desk("secretary")
    election = prepared(coop, item, post(coop, PostKind.MANAGER), title="Gérance", method="approval/1")
    assert service.election(secretary, election).ratified, "approval reaches no majority of all members"
    stand(coop, election, crew[:3], tellers=crew[4:6])
    check_pages(convocation(secretary, meeting, crew[0]), "convening/election")
    gone = next(one for one in service.election(secretary, election).standing if one.person.person_id == crew[2])
    with pytest.raises(RuleBroken, match="scrutateur ne peut pas"):
        service.name_tellers(secretary, election, [crew[0], crew[5]])
    open_assembly(coop, meeting, crew[:8])
    service.withdraw_candidacy(secretary, gone.id, DAY)
    opening = service.open_round(secretary, election)
    assert len(opening.ballot.candidates) == 2, "whoever withdrew is not on the ballots"
    first, second = opening.ballot.candidates
    counted(coop, opening, {(first,): 5, (first, second): 2, (second,): 1})
    with pytest.raises(RuleBroken, match="attend la ratification"):
        service.proclaim(secretary, election)
    resolution = service.ask_ratification(secretary, election)
    assemblies.record_vote(secretary, resolution, Votes(in_favour=5, against=3))
    file = service.election(secretary, election)
    assert file.ratification is not None
    assert file.ratification.adopted is False, "5 of 10 is not more than half"
    assert next_step(file) is Step.DECIDE
    with pytest.raises(RuleBroken, match="refusée"):
        service.proclaim(secretary, election)
    anew = service.end_election(secretary, election, "La ratification est refusée.", again=True)
    assert anew is not None
    assert service.election(secretary, election).state is State.ENDED
    assert [one.person.person_id for one in service.election(secretary, anew).standing] == sorted(crew[:2])


def test_a_count_is_corrected_by_another_that_says_why(coop: TestCoop) -> None:
    """The first stays readable, and what the room decided of it no longer counts."""
    meeting, (item,) = assembly(coop, ["Rôle"])
    crew = people(coop, 6)
    secretary = coop.desk("secretary")
    role = post(coop, PostKind.ROLE)
    election = prepared(coop, item, role, title="Animation", method="approval/1")
    stand(coop, election, crew[:2], tellers=crew[2:4])
    open_assembly(coop, meeting, crew)
    opening = service.open_round(secretary, election)
    first, second = opening.ballot.candidates
    counted(coop, opening, {(first,): 3, (second,): 3})
    with pytest.raises(RuleBroken, match="à égalité"):
        service.settle(secretary, election, "Personne", "Zoé")
    with pytest.raises(RuleBroken, match="qui a tiré"):
        service.settle(secretary, election, second)
    service.settle(secretary, election, second, "Zoé")
    service.proclaim(secretary, election)
    wrong = service.election(secretary, election).rounds[0].counts[0]
    with pytest.raises(RuleBroken, match="pourquoi"):
        service.correct_count(secretary, wrong.id, wrong.ballots, 6, " ")
    right = [one._replace(number=4 if one.mark == (first,) else 2) for one in wrong.ballots]
    service.correct_count(secretary, wrong.id, right, 6, "Un papier était dans la mauvaise pile.")
    assert service.proclaim(secretary, election) == (crew[0],)
    file = service.election(secretary, election)
    assert [len(one.counts) for one in file.rounds] == [2]
    assert len(file.earlier_results) == 1
    assert file.decisions[0].decision.chosen == second, "what the room decided stays readable"


def test_whoever_was_removed_off_the_agenda_is_replaced_off_the_agenda_in_an_sa_alone(coop: TestCoop) -> None:
    """REM-01: no other election comes up in a meeting that was not called for it."""
    meeting, _points = assembly(coop, ["Comptes"], form="SA")
    crew = people(coop, 9)
    secretary = coop.desk("secretary")
    assemblies.add_resolution(secretary, _points[0], "Comptes", "Les comptes sont approuvés.")
    board = post(coop, PostKind.DIRECTOR, 3)
    open_assembly(coop, meeting, crew)
    item = assemblies.add_item_in_session(secretary, meeting, "Révocation", ItemKind.RESOLUTION)
    asked = {"title": "Siège", "method": "plurinominal/1", "way": Way.PAPER}
    with pytest.raises(RuleBroken, match="pas voté"):
        prepared(coop, item, board, 1, **asked)
    with pytest.raises(RuleBroken, match="Aucune révocation"):
        prepared(coop, item, board, 1, occasion=Occasion.REPLACEMENT, **asked)
    removal = assemblies.add_resolution(
        secretary, item, "Révocation", "L’assemblée révoque.", off_agenda=OffAgenda.REMOVAL
    )
    assemblies.record_vote(secretary, removal, Votes(in_favour=9))
    replacing = prepared(coop, item, board, 1, occasion=Occasion.REPLACEMENT, **asked)
    assert service.election(secretary, replacing).item_id == item


def test_what_an_election_may_not_be(coop: TestCoop) -> None:
    """Wrong inputs, each refused with its rule."""
    _meeting, (item,) = assembly(coop, ["Élection de la gérance"])
    crew = people(coop, 6)
    manager = post(coop, PostKind.MANAGER)
    secretary, registrar = coop.desk("secretary"), coop.desk("registrar")
    with pytest.raises(RuleBroken, match="en assemblée"):
        prepared(coop, None, manager)
    with pytest.raises(RuleBroken, match="façon de voter"):
        prepared(coop, item, manager, way=Way.HANDS)
    with pytest.raises(RuleBroken, match="inconnue"):
        prepared(coop, item, manager, rules={"seuil": "1/2"})
    election = prepared(coop, item, manager)
    with pytest.raises(RuleBroken, match="Appelez d’abord"):
        service.record_candidacy(secretary, election, crew[0], CALLED)
    with pytest.raises(RuleBroken, match="On vote le"):
        service.call_candidates(secretary, election, DAY + timedelta(days=1))
    service.call_candidates(secretary, election, date(2026, 5, 30))
    outside = register_member(
        registrar, NewMember("Ostrov", Category.EXTERNAL, date(2021, 5, 3), given_name="Ève")
    ).person_id
    with pytest.raises(RuleBroken) as refused:
        service.record_candidacy(secretary, election, outside, CALLED, declared=SAID)
    assert refused.value.rule == "ELE-03", "one manager: somebody who works there"
    with pytest.raises(RuleBroken) as refused:
        service.record_candidacy(secretary, election, crew[0], CALLED, declared=Declared(auditor=True))
    assert refused.value.rule == "PROC-02"
    service.record_candidacy(secretary, election, crew[0], CALLED)
    assert [one.rule for one in service.doubts(secretary, election)] == ["ELE-13"]
    service.name_tellers(secretary, election, [crew[2]])
    with pytest.raises(RuleBroken, match="est scrutateur"):
        service.record_candidacy(secretary, election, crew[2], CALLED, declared=SAID)
    coop.on(date(2026, 5, 31))
    with pytest.raises(RuleBroken, match="rouvrez-les"):
        service.record_candidacy(secretary, election, crew[3], date(2026, 5, 31), declared=SAID)


def test_the_order_of_candidates_is_drawn_so_that_anyone_can_draw_it_again(coop: TestCoop) -> None:
    """Names and sources first, what they gave afterwards (4.13)."""
    _meeting, (item,) = assembly(coop, ["Élection"])
    crew = people(coop, 5)
    secretary = coop.desk("secretary")
    election = prepared(coop, item, post(coop, PostKind.MANAGER))
    service.call_candidates(secretary, election, date(2026, 6, 5))
    for one in crew[:4]:
        service.record_candidacy(secretary, election, one, CALLED, declared=SAID)
    with pytest.raises(RuleBroken, match="Imprimez d’abord"):
        service.draw_order(secretary, election, ["12"], "Zoé")
    service.commit_order(secretary, election, ["Loto du 3 juin", "Nombre sous enveloppe"])
    with pytest.raises(RuleBroken, match="engagé"):
        service.record_candidacy(secretary, election, crew[4], CALLED, declared=SAID)
    service.draw_order(secretary, election, ["3 14 22 31 49", "7"], "Zoé")
    order = service.election(secretary, election).order
    assert order is not None
    assert sorted(order.drawn) == list(order.names)
    assert len(order.seed) == 64
    assert [one.ballot_name for one in service.election(secretary, election).standing] == list(order.drawn)


def test_a_role_is_voted_on_by_its_circle_without_any_meeting(coop: TestCoop) -> None:
    """Fewer than five vote: the page says that the result may tell who voted what (PROC-03)."""
    assembly(coop, ["Comptes"])
    crew = people(coop, 4)
    registrar, secretary = coop.desk("registrar"), coop.desk("secretary")
    team = open_team(registrar, "Atelier", date(2026, 1, 5))
    for one in crew:
        join_team(registrar, one, team, date(2026, 1, 5))
    election = service.prepare_election(
        secretary,
        NewElection(
            "Animation", post(coop, PostKind.ROLE), Occasion.CREATION, 1, "majority.two_round/1",
            {"base": "expressed", "threshold": "1/2"}, Way.HANDS, ElectorateOf.TEAM, team_id=team,
        ),
    )  # fmt: skip
    assert "4 personnes" in service.election(secretary, election).warnings[0]
    stand(coop, election, crew[:2])
    opening = service.open_round(secretary, election)
    with pytest.raises(RuleBroken, match="voix sur la liste"):
        service.count_hands(secretary, election, {opening.ballot.candidates[0]: 5})
    result = service.count_hands(secretary, election, {opening.ballot.candidates[0]: 4})
    assert len(result.elected) == 1
    assert any("unanime" in one.lower() for one in service.election(secretary, election).warnings)

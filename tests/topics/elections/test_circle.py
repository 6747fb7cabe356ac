"""Circles: an election without candidate and a consent, with and without the group's agreement on names."""

import json

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.errors import RuleBroken
from coop_desk.core.journal import JournalLine
from coop_desk.core.limits import EVERYONE
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.elections import service
from coop_desk.topics.elections.circle import service as circles
from coop_desk.topics.elections.circle.model import CircleEvent
from coop_desk.topics.elections.circle.records import Said, State, Step
from coop_desk.topics.elections.page.aloud import AloudPage
from coop_desk.topics.elections.records import Occasion
from coop_desk.topics.mandates.records import PostKind
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.elections.process_stories import assembly, open_assembly, people, post, prepared


def circle_for(coop: TestCoop, kind: PostKind | None, rules: dict[str, object] | None = None) -> int:
    meeting, items = assembly(coop, ["Un rôle", "Une question"])
    them = people(coop, 4)
    role = post(coop, kind, 1, "Référence sécurité") if kind is not None else None
    more = {"rules": rules} if rules is not None else {}
    title = "Référence sécurité" if kind is not None else "Horaires d’été"
    occasion = Occasion.RENEWAL if kind is not None else Occasion.MATTER
    election = prepared(coop, items[0], role, 1, title=title, occasion=occasion, **more)
    open_assembly(coop, meeting, them)
    service.open_round(coop.desk("secretary"), election)
    return election


def test_a_circle_that_keeps_names_tells_who_named_whom_and_why(coop: TestCoop) -> None:
    election = circle_for(coop, PostKind.ROLE)
    secretary = coop.desk("secretary")
    with pytest.raises(RuleBroken, match="n’en est plus là"):
        circles.propose(secretary, election, "Bruno Aubert")
    circles.begin_circle(secretary, election, True, "Veiller aux machines, deux ans.")
    here = circles.circle(secretary, election)
    one, two, three, four = (each.person_id for each in here.participants)
    first, second, third, fourth = here.names
    for by, name in ((one, second), (two, second), (three, first)):
        circles.nominate(secretary, election, by, name, "connaît les machines")
    with pytest.raises(RuleBroken, match=fourth):
        circles.end_round(secretary, election)
    circles.nominate(secretary, election, four, second, "sait dire non")
    circles.end_round(secretary, election)
    with pytest.raises(RuleBroken, match="premier tour"):
        circles.nominate(secretary, election, one, third, "")
    circles.nominate(secretary, election, four, first, "après l’avoir entendu")
    circles.end_round(secretary, election)
    assert circles.circle(secretary, election).tally == ((first, 2), (second, 2))
    with pytest.raises(RuleBroken, match="n’a été nommé par personne"):
        circles.propose(secretary, election, third)
    circles.propose(secretary, election, second, three)
    with pytest.raises(RuleBroken, match="Il reste à entendre"):
        circles.answer_proposal(secretary, election, [Said(one, State.CONSENT)])
    answers = [
        Said(one, State.CONSENT), Said(three, State.STAND_ASIDE), Said(four, State.OBJECTION, "déjà trois rôles"),
        Said(two, State.CONSENT),
    ]  # fmt: skip
    circles.answer_proposal(secretary, election, answers)
    with pytest.raises(RuleBroken, match="que par son auteur"):
        circles.lift(secretary, election, 1, "", by_group=True)
    circles.lift(secretary, election, 1, "il en rend un")
    circles.decline(secretary, election)
    circles.propose(secretary, election, first)
    circles.answer_proposal(secretary, election, [Said(each, State.CONSENT) for each in (two, three, four, one)])
    result = circles.conclude(secretary, election, first)
    assert result.elected == (first,)
    assert circles.circle(secretary, election).step is Step.DONE
    check_pages(circles.circle_pdf(secretary, election), "elections/papers/circle")


def test_a_circle_that_keeps_no_name_writes_counts_and_the_outcome_and_nothing_else(
    coop: TestCoop, qtbot: QtBot
) -> None:  # fmt: skip
    election = circle_for(coop, PostKind.ROLE)
    secretary = coop.desk("secretary")
    page = AloudPage(secretary)
    qtbot.addWidget(page)
    page.show()
    page.open_record(election)

    def fill(**values: object) -> None:
        page.form.set_values(values)
        page.form.submit()

    fill(frame="Veiller aux machines.", names=False)
    _first, second, third, _fourth = page.circle.names
    fill(said=4, named=2)
    fill(said=1)
    fill(proposal=third)
    page.hear(page.circle.participants[0].person_id, State.OBJECTION)
    assert not page.refusal.isHidden()  # an objection has its reason
    while page.circle.step is Step.ANSWERS:
        left = {one.person_id for one in page.circle.participants} - {one.by for one in page._said}
        page.form.set_values({"because": "trop de rôles" if len(left) == 4 else ""})
        page.hear(min(left), State.OBJECTION if len(left) == 4 else State.CONSENT)
    assert accessible_faults(page) == []
    fill(proposal=second)
    while page.circle.step is Step.ANSWERS:
        page.form.submit()
    circles.conclude(secretary, election, second)
    page.reload()
    assert page.circle.outcome == second
    check_pages(circles.circle_pdf(secretary, election), "elections/papers/circle-without-names")

    def written(act: Act) -> str:
        """Every event, and every line of the journal about them."""
        events = [json.dumps(row.told, ensure_ascii=False) for row in act.session.scalars(select(CircleEvent))]
        lines = act.session.scalars(select(JournalLine))
        said = [line.body for line in lines if "circle_event" in line.body]
        assert said
        return "\n".join([*events, *said])

    kept = transact(coop.file, Inner("test.read", "Lecture", reading=True), None, EVERYONE, "", written)
    for name in page.circle.names:
        assert name not in kept
    assert "trop de rôles" not in kept
    told = service.election(secretary, election)
    assert third not in str(told.rounds[0].counts[0])


def test_a_proposal_is_amended_until_no_objection_stands(coop: TestCoop) -> None:
    election = circle_for(coop, None, {"group_may_dismiss": True})
    secretary = coop.desk("secretary")
    circles.begin_circle(secretary, election, True, "Ouvrir à sept heures en juillet.")
    circles.remark(secretary, election, False, "Pour tous les ateliers ?")
    circles.remark(secretary, election, True, "Bonne idée quand il fait chaud.")
    circles.end_round(secretary, election)
    here = circles.circle(secretary, election)
    people_here = [one.person_id for one in here.participants]
    objection = Said(people_here[0], State.OBJECTION, "la crèche ouvre à huit heures")
    circles.answer_proposal(secretary, election, [objection, *(Said(one, State.CONSENT) for one in people_here[1:])])
    circles.propose(secretary, election, "Ouvrir à sept heures en juillet, à huit pour qui le demande.")
    again = Said(people_here[1], State.OBJECTION, "je n’aime pas")
    others = [Said(one, State.CONSENT) for one in people_here if one != people_here[1]]
    circles.answer_proposal(secretary, election, [again, *others])
    circles.lift(secretary, election, 1, "une préférence, sans raison", by_group=True)
    circles.conclude(secretary, election, "")
    file = service.election(secretary, election)
    assert file.result is not None
    assert file.result.figures["adopted"] == "Horaires d’été"
    assert [stage.action for stage in file.result.stages] == ["round 1", "round 2", "decide"]
    check_pages(circles.circle_pdf(secretary, election), "elections/papers/circle-consent")

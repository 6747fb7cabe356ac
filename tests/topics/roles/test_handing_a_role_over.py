"""A role changes hands: the plan is made at adoption, both tick, it ends when nothing is open; learning and pairs."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

import pytest

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.limits import EVERYONE
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.words import long_day
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import Alert, Answers, GiverKind, Handover, Kind, RampState, Side, Stage
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.seats import service as seats
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post

SHADOW, TAKES_OVER = date(2027, 7, 14), date(2027, 9, 14)
ANSWERS = Answers("Le calendrier partagé", "Le mois d’août", "Oui, une fois par mois", "Parlez au cabinet tôt")
R = TypeVar("R")


class Story(NamedTuple):
    """The pay role, the mandate of who holds it, that of who comes next, and their hand-over."""

    role: int
    held: int
    coming: int
    plan: int


def secretary(coop: TestCoop) -> Desk:
    return coop.desk("secretary")


def followed(coop: TestCoop) -> Story:
    """Chloé keeps the pay for a year; Léon is to follow her, after two months beside her."""
    post, opened = shared_post(coop)
    desk = secretary(coop)
    role = next(one for one in roles.roles(desk) if one.id == opened[1])
    sheet = Sheet(
        purpose="Que chacun soit payé juste et à temps", missions=role.sheet.missions[:2], mode=RoleMode.COOPTED,
        shadow_months=2, term_max=12, requires={"droit social": 2}, confidential="Les salaires.",
    )  # fmt: skip
    others = Sheet(purpose="Facturer", missions=role.sheet.missions[2:])
    pole = next(one.id for one in roles.poles(desk) if one.name.startswith("Prod"))
    mandates.take_over(desk, post, coop.person("bookkeeper"), starts_on=date(2025, 7, 1), because="Assemblée de 2025")
    welcome = roles.open_role(desk, pole, "Accueil", others, decision="Réunion")
    seats.record_role_mandate(
        desk, welcome, 0, coop.person("keeper"), date(2026, 10, 1), date(2027, 9, 30), "Réunion du 14 septembre"
    )
    roles.adopt_sheet(desk, role.id, sheet, TODAY, decision="Réunion du 14 septembre")
    coming = seats.record_role_mandate(
        desk, role.id, 0, coop.person("registrar"), TAKES_OVER, date(2028, 9, 13), "Réunion du 5 octobre 2026",
        shadow_from=SHADOW,
    )  # fmt: skip
    held = next(one.mandate_id for one in role.holders)
    plan = next(one.id for one in service.handovers(desk) if one.mandate_id == coming)
    return Story(role.id, held, coming, plan)


def look(coop: TestCoop, do: Callable[[Act], R]) -> R:
    return transact(coop.file, Inner("test.look", "Essai", reading=True), coop.person("keeper"), EVERYONE, "", do)


def tick_all(coop: TestCoop, who: str, plan: int, side: str, *kinds: Kind) -> None:
    desk = coop.desk(who)
    lines = service.handover(desk, plan).lines
    service.tick_lines(desk, [one.id for one in lines if one.kind in kinds and getattr(one, side) is None])


def test_a_plan_is_made_when_a_mandate_is_adopted_and_says_who_hands_over(coop: TestCoop) -> None:
    story = coop.once(followed)
    desk = secretary(coop)
    by_mandate = {one.mandate_id: one for one in service.handovers(desk)}
    first, found = by_mandate[story.held], by_mandate[story.coming]
    assert (first.giver.kind, first.giver.name) == (GiverKind.NOBODY, "")
    welcome = next(one for one in by_mandate.values() if one.role == "Accueil")
    assert (welcome.giver.kind, welcome.giver.name) == (GiverKind.POST, "Odile Tanguy")
    assert (found.giver.kind, found.giver.name, found.side) == (GiverKind.HOLDER, "Chloé Hénaff", None)
    assert (found.begins_on, found.takes_over_on, found.alert) == (SHADOW, TAKES_OVER, Alert.CALM)
    stages = [(line.mission, line.stage) for line in found.lines if line.kind is Kind.MISSION]
    assert stages == [(name, stage) for name in ("Préparer la paie du mois", "Décider des demandes de congé")
                      for stage in Stage]  # fmt: skip
    assert [line.words for line in found.lines if line.kind is Kind.TRAINING] == ["droit social, niveau 2"]
    assert any("Les salaires" in line.words for line in found.lines if line.kind is Kind.OPEN)
    with pytest.raises(RuleBroken, match="déjà sa passation"):
        service.begin_handover(desk, story.coming)
    with pytest.raises(Refused):
        service.begin_handover(coop.desk("registrar"), story.coming)

    (pay,) = [one for one in service.templates(desk) if one.role_id == story.role]
    wanted = (*pay.template.points[:1], (pay.template.points[1][0], ("Petits congés", "Longs congés")))
    own = type(pay.template)(wanted, ("Le classeur bleu",))
    assert service.adopt_template(desk, story.role, own, decision="Réunion du 6 octobre 2026") == 1
    after = seats.record_role_mandate(
        desk, story.role, 0, coop.person("keeper"), date(2028, 9, 14), date(2029, 9, 13), "Réunion du 7 octobre 2026"
    )
    made = next(one for one in service.handovers(desk) if one.mandate_id == after)
    assert (made.template_version, len(made.lines), made.giver.name) == (1, 4 * 3 + 1 + 2, "Léon Girard")
    assert service.handover(desk, story.plan).template_version == 0
    again = seats.record_role_mandate(
        desk, story.role, 0, coop.person("keeper"), date(2029, 9, 14), date(2030, 9, 13), "Réunion du 7 octobre 2026"
    )
    assert again not in {one.mandate_id for one in service.handovers(desk)}  # whoever goes on takes nothing over

    # A term cut short: whoever holds next gets a plan at once, and it says that nobody is there to hand over.
    coop.on(date(2027, 7, 20))
    desk = secretary(coop)
    lost = seats.departure(desk, story.held, date(2027, 7, 31)).lost
    assert any("perd 2 mois de tuilage" in words for words in lost), lost
    assert any("restent à transmettre à Léon Girard" in words and "« Préparer la paie" in words for words in lost)
    assert any("Formation de Léon Girard non terminée" in words for words in lost)
    assert any("pas de suppléance" in words for words in lost)
    seats.leave_early(desk, (story.held,), date(2027, 7, 31), "Départ")
    coop.on(date(2027, 8, 2))
    desk = secretary(coop)
    assert next(one for one in service.handovers(desk) if one.mandate_id == story.held).alert is Alert.DROPPED
    stand_in = seats.record_interim(
        desk, story.role, 0, coop.person("bookkeeper"), date(2027, 8, 2), date(2027, 9, 13), "Réunion"
    )
    assert stand_in not in {one.mandate_id for one in service.handovers(desk)}
    alone = service.handover(desk, service.begin_handover(desk, stand_in))
    assert alone.giver.kind is GiverKind.NOBODY
    assert alone.giver.because.startswith("Chloé Hénaff a quitté")
    assert alone.giver.because.endswith(f"le {long_day(date(2027, 7, 31))}.")
    service.name_giver(desk, story.plan, coop.person("bookkeeper"), "Chloé est partie")
    given = service.handover(coop.desk("bookkeeper"), story.plan)
    assert (given.giver.kind, given.side) == (GiverKind.BUDDY, Side.GIVER)


def test_both_tick_and_the_hand_over_ends_when_no_line_is_open(coop: TestCoop) -> None:
    story = coop.once(followed)
    coop.on(date(2027, 8, 13))
    chloe, leon = coop.desk("nobody"), coop.desk("registrar")

    def now() -> Handover:
        return service.handover(leon, story.plan)

    line = now().lines[0]
    with pytest.raises(RuleBroken) as refused:
        service.tick_lines(coop.desk("keeper"), [line.id])
    assert refused.value.rule == "HAND-02"
    service.tick_lines(leon, [line.id])
    assert (now().lines[0].closed, now().done) == (False, 0)
    service.tick_lines(chloe, [line.id], "Revoir les primes en octobre")
    assert (now().lines[0].closed, now().done, now().alert) == (True, 1, Alert.CALM)
    tick = now().lines[0].giver
    assert tick is not None
    assert (tick.by, tick.said) == ("Chloé Hénaff", "Revoir les primes en octobre")
    with pytest.raises(RuleBroken, match="déjà coché"):
        service.tick_lines(chloe, [line.id])
    service.take_back_tick(chloe, line.id, "Pas encore")
    assert now().done == 0
    service.tick_lines(chloe, [line.id])
    close = next(one for one in now().lines if one.kind is Kind.CLOSE)
    with pytest.raises(RuleBroken, match="pas avant"):
        service.tick_lines(chloe, [close.id])
    training = next(one for one in now().lines if one.kind is Kind.TRAINING)
    service.move_line(leon, training.id, date(2027, 9, 3), starts=date(2027, 9, 1))
    with pytest.raises(RuleBroken, match="avant le début"):
        service.move_line(leon, training.id, date(2027, 8, 30), starts=date(2027, 9, 1))
    with pytest.raises(RuleBroken) as refused:
        service.add_line(coop.desk("keeper"), story.plan, Kind.DOCUMENT, "Le classeur bleu", date(2027, 9, 1))
    assert refused.value.rule == "HAND-02"
    added = service.add_line(chloe, story.plan, Kind.DOCUMENT, "Le classeur bleu", date(2027, 9, 1))
    assert added in {one.id for one in now().lines}

    coop.on(date(2027, 8, 14))
    assert now().alert is Alert.ORANGE
    for day, done in ((date(2027, 8, 12), 0), (date(2027, 8, 13), 1)):
        ready = look(coop, lambda act, day=day: service.readiness(act, day))  # type: ignore[misc]
        assert [(one.done, one.alert) for one in ready if one.mandate_id == story.coming] == [(done, Alert.CALM)]
    kinds = [kind for kind in Kind if kind is not Kind.CLOSE]
    tick_all(coop, "nobody", story.plan, "giver", *kinds)
    coop.on(TAKES_OVER)
    assert now().alert is Alert.RED
    waits = look(coop, service.waiting)
    assert any(one.record_id == story.plan and "en retard" in one.what for one in waits)
    with pytest.raises(RuleBroken) as refused:
        service.finish_handover(leon, story.plan)
    assert refused.value.rule == "HAND-03"
    assert "« Préparer la paie du mois" in refused.value.message
    assert refused.value.message.count("«") >= 6
    tick_all(coop, "registrar", story.plan, "receiver", *kinds)
    assert now().alert is Alert.READY
    service.write_retrospective(chloe, story.held, ANSWERS)
    check_pages(service.handover_pdf(leon, story.plan), "roles/handover")
    with pytest.raises(RuleBroken, match="la personne sortante"):
        service.finish_handover(leon, story.plan)
    tick_all(coop, "nobody", story.plan, "giver", Kind.CLOSE)
    tick_all(coop, "registrar", story.plan, "receiver", Kind.CLOSE)
    service.finish_handover(chloe, story.plan)
    assert now().alert is Alert.OVER
    with pytest.raises(RuleBroken) as refused:
        service.take_back_tick(leon, line.id)
    assert refused.value.rule == "HAND-04"

    # The retrospective is for the author and the next holders; the journal keeps that it was written.
    answers = {who: [one.answers for one in service.retrospectives(coop.desk(who)) if one.mandate_id == story.held]
               for who in ("nobody", "registrar", "keeper", "secretary")}  # fmt: skip
    assert answers == {"nobody": [ANSWERS], "registrar": [ANSWERS], "keeper": [None], "secretary": [None]}
    with pytest.raises(RuleBroken) as refused:
        service.write_retrospective(leon, story.held, ANSWERS)
    assert refused.value.rule == "BIL-01"
    assert not any("Le mois d’août" in str(line.changes) for line in journal_lines(coop.desk("keeper")))
    assert "Le mois d’août" not in "".join(look_text(service.handover_pdf(coop.desk("keeper"), story.plan)))


def look_text(pdf: bytes) -> list[str]:
    from coop_desk.paper.sheet import page_texts

    return page_texts(pdf)


def test_a_learner_is_declared_autonomous_by_somebody_else_and_a_pair_is_warned_of(coop: TestCoop) -> None:
    story = coop.once(followed)
    leon, chloe = coop.desk("registrar"), coop.desk("nobody")
    mission = next(one for one in roles.roles(leon) if one.id == story.role).sheet.missions[0]
    ramp = service.open_ramp(
        leon, coop.person("registrar"), coop.person("nobody"), mission_id=mission, target_on=date(2026, 12, 1),
        steps=("Regarder", "", "Faire"),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="en décident"):
        service.move_target(coop.desk("keeper"), ramp, date(2026, 12, 2), "Pour rien")
    with pytest.raises(RuleBroken, match="l’apprend déjà"):
        service.open_ramp(
            leon, coop.person("registrar"), coop.person("keeper"), mission_id=mission, target_on=date(2026, 12, 1),
            steps=("Faire",),
        )  # fmt: skip
    person = int(coop.person("registrar"))
    (words,) = look(coop, lambda act: service.not_ready(act, story.role, person, date(2027, 1, 1)))
    assert words.startswith("Léon Girard apprend encore « Préparer la paie du mois » avec Chloé Hénaff")
    assert look(coop, lambda act: service.not_ready(act, story.role, int(coop.person("keeper")), TODAY)) == ()
    assert [one.key for one in look(coop, service.waiting) if one.page == "roles.learning"] == [
        f"not-ready:{story.coming}:{ramp}"
    ]
    with pytest.raises(RuleBroken) as refused:
        service.mark_step(coop.desk("keeper"), ramp, 0)
    assert refused.value.rule == "RAMP-04"
    service.mark_step(leon, ramp, 0)
    service.mark_step(chloe, ramp, 1)
    service.take_back_step(leon, ramp, 1)
    with pytest.raises(RuleBroken, match="Il reste une étape"):
        service.declare_autonomous(chloe, ramp)
    service.mark_step(leon, ramp, 1)
    with pytest.raises(RuleBroken, match="Une autre personne"):
        service.declare_autonomous(leon, ramp)
    service.move_target(chloe, ramp, date(2026, 11, 1), "Plus vite que prévu")
    assert [one.target_on for one in service.ramps(leon)] == [date(2026, 11, 1)]
    coop.on(date(2026, 11, 2))
    assert [one.state for one in service.ramps(leon)] == [RampState.LATE]
    assert any(one.page == "roles.learning" for one in look(coop, service.own_waiting)) is False
    service.declare_autonomous(chloe, ramp, "Deux mois sans erreur")
    assert [one.state for one in service.ramps(leon)] == [RampState.AUTONOMOUS]
    assert look(coop, lambda act: service.not_ready(act, story.role, person, date(2027, 1, 1))) == ()
    with pytest.raises(RuleBroken, match="il ne change plus"):
        service.stop_ramp(leon, ramp, "Pour rien")

    desk = secretary(coop)
    with pytest.raises(RuleBroken) as refused:
        service.pair_up(desk, coop.person("nobody"), coop.person("keeper"), role_id=story.role, starts_on=TODAY)
    assert refused.value.rule == "MAND-04"
    pair = service.pair_up(
        desk, coop.person("nobody"), coop.person("keeper"), role_id=story.role, starts_on=TODAY, decision="Réunion"
    )
    assert [(one.one, one.two, one.away) for one in service.pairs(desk)] == [("Chloé Hénaff", "Karim Ménard", ())]
    service.end_pair(desk, pair, date(2026, 11, 30))
    coop.on(date(2026, 12, 1))
    assert not service.pairs(secretary(coop))[0].stands_on(date(2026, 12, 1))

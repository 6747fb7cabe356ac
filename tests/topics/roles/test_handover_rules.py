"""The usual template, dates laid over the shadow months, ticks of both, colours, pairs away together."""

from datetime import UTC, date, datetime

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.roles.handover.records import (
    Alert,
    Giver,
    GiverKind,
    Kind,
    Ramp,
    RampState,
    Side,
    Stage,
    Step,
    Tick,
)
from coop_desk.topics.roles.handover.rules.dates import accompaniment, lay
from coop_desk.topics.roles.handover.rules.learning import both_away, check_declares, check_pair, check_ramp
from coop_desk.topics.roles.handover.rules.templates import (
    check_template,
    for_sheet,
    kept,
    template_from,
    usual_template,
)
from coop_desk.topics.roles.handover.rules.ticking import alert_of, closed, standing
from coop_desk.topics.roles.records import Sheet

SHEET = Sheet(purpose="x", missions=(3, 1), requires={"paie": 2}, confidential="Les salaires.")
MISSIONS = {1: "Préparer la paie", 3: "Décider des congés"}


def test_the_usual_template_comes_from_the_sheet_and_goes_with_its_missions() -> None:
    usual = usual_template(SHEET, MISSIONS, "RH")
    assert usual.points == ((3, ("Décider des congés",)), (1, ("Préparer la paie",)))
    assert usual.trainings == ("paie, niveau 2",)
    assert any("Les salaires" in line for line in usual.opens)
    assert any("RH" in line for line in usual.closes)
    assert template_from(kept(usual)) == usual
    with pytest.raises(RuleBroken, match="au moins un point"):
        check_template(template_from(kept(usual) | {"points": [[3, [" "]], [1, ["Clore le mois"]]]}), SHEET.missions)
    own = check_template(template_from(kept(usual) | {"points": [[3, ["a", " a "]], [1, ["b", "c"]]]}), SHEET.missions)
    fitted = for_sheet(own, Sheet(purpose="x", missions=(1, 4)), {1: "Préparer la paie", 4: "Accueillir"})
    assert fitted.points == ((1, ("b", "c")), (4, ("Accueillir",)))


@pytest.mark.parametrize(
    ("adopted", "shadow", "starts", "begins", "ends"),
    [
        (date(2026, 9, 1), date(2026, 11, 1), date(2027, 1, 1), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 1), date(2026, 12, 1), date(2027, 1, 1)),
        (date(2026, 12, 1), None, date(2027, 1, 1), date(2027, 1, 1), date(2027, 2, 1)),
        (date(2027, 1, 1), date(2026, 11, 1), date(2027, 1, 1), date(2027, 1, 1), date(2027, 2, 1)),
        (date(2027, 3, 1), None, date(2027, 1, 1), date(2027, 3, 1), date(2027, 4, 1)),
    ],
)
def test_the_accompaniment_is_the_shadowing_or_the_month_after(
    adopted: date, shadow: date | None, starts: date, begins: date, ends: date
) -> None:
    assert accompaniment(adopted, shadow, starts) == (begins, ends)


def test_a_plan_is_laid_by_quarters_and_never_on_a_week_end() -> None:
    begins, ends = date(2026, 11, 1), date(2027, 1, 1)
    lines = lay(usual_template(SHEET, MISSIONS), MISSIONS, begins, ends, opened=ends, closed=ends)
    stages = [(line.stage, line.due) for line in lines if line.mission == "Préparer la paie"]
    assert stages == [
        (Stage.EXPLAIN, date(2026, 11, 16)), (Stage.TOGETHER, date(2026, 12, 1)),
        (Stage.WATCHED, date(2026, 12, 16)), (Stage.DONE, ends),
    ]  # fmt: skip
    assert all(line.due.weekday() < 5 for line in lines)
    assert [line.due for line in lines if line.kind is Kind.REVIEW] == [date(2026, 12, 1), ends]
    (training,) = [line for line in lines if line.kind is Kind.TRAINING]
    assert (training.starts, training.due) == (begins, date(2026, 12, 16))


@pytest.mark.parametrize(
    ("done", "total", "day", "alert"),
    [
        (0, 10, date(2026, 11, 30), Alert.CALM), (7, 10, date(2026, 12, 1), Alert.ORANGE),
        (8, 10, date(2026, 12, 1), Alert.READY), (7, 10, date(2027, 1, 1), Alert.RED),
        (79, 99, date(2027, 1, 1), Alert.RED), (80, 100, date(2027, 1, 1), Alert.READY),
        (0, 0, date(2027, 1, 1), Alert.READY),
    ],
)  # fmt: skip
def test_readiness_is_orange_a_month_before_and_red_on_the_day(done: int, total: int, day: date, alert: Alert) -> None:
    assert alert_of(done, total, date(2027, 1, 1), day) is alert


def test_the_last_word_of_each_side_holds_and_the_receiver_is_enough_when_nobody_hands_over() -> None:
    tick = Tick(1, "Inès", datetime(2026, 11, 2, tzinfo=UTC))
    inside, alone = Giver(GiverKind.HOLDER, 1, "Inès"), Giver(GiverKind.NOBODY)
    assert standing([(Side.GIVER, tick), (Side.RECEIVER, tick), (Side.GIVER, None)]) == (None, tick)
    assert closed(inside, (tick, tick))
    assert not closed(inside, (None, tick))
    assert not closed(inside, (tick, None))
    assert closed(alone, (None, tick))
    assert not closed(alone, (tick, None))


def ramp(*done: bool) -> Ramp:
    steps = tuple(Step("un pas", date(2026, 11, 2) if one else None) for one in done)
    return Ramp(1, 7, "Chloé", 8, "Léon", 1, "", "Préparer la paie", date(2026, 10, 1), date(2027, 1, 1), "", steps,
                RampState.RUNNING)  # type: ignore[arg-type]  # fmt: skip


def test_somebody_else_declares_the_learner_autonomous_once_every_step_is_done() -> None:
    check_declares(ramp(True, True), 8)
    for one, who in ((ramp(True, True), 7), (ramp(True, False), 8)):
        with pytest.raises(RuleBroken) as refused:
            check_declares(one, who)
        assert refused.value.rule == "RAMP-03"


def test_two_people_learn_one_thing_and_two_people_make_a_pair() -> None:
    first, last = date(2026, 11, 1), date(2027, 1, 1)
    check_ramp(7, 8, 1, "", first, last)
    check_pair(7, 8, None, "paie", first, None, "Réunion")
    for wrong in ((7, 7, 1, "", first, last), (7, 8, None, " ", first, last), (7, 8, 1, "paie", first, last),
                  (7, 8, 1, "", first, first)):  # fmt: skip
        with pytest.raises(RuleBroken):
            check_ramp(*wrong)  # type: ignore[arg-type]
    for broken in ((7, 7, 1, "", first, None, "x"), (7, 8, None, "", first, None, "x"),
                   (7, 8, 1, "", last, first, "x"), (7, 8, 1, "", first, None, " ")):  # fmt: skip
        with pytest.raises(RuleBroken):
            check_pair(*broken)  # type: ignore[arg-type]
    a, b, c, d = (date(2026, 12, n) for n in (1, 10, 8, 20))
    assert both_away([(a, b)], [(c, d)]) == ((c, b),)
    assert both_away([(a, c)], [(b, d)]) == ()

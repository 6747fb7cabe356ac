"""A plan laid over the months in which two people hold hands: what is due when."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.handover.records import Kind, PlanLine, Stage, Template

STAGES = {Stage.EXPLAIN: 1, Stage.TOGETHER: 2, Stage.WATCHED: 3, Stage.DONE: 4}
"""In quarters of the accompaniment."""
SATURDAY = 5


def accompaniment(adopted_on: date, shadow_from: date | None, starts_on: date) -> tuple[date, date]:
    """The first and the last day of the accompaniment: up to the take-over, or the month after when none is left."""
    begins = max(adopted_on, shadow_from or starts_on)
    return (begins, starts_on) if begins < starts_on else (begins, add_months(begins, 1))


def lay(
    template: Template, missions: Mapping[int, str], begins: date, ends: date, *, opened: date, closed: date
) -> tuple[PlanLine, ...]:
    """The lines of a plan with their dates: accesses are opened and closed on their days, the rest by quarters."""
    due = [_workday(begins + (ends - begins) * quarter // 4, begins) for quarter in range(5)]
    return (
        *_points(template, missions, due),
        *(PlanLine(Kind.DOCUMENT, words, due[1]) for words in template.documents),
        *(PlanLine(Kind.TRAINING, words, due[3], starts=begins) for words in template.trainings),
        *(PlanLine(Kind.OPEN, words, opened) for words in template.opens),
        *(PlanLine(Kind.CLOSE, words, closed) for words in template.closes),
        PlanLine(Kind.REVIEW, _("Premier point d’étape : où en est-on, que faut-il revoir ?"), due[2]),
        PlanLine(Kind.REVIEW, _("Second point d’étape : que manque-t-il pour tenir le rôle ?"), due[4]),
    )


def _points(template: Template, missions: Mapping[int, str], due: list[date]) -> Iterator[PlanLine]:
    for mission, points in template.points:
        for words in points:
            for stage, quarter in STAGES.items():
                yield PlanLine(Kind.MISSION, words, due[quarter], missions[mission], stage)


def _workday(day: date, first: date) -> date:
    """The Friday before a Saturday or a Sunday, unless the accompaniment had not begun."""
    moved = day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return max(moved, first)


def check_dates(kind: Kind, starts: date | None, due: date) -> None:
    """Raise RuleBroken HAND-05 when a training has no first day, or ends before it begins."""
    if kind is Kind.TRAINING and starts is None:
        raise RuleBroken("HAND-05", _("Dites quand la formation commence et quand elle se termine."))
    if starts is not None and due < starts:
        raise RuleBroken("HAND-05", _("La fin est avant le début : corrigez les dates."))

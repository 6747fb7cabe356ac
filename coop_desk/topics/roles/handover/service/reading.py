"""Hand-overs as they stand on a day: their lines, who ticked, how ready each holder to come is."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.roles.handover import model
from coop_desk.topics.roles.handover.records import (
    Alert,
    Giver,
    GiverKind,
    Handover,
    Kind,
    Line,
    Readiness,
    Side,
    Stage,
    Tick,
)
from coop_desk.topics.roles.handover.rules.ticking import Event, alert_of, closed, in_order, side_of, standing
from coop_desk.topics.roles.seats.records import MandateState, RoleMandateLine
from coop_desk.topics.roles.seats.service.reading import role_mandates

RUNNING = frozenset({MandateState.ADOPTED, MandateState.SHADOW, MandateState.RUNNING})


@read_once
def handovers_at(act: Act, day: date) -> tuple[Handover, ...]:
    """Every hand-over as it stood at the end of a day, the next take-over first; a mistaken mandate has none."""
    return _standing(act, day, act.session.scalars(select(model.Handover)).all())


def _standing(act: Act, day: date, rows: Sequence[model.Handover]) -> tuple[Handover, ...]:
    mandates = {line.id: line for line in role_mandates(act, day)}
    one = rows[0].id if len(rows) == 1 else None
    givers, lines, ends = givers_of(act), _lines(act, day, one), _ends(act)
    found = []
    resumed = {line.replaces: line for line in mandates.values() if line.replaces in mandates}
    for row in rows:
        line = mandates.get(row.mandate_id)
        if line is None:
            continue
        while (after := resumed.get(line.id)) is not None and after.person_id == line.person_id:
            line = after  # stopped for an interim, and taken up again
        giver, ended = givers[row.id], ends.get(row.id)
        ticked = tuple(
            Line(
                one.id, Kind(one.kind), one.mission, Stage(one.step) if one.step else None, one.words, one.starts_on,
                one.due_on, *ticks, closed(giver, ticks),
            )
            for one, ticks in lines[row.id]
        )  # fmt: skip
        over = ended is not None and ended.at.astimezone().date() <= day
        found.append(
            Handover(
                id=row.id, mandate_id=line.id, role_id=row.role_id, role=line.role, pole=line.pole,
                seat=line.seat, receiver_id=row.receiver_id, receiver=line.name, giver=giver,
                begins_on=row.begins_on, takes_over_on=row.takes_over_on, template_version=row.template_version,
                decision=line.because, lines=in_order(ticked), alert=_alert(line, row, ticked, day, over=over),
                ended_at=ended.at if over and ended is not None else None,
                side=side_of(act.actor_id, giver, row.receiver_id),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.running, one.takes_over_on, one.role, one.seat)))


def _alert(line: RoleMandateLine, row: model.Handover, lines: tuple[Line, ...], day: date, *, over: bool) -> Alert:
    if over:
        return Alert.OVER
    if line.state not in RUNNING or not line.held:
        return Alert.DROPPED
    return alert_of(sum(one.closed for one in lines), len(lines), row.takes_over_on, day)


@read_once
def givers_of(act: Act) -> dict[int, Giver]:
    """Who hands over in each plan: the last entry holds."""
    names = people_by_id(act.session)
    rows = act.session.scalars(select(model.HandoverGiver).order_by(model.HandoverGiver.id))
    return {
        row.handover_id: Giver(
            GiverKind(row.kind), row.giver_id, names[PersonId(row.giver_id)] if row.giver_id else "", row.because
        )
        for row in rows
    }


Ticked = tuple[model.HandoverLine, tuple[Tick | None, Tick | None]]


def _lines(act: Act, day: date, only: int | None) -> dict[int, list[Ticked]]:
    """The lines with the ticks that stand, of every hand-over or of one."""
    names = people_by_id(act.session)
    wanted = select(model.HandoverLine).order_by(model.HandoverLine.rank, model.HandoverLine.id)
    ticks = select(model.HandoverTick).order_by(model.HandoverTick.id)
    if only is not None:
        wanted = wanted.where(model.HandoverLine.handover_id == only)
        of_plan = select(model.HandoverLine.id).where(model.HandoverLine.handover_id == only)
        ticks = ticks.where(model.HandoverTick.line_id.in_(of_plan))
    events: dict[int, list[Event]] = defaultdict(list)
    for tick in act.session.scalars(ticks):
        if tick.at.astimezone().date() <= day:
            said = Tick(tick.by_id, names[PersonId(tick.by_id)], tick.at, tick.said) if tick.ticked else None
            events[tick.line_id].append((Side(tick.side), said))
    found: dict[int, list[Ticked]] = defaultdict(list)
    for row in act.session.scalars(wanted):
        found[row.handover_id].append((row, standing(events[row.id])))
    return found


def _ends(act: Act) -> dict[int, model.HandoverEnd]:
    return {row.handover_id: row for row in act.session.scalars(select(model.HandoverEnd))}


def readiness(act: Act, day: date) -> tuple[Readiness, ...]:
    """How ready the holder of each mandate with a hand-over is on a day; those without suite are left out."""
    return tuple(
        Readiness(
            one.id, one.mandate_id, one.role_id, one.role, one.seat, one.receiver_id, one.receiver, one.giver,
            one.takes_over_on, one.done, one.total, one.alert,
        )
        for one in handovers_at(act, day)
        if one.alert is not Alert.DROPPED
    )  # fmt: skip


def handover_of(act: Act, handover_id: int) -> Handover:
    """One hand-over as it stands today. Raises RuleBroken HAND-04 when its mandate was a mistake."""
    found = _standing(act, act.today, [act.session.get_one(model.Handover, handover_id)])
    if not found:
        raise RuleBroken("HAND-04", _("Cette passation n’a plus lieu d’être : son mandat a été inscrit par erreur."))
    return found[0]


@query(Right.ROLES_READ, N_("Consultation des passations de rôles"))
def handovers(act: Act) -> tuple[Handover, ...]:
    """Every hand-over as it stands today, those under way first."""
    return handovers_at(act, act.today)


@query(Right.ROLES_READ, N_("Consultation d’une passation de rôle"))
def handover(act: Act, handover_id: int) -> Handover:
    """One hand-over with its lines."""
    return handover_of(act, handover_id)

"""Hand-overs as they stand on a day: their lines, who ticked, how ready each holder to come is."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, query, read_once, read_until_changed
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


@read_until_changed
def handovers_at(act: Act, day: date) -> tuple[Handover, ...]:
    """Every hand-over as it stood at the end of a day, the next take-over first; a mistaken mandate has none.

    The lines of those under way only: those of the others are counted.
    """
    return _standing(act, day, act.session.scalars(select(model.Handover)).all(), whole=False)


def _standing(act: Act, day: date, rows: Sequence[model.Handover], *, whole: bool) -> tuple[Handover, ...]:
    mandates = _mandates(act, day, rows)
    givers, ends = givers_of(act), _ends(act, day)
    wanted = {row.id for row in rows if whole or (row.id not in ends and _runs(mandates.get(row.id)))}
    lines, counted = _lines(act, day, wanted), _counts(act)
    found = []
    for row in rows:
        line = mandates.get(row.id)
        if line is None:
            continue
        giver, ended = givers[row.id], ends.get(row.id)
        ticked = tuple(
            Line(
                one.id, Kind(one.kind), one.mission, Stage(one.step) if one.step else None, one.words, one.starts_on,
                one.due_on, *ticks, closed(giver, ticks),
            )
            for one, ticks in lines[row.id]
        )  # fmt: skip
        found.append(
            Handover(
                id=row.id, mandate_id=line.id, role_id=row.role_id, role=line.role, pole=line.pole,
                seat=line.seat, receiver_id=row.receiver_id, receiver=line.name, giver=giver,
                begins_on=row.begins_on, takes_over_on=row.takes_over_on, template_version=row.template_version,
                decision=line.because, lines=in_order(ticked), total=counted[row.id],
                alert=_alert(line, row, ticked, day, over=ended is not None),
                ended_at=ended.at if ended is not None else None,
                side=side_of(act.actor_id, giver, row.receiver_id),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.running, one.takes_over_on, one.role, one.seat)))


def _mandates(act: Act, day: date, rows: Sequence[model.Handover]) -> dict[int, RoleMandateLine]:
    """The mandate of each plan; one stopped for an interim goes on with the mandate that took it up again."""
    mandates = {line.id: line for line in role_mandates(act, day)}
    resumed = {line.replaces: line for line in mandates.values() if line.replaces in mandates}
    found = {}
    for row in rows:
        line = mandates.get(row.mandate_id)
        while line is not None and (after := resumed.get(line.id)) is not None and after.person_id == line.person_id:
            line = after
        if line is not None:
            found[row.id] = line
    return found


def _runs(line: RoleMandateLine | None) -> bool:
    return line is not None and line.state in RUNNING and line.held


def _alert(line: RoleMandateLine, row: model.Handover, lines: tuple[Line, ...], day: date, *, over: bool) -> Alert:
    if over:
        return Alert.OVER
    if not _runs(line):
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


def _lines(act: Act, day: date, plans: Collection[int]) -> dict[int, list[Ticked]]:
    """The lines of some hand-overs with the ticks that stand."""
    names, told = people_by_id(act.session), model.HandoverTick
    wanted = select(model.HandoverLine).where(model.HandoverLine.handover_id.in_(plans))
    wanted = wanted.order_by(model.HandoverLine.rank, model.HandoverLine.id)
    of_plans = select(model.HandoverLine.id).where(model.HandoverLine.handover_id.in_(plans))
    ticks = select(told.line_id, told.side, told.ticked, told.by_id, told.at, told.said).order_by(told.id)
    ticks = ticks.where(told.line_id.in_(of_plans))
    events: dict[int, list[Event]] = defaultdict(list)
    for line_id, side, ticked, by_id, at, said in act.session.execute(ticks):
        if at.astimezone().date() <= day:
            tick = Tick(by_id, names[PersonId(by_id)], at, said) if ticked else None
            events[line_id].append((Side(side), tick))
    found: dict[int, list[Ticked]] = defaultdict(list)
    for row in act.session.scalars(wanted):
        found[row.handover_id].append((row, standing(events[row.id])))
    return found


def _counts(act: Act) -> dict[int, int]:
    line = model.HandoverLine
    found = act.session.execute(select(line.handover_id, func.count()).group_by(line.handover_id))
    return {row[0]: row[1] for row in found}


def _ends(act: Act, day: date) -> dict[int, model.HandoverEnd]:
    rows = act.session.scalars(select(model.HandoverEnd))
    return {row.handover_id: row for row in rows if row.at.astimezone().date() <= day}


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
    found = _standing(act, act.today, [act.session.get_one(model.Handover, handover_id)], whole=True)
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

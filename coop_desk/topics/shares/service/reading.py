"""What the register of shares says: movements, situations, statements, refunds, and the figures over five years."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import Refused
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.members.rules.categories import ASSOCIATES, CATEGORY_WORDS
from coop_desk.topics.members.service.reading import member_rows, situations_at
from coop_desk.topics.shares.model import ShareLeg, ShareMovement
from coop_desk.topics.shares.records import (
    BelowMinimum,
    CurvePoint,
    MovementRow,
    RatiosView,
    SituationLine,
    SituationView,
    Statement,
)
from coop_desk.topics.shares.rules import capital
from coop_desk.topics.shares.rules.movements import Funds, Holding, Kind
from coop_desk.topics.shares.service.refunds import owed_lines, refunds_at
from coop_desk.topics.shares.service.situations import (
    Statuses,
    by_capital,
    highest_at,
    holding_of,
    limits_of,
    names,
    situation_at,
)
from coop_desk.topics.statutes.service import identity_at, profile_at

CURVE_YEARS = 5


# --- Shared with other topics, with the act of their caller --------------------------------------------


def movement_rows(
    act: Act, person_id: PersonId | None = None, until: date | None = None, latest: int | None = None
) -> list[MovementRow]:
    """Return the register in the order of its numbers: everything, or one person’s, or the latest so many."""
    back = aliased(ShareMovement)
    wanted = (
        select(ShareMovement, ShareLeg.person_id, ShareLeg.counterpart_id, ShareLeg.shares, back.number)
        .join(ShareLeg, ShareLeg.movement_id == ShareMovement.id)
        .outerjoin(back, back.reverses == ShareMovement.number)
        .order_by(ShareMovement.number.desc(), ShareLeg.id.desc())
    )
    if person_id is not None:
        wanted = wanted.where(ShareLeg.person_id == person_id)
    if until is not None:
        wanted = wanted.where(ShareMovement.day <= until)
    if latest is not None:
        last = act.session.scalar(select(func.max(ShareMovement.number))) or 0
        wanted = wanted.where(ShareMovement.number > last - latest)
    known = names(act)
    rows = {}
    for movement, who, other, shares, reversed_by in act.session.execute(wanted):
        rows[movement.number] = _movement_row(movement, who, other, shares, reversed_by, known)
    return list(reversed(rows.values()))


def _movement_row(
    movement: ShareMovement,
    who: PersonId,
    other: PersonId | None,
    shares: int,
    reversed_by: int | None,
    known: dict[PersonId, str],
) -> MovementRow:
    name, counterpart = known[who], known[other] if other is not None else ""
    leaving = shares < 0
    return MovementRow(
        number=movement.number,
        day=movement.day,
        kind=Kind(movement.kind),
        person_id=who,
        name=name,
        old_holder=name if leaving else counterpart,
        new_holder=counterpart if leaving else name,
        shares=shares,
        nominal_cents=movement.nominal_cents,
        amount_cents=movement.amount_cents or abs(shares) * movement.nominal_cents,
        funds=Funds(movement.funds),
        decision=movement.decision,
        note=movement.note,
        reason=movement.reason,
        reverses=movement.reverses,
        reversed_by=reversed_by,
        lost_on=movement.lost_on,
        due_on=movement.due_on,
        recorded_by=known.get(movement.recorded_by, ""),
        recorded_at=movement.recorded_at,
    )


def situation_view(act: Act, day: date, statuses: Statuses | None = None) -> SituationView:
    """Return a situation with numbers, categories and watched figures."""
    statuses = statuses or Statuses(act)
    found, profile = situation_at(act, day), profile_at(act, day)
    numbers = {row.person_id: row.number for row in member_rows(act, day)}
    counted = capital.figures(statuses.holders(found.holdings, day), by_capital(profile))
    limits, highest = limits_of(profile), highest_at(act, day)
    return SituationView(
        situation=found,
        lines=tuple(
            SituationLine(one, numbers.get(one.person_id, ""), _category(statuses, one.person_id, day))
            for one in found.holdings
        ),
        figures=counted,
        gauges=capital.watch(counted, counted, limits, highest),
        highest_cents=highest,
        floor_cents=capital.floor_cents(limits, highest),
        next_number=(act.session.scalar(select(func.max(ShareMovement.number))) or 0) + 1,
    )


def _category(statuses: Statuses, person_id: PersonId, day: date) -> str:
    category = statuses.category(person_id, day)
    return _(CATEGORY_WORDS[category]) if category else ""


def statement_of(act: Act, person_id: PersonId, day: date) -> Statement:
    """Return what one person holds on a day, and every movement up to it."""
    statuses = Statuses(act)
    rows = {row.person_id: row.number for row in member_rows(act, day)}
    return Statement(
        day=day,
        number=rows.get(person_id, ""),
        category=_category(statuses, person_id, day),
        holding=replace(holding_of(act, person_id, day), name=act.session.get_one(Person, person_id).name),
        nominal_cents=profile_at(act, day).share_nominal_cents,
        movements=tuple(movement_rows(act, person_id, day)),
        refunds=tuple(owed_lines(act, day, person_id)),
    )


def below_minimum_at(act: Act, day: date) -> list[BelowMinimum]:
    """Return the associates who hold fewer shares than the statutes ask, once the time given is over (C10)."""
    profile = profile_at(act, day)
    least, months = profile.number("min_holding_shares"), profile.number("min_holding_months")
    if least <= 0:
        return []
    held = {holding.person_id: holding.shares for holding in situation_at(act, day).holdings}
    associates = {one.person_id for one in situations_at(act, day) if one.category in ASSOCIATES}
    if all(held.get(person_id, 0) >= least for person_id in associates):
        return []
    found = []
    for row in member_rows(act, day):
        if row.person_id not in associates or row.admitted_on is None:
            continue
        since, shares = add_months(row.admitted_on, months), held.get(row.person_id, 0)
        if since <= day and shares < least:
            found.append(BelowMinimum(row.person_id, row.name, shares, least - shares, since))
    return found


def curve_at(act: Act, day: date, years: int = CURVE_YEARS, statuses: Statuses | None = None) -> list[CurvePoint]:
    """Return the watched figures at each end of quarter over some years, and on the day itself (C14)."""
    statuses, known = statuses or Statuses(act), names(act)
    ends = _quarter_ends(day, years)
    shares, cents = func.sum(ShareLeg.shares), func.sum(ShareLeg.subscribed_cents)
    opening = select(ShareLeg.person_id, shares, cents).where(ShareLeg.day <= ends[0]).group_by(ShareLeg.person_id)
    totals = {PersonId(who): (held, paid) for who, held, paid in act.session.execute(opening)}
    later = (
        select(ShareLeg.day, ShareLeg.person_id, shares, cents)
        .where(ShareLeg.day > ends[0], ShareLeg.day <= day)
        .group_by(ShareLeg.day, ShareLeg.person_id)
        .order_by(ShareLeg.day)
    )
    changes = act.session.execute(later).all()
    moved = {one.day for one in changes} | statuses.days(day)
    points: list[CurvePoint] = []
    place, before_end = 0, date.min
    for end in ends:
        if points and not any(before_end < one <= end for one in moved):
            points.append(CurvePoint(end, points[-1].figures))
            continue
        before_end = end
        while place < len(changes) and changes[place][0] <= end:
            _when, who, more_shares, more_cents = changes[place]
            before = totals.get(who, (0, 0))
            totals[who] = (before[0] + more_shares, before[1] + more_cents)
            place += 1
        holdings = [Holding(who, known[who], held, paid) for who, (held, paid) in totals.items()]
        counted = capital.figures(statuses.holders(holdings, end), by_capital(profile_at(act, end)))
        points.append(CurvePoint(end, counted))
    return points


def _quarter_ends(day: date, years: int) -> list[date]:
    ends = [
        add_months(date(year, 1, 31), month)
        for year in range(day.year - years, day.year + 1)
        for month in (2, 5, 8, 11)
    ]
    first = add_months(day, -12 * years)
    return [end for end in ends if first <= end < day] + [day]


# --- Asked by pages and the command line ---------------------------------------------------------------


@query(Right.SHARES_READ, N_("Consultation du registre des mouvements de parts"))
def movements(
    act: Act, person_id: PersonId | None = None, until: date | None = None, latest: int | None = None
) -> list[MovementRow]:
    """Return the movements in the order of their numbers (REG-02)."""
    return movement_rows(act, person_id, until, latest)


@query(Right.SHARES_READ, N_("Consultation de la situation du capital"))
def situation(act: Act, day: date | None = None) -> SituationView:
    """Return who holds what on a day, today by default (C05)."""
    return situation_view(act, day or act.today)


@query(Right.OWN_FILE_READ, Right.SHARES_READ, words=N_("Consultation d’un relevé de parts"))
def statement(act: Act, person_id: PersonId, day: date | None = None) -> Statement:
    """Return the statement of one person: one’s own, or anyone’s for those who read the register."""
    if not act.covers(person_id):
        raise Refused(_("Votre titre ne vous ouvre que votre propre relevé."))
    return statement_of(act, person_id, day or act.today)


@query(Right.SHARES_READ, N_("Consultation des associés sous le minimum de parts"))
def below_minimum(act: Act, day: date | None = None) -> list[BelowMinimum]:
    """Return the associates below the compulsory number of shares (C10)."""
    return below_minimum_at(act, day or act.today)


@query(Right.SHARES_READ, N_("Consultation des ratios du capital sur cinq ans"))
def curve(act: Act, day: date | None = None) -> list[CurvePoint]:
    """Return five years of the figures the law watches."""
    return curve_at(act, day or act.today)


def ratios_at(act: Act, day: date) -> RatiosView:
    """Return the watched figures of a day, their curve over five years, and the refunds (C14)."""
    from coop_desk.topics.shares.chart import ratios_chart

    statuses = Statuses(act)
    points = curve_at(act, day, statuses=statuses)
    return RatiosView(
        day=day,
        gauges=situation_view(act, day, statuses).gauges,
        points=tuple(points),
        chart=ratios_chart(points, limits_of(profile_at(act, day))),
        refunds=refunds_at(act, day, statuses),
    )


@query(Right.SHARES_READ, N_("Consultation des ratios et des remboursements"))
def ratios(act: Act) -> RatiosView:
    """Return the watched figures of today with their curve and the refunds."""
    return ratios_at(act, act.today)


@query(Right.SHARES_READ, N_("Consultation du dernier exercice clos"))
def last_year_end(act: Act) -> date:
    """Return the last end of a financial year before today."""
    return identity_at(act, act.today).last_year_end(act.today)

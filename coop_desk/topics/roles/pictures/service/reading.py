"""Seats and their terms over some months, those who prepare to take over, the organisation on a day."""

from collections.abc import Iterable
from datetime import date, timedelta

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.mandates.rules.life import origin_words
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.adoption.records import PlanBar
from coop_desk.topics.roles.adoption.service.reading import plan_file
from coop_desk.topics.roles.handover.records import Readiness
from coop_desk.topics.roles.handover.service.reading import readiness
from coop_desk.topics.roles.pictures import rules
from coop_desk.topics.roles.pictures.records import Seat, SeatCalendar, Term, TermKind
from coop_desk.topics.roles.records import WhoDoesWhat
from coop_desk.topics.roles.seats.records import RoleMandateLine
from coop_desk.topics.roles.seats.service.reading import role_mandates
from coop_desk.topics.roles.service.printing import who_does_what
from coop_desk.topics.roles.service.reading import roles_at


def calendar_of(
    act: Act, first: date, months: int, *, pole_id: int | None = None, plan_id: int | None = None
) -> SeatCalendar:
    """Every seat over some months from the first day of one; of a pole only, and with what a plan proposes."""
    first = first.replace(day=1)
    last = add_months(first, months) - timedelta(days=1)
    lines = [line for line in role_mandates(act) if line.held]
    seats = [seat for seat in _seats(act, first, last, lines) if pole_id in (None, seat.pole_id)]
    known = {(seat.role_id, seat.number) for seat in seats}
    held = [_term(act, line) for line in lines if (line.role_id, line.seat) in known]
    plan, proposed = "", []
    if plan_id is not None:
        file = plan_file(act, plan_id, int(act.actor_id))
        plan = file.line.name
        proposed = [_proposed(act, bar) for bar in file.bars if bar.planned and (bar.role_id, bar.seat) in known]
    by_seat = rules.on_seats([*held, *proposed])
    for seat in seats:
        key = (seat.role_id, seat.number)
        empty = rules.empty_terms(seat, by_seat.get(key, []), first, last, act.today)
        by_seat[key] = sorted([*by_seat.get(key, []), *empty], key=lambda term: (term.starts_on, term.ends_on))
    shown = [term for terms in by_seat.values() for term in terms if term.starts_on <= last and first <= term.ends_on]
    troubles = rules.troubles_of(seats, by_seat, last, act.today)
    return SeatCalendar(first, months, act.today, tuple(seats), tuple(shown), troubles, plan_id, plan)


def _seats(act: Act, first: date, last: date, lines: Iterable[RoleMandateLine]) -> list[Seat]:
    """The seats of the roles open on the first day, today or the last one, and those somebody sat on."""
    roles = {role.id: role for day in sorted({first, last, act.today}) for role in roles_at(act, day)}
    found = []
    for role in roles.values():
        here = [line for line in lines if line.role_id == role.id]
        seats = max([role.seats, *(line.seat + 1 for line in here)])
        since = min([line.starts_on for line in here], default=role.adopted_on)
        found += [
            Seat(
                role.id, role.name, role.pole_id, role.pole, number, seats, role.sheet.mode, role.missions,
                role.sheet.load, role.sheet.shadow_load, since,
            )
            for number in range(seats)
        ]  # fmt: skip
    return sorted(found, key=lambda seat: (fold(seat.pole), seat.pole_id, fold(seat.role), seat.role_id, seat.number))


def _term(act: Act, line: RoleMandateLine) -> Term:
    kind = TermKind.RUNNING if line.starts_on <= act.today else TermKind.COMING
    if line.ends_on < act.today:
        kind = TermKind.PAST
    elif line.interim:
        kind = TermKind.ACTING
    return Term(
        line.role_id, line.role, line.pole, line.seat, line.person_id, line.name, line.starts_on, line.ends_on,
        line.shadow_from, kind, origin_words(line.origin, PostKind.ROLE), line.because, line.id,
        line.person_id == act.actor_id,
    )  # fmt: skip


def _proposed(act: Act, bar: PlanBar) -> Term:
    return Term(
        bar.role_id, bar.role, bar.pole, bar.seat, bar.person_id, bar.name, bar.starts_on, bar.ends_on,
        bar.shadow_from, TermKind.PROPOSED, mine=bar.person_id == act.actor_id,
    )  # fmt: skip


@query(Right.ROLES_READ, N_("Consultation du calendrier des mandats"))
def seat_calendar(
    act: Act, first: date, months: int, *, pole_id: int | None = None, plan_id: int | None = None
) -> SeatCalendar:
    """Every seat over some months: who holds it, who will, who shadows, who is missing."""
    return calendar_of(act, first, months, pole_id=pole_id, plan_id=plan_id)


@query(Right.ROLES_READ, N_("Consultation de qui est prêt à prendre un rôle"))
def ready_people(act: Act) -> tuple[Readiness, ...]:
    """How far each hand-over under way or finished for a term to come is."""
    return readiness(act, act.today)


@query(Right.ROLES_READ, N_("Consultation de l’organisation à une date"))
def organisation(act: Act, day: date | None = None) -> WhoDoesWhat:
    """Poles, roles and holders on a day, today by default."""
    return who_does_what(act, day or act.today)

"""What a calendar of seats shows besides the terms: who is missing, who is there twice, and how hours add up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.adoption.rules.telling import known_before
from coop_desk.topics.roles.pictures.records import Month, Seat, Term, TermKind, Trouble, TroubleKind
from coop_desk.topics.roles.records import RoleMode
from coop_desk.topics.roles.rotation.case import Case, Mandate
from coop_desk.topics.roles.seats.rules import seat_words

WARNED = 6
"""Months before the end of a term in which a successor is looked for."""
ONE_DAY = timedelta(days=1)
HOLDS = frozenset({TermKind.PAST, TermKind.RUNNING, TermKind.COMING, TermKind.ACTING, TermKind.PROPOSED})
SeatKey = tuple[int, int]


def on_seats(terms: Iterable[Term]) -> dict[SeatKey, list[Term]]:
    """The terms of each seat, in the order of time."""
    found: dict[SeatKey, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda one: (one.starts_on, one.ends_on)):
        found[(term.role_id, term.seat)].append(term)
    return found


def empty_terms(seat: Seat, terms: Sequence[Term], first: date, last: date, today: date) -> tuple[Term, ...]:
    """The days of a seat that nobody holds, from the opening of the role to the last day shown."""
    free, found = max(first, seat.opened_on), []
    for term in (*terms, None):
        until = term.starts_on - ONE_DAY if term is not None else last
        if free <= min(until, last):
            found.append(_empty(seat, free, min(until, last), today, followed=term is not None))
        if term is not None:
            free = max(free, term.ends_on + ONE_DAY)
    return tuple(found)


def _empty(seat: Seat, first: date, last: date, today: date, *, followed: bool) -> Term:
    names = {RoleMode.ELECTED: _("à élire"), RoleMode.LOT: _("à tirer au sort")}
    pressing = last < today or first <= add_months(today, WARNED) or followed
    kind = TermKind.VACANT if pressing and (last < today or seat.mode not in names) else TermKind.AWAITED
    name = _("vacant") if kind is TermKind.VACANT else names.get(seat.mode, _("à pourvoir"))
    return Term(seat.role_id, seat.role, seat.pole, seat.number, None, name, first, last, None, kind)


def troubles_of(
    seats: Sequence[Seat], terms: Mapping[SeatKey, Sequence[Term]], last: date, today: date
) -> tuple[Trouble, ...]:
    """Seats that nobody holds today or soon, people on one seat at the same time, terms that nobody follows (E04)."""
    found = []
    for seat in seats:
        here = terms.get((seat.role_id, seat.number), ())
        named = seat_name(seat)
        found += [_gap(one, seat, named, last) for one in here if _lacks(one, last, today)]
        held = [one for one in here if one.kind in HOLDS]
        found += [
            _overlap(one, two, seat, named) for one, two in overlaps(held) if min(one.ends_on, two.ends_on) >= today
        ]
        final = max(held, key=lambda one: one.ends_on, default=None)
        if final is not None and today <= final.ends_on <= min(add_months(today, WARNED), last):
            words = _("« {seat} » : le mandat de {name} finit le {day}, et personne ne suit.")
            said = words.format(seat=named, name=final.name, day=long_day(final.ends_on))
            found.append(Trouble(TroubleKind.NO_SUCCESSOR, said, final.ends_on, final.key, seat.role, seat.pole))
    return tuple(sorted(found, key=lambda one: (one.on, one.role, one.kind)))


def _lacks(term: Term, last: date, today: date) -> bool:
    """Whether nobody holds a seat today, or between two terms to come; after the last term, no successor is told."""
    now = term.starts_on <= today <= term.ends_on
    return term.person_id is None and (now or (today < term.starts_on and term.ends_on < last))


def _gap(term: Term, seat: Seat, named: str, last: date) -> Trouble:
    if term.ends_on >= last:
        words = _("« {seat} » : personne à partir du {first}.")
    else:
        words = _("« {seat} » : personne du {first} au {last}.")
    said = words.format(seat=named, first=long_day(term.starts_on), last=long_day(term.ends_on))
    return Trouble(TroubleKind.GAP, said, term.starts_on, term.key, seat.role, seat.pole)


def _overlap(one: Term, two: Term, seat: Seat, named: str) -> Trouble:
    words = _("« {seat} » : {one} et {two} en même temps, à partir du {day}.")
    said = words.format(seat=named, one=one.name, two=two.name, day=long_day(two.starts_on))
    return Trouble(TroubleKind.OVERLAP, said, two.starts_on, two.key, seat.role, seat.pole)


def overlaps(held: Sequence[Term]) -> list[tuple[Term, Term]]:
    """The terms of one seat that share a day, the one that begins first at the left."""
    return [
        (one, two)
        for at, one in enumerate(held)
        for two in held[at + 1 :]
        if two.starts_on <= one.ends_on and one.person_id != two.person_id
    ]


def seat_name(seat: Seat) -> str:
    """A seat by its name: the role, and its number when there are several."""
    return seat_words(seat.role, seat.number, seat.seats)


# ------------------------------------------------------------------ hours


def months_of(seats: Sequence[Seat], terms: Sequence[Term], first: date, months: int) -> tuple[Month, ...]:
    """The hours of one person month by month: roles held a day of it at least, and shadowing."""
    loads = {(seat.role_id, seat.number): seat for seat in seats}
    found = []
    for number in range(months):
        begins, last = add_months(first, number), add_months(first, number + 1) - ONE_DAY
        hours, said = 0, []
        for term in terms:
            seat = loads.get((term.role_id, term.seat))
            if seat is None or term.person_id is None:
                continue
            if term.starts_on <= last and begins <= term.ends_on:
                hours += seat.load
                said.append(term.role)
            elif term.shadow_from is not None and term.shadow_from <= last and begins < term.starts_on:
                hours += seat.shadow_load
                said.append(_("{role} (tuilage)").format(role=term.role))
        found.append(Month(begins, hours, ", ".join(said)))
    return tuple(found)


def hours_by_month(case: Case, plan: Sequence[Mandate]) -> dict[str, list[int]]:
    """The hours of each member month by month: what is fixed, what is planned, and its shadowing (rule 8)."""
    found = {member.id: [0] * case.months for member in case.members}
    roles = {role.id: role for role in case.roles}
    for one in (*case.fixed, *plan):
        for month in one.months:
            found[one.member][month] += roles[one.role].load
    for one in plan:
        if not known_before(case, one):
            for month in range(max(0, one.first - roles[one.role].shadow_months), one.first):
                found[one.member][month] += roles[one.role].shadow_load
    return found

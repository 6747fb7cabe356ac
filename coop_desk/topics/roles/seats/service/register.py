"""The register of the mandates of roles as pages and paper read it: seats, gaps, history by role and by person."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_day
from coop_desk.topics.mandates.records import PostKind, Tone
from coop_desk.topics.mandates.rules.life import origin_words
from coop_desk.topics.mandates.rules.terms import ends_soon
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.seats import rules
from coop_desk.topics.roles.seats.records import (
    Gap,
    MandatesRegister,
    MandateState,
    RoleMandateCard,
    RoleMandateLine,
    SeatLine,
    SeatRegister,
)
from coop_desk.topics.roles.seats.service.keys import keys_said
from coop_desk.topics.roles.seats.service.reading import role_mandate_of, role_mandates
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.statutes.service import letterhead_at

WARNED_MONTHS = 6
_TONES: dict[MandateState, Tone] = {
    MandateState.ADOPTED: "plain",
    MandateState.SHADOW: "accent",
    MandateState.RUNNING: "good",
    MandateState.ENDED: "plain",
    MandateState.BROKEN: "plain",
}


def gaps_at(act: Act, day: date) -> tuple[Gap, ...]:
    """The days without anybody on a seat, from a day to six months after it."""
    first: dict[int, date] = {}
    for line in role_mandates(act, day):
        first[line.role_id] = min(line.starts_on, first.get(line.role_id, line.starts_on))
    seats = [
        (role.id, role.name, seat, first.get(role.id, role.adopted_on))
        for role in roles_at(act, day)
        for seat in range(role.seats)
    ]
    return rules.gaps(role_mandates(act, day), seats, day, add_months(day, WARNED_MONTHS))


def register_lines(act: Act, day: date) -> tuple[SeatLine, ...]:
    """Every mandate and every vacancy of a day, those of today first."""
    seats = {role.id: role.seats for role in roles_at(act, day)}
    poles = {role.id: role.pole for role in roles_at(act, day)}
    found = gaps_at(act, day)
    lines = role_mandates(act, day)
    ends = {(gap.role_id, gap.seat, gap.starts_on) for gap in found}
    rows = [_line(line, seats.get(line.role_id, 1), day, ends) for line in lines]
    rows += [
        SeatLine(
            f"gap:{gap.role_id}:{gap.seat}", rules.seat_words(gap.role, gap.seat, seats[gap.role_id]),
            poles[gap.role_id], _("Personne"), gap.starts_on, gap.ends_on, _("vacant"), "warn", "", None, gap, False,
            False, True, False,
        )
        for gap in found
        if gap.starts_on <= day
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.past, fold(row.pole), fold(row.where), row.starts_on or day)))


def _line(line: RoleMandateLine, seats: int, day: date, ends: set[tuple[int, int, date]]) -> SeatLine:
    state, tone = state_words(line), _TONES[line.state]
    past = line.state in (MandateState.ENDED, MandateState.BROKEN) or not line.held
    followed = (line.role_id, line.seat, line.ends_on + rules.ONE_DAY) not in ends
    if not past and line.held and line.ends_on < line.term_on:
        state, tone = _("finit le {day}").format(day=long_day(line.ends_on)), "warn"
    elif line.state is MandateState.RUNNING and not followed and ends_soon(line.ends_on, day):
        state, tone = _("finit sans suite"), "warn"
    return SeatLine(
        f"mandate:{line.id}", rules.seat_words(line.role, line.seat, seats), line.pole, line.name, line.starts_on,
        line.ends_on if line.held else None, state, tone, origin_words(line.origin, PostKind.ROLE), line, None,
        line.runs_on(day), line.starts_on > day and not past, False, past,
    )  # fmt: skip


def state_words(line: RoleMandateLine) -> str:
    """The state of a mandate, its interim said."""
    words = _(rules.STATE_WORDS[line.state]) if line.held else _("jamais commencé")
    return _("intérim {state}").format(state=words) if line.interim else words


@query(Right.ROLES_READ, N_("Consultation du registre des mandats de rôles"))
def seat_register(act: Act, day: date | None = None) -> SeatRegister:
    """Every mandate of a role and every vacancy, with its state on a day, today by default; and what is wrong."""
    return SeatRegister(register_lines(act, day or act.today), faults_at(act))


def faults_at(act: Act) -> tuple[str, ...]:
    """What a file of another making may hold: two people on one seat, one person on two."""
    return rules.faults_together(role_mandates(act), {role.id: role.seats for role in roles_at(act, act.today)})


@query(Right.ROLES_READ, N_("Consultation d’un mandat de rôle"))
def role_mandate(act: Act, mandate_id: int) -> RoleMandateCard:
    """One mandate with the history of its seat and of its holder."""
    line = role_mandate_of(act, mandate_id)
    lines = role_mandates(act)
    seats = next((role.seats for role in roles_at(act, act.today) if role.id == line.role_id), line.seat + 1)
    of_seat = tuple(one for one in lines if (one.role_id, one.seat) == (line.role_id, line.seat))
    of_person = tuple(one for one in lines if one.person_id == line.person_id and one.id != line.id)
    origin = origin_words(line.origin, PostKind.ROLE)
    return RoleMandateCard(line, seats, state_words(line), origin, keys_said(act, line), of_seat, of_person)


@query(Right.ROLES_READ, N_("Impression du registre des mandats de rôles"))
def role_mandates_pdf(
    act: Act, day: date | None = None, role_id: int | None = None, person_id: int | None = None
) -> bytes:
    """Print the mandates of roles on a day, with their history by role and by person; of one of them if named."""
    from coop_desk.topics.roles.seats import document

    on = day or act.today
    return document.register_pdf(printed(act, on, role_id, person_id), letterhead_at(act, act.today))


def printed(act: Act, on: date, role_id: int | None, person_id: int | None) -> MandatesRegister:
    """What is printed of a day: by role, by person, or both."""
    lines = sorted(register_lines(act, on), key=lambda row: (fold(row.pole), fold(row.where), row.starts_on or on))
    kept = [row for row in lines if role_id is None or _role_of(row) == role_id]
    people = [row for row in lines if row.mandate is not None]
    people.sort(key=lambda row: (fold(row.name), row.starts_on or on))
    if person_id is not None:
        people = [row for row in people if row.mandate is not None and row.mandate.person_id == person_id]
    title = _("Mandats des rôles")
    if role_id is not None and kept:
        first = kept[0].mandate or kept[0].gap
        title = _("Histoire du rôle : {role}").format(role=first.role if first is not None else "")
    if person_id is not None and people:
        title = _("Mandats de rôles : {name}").format(name=people[0].name)
    return MandatesRegister(
        on, title,
        () if person_id is not None else _grouped(kept, lambda row: row.where),
        () if role_id is not None else _grouped(people, lambda row: row.name),
    )  # fmt: skip


def _role_of(row: SeatLine) -> int:
    if row.mandate is not None:
        return row.mandate.role_id
    return row.gap.role_id if row.gap is not None else 0


def _grouped(rows: Iterable[SeatLine], of: Callable[[SeatLine], str]) -> tuple[tuple[str, tuple[SeatLine, ...]], ...]:
    return tuple((name, tuple(each)) for name, each in groupby(rows, of))

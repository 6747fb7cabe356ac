"""Mandates of roles that end early, what that loses, who replaces; and interims of three months at most."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.rules.terms import last_day
from coop_desk.topics.mandates.service import break_off
from coop_desk.topics.roles.seats import rules
from coop_desk.topics.roles.seats.records import Departure, RoleMandateLine, RoleOrigin, Span
from coop_desk.topics.roles.seats.service.opening import open_role_mandate, role_on
from coop_desk.topics.roles.seats.service.reading import role_mandate_of, role_mandates

Loses = Callable[[Act, RoleMandateLine, date], Iterable[str]]
_losers: list[Loses] = []


def losses(source: Loses) -> Loses:
    """Declare what another part says is lost when a mandate ends after a day: one sentence for each thing."""
    _losers.append(source)
    return source


def end_role_mandate(act: Act, mandate_id: int, on: date, reason: str, because: str = "") -> None:
    """End a mandate early: `on` is the last day held, a day before the first one calls it off (MAN-07).

    What was held stays as it is; its title and its keys end the same day. Raises RuleBroken MAN-07.
    """
    line = role_mandate_of(act, mandate_id)
    if not reason.strip():
        raise RuleBroken("MAN-07", _("Dites pourquoi le mandat finit plus tôt."))
    if on >= line.ends_on:
        words = _("Le mandat de {name} finit déjà le {day}.")
        raise RuleBroken("MAN-07", words.format(name=line.name, day=long_day(line.ends_on)))
    words = reason.strip()
    if because.strip():
        words = _("{reason} ({because})").format(reason=words, because=because.strip())
    break_off(act, mandate_id, on, words)


def replacement_of(act: Act, mandate_id: int, starts_on: date) -> Span:
    """The term of whoever replaces the holder of a mandate from a day, by the rule of the role (section 2)."""
    line = role_mandate_of(act, mandate_id)
    return rules.replacement_span(role_on(act, line.role_id, starts_on).sheet, line.term_on, starts_on)


@query(Right.ROLES_RECORD, N_("Effet d’une fin de mandat anticipée"))
def departure(act: Act, mandate_id: int, on: date) -> Departure:
    """What an early end would lose, the interim that could follow and the term of a replacement; nothing is written."""
    return departure_of(act, mandate_id, on)


def departure_of(act: Act, mandate_id: int, on: date) -> Departure:
    """The same, for the parts above."""
    line = role_mandate_of(act, mandate_id)
    lost = tuple(words for source in _losers for words in source(act, line, on))
    vacant = max(on + timedelta(days=1), line.starts_on)
    deputies = role_on(act, line.role_id, vacant).deputies
    following = _next_start(role_mandates(act), line, vacant)
    interim = None
    if following is None or following > vacant:
        longest = last_day(vacant, rules.INTERIM_MONTHS)
        interim = Span(vacant, longest if following is None else min(longest, following - timedelta(days=1)))
    return Departure(
        line, on, lost, interim, tuple((one.person_id, one.name) for one in deputies),
        replacement_of(act, mandate_id, vacant),
    )  # fmt: skip


def _next_start(lines: Iterable[RoleMandateLine], of: RoleMandateLine, day: date) -> date | None:
    starts = [
        line.starts_on
        for line in lines
        if line.id != of.id and (line.role_id, line.seat) == (of.role_id, of.seat) and line.held
        if line.ends_on >= day
    ]
    return min(starts, default=None)


@action(Right.ROLES_RECORD, N_("Fin anticipée d’un mandat de rôle"))
def leave_early(act: Act, mandate_ids: tuple[int, ...], on: date, reason: str, because: str = "") -> None:
    """End the mandates somebody leaves: each one kept up to its last day, those to come called off (MAN-07)."""
    for mandate_id in mandate_ids:
        end_role_mandate(act, mandate_id, on, reason, because)


@action(Right.ROLES_RECORD, N_("Intérim d’un rôle"))
def record_interim(
    act: Act, role_id: int, seat: int, person_id: PersonId, starts_on: date, ends_on: date, because: str,
    *, returns: bool = False,
) -> int:  # fmt: skip
    """Entrust a seat for three months at most, without a vote; return the id of the mandate (MAN-06)."""
    return interim(act, role_id, seat, person_id, starts_on=starts_on, ends_on=ends_on, because=because,
                   returns=returns)  # fmt: skip


def interim(
    act: Act, role_id: int, seat: int, person_id: int, *, starts_on: date, ends_on: date, because: str,
    returns: bool = False,
) -> int:  # fmt: skip
    """The same, for the parts above.

    `returns`: the holder is away and comes back the day after: the mandate stops, and resumes for what is left of it.
    Without it, the seat must be free. Raises RuleBroken MAN-01, MAN-02, MAN-06, ROLE-06.
    """
    span = Span(starts_on, ends_on)
    rules.check_days(span, None)
    rules.check_interim(role_mandates(act), role_id, seat, span)
    away = _holder(act, role_id, seat, starts_on) if returns else None
    if away is not None:
        end_role_mandate(act, away.id, starts_on - timedelta(days=1), _("Intérim : {why}").format(why=because.strip()))
    mandate = open_role_mandate(
        act, role_id, seat, person_id, starts_on=starts_on, ends_on=ends_on, origin=RoleOrigin.INTERIM,
        because=because, replaces=away.id if away is not None else None,
    )  # fmt: skip
    if away is not None and ends_on < away.ends_on:
        open_role_mandate(
            act, role_id, seat, away.person_id, starts_on=ends_on + timedelta(days=1), ends_on=away.ends_on,
            origin=RoleOrigin.TAKEN_OVER, because=_("Retour après un intérim. {because}").format(because=away.because),
            plan_id=away.plan_id, replaces=away.id,
        )  # fmt: skip
    return mandate


def _holder(act: Act, role_id: int, seat: int, day: date) -> RoleMandateLine | None:
    return next(
        (line for line in role_mandates(act) if (line.role_id, line.seat) == (role_id, seat) and line.runs_on(day)),
        None,
    )

"""A mandate opens on a seat: its rules are looked at, its rights begin on their day, those who follow are told."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.mandates.rules.terms import last_day
from coop_desk.topics.mandates.service import open_dated_mandate, when_opened
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.roles.model import IncompatibleRoles
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.seats import rules
from coop_desk.topics.roles.seats.model import RoleMandate
from coop_desk.topics.roles.seats.records import RoleMandateLine, RoleOrigin, Span
from coop_desk.topics.roles.seats.service.keys import propose_keys
from coop_desk.topics.roles.seats.service.reading import role_mandate_of, role_mandates
from coop_desk.topics.roles.service.reading import roles_at

Adopted = Callable[[Act, RoleMandateLine], None]
_followers: list[Adopted] = []
_FREELY = (RoleOrigin.TAKEN_OVER, RoleOrigin.INTERIM)
"""The origins that the terms and the cooldown of the sheet do not bind."""


def when_adopted(follower: Adopted) -> Adopted:
    """Declare what another part does as soon as the mandate of a role is adopted, in the same act."""
    _followers.append(follower)
    return follower


def open_role_mandate(
    act: Act, role_id: int, seat: int, person_id: int, *, starts_on: date, ends_on: date, origin: RoleOrigin,
    because: str, resolution_id: int | None = None, shadow_from: date | None = None, plan_id: int | None = None,
    replaces: int | None = None,
) -> int:  # fmt: skip
    """Seat somebody in a role from a day to a day because of a decision; return the id of the mandate.

    The title of the role begins with the mandate, or with the shadowing if the sheet says so; its keys are proposed for
    the same days. `replaces`: whose term it finishes; whoever was broken off last on the seat when None.
    Raises RuleBroken MAN-01 to MAN-06, ROLE-06 or MAND-04.
    """
    role = role_on(act, role_id, starts_on)
    span = Span(starts_on, ends_on)
    if replaces is None and origin not in _FREELY:
        left = rules.replaced_by(role_mandates(act), role_id, seat, person_id, starts_on)
        replaces = left.id if left is not None else None
    _check(act, role, seat, person_id, span, origin, shadow_from, plan_id, replaces)
    rights_from = shadow_from if shadow_from is not None and role.sheet.rights_from_shadow else starts_on
    mandate = open_dated_mandate(
        act, role.post_id, person_id, starts_on=starts_on, ends_on=ends_on, because=because, origin=origin,
        resolution_id=resolution_id, replaces_id=replaces, rights_from=rights_from,
    )  # fmt: skip
    _seat(act, mandate, role, seat, shadow_from, rights_from, plan_id)
    return mandate


@query(Right.ROLES_RECORD, N_("Consultation du terme à donner à un mandat de rôle"))
def term_from(act: Act, role_id: int, seat: int, starts_on: date) -> Span:
    """The term to propose on a seat from a day: what a replacement finishes, else the longest of the sheet."""
    sheet = role_on(act, role_id, starts_on).sheet
    left = rules.replaced_by(role_mandates(act), role_id, seat, 0, starts_on)
    if left is not None:
        return rules.replacement_span(sheet, left.term_on, starts_on)
    return Span(starts_on, last_day(starts_on, sheet.term_max))


@action(Right.ROLES_RECORD, N_("Inscription d’un mandat de rôle"))
def record_role_mandate(
    act: Act, role_id: int, seat: int, person_id: PersonId, starts_on: date, ends_on: date, because: str,
    *, shadow_from: date | None = None, replaces: int | None = None,
) -> int:  # fmt: skip
    """Write down a mandate that the co-op decided outside of the program, quoting the decision; return its id.

    An election and a draw are written where they are held. Raises RuleBroken MAN-01 to MAN-05, ROLE-06, MAND-04.
    """
    role = role_on(act, role_id, starts_on)
    origin = rules.ORIGINS[role.sheet.mode]
    if origin in (RoleOrigin.ELECTED, RoleOrigin.LOT):
        words = _("« {role} » se pourvoit par élection ou par tirage au sort : passez par là.")
        raise RuleBroken("MAN-05", words.format(role=role.name))
    return open_role_mandate(
        act, role_id, seat, person_id, starts_on=starts_on, ends_on=ends_on, origin=origin, because=because,
        shadow_from=shadow_from, replaces=replaces,
    )  # fmt: skip


@action(Right.ROLES_RECORD, N_("Proposition des clés d’un mandat de rôle"))
def ask_keys(act: Act, mandate_id: int) -> None:
    """Propose the keys that the sheet asks for and this mandate has not: a sheet adopted since, an end cancelled."""
    line = role_mandate_of(act, mandate_id)
    propose_keys(act, line, role_on(act, line.role_id, act.today).sheet)


def role_on(act: Act, role_id: int, day: date) -> RoleLine:
    """A role as it stands on a day to come, or today. Raises RuleBroken ROLE-03 when it is closed."""
    found = next((line for line in roles_at(act, max(day, act.today)) if line.id == role_id), None)
    if found is None:
        raise RuleBroken("ROLE-03", _("Ce rôle est fermé à cette date."))
    return found


def why_not(act: Act, role_id: int, seat: int, person_id: int, span: Span, origin: RoleOrigin) -> str:
    """What keeps somebody from a seat for a term, in words; empty when nothing does."""
    try:
        _check(act, role_on(act, role_id, span.starts_on), seat, person_id, span, origin, None, None, None)
    except RuleBroken as refused:
        return refused.message
    return ""


def free_seats(act: Act, role_id: int, span: Span) -> tuple[int, ...]:
    """The seats of a role, from 0, that nobody holds or will hold on any day of a term."""
    taken = {
        line.seat
        for line in role_mandates(act)
        if line.role_id == role_id and line.overlaps(span.starts_on, span.ends_on)
    }
    return tuple(seat for seat in range(role_on(act, role_id, span.starts_on).seats) if seat not in taken)


def _check(
    act: Act, role: RoleLine, seat: int, person_id: int, span: Span, origin: RoleOrigin, shadow_from: date | None,
    plan_id: int | None, replaces: int | None,
) -> None:  # fmt: skip
    lines = role_mandates(act)
    if not 0 <= seat < role.seats:
        words = _("« {role} » a {n} sièges : choisissez l’un d’eux.")
        raise RuleBroken("MAN-01", words.format(role=role.name, n=integer(role.seats)))
    rules.check_days(span, shadow_from)
    rules.check_origin(role.sheet, role.name, origin)
    if role.sheet.associates_only:
        _check_associate(act, person_id, role.name, span.starts_on)
    rules.check_seat(lines, role.id, seat, span)
    rules.check_one_seat(lines, role.id, person_id, span)
    _check_compatible(act, lines, role.id, person_id, span)
    replaced = next((line for line in lines if line.id == replaces), None)
    again = replaced is not None and replaced.person_id == person_id
    if origin not in _FREELY and not again:
        follows = replaced is not None and span == rules.replacement_span(role.sheet, replaced.term_on, span.starts_on)
        if not follows:
            rules.check_term(role.sheet, role.name, span, planned=plan_id is not None)
        rules.check_cooldown(lines, role.sheet, role.id, person_id, span)


def _check_associate(act: Act, person_id: int, role: str, day: date) -> None:
    found = {int(one.person_id): one for one in situations_at(act, max(day, act.today))}
    if person_id not in found or found[person_id].category not in ASSOCIATES:
        raise RuleBroken("MAN-08", _("« {role} » est réservé aux associés, dit sa fiche.").format(role=role))


def _check_compatible(act: Act, lines: tuple[RoleMandateLine, ...], role_id: int, person_id: int, span: Span) -> None:
    """Raise RuleBroken ROLE-06 when the person holds an incompatible role on a day the rule stands."""
    for row in act.session.scalars(select(IncompatibleRoles)):
        if role_id not in (row.one_id, row.two_id):
            continue
        other = row.two_id if row.one_id == role_id else row.one_id
        first, last = max(span.starts_on, row.starts_on), min(span.ends_on, row.ends_on or span.ends_on)
        for line in lines:
            if (line.role_id, line.person_id) == (other, person_id) and first <= last and line.overlaps(first, last):
                words = _("{name} tient « {role} », incompatible avec ce rôle : {because}")
                raise RuleBroken("ROLE-06", words.format(name=line.name, role=line.role, because=row.because))


def _seat(
    act: Act, mandate: int, role: RoleLine, seat: int, shadow_from: date | None, rights_from: date,
    plan_id: int | None,
) -> None:  # fmt: skip
    act.session.add(
        RoleMandate(
            mandate_id=mandate, role_id=role.id, seat=seat, shadow_from=shadow_from, rights_from=rights_from,
            plan_id=plan_id,
        )
    )  # fmt: skip
    act.session.flush()
    line = role_mandate_of(act, mandate)
    propose_keys(act, line, role.sheet)
    for follower in _followers:
        follower(act, line)


@when_opened
def seat_opened(act: Act, mandate_id: int) -> None:
    """Seat a mandate that an election opened, or one taken over, when its post is that of a role (MAN-01).

    One whose end was cancelled takes its seat back, if nobody was given it since.
    """
    lines = role_mandates(act)
    line = next((one for one in lines if one.id == mandate_id), None)
    if line is None:
        return
    role = role_on(act, line.role_id, line.starts_on)
    others = [one for one in lines if one.id != mandate_id and one.role_id == role.id and one.held]
    if act.session.scalar(select(RoleMandate.id).where(RoleMandate.mandate_id == mandate_id)) is not None:
        rules.check_seat(others, role.id, line.seat, Span(line.starts_on, line.ends_on))
        propose_keys(act, line, role.sheet)
        return
    seat = rules.first_free([(one.seat, one.starts_on, one.ends_on) for one in others], line.starts_on, line.ends_on)
    if seat >= role.seats:
        raise RuleBroken(
            "MAN-01",
            _("Chaque siège de « {role} » est promis à quelqu’un avant la fin de ce mandat : mettez-y d’abord fin."
              ).format(role=role.name),
        )  # fmt: skip
    _seat(act, mandate_id, role, seat, None, line.starts_on, None)

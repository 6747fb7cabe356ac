"""A role is drawn by lot: the list frozen first, the sources read after, the first who accepts takes the seat."""

from collections.abc import Sequence
from datetime import date

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, listed, long_day
from coop_desk.topics.roles.drawing import rules
from coop_desk.topics.roles.drawing.model import Draw, DrawAnswer, DrawResult
from coop_desk.topics.roles.drawing.records import DrawFile, DrawState
from coop_desk.topics.roles.drawing.service.reading import draw_of
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.seats.records import RoleOrigin, Span
from coop_desk.topics.roles.seats.rules import check_term
from coop_desk.topics.roles.seats.service.opening import free_seats, open_role_mandate, why_not
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.roles.service.standing import who_may_hold
from coop_desk.topics.roles.wishes.service import wishes_of


@action(Right.ROLES_RECORD, N_("Liste figée d’un tirage au sort"))
def freeze_draw(act: Act, role_id: int, sources: Sequence[str], starts_on: date, ends_on: date) -> int:
    """Freeze who may be drawn for the free seats of a role, before its sources are known; return the id.

    Whoever refuses the role, or may not hold it from that day, is left out. Raises RuleBroken LOT-01, LOT-02, MAN-03.
    """
    role = next((one for one in roles_at(act, act.today) if one.id == role_id), None)
    if role is None:
        raise RuleBroken("LOT-01", _("Ce rôle est fermé."))
    rules.check_mode(role.sheet.mode)
    said, span = rules.announced(sources), Span(starts_on, ends_on)
    check_term(role.sheet, role.name, span, planned=False)
    seats = free_seats(act, role_id, span)
    if not seats:
        raise RuleBroken("LOT-01", _("Chaque siège de « {role} » est tenu à ces dates.").format(role=role.name))
    people = _eligible(act, role, seats[0], span)
    if not people:
        raise RuleBroken("LOT-01", _("Personne ne peut tenir « {role} » à ces dates.").format(role=role.name))
    names = people_by_id(act.session)
    listed_ = [{"code": rules.code_of(one), "person": one, "name": names[PersonId(one)]} for one in people]
    row = Draw(
        role_id=role_id,
        sheet_version=role.version,
        frozen_at=act.now,
        frozen_on=act.today,
        eligible=sorted(listed_, key=lambda one: str(one["code"])),
        fingerprint=rules.fingerprint_of(rules.code_of(one) for one in people),
        sources=said,
        seats=len(seats),
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    words = ngettext("{n} personne", "{n} personnes", len(people)).format(n=integer(len(people)))
    act.say(
        _("Liste figée pour « {role} » : {people}, empreinte {digest}.").format(
            role=role.name, people=words, digest=row.fingerprint
        )
    )
    return row.id


def _eligible(act: Act, role: RoleLine, seat: int, span: Span) -> list[int]:
    refused = {wish.person_id for wish in wishes_of(act) if wish.role_id == role.id and wish.refuses}
    people = who_may_hold(act, role.sheet, span.starts_on) - refused
    return sorted(one for one in people if not why_not(act, role.id, seat, one, span, RoleOrigin.LOT))


@action(Right.ROLES_RECORD, N_("Tirage au sort d’un rôle"))
def read_sources(act: Act, draw_id: int, read: Sequence[str]) -> tuple[str, ...]:
    """Draw from what the sources announced gave, read after the list was frozen; return the names in order (LOT-03)."""
    file = _frozen(act, draw_id)
    said = rules.check_read(file.sources, read)
    order = rules.order_of([one.code for one in file.eligible], said)
    return _keep(act, file, order, read=said)


@action(Right.ROLES_RECORD, N_("Tirage au sort fait à la main"))
def note_drawn(act: Act, draw_id: int, people: Sequence[PersonId], drawn_by: str) -> tuple[str, ...]:
    """Note the order of a lot drawn by hand, and who drew; return the names in order (LOT-03)."""
    file = _frozen(act, draw_id)
    order = [rules.code_of(one) for one in people]
    rules.check_drawn({one.code for one in file.eligible}, order, drawn_by)
    return _keep(act, file, order, drawn_by=drawn_by.strip())


@action(Right.ROLES_RECORD, N_("Abandon d’un tirage au sort"))
def give_up_draw(act: Act, draw_id: int, because: str) -> None:
    """Give up a draw before its sources are read: the list was wrong, the role changed (LOT-03)."""
    file = _frozen(act, draw_id)
    if not because.strip():
        raise RuleBroken("LOT-03", _("Écrivez pourquoi ce tirage est abandonné : la liste figée reste lisible."))
    _keep(act, file, [], given_up=because.strip())


def _frozen(act: Act, draw_id: int) -> DrawFile:
    file = draw_of(act, draw_id)
    if file.state is not DrawState.FROZEN:
        raise RuleBroken("LOT-03", _("Ce tirage est fait ou abandonné : figez une nouvelle liste."))
    return file


def _keep(
    act: Act, file: DrawFile, order: list[str], *, read: Sequence[str] = (), drawn_by: str = "", given_up: str = ""
) -> tuple[str, ...]:
    act.session.add(
        DrawResult(
            draw_id=file.id, at=act.now, read=list(read), drawn_by=drawn_by, drawn=order, given_up=given_up,
            recorded_by_id=act.actor_id,
        )
    )  # fmt: skip
    act.session.flush()
    of_code = {one.code: one.name for one in file.eligible}
    names = tuple(of_code[code] for code in order)
    if given_up:
        act.say(_("Tirage au sort de « {role} » abandonné : {why}").format(role=file.role, why=given_up))
    else:
        act.say(_("Tirage au sort de « {role} », dans l’ordre : {names}.").format(role=file.role, names=listed(names)))
    return names


@action(Right.ROLES_RECORD, N_("Réponse à un tirage au sort"))
def answer_draw(act: Act, draw_id: int, person_id: PersonId, accepts: bool, because: str = "") -> int | None:
    """Note what the next person drawn says; the first who accepts takes the seat: return the mandate, if any (LOT-04).

    A mandate that could not open any more, because of what changed since the list was frozen, is refused by its rule.
    """
    file = draw_of(act, draw_id)
    if file.following is None or file.following.person_id != person_id:
        raise RuleBroken("LOT-04", _("Chacun répond à son tour, dans l’ordre du tirage."))
    mandate = None
    if accepts:
        span = Span(file.starts_on, file.ends_on)
        seats = free_seats(act, file.role_id, span)
        if not seats:
            raise RuleBroken("LOT-04", _("Chaque siège de « {role} » a été pourvu depuis.").format(role=file.role))
        why = _("Tirage au sort n° {n}, liste figée le {day}").format(n=file.id, day=long_day(file.frozen_on))
        mandate = open_role_mandate(
            act, file.role_id, seats[0], person_id, starts_on=span.starts_on, ends_on=span.ends_on,
            origin=RoleOrigin.LOT, because=why,
        )  # fmt: skip
    act.session.add(
        DrawAnswer(
            draw_id=draw_id, drawn_id=person_id, on=act.today, accepts=accepts, because=because.strip(),
            mandate_id=mandate, recorded_by_id=act.actor_id,
        )
    )  # fmt: skip
    act.session.flush()
    words = _("{name} accepte « {role} ».") if accepts else _("{name} refuse « {role} ».")
    act.say(words.format(name=file.following.name, role=file.role))
    return mandate

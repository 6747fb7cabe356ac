"""The bodies that meet, and who sits in them."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import Body, BodySeat
from coop_desk.topics.assemblies.records import BodyKind, BodyLine, SeatLine
from coop_desk.topics.assemblies.service.electorate import names_of, someone


@query(Right.MEETINGS_READ, N_("Consultation des instances"))
def bodies(act: Act) -> list[BodyLine]:
    """Every body that meets, the general assembly first, even before its first meeting."""
    rows = list(act.session.scalars(select(Body).where(Body.closed_on.is_(None)).order_by(Body.id)))
    found = [BodyLine(row.id, BodyKind(row.kind), body_name(row), _are_kept(act, row.id)) for row in rows]
    if not any(line.kind is BodyKind.GENERAL_ASSEMBLY for line in found):
        found.insert(0, BodyLine(0, BodyKind.GENERAL_ASSEMBLY, _("Assemblée générale")))
    return found


@action(Right.MEETINGS_PREPARE, N_("Création d’une instance"))
def create_body(act: Act, kind: BodyKind, name: str, team_id: int | None = None) -> int:
    """Create a board, a supervisory board, a circle, or the meeting body of a team; return its id."""
    if kind is BodyKind.GENERAL_ASSEMBLY:
        raise RuleBroken("INST-01", _("L’assemblée générale existe déjà."))
    if not name.strip():
        raise RuleBroken("INST-01", _("Donnez un nom à l’instance."))
    if kind is BodyKind.TEAM and team_id is None:
        raise RuleBroken("INST-01", _("Choisissez l’équipe qui se réunit."))
    body = Body(kind=kind.value, name=name.strip(), team_id=team_id, closed_on=None)
    act.session.add(body)
    act.session.flush()
    act.say(_("Instance « {name} » créée.").format(name=body.name))
    return body.id


@action(Right.MEETINGS_PREPARE, N_("Attribution d’un siège dans une instance"))
def seat_member(act: Act, body_id: int, person_id: int, since: date) -> int:
    """Somebody sits in a body from a day; return the id of the seat."""
    _check_free(act, body_id)
    return give_seat(act, body_id, person_id, since)


def give_seat(act: Act, body_id: int, person_id: int, since: date) -> int:
    """Seat somebody in a body from a day, for a verb that does more than this."""
    body = act.session.get_one(Body, body_id)
    if body.kind == BodyKind.GENERAL_ASSEMBLY or body.team_id is not None:
        raise RuleBroken(
            "INST-01", _("Cette instance réunit tous ceux qui y ont droit : on n’y attribue pas de siège.")
        )
    taken = act.session.scalars(select(BodySeat).where(BodySeat.body_id == body_id, BodySeat.member_id == person_id))
    if any(seat.until is None or seat.until >= since for seat in taken):
        raise RuleBroken("INST-01", _("Cette personne siège déjà dans l’instance."))
    seat = BodySeat(body_id=body_id, member_id=person_id, since=since, until=None)
    act.session.add(seat)
    act.session.flush()
    return seat.id


@action(Right.MEETINGS_PREPARE, N_("Fin d’un siège dans une instance"))
def end_seat(act: Act, seat_id: int, until: date) -> None:
    """Somebody no longer sits after a day."""
    seat = act.session.get_one(BodySeat, seat_id)
    _check_free(act, seat.body_id)
    take_seat(act, seat, until)


def take_seat(act: Act, seat: BodySeat, until: date) -> None:
    """End a seat after a day, for a verb that does more than this."""
    if until < seat.since:
        raise RuleBroken("INST-01", _("La fin du siège vient après son début."))
    seat.until = until
    act.session.flush()


def seats_of(act: Act, body_id: int) -> list[BodySeat]:
    """The seats of a body, past ones too, by their start."""
    return list(act.session.scalars(select(BodySeat).where(BodySeat.body_id == body_id).order_by(BodySeat.since)))


Keeper = Callable[[Act, int], bool]
_keepers: list[Keeper] = []


def keeps_seats(keeper: Keeper) -> Keeper:
    """Declare what says whether the seats of a body follow something else; mandates do."""
    _keepers.append(keeper)
    return keeper


def _are_kept(act: Act, body_id: int) -> bool:
    return any(keeper(act, body_id) for keeper in _keepers)


def _check_free(act: Act, body_id: int) -> None:
    if _are_kept(act, body_id):
        raise RuleBroken("INST-01", _("Les sièges de cette instance suivent ses mandats : ouvrez la page « Mandats »."))


@query(Right.MEETINGS_READ, N_("Consultation de la composition d’une instance"))
def seats(act: Act, body_id: int) -> list[SeatLine]:
    """Who sits or sat in a body."""
    rows = seats_of(act, body_id)
    names = names_of(act, {row.member_id for row in rows})
    return [SeatLine(row.id, someone(names, row.member_id), row.since, row.until) for row in rows]


def general_assembly(act: Act) -> Body:
    """The body of all associates, made on its first use."""
    found = act.session.scalar(select(Body).where(Body.kind == BodyKind.GENERAL_ASSEMBLY.value))
    if found is None:
        found = Body(kind=BodyKind.GENERAL_ASSEMBLY.value, name="", team_id=None, closed_on=None)
        act.session.add(found)
        act.session.flush()
    return found


def general_assembly_id(act: Act) -> int | None:
    """The id of the body of all associates; None before its first meeting."""
    return act.session.scalar(select(Body.id).where(Body.kind == BodyKind.GENERAL_ASSEMBLY.value))


def body_name(body: Body) -> str:
    """What people call a body."""
    return _("Assemblée générale") if body.kind == BodyKind.GENERAL_ASSEMBLY else body.name

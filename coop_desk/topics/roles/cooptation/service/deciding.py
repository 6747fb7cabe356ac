"""What becomes of whom a circle endorsed: a seat now, or later, or a withdrawal with its reason."""

from datetime import date

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.roles.cooptation.model import Cooptation, Endorsement
from coop_desk.topics.roles.seats.records import RoleOrigin
from coop_desk.topics.roles.seats.service import open_role_mandate
from coop_desk.topics.roles.service.naming import role_called


@action(Right.ROLES_RECORD, N_("Siège donné à une personne cooptée"))
def give_seat(act: Act, endorsement_id: int, seat: int, shadow_from: date | None = None) -> int:
    """Open the mandate of somebody endorsed on a seat, from 0, for the term the circle agreed; return its id."""
    row = _standing(act, endorsement_id)
    circle = act.session.get_one(Cooptation, row.cooptation_id)
    because = _("Cooptation n° {n} du {day}").format(n=circle.id, day=long_day(circle.held_on))
    row.mandate_id = open_role_mandate(
        act,
        row.role_id,
        seat,
        PersonId(row.endorsed_id),
        starts_on=circle.starts_on,
        ends_on=row.ends_on,
        origin=RoleOrigin.COOPTED,
        because=because,
        shadow_from=shadow_from,
        replaces=circle.replaces_id,
    )
    act.session.flush()
    return row.mandate_id


@action(Right.ROLES_RECORD, N_("Retrait d’une personne cooptée"))
def withdraw_endorsement(act: Act, endorsement_id: int, because: str) -> None:
    """Write that somebody endorsed is no longer to be chosen, and why (COO-06); a mandate already open stays."""
    row = _standing(act, endorsement_id)
    if not because.strip():
        raise RuleBroken("COO-06", _("Écrivez pourquoi cette personne n’est plus retenue."))
    row.withdrawn_on, row.withdrawn_because = act.today, because.strip()
    name = people_by_id(act.session)[PersonId(row.endorsed_id)]
    role = role_called(act, row.role_id)
    act.say(_("{name} n’est plus parmi les personnes cooptées pour « {role} ».").format(name=name, role=role))


def _standing(act: Act, endorsement_id: int) -> Endorsement:
    row = act.session.get_one(Endorsement, endorsement_id)
    if row.withdrawn_on is not None:
        raise RuleBroken("COO-06", _("Cette personne a été retirée de la liste."))
    if row.mandate_id is not None:
        raise RuleBroken("COO-06", _("Cette personne a déjà un siège : son mandat se trouve dans le registre."))
    return row

"""One's own part of the surplus, opened with one's own keys, and the request to be paid at once."""

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.surplus.model import SurplusAllocation, SurplusPayment
from coop_desk.topics.surplus.records import Due, OwnShares, Slip
from coop_desk.topics.surplus.rules.paying import month_start
from coop_desk.topics.surplus.service import sealing
from coop_desk.topics.surplus.service.reading import adopted_file
from coop_desk.topics.surplus.service.sharing import check_request_day, in_time, needed_payment


@query(Right.OWN_FILE_READ, N_("Consultation de sa propre part des excédents"))
def own_shares(act: Act) -> OwnShares:
    """Return what I was due by each allocation, the latest first, and which years wait for my keys."""
    return own_slips(act)


def own_slips(act: Act) -> OwnShares:
    """Open one's own amounts with one's own keys."""
    found: list[Slip] = []
    waiting: list[int] = []
    for payment in act.session.scalars(select(SurplusPayment).order_by(SurplusPayment.month.desc())):
        place = sealing.compartment(month_start(payment.month))
        if act.keys is None or act.sealed.awaits_keys(place):
            waiting.append(month_start(payment.month).year)
            continue
        due = _own_due(act, payment)
        if due is not None:
            file = adopted_file(act, act.session.get_one(SurplusAllocation, payment.allocation_id))
            name = people_by_id(act.session)[act.actor_id]
            found.append(Slip(name, due, file.resolution, file.adopted.allocation))
    return OwnShares(tuple(found), tuple(dict.fromkeys(waiting)))


def _own_due(act: Act, payment: SurplusPayment) -> Due | None:
    place = sealing.compartment(month_start(payment.month))
    entries = [*act.sealed.own(place), *act.sealed.own_drops(place)]
    about = [entry for entry in entries if entry.payload.get("allocation_id") == payment.allocation_id]
    dues = [entry.payload for entry in about if entry.payload["kind"] == sealing.DUE]
    if not dues:
        return None
    asked = any(entry.payload["kind"] == sealing.CHOICE and in_time(entry.at, payment.month) for entry in about)
    return sealing.due_in({**dues[-1], "asked": asked})


@action(Right.OWN_FILE_CHANGE, N_("Demande d’une somme avec la paie"))
def ask_payment(act: Act, allocation_id: int) -> None:
    """Ask to be paid my participation with the pay of the month instead of having it locked (PAR-04).

    What is asked for is sealed, and so is that it was: the journal does not say which sum.
    """
    payment = needed_payment(act, allocation_id)
    due = _own_due(act, payment)
    if due is None or not due.participation_cents:
        raise RuleBroken("PAR-04", _("Vous n’avez pas de participation dans cette répartition."))
    if due.asked:
        raise RuleBroken("PAR-04", _("Votre demande est déjà enregistrée."))
    check_request_day(act, payment.month)
    act.sealed.drop(
        sealing.compartment(month_start(payment.month)),
        sealing.choice_payload(allocation_id),
        equal=sealing.choice_mark(allocation_id),
    )

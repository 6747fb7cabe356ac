"""What is to be paid to those who left, with where to pay it, for whoever opens the bank details."""

from collections.abc import Iterable

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.personal_details.records import Compartment, Standing, State
from coop_desk.topics.personal_details.service import exported_bank, standings
from coop_desk.topics.shares.records import PaymentLine, PaymentOrder, RefundLine, Transfer
from coop_desk.topics.shares.service.refunds import owed_lines
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.BANK_READ, N_("Consultation des remboursements à payer"))
def payments_due(act: Act) -> list[PaymentLine]:
    """Return what is left to pay and whether the account is known; no account is opened. Raises RuleBroken KEY-10."""
    known = standings(act, Compartment.BANK)
    return [
        PaymentLine(line, known.get(line.person_id, Standing(State.MISSING)), line.due_on <= act.today)
        for line in _left(act)
    ]


@action(Right.BANK_EXPORT, N_("Impression d’un ordre de virement"))
def print_payment_order(act: Act, movements: Iterable[int] = ()) -> bytes:
    """Return the transfers to make as PDF: these movements, or all that may be asked for today.

    The accounts leave the program on it, which is an export; each person paid can read that theirs was opened.
    Raises RuleBroken BANK-04 when nobody can be paid.
    """
    from coop_desk.topics.shares import document

    wanted = frozenset(movements)
    chosen = [line for line in _left(act) if line.movement in wanted or (not wanted and line.due_on <= act.today)]
    accounts = exported_bank(act, dict.fromkeys(line.person_id for line in chosen))
    paid = [line for line in chosen if line.person_id in accounts]
    if not paid:
        raise RuleBroken(
            "BANK-04",
            _(
                "Aucun virement à faire : rien n’est exigible aujourd’hui, ou les coordonnées bancaires sont encore à "
                "demander."
            ),
        )
    names = people_by_id(act.session)
    order = PaymentOrder(
        act.today,
        names[act.actor_id],
        tuple(
            Transfer(
                names[line.person_id],
                accounts[line.person_id],
                line.left_cents,
                _("Remboursement de parts, mouvement n° {n}").format(n=line.movement),
            )
            for line in paid
        ),
        tuple(line for line in chosen if line.person_id not in accounts),
    )
    act.say(
        ngettext("{n} virement, au {day}.", "{n} virements, au {day}.", len(paid)).format(
            n=len(paid), day=long_day(act.today)
        )
    )
    return document.payment_order(order, letterhead_at(act, act.today))


def _left(act: Act) -> list[RefundLine]:
    return sorted(
        (line for line in owed_lines(act, act.today) if line.left_cents > 0),
        key=lambda line: (line.due_on, line.movement),
    )

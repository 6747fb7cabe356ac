"""The access of somebody from outside, a bookkeeper for one: no member, named with their firm, for a time."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.accounts import Account, account_of, open_for
from coop_desk.core.actions import Act, Inner, action, transact
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.compartments.names import READ
from coop_desk.core.crypto.passwords import Cost
from coop_desk.core.delegating import propose
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day

TITLE = "bookkeeper"


_LOOK = Inner("core.outside", N_("Lecture de son propre accès"), reading=True)


def from_outside(desk: Desk) -> bool:
    """Whether this desk is of somebody from outside, who sees the page of their mission and nothing else."""
    firm = select(Account.firm).where(Account.holder_id == desk.person_id)
    return transact(desk.coop, _LOOK, desk.person_id, EVERYONE, "", lambda act: bool(act.session.scalar(firm)))


@action(Right.ACCOUNTS_KEEP, N_("Ouverture d’un accès du dehors"))
def open_outside_access(
    act: Act,
    login: str,
    password: str,
    given_name: str,
    family_name: str,
    firm: str,
    ends_on: date,
    *,
    pay_years: tuple[int, ...] = (),
    cost: Cost | None = None,
) -> PersonId:
    """Open an access that ends by itself after a day, and propose the bookkeeper's title and the pay of some years.

    Nothing opens by it but the sign-in: the title is decided by who gives titles, the keys by the governance.
    """
    if not firm.strip():
        raise RuleBroken("ACCOUNT-08", _("Indiquez le cabinet ou l’entreprise de cette personne."))
    if ends_on < act.today:
        raise RuleBroken("ACCOUNT-08", _("Le dernier jour de cet accès est passé : indiquez une date à venir."))
    person_id, _ring = open_for(act, login, password, None, given_name, family_name, cost)
    account = account_of(act, person_id)
    account.firm, account.ends_on = firm.strip(), ends_on
    act.session.flush()
    propose(act, person_id, TITLE, act.today, ends_on)
    for year in pay_years:
        keys.propose(act, f"pay/{year}", person_id, READ, act.today, ends_on, export=True)
    act.say(_("Accès de {firm} jusqu’au {day}.").format(firm=firm.strip(), day=long_day(ends_on)))
    return person_id

"""The access of somebody from outside, a bookkeeper for one: no member, named with their firm, for a time."""

from datetime import date

from coop_desk.core.accounts import account_of, open_for
from coop_desk.core.actions import Act, action
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.compartments.names import READ
from coop_desk.core.crypto.passwords import Cost
from coop_desk.core.delegating import propose
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day

TITLE = "bookkeeper"


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
    person_id = open_for(act, login, password, None, given_name, family_name, cost)
    account = account_of(act, person_id)
    account.firm, account.ends_on = firm.strip(), ends_on
    act.session.flush()
    propose(act, person_id, TITLE, act.today, ends_on)
    for year in pay_years:
        keys.propose(act, f"pay/{year}", person_id, READ, act.today, ends_on)
    act.say(_("Accès de {firm} jusqu’au {day}.").format(firm=firm.strip(), day=long_day(ends_on)))
    return person_id

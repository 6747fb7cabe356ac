"""The accounts of leave a person may have, each in its unit."""

from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.leave.rules.explained import Unit
from coop_desk.topics.leave.rules.settings import LeaveSettings

PAID = {Unit.OUVRABLE: "CP", Unit.OUVRE: "CPO"}
"""Paid leave has one account a unit: a change of unit closes the one and opens the other (LEAVE-18)."""
REST, RECOVERY = "RTT", "RECUP"
ACCOUNT_WORDS = {
    "CP": N_("Congés payés"),
    "CPO": N_("Congés payés"),
    REST: N_("Jours de RTT"),
    RECOVERY: N_("Récupération"),
}
UNIT_WORDS = {Unit.OUVRABLE: N_("jours ouvrables"), Unit.OUVRE: N_("jours ouvrés")}


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its code, its name and the unit it is counted in."""

    code: str
    unit: Unit

    @property
    def name(self) -> str:
        """Its name in words."""
        return _(ACCOUNT_WORDS[self.code])

    @property
    def unit_words(self) -> str:
        """Its unit in words."""
        return _(UNIT_WORDS[self.unit])


def account(code: str) -> Account:
    """The account of a code (LEAVE-98)."""
    if code not in ACCOUNT_WORDS:
        raise RuleBroken("LEAVE-98", _("Compteur « {code} » inconnu : choisissez-le dans la liste.").format(code=code))
    return Account(code, Unit.OUVRABLE if code == PAID[Unit.OUVRABLE] else Unit.OUVRE)


def open_accounts(settings: LeaveSettings) -> tuple[Account, ...]:
    """The accounts that the settings open to everybody."""
    found = [account(PAID[settings.unit])]
    if settings.rest_days_a_year is not None:
        found.append(account(REST))
    return tuple(found)

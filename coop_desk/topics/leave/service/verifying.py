"""What `coop-desk check` looks at in the accounts of leave: the chain, the keys, and every account played again."""

from itertools import groupby

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.check import checked
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.model import LeaveEntry
from coop_desk.topics.leave.rules import ledger
from coop_desk.topics.leave.rules.chaining import broken_at
from coop_desk.topics.leave.service.balances import balances_at
from coop_desk.topics.leave.service.ledger import everybody_s, told


@checked(N_("Compteurs de congés rejoués"))
def verify_accounts(act: Act) -> tuple[int, list[str]]:
    """Return how many entries were looked at and every difference found, in words."""
    names = people_by_id(act.session)
    differences: list[str] = []
    count = 0
    rows = act.session.scalars(select(LeaveEntry).order_by(LeaveEntry.person_id, LeaveEntry.number))
    for who, found in groupby(rows, key=lambda row: row.person_id):
        lines = [(row.number, row.previous, row.hash, told(row)) for row in found]
        count += len(lines)
        broken = broken_at(lines)
        if broken is not None:
            words = _("{name} : la ligne {n} du compte de congés a été changée, ajoutée ou retirée.")
            differences.append(words.format(name=names[who], n=broken))
    return count, differences + _replayed(act, names)


def _replayed(act: Act, names: dict[PersonId, str]) -> list[str]:
    """Read each account again, entry by entry, and compare its lots with the sum the file gives."""
    sums = balances_at(act, act.today)
    differences = []
    for who, entries in everybody_s(act).items():
        differences += [_("{name} : {fault}").format(name=names[who], fault=fault) for fault in ledger.faults(entries)]
        for code in sorted({entry.account for entry in entries}):
            state = ledger.state([entry for entry in entries if entry.account == code], act.today)
            if sum(lot.left for lot in state.lots) - state.owed != sums.get((who, code), 0):
                words = _("{name} : le solde du compteur {code} n’est pas celui de ses lots.")
                differences.append(words.format(name=names[who], code=code))
    return differences

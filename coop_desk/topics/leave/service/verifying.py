"""What `coop-desk check` looks at in the accounts of leave: the chain, the keys, and every account played again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
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
from coop_desk.topics.leave.rules.ledger import Entry
from coop_desk.topics.leave.service.balances import balances_at
from coop_desk.topics.leave.service.ledger import READ, STORED, entry_of, told


@checked(N_("Compteurs de congés rejoués"))
def verify_accounts(act: Act) -> tuple[int, list[str]]:
    """Return how many entries were looked at and every difference found, in words."""
    names, sums = people_by_id(act.session), balances_at(act, act.today)
    differences: list[str] = []
    count = 0
    columns = [getattr(LeaveEntry, name) for name in STORED]
    rows = act.session.execute(select(*columns).order_by(LeaveEntry.person_id, LeaveEntry.number))
    for who, found in groupby(rows.mappings(), key=lambda row: row["person_id"]):
        lines = [dict(row) for row in found]
        count += len(lines)
        broken = broken_at([(row["number"], row["previous"], row["hash"], told(row)) for row in lines])
        if broken is not None:
            words = _("{name} : la ligne {n} du compte de congés a été changée, ajoutée ou retirée.")
            differences.append(words.format(name=names[who], n=broken))
        entries = [entry_of([row[name] for name in READ]) for row in lines]
        differences += [
            _("{name} : {fault}").format(name=names[who], fault=said) for said in _faults(entries, who, sums, act.today)
        ]
    return count, differences


def _faults(
    entries: Sequence[Entry], who: PersonId, sums: Mapping[tuple[PersonId, str], int], today: date
) -> Iterator[str]:
    """Read an account again, entry by entry, and compare its lots with the sum the file gives."""
    yield from ledger.faults(entries)
    for code in sorted({entry.account for entry in entries}):
        state = ledger.state([entry for entry in entries if entry.account == code], today)
        if sum(lot.left for lot in state.lots) - state.owed != sums.get((who, code), 0):
            yield _("le solde du compteur {code} n’est pas celui de ses lots.").format(code=code)

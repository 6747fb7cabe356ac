"""What an absence writes in the accounts of leave: one entry a reference period, undone by their opposites."""

from collections.abc import Sequence

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.requests.records import FrozenLine
from coop_desk.topics.leave.requests.rules.kinds import Kind
from coop_desk.topics.leave.requests.rules.lines import by_period
from coop_desk.topics.leave.requests.service.weighing import account_of
from coop_desk.topics.leave.rules.ledger import Entry, reversal
from coop_desk.topics.leave.rules.ledger import Kind as EntryKind
from coop_desk.topics.leave.service.ledger import entries_of, post
from coop_desk.topics.leave.service.settings import settings_at


def source(absence_id: int, revision: int) -> str:
    """What the entries of an absence say they come from."""
    return f"absence:{absence_id}:{revision}"


def book(
    act: Act, person_id: PersonId, absence_id: int, revision: int, kind: Kind, lines: Sequence[FrozenLine]
) -> None:
    """Take the days from the account of their kind; nothing for a kind without account (LEAVE-96)."""
    if not kind.account or not lines:
        return
    settings = settings_at(act, lines[0].day, person_id)
    account = account_of(kind, settings)
    post(
        act,
        [
            Entry(
                EntryKind.TAKE, -quantity, first, int(person_id), account, period=period.first,
                source=f"{source(absence_id, revision)}:{period.first:%Y-%m}",
            )
            for period, first, quantity in by_period(lines, settings)
        ],
    )  # fmt: skip


def undo(act: Act, person_id: PersonId, absence_id: int) -> None:
    """Write the opposite of what an absence took and that was not undone yet (LEAVE-93)."""
    entries = entries_of(act, person_id)
    undone = {entry.about for entry in entries if entry.kind is EntryKind.REVERSAL}
    mine = [
        entry
        for entry in entries
        if entry.kind is EntryKind.TAKE
        and entry.source.startswith(f"absence:{absence_id}:")
        and entry.number not in undone
    ]
    post(act, [reversal(entry, act.today, _("absence annulée ou modifiée")) for entry in mine])

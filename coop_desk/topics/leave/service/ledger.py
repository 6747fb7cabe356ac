"""The account of leave: entries read as the rules read them, and written once, chained, never changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, read_once
from coop_desk.core.grants import grant_under
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.leave.model import LeaveEntry
from coop_desk.topics.leave.rules import ledger as rules
from coop_desk.topics.leave.rules.accounts import account
from coop_desk.topics.leave.rules.chaining import RULES_VERSION, START, chained
from coop_desk.topics.leave.rules.ledger import Entry, Kind
from coop_desk.topics.members.rules.admission import add_months

READ = (
    "person_id", "number", "kind", "quantity", "effective_on", "account", "period_start", "month", "ground", "source",
    "about", "expires_on", "reason", "second_person_id",
)  # fmt: skip
"""The columns an entry is made of, in the order `entry_of` reads them."""
STORED = tuple(column.key for column in LeaveEntry.__mapper__.column_attrs)
_NOT_COVERED = ("id", "previous", "hash")
_KINDS = {kind.value: kind for kind in Kind}
_LEAVE_RIGHTS = (Right.LEAVE_DECIDE, Right.LEAVE_RECORD, Right.LEAVE_SETTINGS)


def entries_of(act: Act, person_id: PersonId, account: str | None = None) -> tuple[Entry, ...]:
    """The entries of a person in the order they were written, of one account or of all."""
    found = _entries(act, person_id).get(person_id, ())
    return found if account is None else tuple(entry for entry in found if entry.account == account)


def everybody_s(act: Act) -> dict[PersonId, tuple[Entry, ...]]:
    """The entries of everybody covered, each person's in the order they were written."""
    return _entries(act, None)


@read_once
def _entries(act: Act, person_id: PersonId | None) -> dict[PersonId, tuple[Entry, ...]]:
    wanted = select(*(getattr(LeaveEntry, name) for name in READ)).order_by(LeaveEntry.person_id, LeaveEntry.number)
    if person_id is not None:
        wanted = wanted.where(LeaveEntry.person_id == person_id)
    rows = act.session.execute(wanted)
    return {
        PersonId(who): tuple(entry_of(row) for row in lines)
        for who, lines in groupby(rows, key=lambda row: row.person_id)
    }


def entry_of(row: Any) -> Entry:
    """A stored line as the rules read it."""
    who, number, kind, quantity, on, code, period, month, ground, source, about, expires_on, reason, second = row
    return Entry(
        _KINDS[kind], quantity, on, who, code, number, period, month, ground, source, about, expires_on, reason, second
    )


def post(
    act: Act, entries: Iterable[Entry], known: Mapping[PersonId, tuple[Entry, ...]] | None = None
) -> tuple[Entry, ...]:
    """Write entries, each once, and return those that were not there yet, with their numbers (LEAVE-90, LEAVE-91).

    `member_id` is the person. What another entry already says is left as it is; another quantity is refused.
    `known`: the entries of these people, for whoever has just read them.
    """
    asked: dict[PersonId, list[Entry]] = defaultdict(list)
    for entry in entries:
        asked[PersonId(entry.member_id)].append(entry)
    if known is None:
        known = everybody_s(act) if len(asked) > 20 else {who: entries_of(act, who) for who in asked}
    hashes = _last_hashes(act, asked)
    grant_id = grant_under(act.session, act.actor_id, act.today, _LEAVE_RIGHTS)
    written: list[Entry] = []
    for who, new in asked.items():
        before: Sequence[Entry] = known.get(who, ())
        for one in new:
            after = rules.post(before, one)
            if len(after) > len(before):
                written.append(after[-1])
                hashes[who] = _add(act, after[-1], hashes.get(who, START), grant_id)
            before = after
    act.session.flush()
    return tuple(written)


def _last_hashes(act: Act, people: Iterable[PersonId]) -> dict[PersonId, str]:
    wanted = select(LeaveEntry.person_id, LeaveEntry.hash).order_by(LeaveEntry.number)
    some = tuple(people)
    if len(some) <= 20:
        wanted = wanted.where(LeaveEntry.person_id.in_(some))
    return {PersonId(who): last for who, last in act.session.execute(wanted)}


def _add(act: Act, entry: Entry, previous: str, grant_id: int | None) -> str:
    row = LeaveEntry(
        person_id=entry.member_id,
        number=entry.number,
        account=entry.account,
        kind=entry.kind.value,
        quantity=entry.quantity,
        unit=account(entry.account).unit.value,
        effective_on=entry.effective_on,
        period_start=entry.period,
        period_end=_end_of(entry.period),
        month=entry.month,
        ground=entry.ground,
        expires_on=entry.expires_on,
        source=entry.source,
        rule_version=RULES_VERSION,
        about=entry.about,
        reason=entry.reason,
        second_person_id=entry.second_person,
        recorded_at=act.now,
        recorded_by_id=act.actor_id,
        grant_id=grant_id,
        previous=previous,
        hash="",
    )
    row.hash = chained(previous, told({name: getattr(row, name) for name in STORED}))
    act.session.add(row)
    return row.hash


def told(values: Mapping[str, Any]) -> dict[str, str | int | None]:
    """What a stored line says, as its hash covers it."""
    return {
        name: values[name].isoformat() if isinstance(values[name], date) else values[name]
        for name in STORED
        if name not in _NOT_COVERED
    }


def _end_of(period: date | None) -> date | None:
    return add_months(period, 12) - timedelta(days=1) if period is not None else None

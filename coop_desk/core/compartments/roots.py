"""From the recovery key that somebody's bundle knows to the present one: each change is verified, none is believed.

A former recovery key signs nothing more: what it had signed was signed again by the new one. Its code on paper then
opens the older backups, and nothing else.
"""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from coop_desk.core.changes import journal_value
from coop_desk.core.compartments.model import ROOT, Principal, Revocation, RootChange
from coop_desk.core.compartments.names import GOVERNANCE
from coop_desk.core.compartments.statements import change_statement, delegation_statement, principal_statement
from coop_desk.core.crypto import identity
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.journal import JournalLine, JournalTouch
from coop_desk.core.limits import ActSession
from coop_desk.core.trusted_time import paris_date

if TYPE_CHECKING:
    from coop_desk.core.compartments.trust import Trust

Entry = list[Any]  # a statement, then its signature in hexadecimal
_UNDER_WAY = datetime.max.replace(tzinfo=UTC)


def believed(session: Session, pinned: bytes) -> bytes:
    """Return the public signing key of the present root, reached from the one a bundle knows; empty without any.

    Raises RuleBroken KEY-06 when it is not reached: another program put a root of its own there, or took one away.
    """
    rows = {p.generation: p for p in session.scalars(select(Principal).where(Principal.holder == ROOT))}
    newest = max(rows, default=0)
    known = next((g for g, p in rows.items() if p.sign == pinned), 0) if pinned else newest
    if not pinned and not newest:
        return b""
    if not known or _remembered(session, newest + 1):
        raise _foreign()
    for generation in range(known + 1, newest + 1):
        change = session.get(RootChange, generation)
        if change is None or not _holds(session, change, rows[generation - 1], rows[generation]):
            raise _foreign()
    return rows[newest].sign


def proof_of(trust: "Trust", person: int, generation: int) -> list[Entry]:
    """Return the certificates and delegations that lead from the root to somebody who governs."""
    entries: list[Entry] = []
    seen: set[tuple[int, int]] = {(ROOT, g) for g in trust.generations(ROOT)}

    def need(holder: int, of: int) -> None:
        row = trust.of_generation(holder, of)
        if row is None or (holder, of) in seen:
            return
        seen.add((holder, of))
        need(row.by or ROOT, row.by_generation or 0)
        entries.append([principal_statement(row), (row.certificate or b"").hex()])
        for d in trust.delegations(GOVERNANCE, holder):
            need(d.by or ROOT, d.by_generation or 0)
            entries.append([delegation_statement(d), (d.signature or b"").hex()])

    need(person, generation)
    return entries


def _holds(session: Session, change: RootChange, former: Principal, fresh: Principal) -> bool:
    said = change_statement(change, fresh)
    line = _line(session, change)
    if change.former != former.sign or line is None or not identity.verify(fresh.sign, said, change.own):
        return False
    if change.by == ROOT:
        return identity.verify(former.sign, said, change.signature)
    signer = _signer(session, change, former, line)
    return signer is not None and identity.verify(signer, said, change.signature)


def _line(session: Session, change: RootChange) -> datetime | None:
    """When the journal shows this very change being written; None when it does not."""
    if isinstance(session, ActSession) and any(c.table == "root_change" and c.id == change.id for c in session.changes):
        return _UNDER_WAY
    found = session.execute(
        select(JournalLine)
        .options(undefer(JournalLine.body))
        .join(JournalTouch, JournalTouch.seq == JournalLine.seq)
        .where(JournalTouch.record == f"root_change:{change.id}")
    ).scalar()
    if found is None:
        return None
    try:
        written = [c["new"]["own"] for c in json.loads(found.body)["changes"] if c["record"] == "root_change"]
    except (ValueError, KeyError, TypeError):
        return None
    return found.at if journal_value(change.own, {}) in written else None


def _remembered(session: Session, generation: int) -> bool:
    record = f"root_change:{generation}"
    return session.scalar(select(JournalTouch.seq).where(JournalTouch.record == record).limit(1)) is not None


def _signer(session: Session, change: RootChange, former: Principal, at: datetime) -> bytes | None:
    """The signing key of the person of the governance who vouched, by certificates that start at the former root."""
    keys: dict[tuple[int, int], bytes] = {(ROOT, former.generation): former.sign}
    governing: set[int] = {ROOT}
    revoked = {r.id: r.at for r in session.scalars(select(Revocation))}
    pending, left = list(change.proof), -1
    while len(pending) != left:
        left, waiting = len(pending), []
        for said, signature in pending:
            key = keys.get((said[-2], said[-1])) if said[-2] in governing else None
            if key is None or not identity.verify(key, said, bytes.fromhex(signature)):
                waiting.append([said, signature])
            elif said[0] == "principal":
                keys[(said[1], said[2])] = bytes.fromhex(said[4])
            elif _entrusts(said) and (said[3] != change.by or _runs(said, revoked.get(said[1]), at)):
                governing.add(said[3])
        pending = waiting
    return keys.get((change.by, change.by_generation)) if change.by in governing else None


def _entrusts(said: Entry) -> bool:
    """True for the governance entrusted by one person to another."""
    return bool(said[0] == "delegation" and said[2] == GOVERNANCE and said[3] != said[-2])


def _runs(said: Entry, revoked: datetime | None, at: datetime) -> bool:
    if at == _UNDER_WAY:
        return True  # the act under way looked at it
    day = paris_date(at).isoformat()
    return said[6] <= day and (said[7] is None or day <= said[7]) and (revoked is None or at <= revoked)


def _foreign() -> RuleBroken:
    return RuleBroken(
        "KEY-06",
        _(
            "La clé maîtresse de ce dossier n’est pas celle que votre trousseau connaît : le dossier a été "
            "changé par un autre programme. Restaurez la dernière sauvegarde."
        ),
    )

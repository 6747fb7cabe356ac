"""Who signed the journal: each line bears the signature of the person it names.

A chain of digests can be computed again by anyone; a signature cannot. The first line of a co-op is signed by its
founder; a file from before signatures says where they begin, in a line signed by the governance (`BEGIN`). From there
on a line without a signature is one of a short list (`_may_be_unsigned`), or was written by another program.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from coop_desk.core.changes import journal_value
from coop_desk.core.compartments.model import ROOT, Principal
from coop_desk.core.compartments.trust import Trust
from coop_desk.core.crypto import identity
from coop_desk.core.journal import DONE, REFUSED, SIGNED_COLUMNS, JournalLine, JournalTouch, hash_of, signed_statement
from coop_desk.core.limits import ActSession

FOUND, BEGIN = "core.found", "core.begin_signatures"
_CLOSING = {"revocation", "key_withdrawal"}
SIGN_IN, RESTORE, TAKE_UP = "core.sign_in", "core.restore", "core.take_up"


@dataclass(frozen=True, slots=True)
class Signer:
    """One generation of somebody's keys, known since a line of the journal."""

    row: Principal
    since: int


class Signers:
    """Everybody whose signature the journal may bear, by person (`ROOT` for the recovery key) and generation."""

    def __init__(self, session: ActSession, root: bytes = b"") -> None:
        self._trust = Trust(session, root)
        self._signers: dict[int, dict[int, Signer]] = {}
        written = _first_lines_of_keys(session)
        for row in self._trust.everybody():
            since, key = written.get(row.id, (0, ""))
            if key == journal_value(row.sign, {}):  # else they were put there by another program
                self._signers.setdefault(row.holder, {})[row.generation] = Signer(row, since)
        self.begins = self._beginning(session)

    @property
    def rooted(self) -> bool:
        """False while the co-op has no keys at all."""
        return self._trust.root != b""

    def fault(self, session: ActSession, line: Any) -> str:
        """Say what is wrong with the signature of a line: "signature", "unsigned", or nothing."""
        if line.generation:
            return "" if self._signed(line) else "signature"
        if self.begins is None or line.seq < self.begins or self._may_be_unsigned(session, line):
            return ""
        return "unsigned"

    def _may_be_unsigned(self, session: ActSession, line: Any) -> bool:
        """True for what is written without keys: a wrong password, a first sign-in to an older account, a restoring.

        A backup is restored with the file closed, and the keys of whoever does it may be none of the backup's. Nothing
        is explained by its line unless the governance signed it, and what it withdrew again stands once the governance
        has taken the file up from there.
        """
        if line.action == RESTORE:
            changed = _changed(session, line.seq)
            return not changed or (changed <= _CLOSING and self._taken_up(session, line.seq))
        known = self._signers.get(line.actor_id or ROOT, {}).values()
        without_keys = line.outcome == REFUSED or not any(s.since < line.seq for s in known)
        return line.action == SIGN_IN and without_keys and _changed(session, line.seq) <= {"account"}

    def uncertified(self, line: Any) -> bool:
        """True for a line signed with keys that the governance has not certified, or not yet."""
        signer = self._signers.get(line.actor_id or ROOT, {}).get(line.generation)
        return signer is not None and not self._certified(signer)

    def _certified(self, signer: Signer) -> bool:
        # A former recovery key is reached from the present one, or nothing here would have been read.
        return signer.row.holder == ROOT or self._trust.certified(signer.row)

    def knows(self, line: Any) -> bool:
        """False for a line signed with keys made after these were read."""
        return not line.generation or line.generation in self._signers.get(line.actor_id or ROOT, {})

    def _signed(self, line: Any) -> bool:
        known = {g: s for g, s in self._signers.get(line.actor_id or ROOT, {}).items() if s.since <= line.seq}
        signer = known.get(line.generation)
        # The keys replaced after a password was lost or told to somebody sign nothing more; the line that
        # replaces them may still be signed by them.
        newest = max((g for g, s in known.items() if s.since < line.seq), default=line.generation)
        if signer is None or line.generation < newest:
            return False
        return identity.verify(signer.row.sign, signed_statement(line.seq, line.hash), line.signature or b"")

    def _taken_up(self, session: Session, seq: int) -> bool:
        after = session.execute(
            _lines(JournalLine.action == TAKE_UP, JournalLine.seq > seq, JournalLine.outcome == DONE)
        )
        return any(self.of_governance(line, line.at) for line in after)

    def _beginning(self, session: ActSession) -> int | None:
        begun = JournalLine.action.in_((FOUND, BEGIN))
        for line in session.execute(_lines(begun, JournalLine.outcome == DONE)):
            if self.of_governance(line, line.at):
                return int(line.seq)
        return None

    def of_governance(self, line: Any, before: datetime) -> bool:
        """True when somebody signed this line who governed at its time, or just `before`."""
        if not line.generation or line.hash != hash_of(line) or not self._signed(line) or self.uncertified(line):
            return False
        times = (line.at, before)
        return line.actor_id is None or any(self._trust.governs(line.actor_id, at, past=True) for at in times)


def believed(session: ActSession, *actions: str, since: datetime | None = None, root: bytes = b"") -> Iterator[int]:
    """Yield the numbers of the lines of these acts that the governance signed, newest first.

    A co-op that has no keys yet has nobody to sign: its lines are taken as they are.
    """
    wanted = [JournalLine.action.in_(actions), JournalLine.outcome == DONE]
    if since is not None:
        wanted.append(JournalLine.at >= since)
    found = session.execute(_lines(*wanted)).all()
    if not found:
        return
    signers = Signers(session, root)
    for line in reversed(found):
        if not signers.rooted or signers.of_governance(line, _before(session, line)):
            yield line.seq


def _before(session: ActSession, line: Any) -> datetime:
    """When the line before was written: a correction of the date is decided under the wrong one."""
    at: datetime | None = session.scalar(select(JournalLine.at).where(JournalLine.seq == line.seq - 1))
    return at or line.at


def wrong_signatures(
    session: ActSession,
    after: int = 0,
    count: int | None = None,
    signers: Signers | None = None,
    *,
    uncertified: bool = False,
) -> Iterator[tuple[int, str]]:
    """Yield (number, "signature" or "unsigned") for each line that its actor did not sign; about 0.1 ms a line.

    `uncertified` has those named too ("uncertified") that were signed with keys the governance has not certified.

    What a signature covers is the chain's digest: `journal.broken_lines` verifies that it is the right one.
    """
    signers = signers or Signers(session)
    wanted = [JournalLine.seq > after]
    if count is not None:
        wanted.append(JournalLine.seq <= after + count)
    for line in session.execute(_lines(*wanted).execution_options(yield_per=500)):
        if not signers.knows(line):
            signers = Signers(session)
        fault = signers.fault(session, line)
        if not fault and uncertified and signers.uncertified(line):
            fault = "uncertified"
        if fault:
            yield line.seq, fault


def has_begun(session: ActSession) -> bool:
    """True when the journal says, in a line the governance signed, that signatures have begun."""
    founded = select(JournalLine.seq).where(JournalLine.action == FOUND, JournalLine.generation > 0)
    return session.scalar(founded.limit(1)) is not None or next(believed(session, BEGIN), 0) > 0


def _changed(session: ActSession, seq: int) -> set[str]:
    """The tables a line says it changed; of a line that cannot be read, one that does not exist."""
    body = session.scalar(select(JournalLine.body).where(JournalLine.seq == seq))
    try:
        return {str(change["record"]) for change in json.loads(body or "")["changes"]}
    except (ValueError, LookupError, TypeError):
        return {""}


def count(session: Session) -> int:
    """How many lines bear a signature."""
    return session.scalar(select(func.count(JournalLine.seq)).where(JournalLine.generation > 0)) or 0


def _lines(*wanted: ColumnElement[bool]) -> Any:
    return select(*SIGNED_COLUMNS).where(*wanted).order_by(JournalLine.seq)


def _first_lines_of_keys(session: ActSession) -> dict[int, tuple[int, str]]:
    """For each row of public keys, the line that first wrote it: its number, and the digest of the key it says."""
    found: dict[int, tuple[int, str]] = {}
    query = (
        select(JournalTouch.record, JournalLine.seq, JournalLine.body)
        .join(JournalLine, JournalTouch.seq == JournalLine.seq)
        .where(JournalTouch.record.between("principal:", "principal;"))
        .order_by(JournalLine.seq)
    )
    for record, seq, body in session.execute(query):
        id_ = int(record.partition(":")[2])
        if id_ not in found:
            found[id_] = (seq, _key_said(body, id_))
    return found


def _key_said(body: str, id_: int) -> str:
    try:
        changes = json.loads(body)["changes"]
        return next(str(c["new"]["sign"]) for c in changes if c["record"] == "principal" and c["id"] == id_)
    except (ValueError, LookupError, TypeError, StopIteration):
        return ""

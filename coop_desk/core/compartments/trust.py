"""What may be believed: certificates up to the root, delegations signed by the governance, epochs and wraps signed.

The rows say nothing by themselves: anyone with the file can write some. Each is believed when it is signed by
somebody whose keys are certified, and when the journal shows that person writing it on a day when they could.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from hashlib import blake2b

from sqlalchemy import Select, select

from coop_desk.core.compartments import roots
from coop_desk.core.compartments.model import (
    ROOT,
    Delegation,
    Epoch,
    KeyWithdrawal,
    Principal,
    Revocation,
    Wrap,
)
from coop_desk.core.compartments.names import GOVERNANCE, READ, WRITE, disclosure
from coop_desk.core.compartments.statements import delegation_statement as delegation_statement
from coop_desk.core.compartments.statements import principal_statement as principal_statement
from coop_desk.core.crypto import identity
from coop_desk.core.crypto.identity import PublicKeys
from coop_desk.core.crypto.sealing import About
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.journal import JournalLine, JournalTouch
from coop_desk.core.limits import ActSession
from coop_desk.core.model import Person, PersonId
from coop_desk.core.trusted_time import paris_date


def revocation_statement(r: Revocation) -> About:
    """What a revocation signs."""
    return ["revocation", r.id, r.at.isoformat(), r.why, r.by, r.by_generation]


def epoch_statement(e: Epoch) -> About:
    """What announces an epoch."""
    return ["epoch", e.compartment, e.n, e.kid.hex(), e.drop_box.hex(), e.by, e.by_generation]


def wrap_statement(w: Wrap) -> About:
    """What makes a wrap more than some bytes that open."""
    digest = blake2b(w.box, digest_size=32).hexdigest()
    return ["wrap", w.compartment, w.n, w.holder, w.generation, w.what, digest, w.by, w.by_generation]


def _lines_about(table: str) -> Select[str, datetime]:
    """When the journal shows each row of a table being written."""
    return (
        select(JournalTouch.record, JournalLine.at)
        .join(JournalLine, JournalTouch.seq == JournalLine.seq)
        .where(JournalTouch.record.between(f"{table}:", f"{table};"))
    )


# Asked several times by each session that opens: made once.
_PRINCIPALS, _DELEGATIONS = select(Principal), select(Delegation)
_REVOCATIONS, _REVOKING_LINES = select(Revocation), _lines_about("revocation")
_WITHDRAWALS, _WITHDRAWING_LINES = select(KeyWithdrawal), _lines_about("key_withdrawal")


class Trust:
    """Everything verified in one act. `root`: the root's public key as this person's bundle has it, or empty."""

    def __init__(self, session: ActSession, root: bytes = b"") -> None:
        self._session = session
        self._principals = {(p.holder, p.generation): p for p in session.scalars(_PRINCIPALS)}
        self.root = roots.believed(session, root)
        self._delegations: dict[int, Delegation] = {d.id: d for d in session.scalars(_DELEGATIONS)}
        self._revoked: dict[int, datetime] = {}
        self._withdrawn: dict[int, date] = {}
        self.current: dict[str, Epoch | None] = {}  # the epochs verified in this act
        self._known: dict[tuple[str, int], bool] = {}
        self._people_lines: dict[str, list[tuple[int | None, datetime]]] | None = None
        self._under_way: set[tuple[str, int]] = set()
        self._read_revocations()
        self._read_withdrawals()

    # ------------------------------------------------------------------ the journal

    def announced(self, record: str, by: int, able: Callable[[datetime], bool]) -> bool:
        """True when the journal shows that person writing the record at an instant when they were able to."""
        table, _colon, id_ = record.partition(":")
        if any(c.table == table and c.id == int(id_) for c in self._session.changes):
            return True  # written by the act under way, whose own right was looked at
        return any(able(at) for actor, at in self._lines_of(table, record) if actor == by)

    def _lines_of(self, table: str, record: str) -> list[tuple[int | None, datetime]]:
        """Who wrote a record and when; those of all people are read at once, as a rotation asks for all."""
        query = select(JournalTouch.record, JournalLine.actor_id, JournalLine.at).join(
            JournalLine, JournalTouch.seq == JournalLine.seq
        )
        if table != "principal":
            found = self._session.execute(query.where(JournalTouch.record == record))
            return [(actor, at) for _record, actor, at in found]
        if self._people_lines is None:
            self._people_lines = {}
            for one, actor, at in self._session.execute(
                query.where(JournalTouch.record.between("principal:", "principal;"))
            ):
                self._people_lines.setdefault(one, []).append((actor, at))
        return self._people_lines.get(record, [])

    def remembered(self, record: str) -> bool:
        """True when the journal knows this record, be its row there or not."""
        return self._session.scalar(select(JournalTouch.seq).where(JournalTouch.record == record).limit(1)) is not None

    def _read_revocations(self) -> None:
        """A revocation taken out of the file still counts: the journal remembers it."""
        for row in self._session.scalars(_REVOCATIONS):
            self._revoked[row.id] = row.at
        for record, at in self._session.execute(_REVOKING_LINES):
            self._revoked.setdefault(int(record.partition(":")[2]), at)

    def _read_withdrawals(self) -> None:
        """The last day of what ends early; of one taken out of the file, the day the journal saw it written."""
        for row in self._session.scalars(_WITHDRAWALS):
            self._withdrawn[row.id] = row.last_day
        for record, at in self._session.execute(_WITHDRAWING_LINES):
            self._withdrawn.setdefault(int(record.partition(":")[2]), paris_date(at))

    # ------------------------------------------------------------------ people

    def disclosed(self) -> list[Principal]:
        """The keys whose password leaked, oldest first: what they opened is to be sealed anew."""
        marked = [p for p in self._principals.values() if disclosure(p.holder, p.generation) in self._revoked]
        return sorted(marked, key=lambda p: (p.holder, p.generation))

    def disclosed_and_in_use(self) -> list[Principal]:
        """Those of them that a restored backup brought back: nothing is gained until their holder takes others."""
        return [p for p in self.disclosed() if p.active and self.newest(p.holder) is p]

    def everybody(self) -> Iterable[Principal]:
        """Every pair of keys there is, certified or not."""
        return self._principals.values()

    def newest(self, person_id: int) -> Principal | None:
        """The last generation of somebody's keys, certified or not."""
        own = [p for (holder, _g), p in self._principals.items() if holder == person_id]
        return max(own, key=lambda p: p.generation, default=None)

    def of_generation(self, person_id: int, generation: int) -> Principal | None:
        """The keys somebody had in that generation, certified or not."""
        return self._principals.get((person_id, generation))

    def generations(self, person_id: int) -> list[int]:
        """Every generation of keys somebody has had."""
        return sorted(generation for holder, generation in self._principals if holder == person_id)

    def people(self) -> list[Principal]:
        """The certified, active keys of everybody, newest generation each."""
        holders = sorted({holder for holder, _generation in self._principals if holder != ROOT})
        return [p for h in holders if (p := self.newest(h)) is not None and p.active and self.certified(p)]

    def keys_of(self, person_id: int) -> Principal:
        """The keys to seal to. Raises RuleBroken KEY-07 unless they are certified up to the root, and in use."""
        found = self.newest(person_id)
        if found is None or not found.active or not self.certified(found):
            raise RuleBroken(
                "KEY-07",
                _(
                    "Les clés de {name} ne sont pas certifiées par la gouvernance : rien n’est scellé pour elles. "
                    "Une personne de la gouvernance doit d’abord les certifier."
                ).format(name=self._name(person_id)),
            )
        return found

    def certified(self, principal: Principal) -> bool:
        """True when the whole chain of signatures leads to the root."""
        return self._once("principal", principal.id, lambda: self._certified(principal))

    def _certified(self, p: Principal) -> bool:
        if p.holder == ROOT:
            # Its own signature binds the half that receives: another box would be given every key.
            signed = identity.verify(p.sign, principal_statement(p), p.certificate or b"")
            newest = self.newest(ROOT)
            return p.sign == self.root and signed and newest is not None and newest.id == p.id
        if p.certificate is None or p.by is None or p.by == p.holder:
            return False
        return self._signed_by_governance(
            f"principal:{p.id}", p.by, p.by_generation, principal_statement(p), p.certificate
        )

    def signed(self, by: int, generation: int | None, about: About, signature: bytes | None) -> bool:
        """True when certified keys of that person and generation signed this; the root by its key alone."""
        if by == ROOT:
            return bool(self.root) and identity.verify(self.root, about, signature or b"")
        signer = self._principals.get((by, generation or 0))
        return signer is not None and self.certified(signer) and identity.verify(signer.sign, about, signature or b"")

    def _signed_by_governance(
        self, record: str, by: int, generation: int | None, about: About, signature: bytes | None
    ) -> bool:
        return self.signed(by, generation, about, signature) and (
            by == ROOT or self.announced(record, by, lambda at: self.governs(by, at, past=True))
        )

    # ------------------------------------------------------------------ delegations

    def governs(self, person_id: int, at: datetime, *, past: bool = False) -> bool:
        """True when that person may enrol, grant, revoke and reset at that instant; `past`: could."""
        return any(self.runs(d, at, past=past) for d in self._of(person_id, GOVERNANCE))

    def delegations(self, compartment: str | None = None, person_id: int | None = None) -> list[Delegation]:
        """The delegations that were really decided, verified, oldest first."""
        return sorted(
            (
                d
                for d in self._delegations.values()
                if (compartment is None or d.compartment == compartment)
                and (person_id is None or d.holder == person_id)
                and self.decided(d)
            ),
            key=lambda d: (d.starts_on, d.id),
        )

    def _of(self, person_id: int, compartment: str) -> list[Delegation]:
        return self.delegations(compartment, person_id)

    def decided(self, d: Delegation) -> bool:
        """True when somebody of the governance, another person than the holder, signed every field."""
        return self._once("delegation", d.id, lambda: self._decided(d))

    def _decided(self, d: Delegation) -> bool:
        if d.decision is None or d.by is None or d.by == d.holder:
            return False
        return self._signed_by_governance(
            f"delegation:{d.id}", d.by, d.by_generation, delegation_statement(d), d.signature
        )

    def revoked_at(self, d: Delegation) -> datetime | None:
        """When a delegation was ended before its day."""
        return self._revoked.get(d.id)

    def withdrawn(self, d: Delegation, day: date) -> bool:
        """True when what the delegation came with ended before that day."""
        last = self._withdrawn.get(d.id)
        return last is not None and day > last

    def runs(self, d: Delegation, at: datetime, *, past: bool = False) -> bool:
        """True when the delegation is in force at that instant: whole days in Paris, both included.

        `past`: what was signed in the very second of the revocation was signed before it, and a withdrawal, which
        nobody signs, takes nothing back of what was done.
        """
        revoked = self._revoked.get(d.id)
        if not past and self.withdrawn(d, paris_date(at)):
            return False
        return self.dated(d, paris_date(at)) and (revoked is None or at < revoked or (past and at == revoked))

    def dated(self, d: Delegation, day: date) -> bool:
        """True when that day is one of the delegation's."""
        return d.starts_on <= day and (d.ends_on is None or day <= d.ends_on)

    def over(self, d: Delegation, at: datetime) -> bool:
        """True when the delegation has ended, by its day or by a revocation."""
        day = paris_date(at)
        return d.id in self._revoked or self.withdrawn(d, day) or (d.ends_on is not None and day > d.ends_on)

    def may(self, person_id: int, compartment: str, right: str, at: datetime, *, past: bool = False) -> bool:
        """True when that person holds a delegation in force on a compartment; who may write may read."""
        wanted = {WRITE} if right == WRITE else {READ, WRITE}
        return any(d.right in wanted and self.runs(d, at, past=past) for d in self._of(person_id, compartment))

    # ------------------------------------------------------------------ epochs and wraps

    def epoch_holds(self, e: Epoch) -> bool:
        """True when an epoch was announced by somebody who could write there, or by the governance at its opening."""

        def able(at: datetime) -> bool:
            could = self.may(e.by, e.compartment, WRITE, at, past=True)
            return could or (e.n == 1 and self.governs(e.by, at, past=True))

        return self._once("epoch", e.id, lambda: self._epoch_holds(e, able))

    def _epoch_holds(self, e: Epoch, able: Callable[[datetime], bool]) -> bool:
        return self.signed(e.by, e.by_generation, epoch_statement(e), e.signature) and (
            e.by == ROOT or self.announced(f"epoch:{e.id}", e.by, able)
        )

    def wrap_holds(self, w: Wrap) -> bool:
        """True when a wrap is signed by the root, the governance at the opening, or a key holder of the compartment."""
        if not self.signed(w.by, w.by_generation, wrap_statement(w), w.signature):
            return False

        def able(at: datetime) -> bool:
            could = self.may(w.by, w.compartment, READ, at, past=True)
            return could or (w.n == 1 and self.governs(w.by, at, past=True))

        return w.by == ROOT or self.announced(f"wrap:{w.id}", w.by, able)

    # ------------------------------------------------------------------ inside

    def _once(self, kind: str, id_: int, look: Callable[[], bool]) -> bool:
        key = (kind, id_)
        if key not in self._known:
            if key in self._under_way:
                return False  # keys that certify each other in a ring
            self._under_way.add(key)
            try:
                self._known[key] = look()
            finally:
                self._under_way.discard(key)
        return self._known[key]

    def _name(self, person_id: int) -> str:
        person = self._session.get(Person, PersonId(person_id))
        return person.name if person is not None else _("cette personne")


def public_keys(p: Principal) -> PublicKeys:
    """The keys of a row, to compare their fingerprint."""
    return PublicKeys(p.box, p.sign)

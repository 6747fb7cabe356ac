"""After a restoring: what was withdrawn since the backup stays withdrawn, and each older key is asked to be renewed."""

import contextlib
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core import database
from coop_desk.core.backup.source import Source, instant
from coop_desk.core.compartments import epochs, governing
from coop_desk.core.compartments.model import Delegation, Epoch, KeyWithdrawal, Principal, Revocation
from coop_desk.core.compartments.names import GOVERNANCE, disclosure, words_of
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.journal import DONE, JournalLine, JournalTouch
from coop_desk.core.model import PersonId
from coop_desk.core.signatures import RESTORE
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import listed, long_day

if TYPE_CHECKING:
    from coop_desk.core.actions import Act

_UNREADABLE = (database.Fault, database.Shut, OSError, ValueError, TypeError)


@dataclass(frozen=True, slots=True)
class Ended:
    """What the present file says is over: ends signed, last days of what ends early, people whose access was closed.

    `signed` holds the signature of each delegation there: another may bear its number in the backup.
    """

    revocations: tuple[Revocation, ...] = ()
    withdrawals: tuple[KeyWithdrawal, ...] = ()
    closed: frozenset[int] = frozenset()
    signed: dict[int, bytes | None] = field(default_factory=dict)


_QUERIES = (
    'SELECT id, at, why, "by", by_generation, signature FROM revocation',
    "SELECT id, last_day, why FROM key_withdrawal",
    'SELECT id, ends_on, ended_because FROM "grant" WHERE ended_because IS NOT NULL AND ends_on IS NOT NULL',
    "SELECT holder, generation, active FROM principal ORDER BY holder, generation",
    "SELECT id, signature FROM delegation",
)


def ended_of(source: Source) -> Ended:
    """What is over in the present file; nothing when it cannot be read."""
    with contextlib.suppress(*_UNREADABLE), closing(source.connect(read_only=True)) as raw:
        revoked, withdrawn, titles, pairs, delegations = (raw.execute(query).fetchall() for query in _QUERIES)
        early = [*withdrawn, *((governing.delegation_number(id_), last, why) for id_, last, why in titles)]
        newest = {holder: active for holder, _generation, active in pairs}
        return Ended(
            tuple(
                Revocation(id=id_, at=instant(at), why=why, by=by, by_generation=generation, signature=signature)
                for id_, at, why, by, generation, signature in revoked
            ),
            tuple(KeyWithdrawal(id=id_, last_day=date.fromisoformat(last), why=why) for id_, last, why in early),
            frozenset(holder for holder, active in newest.items() if not active),
            dict(delegations),
        )
    return Ended()


def keep_ended(act: "Act", ended: Ended) -> None:
    """Carry over what ended since the backup: the next opening takes its keys back.

    Only what the backup knows: a title given from now on takes the number of one that was lost, and is not its heir.
    Whoever governs there alone goes on: without anybody, only the recovery code would help.
    """
    trust = epochs.trust_of(act)
    there = {d.id: d for d in act.session.scalars(select(Delegation))}
    marks = {disclosure(p.holder, p.generation) for p in trust.everybody()}
    known = set(act.session.scalars(select(Revocation.id)))
    same = {id_ for id_, d in there.items() if d.signature in (None, ended.signed.get(id_))}
    revoked = [row for row in ended.revocations if row.id in (same | marks) - known]
    over = known | {row.id for row in revoked} | set(act.session.scalars(select(KeyWithdrawal.id)))
    early = {
        row.id: row for row in ended.withdrawals if row.id in same - over and _runs_on(act, there[row.id], row.last_day)
    }
    for d in there.values():
        if d.holder in ended.closed and d.id not in over and _runs_on(act, d, act.today):
            early[d.id] = KeyWithdrawal(id=d.id, last_day=act.today - timedelta(days=1), why=_("Accès fermé"))
    fresh: list[Revocation | KeyWithdrawal] = [*revoked, *early.values()]
    governed = [d for d in trust.delegations(GOVERNANCE) if trust.runs(d, act.now)]
    if governed and {d.id for d in governed} <= {row.id for row in fresh}:
        names = people_by_id(act.session)
        fresh = [row for row in fresh if row.id not in {d.id for d in governed}]
        act.say(
            _("{names} : gouvernance des clés finie depuis, mais seule dans la sauvegarde. Elle y revient.").format(
                names=listed(sorted({names[PersonId(d.holder)] for d in governed}))
            )
        )
    act.session.add_all(fresh)
    if fresh:
        act.say(
            ngettext(
                "{n} délégation finie depuis la sauvegarde reste finie.",
                "{n} délégations finies depuis la sauvegarde restent finies.",
                len(fresh),
            ).format(n=len(fresh))
        )


def _runs_on(act: "Act", d: Delegation, day: date) -> bool:
    """True for what was decided and would still open something after that day."""
    longer = d.ends_on is None or day < d.ends_on
    return d.decision is not None and longer and not epochs.trust_of(act).over(d, act.now)


def known_there(act: "Act", ring: Keyring | None) -> Keyring | None:
    """The keys of whoever restores, when they are theirs in the backup too: nobody would believe others' signature."""
    if ring is None:
        return None
    newest = max(
        act.session.scalars(select(Principal).where(Principal.holder == ring.person_id)),
        key=lambda p: p.generation,
        default=None,
    )
    known = newest is not None and newest.active and newest.sign == ring.public.sign
    return ring if known else None


def keys_to_renew(act: "Act") -> list[str]:
    """One sentence for each key that is older than the last restoring: whoever lost it since has it again in a copy."""
    last = act.session.execute(
        select(JournalLine.seq, JournalLine.at)
        .where(JournalLine.action == RESTORE, JournalLine.outcome == DONE)
        .order_by(JournalLine.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return []
    said = []
    for compartment in sorted(set(act.session.scalars(select(Epoch.compartment))) - {GOVERNANCE}):
        epoch = epochs.current_epoch(act, compartment)
        if epoch is None:
            continue
        announced = act.session.scalar(select(JournalTouch.seq).where(JournalTouch.record == f"epoch:{epoch.id}"))
        if announced is not None and announced < last.seq:
            said.append(
                _("« {what} » : renouvelez la clé, le dossier vient d’une sauvegarde restaurée le {day}.").format(
                    what=words_of(compartment), day=long_day(paris_date(last.at))
                )
            )
    return said

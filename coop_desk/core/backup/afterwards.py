"""After a restoring: what was withdrawn since the backup stays withdrawn, and each older key is asked to be renewed."""

import contextlib
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core import database
from coop_desk.core.backup.source import Source, instant
from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.model import Delegation, Epoch, Principal, Revocation
from coop_desk.core.compartments.names import GOVERNANCE, disclosure, words_of
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.journal import DONE, JournalLine, JournalTouch
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import long_day

if TYPE_CHECKING:
    from coop_desk.core.actions import Act

RESTORE = "core.restore"


def revocations_of(source: Source) -> list[Revocation]:
    """The ends of delegations of the present file; none when it cannot be read."""
    query = 'SELECT id, at, why, "by", by_generation, signature FROM revocation'
    with contextlib.suppress(database.Fault, database.Shut, OSError), closing(source.connect(read_only=True)) as raw:
        return [
            Revocation(id=id_, at=instant(at), why=why, by=by, by_generation=generation, signature=signature)
            for id_, at, why, by, generation, signature in raw.execute(query).fetchall()
        ]
    return []


def keep_revoked(act: "Act", withdrawn: Sequence[Revocation]) -> None:
    """Carry over the delegations ended since the backup: the next opening takes their keys back.

    Only what the backup knows: a title given from now on takes the number of one that was lost, and is not its heir.
    """
    known = set(act.session.scalars(select(Revocation.id)))
    pairs = act.session.execute(select(Principal.holder, Principal.generation))
    there = {disclosure(holder, generation) for holder, generation in pairs}
    there |= set(act.session.scalars(select(Delegation.id)))
    fresh = [row for row in withdrawn if row.id in there - known]
    act.session.add_all(fresh)
    if fresh:
        act.say(
            ngettext(
                "{n} délégation finie depuis la sauvegarde reste finie.",
                "{n} délégations finies depuis la sauvegarde restent finies.",
                len(fresh),
            ).format(n=len(fresh))
        )


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

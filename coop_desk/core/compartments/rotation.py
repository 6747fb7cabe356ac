"""Give a compartment a new key: every record sealed again, read back and counted, in one transaction."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core.compartments import drops, epochs, sealed, traces
from coop_desk.core.compartments.epochs import KEY, SUBJECT
from coop_desk.core.compartments.model import ROOT, Epoch, Principal, SealedRecord
from coop_desk.core.compartments.names import WRITE, number, words_of
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.sealing import Unopened, new_key
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _, ngettext

if TYPE_CHECKING:
    from coop_desk.core.actions import Act

Progress = Callable[[int, int], None]  # done, all; raising in it cancels, and nothing has changed


def renew_key(
    act: "Act",
    compartment: str,
    progress: Progress = lambda done, everything: None,
    *,
    heir: Principal | None = None,
) -> int:
    """Rotate a compartment and return how many records were sealed again.

    `heir`: the other pair that the person at work has just made, not certified yet; it receives the key as well.

    The file is backed up first. Raises Refused without a write delegation; RuleBroken KEY-14 or KEY-15 when one
    record cannot be opened, is missing, or does not read back: everything is then as before.
    """
    trust = epochs.trust_of(act)
    if not trust.may(int(act.actor_id), compartment, WRITE, act.now):
        raise Refused(
            _("« {what} » : renouveler la clé demande une délégation qui permet d’y écrire.").format(
                what=words_of(compartment)
            )
        )
    epoch = epochs.current_epoch(act, compartment)
    if epoch is None:
        return 0
    keep_before(act)
    key = epochs.opened_key(act, epoch)
    drops.move_drops(act, compartment)
    _check_complete(act)
    opened = sealed.open_all(act, epoch, key)
    fresh = new_key()
    following = epochs.announce_epoch(act, compartment, epoch.n + 1, fresh)
    _hand_to_holders(act, following, fresh)
    if heir is not None:
        epochs.hand_over(act, following, heir, KEY, fresh)
        epochs.hand_over(act, following, heir, SUBJECT, derive.subject_key(fresh, heir.holder))
        act.session.flush()
    _seal_again(act, following, fresh, opened, progress)
    _read_back(act, following, fresh, opened)
    traces.keep_former(act, epoch, key, following, fresh)
    _take_back(act, compartment, epoch.n)
    epochs.keyring_of(act).drop_kept()
    act.say(
        ngettext(
            "Clé de « {what} » renouvelée ; {n} enregistrement scellé de nouveau.",
            "Clé de « {what} » renouvelée ; {n} enregistrements scellés de nouveau.",
            len(opened),
        ).format(what=words_of(compartment), n=len(opened))
    )
    return len(opened)


def keep_before(act: "Act") -> None:
    """Back the file up as it was before this act, which is not committed yet. Raises RuleBroken like a backup."""
    from coop_desk.core.backup import moments

    moments.before(act.coop, _("avant un changement de clé"), epochs.keyring_of(act).root)


def owed(act: "Act", compartment: str) -> list[int]:
    """People who know the present key and should not: their delegation is over, or their password leaked.

    Who was handed it is what the journal remembers, so that a row taken away changes nothing. Rotation is due.
    """
    trust = epochs.trust_of(act)
    epoch = epochs.current_epoch(act, compartment)
    if epoch is None:
        return []
    gone = {
        d.holder
        for d in trust.delegations(compartment)
        if not any(not trust.over(other, act.now) for other in trust.delegations(compartment, d.holder))
        or _left(act, d.holder)
    }
    back = trust.disclosed_and_in_use()
    leaked = {
        p.holder
        for p in trust.disclosed()
        if p not in back
        and any(
            trust.remembered(f"wrap:{number('wrap', compartment, epoch.n, p.holder, p.generation, what)}")
            for what in (KEY, SUBJECT)
        )
    }
    return sorted({holder for holder in gone if _ever_held(act, epoch, holder)} | leaked)


def receives(act: "Act", holder: int) -> bool:
    """True when somebody's newest keys are certified and in use: a closed access is handed nothing."""
    newest = epochs.trust_of(act).newest(holder)
    return newest is not None and newest.active and epochs.trust_of(act).certified(newest)


def _left(act: "Act", holder: int) -> bool:
    newest = epochs.trust_of(act).newest(holder)
    return newest is None or not newest.active


def _ever_held(act: "Act", epoch: Epoch, holder: int) -> bool:
    trust = epochs.trust_of(act)
    return any(
        trust.remembered(f"wrap:{number('wrap', epoch.compartment, epoch.n, holder, generation, KEY)}")
        for generation in trust.generations(holder)
    )


def _check_complete(act: "Act") -> None:
    """Refuse to rotate from an incomplete copy: what it lacks would be lost under a key nobody has any more."""
    present = set(act.session.scalars(select(SealedRecord.id)))
    if set(sealed.times_written(act)) - present:
        raise RuleBroken(
            "KEY-15",
            _(
                "Il manque des enregistrements scellés que le journal connaît : la clé n’est pas renouvelée. "
                "Restaurez la dernière sauvegarde."
            ),
        )


def _hand_to_holders(act: "Act", epoch: Epoch, key: Secret) -> None:
    """Hand the new key to the recovery key, to those whose delegation is not over, and S to everybody."""
    trust = epochs.trust_of(act)
    epochs.hand_over(act, epoch, epochs.root_principal(act), KEY, key)
    for delegation in trust.delegations(epoch.compartment):
        if epochs.may_deposit(act, delegation) and receives(act, delegation.holder):
            epochs.hand_over(act, epoch, trust.keys_of(delegation.holder), KEY, key)
    epochs.hand_subjects(act, epoch, key)


def _seal_again(
    act: "Act", epoch: Epoch, key: Secret, opened: list[tuple[sealed.Entry, sealed.Written]], progress: Progress
) -> None:
    rows = []
    for done, (entry, written) in enumerate(opened):
        subject = derive.subject_key(key, entry.person_id)
        version = entry.version + 1
        about = sealed.record_about(epoch.compartment, entry.id, epoch.n, version, entry.person_id)
        rows.append(
            {
                "id": entry.id,
                "n": epoch.n,
                "version": version,
                "tag": derive.tag(subject),
                "box": sealed.sealed_box(key, subject, about, written),
                "equal": derive.equality(key, *written.equal) if written.equal else None,
            }
        )
        if done % 200 == 0:
            progress(done, len(opened))
    act.session.change_in_bulk(SealedRecord, rows)


def _read_back(act: "Act", epoch: Epoch, key: Secret, before: list[tuple[sealed.Entry, sealed.Written]]) -> None:
    """Open everything from the file with the new key alone, and compare, before anything is kept."""
    stored = act.session.execute(
        select(SealedRecord.id, SealedRecord.n, SealedRecord.version, SealedRecord.box).where(
            SealedRecord.compartment == epoch.compartment
        )
    ).all()
    wanted = {entry.id: (entry, written) for entry, written in before}
    same = len(stored) == len(wanted)
    for id_, n, version, box in stored:
        entry, written = wanted.get(id_, (None, None))
        if entry is None or (n, version) != (epoch.n, entry.version + 1):
            same = False
            break
        about = sealed.record_about(epoch.compartment, id_, n, version, entry.person_id)
        try:
            same = same and sealed.opened_box(key, derive.subject_key(key, entry.person_id), about, box) == written
        except Unopened:
            same = False
    if not same:
        raise RuleBroken(
            "KEY-15", _("Un enregistrement scellé ne se relit pas avec la nouvelle clé : rien n’a été changé.")
        )


def _take_back(act: "Act", compartment: str, n: int) -> None:
    """Delete the wraps of the key that was replaced; the recovery key keeps its own, for older backups."""
    for what in (KEY, SUBJECT):
        for wrap in epochs.wraps_of(act, compartment, what):
            if wrap.n <= n and wrap.holder != ROOT:
                act.session.delete(wrap)
    act.session.flush()

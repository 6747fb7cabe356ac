"""Named keepers of the backups: people whose own keys open them too, with their password and nothing of the co-op.

Their bundles stand beside the backups, in a file as careful as the side file of keys; it opens nothing without their
passwords, and holds no key of the co-op.
"""

import contextlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core import bundles, database, saving, slots
from coop_desk.core.actions import Act, action, query
from coop_desk.core.backup import reading
from coop_desk.core.backup.protection import is_protected, keys_in, recipient_source
from coop_desk.core.backup.source import Source
from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.names import random_number
from coop_desk.core.compartments.trust import Trust
from coop_desk.core.crypto import age_keys
from coop_desk.core.crypto.identity import PublicKeys
from coop_desk.core.crypto.sealing import About
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.limits import EVERYONE, ActSession
from coop_desk.core.model import Base, Big, Id, PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold

ENDING = ".gardiens"


class BackupKeeper(Base):
    """Somebody who opens the backups with their own keys, from a day until another; signed by who chose them."""

    __tablename__ = "backup_keeper"
    __words__ = "gardien des sauvegardes"

    id: Mapped[Id]
    holder: Mapped[int] = mapped_column(Big, index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    by: Mapped[int] = mapped_column(Big)
    by_generation: Mapped[int]
    signature: Mapped[bytes]


@dataclass(frozen=True, slots=True)
class Keeper:
    """A keeper as the page shows it; `ready` once their keys are certified: backups are closed for them too."""

    person_id: PersonId
    name: str
    since: date
    until: date | None
    ready: bool


@query(Right.FILE_KEEP, N_("Consultation des gardiens des sauvegardes"))
def keepers(act: Act) -> list[Keeper]:
    """Everybody who keeps the backups or has kept them, those of today first, by name."""
    names, trust = people_by_id(act.session), epochs.trust_of(act)
    rows = [
        Keeper(
            PersonId(row.holder), names.get(PersonId(row.holder), ""), row.since, row.until,
            row.until is None and _keys_of(trust, row) is not None,
        )
        for row in act.session.scalars(select(BackupKeeper))
    ]  # fmt: skip
    return sorted(rows, key=lambda k: (k.until is not None, fold(k.name), k.since))


@query(Right.FILE_KEEP, N_("Consultation des personnes qui peuvent garder les sauvegardes"))
def possible_keepers(act: Act) -> list[tuple[PersonId, str]]:
    """People with certified keys who do not keep the backups yet, by name."""
    present = {row.holder for row in _running(act.session)}
    names = people_by_id(act.session)
    found = [(PersonId(p.holder), names.get(PersonId(p.holder), "")) for p in epochs.trust_of(act).people()]
    return sorted((one for one in found if one[0] not in present), key=lambda one: fold(one[1]))


@action(Right.FILE_KEEP, N_("Choix d’un gardien des sauvegardes"))
def choose_keeper(act: Act, person_id: PersonId) -> None:
    """Let somebody's own keys open every backup from now on. Raises RuleBroken KEY-07 unless they are certified."""
    name = people_by_id(act.session).get(person_id, "")
    epochs.trust_of(act).keys_of(person_id)
    if any(row.holder == person_id for row in _running(act.session)):
        raise RuleBroken("BACKUP-10", _("{name} garde déjà les sauvegardes.").format(name=name))
    ring = epochs.keyring_of(act)
    row = BackupKeeper(
        id=random_number(), holder=person_id, since=act.today, until=None, by=ring.person_id,
        by_generation=ring.generation,
    )  # fmt: skip
    row.signature = ring.sign(_statement(row))
    act.session.add(row)
    act.say(_("{name} peut ouvrir les sauvegardes faites à partir d’aujourd’hui.").format(name=name))


@action(Right.FILE_KEEP, N_("Fin de la garde des sauvegardes"))
def end_keeping(act: Act, person_id: PersonId) -> None:
    """Close the next backups to somebody; those already made still open with their keys."""
    found = [row for row in _running(act.session) if row.holder == person_id]
    name = people_by_id(act.session).get(person_id, "")
    if not found:
        raise RuleBroken("BACKUP-10", _("{name} ne garde pas les sauvegardes.").format(name=name))
    for row in found:
        row.until = act.today
    act.say(_("{name} n’ouvre plus les sauvegardes à venir ; celles d’avant s’ouvrent encore.").format(name=name))


@query(Right.OWN_FILE_READ, N_("Consultation de sa propre garde des sauvegardes"))
def keeps_backups(act: Act) -> bool:
    """True when this person's own keys open the backups made today."""
    return any(row.holder == act.actor_id for row in _running(act.session))


@query(Right.OWN_FILE_READ, N_("Lecture de sa propre clé de sauvegarde"))
def own_backup_key(act: Act, password: str) -> bytes:
    """Write one's own secret age key, itself encrypted in age format under a password: for the public program.

    Raises RuleBroken BACKUP-10 for somebody who does not keep the backups, ACCOUNT-05 for a password too short.
    """
    import pyrage

    ring = epochs.keyring_of(act)
    name = people_by_id(act.session).get(PersonId(ring.person_id), "")
    if all(row.holder != ring.person_id for row in _running(act.session)):
        raise RuleBroken("BACKUP-10", _("{name} ne garde pas les sauvegardes.").format(name=name))
    if len(password) < _LEAST:
        raise RuleBroken("ACCOUNT-05", _("Choisissez au moins {n} caractères pour cette clé.").format(n=_LEAST))
    box, _sign = ring.identity.parts()
    written: bytes = pyrage.passphrase.encrypt(f"{age_keys.of_box(box)}\n".encode(), password)
    return written


_LEAST = 12


@recipient_source
def keeper_recipients(source: Source) -> Iterable[str]:
    """The public keys of the keepers, each certified up to the root; a forged row, or forged keys, receive nothing."""
    with contextlib.suppress(database.Fault, DBAPIError, RuleBroken), _session(source) as session:
        trust = Trust(session, source.root)
        found = [_keys_of(trust, row) for row in _running(session)]
        return tuple(age_keys.public(keys.box) for keys in found if keys is not None)
    return ()  # a damaged file is named by the copy that follows, another root by the recovery key


def write_beside(source: Source, place: Path, name: str) -> None:
    """Keep the bundles of the keepers beside the backups of a place, or take the former ones away."""
    target = place / f"{name}{ENDING}"
    with contextlib.suppress(database.Fault, DBAPIError), _session(source) as session:
        kept = slots.empty()
        logins = bundles.logins(session)
        for row in _running(session):
            stored = session.get(bundles.StoredBundle, row.holder)
            if stored is not None and row.holder in logins:
                slot = slots.Slot(kept.mark(logins[row.holder]), row.holder, (stored.content,), ())
                kept = kept.with_slot(slot)
        if kept.slots:
            saving.save(target, slots.to_bytes(kept))
        else:
            target.unlink(missing_ok=True)


def keys_for(backup: Path, typed: str, login: str, password: str) -> tuple[str, ...]:
    """Return the secret keys that open a backup: from a code, an age key, or somebody's login and password.

    A keeper's password opens what is encrypted; otherwise a password of the day opens the file inside. Raises Refused
    when the password is wrong, RuleBroken KEY-30 when no bundle of a keeper is beside the backup.
    """
    keys = keys_in(typed)
    if not login:
        return keys
    if not keys and is_protected(backup):
        return (_keeper_key(backup, login, password),)
    reading.learn_key(backup, keys, login, password)
    return keys


def _keeper_key(backup: Path, login: str, password: str) -> str:
    for beside in sorted(backup.parent.glob(f"*{ENDING}")):
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            opened = slots.opened_by(slots.from_bytes(beside.read_bytes()), login, password)
            if opened is not None:
                return age_keys.of_box(opened.identity.parts()[0])
    if not any(backup.parent.glob(f"*{ENDING}")):
        raise RuleBroken(
            "KEY-30",
            _(
                "Aucun trousseau de gardien n’est à côté de cette sauvegarde : copiez-y le fichier « {ending} » de "
                "l’autre emplacement, ou donnez le code de secours."
            ).format(ending=ENDING),
        )
    raise Refused(_("Ce n’est pas l’identifiant et le mot de passe de quelqu’un qui garde ces sauvegardes."))


def _running(session: ActSession) -> list[BackupKeeper]:
    return list(session.scalars(select(BackupKeeper).where(BackupKeeper.until.is_(None))))


def _keys_of(trust: Trust, row: BackupKeeper) -> PublicKeys | None:
    signed = trust.signed(row.by, row.by_generation, _statement(row), row.signature)
    if not signed or not trust.announced(f"backup_keeper:{row.id}", row.by, lambda _at: True):
        return None
    try:
        found = trust.keys_of(row.holder)
    except RuleBroken:
        return None
    return PublicKeys(found.box, found.sign)


def _statement(row: BackupKeeper) -> About:
    return ["keeper", row.id, row.holder, row.since.isoformat(), row.by, row.by_generation]


@contextlib.contextmanager
def _session(source: Source) -> Iterator[ActSession]:
    with closing(source.connect(read_only=True)) as raw:
        if raw.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (BackupKeeper.__tablename__,)).fetchone() is None:
            raise database.Fault  # a file of an earlier version, backed up before it is brought up to date
    engine = database.engine_for(source.database, read_only=True)
    session = ActSession(engine, EVERYONE, reading=True)
    try:
        yield session
    finally:
        session.close()
        engine.dispose()

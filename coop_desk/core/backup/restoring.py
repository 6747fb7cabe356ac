"""Put a backup back: shown first, prepared aside, swapped in at once; the present file is never thrown away."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coop_desk.core import anchors, ballot_file, database, lock, place
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.backup import afterwards
from coop_desk.core.backup.making import back_up
from coop_desk.core.backup.manifest import Manifest
from coop_desk.core.backup.places import read_state
from coop_desk.core.backup.reading import take_out
from coop_desk.core.backup.source import DATABASE, KEYS, Source, instant, mark_of, words_of
from coop_desk.core.clock import Clock
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.disk_faults import french_faults
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import SUFFIX, AlreadyOpen, CoopFile
from coop_desk.core.i18n import N_, _
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person, PersonId
from coop_desk.core.saving import flush_folder
from coop_desk.core.signatures import RESTORE
from coop_desk.core.words import clock_time, day

WORKSHOP = ".restauration-"
ASIDE = "mis-de-cote"
SHOWN = 20
_RESTORE = Inner(RESTORE, N_("Restauration d’une sauvegarde"))


@dataclass(frozen=True, slots=True)
class LostLine:
    """One act of the present file that the backup does not hold: number, instant (UTC), what was done."""

    number: int
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Lost:
    """What restoring would lose: how many acts, the newest of them; `known` is False when the file cannot be read."""

    known: bool
    count: int = 0
    newest: tuple[LostLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A backup that was opened and verified, and what restoring it would lose.

    `seen` is the newest line of that co-op's journal that this user saw on this PC, 0 for none.
    """

    manifest: Manifest
    lost: Lost
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A backup ready to take the place of the present file, in a private folder beside it."""

    folder: Path
    workshop: Path
    found: Found


def look(source: Source, backup: Path, keys: Sequence[str] = ()) -> Found:
    """Open a backup aside, verify it, and say what restoring it would lose; nothing is changed.

    Raises RuleBroken: BACKUP-02 damaged, BACKUP-03 of another co-op, BACKUP-04 newer, BACKUP-05 key.
    """
    with french_faults(source.folder), _workshop(source.folder) as shop:
        return _open(source, backup, keys, shop)


def try_out(backup: Path, keys: Sequence[str] = ()) -> Manifest:
    """Restore a backup to a private place, verify all of it, throw it away: the drill. Return what it holds."""
    with french_faults(backup.parent), tempfile.TemporaryDirectory(prefix="coop-desk-") as shop:
        return take_out(backup, keys, Path(shop))


def prepare(
    source: Source,
    backup: Path,
    keys: Sequence[str] = (),
    *,
    clock: Clock,
    person_id: PersonId | None = None,
    who: str = "",
    ring: Keyring | None = None,
) -> Prepared:
    """Do all that takes time: keep a backup of the present file, open the other, bring it up to date, journal it.

    The line is signed with the keys of whoever restores, if the backup knows them; PCs that saw more believe it from
    the governance only.
    """
    with french_faults(source.folder):
        shop = _new_workshop(source.folder)
        try:
            found = _open(source, backup, keys, shop)
            _keep_present(source, clock.now())
            _note_restoring(shop, found.manifest, clock, person_id, who, ring, afterwards.ended_of(source))
        except BaseException:
            shutil.rmtree(shop, ignore_errors=True)
            raise
    return Prepared(source.folder, shop, found)


def finish(prepared: Prepared, now: datetime) -> Path:
    """Swap the prepared file in, the co-op being closed; return the folder where the present file was put aside."""
    folder, shop = prepared.folder, prepared.workshop
    with french_faults(folder):
        holder = lock.take(folder)
        if holder is not None:
            shutil.rmtree(shop, ignore_errors=True)
            raise AlreadyOpen(holder)
        try:
            aside = _put_aside(folder, now)
            _swap(shop, folder)
        finally:
            lock.release(folder)
            shutil.rmtree(shop, ignore_errors=True)
    return aside


def restore_elsewhere(parent: Path, backup: Path, keys: Sequence[str] = (), *, clock: Clock, who: str = "") -> Path:
    """Make a co-op's folder anew from a backup, on a PC that has none; return it."""
    place.check_place(parent)
    with french_faults(parent), _workshop(parent) as shop:
        manifest = take_out(backup, keys, shop)
        folder = parent / f"{Path(manifest.name).name}{SUFFIX}"
        if folder.exists():
            raise RuleBroken(
                "FILE-05",
                _("Le dossier « {name} » existe déjà. Ouvrez-le, ou choisissez un autre nom.").format(name=folder.name),
            )
        _note_restoring(shop, manifest, clock, None, who)
        os.replace(shop, folder)
    return folder


def lost_by(source: Source, manifest: Manifest) -> Lost:
    """Compare the journal of the present file with the one in a backup; raise RuleBroken BACKUP-03 when foreign."""
    mark = read_state(source.folder).coop
    try:
        if not source.database.is_file():
            return Lost(known=False)
        with closing(source.connect(read_only=True)) as raw:
            mark = mark_of(raw) or mark
            lines = raw.execute(
                "SELECT seq, at, body FROM journal WHERE seq > ? ORDER BY seq DESC", (manifest.journal_number,)
            ).fetchall()
            same = raw.execute("SELECT hash FROM journal WHERE seq = ?", (manifest.journal_number,)).fetchone()
            if mark and mark != manifest.coop:
                raise _foreign()
            if same is not None and str(same[0]) != manifest.journal_hash:
                # The two went different ways since an earlier restoring: which lines are in common is unknown.
                lines = raw.execute("SELECT seq, at, body FROM journal ORDER BY seq DESC").fetchall()
    except (database.Fault, database.Shut, ValueError):
        if mark and mark != manifest.coop:
            raise _foreign() from None
        return Lost(known=False)
    newest = tuple(LostLine(int(seq), instant(str(at)), words_of(body)) for seq, at, body in lines[:SHOWN])
    return Lost(True, len(lines), newest)


def _open(source: Source, backup: Path, keys: Sequence[str], shop: Path) -> Found:
    manifest = take_out(backup, keys, shop)
    return Found(manifest, lost_by(source, manifest), anchors.newest_seen(manifest.coop))


def _foreign() -> RuleBroken:
    return RuleBroken(
        "BACKUP-03",
        _(
            "Cette sauvegarde est celle d’une autre coopérative : rien n’a été changé. "
            "Pour ouvrir l’autre coopérative, restaurez-la dans un dossier à elle."
        ),
    )


def _keep_present(source: Source, now: datetime) -> None:
    """Back the present file up when it is sound; a damaged one is only put aside."""
    if not source.database.is_file():
        return
    try:
        back_up(source, now, _("avant restauration"))
    except RuleBroken as broken:
        if broken.rule == "FILE-10":
            raise


def _note_restoring(
    shop: Path,
    manifest: Manifest,
    clock: Clock,
    person_id: PersonId | None,
    who: str,
    ring: Keyring | None = None,
    ended: afterwards.Ended | None = None,
) -> None:
    """Bring the restored file up to date and write in its journal where it comes from."""
    file = shop / DATABASE
    if manifest.schema < database.SCHEMA_VERSION:
        from coop_desk.core import upgrade

        upgrade.bring_up_to_date(shop, file, backed_up=True)
        shutil.rmtree(shop / upgrade.COPIES, ignore_errors=True)
    made = manifest.made.astimezone()

    def note(act: Act) -> None:
        act.say(
            _("Restauré depuis la sauvegarde du {day} à {time} ({label}).").format(
                day=day(made.date()), time=clock_time(made), label=manifest.label
            )
        )
        if who:
            act.say(_("Fait par {name}.").format(name=who))
        if ended is not None:
            afterwards.keep_ended(act, ended)

    coop = CoopFile(shop, read_only=False, clock=clock, verifying=True)
    try:
        coop.unlock()
        known = transact(coop, _present(), None, EVERYONE, "", lambda act: act.session.get(Person, person_id or 0))
        signing = transact(coop, _present(), None, EVERYONE, "", lambda act: afterwards.known_there(act, ring))
        transact(coop, _RESTORE, person_id if known is not None else None, EVERYONE, "", note, keys=signing)
    finally:
        coop.shut()
    place.owner_only(file)


def _present() -> Inner:
    return Inner("core.restore.person", _RESTORE.words, reading=True)


def _put_aside(folder: Path, now: datetime) -> Path:
    """Keep the present database and keys under another name, without emptying their place."""
    aside = _fresh_folder(folder / ASIDE, now.astimezone().strftime("%Y-%m-%d %Hh%M"))
    database_file = folder / DATABASE
    if database_file.is_file():
        # Opening plays a left journal back, as SQLite wants it; a file too damaged for that keeps its journal aside.
        with suppress(database.Fault, database.Shut), closing(database.raw_connection(database_file)) as raw:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for name in (DATABASE, KEYS):
        if (folder / name).is_file():
            _link(folder / name, aside / name)
    left = folder / f"{DATABASE}-journal"
    if left.exists():
        os.replace(left, aside / left.name)
    # An urn belongs to the file it was opened from: a backup never holds one, and its votes are not in what comes back.
    for path in folder.glob(ballot_file.PATTERN):
        os.replace(path, aside / path.name)
    return aside


def _swap(shop: Path, folder: Path) -> None:
    """Keys first, then the database: at any moment, the keys or those kept beside them open what is there."""
    for name in (KEYS, DATABASE):
        if (shop / name).is_file():
            with (shop / name).open("rb+") as stream:
                os.fsync(stream.fileno())
    if (folder / KEYS).is_file():
        shutil.copyfile(folder / KEYS, folder / f"{KEYS}.1")
    if (shop / KEYS).is_file():
        os.replace(shop / KEYS, folder / KEYS)
    else:
        (folder / KEYS).unlink(missing_ok=True)
    os.replace(shop / DATABASE, folder / DATABASE)
    flush_folder(folder)


def _link(path: Path, to: Path) -> None:
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)
        place.owner_only(to)


def _fresh_folder(parent: Path, name: str) -> Path:
    parent.mkdir(exist_ok=True)
    number, made = 1, parent / name
    while made.exists():
        number += 1
        made = parent / f"{name} ({number})"
    made.mkdir()
    return made


def _new_workshop(folder: Path) -> Path:
    for left in folder.glob(f"{WORKSHOP}*"):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=WORKSHOP, dir=folder))


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    shop = _new_workshop(folder)
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)

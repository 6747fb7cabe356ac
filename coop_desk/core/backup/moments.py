"""When backups are made by themselves: at exit if something changed, before an import, a migration, a new key."""

from contextlib import closing
from datetime import datetime

from coop_desk.core import database
from coop_desk.core.backup.making import Made, back_up
from coop_desk.core.backup.places import read_state
from coop_desk.core.backup.source import Source
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import CoopFile
from coop_desk.core.i18n import _
from coop_desk.core.words import clock_time, day

_COMINGS_AND_GOINGS = ("core.sign_in",)


def at_exit(coop: CoopFile, root: bytes = b"") -> Made | None:
    """Back up what changed since the last verified backup; a failure is kept for the status bar, never raised."""
    if coop.read_only or coop.is_shut:
        return None
    try:
        if not _changed(coop):
            return None
        return back_up(Source(coop.folder, root), coop.clock.now(), _("à la fermeture"))
    except RuleBroken:
        return None  # said in the window until a backup succeeds


def last_in_words(coop: CoopFile) -> str:
    """Say in the status bar when the last verified backup was made, or that none was."""
    state = read_state(coop.folder)
    if state.last is None:
        return _("aucune sauvegarde vérifiée")
    made = state.last.made.astimezone()
    words = _("dernière sauvegarde vérifiée : {day} à {time}").format(day=day(made.date()), time=clock_time(made))
    return words if not state.problem else _("{words} ; la suivante a échoué").format(words=words)


def before(coop: CoopFile, reason: str, root: bytes = b"") -> Made | None:
    """Back up before something that changes much; nothing is done twice when the last backup holds everything."""
    return back_up(Source(coop.folder, root), coop.clock.now(), reason) if _changed(coop) else None


def before_migration(source: Source, now: datetime) -> Made | None:
    """Back up an older file before it is brought up to date; an empty one has nothing to keep."""
    try:
        return back_up(source, now, _("avant mise à niveau"))
    except RuleBroken as broken:
        if broken.rule == "BACKUP-08":
            return None
        raise


def _changed(coop: CoopFile) -> bool:
    """True when an act was written since the last verified backup; signing in changes nothing worth keeping."""
    last = read_state(coop.folder).last
    unheeded = ", ".join("?" for _action in _COMINGS_AND_GOINGS)
    query = f"SELECT 1 FROM journal WHERE seq > ? AND action NOT IN ({unheeded}) LIMIT 1"  # noqa: S608
    try:
        with closing(Source(coop.folder).connect(read_only=True)) as raw:
            after = raw.execute(query, (last.number if last else 0, *_COMINGS_AND_GOINGS)).fetchone()
    except database.Fault:
        return True  # whatever is wrong with the file, the backup will name it
    return after is not None

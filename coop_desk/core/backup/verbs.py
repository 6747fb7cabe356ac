"""What one does with backups from the window and the command line, each with its right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.backup import places, restoring
from coop_desk.core.backup.making import Made
from coop_desk.core.backup.making import back_up as make_backup
from coop_desk.core.backup.manifest import Manifest
from coop_desk.core.backup.places import Kept
from coop_desk.core.backup.protection import recipients
from coop_desk.core.backup.restoring import Found, Prepared
from coop_desk.core.backup.source import Source
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.journal import JournalLine
from coop_desk.core.place import synchroniser
from coop_desk.core.rights import Right
from coop_desk.core.words import clock_time, day

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk

WARN_DAYS = 7
DRILL_DAYS = 31
_DRILLS = ("core.note_trial", "core.try_restoring")  # the latter in journals of before


@dataclass(frozen=True, slots=True)
class Situation:
    """Where backups stand: the last verified one, the last drill, what failed, whether they are encrypted."""

    last: datetime | None
    last_label: str
    last_drill: date | None
    problem: str
    protected: bool
    places: tuple[Path, ...]
    days_since: int
    drill_due: bool


@dataclass(frozen=True, slots=True)
class Since:
    """The last verified backup, the last drill, what failed, and whether it is time for either."""

    last: datetime | None
    last_drill: date | None
    problem: str
    days_since: int
    drill_due: bool


@query(Right.FILE_KEEP, N_("Consultation des sauvegardes"))
def backups(act: Act) -> list[Kept]:
    """Every backup of this co-op in the places that are there, newest first."""
    return places.kept_everywhere(places.places_of(act.coop.folder), places.read_state(act.coop.folder).coop)


@query(Right.FILE_KEEP, N_("Consultation de l’état des sauvegardes"))
def backup_situation(act: Act) -> Situation:
    """Say where backups stand; without any, days are counted since the founding.

    The recipients are read by a connection of their own: asked for once this act has read, that connection and
    another thread's save would each wait for the other.
    """
    protected = bool(recipients(_source(act)))
    last, since = places.read_state(act.coop.folder).last, backups_since(act)
    return Situation(
        last=since.last,
        last_label=f"n° {last.number} · {last.head}" if last else "",
        last_drill=since.last_drill,
        problem=since.problem,
        protected=protected,
        places=places.places_of(act.coop.folder),
        days_since=since.days_since,
        drill_due=since.drill_due,
    )


def backups_since(act: Act) -> Since:
    """Say how long ago the last verified backup and the last drill were, inside another act."""
    state = places.read_state(act.coop.folder)
    drill = act.session.scalar(
        select(JournalLine.at).where(JournalLine.action.in_(_DRILLS), JournalLine.outcome == "done").order_by(
            JournalLine.seq.desc()
        )
    )  # fmt: skip
    founded = act.session.scalar(select(JournalLine.at).order_by(JournalLine.seq).limit(1)) or act.now
    since = state.last.made if state.last else founded
    last_drill = drill.astimezone().date() if drill else None
    return Since(
        last=state.last.made if state.last else None,
        last_drill=last_drill,
        problem=state.problem,
        days_since=max(0, (act.today - since.astimezone().date()).days),
        drill_due=(act.today - (last_drill or founded.astimezone().date())).days >= DRILL_DAYS,
    )


@query(Right.FILE_KEEP, N_("Sauvegarde du dossier"))
def back_up(act: Act, into: Path | None = None) -> Made:
    """Make a backup now, in every place or in the one given, and return it once it was read again."""
    if act.coop.read_only:
        raise RuleBroken(
            "FILE-13",
            _("La coopérative est ouverte en lecture seule : fermez-la sur l’autre ordinateur pour enregistrer."),
        )
    return make_backup(_source(act), act.now, _("à la demande"), [into] if into else None)


@action(Right.FILE_KEEP, N_("Choix de l’autre emplacement des sauvegardes"))
def choose_place(act: Act, place: Path | None) -> None:
    """Choose the second place, a folder of another disk, or none. Refuses the co-op's own folder (BACKUP-06)."""
    chosen: tuple[str, ...] = ()
    if place is not None:
        full = place.expanduser().absolute()
        if not full.is_dir() or full.is_relative_to(act.coop.folder.absolute()):
            raise RuleBroken(
                "BACKUP-06",
                _(
                    "Choisissez un dossier qui existe, hors du dossier de la coopérative, "
                    "de préférence sur un autre disque."
                ),
            )
        if not recipients(_source(act)) and synchroniser(full):
            raise RuleBroken(
                "BACKUP-06",
                _(
                    "Ce dossier est copié sur internet par {name}, et les sauvegardes ne sont pas encore chiffrées. "
                    "Choisissez un disque à vous."
                ).format(name=synchroniser(full)),
            )
        chosen = (str(full),)
    folder = act.coop.folder
    places.write_state(folder, replace(places.read_state(folder), places=chosen, problem=""))
    act.say(
        _("Sauvegardes gardées aussi dans {place}.").format(place=chosen[0])
        if chosen
        else _("Sauvegardes gardées dans le seul dossier de la coopérative.")
    )


@query(Right.FILE_KEEP, N_("Lecture d’une sauvegarde avant de la restaurer"))
def look_at_backup(act: Act, backup: Path, keys: Sequence[str] = ()) -> Found:
    """Open a backup aside, verify it whole, and say what restoring it would lose."""
    return restoring.look(_source(act), backup, keys)


def try_restoring(desk: "Desk", backup: Path, keys: Sequence[str] = ()) -> Manifest:
    """Do the drill and keep its date; others save while the backup is read, which takes seconds."""
    manifest = read_on_trial(desk, backup, keys)
    note_trial(desk, manifest)
    return manifest


@query(Right.FILE_KEEP, N_("Lecture d’une sauvegarde à l’essai"))
def read_on_trial(act: Act, backup: Path, keys: Sequence[str] = ()) -> Manifest:
    """Restore a backup to a private place, open it, count, throw it away."""
    manifest = restoring.try_out(backup, keys)
    if manifest.coop != places.read_state(act.coop.folder).coop:
        raise RuleBroken("BACKUP-03", _("Cette sauvegarde est celle d’une autre coopérative : l’essai ne compte pas."))
    return manifest


@action(Right.FILE_KEEP, N_("Essai de restauration"))
def note_trial(act: Act, manifest: Manifest) -> None:
    """Keep the date of the drill of a backup that was read."""
    made = manifest.made.astimezone()
    act.say(
        _("La sauvegarde du {day} à {time} ({label}) s’ouvre et se relit entière.").format(
            day=day(made.date()), time=clock_time(made), label=manifest.label
        )
    )


@query(Right.FILE_KEEP, N_("Restauration d’une sauvegarde"))
def prepare_restoring(act: Act, backup: Path, keys: Sequence[str] = (), *, who: str = "") -> Prepared:
    """Prepare a backup to take the place of the present file; `restoring.finish` swaps it in once all is closed."""
    if act.coop.read_only:
        raise RuleBroken(
            "FILE-13",
            _("La coopérative est ouverte en lecture seule : fermez-la sur l’autre ordinateur pour enregistrer."),
        )
    source = _source(act)
    return restoring.prepare(source, backup, keys, clock=act.coop.clock, person_id=act.actor_id, who=who, ring=act.keys)


def _source(act: Act) -> Source:
    return Source(act.coop.folder, act.keys.root if act.keys is not None else b"")

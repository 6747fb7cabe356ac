"""Backups from the command line: made, looked at, put back."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from coop_desk.core import words
from coop_desk.core.accounts import TooSoon, unlock
from coop_desk.core.backup import reading, restoring, verbs
from coop_desk.core.backup.protection import keys_in
from coop_desk.core.backup.restoring import Found, Prepared
from coop_desk.core.backup.source import Source
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME, AlreadyOpen, open_coop
from coop_desk.core.i18n import _, ngettext

Say = Callable[[str], None]
Who = Callable[[Path], tuple[str, str]]  # asks for login and password; the folder may be a demonstration
DONE, DIFFERENCE = 0, 1


def keys_of(file: Path | None) -> tuple[str, ...]:
    """Return the secret keys written in a file."""
    return keys_in(file.read_text(encoding="utf-8")) if file is not None else ()


def back_up(desk: Desk, into: Path | None, say: Say, complain: Say) -> int:
    """Make a backup and say where it is; a place that could not be reached is a difference."""
    made = verbs.back_up(desk, into)
    for file in made.files:
        say(str(file))
    say(_("Sauvegarde relue et vérifiée : {label}").format(label=made.manifest.label))
    for problem in made.problems:
        complain(problem)
    return DIFFERENCE if made.problems else DONE


def opens(path: Path, who: Who) -> bool:
    """Whether the present co-op opens for this person; somebody else's opening is refused as usual (AlreadyOpen)."""
    try:
        with open_coop(path) as coop:
            if coop.is_shut:
                unlock(coop, *who(coop.folder))
            return True
    except (AlreadyOpen, TooSoon):
        raise
    except RuleBroken:
        return False


def prepare(desk: Desk, backup: Path, keys: tuple[str, ...], say: Say, *, dry_run: bool) -> Prepared | None:
    """Show a backup and what it would lose; prepare it unless it is only tried."""
    if dry_run:
        _show(verbs.look_at_backup(desk, backup, keys), say)
        say(_("Essai seulement : rien n’a été changé."))
        return None
    prepared = verbs.prepare_restoring(desk, backup, keys, who=desk.name)
    _show(prepared.found, say)
    return prepared


def learn_key(backup: Path, keys: tuple[str, ...], who: Who) -> None:
    """Learn the key of the file in a backup, by a password of its day, unless what opens the backup gives it."""
    try:
        with TemporaryDirectory(prefix="coop-desk-") as shop:
            reading.take_out(backup, keys, Path(shop))
    except RuleBroken as broken:
        if broken.rule != "BACKUP-07":
            raise
        reading.learn_key(backup, keys, *who(backup.parent))


def finish(prepared: Prepared, say: Say) -> int:
    """Put a prepared backup in place and say where the former file is."""
    aside = restoring.finish(prepared, Clock().now())
    say(_("Restauré. Le dossier d’avant est gardé dans {folder}.").format(folder=aside))
    return DONE


def restore_damaged(path: Path, backup: Path, keys: tuple[str, ...], say: Say, *, dry_run: bool) -> int:
    """Restore over a file that does not open any more: nobody can sign in to it."""
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir() or (path.is_file() and path.name != DATABASE_NAME):
        raise RuleBroken("FILE-07", _("Le dossier « {name} » est introuvable.").format(name=folder.name))
    if dry_run:
        _show(restoring.look(Source(folder), backup, keys), say)
        say(_("Essai seulement : rien n’a été changé."))
        return DONE
    prepared = restoring.prepare(Source(folder), backup, keys, clock=Clock())
    _show(prepared.found, say)
    return finish(prepared, say)


def restore_elsewhere(parent: Path, backup: Path, keys: tuple[str, ...], say: Say, *, dry_run: bool) -> int:
    """Make the folder anew on a PC that has none."""
    if dry_run:
        with TemporaryDirectory(prefix="coop-desk-") as empty:
            _show(restoring.look(Source(Path(empty)), backup, keys), say)
        say(_("Essai seulement : rien n’a été changé."))
        return DONE
    say(str(restoring.restore_elsewhere(parent, backup, keys, clock=Clock())))
    return DONE


def _show(found: Found, say: Say) -> None:
    manifest, lost = found.manifest, found.lost
    made = manifest.made.astimezone()
    when = f"{words.day(made.date())} {words.clock_time(made)}"
    say(_("Sauvegarde du {when}, version {version}").format(when=when, version=manifest.version))
    say(_("Journal : {label}").format(label=manifest.label))
    say(_("Dernier acte : {words}").format(words=manifest.journal_words))
    people = manifest.counts.get("person", 0)
    say(ngettext("{n} personne", "{n} personnes", people).format(n=words.integer(people)))
    if not lost.known:
        say(_("Le dossier présent ne se lit pas : on ne peut pas dire ce qu’il contient de plus."))
    elif not lost.count:
        say(_("Rien ne serait perdu."))
    else:
        said = ngettext("{n} acte noté depuis serait perdu :", "{n} actes notés depuis seraient perdus :", lost.count)
        say(said.format(n=words.integer(lost.count)))
        for line in lost.newest:
            local = line.at.astimezone()
            say(f"  - {words.day(local.date())} {words.clock_time(local)}  {_(line.words)}")

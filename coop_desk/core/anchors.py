"""Anchors: the newest line this user saw of a co-op on this PC. A file that lacks it was cut, or is an older copy."""

import contextlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from coop_desk.core import journal, profile
from coop_desk.core.compartments.model import ROOT, Principal
from coop_desk.core.disk_faults import french_faults
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.journal import JournalLine, printed
from coop_desk.core.limits import EVERYONE, ActSession
from coop_desk.core.saving import save
from coop_desk.core.signatures import RESTORE, TAKE_UP, Signers, believed, has_begun, wrong_signatures
from coop_desk.core.trusted_time import TrustedClock, newest_time
from coop_desk.core.words import clock_time, day

if TYPE_CHECKING:
    from coop_desk.core.file import CoopFile

WHOLE_EVERY = timedelta(days=7)
_EXPLAINING = (TAKE_UP, RESTORE)
_LINES = select(JournalLine.seq, JournalLine.hash, JournalLine.at)
_FIRST, _LAST = select(JournalLine.hash).where(JournalLine.seq == 1), _LINES.order_by(JournalLine.seq.desc()).limit(1)
_ROOT_KEY = select(Principal.sign).where(Principal.holder == ROOT).order_by(Principal.generation.desc()).limit(1)

# What reading raises when another program wrote a date that is none, or text that is no JSON.
_UNREADABLE = (ValueError, TypeError, LookupError, OverflowError)


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest line seen: number, chain digest, UTC instant; the highest epoch of each compartment.

    `whole` is when the journal was last verified from its first line. `root` is the recovery key's public half, from
    which every certificate is believed; `signed` tells that the journal was signed by then.
    """

    number: int
    hash: str
    at: datetime
    epochs: dict[str, int] = field(default_factory=dict)
    whole: datetime | None = None
    root: str = ""
    signed: bool = False

    @property
    def words(self) -> str:
        """The line as people compare it: "n° 245 (ABCD-…, le 12/06/2026 à 14 h 05)"."""
        local = self.at.astimezone()
        return _("n° {n} ({head}, le {day} à {time})").format(
            n=self.number, head=printed(self.hash), day=day(local.date()), time=clock_time(local)
        )


_BEFORE_ALL = Mark(0, "0" * 64, datetime(2000, 1, 1, tzinfo=UTC))
_AT_ONCE = 1000
TAIL_AT_OPENING = 500
"""The rest of a longer tail is verified in the background, with the whole journal, straight away."""


def settle(coop: "CoopFile") -> None:
    """Finish an opening: the journal's time becomes the floor, and the file must hold what was seen of it before.

    Otherwise `coop.strayed` says both states and the file is read-only; nothing is repaired.
    """
    with _reading(coop) as session:
        seen = _read(session)
        try:
            floor = newest_time(session, known_root(session, seen))
            fault = _difference(session, seen) if seen is not None else ""
        except _UNREADABLE:
            floor = seen.at if seen is not None else None
            fault = _("Le journal de ce dossier est illisible.") + " " + _no_repair()
        except RuleBroken as broken:
            floor = seen.at if seen is not None else None
            fault = f"{(seen and _of_a_former_root(session, seen, broken)) or broken.message} {_no_repair()}"
        long = seen is not None and journal.head(session)[0] > seen.number + TAIL_AT_OPENING
        if isinstance(coop.clock, TrustedClock):
            coop.clock.start_from(floor)
    if fault:
        coop.strayed = fault
        coop.read_only = True
    else:
        remember(coop, unverified=long)


def known_root(session: ActSession, seen: Mark | None = None) -> bytes:
    """The recovery key's public half, reached from the one this PC has seen. Raises RuleBroken KEY-06 if it is not."""
    from coop_desk.core.compartments import roots

    seen = seen or _read(session)
    return roots.believed(session, bytes.fromhex(seen.root) if seen is not None else b"")


def remember(coop: "CoopFile", *, whole: datetime | None = None, unverified: bool = False) -> None:
    """Keep the file's newest line as seen. What cannot be written or read leaves the older mark.

    `unverified`: some signatures were not looked at, the whole journal is to be verified.
    """
    with contextlib.suppress(SQLAlchemyError, RuleBroken, OSError, *_UNREADABLE), _reading(coop) as session:
        now = _newest(session)
        if now is None:
            return
        before = _read(session)
        if before is not None and before.number > now.number and coop.read_only:
            return  # a reader never lowers it
        kept = replace(now, whole=whole or (before.whole if before is not None and not unverified else None))
        if kept == before:
            return
        target = _place(session)
        target.parent.mkdir(parents=True, exist_ok=True)
        save(target, json.dumps(asdict(kept), default=datetime.isoformat, indent=1).encode())


def whole_due(coop: "CoopFile") -> bool:
    """True when the whole journal was not verified here for a week."""
    with _reading(coop) as session:
        seen = _read(session)
    return seen is None or seen.whole is None or abs(coop.clock.now() - seen.whole) > WHOLE_EVERY


def verify_whole(coop: "CoopFile") -> str:
    """Verify every page of the file, then its journal from the first line; return what is wrong, in words, or nothing.

    The file is then read-only. About 0.1 ms a line: call it in the background; nobody waits to write, for it lets go
    of the file every so often. Raises RuleBroken when the file cannot be read for now.
    """
    try:
        fault = _wrong_in(coop)
    except RuleBroken as broken:
        if broken.rule != "FILE-03":
            raise
        fault, coop.damaged = broken.message, True
    if fault:
        coop.strayed = fault
        coop.read_only = True
    else:
        remember(coop, whole=coop.clock.now())
    return fault


def _wrong_in(coop: "CoopFile") -> str:
    from coop_desk.core.backup.source import Source, check_whole

    reached: Mark | None = _BEFORE_ALL
    fault = ""
    with french_faults(coop.folder):
        with contextlib.closing(Source(coop.folder).connect(read_only=True)) as raw:
            check_whole(raw)
        with _reading(coop) as session:
            signers = Signers(session, known_root(session))
        while reached is not None and not fault:
            with _reading(coop) as session:
                fault = _broken(session, reached, _AT_ONCE) or _unsigned(session, reached, _AT_ONCE, signers)
                newest = _newest(session)
                over = newest is None or newest.number <= reached.number + _AT_ONCE
                reached = None if over else _line(session, reached.number + _AT_ONCE)
                if reached is None and not over and not fault:
                    fault = _("Une ligne du journal a été retirée avec un autre programme.") + " " + _no_repair()
    return fault


def _difference(session: ActSession, seen: Mark) -> str:
    there = session.execute(select(JournalLine.hash).where(JournalLine.seq == seen.number)).scalar()
    if there == seen.hash:
        return (
            _broken(session, seen, TAIL_AT_OPENING)
            or _older_keys(session, seen)
            or _unsigned(session, seen, TAIL_AT_OPENING)
        )
    now = _newest(session)
    # A line that explains it is believed when the governance signed it, and nobody else.
    explained = next(believed(session, *_EXPLAINING, since=seen.at, root=known_root(session, seen)), None)
    if explained is not None or now is None:
        return ""
    if lost := _lost_by_restoring(session, seen):
        said = lost
    elif there is None:
        said = _(
            "Ce dossier s’arrête à la ligne {now} du journal, alors que cet ordinateur a déjà vu la ligne {seen} : "
            "une copie plus ancienne a sans doute été remise à sa place."
        ).format(now=now.words, seen=seen.words)
    else:
        said = _(
            "Le journal de ce dossier va jusqu’à la ligne {now}, mais ne contient pas la ligne {seen} "
            "que cet ordinateur a déjà vue : le dossier a été repris d’une copie, ou réécrit."
        ).format(now=now.words, seen=seen.words)
    told = select(JournalLine.seq).where(JournalLine.action.in_(_EXPLAINING), JournalLine.at >= seen.at)
    if session.scalar(told.limit(1)) is not None:
        said += " " + _("Le journal parle d’une restauration, que personne de la gouvernance des clés n’a signée.")
    return said + " " + _no_repair()


def _lost_by_restoring(session: Session, seen: Mark) -> str:
    """Say which lines are gone, when the journal speaks of a restoring since the mark."""
    restored = session.execute(
        select(JournalLine.seq, JournalLine.at)
        .where(JournalLine.action == RESTORE, JournalLine.at >= seen.at)
        .order_by(JournalLine.seq.desc())
        .limit(1)
    ).first()
    if restored is None or restored.seq > seen.number:
        return ""
    return _(
        "Ce dossier a été restauré le {day}. Perdu depuis : les lignes n° {first} à {last} du journal, que cet "
        "ordinateur avait vues."
    ).format(day=day(restored.at.astimezone().date()), first=restored.seq, last=seen.number)


def _of_a_former_root(session: Session, seen: Mark, broken: RuleBroken) -> str:
    """Say what a backup of before a change of the recovery key brings back; nothing when none was restored."""
    lost = _lost_by_restoring(session, seen) if broken.rule == "KEY-06" else ""
    return lost and f"{lost} " + _(
        "La sauvegarde est d’avant le dernier changement du code de secours : celui d’avant sert de nouveau. Si "
        "personne chez vous n’a restauré le dossier, il a été changé par un autre programme."
    )


def _broken(session: Session, seen: Mark, count: int | None = None) -> str:
    """Say which line after the mark the chain contradicts, if any, among so many."""
    try:
        found = next(iter(journal.broken_lines(session, (seen.number, seen.hash), count)), None)
    except _UNREADABLE:
        found = (seen.number + 1, "chain")
    if found is None:
        return ""
    said = _("La ligne n° {n} du journal manque ou a été changée avec un autre programme.").format(n=found[0])
    if seen.number:
        said += " " + _("Cet ordinateur a vérifié jusqu’à la ligne {seen}.").format(seen=seen.words)
    return said + " " + _no_repair()


def _unsigned(session: ActSession, seen: Mark, count: int, signers: Signers | None = None) -> str:
    """Say which line after the mark its actor did not sign, if any, among so many."""
    if seen.signed and not has_begun(session):
        return _("Les signatures du journal ont été retirées avec un autre programme.") + " " + _no_repair()
    if journal.head(session)[0] == seen.number:
        return ""
    signers = signers or Signers(session, known_root(session, seen))
    found = next(wrong_signatures(session, seen.number, count, signers), None)
    if found is None:
        return ""
    said = _(
        "La ligne n° {n} du journal n’est pas signée par la personne qu’elle nomme : elle a été écrite ou changée "
        "avec un autre programme."
    ).format(n=found[0])
    return said + " " + _no_repair()


def _older_keys(session: Session, seen: Mark) -> str:
    from coop_desk.core.compartments.names import words_of

    now = _epochs_of(session)
    for compartment, highest in sorted(seen.epochs.items()):
        if now.get(compartment, 0) < highest:
            said = _(
                "Les clés du compartiment « {name} » sont à la génération {now}, alors que cet ordinateur a vu "
                "la génération {seen} (ligne {line}) : des clés récentes ont été retirées."
            ).format(name=words_of(compartment), now=now.get(compartment, 0), seen=highest, line=seen.words)
            return said + " " + _no_repair()
    return ""


def _no_repair() -> str:
    return _(
        "Le dossier s’ouvre en lecture seule et rien n’y a été changé. Retrouvez le dossier le plus récent ou "
        "restaurez la dernière sauvegarde ; à défaut, une personne de la "
        "gouvernance des clés reprend le travail à partir de cet état."
    )


def _newest(session: ActSession) -> Mark | None:
    last = session.execute(_LAST).first()
    if last is None:
        return None
    newest = Mark(last.seq, last.hash, last.at)
    root = session.scalar(_ROOT_KEY)
    signed = has_begun(session)
    return replace(newest, epochs=_epochs_of(session), root=(root or b"").hex(), signed=signed)


def _line(session: Session, number: int) -> Mark | None:
    row = session.execute(_LINES.where(JournalLine.seq == number)).first()
    return Mark(row.seq, row.hash, row.at) if row is not None else None


def _reading(coop: "CoopFile") -> ActSession:
    return ActSession(coop.engine, EVERYONE, reading=True)


def _epochs_of(session: Session) -> dict[str, int]:
    """The highest generation of each compartment's key."""
    from coop_desk.core.compartments.model import Epoch

    highest: dict[str, int] = {}
    for name, n in session.execute(select(Epoch.compartment, Epoch.n)):
        highest[name] = max(n, highest.get(name, 0))
    return highest


def newest_seen(first: str) -> int:
    """The newest line seen here of the co-op whose journal begins with this digest, 0 for none."""
    seen = _read_at(_file_of(first))
    return seen.number if seen is not None else 0


def _place(session: ActSession) -> Path:
    """One file for each co-op, known by its first line whatever its folder is called."""
    first = session.once("first line", lambda: session.scalar(_FIRST))
    return _file_of(first or "0")


def _file_of(first: str) -> Path:
    return profile.folder() / "anchors" / f"{first[:32]}.json"


def _read(session: ActSession) -> Mark | None:
    return _read_at(_place(session))


def _read_at(place: Path) -> Mark | None:
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        return Mark(
            int(said["number"]),
            str(said["hash"]),
            datetime.fromisoformat(said["at"]),
            {str(name): int(n) for name, n in said["epochs"].items()},
            datetime.fromisoformat(said["whole"]) if said["whole"] else None,
            bytes.fromhex(said.get("root", "")).hex(),
            bool(said.get("signed", False)),
        )
    except (OSError, AttributeError, *_UNREADABLE):
        return None

"""The dossier of an assembly: everything it left, in a folder readable without the program (A18)."""

import re
import shutil
import tempfile
from pathlib import Path

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.saving import save
from coop_desk.core.words import clock_time
from coop_desk.topics.assemblies.model import Attachment
from coop_desk.topics.assemblies.records import MeetingFile
from coop_desk.topics.assemblies.service import meeting_file
from coop_desk.topics.convening.service import paper_files
from coop_desk.topics.minutes import rules
from coop_desk.topics.minutes.model import SignedFile
from coop_desk.topics.minutes.service import gathering

DIGESTS = "EMPREINTES.txt"


@action(Right.MINUTES_SEAL, N_("Écriture du dossier d’une assemblée"))
def write_dossier(act: Act, meeting_id: int, folder: Path) -> Path:
    """Write the dossier of a meeting in a new folder inside this one, whole or not at all; return where it is."""
    file = meeting_file(act, meeting_id)
    name = _safe(f"{file.meeting.day:%Y-%m-%d} {file.meeting.title}")
    target = folder / name
    if target.exists():
        raise RuleBroken(
            "A18", _("Le dossier « {name} » existe déjà. Déplacez-le ou choisissez un autre endroit.").format(name=name)
        )
    if not folder.is_dir():
        raise RuleBroken("A18", _("Ce dossier n’existe pas. Choisissez-en un autre."))
    write_folder(target, dossier_files(act, file))
    act.say(_("Dossier d’assemblée écrit : {name}").format(name=name))
    return target


def dossier_files(act: Act, file: MeetingFile) -> dict[str, bytes]:
    """Gather what the dossier holds, by path, with the list of digests last."""
    files = dict(paper_files(act, file.meeting.id))
    files["pouvoirs.pdf"] = _proxies(act, file)
    files |= _minutes(act, file.meeting.id)
    for place, row in enumerate(_attachments(act, file), start=1):
        files[f"annexes/{place:02d} {_safe(row.file_name)}"] = row.content
    listed = "".join(f"{rules.digest(content)}  {path}\n" for path, content in sorted(files.items()))
    return files | {DIGESTS: listed.encode("utf-8")}


def _minutes(act: Act, meeting_id: int) -> dict[str, bytes]:
    from coop_desk.topics.minutes.document import print_minutes

    pieces = gathering.pieces_of(act, gathering.minute_of(act, meeting_id))
    if not pieces:
        return {"proces-verbal-projet.pdf": print_minutes(gathering.facts_now(act, meeting_id))[0]}
    files = {_piece_name(piece.number, piece.part): piece.pdf for piece in pieces}
    ids = [piece.id for piece in pieces]
    for row in act.session.scalars(select(SignedFile).where(SignedFile.piece_id.in_(ids)).order_by(SignedFile.id)):
        files[f"fichiers-signes/{row.id:02d} {_safe(row.file_name)}"] = row.content
    return files


def _piece_name(number: int, part: int) -> str:
    return f"proces-verbal-{number}-additif-{part}.pdf" if part else f"proces-verbal-{number}.pdf"


def _attachments(act: Act, file: MeetingFile) -> list[Attachment]:
    ids = [document.id for document in file.documents]
    found = {row.id: row for row in act.session.scalars(select(Attachment).where(Attachment.id.in_(ids)))}
    return [found[id_] for id_ in ids]


def _proxies(act: Act, file: MeetingFile) -> bytes:
    from coop_desk.topics.minutes.document import ProxyList, print_proxies

    lines = tuple(
        (
            proxy.giver.name,
            proxy.holder.name if proxy.holder else _("sans nom"),
            clock_time(proxy.given_at) if file.meeting.live else "",
            proxy.ended_why,
        )
        for proxy in file.proxies
    )
    company = gathering.company_at(act, file.meeting.day)
    return print_proxies(ProxyList(company, file.meeting.title, file.meeting.day, lines))


def write_folder(target: Path, files: dict[str, bytes]) -> None:
    """Write files under a new folder: they all appear at once, or none does."""
    try:
        started = Path(tempfile.mkdtemp(prefix=".", suffix=".tmp", dir=target.parent))
    except OSError as problem:
        raise RuleBroken("A18", _("Vous ne pouvez pas écrire à cet endroit. Choisissez un autre dossier.")) from problem
    try:
        for path, content in files.items():
            place = started / path
            place.parent.mkdir(parents=True, exist_ok=True)
            save(place, content)
        started.chmod(0o755)
        started.rename(target)
    except OSError as problem:
        raise RuleBroken("A18", _("Le dossier n’a pas pu être écrit. Choisissez un autre endroit.")) from problem
    finally:
        shutil.rmtree(started, ignore_errors=True)


def _safe(name: str) -> str:
    kept = re.sub(r"[^\w .,’()-]", "-", name.replace("\N{NO-BREAK SPACE}", " ")).strip(" .")
    return kept[:120] or "fichier"

"""Verbs of the register: sealed pieces, pre-numbered sheets (REGI-02), files signed elsewhere (REGI-04)."""

from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import Body
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.minutes import rules
from coop_desk.topics.minutes.model import SealedPiece, SheetUse, SignedFile
from coop_desk.topics.minutes.rules import SheetRun
from coop_desk.topics.minutes.service import gathering
from coop_desk.topics.minutes.views import PieceView, SheetLine
from coop_desk.topics.statutes.service import tells_first_sealed

LARGEST_FILE = 20 * 1024 * 1024


@query(Right.MINUTES_READ, N_("Consultation du registre des procès-verbaux"))
def register(act: Act) -> list[PieceView]:
    """Return every sealed piece in the order of sealing."""
    return list(
        gathering.piece_views(act, list(act.session.scalars(select(SealedPiece).order_by(SealedPiece.sequence))))
    )


@tells_first_sealed
def first_sealed_on(act: Act) -> date | None:
    """Return the day of the earliest general assembly whose minutes are sealed."""
    wanted = (
        select(func.min(SealedPiece.held_on))
        .join(Body, Body.id == SealedPiece.body_id)
        .where(Body.kind == BodyKind.GENERAL_ASSEMBLY)
    )
    return act.session.scalar(wanted)


@query(Right.MINUTES_READ, N_("Lecture d’une pièce scellée"))
def piece_pdf(act: Act, piece_id: int) -> bytes:
    """Return the sealed bytes of one piece."""
    return act.session.get_one(SealedPiece, piece_id).pdf


@query(Right.MINUTES_READ, N_("Consultation des feuilles des registres"))
def sheets(act: Act) -> list[SheetLine]:
    """Return every use of the pre-numbered sheets, register by register."""
    rows = act.session.scalars(select(SheetUse).order_by(SheetUse.body_id, SheetUse.first))
    pieces = {piece.id: piece for piece in act.session.scalars(select(SealedPiece))}
    registers = {piece.body_id: piece.register for piece in pieces.values()}
    return [
        SheetLine(row.body_id, registers[row.body_id], row.first, row.last, _purpose(row, pieces), row.used_at)
        for row in rows
    ]


def _purpose(row: SheetUse, pieces: dict[int, SealedPiece]) -> str:
    if row.piece_id is None:
        return _("annulée : {reason}").format(reason=row.reason)
    piece = pieces[row.piece_id]
    return piece_words(piece.number, piece.part)


def piece_words(number: int, part: int) -> str:
    """Name a sealed piece: procès-verbal n° 7, additif n° 1."""
    if part:
        return _("procès-verbal n° {n}, additif n° {part}").format(n=number, part=part)
    return _("procès-verbal n° {n}").format(n=number)


def used_sheets(act: Act, body_id: int) -> list[SheetRun]:
    """Runs of sheets of one register already used or cancelled, in order."""
    pieces = {
        piece.id: piece for piece in act.session.scalars(select(SealedPiece).where(SealedPiece.body_id == body_id))
    }
    rows = act.session.scalars(select(SheetUse).where(SheetUse.body_id == body_id).order_by(SheetUse.first))
    return [SheetRun(row.first, row.last, _purpose(row, pieces)) for row in rows]


@query(Right.MINUTES_READ, N_("Prochaines feuilles du registre"))
def next_sheets(act: Act, piece_id: int, two_sided: bool = False) -> SheetRun:
    """Say which sheets the next printing of a piece takes; a register begun on paper may start elsewhere than 1."""
    piece = act.session.get_one(SealedPiece, piece_id)
    return rules.next_sheets(used_sheets(act, piece.body_id), 1, rules.sheets_needed(piece.pages, two_sided))


@action(Right.MINUTES_SEAL, N_("Impression sur les feuilles numérotées du registre"))
def print_on_sheets(act: Act, piece_id: int, first: int, two_sided: bool = False) -> bytes:
    """Record the sheets a sealed piece takes and return the bytes to print on them (REGI-02)."""
    piece = act.session.get_one(SealedPiece, piece_id)
    if act.session.scalar(select(SheetUse).where(SheetUse.piece_id == piece_id)):
        raise RuleBroken("REGI-02", _("Cette pièce est déjà au registre. Une copie s’imprime sur papier libre."))
    count = rules.sheets_needed(piece.pages, two_sided)
    taken = SheetRun(first, first + count - 1)
    _take(act, piece.body_id, taken, piece_id, "")
    act.say(
        _("{piece} imprimé sur les feuilles {first} à {last}").format(
            piece=piece_words(piece.number, piece.part).capitalize(), first=taken.first, last=taken.last
        )
    )
    return piece.pdf


@action(Right.MINUTES_SEAL, N_("Annulation de feuilles numérotées"))
def cancel_sheets(act: Act, body_id: int, first: int, last: int, reason: str) -> None:
    """Record spoilt sheets: they stay in the register, struck out, and never serve again (REGI-02)."""
    if not reason.strip():
        raise RuleBroken("REGI-02", _("Dites pourquoi ces feuilles sont annulées."))
    _take(act, body_id, SheetRun(first, last), None, reason.strip())
    act.say(_("Feuilles {first} à {last} annulées : {reason}").format(first=first, last=last, reason=reason.strip()))


def _take(act: Act, body_id: int, taken: SheetRun, piece_id: int | None, reason: str) -> None:
    rules.check_sheets(used_sheets(act, body_id), taken)
    act.session.add(
        SheetUse(
            body_id=body_id,
            first=taken.first,
            last=taken.last,
            piece_id=piece_id,
            reason=reason,
            used_at=act.now,
            used_by_id=act.actor_id,
        )
    )
    act.session.flush()


@action(Right.MINUTES_SEAL, N_("Ajout d’un fichier signé hors de Coop Desk"))
def attach_signed_file(act: Act, piece_id: int, file_name: str, content: bytes, said: str) -> str:
    """Keep a file signed elsewhere with its SHA-256 and what its depositor says of it (REGI-04); returns the digest."""
    piece = act.session.get_one(SealedPiece, piece_id)
    if not content:
        raise RuleBroken("REGI-04", _("Ce fichier est vide."))
    if len(content) > LARGEST_FILE:
        raise RuleBroken("REGI-04", _("Ce fichier dépasse 20 Mo. Réduisez la numérisation, puis recommencez."))
    found = rules.digest(content)
    act.session.add(
        SignedFile(
            piece_id=piece.id,
            file_name=file_name,
            content=content,
            sha256=found,
            said=said.strip(),
            attached_at=act.now,
            attached_by_id=act.actor_id,
        )
    )
    act.say(
        _("Fichier « {file} » joint au {piece}").format(file=file_name, piece=piece_words(piece.number, piece.part))
    )
    return found


@query(Right.MINUTES_READ, N_("Lecture d’un fichier signé"))
def signed_file(act: Act, file_id: int) -> bytes:
    """Return the bytes of an attached file."""
    return act.session.get_one(SignedFile, file_id).content


def unprinted(act: Act) -> list[PieceView]:
    """Sealed pieces not yet on the sheets of a register that is kept on numbered sheets."""
    kept = set(act.session.scalars(select(SheetUse.body_id)))
    pieces = [piece for piece in act.session.scalars(select(SealedPiece)) if piece.body_id in kept]
    return [view for view in gathering.piece_views(act, pieces) if not view.sheets]

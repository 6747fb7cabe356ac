"""Verbs of the seal: number without gap, chain, additifs, certified extracts (A12, A14)."""

from collections.abc import Sequence

from sqlalchemy import select

from coop_desk.core import journal
from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.reading_journal import check_sound
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.assemblies.service import meeting_file
from coop_desk.topics.minutes import rules
from coop_desk.topics.minutes.document import Additif, Extract, print_addendum, print_extract, print_minutes
from coop_desk.topics.minutes.model import SealedPiece
from coop_desk.topics.minutes.records import Facts, Named, Seal, facts_from, to_json
from coop_desk.topics.minutes.service import gathering


@action(Right.MINUTES_SEAL, N_("Scellement d’un procès-verbal"))
def seal_minutes(act: Act, meeting_id: int) -> int:
    """Seal the minutes of a closed meeting and return their number: nobody changes them any more (A12)."""
    file = meeting_file(act, meeting_id)
    gathering.check_over(file)
    minute = gathering.begun(act, meeting_id)
    if already := gathering.sealed_minutes(act, minute):
        raise RuleBroken("A12", _("Ce procès-verbal est déjà scellé sous le n° {n}.").format(n=already.number))
    facts = gathering.drafted(act, file, gathering.last_parts(act, minute))
    rules.check_complete(facts)
    register = register_name(facts)
    number = rules.next_number(
        act.session.scalars(select(SealedPiece.number).where(SealedPiece.body_id == file.meeting.body_id))
    )
    seal = _seal(act, register, number, part=0)
    pdf, pages = print_minutes(facts, seal)
    _keep(act, minute.id, file.meeting.body_id, facts, seal, to_json(facts), pdf, pages)
    act.say(
        _("Procès-verbal n° {n} scellé : {title} du {day}").format(
            n=number, title=facts.title, day=long_day(facts.held_on)
        )
    )
    return number


def register_name(facts: Facts) -> str:
    """Name of the register these minutes belong to: one for each body."""
    if facts.body is BodyKind.GENERAL_ASSEMBLY:
        return _("Registre des assemblées générales")
    return _("Registre des réunions « {body} »").format(body=facts.body_name)


def _seal(act: Act, register: str, number: int, part: int) -> Seal:
    last = act.session.scalar(select(SealedPiece).order_by(SealedPiece.sequence.desc()).limit(1))
    check_sound(act)
    line, printed = journal.head(act.session)
    return Seal(
        number=number,
        register=register,
        sealed_at=act.now.replace(microsecond=0),
        sealed_by=people_by_id(act.session)[act.actor_id],
        previous=last.chained_hash if last else rules.FIRST,
        journal_number=line,
        journal_hash=printed,
        part=part,
    )


def _keep(
    act: Act, minute_id: int, body_id: int, facts: Facts, seal: Seal, content: bytes, pdf: bytes, pages: int
) -> None:
    last = act.session.scalar(select(SealedPiece.sequence).order_by(SealedPiece.sequence.desc()).limit(1))
    piece = SealedPiece(
        sequence=(last or 0) + 1,
        minute_id=minute_id,
        body_id=body_id,
        register=seal.register,
        number=seal.number,
        part=seal.part,
        title=facts.title,
        held_on=facts.held_on,
        facts=content,
        facts_sha256=rules.digest(content),
        pdf=pdf,
        pdf_sha256=rules.digest(pdf),
        pages=pages,
        sealed_at=seal.sealed_at,
        sealed_by_id=act.actor_id,
        sealed_by=seal.sealed_by,
        journal_number=seal.journal_number,
        journal_hash=seal.journal_hash,
        previous_hash=seal.previous,
    )
    piece.chained_hash = rules.chained(seal.previous, covered(piece))
    act.session.add(piece)
    act.session.flush()


def covered(piece: SealedPiece) -> dict[str, object]:
    """Everything of a sealed piece that its digest covers."""
    return {
        "sequence": piece.sequence,
        "minute": piece.minute_id,
        "body": piece.body_id,
        "register": piece.register,
        "number": piece.number,
        "part": piece.part,
        "title": piece.title,
        "held_on": piece.held_on.isoformat(),
        "facts": piece.facts_sha256,
        "pdf": piece.pdf_sha256,
        "pages": piece.pages,
        "sealed_at": piece.sealed_at.isoformat(),
        "sealed_by": [piece.sealed_by_id, piece.sealed_by],
        "journal": [piece.journal_number, piece.journal_hash],
    }


@query(Right.MINUTES_WRITE, Right.MINUTES_SEAL, words=N_("Aperçu d’un additif"))
def addendum_pdf(act: Act, meeting_id: int, words: str, signers: Sequence[Named] = ()) -> bytes:
    """Print an additif as a draft: PROJET on every page."""
    piece = gathering.needed_piece(act, meeting_id)
    return print_addendum(
        _additif(piece, len(gathering.pieces_of(act, gathering.minute_of(act, meeting_id))), words, signers, None)
    )[0]


@action(Right.MINUTES_SEAL, N_("Ajout d’un additif à un procès-verbal scellé"))
def add_addendum(act: Act, meeting_id: int, words: str, signers: Sequence[Named] = ()) -> int:
    """Seal an additif that prints after the original, and return its rank; without signers, those of the minutes."""
    piece = gathering.needed_piece(act, meeting_id)
    if not words.strip():
        raise RuleBroken("A12", _("Écrivez ce que l’additif corrige ou complète."))
    part = len(gathering.pieces_of(act, gathering.minute_of(act, meeting_id)))
    seal = _seal(act, piece.register, piece.number, part)
    facts = facts_from(piece.facts)
    additif = _additif(piece, part, words, signers, seal)
    pdf, pages = print_addendum(additif)
    content = to_json({"words": additif.words, "signers": additif.signers})
    _keep(act, piece.minute_id, piece.body_id, facts, seal, content, pdf, pages)
    act.say(_("Additif n° {part} au procès-verbal n° {n} scellé").format(part=part, n=piece.number))
    return part


def _additif(piece: SealedPiece, part: int, words: str, signers: Sequence[Named], seal: Seal | None) -> Additif:
    facts = facts_from(piece.facts)
    return Additif(
        company=facts.company,
        part=part,
        number=piece.number,
        held_on=facts.held_on,
        words=words.strip(),
        signers=tuple(signers) or facts.signers,
        seal=seal,
    )


@action(Right.MINUTES_SEAL, N_("Établissement d’un extrait certifié conforme"))
def certified_extract(act: Act, meeting_id: int, resolution_ids: Sequence[int], certifier: Named) -> bytes:
    """Print resolutions quoted from the sealed minutes, to be signed by somebody who may certify (A14, REGI-06)."""
    piece = gathering.needed_piece(act, meeting_id)
    facts = facts_from(piece.facts)
    rules.check_certifier(facts.company.form, facts.body, certifier.capacity)
    quoted = tuple(r.id for r in facts.resolutions if r.id in set(resolution_ids))
    if not quoted:
        raise RuleBroken("A14", _("Choisissez au moins une résolution de ce procès-verbal."))
    seal = Seal(
        piece.number,
        piece.register,
        piece.sealed_at,
        piece.sealed_by,
        piece.previous_hash,
        piece.journal_number,
        piece.journal_hash,
    )
    act.say(
        _("Extrait du procès-verbal n° {n} établi pour la signature de {name}").format(
            n=piece.number, name=certifier.name
        )
    )
    return print_extract(Extract(facts, seal, piece.pdf_sha256, quoted, certifier, act.today))

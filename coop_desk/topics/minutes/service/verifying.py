"""What `coop-desk check` recomputes: digests, chain, numbers, sheets, results of votes."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select

from coop_desk.core import journal
from coop_desk.core.actions import Act
from coop_desk.core.check import checked
from coop_desk.core.i18n import N_, _
from coop_desk.core.journal import JournalLine
from coop_desk.core.words import listed
from coop_desk.topics.assemblies.service import meeting_file
from coop_desk.topics.minutes import rules
from coop_desk.topics.minutes.model import Minute, SealedPiece, SignedFile
from coop_desk.topics.minutes.records import Facts, facts_from
from coop_desk.topics.minutes.service.register import piece_words, used_sheets
from coop_desk.topics.minutes.service.sealing import covered


@checked(N_("Procès-verbaux scellés"))
def verify_sealed(act: Act) -> tuple[int, list[str]]:
    """Return how many sealed pieces were read and every difference found, in words."""
    pieces = list(act.session.scalars(select(SealedPiece).order_by(SealedPiece.sequence)))
    found = [*_chain(act, pieces), *_registers(act, pieces), *_files(act), *_results(act, pieces)]
    return len(pieces), found


def _chain(act: Act, pieces: list[SealedPiece]) -> Iterator[str]:
    previous = rules.FIRST
    for place, piece in enumerate(pieces, start=1):
        name = _("{register}, {piece}").format(register=piece.register, piece=piece_words(piece.number, piece.part))
        if piece.sequence != place:
            yield _("{name} : une pièce scellée manque avant celle-ci.").format(name=name)
        if rules.digest(piece.pdf) != piece.pdf_sha256:
            yield _("{name} : le PDF scellé a été modifié.").format(name=name)
        if rules.digest(piece.facts) != piece.facts_sha256:
            yield _("{name} : les faits scellés ont été modifiés.").format(name=name)
        if piece.previous_hash != previous or piece.chained_hash != rules.chained(piece.previous_hash, covered(piece)):
            yield _("{name} : la chaîne des scellés est rompue.").format(name=name)
        line = act.session.get(JournalLine, piece.journal_number)
        if piece.journal_number and (line is None or journal.printed(line.hash) != piece.journal_hash):
            yield _("{name} : la tête du journal imprimée ne correspond plus au journal.").format(name=name)
        previous = piece.chained_hash


def _registers(act: Act, pieces: list[SealedPiece]) -> Iterator[str]:
    numbers: dict[tuple[int, str], list[int]] = defaultdict(list)
    for piece in pieces:
        if piece.part == 0:
            numbers[piece.body_id, piece.register].append(piece.number)
    for (body_id, register), found in numbers.items():
        if missing := rules.holes(found):
            yield _("{register} : numéros manquants ou répétés : {numbers}.").format(
                register=register, numbers=listed([str(number) for number in missing])
            )
        for before, after in rules.broken_sheets(used_sheets(act, body_id)):
            yield _("{register} : les feuilles {first} et {next} ne se suivent pas.").format(
                register=register, first=before.last, next=after.first
            )


def _files(act: Act) -> Iterator[str]:
    for row in act.session.scalars(select(SignedFile).order_by(SignedFile.id)):
        if rules.digest(row.content) != row.sha256:
            yield _("Fichier joint « {name} » : le contenu a été modifié.").format(name=row.file_name)


def _results(act: Act, pieces: list[SealedPiece]) -> Iterator[str]:
    meetings = {minute.id: minute.meeting_id for minute in act.session.scalars(select(Minute))}
    for piece in pieces:
        if piece.part or rules.digest(piece.facts) != piece.facts_sha256:
            continue
        for rank in _changed(act, meetings[piece.minute_id], facts_from(piece.facts)):
            yield _("{piece} : le vote de la résolution {rank} n’est plus celui qui a été scellé.").format(
                piece=piece_words(piece.number, 0).capitalize(), rank=rank
            )


def _changed(act: Act, meeting_id: int, facts: Facts) -> list[int]:
    votes = {
        r.id: (r.result.votes.in_favour, r.result.votes.against, r.result.votes.abstain, r.result.adopted)
        for r in meeting_file(act, meeting_id).resolutions
        if r.result
    }
    return [
        r.rank
        for r in facts.resolutions
        if r.outcome
        and votes.get(r.id) != (r.outcome.votes_for, r.outcome.against, r.outcome.abstained, r.outcome.adopted)
    ]

"""Facts of a meeting gathered from the other topics, with the act of whoever asks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import holders_of, people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.model import PersonId
from coop_desk.core.words import amount, long_day
from coop_desk.topics.assemblies.records import BodyKind, MeetingFile, MeetingState
from coop_desk.topics.assemblies.service import meeting_file
from coop_desk.topics.assemblies.service.oppositions import told_of_distance
from coop_desk.topics.convening.service import summary_of
from coop_desk.topics.elections.records import ElectionFile
from coop_desk.topics.elections.rules.minuted import minuted
from coop_desk.topics.elections.service import elections_at
from coop_desk.topics.elections.urn.service.exporting import export_of
from coop_desk.topics.mandates.service import leaders_at
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.minutes import drafting, rules
from coop_desk.topics.minutes.model import Minute, MinutePart, SealedPiece, SheetUse, SignedFile
from coop_desk.topics.minutes.records import AllocationTold, Company, ElectionTold, Facts, Named, Sending, facts_from
from coop_desk.topics.minutes.rules import SheetRun
from coop_desk.topics.minutes.views import PartView, PieceView, SignedFileView
from coop_desk.topics.minutes.wording import say
from coop_desk.topics.shares.service import holders_at, situation_at
from coop_desk.topics.statutes.service import identity_at, profile_at
from coop_desk.topics.surplus.rules.told import notes_of, table_of
from coop_desk.topics.surplus.service import simulations_of

OVER = (MeetingState.CLOSED, MeetingState.FAILED)


def minute_of(act: Act, meeting_id: int) -> Minute | None:
    """Return the minutes of a meeting once somebody began them or sealed them."""
    return act.session.scalar(select(Minute).where(Minute.meeting_id == meeting_id))


def begun(act: Act, meeting_id: int) -> Minute:
    """Return the minutes of a meeting, begun now if need be."""
    found = minute_of(act, meeting_id)
    if found is None:
        found = Minute(meeting_id=meeting_id)
        act.session.add(found)
        act.session.flush()
    return found


def last_parts(act: Act, minute: Minute | None) -> dict[str, MinutePart]:
    """Return the last version of each part people wrote."""
    if minute is None:
        return {}
    rows = act.session.scalars(select(MinutePart).where(MinutePart.minute_id == minute.id).order_by(MinutePart.version))
    return {row.name: row for row in rows}


def part_views(act: Act, parts: Mapping[str, MinutePart]) -> tuple[PartView, ...]:
    """Return parts as pages read them."""
    names = people_by_id(act.session) if parts else {}
    return tuple(
        PartView(row.name, row.words, row.version, row.written_at, names.get(PersonId(row.written_by_id), ""))
        for row in parts.values()
    )


def drafted(act: Act, file: MeetingFile, parts: Mapping[str, MinutePart]) -> Facts:
    """Assemble the facts of the minutes as the registers stand (A11)."""
    words = {name: row.words for name, row in parts.items()}
    return drafting.facts_of(file, _around(act, file), words)


def facts_now(act: Act, meeting_id: int) -> Facts:
    """Return the facts sealed with the minutes, or as they stand today."""
    minute = minute_of(act, meeting_id)
    piece = sealed_minutes(act, minute)
    if piece is not None:
        return facts_from(piece.facts)
    return drafted(act, meeting_file(act, meeting_id), last_parts(act, minute))


def _around(act: Act, file: MeetingFile) -> drafting.Around:
    day = file.meeting.day
    admitted = {line.person.person_id for line in file.attendance if line.entitled_since_admission}
    categories = [one.category for one in situations_at(act, day) if one.person_id not in admitted]
    employed = categories.count(Category.EMPLOYED)
    return drafting.Around(
        company=company_at(act, day),
        sendings=tuple(
            Sending(sent.means.words, sent.people, sent.first_day, sent.last_day)
            for sent in summary_of(act, file.meeting.id)
        ),
        shares={holding.person_id: holding.shares for holding in holders_at(act, day)},
        associates=employed + categories.count(Category.EXTERNAL),
        employed=employed,
        proxy_limit=_proxy_limit(act, file),
        leaders=leaders_on(act, day, file.meeting.form),
        elections=_elections(act, file),
        distance=told_of_distance(act, file.meeting.id),
        allocations=_allocations(act, file),
    )


def _elections(act: Act, file: MeetingFile) -> dict[int, tuple[ElectionTold, ...]]:
    """The elections of a meeting by point, each told for the part that was held there."""
    found: dict[int, list[ElectionTold]] = defaultdict(list)
    here = {item.id for item in file.items}
    for one in elections_at(act, file.meeting.id):
        items = {one.item_id, *(each.opening.item_id for each in one.rounds)} & here
        told = minuted(one, file.meeting.id)
        stages = (*told.stages, *_published(act, one))
        ratified = one.ratification.resolution_id if one.ratification else None
        for item_id in items:
            if item_id is not None:
                found[item_id].append(
                    ElectionTold(one.id, one.title, told.lead, stages, told.ends, told.complete, ratified)
                )
    return {item_id: tuple(each) for item_id, each in found.items()}


def _allocations(act: Act, file: MeetingFile) -> dict[int, AllocationTold]:
    """The distributions of surplus put before a meeting, by resolution."""
    found = {}
    for resolution_id, one in simulations_of(act, file.meeting.id).items():
        given = one.allocation
        found[resolution_id] = AllocationTold(
            lead=say("allocation", "lead", day=long_day(one.year_end)),
            rows=tuple((line.words, amount(line.cents), line.part) for line in table_of(given)),
            total=(say("allocation", "total"), amount(given.base.cents), ""),
            notes=notes_of(one.hypotheses, one.terms, given),
        )
    return found


def _published(act: Act, file: ElectionFile) -> Iterator[str]:
    """The last print of each export of a sealed urn: whoever counts it again compares it with the minutes."""
    said = _("Export public du scrutin, que chacun peut recompter ; dernière empreinte : {head}.")
    again = _("Export public du nouveau scrutin, que chacun peut recompter ; dernière empreinte : {head}.")
    by_urn = [one.opening for one in file.rounds if one.count is not None and "urn" in one.count.told]
    if any(not one.settles for one in by_urn):
        yield said.format(head=export_of(act, file.id).head)
    for one in by_urn:
        if one.settles:
            yield again.format(head=export_of(act, file.id, opening_id=one.id).head)


def company_at(act: Act, day: date) -> Company:
    """Return the legal mentions in force on a day."""
    identity = identity_at(act, day)
    return Company(
        name=identity.name,
        form=identity.form.value,
        form_words=identity.legal_form,
        seat=identity.seat,
        rcs_city=identity.rcs_city,
        siren=identity.siren,
        demo=identity.example,
        capital_cents=situation_at(act, day).capital_cents or None,
    )


def _proxy_limit(act: Act, file: MeetingFile) -> int:
    if file.meeting.body_kind is not BodyKind.GENERAL_ASSEMBLY:
        return 1
    return profile_at(act, file.meeting.day).max_proxies(
        sum(not line.entitled_since_admission for line in file.attendance)
    )


def leaders_on(act: Act, day: date, form: str) -> tuple[Named, ...]:
    """Return who led the company on a day: by their mandates, else by the management title, as it was given."""
    named = leaders_at(act, day)
    if named:
        return tuple(Named(line.name, line.called) for line in named)
    names = people_by_id(act.session)
    capacity = _("gérance") if form == "SARL" else _("présidence")
    return tuple(Named(names[holder], capacity) for holder in holders_of(act.session, "manager", day))


def pieces_of(act: Act, minute: Minute | None) -> list[SealedPiece]:
    """Return what was sealed for a meeting: the minutes, then its additifs."""
    if minute is None:
        return []
    query = select(SealedPiece).where(SealedPiece.minute_id == minute.id).order_by(SealedPiece.part)
    return list(act.session.scalars(query))


def sealed_minutes(act: Act, minute: Minute | None) -> SealedPiece | None:
    """Return the sealed minutes of a meeting, without its additifs."""
    return next(iter(pieces_of(act, minute)), None)


def needed_piece(act: Act, meeting_id: int) -> SealedPiece:
    """Return the sealed minutes of a meeting; RuleBroken A14 when they are not sealed yet."""
    piece = sealed_minutes(act, minute_of(act, meeting_id))
    if piece is None:
        raise RuleBroken("A14", _("Scellez d’abord le procès-verbal de cette réunion."))
    return piece


def piece_views(act: Act, pieces: list[SealedPiece]) -> tuple[PieceView, ...]:
    """Return sealed pieces as the register shows them, with their sheets and attached files."""
    ids = [piece.id for piece in pieces]
    sheets: dict[int, list[SheetRun]] = defaultdict(list)
    for use in act.session.scalars(select(SheetUse).where(SheetUse.piece_id.in_(ids)).order_by(SheetUse.first)):
        sheets[use.piece_id or 0].append(SheetRun(use.first, use.last))
    files: dict[int, list[SignedFileView]] = defaultdict(list)
    for row in act.session.scalars(select(SignedFile).where(SignedFile.piece_id.in_(ids)).order_by(SignedFile.id)):
        view = SignedFileView(row.id, row.file_name, row.sha256, row.said, row.attached_at)
        files[row.piece_id].append(view)
    minutes = {minute.id: minute.meeting_id for minute in act.session.scalars(select(Minute))}
    return tuple(
        PieceView(
            id=piece.id,
            minute_id=piece.minute_id,
            meeting_id=minutes[piece.minute_id],
            body_id=piece.body_id,
            register=piece.register,
            number=piece.number,
            part=piece.part,
            title=piece.title,
            held_on=piece.held_on,
            sealed_at=piece.sealed_at,
            sealed_by=piece.sealed_by,
            pages=piece.pages,
            pdf_sha256=piece.pdf_sha256,
            chained_hash=piece.chained_hash,
            sheets=tuple(sheets[piece.id]),
            signed_files=tuple(files[piece.id]),
        )
        for piece in pieces
    )


def check_over(file: MeetingFile) -> None:
    """Refuse to seal the minutes of a meeting that is not closed (A12)."""
    if file.meeting.state not in OVER:
        raise RuleBroken("A12", _("La séance n’est pas close. Levez la séance, puis scellez son procès-verbal."))


def certifiers_of(facts: Facts) -> tuple[str, ...]:
    """Capacities that may certify an extract of these minutes (REGI-06)."""
    return rules.certifiers(facts.company.form, facts.body)

"""Everything recorded about one meeting, in one record: what convocations and minutes are made from."""

from fractions import Fraction

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import (
    AgendaItem,
    Attachment,
    Body,
    Exclusion,
    Guest,
    Incident,
    Meeting,
    PresenceEvent,
    QuorumFailure,
    Resolution,
)
from coop_desk.topics.assemblies.records import (
    AttachmentLine,
    AttendanceLine,
    BodyKind,
    Bureau,
    Choice,
    Excluded,
    Failure,
    FormLine,
    GuestLine,
    IncidentKind,
    IncidentLine,
    ItemFile,
    ItemKind,
    MeetingFacts,
    MeetingFile,
    MeetingLine,
    MeetingState,
    Movement,
    OffAgenda,
    PresenceKind,
    ProxyLine,
    ResolutionFile,
    ResolutionKind,
    ResultFile,
    Someone,
    Standing,
    exact,
)
from coop_desk.topics.assemblies.rules.law import VotingRule, voting_rule
from coop_desk.topics.assemblies.rules.outcome import rule_words
from coop_desk.topics.assemblies.rules.room import Entry, participation, room_after, standing_entries
from coop_desk.topics.assemblies.rules.words import kind_words
from coop_desk.topics.assemblies.service.beside import beside
from coop_desk.topics.assemblies.service.bodies import body_name
from coop_desk.topics.assemblies.service.electorate import (
    admitted_in,
    electorate_of,
    in_name_order,
    names_of,
    someone,
    terms_for,
    weights_for,
)
from coop_desk.topics.assemblies.service.items import items_of
from coop_desk.topics.assemblies.service.naming import all_resolutions, named, resolution_rows
from coop_desk.topics.assemblies.service.presence import entries_of, presence_rows
from coop_desk.topics.assemblies.service.questions import questions_of
from coop_desk.topics.assemblies.service.results import Decided, decided, results_of
from coop_desk.topics.statutes.service import identity_at


@query(Right.MEETINGS_READ, N_("Consultation des assemblées et réunions"))
def meetings(act: Act) -> list[MeetingLine]:
    """Every meeting, the latest first."""
    rows = act.session.scalars(
        select(Meeting).order_by(Meeting.day.desc(), Meeting.starts_at.desc(), Meeting.id.desc())
    )
    bodies = {body.id: body for body in act.session.scalars(select(Body))}
    resolutions, results = all_resolutions(act), decided(act)
    return [_meeting_line(row, bodies[row.body_id], resolutions.get(row.id, []), results) for row in rows]


@query(Right.MEETINGS_READ, N_("Consultation d’une réunion"))
def meeting(act: Act, meeting_id: int) -> MeetingFile:
    """Everything recorded about one meeting."""
    return meeting_file(act, meeting_id)


@query(Right.MEETINGS_READ, N_("Lecture d’une pièce jointe"))
def attachment_content(act: Act, attachment_id: int) -> bytes:
    """The bytes of an attachment."""
    return act.session.get_one(Attachment, attachment_id).content


def meeting_file(act: Act, meeting_id: int) -> MeetingFile:
    """Everything recorded about one meeting, for the topics that write about it."""
    row = act.session.get_one(Meeting, meeting_id)
    items = tuple(_items(act, row))
    numbers = {item.id: item.number for item in items}
    entries = entries_of(act, row.id)
    people = _people_named(row, entries) | electorate_of(act, row).ids
    names = names_of(act, people)
    return MeetingFile(
        meeting=facts_of(act, row),
        bureau=_bureau(row, names),
        items=items,
        attendance=tuple(_attendance(act, row, entries, names, items)),
        proxies=tuple(_proxies(entries, names)),
        forms=tuple(_forms(presence_rows(act, row.id), entries, names)),
        incidents=tuple(_incidents(act, row.id, numbers)),
        guests=tuple(
            GuestLine(guest.id, guest.name, guest.capacity)
            for guest in act.session.scalars(select(Guest).where(Guest.meeting_id == row.id).order_by(Guest.id))
        ),
        documents=tuple(line for item in items for line in item.attachments),
        failure=_failure(act, row.id),
        notes=row.notes,
        current_item_id=row.current_item_id,
        questions=questions_of(act, row.id),
    )


def facts_of(act: Act, row: Meeting) -> MeetingFacts:
    """The identity of a meeting."""
    body = act.session.get_one(Body, row.body_id)
    kind, title = named(row, body, resolution_rows(act, row.id))
    first = act.session.get(Meeting, row.first_meeting_id) if row.first_meeting_id else None
    following = act.session.scalar(select(Meeting.id).where(Meeting.first_meeting_id == row.id).limit(1))
    return MeetingFacts(
        id=row.id,
        body_id=body.id,
        body_kind=BodyKind(body.kind),
        body_name=body_name(body),
        number=row.number,
        title=title,
        kind=kind,
        annual_accounts=row.annual_accounts,
        call_number=row.call_number,
        first_meeting_id=row.first_meeting_id,
        first_meeting_day=first.day if first else None,
        next_meeting_id=following,
        form=identity_at(act, row.convened_on or min(act.today, row.day)).form.value,
        day=row.day,
        starts_at=row.starts_at,
        place=row.place,
        state=MeetingState(row.state),
        convened_on=row.convened_on,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        live=row.live,
        without_room=bool(row.without_room),
    )


def resolution_files(act: Act, row: Meeting) -> list[ResolutionFile]:
    """The resolutions of a meeting with their rules in words and their results."""
    rows = resolution_rows(act, row.id)
    ids = [resolution.id for resolution in rows]
    terms, body = terms_for(act, row), BodyKind(act.session.get_one(Body, row.body_id).kind)
    results = results_of(act, ids)
    out: dict[int, list[Exclusion]] = {resolution: [] for resolution in ids}
    for line in act.session.scalars(select(Exclusion).where(Exclusion.resolution_id.in_(ids))):
        out[line.resolution_id].append(line)
    people = {line.excluded_id for lines in out.values() for line in lines}
    names = names_of(act, people | {each.admits_id for each in rows if each.admits_id is not None})
    return [
        _resolution_file(
            resolution,
            number,
            voting_rule(terms, body, ResolutionKind(resolution.kind), row.call_number),
            results[resolution.id],
            tuple(Excluded(someone(names, line.excluded_id), line.reason) for line in out[resolution.id]),
            names,
        )
        for number, resolution in enumerate(rows, start=1)
    ]


def _resolution_file(
    row: Resolution,
    number: int,
    rule: VotingRule,
    results: list[ResultFile],
    excluded: tuple[Excluded, ...],
    names: dict[int, str],
) -> ResolutionFile:
    kind = ResolutionKind(row.kind)
    return ResolutionFile(
        id=row.id,
        item_id=row.item_id,
        number=number,
        title=row.title,
        text=row.text,
        kind=kind,
        kind_words=kind_words(kind),
        rule_words=rule_words(rule),
        rule_ids=rule.rules,
        by_leaders=row.by_leaders,
        secret=row.secret,
        off_agenda=OffAgenda(row.off_agenda) if row.off_agenda else None,
        amended=row.amended,
        withdrawn=row.withdrawn,
        admits=someone(names, row.admits_id) if row.admits_id else None,
        excluded=excluded,
        result=results[-1] if results else None,
        earlier=tuple(results[:-1]),
    )


def _items(act: Act, row: Meeting) -> list[ItemFile]:
    by_item: dict[int, list[ResolutionFile]] = {}
    for resolution in resolution_files(act, row):
        by_item.setdefault(resolution.item_id, []).append(resolution)
    joined, others = _attachments(act, row.id), beside(act, row.id)
    return [
        ItemFile(
            id=item.id,
            number=number,
            title=item.title,
            details=item.details,
            kind=ItemKind(item.kind),
            presenter=item.presenter,
            added_after_call=item.added_after_call,
            debate=item.debate,
            debate_saved_at=item.debate_saved_at,
            attachments=tuple(_attachment_line(each, number) for each in joined if each.item_id == item.id),
            resolutions=tuple(by_item.get(item.id, ())),
            beside=others.get(item.id, ()),
        )
        for number, item in enumerate(items_of(act, row.id), start=1)
    ]


def _attachments(act: Act, meeting_id: int) -> list[Attachment]:
    return list(
        act.session.scalars(
            select(Attachment)
            .join(AgendaItem, Attachment.item_id == AgendaItem.id)
            .where(AgendaItem.meeting_id == meeting_id)
            .order_by(Attachment.id)
        )
    )


def _attachment_line(row: Attachment, number: int) -> AttachmentLine:
    return AttachmentLine(row.id, row.item_id, number, row.title, row.file_name, row.size, row.sha256)


def _bureau(row: Meeting, names: dict[int, str]) -> Bureau:
    return Bureau(
        chair=someone(names, row.chair_id) if row.chair_id is not None else None,
        chair_capacity=row.chair_capacity,
        secretary=someone(names, row.secretary_id) if row.secretary_id is not None else None,
        secretary_name=names[row.secretary_id] if row.secretary_id is not None else row.secretary_name,
        tellers=tuple(someone(names, person) for person in row.teller_ids),
    )


def _people_named(row: Meeting, entries: list[Entry]) -> set[int]:
    named = {entry.person_id for entry in entries} | {e.holder_id for e in entries if e.holder_id is not None}
    return named | set(row.teller_ids) | {p for p in (row.chair_id, row.secretary_id) if p is not None}


def _attendance(
    act: Act, row: Meeting, entries: list[Entry], names: dict[int, str], items: tuple[ItemFile, ...]
) -> list[AttendanceLine]:
    electorate, admitted = electorate_of(act, row).ids, admitted_in(act, row.id)
    weights = weights_for(act, row)
    standing = standing_entries(entries)
    opening = [e for e in standing if row.opened_at is None or (e.at is not None and e.at <= row.opened_at)]
    opened = room_after(opening)
    at_opening = participation(opened, electorate)
    represented, by_form = dict(at_opening.represented), {person for person, _choice in at_opening.forms}
    ever = _ever_represented(items)
    titles = {item.id: _("{number}. {title}").format(number=item.number, title=item.title) for item in items}
    during = {event.id: titles.get(event.during_item_id or 0, "") for event in presence_rows(act, row.id)}
    lines = []
    for person in in_name_order(act, electorate):
        moves = [e for e in standing if e.person_id == person and e.kind in (PresenceKind.ARRIVED, PresenceKind.LEFT)]
        holder = represented.get(person)
        if person in at_opening.present:
            how = Standing.PRESENT
        elif person in represented:
            how = Standing.REPRESENTED
        else:
            how = Standing.BY_FORM if person in by_form else Standing.ABSENT
        lines.append(
            AttendanceLine(
                person=someone(names, person),
                standing=how,
                represented_by=someone(names, holder) if holder is not None else None,
                movements=tuple(
                    Movement(e.at, e.kind is PresenceKind.ARRIVED, during[e.id], bool(e.identified_by))
                    for e in moves
                    if e.at is not None
                ),
                ever_present=any(e.kind is PresenceKind.ARRIVED for e in moves),
                ever_represented=person in represented or person in ever,
                entitled_since_admission=person in admitted,
                votes=weights.get(person, 1),
                identified_by=opened.remote.get(person, ""),
            )
        )
    return lines


def _ever_represented(items: tuple[ItemFile, ...]) -> set[int]:
    results = [resolution.result for item in items for resolution in item.resolutions]
    return {giver for result in results if result is not None for giver, _holder in result.represented_pairs}


def _proxies(entries: list[Entry], names: dict[int, str]) -> list[ProxyLine]:
    standing = standing_entries(entries)
    lines = []
    for place, entry in enumerate(standing):
        if entry.kind is not PresenceKind.PROXY_GIVEN or entry.at is None:
            continue
        end = next(
            (
                later
                for later in standing[place + 1 :]
                if later.person_id == entry.person_id
                and later.kind in (PresenceKind.ARRIVED, PresenceKind.PROXY_WITHDRAWN)
            ),
            None,
        )
        why = ""
        if end is not None:
            why = _("arrivée du mandant") if end.kind is PresenceKind.ARRIVED else _("pouvoir retiré")
        holder: Someone | None = someone(names, entry.holder_id) if entry.holder_id is not None else None
        lines.append(ProxyLine(someone(names, entry.person_id), holder, entry.at, end.at if end else None, why))
    return lines


def _forms(rows: list[PresenceEvent], entries: list[Entry], names: dict[int, str]) -> list[FormLine]:
    standing = {entry.id for entry in standing_entries(entries)}
    kept = room_after(entries).forms
    return [
        FormLine(
            someone(names, row.voter_id),
            row.received_on,
            tuple((int(key), Choice(value)) for key, value in row.choices.items()),
            row.voter_id not in kept,
        )
        for row in rows
        if row.kind == PresenceKind.FORM_RECEIVED and row.id in standing and row.received_on is not None
    ]


def _incidents(act: Act, meeting_id: int, numbers: dict[int, int]) -> list[IncidentLine]:
    rows = act.session.scalars(select(Incident).where(Incident.meeting_id == meeting_id).order_by(Incident.id))
    return [IncidentLine(row.at, IncidentKind(row.kind), row.text, numbers.get(row.item_id or 0)) for row in rows]


def _failure(act: Act, meeting_id: int) -> Failure | None:
    row = act.session.scalar(select(QuorumFailure).where(QuorumFailure.meeting_id == meeting_id))
    if row is None:
        return None
    return Failure(
        at=row.at,
        entitled=exact(Fraction(row.entitled, row.parts_of_vote)),
        present=exact(Fraction(row.present, row.parts_of_vote)),
        represented=exact(Fraction(row.represented, row.parts_of_vote)),
        forms=exact(Fraction(row.forms, row.parts_of_vote)),
        quorum_needed=exact(Fraction(row.quorum_needed, row.parts_of_vote)),
        sentence=row.sentence,
    )


def _meeting_line(row: Meeting, body: Body, resolutions: list[Resolution], results: dict[int, Decided]) -> MeetingLine:
    kind, title = named(row, body, resolutions)
    return MeetingLine(
        id=row.id,
        body_name=body_name(body),
        body_kind=BodyKind(body.kind),
        number=row.number,
        title=title,
        kind=kind,
        call_number=row.call_number,
        day=row.day,
        starts_at=row.starts_at,
        place=row.place,
        state=MeetingState(row.state),
        resolutions=len(resolutions),
        adopted=sum(1 for each in resolutions if each.id in results and results[each.id].adopted),
    )

"""Running a meeting: opening, bureau, point under discussion, debate, incidents, close, failure, second call."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import holders_of
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.model import (
    AgendaItem,
    Attachment,
    Body,
    Exclusion,
    Incident,
    Meeting,
    QuorumFailure,
    Resolution,
)
from coop_desk.topics.assemblies.records import (
    BodyKind,
    IncidentKind,
    ItemKind,
    MeetingState,
    PresenceKind,
    ResolutionKind,
    Standing,
)
from coop_desk.topics.assemblies.room_records import BureauChoice
from coop_desk.topics.assemblies.rules import agenda, bureau
from coop_desk.topics.assemblies.rules.law import legal_second_call_limit, voting_rule
from coop_desk.topics.assemblies.rules.outcome import quorum_met, quorum_needed, quorum_sentence
from coop_desk.topics.assemblies.rules.room import check_some_in_room
from coop_desk.topics.assemblies.service.beside import beside
from coop_desk.topics.assemblies.service.electorate import (
    electorate_of,
    names_of,
    participation_in,
    terms_for,
)
from coop_desk.topics.assemblies.service.following import tell_closed
from coop_desk.topics.assemblies.service.items import items_of, new_item
from coop_desk.topics.assemblies.service.naming import decision_words, resolution_rows
from coop_desk.topics.assemblies.service.oppositions import check_not_opposed
from coop_desk.topics.assemblies.service.preparing import new_meeting
from coop_desk.topics.assemblies.service.presence import add_entry, presence_rows, room_of, room_state
from coop_desk.topics.assemblies.service.questions import carry_over, put_on_agenda, say_unanswered
from coop_desk.topics.assemblies.service.resolutions import exclusions_of, resolutions_of
from coop_desk.topics.assemblies.service.voting import latest_result, rule_for
from coop_desk.topics.members.service import birth_dates, capital_on, pending_application, refuse_candidate


@query(Right.MEETINGS_READ, N_("Consultation des personnes qui peuvent tenir le bureau"))
def bureau_choice(act: Act, meeting_id: int) -> BureauChoice:
    """Who may chair, count and write, best first, with the rule in words (MEET-01, MEET-02)."""
    meeting = act.session.get_one(Meeting, meeting_id)
    state = room_state(act, meeting)
    there = [line.person for line in state.people if line.standing is Standing.PRESENT]
    own = {line.person.person_id: line.votes for line in state.people}
    carried = {
        line.person.person_id: line.votes + sum(own.get(giver.person_id, 1) for giver in line.holds)
        for line in state.people
    }
    pool = there or [line.person for line in state.people]
    leaders = frozenset(int(holder) for holder in holders_of(act.session, "manager", meeting.day))
    form, kind, candidates = terms_for(act, meeting).form, _kind(act, meeting), [p.person_id for p in pool]
    capital = {int(person): cents for person, cents in capital_on(act, meeting.day).items()}
    born = birth_dates(act, bureau.equal_first(form, kind, candidates, leaders, capital))
    found = bureau.suggest(form, kind, candidates, leaders, carried, capital, born)
    people = {person.person_id: person for person in pool}
    return BureauChoice(
        chairs=tuple(people[person] for person in found.chairs),
        tellers=tuple(people[person] for person in found.tellers),
        tellers_needed=found.tellers_needed,
        words=found.words,
    )


@action(Right.MEETINGS_RUN, N_("Composition du bureau"))
def set_bureau(
    act: Act,
    meeting_id: int,
    *,
    chair_id: int | None,
    chair_capacity: str = "",
    secretary_id: int | None = None,
    secretary_name: str = "",
    teller_ids: Iterable[int] = (),
) -> None:
    """Name the chair, the secretary and the tellers (MEET-01, MEET-02)."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    tellers = tuple(teller_ids)
    secretary = names_of(act, {secretary_id})[secretary_id] if secretary_id is not None else secretary_name
    electorate = electorate_of(act, meeting).ids
    bureau.check_bureau(terms_for(act, meeting).form, _kind(act, meeting), chair_id, tellers, secretary, electorate)
    meeting.chair_id, meeting.chair_capacity = chair_id, chair_capacity.strip()
    meeting.secretary_id, meeting.secretary_name = secretary_id, "" if secretary_id else secretary_name.strip()
    meeting.teller_ids = list(tellers)


@action(Right.MEETINGS_RUN, N_("Ouverture de la séance"))
def open_meeting(act: Act, meeting_id: int) -> None:
    """Open the meeting: the electorate is frozen, the first point is under discussion."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    if meeting.opened_at is not None:
        raise RuleBroken("MEET-01", _("La séance est déjà ouverte."))
    if act.today < meeting.day:
        raise RuleBroken(
            "CALL-07",
            _("La réunion est prévue le {day} : elle ne s’ouvre pas avant.").format(day=long_day(meeting.day)),
        )
    found = electorate_of(act, meeting)
    if not found.ids:
        raise RuleBroken("VOT-01", _("Personne n’a le droit de vote dans cette instance à cette date."))
    now = room_of(act, meeting.id)
    check_some_in_room(now, terms_for(act, meeting), _kind(act, meeting))
    check_not_opposed(act, meeting, now)
    taking = participation_in(act, meeting, now).taking
    everyone = taking.taking_part == taking.entitled
    if meeting.convened_on is None and _kind(act, meeting) is BodyKind.GENERAL_ASSEMBLY and not everyone:
        raise RuleBroken(
            "CALL-12",
            _(
                "La convocation n’est pas enregistrée. Notez le jour de son envoi ; sans convocation, tous "
                "les associés "
                "doivent être présents ou représentés."
            ),
        )
    meeting.electorate, meeting.associates = sorted(found.ids), found.associates
    meeting.opened_at, meeting.live = act.now, act.today == meeting.day
    meeting.state = MeetingState.OPEN.value
    put_on_agenda(act, meeting)
    items = items_of(act, meeting.id)
    meeting.current_item_id = items[0].id if items else None
    act.say(_("Séance ouverte."))


@action(Right.MEETINGS_RUN, N_("Relecture de la liste des ayants droit de vote"))
def read_electorate_again(act: Act, meeting_id: int) -> None:
    """Take the register's list again while nothing has been voted: somebody was missing from it."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_running(MeetingState(meeting.state))
    if any(latest_result(act, row.id) for row in resolution_rows(act, meeting.id)):
        raise RuleBroken(
            "ADM-10", _("Un vote a déjà eu lieu : le corps électoral ne change plus que par une admission.")
        )
    opened, meeting.opened_at = meeting.opened_at, None
    found = electorate_of(act, meeting)
    meeting.opened_at = opened
    meeting.electorate, meeting.associates = sorted(found.ids), found.associates


@action(Right.MEETINGS_RUN, N_("Passage à un autre point"))
def take_item(act: Act, item_id: int) -> None:
    """This point is now under discussion."""
    item = act.session.get_one(AgendaItem, item_id)
    meeting = act.session.get_one(Meeting, item.meeting_id)
    agenda.check_running(MeetingState(meeting.state))
    meeting.current_item_id = item.id


@action(Right.MEETINGS_RUN, Right.MINUTES_WRITE, words=N_("Prise de notes des débats"))
def save_debate(act: Act, item_id: int, text: str) -> datetime:
    """Keep the debate of a point as it is typed; return when it was saved."""
    item = act.session.get_one(AgendaItem, item_id)
    if text != item.debate:
        item.debate, item.debate_saved_at = text, act.now
    return act.now


@action(Right.MEETINGS_RUN, Right.MINUTES_WRITE, words=N_("Prise de notes de séance"))
def save_notes(act: Act, meeting_id: int, text: str) -> datetime:
    """Keep the notes about the meeting as a whole; return when they were saved."""
    meeting = act.session.get_one(Meeting, meeting_id)
    if text != meeting.notes:
        meeting.notes = text
    return act.now


@action(Right.MEETINGS_RUN, N_("Incident de séance"))
def note_incident(act: Act, meeting_id: int, text: str, kind: IncidentKind = IncidentKind.OTHER) -> None:
    """Note what disturbed the meeting (MEET-06)."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    if not text.strip():
        raise RuleBroken("MEET-06", _("Décrivez l’incident en une phrase."))
    _incident(act, meeting, kind, text.strip())


@action(Right.MEETINGS_RUN, N_("Suspension de la séance"))
def suspend_meeting(act: Act, meeting_id: int, reason: str = "") -> None:
    """Interrupt the meeting."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_running(MeetingState(meeting.state))
    meeting.state = MeetingState.SUSPENDED.value
    _incident(act, meeting, IncidentKind.SUSPENDED, reason.strip())


@action(Right.MEETINGS_RUN, N_("Reprise de la séance"))
def resume_meeting(act: Act, meeting_id: int) -> None:
    """Go on after an interruption."""
    meeting = act.session.get_one(Meeting, meeting_id)
    if meeting.state != MeetingState.SUSPENDED:
        raise RuleBroken("MEET-06", _("La séance n’est pas suspendue."))
    meeting.state = MeetingState.OPEN.value
    _incident(act, meeting, IncidentKind.RESUMED, "")


@action(Right.MEETINGS_RUN, N_("Levée de la séance"))
def close_meeting(act: Act, meeting_id: int) -> None:
    """Close the meeting; what was recorded no longer changes."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_running(MeetingState(meeting.state))
    bureau.check_bureau(
        terms_for(act, meeting).form,
        _kind(act, meeting),
        meeting.chair_id,
        tuple(meeting.teller_ids),
        meeting.secretary_name or str(meeting.secretary_id or ""),
        frozenset(electorate_of(act, meeting).ids),
    )
    waiting = [row for row in resolution_rows(act, meeting.id) if not row.withdrawn and not latest_result(act, row.id)]
    if waiting:
        raise RuleBroken(
            "PV-01",
            _("La résolution « {title} » n’a été ni votée ni retirée : votez-la ou retirez-la.").format(
                title=waiting[0].title
            ),
        )
    _check_beside(act, meeting)
    _refuse_candidates(act, meeting)
    _end(act, meeting, MeetingState.CLOSED)
    act.say(" ".join(filter(None, (_("Séance levée."), say_unanswered(act, meeting)))))
    tell_closed(act, meeting)


@action(Right.MEETINGS_RUN, N_("Constat de l’absence de quorum"))
def declare_failure(act: Act, meeting_id: int) -> None:
    """No resolution can reach its quorum: the meeting ends with the counts of the failure minutes (MEET-05, A10)."""
    meeting = act.session.get_one(Meeting, meeting_id)
    agenda.check_running(MeetingState(meeting.state))
    rows = [row for row in resolution_rows(act, meeting.id) if not row.withdrawn]
    if any((found := latest_result(act, row.id)) and found.adopted for row in rows):
        raise RuleBroken(
            "MEET-05", _("Une résolution a été adoptée : levez la séance au lieu de constater la carence.")
        )
    taking = participation_in(act, meeting, room_of(act, meeting.id)).taking
    parts = taking.unit
    terms, body = terms_for(act, meeting), _kind(act, meeting)
    kinds = {ResolutionKind(row.kind) for row in rows} or {agenda.kinds_for(body)[0]}
    by_need = sorted(
        (voting_rule(terms, body, kind, meeting.call_number) for kind in kinds), key=lambda rule: rule.quorum
    )
    rule = by_need[0]
    if quorum_met(rule, taking) and taking.taking_part:
        raise RuleBroken("MEET-05", _("Le quorum est atteint pour au moins une résolution : la séance peut se tenir."))
    _check_beside(act, meeting)
    act.session.add(
        QuorumFailure(
            meeting_id=meeting.id,
            at=act.now,
            parts_of_vote=parts,
            entitled=int(taking.entitled * parts),
            present=int(taking.present * parts),
            represented=int(taking.represented * parts),
            forms=int(taking.forms * parts),
            quorum_needed=int(quorum_needed(rule, taking) * parts),
            sentence=quorum_sentence(rule, taking) if taking.taking_part else _("Personne n’est venu ni représenté."),
        )
    )
    _end(act, meeting, MeetingState.FAILED)
    act.say(_("Quorum non atteint : l’assemblée n’a pas pu délibérer."))


@action(Right.MEETINGS_PREPARE, N_("Préparation d’une seconde convocation"))
def call_again(act: Act, meeting_id: int, day: date, starts_at: time, place: str) -> int:
    """Prepare the second assembly on the same agenda, with the quorum of a second call (A10, CALL-09)."""
    first = act.session.get_one(Meeting, meeting_id)
    if first.state not in agenda.ENDED:
        raise RuleBroken("CALL-09", _("La première assemblée n’est pas terminée."))
    if act.session.scalar(select(Meeting.id).where(Meeting.first_meeting_id == first.id).limit(1)):
        raise RuleBroken("CALL-09", _("Cette assemblée a déjà été convoquée de nouveau."))
    terms = terms_for(act, first)
    waiting = [row for row in resolution_rows(act, first.id) if _may_be_asked_again(act, row, first)]
    going_on = {item_id for item_id, here in beside(act, first.id).items() if any(one.unfinished for one in here)}
    kinds = {ResolutionKind(row.kind) for row in waiting} | ({ResolutionKind.LEADERS} if going_on else set())
    ordinary = bool(kinds & agenda.ORDINARY_KINDS)
    agenda.check_second_call(
        first.day,
        day,
        first.call_number,
        legal_second_call_limit(terms, kinds),
        terms.second_call_allowed or not ordinary,
        len(waiting) + len(going_on),
    )
    body = act.session.get_one(Body, first.body_id)
    second = new_meeting(act, body, day, starts_at, place, annual_accounts=first.annual_accounts, title="", first=first)
    copies = _copy_agenda(act, first, second, {row.id for row in waiting}, going_on)
    if first.state == MeetingState.FAILED:
        _keep_proxies_and_forms(act, first, second, copies)
        carry_over(act, first, second)
    act.say(_("Seconde convocation préparée pour le {day}.").format(day=long_day(day)))
    return second.id


def _refuse_candidates(act: Act, meeting: Meeting) -> None:
    """Candidates whom the assembly refused for good may apply again in a year (ADM-02)."""
    for row in resolution_rows(act, meeting.id):
        if row.admits_id is None or row.withdrawn or _may_be_asked_again(act, row, meeting):
            continue
        result, person = latest_result(act, row.id), PersonId(row.admits_id)
        if result is not None and not result.adopted and pending_application(act, person) is not None:
            refuse_candidate(act, person, meeting.day, decision_words(act, row, meeting))


def _may_be_asked_again(act: Act, resolution: Resolution, meeting: Meeting) -> bool:
    """Not decided for want of quorum, or a SARL's ordinary majority of all votes not reached at first (QM-02)."""
    if resolution.withdrawn or _kind(act, meeting) is not BodyKind.GENERAL_ASSEMBLY:
        return False
    result = latest_result(act, resolution.id)
    if result is None or not result.quorum_met:
        return True
    first_consultation = "QM-01" in rule_for(act, resolution, meeting).rules
    return first_consultation and not result.adopted


def _copy_agenda(
    act: Act, first: Meeting, second: Meeting, waiting: set[int], going_on: set[int]
) -> dict[int, int]:  # fmt: skip
    """Write the same agenda for the second call; return the new resolution of each one kept."""
    copies: dict[int, int] = {}
    for item in items_of(act, first.id):
        kept = [row for row in resolutions_of(act, item.id) if row.id in waiting]
        if item.added_after_call or (item.kind == ItemKind.RESOLUTION and not kept and item.id not in going_on):
            continue
        copy = new_item(act, second, item.title, ItemKind(item.kind), item.details, item.presenter, after_call=False)
        copy.position = item.position
        for row in kept:
            again = Resolution(
                item_id=copy.id,
                position=row.position,
                title=row.title,
                text=row.text,
                kind=row.kind,
                by_leaders=row.by_leaders,
                secret=row.secret,
                off_agenda=None,
                amended=False,
                withdrawn=False,
                admits_id=row.admits_id,
            )
            act.session.add(again)
            act.session.flush()
            copies[row.id] = again.id
            for out in exclusions_of(act, row.id):
                act.session.add(Exclusion(resolution_id=again.id, excluded_id=out.excluded_id, reason=out.reason))
        for joined in act.session.scalars(select(Attachment).where(Attachment.item_id == item.id)):
            act.session.add(
                Attachment(
                    item_id=copy.id,
                    title=joined.title,
                    file_name=joined.file_name,
                    size=joined.size,
                    sha256=joined.sha256,
                    content=joined.content,
                )
            )
    act.session.flush()
    for position, item in enumerate(items_of(act, second.id)):
        item.position = position
    return copies


def _keep_proxies_and_forms(act: Act, first: Meeting, second: Meeting, copies: Mapping[int, int]) -> None:
    """Proxies and correspondence forms hold for the later call of the same agenda (VOT-06, VOT-09).

    A proxy holds until its giver comes or withdraws it; a form keeps its answers and the day it arrived.
    """
    room = room_of(act, first.id)
    for giver, holder in room.proxies.items():
        add_entry(act, second, PresenceKind.PROXY_GIVEN, giver, holder_id=holder)
    arrived = {row.voter_id: row.received_on for row in presence_rows(act, first.id) if row.received_on is not None}
    for person, choices in room.forms.items():
        kept = {str(copies[old]): choice.value for old, choice in choices.items() if old in copies}
        add_entry(act, second, PresenceKind.FORM_RECEIVED, person, received_on=arrived[person], choices=kept)


def _check_beside(act: Act, meeting: Meeting) -> None:
    """Refuse to close over what is under way beside the resolutions, by the rule that it names."""
    for here in beside(act, meeting.id).values():
        for one in here:
            if one.rule:
                raise RuleBroken(one.rule, one.unfinished)


def _end(act: Act, meeting: Meeting, state: MeetingState) -> None:
    meeting.state, meeting.closed_at, meeting.current_item_id = state.value, act.now, None


def _incident(act: Act, meeting: Meeting, kind: IncidentKind, text: str) -> None:
    act.session.add(
        Incident(meeting_id=meeting.id, at=act.now, kind=kind.value, text=text, item_id=meeting.current_item_id)
    )
    act.session.flush()


def _kind(act: Act, meeting: Meeting) -> BodyKind:
    return BodyKind(act.session.get_one(Body, meeting.body_id).kind)

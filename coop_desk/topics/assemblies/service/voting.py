"""Votes: counted for the room, with forms and blank proxies added, under the electorate of the moment."""

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import (
    Admission,
    AgendaItem,
    Body,
    Meeting,
    PresenceEvent,
    Resolution,
    RollCallVote,
    VoteResult,
)
from coop_desk.topics.assemblies.records import (
    BodyKind,
    Choice,
    MeetingState,
    OffAgenda,
    ResolutionKind,
    ResultFile,
    VoteMode,
    Votes,
)
from coop_desk.topics.assemblies.room_records import Voice, VotePreview
from coop_desk.topics.assemblies.rules import agenda
from coop_desk.topics.assemblies.rules.law import VotingRule, voting_rule
from coop_desk.topics.assemblies.rules.outcome import all_in_room, check_count, outcome
from coop_desk.topics.assemblies.rules.room import (
    Participation,
    blank_proxy_votes,
    check_roll_call,
    form_votes,
    told,
)
from coop_desk.topics.assemblies.service.electorate import (
    in_name_order,
    names_of,
    participation_in,
    someone,
    terms_for,
)
from coop_desk.topics.assemblies.service.naming import decision_words
from coop_desk.topics.assemblies.service.presence import room_of
from coop_desk.topics.assemblies.service.resolutions import exclusions_of, resolution_and_meeting
from coop_desk.topics.assemblies.service.results import result_file
from coop_desk.topics.members.service import admit_candidate


@action(Right.MEETINGS_RUN, N_("Enregistrement d’un vote"))
def record_vote(act: Act, resolution_id: int, votes: Votes, *, chair_in_favour: bool | None = None) -> ResultFile:
    """Record the count of the room: show of hands, or secret ballot when the resolution asks for one (A08, A09)."""
    resolution, meeting = _votable(act, resolution_id)
    mode = VoteMode.SECRET if resolution.secret else VoteMode.HANDS
    return _record(act, resolution, meeting, votes, mode, chair_in_favour=chair_in_favour)


@action(Right.MEETINGS_RUN, N_("Enregistrement d’un vote unanime"))
def record_unanimity(act: Act, resolution_id: int, choice: Choice = Choice.FOR) -> ResultFile:
    """Every vote of the room for one choice (A09)."""
    resolution, meeting = _votable(act, resolution_id)
    if resolution.secret:
        raise RuleBroken("VOT-16", _("Ce vote est secret : saisissez le compte des bulletins."))
    part = _participation(act, resolution, meeting)
    return _record(act, resolution, meeting, all_in_room(part.taking, choice), VoteMode.UNANIMITY)


@action(Right.MEETINGS_RUN, N_("Enregistrement d’un appel nominal"))
def record_roll_call(act: Act, resolution_id: int, choices: Mapping[int, Choice]) -> ResultFile:
    """Record named answers, one for each voice of the room; whoever did not answer did not vote (A13)."""
    resolution, meeting = _votable(act, resolution_id)
    if resolution.secret:
        raise RuleBroken("VOT-16", _("Ce vote est secret : l’appel nominal le rendrait public."))
    part = _participation(act, resolution, meeting)
    check_roll_call(choices, part)
    return _record(act, resolution, meeting, part.count(choices.items()), VoteMode.ROLL_CALL, choices=choices)


@action(Right.MEETINGS_RUN, N_("Rectification d’un vote"))
def correct_vote(
    act: Act, result_id: int, votes: Votes, reason: str, *, chair_in_favour: bool | None = None
) -> ResultFile:
    """Replace a wrong count by a new entry, with the electorate frozen at the vote; the old one stays readable."""
    old = act.session.get_one(VoteResult, result_id)
    resolution, meeting = resolution_and_meeting(act, old.resolution_id)
    agenda.check_not_ended(MeetingState(meeting.state))
    if not reason.strip():
        raise RuleBroken("PV-01", _("Dites pourquoi le compte est rectifié : le procès-verbal le rappelle."))
    if latest_result(act, resolution.id) is not old:
        raise RuleBroken("PV-01", _("Ce résultat a déjà été rectifié : rectifiez le plus récent."))
    part = Participation(
        tuple(old.electorate),
        tuple(old.present_ids),
        tuple((giver, holder) for giver, holder in old.represented_pairs),
        tuple((person, Choice(choice)) for person, choice in old.form_choices),
        {person: Fraction(weight, old.parts_of_vote) for person, weight in old.weights},
        tuple((person, there) for person, there in old.quorum_only),
    )
    result = _record(
        act,
        resolution,
        meeting,
        votes,
        VoteMode(old.mode) if old.mode == VoteMode.SECRET else VoteMode.HANDS,
        chair_in_favour=chair_in_favour,
        frozen=part,
        corrects=old,
        reason=reason.strip(),
    )
    if resolution.admits_id is not None and old.adopted != result.adopted:
        raise RuleBroken(
            "ADM-01",
            _("Ce vote a décidé d’une admission déjà inscrite au registre : corrigez d’abord la fiche de la personne."),
        )
    return result


@query(Right.MEETINGS_READ, N_("Consultation des voix à appeler"))
def roll_call(act: Act, resolution_id: int) -> list[Voice]:
    """The voices to call, in the order of names: each person present, then the proxies they carry (A13)."""
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    part = _participation(act, resolution, meeting)
    names = names_of(act, part.entitled)
    voices = []
    for person in in_name_order(act, part.present):
        voices.append(Voice(someone(names, person), someone(names, person), part.votes_of([person])))
        givers = [giver for giver, holder in part.represented if holder == person]
        voices += [
            Voice(someone(names, giver), someone(names, person), part.votes_of([giver]))
            for giver in in_name_order(act, givers)
        ]
    return voices


@query(Right.MEETINGS_READ, N_("Essai d’un compte de voix"))
def preview_vote(act: Act, resolution_id: int, votes: Votes) -> VotePreview:
    """What a count would give, while it is typed; nothing is recorded."""
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    part = _participation(act, resolution, meeting)
    left = part.taking.in_room - votes.total
    if left < 0:
        return VotePreview(part.taking.in_room, left, "", False)
    whole = votes.plus(form_votes(part)).plus(blank_proxy_votes(part, resolution.by_leaders))
    found = outcome(rule_for(act, resolution, meeting), part.taking, whole)
    return VotePreview(part.taking.in_room, left, told(part, found.sentence), found.adopted)


def latest_result(act: Act, resolution_id: int) -> VoteResult | None:
    """The result in force: the last entry, corrections included."""
    rows = act.session.scalars(
        select(VoteResult).where(VoteResult.resolution_id == resolution_id).order_by(VoteResult.id)
    )
    return next(reversed(list(rows)), None)


def rule_for(act: Act, resolution: Resolution, meeting: Meeting) -> VotingRule:
    """The quorum and the majority of a resolution, by the statutes of the day of the call."""
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind)
    return voting_rule(terms_for(act, meeting), body, ResolutionKind(resolution.kind), meeting.call_number)


def _votable(act: Act, resolution_id: int) -> tuple[Resolution, Meeting]:
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    agenda.check_running(MeetingState(meeting.state))
    if resolution.withdrawn:
        raise RuleBroken("PV-01", _("Cette résolution a été retirée du vote."))
    if latest_result(act, resolution.id) is not None:
        raise RuleBroken("PV-01", _("Cette résolution a déjà été votée : rectifiez le résultat s’il est faux."))
    item = act.session.get_one(AgendaItem, resolution.item_id)
    reason = OffAgenda(resolution.off_agenda) if resolution.off_agenda else None
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind)
    agenda.check_votable(item.added_after_call, reason, terms_for(act, meeting).form, body)
    return resolution, meeting


def _participation(act: Act, resolution: Resolution, meeting: Meeting) -> Participation:
    excluded = {row.excluded_id for row in exclusions_of(act, resolution.id)}
    return participation_in(act, meeting, room_of(act, meeting.id), excluded, resolution.id)


def _record(
    act: Act,
    resolution: Resolution,
    meeting: Meeting,
    in_room: Votes,
    mode: VoteMode,
    *,
    chair_in_favour: bool | None = None,
    choices: Mapping[int, Choice] | None = None,
    frozen: Participation | None = None,
    corrects: VoteResult | None = None,
    reason: str = "",
) -> ResultFile:
    part = frozen or _participation(act, resolution, meeting)
    taking, parts = part.taking, part.unit
    check_count(in_room, taking)
    by_form, blank = form_votes(part), blank_proxy_votes(part, resolution.by_leaders)
    rule = rule_for(act, resolution, meeting)
    found = outcome(rule, taking, in_room.plus(by_form).plus(blank), chair_in_favour)
    sentence = told(part, found.sentence)
    row = VoteResult(
        resolution_id=resolution.id,
        at=act.now,
        mode=mode.value,
        parts_of_vote=parts,
        in_room=asdict(in_room.times(parts)),
        by_form=asdict(by_form.times(parts)),
        blank_proxies=asdict(blank.times(parts)),
        entitled=int(taking.entitled * parts),
        present=int(taking.present * parts),
        represented=int(taking.represented * parts),
        forms=int(taking.forms * parts),
        quorum_needed=int(found.quorum_needed * parts),
        quorum_met=found.quorum_met,
        quorum_sentence=found.quorum_sentence,
        needed_for=int(found.needed_for * parts),
        adopted=found.adopted,
        tie=found.tie,
        sentence=sentence,
        rules=[*rule.rules, *(["CAP-06"] if part.weights else []), *(["VOT-15"] if part.quorum_only else [])],
        electorate=list(part.entitled),
        weights=[[person, int(weight * parts)] for person, weight in part.weights.items()],
        present_ids=list(part.present),
        represented_pairs=[list(pair) for pair in part.represented],
        form_choices=[[person, choice.value] for person, choice in part.forms],
        excluded=[[row.excluded_id, row.reason] for row in exclusions_of(act, resolution.id)],
        quorum_only=[list(pair) for pair in part.quorum_only],
        last_entry_id=_last_entry(act, meeting.id),
        corrects_id=corrects.id if corrects else None,
        correction_reason=reason,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    holders = {giver: holder for giver, holder in part.represented if holder is not None}
    for owner, choice in (choices or {}).items():
        voter = holders.get(owner, owner)
        act.session.add(RollCallVote(result_id=row.id, owner_id=owner, voter_id=voter, choice=choice.value))
    act.session.flush()
    act.say(_("{title} : {sentence}").format(title=resolution.title, sentence=sentence))
    if found.adopted and corrects is None and resolution.admits_id is not None:
        _admit(act, resolution, meeting, resolution.admits_id)
    return result_file(act, row)


def _admit(act: Act, resolution: Resolution, meeting: Meeting, person_id: int) -> None:
    """The admitted person is inscribed at once and votes on what follows (ADM-10)."""
    admit_candidate(act, PersonId(person_id), meeting.day, decision_words(act, resolution, meeting))
    act.session.add(Admission(meeting_id=meeting.id, resolution_id=resolution.id, admitted_id=person_id, at=act.now))
    act.session.flush()


def _last_entry(act: Act, meeting_id: int) -> int:
    return act.session.scalar(select(func.max(PresenceEvent.id)).where(PresenceEvent.meeting_id == meeting_id)) or 0

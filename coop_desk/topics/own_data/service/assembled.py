"""What meetings and their calling hold on the person who asks: seats, presence, votes by name, letters, tasks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.model import (
    Admission,
    Body,
    BodySeat,
    Exclusion,
    FollowUp,
    Meeting,
    PresenceEvent,
    Resolution,
    RollCallVote,
    VoteResult,
)
from coop_desk.topics.assemblies.records import Choice, FollowUpState, PresenceKind
from coop_desk.topics.assemblies.rules.words import choice_words, entry_words, follow_up_words
from coop_desk.topics.assemblies.service.bodies import body_name
from coop_desk.topics.assemblies.service.naming import all_resolutions, named
from coop_desk.topics.convening.model import Sending
from coop_desk.topics.convening.records import SendingKind
from coop_desk.topics.convening.rules.means import Means
from coop_desk.topics.own_data.records import Part, Value

HELD = {
    *("body_seat.member_id", "meeting.chair_id", "meeting.secretary_id", "vote_exclusion.excluded_id"),
    *("presence_event.voter_id", "presence_event.holder_id", "meeting_admission.admitted_id"),
    *("roll_call_vote.owner_id", "roll_call_vote.voter_id", "decision_follow_up.responsible_id"),
    *("resolution.admits_id", "sending.recipient_id", "meeting.teller_ids", "meeting.electorate"),
}
"""The columns naming somebody that these parts read; names of others on the same rows are left out."""


class _Named:
    """What meetings and resolutions are called, read once."""

    def __init__(self, act: Act) -> None:
        bodies = {body.id: body for body in act.session.scalars(select(Body))}
        texts = all_resolutions(act)
        self.bodies = {number: body_name(body) for number, body in bodies.items()}
        self.meetings: Sequence[Meeting] = act.session.scalars(select(Meeting).order_by(Meeting.day, Meeting.id)).all()
        self.titles = {one.id: named(one, bodies[one.body_id], texts.get(one.id, []))[1] for one in self.meetings}
        self.days = {one.id: one.day for one in self.meetings}
        self.resolutions: dict[int, tuple[int, str, Resolution]] = {
            text.id: (meeting, _("Résolution {n}, {title}").format(n=n, title=text.title), text)
            for meeting, of_meeting in texts.items()
            for n, text in enumerate(of_meeting, 1)
        }


def parts(act: Act) -> list[Part]:
    """Return everything meetings hold on the person who asks."""
    names = _Named(act)
    return [
        _seats(act, names),
        _meetings(act, names),
        _presence(act, names),
        _votes(act, names),
        _named_in_resolutions(act, names),
        _sendings(act, names),
        _tasks(act, names),
    ]


def _seats(act: Act, names: _Named) -> Part:
    wanted = select(BodySeat).where(BodySeat.member_id == act.actor_id).order_by(BodySeat.since)
    return Part(
        "seats",
        _("Sièges dans les instances"),
        (Value("body", _("Instance")), Value("since", _("Depuis le"), "day"), Value("until", _("Jusqu’au"), "day")),
        tuple((names.bodies[one.body_id], one.since, one.until) for one in act.session.scalars(wanted)),
    )


def _meetings(act: Act, names: _Named) -> Part:
    rows = []
    for one in names.meetings:
        roles = (
            (one.chair_id == act.actor_id, _("présidence de séance")),
            (one.secretary_id == act.actor_id, _("secrétariat de séance")),
            (act.actor_id in one.teller_ids, _("scrutin")),
            (act.actor_id in one.electorate, _("corps électoral")),
        )
        held = ", ".join(words for is_so, words in roles if is_so)
        if held:
            rows.append((one.day, names.titles[one.id], held))
    return Part(
        "meetings",
        _("Assemblées et réunions"),
        (Value("day", _("Date"), "day"), Value("meeting", _("Réunion")), Value("as", _("À quel titre"))),
        tuple(rows),
    )


def _presence(act: Act, names: _Named) -> Part:
    mine = or_(PresenceEvent.voter_id == act.actor_id, PresenceEvent.holder_id == act.actor_id)
    events = act.session.scalars(select(PresenceEvent).where(mine).order_by(PresenceEvent.at, PresenceEvent.id)).all()
    rows = []
    for one in events:
        words = entry_words(PresenceKind(one.kind))
        if one.voter_id != act.actor_id:
            words = _("{entry}, porté pour quelqu’un d’autre").format(entry=words)
        rows.append((one.at, names.titles[one.meeting_id], words, one.received_on))
    return Part(
        "presence",
        _("Feuilles de présence et pouvoirs"),
        (
            Value("at", _("Quand"), "instant"),
            Value("meeting", _("Réunion")),
            Value("entry", _("Inscription")),
            Value("received_on", _("Reçu le"), "day"),
        ),
        tuple(rows),
    )


def _votes(act: Act, names: _Named) -> Part:
    rows: list[tuple[Any, ...]] = []
    mine = or_(RollCallVote.owner_id == act.actor_id, RollCallVote.voter_id == act.actor_id)
    wanted = select(RollCallVote, VoteResult.resolution_id).join(VoteResult, RollCallVote.result_id == VoteResult.id)
    for vote, resolution in act.session.execute(wanted.where(mine).order_by(RollCallVote.id)):
        how = _("appel nominal")
        if vote.owner_id != act.actor_id:
            how = _("appel nominal, pour quelqu’un d’autre")
        elif vote.voter_id != act.actor_id:
            how = _("appel nominal, par votre mandataire")
        rows.append((*_text(names, resolution), choice_words(Choice(vote.choice)), how))
    forms = select(PresenceEvent).where(
        PresenceEvent.voter_id == act.actor_id, PresenceEvent.kind == PresenceKind.FORM_RECEIVED.value
    )
    for event in act.session.scalars(forms.order_by(PresenceEvent.id)):
        for number, choice in event.choices.items():
            how = _("formulaire de vote par correspondance")
            rows.append((*_text(names, int(number)), choice_words(Choice(choice)), how))
    return Part(
        "votes",
        _("Votes à votre nom"),
        (
            Value("day", _("Date"), "day"),
            Value("meeting", _("Réunion")),
            Value("resolution", _("Résolution")),
            Value("choice", _("Vote")),
            Value("how", _("Moyen")),
        ),
        tuple(rows),
    )


def _text(names: _Named, resolution: int) -> tuple[Any, str, str]:
    if resolution not in names.resolutions:  # a draft taken away since the form was received
        return None, "", _("Résolution retirée")
    meeting, words, _row = names.resolutions[resolution]
    return names.days[meeting], names.titles[meeting], words


def _named_in_resolutions(act: Act, names: _Named) -> Part:
    rows: list[tuple[Any, ...]] = [
        (*_text(names, number), _("résolution qui vous admet"), "")
        for number, (_meeting, _words, row) in names.resolutions.items()
        if row.admits_id == act.actor_id
    ]
    left_out = select(Exclusion).where(Exclusion.excluded_id == act.actor_id).order_by(Exclusion.id)
    rows += [
        (*_text(names, one.resolution_id), _("exclusion du vote"), one.reason) for one in act.session.scalars(left_out)
    ]
    admitted = select(Admission).where(Admission.admitted_id == act.actor_id).order_by(Admission.id)
    rows += [(*_text(names, one.resolution_id), _("admission en séance"), "") for one in act.session.scalars(admitted)]
    return Part(
        "resolutions",
        _("Résolutions qui vous concernent"),
        (
            Value("day", _("Date"), "day"),
            Value("meeting", _("Réunion")),
            Value("resolution", _("Résolution")),
            Value("what", _("Ce qu’elle dit")),
            Value("reason", _("Motif")),
        ),
        tuple(rows),
    )


def _sendings(act: Act, names: _Named) -> Part:
    wanted = select(Sending).where(Sending.recipient_id == act.actor_id).order_by(Sending.sent_on, Sending.id)
    return Part(
        "sendings",
        _("Convocations et envois reçus"),
        (
            Value("sent_on", _("Envoyé le"), "day"),
            Value("meeting", _("Réunion")),
            Value("kind", _("Nature")),
            Value("means", _("Moyen")),
            Value("reference", _("Référence")),
            Value("note", _("Note")),
            Value("cancels", _("Annulation"), "yes_no"),
        ),
        tuple(
            (
                one.sent_on,
                names.titles[one.meeting_id],
                SendingKind(one.kind).words,
                Means(one.means).words,
                one.reference,
                one.note,
                True if one.cancels_id is not None else None,
            )
            for one in act.session.scalars(wanted)
        ),
    )


def _tasks(act: Act, names: _Named) -> Part:
    wanted = select(FollowUp).where(FollowUp.responsible_id == act.actor_id).order_by(FollowUp.id)
    return Part(
        "tasks",
        _("Décisions dont vous suivez l’exécution"),
        (
            Value("day", _("Décidée le"), "day"),
            Value("meeting", _("Réunion")),
            Value("resolution", _("Résolution")),
            Value("due_on", _("Échéance"), "day"),
            Value("state", _("Où elle en est")),
            Value("note", _("Note")),
        ),
        tuple(
            (*_text(names, one.resolution_id), one.due_on, follow_up_words(FollowUpState(one.state)), one.note)
            for one in act.session.scalars(wanted)
        ),
    )

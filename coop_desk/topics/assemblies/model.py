"""Meetings as they are stored. What happens in the room is append-only; corrections are new entries.

The rows name people and yet are not Personal: a quorum counted on a part of the room would be wrong,
so whoever may read a meeting reads the whole of it.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class Body(Base):
    """A body that meets: the general assembly, a board, a circle, a team."""

    __tablename__ = "body"
    __words__ = "instance"

    id: Mapped[Id]
    kind: Mapped[str]
    name: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    closed_on: Mapped[date | None]


class BodySeat(Base):
    """Somebody sits in a board or a circle from a day, up to another."""

    __tablename__ = "body_seat"
    __words__ = "siège dans une instance"

    id: Mapped[Id]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class Meeting(Base):
    """One meeting of a body. Its electorate is read from the register until the opening, then frozen here."""

    __tablename__ = "meeting"
    __words__ = "réunion"
    __table_args__ = (UniqueConstraint("body_id", "number"),)

    id: Mapped[Id]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    number: Mapped[int]
    title: Mapped[str]
    annual_accounts: Mapped[bool]
    call_number: Mapped[int]
    first_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    day: Mapped[date]
    starts_at: Mapped[time] = mapped_column(Time)
    place: Mapped[str]
    without_room: Mapped[bool | None] = mapped_column(default=None)
    """Whether it is held entirely at a distance; `place` then says how to connect (VOT-13)."""
    state: Mapped[str]
    convened_on: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    live: Mapped[bool]
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    chair_capacity: Mapped[str]
    secretary_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    secretary_name: Mapped[str]
    teller_ids: Mapped[list[int]]
    electorate: Mapped[list[int]]
    associates: Mapped[int]
    current_item_id: Mapped[int | None]
    notes: Mapped[str]


class AgendaItem(Base):
    """One point of the agenda, with the debate as it was noted."""

    __tablename__ = "agenda_item"
    __words__ = "point de l’ordre du jour"
    __erasable__ = True

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    details: Mapped[str]
    kind: Mapped[str]
    presenter: Mapped[str]
    added_after_call: Mapped[bool]
    debate: Mapped[str]
    debate_saved_at: Mapped[datetime | None]


class Attachment(Base):
    """A file joined to an agenda item, kept with its SHA-256."""

    __tablename__ = "agenda_attachment"
    __words__ = "pièce jointe"
    __erasable__ = True

    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    title: Mapped[str]
    file_name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Resolution(Base):
    """A text put to the vote under an agenda item."""

    __tablename__ = "resolution"
    __words__ = "résolution"
    __erasable__ = True

    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    kind: Mapped[str]
    by_leaders: Mapped[bool]
    secret: Mapped[bool]
    off_agenda: Mapped[str | None]
    amended: Mapped[bool]
    withdrawn: Mapped[bool]
    admits_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Exclusion(Base):
    """Somebody interested in a resolution, left out of its vote (VOT-15)."""

    __tablename__ = "vote_exclusion"
    __words__ = "exclusion d’un vote"
    __erasable__ = True
    __table_args__ = (UniqueConstraint("resolution_id", "excluded_id"),)

    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    excluded_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]


class PresenceEvent(AppendOnly, Base):
    """One entry of the attendance record: arrival, departure, proxy, form, or the cancelling of an entry."""

    __tablename__ = "presence_event"
    __words__ = "entrée de la feuille de présence"
    __table_args__ = (Index("ix_presence_event_meeting_id", "meeting_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    voter_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    received_on: Mapped[date | None]
    choices: Mapped[dict[str, Any]]
    cancels_id: Mapped[int | None] = mapped_column(ForeignKey("presence_event.id"), unique=True)
    during_item_id: Mapped[int | None]
    identified_by: Mapped[str] = mapped_column(default="", info={"before": ""})
    """How somebody who takes part at a distance was identified; nothing for those in the room (VOT-12)."""


class Admission(AppendOnly, Base):
    """Somebody became an associate during a meeting and votes on what follows (ADM-10)."""

    __tablename__ = "meeting_admission"
    __words__ = "admission en séance"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), unique=True)
    admitted_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class VoteResult(AppendOnly, Base):
    """A vote as it was taken, with its electorate frozen. A correction is a new row naming the old.

    Counts are in parts of a vote, `parts_of_vote` of them in each: 1 unless externals vote by capital (CAP-06).
    """

    __tablename__ = "vote_result"
    __words__ = "résultat de vote"

    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    at: Mapped[datetime]
    mode: Mapped[str]
    in_room: Mapped[dict[str, Any]]
    by_form: Mapped[dict[str, Any]]
    blank_proxies: Mapped[dict[str, Any]]
    entitled: Mapped[int]
    present: Mapped[int]
    represented: Mapped[int]
    forms: Mapped[int]
    quorum_needed: Mapped[int]
    quorum_met: Mapped[bool]
    quorum_sentence: Mapped[str]
    needed_for: Mapped[int]
    adopted: Mapped[bool]
    tie: Mapped[bool]
    sentence: Mapped[str]
    rules: Mapped[list[str]]
    electorate: Mapped[list[int]]
    present_ids: Mapped[list[int]]
    represented_pairs: Mapped[list[Any]]
    form_choices: Mapped[list[Any]]
    excluded: Mapped[list[Any]]
    last_entry_id: Mapped[int]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("vote_result.id"), unique=True)
    parts_of_vote: Mapped[int] = mapped_column(default=1, info={"before": 1})
    weights: Mapped[list[Any]] = mapped_column(default=list, info={"before": []})
    quorum_only: Mapped[list[Any]] = mapped_column(default=list, info={"before": []})
    correction_reason: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RollCallVote(AppendOnly, Base):
    """One named answer of an open vote by roll call; never used for a secret one."""

    __tablename__ = "roll_call_vote"
    __words__ = "vote nominal"

    id: Mapped[Id]
    result_id: Mapped[int] = mapped_column(ForeignKey("vote_result.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    voter_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str]


class QuorumFailure(AppendOnly, Base):
    """The counts of an assembly that could not decide (MEET-05)."""

    __tablename__ = "quorum_failure"
    __words__ = "constat de carence"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    at: Mapped[datetime]
    parts_of_vote: Mapped[int] = mapped_column(default=1, info={"before": 1})
    entitled: Mapped[int]
    present: Mapped[int]
    represented: Mapped[int]
    forms: Mapped[int]
    quorum_needed: Mapped[int]
    sentence: Mapped[str]


class WrittenQuestion(AppendOnly, Base):
    """A question put in writing before an assembly. A correction is a new row naming the old (DOC-08)."""

    __tablename__ = "written_question"
    __words__ = "question écrite"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_on: Mapped[date]
    text: Mapped[str]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("written_question.id"), unique=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class WrittenAnswer(AppendOnly, Base):
    """The answer given in the room to a written question; the last entry is the one that stands."""

    __tablename__ = "written_answer"
    __words__ = "réponse à une question écrite"

    id: Mapped[Id]
    question_id: Mapped[int] = mapped_column(ForeignKey("written_question.id"), index=True)
    answer: Mapped[str]
    answered_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RemoteOpposition(AppendOnly, Base):
    """A shareholder opposes an assembly held at a distance alone; a row that cancels another takes it back (VOT-13)."""

    __tablename__ = "remote_opposition"
    __words__ = "opposition à une assemblée à distance"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    opponent_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_on: Mapped[date]
    cancels_id: Mapped[int | None] = mapped_column(ForeignKey("remote_opposition.id"), unique=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Incident(AppendOnly, Base):
    """What disturbed or interrupted a meeting (MEET-06)."""

    __tablename__ = "meeting_incident"
    __words__ = "incident de séance"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    text: Mapped[str]
    item_id: Mapped[int | None]


class Guest(Base):
    """Somebody who attends without a vote."""

    __tablename__ = "meeting_guest"
    __words__ = "invité"
    __erasable__ = True

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    name: Mapped[str]
    capacity: Mapped[str]


class FollowUp(Base):
    """The carrying out of an adopted resolution: who, until when, where it stands (A15)."""

    __tablename__ = "decision_follow_up"
    __words__ = "suivi de décision"

    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), unique=True)
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    due_on: Mapped[date | None]
    state: Mapped[str]
    note: Mapped[str]

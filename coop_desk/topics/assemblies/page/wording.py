"""Short wordings that several pages of meetings share."""

import re
from datetime import time

from coop_desk.core.i18n import _
from coop_desk.core.words import clock_time, long_day
from coop_desk.core.words import votes as voices
from coop_desk.screen.pieces import Tone
from coop_desk.topics.assemblies.records import (
    Count,
    FollowUpState,
    MeetingState,
    QuestionLine,
    ResolutionFile,
    Someone,
    Votes,
)

_TIME = re.compile(r"^\s*(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?\s*$", re.IGNORECASE)

STATE_TONES: dict[MeetingState, Tone] = {
    MeetingState.PREPARING: "plain",
    MeetingState.CONVENED: "accent",
    MeetingState.OPEN: "good",
    MeetingState.SUSPENDED: "warn",
    MeetingState.CLOSED: "plain",
    MeetingState.FAILED: "bad",
}

FOLLOW_UP_TONES: dict[FollowUpState, Tone] = {
    FollowUpState.TO_DO: "warn",
    FollowUpState.UNDER_WAY: "accent",
    FollowUpState.DONE: "good",
    FollowUpState.DROPPED: "plain",
}


def read_time(text: str) -> time | None:
    """Read 14, 14 h, 14h05 or 14:05; None when it is not an hour."""
    found = _TIME.match(text.replace("\N{NO-BREAK SPACE}", " "))
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def question_words(question: QuestionLine) -> str:
    """Whose question it is, when it came and how."""
    words = _("{name}, le {day}, sur papier") if question.on_paper else _("{name}, le {day}")
    return words.format(name=question.author.name, day=long_day(question.received_on))


def check_time(text: str) -> str | None:
    """Say how to write an hour when this is not one."""
    return None if read_time(text) is not None else _("Écrivez l’heure comme 14 h 30.")


def named_votes(person: Someone, count: Count) -> str:
    """A name, with its votes where these are not one each (CAP-06)."""
    return person.name if count == 1 else _("{name}, {votes} voix").format(name=person.name, votes=voices(count))


def time_words(value: time) -> str:
    """An hour as it is typed."""
    return clock_time(value)


def counts_words(votes: Votes) -> str:
    """The three counts in one cell, as in the heading of the column."""
    return " · ".join(voices(n) for n in (votes.in_favour, votes.against, votes.abstain))


def result_words(resolution: ResolutionFile) -> str:
    """The result of a resolution in one word."""
    if resolution.withdrawn:
        return _("Retirée")
    if resolution.result is None:
        return ""
    return _("Adoptée") if resolution.result.adopted else _("Rejetée")


def result_tone(resolution: ResolutionFile) -> Tone:
    """The tone of that word."""
    if resolution.result is None:
        return "plain"
    return "good" if resolution.result.adopted else "bad"


def call_words(number: int) -> str:
    """First or second call."""
    return _("première convocation") if number == 1 else _("seconde convocation")

"""What every paper of a call says: the meeting, the person it is for, and how both are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, clock_time, full_day
from coop_desk.paper import text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part
from coop_desk.paper.signatures import Signatory
from coop_desk.topics.assemblies.records import ItemFile, MeetingFacts, ResolutionFile
from coop_desk.topics.convening.rules.means import Means


@dataclass(frozen=True, slots=True)
class CalledElection:
    """An election of the agenda as the call says it: its rules, and each candidate with their sheet (DOC-05)."""

    item_number: int | None
    title: str
    sentences: tuple[str, ...]
    candidates: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Each name with its lines: what is said, and the words."""
    until: str
    """What to say while candidacies are still open; nothing afterwards."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What every paper of one meeting says: the meeting, its agenda, and how to take part."""

    head: Letterhead
    meeting: MeetingFacts
    assembly: str
    """What the meeting is called inside a sentence: assemblée générale ordinaire annuelle."""
    items: tuple[ItemFile, ...]
    resolutions: tuple[ResolutionFile, ...]
    documents: tuple[str, ...]
    opening: str
    second_call: str
    closing: str
    signatories: tuple[Signatory, ...]
    leaders: str
    """Who answers written questions, inside a sentence: la gérance."""
    printed_on: date
    max_proxies: int
    blank_proxies: bool
    correspondence_until: date | None
    """Last day a correspondence form may arrive; None when there is no such vote."""
    is_assembly: bool
    scaled_votes: bool = False
    """Whether external associates vote by their capital (CAP-06)."""
    elections: tuple[CalledElection, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a convocation is for: `title` is Madame, Monsieur or nothing."""

    name: str
    number: str
    title: str
    lines: tuple[str, ...]
    means: Means


def subtitle(occasion: Occasion) -> str:
    """Name the meeting and say when it is."""
    meeting = occasion.meeting
    when = _("{day} à {hour}").format(day=full_day(meeting.day), hour=clock_time(meeting.starts_at))
    said = f"{occasion.assembly[:1].upper()}{occasion.assembly[1:]}, {when}"
    if meeting.call_number > 1:
        said = _("{meeting}, sur deuxième convocation").format(meeting=said)
    return said


def document_name(occasion: Occasion, document: str) -> str:
    """Name a paper at the foot of its pages."""
    return f"{document}{NBSP}– {occasion.meeting.title}"


def in_sentence(place: str) -> str:
    """Write a place inside a sentence: Au siège social becomes au siège social."""
    return place[:1].lower() + place[1:] if place[:2].istitle() else place


def agenda(occasion: Occasion, *, with_resolutions: bool) -> list[Part]:
    """Write the points of the agenda, with what each holds or without."""
    parts: list[Part] = []
    for item in occasion.items:
        parts.append(text.item(item.title, f"{item.number}."))
        if with_resolutions:
            if item.presenter:
                parts.append(text.item(_("présenté par {name}").format(name=item.presenter), level=1))
            parts += [text.item(part.words, level=1) for part in text.paragraphs(item.details)]
            parts += [
                text.item(_("résolution n° {n} : {title}").format(n=one.number, title=one.title), level=1)
                for one in item.resolutions
                if not one.withdrawn
            ]
            parts += [
                text.item(_("élection : {title}").format(title=one.title), level=1)
                for one in occasion.elections
                if one.item_number == item.number
            ]
    parts.append(text.Gap(1.5))
    return parts


def listed(head: str, titles: Sequence[str]) -> list[Part]:
    """Write titles under a head; nothing when there are none."""
    if not titles:
        return []
    return [text.text(head, follows=True), *(text.item(words) for words in titles), text.Gap(1.5)]

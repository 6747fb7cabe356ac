"""From the recorded meeting to the facts of its minutes: nothing recorded is typed again (A11)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from coop_desk.core import words as french
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies import records
from coop_desk.topics.assemblies.records import BodyKind, MeetingFile, ResolutionFile, ResultFile, exact
from coop_desk.topics.minutes import rules
from coop_desk.topics.minutes.records import (
    AllocationTold,
    Attendee,
    Company,
    ElectionTold,
    Facts,
    Named,
    Outcome,
    Point,
    QuestionTold,
    Resolution,
    RollCallLine,
    Sending,
    Story,
    Way,
)
from coop_desk.topics.minutes.wording import say

_WAYS = {
    records.Standing.PRESENT: Way.PRESENT,
    records.Standing.REPRESENTED: Way.REPRESENTED,
    records.Standing.BY_FORM: Way.BY_POST,
    records.Standing.ABSENT: Way.ABSENT,
}


@dataclass(frozen=True, slots=True)
class Around:
    """What other registers know of the co-operative on the day of the meeting."""

    company: Company
    sendings: tuple[Sending, ...]
    shares: Mapping[int, int]
    associates: int
    employed: int
    proxy_limit: int
    leaders: tuple[Named, ...]
    elections: Mapping[int, tuple[ElectionTold, ...]] = field(default_factory=dict)
    """The elections held under each point."""
    distance: tuple[str, ...] = ()
    """What is said of an assembly held without a room (VOT-13)."""
    allocations: Mapping[int, AllocationTold] = field(default_factory=dict)
    """The distribution of the surplus put under a resolution."""


def facts_of(file: MeetingFile, around: Around, parts: Mapping[str, str]) -> Facts:
    """Assemble the minutes from the meeting, the other registers and the parts people wrote."""
    meeting, bureau = file.meeting, file.bureau
    before, after = _told_in_room(file)
    facts = Facts(
        company=around.company,
        body=meeting.body_kind,
        body_name=meeting.body_name,
        title=meeting.title.removesuffix(f" du {french.long_day(meeting.day)}"),
        held_on=meeting.day,
        place=parts.get("place") or meeting.place,
        opened=_hour(parts.get("opened", "")) or _opening(file),
        closed=_hour(parts.get("closed", "")) or _closing(file),
        called_by=parts.get("called_by", caller(meeting.form, meeting.body_kind)),
        called_on=meeting.convened_on,
        call_rank=meeting.call_number,
        first_call_on=meeting.first_meeting_day,
        sendings=around.sendings,
        chair=_chair(bureau, parts.get("chair", "")),
        secretary=Named(bureau.secretary_name) if bureau.secretary_name else _somebody(bureau.secretary),
        tellers=tuple(Named(teller.name) for teller in bureau.tellers),
        guests=tuple(Named(guest.name, guest.capacity) for guest in file.guests),
        associates=around.associates,
        employed=around.employed,
        votes=exact(sum(line.votes for line in file.attendance if not line.entitled_since_admission)),
        proxy_limit=around.proxy_limit,
        attendees=_attendees(file, around.shares, parts.get("excused", "")),
        documents=_documents(file, parts.get("documents", "")),
        points=tuple(_point(item, file, parts, before, around) for item in file.items),
        signers=(),
        story=Story(
            introduction=parts.get("introduction", ""),
            debate=parts.get("debate", ""),
            questions=parts.get("questions", ""),
            incidents="\n".join(filter(None, (*_incidents(file), parts.get("incidents", "").strip()))),
            closing=parts.get("closing", ""),
        ),
        failed=file.failure.sentence if file.failure else "",
        after=after,
        distance=around.distance,
    )
    signers = people(parts.get("signers", "")) or rules.default_signers(facts, around.leaders)
    return replace(facts, signers=signers)


def caller(form: str, body: BodyKind) -> str:
    """Who calls a meeting unless the secretary writes otherwise (CALL-01, SA-06)."""
    if body is not BodyKind.GENERAL_ASSEMBLY:
        return ""
    return {"SARL": "la gérance", "SA": "le conseil d’administration"}.get(form, "la présidence")


def people(lines: str) -> tuple[Named, ...]:
    """Read people typed one per line: « Nom, qualité »."""
    split = (line.partition(",") for line in lines.splitlines() if line.strip())
    return tuple(Named(name.strip(), capacity.strip()) for name, _comma, capacity in split)


def in_lines(named: Iterable[Named]) -> str:
    """Write people as they are typed, one per line."""
    return "\n".join(f"{person.name}, {person.capacity}" if person.capacity else person.name for person in named)


def check_hours(words: Mapping[str, str]) -> None:
    """Refuse an hour that cannot be read (A11)."""
    for name in ("opened", "closed"):
        if words.get(name, "").strip() and _hour(words[name]) is None:
            raise RuleBroken("A11", _("Écrivez l’heure comme 14 h 05."))


def _chair(bureau: records.Bureau, typed: str) -> Named | None:
    if typed.strip():
        return people(typed)[0]
    return Named(bureau.chair.name, bureau.chair_capacity) if bureau.chair else None


def _somebody(person: records.Someone | None) -> Named | None:
    return Named(person.name) if person else None


def _hour(typed: str) -> time | None:
    found = re.fullmatch(r"\s*(\d{1,2})\s*[hH:]\s*(\d{2})?\s*", typed)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _local(value: datetime) -> time:
    return value.astimezone().time().replace(second=0, microsecond=0)


def _opening(file: MeetingFile) -> time:
    meeting = file.meeting
    return _local(meeting.opened_at) if meeting.live and meeting.opened_at else meeting.starts_at


def _closing(file: MeetingFile) -> time | None:
    meeting = file.meeting
    return _local(meeting.closed_at) if meeting.live and meeting.closed_at else None


def _attendees(file: MeetingFile, shares: Mapping[int, int], excused: str) -> tuple[Attendee, ...]:
    apologies = {french.fold(name) for name in excused.splitlines()}
    return tuple(_attendee(line, shares.get(line.person.person_id, 0), apologies) for line in file.attendance)


def _attendee(line: records.AttendanceLine, shares: int, apologies: set[str]) -> Attendee:
    way = _WAYS[line.standing]
    if way is Way.ABSENT and french.fold(line.person.name) in apologies:
        way = Way.EXCUSED
    holder = line.represented_by.name if line.represented_by and way is Way.REPRESENTED else ""
    return Attendee(line.person.name, way, shares, line.votes, holder, _change(line, way), line.identified_by)


def _change(line: records.AttendanceLine, way: Way) -> str:
    if line.entitled_since_admission and line.ever_present:
        return say("room", "admitted")
    if way is Way.PRESENT:
        gone = bool(line.movements) and not line.movements[-1].arrived
        return say("room", "left") if gone else ""
    if not line.ever_present:
        later = line.ever_represented and way in (Way.ABSENT, Way.EXCUSED)
        return say("room", "represented") if later else ""
    return say("room", "came" if way in (Way.ABSENT, Way.EXCUSED) else "then_came")


def _documents(file: MeetingFile, typed: str) -> tuple[str, ...]:
    joined = [document.title or document.file_name for document in file.documents]
    return tuple(dict.fromkeys([*joined, *(line.strip() for line in typed.splitlines() if line.strip())]))


def _point(
    item: records.ItemFile,
    file: MeetingFile,
    parts: Mapping[str, str],
    before: Mapping[int, Sequence[str]],
    around: Around,
) -> Point:
    return Point(
        id=item.id,
        rank=item.number,
        title=item.title,
        debate=parts.get(f"point:{item.id}", item.debate),
        resolutions=tuple(
            _resolution(resolution, file, tuple(before.get(resolution.id, ())), around)
            for resolution in item.resolutions
        ),
        elections=tuple(around.elections.get(item.id, ())),
        questions=_questions(file) if _holds_questions(item, file) else (),
    )


def _holds_questions(item: records.ItemFile, file: MeetingFile) -> bool:
    """Whether this is the point of the written questions: the first, if the agenda has several."""
    theirs = (one.id for one in file.items if one.kind is records.ItemKind.WRITTEN_QUESTIONS)
    return item.id == next(theirs, None)


def _questions(file: MeetingFile) -> tuple[QuestionTold, ...]:
    return tuple(QuestionTold(one.author.name, one.received_on, one.text, one.answer) for one in file.questions)


def _resolution(resolution: ResolutionFile, file: MeetingFile, before: tuple[str, ...], around: Around) -> Resolution:
    return Resolution(
        id=resolution.id,
        rank=resolution.number,
        title=resolution.title,
        text=resolution.text,
        kind_words=resolution.kind_words,
        outcome=_outcome(resolution.result) if resolution.result else None,
        withdrawn=resolution.withdrawn,
        amended=resolution.amended,
        before=before,
        effect=_effect(resolution, file),
        allocation=around.allocations.get(resolution.id),
    )


def _outcome(result: ResultFile) -> Outcome:
    return Outcome(
        electorate=result.entitled,
        taking_part=exact(result.present + result.represented + result.forms),
        quorum_needed=result.quorum_needed,
        quorum_reached=result.quorum_met,
        quorum_sentence=result.quorum_sentence,
        votes_for=result.votes.in_favour,
        against=result.votes.against,
        abstained=result.votes.abstain,
        blank=result.votes.blank,
        void=result.votes.null,
        adopted=result.adopted,
        sentence=result.sentence,
        mode=result.mode,
        corrected=say("room", "corrected", reason=result.correction_reason) if result.corrects_id else "",
        rules=result.rules,
        left_out=tuple(Named(left.person.name, left.reason) for left in result.excluded),
        left_out_stay_in_quorum=bool(result.quorum_only),
        roll_call=tuple(
            RollCallLine(
                line.person.name, line.choice, "" if line.voter == line.person else line.voter.name, line.votes
            )
            for line in result.roll_call
        ),
    )


def _effect(resolution: ResolutionFile, file: MeetingFile) -> str:
    admitted = resolution.admits
    if not admitted or not resolution.result or not resolution.result.adopted:
        return ""
    line = next((one for one in file.attendance if one.entitled_since_admission and one.person == admitted), None)
    if line is None:
        return ""
    return say("room", "joins_vote" if _votes_at_once(line, file) else "may_vote", name=admitted.name)


def _votes_at_once(line: records.AttendanceLine, file: MeetingFile) -> bool:
    """Whether somebody admitted in the meeting was in the room for the vote that followed (ADM-10)."""
    arrived = next((movement.at for movement in line.movements if movement.arrived), None)
    first = [(r.earlier[0] if r.earlier else r.result).at for r in file.resolutions if r.result]
    admitted = [
        (r.earlier[0] if r.earlier else r.result).at for r in file.resolutions if r.result and r.admits == line.person
    ]
    following = [at for at in first if admitted and at > admitted[-1]]
    return arrived is not None and bool(following) and arrived <= min(following)


def _told_in_room(file: MeetingFile) -> tuple[dict[int, list[str]], tuple[str, ...]]:
    """Arrivals, departures and proxies after the opening, before the resolution they changed first."""
    opened = file.meeting.opened_at
    if opened is None:
        return {}, ()
    voted = sorted((r.result.at, r.id) for r in file.resolutions if r.result and not r.earlier)
    voted += sorted((r.earlier[0].at, r.id) for r in file.resolutions if r.earlier)
    told: dict[int, list[str]] = {}
    after: list[str] = []
    for at, sentence in sorted(_movements(file, opened)):
        resolution = next((id_ for voted_at, id_ in sorted(voted) if voted_at >= at), None)
        (after if resolution is None else told.setdefault(resolution, [])).append(sentence)
    return told, tuple(after)


def _movements(file: MeetingFile, opened: datetime) -> Iterable[tuple[datetime, str]]:
    for line in file.attendance:
        # The vote that admits somebody says itself that they take part in the next one.
        told = line.entitled_since_admission and _votes_at_once(line, file)
        for movement in line.movements[1:] if told else line.movements:
            if movement.at > opened:
                arrives = "arrives_remotely" if movement.remote else "arrives"
                name = arrives if movement.arrived else "leaves"
                yield movement.at, say("room", name, at=_at(file, movement.at), name=line.person.name)
    for proxy in file.proxies:
        if proxy.given_at > opened and proxy.holder:
            yield (
                proxy.given_at,
                say("room", "gives", at=_at(file, proxy.given_at), giver=proxy.giver.name, holder=proxy.holder.name),
            )


def _at(file: MeetingFile, moment: datetime) -> str:
    return say("room", "at", hour=french.clock_time(moment)) if file.meeting.live else ""


def _incidents(file: MeetingFile) -> list[str]:
    told = []
    for incident in file.incidents:
        at = f" à {french.clock_time(incident.at)}" if file.meeting.live else ""
        name = incident.kind.value
        if incident.kind is records.IncidentKind.SUSPENDED and not incident.text.strip():
            name = "suspended_alone"
        told.append(say("incidents", name, at=at, text=incident.text.strip().rstrip(".")))
    return told

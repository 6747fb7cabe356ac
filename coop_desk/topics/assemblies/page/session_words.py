"""The title line and the key figures of the meeting screen."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, full_day, integer
from coop_desk.core.words import votes as voices
from coop_desk.screen.figures import Figure
from coop_desk.topics.assemblies.page.wording import call_words, time_words
from coop_desk.topics.assemblies.records import Count, MeetingFile, MeetingState, ResolutionFile, ResultFile
from coop_desk.topics.assemblies.room_records import RoomState
from coop_desk.topics.assemblies.rules.words import state_words


def session_facts(file: MeetingFile, entitled: int) -> str:
    """Where the meeting stands, how many people may vote, and which call it is."""
    facts = file.meeting
    if facts.state is MeetingState.SUSPENDED:
        words = _("Séance suspendue")
    elif facts.opened_at is not None and facts.closed_at is None:
        words = _("En séance depuis {time}").format(time=clock_time(facts.opened_at))
    elif facts.closed_at is not None:
        words = _("{state} le {day}").format(state=state_words(facts.state), day=full_day(facts.day))
    else:
        words = _("{state} · {day} à {hour}").format(
            state=state_words(facts.state), day=full_day(facts.day), hour=time_words(facts.starts_at)
        )
    listed = ngettext("{n} inscrit", "{n} inscrits", entitled).format(n=integer(entitled))
    return _("{state} · {listed} · {call}").format(state=words, listed=listed, call=call_words(facts.call_number))


def session_figures(room: RoomState, resolution: ResolutionFile | None) -> tuple[Figure, ...]:
    """Present, represented, votes of the room and votes that adopt: of the vote when it was taken, else of now."""
    source: RoomState | ResultFile = room
    if resolution is not None and resolution.result is not None:
        source = resolution.result
    about = _("voix pour adopter")
    if resolution is not None:
        about = _("voix pour adopter la résolution {n}").format(n=resolution.number)
    represented = source.represented + source.forms
    words = ngettext("représenté", "représentés", represented)
    if source.forms:
        words = _("représentés ou par correspondance")
    there = _("{there} / {all}").format(there=voices(source.present + represented), all=voices(source.entitled))
    return (
        Figure(voices(source.present), _present_words(source.present)),
        Figure(voices(represented), words),
        Figure(there, _quorum_words(source)),
        Figure(voices(source.needed_for), about),
    )


def _present_words(count: Count) -> str:
    return ngettext("présent", "présents", count) if isinstance(count, int) else _("voix présentes")


def _quorum_words(source: RoomState | ResultFile) -> str:
    if not source.quorum_needed:
        return _("voix en salle ; aucun quorum exigé")
    words = _("voix en salle ; quorum de {n} atteint") if source.quorum_met else _("voix en salle ; il en faut {n}")
    return words.format(n=voices(source.quorum_needed))

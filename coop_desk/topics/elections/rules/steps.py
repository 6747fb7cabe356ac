"""What an election waits for: one next step at a time (PROC-01)."""

from dataclasses import dataclass
from enum import StrEnum

from coop_desk.core.i18n import _
from coop_desk.topics.elections.records import Answer, CandidacyLine, ElectionFile, State, Way

SECRET = (Way.BOOTH, Way.PAPER, Way.BOTH)
LEAST_TELLERS = 2
AGAIN = ("round", "ballot")
"""What a count waits for when people have to vote again: a further round, or a new ballot between equals."""


class Step(StrEnum):
    """What is to be done next."""

    CALL = "call"
    CANDIDACIES = "candidacies"
    DRAW = "draw"
    TELLERS = "tellers"
    OPEN = "open"
    COUNT = "count"
    SETTLE = "settle"
    NEXT_ROUND = "next_round"
    RATIFY = "ratify"
    DECIDE = "decide"
    PROCLAIM = "proclaim"
    ACCEPT = "accept"
    MANDATES = "mandates"
    NOTHING = "nothing"


def next_step(file: ElectionFile) -> Step:
    """The step that the election waits for."""
    if file.state in (State.DONE, State.ENDED):
        return Step.NOTHING
    if file.state is State.PREPARING:
        return Step.CALL if file.with_candidates else _ready(file)
    if file.state is State.CALLING:
        if not file.standing:
            return Step.CANDIDACIES
        undrawn = file.order is None or not file.order.drawn
        return Step.DRAW if len(file.standing) > 1 and undrawn else _ready(file)
    if file.state is State.OPEN:
        return Step.COUNT
    return _after_the_count(file)


def _ready(file: ElectionFile) -> Step:
    """The vote may open, once somebody is to open its ballots (PROC-05)."""
    return Step.TELLERS if file.way in SECRET and len(file.tellers) < LEAST_TELLERS else Step.OPEN


def _after_the_count(file: ElectionFile) -> Step:
    if file.state is State.COUNTED:
        if needs_room(file):
            return Step.NEXT_ROUND if needs_round(file) else Step.SETTLE
        if file.ratified and file.result is not None and file.result.elected:
            return _ratifying(file)
        return Step.PROCLAIM
    if any(one.answer is Answer.NONE for one in elected_lines(file)):
        return Step.ACCEPT
    return Step.MANDATES if file.post is not None else Step.NOTHING


def _ratifying(file: ElectionFile) -> Step:
    if file.ratification is None or file.ratification.adopted is None:
        return Step.RATIFY
    return Step.PROCLAIM if file.ratification.adopted else Step.DECIDE


def needs_room(file: ElectionFile) -> bool:
    """Whether the count waits for the room, and was not told to leave the seat vacant."""
    vacant = any(one.decision.kind == "vacant" for one in file.decisions)
    return file.result is not None and file.result.needed is not None and not vacant


def needs_round(file: ElectionFile) -> bool:
    """Whether what the count waits for is another vote."""
    return bool(file.result and file.result.needed and file.result.needed.kind in AGAIN)


def between_equals(file: ElectionFile) -> bool:
    """Whether that vote is a new ballot, between those who are equal (SA-12)."""
    return bool(file.result and file.result.needed and file.result.needed.kind == "ballot")


def elected_lines(file: ElectionFile) -> tuple[CandidacyLine, ...]:
    """The candidacies of those elected, in the order of the result."""
    if file.proclaimed is None:
        return ()
    by_person = {one.person.person_id: one for one in file.candidacies}
    return tuple(by_person[one.person_id] for one in file.proclaimed.elected if one.person_id in by_person)


def next_words(file: ElectionFile) -> str:
    """The next step, in words."""
    if file.state is State.ENDED:
        return _("Terminée sans élu")
    words = {
        Step.CALL: _("Appeler les candidatures"),
        Step.CANDIDACIES: _("Recevoir les candidatures"),
        Step.DRAW: _("Tirer l’ordre des candidats"),
        Step.TELLERS: _("Nommer les scrutateurs"),
        Step.OPEN: _("Ouvrir le scrutin"),
        Step.COUNT: _("Clore et dépouiller"),
        Step.SETTLE: _("Départager les candidats à égalité"),
        Step.NEXT_ROUND: _("Ouvrir le tour suivant"),
        Step.RATIFY: _("Faire ratifier par l’assemblée"),
        Step.DECIDE: _("Ratification refusée : décider de la suite"),
        Step.PROCLAIM: _("Proclamer le résultat"),
        Step.ACCEPT: _("Recueillir l’acceptation"),
        Step.MANDATES: _("Ouvrir les mandats"),
        Step.NOTHING: _("Terminée"),
    }
    if next_step(file) is Step.NEXT_ROUND and between_equals(file):
        return _("Ouvrir un nouveau scrutin")
    if file.way is Way.ALOUD and next_step(file) is Step.COUNT:
        return _("Mener les tours de parole")
    return words[next_step(file)]


# ------------------------------------------------------------------------------------------------- told step by step


class Chapter(StrEnum):
    """The parts of an election, in the order of its page."""

    PREPARE = "prepare"
    CANDIDATES = "candidates"
    TELLERS = "tellers"
    ORDER = "order"
    VOTE = "vote"
    ROOM = "room"
    RATIFY = "ratify"
    RESULT = "result"
    MANDATES = "mandates"


class Progress(StrEnum):
    """Where a part stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Line:
    """One part of an election: its number, its name, where it stands."""

    id: Chapter
    number: int
    title: str
    progress: Progress
    words: str


PLACES = {
    Step.CALL: Chapter.CANDIDATES,
    Step.CANDIDACIES: Chapter.CANDIDATES,
    Step.DRAW: Chapter.ORDER,
    Step.TELLERS: Chapter.TELLERS,
    Step.OPEN: Chapter.VOTE,
    Step.COUNT: Chapter.VOTE,
    Step.NEXT_ROUND: Chapter.VOTE,
    Step.SETTLE: Chapter.ROOM,
    Step.RATIFY: Chapter.RATIFY,
    Step.DECIDE: Chapter.RATIFY,
    Step.PROCLAIM: Chapter.RESULT,
    Step.ACCEPT: Chapter.RESULT,
    Step.MANDATES: Chapter.MANDATES,
}


def lines(file: ElectionFile) -> list[Line]:
    """The parts of this election, in their order: what is done, what is next, what comes later."""
    chapters = [one for one in Chapter if _concerns(file, one)]
    now = PLACES.get(next_step(file))
    reached = chapters.index(now) if now in chapters else len(chapters)
    return [
        Line(
            one,
            at + 1,
            _titles()[one],
            Progress.NOW if at == reached else Progress.DONE if at < reached else Progress.LATER,
            _state_words(file, one, at, reached),
        )
        for at, one in enumerate(chapters)
    ]


def _concerns(file: ElectionFile, chapter: Chapter) -> bool:
    return {
        Chapter.CANDIDATES: file.with_candidates,
        Chapter.TELLERS: file.way in SECRET,
        Chapter.ORDER: file.with_candidates and len(file.standing) > 1,
        Chapter.ROOM: bool(file.decisions) or next_step(file) is Step.SETTLE,
        Chapter.RATIFY: file.ratified,
        Chapter.MANDATES: file.post is not None,
    }.get(chapter, True)


def _titles() -> dict[Chapter, str]:
    return {
        Chapter.PREPARE: _("Ce qui est à pourvoir"),
        Chapter.CANDIDATES: _("Candidatures"),
        Chapter.TELLERS: _("Scrutateurs"),
        Chapter.ORDER: _("Ordre des candidats"),
        Chapter.VOTE: _("Vote et dépouillement"),
        Chapter.ROOM: _("Égalité"),
        Chapter.RATIFY: _("Ratification"),
        Chapter.RESULT: _("Résultat et acceptation"),
        Chapter.MANDATES: _("Mandats"),
    }


def _state_words(file: ElectionFile, chapter: Chapter, at: int, reached: int) -> str:
    if file.state is State.ENDED and at >= reached:
        return _("sans suite")
    if at == reached:
        return _("à faire")
    return _("fait") if at < reached else _("plus tard")

"""What an election waits for: one next step at a time (PROC-01)."""

from enum import StrEnum

from coop_desk.core.i18n import _
from coop_desk.topics.elections.records import Answer, CandidacyLine, ElectionFile, State, Way


class Step(StrEnum):
    """What is to be done next."""

    CALL = "call"
    CANDIDACIES = "candidacies"
    DRAW = "draw"
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
        return Step.CALL if file.with_candidates else Step.OPEN
    if file.state is State.CALLING:
        if not file.standing:
            return Step.CANDIDACIES
        return Step.DRAW if len(file.standing) > 1 and (file.order is None or not file.order.drawn) else Step.OPEN
    if file.state is State.OPEN:
        return Step.COUNT
    return _after_the_count(file)


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
    """Whether what the count waits for is another round."""
    return bool(file.result and file.result.needed and file.result.needed.kind == "round")


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
    if file.way is Way.ALOUD and next_step(file) is Step.COUNT:
        return _("Mener les tours de parole")
    return words[next_step(file)]

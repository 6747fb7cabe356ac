"""Consent: a proposal is adopted when no objection stands in the last round; standing aside does not block."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Figures, Mark
from coop_desk.topics.elections.methods.settings import Settings, not_understood, whole
from coop_desk.topics.elections.methods.turnout import unbalanced, unknown

FULL = "consent/1"
CONSENT, STAND_ASIDE, OBJECTION = "consent", "stand_aside", "objection"
ADOPTED = {"no objection": ("no standing objection in the last round", "no standing objection")}


def fault(_definition: Definition, mark: Mark) -> str:
    """Nothing said aloud is void; what is no state is refused."""
    if mark not in (CONSENT, STAND_ASIDE, OBJECTION):
        raise unknown(mark)
    return ""


@dataclass(frozen=True, slots=True)
class Objections:
    """One round on one proposal."""

    proposal: str
    consents: int
    aside: int
    objections: int
    lifted: tuple[str, ...]
    dismissed: tuple[str, ...]
    standing: int
    adopted: bool

    def figures(self) -> Figures:
        """What the round gives."""
        return {
            "consents": self.consents, "stand_aside": self.aside, "objections": self.objections,
            "lifted": list(self.lifted), "dismissed": list(self.dismissed), "standing_objections": self.standing,
            "adopted": self.adopted,
        }  # fmt: skip

    def states(self) -> str:
        """Say how many are in each state."""
        return listed(
            [
                ngettext("{n} consentement", "{n} consentements", self.consents).format(n=integer(self.consents)),
                ngettext("{n} retrait", "{n} retraits", self.aside).format(n=integer(self.aside)),
                ngettext("{n} objection", "{n} objections", self.objections).format(n=integer(self.objections)),
            ]
        )


def objections_of(
    ballots: Sequence[Ballot], participants: int | None, *, blocks: bool, dismissing: bool
) -> Objections:  # fmt: skip
    """Read one round: everybody has a state, an objection may be lifted or, if the rules say so, dismissed."""
    proposals = {ballot.proposal for ballot in ballots}
    if len(proposals) != 1 or "" in proposals:
        raise not_understood("ballots.proposal", listed(sorted(proposals)))
    said = dict.fromkeys((CONSENT, STAND_ASIDE, OBJECTION), 0)
    made: list[str] = []
    lifted: list[str] = []
    dismissed: list[str] = []
    for ballot in ballots:
        if ballot.mark not in said:
            raise unknown(ballot.mark)
        said[ballot.mark] += whole(ballot.number, "ballots.count")
        if ballot.objections and (ballot.mark != OBJECTION or len(ballot.objections) < ballot.number):
            raise not_understood("ballots.objections", listed(ballot.objections))
        made += ballot.objections or [""] * (ballot.number if ballot.mark == OBJECTION else 0)
        lifted += ballot.lifted
        dismissed += ballot.dismissed
    voices = sum(said.values())
    if participants is not None and voices != participants:
        raise unbalanced(_("{a} réponses pour {b} participants"), voices, participants)
    if dismissed and not dismissing:
        raise RuleBroken(
            "SCR-22", _("Ici une objection n’est levée que par son auteur : le groupe ne peut pas l’écarter.")
        )
    answered = [*lifted, *dismissed]
    if not set(answered) <= set(made) or len(set(answered)) != len(answered):
        raise not_understood("ballots.lifted", listed(answered))
    standing = len(made) - len(answered)
    return Objections(
        proposals.pop(), said[CONSENT], said[STAND_ASIDE], len(made), tuple(lifted), tuple(dismissed), standing,
        standing == 0 and not (blocks and said[STAND_ASIDE]),
    )  # fmt: skip


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Tell each round; the last one decides."""
    settings = Settings(course.definition.rules)
    participants = settings.whole("participants")
    settings.one_of("adopted_when", ADOPTED, "no objection")
    blocks = settings.flag("stand_aside_blocks", False)
    dismissing = settings.flag("group_may_dismiss", False)
    settings.close()
    rounds: dict[int, list[Ballot]] = {}
    for ballot in ballots:
        if not ballot.round.isdecimal():
            raise not_understood("ballots.round", ballot.round)
        rounds.setdefault(int(ballot.round), []).append(ballot)
    adopted: str | None = None
    for number in sorted(rounds):
        said = objections_of(rounds[number], participants, blocks=blocks, dismissing=dismissing)
        if said.proposal not in course.definition.candidates:
            raise unknown(said.proposal)
        adopted = said.proposal if said.adopted else None
        course.figures[f"round{number}"] = said.figures()
        course.tell(f"round {number}", "SCR-22", _words(number, said), after=said.figures())
    course.figures |= {"adopted": adopted, "elected": []}
    words = _("Adopté par consentement : {name}.").format(name=adopted)
    if adopted is None:
        words = _("Rien n’est adopté au dernier tour.")
    course.tell("decide", "SCR-22", words, after={"adopted": adopted})


def _words(number: int, said: Objections) -> str:
    words = _("Tour {number}, « {name} » : {states}.").format(number=number, name=said.proposal, states=said.states())
    if said.lifted:
        words += " " + _("Levées par leurs auteurs : {names}.").format(names=listed(said.lifted))
    if said.dismissed:
        words += " " + _("Jugées non fondées par le groupe : {names}.").format(names=listed(said.dismissed))
    if said.standing:
        return words + " " + ngettext("{n} subsiste.", "{n} subsistent.", said.standing).format(n=said.standing)
    return words + " " + _("Aucune ne subsiste.")

"""Election without candidate: nominations, changes towards people already named, proposal, objections."""

import re
from collections import Counter
from collections.abc import Sequence

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.consent import CONSENT, OBJECTION, STAND_ASIDE, Objections, objections_of
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Mark, Void
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.turnout import scores, unbalanced, unknown

FULL = "election_without_candidate/1"
ADOPTED = {"no objection": ("no standing objection", "no standing objection in the last round")}
FACILITATOR = {"free": ("usually the most named",)}
ACCEPT, DECLINE = "accept", "decline"
UNRECORDED = "unrecorded"
"""The round that stands for nominations which the group wanted said and not written: how many spoke, no name."""


def fault(definition: Definition, mark: Mark) -> str:
    """Nothing said aloud is void; a name that nobody knows is refused."""
    if mark not in (*definition.candidates, CONSENT, STAND_ASIDE, OBJECTION, ACCEPT, DECLINE):
        raise unknown(mark)
    return ""


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Go through the rounds; nobody is proposed by the program."""
    definition = course.definition
    if definition.seats != 1:
        raise not_understood("seats", definition.seats)
    settings = Settings(definition.rules)
    participants = settings.whole("participants")
    settings.flag("self_nomination", True)
    silent = settings.flag("abstention", False) | settings.flag("blank", False)
    only_named = settings.flag("change_only_to_named", True)
    blocks = settings.flag("stand_aside_blocks", False)
    dismissing = settings.flag("group_may_dismiss", False)
    settings.one_of("facilitator_proposes", FACILITATOR, "free")
    settings.one_of("adopted_when", ADOPTED, "no objection")
    settings.close()
    objection_rounds = _rounds(ballots)
    unwritten = [ballot for ballot in ballots if ballot.round == UNRECORDED]
    if unwritten:
        named = _unwritten(course, ballots, unwritten, participants)
    else:
        nominated = _names(course, ballots, "nomination", _("Nominations"), participants, silent)
        named = [name for name in definition.candidates if nominated[name]]
        course.figures |= {
            "named": named,
            "not_eligible_in_change_round": [name for name in definition.candidates if name not in named],
        }
    if any(ballot.round == "change" for ballot in ballots):
        changed = _names(course, ballots, "change", _("Reports"), participants, silent)
        late = [name for name in changed if changed[name] and name not in named]
        if late and only_named:
            raise RuleBroken(
                "SCR-21",
                _(
                    "{names} n’a pas été nommé au premier tour : on ne reporte sa voix que sur une personne nommée."
                ).format(names=listed(late)),
            )
        named += late
    if not objection_rounds:
        why = _("Nominations faites : à l’animateur de proposer une personne, puis entrez le tour d’objections.")
        raise course.wait("proposal", named, why)
    for rounds in objection_rounds:
        said = objections_of(rounds, participants, blocks=blocks, dismissing=dismissing)
        if said.proposal not in named:
            raise RuleBroken(
                "SCR-21", _("« {name} » n’a été nommé par personne : proposez une personne nommée.").format(
                    name=said.proposal
                ),
            )  # fmt: skip
        _tell_objections(course, said)
    if not said.adopted:
        why = _("Une objection subsiste contre {name} : levez-la, ou proposez une autre personne nommée.")
        raise course.wait("proposal", named, why.format(name=said.proposal))
    _accept(course, ballots, said.proposal, named)


def _rounds(ballots: Sequence[Ballot]) -> list[list[Ballot]]:
    """The objection rounds in order: « objection », then « objection2 » and so on."""
    found: dict[int, list[Ballot]] = {}
    for ballot in ballots:
        if ballot.round in ("nomination", "change", "acceptance", UNRECORDED):
            continue
        number = re.fullmatch(r"objection ?([1-9]\d?)?", ballot.round)
        if number is None:
            raise not_understood("ballots.round", ballot.round)
        found.setdefault(int(number[1] or 1), []).append(ballot)
    return [found[number] for number in sorted(found)]


def _unwritten(
    course: Course, ballots: Sequence[Ballot], said: Sequence[Ballot], participants: int | None
) -> list[str]:  # fmt: skip
    """Tell that nominations were said and not written; anybody of the circle may then be proposed."""
    voices = sum(ballot.number for ballot in said)
    if any(ballot.round in ("nomination", "change") for ballot in ballots):
        raise not_understood("ballots.round", UNRECORDED)
    if participants is not None and voices > participants:
        raise unbalanced(_("{a} nominations pour {b} participants"), voices, participants)
    words = ngettext(
        "{n} nomination dite à voix haute ; le groupe n’a pas voulu que les noms et les raisons soient consignés.",
        "{n} nominations dites à voix haute ; le groupe n’a pas voulu que les noms et les raisons soient consignés.",
        voices,
    )
    course.tell("nomination", "SCR-21", words.format(n=integer(voices)), after={"said": voices})
    return list(course.definition.candidates)


def _names(
    course: Course, ballots: Sequence[Ballot], round_: str, words: str, participants: int | None, silent: bool
) -> Counter[str]:
    asked = [ballot for ballot in ballots if ballot.round == round_]
    found: Counter[str] = Counter()
    blank = 0
    for ballot in asked:
        if isinstance(ballot.mark, Void):
            blank += ballot.number
        elif ballot.mark not in course.definition.candidates:
            raise unknown(ballot.mark)
        else:
            found[ballot.mark] += ballot.number
    if blank and not silent:
        raise RuleBroken("SCR-21", _("Dans ce vote chacun nomme une personne : pas de nomination blanche."))
    voices = found.total() + blank
    if participants is not None and (voices > participants or (voices < participants and not silent)):
        raise unbalanced(_("{a} nominations pour {b} participants"), voices, participants)
    tally = {name: found[name] for name in course.definition.candidates if found[name]}
    course.figures[round_] = tally
    said = _("{round} : {scores}.").format(round=words, scores=scores(tally))
    course.tell(round_, "SCR-21", said, after={"tally": tally, "blank": blank})
    return found


def _tell_objections(course: Course, said: Objections) -> None:
    course.figures |= {"proposal": said.proposal, "standing_objections": said.standing}
    words = _("Proposition : {name}. {states}.").format(name=said.proposal, states=said.states())
    if said.adopted:
        words += " " + _("Aucune objection ne subsiste.")
    else:
        words += " " + ngettext("{n} objection subsiste.", "{n} objections subsistent.", said.standing).format(
            n=integer(said.standing)
        )
    course.tell("objection", "SCR-21", words, before={"proposal": said.proposal}, after=said.figures())


def _accept(course: Course, ballots: Sequence[Ballot], name: str, named: Sequence[str]) -> None:
    answers = {ballot.mark for ballot in ballots if ballot.round == "acceptance" and ballot.number}
    if not answers <= {ACCEPT, DECLINE} or len(answers) > 1:
        raise not_understood("ballots.acceptance", ", ".join(map(str, answers)))
    if DECLINE in answers:
        course.tell("declined", "SCR-21", _("{name} décline.").format(name=name), after={"declined": name})
        why = _("{name} décline : proposez une autre personne nommée, ou arrêtez là.").format(name=name)
        raise course.wait("proposal", [one for one in named if one != name], why)
    words = _("Sans objection : {name} l’emporte.").format(name=name)
    course.tell("elect", "SCR-21", words, before={"proposal": name}, after={"elected": [name]}, elected=[name])

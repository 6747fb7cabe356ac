"""The counting methods: pure, exact, told stage by stage; same definition, ballots and decisions, same result.

Each method has a version; a vote that is kept is always counted again with its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.elections.methods import (
    alternative,
    approval,
    colleges,
    consent,
    judgment,
    lists,
    plurinominal,
    resolution,
    schulze,
    sortition,
    transferable,
    two_rounds,
    without_candidate,
)
from coop_desk.topics.elections.methods.course import Course, Pending
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Mark, Result, Void
from coop_desk.topics.elections.methods.settings import not_understood, whole

MOST_CANDIDATES = 1000


@dataclass(frozen=True, slots=True)
class Method:
    """One way of counting: its name with its version, how people call it, how it counts, what makes a ballot void."""

    full: str
    words: str
    count: Callable[[Course, Sequence[Ballot]], None]
    fault: Callable[[Definition, Mark], str]


METHODS = {
    method.full: method
    for method in (
        Method(resolution.FULL, N_("Résolution"), resolution.count, resolution.fault),
        Method(two_rounds.FULL, N_("Scrutin uninominal à deux tours"), two_rounds.count, two_rounds.fault),
        Method(plurinominal.FULL, N_("Scrutin plurinominal majoritaire"), plurinominal.count, plurinominal.fault),
        Method(lists.FULL, N_("Scrutin de liste"), lists.count, lists.fault),
        Method(colleges.FULL, N_("Vote par collèges"), colleges.count, colleges.fault),
        Method(approval.FULL, N_("Vote par assentiment"), approval.count, approval.fault),
        Method(judgment.FULL, N_("Jugement majoritaire"), judgment.count, judgment.fault),
        Method(alternative.FULL, N_("Vote alternatif"), alternative.count, alternative.fault),
        Method(transferable.FULL, N_("Vote unique transférable"), transferable.count, transferable.fault),
        Method(schulze.FULL, N_("Condorcet-Schulze"), schulze.count, schulze.fault),
        Method(
            without_candidate.FULL, N_("Élection sans candidat"), without_candidate.count, without_candidate.fault
        ),
        Method(consent.FULL, N_("Consentement"), consent.count, consent.fault),
        Method(sortition.FULL, N_("Tirage au sort vérifiable"), sortition.count, sortition.fault),
    )
}  # fmt: skip


def count(definition: Definition, ballots: Sequence[Ballot], decisions: Sequence[Decision] = ()) -> Result:
    """Count; where the room has to decide the result says so in `needed` and stops there."""
    check_definition(definition)
    course = Course(definition, decisions)
    try:
        METHODS[definition.method].count(course, ballots)
    except Pending as pending:
        return course.result(pending.needed)
    return course.result(None)


def check_definition(definition: Definition) -> None:
    """Refuse a vote that could not be counted: unknown method, no name, the same name twice (cites SCR-06)."""
    if definition.method not in METHODS:
        raise RuleBroken("SCR-06", _("Méthode de vote inconnue : « {name} ».").format(name=str(definition.method)[:80]))
    if whole(definition.seats, "seats") > MOST_CANDIDATES:
        raise not_understood("seats", definition.seats)
    names = definition.candidates
    if not 1 <= len(names) <= MOST_CANDIDATES or not all(name.strip() for name in names):
        raise not_understood("candidates", len(names))
    if len(set(names)) != len(names):
        raise RuleBroken("SCR-06", _("Deux noms de la liste sont les mêmes : distinguez-les."))


def check_ballot(definition: Definition, mark: Mark) -> None:
    """Stop a ballot before it is cast: a name that is not there, or what would make it void (cites SCR-05)."""
    if mark in (Void.BLANK, Void.SPOILED) or mark == ():
        return
    if reason := METHODS[definition.method].fault(definition, mark):
        raise RuleBroken("SCR-05", _("Ce bulletin serait nul : {reason}. Corrigez-le.").format(reason=reason))

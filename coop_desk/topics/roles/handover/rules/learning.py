"""Learning beside a buddy, and pairs who stand in for each other."""

from collections.abc import Iterable, Sequence
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.roles.handover.records import Answers, Ramp, RampState

USUAL_STEPS = (
    N_("Regarder faire et poser ses questions"),
    N_("Faire ensemble, une fois en entier"),
    N_("Faire seul, sous regard"),
    N_("Faire seul et dire ce qui a coincé"),
)
MOST_STEPS, MOST_MONTHS = 20, 36
Days = tuple[date, date]


def check_ramp(learner: int, buddy: int, mission: int | None, skill: str, starts: date, target: date) -> None:
    """Raise RuleBroken RAMP-01 unless two people learn one thing by a day that comes after the first."""
    if learner == buddy:
        raise RuleBroken("RAMP-01", _("Choisissez deux personnes : celle qui apprend et celle qui accompagne."))
    if (mission is None) == (not skill.strip()):
        raise RuleBroken("RAMP-01", _("Choisissez ce qui s’apprend : une mission, ou une compétence."))
    if target <= starts:
        raise RuleBroken("RAMP-01", _("La date visée vient après le début."))


def check_steps(steps: Iterable[str]) -> list[str]:
    """Return the steps tidied; RuleBroken RAMP-02 without any, or with too many."""
    found = list(dict.fromkeys(words for one in steps if (words := " ".join(one.split()))))
    if not 1 <= len(found) <= MOST_STEPS:
        raise RuleBroken("RAMP-02", _("Écrivez de 1 à {n} étapes, une par ligne.").format(n=MOST_STEPS))
    return found


def check_running(ramp: Ramp) -> None:
    """Raise RuleBroken RAMP-04 once the learner is autonomous, or the plan stopped."""
    if not ramp.running:
        raise RuleBroken("RAMP-04", _("Ce plan est fini : il se lit, il ne change plus."))


def check_taking_part(ramp: Ramp, person_id: int) -> None:
    """Raise RuleBroken RAMP-04 for a step marked by somebody else than the two people."""
    if person_id not in (ramp.learner_id, ramp.buddy_id):
        raise RuleBroken("RAMP-04", _("Les deux personnes du plan marquent ses étapes."))


def check_declares(ramp: Ramp, person_id: int) -> None:
    """Raise RuleBroken RAMP-03 when the learner declares oneself autonomous, or steps are left."""
    if person_id == ramp.learner_id:
        raise RuleBroken("RAMP-03", _("Une autre personne que celle qui apprend déclare qu’elle est autonome."))
    left = [step.words for step in ramp.steps if step.done_on is None]
    if left:
        raise RuleBroken("RAMP-03", _("Il reste une étape à faire : « {step} ».").format(step=left[0]))


def ramp_state(target: date, day: date, *, autonomous: bool, stopped: bool) -> RampState:
    """How a plan to learn stands on a day."""
    if autonomous or stopped:
        return RampState.AUTONOMOUS if autonomous else RampState.STOPPED
    return RampState.LATE if day > target else RampState.RUNNING


def check_pair(one: int, two: int, role: int | None, skill: str, starts: date, ends: date | None, why: str) -> None:
    """Raise RuleBroken PAIR-01 unless two people are paired on something, from a day, because of a decision."""
    faults = (
        (one == two, _("Un binôme réunit deux personnes différentes.")),
        (role is None and not skill.strip(), _("Dites sur quoi : un rôle, ou une compétence.")),
        (ends is not None and ends < starts, _("La fin est avant le début : corrigez les dates.")),
        (not why.strip(), _("Citez la décision : la réunion et sa date.")),
    )
    for wrong, words in faults:
        if wrong:
            raise RuleBroken("PAIR-01", words)


def both_away(one: Sequence[Days], two: Sequence[Days]) -> tuple[Days, ...]:
    """The days on which both are absent, in order."""
    shared = [(max(a, c), min(b, d)) for a, b in one for c, d in two if max(a, c) <= min(b, d)]
    return tuple(sorted(set(shared)))


def check_answers(said: Answers) -> Answers:
    """Return the four answers tidied; RuleBroken BIL-01 when one is missing."""
    found = Answers(said.worked.strip(), said.hard.strip(), said.attention.strip(), said.advice.strip())
    if not all((found.worked, found.hard, found.attention, found.advice)):
        raise RuleBroken("BIL-01", _("Répondez aux quatre questions, même d’un mot."))
    return found

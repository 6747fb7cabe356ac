"""What may be said at each step of a circle: each move gives the event to keep, or says why it cannot be."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.elections.circle.records import Circle, Said, State, Step
from coop_desk.topics.elections.circle.rules import Event
from coop_desk.topics.elections.methods.turnout import unbalanced


def check_at(here: Circle, *steps: Step) -> None:
    """Raise RuleBroken SCR-21 unless the circle is at one of these steps."""
    if here.step not in steps:
        raise RuleBroken("SCR-21", _("Le cercle n’en est plus là : reprenez à l’étape affichée."))


def begin(here: Circle, names_kept: bool, frame: str) -> Event:
    """Keep whether the group agrees that names and reasons be written, and the role with its criteria (SCR-21)."""
    check_at(here, Step.RECORDING)
    if not frame.strip():
        raise RuleBroken("SCR-21", _("Dites d’abord de quoi il s’agit : le rôle et ses critères, ou la proposition."))
    return "recording", {"names": names_kept, "frame": frame.strip()}


def remark(here: Circle, reaction: bool, words: str) -> Event:
    """Write a clarification or a reaction, where the group agreed that words be kept (SCR-22)."""
    check_at(here, Step.DISCUSSION)
    _check_kept(here)
    if not words.strip():
        raise RuleBroken("SCR-22", _("Écrivez ce qui a été dit, ou passez à la suite."))
    return "reaction" if reaction else "clarification", {"words": words.strip()}


def nominate(here: Circle, by: int, name: str, because: str) -> Event:
    """Write whom somebody names and why, or a change towards somebody already named (SCR-21)."""
    check_at(here, Step.NOMINATION, Step.CHANGE)
    _check_kept(here)
    who = next((one for one in here.participants if one.person_id == by), None)
    if who is None:
        raise RuleBroken("SCR-21", _("Seules les personnes du cercle nomment quelqu’un."))
    change = here.step is Step.CHANGE
    if (change and name not in {one.name for one in here.nominations}) or (name and name not in here.names):
        raise RuleBroken("SCR-21", _("On ne reporte sa voix que sur une personne nommée au premier tour."))
    if not name and not here.blank:
        raise RuleBroken("SCR-21", _("Dans ce vote chacun nomme une personne : pas de nomination blanche."))
    told = {"by": by, "by_name": who.name, "name": name, "because": because.strip()}
    return "change" if change else "nomination", told


def end_round(here: Circle, said: int = 0, named: int = 0) -> Event:
    """End the round under way; without names, only how many spoke and how many were named is written (SCR-21)."""
    check_at(here, Step.DISCUSSION, Step.NOMINATION, Step.CHANGE)
    told: dict[str, Any] = {"round": here.step.value}
    if here.step is not Step.DISCUSSION and not here.names_kept:
        if not 0 <= said <= len(here.participants) or not 0 <= named <= said:
            raise unbalanced(_("{a} nominations pour {b} participants"), said, len(here.participants))
        told |= {"said": said, "named": named}
    elif here.step is Step.NOMINATION:
        silent = [one.name for one in here.participants if one.person_id not in {each.by for each in here.nominations}]
        if silent:
            raise RuleBroken("SCR-21", _("Il reste à entendre {names}.").format(names=listed(silent)))
    if here.step is Step.NOMINATION and not here.names_kept and said != len(here.participants) and not here.blank:
        raise unbalanced(_("{a} nominations pour {b} participants"), said, len(here.participants))
    return "round_over", told


def propose(here: Circle, proposal: str, by: int | None = None, amended: str = "", until: date | None = None) -> Event:
    """Write what is proposed, and by whom; no name where none is kept.

    `amended`: what changes in the role or its term to answer an objection. `until`: the end of the term so proposed.
    """
    check_at(here, Step.PROPOSAL, Step.OBJECTIONS)
    if not proposal.strip():
        raise RuleBroken("SCR-21", _("Dites ce que vous proposez."))
    told: dict[str, Any] = {"number": here.proposals + 1}
    if here.matter or here.names_kept:
        if not here.matter and proposal not in {name for name, _n in here.tally}:
            raise RuleBroken(
                "SCR-21",
                _("« {name} » n’a été nommé par personne : proposez une personne nommée.").format(name=proposal),
            )
        told["proposal"] = proposal.strip()
    if here.names_kept and by is not None:
        told["by_name"] = next(one.name for one in here.participants if one.person_id == by)
    if amended.strip():
        told["amended"] = amended.strip()
    if until is not None:
        told["until"] = until.isoformat()
    return "proposal", told


def answer(here: Circle, answers: Sequence[Said]) -> Event:
    """Write what everybody answers to the proposal; without names, how many are in each state (SCR-21)."""
    check_at(here, Step.ANSWERS)
    names = {one.person_id: one.name for one in here.participants}
    said = {one.by: one for one in answers}
    missing = [name for person, name in names.items() if person not in said]
    if missing or len(said) != len(answers) or not set(said) <= set(names):
        raise RuleBroken("SCR-21", _("Il reste à entendre {names}.").format(names=listed(missing)))
    objections: list[dict[str, str]] = []
    for one in answers:
        if one.state is State.OBJECTION and not one.because.strip():
            raise RuleBroken("SCR-21", _("Une objection se dit avec sa raison."))
        if one.state is State.OBJECTION:
            kept = {"by_name": names[one.by], "because": one.because.strip()}
            objections.append(kept if here.names_kept else {})
    told = {
        "proposal": here.proposal,
        "consents": sum(one.state is State.CONSENT for one in answers),
        "aside": sum(one.state is State.STAND_ASIDE for one in answers),
        "objections": objections,
    }
    return "answers", told


def lift(here: Circle, number: int, how: str, *, by_group: bool = False) -> Event:
    """Write that an objection is lifted by its author, or found not reasoned where the rules let the group (SCR-22)."""
    check_at(here, Step.OBJECTIONS)
    standing = {one.number for one in here.last.standing} if here.last is not None else set()
    if number not in standing:
        raise RuleBroken("SCR-22", _("Cette objection ne subsiste plus."))
    if by_group and not here.dismissing:
        raise RuleBroken(
            "SCR-22", _("Ici une objection n’est levée que par son auteur : le groupe ne peut pas l’écarter.")
        )
    told = {"number": number, "by": "group" if by_group else "author", "how": how.strip() if here.names_kept else ""}
    return "lifted", told


def decline(here: Circle) -> Event:
    """The person proposed declines: another may be proposed."""
    check_at(here, Step.ACCEPTANCE)
    if here.matter:
        raise RuleBroken("SCR-22", _("Une proposition ne décline pas : adoptez-la, ou proposez-en une autre."))
    return "declined", {}


def check_outcome(here: Circle, outcome: str) -> None:
    """Raise RuleBroken SCR-21 unless nothing stands against this outcome."""
    check_at(here, Step.ACCEPTANCE)
    if not here.matter and here.names_kept and outcome != here.proposal:
        raise RuleBroken(
            "SCR-21", _("C’est {name} qui est proposé : proposez d’abord l’autre personne.").format(name=here.proposal)
        )
    if not here.matter and outcome not in here.names:
        raise RuleBroken("SCR-21", _("Choisissez une personne du cercle."))


def _check_kept(here: Circle) -> None:
    if not here.names_kept:
        raise RuleBroken("SCR-21", _("Le groupe n’a pas voulu que les noms et les paroles soient consignés."))

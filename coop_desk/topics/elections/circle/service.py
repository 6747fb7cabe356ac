"""A circle goes through its rounds: each step is written as far as the group agreed, and nothing is proposed for it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed
from coop_desk.topics.elections.circle import rules
from coop_desk.topics.elections.circle.model import CircleEvent
from coop_desk.topics.elections.circle.records import Circle, Said, State, Step
from coop_desk.topics.elections.methods import consent
from coop_desk.topics.elections.methods.records import Result
from coop_desk.topics.elections.methods.turnout import unbalanced
from coop_desk.topics.elections.records import Opening, Source, Way
from coop_desk.topics.elections.service.counting import record_count
from coop_desk.topics.elections.service.file import election_of
from coop_desk.topics.elections.service.openings import rounds_of
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.ELECTIONS_READ, N_("Consultation d’un cercle"))
def circle(act: Act, election_id: int) -> Circle:
    """What a circle has said, and the step it is at."""
    return circle_of(act, election_id)


@action(Right.ELECTIONS_RUN, N_("Début d’un cercle"))
def begin_circle(act: Act, election_id: int, names_kept: bool, frame: str) -> None:
    """Keep whether the group agrees that names and reasons be written, and the role with its criteria (SCR-21)."""
    _at(act, election_id, Step.RECORDING)
    if not frame.strip():
        raise RuleBroken("SCR-21", _("Dites d’abord de quoi il s’agit : le rôle et ses critères, ou la proposition."))
    _tell(act, election_id, "recording", {"names": names_kept, "frame": frame.strip()})


@action(Right.ELECTIONS_RUN, N_("Parole dans un cercle"))
def remark(act: Act, election_id: int, reaction: bool, words: str) -> None:
    """Write a clarification or a reaction, where the group agreed that words be kept (SCR-22)."""
    here = _at(act, election_id, Step.DISCUSSION)
    _check_kept(here)
    if not words.strip():
        raise RuleBroken("SCR-22", _("Écrivez ce qui a été dit, ou passez à la suite."))
    _tell(act, election_id, "reaction" if reaction else "clarification", {"words": words.strip()})


@action(Right.ELECTIONS_RUN, N_("Nomination dans un cercle"))
def nominate(act: Act, election_id: int, by: int, name: str, because: str) -> None:
    """Write whom somebody names and why, or a change towards somebody already named (SCR-21)."""
    here = _at(act, election_id, Step.NOMINATION, Step.CHANGE)
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
    _tell(act, election_id, "change" if change else "nomination", told)


@action(Right.ELECTIONS_RUN, N_("Fin d’un tour de parole"))
def end_round(act: Act, election_id: int, said: int = 0, named: int = 0) -> None:
    """End the round under way; without names, only how many spoke and how many were named is written (SCR-21)."""
    here = _at(act, election_id, Step.DISCUSSION, Step.NOMINATION, Step.CHANGE)
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
    _tell(act, election_id, "round_over", told)


@action(Right.ELECTIONS_RUN, N_("Proposition dans un cercle"))
def propose(act: Act, election_id: int, proposal: str, by: int | None = None) -> None:
    """Write what is proposed, and by whom: somebody named, or the text as amended; no name where none is kept."""
    here = _at(act, election_id, Step.PROPOSAL, Step.OBJECTIONS)
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
    _tell(act, election_id, "proposal", told)


@action(Right.ELECTIONS_RUN, N_("Tour d’objections dans un cercle"))
def answer_proposal(act: Act, election_id: int, answers: Sequence[Said]) -> None:
    """Write what everybody answers to the proposal; without names, how many are in each state (SCR-21)."""
    here = _at(act, election_id, Step.ANSWERS)
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
    _tell(act, election_id, "answers", told)


@action(Right.ELECTIONS_RUN, N_("Objection levée dans un cercle"))
def lift(act: Act, election_id: int, number: int, how: str, *, by_group: bool = False) -> None:
    """Write that an objection is lifted by its author, or found not reasoned where the rules let the group (SCR-22)."""
    here = _at(act, election_id, Step.OBJECTIONS)
    standing = {one.number for one in here.last.standing} if here.last is not None else set()
    if number not in standing:
        raise RuleBroken("SCR-22", _("Cette objection ne subsiste plus."))
    if by_group and not here.dismissing:
        raise RuleBroken(
            "SCR-22", _("Ici une objection n’est levée que par son auteur : le groupe ne peut pas l’écarter.")
        )
    told = {"number": number, "by": "group" if by_group else "author", "how": how.strip() if here.names_kept else ""}
    _tell(act, election_id, "lifted", told)


@action(Right.ELECTIONS_RUN, N_("Refus d’une personne proposée par un cercle"))
def decline(act: Act, election_id: int) -> None:
    """The person proposed declines: another may be proposed."""
    here = _at(act, election_id, Step.ACCEPTANCE)
    if here.matter:
        raise RuleBroken("SCR-22", _("Une proposition ne décline pas : adoptez-la, ou proposez-en une autre."))
    _tell(act, election_id, "declined", {})


@action(Right.ELECTIONS_RUN, N_("Conclusion d’un cercle"))
def conclude(act: Act, election_id: int, outcome: str) -> Result:
    """Nothing stands any more: count what was said, and keep who takes the role or what is adopted."""
    here = _at(act, election_id, Step.ACCEPTANCE)
    if not here.matter and here.names_kept and outcome != here.proposal:
        raise RuleBroken(
            "SCR-21", _("C’est {name} qui est proposé : proposez d’abord l’autre personne.").format(name=here.proposal)
        )
    if not here.matter and outcome not in here.names:
        raise RuleBroken("SCR-21", _("Choisissez une personne du cercle."))
    opening = _opening(act, election_id)
    named = here.title if here.matter else outcome
    ballots = rules.ballots_of(here, named)
    told = {"remarks": rules.remarks_of(here), "proposals": here.proposals, "names_kept": bool(here.names_kept)}
    if here.matter:
        told["adopted"] = here.proposal
    return record_count(act, opening, Source.ALOUD, ballots, len(here.participants), told)


@query(Right.ELECTIONS_READ, N_("Impression de la fiche d’un cercle"))
def circle_pdf(act: Act, election_id: int) -> bytes:
    """The record of a circle, on one page where it fits (E05, E08)."""
    from coop_desk.topics.elections.document import circle as document

    return document.circle_pdf(circle_of(act, election_id), letterhead_at(act, act.today))


def circle_of(act: Act, election_id: int) -> Circle:
    """The circle of an election; RuleBroken PROC-06 where nothing is said aloud, or before it opens."""
    file = election_of(act, election_id)
    opening = _opening(act, election_id)
    rows = select(CircleEvent).where(CircleEvent.opening_id == opening.id).order_by(CircleEvent.id)
    kept = act.session.scalars(rows).all()
    events = [(row.step, row.told) for row in kept]
    matter = opening.ballot.method == consent.FULL
    told = rules.told_by(events, matter, opening.counted)
    if matter and told["names_kept"] is not None:  # the text it begins with is the first proposal
        told["proposal"] = told["proposal"] or told["frame"]
        told["proposals"] += 1
        told["step"] = rules.first_step(told)
    count = file.rounds[-1].count if file.rounds else None
    adopted = str(count.told.get("adopted", "")) if count is not None else ""
    return Circle(
        election_id=election_id,
        title=file.title,
        method=opening.ballot.method,
        place=file.meeting_words,
        participants=tuple(one.person for one in opening.voters),
        names=() if matter else opening.ballot.candidates,
        matter=matter,
        blank=bool(opening.ballot.rules.get("blank") or opening.ballot.rules.get("abstention")),
        dismissing=bool(opening.ballot.rules.get("group_may_dismiss")),
        outcome=adopted or listed(file.result.elected if file.result is not None else ()),
        ratification=file.ratification.sentence if file.ratification is not None else "",
        began=kept[0].at if kept else None,
        ended=kept[-1].at if kept else None,
        **told,
    )


def _opening(act: Act, election_id: int) -> Opening:
    rounds = rounds_of(act, election_id)
    if not rounds or rounds[-1].opening.way is not Way.ALOUD:
        raise RuleBroken(
            "PROC-06", _("Rien ne se dit ici à voix haute : ouvrez d’abord les tours de parole de l’élection.")
        )
    return rounds[-1].opening


def _at(act: Act, election_id: int, *steps: Step) -> Circle:
    """The circle, if it is at one of these steps."""
    here = circle_of(act, election_id)
    if here.step not in steps:
        raise RuleBroken("SCR-21", _("Le cercle n’en est plus là : reprenez à l’étape affichée."))
    return here


def _check_kept(here: Circle) -> None:
    if not here.names_kept:
        raise RuleBroken("SCR-21", _("Le groupe n’a pas voulu que les noms et les paroles soient consignés."))


def _tell(act: Act, election_id: int, step: str, told: dict[str, Any]) -> None:
    opening = _opening(act, election_id)
    act.session.add(CircleEvent(opening_id=opening.id, at=act.now, step=step, told=told, recorded_by_id=act.actor_id))
    act.session.flush()

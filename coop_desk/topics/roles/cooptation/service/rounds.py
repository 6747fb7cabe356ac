"""A circle goes through its rounds for a role: each step is written as far as the group agreed."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed, long_day
from coop_desk.topics.assemblies.service.electorate import in_name_order
from coop_desk.topics.elections.circle import moves
from coop_desk.topics.elections.circle.records import Circle, Said, Step
from coop_desk.topics.elections.circle.rules import Event
from coop_desk.topics.roles.cooptation import rules
from coop_desk.topics.roles.cooptation.model import Cooptation, CooptationEvent, Endorsement
from coop_desk.topics.roles.cooptation.service.reading import (
    CLOSED,
    COUNTED,
    Known,
    circle_of,
    known_cooptation,
    people_named,
    role_then,
    term_of,
)
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.seats.records import Span
from coop_desk.topics.roles.seats.rules import check_term
from coop_desk.topics.roles.seats.service import replacement_of
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.roles.service.standing import who_may_hold
from coop_desk.topics.roles.wishes.service import wishes_of


@action(Right.ROLES_RECORD, N_("Ouverture d’une cooptation"))
def open_cooptation(
    act: Act,
    role_id: int,
    circle: Collection[int],
    *,
    held_on: date,
    starts_on: date,
    ends_on: date | None,
    facilitator_id: int | None = None,
    replaces: int | None = None,
) -> int:
    """Open a circle for a role, with the sheet of the day and a term that ends; return its id.

    `replaces`: the mandate of somebody who leaves, finished by the rule of the role. Raises RuleBroken COO-01 to -03.
    """
    role = next((one for one in roles_at(act, held_on) if one.id == role_id), None)
    if role is None:
        raise RuleBroken("COO-03", _("Ce rôle n’est pas ouvert le jour où le cercle se réunit."))
    rules.check_mode(role.sheet.mode)
    span = rules.term(starts_on, ends_on)
    _check_term(act, role, span, replaces)
    refused = {wish.person_id for wish in wishes_of(act) if wish.role_id == role_id and wish.refuses}
    names = in_name_order(act, who_may_hold(act, role.sheet, starts_on) - refused)
    rules.check_circle(circle, names, facilitator_id)
    row = Cooptation(
        role_id=role_id,
        sheet_version=role.version,
        held_on=held_on,
        facilitator_id=facilitator_id,
        circle=list(dict.fromkeys(circle)),
        names=names,
        starts_on=starts_on,
        ends_on=span.ends_on,
        replaces_id=replaces,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    act.say(_("Cooptation ouverte pour « {role} ».").format(role=role.name))
    return row.id


@action(Right.ROLES_RECORD, N_("Début d’une cooptation"))
def begin_circle(act: Act, cooptation_id: int, names_kept: bool, frame: str) -> None:
    """Keep whether the group agrees that names and reasons be written, and the sheet as it was read (SCR-21)."""
    _tell(act, cooptation_id, moves.begin(_here(act, cooptation_id), names_kept, frame))


@action(Right.ROLES_RECORD, N_("Nomination dans une cooptation"))
def nominate(act: Act, cooptation_id: int, by: int, name: str, because: str) -> None:
    """Write whom somebody names and why, oneself or nobody allowed; then a change of mind (SCR-21)."""
    _tell(act, cooptation_id, moves.nominate(_here(act, cooptation_id), by, name, because))


@action(Right.ROLES_RECORD, N_("Fin d’un tour de parole d’une cooptation"))
def end_round(act: Act, cooptation_id: int, said: int = 0, named: int = 0) -> None:
    """End the round under way; without names, only how many spoke and how many were named is written (SCR-21)."""
    _tell(act, cooptation_id, moves.end_round(_here(act, cooptation_id), said, named))


@action(Right.ROLES_RECORD, N_("Proposition dans une cooptation"))
def propose(
    act: Act, cooptation_id: int, proposal: str, by: int | None = None, amended: str = "", until: date | None = None
) -> None:
    """Propose somebody, or the same person with the role or the term amended: a new numbered round (COO-01)."""
    known = known_cooptation(act, cooptation_id)
    if until is not None:
        _check_term(act, role_then(act, known.row), rules.term(known.row.starts_on, until), known.row.replaces_id)
    here = circle_of(act, known)
    if here.step is Step.PROPOSAL and proposal in {one.name for one in known.endorsed}:
        raise RuleBroken("COO-04", _("{name} a déjà l’accord du cercle.").format(name=proposal))
    _tell(act, cooptation_id, moves.propose(here, proposal, by, amended, until))


@action(Right.ROLES_RECORD, N_("Tour d’objections d’une cooptation"))
def answer_proposal(act: Act, cooptation_id: int, answers: Sequence[Said]) -> None:
    """Write what everybody answers; without names, how many are in each state (SCR-21)."""
    _tell(act, cooptation_id, moves.answer(_here(act, cooptation_id), answers))


@action(Right.ROLES_RECORD, N_("Objection levée dans une cooptation"))
def lift(act: Act, cooptation_id: int, number: int, how: str, *, by_group: bool = False) -> None:
    """Write that an objection is lifted by its author, and how (SCR-22)."""
    _tell(act, cooptation_id, moves.lift(_here(act, cooptation_id), number, how, by_group=by_group))


@action(Right.ROLES_RECORD, N_("Refus d’une personne proposée par une cooptation"))
def decline(act: Act, cooptation_id: int) -> None:
    """The person proposed declines: another may be proposed."""
    _tell(act, cooptation_id, moves.decline(_here(act, cooptation_id)))


@action(Right.ROLES_RECORD, N_("Accord d’un cercle sur une personne"))
def conclude(act: Act, cooptation_id: int, outcome: str) -> int:
    """Nothing stands and the person accepts: endorse them for the role until the term agreed; return the id."""
    known = known_cooptation(act, cooptation_id)
    moves.check_outcome(circle_of(act, known), outcome)
    return _endorse(act, known, outcome, "accepted", {})


@action(Right.ROLES_RECORD, N_("Personne retenue par décompte dans une cooptation"))
def retain_by_count(act: Act, cooptation_id: int, outcome: str, decision: str, votes: int = 0) -> int:
    """Endorse whoever more than half of the circle names, where it was decided to count; return the id (COO-07).

    `votes`: how many, where names are not written; else the program counts them, after the changes.
    """
    known = known_cooptation(act, cooptation_id)
    here = circle_of(act, known)
    moves.check_at(here, Step.PROPOSAL)
    if outcome not in here.names:
        raise RuleBroken("SCR-21", _("Choisissez une personne du cercle."))
    votes = dict(here.tally).get(outcome, 0) if here.names_kept else votes
    rules.check_count(votes, len(here.participants), decision)
    told = {"votes": votes, "of": len(here.participants), "decision": decision.strip()}
    return _endorse(act, known, outcome, COUNTED, told)


@action(Right.ROLES_RECORD, N_("Clôture d’une cooptation"))
def close_cooptation(act: Act, cooptation_id: int, because: str = "") -> None:
    """Close a circle that endorsed somebody, or that gives up and says why (COO-05)."""
    known = known_cooptation(act, cooptation_id)
    if known.closed:
        raise RuleBroken("COO-05", _("Ce cercle est déjà clos."))
    if not known.endorsed and not because.strip():
        raise RuleBroken("COO-05", _("Le cercle n’a choisi personne : écrivez pourquoi il s’arrête."))
    names = listed([one.name for one in known.endorsed]) or _("personne")
    _tell(act, cooptation_id, (CLOSED, {"because": because.strip()}))
    act.say(_("Cooptation de « {role} » close : {names}.").format(role=known.role, names=names))


def _endorse(act: Act, known: Known, outcome: str, step: str, told: dict[str, Any]) -> int:
    """Keep whom the circle wants for the role until the term agreed."""
    term, person = term_of(known), people_named(act, known)[outcome]
    if any(one.person_id == person and one.withdrawn_on is None for one in known.endorsed):
        raise RuleBroken("COO-04", _("{name} a déjà l’accord du cercle.").format(name=outcome))
    _tell(act, known.row.id, (step, {"name": outcome, "until": term.ends_on.isoformat(), **told}))
    row = Endorsement(
        role_id=known.row.role_id,
        endorsed_id=person,
        cooptation_id=known.row.id,
        since=known.row.held_on,
        ends_on=term.ends_on,
        mandate_id=None,
        withdrawn_on=None,
        withdrawn_because="",
    )
    act.session.add(row)
    act.session.flush()
    act.say(
        _("{name} a l’accord du cercle pour « {role} », jusqu’au {day}.").format(
            name=outcome, role=known.role, day=long_day(term.ends_on)
        )
    )
    return row.id


def _check_term(act: Act, role: RoleLine, span: Span, replaces: int | None) -> None:
    """Raise RuleBroken MAN-03 unless the sheet allows the term, or the rule of replacements gives it."""
    if replaces is None or replacement_of(act, replaces, span.starts_on) != span:
        check_term(role.sheet, role.name, span, planned=False)


def _here(act: Act, cooptation_id: int) -> Circle:
    return circle_of(act, known_cooptation(act, cooptation_id))


def _tell(act: Act, cooptation_id: int, event: Event) -> None:
    step, told = event
    act.session.add(
        CooptationEvent(
            cooptation_id=cooptation_id, at=act.now, step=step, told=dict(told), recorded_by_id=act.actor_id
        )
    )
    act.session.flush()

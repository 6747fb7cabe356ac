"""A circle goes through its rounds: each step is written as far as the group agreed, and nothing is proposed for it."""

from collections.abc import Sequence

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed
from coop_desk.topics.elections.circle import moves, rules
from coop_desk.topics.elections.circle.model import CircleEvent
from coop_desk.topics.elections.circle.records import Circle, Said
from coop_desk.topics.elections.circle.rules import Event
from coop_desk.topics.elections.methods import consent
from coop_desk.topics.elections.methods.records import Result
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
    _tell(act, election_id, moves.begin(circle_of(act, election_id), names_kept, frame))


@action(Right.ELECTIONS_RUN, N_("Parole dans un cercle"))
def remark(act: Act, election_id: int, reaction: bool, words: str) -> None:
    """Write a clarification or a reaction, where the group agreed that words be kept (SCR-22)."""
    _tell(act, election_id, moves.remark(circle_of(act, election_id), reaction, words))


@action(Right.ELECTIONS_RUN, N_("Nomination dans un cercle"))
def nominate(act: Act, election_id: int, by: int, name: str, because: str) -> None:
    """Write whom somebody names and why, or a change towards somebody already named (SCR-21)."""
    _tell(act, election_id, moves.nominate(circle_of(act, election_id), by, name, because))


@action(Right.ELECTIONS_RUN, N_("Fin d’un tour de parole"))
def end_round(act: Act, election_id: int, said: int = 0, named: int = 0) -> None:
    """End the round under way; without names, only how many spoke and how many were named is written (SCR-21)."""
    _tell(act, election_id, moves.end_round(circle_of(act, election_id), said, named))


@action(Right.ELECTIONS_RUN, N_("Proposition dans un cercle"))
def propose(act: Act, election_id: int, proposal: str, by: int | None = None) -> None:
    """Write what is proposed, and by whom: somebody named, or the text as amended; no name where none is kept."""
    _tell(act, election_id, moves.propose(circle_of(act, election_id), proposal, by))


@action(Right.ELECTIONS_RUN, N_("Tour d’objections dans un cercle"))
def answer_proposal(act: Act, election_id: int, answers: Sequence[Said]) -> None:
    """Write what everybody answers to the proposal; without names, how many are in each state (SCR-21)."""
    _tell(act, election_id, moves.answer(circle_of(act, election_id), answers))


@action(Right.ELECTIONS_RUN, N_("Objection levée dans un cercle"))
def lift(act: Act, election_id: int, number: int, how: str, *, by_group: bool = False) -> None:
    """Write that an objection is lifted by its author, or found not reasoned where the rules let the group (SCR-22)."""
    _tell(act, election_id, moves.lift(circle_of(act, election_id), number, how, by_group=by_group))


@action(Right.ELECTIONS_RUN, N_("Refus d’une personne proposée par un cercle"))
def decline(act: Act, election_id: int) -> None:
    """The person proposed declines: another may be proposed."""
    _tell(act, election_id, moves.decline(circle_of(act, election_id)))


@action(Right.ELECTIONS_RUN, N_("Conclusion d’un cercle"))
def conclude(act: Act, election_id: int, outcome: str) -> Result:
    """Nothing stands any more: count what was said, and keep who takes the role or what is adopted."""
    here = circle_of(act, election_id)
    moves.check_outcome(here, outcome)
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
        id=election_id,
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


def _tell(act: Act, election_id: int, event: Event) -> None:
    opening = _opening(act, election_id)
    step, told = event
    row = CircleEvent(opening_id=opening.id, at=act.now, step=step, told=dict(told), recorded_by_id=act.actor_id)
    act.session.add(row)
    act.session.flush()

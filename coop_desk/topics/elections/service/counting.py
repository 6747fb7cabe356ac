"""Ballots counted: kept as they were found, counted by the method, refused when they do not balance."""

from collections.abc import Mapping, Sequence
from typing import Any

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.records import Ballot, Needed, Result, Void
from coop_desk.topics.elections.methods.turnout import unbalanced
from coop_desk.topics.elections.model import Election, ElectionCount, ElectionOpening, RoomDecision
from coop_desk.topics.elections.records import Opening, Source, State, Way
from coop_desk.topics.elections.rules import frozen
from coop_desk.topics.elections.service.opening import voters_of
from coop_desk.topics.elections.service.openings import (
    counted_again,
    counts_of,
    decisions_in_force,
    opening_file,
    rounds_of,
    row_of,
)
from coop_desk.topics.elections.service.ratifying import check_not_ratifying
from coop_desk.topics.members.service import birth_dates, member_rows

DATED = ("age", "seniority")
CORRECTED = (Source.PAPER, Source.HANDS)
"""What people count by hand, and may have counted wrongly."""


def record_count(
    act: Act,
    opening: Opening,
    source: Source,
    ballots: Sequence[Ballot],
    voted: int,
    told: Mapping[str, Any],
) -> Result:
    """Keep the ballots of a round and return what the method gives; RuleBroken SCR-01 names a figure that is wrong.

    `voted` is the number of marks of the turn-out; `told` is what the minutes say beside the figures.
    """
    if counts_of(act, opening.id):
        raise RuleBroken(
            "SCR-01", _("Ce tour est déjà dépouillé : rectifiez le dépouillement, en disant pourquoi, s’il est faux.")
        )
    joined = len(voters_of(act, opening)) - len(opening.voters)
    return _keep(act, opening, source, ballots, voted, {**told, "joined": joined}, None)


@action(Right.ELECTIONS_RUN, N_("Enregistrement d’un vote à main levée"))
def count_hands(act: Act, election_id: int, totals: Mapping[str, int], blank: int = 0) -> Result:
    """Keep the hands counted for each name; whoever raised none did not vote."""
    opening = open_round_of(act, election_id)
    if opening.way is not Way.HANDS:
        raise RuleBroken("VOT-16", _("Ce scrutin est secret : dépouillez ses bulletins."))
    ballots = [Ballot(name, n) for name, n in totals.items() if n] + ([Ballot(Void.BLANK, blank)] if blank else [])
    return record_count(act, opening, Source.HANDS, ballots, sum(totals.values()) + blank, {})


@action(Right.ELECTIONS_RUN, N_("Rectification d’un dépouillement"))
def correct_count(act: Act, count_id: int, ballots: Sequence[Ballot], voted: int, reason: str) -> Result:
    """Replace a wrong count by a new entry with its reason; the old one stays readable."""
    old = act.session.get_one(ElectionCount, count_id)
    row = act.session.get_one(ElectionOpening, old.opening_id)
    kept = counts_of(act, row.id)
    election = row_of(act, row.election_id)
    if not reason.strip():
        raise RuleBroken("PROC-06", _("Dites pourquoi le dépouillement est rectifié : le procès-verbal le rappelle."))
    if kept[-1].id != old.id:
        raise RuleBroken("PROC-06", _("Ce dépouillement a déjà été rectifié : rectifiez le plus récent."))
    if election.state not in (State.COUNTED, State.PROCLAIMED):
        raise RuleBroken("PROC-06", _("Les mandats sont ouverts ou l’élection arrêtée : le dépouillement est acquis."))
    if rounds_of(act, election.id)[-1].opening.id != row.id:
        raise RuleBroken("PROC-06", _("Un autre tour a suivi celui-ci : son dépouillement ne se rectifie plus."))
    if old.source not in CORRECTED:
        raise RuleBroken(
            "PROC-06",
            _(
                "Ce que rend une urne scellée ne se récrit pas à la main : arrêtez l’élection et faites voter de "
                "nouveau."
            ),
        )
    check_not_ratifying(act, election)
    told = {**old.told, "reason": reason.strip()}
    return _keep(act, opening_file(act, row, True), Source(old.source), ballots, voted, told, old.id)


@action(Right.ELECTIONS_RUN, N_("Décision de la salle sur une égalité"))
def settle(
    act: Act, election_id: int, chosen: str = "", by: str = "", dates: Mapping[str, str] | None = None
) -> Result | None:
    """Keep what settles a tie: the name drawn and who drew it, or the dates that the registers hold (SCR-04)."""
    row = row_of(act, election_id)
    rounds = rounds_of(act, row.id)
    result = counted_again(rounds, decisions_in_force(act, row.id, rounds))
    if row.state != State.COUNTED or result is None or result.needed is None or result.needed.kind == "round":
        raise RuleBroken("SCR-04", _("Aucune égalité n’attend de décision."))
    if result.needed.kind == "ballot":
        raise RuleBroken(
            "SCR-04", _("Les règles de ce vote veulent un nouveau scrutin entre eux : ouvrez-le, puis dépouillez-le.")
        )
    needed = result.needed
    details: dict[str, Any] = {"counts": [one.count.id for one in rounds if one.count is not None]}
    if needed.kind in DATED:
        details["dates"] = {**_known_dates(act, row, needed), **(dates or {})}
        _check_dates(needed, details["dates"])
    elif needed.kind != "vacant":
        _check_chosen(needed, chosen, by)
    act.session.add(
        RoomDecision(
            election_id=row.id,
            at=act.now,
            kind=needed.kind,
            stage=needed.stage,
            between=list(needed.between),
            chosen=chosen,
            by=by.strip(),
            details=details,
            recorded_by_id=act.actor_id,
        )
    )
    act.session.flush()
    return counted_again(rounds, decisions_in_force(act, row.id, rounds))


def open_round_of(act: Act, election_id: int) -> Opening:
    """The round under way; RuleBroken when none is (PROC-06)."""
    row = row_of(act, election_id)
    rounds = rounds_of(act, election_id)
    if row.state != State.OPEN or not rounds:
        raise RuleBroken("PROC-06", _("Aucun tour n’est ouvert : le scrutin n’a pas commencé, ou il est clos."))
    return rounds[-1].opening


def _known_dates(act: Act, row: Election, needed: Needed) -> dict[str, str]:
    """Births or admissions of those who are tied, as the registers have them."""
    rounds = rounds_of(act, row.id)
    first = rounds[0].opening
    people = dict(zip(first.ballot.candidates, first.people, strict=False))
    tied = {name: people[name] for name in needed.between if name in people}
    if needed.kind == "age":
        born = birth_dates(act, tied.values())
        return {name: born[person].isoformat() for name, person in tied.items() if person in born}
    admitted = {int(one.person_id): one.admitted_on for one in member_rows(act, act.today)}
    found = {name: admitted.get(person) for name, person in tied.items()}
    return {name: day.isoformat() for name, day in found.items() if day is not None}


def _check_dates(needed: Needed, dates: Mapping[str, str]) -> None:
    missing = [name for name in needed.between if name not in dates]
    if missing:
        raise RuleBroken(
            "SCR-04",
            _("La date de naissance ou d’admission de {names} n’est pas au registre : complétez-la d’abord.").format(
                names=listed(missing)
            ),
        )


def _check_chosen(needed: Needed, chosen: str, by: str) -> None:
    if chosen not in needed.between:
        raise RuleBroken(
            "SCR-04", _("Choisissez l’un de ceux qui sont à égalité : {names}.").format(names=listed(needed.between))
        )
    if not by.strip():
        raise RuleBroken("SCR-04", _("Dites qui a tiré au sort : le procès-verbal le rappelle."))


def _keep(
    act: Act,
    opening: Opening,
    source: Source,
    ballots: Sequence[Ballot],
    voted: int,
    told: Mapping[str, Any],
    corrects_id: int | None,
) -> Result:
    _check_figures(opening, ballots, voted, len(opening.voters) + int(told.get("joined", 0)))
    row = ElectionCount(
        opening_id=opening.id,
        at=act.now,
        source=source.value,
        voted=voted,
        ballots=frozen.written(opening.ballot.method, [one._replace(round=_round(opening, one)) for one in ballots]),
        told=dict(told),
        corrects_id=corrects_id,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    rounds = rounds_of(act, opening.election_id)
    result = counted_again(rounds, decisions_in_force(act, opening.election_id, rounds))
    if result is None:
        raise LookupError("a count that was kept is not found again")
    row_of(act, opening.election_id).state = State.COUNTED.value
    act.session.flush()
    return result


def _round(opening: Opening, ballot: Ballot) -> str:
    """The round of a ballot: that of the opening, unless what is said aloud names its own (« nomination »)."""
    return ballot.round if opening.way is Way.ALOUD else str(opening.round)


def _check_figures(opening: Opening, ballots: Sequence[Ballot], voted: int, voters: int) -> None:
    """Marks and ballots agree, and nobody voted who was not on the list (SCR-01)."""
    if opening.way is Way.ALOUD:
        return
    papers = sum(one.number for one in ballots)
    if papers != voted:
        raise unbalanced(_("{a} émargements pour {b} bulletins"), voted, papers)
    if voted > voters:
        raise RuleBroken(
            "SCR-01",
            _("Le compte ne tombe pas juste : {a} émargements pour {b} voix sur la liste. Recomptez.").format(
                a=integer(voted), b=integer(voters)
            ),
        )

"""The papers of an election, ready to print."""

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.elections.document.records import CandidateSheets, ResultSheet, Round
from coop_desk.topics.elections.methods import METHODS
from coop_desk.topics.elections.methods.records import Definition
from coop_desk.topics.elections.records import ElectionFile, Opening
from coop_desk.topics.elections.rules.defaults import ALOUD
from coop_desk.topics.elections.service.file import election_of
from coop_desk.topics.elections.telling import tell
from coop_desk.topics.statutes.service import letterhead_at

SPARE = 10
"""Ballots more than there are voters, for those that are spoilt before they are cast: one in ten, and two at least."""


@query(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Impression des bulletins de vote"))
def ballots_pdf(act: Act, election_id: int) -> bytes:
    """The ballots to cut, for everybody who may vote and a few more."""
    from coop_desk.topics.elections.document import voting

    file = election_of(act, election_id)
    number = len(file.opening.voters) if file.opening is not None else 0
    copies = max(number + max(2, number // SPARE), 4)
    return voting.ballots_pdf(_vote(file), copies, letterhead_at(act, act.today))


@query(Right.ELECTIONS_RUN, Right.ELECTIONS_PREPARE, words=N_("Impression de la liste d’émargement d’un scrutin"))
def turnout_pdf(act: Act, election_id: int) -> bytes:
    """The list to sign of the round that is open (PROC-01 before it opens)."""
    from coop_desk.topics.elections.document import voting

    file = election_of(act, election_id)
    return voting.turnout_pdf(_vote(file), _opened(file), letterhead_at(act, act.today))


@query(
    Right.ELECTIONS_PREPARE,
    Right.ELECTIONS_RUN,
    Right.ELECTIONS_TELL,
    words=N_("Impression de la feuille de dépouillement"),
)
def tally_pdf(act: Act, election_id: int) -> bytes:
    """The sheet to tally on."""
    from coop_desk.topics.elections.document import voting

    return voting.tally_pdf(_vote(election_of(act, election_id)), letterhead_at(act, act.today))


@query(Right.ELECTIONS_READ, N_("Impression des candidatures"))
def candidates_pdf(act: Act, election_id: int) -> bytes:
    """The sheets of the candidates (DOC-05)."""
    from coop_desk.topics.elections.document import people

    file = election_of(act, election_id)
    record = CandidateSheets(file.title, file.meeting_words, file.seats, file.standing)
    return people.candidates_pdf(record, letterhead_at(act, act.today))


@query(Right.ELECTIONS_READ, N_("Impression du résultat d’une élection"))
def result_pdf(act: Act, election_id: int) -> bytes:
    """The result as it stands, with every stage (SCR-01 before the count)."""
    from coop_desk.topics.elections.document import result

    return result.result_pdf(result_sheet(election_of(act, election_id)), letterhead_at(act, act.today))


def result_sheet(file: ElectionFile) -> ResultSheet:
    """What the result sheet says of an election."""
    if file.result is None:
        raise RuleBroken("SCR-01", _("Rien n’est encore dépouillé : le résultat s’imprime après le dépouillement."))
    openings = tuple(one.opening for one in file.rounds)
    told = [one.count.told for one in file.rounds if one.count is not None]
    remarks = tuple(str(words) for one in told for words in one.get("remarks", ()))
    return ResultSheet(
        title=file.title,
        place=file.meeting_words,
        openings=openings,
        told=tell(openings[0].ballot, file.result),
        elected=file.result.elected,
        tellers=tuple(one.name for one in file.tellers),
        remarks=remarks,
    )


def _opened(file: ElectionFile) -> Opening:
    if file.opening is None:
        raise RuleBroken("PROC-01", _("Aucun tour n’est ouvert : la liste d’émargement s’imprime à l’ouverture."))
    return file.opening


def _vote(file: ElectionFile) -> Round:
    """The vote as it is frozen, else as it is prepared."""
    if file.method in ALOUD:
        raise RuleBroken("PROC-01", _("On se prononce ici à voix haute : il n’y a rien à couper ni à dépouiller."))
    opening = file.opening
    ballot = opening.ballot if opening is not None else Definition(file.method, file.seats, _names(file), file.rules)
    if not ballot.candidates:
        raise RuleBroken(
            "PROC-01", _("Personne ne se présente encore : les bulletins s’impriment quand les noms y sont.")
        )
    return Round(
        question=opening.question if opening is not None else file.title,
        place=file.meeting_words,
        round=opening.round if opening is not None else 1,
        method=ballot.method,
        method_words=_(METHODS[ballot.method].words),
        seats=ballot.seats,
        names=ballot.candidates,
        rules=ballot.rules,
    )


def _names(file: ElectionFile) -> tuple[str, ...]:
    names = [one.list_name or one.ballot_name for one in file.standing]
    return tuple(dict.fromkeys(names))

"""Open an urn: the shares are out and typed back, a test ballot went through, the list is frozen, the urn is empty."""

import secrets

from sqlalchemy import event, select

from coop_desk.core import ballot_file
from coop_desk.core.actions import Act, action, query
from coop_desk.core.ballot_file import BallotFile
from coop_desk.core.crypto.ballots import LAYER, PLAIN
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.assemblies.service.electorate import in_name_order, names_of, someone
from coop_desk.topics.elections.model import ElectionCount, ElectionOpening
from coop_desk.topics.elections.records import Opening
from coop_desk.topics.elections.service.openings import opening_file
from coop_desk.topics.elections.service.tellers import tellers_of
from coop_desk.topics.elections.urn.ceremony import Ceremony, publics
from coop_desk.topics.elections.urn.model import UrnFile, UrnOpened, UrnShare
from coop_desk.topics.elections.urn.records import BeforeOpening, Plan, Urn
from coop_desk.topics.elections.urn.rules import check_plan, warnings
from coop_desk.topics.elections.urn.service.reading import urn_of


@query(Right.ELECTIONS_READ, N_("Consultation d’un scrutin avant l’ouverture de son urne"))
def before_opening(act: Act, opening_id: int) -> BeforeOpening:
    """The round, those named to open its ballots, and those who may hold a share: nobody who stands (cites URN-02)."""
    opening = _opening(act, opening_id)
    tellers = tellers_of(act, opening.election_id)
    known = {*opening.electorate, *(one.person_id for one in tellers), int(act.actor_id)} - set(opening.people)
    names = names_of(act, known)
    return BeforeOpening(opening, tellers, tuple(someone(names, one) for one in in_name_order(act, names)))


@query(Right.ELECTIONS_RUN, N_("Avertissements avant l’ouverture d’une urne"))
def urn_warnings(act: Act, opening_id: int, plan: Plan) -> tuple[str, ...]:
    """What must be said before an urn opens: roles doubled, shares lost, few voters. RuleBroken URN-01 to URN-04."""
    opening = _opening(act, opening_id)
    names = _names(act, plan)
    check_plan(opening, plan, names)
    return warnings(opening, plan, int(act.actor_id), names)


@query(Right.ELECTIONS_RUN, N_("Partage de la clé d’une urne"))
def begin_ceremony(act: Act, opening_id: int, plan: Plan) -> Ceremony:
    """Draw the secret and share it out, in memory only: nothing is written before `open_urn`."""
    opening = _opening(act, opening_id)
    names = _names(act, plan)
    _check_first(act, opening)
    check_plan(opening, plan, names)
    return Ceremony(opening, plan, names, act.today)


@action(Right.ELECTIONS_RUN, N_("Ouverture d’une urne"))
def open_urn(act: Act, ceremony: Ceremony) -> Urn:
    """Open the urn once every share is typed back and a test ballot went through; the shares are then forgotten."""
    opening, plan = _opening(act, ceremony.opening.id), ceremony.plan
    _check_first(act, opening)
    check_plan(opening, plan, ceremony.names)
    ceremony.drill()
    row = UrnOpened(
        opening_id=opening.id,
        at=act.now,
        needed=plan.needed,
        public_key=ceremony.public,
        mixer_key=ceremony.mixer_public or None,
        mixer_id=plan.mixer,
        officer_id=plan.officer,
        organiser_id=int(act.actor_id),
        allows_void=plan.allows_void,
    )
    act.session.add(row)
    act.session.flush()
    for number, person in enumerate(plan.scrutineers, 1):
        act.session.add(UrnShare(urn_id=row.id, scrutineer_id=person, number=number))
    kept = UrnFile(urn_id=row.id, key=secrets.token_bytes(32))
    act.session.add(kept)
    file = BallotFile(act.coop.folder, row.id, kept.key)
    event.listen(act.session, "after_rollback", lambda _session: ballot_file.remove(file.path))
    length = PLAIN + LAYER * len(publics(row.public_key, row.mixer_key))
    # A row for everyone of the electorate: who comes during the vote is on the list as well, and no row is added.
    file.begin(opening.electorate, length)
    act.say(
        ngettext(
            "Urne ouverte : {question} ; {n} inscrit sur la liste, 0 bulletin, 0 émargement ; clé {proof}.",
            "Urne ouverte : {question} ; {n} inscrits sur la liste, 0 bulletin, 0 émargement ; clé {proof}.",
            len(opening.electorate),
        ).format(question=opening.question, n=integer(len(opening.electorate)), proof=ceremony.proof)
    )
    ceremony.forget()
    return urn_of(act, row.id)


def _opening(act: Act, opening_id: int) -> Opening:
    row = act.session.get_one(ElectionOpening, opening_id)
    counted = act.session.scalar(select(ElectionCount.id).where(ElectionCount.opening_id == row.id).limit(1))
    return opening_file(act, row, counted is not None)


def _names(act: Act, plan: Plan) -> dict[int, str]:
    mixer = {plan.mixer} if plan.mixer is not None else set()
    return names_of(act, {*plan.scrutineers, plan.officer, int(act.actor_id), *mixer})


def _check_first(act: Act, opening: Opening) -> None:
    if act.session.scalar(select(UrnOpened.id).where(UrnOpened.opening_id == opening.id)) is not None:
        raise RuleBroken("URN-06", _("L’urne de ce tour est déjà ouverte, ou l’a été : elle ne s’ouvre qu’une fois."))

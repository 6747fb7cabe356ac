"""Urns as the booth, the scrutineers and the papers read them."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.ballot_file import ON_PAPER, VOTED, BallotFile, Gone
from coop_desk.core.crypto.ballots import proof
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.service.electorate import names_of, someone
from coop_desk.topics.elections.model import Election, ElectionCount, ElectionOpening
from coop_desk.topics.elections.records import Opening, Way
from coop_desk.topics.elections.service.opening import voters_of
from coop_desk.topics.elections.service.openings import opening_file
from coop_desk.topics.elections.urn.model import (
    UrnClosing,
    UrnContent,
    UrnCount,
    UrnFile,
    UrnIncident,
    UrnOpened,
    UrnShare,
)
from coop_desk.topics.elections.urn.records import (
    Booth,
    BoothLine,
    Closing,
    Counted,
    Holder,
    Incident,
    IncidentKind,
    Marked,
    Plan,
    Urn,
    UrnState,
)
from coop_desk.topics.elections.urn.rules import warnings

Row = TypeVar("Row", UrnShare, UrnIncident)
_MARKS = {VOTED: Marked.VOTED, ON_PAPER: Marked.PAPER}


@query(Right.ELECTIONS_READ, N_("Consultation d’une urne"))
def urn(act: Act, urn_id: int) -> Urn:
    """An urn: its opening, how many have voted, its closing and its count."""
    return urn_of(act, urn_id)


@query(Right.ELECTIONS_READ, N_("Consultation des urnes"))
def urns(act: Act) -> list[Urn]:
    """Every urn, the latest first."""
    return [urn_of(act, found) for found in act.session.scalars(select(UrnOpened.id).order_by(UrnOpened.id.desc()))]


@query(Right.ELECTIONS_READ, N_("Consultation de l’urne d’un scrutin"))
def urn_at(act: Act, opening_id: int) -> Urn | None:
    """The urn of a round of voting, None when it has none yet."""
    row = act.session.scalar(select(UrnOpened).where(UrnOpened.opening_id == opening_id))
    return None if row is None else urn_of(act, row.id)


@query(Right.ELECTIONS_RUN, N_("Liste d’émargement de l’isoloir"))
def booth(act: Act, urn_id: int) -> Booth:
    """The turn-out list of an open urn. RuleBroken URN-06 when it is not open, URN-12 when its file is gone."""
    row = act.session.get_one(UrnOpened, urn_id)
    marks = open_file(act, row).marks()
    opening = opening_at(act, row)
    lines = tuple(
        BoothLine(
            one.person,
            number,
            one.holder,
            _MARKS.get(marks.get(one.person.person_id, 0), Marked.WAITING),
        )
        for number, one in enumerate(voters_of(act, opening), 1)
    )
    title = act.session.get_one(Election, opening.election_id).title
    return Booth(urn_id, opening.election_id, title, opening, row.allows_void, opening.way is Way.BOTH, lines)


def urn_of(act: Act, urn_id: int) -> Urn:
    """An urn, whatever its state."""
    row = act.session.get_one(UrnOpened, urn_id)
    opening = opening_at(act, row)
    shares = _rows_of(act, UrnShare, urn_id)
    incidents = _rows_of(act, UrnIncident, urn_id)
    closing = act.session.scalar(select(UrnClosing).where(UrnClosing.urn_id == urn_id))
    counted = act.session.scalar(select(UrnCount).where(UrnCount.urn_id == urn_id))
    content = act.session.scalar(select(UrnContent).where(UrnContent.urn_id == urn_id))
    people = {row.officer_id, row.organiser_id, *(one.scrutineer_id for one in shares)}
    people |= {one.recorded_by_id for one in incidents} | ({row.mixer_id} if row.mixer_id else set())
    people |= {closing.closed_by_id, closing.beside_id} if closing else set()
    names = names_of(act, people)
    ballots, voted, on_paper, gone = _figures(act, row, closing)
    lost = any(one.kind == IncidentKind.LOST for one in incidents)
    return Urn(
        id=row.id,
        opening=opening,
        at=row.at,
        organiser=someone(names, row.organiser_id),
        officer=someone(names, row.officer_id),
        scrutineers=tuple(Holder(someone(names, one.scrutineer_id), one.number) for one in shares),
        needed=row.needed,
        mixer=someone(names, row.mixer_id) if row.mixer_id is not None else None,
        proof=proof(row.public_key),
        allows_void=row.allows_void,
        warnings=warnings(opening, plan_of(row, shares), row.organiser_id, names),
        state=_state(lost=lost or gone, closed=closing is not None, counted=counted is not None),
        ballots=ballots,
        voted=voted,
        on_paper=on_paper,
        incidents=tuple(
            Incident(IncidentKind(one.kind), one.at, one.told, someone(names, one.recorded_by_id)) for one in incidents
        ),
        closing=_closing(closing, content, names) if closing else None,
        counted=Counted(counted.at, tuple(counted.shares), counted.opened, counted.altered) if counted else None,
        kept_until=content.until if content else None,
    )


def opening_at(act: Act, row: UrnOpened) -> Opening:
    """The round of voting of an urn."""
    opening = act.session.get_one(ElectionOpening, row.opening_id)
    counts = act.session.scalar(select(ElectionCount.id).where(ElectionCount.opening_id == opening.id).limit(1))
    return opening_file(act, opening, counts is not None)


def plan_of(row: UrnOpened, shares: Sequence[UrnShare]) -> Plan:
    """Who holds what, as it was decided at the opening."""
    return Plan(tuple(one.scrutineer_id for one in shares), row.needed, row.officer_id, row.mixer_id, row.allows_void)


def open_file(act: Act, row: UrnOpened) -> BallotFile:
    """The file of an open urn. RuleBroken URN-06 when it is closed or lost."""
    found = act.session.scalar(select(UrnFile).where(UrnFile.urn_id == row.id))
    if found is None:
        raise RuleBroken("URN-06", _("Ce scrutin est clos : plus aucun bulletin n’y entre."))
    return BallotFile(act.coop.folder, row.id, found.key)


def _figures(act: Act, row: UrnOpened, closing: UrnClosing | None) -> tuple[int | None, int | None, int, bool]:
    """Ballots, marks, marks for papers, and whether the file of an urn that should be open is gone."""
    if closing is not None:
        return closing.ballots, closing.voted, closing.on_paper, False
    try:
        file = open_file(act, row)
        marks = list(file.marks().values())
        return file.ballots(), marks.count(VOTED), marks.count(ON_PAPER), False
    except Gone:
        return None, None, 0, True
    except RuleBroken:
        return None, None, 0, False


def _state(*, lost: bool, closed: bool, counted: bool) -> UrnState:
    if counted:
        return UrnState.COUNTED
    if lost:
        return UrnState.LOST
    return UrnState.CLOSED if closed else UrnState.OPEN


def _closing(row: UrnClosing, content: UrnContent | None, names: dict[int, str]) -> Closing:
    codes = tuple(content.codes.decode().split()) if content is not None else ()
    return Closing(
        row.at,
        row.ballots,
        row.voted,
        row.on_paper,
        someone(names, row.closed_by_id),
        someone(names, row.beside_id),
        codes,
        row.codes_digest,
    )


def _rows_of(act: Act, model: type[Row], urn_id: int) -> Sequence[Row]:
    return act.session.scalars(select(model).where(model.urn_id == urn_id).order_by(model.id)).all()

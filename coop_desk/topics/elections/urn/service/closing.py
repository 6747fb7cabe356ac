"""Close an urn, by two people: as many ballots as marks, shuffled, their codes made public, its file taken away."""

import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import event, select

from coop_desk.core import ballot_file
from coop_desk.core.actions import Act, action
from coop_desk.core.ballot_file import ON_PAPER, VOTED, BallotFile
from coop_desk.core.crypto.ballots import LAYER, PLAIN
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.assemblies.service.electorate import names_of
from coop_desk.topics.elections.urn.ballots import receipt
from coop_desk.topics.elections.urn.ceremony import key_of_mixer
from coop_desk.topics.elections.urn.model import (
    UrnClosing,
    UrnContent,
    UrnFile,
    UrnIncident,
    UrnOpened,
    UrnShare,
)
from coop_desk.topics.elections.urn.records import IncidentKind, Urn
from coop_desk.topics.elections.urn.service.reading import open_file, opening_at, urn_of

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk

KEPT_YEARS = 2
"""How long a decision may be challenged (NUL-01)."""
SEALED = PLAIN + LAYER
"""Bytes of a ballot as the scrutineers open it."""


@action(Right.ELECTIONS_RUN, N_("Clôture d’une urne"))
def close_urn(act: Act, urn_id: int, beside: "Desk", mixer_code: str = "") -> Urn:
    """Close: `beside` is the desk of a second person who holds a role in this vote and signed in on the spot.

    Raises RuleBroken URN-07 without a second person, URN-08 when marks and ballots differ and it is not in the minutes,
    URN-03 or URN-09 for the mixer's code, URN-06, URN-12.
    """
    row = act.session.get_one(UrnOpened, urn_id)
    file = open_file(act, row)
    shares = act.session.scalars(select(UrnShare).where(UrnShare.urn_id == urn_id)).all()
    _check_second(act, row, shares, beside)
    marks = list(file.marks().values())
    voted, on_paper = marks.count(VOTED), marks.count(ON_PAPER)
    sealed = file.sealed_ballots()
    if len(sealed) != voted and not told_of(act, urn_id, IncidentKind.DIFFERENCE):
        raise RuleBroken(
            "URN-08",
            _(
                "L’urne contient {a} bulletins pour {b} émargements : elle n’est pas close. Recomptez la liste signée, "
                "puis portez la différence et son explication au procès-verbal."
            ).format(a=integer(len(sealed)), b=integer(voted)),
        )
    codes = "\n".join(sorted(receipt(one) for one in sealed)).encode()
    digest = sha256(codes).hexdigest()
    if row.mixer_key is not None:
        sealed = _mixed(act, row, sealed, mixer_code)
    act.session.add(
        UrnClosing(
            urn_id=urn_id,
            at=act.now,
            voted=voted,
            on_paper=on_paper,
            ballots=len(sealed),
            codes_digest=digest,
            closed_by_id=int(act.actor_id),
            beside_id=int(beside.person_id),
        )
    )
    until = act.today.replace(year=act.today.year + KEPT_YEARS, day=min(act.today.day, 28))
    act.session.add(UrnContent(urn_id=urn_id, codes=codes, sealed=b"".join(sealed), until=until))
    let_go(act, file, urn_id)
    act.say(
        ngettext(
            "Urne close : {question} ; {n} bulletin, {voted} émargements ; codes de suivi {digest}.",
            "Urne close : {question} ; {n} bulletins, {voted} émargements ; codes de suivi {digest}.",
            len(sealed),
        ).format(
            question=opening_at(act, row).question, n=integer(len(sealed)), voted=integer(voted), digest=digest[:20]
        )
    )
    act.session.flush()
    return urn_of(act, urn_id)


@action(Right.ELECTIONS_RUN, N_("Incident d’un scrutin porté au procès-verbal"))
def record_incident(act: Act, urn_id: int, kind: IncidentKind, words: str) -> None:
    """Keep what the minutes must say of this urn, in the words of those who were there (cites URN-16)."""
    _note(act, urn_id, kind, words)


@action(Right.ELECTIONS_RUN, N_("Scrutin déclaré perdu"))
def declare_lost(act: Act, urn_id: int, words: str) -> None:
    """Give an urn up: not enough shares left, or its file is gone. The vote must be held again (cites URN-16)."""
    _note(act, urn_id, IncidentKind.LOST, words)
    row = act.session.get_one(UrnOpened, urn_id)
    found = act.session.scalar(select(UrnFile).where(UrnFile.urn_id == urn_id))
    if found is not None:
        let_go(act, BallotFile(act.coop.folder, row.id, found.key), urn_id)


def _note(act: Act, urn_id: int, kind: IncidentKind, words: str) -> None:
    told = words.strip()
    if not told:
        raise RuleBroken("URN-16", _("Dites ce qui s’est passé et ce qui a été décidé : le procès-verbal le reprend."))
    act.session.get_one(UrnOpened, urn_id)
    act.session.add(
        UrnIncident(urn_id=urn_id, at=act.now, kind=kind.value, told=told, recorded_by_id=int(act.actor_id))
    )
    act.say(_("Incident du scrutin : {words}").format(words=told))


def told_of(act: Act, urn_id: int, kind: IncidentKind) -> bool:
    """Whether the minutes say something of that kind."""
    found = select(UrnIncident.id).where(UrnIncident.urn_id == urn_id, UrnIncident.kind == kind.value).limit(1)
    return act.session.scalar(found) is not None


def let_go(act: Act, file: BallotFile, urn_id: int) -> None:
    """Erase the key of the file, and take the file away once that is committed: never before."""
    act.session.delete(act.session.scalars(select(UrnFile).where(UrnFile.urn_id == urn_id)).one())
    event.listen(act.session, "after_commit", lambda _session: ballot_file.remove(file.path))


def _check_second(act: Act, row: UrnOpened, shares: Sequence[UrnShare], beside: "Desk") -> None:
    beside.stay_open()
    person = int(beside.person_id)
    roles = {row.officer_id, row.organiser_id, row.mixer_id, *(one.scrutineer_id for one in shares)}
    if beside.coop is not act.coop or person == int(act.actor_id) or person not in roles:
        names = names_of(act, {one.scrutineer_id for one in shares})
        raise RuleBroken(
            "URN-07",
            _(
                "L’urne se ferme à deux : une autre personne qui tient un rôle dans ce scrutin (un scrutateur, par "
                "exemple {name}) tape son mot de passe."
            ).format(name=next(iter(names.values()))),
        )


def _mixed(act: Act, row: UrnOpened, sealed: Sequence[bytes], code: str) -> list[bytes]:
    """Take the outer seal off and draw the order again; one that does not open stays, to be told at the count."""
    opening = opening_at(act, row)
    mixer = names_of(act, {row.mixer_id or 0})[row.mixer_id or 0]
    key = key_of_mixer(opening.digest, mixer, code, row.mixer_key or b"")
    opened = []
    for one in sealed:
        try:
            opened.append(key.open(one))
        except Unopened:
            opened.append(bytes(SEALED))
    key.forget()
    secrets.SystemRandom().shuffle(opened)
    return opened

"""The governance of the keys follows the title of manager or president: proposed with it, taken back after it.

The title is given by a line of the file, which anybody could write; the governance is a signature. So the first only
proposes the second, and somebody of the governance signs. A title that ended closes the governance in the program at
once; the revocation is signed by the next session of another person of the governance, and said until then.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.model import ROOT, Delegation, KeyWithdrawal, Revocation
from coop_desk.core.compartments.names import GOVERNANCE, WRITE, number
from coop_desk.core.compartments.trust import revocation_statement
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import Grant, Title, holders_of, people_by_id, running_grants
from coop_desk.core.i18n import _
from coop_desk.core.model import PersonId
from coop_desk.core.words import listed, long_day

if TYPE_CHECKING:
    from coop_desk.core.actions import Act

TITLE = "manager"
_WARN = timedelta(days=60)


def delegation_number(grant_id: int) -> int:
    """The number of the governance that goes with a title once given."""
    return number("governance", grant_id)


def prepare(act: "Act", grant: Grant) -> None:
    """Propose the governance of the keys to whoever is given the title, for the same days; nothing opens by it."""
    title = act.session.get(Title, grant.title_id) if grant.title_id is not None else None
    if title is None or title.code != TITLE or _covered(act, grant):
        return
    act.session.add(
        Delegation(
            id=delegation_number(grant.id),
            compartment=GOVERNANCE,
            holder=int(grant.holder_id),
            right=WRITE,
            export=False,
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            same_day=False,
            proposed_by=int(act.actor_id),
        )
    )
    act.session.flush()
    act.say(
        _("Gouvernance des clés proposée à {name} avec ce titre : une personne de la gouvernance la signe.").format(
            name=people_by_id(act.session)[grant.holder_id]
        )
    )


def propose_missing(act: "Act") -> None:
    """As somebody of the governance: propose it to who holds the title since before titles proposed it.

    Once: to nobody who was ever proposed or given it, also when that was withdrawn.
    """
    trust = epochs.trust_of(act)
    known = set(act.session.scalars(select(Delegation.holder).where(Delegation.compartment == GOVERNANCE)))
    for grant in act.session.scalars(select(Grant).join(Title, Title.id == Grant.title_id).where(Title.code == TITLE)):
        first = max(act.today, grant.starts_on)
        if (grant.ends_on is not None and grant.ends_on < first) or int(grant.holder_id) in known:
            continue
        if trust.remembered(f"delegation:{delegation_number(grant.id)}"):
            continue
        if grant.holder_id in holders_of(act.session, TITLE, first) and able(act, int(act.actor_id)):
            prepare(act, grant)


def shorten(act: "Act", grant: Grant) -> None:
    """When a title ends earlier: what was only proposed with it ends with it; what was signed is taken back after.

    Raises RuleBroken KEY-18 when it is the title of the last person who governs.
    """
    ends = {d.id for d in epochs.trust_of(act).delegations(GOVERNANCE, int(grant.holder_id)) if _with_title(d, grant)}
    alone = int(grant.holder_id) in governors(act) and not others(act, int(grant.holder_id))
    if ends and alone and not _keeps_title(act, grant):
        raise nobody_left()
    row = act.session.get(Delegation, delegation_number(grant.id))
    if row is not None and row.decision is None:
        row.ends_on = grant.ends_on
        act.session.flush()
    if act.keys is not None:
        take_back(act)


def nobody_left() -> RuleBroken:
    """The refusal of what would leave nobody to sign."""
    return RuleBroken(
        "KEY-18",
        _(
            "Plus personne ne pourrait signer de délégation : confiez d’abord la gouvernance des clés à une autre "
            "personne, page « Clés confiées »."
        ),
    )


def _with_title(d: Delegation, grant: Grant) -> bool:
    return d.by == ROOT or d.id == delegation_number(grant.id)


def _keeps_title(act: "Act", grant: Grant) -> bool:
    """True when another grant of the same title goes on after this one."""
    day = max(act.today, (grant.ends_on or act.today) + timedelta(days=1))
    return grant.holder_id in holders_of(act.session, TITLE, day)


def _covered(act: "Act", grant: Grant) -> bool:
    """True when the person governs already without an end, or was proposed with this very title."""
    if act.session.get(Delegation, delegation_number(grant.id)) is not None:
        return True
    trust = epochs.trust_of(act)
    held = trust.delegations(GOVERNANCE, int(grant.holder_id))
    return any(d.ends_on is None and not trust.over(d, act.now) for d in held)


def left(act: "Act") -> list[Delegation]:
    """The governances in force whose title is over: the very title each came with, any for the opening of the file."""
    trust, holders = epochs.trust_of(act), set(holders_of(act.session, TITLE, act.today))
    running = {grant.id for grant in running_grants(act.session, act.today)}
    given = act.session.scalars(select(Grant.id).where(Grant.title_id.is_not(None)))
    ended = {delegation_number(i) for i in given if i not in running}
    return [
        d
        for d in trust.delegations(GOVERNANCE)
        if (d.id in ended or (d.by == ROOT and d.holder not in holders)) and trust.runs(d, act.now)
    ]


def governors(act: "Act") -> set[int]:
    """The people who may sign for the governance today: by a signature in force, and a title when it came with one."""
    trust, gone = epochs.trust_of(act), {d.id for d in left(act)}
    held = {d.holder for d in trust.delegations(GOVERNANCE) if trust.runs(d, act.now) and d.id not in gone}
    # The last of them stays until another is signed: without anybody, only the recovery code would help.
    return held or {d.holder for d in left(act)}


def able(act: "Act", person_id: int) -> bool:
    """True when that person governs today and their newest keys are certified and in use."""
    newest = epochs.trust_of(act).newest(person_id)
    return (
        person_id in governors(act) and newest is not None and newest.active and epochs.trust_of(act).certified(newest)
    )


def others(act: "Act", person_id: int) -> list[int]:
    """Who else could sign for the governance today."""
    return sorted(p for p in governors(act) - {person_id} if able(act, p))


def take_back(act: "Act") -> None:
    """As somebody of the governance: sign the end of each governance whose title is over, and of what was withdrawn."""
    ring = epochs.keyring_of(act)
    trust = epochs.trust_of(act)
    for withdrawal in act.session.scalars(select(KeyWithdrawal).where(KeyWithdrawal.last_day < act.today)):
        row = act.session.get(Delegation, withdrawal.id)
        if row is not None and trust.revoked_at(row) is None and trust.decided(row) and able(act, ring.person_id):
            end(act, ring, row, withdrawal.why)
    for row in left(act):
        if able(act, ring.person_id) and row.holder != ring.person_id and ring.person_id in others(act, row.holder):
            why = _("Fin du titre de gérance de {name}").format(name=people_by_id(act.session)[PersonId(row.holder)])
            end(act, ring, row, why)
            act.say(_("{why} : sa gouvernance des clés est retirée.").format(why=why))


def end(act: "Act", ring: Keyring, row: Delegation, why: str) -> None:
    """Sign the end of a delegation, now."""
    row_end = Revocation(id=row.id, at=act.now, why=why, by=ring.person_id, by_generation=ring.generation)
    row_end.signature = ring.sign(revocation_statement(row_end))
    act.session.add(row_end)
    act.session.flush()


def due(act: "Act") -> list[str]:
    """Sentences for whoever gives titles: to sign, to take back, about to end."""
    names, trust = people_by_id(act.session), epochs.trust_of(act)
    waiting = [
        names[PersonId(d.holder)]
        for d in act.session.scalars(select(Delegation).where(Delegation.compartment == GOVERNANCE))
        if d.decision is None and (d.ends_on is None or d.ends_on >= act.today)
    ]
    said = []
    if waiting:
        said.append(
            _("Gouvernance des clés : à signer pour {names}, par une personne de la gouvernance.").format(
                names=listed(sorted(waiting))
            )
        )
    for row in left(act):
        name = names[PersonId(row.holder)]
        if others(act, row.holder):
            words = _(
                "Gouvernance des clés : le titre de {name} est fini. Elle sera retirée à la prochaine session d’une "
                "autre personne de la gouvernance."
            )
        else:
            words = _(
                "Gouvernance des clés : le titre de {name} est fini, et personne d’autre ne peut signer. Redonnez-lui "
                "ce titre pour un jour, le temps de signer celle de la nouvelle gérance, ou prenez le code de secours."
            )
        said.append(words.format(name=name))
    ends = [d.ends_on for d in trust.delegations(GOVERNANCE) if trust.runs(d, act.now)]
    last = max((day for day in ends if day is not None), default=None)
    if last is not None and None not in ends and last - act.today <= _WARN:
        said.append(
            _(
                "Gouvernance des clés : plus personne ne pourra signer après le {day}. Signez avant cette date celle "
                "de la prochaine gérance."
            ).format(day=long_day(last))
        )
    return said

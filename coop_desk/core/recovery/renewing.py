"""A new recovery key in the place of the one that was used, or whose paper is lost: the former opens nothing more."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core import sealing_file
from coop_desk.core.actions import Act, action
from coop_desk.core.compartments import delegating, enrolment, epochs, roots
from coop_desk.core.compartments.model import ROOT, Epoch, Principal, RootChange, Wrap
from coop_desk.core.compartments.names import number, words_of
from coop_desk.core.compartments.statements import change_statement, delegation_statement, principal_statement
from coop_desk.core.compartments.trust import wrap_statement
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.identity import Identity
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.recovery.seed import SEED, keep_for, remove
from coop_desk.core.rights import Right
from coop_desk.core.words import listed

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk


@action(Right.GRANTS_GIVE, N_("Nouveau code de secours"))
def renew_code(act: Act, why: str, present: Sequence[str]) -> tuple[str, ...]:
    """Make another recovery key while a session of the governance is open: the paper is lost, or was seen.

    The file keeps its own key: `replace_code` changes both.
    The new seed waits in this person's keys until it is printed. Returns the compartments that the new code opens
    only once somebody who holds their key has opened a session. Raises Refused unless these keys govern, RuleBroken
    KEY-21 when nobody, or no reason, is named.
    """
    named = [name.strip() for name in present if name.strip()]
    if not named or not why.strip():
        raise RuleBroken("KEY-21", _("Indiquez la raison et qui est présent : le journal les garde."))
    ring = delegating.governance_keys(act)
    waiting = renew_root(act, ring.person_id)
    act.say(
        _("Nouveau code de secours : {why}. En présence de {names}. L’ancien n’ouvre plus rien.").format(
            why=why.strip().rstrip("."), names=listed(named)
        )
    )
    if waiting:
        act.say(
            _("Pas encore ouverts par le nouveau code : {what}.").format(what=listed([words_of(c) for c in waiting]))
        )
    return tuple(words_of(c) for c in waiting)


def replace_code(desk: "Desk", why: str, present: Sequence[str]) -> tuple[str, ...]:
    """Make another recovery key, then pass the file to another key of its own.

    Both are needed: with a side file kept from before, the lost paper gives the key that the file had then. Returns
    and raises what `renew_code` does.
    """
    waiting = renew_code(desk, why, present)
    sealing_file.settle(desk.coop)
    if desk.coop.is_sealed and not desk.coop.read_only:
        sealing_file.change_key(desk.coop)
    return waiting


def renew_root(act: Act, keeper: int) -> tuple[str, ...]:
    """Make the next root, signed by the session's keys; its seed waits with `keeper` until it is printed.

    What the former root had signed is signed again, each compartment key that this session opens is sealed to the
    new one, and nothing is left for the former. Returns the compartments it could not open.
    """
    session, trust, ring = act.session, epochs.trust_of(act), epochs.keyring_of(act)
    former = epochs.root_principal(act)
    to = trust.keys_of(keeper)
    people = [p for p in session.scalars(select(Principal).where(Principal.by == ROOT)) if _held(act, p)]
    delegations = [d for d in trust.delegations() if d.by == ROOT]
    wraps = [w for w in session.scalars(select(Wrap).where(Wrap.by == ROOT, Wrap.holder != ROOT))
             if w.compartment != enrolment.SEED and trust.wrap_holds(w)]  # fmt: skip
    opened = _opened(act)
    proof = roots.proof_of(trust, ring.person_id, ring.generation)

    seed = Secret(secrets.token_bytes(16))
    fresh = derive.recovery_identity(seed)
    own = _announce(act, former, fresh, proof)
    for person in people:
        person.by_generation = own.generation
        person.certificate = fresh.sign(principal_statement(person))
    for delegation in delegations:
        delegation.by_generation = own.generation
        delegation.signature = fresh.sign(delegation_statement(delegation))
    for wrap in wraps:
        wrap.by_generation = own.generation
        wrap.signature = fresh.sign(wrap_statement(wrap))
    session.flush()
    waiting = _hand_over(act, Keyring(ROOT, own.generation, fresh, fresh.public.sign), own, opened)
    remove(act, lambda wrap: True)
    for wrap in session.scalars(select(Wrap).where(Wrap.holder == ROOT, Wrap.generation < own.generation)):
        session.delete(wrap)
    keep_for(act, fresh, own.generation, to, SEED, seed)
    session.flush()
    fresh.forget()
    return waiting


def _held(act: Act, person: Principal) -> bool:
    return person.holder != ROOT and epochs.trust_of(act).certified(person)


def _opened(act: Act) -> dict[str, tuple[Epoch, Secret | None]]:
    """The present key of every compartment, where this session holds it."""
    found = {}
    for compartment in sorted(set(act.session.scalars(select(Epoch.compartment)))):
        epoch = epochs.current_epoch(act, compartment)
        if epoch is not None:
            found[compartment] = epoch, epochs.held_key(act, epoch)
    return found


def _announce(act: Act, former: Principal, fresh: Identity, proof: list[roots.Entry]) -> Principal:
    """Write the new public keys, and the change signed on both sides."""
    ring, generation = epochs.keyring_of(act), former.generation + 1
    own = Principal(
        id=number("principal", ROOT, generation),
        holder=ROOT,
        generation=generation,
        box=fresh.public.box,
        sign=fresh.public.sign,
    )
    own.certificate = fresh.sign(principal_statement(own))
    change = RootChange(
        id=generation, former=former.sign, by=ring.person_id, by_generation=ring.generation, proof=proof
    )
    change.signature = ring.sign(change_statement(change, own))
    change.own = fresh.sign(change_statement(change, own))
    act.session.add_all([own, change])
    act.session.flush()
    return own


def _hand_over(
    act: Act, root: Keyring, own: Principal, opened: dict[str, tuple[Epoch, Secret | None]]
) -> tuple[str, ...]:
    mine, act.keys = act.keys, root
    try:
        for epoch, key in opened.values():
            if key is not None:
                epochs.hand_over(act, epoch, own, epochs.KEY, key)
    finally:
        act.keys = mine
    act.session.flush()
    return tuple(compartment for compartment, (_epoch, key) in opened.items() if key is None)

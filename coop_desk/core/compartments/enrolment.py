"""Give people their keys: at the opening of an account, at the first sign-in of an older one, after a lost password.

The password is verified by opening the bundle, and the digest of the account is emptied once a bundle exists: one
thing to try, so one thing to attack and one to keep in step; and signing in costs one derivation, not two.
"""

import secrets
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core import bundles
from coop_desk.core.compartments import delegating, epochs, roots, rotation
from coop_desk.core.compartments.epochs import KEY
from coop_desk.core.compartments.model import ROOT, Delegation, Epoch, Principal, Revocation, Wrap
from coop_desk.core.compartments.names import GOVERNANCE, READ, WRITE, disclosure, number, random_number, words_of
from coop_desk.core.compartments.trust import (
    delegation_statement,
    principal_statement,
    revocation_statement,
    wrap_statement,
)
from coop_desk.core.crypto import derive, passwords
from coop_desk.core.crypto.identity import Bundle, Identity, new_identity, open_bundle, seal_bundle, seal_to
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.passwords import Cost
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

if TYPE_CHECKING:
    from coop_desk.core.actions import Act

SEED = "root"  # the compartment name under which the founder keeps the recovery seed until it is printed


def enrol(act: "Act", person_id: int, password: str, cost: Cost) -> Keyring:
    """Make somebody's keys, the next generation of them, sealed under a password; certified if this session governs."""
    trust = epochs.trust_of(act)
    generation = max(trust.generations(person_id), default=0) + 1
    mine = new_identity()
    bundle = seal_bundle(mine, trust.root, Secret(password.encode()), person_id, generation, cost)
    bundles.keep(act, bundle, mine.public)
    row = _principal(mine, person_id, generation)
    act.session.add(row)
    act.session.flush()
    if person_id != act.actor_id and delegating.governs(act):
        delegating.certify(act, row)
    return Keyring(person_id, generation, mine, trust.root)


def renew(act: "Act", person_id: int, password: str, cost: Cost) -> None:
    """After a lost password: another pair; the former keys are taken back, a key holder hands them over again."""
    enrol(act, person_id, password, cost)
    for wrap in act.session.scalars(select(Wrap).where(Wrap.holder == person_id)):
        act.session.delete(wrap)
    act.session.flush()


def disclosed(act: "Act", password: str, cost: Cost) -> list[str]:
    """After one's own password leaked: another pair, and nothing more under the keys that the former one opens.

    Each compartment this person writes in gets a new key at once; in the others it is owed. The former pair is marked
    for ever, and signs what it hands to the new one, made in this very act. Returns what was done, in words.
    """
    ring, trust = epochs.keyring_of(act), epochs.trust_of(act)
    before = trust.of_generation(ring.person_id, ring.generation)
    fresh = enrol(act, ring.person_id, password, cost)
    heir = act.session.get_one(Principal, number("principal", fresh.person_id, fresh.generation))
    _mark(act, ring)
    said = [_("Nouvelle paire de clés n° {n}.").format(n=fresh.generation)]
    trusted = before is not None and trust.certified(before)
    for compartment in sorted(set(act.session.scalars(select(Epoch.compartment)))) if trusted else ():
        said += _pass_on(act, compartment, ring, heir)
    shares = False
    for wrap in act.session.scalars(select(Wrap).where(Wrap.holder == ring.person_id)):
        if wrap.generation != fresh.generation:
            shares = shares or wrap.compartment == SEED
            act.session.delete(wrap)
    act.session.flush()
    if shares:
        said.append(_("Votre part du code de secours n’est plus dans votre trousseau : gardez la feuille imprimée."))
    return said


def _mark(act: "Act", ring: Keyring) -> None:
    """Say that this pair is known to somebody else; a backup of before may have brought it back already marked."""
    mark = Revocation(id=disclosure(ring.person_id, ring.generation), at=act.now, why=_("Mot de passe divulgué"),
                      by=ring.person_id, by_generation=ring.generation)  # fmt: skip
    if act.session.get(Revocation, mark.id) is None:
        mark.signature = ring.sign(revocation_statement(mark))
        act.session.add(mark)
        act.session.flush()


def _pass_on(act: "Act", compartment: str, ring: Keyring, heir: Principal) -> list[str]:
    epoch, now = epochs.current_epoch(act, compartment), act.now
    key = epochs.held_key(act, epoch) if epoch is not None else None
    trust = epochs.trust_of(act)
    if epoch is not None and key is not None and trust.may(ring.person_id, compartment, WRITE, now):
        rotation.renew_key(act, compartment, heir=heir)
        return [_("« {what} » : clé renouvelée, et gardée dans votre nouveau trousseau.").format(
            what=words_of(compartment))]  # fmt: skip
    if epoch is not None and key is not None and trust.may(ring.person_id, compartment, READ, now):
        epochs.hand_over(act, epoch, heir, KEY, key)
    if rotation.owed(act, compartment):
        return [_("« {what} » : la clé sera renouvelée à la prochaine session d’une personne qui y écrit.").format(
            what=words_of(compartment))]  # fmt: skip
    return []


def close(act: "Act", person_id: int) -> None:
    """Take somebody's keys out of use: nothing more is sealed to them, what was handed over is taken back."""
    for row in act.session.scalars(select(Principal).where(Principal.holder == person_id)):
        row.active = False
    for wrap in act.session.scalars(select(Wrap).where(Wrap.holder == person_id)):
        act.session.delete(wrap)
    act.session.flush()


def sealed_again(ring: Keyring, password: str, cost: Cost) -> Bundle:
    """Seal a session's pairs anew, with the root they know now."""
    return seal_bundle(ring.identity, ring.root, Secret(password.encode()), ring.person_id, ring.generation, cost)


def reseal(act: "Act", present: str, new: str, cost: Cost) -> bool:
    """Seal one's own bundle under another password. False when the present one is wrong."""
    bundle = bundles.of(act, int(act.actor_id))
    opened = opened_by(bundle, present) if bundle is not None else None
    if bundle is None or opened is None:
        return False
    mine, root = opened
    sealed = seal_bundle(mine, root, Secret(new.encode()), bundle.person, bundle.generation, cost)
    bundles.keep(act, sealed, mine.public)
    return True


def knows(act: "Act", password: str) -> bool:
    """True when that is the present password of the person at work."""
    bundle = bundles.of(act, int(act.actor_id))
    return bundle is not None and opened_by(bundle, password) is not None


def opened_by(bundle: Bundle, password: str) -> tuple[Identity, bytes] | None:
    """The pairs and the root's public key, None for a wrong password."""
    try:
        return open_bundle(bundle, Secret(password.encode()))
    except Unopened:
        return None


def keys_at_sign_in(
    act: "Act", bundle: Bundle | None, opened: tuple[Identity, bytes] | None, password: str, cost: Cost, began: float
) -> Keyring:
    """Return the keyring of somebody whose password was right; what is missing of their keys is made on the way."""
    if bundle is None or opened is None:
        ring = enrol(act, int(act.actor_id), password, cost)
        if not ring.root and _gives_grants(act):
            found_keys(act, ring)
            bundles.keep(act, sealed_again(ring, password, cost), ring.public)
        return ring
    mine, root = opened
    _check_mine(act, bundle, mine)
    higher = passwords.raised(bundle.cost, cost, perf_counter() - began)
    # A bundle older than the root believes the first it meets; then only a change that the former vouches for.
    root = roots.believed(act.session, root)
    ring = Keyring(bundle.person, bundle.generation, mine, root)
    if not root and _gives_grants(act):
        found_keys(act, ring)
    if higher is not None or ring.root != opened[1]:
        bundles.keep(act, sealed_again(ring, password, higher or bundle.cost), ring.public)
    return ring


def _check_mine(act: "Act", bundle: Bundle, mine: Identity) -> None:
    """Refuse a bundle made by another program: its keys are not those that the co-op knows of this person."""
    row = act.session.get(Principal, number("principal", bundle.person, bundle.generation))
    if row is None or (row.box, row.sign) != (mine.public.box, mine.public.sign):
        raise RuleBroken(
            "KEY-04",
            _(
                "Ce trousseau n’est pas celui que le dossier connaît : il a été changé par un autre programme. "
                "Restaurez la dernière sauvegarde."
            ),
        )


def _gives_grants(act: "Act") -> bool:
    from coop_desk.core.grants import holding_of
    from coop_desk.core.rights import Right

    return holding_of(act.session, act.actor_id, act.today).people((Right.GRANTS_GIVE,)).everyone


@dataclass(frozen=True, slots=True)
class KeysState:
    """Where somebody's keys are, in words, and what is to be done; `settled` when nothing is."""

    words: str
    next_step: str
    settled: bool


def state_of_keys(act: "Act", person_id: int) -> KeysState:
    """Say where somebody's keys are: made, certified, handed over, and by whom what is missing can be done."""
    trust = epochs.trust_of(act)
    newest = trust.newest(person_id)
    if newest is None:
        return KeysState(_("à faire à sa première session"), "", settled=True)
    if not newest.active:
        return KeysState(_("reprises"), "", settled=True)
    if not trust.certified(newest):
        return KeysState(
            _("à certifier"),
            _("Une personne de la gouvernance certifie ces clés, page « Clés confiées »."),
            settled=False,
        )
    missing = delegating.awaited(act, person_id)
    if not missing:
        return KeysState(_("certifiées"), "", settled=True)
    return KeysState(_("en attente de remise de clés"), " ".join(missing), settled=False)


def _principal(mine: Identity, person_id: int, generation: int) -> Principal:
    return Principal(
        id=number("principal", person_id, generation),
        holder=person_id,
        generation=generation,
        box=mine.public.box,
        sign=mine.public.sign,
    )


def found_keys(act: "Act", founder: Keyring) -> None:
    """Make the root: it certifies the founder as the governance, and stays sealed to them until it is printed."""
    seed = Secret(secrets.token_bytes(16))
    root = derive.recovery_identity(seed)
    own = _principal(root, ROOT, 1)
    own.certificate = root.sign(principal_statement(own))
    act.session.add(own)
    row = act.session.get_one(Principal, number("principal", founder.person_id, founder.generation))
    row.by, row.by_generation = ROOT, 1
    row.certificate = root.sign(principal_statement(row))
    first = Delegation(
        id=random_number(),
        compartment=GOVERNANCE,
        holder=founder.person_id,
        right=WRITE,
        export=False,
        starts_on=act.today,
        ends_on=None,
        same_day=False,
        proposed_by=founder.person_id,
        decision=_("Ouverture du dossier de la coopérative"),
        by=ROOT,
        by_generation=1,
    )
    first.signature = root.sign(delegation_statement(first))
    kept = Wrap(
        id=number("wrap", SEED, 1, founder.person_id, founder.generation, "seed"),
        compartment=SEED,
        n=1,
        holder=founder.person_id,
        generation=founder.generation,
        what="seed",
        box=seal_to(founder.public.box, seed),
        by=ROOT,
        by_generation=1,
    )
    kept.signature = root.sign(wrap_statement(kept))
    act.session.add_all([first, kept])
    act.session.flush()
    founder.root = root.public.sign
    root.forget()
    seed.forget()

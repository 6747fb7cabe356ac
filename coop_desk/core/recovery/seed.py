"""Where the seed of the recovery key is while it is not on paper, and its shares: sealed, signed by the root."""

from collections.abc import Callable

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.compartments import enrolment, epochs
from coop_desk.core.compartments.model import ROOT, Principal, Wrap
from coop_desk.core.compartments.names import number
from coop_desk.core.compartments.trust import public_keys, wrap_statement
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.identity import Identity, seal_to
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

SEED, SHARE = "seed", "share"


def seed_wraps(act: Act) -> list[Wrap]:
    """The copies of the seed that wait to be printed, and the shares of trustees."""
    return list(act.session.scalars(select(Wrap).where(Wrap.compartment == enrolment.SEED)))


def keep_for(act: Act, root: Identity, generation: int, to: Principal, what: str, secret: Secret) -> None:
    """Seal the seed, or a share of it, to somebody's own keys; the root of that generation signs that it did."""
    wrap = Wrap(
        id=number("wrap", enrolment.SEED, 1, to.holder, to.generation, what),
        compartment=enrolment.SEED,
        n=1,
        holder=to.holder,
        generation=to.generation,
        what=what,
        box=seal_to(to.box, secret),
        by=ROOT,
        by_generation=generation,
    )
    wrap.signature = root.sign(wrap_statement(wrap))
    act.session.add(wrap)


def kept_seed(act: Act) -> Secret:
    """The seed kept by this person until it is printed. Raises RuleBroken KEY-19 when it is no longer there."""
    ring = epochs.keyring_of(act)
    for wrap in seed_wraps(act):
        mine = (wrap.what, wrap.holder, wrap.generation) == (SEED, ring.person_id, ring.generation)
        if mine and epochs.trust_of(act).wrap_holds(wrap):
            return ring.open(wrap.box)
    raise RuleBroken(
        "KEY-19",
        _(
            "Le code de secours n’est pas dans votre trousseau : il a déjà été imprimé, ou c’est une autre personne "
            "qui l’imprime. Retrouvez l’enveloppe."
        ),
    )


def remove(act: Act, which: Callable[[Wrap], bool]) -> None:
    """Delete some of the copies and shares."""
    for wrap in seed_wraps(act):
        if which(wrap):
            act.session.delete(wrap)
    act.session.flush()


def own_root(act: Act, seed: Secret) -> tuple[Identity, Principal]:
    """The recovery pairs, compared with those of this co-op: a wrong seed gives others without any error."""
    identity, stored = derive.recovery_identity(seed), epochs.root_principal(act)
    if (identity.public.box, identity.public.sign) != (stored.box, stored.sign):
        raise RuleBroken(
            "KEY-20",
            _(
                "Ce code est bien recopié, mais ce n’est pas le code en vigueur de cette coopérative : l’empreinte "
                "{given} n’est pas {expected}. Cherchez la feuille qui porte cette dernière."
            ).format(given=identity.public.fingerprint, expected=fingerprint(stored)),
        )
    return identity, stored


def fingerprint(root: Principal) -> str:
    """The fingerprint of the recovery key, as printed."""
    return public_keys(root).fingerprint

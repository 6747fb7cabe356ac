"""The keys of the person who asks: their fingerprint, to be read aloud to whoever certifies them."""

from dataclasses import dataclass

from coop_desk.core.actions import Act, query
from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.trust import public_keys
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """One's newest public keys; `certified` once the governance signed them."""

    fingerprint: str
    generation: int
    certified: bool


@query(Right.OWN_FILE_READ, N_("Consultation de ses propres clés"))
def own_keys(act: Act) -> OwnKeys | None:
    """Return one's newest keys; None for an account that never signed in since keys exist."""
    trust = epochs.trust_of(act)
    row = trust.newest(int(act.actor_id))
    return OwnKeys(public_keys(row).fingerprint, row.generation, trust.certified(row)) if row is not None else None

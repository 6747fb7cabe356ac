"""What people sealed for the key holders becomes records: signed by the person, once each, under the same number."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core.compartments import epochs, sealed
from coop_desk.core.compartments.model import Drop, Epoch
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.identity import verify
from coop_desk.core.crypto.sealing import Unopened, unpack
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.i18n import _
from coop_desk.core.model import PersonId

if TYPE_CHECKING:
    from coop_desk.core.actions import Act


def waiting(act: "Act", compartment: str) -> int:
    """How many drops wait for a key holder."""
    return len(list(act.session.scalars(select(Drop.id).where(Drop.compartment == compartment))))


def move_drops(act: "Act", compartment: str) -> int:
    """Make records of the drops that a key holder with a write delegation may open; return how many.

    A drop that does not open, is not signed by the certified keys of its person, or was moved before, is taken away:
    it was made by another program.
    """
    epoch = epochs.current_epoch(act, compartment)
    if epoch is None:
        return 0
    key = epochs.opened_key(act, epoch)
    moved = 0
    for row in act.session.scalars(select(Drop).where(Drop.compartment == compartment).order_by(Drop.id)):
        said = _said(act, epoch, key, row)
        if said is _PENDING:
            continue
        if isinstance(said, dict):
            equal = tuple(said["equal"]) if said["equal"] else None
            written = sealed.Written(said["data"], said["at"], said["person"], epoch.n, equal)
            sealed.add(act, epoch, key, said["person"], written, row.id)
            moved += 1
        else:
            act.say(_("Un dépôt que personne n’a signé a été écarté."))
        act.session.delete(row)
    act.session.flush()
    return moved


def own_drops(act: "Act", compartment: str) -> list[sealed.Entry]:
    """The drops that the person at work made there and signed, opened with their own keys."""
    ring = epochs.keyring_of(act)
    found = []
    for row in act.session.scalars(select(Drop).where(Drop.compartment == compartment, Drop.own.is_not(None))):
        try:
            said = unpack(ring.open(row.own or b"").reveal())
            signature = bytes.fromhex(said.pop("signature"))
            at, data = str(said["at"]), dict(said["data"])
        except (Unopened, LookupError, TypeError, ValueError):
            continue
        if verify(ring.public.sign, ["drop", compartment, row.id, said], signature):
            found.append(sealed.Entry(row.id, act.actor_id, data, at, act.actor_id, 0))
    return found


def droppers(act: "Act", epoch: Epoch, key: Secret) -> list[PersonId]:
    """Whose signed drops wait for somebody who writes there."""
    rows = act.session.scalars(select(Drop).where(Drop.compartment == epoch.compartment))
    said = [_said(act, epoch, key, row) for row in rows]
    return sorted({PersonId(one["person"]) for one in said if isinstance(one, dict)})


_PENDING = object()  # its keys wait for their certificate: nothing is lost


def _said(act: "Act", epoch: Epoch, key: Secret, row: Drop) -> object:
    try:
        said = unpack(derive.drop_identity(key).open(row.box).reveal())
        signature = bytes.fromhex(said.pop("signature"))
        person, generation = int(said["person"]), int(said["generation"])
        _at, _data, _equal = str(said["at"]), dict(said["data"]), said["equal"]
    except (Unopened, LookupError, TypeError, ValueError):
        return None
    trust = epochs.trust_of(act)
    newest = trust.newest(person)
    if newest is not None and newest.generation == generation and newest.active and not trust.certified(newest):
        return _PENDING
    signed = trust.signed(person, generation, ["drop", epoch.compartment, row.id, said], signature)
    if not signed or row.id in sealed.times_written(act, [row.id]):
        return None
    return said

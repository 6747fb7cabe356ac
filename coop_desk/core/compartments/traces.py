"""Who read somebody's protected data, sealed in the journal to that person: each opens their own traces, nobody else.

A line says in clear who read, when, under which title, in which compartment, and how many people it tells; whom is
sealed with the key of that person's own records. When the compartment's key is renewed, each of these keys is sealed
under the one that follows, so that a new password or a new key loses none of it.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.model import Epoch, FormerKey
from coop_desk.core.compartments.names import number
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.sealing import About, Unopened, seal, seal_key, unseal, unseal_key
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.journal import Line, SealedReading
from coop_desk.core.limits import Opened
from coop_desk.core.model import Person

if TYPE_CHECKING:
    from coop_desk.core.actions import Act

_FORM = b"\x01"  # then eight bytes of the person: every box is as long as any other


def sealed(act: "Act", seq: int, opened: Iterable[Opened]) -> list[dict[str, Any]]:
    """Return what the body of line `seq` says was read: a box for each person, in an order that tells nothing."""
    people: dict[str, list[int]] = {}
    for one in opened:
        people.setdefault(one.compartment, []).append(int(one.person_id))
    said = []
    for compartment in sorted(people):
        epoch = epochs.opened_epoch(act, compartment)
        key = epochs.opened_key(act, epoch)
        about = _about(seq, compartment, epoch.n)
        boxes = sorted(
            seal(derive.subject_key(key, person), _FORM + person.to_bytes(8, "big"), about)
            for person in people[compartment]
        )
        said.append({"compartment": compartment, "epoch": epoch.n, "boxes": [b64encode(b).decode() for b in boxes]})
    return said


def _about(seq: int, compartment: str, n: int) -> About:
    return ["seen", seq, compartment, n]


class OwnTraces:
    """The traces that the person of this session can open: their keys of every generation, found once."""

    def __init__(self, act: "Act") -> None:
        self._keys: dict[tuple[str, int], Secret] = {}
        self.compartments = sorted(set(act.session.scalars(select(Epoch.compartment)))) if act.keys else []
        for compartment in self.compartments:
            epoch = epochs.current_epoch(act, compartment)
            subject = epochs.held_subject(act, epoch) if epoch is not None else None
            if epoch is not None and subject is not None:
                self._keys |= _chain(act, compartment, epoch.n, subject)

    def read_in(self, line: Line) -> list[str]:
        """The compartments where that line says that one's own protected data were read."""
        return [one.compartment for one in line.sealed if self._opens(line.seq, one)]

    def _opens(self, seq: int, reading: SealedReading) -> bool:
        key = self._keys.get((reading.compartment, reading.epoch))
        about = _about(seq, reading.compartment, reading.epoch)
        return key is not None and any(_opens(key, box, about) for box in reading.boxes)


def _opens(key: Secret, box: bytes, about: About) -> bool:
    try:
        unseal(key, box, about)
    except Unopened:
        return False
    return True


def _chain(act: "Act", compartment: str, n: int, subject: Secret) -> Iterator[tuple[tuple[str, int], Secret]]:
    """The person's key of this generation, and those before it as far as they open."""
    while True:
        yield (compartment, n), subject
        row = act.session.scalar(
            select(FormerKey).where(FormerKey.compartment == compartment, FormerKey.tag == derive.tag(subject))
        )
        try:
            if row is None or row.n != n:
                return
            subject = unseal_key(subject, row.box, _former(compartment, n))
        except Unopened:
            return
        n -= 1


def keep_former(act: "Act", former: Epoch, old: Secret, fresh: Epoch, new: Secret) -> None:
    """At a renewal, seal each person's former key under the one that replaces it."""
    rows = []
    for person in act.session.scalars(select(Person.id)):
        subject = derive.subject_key(new, person)
        tag = derive.tag(subject)
        box = seal_key(subject, derive.subject_key(old, person), _former(former.compartment, fresh.n))
        id_ = number("former", former.compartment, tag.hex())
        rows.append({"id": id_, "compartment": former.compartment, "n": fresh.n, "tag": tag, "box": box})
    act.session.add_unjournalled(FormerKey, rows)


def _former(compartment: str, n: int) -> About:
    return ["former", compartment, n]

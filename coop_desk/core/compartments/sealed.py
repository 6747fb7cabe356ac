"""`act.sealed`: put, read, read one's own, drop. The compartment is named; keys and rights are both looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.model import Drop, Epoch, SealedRecord
from coop_desk.core.compartments.names import COOP, EXPORT, READ, WRITE, check_name, random_number, words_of
from coop_desk.core.crypto import derive, identity
from coop_desk.core.crypto.sealing import About, Unopened, canonical, pack, seal, unpack, unseal
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.journal import JournalTouch
from coop_desk.core.limits import Opened
from coop_desk.core.model import Person, PersonId
from coop_desk.core.trusted_time import check_certain

if TYPE_CHECKING:
    from coop_desk.core.actions import Act


@dataclass(frozen=True, slots=True)
class Entry:
    """One sealed record, opened: whose it is, what it says, who wrote it and when (UTC, ISO text)."""

    id: int
    person_id: PersonId
    payload: dict[str, Any] = field(repr=False)
    at: str
    by: PersonId
    version: int


@dataclass(frozen=True, slots=True)
class Held:
    """That a sealed record is there: its number, whose it is, when it was written, and a mark equal for equals."""

    id: int
    person_id: PersonId
    at: str
    equal: bytes | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The sealed compartments, for the act under way."""

    act: "Act"

    def put(
        self,
        compartment: str,
        person_id: PersonId,
        payload: dict[str, Any],
        *,
        replacing: int | None = None,
        equal: tuple[str, str] | None = None,
        right: str = WRITE,
    ) -> int:
        """Seal a payload (JSON with "v", no float) about a person, or about the co-op itself, and return its number.

        `replacing`: the record to write anew. `equal`: (kind, canonical value) by which `same` finds it.
        `right`: EXPORT to keep what was taken out, by whoever may export and not write: about the co-op, never anew.
        """
        if right == EXPORT and (person_id != COOP or replacing is not None):
            raise Refused(_(_NO_RIGHT[WRITE]).format(what=words_of(compartment)))
        epoch, key = self._open(compartment, right)
        written = Written(payload, self.act.now.isoformat(), int(self.act.actor_id), epoch.n, equal)
        if replacing is None:
            return add(self.act, epoch, key, person_id, written, random_number())
        return rewrite(self.act, epoch, key, person_id, written, replacing)

    def read(
        self,
        compartment: str,
        person_id: PersonId | None = None,
        *,
        equal: tuple[str, str] | None = None,
        right: str = READ,
    ) -> list[Entry]:
        """Open the records about one person, or about everybody the act covers, oldest first; COOP: those of the co-op.

        `equal`: (kind, canonical value) of those to open; the others stay shut.
        `right`: EXPORT when what is read leaves the program, which the delegation must allow as well.
        """
        if right == EXPORT:
            self._check_may(compartment, EXPORT)
        epoch, key = self._open(compartment, READ)
        people = [int(person_id)] if person_id is not None else None
        self._note_reading(compartment, person_id)
        mark = derive.equality(key, *equal) if equal is not None else None
        entries = [e for e, _written in open_all(self.act, epoch, key, people, mark)]
        return entries if person_id == COOP else _about_people(self.act, entries)

    def _note_reading(self, compartment: str, person_id: PersonId | None) -> None:
        """Have the journal tell each person, and nobody else, that their records were read (L14).

        Whoever has no record is told as well: the number of people told must not show how many have one.
        """
        if person_id == COOP:
            return
        everybody = self.act.session.scalars(select(Person.id)) if person_id is None else [person_id]
        self.act.session.opened |= {
            Opened(compartment, PersonId(one)) for one in everybody if self.act.covers(PersonId(one))
        }

    def tell_everybody(self, compartment: str) -> None:
        """Have the journal tell each person that what concerns them was read in a record of the co-op (L14)."""
        self._note_reading(compartment, None)

    def under(self, compartment: str, person_id: PersonId, at: datetime) -> list[int]:
        """Numbers of the delegations under which somebody acted there at that time."""
        trust = epochs.trust_of(self.act)
        return sorted(d.id for d in trust.delegations(compartment, int(person_id)) if trust.runs(d, at, past=True))

    def own(self, compartment: str) -> list[Entry]:
        """Open one's own records; none while the key of them has not been handed over (`awaits_keys`)."""
        check_name(compartment)
        check_certain(self.act.coop.clock)
        epoch = epochs.current_epoch(self.act, compartment)
        subject = epochs.held_subject(self.act, epoch) if epoch is not None else None
        if epoch is None or subject is None:
            return []
        me = int(self.act.actor_id)
        rows = _rows(self.act, compartment, [derive.tag(subject)])
        times = times_written(self.act, [row.id for row in rows])
        return _in_order(_opened(self.act, epoch, None, subject, me, row, times)[0] for row in rows)

    def held(self, compartment: str, person_id: PersonId | None = None) -> list[Held]:
        """Whose records there are, since when, and which are equal, without handing out anything they say."""
        epoch, key = self._open(compartment, READ)
        people = [int(person_id)] if person_id is not None else None
        entries = [entry for entry, _written in open_all(self.act, epoch, key, people)]
        equal = {row.id: row.equal for row in _rows(self.act, compartment, None)}
        return [Held(e.id, e.person_id, e.at, equal[e.id]) for e in _about_people(self.act, entries)]

    def awaits_keys(self, compartment: str) -> bool:
        """True when the compartment is in use and this person cannot read their own records there yet."""
        check_name(compartment)
        epoch = epochs.current_epoch(self.act, compartment)
        return epoch is not None and epochs.held_subject(self.act, epoch) is None

    def drop(self, compartment: str, payload: dict[str, Any], *, equal: tuple[str, str] | None = None) -> None:
        """Seal something of one's own for the key holders; the next of them to sign in makes it a record."""
        check_name(compartment)
        ring = epochs.keyring_of(self.act)
        epoch = epochs.current_epoch(self.act, compartment)
        if epoch is None:
            raise RuleBroken(
                "KEY-13",
                _("Personne n’est encore chargé de « {what} » : la gouvernance doit d’abord en décider.").format(
                    what=words_of(compartment)
                ),
            )
        id_ = random_number()
        at = self.act.now.isoformat()
        said = {"v": 1, "person": ring.person_id, "generation": ring.generation, "at": at, "data": payload,
                "equal": list(equal) if equal else None}  # fmt: skip
        said["signature"] = ring.sign(["drop", compartment, id_, said]).hex()
        self.act.session.add(
            Drop(
                id=id_,
                compartment=compartment,
                n=epoch.n,
                box=identity.seal_to(epoch.drop_box, Secret(pack(said))),
                own=identity.seal_to(ring.public.box, Secret(pack(said))),
            )
        )
        self.act.session.flush()
        self.act.say(_("Dépôt scellé."))

    def own_drops(self, compartment: str) -> list[Entry]:
        """What this person dropped there and no key holder has moved yet; version 0."""
        from coop_desk.core.compartments import drops

        return _in_order(drops.own_drops(self.act, compartment))

    def droppers(self, compartment: str) -> list[PersonId]:
        """Whose drops wait there, once each, for somebody who may open them."""
        from coop_desk.core.compartments import drops

        epoch, key = self._open(compartment, READ)
        return [person for person in drops.droppers(self.act, epoch, key) if self.act.covers(person)]

    def take_in(self, compartment: str) -> int:
        """Make records of the drops now, as somebody who writes there; return how many."""
        from coop_desk.core.compartments import drops

        self._open(compartment, WRITE)
        return drops.move_drops(self.act, compartment)

    def in_use(self, compartment: str) -> bool:
        """True once somebody was put in charge of the compartment."""
        check_name(compartment)
        return epochs.current_epoch(self.act, compartment) is not None

    def same(self, compartment: str, kind: str, value: str) -> list[int]:
        """Numbers of the records that hold this value, found without opening any."""
        _epoch, key = self._open(compartment, READ)
        mark = derive.equality(key, kind, value)
        query = select(SealedRecord.id).where(SealedRecord.compartment == compartment, SealedRecord.equal == mark)
        return sorted(self.act.session.scalars(query))

    def may(self, compartment: str, right: str = READ) -> bool:
        """True when a delegation in force gives that right; the key is another matter."""
        check_name(compartment)
        trust, me = epochs.trust_of(self.act), int(self.act.actor_id)
        if right == EXPORT:
            return any(d.export and trust.runs(d, self.act.now) for d in trust.delegations(compartment, me))
        return trust.may(me, compartment, right, self.act.now)

    def opens(self, compartment: str, right: str = READ) -> bool:
        """True when this session has that right and was handed the key."""
        epoch = epochs.current_epoch(self.act, compartment) if self.act.keys and self.may(compartment, right) else None
        return epoch is not None and epochs.held_key(self.act, epoch) is not None

    def keepers(self, compartment: str) -> list[str]:
        """Names of the people who open it today; empty while nobody is in charge."""
        check_name(compartment)
        epoch = epochs.current_epoch(self.act, compartment)
        return epochs.keepers(self.act, epoch) if epoch is not None else []

    def _open(self, compartment: str, right: str) -> tuple[Epoch, Secret]:
        check_certain(self.act.coop.clock)
        self._check_may(compartment, right)
        epoch = epochs.opened_epoch(self.act, compartment)
        return epoch, epochs.opened_key(self.act, epoch)

    def _check_may(self, compartment: str, right: str) -> None:
        if not self.may(compartment, right):
            raise Refused(_(_NO_RIGHT[right]).format(what=words_of(compartment)))


_NO_RIGHT = {
    READ: N_("« {what} » : aucune délégation ne vous l’ouvre aujourd’hui."),
    WRITE: N_("« {what} » : aucune délégation ne vous permet d’y écrire aujourd’hui."),
    EXPORT: N_(
        "« {what} » : votre délégation permet de lire, pas d’exporter. L’export se décide dans « Clés confiées »."
    ),
}


# ------------------------------------------------------------------ one record


@dataclass(frozen=True, slots=True)
class Written:
    """What a record holds beside its payload: when, by whom, since which epoch, and what it is equal by."""

    payload: dict[str, Any] = field(repr=False)
    at: str
    by: int
    since: int
    equal: tuple[str, str] | None = field(default=None, repr=False)


def record_about(compartment: str, id_: int, n: int, version: int, person_id: int) -> About:
    """What a sealed record is and where it stands: nothing of it can be exchanged with another's."""
    return ["rec", compartment, id_, n, version, person_id]


def sealed_box(key: Secret, subject: Secret, about: About, written: Written) -> bytes:
    """Seal one record: opened by its subject too, written by key holders only, which the mark inside shows."""
    packed = pack(
        {
            "v": 1,
            "at": written.at,
            "by": written.by,
            "since": written.since,
            "equal": list(written.equal) if written.equal else None,
            "data": written.payload,
        }
    )
    return seal(subject, _mark(key, about, packed) + packed, about)


_MARK = 16


def _mark(key: Secret, about: About, packed: bytes) -> bytes:
    return derive.writer_mark(key, canonical(about), packed)


def opened_box(key: Secret | None, subject: Secret, about: About, box: bytes) -> Written:
    """Open one record; with the compartment's key, verify that a key holder wrote it. Raises Unopened."""
    content = unseal(subject, box, about)
    mark, packed = content[:_MARK], content[_MARK:]
    if key is not None and not compare_digest(mark, _mark(key, about, packed)):
        raise Unopened
    said = unpack(packed)
    try:
        equal = (str(said["equal"][0]), str(said["equal"][1])) if said["equal"] else None
        return Written(said["data"], str(said["at"]), int(said["by"]), int(said["since"]), equal)
    except (LookupError, TypeError, ValueError):
        said = {}
    raise Unopened


def add(act: "Act", epoch: Epoch, key: Secret, person_id: int, written: Written, id_: int) -> int:
    """Seal a new record under a number."""
    if person_id != COOP:
        act.session.get_one(Person, PersonId(person_id))
    subject = derive.subject_key(key, person_id)
    act.session.add(
        SealedRecord(
            id=id_,
            compartment=epoch.compartment,
            tag=derive.tag(subject),
            n=epoch.n,
            version=1,
            box=sealed_box(key, subject, record_about(epoch.compartment, id_, epoch.n, 1, person_id), written),
            equal=_equality(key, written),
        )
    )
    act.session.flush()
    return id_


def rewrite(act: "Act", epoch: Epoch, key: Secret, person_id: int, written: Written, id_: int) -> int:
    """Seal a record anew, one version higher, after having opened what stood there."""
    subject = derive.subject_key(key, person_id)
    row = act.session.get_one(SealedRecord, id_)
    if row.compartment != epoch.compartment or row.tag != derive.tag(subject):
        raise Refused(_("Cet enregistrement n’est pas de cette personne."))
    _entry, before = _opened(act, epoch, key, subject, person_id, row, times_written(act, [id_]))
    version = row.version if _in_this_act(act, id_) else row.version + 1
    written = Written(written.payload, written.at, written.by, before.since, written.equal)
    about = record_about(epoch.compartment, id_, epoch.n, version, person_id)
    row.version, row.box = version, sealed_box(key, subject, about, written)
    row.equal = _equality(key, written)
    act.session.flush()
    return id_


def _equality(key: Secret, written: Written) -> bytes | None:
    return derive.equality(key, *written.equal) if written.equal else None


# ------------------------------------------------------------------ many records


def open_all(
    act: "Act", epoch: Epoch, key: Secret, people: Iterable[int] | None = None, equal: bytes | None = None
) -> list[tuple[Entry, Written]]:
    """Open the records of a compartment, of some people, of a mark. Raises RuleBroken KEY-14 naming the person."""
    known = people if people is not None else [int(COOP), *act.session.scalars(select(Person.id))]
    by_tag = {derive.tag(s): (p, s) for p in known for s in (derive.subject_key(key, p),)}
    rows = _rows(act, epoch.compartment, list(by_tag) if people is not None else None, equal)
    strange = [row.id for row in rows if row.tag not in by_tag]
    if strange:
        raise _spoilt(epoch.compartment, None)
    times = times_written(act, [row.id for row in rows])
    found = []
    for row in rows:
        person_id, subject = by_tag[row.tag]
        opened = _opened(act, epoch, key, subject, person_id, row, times)
        if equal is not None and _equality(key, opened[1]) != equal:
            raise _spoilt(epoch.compartment, _name(act, person_id))  # the mark of another value was put on it
        found.append(opened)
    return sorted(found, key=lambda one: _rank(one[0]))


def _about_people(act: "Act", entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.person_id != COOP and act.covers(entry.person_id)]


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=_rank)


def _rank(entry: Entry) -> tuple[str, int, int]:
    """Oldest first; what was written in the same second by the number that its payload may give itself, "n"."""
    n = entry.payload.get("n")
    return entry.at, n if isinstance(n, int) else 0, entry.id


def _rows(act: "Act", compartment: str, tags: list[bytes] | None, equal: bytes | None = None) -> list[SealedRecord]:
    query = select(SealedRecord).where(SealedRecord.compartment == compartment)
    if equal is not None:
        query = query.where(SealedRecord.equal == equal)
    if tags is not None:
        query = query.where(SealedRecord.tag.in_(tags))
    return list(act.session.scalars(query))


def _opened(
    act: "Act",
    epoch: Epoch,
    key: Secret | None,
    subject: Secret,
    person_id: int,
    row: SealedRecord,
    times: dict[int, int],
) -> tuple[Entry, Written]:
    about = record_about(epoch.compartment, row.id, epoch.n, row.version, person_id)
    try:
        if row.n != epoch.n:
            raise Unopened
        written = opened_box(key, subject, about, row.box)
        # An older version put back opens, but it was written fewer times than the journal and the rotations say.
        if row.version != times.get(row.id, 0) + epoch.n - written.since:
            raise Unopened
    except Unopened:
        raise _spoilt(epoch.compartment, _name(act, person_id)) from None
    entry = Entry(row.id, PersonId(person_id), written.payload, written.at, PersonId(written.by), row.version)
    return entry, written


def times_written(act: "Act", numbers: list[int] | None = None) -> dict[int, int]:
    """How often the journal saw each record written, the act under way included."""
    query = select(JournalTouch.record, func.count(JournalTouch.id)).group_by(JournalTouch.record)
    if numbers is not None and len(numbers) <= 500:
        query = query.where(JournalTouch.record.in_([f"sealed:{i}" for i in numbers]))
    else:
        query = query.where(JournalTouch.record.between("sealed:", "sealed;"))
    found = {int(record.partition(":")[2]): times for record, times in act.session.execute(query).all()}
    for id_ in {c.id for c in act.session.changes if c.table == "sealed"}:
        found[id_] = found.get(id_, 0) + 1
    return found


def _in_this_act(act: "Act", id_: int) -> bool:
    return any(c.table == "sealed" and c.id == id_ for c in act.session.changes)


def _name(act: "Act", person_id: int) -> str:
    if person_id == COOP:
        return _("la coopérative")
    return act.session.get_one(Person, PersonId(person_id)).name


def _spoilt(compartment: str, name: str | None) -> RuleBroken:
    if name is None:
        said = _(
            "« {what} » : un enregistrement scellé ne correspond à personne. Il a été changé par un autre programme. "
            "Restaurez la dernière sauvegarde."
        ).format(what=words_of(compartment))
    else:
        said = _(
            "« {what} » : un enregistrement scellé de {name} ne s’ouvre plus. Il a été changé, déplacé ou remplacé "
            "par un autre programme. Restaurez la dernière sauvegarde."
        ).format(what=words_of(compartment), name=name)
    return RuleBroken("KEY-14", said)

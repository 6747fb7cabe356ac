"""Budgets of what is sealed and signed, each beside the bare primitives in the same run. Times in seconds."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import blake2b, sha256
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, database, journal
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.anchors import settle
from coop_desk.core.backup.making import back_up
from coop_desk.core.backup.source import Source
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating, rotation
from coop_desk.core.crypto.passwords import FULL, key_from, new_salt
from coop_desk.core.crypto.sealing import new_key, seal, unseal
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.database import raw_connection
from coop_desk.core.desk import Desk
from coop_desk.core.file import CoopFile, create_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from coop_desk.core.signatures import Signers, wrong_signatures
from tests.bench.measures import Measure, timed
from tests.conftest import CHEAP
from tests.file_key import PASSWORD

R = TypeVar("R")
DAY = date(2026, 3, 2)
PAY = "pay/2026"
MONTHS = 12


class Sealing:
    """A co-op where everybody has keys and one person writes the pay."""

    def __init__(self, parent: Path, people: int) -> None:
        self.clock = Clock(datetime(2026, 3, 2, 9, tzinfo=UTC))
        self.file: CoopFile = create_coop(parent, "Coopérative scellée", clock=self.clock)
        accounts.found(self.file, "Anne", "Fondatrice", "founder", PASSWORD, cost=FULL)
        self.founder = accounts.sign_in(self.file, "founder", PASSWORD)
        self.people = [
            accounts.open_account(
                self.founder, f"m{n}", PASSWORD, given_name=f"Prénom{n}", family_name=f"Nom{n}", cost=CHEAP
            )
            for n in range(people)
        ]
        delegating.delegate_keys(self.founder, PAY, self.people[0], "write", DAY, None, "Assemblée")
        self.delegate = accounts.sign_in(self.file, "m0", PASSWORD)

    def act(self, desk: Desk, do: Callable[[Act], R], *, reading: bool = False) -> R:
        """Run something as somebody, past the rights of the verbs: keys and delegations are looked at."""
        verb = Inner("bench.sealed", "Mesure", reading=reading)
        return transact(self.file, verb, desk.person_id, EVERYONE, "", do, keys=desk.keyring)

    def month(self, number: int) -> None:
        """Write the pay of everybody for one month, in one act."""

        def write(act: Act) -> None:
            for person in self.people:
                act.sealed.put(PAY, person, payslip(person, number))

        self.act(self.delegate, write)


def payslip(person: PersonId, month: int) -> dict[str, Any]:
    """What one month of pay holds."""
    lines = {f"line{n}": 10_000 * n + int(person) for n in range(12)}
    return {"v": 1, "month": f"2026-{month:02d}", "gross_cents": 210_000 + month, "net_cents": 164_000, "lines": lines}


def once(do: Callable[[], object]) -> float:
    """The time of what is done once only."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def bare_sealing(count: int) -> tuple[float, float]:
    """Seal, then open, as many boxes of 768 bytes with XChaCha20-Poly1305 alone."""
    key, content = new_key(), os.urandom(768)
    boxes: list[bytes] = []
    sealing = once(lambda: boxes.extend(seal(key, content, ["rec", n]) for n in range(count)))
    return sealing, once(lambda: [unseal(key, box, ["rec", n]) for n, box in enumerate(boxes)])


def bare_saving(file: CoopFile) -> float:
    """One row added and kept by the database alone, under the same settings and on the same disk."""
    path = file.folder / "mesure.db"
    with closing(raw_connection(path, like=file.database)) as raw:
        database.apply_settings(raw)
        raw.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, said BLOB)")

        def save() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO kept (said) VALUES (?)", (os.urandom(768),))
            raw.execute("COMMIT")

        taken = timed(save, 15)
    path.unlink()
    return taken


# ----------------------------------------------------------------------------------------------------- measures


def sealed(parent: Path, people: int = 300, long: bool = False) -> Iterator[Measure | str]:
    """Everything of the budgets, with so many people; `long` rotates ten times as many records as well."""
    start = time.perf_counter()
    place = Sealing(Path(tempfile.mkdtemp(dir=parent)), people)
    yield f"{people} accesses were opened in {time.perf_counter() - start:.0f} s"
    yield from _login(place)
    yield from _journal(place)
    yield from _save(place)
    yield from _pay(place)
    yield from _rotation(place, long=long)
    yield from _backup(place)
    place.file.close()


def _login(place: Sealing) -> Iterator[Measure]:
    salt = new_salt()
    bare = timed(lambda: key_from(Secret(PASSWORD.encode()), salt, FULL), 3)
    ours = timed(lambda: accounts.sign_in(place.file, "founder", PASSWORD), 3)
    yield Measure("login, key derivation included", ours, None, "", 1.5)
    yield Measure("the same beside the derivation alone", ours, bare, "Argon2id", None)


def _save(place: Sealing) -> Iterator[Measure]:
    person = place.people[0]
    ours = timed(lambda: place.act(place.delegate, lambda act: act.sealed.put(PAY, person, payslip(person, 0))), 9)
    yield Measure("one save: sealed, journalled, durable", ours, None, "", 0.1)
    yield Measure("the same beside one row kept by the database", ours, bare_saving(place.file), "one row", None)


def _pay(place: Sealing) -> Iterator[Measure]:
    count = len(place.people)
    months = [once(lambda n=number: place.month(n)) for number in range(1, MONTHS + 1)]  # type: ignore[misc]
    sealing, _opening = bare_sealing(count)
    month = sorted(months)[MONTHS // 2]
    yield Measure(f"monthly run of {count}", month, None, "", 3.0)
    yield Measure(f"the same beside {count} boxes sealed", month, sealing, "XChaCha20", None)
    _sealing, opening = bare_sealing(count * MONTHS)
    year = timed(lambda: place.act(place.delegate, lambda act: act.sealed.read(PAY), reading=True), 3)
    yield Measure(f"a year of pay opened, {count * MONTHS} records", year, None, "", 1.0)
    yield Measure(f"the same beside {count * MONTHS} boxes opened", year, opening, "XChaCha20", None)
    member = accounts.sign_in(place.file, "m1", PASSWORD)
    own = timed(lambda: place.act(member, lambda act: act.sealed.own(PAY), reading=True))
    yield Measure("a member opens their own year", own, None, "", 0.1)


def _journal(place: Sealing) -> Iterator[Measure]:
    def know(act: Act) -> Signers:
        return Signers(act.session)

    def verify(act: Act) -> int:
        signers = know(act)
        assert not list(journal.broken_lines(act.session))
        assert not list(wrong_signatures(act.session, signers=signers))
        return journal.head(act.session)[0]

    count = place.act(place.founder, verify, reading=True)
    whole = timed(lambda: place.act(place.founder, verify, reading=True), 5, process_time)
    # Who signs is read once for the whole journal, however long it is.
    once_for_all = timed(lambda: place.act(place.founder, know, reading=True), 5, process_time)
    long = once_for_all + (whole - once_for_all) / count * 100_000
    with closing(raw_connection(place.file.database)) as raw:
        bodies = [str(row[0]).encode() for row in raw.execute("SELECT body FROM journal")]
    bare = timed(lambda: [blake2b(body, digest_size=32).digest() for body in bodies])
    yield Measure("journal verified, for 100,000 lines like these, processor", long, None, "", 20.0)
    yield Measure(f"{count} lines, signatures included, beside their words", whole, bare, "BLAKE2b", None)
    yield Measure("journal looked at on opening", timed(lambda: settle(place.file)), None, "", 0.3)


def _rotation(place: Sealing, *, long: bool) -> Iterator[Measure]:
    """The new key itself: the backup that goes before it is measured with the backups."""
    rotation.keep_before = lambda _act: None

    def rotate(act: Act) -> int:
        return rotation.renew_key(act, PAY)

    for times in (1, 10) if long else (1,):
        if times > 1:
            for number in range(MONTHS * (times - 1)):
                place.month(number)
        count: list[int] = []
        began = process_time()
        taken = once(lambda kept=count: kept.append(place.act(place.delegate, rotate)))  # type: ignore[misc]
        busy = process_time() - began
        sealing, opening = bare_sealing(count[0])
        yield Measure(f"rotation of {count[0]} records", taken, None, "", 5.0 * times if times == 1 else 20.0)
        yield Measure("of which the processor was busy", busy, None, "", 5.0 * times if times == 1 else 20.0)
        beside = sealing + 2 * opening
        yield Measure("the same beside as many sealed, and opened twice", taken, beside, "XChaCha20", None)


def _backup(place: Sealing) -> Iterator[Measure | str]:
    path = place.file.database

    def bare() -> None:
        content = path.read_bytes()
        (path.parent / "mesure.copie").write_bytes(content)
        sha256(content).digest()

    plain = timed(bare)
    (path.parent / "mesure.copie").unlink()
    into = Path(tempfile.mkdtemp(dir=path.parent.parent))
    root = place.founder.keyring.root if place.founder.keyring is not None else b""
    ours = once(lambda: back_up(Source(path.parent, root), place.clock.now(), "mesure", [into]))
    size = path.stat().st_size / 1e6
    yield Measure(f"backup verified, {size:.0f} Mo", ours, None, "", 15.0 * max(1.0, size / 150))
    yield Measure("the same beside a copy and one SHA-256", ours, plain, "copy", None)

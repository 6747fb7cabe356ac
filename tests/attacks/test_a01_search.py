"""A01 and A02: nothing sealed is found by searching the disk or a locked program, in any way of writing it."""

import base64
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coop_desk.app.demo_accounts import DemoAccount, demo_accounts
from coop_desk.core import accounts, database
from coop_desk.core.actions import Inner, transact
from coop_desk.core.backup import moments
from coop_desk.core.clock import Clock
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.desk import Desk
from coop_desk.core.drafts import keep_drafts
from coop_desk.core.file import DATABASE_NAME, open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from coop_desk.topics.payroll import service as payroll
from coop_desk.topics.personal_details import service as personal_details
from coop_desk.topics.personal_details.records import BankDetails, IdentityDetails
from tests.attacks.planted_pay import (
    AMOUNTS,
    COMMENT,
    COMMISSION,
    MARCH,
    PAY_WORDS,
    REASON_WORDS,
    PlantedPay,
    everything,
)
from tests.conftest import CHEAP, DEMO_DAY
from tests.file_key import learn_key

ROOT = Path(__file__).parents[2]
TODAY = DEMO_DAY
PLANTED = 50
SHORTEST = 6  # bytes: shorter ones stand by chance in the letters of a key


def iban(number: int) -> str:
    """A French IBAN with right check digits."""
    account = f"30004000{number:013d}"
    key = 97 - int(f"{89 * 30004 + 15 * 0 + 3 * number}") % 97
    bban = f"{account}{key:02d}"
    return f"FR{98 - int(f'{bban}152700') % 97:02d}{bban}"


def nir(number: int) -> str:
    """A social-security number with its key."""
    body = 1_850_778_006_000 + number
    return f"{body}{97 - body % 97:02d}"


def ways_of_writing(secret: str) -> Iterator[bytes]:
    """The same secret as a program could have left it: text, base64, UTF-16, figures in groups, whole numbers."""
    for text in {secret, " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            yield text.encode(encoding)
        yield text.encode().hex().encode()
        for shift in range(3):  # where the text begins in a group of three bytes
            coded = base64.b64encode(bytes(shift) + text.encode() + bytes(2))
            yield coded[4:-4]
    if secret.isdecimal() and int(secret) < 2**63:
        yield int(secret).to_bytes(8, "big")
        yield int(secret).to_bytes(8, "little")
        yield f"{int(secret) / 100:.2f}".replace(".", ",").encode()


def found_in(content: bytes, secrets: Iterable[str]) -> set[str]:
    """The secrets that some way of writing shows in these bytes."""
    return {
        secret for secret in secrets if any(way in content for way in ways_of_writing(secret) if len(way) >= SHORTEST)
    }


def found_under(folders: Iterable[Path], secrets: Iterable[str], but: frozenset[str] = frozenset()) -> set[str]:
    """The same in every file of folders, whatever it is."""
    wanted, found = list(secrets), set()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in but:
                found |= found_in(path.read_bytes() + str(path.relative_to(folder)).encode(), wanted)
    return found


class Planted:
    """A demonstration where secrets were recorded by the people themselves and by the holder of pay."""

    def __init__(self, folder: Path, secrets: list[str], people: tuple[DemoAccount, ...]) -> None:
        self.folder = folder
        self.secrets = secrets
        self.people = people


@pytest.fixture(scope="session")
def planted_once(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> tuple[Planted, Path]:
    """The demonstration below and the profile of its people, made once."""
    profile = tmp_path_factory.mktemp("planted-profile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setattr(accounts, "LEAST_COST", CHEAP)
        patch.setenv("COOP_DESK_CONFIG", str(profile))
        return plant(tmp_path_factory.mktemp("planted"), made_demo), profile


@pytest.fixture
def planted(
    planted_once: tuple[Planted, Path], tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> Planted:
    """A copy of it, on the PC where it was made."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    made, known = planted_once
    shutil.copytree(known, profile, dirs_exist_ok=True)
    learn_key(made.folder, made.people[0].login, made.people[0].password)
    return Planted(Path(shutil.copytree(made.folder, tmp_path / made.folder.name)), made.secrets, made.people)


def plant(place: Path, demo: Path) -> Planted:
    """Fifty of them: IBAN, social-security numbers, salaries in cents, reasons of absence."""
    folder = Path(shutil.copytree(demo, place / demo.name))
    people = demo_accounts(folder)
    secrets: list[str] = []
    with open_coop(folder, clock=Clock(datetime(2026, 11, 21, 9, tzinfo=UTC))) as file:
        founder = accounts.sign_in(file, people[0].login, people[0].password)
        holder = accounts.sign_in(file, people[1].login, people[1].password)
        for compartment in ("bank", "identity", "pay/2026", "absence/2026"):
            delegate_keys(founder, compartment, holder.person_id, "write", TODAY, None, "Assemblée du 20 juin 2026")
        holder = accounts.sign_in(file, people[1].login, people[1].password)
        for number, person in enumerate(people[2:14]):
            desk = accounts.sign_in(file, person.login, person.password)
            for details in (BankDetails(iban(70000 + number)), IdentityDetails(nir(number * 1000))):
                personal_details.give_own_details(desk, details)
            secrets += [iban(70000 + number), nir(number * 1000)]
        chance = random.Random(9)
        salaries = [str(chance.randrange(10**14, 10**15)) for _one in range(14)]
        reasons = [f"Motif-{chance.randrange(10**12)}-confidentiel" for _one in range(12)]
        put(holder, "pay/2026", salaries)
        put(holder, "absence/2026", reasons)
        secrets += salaries + reasons
        accounts.sign_in(file, people[1].login, people[1].password)  # moves what was dropped
        keep_drafts(holder, [{"page": "personal_details", "typed": {"iban": secrets[0]}}])
        moments.at_exit(file)
    assert len(secrets) == PLANTED
    return Planted(folder, secrets, people)


def put(desk: Desk, compartment: str, values: list[str]) -> None:
    """Seal a record for each value, as the topics of pay and leave do."""

    def write(act: object) -> None:
        for number, value in enumerate(values):
            act.sealed.put(compartment, PersonId(3 + number), {"v": 1, "said": value})  # type: ignore[attr-defined]

    transact(desk.coop, Inner("test.put", "Essai"), desk.person_id, EVERYONE, "", write, keys=desk.keyring)


def test_no_way_of_writing_a_secret_is_found_on_the_disk(planted: Planted, profile: Path, tmp_path: Path) -> None:
    assert list(profile.rglob("*.sealed")), "the draft is on the disk"
    assert list(planted.folder.rglob("*.tar*")), "a backup is on the disk"
    assert found_under([tmp_path, profile], planted.secrets) == set()
    names = [account.name.split()[-1] for account in planted.people if len(account.name.split()[-1]) > 6]
    assert found_under([tmp_path, profile], names, but=frozenset({"demo.json"})) == set()


def test_the_search_finds_what_would_be_there(planted: Planted, tmp_path: Path) -> None:
    """The planted faults: a file layer silently plain shows the names, a log shows one amount."""
    names = [planted.people[0].name.split()[-1]]
    with closing(database.raw_connection(planted.folder / DATABASE_NAME)) as raw:
        raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(tmp_path / "clair.db"),))
        raw.execute("SELECT sqlcipher_export('plain')").fetchall()
    assert found_under([tmp_path], names, but=frozenset({"demo.json"})) == set(names)
    assert found_in((tmp_path / "clair.db").read_bytes(), planted.secrets) == set(), "sealed inside as well"
    logs = tmp_path / "logs"
    logs.mkdir()
    for shown in ways_of_writing(planted.secrets[30]):
        (logs / "trace.log").write_bytes(b"x" + shown)
        assert found_under([logs], planted.secrets) == {planted.secrets[30]}


def test_no_amount_of_pay_nor_reason_is_found_with_the_key_of_the_file(
    planted_once_in_pay: PlantedPay, profile: Path, tmp_path: Path
) -> None:
    """A member has the key of the file: the rows, the journal, the packages, the entries and the backups stay shut."""
    coop = planted_once_in_pay
    secrets = [*map(str, AMOUNTS), *PAY_WORDS, *REASON_WORDS]
    learn_key(coop.file.folder)  # whatever another test made this process forget
    moments.at_exit(coop.file)
    with closing(database.raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(tmp_path / "clair.db"),))
        raw.execute("SELECT sqlcipher_export('plain')").fetchall()
    plain = (tmp_path / "clair.db").read_bytes()
    assert b"Tanguy" in plain, "the file layer is open"
    assert list(coop.file.folder.rglob("*.tar*")), "a backup is on the disk"
    assert found_in(plain, secrets) == set()
    assert found_under([coop.file.folder, coop.profile, profile], secrets) == set()
    opened = "".join(everything(payroll.pay_month(coop.desk("pay_delegate"), MARCH)))
    assert found_in(opened.encode(), secrets) >= {str(COMMISSION), COMMENT}, "the search finds what is opened"


def test_another_program_finds_no_database(planted: Planted) -> None:
    with (
        closing(sqlite3.connect(planted.folder / DATABASE_NAME)) as raw,
        pytest.raises(sqlite3.DatabaseError, match="file is not a database"),
    ):
        raw.execute("SELECT name FROM sqlite_master")


SHOWN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import coop_desk.app.models
from coop_desk.app.window import Window
from coop_desk.core import accounts
app = QApplication([])
window = Window()
window.furnish(Path(sys.argv[1]))
window.show()
def work():
    if len(sys.argv) > 2:
        from coop_desk.topics.personal_details import service
        desk = accounts.sign_in(window.coop, sys.argv[2], sys.argv[3])
        app.kept = service.own_details(desk)
        window.welcome(desk)
    print("shown", flush=True)
QTimer.singleShot(300, work)
app.exec()
"""


def seen_in_memory(process: int, secrets: Iterable[str]) -> set[str]:
    """The secrets that a process holds as text, as its strings or those of its widgets."""
    ways = [(secret, secret.encode(encoding)) for secret in secrets for encoding in ("utf-8", "utf-16-le")]
    seen = set()
    with open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines():
            span, rights = line.split()[:2]
            begin, end = (int(side, 16) for side in span.split("-"))
            if rights.startswith("rw") and end - begin < 2**29:
                try:
                    memory.seek(begin)
                    held = memory.read(end - begin)
                except (OSError, ValueError, OverflowError):
                    continue
                seen |= {secret for secret, way in ways if way in held}
    return seen


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_locked_program_holds_nothing_in_memory(planted: Planted, profile: Path) -> None:
    """Locking starts the program again; the one where somebody is at work shows that the search would find it."""
    own = planted.people[2]
    before = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "COOP_DESK_CONFIG": str(profile)}
    for arguments, expected in (((own.login, own.password), {planted.secrets[0], planted.secrets[1]}), ((), set())):
        child = subprocess.Popen(
            [sys.executable, "-c", SHOWN, str(planted.folder), *arguments], stdout=subprocess.PIPE, env=before
        )
        try:
            assert child.stdout is not None
            assert child.stdout.readline().strip() == b"shown"
            time.sleep(0.5)
            assert seen_in_memory(child.pid, [*planted.secrets[:4], *planted.secrets[30:34]]) == expected
        finally:
            child.kill()
            child.wait()
            child.stdout.close()

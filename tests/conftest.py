"""A fresh co-op for each test, with people who hold the usual titles."""

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TypeVar

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

import coop_desk.app.models  # noqa: F401  (every table is known before a file is made)
from coop_desk.core import accounts, anchors, bundles, database, delegating
from coop_desk.core import file as core_file
from coop_desk.core import profile as profile_of_this_pc
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import enrolment
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.desk import Desk
from coop_desk.core.file import SUFFIX, CoopFile, create_coop, open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.lock import LOCK_NAME
from coop_desk.core.model import PersonId
from tests.file_key import PASSWORD, learn_key

# Without a screen, Qt draws in memory; with one, windows are real.
if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def sharing_what_it_compiled(make: Callable[..., Engine]) -> Callable[..., Engine]:
    """Let the engines of this process compile each statement once: thousands of tests open a file each."""
    first = make("sqlite://", module=database.library, query_cache_size=5000)
    first.connect().close()
    first.dispose()

    def engine(*given: Any, **named: Any) -> Engine:
        made = make(*given, **named)
        made.dialect = made.pool._dialect = first.dialect
        made._compiled_cache = first._compiled_cache
        return made

    return engine


database.create_engine = sharing_what_it_compiled(database.create_engine)

DISK_IN_MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes
CHEAP = accounts.Cost(1, 8192)
FOUNDED = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
CAST = {
    "keeper": ("Karim", "Ménard", "file_keeper"),
    "manager": ("Inès", "Pérez", "manager"),
    "secretary": ("Éloïse", "Lefèvre", "secretary"),
    "registrar": ("Léon", "Girard", "register_keeper"),
    "bookkeeper": ("Odile", "Tanguy", "bookkeeper"),
    "nobody": ("Chloé", "Hénaff", None),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files are rewritten on purpose only; read the difference before committing it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what is said now")
    parser.addoption("--long", action="store_true", help="the long form of faults, attacks and lives of keys: hours")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let the golden files be rewritten, in this process and its workers; keep out of the tester's own profile."""
    if config.getoption("--long"):
        os.environ.setdefault("COOP_DESK_LONG", "100")
        config.option.timeout = 7200
    if DISK_IN_MEMORY.is_dir() and shutil.disk_usage(DISK_IN_MEMORY).free > ROOM:
        # Each act waits until the disk has it, and there are tens of thousands of them.
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(DISK_IN_MEMORY))
    os.environ["COOP_DESK_CONFIG"] = tempfile.mkdtemp(prefix="coop-desk-profile-")
    if config.getoption("--update-golden"):
        os.environ["COOP_DESK_UPDATE_GOLDEN"] = "1"


def pytest_unconfigure() -> None:
    """Take the profile of the tests away."""
    shutil.rmtree(os.environ.get("COOP_DESK_CONFIG", ""), ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Let Qt, known by now, not read the source of every module of the tests."""
    from coop_desk.app.start import import_lightly

    import_lightly()


def pytest_collection_finish() -> None:
    """Leave out of every sweeping what stays, the program and its tests: going through it again takes minutes."""
    gc.collect()
    gc.freeze()


LONGEST_FIRST = ("tests/house/", "tests/faults/", "tests/attacks/", "tests/journeys/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what lasts, in the order of chance otherwise: at the end no core waits for another one's long test."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST_FIRST))


@pytest.fixture(autouse=True)
def profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile of its own for each test: what one test saw of a co-op is unknown to the next."""
    folder = tmp_path_factory.mktemp("profile")
    monkeypatch.setenv("COOP_DESK_CONFIG", str(folder))
    return folder


def ring_of(file: CoopFile, person_id: PersonId, password: str = PASSWORD) -> Keyring | None:
    """The keys of somebody whose password is that of the tests; none of somebody who has another, or no access."""

    def look(act: Act) -> Keyring | None:
        bundle = bundles.of(act, int(person_id))
        opened = enrolment.opened_by(bundle, password) if bundle is not None else None
        return Keyring(bundle.person, bundle.generation, *opened) if bundle is not None and opened else None

    return transact(file, Inner("test.ring", "Trousseau", reading=True), None, EVERYONE, "", look)


MARKS: dict[Path, dict[str, bytes]] = {}


def open_copy(folder: Path, clock: Clock, of: Path) -> CoopFile:
    """Open a copy of a co-op that these tests made: its pages and its journal, just written, are looked at once.

    From the second copy on, what this PC notes of it when it opens it is put in the profile as it was the first time.
    """
    noted, known = profile_of_this_pc.folder() / "anchors", MARKS.get(of)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core_file, "quick_check", lambda _engine: None)
        if known is not None:
            patch.setattr(anchors, "settle", lambda _coop: None)
        file = open_coop(folder, clock=clock)
    if known is None:
        MARKS[of] = {path.name: path.read_bytes() for path in noted.iterdir()}
        return file
    noted.mkdir(parents=True, exist_ok=True)
    for name, content in known.items():
        (noted / name).write_bytes(content)
    return file


R = TypeVar("R")


class Lived(NamedTuple):
    """A co-op after a story: its folder, its people, its day and what the story returned."""

    folder: Path
    cast: dict[str, PersonId]
    names: dict[str, tuple[str, str]]
    now: datetime | None
    made: Any


class TestCoop:
    """An open co-op and its people; desks are made without typing passwords."""

    __test__ = False
    shelf: ClassVar[Path]
    lived: ClassVar[dict[tuple[Any, ...], Lived]] = {}

    def __init__(self, file: CoopFile, clock: Clock, founder: PersonId) -> None:
        self.file = file
        self.clock = clock
        self.cast: dict[str, PersonId] = {"founder": founder}
        self.names: dict[str, tuple[str, str]] = {"founder": ("Anne", "Fondatrice")}

    def on(self, day: date, hour: int = 10, minute: int = 0) -> None:
        """Hold every clock of this co-op on a local day and hour."""
        self.clock.held = datetime(day.year, day.month, day.day, hour, minute).astimezone(UTC)

    def person(self, who: str) -> PersonId:
        """The person of the cast."""
        return self.cast[who]

    def desk(self, who: str) -> Desk:
        """A desk for somebody of the cast, or for a login opened since."""
        given, family = self.names[who]
        return Desk(self.file, self.cast[who], f"{given} {family}", who, ring_of(self.file, self.cast[who]))

    def desk_of(self, person_id: PersonId, name: str = "") -> Desk:
        """A desk for any person."""
        return Desk(self.file, person_id, name, str(person_id), ring_of(self.file, person_id))

    def at_once(self, who: str, do: Callable[[Act], R]) -> R:
        """Do in one act what a story begins with: what the topics lend to each other, past the rights of the verbs."""
        desk = self.desk(who)
        verb = Inner("test.at_once", "Mise en place d’un essai")
        return transact(self.file, verb, desk.person_id, EVERYONE, "", do, keys=desk.keyring)

    def once(self, story: Callable[..., R], *given: Any) -> R:
        """Play a story that many tests begin with on their fresh co-op; the second time, take up a copy of the first.

        The story takes the co-op, then what is given, and returns what does not hold the co-op: numbers of rows.
        """
        folder, known = self.file.folder, (story, *given)
        if known not in self.lived:
            made = story(self, *given)
            kept = self.shelf / str(len(self.lived)) / folder.name
            shutil.copytree(folder, kept, ignore=shutil.ignore_patterns(LOCK_NAME))
            self.lived[known] = Lived(kept, dict(self.cast), dict(self.names), self.clock.held, made)
            return made
        lived = self.lived[known]
        self.file.close()
        shutil.rmtree(folder)
        shutil.copytree(lived.folder, folder)
        self.cast, self.names, self.clock.held = dict(lived.cast), dict(lived.names), lived.now
        self.file = open_copy(folder, self.clock, lived.folder)
        return lived.made

    def join(self, who: str, given: str, family: str, title: str | None) -> None:
        """Open an account and give a title, as the founder would."""
        founder = self.desk("founder")
        self.cast[who] = accounts.open_account(founder, who, PASSWORD, given_name=given, family_name=family, cost=CHEAP)
        self.names[who] = (given, family)
        if title:
            delegating.give_title(founder, self.cast[who], title, self.clock.today(), None, "Fondation")


DEMO_DAY = date(2026, 11, 21)
EVE = "eve"
"""Beside the demo made, the same co-op on the eve of its poles."""


def on_the_evening_of_the_demo(clock: Clock) -> datetime:
    """What every clock of this PC says once the demo is told, whatever the day: unless held."""
    return clock.held or datetime(DEMO_DAY.year, DEMO_DAY.month, DEMO_DAY.day, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it is on that day, with cheap passwords: made by the first worker that asks, for all of them."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "made-demo"
    told = place / "told"
    try:
        place.mkdir()
    except FileExistsError:
        until = time.monotonic() + 300
        while not told.is_file() and time.monotonic() < until:
            time.sleep(0.1)
        return Path(told.read_text(encoding="utf-8"))
    from coop_desk.app.demo import NAME, make_demo
    from coop_desk.app.demo_story import POLES

    def keep_the_eve(said: str) -> None:
        if said == POLES:
            shutil.copytree(
                place / f"{NAME}{SUFFIX}", place / EVE / f"{NAME}{SUFFIX}", ignore=shutil.ignore_patterns(LOCK_NAME)
            )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setattr(accounts, "LEAST_COST", CHEAP)
        patch.setattr(Clock, "pc_time", on_the_evening_of_the_demo)
        folder, _people = make_demo(place, keep_the_eve, today=DEMO_DAY)
    (place / "telling").write_text(str(folder), encoding="utf-8")
    (place / "telling").rename(told)
    return folder


@pytest.fixture(scope="session")
def founded_coop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, PersonId]]:
    """The co-op of the fixture below, made once and copied for each test."""
    TestCoop.shelf = tmp_path_factory.mktemp("lived")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        clock = Clock(FOUNDED)
        with create_coop(tmp_path_factory.mktemp("founded"), "Les Ateliers du Canal", clock=clock) as file:
            made = TestCoop(file, clock, accounts.found(file, "Anne", "Fondatrice", "founder", PASSWORD, cost=CHEAP))
            for who, (given, family, title) in CAST.items():
                made.join(who, given, family, title)
            return file.folder, made.cast


@pytest.fixture
def coop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, founded_coop: tuple[Path, dict[str, PersonId]]
) -> Iterator[TestCoop]:
    """Les Ateliers du Canal on 2 January 2026, people and titles only."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    founded, cast = founded_coop
    shutil.copytree(founded, tmp_path / founded.name)
    clock = Clock(FOUNDED)
    learn_key(tmp_path / founded.name)
    with open_copy(tmp_path / founded.name, clock, founded) as file:
        made = TestCoop(file, clock, cast["founder"])
        made.cast |= cast
        made.names |= {who: (given, family) for who, (given, family, _title) in CAST.items()}
        yield made
        made.file.shut()  # before it is closed: nobody on this PC has to know this copy again
        made.file.close()


class PromptBot(QtBot):
    """Looks again sooner whether what is waited for has come: it mostly comes within a few milliseconds."""

    _until = False

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 5000) -> None:
        """Wait until the callback says so."""
        self._until = True
        try:
            super().waitUntil(callback, timeout=timeout)
        finally:
            self._until = False

    def wait(self, ms: int) -> None:
        """Wait, the window alive."""
        super().wait(2 if self._until else ms)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """Hands on the keyboard and the mouse."""
    return PromptBot(request)


@pytest.fixture(autouse=True)
def widgets_leave_with_their_test() -> Iterator[None]:
    """Let go of the widgets a test closed: kept by the hundred, they would slow down every later one.

    One of ours that stays was never put in a page: nothing takes it away but Python's sweeping, or nothing at all.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    core = sys.modules.get("PySide6.QtCore")
    if widgets is None or core is None or widgets.QApplication.instance() is None:
        return
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    left = [each for each in widgets.QApplication.topLevelWidgets() if type(each).__module__.startswith("coop_desk.")]
    for each in left:
        each.deleteLater()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    assert not left, f"never put in a page, or kept by the test: {[type(each).__name__ for each in left]}"

"""The window locks with the system: sleep, locked screen, another user; and says so where it cannot know."""

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app import mac_session, out_of_sight, system_lock
from coop_desk.app.system_lock import SystemLock, goes_away, in_words
from tests.apart import apart

LOGIN = "org.freedesktop.login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
OWN = "/org/freedesktop/login1/session/_31"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bus of its own, on which the test speaks as the system would."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None or sys.platform == "win32":
        pytest.skip("no D-Bus on this machine")
    from PySide6.QtDBus import QDBusConnection

    command = [daemon, "--session", "--print-address=1", "--nofork"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        spoken = QDBusConnection.connectToBus(address, "the system")
        heard = QDBusConnection.connectToBus(address, "the program")
        assert spoken.registerService(LOGIN)
        assert spoken.registerService("org.gnome.ScreenSaver")
        assert spoken.registerService("org.mate.ScreenSaver")
        monkeypatch.setattr(QDBusConnection, "systemBus", staticmethod(lambda: heard))
        monkeypatch.setattr(QDBusConnection, "sessionBus", staticmethod(lambda: heard))
        monkeypatch.setattr(system_lock, "_own_session", lambda _bus: [OWN])
        yield spoken
        QDBusConnection.disconnectFromBus("the system")
        QDBusConnection.disconnectFromBus("the program")
        running.terminate()


SAID = {
    "sleep": ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", [True]),
    "lock": (OWN, f"{LOGIN}.Session", "Lock", []),
    "another user": (OWN, PROPERTIES, "PropertiesChanged", []),
    "screen saver": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    "screen saver of another desktop": ("/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged", [True]),
}
NOT_SAID = {
    "awake": ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", [False]),
    "back": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [False]),
    "our user again": (OWN, PROPERTIES, "PropertiesChanged", []),
}


def say(bus: Any, what: tuple[str, str, str, list[Any]]) -> None:
    from PySide6.QtDBus import QDBusMessage

    path, interface, name, arguments = what
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(arguments)
    assert bus.send(message)


@pytest.mark.parametrize("what", SAID)
def test_what_the_system_says_locks_the_window(
    bus: Any, qtbot: QtBot, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_lock, "has_screen", lambda _session: what != "another user")
    window = QWidget()
    qtbot.addWidget(window)
    lock = SystemLock(window)
    assert lock.watch()
    with qtbot.waitSignal(lock.leaving, timeout=5000):
        say(bus, SAID[what])


def test_coming_back_locks_nothing(bus: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_lock, "has_screen", lambda _session: True)
    window = QWidget()
    qtbot.addWidget(window)
    lock = SystemLock(window)
    assert lock.watch()
    with qtbot.assertNotEmitted(lock.leaving, wait=300):
        for what in NOT_SAID.values():
            say(bus, what)


def test_without_a_bus_the_program_says_that_it_does_not_know(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows says it by messages")
    from PySide6.QtDBus import QDBusConnection

    nowhere = QDBusConnection("nowhere")
    monkeypatch.setattr(QDBusConnection, "systemBus", staticmethod(lambda: nowhere))
    monkeypatch.setattr(QDBusConnection, "sessionBus", staticmethod(lambda: nowhere))
    window = QWidget()
    qtbot.addWidget(window)
    assert not SystemLock(window).watch()
    assert "Ctrl+L" in in_words(watched=False)
    assert "veille" in in_words(watched=True)


@pytest.mark.parametrize(
    ("message", "detail", "locks"),
    [
        (0x02B1, 7, True),  # the session is locked
        (0x02B1, 8, False),  # and unlocked
        (0x02B1, 2, True),  # another user has the console
        (0x02B1, 5, False),  # somebody signed in
        (0x0218, 4, True),  # sleep
        (0x0218, 18, False),  # awake
        (0x0100, 7, False),  # a key
    ],
)
def test_the_messages_of_windows(message: int, detail: int, locks: bool, qtbot: QtBot) -> None:
    assert goes_away(message, detail) is locks
    window = QWidget()
    qtbot.addWidget(window)
    lock = SystemLock(window)
    heard: list[bool] = []
    lock.leaving.connect(lambda: heard.append(True))
    said = system_lock._Message(None, message, detail)
    passed = system_lock._Messages(lock).nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(said))
    assert passed == (False, 0)
    assert heard == [True] * locks


HERE, LOCKED = {"kCGSSessionOnConsoleKey": 1}, {"kCGSSessionOnConsoleKey": 1, "CGSSessionScreenIsLocked": 1}
ANOTHER, ASLEEP = {"kCGSSessionOnConsoleKey": 0}, {}
WHAT_MACOS_SAYS: dict[str, tuple[list[dict[str, int] | None], int]] = {
    "locked": ([HERE, HERE, LOCKED], 1),
    "locked, and still": ([HERE, LOCKED, LOCKED, LOCKED], 1),
    "locked twice": ([HERE, LOCKED, HERE, LOCKED], 2),
    "another user": ([HERE, ANOTHER], 1),
    "screens asleep": ([HERE, ASLEEP], 1),
    "locked since before": ([LOCKED, LOCKED, HERE], 0),
    "no answer once": ([HERE, None, HERE], 0),
    "no answer while locked": ([HERE, LOCKED, None, LOCKED], 1),
}


@pytest.mark.parametrize("what", WHAT_MACOS_SAYS)
def test_the_answers_of_macos(what: str, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    answers, times = WHAT_MACOS_SAYS[what]
    answer = iter(answers)
    monkeypatch.setattr(mac_session, "ask", lambda: next(answer))
    window = QWidget()
    qtbot.addWidget(window)
    lock = SystemLock(window)
    heard: list[bool] = []
    lock.leaving.connect(lambda: heard.append(True))
    assert lock.watch_by_asking()
    for _again in answers[1:]:
        lock.ask_again()
    assert len(heard) == times


@pytest.mark.parametrize(("wall", "steady", "times"), [(2, 2, 0), (90, 90, 0), (600, 2, 1), (3, 2, 0), (-3600, 2, 0)])
def test_a_mac_that_slept_locks_when_it_wakes(
    wall: float, steady: float, times: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Ten minutes on the wall in two seconds of the processor; a busy minute or a clock put right are no sleep."""
    monkeypatch.setattr(mac_session, "ask", lambda: HERE)
    window = QWidget()
    qtbot.addWidget(window)
    lock = SystemLock(window)
    heard: list[bool] = []
    lock.leaving.connect(lambda: heard.append(True))
    assert lock.watch_by_asking()
    lock._seen = (lock._seen[0] - wall, lock._seen[1] - steady)
    lock.ask_again()
    assert len(heard) == times


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS answers")
def test_where_there_is_no_macos_to_ask_the_program_says_that_it_does_not_know(qtbot: QtBot) -> None:
    assert mac_session.ask() is None
    window = QWidget()
    qtbot.addWidget(window)
    assert not SystemLock(window).watch_by_asking()


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what it would keep")
def test_a_program_that_breaks_leaves_nothing_of_its_memory() -> None:
    """Neither in a file, nor with a program that collects them: the system itself says that it may not be read."""

    def ask() -> str:
        out_of_sight.leave_no_core_dump()
        may_be_dumped = 3  # PR_GET_DUMPABLE
        return f"{resource.getrlimit(resource.RLIMIT_CORE)} {ctypes.CDLL(None).prctl(may_be_dumped, 0, 0, 0, 0)}"

    import resource

    assert apart(ask) == "(0, 0) 0"

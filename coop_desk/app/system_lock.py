"""Lock when the system locks its screen, sleeps, or passes to another user; say where it lets nobody know.

Linux says it on D-Bus (logind, and the screen saver of the desktop), Windows by messages to the window. macOS is asked
every other second.
"""

import ctypes
import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QDateTime,
    QObject,
    QTimer,
    Signal,
    Slot,
)

from coop_desk.app import mac_session
from coop_desk.core.i18n import _

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection
    from PySide6.QtWidgets import QWidget

_LOGIN = "org.freedesktop.login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SESSION = "/org/freedesktop/login1/session/auto"
_SAVERS = tuple(
    (f"org.{desktop}.ScreenSaver", f"/org/{desktop}/ScreenSaver")
    for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
_SESSION_CHANGE, _POWER = 0x02B1, 0x0218
_AWAY = {1, 2, 4, 6, 7}  # another console or remote session, logged off, locked
_SLEEP = 4
_PATIENCE = 300  # milliseconds: a system that does not answer must not hold the window
_ASK_AGAIN = 2_000  # milliseconds


class SystemLock(QObject):
    """Tells that this person's screen is locked, asleep, or somebody else's."""

    leaving = Signal()

    def __init__(self, window: "QWidget") -> None:
        super().__init__(window)
        self._window = window
        self._filter: _Messages | None = None
        self._own = _SESSION
        self._away = False
        self._seen = (0.0, 0.0)
        self.watched = False

    def watch(self) -> bool:
        """Begin to listen; False when this system tells nothing."""
        if sys.platform == "win32":
            self.watched = self._watch_windows()
        elif sys.platform == "darwin":
            self.watched = self.watch_by_asking()
        else:
            self.watched = self._watch_buses()
        return self.watched

    def watch_by_asking(self) -> bool:
        """Begin to ask macOS; False when it does not answer."""
        said = mac_session.ask()
        if said is None:
            return False
        self._away = mac_session.is_away(said)
        self._seen = _both_clocks()
        timer = QTimer(self, interval=_ASK_AGAIN)
        timer.timeout.connect(self.ask_again)
        timer.start()
        return True

    def ask_again(self) -> None:
        """Leave when the session has gone away, or the computer has slept, since macOS was asked last."""
        before, self._seen = self._seen, _both_clocks()
        slept = mac_session.has_slept(*(now - then for now, then in zip(self._seen, before, strict=True)))
        was_away, said = self._away, mac_session.ask()
        self._away = was_away if said is None else mac_session.is_away(said)
        if slept or (self._away and not was_away):
            self.leaving.emit()

    @Slot(bool)
    def fell_asleep(self, begins: bool) -> None:
        """Sleep begins, or is over: only the first locks."""
        if begins:
            self.leaving.emit()

    @Slot(bool)
    def saver_turned(self, on: bool) -> None:
        """The screen saver came on, or went."""
        if on:
            self.leaving.emit()

    @Slot()
    def was_locked(self) -> None:
        """The session was locked."""
        self.leaving.emit()

    @Slot()
    def turned(self) -> None:
        """Something of the session changed: when another user has the screen now, it is locked."""
        if not has_screen(self._own):
            self.leaving.emit()

    def _watch_buses(self) -> bool:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return False
        heard = False
        system = QDBusConnection.systemBus()
        if system.isConnected():
            path, manager = "/org/freedesktop/login1", f"{_LOGIN}.Manager"
            heard |= self._hear(system, _LOGIN, path, manager, "PrepareForSleep", "fell_asleep(bool)")
            self._own = next(iter(_own_session(system)), _SESSION)
            for path in {_SESSION, self._own}:
                heard |= self._hear(system, _LOGIN, path, f"{_LOGIN}.Session", "Lock", "was_locked()")
                heard |= self._hear(system, _LOGIN, path, _PROPERTIES, "PropertiesChanged", "turned()")
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            for name, path in _SAVERS:
                heard |= self._hear(session, name, path, name, "ActiveChanged", "saver_turned(bool)")
        return heard

    def _hear(self, bus: "QDBusConnection", service: str, path: str, interface: str, name: str, slot: str) -> bool:
        # The types of Qt say bytes there; only text is taken.
        return bool(bus.connect(service, path, interface, name, self, SLOT(slot)))  # type: ignore[call-overload]

    def _watch_windows(self) -> bool:
        application = QCoreApplication.instance()
        if application is None:
            return False
        self._filter = _Messages(self)
        application.installNativeEventFilter(self._filter)
        notify = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification  # type: ignore[attr-defined,unused-ignore]
        return bool(notify(ctypes.c_void_p(int(self._window.winId())), 0))


class _Messages(QAbstractNativeEventFilter):
    """Reads the messages of Windows as they come to any window of the program."""

    def __init__(self, lock: SystemLock) -> None:
        super().__init__()
        self._lock = lock

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Note that the session goes away; every message goes on its way."""
        name = kind.data() if isinstance(kind, QByteArray) else bytes(kind)
        if name in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            said = _Message.from_address(int(message))
            if goes_away(said.message, said.wparam):
                self._lock.leaving.emit()
        return False, 0


class _Message(ctypes.Structure):
    """The head of what Windows calls a MSG."""

    _fields_ = (("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("wparam", ctypes.c_size_t))


def goes_away(message: int, detail: int) -> bool:
    """True when a message of Windows says that the screen is locked, asleep, or another user's."""
    return (message == _SESSION_CHANGE and detail in _AWAY) or (message == _POWER and detail == _SLEEP)


def _both_clocks() -> tuple[float, float]:
    """Seconds on the wall, and on the clock that stands still while the computer sleeps."""
    return QDateTime.currentMSecsSinceEpoch() / 1000, time.monotonic()


def has_screen(session: str) -> bool:
    """False when logind says that another session has the screen."""
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

    asked = QDBusMessage.createMethodCall(_LOGIN, session, _PROPERTIES, "Get")
    asked.setArguments([f"{_LOGIN}.Session", "Active"])
    answer = QDBusConnection.systemBus().call(asked, QDBus.CallMode.Block, _PATIENCE)
    said = next(iter(answer.arguments()), True)
    return (said.variant() if isinstance(said, QDBusVariant) else said) is not False


def in_words(watched: bool) -> str:
    """What this system lets the program know, for the preferences."""
    if watched:
        return _("La fenêtre se verrouille aussi avec l’ordinateur : veille, écran verrouillé, autre session.")
    return _(
        "Cet ordinateur ne dit pas au programme quand il se verrouille ou se met en veille : Ctrl+L avant de partir."
    )


def _own_session(bus: "QDBusConnection") -> list[str]:
    """The path of this login session, as logind names it: its signals bear it rather than « auto »."""
    from PySide6.QtDBus import QDBus, QDBusMessage

    asked = QDBusMessage.createMethodCall(_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager", "GetSessionByPID")
    asked.setArguments([os.getpid()])
    answer = bus.call(asked, QDBus.CallMode.Block, _PATIENCE)
    if answer.type() != QDBusMessage.MessageType.ReplyMessage or not answer.arguments():
        return []
    path = answer.arguments()[0]
    return [path.path() if hasattr(path, "path") else str(path)]

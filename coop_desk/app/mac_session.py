"""What macOS says of this login session: whether its screen is locked, whether another user has the console.

It tells its own kind of programs only, and drops some of what it tells; asked, it always answers. A sleep is seen from
the two clocks: the one on the wall went on, the one of the processor stood still.
"""

import ctypes
from collections.abc import Mapping
from functools import cache

_LOCKED, _ON_CONSOLE = "CGSSessionScreenIsLocked", "kCGSSessionOnConsoleKey"
_FRAMEWORK = "/System/Library/Frameworks/{name}.framework/{name}"
_UTF8, _INT = 0x08000100, 3  # kCFStringEncodingUTF8, kCFNumberSInt32Type
_DOZE = 20  # seconds: shorter than that, nobody left
_SIGNATURES: dict[str, tuple[type | None, list[type]]] = {
    "CFStringCreateWithCString": (ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]),
    "CFDictionaryGetValue": (ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]),
    "CFGetTypeID": (ctypes.c_ulong, [ctypes.c_void_p]),
    "CFBooleanGetTypeID": (ctypes.c_ulong, []),
    "CFBooleanGetValue": (ctypes.c_ubyte, [ctypes.c_void_p]),
    "CFNumberGetTypeID": (ctypes.c_ulong, []),
    "CFNumberGetValue": (ctypes.c_ubyte, [ctypes.c_void_p, ctypes.c_long, ctypes.c_void_p]),
    "CFRelease": (None, [ctypes.c_void_p]),
}


def is_away(said: Mapping[str, int]) -> bool:
    """True when the screen is locked, asleep, or another user's; an unlocked one has no word for it."""
    return bool(said.get(_LOCKED)) or not said.get(_ON_CONSOLE)


def has_slept(wall: float, steady: float) -> bool:
    """True when the computer slept while so many seconds went by on the wall and on its own clock."""
    return wall - steady > _DOZE


def ask() -> dict[str, int] | None:
    """Return what the system says now, None outside of a session with a screen or where nothing can be asked."""
    libraries = _libraries()
    session = libraries[0].CGSessionCopyCurrentDictionary() if libraries is not None else None
    if libraries is None or not session:
        return None
    values = libraries[1]
    try:
        found = {name: _number(values, session, name) for name in (_LOCKED, _ON_CONSOLE)}
    finally:
        values.CFRelease(session)
    return {name: number for name, number in found.items() if number is not None}


@cache
def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL] | None:
    """What tells of the session and what reads its values, by the names C knows them under; None elsewhere."""
    try:
        screen, values = (ctypes.CDLL(_FRAMEWORK.format(name=name)) for name in ("CoreGraphics", "CoreFoundation"))
        copy = screen.CGSessionCopyCurrentDictionary
        functions = [(getattr(values, name), signature) for name, signature in _SIGNATURES.items()]
    except (OSError, AttributeError):
        return None
    for function, (gives, takes) in (*functions, (copy, (ctypes.c_void_p, []))):
        function.restype, function.argtypes = gives, takes
    return screen, values


def _number(values: ctypes.CDLL, session: int, name: str) -> int | None:
    """Return a yes or a number of the session, whichever macOS keeps it as; None when it says nothing of it."""
    key = values.CFStringCreateWithCString(None, name.encode(), _UTF8)
    try:
        value = values.CFDictionaryGetValue(session, key)
    finally:
        values.CFRelease(key)
    if not value:
        return None
    kind = values.CFGetTypeID(value)
    if kind == values.CFBooleanGetTypeID():
        return int(values.CFBooleanGetValue(value))
    number = ctypes.c_int32()
    if kind == values.CFNumberGetTypeID() and values.CFNumberGetValue(value, _INT, ctypes.byref(number)):
        return number.value
    return None

"""Frozen records written as plain values that JSON keeps, and read back; what was added since has its default."""

from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """Write records, tuples, dates and fractions as plain values, always the same way."""
    if is_dataclass(value):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    return value.isoformat() if isinstance(value, date | time) else value


def read_back(kind: Any, value: Any) -> Any:
    """Read a value of a type as `plain` wrote it; whole numbers and fractions may stand for one another."""
    if value is None:
        return None
    if kind == int | Fraction:
        return Fraction(value) if isinstance(value, str) else value
    if get_origin(kind) is UnionType:
        return read_back(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return tuple(read_back(get_args(kind)[0], part) for part in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        # What an earlier version wrote lacks what was added since: its default says what was meant.
        known = [part.name for part in fields(kind) if part.name in value]
        return kind(**{name: read_back(hints[name], value[name]) for name in known})
    if isinstance(kind, type) and issubclass(kind, date | time):
        return kind.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum | Fraction) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)

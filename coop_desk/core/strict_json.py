"""Read JSON that comes from outside: what standard readers let through without a word is refused."""

import json
import re
from typing import Any, NoReturn

DEPTH = 50
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)


def read_json(content: bytes) -> Any:
    """Return what UTF-8 JSON says.

    Raises ValueError when it is none, nested deeper than 50, holds NaN or an infinite number, the same key twice,
    half a letter, or a number of thousands of figures.
    """
    text = content.decode()
    _check_depth(text)
    said = json.loads(text, parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_single_keys)
    json.dumps(said, ensure_ascii=False).encode()  # half a letter, escaped, has no bytes
    return said


def _check_depth(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth > DEPTH:
                raise ValueError("depth")
        elif found[0] in "]}":
            depth -= 1


def _finite(text: str) -> float:
    value = float(text)
    return _refuse(text) if value in (float("inf"), float("-inf")) else value


def _single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("key")
    return made


def _refuse(what: str) -> NoReturn:
    raise ValueError(what)

"""Member numbers: the next one follows the register's own habit and was never given before."""

import re
from collections import Counter
from collections.abc import Iterable

FIRST = "A001"
_SHAPE = re.compile(r"^(.*?)(\d+)$")


def next_number(given: Iterable[str]) -> str:
    """Return the number after the highest one of the commonest shape, zeros kept: A028 gives A029."""
    shapes = [found.groups() for number in given if (found := _SHAPE.match(number.strip()))]
    if not shapes:
        return FIRST
    counts = Counter(prefix for prefix, _digits in shapes)
    prefix = max(counts, key=lambda one: (counts[one], one))
    highest = max((digits for one, digits in shapes if one == prefix), key=lambda digits: (int(digits), len(digits)))
    return f"{prefix}{int(highest) + 1:0{len(highest)}d}"

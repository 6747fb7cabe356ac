"""How long the faults last: short in every run, long with `--long`."""

import os

LONG = os.environ.get("COOP_DESK_LONG", "0") != "0"


def times(short: int, long: int) -> int:
    """How many times to inject a fault in the form asked for."""
    return long if LONG else short


def seconds(short: int) -> int:
    """How long to wait for a process that injects faults."""
    return 7000 if LONG else short

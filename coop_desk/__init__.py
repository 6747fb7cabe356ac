"""Coop Desk: the desktop program a worker co-operative runs its democratic life with."""

__version__ = "0.1.0"

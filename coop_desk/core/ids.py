"""The identities that travel outside the tables."""

from typing import NewType

PersonId = NewType("PersonId", int)

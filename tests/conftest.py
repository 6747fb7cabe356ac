"""A fresh co-op for each test, with people who hold the usual titles."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import coop_desk.app.models  # noqa: F401  (every table is known before a file is made)
from coop_desk.core import accounts, delegating
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.file import CoopFile, create_coop
from coop_desk.core.model import PersonId

CHEAP = accounts.Cost(1, 8192)
PASSWORD = "Peuplier-7-Canal!"
CAST = {
    "keeper": ("Karim", "Ménard", "file_keeper"),
    "manager": ("Inès", "Pérez", "manager"),
    "secretary": ("Éloïse", "Lefèvre", "secretary"),
    "registrar": ("Léon", "Girard", "register_keeper"),
    "bookkeeper": ("Odile", "Tanguy", "bookkeeper"),
    "nobody": ("Chloé", "Hénaff", None),
}


class TestCoop:
    """An open co-op and its people; desks are made without typing passwords."""

    __test__ = False

    def __init__(self, file: CoopFile, clock: Clock, founder: PersonId) -> None:
        self.file = file
        self.clock = clock
        self.cast: dict[str, PersonId] = {"founder": founder}
        self._names: dict[str, tuple[str, str]] = {"founder": ("Anne", "Fondatrice")}

    def on(self, day: date, hour: int = 10, minute: int = 0) -> None:
        """Hold every clock of this co-op on a local day and hour."""
        self.clock.held = datetime(day.year, day.month, day.day, hour, minute).astimezone(UTC)

    def person(self, who: str) -> PersonId:
        """The person of the cast."""
        return self.cast[who]

    def desk(self, who: str) -> Desk:
        """A desk for somebody of the cast, or for a login opened since."""
        given, family = self._names[who]
        return Desk(self.file, self.cast[who], f"{given} {family}", who)

    def desk_of(self, person_id: PersonId, name: str = "") -> Desk:
        """A desk for any person."""
        return Desk(self.file, person_id, name, str(person_id))

    def join(self, who: str, given: str, family: str, title: str | None) -> None:
        """Open an account and give a title, as the founder would."""
        founder = self.desk("founder")
        self.cast[who] = accounts.open_account(founder, who, PASSWORD, given_name=given, family_name=family, cost=CHEAP)
        self._names[who] = (given, family)
        if title:
            delegating.give_title(founder, self.cast[who], title, self.clock.today(), None, "Fondation")


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestCoop]:
    """Les Ateliers du Canal on 2 January 2026, people and titles only."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    clock = Clock(datetime(2026, 1, 2, 9, 0, tzinfo=UTC))
    file = create_coop(tmp_path, "Les Ateliers du Canal", clock=clock)
    made = TestCoop(file, clock, accounts.found(file, "Anne", "Fondatrice", "founder", PASSWORD, cost=CHEAP))
    for who, (given, family, title) in CAST.items():
        made.join(who, given, family, title)
    yield made
    file.close()

"""A co-op where everybody signs in with a password, so that every session has its keys."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating, rotation
from coop_desk.core.database import raw_connection
from coop_desk.core.desk import Desk
from coop_desk.core.file import DATABASE_NAME, CoopFile, create_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from tests.conftest import CHEAP, PASSWORD, open_copy
from tests.file_key import learn_key

R = TypeVar("R")
DAY = date(2026, 3, 2)
PEOPLE = {
    "manager": ("Inès", "Pérez"),
    "delegate": ("Léon", "Girard"),
    "member": ("Chloé", "Hénaff"),
    "other": ("Odile", "Tanguy"),
}


class House:
    """An open co-op, its people by name, and desks signed in for real."""

    def __init__(self, file: CoopFile, clock: Clock, people: dict[str, PersonId]) -> None:
        self.file = file
        self.clock = clock
        self.people = people
        self.desks: dict[str, Desk] = {}

    def on(self, day: date, hour: int = 10) -> None:
        """Hold the clock on a local day; sessions stay open."""
        self.clock.held = datetime(day.year, day.month, day.day, hour).astimezone(UTC)

    def sign_in(self, who: str, password: str = PASSWORD) -> Desk:
        """Sign in anew, with everything an opening does."""
        self.desks[who] = accounts.sign_in(self.file, who, password)
        return self.desks[who]

    def desk(self, who: str) -> Desk:
        """The open session of somebody."""
        return self.desks.get(who) or self.sign_in(who)

    def act(self, who: str, do: Callable[[Act], R], *, reading: bool = False) -> R:
        """Run something as somebody, past the rights of the verbs: what is left are the keys and the delegations."""
        desk = self.desk(who)
        verb = Inner("test.act", "Essai", reading=reading)
        return transact(self.file, verb, desk.person_id, EVERYONE, "", do, keys=desk.keyring)

    def entrust(
        self,
        who: str,
        compartment: str,
        right: str = "write",
        starts: date = DAY,
        ends: date | None = None,
        **more: Any,
    ) -> int:
        """Decide a delegation as the manager, because of an assembly."""
        return delegating.delegate_keys(
            self.desk("founder"),
            compartment,
            self.people[who],
            right,
            starts,
            ends,
            "Assemblée du 1er mars 2026",
            **more,
        )

    def put(self, who: str, about: str, payload: dict[str, Any], compartment: str = "bank", **more: Any) -> int:
        """Seal a record."""
        return self.act(who, lambda act: act.sealed.put(compartment, self.people[about], {"v": 1, **payload}, **more))

    def read(self, who: str, about: str | None = None, compartment: str = "bank") -> list[dict[str, Any]]:
        """Open records, about one person or all."""
        person = self.people[about] if about else None
        return [e.payload for e in self.act(who, lambda act: act.sealed.read(compartment, person), reading=True)]

    def own(self, who: str, compartment: str = "bank") -> list[dict[str, Any]]:
        """Open one's own records."""
        return [e.payload for e in self.act(who, lambda act: act.sealed.own(compartment), reading=True)]

    def edit(self, statement: str, *values: Any) -> int:
        """Change the file as another program would."""
        self.file.engine.dispose()
        with closing(raw_connection(self.file.folder / DATABASE_NAME)) as raw:
            raw.execute("PRAGMA synchronous = OFF")  # no power cut here
            changed = raw.execute(statement, values).rowcount
            raw.commit()
        self.file.changes += 1
        return changed

    def rows(self, query: str, *values: Any) -> list[Any]:
        """Look at the file as another program would."""
        with closing(raw_connection(self.file.folder / DATABASE_NAME)) as raw:
            return raw.execute(query, values).fetchall()


@pytest.fixture(scope="session")
def founded_house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, PersonId]]:
    """The co-op of the fixture below, made once: Anne founded it, the others have an account."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        clock = Clock(datetime(2026, 3, 1, 9, tzinfo=UTC))
        with create_coop(tmp_path_factory.mktemp("house"), "Maison", clock=clock) as file:
            people = {"founder": accounts.found(file, "Anne", "Fondatrice", "founder", PASSWORD, cost=CHEAP)}
            founder = accounts.sign_in(file, "founder", PASSWORD)
            for who, (given, family) in PEOPLE.items():
                people[who] = accounts.open_account(
                    founder, who, PASSWORD, given_name=given, family_name=family, cost=CHEAP
                )
            return file.folder, people


@pytest.fixture
def house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, founded_house: tuple[Path, dict[str, PersonId]]
) -> Iterator[House]:
    """A fresh copy on 2 March 2026; a new key is not preceded by a backup, but where that is looked at."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    monkeypatch.setattr(rotation, "keep_before", lambda _act: None)
    with opened(*founded_house, tmp_path) as made:
        yield made


@contextmanager
def opened(folder: Path, people: dict[str, PersonId], place: Path) -> Iterator[House]:
    """A copy of this co-op, in that place, on 2 March 2026."""
    shutil.copytree(folder, place / folder.name)
    clock = Clock()
    learn_key(place / folder.name)
    with open_copy(place / folder.name, clock, folder) as file:
        made = House(file, clock, dict(people))
        made.on(DAY)
        yield made

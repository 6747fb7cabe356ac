"""A co-op where everybody has keys and stands in the register: Léon holds the two compartments, Chloé is a member."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coop_desk.core import accounts
from coop_desk.core.ids import PersonId
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from tests.conftest import CHEAP
from tests.topics.core.compartments.conftest import PEOPLE, House, founded_house, house, opened

__all__ = ["founded_house", "house"]


@pytest.fixture(scope="session")
def founded_canal(
    founded_house: tuple[Path, dict[str, PersonId]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, PersonId]]:
    """The co-op of the fixture below, made once."""
    place = tmp_path_factory.mktemp("canal")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setenv("COOP_DESK_CONFIG", str(place / "profile"))  # a PC that never saw the other copies
        with opened(*founded_house, place) as house:
            settle(house)
            return house.file.folder, house.people


def settle(house: House) -> None:
    """Everybody enters the register; the assembly entrusts both compartments to Léon, who may write and export."""
    for who, (given, family) in PEOPLE.items():
        new = NewMember(
            family, Category.EMPLOYED, date(2020, 1, 10), given_name=given, person_id=house.people[who],
            employed_from=date(2019, 1, 7),
        )  # fmt: skip
        register_member(house.desk("founder"), new)
    for compartment in ("bank", "identity"):
        house.entrust("delegate", compartment, export=True)


@pytest.fixture
def canal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, founded_canal: tuple[Path, dict[str, PersonId]]
) -> Iterator[House]:
    """Everybody in the register; Léon, entrusted with both compartments, has signed in."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    with opened(*founded_canal, tmp_path) as made:
        made.sign_in("delegate")
        yield made

"""A co-op where everybody has keys and stands in the register: Léon holds the two compartments, Chloé is a member."""

from datetime import date

import pytest

from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from tests.topics.core.compartments.conftest import PEOPLE, House, founded_house, house

__all__ = ["founded_house", "house"]


@pytest.fixture
def canal(house: House) -> House:
    """Everybody in the register; the assembly entrusted both compartments to Léon, who may write and export."""
    for who, (given, family) in PEOPLE.items():
        new = NewMember(
            family, Category.EMPLOYED, date(2020, 1, 10), given_name=given, person_id=house.people[who],
            employed_from=date(2019, 1, 7),
        )  # fmt: skip
        register_member(house.desk("founder"), new)
    for compartment in ("bank", "identity"):
        house.entrust("delegate", compartment, export=True)
    house.sign_in("delegate")
    return house

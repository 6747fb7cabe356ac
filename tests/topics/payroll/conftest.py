"""A co-op that pays four people: Léon prepares the months, Inès validates them, both hold the key of 2026."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coop_desk.core import accounts, delegating
from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.service import record_matricule
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue
from tests.conftest import CHEAP
from tests.topics.core.compartments.conftest import DAY, PEOPLE, House, founded_house, house, opened

__all__ = ["founded_house", "house"]

MARCH, APRIL = "2026-03", "2026-04"


@pytest.fixture(scope="session")
def founded_paying(
    founded_house: tuple[Path, dict[str, PersonId]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, PersonId]]:
    """The co-op of the fixture below, made once."""
    place = tmp_path_factory.mktemp("paying")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setenv("COOP_DESK_CONFIG", str(place / "profile"))
        with opened(*founded_house, place) as house:
            settle(house)
            return house.file.folder, house.people


def settle(house: House) -> None:
    """Statutes, contracts, matricules, titles, and the key of the pay of 2026 with Léon and Inès."""
    founder = house.desk("founder")
    identity = Identity("Maison", Form.SARL, "1 rue Haute, Nantes", siren="732829320", created_on=date(2015, 3, 2))
    statutes.record_identity(founder, identity)
    statutes.set_up_statutes(founder, [NewValue("share_nominal", "5000")])
    statutes.finish_set_up(founder)
    delegating.give_title(founder, house.people["other"], "register_keeper", DAY, None, "AG")
    for at, (who, (given, family)) in enumerate(PEOPLE.items(), start=1):
        new = NewMember(
            family, Category.EMPLOYED, date(2020, 1, 10), given_name=given, person_id=house.people[who],
            employed_from=date(2019, 1, 7), working_time=500 if who == "other" else 1000,
        )  # fmt: skip
        register_member(founder, new)
        record_matricule(house.desk("other"), house.people[who], date(2019, 1, 7), f"M{at:03}")
    for who, title, right in (("delegate", "pay_delegate", "write"), ("manager", "pay_validator", "read")):
        delegating.give_title(founder, house.people[who], title, DAY, None, "AG")
        house.entrust(who, "pay/2026", right, export=who == "delegate")
    for who in PEOPLE:
        house.sign_in(who)


@pytest.fixture
def paying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, founded_paying: tuple[Path, dict[str, PersonId]]
) -> Iterator[House]:
    """A fresh copy of it, on 31 March 2026."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    with opened(*founded_paying, tmp_path) as made:
        made.on(date(2026, 3, 31))
        yield made

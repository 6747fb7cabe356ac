"""A co-op whose accounts of 2025 are to be approved: employees with their bases, shares held, an assembly to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from pathlib import Path

import pytest

from coop_desk.core import accounts, delegating
from coop_desk.core.ids import PersonId
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import Votes
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.shares import service as shares
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue
from coop_desk.topics.surplus.records import Basis, Hypotheses
from coop_desk.topics.surplus.service import record_bases, simulate
from tests.conftest import CHEAP
from tests.topics.core.compartments.conftest import PEOPLE, House, founded_house, house, opened

__all__ = ["founded_house", "house"]

YEAR_END = date(2025, 12, 31)
ASSEMBLY = date(2026, 6, 12)
BASES = {
    "manager": Basis(3_200_000, 1607 * 60),
    "delegate": Basis(2_800_000, 1607 * 60),
    "member": Basis(1_500_000, 80350 * 60 // 100),
    "other": Basis(900_000, 540 * 60, more_pay_cents=600_000, more_minutes=300 * 60),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The numbers of what the story made."""

    accounts: int
    allocation: int
    simulation: int


def told(**more: object) -> Hypotheses:
    """The hypotheses of the story: 80 000 euros, 45 % to the employees, 10 % to the shares."""
    usual: dict[str, object] = {"employees_part": Fraction(45, 100), "interest_part": Fraction(1, 10),
                                "legal_reserve_cents": 200_000}  # fmt: skip
    return Hypotheses(YEAR_END, 8_000_000, **{**usual, **more})  # type: ignore[arg-type]


def settle(house: House) -> None:
    """Statutes, register, shares, keys of pay, bases of 2025, a simulation and an assembly with two resolutions."""
    founder = house.desk("founder")
    statutes.record_identity(founder, Identity("Maison", Form.SARL, "1 rue Haute, Nantes", created_on=date(2015, 3, 2)))
    values = [
        NewValue("share_nominal", "5000"),
        NewValue("interest_on_shares", "yes", article="art. 40"),
        NewValue("employee_share_key", "pay_and_hours", article="art. 39"),
        NewValue("employee_seniority_step", "2%", article="art. 39"),
        NewValue("employee_seniority_coef_max", "1.1", article="art. 39"),
    ]
    statutes.set_up_statutes(founder, values)
    statutes.finish_set_up(founder)
    for who, (given, family) in PEOPLE.items():
        outside = who == "other"
        new = NewMember(
            family, Category.EMPLOYEE if outside else Category.EMPLOYED, date(2020, 1, 10), given_name=given,
            person_id=house.people[who], employed_from=date(2025, 9, 1) if outside else date(2019, 1, 7),
        )  # fmt: skip
        register_member(founder, new)
    for who, held in (("manager", 600), ("delegate", 400), ("member", 200)):
        paid, day = 5_000 * held, date(2021, 1, 4)
        draft = Draft(
            Kind.SUBSCRIPTION, day, house.people[who], shares=held, amount_cents=paid, reason="reprise du registre"
        )
        shares.record_movement(founder, draft)
    delegating.give_title(founder, house.people["manager"], "manager", house.clock.today(), None, "AG")
    for year in (2025, 2026):
        house.entrust("delegate", f"pay/{year}")
    house.sign_in("delegate")
    record_bases(house.desk("delegate"), YEAR_END, [(house.people[who], basis) for who, basis in BASES.items()])


def prepare(house: House) -> Prepared:
    """Make a simulation and an assembly with the two resolutions, not yet held."""
    manager = house.desk("manager")
    simulation = simulate(manager, "Comme l’an dernier", told())
    meeting = assemblies.prepare_meeting(manager, ASSEMBLY, time(14), "Siège", annual_accounts=True)
    ids = []
    for title in ("Approbation des comptes", "Affectation des excédents"):
        item = assemblies.add_item(manager, meeting, title)
        ids.append(assemblies.add_resolution(manager, item, title, f"{title}, selon le tableau joint."))
    return Prepared(ids[0], ids[1], simulation)


def hold(house: House, prepared: Prepared, *, in_favour: int = 3) -> None:
    """Hold the assembly: everybody votes for the accounts, some for the allocation."""
    manager = house.desk("manager")
    meeting = assemblies.meetings(manager)[0].id
    house.on(date(2026, 5, 20))
    assemblies.record_call(manager, meeting, date(2026, 5, 20))
    house.on(ASSEMBLY, 14)
    for line in assemblies.room(manager, meeting).people:
        assemblies.mark_present(manager, meeting, line.person.person_id)
    assemblies.set_bureau(manager, meeting, chair_id=house.people["manager"], secretary_id=house.people["delegate"])
    assemblies.open_meeting(manager, meeting)
    assemblies.record_vote(manager, prepared.accounts, Votes(in_favour=3))
    assemblies.record_vote(manager, prepared.allocation, Votes(in_favour=in_favour, against=3 - in_favour))


@pytest.fixture(scope="session")
def founded_maison(
    founded_house: tuple[Path, dict[str, PersonId]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, PersonId]]:
    """The co-op of the fixture below, made once."""
    place = tmp_path_factory.mktemp("maison")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setenv("COOP_DESK_CONFIG", str(place / "profile"))
        with opened(*founded_house, place) as house:
            settle(house)
            return house.file.folder, house.people


@pytest.fixture
def maison(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, founded_maison: tuple[Path, dict[str, PersonId]]
) -> Iterator[House]:
    """A fresh copy of it: Inès prepares, Léon opens the pay of 2025 and 2026, Odile is employed and no associate."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    with opened(*founded_maison, tmp_path) as made:
        made.sign_in("delegate")
        yield made

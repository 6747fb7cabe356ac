"""Les Ateliers du Canal with five associates and their shares, made through the services."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core.ids import PersonId
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category, Reason
from coop_desk.topics.members.service import register_member
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.shares.service import record_movement
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue, finish_set_up, record_identity, set_up_statutes
from tests.conftest import TestCoop

CANAL = Identity(
    "Les Ateliers du Canal",
    Form.SARL,
    seat="12 quai des Péniches, 44000 Nantes",
    rcs_city="Nantes",
    siren="732829320",
    created_on=date(2012, 3, 1),
)


@dataclass(frozen=True, slots=True)
class House:
    """The co-op and the people of the story."""

    coop: TestCoop
    anne: PersonId
    bruno: PersonId
    chloe: PersonId
    denis: PersonId
    external: PersonId


def settle(coop: TestCoop, identity: Identity = CANAL) -> House:
    """Found the co-op: 50 € a share, four employed associates with 10 shares, one external without."""
    return House(coop, *coop.once(_settled, identity))


def _settled(coop: TestCoop, identity: Identity) -> list[PersonId]:
    coop.on(date(2026, 6, 12))
    manager = coop.desk("manager")
    record_identity(manager, identity)
    set_up_statutes(manager, [NewValue("share_nominal", "5000", "art. 8")])
    finish_set_up(manager)
    people = [
        inscribe(coop, family, given, Category.EMPLOYED)
        for family, given in (("Morvan", "Anne"), ("Le Goff", "Bruno"), ("Hénaff", "Chloé"), ("Œuvrard", "Denis"))
    ]
    external = inscribe(coop, "Tanguy", "Émile", Category.EXTERNAL)
    for person in people:
        subscribe(coop, person, 10, 50000, date(2020, 1, 15))
    return [*people, external]


def inscribe(coop: TestCoop, family: str, given: str, category: Category) -> PersonId:
    """Put somebody in the register since 2020."""
    new = NewMember(
        family,
        category,
        date(2020, 1, 10),
        given_name=given,
        reason=Reason.REGISTER,
        entered_on=date(2019, 1, 7),
        employed_from=date(2019, 1, 7) if category is Category.EMPLOYED else None,
    )
    return register_member(coop.desk("registrar"), new).person_id


def subscribe(coop: TestCoop, person: PersonId, shares: int, paid: int, day: date, reason: str = "Reprise") -> None:
    """Record a subscription and what is paid at once."""
    draft = Draft(Kind.SUBSCRIPTION, day, person, shares=shares, amount_cents=paid, reason=reason)
    record_movement(coop.desk("registrar"), draft)

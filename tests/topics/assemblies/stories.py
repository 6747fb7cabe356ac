"""A co-op ready to meet: identity, statutes, associates."""

from collections.abc import Mapping
from datetime import date, time

from coop_desk.core.desk import Desk
from coop_desk.core.ids import PersonId
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.records import ItemKind, ResolutionKind
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register, register_member
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes
from tests.conftest import TestCoop

DAY = date(2026, 6, 12)
FIRST = (
    "Adèle", "Bruno", "Chloé", "Driss", "Emma", "Farid", "Gaëlle", "Hugo", "Inaya", "Jean", "Katia", "Loïc",
    "Maya", "Noé", "Olga", "Paul", "Rosa", "Sami", "Tess", "Ugo", "Vera", "Will", "Yann", "Zoé",
)  # fmt: skip
FAMILY = ("Aubert", "Blanc", "Carré", "Dumas", "Évrard", "Fabre", "Guérin", "Hamel", "Illy", "Joly")


def found(coop: TestCoop, form: str = "SARL", statutes: Mapping[str, str] | None = None) -> None:
    """Record the identity and what the statutes say."""
    manager = coop.desk("manager")
    identity = Identity(
        "Les Ateliers du Canal", Form(form), seat="3 quai du Canal, Nantes", created_on=date(2015, 3, 2)
    )
    record_identity(manager, identity)
    if statutes:
        set_up_statutes(manager, [NewValue(key, text, reason="cas de test") for key, text in statutes.items()])


def enrol(coop: TestCoop, count: int, since: date = date(2020, 1, 6)) -> list[PersonId]:
    """Register employed associates with names in the order of the alphabet."""
    all_of_them = [
        NewMember(FAMILY[n // len(FIRST) % len(FAMILY)], Category.EMPLOYED, since, given_name=FIRST[n % len(FIRST)])
        for n in range(count)
    ]
    return coop.at_once("registrar", lambda act: [register(act, new).person_id for new in all_of_them])


def peopled(coop: TestCoop, count: int) -> list[PersonId]:
    """An SARL with so many employed associates, made once for every test that begins with it."""
    return list(coop.once(_peopled, count))


def _peopled(coop: TestCoop, count: int) -> list[PersonId]:
    found(coop)
    return enrol(coop, count)


def candidate(coop: TestCoop, given_name: str = "Nina", family_name: str = "Neuve") -> PersonId:
    """Register a candidate who works here."""
    new = NewMember(
        family_name, Category.CANDIDATE, date(2025, 3, 1), given_name=given_name, employed_from=date(2025, 3, 1)
    )
    return register_member(coop.desk("registrar"), new).person_id


def prepared(
    desk: Desk, kinds: list[ResolutionKind], *, day: date = DAY, other_business: bool = False
) -> tuple[int, list[int]]:
    """Prepare an assembly with one resolution a point; return its id and those of the resolutions."""
    meeting = service.prepare_meeting(desk, day, time(14, 0), "Salle du Canal")
    resolutions = []
    for n, kind in enumerate(kinds, start=1):
        item = service.add_item(desk, meeting, f"Point {n}")
        resolutions.append(service.add_resolution(desk, item, f"Résolution {n}", f"L’assemblée décide {n}.", kind))
    if other_business:
        service.add_item(desk, meeting, "Questions diverses", ItemKind.OTHER_BUSINESS)
    return meeting, resolutions


def opened(
    coop: TestCoop, kinds: list[ResolutionKind], present: list[PersonId], *, day: date = DAY
) -> tuple[int, list[int]]:
    """An assembly convened, with people in the room, opened on its day."""
    secretary = coop.desk("secretary")
    coop.on(date(2026, 5, 20))
    meeting, resolutions = prepared(secretary, kinds, day=day)
    service.record_call(secretary, meeting, date(2026, 5, 20))
    coop.on(day, 14)
    for person in present:
        service.mark_present(secretary, meeting, person)
    service.open_meeting(secretary, meeting)
    return meeting, resolutions

"""People who lead a co-op: who is registered, and how an assembly opens mandates."""

from collections.abc import Callable
from datetime import date, time
from typing import TypeVar

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.ids import PersonId
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import ItemKind, OffAgenda, ResolutionKind, Votes
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.records import Origin
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from tests.conftest import TestCoop

R = TypeVar("R")


def act_as(coop: TestCoop, who: str, do: Callable[[Act], R], *, reading: bool = False) -> R:
    """What another topic does with its act, as somebody of the cast."""
    desk = coop.desk(who)
    words = "Lecture d’un autre thème" if reading else "Acte d’un autre thème"
    verb = Inner("test.act", words, reading=reading)
    return transact(coop.file, verb, desk.person_id, EVERYONE, "", do, keys=desk.keyring)


def associate(coop: TestCoop, who: str, category: Category = Category.EMPLOYED) -> PersonId:
    """Register somebody of the cast as an associate."""
    given, family = coop.names[who]
    new = NewMember(family, category, date(2020, 1, 6), given_name=given, person_id=coop.person(who))
    return register_member(coop.desk("registrar"), new).person_id


def elect(coop: TestCoop, who: str, post_id: int, people: list[PersonId], day: date) -> list[int]:
    """Open the mandates of the elected, as an election does."""
    because = f"Assemblée du {day:%d/%m/%Y}, résolution n° 2"
    return act_as(
        coop, who,
        lambda act: service.open_mandates(
            act, post_id, people, starts_on=day, because=because, origin=Origin.ELECTED
        ),
    )  # fmt: skip


def assembly(coop: TestCoop, day: date, present: list[PersonId], *, annual: bool = True) -> int:
    """An assembly opened by the secretary with these people in the room; return its id."""
    desk = coop.desk("secretary")
    coop.on(date(day.year, day.month - 1, 15))
    meeting = assemblies.prepare_meeting(desk, day, time(14, 0), "Salle du Canal", annual_accounts=annual)
    assemblies.add_item(desk, meeting, "Comptes")
    assemblies.record_call(desk, meeting, date(day.year, day.month - 1, 15))
    coop.on(day, 14)
    for person in present:
        assemblies.mark_present(desk, meeting, person)
    assemblies.set_bureau(desk, meeting, chair_id=present[0], secretary_name="Éloïse Lefèvre")
    assemblies.open_meeting(desk, meeting)
    return meeting


def removed(coop: TestCoop, meeting: int, title: str, in_favour: int) -> int:
    """A removal voted in the room although it was not on the agenda (REM-01); return the resolution."""
    desk = coop.desk("secretary")
    item = assemblies.add_item_in_session(desk, meeting, title, ItemKind.RESOLUTION)
    resolution = assemblies.add_resolution(
        desk, item, title, f"L’assemblée décide : {title}.", ResolutionKind.LEADERS, off_agenda=OffAgenda.REMOVAL
    )
    assemblies.record_vote(desk, resolution, Votes(in_favour=in_favour))
    return resolution

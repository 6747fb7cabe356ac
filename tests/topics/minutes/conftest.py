"""A small SARL with twelve associates and an assembly held on 12 June 2026."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from coop_desk.core.clock import Clock
from coop_desk.core.file import CoopFile, open_coop
from coop_desk.core.ids import PersonId
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import ResolutionKind, Votes
from coop_desk.topics.convening import service as convening
from coop_desk.topics.convening.rules.means import Means
from coop_desk.topics.members import service as members
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.shares import service as shares
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue
from tests.conftest import CAST, FOUNDED, TestCoop
from tests.file_key import learn_key

SINCE = date(2020, 1, 6)
HELD = date(2026, 6, 12)
FAMILIES = ("Arnaud", "Benali", "Costa", "Diop", "Éluard", "Fontaine", "Garnier", "Haddad", "Izard", "Jamet")


@dataclass
class Story:
    """A co-op with its associates, and the assembly they hold."""

    coop: TestCoop
    people: list[PersonId]
    meeting_id: int = 0
    resolutions: tuple[int, ...] = ()
    items: tuple[int, ...] = ()

    @property
    def secretary(self):  # type: ignore[no-untyped-def]
        """Whoever writes the minutes."""
        return self.coop.desk("secretary")

    def prepare(
        self, day: date = HELD, first_kind: ResolutionKind = ResolutionKind.ORDINARY, admits: PersonId | None = None
    ) -> None:
        """Put an annual assembly on the agenda, convene it."""
        self.coop.on(date(day.year, day.month - 1, 20))
        desk = self.secretary
        self.meeting_id = assemblies.prepare_meeting(desk, day, time(14), "au siège social", annual_accounts=True)
        accounts = assemblies.add_item(desk, self.meeting_id, "Comptes de l’exercice 2025")
        statutes_item = assemblies.add_item(desk, self.meeting_id, "Modification de l’article 14")
        first = assemblies.add_resolution(
            desk,
            accounts,
            "Approbation des comptes",
            "L’assemblée approuve les comptes.",
            first_kind,
            admits_id=admits,
        )
        second = assemblies.add_resolution(
            desk, statutes_item, "Article 14", "L’article 14 est remplacé.", ResolutionKind.EXTRAORDINARY
        )
        self.items, self.resolutions = (accounts, statutes_item), (first, second)
        assemblies.attach(desk, accounts, "Comptes annuels 2025", "comptes.pdf", b"%PDF-1.4 comptes")
        convening.record_sending(
            desk, self.meeting_id, self.people, Means.REGISTERED, date(day.year, day.month - 1, 20)
        )

    def hold(self, present: int = 9, day: date = HELD, leaving: bool = True, arriving: PersonId | None = None) -> None:
        """Open the room with so many people, vote both resolutions, somebody coming in between, close."""
        self.coop.on(day, 14, 5)
        desk = self.secretary
        for person in self.people[:present]:
            assemblies.mark_present(desk, self.meeting_id, person)
        assemblies.set_bureau(
            desk,
            self.meeting_id,
            chair_id=self.people[0],
            chair_capacity="gérante",
            secretary_id=self.people[1],
        )
        assemblies.open_meeting(desk, self.meeting_id)
        assemblies.save_debate(desk, self.items[0], "La gérante présente les comptes.")
        assemblies.record_vote(desk, self.resolutions[0], Votes(in_favour=present - 1, against=1))
        self.coop.on(day, 15, 20)
        if arriving is not None:
            assemblies.mark_present(desk, self.meeting_id, arriving)
        if leaving:
            assemblies.mark_left(desk, self.meeting_id, self.people[present - 1])
        assemblies.record_unanimity(desk, self.resolutions[1])
        self.coop.on(day, 16, 21)
        assemblies.close_meeting(desk, self.meeting_id)

    def once(self, go_on: Callable[["Story"], None]) -> None:
        """Go on as many tests do; the second time, take up a copy of the first."""
        self.meeting_id, self.resolutions, self.items = self.coop.once(_gone_on, go_on, tuple(self.people))


def _gone_on(
    coop: TestCoop, go_on: Callable[[Story], None], people: tuple[PersonId, ...]
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    story = Story(coop, list(people))
    go_on(story)
    return story.meeting_id, story.resolutions, story.items


def meet(story: Story) -> None:
    """Prepare the assembly and hold it: nothing is written yet."""
    story.prepare()
    story.hold()


@dataclass(frozen=True)
class Kept:
    """A co-op made once, copied for each test."""

    folder: Path
    cast: dict[str, PersonId]
    people: list[PersonId]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, founded_coop: tuple[Path, dict[str, PersonId]]) -> Kept:
    """The co-op on the eve of its assembly, with everybody in its registers."""
    founded, cast = founded_coop
    folder = tmp_path_factory.mktemp("kept") / founded.name
    shutil.copytree(founded, folder)
    clock = Clock(FOUNDED)
    with pytest.MonkeyPatch.context() as patch:
        # Another copy of the same co-op was seen by this process: here it is a PC that never saw it.
        patch.setenv("COOP_DESK_CONFIG", str(tmp_path_factory.mktemp("profile")))
        learn_key(folder)
        with open_coop(folder, clock=clock) as file:
            return Kept(folder, cast, inscribe(a_coop(file, clock, cast)))


def a_coop(file: CoopFile, clock: Clock, cast: dict[str, PersonId]) -> TestCoop:
    """The open co-op with its usual people."""
    coop = TestCoop(file, clock, cast["founder"])
    coop.cast |= cast
    coop.names |= {who: (given, family) for who, (given, family, _title) in CAST.items()}
    return coop


@pytest.fixture
def story(kept: Kept, tmp_path: Path) -> Iterator[Story]:
    """A copy of the co-op, open on the day before its assembly is called."""
    folder = tmp_path / kept.folder.name
    shutil.copytree(kept.folder, folder)
    clock = Clock(datetime(2026, 5, 1, 9, 0, tzinfo=UTC))
    learn_key(folder)
    with open_coop(folder, clock=clock) as file:
        made = Story(a_coop(file, clock, kept.cast), list(kept.people))
        yield made
        made.coop.file.close()


def inscribe(coop: TestCoop) -> list[PersonId]:
    """Record the identity, twelve associates, and the shares of the first three."""
    coop.on(date(2026, 5, 1))
    manager, registrar = coop.desk("manager"), coop.desk("registrar")
    statutes.record_identity(
        manager,
        Identity("Les Ateliers du Canal", Form.SARL, "12, quai du Canal, 44000 Nantes", "Nantes", "732829320", SINCE),
    )
    statutes.set_up_statutes(manager, [NewValue("share_nominal", "5000")])
    known = [coop.person("manager"), coop.person("secretary")]
    people = []
    for place, family in enumerate(("Pérez", "Lefèvre", *FAMILIES)):
        category = Category.EXTERNAL if place == 11 else Category.EMPLOYED
        new = NewMember(
            family,
            category,
            SINCE,
            ("Inès", "Éloïse")[place] if place < 2 else "Camille",
            employed_from=SINCE if category is Category.EMPLOYED else None,
            person_id=known[place] if place < 2 else None,
        )
        people.append(members.register_member(registrar, new).person_id)
    for person in people[:3]:
        shares.record_movement(
            registrar,
            Draft(Kind.SUBSCRIPTION, SINCE, person, shares=10, amount_cents=50000, reason="reprise du registre"),
        )
    return people

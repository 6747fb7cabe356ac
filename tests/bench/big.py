"""A big co-op: 300 members, ten years, more than 10,000 movements, an assembly a year, leave and roles that turn.

Made once, by the real verbs.

python -m tests.bench.big DIR
"""

import sys
from datetime import date, time, timedelta
from itertools import cycle
from pathlib import Path

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, database, delegating
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.file import CoopFile, create_coop, open_coop
from coop_desk.core.ids import PersonId
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import Votes
from coop_desk.topics.convening import service as convening
from coop_desk.topics.members import service as members
from coop_desk.topics.members.model import Employment
from coop_desk.topics.members.records import Contact, NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.minutes import service as minutes
from coop_desk.topics.shares import service as shares
from coop_desk.topics.shares.records import BatchLine
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue
from tests.bench import leave, roles
from tests.conftest import CHEAP, ring_of
from tests.file_key import PASSWORD

MEMBERS, FIRST_YEAR, YEARS = 300, 2016, 10
GIVEN = ("Inès", "Léon", "Chloé", "Malo", "Éloïse", "Noël", "Awa", "Hugo", "Zoé", "Omar", "Rose", "Yanis")
FAMILY = ("Pérez", "Hénaff", "Lacroix", "Le Gall", "Œillet", "Diop", "Martin", "Fontaine", "Guégan", "Benali",
          "Duval", "Rivière", "Costa", "Kaci", "Marchand", "Tanguy", "Roux", "Haddad", "Vidal", "Garnier",
          "Moreau", "Oger", "Salaün", "Ferrand", "Kervella")  # fmt: skip


class Big:
    """The co-op being made, and the one person who keeps it."""

    def __init__(self, parent: Path) -> None:
        self.clock = Clock()
        self.on(date(FIRST_YEAR, 1, 4))
        self.file: CoopFile = create_coop(parent, "Grande Coopérative", clock=self.clock)
        self.founder = accounts.found(self.file, "Solène", "Marchand", "solene", PASSWORD, cost=CHEAP)
        ring = ring_of(self.file, self.founder)
        self.desk = Desk(self.file, self.founder, "Solène Marchand", "solene", ring)

    def on(self, day: date, hour: int = 10) -> None:
        """Hold the clock on a day."""
        from datetime import datetime

        self.clock.held = datetime(day.year, day.month, day.day, hour).astimezone()


def make(parent: Path) -> Path:
    """Make the co-op and return its folder."""
    database._SETTINGS["synchronous"] = 0  # made once for the measures: no power cut is feared here
    try:
        big = Big(parent)
        _found(big)
        _inscribe(big)
        _ten_years(big)
        _at_work(big)
        big.file.close()
    finally:
        database._SETTINGS["synchronous"] = 3
    return big.file.folder


def _found(big: Big) -> None:
    identity = Identity(
        name="Grande Coopérative", form=Form.SA, seat="12 quai du Canal, 44000 Nantes", rcs_city="Nantes",
        siren="732 829 320", created_on=date(FIRST_YEAR, 1, 4),
    )  # fmt: skip
    statutes.record_identity(big.desk, identity)
    statutes.set_up_statutes(big.desk, [NewValue("share_nominal", "5000", article="art. 7")])
    statutes.finish_set_up(big.desk)


def _inscribe(big: Big) -> None:
    def inscribe(act: Act) -> None:
        for number in range(MEMBERS):
            members.register(act, _somebody(number, act.today, big.founder))

    verb = Inner("bench.inscribe", "Inscription")
    transact(big.file, verb, big.founder, EVERYONE, "", inscribe, keys=big.desk.keyring)
    members.open_team(big.desk, "Production", big.clock.today())


def _somebody(number: int, since: date, founder: PersonId) -> NewMember:
    return NewMember(
        FAMILY[number // len(GIVEN) % len(FAMILY)],
        Category.EMPLOYED if number % 10 else Category.EXTERNAL,
        since,
        given_name=GIVEN[number % len(GIVEN)],
        birth_date=date(1960 + number % 40, 1 + number % 12, 1 + number % 28),
        contact=Contact(f"{number} rue du Port", "44000", "Nantes", email=f"m{number}@exemple.fr"),
        person_id=founder if number == 0 else None,
    )


def _ten_years(big: Big) -> None:
    people = [row.person_id for row in members.members(big.desk)]
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        for month in (3, 9):
            big.on(date(year, month, 20))
            lines = [BatchLine(person, 5_000) for person in people]
            shares.record_batch(big.desk, big.clock.today(), lines, 5_000 * len(lines), decision="Bulletins")
            if month == 3:
                _assembly(big, date(year, 6, 20))
    delegating.give_title(big.desk, people[1], "secretary", big.clock.today(), None, "Gérance")


def _assembly(big: Big, day: date, resolutions: int = 6, present: int = 80) -> None:
    desk = big.desk
    big.on(date(day.year, 5, 25))
    meeting = assemblies.prepare_meeting(desk, day, time(14), "Salle de l’Écluse", annual_accounts=True)
    for number in range(resolutions):
        item = assemblies.add_item(desk, meeting, f"Point {number + 1}")
        assemblies.add_resolution(desk, item, f"Décision {number + 1}", "L’assemblée générale approuve ce qui précède.")
    waiting = convening.recipients(desk, meeting)
    for means in dict.fromkeys(one.ways.first for one in waiting):
        reached = [one.person_id for one in waiting if one.ways.first is means]
        convening.record_sending(desk, meeting, reached, means, big.clock.today())
    big.on(day, 13)
    entitled = [line.person.person_id for line in assemblies.room(desk, meeting).people]
    for person in entitled[:present]:
        assemblies.mark_present(desk, meeting, person)
    assemblies.set_bureau(
        desk,
        meeting,
        chair_id=entitled[0],
        chair_capacity="gérante",
        secretary_id=entitled[1],
        teller_ids=entitled[2:4],
    )
    big.on(day, 14)
    assemblies.open_meeting(desk, meeting)
    for item_file in assemblies.meeting(desk, meeting).items:
        assemblies.take_item(desk, item_file.id)
        assemblies.save_debate(desk, item_file.id, "Après échange de vues, personne ne demande plus la parole.")
        for resolution in item_file.resolutions:
            voices = assemblies.room(desk, meeting, resolution.id).in_room
            assemblies.record_vote(desk, resolution.id, Votes(in_favour=voices - 3, against=2, abstain=1))
    big.on(day, 16)
    assemblies.close_meeting(desk, meeting)
    big.on(date(day.year, 6, 25))
    minutes.seal_minutes(desk, meeting)


def _at_work(big: Big) -> None:
    """Everybody has a contract; accounts of leave and calendars of ten years, forty seats held by turns."""
    people = [row.person_id for row in members.members(big.desk)]

    def hire(act: Act) -> None:
        act.session.add_all(Employment(person_id=who, started_on=leave.FIRST) for who in people)

    def hold(act: Act) -> None:
        roles.hold_in_turn(act, posts, cycle(int(who) for who in people), range(FIRST_YEAR, FIRST_YEAR + YEARS + 2))

    transact(big.file, Inner("bench.hire", "Contrats"), big.founder, EVERYONE, "", hire)
    big.on(leave.LAST + timedelta(days=40))
    for year in range(leave.FIRST.year + 1, leave.LAST.year + 1):
        leave.keep_accounts(big.desk, people, year)
    leave.take_leave(big.desk)
    posts = roles.open_roles(big.desk)
    transact(big.file, Inner("bench.hold", "Mandats"), big.founder, EVERYONE, "", hold, keys=big.desk.keyring)


def opened(folder: Path) -> Desk:
    """Sign in to a big co-op made before, as the one person who keeps it."""
    return accounts.sign_in(open_coop(folder), "solene", PASSWORD)


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))

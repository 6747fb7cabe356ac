"""The people at work with the reasons of 2025 to 2027 entrusted to Rose and Sacha, and thirty days in each account."""

from datetime import date

from coop_desk.core import accounts
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.desk import Desk
from coop_desk.topics.leave import service as leave
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.records import Asked
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.leave.rules.counting import Part
from coop_desk.topics.members.service import teams
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from tests.conftest import TestCoop
from tests.file_key import PASSWORD
from tests.topics.leave.people_at_work import HIRED, TODAY, people_at_work

JUNE_2025 = date(2025, 6, 1)
EVERYBODY = ("aicha", "bilal", "rose", "sacha")


def absent_people(coop: TestCoop) -> int:
    """Return the number of the team, whose two people must be there."""
    people_at_work(coop)
    founder = coop.desk("founder")
    statutes.record_identity(
        coop.desk("manager"), Identity("Les Ateliers du Canal", Form.SARL, "1 quai Haut, Nantes", siren="732829320")
    )
    for year in (2025, 2026, 2027):
        for who in ("rose", "sacha"):
            delegate_keys(founder, f"absence/{year}", coop.person(who), "write", TODAY, None, "Assemblée du 1er juin")
    registrar = coop.desk("registrar")
    service_id = teams.open_team(registrar, "Atelier", HIRED)
    for who in EVERYBODY:
        teams.join_team(registrar, coop.person(who), service_id, HIRED)
    for who in EVERYBODY:
        end = date(2026, 5, 31)
        leave.record_opening(coop.desk("rose"), coop.person(who), "CP", 30_000, end, JUNE_2025, date(2027, 5, 31))
    for who in EVERYBODY:
        signed_in(coop, "rose"), signed_in(coop, who)
    service.set_least_presence(coop.desk("rose"), service_id, 3, TODAY)
    return service_id


def signed_in(coop: TestCoop, who: str) -> Desk:
    """A session opened for real: what is owed of the keys is done."""
    return accounts.sign_in(coop.file, who, PASSWORD)


def asked(
    first: date, last: date, code: str = "ABS_CP", starts: Part = Part.WHOLE, ends: Part = Part.WHOLE, **more: object
) -> Asked:
    """What somebody asks for."""
    return Asked(first, last, Reason(code, **more), starts, ends)  # type: ignore[arg-type]

"""A co-op where amounts of pay and reasons of absence were planted by the people themselves, one of each of its roles.

Everything is planted by the verbs that people use, so that whatever the program leaves behind is there to be searched.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from coop_desk.core import accounts, delegating, outside_access, slots
from coop_desk.core.clock import Clock
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.desk import Desk
from coop_desk.core.file import CoopFile, create_coop
from coop_desk.core.ids import PersonId
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.employment.service import record_matricule
from coop_desk.topics.leave.requests import service as requests
from coop_desk.topics.leave.requests.records import Asked
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.payroll import service as payroll
from coop_desk.topics.payroll.entry import service as entries
from coop_desk.topics.payroll.entry.records import Draft
from coop_desk.topics.payroll.entry.rules.chart import one_line
from coop_desk.topics.payroll.handing_over import service as handing_over
from coop_desk.topics.payroll.packages import service as packages
from coop_desk.topics.payroll.rules.keeping import Exchange
from coop_desk.topics.payroll.rules.lines import Line
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Form, Identity
from coop_desk.topics.statutes.service import NewValue
from tests.conftest import CHEAP, PASSWORD
from tests.file_key import learn_key

BEGUN, ENDED, TODAY = date(2026, 3, 2), date(2026, 4, 8), date(2026, 4, 9)
MARCH, APRIL = "2026-03", "2026-04"
DECISION = "Assemblée du 1er mars 2026"

COMMISSION, OTHERS, GROSS, NET = 7_312_947, 6_148_853, 98_765_432, 87_654_321
AMOUNTS = (COMMISSION, OTHERS, COMMISSION + OTHERS, GROSS, NET)
"""Cents, all of eight figures or so: none stands anywhere by chance."""
COMMENT, QUESTION, REOPENED = "Prime-secrete-8841", "Question-scellee-4471", "Reouverture-scellee-3308"
ASKED, REFUSED = "Motif-tres-prive-5527", "Refus-explique-9913"
PAY_WORDS, REASON_WORDS = (COMMENT, QUESTION, REOPENED), (ASKED, REFUSED)

ROLES = {
    "founder": "Gouvernance",
    "manager": "Gérance",
    "secretary": "Secrétariat",
    "keeper": "Tenue du dossier",
    "registrar": "Tenue des registres",
    "member": "La personne",
    "other": "Autre salarié",
    "leave_delegate": "RH congés, clé 2026",
    "leave_title": "RH congés, sans clé",
    "pay_delegate": "RH paie, clé 2026",
    "pay_title": "RH paie, sans clé",
    "pay_ended": "RH paie, finie hier",
    "validator": "Contrôle de la paie",
    "bookkeeper": "Cabinet 2026",
    "bookkeeper_2025": "Cabinet 2025",
}
TITLES = {
    "manager": ("manager",),
    "secretary": ("secretary",),
    "keeper": ("file_keeper",),
    "registrar": ("register_keeper",),
    "leave_delegate": ("leave_delegate",),
    "leave_title": ("leave_delegate",),
    "pay_delegate": ("pay_delegate",),
    "pay_title": ("pay_delegate",),
    "pay_ended": ("pay_delegate",),
    "validator": ("pay_validator",),
}
EMPLOYED = ("member", "other", "leave_delegate", "pay_delegate")


class PlantedPay:
    """The co-op, open, its people, and the profile of the PC where they worked."""

    def __init__(self, place: Path, profile: Path) -> None:
        self.profile = profile
        self.clock = Clock()
        self.on(date(2026, 3, 1))
        self.file: CoopFile = create_coop(place, "Maison", clock=self.clock)
        self.people: dict[str, PersonId] = {}
        self.absences: dict[str, int] = {}
        self.entry = self.hand_over = 0
        self._found()
        self._entrust()
        self._live()

    def on(self, day: date, hour: int = 10) -> None:
        """Hold the clock on a local day."""
        self.clock.held = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def desk(self, who: str) -> Desk:
        """Sign in anew, whatever another test made this process forget."""
        if (self.file.folder / slots.KEYS).is_file():
            learn_key(self.file.folder)
        return accounts.sign_in(self.file, who, PASSWORD)

    def _found(self) -> None:
        self.people["founder"] = accounts.found(self.file, "Anne", "Fondatrice", "founder", PASSWORD, cost=CHEAP)
        founder = self.desk("founder")
        identity = Identity("Maison", Form.SARL, "1 rue Haute, Nantes", siren="732829320", created_on=date(2015, 3, 2))
        statutes.record_identity(founder, identity)
        statutes.set_up_statutes(founder, [NewValue("share_nominal", "5000")])
        statutes.finish_set_up(founder)
        for who in ROLES:
            if who.startswith("bookkeeper"):
                self.people[who] = outside_access.open_outside_access(
                    founder, who, PASSWORD, "Odile", who.title(), "Cabinet Tanguy", date(2026, 12, 31), cost=CHEAP
                )
            elif who != "founder":
                self.people[who] = accounts.open_account(
                    founder, who, PASSWORD, given_name="Camille", family_name=who.title(), cost=CHEAP
                )
        for who, titles in TITLES.items():
            for title in titles:
                ends = ENDED if who == "pay_ended" else None
                delegating.give_title(founder, self.people[who], title, date(2026, 3, 1), ends, DECISION)
        for who in ("bookkeeper", "bookkeeper_2025"):
            delegating.give_title(
                founder, self.people[who], "bookkeeper", date(2026, 3, 1), date(2026, 12, 31), DECISION
            )
        for at, who in enumerate(EMPLOYED, start=1):
            new = NewMember(
                who.title(), Category.EMPLOYED, date(2020, 1, 6), given_name="Camille", person_id=self.people[who],
                employed_from=date(2020, 1, 6),
            )  # fmt: skip
            register_member(founder, new)
            record_matricule(self.desk("registrar"), self.people[who], date(2020, 1, 6), f"M{at:03}")

    def _entrust(self) -> None:
        self.on(BEGUN)
        founder = self.desk("founder")
        for who, compartment, right, ends, export in (
            ("pay_delegate", "pay/2026", "write", None, True),
            ("pay_delegate", "absence/2026", "read", None, False),
            ("validator", "pay/2026", "read", None, False),
            ("pay_ended", "pay/2026", "write", ENDED, True),
            ("bookkeeper", "pay/2026", "read", date(2026, 12, 31), True),
            ("bookkeeper_2025", "pay/2025", "read", date(2026, 12, 31), True),
            *(("leave_delegate", f"absence/{year}", "write", None, False) for year in (2025, 2026, 2027)),
        ):
            delegate_keys(founder, compartment, self.people[who], right, BEGUN, ends, DECISION, export=export)
        for who in (*ROLES, "leave_delegate", "pay_delegate"):
            self.desk(who)

    def _live(self) -> None:
        """March is asked, decided, typed, validated, exported, booked and asked about; April is open."""
        asked = Asked(date(2026, 3, 16), date(2026, 3, 17), Reason("ABS_CSS", ASKED))
        self.absences["asked"] = requests.send_request(self.desk("member"), asked)
        refused = Asked(date(2026, 3, 23), date(2026, 3, 24), Reason("ABS_CSS"))
        self.absences["refused"] = requests.send_request(self.desk("member"), refused)
        leave = self.desk("leave_delegate")
        requests.approve_request(leave, self.absences["asked"])
        requests.refuse_request(leave, self.absences["refused"], REFUSED)
        waiting = Asked(date(2026, 4, 20), date(2026, 4, 21), Reason("ABS_CSS", ASKED))
        self.absences["waiting"] = requests.send_request(self.desk("member"), waiting)
        self.desk("leave_delegate")
        self.on(date(2026, 3, 31))
        pay = self.desk("pay_delegate")
        payroll.open_month(pay, MARCH)
        typed = (("member", COMMISSION), ("other", OTHERS))
        payroll.change_lines(
            pay,
            MARCH,
            [Exchange(self.people[who], None, Line("COMM", amount=cents, comment=COMMENT)) for who, cents in typed],
        )
        payroll.prepare_month(pay, MARCH)
        payroll.validate_month(self.desk("validator"), MARCH)
        packages.export_month(self.desk("pay_delegate"), MARCH, "generique", "")
        pay = self.desk("pay_delegate")
        lines = (
            one_line("641100", "Salaires bruts", "Paie", GROSS),
            one_line("431000", "URSSAF", "Paie", NET - GROSS),
            one_line("421000", "Rémunérations dues", "Paie", -NET),
        )
        self.entry = entries.record_entry(pay, Draft(MARCH, date(2026, 3, 31), "PAIE", lines))
        packages.write_message(self.desk("bookkeeper"), MARCH, QUESTION)
        self.on(date(2026, 4, 7))
        pay = self.desk("pay_delegate")
        payroll.open_month(pay, APRIL)
        payroll.ask_reopening(pay, MARCH, REOPENED)
        self.hand_over = handing_over.begin_hand_over(
            pay, self.people["pay_delegate"], self.people["other"], date(2026, 5, 1)
        )
        self.on(TODAY)
        for who in ("pay_delegate", "member"):
            self.desk(who)


def everything(value: Any) -> Iterator[str]:
    """Every text and figure of what a verb returned: fields kept out of `repr`, papers and archives included."""
    if isinstance(value, bytes):
        yield from _in_bytes(value)
    elif isinstance(value, str | int) and not isinstance(value, Enum):
        yield str(value)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from everything(key)
            yield from everything(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from everything(each)
    elif is_dataclass(value):
        for one in fields(value):
            yield from everything(getattr(value, one.name))
    elif value is not None:
        yield str(value)


def _in_bytes(content: bytes) -> Iterator[str]:
    if content.startswith(b"%PDF"):
        yield from page_texts(content)
    elif is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from _in_bytes(archive.read(name))
    else:
        yield content.decode("utf-8", "replace")
        yield content.decode("iso8859-15", "replace")


def bare(text: str) -> str:
    """A text without spaces nor marks between figures: 73 129,47 and 73129.47 are 7312947."""
    return "".join(c for c in text if c.isalnum() or c == "-")


def found_in_words(texts: Iterator[str] | list[str]) -> set[str]:
    """What is seen of what was planted: "montants", "motifs"."""
    told = [bare(text) for text in texts]
    found = set()
    if any(str(cents) in text for cents in AMOUNTS for text in told) or any(w in t for w in PAY_WORDS for t in told):
        found.add("montants")
    if any(words in text for words in REASON_WORDS for text in told):
        found.add("motifs")
    return found

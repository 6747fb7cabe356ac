"""Months of pay of 300 people: opened, typed, read, checked, prepared, each with its aim; by the processor's time.

python -m tests.bench pay
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from time import process_time

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, database, delegating
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.desk import Desk
from coop_desk.core.file import create_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person
from coop_desk.topics.employment.model import PayNumber
from coop_desk.topics.members.model import Employment
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.packages import service as exports
from coop_desk.topics.payroll.rules.keeping import Exchange
from coop_desk.topics.payroll.rules.lines import Line
from coop_desk.topics.payroll.rules.months import last_day
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from tests.bench.measures import Measure, timed
from tests.conftest import CHEAP
from tests.file_key import PASSWORD

PEOPLE, HIRED = 300, date(2020, 1, 6)
MONTHS = ("2026-01", "2026-02", "2026-03")
OPENED, SECOND, ENTRY, RUN = 1.0, 0.1, 0.1, 3.0
worked = partial(timed, clock=process_time)


def pay(place: Path) -> Iterator[Measure]:
    """Three months lived by the verbs, then each measure on the last one."""
    desk, validator = make(place)
    for month in MONTHS[:-1]:
        lived(desk, validator, month)
    month = MONTHS[-1]
    at_month_end(desk, month)
    opening = worked(lambda: service.open_month(desk, month), 1)
    yield Measure(f"month of pay opened for {PEOPLE} people", opening, None, "", RUN)
    yield Measure("the month before copied", worked(lambda: copied(desk, month), 1), None, "", RUN)
    yield Measure("month read, everybody's lines", worked(lambda: service.pay_month(desk, month), 5), None, "", OPENED)
    yield Measure("months listed, second visit", worked(lambda: service.pay_months(desk), 5), None, "", SECOND)
    people = [one.person_id for one in service.pay_month(desk, month).people]
    typed = iter(people)

    def type_in() -> None:
        service.change_lines(desk, month, [Exchange(next(typed), None, Line("H_NUIT", 1_000))])

    yield Measure("one cell typed and kept", worked(type_in, 15), None, "", ENTRY)
    yield Measure(
        "month checked, beside three before", worked(lambda: service.check_month(desk, month), 3), None, "", RUN
    )
    yield Measure("month prepared", worked(lambda: service.prepare_month(desk, month), 1), None, "", RUN)
    yield Measure("month validated", worked(lambda: service.validate_month(validator, month), 1), None, "", RUN)
    look = Inner("bench.frozen", "Mesure", reading=True)
    frozen = worked(
        lambda: transact(
            desk.coop,
            look,
            desk.person_id,
            EVERYONE,
            "",
            lambda act: service.frozen_month(act, month),
            keys=desk.keyring,
        ),
        3,
    )
    yield Measure("validated month opened for the exporter", frozen, None, "", OPENED)
    yield Measure("export tried", worked(lambda: exports.try_export(desk, month, "silae"), 3), None, "", OPENED)
    written = worked(lambda: exports.export_month(desk, month, "silae"), 1)
    yield Measure("month exported, its files read back", written, None, "", RUN)
    yield Measure("export taken again", worked(lambda: exports.take_package(desk, month, 1), 3), None, "", OPENED)
    yield Measure("exports listed", worked(lambda: exports.months_to_export(desk), 5), None, "", SECOND)
    yield Measure("one's own pay", worked(lambda: service.own_pay(validator), 5), None, "", SECOND)
    desk.coop.close()


def make(place: Path) -> tuple[Desk, Desk]:
    """A co-op of 300 people with matricules, one who prepares and one who validates."""
    database._SETTINGS["synchronous"] = 0
    coop = create_coop(place, "Coopérative de trois cents", clock=Clock(datetime(2026, 1, 2, 9, tzinfo=UTC)))
    accounts.found(coop, "Anne", "Fondatrice", "founder", PASSWORD, cost=CHEAP)
    founder = accounts.sign_in(coop, "founder", PASSWORD)
    statutes.record_identity(founder, Identity("Coopérative", Form.SARL, "Nantes", created_on=date(2015, 3, 2)))
    statutes.finish_set_up(founder)

    def people(act: Act) -> None:
        made = [Person(family_name=f"Nom{n:03}", given_name=f"Prénom{n}") for n in range(PEOPLE)]
        act.session.add_all(made)
        act.session.flush()
        for n, person in enumerate(made):
            act.session.add(Employment(person_id=person.id, started_on=HIRED, working_time=1000))
            act.session.add(PayNumber(person_id=person.id, starts_on=HIRED, number=f"{n:04}"))

    transact(coop, Inner("bench.people", "Mesure", reading=False), founder.person_id, EVERYONE, "", people,
             keys=founder.keyring)  # fmt: skip
    for login, title, right in (("leon", "pay_delegate", "write"), ("ines", "pay_validator", "read")):
        who = accounts.open_account(founder, login, PASSWORD, given_name=login, family_name="Paie", cost=CHEAP)
        delegating.give_title(founder, who, title, date(2026, 1, 2), None, "Assemblée")
        delegate_keys(founder, "pay/2026", who, right, date(2026, 1, 2), None, "Assemblée", export=right == "write")
    return accounts.sign_in(coop, "leon", PASSWORD), accounts.sign_in(coop, "ines", PASSWORD)


def at_month_end(desk: Desk, month: str) -> None:
    """Hold the clock on the last day of a month."""
    day = last_day(month)
    desk.coop.clock.held = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def lived(desk: Desk, validator: Desk, month: str) -> None:
    """A month with four lines for everybody, prepared and validated."""
    at_month_end(desk, month)
    service.open_month(desk, month)
    lines = (Line("H_SUP25", 3_000), Line("TITRES_RESTO", 18_000), Line("COMM", amount=12_345), Line("REMB_KM", 90_000))
    people = service.pay_month(desk, month).people
    service.change_lines(desk, month, [Exchange(one.person_id, None, line) for one in people for line in lines])
    service.prepare_month(desk, month)
    service.validate_month(validator, month)


def copied(desk: Desk, month: str) -> None:
    """Everybody's lines of the month before, written again."""
    service.change_lines(desk, month, service.last_month_lines(desk, month))

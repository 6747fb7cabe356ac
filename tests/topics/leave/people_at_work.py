"""A small co-op at work for the stories of leave: people under contract, and two delegates."""

from datetime import date

from coop_desk.core import delegating
from coop_desk.topics.employment import service as employment
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from tests.conftest import TestCoop

FULL = (420, 420, 420, 420, 420, 0, 0)
FOUR_DAYS = (420, 420, 0, 420, 420, 0, 0)
HIRED = date(2024, 6, 1)
TODAY = date(2026, 7, 2)


def people_at_work(coop: TestCoop) -> None:
    """Aïcha full time and Bilal four days a week since June 2024; Rose and Sacha hold the leave delegation."""
    registrar = coop.desk("registrar")
    for who, given, family, title in (
        ("aicha", "Aïcha", "Benali", None),
        ("bilal", "Bilal", "Caron", None),
        ("rose", "Rose", "Dumas", "leave_delegate"),
        ("sacha", "Sacha", "Erdogan", None),
    ):
        coop.join(who, given, family, title)
        new = NewMember(
            family, Category.EMPLOYED, HIRED, given, employed_from=HIRED, person_id=coop.person(who),
            working_time=800 if who == "bilal" else 1000,
        )  # fmt: skip
        register_member(registrar, new)
    because = "Décision du collectif"
    delegating.give_title(coop.desk("manager"), coop.person("sacha"), "leave_delegate", HIRED, None, because)
    employment.record_schedule(registrar, coop.person("bilal"), HIRED, [FOUR_DAYS])
    coop.on(TODAY)

"""When and how what the surplus gives is paid: put off only where the law lets it be (SUR-14, SHA-19)."""

import re
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.members.rules.admission import add_months

MONTHS_FOR_INTEREST = 9


def interest_before(year_end: date) -> date:
    """The last day on which interest on the shares of a year is paid (DL-06)."""
    return add_months(year_end.replace(day=1), MONTHS_FOR_INTEREST + 1) - (date(2000, 1, 2) - date(2000, 1, 1))


def month_start(month: str) -> date:
    """Read a month written 2026-07. Raises RuleBroken SUR-14 when it is none."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month):
        raise RuleBroken("SUR-14", _("Choisissez le mois de paie où la répartition est versée."))
    return date.fromisoformat(f"{month}-01")


def check_month(month: str, year_end: date, adopted_on: date, interest_cents: int, extension: str = "") -> None:
    """Refuse a month before the assembly, or too late for interest unless a court gave more time (SHA-19, DL-06)."""
    start = month_start(month)
    if start < adopted_on.replace(day=1):
        raise RuleBroken(
            "SUR-12",
            _("L’assemblée n’a décidé que le {day} : choisissez ce mois-là ou un mois suivant.").format(
                day=long_day(adopted_on)
            ),
        )
    latest = interest_before(year_end)
    if interest_cents and start > latest and not extension.strip():
        raise RuleBroken(
            "DL-06",
            _(
                "L’intérêt aux parts se paie au plus tard le {day}. Choisissez un mois plus tôt, ou citez la décision "
                "de justice qui prolonge ce délai."
            ).format(day=long_day(latest)),
        )

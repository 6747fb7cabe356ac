"""Applying and being admitted: who may ask, and whose request the assembly must vote on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.members.rules.categories import ASSOCIATES, Category


@dataclass(frozen=True, slots=True)
class Contract:
    """One employment contract; working time in thousandths of full time."""

    started_on: date
    ended_on: date | None = None
    working_time: int = 1000


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month when it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return date(year, month, min(day.day, longest))


def employed_since(contracts: Iterable[Contract], day: date) -> date | None:
    """Return since when a person has worked without interruption up to that day."""
    since: date | None = None
    for contract in sorted(contracts, key=lambda contract: contract.started_on, reverse=True):
        if contract.started_on > day:
            continue
        end = contract.ended_on
        if since is None:
            if end is not None and end < day:
                return None
        elif end is None or end < since - timedelta(days=1):
            break
        since = contract.started_on
    return since


def must_be_voted(contracts: Iterable[Contract], birth_date: date | None, day: date) -> bool:
    """Tell whether the assembly must vote on this application: an adult employed for a year (ADM-02)."""
    since = employed_since(contracts, day)
    adult = birth_date is None or add_months(birth_date, 18 * 12) <= day
    return adult and since is not None and add_months(since, 12) <= day


def check_application(category: Category | None, refused_on: date | None, pending: bool, day: date) -> None:
    """Refuse a second application while one waits, or less than a year after a refusal (ADM-02)."""
    if category in ASSOCIATES:
        raise RuleBroken("ADM-01", _("Cette personne est déjà associée."))
    if pending:
        raise RuleBroken("ADM-02", _("Une candidature attend déjà la décision de l’assemblée."))
    if refused_on is not None and add_months(refused_on, 12) > day:
        message = _(
            "La candidature a été refusée le {refused} : une nouvelle demande est possible à partir du {first}."
        ).format(refused=long_day(refused_on), first=long_day(add_months(refused_on, 12)))
        raise RuleBroken("ADM-02", message)


def application_deadline(hired_on: date, birth_date: date | None, months: int) -> date:
    """Return the day by which the contract obliges an employee to apply, never before majority (ADM-05)."""
    deadline = add_months(hired_on, months)
    return deadline if birth_date is None else max(deadline, add_months(birth_date, 18 * 12))

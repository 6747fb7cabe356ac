"""When a mandate ends: by the assembly on the accounts of a year (ELE-11), on a day, or by what happens to it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.records import EventKind, PostKind
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.statutes.identity import Identity

WARNED_MONTHS = 6
REGISTRATION_MONTHS = 1

ENDS = frozenset(
    {
        EventKind.RESIGNED,
        EventKind.REMOVED,
        EventKind.DIED,
        EventKind.DEEMED_RESIGNED,
        EventKind.NOT_RATIFIED,
        EventKind.TERM_OVER,
        EventKind.BROKEN_OFF,
    }
)


@dataclass(frozen=True, slots=True)
class Assembly:
    """The assembly on the accounts held, or to be held, in a year; `closed` once it is over."""

    day: date
    closed: bool


def ends_with_assembly(kind: PostKind) -> bool:
    """Whether the close of the assembly on the accounts ends the term (ELE-11); a role ends on its day."""
    return kind is not PostKind.ROLE


def last_year(starts_on: date, term_months: int) -> int:
    """The year whose assembly on the accounts ends the term: the year of the start and the years of the term."""
    return starts_on.year + term_months // 12


def last_day(starts_on: date, term_months: int) -> date:
    """The last day of a term that no assembly ends."""
    return add_months(starts_on, term_months) - timedelta(days=1)


def months_of(starts_on: date, ends_on: date) -> int:
    """The whole months a term from a day to a day takes up, the last one begun counted."""
    months = 12 * (ends_on.year - starts_on.year) + ends_on.month - starts_on.month
    return max(1, months + (last_day(starts_on, max(months, 1)) < ends_on))


def assembly_limit(identity: Identity, year: int, months: int) -> date:
    """The last day, in a calendar year, to hold the assembly on the accounts of the past year (AG-02)."""
    for closed in (identity.year_end(year - 1), identity.year_end(year)):
        limit = months_after(closed, months)
        if limit.year == year:
            return limit
    return date(year, 12, 31)


def months_after(closed: date, months: int) -> date:
    """Some months after the end of a financial year; from the end of a month to the end of another (DL-01)."""
    at_month_end = closed.day == monthrange(closed.year, closed.month)[1]
    found = add_months(closed.replace(day=1), months)
    longest = monthrange(found.year, found.month)[1]
    return found.replace(day=longest if at_month_end else min(closed.day, longest))


def expected_end(until_assembly_of: int | None, ends_on: date | None, assembly: Assembly | None, limit: date) -> date:
    """The day a mandate should end: its own, that of the assembly when it is known, else the last day to hold it."""
    if until_assembly_of is None:
        return ends_on or date.max
    return assembly.day if assembly is not None else limit


def until_words(until_assembly_of: int | None, ends_on: date | None) -> str:
    """Say when the term ends, as people of the co-op say it."""
    if until_assembly_of is not None:
        return _("à l’issue de l’assemblée de {year}").format(year=until_assembly_of)
    return long_day(ends_on) if ends_on is not None else _("sans terme fixé")


def ends_soon(expected_on: date, day: date) -> bool:
    """Whether the end is near enough to say it: six months, or past without being recorded (E02)."""
    return expected_on <= add_months(day, WARNED_MONTHS)


def registration_due(happened_on: date) -> date:
    """The last day to register an appointment or an end (ELE-12)."""
    return add_months(happened_on, REGISTRATION_MONTHS)

"""Leave around a birth: maternity, paternity, and the extra birth leave."""

from dataclasses import dataclass
from datetime import date, timedelta

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import day as short_day
from coop_desk.topics.leave.rules.counting import ouvrables_from
from coop_desk.topics.leave.rules.events import Event, event_dates
from coop_desk.topics.leave.rules.explained import Line
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span
from coop_desk.topics.members.rules.admission import add_months

ONE_DAY = timedelta(days=1)
PATERNITY_DAYS, AT_ONCE = 25, 4
LEAST_PART, MOST_PARTS = 5, 2
EXTRA_FROM, EXTRA_BIRTHS_FROM = date(2026, 7, 1), date(2026, 1, 1)
EXTRA_MONTHS = (1, 2)


@dataclass(frozen=True, slots=True)
class Maternity:
    """A maternity leave: legal weeks before and after, and its dates."""

    before_weeks: int
    after_weeks: int
    span: Span
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paternity:
    """A paternity leave: birth days, the days that follow at once, and what is left to place."""

    birth_days: tuple[date, ...]
    at_once: Span
    remaining: int
    total: int
    start_before: date
    lines: tuple[Line, ...]


def maternity_weeks(rank: int, children: int) -> tuple[int, int]:
    """Weeks before and after, by the rank of the child and how many are expected (LEAVE-73; L1225-17 to L1225-19)."""
    if rank < 1 or children < 1:
        raise RuleBroken("LEAVE-73", _("Le rang de l’enfant et le nombre attendu sont d’un au moins : corrigez-les."))
    if children >= 3:
        return 24, 22
    if children == 2:
        return 12, 22
    return (8, 18) if rank >= 3 else (6, 10)


def maternity(due: date, birth: date | None, rank: int, children: int) -> Maternity:
    """The dates: an early birth keeps the total, a late one lengthens the first part (LEAVE-73; L1225-20)."""
    before, after = maternity_weeks(rank, children)
    planned = due - timedelta(weeks=before)
    born = birth or due
    first = min(planned, born)
    last = max(first + timedelta(weeks=before + after), born + timedelta(weeks=after)) - ONE_DAY
    words = _("{before} semaines avant la date prévue et {after} après : du {first} au {last}.")
    said = words.format(before=before, after=after, first=short_day(first), last=short_day(last))
    lines = [Line("LEAVE-73", said)]
    if born > due:
        lines.append(Line("LEAVE-73", _("Naissance après la date prévue : la première partie est allongée.")))
    elif born < due:
        lines.append(Line("LEAVE-73", _("Naissance avant la date prévue : la durée totale est gardée.")))
    return Maternity(before, after, Span(first, last), tuple(lines))


def paternity(birth: date, children: int, settings: LeaveSettings, birth_leave_from: date | None = None) -> Paternity:
    """Birth days, 4 calendar days at once, then the rest in two parts at most (LEAVE-74; L1225-35, D1225-8)."""
    if birth_leave_from is not None and birth_leave_from < birth:
        raise RuleBroken("LEAVE-74", _("Le congé de naissance ne commence pas avant la naissance : corrigez la date."))
    first = ouvrables_from(birth_leave_from or birth, 1, settings)[0]
    birth_days = event_dates(Event.BIRTH, first, settings)
    at_once = Span(birth_days[-1] + ONE_DAY, birth_days[-1] + timedelta(days=AT_ONCE))
    total = PATERNITY_DAYS if children < 2 else settings.paternity_multiple_days
    limit = add_months(birth, 6)
    words = _("Quatre jours du {first} au {last}, puis {n} jours en deux parties au plus, commencées avant le {limit}.")
    said = words.format(
        first=short_day(at_once.first), last=short_day(at_once.last), n=total - AT_ONCE, limit=short_day(limit)
    )
    return Paternity(birth_days, at_once, total - AT_ONCE, total, limit, (Line("LEAVE-74", said),))


def part_fault(part: Span, birth: date) -> str | None:
    """Why a part of the rest of a paternity leave cannot be so, or None (LEAVE-74; D1225-8)."""
    if part.days < LEAST_PART:
        return _("Une partie du congé de paternité dure cinq jours au moins.")
    if not birth <= part.first <= add_months(birth, 6):
        return _("Le congé de paternité commence dans les six mois de la naissance.")
    return None


def extra_birth_fault(
    birth: date, asked: date, months: int = 1, due: date | None = None, other_leave_until: date | None = None
) -> str | None:
    """Why the extra birth leave cannot start on a date, or None (LEAVE-75; L1225-46-2).

    One or two months, from 1 July 2026, for children born, due or adopted from 1 January 2026, after the other leaves.
    """
    if max(birth, due or birth) < EXTRA_BIRTHS_FROM:
        return _("Ce congé est ouvert pour les enfants nés ou adoptés à partir du 1er janvier 2026.")
    if asked < EXTRA_FROM:
        return _("Ce congé se prend à partir du 1er juillet 2026.")
    if asked < birth:
        return _("Ce congé se prend après la naissance.")
    if other_leave_until is not None and asked <= other_leave_until:
        return _("Ce congé se prend après le congé de maternité, de paternité ou d’adoption.")
    if months not in EXTRA_MONTHS:
        return _("Ce congé dure un ou deux mois.")
    return None

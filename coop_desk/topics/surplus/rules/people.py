"""The employee share person by person: who has a right to it, by which key, to the cent (SUR-06, SUR-07, SUR-13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import long_day
from coop_desk.topics.members.rules.admission import Contract, add_months, employed_since
from coop_desk.topics.surplus.records import Key, Presence, Terms, Worker
from coop_desk.topics.surplus.rules import participation
from coop_desk.topics.surplus.rules.cents import shared, shared_under

MONTHS_PRESENT, MONTHS_OF_SENIORITY = 3, 6
ONE_DAY = timedelta(days=1)
ONE = Fraction(1)


def presence(
    person_id: PersonId, name: str, contracts: Sequence[Contract], year_start: date, year_end: date
) -> Presence:
    """Tell whether somebody has three months in the year or six months of seniority at its end (SUR-06).

    Somebody gone before the end keeps what three months of presence gave them.
    """
    since = employed_since(contracts, year_end)
    years = _whole_years(since, year_end) if since is not None else 0
    if since is not None and add_months(since, MONTHS_OF_SENIORITY) <= year_end + ONE_DAY:
        words = _("salarié depuis le {day}, plus de six mois à la clôture").format(day=long_day(since))
        return Presence(person_id, name, True, words, years)
    if _present_three_months(contracts, year_start, year_end):
        return Presence(person_id, name, True, _("au moins trois mois de présence dans l’exercice"), years)
    return Presence(person_id, name, False, _("moins de trois mois de présence et de six mois d’ancienneté"), years)


def _present_three_months(contracts: Iterable[Contract], year_start: date, year_end: date) -> bool:
    """Three whole months at a stretch, or ninety days in several times."""
    days, times = 0, 0
    for contract in contracts:
        start = max(contract.started_on, year_start)
        end = min(contract.ended_on or year_end, year_end)
        if start > end:
            continue
        if add_months(start, MONTHS_PRESENT) <= end + ONE_DAY:
            return True
        days, times = days + (end - start).days + 1, times + 1
    return times > 1 and days >= 30 * MONTHS_PRESENT


def _whole_years(since: date, until: date) -> int:
    after = until + ONE_DAY
    years = after.year - since.year
    return years if add_months(since, 12 * years) <= after else years - 1


def coefficient(years: int, terms: Terms) -> Fraction:
    """The seniority coefficient: so much more by whole year, up to the most the statutes say (SUR-07)."""
    return min(ONE + terms.seniority_step * years, max(ONE, terms.seniority_most))


def weights(
    workers: Iterable[Worker], terms: Terms, *, participation_of: int | None = None
) -> dict[PersonId, Fraction]:
    """Return the weight of each in the key. Raises RuleBroken SUR-07 when what it counts was not entered.

    For the participation reserve of a year, absences treated as presence count (SUR-13) and pay counts up to three
    ceilings (PAR-04).
    """
    people = list(workers)
    by_pay, by_hours, equally = key_parts(terms)
    pay = {one.person_id: _pay(one, participation_of) for one in people}
    minutes = {one.person_id: one.minutes + (one.more_minutes if participation_of else 0) for one in people}
    if people and by_pay and not sum(pay.values()):
        raise RuleBroken("SUR-07", _("La clé compte les salaires, et aucun n’est saisi : saisissez les bases."))
    if people and by_hours and not sum(minutes.values()):
        raise RuleBroken("SUR-07", _("La clé compte le temps de travail, et aucun n’est saisi : saisissez les bases."))
    return {
        one.person_id: one.coefficient
        * (
            by_pay * _part(pay, one.person_id)
            + by_hours * _part(minutes, one.person_id)
            + equally * Fraction(1, len(people))
        )
        for one in people
    }


def key_parts(terms: Terms) -> tuple[Fraction, Fraction, Fraction]:
    """How much of the key is pay, hours, and equal."""
    if terms.key is Key.MIX:
        return terms.pay_part, ONE - terms.pay_part - terms.equal_part, terms.equal_part
    return ONE * (terms.key is Key.PAY), ONE * (terms.key is Key.HOURS), ONE * (terms.key is Key.EQUAL)


def _pay(worker: Worker, participation_of: int | None) -> int:
    if participation_of is None:
        return worker.pay_cents
    return participation.counted_pay(worker.pay_cents + worker.more_pay_cents, participation_of)


def _part(counted: Mapping[PersonId, int], person_id: PersonId) -> Fraction:
    whole = sum(counted.values())
    return Fraction(counted[person_id], whole) if whole else Fraction(0)


@dataclass(frozen=True, slots=True)
class Lot:
    """What one person gets, in cents: paid as employee share, and set in the participation reserve."""

    person_id: PersonId
    work_cents: int
    participation_cents: int


def lots(
    workers: Iterable[Worker], work_cents: int, participation_cents: int, terms: Terms, year: int
) -> tuple[Lot, ...]:
    """Share both sums among the people, to the cent; nobody passes the ceiling of the reserve (SUR-07, PAR-04)."""
    people = list(workers)
    work = shared(work_cents, weights(people, terms)) if work_cents else {}
    reserve: dict[PersonId, int] = {}
    if participation_cents:
        by_weight = weights(people, terms, participation_of=year)
        reserve = shared_under(participation_cents, by_weight, participation.most_each(year))
    return tuple(Lot(one.person_id, work.get(one.person_id, 0), reserve.get(one.person_id, 0)) for one in people)

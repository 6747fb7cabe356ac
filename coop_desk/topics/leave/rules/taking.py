"""What a planned leave breaks, or puts at risk, before it is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.i18n import _
from coop_desk.core.words import day as short_day
from coop_desk.topics.leave.rules.explained import NO_DAY, Days, in_days
from coop_desk.topics.leave.rules.splitting import LEAST_BLOCK, MAIN_LEAVE
from coop_desk.topics.members.rules.admission import add_months


class Level(StrEnum):
    """How much a check weighs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found."""

    level: Level
    code: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Household:
    """What a member declared for the order of departures: yes or no, never why."""

    school_children: bool = False
    partner_dates: bool = False
    dependent_at_home: bool = False
    since: date | None = None
    other_employer: bool = False


def one_go(days: Days, exception: str = "") -> Finding | None:
    """At most 24 ouvrables in one go, unless an exception is recorded (LEAVE-30; L3141-17)."""
    if days <= MAIN_LEAVE or exception.strip():
        return None
    words = _("{days} d’affilée : la loi en permet 24, sauf exception inscrite (éloignement, personne à charge).")
    return Finding(Level.ERROR, "max_24_continuous", "LEAVE-30", words.format(days=in_days(days)))


def short_leave(blocks: Sequence[Days], up_to: int = 12) -> Finding | None:
    """A leave of 12 ouvrables at most is taken in one go (LEAVE-31; L3141-18)."""
    if len(blocks) <= 1 or sum(blocks, NO_DAY) > up_to:
        return None
    words = _("Un congé de {n} jours au plus se prend en une fois : regroupez les {count} périodes.")
    return Finding(Level.ERROR, "continuous_up_to_12", "LEAVE-31", words.format(n=up_to, count=len(blocks)))


def long_block(blocks: Sequence[Days], period_over: bool, agreed: bool) -> Finding | None:
    """A block of 12 ouvrables from 1 May to 31 October (LEAVE-32; L3141-19, L3141-23).

    A warning while the period runs, an error at its end, unless the member agreed alone.
    """
    if agreed or any(block >= LEAST_BLOCK for block in blocks):
        return None
    level = Level.ERROR if period_over else Level.WARNING
    words = _("Aucun congé de douze jours d’affilée du 1er mai au 31 octobre, sans accord de la personne.")
    return Finding(level, "one_block_of_at_least_12", "LEAVE-32", words)


def late_change(decided_on: date, departure: date, exceptional: str = "") -> Finding | None:
    """No change of date or order less than a month before, but with a reason (LEAVE-33; L3141-16)."""
    if departure >= first_changeable(decided_on) or exceptional.strip():
        return None
    words = _("Départ du {departure} : le {day}, seuls les départs à partir du {first} peuvent encore changer.")
    said = words.format(
        departure=short_day(departure), day=short_day(decided_on), first=short_day(first_changeable(decided_on))
    )
    return Finding(Level.ERROR, "no_change_within_one_month", "LEAVE-33", said)


def first_changeable(decided_on: date) -> date:
    """The earliest departure that may still be changed (LEAVE-33; L3141-16)."""
    return add_months(decided_on, 1)


def announced_by(taking_from: date) -> date:
    """The last day to announce a taking period in time (LEAVE-34; D3141-5)."""
    return add_months(taking_from, -2)


def late_announcement(announced_on: date | None, taking_from: date) -> Finding | None:
    """The taking period is announced two months before it opens (LEAVE-34; D3141-5)."""
    limit = announced_by(taking_from)
    if announced_on is not None and announced_on <= limit:
        return None
    words = _("La période de prise des congés s’annonce deux mois avant, le {day} au plus tard : {fact}.")
    fact = _("aucune annonce n’est enregistrée")
    if announced_on is not None:
        fact = _("elle l’a été le {day}").format(day=short_day(announced_on))
    said = words.format(day=short_day(limit), fact=fact)
    return Finding(Level.WARNING, "taking_period_not_announced", "LEAVE-34", said)


def late_communication(communicated_on: date | None, departure: date) -> Finding | None:
    """The order of departures reaches each member a month before (LEAVE-34; D3141-6)."""
    limit = add_months(departure, -1)
    if communicated_on is not None and communicated_on <= limit:
        return None
    words = _("Le départ se communique un mois avant, le {day} au plus tard.")
    return Finding(Level.WARNING, "departure_not_communicated", "LEAVE-34", words.format(day=short_day(limit)))


def partners_apart(theirs: Sequence[date], partner: Sequence[date]) -> Finding | None:
    """Spouses and partners of a Pacs who work together may leave together (LEAVE-35; L3141-14)."""
    if not theirs or not partner or set(theirs) & set(partner):
        return None
    words = _("Conjoints ou partenaires de Pacs sans aucun jour de congé commun : ils ont droit à un congé simultané.")
    return Finding(Level.WARNING, "spouses_without_common_dates", "LEAVE-35", words)


def departure_order(person: Household) -> tuple[int, date, bool]:
    """A key shown beside names, never applied alone: family, seniority, other employers (LEAVE-36; L3141-16)."""
    family = sum((person.school_children, person.partner_dates, person.dependent_at_home))
    return -family, person.since or date.max, not person.other_employer

"""Leave for what happens in a family, sick children, and the rest days of a contract in days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.employment.rules.holidays import weekday_holidays
from coop_desk.topics.leave.rules.counting import days_of, ouvrables_from
from coop_desk.topics.leave.rules.explained import Days, Line, in_days
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span
from coop_desk.topics.members.rules.admission import add_months


class Event(StrEnum):
    """What happened."""

    MARRIAGE = "marriage_or_pacs"
    CHILD_MARRIAGE = "child_marriage"
    BIRTH = "birth"
    ADOPTION = "adoption_arrival"
    DEATH_CHILD = "death_child"
    DEATH_YOUNG_CHILD = "death_child_under_25"
    DEATH_PARTNER = "death_spouse_or_partner"
    DEATH_PARENT = "death_parent"
    DEATH_PARENT_IN_LAW = "death_parent_in_law"
    DEATH_SIBLING = "death_sibling"
    BEREAVEMENT = "bereavement"
    CHILD_ILLNESS = "child_disability_or_illness"


EVENT_WORDS = {
    Event.MARRIAGE: N_("Mariage ou Pacs"),
    Event.CHILD_MARRIAGE: N_("Mariage d’un enfant"),
    Event.BIRTH: N_("Naissance"),
    Event.ADOPTION: N_("Arrivée d’un enfant adopté"),
    Event.DEATH_CHILD: N_("Décès d’un enfant"),
    Event.DEATH_YOUNG_CHILD: N_("Décès d’un enfant de moins de 25 ans, ou lui-même parent"),
    Event.DEATH_PARTNER: N_("Décès du conjoint, du partenaire de Pacs ou du concubin"),
    Event.DEATH_PARENT: N_("Décès du père ou de la mère"),
    Event.DEATH_PARENT_IN_LAW: N_("Décès d’un beau-parent"),
    Event.DEATH_SIBLING: N_("Décès d’un frère ou d’une sœur"),
    Event.BEREAVEMENT: N_("Deuil d’un enfant de moins de 25 ans"),
    Event.CHILD_ILLNESS: N_("Annonce d’un handicap, d’une maladie chronique ou d’un cancer d’un enfant"),
}

LEGAL_DAYS = {
    Event.MARRIAGE: 4,
    Event.CHILD_MARRIAGE: 1,
    Event.BIRTH: 3,
    Event.ADOPTION: 3,
    Event.DEATH_CHILD: 12,
    Event.DEATH_YOUNG_CHILD: 14,
    Event.DEATH_PARTNER: 3,
    Event.DEATH_PARENT: 3,
    Event.DEATH_PARENT_IN_LAW: 3,
    Event.DEATH_SIBLING: 3,
    Event.BEREAVEMENT: 8,
    Event.CHILD_ILLNESS: 5,
}
"""Jours ouvrables, paid by the co-op."""


@dataclass(frozen=True, slots=True)
class RestDays:
    """Rest days of a year of work counted in days."""

    days: int
    lines: tuple[Line, ...]


def event_days(event: Event, agreed: int = 0) -> int:
    """Jours ouvrables of an event: the legal minimum, or more by agreement (LEAVE-70, LEAVE-71; L3142-1, L3142-4)."""
    return max(LEGAL_DAYS[event], agreed)


def event_dates(event: Event, first: date, settings: LeaveSettings, agreed: int = 0) -> tuple[date, ...]:
    """The dates of an event's leave taken in one go (LEAVE-70; L3142-4)."""
    return ouvrables_from(first, event_days(event, agreed), settings)


def bereavement_until(death: date) -> date:
    """Last day of a bereavement leave, which may be split within a year (LEAVE-71; L3142-1-1)."""
    return add_months(death, 12)


def sick_child_days(ages: Sequence[int]) -> int:
    """Days a year for a sick child under 16: 3, or 5 with a baby or three such children (LEAVE-72; L1225-61)."""
    if any(not 0 <= age <= 120 for age in ages):
        raise RuleBroken("LEAVE-72", _("Âge d’enfant impossible : corrigez-le."))
    young = [age for age in ages if age < 16]
    if not young:
        return 0
    return 5 if len(young) >= 3 or min(young) < 1 else 3


def forfait_rest_days(year: int, forfait: int, paid_leave: int, settings: LeaveSettings) -> RestDays:
    """Calendar days, less weekends, paid leave, weekday holidays and the days due (LEAVE-76; L3121-58, L3121-64)."""
    whole = Span(date(year, 1, 1), date(year, 12, 31))
    weekends = sum(day.isoweekday() >= 6 for day in days_of(whole))
    feasts = weekday_holidays(year, settings.site)
    days = whole.days - weekends - paid_leave - feasts - forfait
    if days < 0:
        raise RuleBroken("LEAVE-76", _("Ce forfait dépasse les jours ouvrés de l’année : corrigez-le."))
    words = _("{whole} − {weekends} (fins de semaine) − {leave} (congés) − {feasts} (fériés) − {forfait} = {days}.")
    said = words.format(
        whole=whole.days, weekends=weekends, leave=paid_leave, feasts=feasts, forfait=forfait, days=in_days(Days(days))
    )
    return RestDays(days, (Line("LEAVE-76", said),))

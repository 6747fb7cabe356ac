"""The settings a co-op may decide: their words, what the law says, how each is kept and read."""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import listed, long_day
from coop_desk.topics.leave.rules.accounts import UNIT_WORDS
from coop_desk.topics.leave.rules.explained import Unit, exact, in_days, in_months
from coop_desk.topics.leave.rules.settings import LeaveSettings

DAY_NAMES = {
    1: N_("lundi"), 2: N_("mardi"), 3: N_("mercredi"), 4: N_("jeudi"), 5: N_("vendredi"), 6: N_("samedi"),
    7: N_("dimanche"),
}  # fmt: skip
ANNOUNCED = "announced_on"
"""The setting that dates an announcement: it starts where the taking period that was announced starts."""


class Shape(StrEnum):
    """What a setting is made of."""

    UNIT = "unit"
    DAY_OF_YEAR = "day_of_year"
    DAY_OF_YEAR_OR_NONE = "day_of_year_or_none"
    DAY_OR_NONE = "day_or_none"
    WEEKDAYS = "weekdays"
    WEEKDAY = "weekday"
    YES = "yes"
    DAYS = "days"
    DAYS_OR_NONE = "days_or_none"
    MONTHS = "months"
    WHOLE = "whole"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting: its name in the program, its words, its shape and its source; `marked`: not read again (†)."""

    name: str
    words: str
    shape: Shape
    source: str
    marked: bool = False

    @property
    def default(self) -> Any:
        """What counts while the co-op decided nothing."""
        return _DEFAULTS[self.name]

    def read(self, kept: Any) -> Any:
        """The value, from what the file keeps of it (LEAVE-03)."""
        return _READ[self.shape](kept)

    def keep(self, value: Any) -> Any:
        """What the file keeps of a value."""
        if isinstance(value, Fraction):
            return str(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple | frozenset):
            return sorted(value) if isinstance(value, frozenset) else list(value)
        return value.value if isinstance(value, Unit) else value

    def said(self, value: Any) -> str:
        """The value in words."""
        return _SAID[self.shape](value)


CHOICES = {
    choice.name: choice
    for choice in (
        Choice("unit", N_("Unité des congés payés"), Shape.UNIT, N_("code du travail, art. L. 3141-3")),
        Choice(
            "reference_start",
            N_("Début de la période de référence"),
            Shape.DAY_OF_YEAR,
            N_("code du travail, art. L. 3141-10 et R. 3141-4"),
        ),
        Choice(
            "taking_start",
            N_("Début de la période de prise"),
            Shape.DAY_OF_YEAR,
            N_("code du travail, art. L. 3141-13"),
        ),
        Choice(ANNOUNCED, N_("Période de prise annoncée le"), Shape.DAY_OR_NONE, N_("code du travail, art. D. 3141-5")),
        Choice("open_days", N_("Jours d’ouverture"), Shape.WEEKDAYS, N_("décision de la coopérative")),
        Choice(
            "weekly_rest_day", N_("Jour de repos hebdomadaire"), Shape.WEEKDAY, N_("code du travail, art. L. 3132-3")
        ),
        Choice("half_days", N_("Demi-journées, en jours ouvrés"), Shape.YES, N_("décision de la coopérative")),
        Choice("advance_limit", N_("Congés par anticipation, au plus"), Shape.DAYS, N_("décision de la coopérative")),
        Choice("extra_days", N_("Jours ajoutés chaque année par l’accord"), Shape.DAYS, N_("accord de la coopérative")),
        Choice(
            "rest_days_a_year",
            N_("Jours de RTT par an"),
            Shape.DAYS_OR_NONE,
            N_("accord, code du travail, art. L. 3121-44"),
        ),
        Choice(
            "rest_days_until",
            N_("Dernier jour pour prendre les RTT"),
            Shape.DAY_OF_YEAR_OR_NONE,
            N_("accord de la coopérative"),
        ),
        Choice("sick_child_paid", N_("Enfant malade payé"), Shape.YES, N_("accord, code du travail, art. L. 1225-61")),
        Choice(
            "waiver_allowed",
            N_("Renoncement aux jours de fractionnement possible"),
            Shape.YES,
            N_("code du travail, art. L. 3141-23"),
        ),
        Choice(
            "carry_months", N_("Durée du report après maladie"), Shape.MONTHS, N_("code du travail, art. L. 3141-19-1")
        ),
        Choice(
            "child_days",
            N_("Jours par enfant à charge"),
            Shape.WHOLE,
            N_("code du travail, art. L. 3141-8"),
            marked=True,
        ),
        Choice(
            "child_age",
            N_("Âge limite d’un enfant à charge"),
            Shape.WHOLE,
            N_("code du travail, art. L. 3141-8"),
            marked=True,
        ),
        Choice(
            "continuous_up_to",
            N_("Congé à prendre en une fois, jusqu’à"),
            Shape.WHOLE,
            N_("code du travail, art. L. 3141-18"),
            marked=True,
        ),
        Choice(
            "paternity_multiple_days",
            N_("Paternité, naissances multiples"),
            Shape.WHOLE,
            N_("code du travail, art. L. 1225-35"),
            marked=True,
        ),
        Choice(
            "birth_notice_days",
            N_("Congé supplémentaire de naissance : préavis"),
            Shape.PAIR,
            N_("code du travail, art. L. 1225-46-2"),
            marked=True,
        ),
    )
}
_DEFAULTS = {
    one.name: one.default if one.default is not MISSING else None
    for one in fields(LeaveSettings)
    if one.name in CHOICES
}


def check(name: str, value: Any) -> Choice:
    """The choice of this name, once its value can be decided by a co-op (LEAVE-03)."""
    choice = CHOICES.get(name)
    if choice is None:
        raise RuleBroken("LEAVE-03", _("Réglage inconnu : choisissez-le dans la liste."))
    LeaveSettings(**{name: choice.read(choice.keep(value))})
    return choice


def _days(kept: Any) -> Fraction:
    return exact(kept, _("Nombre de jours"))


def _whole(kept: Any) -> int:
    if isinstance(kept, bool) or not isinstance(kept, int) or not 0 <= kept <= 366:
        raise RuleBroken("LEAVE-03", _("Réglage des congés à corriger : un nombre de 0 à 366 est attendu."))
    return kept


def _two(kept: Any) -> tuple[int, int]:
    if not isinstance(kept, list | tuple) or len(kept) != 2:
        raise RuleBroken("LEAVE-03", _("Réglage des congés à corriger : deux nombres sont attendus."))
    return _whole(kept[0]), _whole(kept[1])


def _weekdays(kept: Any) -> frozenset[int]:
    return frozenset(_whole(day) for day in kept)


def _day_words(value: tuple[int, int]) -> str:
    return long_day(date(2001, *value)).removesuffix(" 2001")


def _weekday_words(value: frozenset[int]) -> str:
    return listed([_(DAY_NAMES[day]) for day in sorted(value)])


_READ: dict[Shape, Callable[[Any], Any]] = {
    Shape.UNIT: Unit,
    Shape.DAY_OF_YEAR: _two,
    Shape.DAY_OF_YEAR_OR_NONE: lambda kept: None if kept is None else _two(kept),
    Shape.DAY_OR_NONE: lambda kept: None if kept is None else date.fromisoformat(kept),
    Shape.WEEKDAYS: _weekdays,
    Shape.WEEKDAY: _whole,
    Shape.YES: bool,
    Shape.DAYS: _days,
    Shape.DAYS_OR_NONE: lambda kept: None if kept is None else _days(kept),
    Shape.MONTHS: _whole,
    Shape.WHOLE: _whole,
    Shape.PAIR: _two,
}
_SAID: dict[Shape, Callable[[Any], str]] = {
    Shape.UNIT: lambda value: _(UNIT_WORDS[value]),
    Shape.DAY_OF_YEAR: _day_words,
    Shape.DAY_OF_YEAR_OR_NONE: lambda value: _("sans limite") if value is None else _day_words(value),
    Shape.DAY_OR_NONE: lambda value: _("pas encore annoncée") if value is None else long_day(value),
    Shape.WEEKDAYS: _weekday_words,
    Shape.WEEKDAY: lambda value: _(DAY_NAMES[value]),
    Shape.YES: lambda value: _("oui") if value else _("non"),
    Shape.DAYS: in_days,
    Shape.DAYS_OR_NONE: lambda value: _("pas d’accord de RTT") if value is None else in_days(value),
    Shape.MONTHS: lambda value: in_months(Fraction(value)),
    Shape.WHOLE: lambda value: str(value),
    Shape.PAIR: lambda value: _("{first} à {last} jours").format(first=value[0], last=value[1]),
}

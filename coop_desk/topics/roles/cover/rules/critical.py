"""When knowledge that one person only holds becomes critical: the first of the days that are known, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.i18n import N_


class Why(StrEnum):
    """What makes it critical."""

    CONTRACT = "contract"
    MANDATE = "mandate"
    ABSENCE = "absence"


WHY_WORDS: dict[Why, str] = {
    Why.CONTRACT: N_("fin du contrat de travail"),
    Why.MANDATE: N_("fin du mandat"),
    Why.ABSENCE: N_("longue absence annoncée"),
}


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A day, and what happens then."""

    on: date
    why: Why


def first_event(
    today: date, contract_ends: date | None, mandate_ends: date | None, absences: Iterable[tuple[date, date]]
) -> Event | None:
    """The first day that makes it critical; today when a long absence runs already; None when nothing is known."""
    found = [Event(max(first, today), Why.ABSENCE) for first, last in absences if last >= today]
    if contract_ends is not None:
        found.append(Event(contract_ends, Why.CONTRACT))
    if mandate_ends is not None:
        found.append(Event(mandate_ends, Why.MANDATE))
    return min(found, default=None)

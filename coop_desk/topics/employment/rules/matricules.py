"""The number of a person in the payroll tool: well written, and one person's only on a date."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day

WELL_WRITTEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,19}")


@dataclass(frozen=True, slots=True)
class Numbered:
    """From a day on, somebody has this number; empty: none any more."""

    starts_on: date
    number: str


def number_on(line: Sequence[Numbered], day: date) -> str:
    """The number of a day; empty when there is none."""
    begun = [one for one in line if one.starts_on <= day]
    return begun[-1].number if begun else ""


def in_order(line: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """By date; of two that start on the same day, the last written counts."""
    kept = {one.starts_on: one for one in line}
    return tuple(kept[day] for day in sorted(kept))


def check_number(number: str) -> str:
    """Return a number without the spaces around it; refuse one that no file could carry (EMPLOY-03)."""
    found = number.strip()
    if found and WELL_WRITTEN.fullmatch(found) is None:
        said = _("Matricule « {number} » : lettres sans accent, chiffres, point, tiret ou barre, vingt au plus.")
        raise RuleBroken("EMPLOY-03", said.format(number=found[:40]))
    return found


def check_free(new: Numbered, until: date | None, others: Mapping[str, Sequence[Numbered]]) -> None:
    """Refuse a number that somebody else has on a day it would be held; `others` by name (EMPLOY-03)."""
    if not new.number:
        return
    for name, line in others.items():
        taken = _shared_day(new, until, in_order(line))
        if taken is not None:
            said = _("Le matricule {number} est celui de {name} le {day} : choisissez-en un autre.")
            raise RuleBroken("EMPLOY-03", said.format(number=new.number, name=name, day=long_day(taken)))


def _shared_day(new: Numbered, until: date | None, line: Sequence[Numbered]) -> date | None:
    for at, one in enumerate(line):
        if one.number.casefold() != new.number.casefold():
            continue
        over = line[at + 1].starts_on if at + 1 < len(line) else None
        day = max(one.starts_on, new.starts_on)
        if (over is None or day < over) and (until is None or day < until):
            return day
    return None

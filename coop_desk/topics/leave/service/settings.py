"""The settings of leave: what a co-op decided, from which day on; the law where it decided nothing."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, read_until_changed
from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.service import site_of
from coop_desk.topics.employment.service.sites import site_at, site_calendars
from coop_desk.topics.leave.model import LeaveSetting
from coop_desk.topics.leave.rules.choices import CHOICES
from coop_desk.topics.leave.rules.settings import LeaveSettings


def settings_at(act: Act, day: date, person_id: PersonId | None = None) -> LeaveSettings:
    """The settings of a day, with the holidays of the site of a person, or of the first site (LEAVE-03)."""
    first = min(site_calendars(act), default=None)
    site = site_at(act, first, day) if person_id is None else site_of(act, person_id, day)
    return replace(_decided(act, day), site=site)


@read_until_changed
def _decided(act: Act, day: date) -> LeaveSettings:
    found: dict[str, Any] = {}
    for name, lines in dated_settings(act).items():
        begun = [value for starts_on, value in lines if starts_on <= day]
        if begun:
            found[name] = CHOICES[name].read(begun[-1])
    return LeaveSettings(**found)


@read_until_changed
def dated_settings(act: Act) -> dict[str, tuple[tuple[date, Any], ...]]:
    """What was decided of each setting, oldest first; of two from the same day, the last written."""
    found: dict[str, dict[date, Any]] = defaultdict(dict)
    for row in act.session.scalars(select(LeaveSetting).order_by(LeaveSetting.starts_on, LeaveSetting.id)):
        found[row.name][row.starts_on] = row.value["value"]
    return {name: tuple(lines.items()) for name, lines in found.items() if name in CHOICES}

"""The settings of leave: what a co-op decided, from which day on; the law where it decided nothing."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query, read_until_changed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.employment.service import site_of
from coop_desk.topics.employment.service.sites import site_at, site_calendars
from coop_desk.topics.leave.model import LeaveSetting, MonthClosing
from coop_desk.topics.leave.records import SettingLine
from coop_desk.topics.leave.rules.choices import ANNOUNCED, CHOICES, Choice, check
from coop_desk.topics.leave.rules.settings import LeaveSettings
from coop_desk.topics.leave.rules.taking import announced_by

RECALLED = timedelta(days=15)
"""How long before the last day to announce a taking period it is recalled."""


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


def announced_on(act: Act, starts_on: date) -> date | None:
    """The day the taking period that starts on a day was announced, None while it was not (LEAVE-34)."""
    kept = dict(dated_settings(act).get(ANNOUNCED, ())).get(starts_on)
    return CHOICES[ANNOUNCED].read(kept)  # type: ignore[no-any-return]


def announcement_due(act: Act) -> tuple[date, date] | None:
    """The start of the next taking period and the last day to announce it, from two weeks before that day on."""
    starts_on = settings_at(act, act.today).taking_period(act.today).last + timedelta(days=1)
    limit = announced_by(starts_on)
    if act.today < limit - RECALLED or announced_on(act, starts_on) is not None:
        return None
    return starts_on, limit


@query(Right.LEAVE_SETTINGS, Right.LEAVE_READ, words=N_("Consultation des réglages des congés"))
def leave_settings(act: Act, day: date | None = None) -> list[SettingLine]:
    """Every setting on a day, with what the co-op decided and what the law says."""
    on = day or act.today
    return [_setting_line(choice, _rows(act).get(choice.name, []), on) for choice in CHOICES.values()]


@query(Right.LEAVE_SETTINGS, Right.LEAVE_READ, words=N_("Consultation des réglages des congés"))
def current_period(act: Act) -> date:
    """The first day of the reference period under way."""
    return settings_at(act, act.today).reference_period(act.today).first


@action(Right.LEAVE_SETTINGS, N_("Changement d’un réglage des congés"))
def change_setting(act: Act, name: str, value: Any, starts_on: date, because: str) -> None:
    """Write that a setting has a value from a day on, and which decision says so (LEAVE-03, LEAVE-99)."""
    choice = check(name, value)
    if not because.strip():
        raise RuleBroken("LEAVE-99", _("Dites quelle décision change ce réglage : accord, assemblée, gérance."))
    _check_start(act, choice, value, starts_on)
    kept = {"value": choice.keep(value)}
    act.session.add(LeaveSetting(name=name, starts_on=starts_on, value=kept, because=because.strip()))
    words = _("{setting} : {value}, à partir du {day}.")
    act.say(words.format(setting=_(choice.words), value=choice.said(value), day=long_day(starts_on)))


def _check_start(act: Act, choice: Choice, value: Any, starts_on: date) -> None:
    """A unit, or a reference period, changes where a period starts, and no month after it is closed (LEAVE-99)."""
    if choice.name == ANNOUNCED:
        _check_announcement(act, value, starts_on)
    if choice.name not in ("unit", "reference_start"):
        return
    start = value if choice.name == "reference_start" else settings_at(act, starts_on).reference_start
    if (starts_on.month, starts_on.day) != tuple(start):
        said = _("Ce réglage change au début d’une période de référence : le {day}, par exemple.")
        first = date(starts_on.year, *start)
        raise RuleBroken("LEAVE-99", said.format(day=long_day(first)))
    last = act.session.scalar(select(func.max(MonthClosing.month)))
    if last is not None and last >= starts_on:
        said = _("Le mois qui commence le {day} est déjà clos : choisissez une date après.")
        raise RuleBroken("LEAVE-99", said.format(day=long_day(last)))


def _check_announcement(act: Act, announced: date | None, starts_on: date) -> None:
    """An announcement is made already, and names a taking period by its first day (LEAVE-34, LEAVE-99)."""
    if announced is not None and announced > act.today:
        raise RuleBroken("LEAVE-34", _("Indiquez le jour où la période a été annoncée, au plus tard aujourd’hui."))
    first = settings_at(act, starts_on).taking_period(starts_on).first
    if starts_on != first:
        said = _("La période de prise commence le {day} : indiquez ce jour.").format(day=long_day(first))
        raise RuleBroken("LEAVE-99", said)


def _setting_line(choice: Choice, rows: list[LeaveSetting], on: date) -> SettingLine:
    lines = list({row.starts_on: row for row in rows}.values())
    now = next((row for row in reversed(lines) if row.starts_on <= on), None)
    then = next((row for row in lines if row.starts_on > on), None)
    value = choice.read(now.value["value"]) if now is not None else choice.default
    return SettingLine(
        name=choice.name,
        words=_(choice.words),
        value=choice.said(value),
        since=now.starts_on if now is not None else None,
        until=then.starts_on - timedelta(days=1) if then is not None else None,
        because=now.because if now is not None else "",
        law=choice.said(choice.default),
        source=_(choice.source),
        marked=choice.marked,
        decided=now is not None,
        kept=choice.keep(value),
        history=tuple(
            (row.starts_on, choice.said(choice.read(row.value["value"])), row.because) for row in reversed(lines)
        ),
    )


def _rows(act: Act) -> dict[str, list[LeaveSetting]]:
    found: dict[str, list[LeaveSetting]] = defaultdict(list)
    for row in act.session.scalars(select(LeaveSetting).order_by(LeaveSetting.starts_on, LeaveSetting.id)):
        found[row.name].append(row)
    return found

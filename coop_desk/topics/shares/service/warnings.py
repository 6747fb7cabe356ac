"""What must be put right before a day: too few or too many associates, a limit passed, the end of the start (C14)."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.shares.model import ShareLeg
from coop_desk.topics.shares.records import CapitalWarning
from coop_desk.topics.shares.rules import capital
from coop_desk.topics.shares.rules.capital import Figures, Limits
from coop_desk.topics.shares.rules.refunds import due_on
from coop_desk.topics.shares.service.situations import Statuses, by_capital, highest_at, limits_of, situation_at
from coop_desk.topics.statutes.profile import Profile
from coop_desk.topics.statutes.service import profile_at

ONE_YEAR = 1


def warnings_at(act: Act, day: date) -> list[CapitalWarning]:
    """Return the limits passed on a day, each with the day by which the law wants it put right when it says one."""
    profile, statuses = profile_at(act, day), Statuses(act)
    found = situation_at(act, day)
    if not found.shares:
        return []
    limits = limits_of(profile)
    counted = capital.figures(statuses.holders(found.holdings, day), by_capital(profile))
    gauges = capital.watch(counted, counted, limits, highest_at(act, day))
    warnings = []
    for gauge in gauges:
        if gauge.broken:
            since = _since(act, statuses, limits, day, gauge.key)
            warnings.append(
                CapitalWarning(
                    gauge.rule,
                    _("{words} : {value}, il en faut {limit}").format(
                        words=gauge.words, value=gauge.after, limit=gauge.limit
                    ),
                    _("Depuis le {day} ; au bout d’un an, le tribunal peut être saisi.").format(day=long_day(since))
                    if since
                    else "",
                    due_on(since, ONE_YEAR) if since else None,
                )
            )
    return warnings + _near_the_maximum(counted, limits) + _end_of_start(profile, day)


def _since(act: Act, statuses: Statuses, limits: Limits, day: date, key: str) -> date | None:
    """Return since when the number of associates has been wrong (FORM-04, FORM-05); None for other limits."""
    wrong: dict[str, Callable[[Figures], bool]] = {
        "employed": lambda counted: counted.employed < limits.min_employed,
        "associates": lambda counted: limits.max_associates is not None and counted.associates > limits.max_associates,
    }
    if key not in wrong:
        return None
    moved = set(act.session.scalars(select(ShareLeg.day).where(ShareLeg.day <= day).distinct()))
    days = sorted(moved | statuses.days(day), reverse=True)
    first = day
    for one in days:
        if not wrong[key](capital.figures(statuses.holders(situation_at(act, one).holdings, one))):
            break
        first = one
    return first


def _near_the_maximum(counted: Figures, limits: Limits) -> list[CapitalWarning]:
    most = limits.max_associates
    if most is None or not capital.NEAR_THE_MAXIMUM * most // 100 <= counted.associates <= most:
        return []
    said = _("{n} associés, la limite est de {most}").format(n=counted.associates, most=most)
    return [CapitalWarning("FORM-06", said, _("Au-delà, la forme doit changer dans l’année."), None)]


def _end_of_start(profile: Profile, day: date) -> list[CapitalWarning]:
    """Recall the end of a starting co-operative’s freedom 24 months before (SPEC-02)."""
    end = profile.amorcage_until
    if end is None or not day <= end <= due_on(day, 2):
        return []
    said = _("Fin de l’amorçage : les salariés doivent détenir la majorité du capital")
    return [CapitalWarning("SPEC-02", said, _("Jusqu’au {day}").format(day=long_day(end)), end)]

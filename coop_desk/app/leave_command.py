"""`coop-desk leave count`: explain how many days a leave costs, for one person on a co-op or by its settings alone."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.leave import service
from coop_desk.topics.leave.records import Counted
from coop_desk.topics.leave.rules.counting import Part

STARTS = {"matin": Part.WHOLE, "midi": Part.AFTERNOON}
ENDS = {"soir": Part.WHOLE, "midi": Part.MORNING}


def day(text: str) -> date:
    """Read AAAA-MM-JJ or JJ/MM/AAAA."""
    try:
        if "/" in text:
            at, month, year = (int(part) for part in text.split("/"))
            return date(year, month, at)
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("date attendue : AAAA-MM-JJ ou JJ/MM/AAAA")) from None


def count(desk: Desk, asked: argparse.Namespace, say: Callable[[str], None]) -> None:
    """Say what a leave costs, day by day, with the schedule, the site and the settings of its first day."""
    if asked.last < asked.first:
        raise RuleBroken("LEAVE-02", _("La fin est avant le début : corrigez les dates."))
    found = service.count_days(desk, asked.first, asked.last, asked.person, STARTS[asked.starts], ENDS[asked.ends])
    if asked.json:
        say(json.dumps(told(found), ensure_ascii=False, indent=1))
        return
    for line in lines(found):
        say(line)


def told(found: Counted) -> dict[str, object]:
    """The answer for a program: days as fractions and in thousandths, each with its rule."""
    days = [
        {"day": one.day.isoformat(), "part": one.part.value, "counted": str(one.counted), "thousandths": one.quantity,
         "rule": one.rule, "why": one.why}
        for one in found.count.lines
    ]  # fmt: skip
    return {
        "person": found.name, "first": found.first.isoformat(), "last": found.last.isoformat(),
        "unit": found.count.unit.value, "days": str(found.count.days), "schedule": found.schedule, "site": found.site,
        "lines": days, "explanation": [asdict(line) for line in found.count.explanation],
    }  # fmt: skip


def lines(found: Counted) -> list[str]:
    """The answer for somebody who reads."""
    words = _("{name}, du {first} au {last}")
    head = words.format(name=found.name, first=long_day(found.first), last=long_day(found.last))
    return [
        head,
        _("Horaire : {schedule}. Jours fériés : {site}.").format(schedule=found.schedule, site=found.site),
        *(f"  {line.words} [{line.rule}]" for line in found.count.explanation),
    ]

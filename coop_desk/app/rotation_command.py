"""`coop-desk rotation plan | check | explain`: the planner alone, from a file to a file."""

import argparse
import json
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.core.words import integer, listed
from coop_desk.topics.roles.rotation.announcing import large_in_words, to_fill_in_words
from coop_desk.topics.roles.rotation.calendar import month_words, months_words
from coop_desk.topics.roles.rotation.case import Case, Mandate
from coop_desk.topics.roles.rotation.changes import PART_WORDS
from coop_desk.topics.roles.rotation.checking import RULE_WORDS, Broken, broken_rules, cost_of, vacant_months
from coop_desk.topics.roles.rotation.explaining import chosen_in_words, vacancies_in_words
from coop_desk.topics.roles.rotation.forcing import Asked, price_without, why_not
from coop_desk.topics.roles.rotation.planning import STOP_WORDS, Progress, plan
from coop_desk.topics.roles.rotation.reading import read_case, read_plan

GOOD, BROKEN = 0, 1
CODES = N_(
    "Codes de sortie : 0 le plan respecte les règles ; 1 il en enfreint ; 4 fichier illisible, ou qui se contredit."
)
Say = Callable[[str], None]


def seconds(text: str) -> float:
    """Read the time allowed, for the command line."""
    try:
        said = float(text.replace(",", "."))
    except ValueError:
        said = 0
    if not 0.1 <= said <= 86_400:
        raise argparse.ArgumentTypeError(_("écrivez un nombre de secondes, comme 60"))
    return said


def write_plan(case_file: Path, out: Path, allowed: float, say: Say) -> int:
    """Plan the case and write the plan; the best so far is told on the way, and Ctrl+C keeps it."""
    case = read_case(case_file.read_bytes())
    _tell(large_in_words(case), say)
    found = plan(case, allowed, _Shown())
    save(out, (json.dumps(found.in_words(case), ensure_ascii=False, indent=1) + "\n").encode())
    bound = _(" (aucun plan ne descend sous {bound})").format(bound=integer(found.bound)) if found.bound else ""
    say(_("Coût du plan : {cost}{bound}.").format(cost=integer(found.cost.objective), bound=bound))
    say(_(STOP_WORDS[found.stopped]).capitalize() + ".")
    _tell([*_holes(case, found.mandates), *to_fill_in_words(case)], say)
    say(_("Plan écrit dans « {name} ».").format(name=out.name))
    return GOOD


def check_plan(case_file: Path, plan_file: Path, say: Say, *, as_json: bool) -> int:
    """Say the rules a plan breaks, by number, and its cost, part by part."""
    case, mandates = _both(case_file, plan_file)
    faults, cost = broken_rules(case, mandates), cost_of(case, mandates)
    if as_json:
        broken = [
            {
                "rule": fault.rule, "reason": fault.reason, "words": fault.words, "month": fault.month,
                "mandate": asdict(fault.mandate) if fault.mandate else None,
            }
            for fault in faults
        ]  # fmt: skip
        say(json.dumps({"legal": not faults, "broken": broken, "cost": asdict(cost)}, ensure_ascii=False, indent=1))
        return BROKEN if faults else GOOD
    for fault in faults:
        say(_in_words(case, fault))
    if not faults:
        say(_("Le plan respecte toutes les règles."))
    say(_("Coût : {cost}").format(cost=integer(cost.objective)))
    for name, words in PART_WORDS:
        part = getattr(cost, name)
        said = " + ".join(integer(one) for one in part) if isinstance(part, tuple) else integer(part)
        say(_("  {part} : {n}").format(part=_(words), n=said))
    for line in _holes(case, mandates):
        say(line)
    return BROKEN if faults else GOOD


def explain_plan(
    case_file: Path, plan_file: Path, member: str | None, role: str | None, allowed: float, say: Say
) -> int:
    """Answer why somebody holds a role or not, and at what price; with no member, why seats stay vacant.

    A price takes up to the seconds allowed; Ctrl+C ends the search and keeps what it has.
    """
    case, mandates = _both(case_file, plan_file)
    if member is None or role is None:
        _tell([*vacancies_in_words(case, mandates), *to_fill_in_words(case)], say)
        return GOOD
    for named, known in ((member, case.members), (role, case.roles)):
        if all(named != one.id for one in known):
            raise RuleBroken(
                "ROT-20",
                _("« {id} » n’est pas dans ce cas. Il y a : {known}.").format(
                    id=named, known=listed([one.id for one in known])
                ),
            )
    held = [one for one in mandates if (one.member, one.role) == (member, role)]
    asked = Asked(allowed, told=_Shown())
    for one in held:
        _tell(chosen_in_words(case, mandates, one), say)
        say(price_without(case, mandates, one, asked).words)
    if not held:
        say(why_not(case, mandates, member, role, asked).words)
    return GOOD


class _Shown:
    """Tells a person where the search is, once a change; the first Ctrl+C ends it and keeps the best plan."""

    def __init__(self) -> None:
        self.words, self.going = "", True
        signal.signal(signal.SIGINT, self._end)

    def _end(self, _number: int, _frame: object) -> None:
        self.going = False

    def __call__(self, progress: Progress) -> bool:
        if progress.words != self.words and sys.stderr.isatty():
            self.words = progress.words
            sys.stderr.write(f"{self.words}\n")
        return self.going


def _both(case_file: Path, plan_file: Path) -> tuple[Case, tuple[Mandate, ...]]:
    case = read_case(case_file.read_bytes())
    return case, read_plan(plan_file.read_bytes(), case)


def _in_words(case: Case, fault: Broken) -> str:
    where = ""
    if fault.mandate is not None:
        one = fault.mandate
        where = _("{name}, « {role} » siège {seat} {months} : ").format(
            name=case.member(one.member).name,
            role=case.role(one.role).name,
            seat=one.seat + 1,
            months=months_words(case, one.first, one.last),
        )
    when = _(" ({month})").format(month=month_words(case, fault.month)) if fault.month is not None else ""
    return _("Règle {n} ({rule}) : {where}{words}{when}.").format(
        n=fault.rule, rule=_(RULE_WORDS[fault.rule]), where=where, words=fault.words, when=when
    )


def _holes(case: Case, mandates: Sequence[Mandate]) -> list[str]:
    vacant = sum(len(months) for months in vacant_months(case, mandates).values())
    if not vacant:
        return []
    words = ngettext(
        "{n} mois de siège reste vacant : « coop-desk rotation explain » dit pourquoi.",
        "{n} mois de siège restent vacants : « coop-desk rotation explain » dit pourquoi.",
        vacant,
    )
    return [words.format(n=integer(vacant))]


def _tell(lines: Sequence[str], say: Say) -> None:
    for line in lines:
        say(line)

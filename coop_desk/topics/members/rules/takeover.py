"""Taking over an existing register: the entries that make a history say what the old register says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coop_desk.topics.members.rules.categories import ASSOCIATES, Category, Reason
from coop_desk.topics.members.rules.status import Entry, check_history, in_force, status_at

GONE = frozenset({Category.FORMER, Category.HOLDER})


@dataclass(frozen=True, slots=True)
class Claim:
    """What the old register says of somebody today."""

    category: Category
    entered_on: date | None
    admitted_on: date | None
    left_on: date | None
    works: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One entry to add; `corrects` names the entry it replaces."""

    category: Category
    effective_on: date
    corrects: int | None = None


def first_steps(claim: Claim, today: date) -> list[Step]:
    """Return the history of somebody who is new in the register."""
    if claim.category in ASSOCIATES:
        return [Step(claim.category, claim.admitted_on or today)]
    if claim.category in GONE:
        before = Category.EMPLOYED if claim.works else Category.EXTERNAL
        return [Step(before, claim.admitted_on or today), Step(claim.category, claim.left_on or today)]
    hired = claim.entered_on or today
    if claim.category is Category.EMPLOYEE:
        return [Step(Category.EMPLOYEE, hired)]
    employee = [Step(Category.EMPLOYEE, hired)] if claim.works and hired < today else []
    return [*employee, Step(Category.CANDIDATE, today)]


def further_steps(entries: Iterable[Entry], claim: Claim, today: date) -> list[Step]:
    """Return what to add to a known history; RuleBroken when it cannot become what is claimed (ADM-01, LOSS-02)."""
    entries = list(entries)
    steps: list[Step] = []
    admission = next((one for one in in_force(entries) if one.category in ASSOCIATES), None)
    now = status_at(entries, today)
    day = claim.admitted_on
    if admission is not None and admission.category and day is not None and day != admission.effective_on:
        steps.append(Step(admission.category, day, admission.id))
    if now is None or now.category is not claim.category:
        steps += _become(claim, now, admitted=admission is not None, today=today)
    elif claim.category in GONE and claim.left_on is not None and claim.left_on != now.effective_on:
        steps.append(Step(claim.category, claim.left_on, now.id))
    if steps:
        check_history(with_steps(entries, steps))
    return steps


def _become(claim: Claim, now: Entry | None, *, admitted: bool, today: date) -> list[Step]:
    if admitted or claim.category not in ASSOCIATES | GONE:
        return [Step(claim.category, claim.left_on if claim.category in GONE and claim.left_on is not None else today)]
    first, *rest = first_steps(claim, today)
    # Somebody inscribed as a candidate after the day they were in fact admitted: that line is corrected.
    late = now is not None and now.effective_on > first.effective_on
    return [Step(first.category, first.effective_on, now.id if now is not None and late else None), *rest]


def with_steps(entries: Iterable[Entry], steps: Iterable[Step]) -> list[Entry]:
    """Return a history as it would be with those steps."""
    entries = list(entries)
    top = max((one.id for one in entries), default=0)
    added = [
        Entry(top + place, step.category, step.effective_on, Reason.REGISTER, corrects=step.corrects)
        for place, step in enumerate(steps, 1)
    ]
    return entries + added

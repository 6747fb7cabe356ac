"""A plan as people read it: bars with their days, what it costs part by part, what stays empty, each one's hours."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from coop_desk.core.i18n import _
from coop_desk.topics.mandates.rules.terms import last_day
from coop_desk.topics.roles.adoption.records import CostPart, PersonLoad, PinLine, PlanBar, VacantSpell
from coop_desk.topics.roles.adoption.rules.months import day_of, first_of, id_of, last_day_of, number_of, runs
from coop_desk.topics.roles.rotation.calendar import month_words, months_words
from coop_desk.topics.roles.rotation.case import Case, Mandate
from coop_desk.topics.roles.rotation.changes import PART_WORDS
from coop_desk.topics.roles.rotation.checking import (
    RULE_WORDS,
    Broken,
    Cost,
    broken_rules,
    loads_of,
    targets_of,
    vacant_months,
)

Days = Mapping[Mandate, tuple[date, date]]
"""The exact days of mandates that a plan found there."""


def bars_of(case: Case, plan: Sequence[Mandate], pins: Sequence[PinLine], days: Days) -> tuple[PlanBar, ...]:
    """Every mandate of the case and of the plan, by role, seat and day."""
    exact = exact_days(case, plan, days)
    every = [*((one, False) for one in case.fixed), *((one, True) for one in plan)]
    found = [_bar(case, one, exact[one], pins, planned=planned) for one, planned in every]
    return tuple(sorted(found, key=lambda bar: (bar.pole, bar.role, bar.seat, bar.starts_on)))


def _bar(case: Case, one: Mandate, days: tuple[date, date], pins: Sequence[PinLine], *, planned: bool) -> PlanBar:
    role, member, first = case.role(one.role), case.member(one.member), first_of(case.first_month)
    shadowed = planned and not known_before(case, one)
    shadow_from = day_of(first, max(0, one.first - role.shadow_months)) if shadowed and role.shadow_months else None
    return PlanBar(
        role_id=id_of(one.role), role=role.name, pole_id=id_of(role.pole), pole=case.pole(role.pole).name,
        seat=one.seat, person_id=id_of(one.member), name=member.name, starts_on=days[0], ends_on=days[1],
        shadow_from=shadow_from if shadow_from is not None and shadow_from < days[0] else None, planned=planned,
        pinned=planned and any(_pinned(pin, one, first) for pin in pins),
    )  # fmt: skip


def _pinned(pin: PinLine, one: Mandate, first: date) -> bool:
    same = pin.imposed and (pin.role_id, pin.person_id) == (id_of(one.role), id_of(one.member))
    return same and pin.seat in (None, one.seat) and (pin.month is None or number_of(first, pin.month) in one.months)


def known_before(case: Case, one: Mandate) -> bool:
    """Whether the holder had the role already, and need not shadow anybody (rule 4)."""
    held = any(held.role == one.role for held in case.member(one.member).held)
    return held or any((fixed.role, fixed.member) == (one.role, one.member) for fixed in case.fixed)


def exact_days(case: Case, plan: Sequence[Mandate], days: Days) -> dict[Mandate, tuple[date, date]]:
    """The first and the last day of each mandate: whole months, but no seat is left empty between two of them.

    When the mandate before ends in the middle of a month, the next begins the day after, if no rule forbids it.
    """
    first = first_of(case.first_month)
    found = {one: (day_of(first, one.first), last_day_of(first, one.last)) for one in (*case.fixed, *plan)}
    found |= {one: kept for one, kept in days.items() if one in found}
    for one in plan:
        for before in case.fixed_on(one.role, one.seat):
            sooner = found[before][1] + timedelta(days=1)
            if before.last == one.first - 1 and sooner < found[one][0] and _may_be_sooner(case, plan, one, before):
                longest = last_day(sooner, case.role(one.role).term_max)
                if found[one][1] <= longest:
                    found[one] = (sooner, found[one][1])
    return found


def _may_be_sooner(case: Case, plan: Sequence[Mandate], one: Mandate, before: Mandate) -> bool:
    """Whether the month before may be theirs too: dates and starts of the pole aside, every rule is asked again.

    Only the holder and those kept apart from them are looked at: the rules that may say no are about them.
    """
    near = {who for *pair, _pole in case.apart if one.member in pair for who in pair} | {one.member}
    rest = [(fixed, origin) for fixed, origin in zip(case.fixed, case.origins, strict=True) if fixed != before]
    if before.first < before.last:
        rest.append((replace(before, last=before.last - 1), "continuing"))
    other = replace(
        case,
        members=tuple(member for member in case.members if member.id in near),
        fixed=tuple(fixed for fixed, _origin in rest),
        origins=tuple(origin for _fixed, origin in rest),
    )
    moved = [replace(one, first=one.first - 1) if each == one else each for each in plan if each.member in near]
    return all(fault.rule in (1, 10) for fault in broken_rules(other, moved))


def cost_parts(case: Case, cost: Cost) -> tuple[CostPart, ...]:
    """What a plan costs part by part, those that cost nothing included."""
    weights = case.weights
    prices = {
        "vacancy": weights.vacancy, "coverage_shortage": weights.coverage, "max_over": weights.max_over,
        "preference": weights.preference, "handovers": weights.handover, "missing_shadow": weights.missing_shadow,
    }  # fmt: skip
    found = []
    for name, words in PART_WORDS:
        if name == "over":
            points = sum(weight * hours for weight, hours in zip(weights.over, cost.over, strict=True))
            found.append(CostPart(_(words), cost.over[0], points))
        else:
            many = int(getattr(cost, name))
            found.append(CostPart(_(words), many, many * prices[name]))
    return tuple(found)


def vacant_spells(case: Case, plan: Sequence[Mandate]) -> tuple[VacantSpell, ...]:
    """The months in which seats stay empty, run by run."""
    first = first_of(case.first_month)
    return tuple(
        VacantSpell(
            id_of(role_id), case.role(role_id).name, id_of(case.role(role_id).pole), seat, day_of(first, begins),
            last_day_of(first, ends),
        )
        for (role_id, seat), months in vacant_months(case, plan).items()
        for begins, ends in runs(months)
    )  # fmt: skip


def person_loads(case: Case, plan: Sequence[Mandate]) -> tuple[PersonLoad, ...]:
    """The hours of everybody in equity against their fair share, the most above it first."""
    shares, loads = targets_of(case), loads_of(case, plan)
    found = [
        PersonLoad(id_of(one.id), one.name, loads[one.id], shares[one.id]) for one in case.members if one.in_equity
    ]
    return tuple(sorted(found, key=lambda one: (-one.excess, one.name)))


def leads(sentence: str) -> bool:
    """Whether a sentence about vacancies begins a part: a seat, or what would fill them."""
    return sentence.startswith("«") or sentence.endswith(":")


def fault_words(case: Case, fault: Broken) -> str:
    """A rule that a plan breaks, with whom and when, in one sentence."""
    words = _("{rule} : {what}.").format(rule=_(RULE_WORDS[fault.rule]).capitalize(), what=fault.words)
    if fault.mandate is not None:
        one = fault.mandate
        words = _("{name}, « {role} » {months} : {what} ({rule}).").format(
            name=case.member(one.member).name, role=case.role(one.role).name, what=fault.words,
            months=months_words(case, one.first, one.last), rule=_(RULE_WORDS[fault.rule]),
        )  # fmt: skip
    elif fault.month is not None:
        words = _("{rule}, {month} : {what}.").format(
            rule=_(RULE_WORDS[fault.rule]).capitalize(), month=month_words(case, fault.month), what=fault.words
        )
    return words

"""Whether a plan keeps the rules, and what it costs: read month by month, sharing nothing with what makes plans."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coop_desk.core.i18n import N_, _
from coop_desk.topics.roles.rotation.case import Case, Mandate, Member, Mode, Role

RULE_WORDS = {
    1: N_("dates et durée"),
    2: N_("éligibilité"),
    3: N_("présence"),
    4: N_("présence pendant le tuilage"),
    5: N_("délai de carence"),
    6: N_("une personne par siège et par mois"),
    7: N_("nombre de rôles à la fois"),
    8: N_("charge mensuelle"),
    9: N_("rôles incompatibles"),
    10: N_("échelonnement du pôle"),
    11: N_("personnes à séparer"),
}
"""The rules of a plan by their number (ROT-01 to ROT-11)."""


class Reason(StrEnum):
    """Why somebody cannot hold a seat, in the order in which people are told (section 7): the order never changes."""

    TEAM = "team"
    ASSOCIATE = "associate"
    REFUSES = "refuses"
    ENDORSED = "endorsed"
    TERM = "term"
    SKILL = "skill"
    PRESENCE = "presence"
    SHADOW = "shadow"
    COOLDOWN = "cooldown"
    INCOMPATIBLE = "incompatible"
    APART = "apart"
    CAPACITY = "capacity"
    MAX_ROLES = "max_roles"
    STARTS = "starts"
    TAKEN = "taken"
    BARRED = "barred"
    """No rule: the group asked for a plan without them."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule a plan breaks: its number, the mandate it is about or None, the month or None, why, and the words."""

    rule: int
    reason: Reason
    mandate: Mandate | None
    month: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What a plan costs, part by part before weighing, and in all."""

    vacancy: int
    """Vacant months, each times the criticality of its role."""
    coverage_shortage: int
    max_over: int
    """Hours of the person furthest above the fair share."""
    over: tuple[int, int, int]
    preference: int
    handovers: int
    missing_shadow: int
    objective: int


# ------------------------------------------------------------------ rules


def broken_rules(case: Case, plan: Iterable[Mandate]) -> tuple[Broken, ...]:
    """Every rule of section 5.2 that the plan breaks, in the order of the rules; empty for a legal plan."""
    planned = sorted(plan)
    alone = [fault for one in planned for fault in _alone(case, one)]
    together = [*_cooldown(case, planned), *_seats(case, planned), *_months(case, planned), *_starts(case, planned)]
    return tuple(sorted([*alone, *together], key=lambda fault: fault.rule))


def _alone(case: Case, one: Mandate) -> Iterable[Broken]:
    """Rules 1 to 4 and the history of rule 5, for one mandate by itself."""
    role, member = case.role(one.role), case.member(one.member)
    if not role.planned:
        yield Broken(1, Reason.TERM, one, None, _("ce rôle ne se planifie pas : il s’élit ou se tire au sort"))
    if not _may_start(case, one, one.first):
        yield Broken(1, Reason.TERM, one, one.first, _("ce siège ne commence pas ce mois-là"))
    length = one.last - one.first + 1
    runs_past = one.last == case.months - 1
    if length > role.term_max or (length < role.term_min and not runs_past):
        yield Broken(1, Reason.TERM, one, None, _("durée hors des bornes du rôle"))
    if not runs_past and not _may_start(case, one, one.last + 1):
        yield Broken(1, Reason.TERM, one, one.last, _("ce siège ne change pas de mains le mois suivant"))
    yield from (Broken(2, reason, one, None, words) for reason, words in _ineligible(role, member, one))
    if not all(_there(member, month) for month in one.months):
        yield Broken(3, Reason.PRESENCE, one, None, _("absence pendant le mandat"))
    shadow = range(max(0, one.first - role.shadow_months), one.first)
    if not _experienced(case, member, role) and not all(_there(member, month) for month in shadow):
        yield Broken(4, Reason.SHADOW, one, None, _("absence pendant le tuilage"))
    if any(held.role == role.id and one.first < held.ended + 1 + role.cooldown for held in member.held):
        yield Broken(5, Reason.COOLDOWN, one, None, _("ce rôle a été tenu trop récemment"))


def _may_start(case: Case, one: Mandate, month: int) -> bool:
    after_fixed = any(
        fixed.role == one.role and fixed.seat == one.seat and fixed.last + 1 == month for fixed in case.fixed
    )
    return month == 0 or month in case.role(one.role).start_months or after_fixed


def _ineligible(role: Role, member: Member, one: Mandate) -> Iterable[tuple[Reason, str]]:
    if role.team is not None and member.team != role.team:
        yield Reason.TEAM, _("n’est pas de l’équipe")
    if role.associates_only and not member.associate:
        yield Reason.ASSOCIATE, _("n’est pas associé")
    if role.id in member.refuses:
        yield Reason.REFUSES, _("refuse ce rôle")
    if role.mode is Mode.COOPTED and role.id not in member.endorsed:
        yield Reason.ENDORSED, _("n’est pas coopté pour ce rôle")
    for skill, level in role.requires:
        if _level(member, skill, one.first) < level:
            yield Reason.SKILL, _("n’a pas le niveau {level} en « {skill} »").format(level=level, skill=skill)


def _level(member: Member, skill: str, month: int) -> int:
    trained = [one.level for one in member.training if one.skill == skill and one.since <= month]
    return max([member.skills.get(skill, 0), *trained])


def _there(member: Member, month: int) -> bool:
    present = member.present[0] <= month <= member.present[1]
    return present and not any(first <= month <= last for first, last in member.absences)


def _experienced(case: Case, member: Member, role: Role) -> bool:
    before = any(held.role == role.id for held in member.held)
    return before or any(one.role == role.id and one.member == member.id for one in case.fixed)


def _cooldown(case: Case, planned: Sequence[Mandate]) -> Iterable[Broken]:
    """Rule 5 between two mandates of one member in one role, one of them planned."""
    pairs = [(one, two) for n, one in enumerate(planned) for two in planned[n + 1 :]]
    pairs += [(one, fixed) for one in planned for fixed in case.fixed]
    for one, two in pairs:
        if (one.role, one.member) != (two.role, two.member):
            continue
        before, after = sorted((one, two), key=lambda each: (each.first, each.last))
        if after.first < before.last + 1 + case.role(one.role).cooldown:
            yield Broken(5, Reason.COOLDOWN, one, after.first, _("deux mandats du même rôle sont trop proches"))


def _seats(case: Case, planned: Sequence[Mandate]) -> Iterable[Broken]:
    """Rule 6."""
    held = Counter((one.role, one.seat, month) for one in [*planned, *case.fixed] for month in one.months)
    for one in planned:
        twice = [month for month in one.months if held[(one.role, one.seat, month)] > 1]
        if twice:
            yield Broken(6, Reason.TAKEN, one, twice[0], _("le siège est déjà tenu"))


def _months(case: Case, planned: Sequence[Mandate]) -> Iterable[Broken]:
    """Rules 7, 8, 9 and 11, month by month."""
    forbidden = [frozenset(two) for two in case.incompatible]
    for month in range(case.months):
        for member in case.members:
            ours = [one for one in planned if one.member == member.id]
            shadowed = sum(
                case.role(one.role).shadow_load
                for one in ours
                if not _experienced(case, member, case.role(one.role))
                and one.first - case.role(one.role).shadow_months <= month < one.first
            )
            now = [one for one in ours if month in one.months]
            if not now and not shadowed:
                continue
            fixed = [one for one in case.fixed if one.member == member.id and month in one.months]
            held = [*now, *fixed]
            who = now[0] if now else None
            if now and len(held) > member.max_roles:
                yield Broken(
                    7, Reason.MAX_ROLES, who, month, _("{name} tiendrait trop de rôles").format(name=member.name)
                )
            hours = sum(case.role(one.role).load for one in held) + shadowed
            if hours > member.capacity:
                words = _("{name} aurait {hours} h, pour {capacity} h possibles")
                said = words.format(name=member.name, hours=hours, capacity=member.capacity)
                yield Broken(8, Reason.CAPACITY, who, month, said)
            for one in now:
                others = [other for other in held if other is not one]
                if any({one.role, other.role} == two for other in others for two in forbidden):
                    yield Broken(
                        9,
                        Reason.INCOMPATIBLE,
                        one,
                        month,
                        _("{name} tiendrait deux rôles incompatibles").format(name=member.name),
                    )
        yield from _apart(case, planned, month)


def _apart(case: Case, planned: Sequence[Mandate], month: int) -> Iterable[Broken]:
    for first, second, pole in case.apart:

        def in_pole(one: Mandate, who: tuple[str, str] = (first, second), where: str = pole) -> bool:
            return one.member in who and month in one.months and case.role(one.role).pole == where

        now = [one for one in planned if in_pole(one)]
        if now and len(now) + sum(in_pole(one) for one in case.fixed) > 1:
            yield Broken(11, Reason.APART, now[0], month, _("ces deux personnes seraient ensemble dans le pôle"))


def _starts(case: Case, planned: Sequence[Mandate]) -> Iterable[Broken]:
    """Rule 10."""
    for pole in case.poles:
        roles = {role.id for role in case.roles if role.pole == pole.id}
        fixed = Counter(one.first for one in case.fixed if one.role in roles)
        ours = Counter(one.first for one in planned if one.role in roles)
        for month in sorted(ours):
            if month >= 1 and ours[month] + fixed[month] > max(pole.max_handovers, fixed[month]):
                words = _("trop de mandats commencent ce mois-là dans « {pole} »").format(pole=pole.name)
                yield Broken(10, Reason.STARTS, None, month, words)


# ------------------------------------------------------------------ cost


def cost_of(case: Case, plan: Iterable[Mandate]) -> Cost:
    """What a plan costs (section 5.4); every count is whole."""
    planned = list(plan)
    weights = case.weights
    vacancy = _vacancy(case, planned)
    shortage = _shortage(case, planned)
    excesses = excess_of(case, planned)
    highest = max([0, *excesses.values()])
    over = (
        sum(max(0, excess) for excess in excesses.values()),
        sum(max(0, excess - case.step) for excess in excesses.values()),
        sum(max(0, excess - 2 * case.step) for excess in excesses.values()),
    )
    preference = sum((2 - case.member(one.member).preferences.get(one.role, 0)) * len(one.months) for one in planned)
    missing = sum(missing_shadow(case, one) for one in planned)
    objective = (
        weights.vacancy * vacancy
        + weights.coverage * shortage
        + weights.max_over * highest
        + sum(weight * hours for weight, hours in zip(weights.over, over, strict=True))
        + weights.preference * preference
        + weights.handover * len(planned)
        + weights.missing_shadow * missing
    )
    return Cost(vacancy, shortage, highest, over, preference, len(planned), missing, objective)


def vacant_months(case: Case, plan: Iterable[Mandate]) -> dict[tuple[str, int], list[int]]:
    """For each planned seat with holes, the months nobody holds it."""
    held = {(one.role, one.seat, month) for one in [*plan, *case.fixed] for month in one.months}
    found = {
        (role, seat): [month for month in range(case.months) if (role, seat, month) not in held]
        for role, seat in case.seats()
    }
    return {seat: months for seat, months in found.items() if months}


def missing_shadow(case: Case, one: Mandate) -> int:
    """The months of shadow that the first month of the plan cuts off."""
    role, member = case.role(one.role), case.member(one.member)
    return 0 if _experienced(case, member, role) else max(0, role.shadow_months - one.first)


def _vacancy(case: Case, planned: Sequence[Mandate]) -> int:
    return sum(case.role(role).criticality * len(months) for (role, _n), months in vacant_months(case, planned).items())


def _shortage(case: Case, planned: Sequence[Mandate]) -> int:
    short = 0
    for rule in case.coverage:
        of_pole = [one for one in [*planned, *case.fixed] if case.role(one.role).pole == rule.pole]
        for month in range(case.months):
            able = sum(
                month in one.months and _level(case.member(one.member), rule.skill, month) >= rule.level
                for one in of_pole
            )
            short += max(0, rule.least - able)
    return short


def targets_of(case: Case) -> dict[str, int]:
    """The fair share of each member in equity, in hours over history and plan (section 5.3)."""
    equal = [member for member in case.members if member.in_equity]
    weights = {
        member.id: member.fte
        * (sum(_there(member, month) for month in range(case.months)) + min(case.history_months, member.history_months))
        for member in equal
    }
    total = sum(member.history_load for member in equal)
    total += sum(_fixed_load(case, member) for member in equal)
    for (role, _seat), months in vacant_months(case, ()).items():
        total += case.role(role).load * len(months)
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    return {id_: (2 * total * weight + whole) // (2 * whole) for id_, weight in weights.items()}


def loads_of(case: Case, plan: Iterable[Mandate]) -> dict[str, int]:
    """The hours of each member in equity: history, what is fixed, what is planned and its shadow."""
    loads = {m.id: m.history_load + _fixed_load(case, m) for m in case.members if m.in_equity}
    for one in plan:
        role = case.role(one.role)
        if one.member in loads:
            loads[one.member] += role.load * len(one.months)
            if not _experienced(case, case.member(one.member), role):
                loads[one.member] += role.shadow_load * min(role.shadow_months, one.first)
    return loads


def excess_of(case: Case, plan: Iterable[Mandate]) -> dict[str, int]:
    """Hours above (or under) the fair share, of each member in equity."""
    targets, loads = targets_of(case), loads_of(case, plan)
    return {id_: loads[id_] - targets[id_] for id_ in loads}


def _fixed_load(case: Case, member: Member) -> int:
    return sum(
        case.role(one.role).load * len(one.months)
        for one in case.fixed
        if one.member == member.id and case.role(one.role).counts_in_equity
    )

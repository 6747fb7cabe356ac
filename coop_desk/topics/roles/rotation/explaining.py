"""Why a plan is as it is: « pourquoi X ? », « pourquoi pas moi ? », « pourquoi ce siège reste-t-il vacant ? »."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.roles.rotation.calendar import month_words, months_words
from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate, Member, Mode, Role
from coop_desk.topics.roles.rotation.checking import Broken, Cost, Reason, broken_rules, cost_of, vacant_months
from coop_desk.topics.roles.rotation.relaxing import relaxed

ORDER = tuple(Reason)
REASON_WORDS = {
    Reason.TEAM: N_("équipe"),
    Reason.ASSOCIATE: N_("sociétariat"),
    Reason.REFUSES: N_("refus"),
    Reason.ENDORSED: N_("cooptation"),
    Reason.TERM: N_("durée ou calendrier"),
    Reason.SKILL: N_("compétence"),
    Reason.PRESENCE: N_("absence"),
    Reason.SHADOW: N_("absence pendant le tuilage"),
    Reason.COOLDOWN: N_("délai de carence"),
    Reason.INCOMPATIBLE: N_("rôles incompatibles"),
    Reason.APART: N_("personnes à séparer"),
    Reason.CAPACITY: N_("charge mensuelle"),
    Reason.MAX_ROLES: N_("nombre de rôles à la fois"),
    Reason.STARTS: N_("échelonnement du pôle"),
    Reason.TAKEN: N_("siège déjà tenu"),
}
PART_WORDS = (
    ("vacancy", N_("sièges vacants")),
    ("coverage_shortage", N_("compétence manquante dans un pôle")),
    ("max_over", N_("heures de la personne la plus chargée")),
    ("over", N_("heures au-dessus de la part équitable")),
    ("preference", N_("souhaits")),
    ("handovers", N_("changements de mains")),
    ("missing_shadow", N_("mois de tuilage manquants")),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan costs more (or less) than another, in all and part by part, each in words."""

    objective: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody else who could have been chosen, and what it would change, everything else left as it is."""

    member: str
    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class Chosen:
    """Why somebody holds a seat."""

    facts: tuple[str, ...]
    excluded: tuple[tuple[Reason, int], ...]
    """How many others are excluded, by the first reason of each."""
    alternatives: tuple[Alternative, ...]
    """Cheapest first."""


@dataclass(frozen=True, slots=True)
class NotChosen:
    """Why somebody does not hold a role: the first rule in the way with its words, or what imposing it costs."""

    reason: Reason | None
    words: str
    change: Change | None


@dataclass(frozen=True, slots=True)
class Vacant:
    """Why months stay vacant: everybody by the first reason, and what would fill them."""

    first: int
    last: int
    excluded: tuple[tuple[Reason | None, tuple[str, ...]], ...]
    """Names by reason; None for those who could, at a price the plan does not pay."""


# ------------------------------------------------------------------ « pourquoi X ? »


def why_chosen(case: Case, plan: Sequence[Mandate], one: Mandate) -> Chosen:
    """Tell the facts about the holder, who else could, and what each of these would change (section 7)."""
    rest = [other for other in plan if other != one]
    before = cost_of(case, plan)
    excluded: Counter[Reason] = Counter()
    alternatives = []
    for member in case.members:
        if member.id == one.member:
            continue
        other = replace(one, member=member.id)
        fault = first_fault(case, rest, other)
        if fault is not None:
            excluded[fault.reason] += 1
        else:
            change = change_between(case, before, cost_of(case, [*rest, other]))
            alternatives.append(Alternative(member.id, member.name, change))
    return Chosen(
        _facts(case, one),
        tuple((reason, excluded[reason]) for reason in ORDER if excluded[reason]),
        tuple(sorted(alternatives, key=lambda each: (each.change.objective, each.member))),
    )


def _facts(case: Case, one: Mandate) -> tuple[str, ...]:
    role, member = case.role(one.role), case.member(one.member)
    facts = [_skill_fact(case, member, skill, level) for skill, level in role.requires]
    if role.mode is Mode.COOPTED:
        facts.append(_("Personne cooptée pour ce rôle."))
    wish = member.preferences.get(role.id)
    if wish:
        facts.append(_("Souhait : {wish}.").format(wish=f"{wish:+d}".replace("-", "−")))
    held = [each.ended for each in member.held if each.role == role.id]
    held += [each.last for each in case.fixed if (each.role, each.member) == (role.id, member.id)]
    before = [month for month in held if month < one.first]
    if before:
        facts.append(_("A tenu ce rôle jusqu’en {month}.").format(month=month_words(case, max(before))))
    else:
        facts.append(_("N’a pas encore tenu ce rôle."))
    return tuple(facts)


def _skill_fact(case: Case, member: Member, skill: str, level: int) -> str:
    if member.skills.get(skill, 0) >= level:
        words = _("Compétence « {skill} » : niveau {level}, il en faut {needed}.")
        return words.format(skill=skill, level=member.skills[skill], needed=level)
    since = min((one.since for one in member.training if one.skill == skill and one.level >= level), default=0)
    words = _("Compétence « {skill} » : niveau {level} atteint en {month}.")
    return words.format(skill=skill, level=level, month=month_words(case, since))


def chosen_in_words(case: Case, plan: Sequence[Mandate], one: Mandate) -> tuple[str, ...]:
    """The same, a sentence a line."""
    why = why_chosen(case, plan, one)
    who, role = case.member(one.member).name, case.role(one.role).name
    title = _("{name} tient « {role} » {months}.")
    lines = [title.format(name=who, role=role, months=months_words(case, one.first, one.last)), *why.facts]
    n = len(why.alternatives)
    others = ngettext(
        "{n} autre personne pouvait tenir ce siège à ces dates.",
        "{n} autres personnes pouvaient tenir ce siège à ces dates.",
        n,
    ).format(n=integer(n))
    lines.append(others if n else _("Personne d’autre ne pouvait tenir ce siège à ces dates."))
    if why.excluded:
        lines.append(_("Les autres sont écartés : {reasons}.").format(reasons=counted(why.excluded)))
    lines += [
        _("Avec {name} à sa place : {change}.").format(name=each.name, change=in_words(each.change))
        for each in why.alternatives
    ]
    return tuple(lines)


def counted(excluded: Iterable[tuple[Reason, int]]) -> str:
    """Reasons and how many people: « refus 4 · compétence 6 »."""
    return " · ".join(f"{_(REASON_WORDS[reason])} {integer(many)}" for reason, many in excluded)


# ------------------------------------------------------------------ « pourquoi pas moi ? »


def why_not(case: Case, plan: Sequence[Mandate], member_id: str, role_id: str, seconds: float = 20.0) -> NotChosen:
    """Tell the first rule in the way of somebody, or what imposing them costs: that is planned anew, in seconds.

    Of all the turns they might have had, the one that goes furthest in the order of reasons is told.
    """
    role, member = case.role(role_id), case.member(member_id)
    if not role.planned:
        return NotChosen(None, _("Ce rôle s’élit ou se tire au sort : aucun plan n’en décide."), None)
    furthest: Broken | None = None
    for one in _turns(case, role, member):
        faults = [fault for fault in broken_rules(_around(case, [one]), [one]) if fault.rule <= 5]
        first = _first(faults)
        if first is None:
            return _imposed(case, plan, role, member, seconds)
        if furthest is None or ORDER.index(first.reason) > ORDER.index(furthest.reason):
            furthest = first
    if furthest is None:
        return NotChosen(Reason.TAKEN, _("{role} : chaque siège est déjà tenu.").format(role=role.name), None)
    words = _("{name} ne peut pas tenir « {role} » ({reason}) : {why}.").format(
        name=member.name, role=role.name, reason=_(REASON_WORDS[furthest.reason]), why=furthest.words
    )
    return NotChosen(furthest.reason, words, None)


def _imposed(case: Case, plan: Sequence[Mandate], role: Role, member: Member, seconds: float) -> NotChosen:
    from coop_desk.core.errors import RuleBroken
    from coop_desk.topics.roles.rotation.planning import plan as planned

    try:
        found = planned(case, seconds, imposed=[Assignment(role.id, member.id)])
    except RuleBroken as refusal:
        if refusal.rule != "ROT-31":
            raise
        words = _("{name} a les compétences et le temps, mais un mandat fixé empêche de tenir « {role} ».")
        return NotChosen(Reason.TAKEN, words.format(name=member.name, role=role.name), None)
    change = change_between(case, cost_of(case, plan), found.cost)
    words = _("{name} peut tenir « {role} » : l’imposer change le plan ainsi : {change}.")
    if change.objective <= 0:
        words = _("{name} peut tenir « {role} » sans que le plan soit moins bon : {change}.")
    return NotChosen(None, words.format(name=member.name, role=role.name, change=in_words(change)), change)


def _turns(case: Case, role: Role, member: Member) -> Iterable[Mandate]:
    """Every turn between two changes of hands, on every seat; what is outside calendar and term is left out."""
    for seat in range(role.seats):
        for first in range(case.months):
            for last in range(first, min(case.months, first + role.term_max)):
                one = Mandate(role.id, seat, member.id, first, last)
                if not any(
                    other.first <= last and first <= other.last for other in case.fixed_on(role.id, seat)
                ) and _in_calendar(case, role, one):
                    yield one


def _in_calendar(case: Case, role: Role, one: Mandate) -> bool:
    starts = {0, *role.start_months, *(fixed.last + 1 for fixed in case.fixed_on(role.id, one.seat))}
    runs_past = one.last == case.months - 1
    long_enough = one.last - one.first + 1 >= role.term_min and one.last + 1 in starts
    return one.first in starts and (runs_past or long_enough)


# ------------------------------------------------------------------ « pourquoi vacant ? »


def why_vacant(case: Case, plan: Sequence[Mandate], role_id: str, seat: int) -> tuple[Vacant, ...]:
    """For each hole of a seat, everybody by the first reason that keeps them from every turn that would touch it."""
    months = vacant_months(case, plan).get((role_id, seat), [])
    return tuple(_hole(case, plan, case.role(role_id), seat, run) for run in _runs(months))


def _runs(months: Sequence[int]) -> list[range]:
    runs: list[range] = []
    for month in months:
        if runs and runs[-1].stop == month:
            runs[-1] = range(runs[-1].start, month + 1)
        else:
            runs.append(range(month, month + 1))
    return runs


def _hole(case: Case, plan: Sequence[Mandate], role: Role, seat: int, hole: range) -> Vacant:
    by_reason: dict[Reason | None, list[str]] = {}
    for member in case.members:
        by_reason.setdefault(_reason_for_hole(case, plan, role, seat, member, hole), []).append(member.name)
    told = tuple((reason, tuple(by_reason[reason])) for reason in (*ORDER, None) if reason in by_reason)
    return Vacant(hole.start, hole.stop - 1, told)


def _reason_for_hole(
    case: Case, plan: Sequence[Mandate], role: Role, seat: int, member: Member, hole: range
) -> Reason | None:
    over_it = Mandate(role.id, seat, member.id, hole.start, hole.stop - 1)
    at_once = _first(broken_rules(_around(case, [over_it]), [over_it]))
    if at_once is not None and ORDER.index(at_once.reason) < ORDER.index(Reason.TERM):
        return at_once.reason
    furthest = Reason.TERM
    others = [one for one in [*plan, *case.fixed] if (one.role, one.seat) == (role.id, seat)]
    for one in _turns(case, role, member):
        touches = one.seat == seat and one.first < hole.stop and hole.start <= one.last
        if not touches or any(one.first <= other.last and other.first <= one.last for other in others):
            continue
        fault = first_fault(case, plan, one)
        if fault is None:
            return None
        furthest = max(furthest, fault.reason, key=ORDER.index)
    return furthest


def vacancies_in_words(case: Case, plan: Sequence[Mandate]) -> tuple[str, ...]:
    """Every vacant seat: when, who is kept away by what, and the least loosening that would fill them all."""
    lines: list[str] = []
    for role_id, seat in vacant_months(case, plan):
        role = case.role(role_id)
        for hole in why_vacant(case, plan, role_id, seat):
            words = _("« {role} », siège {seat} : vacant {months}.")
            months = months_words(case, hole.first, hole.last)
            lines.append(words.format(role=role.name, seat=seat + 1, months=months))
            for reason, names in hole.excluded:
                said = _(REASON_WORDS[reason]) if reason else _("possible, mais le plan serait moins bon")
                lines.append(_("{reason} : {names}").format(reason=said, names=named(names)))
    if not lines:
        return (_("Aucun siège ne reste vacant."),)
    found = relaxed(case, plan)
    if found.bought:
        lines.append(_("Ce qui les pourvoirait, si vous le décidez :"))
        lines += [one.words for one in found.bought]
    else:
        lines.append(_("Aucun assouplissement simple ne les pourvoit : il faut former ou admettre quelqu’un."))
    return tuple(lines)


def named(names: Sequence[str], most: int = 8) -> str:
    """Names in a line; beyond so many, the first ones and how many more."""
    if len(names) <= most:
        return listed(names)
    more = len(names) - most
    others = ngettext("{n} autre", "{n} autres", more).format(n=integer(more))
    return listed([*names[:most], others])


# ------------------------------------------------------------------ what both need


def first_fault(case: Case, rest: Iterable[Mandate], one: Mandate) -> Broken | None:
    """The first reason why a mandate cannot be added to a legal plan, None when it can."""
    alone = _around(case, [one])
    own = _first(fault for fault in broken_rules(alone, [one]) if fault.mandate == one and fault.rule <= 5)
    if own is not None and ORDER.index(own.reason) <= ORDER.index(Reason.COOLDOWN):
        return own
    pole = case.role(one.role).pole
    partners = {who for first, second, _pole in case.apart if one.member in (first, second) for who in (first, second)}
    near = [
        other
        for other in rest
        if other.member == one.member
        or other.member in partners
        or (other.first == one.first and case.role(other.role).pole == pole)
        or (other.role, other.seat) == (one.role, one.seat)
    ]
    return _first(broken_rules(_around(case, [*near, one]), [*near, one]))


def _around(case: Case, mandates: Iterable[Mandate]) -> Case:
    """The case with the members of these mandates only: the rules about them need no other."""
    named = {one.member for one in mandates}
    return replace(case, members=tuple(member for member in case.members if member.id in named))


def _first(faults: Iterable[Broken]) -> Broken | None:
    return min(faults, key=lambda fault: ORDER.index(fault.reason), default=None)


def change_between(case: Case, before: Cost, after: Cost) -> Change:
    """What one plan costs more than another, with its parts in their own units (hours, months, points)."""
    parts = []
    for name, words in PART_WORDS:
        one, two = getattr(before, name), getattr(after, name)
        more = two[0] - one[0] if name == "over" else two - one
        if more:
            parts.append(f"{_(words)} {signed(more)}")
    return Change(after.objective - before.objective, tuple(parts))


def signed(number: int) -> str:
    """A number with its sign: « +12 », « −4 »."""
    return f"+{integer(number)}" if number > 0 else integer(number)


def in_words(change: Change) -> str:
    """A change in one line: the whole, then its parts."""
    whole = _("coût {n}").format(n=signed(change.objective)) if change.objective else _("coût inchangé")
    return f"{whole} ({', '.join(change.parts)})" if change.parts else whole

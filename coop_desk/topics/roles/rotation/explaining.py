"""Why a plan is as it is: « pourquoi X ? », « pourquoi ce siège reste-t-il vacant ? ». Facts, no other plan."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import either, integer, listed
from coop_desk.topics.roles.rotation.calendar import month_words, months_words
from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate, Member, Mode, Role
from coop_desk.topics.roles.rotation.changes import Change, change_between, signed
from coop_desk.topics.roles.rotation.checking import Reason, broken_rules, cost_of, vacant_months
from coop_desk.topics.roles.rotation.reasons import ORDER, REASON_WORDS, around, first, first_fault, turns
from coop_desk.topics.roles.rotation.relaxing import Relaxed, relaxed

NOBODY_BARRED: Sequence[Assignment] = ()


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
class Vacant:
    """Why months of a seat stay vacant: everybody by the first reason of each."""

    first: int
    last: int
    excluded: tuple[tuple[Reason, tuple[str, ...]], ...]
    possible: tuple[tuple[str, int], ...]
    """Who could, and what the plan would cost more all the same, cheapest first."""


# ------------------------------------------------------------------ « pourquoi X ? »


def why_chosen(
    case: Case, plan: Sequence[Mandate], one: Mandate, barred: Sequence[Assignment] = NOBODY_BARRED
) -> Chosen:
    """Tell the facts about the holder, who else could, and what each of these would change (section 7)."""
    rest = [other for other in plan if other != one]
    before = cost_of(case, plan)
    excluded: Counter[Reason] = Counter()
    alternatives = []
    for member in case.members:
        if member.id == one.member:
            continue
        other = replace(one, member=member.id)
        fault = first_fault(case, rest, other, barred)
        if fault is not None:
            excluded[fault.reason] += 1
        else:
            change = change_between(before, cost_of(case, [*rest, other]))
            alternatives.append(Alternative(member.id, member.name, change))
    return Chosen(
        facts_of(case, one),
        tuple((reason, excluded[reason]) for reason in ORDER if excluded[reason]),
        tuple(sorted(alternatives, key=lambda each: (each.change.objective, each.member))),
    )


def facts_of(case: Case, one: Mandate) -> tuple[str, ...]:
    """What is known of a holder: skills reached and when, endorsement, wish, last time in the role."""
    role, member = case.role(one.role), case.member(one.member)
    facts = [_skill_fact(case, member, skill, level) for skill, level in role.requires]
    if role.mode is Mode.COOPTED:
        facts.append(_("Personne cooptée pour ce rôle."))
    wish = member.preferences.get(role.id, 0)
    words = _("Souhait : {wish}, de −2 à +2.") if wish else _("Aucune préférence exprimée.")
    facts.append(words.format(wish=signed(wish)))
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


def chosen_in_words(
    case: Case, plan: Sequence[Mandate], one: Mandate, barred: Sequence[Assignment] = NOBODY_BARRED
) -> tuple[str, ...]:
    """The same, a sentence a line."""
    why = why_chosen(case, plan, one, barred)
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
    same: dict[str, list[str]] = {}
    for each in why.alternatives:
        same.setdefault(each.change.words, []).append(each.name)
    lines += [
        _("Avec {names} à sa place : {change}.").format(names=either(names), change=change)
        for change, names in same.items()
    ]
    return tuple(lines)


def counted(excluded: Iterable[tuple[Reason, int]]) -> str:
    """Reasons and how many people: « refus 4 · compétence 6 »."""
    return " · ".join(f"{_(REASON_WORDS[reason])} {integer(many)}" for reason, many in excluded)


# ------------------------------------------------------------------ « pourquoi vacant ? »


def why_vacant(
    case: Case, plan: Sequence[Mandate], role_id: str, seat: int, barred: Sequence[Assignment] = NOBODY_BARRED
) -> tuple[Vacant, ...]:
    """For each vacant month of a seat, everybody by the first reason that keeps them from every turn over it.

    Months that follow each other and say the same are told as one.
    """
    months = vacant_months(case, plan).get((role_id, seat), [])
    role, over = case.role(role_id), _Over(case, plan, case.role(role_id), seat, barred)
    told = {month: tuple(over.reason(member, month) for member in case.members) for month in months}
    found = []
    for _key, group in groupby(enumerate(months), key=lambda at: (at[1] - at[0], told[at[1]])):
        run = [month for _n, month in group]
        found.append(_hole(case, over, role, run, told[run[0]]))
    return tuple(found)


def _hole(case: Case, over: "_Over", role: Role, run: list[int], reasons: Sequence[Reason | None]) -> Vacant:
    by_reason: dict[Reason, list[str]] = {}
    possible = []
    for member, reason in zip(case.members, reasons, strict=True):
        if reason is None:
            possible.append((over.worse_by(member, run[0]), member.name))
        else:
            by_reason.setdefault(reason, []).append(member.name)
    return Vacant(
        run[0],
        run[-1],
        tuple((reason, tuple(by_reason[reason])) for reason in ORDER if reason in by_reason),
        tuple((name, more) for more, name in sorted(possible)),
    )


class _Over:
    """The turns somebody might have had over the vacant months of a seat, and what keeps them from each."""

    def __init__(
        self, case: Case, plan: Sequence[Mandate], role: Role, seat: int, barred: Sequence[Assignment]
    ) -> None:
        self.case, self.plan, self.role, self.seat, self.barred = case, plan, role, seat, barred
        self._cost = cost_of(case, plan).objective
        self._turns: dict[str, list[tuple[Mandate, Reason | None]]] = {}
        self._never: dict[str, Reason | None] = {}

    def reason(self, member: Member, month: int) -> Reason | None:
        """What keeps a member from holding the seat in a vacant month, None when nothing does."""
        if member.id not in self._never:
            self._never[member.id] = self._at_once(member)
        at_once = self._never[member.id]
        if at_once is not None:
            return at_once
        furthest = Reason.TERM
        for one, reason in self._of(member):
            if month in one.months:
                if reason is None:
                    return None
                furthest = max(furthest, reason, key=ORDER.index)
        return furthest

    def _at_once(self, member: Member) -> Reason | None:
        """What keeps a member from the role whatever the months: team, refusal and the like."""
        any_turn = Mandate(self.role.id, self.seat, member.id, 0, 0)
        fault = first(broken_rules(around(self.case, [any_turn]), [any_turn]))
        return fault.reason if fault is not None and ORDER.index(fault.reason) < ORDER.index(Reason.TERM) else None

    def worse_by(self, member: Member, month: int) -> int:
        """What the plan costs more with the turn of a member that fills most."""
        able = [one for one, reason in self._of(member) if reason is None and month in one.months]
        longest = max(able, key=lambda one: len(one.months))
        return cost_of(self.case, [*self.plan, longest]).objective - self._cost

    def _of(self, member: Member) -> list[tuple[Mandate, Reason | None]]:
        if member.id not in self._turns:
            self._turns[member.id] = list(self._found(member))
        return self._turns[member.id]

    def _found(self, member: Member) -> Iterator[tuple[Mandate, Reason | None]]:
        held = {
            month
            for one in [*self.plan, *self.case.fixed]
            if (one.role, one.seat) == (self.role.id, self.seat)
            for month in one.months
        }
        for one in turns(self.case, self.role, member):
            if one.seat == self.seat and held.isdisjoint(one.months):
                fault = first_fault(self.case, self.plan, one, self.barred)
                yield one, fault.reason if fault is not None else None


def vacancies_in_words(
    case: Case, plan: Sequence[Mandate], barred: Sequence[Assignment] = NOBODY_BARRED
) -> tuple[str, ...]:
    """Every vacant seat: when, who is kept away by what, and the least loosening that would fill them all."""
    lines: list[str] = []
    for role_id, seat in vacant_months(case, plan):
        role = case.role(role_id)
        for hole in why_vacant(case, plan, role_id, seat, barred):
            words = _("« {role} », siège {seat} : vacant {months}.")
            months = months_words(case, hole.first, hole.last)
            lines.append(words.format(role=role.name, seat=seat + 1, months=months))
            for reason, names in hole.excluded:
                lines.append(_("{reason} : {names}").format(reason=_(REASON_WORDS[reason]), names=named(names)))
            lines += _possible_in_words(hole)
    if not lines:
        return (_("Aucun siège ne reste vacant."),)
    return (*lines, *_loosening_in_words(relaxed(case, plan, barred)))


def _possible_in_words(hole: Vacant) -> Iterator[str]:
    """Who could fill a hole all the same, with what that costs."""
    priced = [(more, _("{name} (coût {n})").format(name=name, n=signed(more))) for name, more in hole.possible]
    worse = [words for more, words in priced if more > 0]
    if worse:
        yield _("possible, mais le plan serait moins bon : {names}").format(names=named(worse))
    others = [words for more, words in priced if more <= 0]
    if others:
        yield _("possible sans que le plan soit moins bon : {names}").format(names=named(others))


def _loosening_in_words(found: Relaxed) -> Iterator[str]:
    if found.bought:
        yield _("Ce qui les pourvoirait, si vous le décidez :")
        yield from (one.words for one in found.bought)
        if found.still_vacant:
            yield _("Il en resterait malgré tout : il faut aussi former ou admettre quelqu’un.")
    elif found.still_vacant is None:
        yield _("Ce qui les pourvoirait n’a pas été trouvé : le temps ou le solveur a manqué.")
    elif found.still_vacant:
        yield _("Aucun assouplissement simple ne les pourvoit : il faut former ou admettre quelqu’un.")
    else:
        yield _("Un autre plan les pourvoit tel quel : accordez plus de temps, ou pesez plus les sièges vacants.")


def named(names: Sequence[str], most: int = 8) -> str:
    """Names in a line; beyond so many, the first ones and how many more."""
    if len(names) <= most:
        return listed(names)
    more = len(names) - most
    others = ngettext("{n} autre", "{n} autres", more).format(n=integer(more))
    return listed([*names[:most], others])

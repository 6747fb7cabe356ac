"""What keeps somebody from a seat: the first reason in the order of section 7, which never changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coop_desk.core.i18n import N_, _
from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate, Member, Role
from coop_desk.topics.roles.rotation.checking import Broken, Reason, broken_rules

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
    Reason.BARRED: N_("choix du groupe"),
}


def first_fault(case: Case, rest: Iterable[Mandate], one: Mandate, barred: Sequence[Assignment] = ()) -> Broken | None:
    """The first reason why a mandate cannot be added to a legal plan, None when it can."""
    own = first(fault for fault in broken_rules(around(case, [one]), [one]) if fault.rule <= 5)
    if own is not None:
        return own
    pole = case.role(one.role).pole
    partners = {who for *pair, _pole in case.apart if one.member in pair for who in pair}
    near = [
        other
        for other in rest
        if other.member == one.member
        or other.member in partners
        or (other.first == one.first and case.role(other.role).pole == pole)
        or (other.role, other.seat) == (one.role, one.seat)
    ]
    fault = first(broken_rules(around(case, [*near, one]), [*near, one]))
    if fault is None and any(each.holds(one) for each in barred):
        return Broken(0, Reason.BARRED, one, None, _("le groupe a demandé de planifier sans cette personne"))
    return fault


def around(case: Case, mandates: Iterable[Mandate]) -> Case:
    """The case with the members of these mandates only: the rules about them need no other."""
    named = {one.member for one in mandates}
    return replace(case, members=tuple(member for member in case.members if member.id in named))


def first(faults: Iterable[Broken]) -> Broken | None:
    """The one whose reason comes first."""
    return min(faults, key=lambda fault: ORDER.index(fault.reason), default=None)


def furthest_fault(
    case: Case, role: Role, member: Member, asked: Assignment | None = None, barred: Sequence[Assignment] = ()
) -> Broken | None:
    """What keeps somebody from a role whatever else is planned, None when they may have a turn.

    Of all the turns they might have had, the one that goes furthest in the order of reasons is told. With `asked`, only
    those that would be such an assignment.
    """
    found: Broken | None = None
    for one in turns(case, role, member):
        if asked is not None and not asked.holds(one):
            continue
        fault = first_fault(case, (), one, barred)
        if fault is None:
            return None
        if found is None or ORDER.index(fault.reason) > ORDER.index(found.reason):
            found = fault
    return found or _no_turn(case, role)


def _no_turn(case: Case, role: Role) -> Broken:
    held = sum(len(one.months) for one in case.fixed if one.role == role.id)
    if held == role.seats * case.months:
        return Broken(6, Reason.TAKEN, None, None, _("chaque siège est déjà tenu"))
    words = _("aucun mandat de {least} à {most} mois ne tient entre les changements de mains permis")
    return Broken(1, Reason.TERM, None, None, words.format(least=role.term_min, most=role.term_max))


def turns(case: Case, role: Role, member: Member) -> Iterator[Mandate]:
    """Every turn between two changes of hands, on every seat; what is outside calendar and term is left out."""
    for seat in range(role.seats):
        fixed = case.fixed_on(role.id, seat)
        starts = {0, *role.start_months, *(one.last + 1 for one in fixed)}
        for begins in (month for month in range(case.months) if month in starts):
            until = min([case.months, begins + role.term_max, *(one.first for one in fixed if one.last >= begins)])
            for last in range(begins, until):
                ends_well = last - begins + 1 >= role.term_min and last + 1 in starts
                if ends_well or last == case.months - 1:
                    yield Mandate(role.id, seat, member.id, begins, last)

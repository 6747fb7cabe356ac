"""What it costs to impose somebody, « pourquoi pas moi ? », or to do without: a case planned once more, in seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import listed
from coop_desk.topics.roles.rotation.calendar import months_words
from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate, Member, Role
from coop_desk.topics.roles.rotation.changes import Change, change_between
from coop_desk.topics.roles.rotation.checking import Reason, cost_of
from coop_desk.topics.roles.rotation.explaining import facts_of
from coop_desk.topics.roles.rotation.planning import Found, Told, on_the_way, plan
from coop_desk.topics.roles.rotation.reasons import REASON_WORDS, furthest_fault

SECONDS = 20.0
NOT_IMPOSED = {
    "ROT-31": N_("{name} peut tenir « {role} », mais pas avec les personnes que le groupe a imposées."),
    "ROT-32": N_("{name} peut tenir « {role} » : le temps a manqué pour calculer ce que cela changerait."),
}
NOT_WITHOUT = {
    "ROT-31": N_("Sans {name} sur « {role} » {months}, ce que le groupe a imposé ne tient plus."),
    "ROT-32": N_("Le temps a manqué pour calculer un plan sans {name} sur « {role} » {months}."),
}
"""What is said when no such plan was found, by the rule that was refused."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the plan was asked for, and how long to look for another: what the group imposed and barred stays so."""

    seconds: float = SECONDS
    imposed: Sequence[Assignment] = ()
    barred: Sequence[Assignment] = ()
    told: Told = on_the_way


@dataclass(frozen=True, slots=True)
class Answer:
    """In words; the first reason in the way, or what the other plan costs more, when either is known."""

    words: str
    reason: Reason | None = None
    change: Change | None = None


AS_PLANNED = Asked()


def why_not(case: Case, mandates: Sequence[Mandate], member_id: str, role_id: str, asked: Asked = AS_PLANNED) -> Answer:
    """Tell the first rule in the way of somebody in a role, or what imposing them costs and the facts (section 7)."""
    role, member = case.role(role_id), case.member(member_id)
    if not role.planned:
        return Answer(_("Ce rôle s’élit ou se tire au sort : aucun plan n’en décide."))
    held = [one for one in mandates if (one.role, one.member) == (role_id, member_id)]
    if held:
        spells = listed([months_words(case, one.first, one.last) for one in held])
        words = _("{name} tient « {role} » dans ce plan, {months}.")
        return Answer(words.format(name=member.name, role=role.name, months=spells))
    fault = furthest_fault(case, role, member, barred=asked.barred)
    if fault is None:
        return _imposed(case, mandates, role, member, asked)
    words = _("{name} ne peut pas tenir « {role} » ({reason}) : {why}.").format(
        name=member.name, role=role.name, reason=_(REASON_WORDS[fault.reason]), why=fault.words
    )
    return Answer(words, fault.reason)


def _imposed(case: Case, mandates: Sequence[Mandate], role: Role, member: Member, asked: Asked) -> Answer:
    called = {"name": member.name, "role": role.name}
    try:
        found = plan(case, asked.seconds, asked.told, [*asked.imposed, Assignment(role.id, member.id)], asked.barred)
    except RuleBroken as refusal:
        return _no_plan(refusal, NOT_IMPOSED, called)
    change = change_between(cost_of(case, mandates), found.cost)
    words = _("{name} peut tenir « {role} » : l’imposer change le plan ainsi : {change}.")
    if change.objective <= 0:
        words = _("{name} peut tenir « {role} » sans que le plan soit moins bon : {change}.")
    price = words.format(change=change.words, **called) + _unproven(found)
    turn = next(one for one in found.mandates if (one.role, one.member) == (role.id, member.id))
    return Answer("\n".join([price, *facts_of(case, turn)]), change=change)


def price_without(case: Case, mandates: Sequence[Mandate], one: Mandate, asked: Asked = AS_PLANNED) -> Answer:
    """Tell the price of not choosing somebody: what the best plan costs in which they do not hold this seat then."""
    spared = [Assignment(one.role, one.member, one.seat, month) for month in one.months]
    kept = [each for each in asked.imposed if not each.holds(one)]
    called = {
        "name": case.member(one.member).name, "role": case.role(one.role).name,
        "months": months_words(case, one.first, one.last),
    }  # fmt: skip
    try:
        found = plan(case, asked.seconds, asked.told, kept, [*asked.barred, *spared])
    except RuleBroken as refusal:
        return _no_plan(refusal, NOT_WITHOUT, called)
    change = change_between(cost_of(case, mandates), found.cost)
    words = _("Sans {name} sur « {role} » {months}, le meilleur plan serait moins bon : {change}.")
    if change.objective == 0:
        words = _("Sans {name} sur « {role} » {months}, un autre plan serait aussi bon : {change}.")
    elif change.objective < 0:
        words = _("Sans {name} sur « {role} » {months}, un plan meilleur a été trouvé : {change}.")
    return Answer(words.format(change=change.words, **called) + _unproven(found), change=change)


def _no_plan(refusal: RuleBroken, said: Mapping[str, str], called: Mapping[str, str]) -> Answer:
    if refusal.rule not in said:
        raise refusal
    return Answer(_(said[refusal.rule]).format(**called))


def _unproven(found: Found) -> str:
    """What to add when the search ended before it could prove its plan the best."""
    if found.stopped == "proven":
        return ""
    return _(" Le calcul s’est arrêté avant la preuve : un plan meilleur peut exister.")

"""A plan asked for: the case read from the co-op, then the plan kept as a proposal beside the others."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.strict_json import read_json
from coop_desk.core.words import integer, listed, long_month
from coop_desk.topics.roles.adoption.asking import assignment_of
from coop_desk.topics.roles.adoption.model import RotationAdoption, RotationPlan, RotationSetAside
from coop_desk.topics.roles.adoption.records import Outcome, PinLine, Prepared
from coop_desk.topics.roles.adoption.rules.months import day_of, first_of, said
from coop_desk.topics.roles.adoption.rules.settings import kept
from coop_desk.topics.roles.adoption.service.case import case_of, days_of
from coop_desk.topics.roles.adoption.service.settings import pins_of, settings_of
from coop_desk.topics.roles.rotation.announcing import large_in_words
from coop_desk.topics.roles.rotation.case import Case, Mandate, Mode
from coop_desk.topics.roles.rotation.checking import broken_rules, cost_of, vacant_months
from coop_desk.topics.roles.rotation.reading import case_in_words, mandates_of
from coop_desk.topics.roles.rotation.reasons import REASON_WORDS, furthest_fault

MOST_MONTHS = 36


@query(Right.ROTATION_PREPARE, N_("Préparation d’un plan de rotation"))
def prepare_plan(act: Act, name: str, first: date, months: int) -> Prepared:
    """Read the case of so many months from a month on, ready for the planner (ROT-21, ROT-31, ROT-42, ROT-43)."""
    first = first.replace(day=1)
    if not name.strip():
        raise RuleBroken("ROT-43", _("Donnez un nom à ce plan : « Rotation 2027 », par exemple."))
    if not 1 <= months <= MOST_MONTHS:
        raise RuleBroken("ROT-43", _("Un plan va de 1 à 36 mois."))
    if first < act.today.replace(day=1):
        raise RuleBroken("ROT-43", _("Un plan commence ce mois-ci au plus tôt : changez le premier mois."))
    settings = settings_of(act)
    case = case_of(act, name.strip(), first, months, settings)
    last = day_of(first, months - 1)
    pins = tuple(one for one in pins_of(act) if one.month is None or first <= one.month <= last)
    for one in pins:
        _check_possible(case, one)
    return Prepared(name.strip(), case, settings, pins, tuple(_remarks(case)))


def _check_possible(case: Case, pin: PinLine) -> None:
    """Raise RuleBroken ROT-31 with the reason when somebody imposed could hold the role at no such time."""
    if not pin.imposed:
        return
    asked = assignment_of(case, pin)
    words = _("{name} ne travaille pas ici pendant ces mois").format(name=pin.name)
    if any(member.id == asked.member for member in case.members):
        fault = furthest_fault(case, case.role(asked.role), case.member(asked.member), asked)
        if fault is None:
            return
        words = _("{name} ne peut pas tenir « {role} » ({reason}) : {why}").format(
            name=pin.name, role=pin.role, reason=_(REASON_WORDS[fault.reason]), why=fault.words
        )
    raise RuleBroken("ROT-31", _("{why}. Retirez cette personne de celles qui sont imposées.").format(why=words))


def _remarks(case: Case) -> list[str]:
    found = list(large_in_words(case))
    nobody = [
        role.name
        for role in case.roles
        if role.mode is Mode.COOPTED and not any(role.id in member.endorsed for member in case.members)
    ]
    if nobody:
        words = _("Personne n’est coopté pour {roles} : ces sièges resteront vacants tant qu’un cercle n’a désigné "
                  "personne.")  # fmt: skip
        found.append(words.format(roles=listed([f"«\N{NO-BREAK SPACE}{name}\N{NO-BREAK SPACE}»" for name in nobody])))
    light = [role.name for role in case.roles if role.planned and not role.load]
    if light:
        words = _("Sans charge sur leur fiche, ces rôles ne comptent pas dans la part équitable : {roles}.")
        found.append(words.format(roles=listed(light)))
    for rule in case.coverage:
        words = ngettext(
            "Compétence gardée chaque mois dans « {pole} » : {skill}, niveau {level}, {n} titulaire au moins.",
            "Compétence gardée chaque mois dans « {pole} » : {skill}, niveau {level}, {n} titulaires au moins.",
            rule.least,
        )
        pole = case.pole(rule.pole).name
        found.append(words.format(pole=pole, skill=rule.skill, level=rule.level, n=integer(rule.least)))
    return found


@action(Right.ROTATION_PREPARE, N_("Proposition d’un plan de rotation"))
def keep_plan(act: Act, prepared: Prepared, outcome: Outcome) -> int:
    """Keep a plan found as a proposal, with all that finds it again; return its id.

    The rules and the cost are reckoned again from the case: a plan that breaks one is refused (ROT-44).
    """
    faults = broken_rules(prepared.case, outcome.mandates)
    if faults:
        raise RuleBroken("ROT-44", _("Ce plan enfreint une règle : {words}.").format(words=faults[0].words))
    told = read_json(outcome.plan_file)
    row = RotationPlan(
        name=prepared.name,
        first_month=prepared.case.first_month,
        months=prepared.case.months,
        case_file=in_bytes(case_in_words(prepared.case)),
        plan_file=outcome.plan_file,
        told=in_bytes({"chosen": outcome.chosen, "vacancies": outcome.vacancies, "days": _days(act, prepared.case)}),
        settings=kept(prepared.settings),
        pins=[_pin_in_words(one) for one in prepared.pins],
        objective=cost_of(prepared.case, mandates_of(told, prepared.case)).objective,
        bound=told["bound"],
        vacant=sum(len(months) for months in vacant_months(prepared.case, outcome.mandates).values()),
        made_by_id=act.actor_id,
        made_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    words = _("Plan « {name} » proposé, à partir de {month} : coût {cost}.")
    month = long_month(first_of(row.first_month))
    act.say(words.format(name=row.name, month=month, cost=integer(row.objective)))
    return row.id


def _days(act: Act, case: Case) -> list[tuple[str, str] | None]:
    """The exact days of the mandates the plan found there, as they stand when it is made."""
    days = days_of(act, case)
    return [(days[one][0].isoformat(), days[one][1].isoformat()) if one in days else None for one in case.fixed]


def days_kept(case: Case, told: Any) -> dict[Mandate, tuple[date, date]]:
    """The same, as kept with a plan."""
    return {
        one: (date.fromisoformat(days[0]), date.fromisoformat(days[1]))
        for one, days in zip(case.fixed, told["days"], strict=True)
        if days is not None
    }


def in_bytes(told: Any) -> bytes:
    """A value as the bytes of a file."""
    return (json.dumps(told, ensure_ascii=False) + "\n").encode()


def _pin_in_words(one: PinLine) -> dict[str, Any]:
    return asdict(one) | {
        "month": said(one.month) if one.month else None, "on": one.on.isoformat() if one.on else None,
    }  # fmt: skip


def pin_from(told: dict[str, Any]) -> PinLine:
    """Somebody imposed or kept off, as kept with a plan."""
    month, on = told["month"], told["on"]
    return PinLine(
        **(told | {"month": first_of(month) if month else None, "on": date.fromisoformat(on) if on else None})
    )


@action(Right.ROTATION_PREPARE, N_("Mise à l’écart d’un plan de rotation"))
def set_aside(act: Act, plan_id: int, because: str = "") -> None:
    """Set a proposal aside: it stays readable. An adopted plan is never set aside (ROT-46)."""
    row = act.session.get_one(RotationPlan, plan_id)
    if act.session.scalar(select(RotationAdoption.id).where(RotationAdoption.plan_id == plan_id)) is not None:
        raise RuleBroken("ROT-46", _("Ce plan est adopté : un nouveau plan s’y ajoute, rien ne l’efface."))
    if act.session.scalar(select(RotationSetAside.id).where(RotationSetAside.plan_id == plan_id)) is not None:
        raise RuleBroken("ROT-46", _("Ce plan est déjà écarté."))
    act.session.add(
        RotationSetAside(plan_id=plan_id, because=because.strip(), recorded_by_id=act.actor_id, recorded_at=act.now)
    )
    act.say(_("Plan « {name} » écarté.").format(name=row.name))

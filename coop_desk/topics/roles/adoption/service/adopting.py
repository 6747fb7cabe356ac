"""A plan adopted by a decision: checked against the co-op of that day, then every mandate opened in one act."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, listed, long_day
from coop_desk.topics.assemblies.service import decision_lines
from coop_desk.topics.assemblies.service.resolutions import resolution_and_meeting
from coop_desk.topics.mandates.service import quoted
from coop_desk.topics.roles.adoption.model import RotationAdoption, RotationPin, RotationProposal
from coop_desk.topics.roles.adoption.records import AdoptionCheck, PlanBar, PlanState
from coop_desk.topics.roles.adoption.rules.changes import changes_between
from coop_desk.topics.roles.adoption.rules.months import first_of
from coop_desk.topics.roles.adoption.rules.settings import settings_from
from coop_desk.topics.roles.adoption.rules.telling import bars_of, fault_words
from coop_desk.topics.roles.adoption.service.case import case_of, days_of
from coop_desk.topics.roles.adoption.service.preparing import in_bytes
from coop_desk.topics.roles.adoption.service.reading import Kept, kept_plan, line_of
from coop_desk.topics.roles.handover.service.learning import not_ready
from coop_desk.topics.roles.rotation.case import Case, Mandate, Mode
from coop_desk.topics.roles.rotation.checking import Broken, broken_rules, cost_of
from coop_desk.topics.roles.rotation.reading import case_in_words
from coop_desk.topics.roles.seats.records import RoleOrigin
from coop_desk.topics.roles.seats.service import open_role_mandate

SEAT_TAKEN = 6
"""The rule of one person by seat and month."""
ORIGINS = {Mode.ROTATING: RoleOrigin.ROTATION, Mode.COOPTED: RoleOrigin.COOPTED}


@query(Right.ROTATION_ADOPT, Right.ROTATION_PREPARE, words=N_("Vérification d’un plan avant son adoption"))
def check_adoption(act: Act, plan_id: int) -> AdoptionCheck:
    """Look at a plan against the co-op of today: what forbids it, what changed since, what it costs now."""
    kept = kept_plan(act, plan_id)
    check, now = _checked(act, kept)
    return check if check.faults else replace(check, learners=_learners(act, kept, now))


def _learners(act: Act, kept: Kept, now: Case) -> tuple[str, ...]:
    """Why some of the mandates of a plan should wait: nobody declared their holders autonomous yet."""
    bars = [bar for bar in bars_of(now, kept.mandates, (), days_of(act, now)) if bar.planned]
    return tuple(words for bar in bars for words in not_ready(act, bar.role_id, bar.person_id, bar.starts_on))


def _checked(act: Act, kept: Kept) -> tuple[AdoptionCheck, Case]:
    settings = settings_from(kept.row.settings)
    now = case_of(act, kept.row.name, first_of(kept.row.first_month), kept.row.months, settings)
    changes = changes_between(kept.case, now)
    faults = _gone(kept, now)
    if not faults:
        faults = tuple(fault_words(now, fault) for fault in _first_of_each(broken_rules(now, kept.mandates)))
    cost = None if faults else cost_of(now, kept.mandates).objective
    return AdoptionCheck(faults, changes, kept.row.objective, cost), now


def _first_of_each(faults: Sequence[Broken]) -> Iterator[Broken]:
    """One fault for each mandate: that its seat is taken says more than any other."""
    said: set[Mandate] = set()
    for fault in sorted(faults, key=lambda one: one.rule != SEAT_TAKEN):
        if fault.mandate not in said:
            yield fault
        if fault.mandate is not None:
            said.add(fault.mandate)


def _gone(kept: Kept, now: Case) -> tuple[str, ...]:
    """People, roles and seats of the plan that are no more there."""
    people, seats = {one.id for one in now.members}, {one.id: one.seats for one in now.roles}
    named = sorted({one.member for one in kept.mandates} - people)
    found = [_("{name} n’est plus là.").format(name=kept.case.member(who).name) for who in named]
    places = {(one.role, one.seat) for one in kept.mandates}
    roles = sorted({role for role, seat in places if seat >= seats.get(role, 0)})
    found += [_("« {name} » n’a plus ce siège.").format(name=kept.case.role(role).name) for role in roles]
    return tuple(found)


@query(Right.ROTATION_ADOPT, N_("Consultation des résolutions qui adoptent un plan"))
def adopting_resolutions(act: Act, plan_id: int) -> list[tuple[int, str]]:
    """The adopted resolutions that may be quoted, in words: those the plan was put under, else the latest first."""
    own = set(act.session.scalars(select(RotationProposal.resolution_id).where(RotationProposal.plan_id == plan_id)))
    others = set(act.session.scalars(select(RotationProposal.resolution_id))) - own
    lines = [line for line in decision_lines(act) if line.adopted and line.resolution_id not in others]
    words = _("{meeting}, n° {n} : {title}")
    ordered = sorted(lines, key=lambda line: line.resolution_id not in own)
    return [
        (line.resolution_id, words.format(meeting=line.meeting_title, n=line.number, title=line.title))
        for line in ordered
    ]


@action(Right.ROTATION_ADOPT, N_("Adoption d’un plan de rotation"))
def adopt_plan(
    act: Act, plan_id: int, *, resolution_id: int | None = None, decision: str = "", decided_on: date | None = None,
    deciders: Sequence[PersonId] = (),
) -> tuple[int, ...]:  # fmt: skip
    """Adopt a plan by a resolution, or by the decision of people on a day; return the ids of its mandates.

    The plan is checked anew against the co-op of today: one that breaks a rule is never adopted. Raises RuleBroken
    ROT-44, ROT-46, ROT-47, MAND-04, or what forbids a mandate.
    """
    kept, line = kept_plan(act, plan_id), line_of(act, plan_id)
    if line.state in (PlanState.ADOPTED, PlanState.SET_ASIDE):
        raise RuleBroken("ROT-46", _("Ce plan est déjà adopté ou écarté : choisissez-en un autre, ou refaites-en un."))
    words, day = _decision(act, plan_id, resolution_id, decision, decided_on, deciders)
    check, now = _checked(act, kept)
    if check.faults:
        said = " ".join(check.faults[:3])
        since = _(" Ce qui a changé : {changes}").format(changes=" ".join(check.changes[:6])) if check.changes else ""
        raise RuleBroken("ROT-44", _("Ce plan ne tient plus : {faults}{since}").format(faults=said, since=since))
    days = days_of(act, now)
    bars = [bar for bar in bars_of(now, kept.mandates, line.pins, days) if bar.planned]
    _check_in_time(bars, day)
    opened = tuple(_open(act, now, bar, plan_id, words, day, resolution_id) for bar in sorted(bars, key=_in_time))
    act.session.add(
        RotationAdoption(
            plan_id=plan_id, decision=words, decided_on=day, resolution_id=resolution_id,
            deciders=[int(who) for who in deciders], case_file=in_bytes(case_in_words(now)),
            changes=list(check.changes), objective=check.now, recorded_by_id=act.actor_id, recorded_at=act.now,
        )
    )  # fmt: skip
    carried = {pin.id for pin in line.pins}
    for row in act.session.scalars(select(RotationPin)):
        if row.id in carried:
            act.session.delete(row)  # the plan carries it: the next one chooses freely again
    many = ngettext("{n} mandat ouvert", "{n} mandats ouverts", len(opened)).format(n=integer(len(opened)))
    act.say(_("Plan « {name} » adopté : {many}. {decision}").format(name=line.name, many=many, decision=words))
    return opened


def _in_time(bar: PlanBar) -> tuple[date, int, int]:
    return bar.starts_on, bar.role_id, bar.seat


def _decision(
    act: Act, plan_id: int, resolution_id: int | None, decision: str, decided_on: date | None,
    deciders: Sequence[PersonId],
) -> tuple[str, date]:  # fmt: skip
    """The words and the day of the decision."""
    if resolution_id is not None:
        other = act.session.scalar(
            select(RotationProposal.plan_id).where(RotationProposal.resolution_id == resolution_id)
        )
        if other not in (None, plan_id):
            raise RuleBroken("ROT-47", _("Cette résolution porte sur un autre plan."))
        return quoted(act, resolution_id, ""), resolution_and_meeting(act, resolution_id)[1].day
    names = people_by_id(act.session)
    if not decision.strip() or decided_on is None or decided_on > act.today:
        raise RuleBroken("ROT-47", _("Citez une résolution, ou la réunion qui a décidé et son jour, passé."))
    if len(set(deciders)) < 2 or not set(deciders) <= set(names):
        raise RuleBroken("ROT-47", _("Dites qui a décidé ensemble : deux personnes au moins."))
    words = _("{decision}, le {day} : {names}")
    people = listed([names[who] for who in dict.fromkeys(deciders)])
    return words.format(decision=decision.strip(), day=long_day(decided_on), names=people), decided_on


def _check_in_time(bars: Sequence[PlanBar], day: date) -> None:
    late = [bar for bar in bars if bar.starts_on < day.replace(day=1) or bar.ends_on < day]
    if late:
        words = _("Ce plan commence le {start}, avant le mois de la décision : refaites-le à partir de ce mois.")
        raise RuleBroken("ROT-47", words.format(start=long_day(late[0].starts_on)))


def _open(act: Act, case: Case, bar: PlanBar, plan_id: int, decision: str, day: date, resolution_id: int | None) -> int:
    """Open one mandate; what the decision came too late for begins on its day."""
    starts_on = max(bar.starts_on, day)
    shadow = max(bar.shadow_from, day) if bar.shadow_from is not None else None
    mode = next(role.mode for role in case.roles if role.id == f"r{bar.role_id}")
    return open_role_mandate(
        act, bar.role_id, bar.seat, bar.person_id, starts_on=starts_on, ends_on=bar.ends_on, origin=ORIGINS[mode],
        because=decision, resolution_id=resolution_id, plan_id=plan_id,
        shadow_from=shadow if shadow is not None and shadow < starts_on else None,
    )  # fmt: skip

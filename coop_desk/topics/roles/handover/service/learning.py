"""Plans to learn a mission or a skill beside a buddy (E07), and the warning before a rotation towards a learner."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query, read_until_changed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import holding_of, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.roles.handover.model import RampUp, RampUpEvent
from coop_desk.topics.roles.handover.records import Ramp, RampEvent, Step
from coop_desk.topics.roles.handover.rules.learning import (
    check_declares,
    check_ramp,
    check_running,
    check_steps,
    check_taking_part,
    ramp_state,
)
from coop_desk.topics.roles.model import Mission
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.skills.service.reading import skill_names

STEP = frozenset({RampEvent.STEP_DONE.value, RampEvent.STEP_BACK.value})


@read_until_changed
def ramps_at(act: Act, day: date) -> tuple[Ramp, ...]:
    """Every plan to learn as it stood on a day, those under way first and the nearest target first."""
    names, skills = people_by_id(act.session), skill_names(act)
    missions = {row.id: row.name for row in act.session.scalars(select(Mission))}
    events: dict[int, list[RampUpEvent]] = defaultdict(list)
    for event in act.session.scalars(select(RampUpEvent).where(RampUpEvent.on <= day).order_by(RampUpEvent.id)):
        events[event.ramp_up_id].append(event)
    found = []
    for row in act.session.scalars(select(RampUp)):
        past = events[row.id]
        last = {event.kind: event for event in past}
        done = {event.rank: event for event in past if event.kind in STEP}
        ended = last.get(RampEvent.AUTONOMOUS.value) or last.get(RampEvent.STOPPED.value)
        moved = last.get(RampEvent.TARGET.value)
        target = moved.target_on if moved is not None and moved.target_on is not None else row.target_on
        steps = tuple(
            Step(words, done[at].on if at in done and done[at].kind == RampEvent.STEP_DONE.value else None)
            for at, words in enumerate(row.steps)
        )
        skill = row.skill or ""
        found.append(
            Ramp(
                id=row.id, learner_id=PersonId(row.learner_id), learner=names[PersonId(row.learner_id)],
                buddy_id=PersonId(row.buddy_id), buddy=names[PersonId(row.buddy_id)], mission_id=row.mission_id,
                skill=skill, what=missions[row.mission_id] if row.mission_id else skills.get(skill, skill),
                starts_on=row.starts_on, target_on=target, because=row.because, steps=steps,
                state=ramp_state(
                    target, day, autonomous=RampEvent.AUTONOMOUS.value in last, stopped=RampEvent.STOPPED.value in last
                ),
                declared_by=names[PersonId(ended.by_id)] if ended is not None else "",
                declared_on=ended.on if ended is not None else None, said=ended.said if ended is not None else "",
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.running, one.target_on, one.learner)))


def ramp_of(act: Act, ramp_id: int) -> Ramp:
    """One plan to learn as it stands today."""
    return next(one for one in ramps_at(act, act.today) if one.id == ramp_id)


def learning_for(act: Act, role_id: int, person_id: int, day: date) -> tuple[Ramp, ...]:
    """What a role asks for and that somebody still learns on a day: the plans to learn under way."""
    role = next((one for one in roles_at(act, max(day, act.today)) if one.id == role_id), None)
    if role is None:
        return ()
    return tuple(
        one
        for one in ramps_at(act, day)
        if one.learner_id == person_id and one.running
        and (one.mission_id in role.sheet.missions or one.skill in role.sheet.requires)
    )  # fmt: skip


def not_ready(act: Act, role_id: int, person_id: int, day: date) -> tuple[str, ...]:
    """Why a rotation towards somebody should wait: nobody declared them autonomous on what the role asks for (E07)."""
    return tuple(learner_words(one) for one in learning_for(act, role_id, person_id, day))


def learner_words(one: Ramp) -> str:
    """Who still learns what, in a sentence."""
    words = _(
        "{name} apprend encore « {what} » avec {buddy}, pour le {day} : personne ne l’a déclaré autonome à ce jour."
    )
    return words.format(name=one.learner, what=one.what, buddy=one.buddy, day=long_day(one.target_on))


@query(Right.ROLES_READ, N_("Avertissement avant de confier un rôle"))
def role_warnings(act: Act, role_id: int, person_id: PersonId, day: date) -> tuple[str, ...]:
    """The same, for a form that entrusts a role."""
    return not_ready(act, role_id, person_id, day)


@query(Right.ROLES_READ, N_("Consultation des plans d’apprentissage"))
def ramps(act: Act) -> tuple[Ramp, ...]:
    """Every plan to learn as it stands today."""
    return ramps_at(act, act.today)


@action(Right.ROLES_HAND_OVER, Right.ROLES_RECORD, words=N_("Ouverture d’un plan d’apprentissage"))
def open_ramp(
    act: Act, learner_id: PersonId, buddy_id: PersonId, *, mission_id: int | None = None, skill: str = "",
    target_on: date, steps: Sequence[str] = (), because: str = "", starts_on: date | None = None,
) -> int:  # fmt: skip
    """Open a plan to learn a mission or a skill; return its id (RAMP-01, RAMP-02)."""
    starts = starts_on or act.today
    _check_concerned(act, learner_id, buddy_id)
    check_ramp(learner_id, buddy_id, mission_id, skill, starts, target_on)
    tidied = check_steps(steps)
    for one in ramps_at(act, act.today):
        if one.running and (one.learner_id, one.mission_id, one.skill) == (learner_id, mission_id, skill.strip()):
            raise RuleBroken(
                "RAMP-01", _("{name} l’apprend déjà, avec {buddy}.").format(name=one.learner, buddy=one.buddy)
            )
    row = RampUp(
        learner_id=learner_id, buddy_id=buddy_id, mission_id=mission_id, skill=skill.strip() or None, steps=tidied,
        starts_on=starts, target_on=target_on, because=because.strip(), at=act.now, recorded_by_id=act.actor_id,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    found = ramp_of(act, row.id)
    act.say(_("{name} apprend « {what} » avec {buddy}.").format(name=found.learner, what=found.what, buddy=found.buddy))
    return row.id


@action(Right.ROLES_HAND_OVER, N_("Étape d’apprentissage faite"))
def mark_step(act: Act, ramp_id: int, place: int) -> None:
    """Say that a step was done; the learner or the buddy says it (RAMP-04)."""
    _step(act, ramp_id, place, RampEvent.STEP_DONE)


@action(Right.ROLES_HAND_OVER, N_("Étape d’apprentissage à refaire"))
def take_back_step(act: Act, ramp_id: int, place: int) -> None:
    """Say that a step must be done again; what was said before stays (RAMP-04)."""
    _step(act, ramp_id, place, RampEvent.STEP_BACK)


def _step(act: Act, ramp_id: int, place: int, kind: RampEvent) -> None:
    found = ramp_of(act, ramp_id)
    check_running(found)
    check_taking_part(found, act.actor_id)
    if not 0 <= place < len(found.steps):
        raise RuleBroken("RAMP-02", _("Cette étape n’est pas dans le plan."))
    _write(act, ramp_id, kind, place=place)
    act.say(_("« {what} » : « {step} ».").format(what=found.what, step=found.steps[place].words))


@action(Right.ROLES_HAND_OVER, Right.ROLES_RECORD, words=N_("Nouvelle date visée d’un apprentissage"))
def move_target(act: Act, ramp_id: int, target_on: date, said: str) -> None:
    """Move the target date, and say why (RAMP-01)."""
    found = ramp_of(act, ramp_id)
    check_running(found)
    _check_concerned(act, found.learner_id, found.buddy_id)
    check_ramp(found.learner_id, found.buddy_id, found.mission_id, found.skill, found.starts_on, target_on)
    _write(act, ramp_id, RampEvent.TARGET, said=said, target=target_on)
    act.say(_("« {what} » : date visée, le {day}.").format(what=found.what, day=long_day(target_on)))


@action(Right.ROLES_HAND_OVER, Right.ROLES_RECORD, words=N_("Déclaration d’autonomie"))
def declare_autonomous(act: Act, ramp_id: int, said: str = "") -> None:
    """Declare that somebody else does it alone from now on (RAMP-03)."""
    found = ramp_of(act, ramp_id)
    check_running(found)
    check_declares(found, act.actor_id)
    _write(act, ramp_id, RampEvent.AUTONOMOUS, said=said)
    act.say(_("{name} est autonome : « {what} ».").format(name=found.learner, what=found.what))


@action(Right.ROLES_HAND_OVER, Right.ROLES_RECORD, words=N_("Arrêt d’un plan d’apprentissage"))
def stop_ramp(act: Act, ramp_id: int, why: str) -> None:
    """Stop a plan that will not go on, and say why (RAMP-04)."""
    found = ramp_of(act, ramp_id)
    check_running(found)
    _check_concerned(act, found.learner_id, found.buddy_id)
    if not why.strip():
        raise RuleBroken("RAMP-04", _("Dites pourquoi ce plan s’arrête."))
    _write(act, ramp_id, RampEvent.STOPPED, said=why)
    act.say(_("Apprentissage arrêté : {name}, « {what} ».").format(name=found.learner, what=found.what))


def _check_concerned(act: Act, learner_id: int, buddy_id: int) -> None:
    """Raise RuleBroken RAMP-04 unless one learns, accompanies, or keeps the roles."""
    keeps = holding_of(act.session, act.actor_id, act.today).people((Right.ROLES_RECORD,))
    if act.actor_id not in (learner_id, buddy_id) and not keeps:
        raise RuleBroken("RAMP-04", _("Les deux personnes du plan en décident, ou qui tient les rôles."))


def _write(
    act: Act, ramp_id: int, kind: RampEvent, *, place: int | None = None, said: str = "", target: date | None = None
) -> None:
    act.session.add(
        RampUpEvent(
            ramp_up_id=ramp_id, kind=kind.value, rank=place, on=act.today, said=said.strip(), target_on=target,
            at=act.now, by_id=act.actor_id,
        )
    )  # fmt: skip
    act.session.flush()

"""Plans of hand-over: made when a mandate is adopted, then added to, moved, given to somebody else to hand over."""

from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import holding_of, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.handover import model
from coop_desk.topics.roles.handover.records import Giver, GiverKind, Handover, Kind, PlanLine
from coop_desk.topics.roles.handover.rules.dates import accompaniment, check_dates, lay
from coop_desk.topics.roles.handover.rules.templates import LONGEST
from coop_desk.topics.roles.handover.rules.ticking import check_running, line_words
from coop_desk.topics.roles.handover.service.givers import giver_for, holder_before
from coop_desk.topics.roles.handover.service.reading import handover_of
from coop_desk.topics.roles.handover.service.templates import template_of
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.seats.records import RoleMandateLine, RoleOrigin
from coop_desk.topics.roles.seats.service.opening import role_on, when_adopted
from coop_desk.topics.roles.seats.service.reading import role_mandate_of
from coop_desk.topics.skills.service.reading import skill_names, skills_of, trainings_of

_WITHOUT = (RoleOrigin.TAKEN_OVER, RoleOrigin.INTERIM)
"""Mandates of the past, and those that no decision adopts."""


@when_adopted
def plan_for(act: Act, line: RoleMandateLine) -> None:
    """Make the plan of a mandate just adopted, unless its holder goes on with the seat or takes nothing over."""
    before = holder_before(act, line)
    if line.origin not in _WITHOUT and not (before is not None and before.person_id == line.person_id):
        make_plan(act, line)


@action(Right.ROLES_RECORD, N_("Ouverture d’une passation de rôle"))
def begin_handover(act: Act, mandate_id: int) -> int:
    """Make the plan of a mandate that has none: an interim, one taken over, a holder who asks for it (HAND-06)."""
    line = role_mandate_of(act, mandate_id)
    known = act.session.scalar(select(model.Handover.id).where(model.Handover.mandate_id == mandate_id))
    if known is not None:
        raise RuleBroken("HAND-06", _("Ce mandat a déjà sa passation : ouvrez-la."))
    if not line.held or line.ends_on < act.today:
        raise RuleBroken("HAND-06", _("Ce mandat est fini : il n’y a plus rien à reprendre."))
    act.say(_("Passation de « {role} » ouverte pour {name}.").format(role=line.role, name=line.name))
    return make_plan(act, line)


def make_plan(act: Act, line: RoleMandateLine) -> int:
    """Write the plan of a mandate from the template of its role, laid over the accompaniment; return its id."""
    role = role_on(act, line.role_id, line.starts_on)
    shadow = line.shadow_from or add_months(line.starts_on, -role.sheet.shadow_months)
    begins, ends = accompaniment(act.today, shadow, line.starts_on)
    found = template_of(act, role, act.today)
    row = model.Handover(
        mandate_id=line.id, role_id=role.id, receiver_id=line.person_id, begins_on=begins,
        takes_over_on=max(line.starts_on, begins), template_version=found.version, made_at=act.now,
        recorded_by_id=act.actor_id,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    _write_giver(act, row.id, giver_for(act, role, line, begins))
    opened = max(line.rights_from, begins)
    missions = dict(found.missions)
    lines = lay(found.template, missions, begins, ends, opened=opened, closed=max(line.starts_on, begins))
    if not found.version:
        lines = (*(one for one in lines if one.kind is not Kind.TRAINING), *_trainings(act, role, line, begins, ends))
    for rank, one in enumerate(lines):
        _write_line(act, row.id, rank, one)
    act.session.flush()
    return row.id


def _trainings(act: Act, role: RoleLine, line: RoleMandateLine, begins: date, ends: date) -> list[PlanLine]:
    """What the sheet asks for and the person has not reached: with the dates of a training under way, if any."""
    levels = skills_of(act, begins).get(PersonId(line.person_id), {})
    under_way = {one.code: one for one in trainings_of(act) if one.person_id == line.person_id}
    names = skill_names(act)
    found = []
    for code, level in sorted(role.sheet.requires.items()):
        if levels.get(code, 0) >= level:
            continue
        words = _("{skill}, niveau {level}").format(skill=names.get(code, code), level=level)
        known = under_way.get(code)
        starts, due = (known.starts_on, known.reached_on) if known is not None else (begins, ends)
        found.append(PlanLine(Kind.TRAINING, words, max(starts, due), starts=starts))
    return found


def _write_giver(act: Act, handover_id: int, giver: Giver) -> None:
    act.session.add(
        model.HandoverGiver(
            handover_id=handover_id, giver_id=giver.person_id, kind=giver.kind.value, because=giver.because, at=act.now,
            recorded_by_id=act.actor_id,
        )
    )  # fmt: skip


def _write_line(act: Act, handover_id: int, rank: int, line: PlanLine) -> model.HandoverLine:
    row = model.HandoverLine(
        handover_id=handover_id, rank=rank, kind=line.kind.value, mission=line.mission,
        step=line.stage.value if line.stage else None, words=line.words, starts_on=line.starts, due_on=line.due,
    )  # fmt: skip
    act.session.add(row)
    return row


# ------------------------------------------------------------------ changing a plan


@action(Right.ROLES_RECORD, N_("Désignation de la personne qui transmet"))
def name_giver(act: Act, handover_id: int, giver_id: PersonId | None, because: str) -> None:
    """Say who hands over from now on, or that nobody does, and why; ticks given before stay (HAND-06)."""
    found = handover_of(act, handover_id)
    check_running(found)
    if giver_id == found.receiver_id:
        raise RuleBroken("HAND-06", _("Une autre personne que celle qui reprend transmet le rôle."))
    if not because.strip():
        raise RuleBroken("HAND-06", _("Dites pourquoi : départ, absence longue, personne qui connaît mieux le rôle."))
    name = people_by_id(act.session)[giver_id] if giver_id is not None else ""
    kind = GiverKind.BUDDY if giver_id is not None else GiverKind.NOBODY
    _write_giver(act, handover_id, Giver(kind, giver_id, name, because.strip()))
    words = _("{name} transmet « {role} ».") if name else _("Personne ne transmet « {role} ».")
    act.say(words.format(name=name, role=found.role))


@action(Right.ROLES_HAND_OVER, Right.ROLES_RECORD, words=N_("Ajout d’une ligne à une passation"))
def add_line(act: Act, handover_id: int, kind: Kind, words: str, due: date, *, starts: date | None = None) -> int:
    """Add what the template did not foresee (HAND-02, HAND-05)."""
    found = handover_of(act, handover_id)
    _check_may_prepare(act, found)
    said = " ".join(words.split())
    if not said or len(said) > LONGEST:
        raise RuleBroken("HAND-01", _("Écrivez la ligne, en {n} caractères au plus.").format(n=LONGEST))
    check_dates(kind, starts, due)
    wanted = select(func.max(model.HandoverLine.rank)).where(model.HandoverLine.handover_id == handover_id)
    line = _write_line(
        act, handover_id, (act.session.scalar(wanted) or 0) + 1, PlanLine(kind, said, due, starts=starts)
    )
    act.session.flush()
    act.say(_("Passation de « {role} » : « {line} » ajoutée.").format(role=found.role, line=said))
    return line.id


@action(Right.ROLES_HAND_OVER, Right.ROLES_RECORD, words=N_("Changement des dates d’une ligne de passation"))
def move_line(act: Act, line_id: int, due: date, *, starts: date | None = None) -> None:
    """Move the days of an open line; the journal keeps those of before (HAND-02, HAND-05)."""
    row = act.session.get_one(model.HandoverLine, line_id)
    found = handover_of(act, row.handover_id)
    _check_may_prepare(act, found)
    line = next(one for one in found.lines if one.id == line_id)
    if line.closed:
        raise RuleBroken("HAND-04", _("Cette ligne est cochée : elle ne change plus."))
    check_dates(line.kind, starts, due)
    row.starts_on, row.due_on = starts, due
    act.say(_("Passation de « {role} » : dates de « {line} ».").format(role=found.role, line=line_words(line)))


def _check_may_prepare(act: Act, found: Handover) -> None:
    """Raise RuleBroken HAND-02 unless one takes part in it, or keeps the roles."""
    check_running(found)
    keeps = holding_of(act.session, act.actor_id, act.today).people((Right.ROLES_RECORD,))
    if found.side is None and not keeps:
        raise RuleBroken("HAND-02", _("Les deux personnes de la passation la préparent, ou qui tient les rôles."))

"""Who decides what: a matter, the level that decides it, up to which amount; each change quotes its decision."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.roles.model import DecisionRule
from coop_desk.topics.roles.records import Level, MatterLine
from coop_desk.topics.roles.service.reading import roles_at

ORDER = tuple(Level)


def matters_at(act: Act) -> list[MatterLine]:
    """The rules in force, from the nearest to the person up to the assembly."""
    rows = list(act.session.scalars(select(DecisionRule).order_by(DecisionRule.id)))
    replaced = {row.replaces_id for row in rows}
    names = {role.id: role.name for role in roles_at(act, act.today)}
    found = [
        MatterLine(
            row.id, row.matter, Level(row.level), row.role_id, names.get(row.role_id or 0, ""), row.limit,
            row.conditions, row.decision, row.decided_on,
        )
        for row in rows
        if row.id not in replaced and not row.ended
    ]  # fmt: skip
    return sorted(found, key=lambda line: (fold(line.matter), ORDER.index(line.level), line.limit or 0))


@query(Right.ROLES_READ, N_("Consultation de qui décide quoi"))
def matters(act: Act) -> list[MatterLine]:
    """Who decides what today, by matter."""
    return matters_at(act)


@action(Right.ROLES_RECORD, N_("Enregistrement de qui décide une matière"))
def record_matter(
    act: Act, matter: str, level: Level, *, decision: str, decided_on: date, role_id: int | None = None,
    limit: int | None = None, conditions: str = "", replaces: int | None = None,
) -> int:  # fmt: skip
    """Write who decides a matter up to `limit` (cents), because of a decision (ROLE-08); return its id."""
    if not matter.strip():
        raise RuleBroken("ROLE-08", _("Dites de quelle matière il s’agit : un achat, un congé, une embauche…"))
    if not decision.strip():
        raise RuleBroken("ROLE-08", _("Citez la décision qui le fixe : l’assemblée ou la réunion, et sa date."))
    if (level is Level.ROLE) != (role_id is not None):
        raise RuleBroken("ROLE-08", _("Choisissez le rôle qui décide, et seulement quand un rôle décide."))
    if limit is not None and limit <= 0:
        raise RuleBroken("ROLE-08", _("La limite est un montant au-dessus de zéro, ou rien."))
    return _write(
        act, matter.strip(), level, role_id, limit, conditions.strip(), decision.strip(), decided_on, replaces
    )


@action(Right.ROLES_RECORD, N_("Fin d’une règle de décision"))
def end_matter(act: Act, rule_id: int, decision: str) -> None:
    """Write that a rule stands no more, because of a decision (ROLE-08)."""
    row = act.session.get_one(DecisionRule, rule_id)
    if not decision.strip():
        raise RuleBroken("ROLE-08", _("Citez la décision qui met fin à cette règle."))
    _write(act, row.matter, Level(row.level), row.role_id, row.limit, row.conditions, decision.strip(), act.today,
           rule_id, ended=True)  # fmt: skip


def _write(
    act: Act, matter: str, level: Level, role_id: int | None, limit: int | None, conditions: str, decision: str,
    decided_on: date, replaces: int | None, *, ended: bool = False,
) -> int:  # fmt: skip
    if decided_on > act.today:
        raise RuleBroken("ROLE-08", _("La décision est datée d’aujourd’hui au plus tard."))
    row = DecisionRule(
        matter=matter, level=level.value, role_id=role_id, limit=limit, conditions=conditions, decision=decision,
        decided_on=decided_on, ended=ended, replaces_id=replaces, recorded_by_id=act.actor_id,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    return row.id

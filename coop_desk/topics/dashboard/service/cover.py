"""What waits about cover and skills: long leaves of holders, levels to confirm, one's own trainings that are over."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, long_day
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.roles.cover.service import long_leaves_at
from coop_desk.topics.skills.service import trainings_of, waiting_levels


@query(Right.ROLES_RECORD, N_("Rôles à couvrir ou à replanifier"))
def cover_lines(act: Act) -> list[Todo]:
    """Recall each holder away for long whose role nobody has said how to cover; never why (E10)."""
    what, why = _("Couvrir ou replanifier « {role} »"), _("Absence de {name} du {first} au {last}.")
    return [
        Todo(
            f"cover:{one.role_id}:{one.person_id}:{one.first}", what.format(role=one.role),
            why.format(name=one.person, first=long_day(one.first), last=long_day(one.last)), one.first, "roles.cover",
            (one.role_id, one.person_id, one.first),
        )
        for one in long_leaves_at(act)
    ]  # fmt: skip


@query(Right.SKILLS_RECORD, N_("Niveaux de compétence à faire confirmer"))
def level_lines(act: Act) -> list[Todo]:
    """Count the levels that wait for somebody else to confirm them."""
    n = len(waiting_levels(act))
    if not n:
        return []
    what = ngettext("Faire confirmer {n} niveau de compétence", "Faire confirmer {n} niveaux de compétence", n)
    return [
        Todo("skills:waiting", what.format(n=integer(n)), _("Une autre personne le fait."), None, "skills.following")
    ]


@query(Right.SKILLS_DECLARE, N_("Ses formations arrivées à leur date"))
def own_training_lines(act: Act) -> list[Todo]:
    """Recall one's own trainings whose day came: the level is still to be declared and confirmed."""
    what = _("Déclarer le niveau atteint : {skill}")
    return [
        Todo(
            f"skills:training:{one.id}", what.format(skill=one.skill), _("La formation arrive à sa date."),
            one.reached_on, "skills", (one.person_id, one.skill_id),
        )
        for one in trainings_of(act)
        if one.over and one.person_id == act.actor_id
    ]  # fmt: skip

"""Who may hold what in a vote by urn, and what must be said before it opens."""

from collections.abc import Mapping

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.elections.records import Opening, Way
from coop_desk.topics.elections.urn.ballots import check_fits
from coop_desk.topics.elections.urn.records import Plan

FEW = 5
"""Voters under which a result may tell every vote."""
MOST_SHARES = 16


def check_plan(opening: Opening, plan: Plan, names: Mapping[int, str]) -> None:
    """Refuse what would not be a secret vote held by several people (cites URN-01, URN-02, URN-04, URN-14)."""
    if opening.way not in (Way.BOOTH, Way.BOTH):
        raise RuleBroken("URN-14", _("Ce scrutin ne se tient pas dans l’isoloir : changez sa façon de voter."))
    if opening.counted:
        raise RuleBroken("URN-06", _("Ce tour est déjà dépouillé : on n’ouvre plus d’urne."))
    check_fits(opening.ballot)
    people, needed = plan.scrutineers, plan.needed
    if len(set(people)) != len(people):
        raise RuleBroken("URN-01", _("Une même personne ne tient pas deux parts : choisissez un autre scrutateur."))
    if not 2 <= len(people) <= MOST_SHARES or not 2 <= needed <= len(people):
        raise RuleBroken(
            "URN-01",
            _(
                "Il faut au moins deux scrutateurs, et au moins deux parts ensemble pour ouvrir l’urne : deux sur "
                "trois est l’usage."
            ),
        )
    for person in people:
        if person in opening.people:
            raise RuleBroken(
                "URN-02",
                _("{name} se présente : un candidat n’est pas scrutateur. Choisissez quelqu’un d’autre.").format(
                    name=names[person]
                ),
            )
    if plan.mixer is None:
        return
    if plan.mixer in people:
        raise RuleBroken(
            "URN-01",
            _("{name} est scrutateur : le mélangeur ne tient aucune part.").format(name=names[plan.mixer]),
        )
    if plan.mixer in opening.people:
        raise RuleBroken(
            "URN-02", _("{name} se présente : un candidat n’est pas mélangeur.").format(name=names[plan.mixer])
        )


def warnings(opening: Opening, plan: Plan, organiser: int, names: Mapping[int, str]) -> tuple[str, ...]:
    """What is said on the screen and in the minutes before the urn opens."""
    said = []
    for person, held in _doubled(plan, organiser):
        said.append(_("{name} tient deux rôles : {roles}.").format(name=names[person], roles=listed(held)))
    spare = len(plan.scrutineers) - plan.needed
    if spare:
        said.append(
            _(
                "Il faut {k} parts sur {n} pour ouvrir l’urne. S’il en reste moins de {k}, le scrutin est perdu et "
                "doit être refait."
            ).format(k=plan.needed, n=len(plan.scrutineers))
        )
    else:
        said.append(
            _("Toutes les parts sont nécessaires : une seule perdue, et le scrutin est perdu ; il doit être refait.")
        )
    if len(opening.voters) < FEW:
        said.append(_("Moins de {n} votants : le résultat peut dire à lui seul le vote de chacun.").format(n=FEW))
    else:
        said.append(_("Un résultat unanime dit le vote de chacun."))
    return tuple(said)


def _doubled(plan: Plan, organiser: int) -> list[tuple[int, list[str]]]:
    roles: dict[int, list[str]] = {}
    roles.setdefault(organiser, []).append(_("organisation"))
    roles.setdefault(plan.officer, []).append(_("tenue de l’isoloir"))
    for person in plan.scrutineers:
        roles.setdefault(person, []).append(_("scrutateur"))
    if plan.mixer is not None:
        roles.setdefault(plan.mixer, []).append(_("mélangeur"))
    return [(person, held) for person, held in roles.items() if len(held) > 1]

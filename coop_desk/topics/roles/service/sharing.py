"""A post shared out into poles: no mission is lost, nobody holds all, the holders have their mandates."""

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.topics.mandates.records import Origin, PostLine
from coop_desk.topics.mandates.service import open_mandates, posts_at
from coop_desk.topics.roles.records import Shared, Sheet
from coop_desk.topics.roles.rules.sharing import check_sharing
from coop_desk.topics.roles.service.poles import new_pole
from coop_desk.topics.roles.service.reading import missions_at
from coop_desk.topics.roles.service.recording import new_role


@query(Right.ROLES_RECORD, N_("Consultation des postes à partager"))
def posts_to_share(act: Act) -> list[PostLine]:
    """The posts open today whose missions may be shared out."""
    return posts_at(act, act.today)


@action(Right.ROLES_RECORD, N_("Partage d’un poste"))
def share_post(act: Act, shared: Shared) -> list[int]:
    """Open the poles and roles that take over the missions of a post, with their first holders; return the roles.

    Every mission of the post that no role carries must find one. The post itself stays as it is: its mandate ends by
    its own verb. Raises RuleBroken ROLE-01 to ROLE-05.
    """
    if not shared.decision.strip():
        raise RuleBroken("ROLE-05", _("Citez la décision qui partage ce poste : la réunion et sa date."))
    open_ = missions_at(act, act.today)
    wanted = {line.id: line.name for line in open_ if line.orphan and line.post_id in (shared.post_id, None)}
    known = {line.id: line.name for line in open_}
    foreign = [one for pole in shared.poles for role in pole.roles for one in role.missions if one not in known]
    if foreign:
        raise RuleBroken("ROLE-01", _("Une mission placée n’existe plus : rouvrez la page."))
    check_sharing(wanted, shared.poles, {int(who): name for who, name in people_by_id(act.session).items()})
    opened = []
    for pole in shared.poles:
        pole_id = new_pole(act, pole.name, pole.purpose, 1, shared.adopted_on)
        for role in pole.roles:
            if not role.missions:
                words = _("« {role} » n’a pas de mission : donnez-lui-en une.")
                raise RuleBroken("ROLE-01", words.format(role=role.name))
            sheet = Sheet(
                purpose=pole.purpose or _("Porter les missions d’un poste qui a été partagé."),
                missions=role.missions,
                term_max=shared.term_months,
                term_min=min(Sheet().term_min, shared.term_months),
            )
            role_id = new_role(
                act, pole_id, role.name, sheet, shared.decision.strip(), None, shared.adopted_on, role.seats,
                role.title_code,
            )  # fmt: skip
            opened.append(role_id)
            if role.holders:
                _install(act, role_id, role.holders, shared)
    words = ngettext("Poste partagé en {n} pôle.", "Poste partagé en {n} pôles.", len(shared.poles))
    act.say(words.format(n=len(shared.poles)))
    return opened


def _install(act: Act, role_id: int, holders: tuple[int, ...], shared: Shared) -> None:
    from coop_desk.topics.roles.model import Role

    open_mandates(
        act, act.session.get_one(Role, role_id).post_id, holders, starts_on=shared.starts_on,
        because=shared.decision.strip(), origin=Origin.COOPTED, term_months=shared.term_months,
    )  # fmt: skip

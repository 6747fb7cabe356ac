"""What the person who asks said of the roles: wishes, refusals, candidacies, limits; each one that was said."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.roles.service import roles_at
from coop_desk.topics.roles.wishes.model import RoleLimit, RoleWish
from coop_desk.topics.roles.wishes.rules import said_words

HELD = {"role_wish.person_id", "role_limit.person_id"}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return each wish and each limit said, past ones too."""
    names = {role.id: role.name for role in roles_at(act, act.today)}
    wishes = select(RoleWish).where(RoleWish.person_id == act.actor_id).order_by(RoleWish.id)
    limits = select(RoleLimit).where(RoleLimit.person_id == act.actor_id).order_by(RoleLimit.id)
    return [
        Part(
            "wishes",
            _("Souhaits sur les rôles"),
            (Value("day", _("Date"), "day"), Value("role", _("Rôle")), Value("wish", _("Souhait")),
             Value("why", _("Pourquoi"))),
            tuple(
                (one.said_on, names.get(one.role_id, _("rôle fermé")),
                 said_words(one.wish, refuses=one.refuses, stands=one.stands), one.why)
                for one in act.session.scalars(wishes)
            ),
        ),
        Part(
            "limits",
            _("Limites de rôles"),
            (Value("since", _("À partir du"), "day"), Value("hours", _("Heures par mois"), "integer"),
             Value("roles", _("Rôles à la fois"), "integer")),
            tuple((one.starts_on, one.hours, one.max_roles) for one in act.session.scalars(limits)),
        ),
    ]  # fmt: skip

"""What the roles hold on the person who asks: skills, hand-overs, circles, plans, and cover in their long absences."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.own_data.service import circles, handovers, rotations, skills
from coop_desk.topics.roles.cover.model import CoverChoice
from coop_desk.topics.roles.cover.rules.choosing import CHOICE_WORDS, Choice
from coop_desk.topics.roles.service.naming import role_called

HELD = skills.HELD | handovers.HELD | circles.HELD | rotations.HELD | {"cover_choice.holder_id"}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return everything roles and skills hold on the person who asks, past ones too."""
    return [*skills.parts(act), *handovers.parts(act), *circles.parts(act), *rotations.parts(act), _cover(act)]


def _cover(act: Act) -> Part:
    mine = select(CoverChoice).where(CoverChoice.holder_id == act.actor_id).order_by(CoverChoice.id)
    return Part(
        "cover",
        _("Vos rôles pendant vos longues absences"),
        (
            Value("day", _("Date"), "day"),
            Value("role", _("Rôle")),
            Value("first", _("Du"), "day"),
            Value("last", _("Au"), "day"),
            Value("choice", _("Choix")),
            Value("decision", _("Décision")),
        ),
        tuple(
            (one.dated, role_called(act, one.role_id), one.first_day, one.last_day,
             _(CHOICE_WORDS[Choice(one.choice)]), one.decision)
            for one in act.session.scalars(mine)
        ),
    )  # fmt: skip

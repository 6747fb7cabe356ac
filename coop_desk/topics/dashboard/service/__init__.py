"""What waits in each topic, asked with the right of each: nobody sees here what they could not see there."""

from dataclasses import dataclass

from coop_desk.core.actions import Act, Action, query
from coop_desk.core.desk import Desk
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import euros, integer
from coop_desk.topics.dashboard import rules
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.dashboard.service.choices import choice_lines
from coop_desk.topics.dashboard.service.cover import cover_lines, level_lines, own_training_lines
from coop_desk.topics.dashboard.service.delegation import hand_over_lines
from coop_desk.topics.dashboard.service.handovers import handover_lines, own_handover_lines
from coop_desk.topics.dashboard.service.keeping import backup_lines, grant_lines, key_lines, recovery_lines
from coop_desk.topics.dashboard.service.leave import (
    account_lines,
    announcement_lines,
    leave_lines,
    letter_lines,
    own_leave_lines,
)
from coop_desk.topics.dashboard.service.meetings import (
    calling_lines,
    minutes_lines,
    overdue_lines,
    question_lines,
    session_lines,
)
from coop_desk.topics.dashboard.service.membership import application_lines, share_lines
from coop_desk.topics.dashboard.service.pay import (
    matricule_lines,
    pay_export_lines,
    pay_lines,
    surplus_lines,
    surplus_pay_lines,
)
from coop_desk.topics.dashboard.service.rotation import own_swap_lines, rotation_lines
from coop_desk.topics.dashboard.service.seats import seat_lines
from coop_desk.topics.dashboard.service.terms import election_lines, mandate_lines
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.shares.service import situation_at
from coop_desk.topics.statutes.service import known_identity


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of the co-operative today."""

    value: str
    caption: str


@query(Right.STATUTES_RECORD, N_("Mise en place qui reste à faire"))
def setup_lines(act: Act) -> list[Todo]:
    """Recall that the identity of the co-operative is still missing."""
    if known_identity(act, act.today) is not None:
        return []
    what = _("Enregistrer l’identité de la coopérative")
    return [Todo("setup", what, _("Nom, forme, siège : les documents en ont besoin."), None, "setup")]


SOURCES: tuple[Action[[], list[Todo]], ...] = (
    setup_lines,
    calling_lines,
    session_lines,
    question_lines,
    overdue_lines,
    minutes_lines,
    application_lines,
    share_lines,
    mandate_lines,
    seat_lines,
    choice_lines,
    own_handover_lines,
    handover_lines,
    rotation_lines,
    own_swap_lines,
    cover_lines,
    level_lines,
    own_training_lines,
    election_lines,
    surplus_lines,
    surplus_pay_lines,
    pay_lines,
    pay_export_lines,
    leave_lines,
    account_lines,
    announcement_lines,
    matricule_lines,
    letter_lines,
    own_leave_lines,
    hand_over_lines,
    backup_lines,
    recovery_lines,
    grant_lines,
    key_lines,
)


def todo(desk: Desk) -> list[Todo]:
    """Return what waits for the person at this desk, the most urgent first."""
    return rules.in_order(line for source in SOURCES if desk.allows(source) for line in source(desk))


@query(Right.MEMBERS_READ, N_("Nombre d’associés"))
def associates_figure(act: Act) -> KeyFigure:
    """Return how many associates there are today."""
    found = [one for one in situations_at(act, act.today) if one.category in ASSOCIATES]
    return KeyFigure(integer(len(found)), _("associés"))


@query(Right.SHARES_READ, N_("Capital d’aujourd’hui"))
def capital_figure(act: Act) -> KeyFigure:
    """Return the capital of today."""
    return KeyFigure(euros(situation_at(act, act.today).capital_cents), _("de capital"))


def key_figures(desk: Desk) -> list[KeyFigure]:
    """Return the figures this desk may read."""
    return [source(desk) for source in (associates_figure, capital_figure) if desk.allows(source)]


@query(Right.COOP_READ, N_("Ouverture de la page d’accueil"))
def home(act: Act) -> str:
    """Return the name of the co-operative; the lines are asked one right at a time."""
    identity = known_identity(act, act.today)
    return identity.name if identity else ""

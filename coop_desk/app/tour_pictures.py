"""The pictures of roles in the tour: a plan over the calendar, somebody's roles, and each of them printed."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from coop_desk.app.demo import Cast
from coop_desk.core.i18n import _
from coop_desk.topics.roles.pictures import service
from coop_desk.topics.roles.pictures.records import Rows

if TYPE_CHECKING:
    from coop_desk.app.tour import Stage

SECRETARY, HOLDER = "aminata.diallo", "colin.sauvage"
MONTHS = 24


def take_pictures(stage: "Stage", cast: Cast) -> None:
    """The calendar with the plan proposed last, then a line a person, then one person's roles."""
    desk = cast.desk(SECRETARY)
    space = stage.enter(desk)
    space.open_page("roles.calendar", next((plan.id for plan in service.plans_to_show(desk)), None))
    stage.take(_("Calendrier des mandats, avec un plan proposé"))
    page: Any = space.page("roles.calendar")
    page.rows.write(Rows.PEOPLE)
    stage.take(_("Calendrier des mandats, une ligne par personne"))
    space.open_page("roles.person", int(cast.people[HOLDER]))
    stage.take(_("Les rôles d’une personne"))


def documents(cast: Cast) -> Iterator[tuple[bytes, str]]:
    """Each picture as it is printed, the calendar on both sizes of paper."""
    desk, first = cast.desk(SECRETARY), date(cast.clock.today().year, 1, 1)
    yield service.calendar_pdf(desk, first, MONTHS), _("Calendrier des mandats")
    yield service.calendar_pdf(desk, first, MONTHS, Rows.PEOPLE, a3=True), _("Calendrier des mandats par personne, A3")
    yield service.person_pdf(desk, int(cast.people[HOLDER]), first, MONTHS), _("Les rôles d’une personne")
    yield service.whole_balance_pdf(desk), _("Équilibre des charges")
    yield service.readiness_pdf(desk), _("Qui est prêt")
    yield service.organisation_pdf(desk), _("Organisation")
    yield service.organisation_pdf(desk, a3=True), _("Organisation, A3")

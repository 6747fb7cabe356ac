"""The absences of the demo in the tour: asked, decided, recorded, shown to everybody, printed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from coop_desk.app.demo import Cast
from coop_desk.app.demo_leave import DELEGATE
from coop_desk.app.demo_requests import STOPPED
from coop_desk.core.i18n import _
from coop_desk.topics.leave.requests import service

if TYPE_CHECKING:
    from coop_desk.app.tour import Stage


def take_absences(stage: "Stage", cast: Cast) -> None:
    """A leave as it is typed, a request as it is decided, a stop that is over, and the year of everybody."""
    today = cast.clock.today()
    desk = cast.desk(DELEGATE)
    waiting = service.requests_to_decide(desk)
    space = stage.enter(cast.desk("hugo.martel"))
    space.open_page("leave.own")
    asking: Any = space.page("leave.own")
    asking.begin_request()
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=10)
    asking.form.set_values({"first": monday, "last": monday + timedelta(days=4)})
    asking.form.look()
    stage.take(_("Mes congés : une demande avant son envoi"))
    space = stage.enter(desk)
    space.open_page("leave.deciding", waiting[0].id if waiting else None)
    stage.take(_("Demandes à décider : le coût, le solde, les absents"))
    space.open_page("leave.recording", cast.people[STOPPED])
    recording: Any = space.page("leave.recording")
    found = recording.list.shown_records()
    recording.list.choose(found[0].id if found else None)
    stage.take(_("Saisir une absence : un arrêt et son retour"))
    space.open_page("leave.calendar", date(today.year, 8, 1))
    calendar: Any = space.page("leave.calendar")
    calendar.turn()
    stage.take(_("Calendrier des absences : une année"))


def documents(cast: Cast) -> Iterator[tuple[bytes, str]]:
    """The calendar of a month and of a year, and the statements to sign."""
    desk, today = cast.desk(DELEGATE), cast.clock.today()
    yield service.calendar_pdf(desk, date(today.year, 8, 1), whole_year=False), _("Calendrier d’absences d’un mois")
    yield service.calendar_pdf(desk, today, whole_year=True), _("Calendrier d’absences d’une année")
    last_month = today.replace(day=1) - timedelta(days=1)
    yield service.statements_pdf(desk, last_month, (cast.people[STOPPED],)), _("Relevé mensuel de congés à signer")

"""The demo's mandates: the manager's, taken over from before the program, and that of a second manager elected."""

from datetime import date, timedelta

from coop_desk.app.demo import FOUNDER, Cast
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.records import Contract, Paper, PostLine

SECOND = "erwan.le-goff"


def take_over(cast: Cast, first: date) -> None:
    """Write down the mandate that Solène Marchand holds since the assembly of the year before."""
    desk = cast.desk(FOUNDER)
    service.lay_posts(desk)
    since = date(first.year - 1, 6, 9)
    service.take_over(
        desk, _management(cast).id, cast.people[FOUNDER], starts_on=since, called=_("gérante"), accepted_on=since,
        because=_("Assemblée générale ordinaire du {day}, résolution n° 4").format(day=long_day(since)),
    )  # fmt: skip


def elect_second(cast: Cast, day: date, meeting: int) -> None:
    """Open the mandate of the second manager, elected that day; papers come, the appointment is published."""
    cast.on(day + timedelta(days=1))
    desk, post = cast.desk(FOUNDER), _management(cast)
    service.change_post(
        desk, post.id, name=post.name, seats=2, term_months=post.term_months, title_code=post.title_code, paid=True
    )
    elects = next(one for one in assemblies.meeting(desk, meeting).resolutions if "cogérant" in one.title)
    mandate = service.take_over(
        desk, post.id, cast.people[SECOND], starts_on=day, because="", resolution_id=elects.id, called=_("gérant")
    )
    service.receive_papers(desk, mandate, list(Paper), cast.clock.today(), _("gérant"))
    how = _("responsable de l’atelier métal, sous l’autorité de la gérante")
    service.state_contract(desk, mandate, Contract.ACTIVE, cast.clock.today(), how)
    cast.on(day + timedelta(days=20))
    service.mark_registered(cast.desk(FOUNDER), mandate, cast.clock.today())


def _management(cast: Cast) -> PostLine:
    return service.posts(cast.desk(FOUNDER))[0]

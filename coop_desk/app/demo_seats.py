"""The demo's seats: a relay who stops early, the interim that follows, a wish and limits that two people said."""

from datetime import date, timedelta

from coop_desk.app.demo import Cast, working_day
from coop_desk.app.demo_roles import SECRETARY
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.rules.terms import last_day
from coop_desk.topics.roles.seats import service
from coop_desk.topics.roles.wishes.service import own_wishes, say_wish, set_limits

STOPS, COVERS, WISHES, BUSY = "nils.ferrand", "katell.salaun", "chiara.rossi", "hugo.martel"


def tell(cast: Cast, day: date) -> None:
    """Nils Ferrand leaves his seat of relay at the end of a month; Katell Salaün covers it for three months."""
    cast.on(day)
    desk = cast.desk(SECRETARY)
    line = next(one for one in service.mandates_of_roles(desk) if one.person_id == cast.people[STOPS])
    last = date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)
    because = _("lettre du {day}").format(day=long_day(day))
    service.leave_early(desk, (line.id,), last, _("Reprise d’études à temps partiel"), because)
    service.record_interim(
        desk, line.role_id, line.seat, cast.people[COVERS], last + timedelta(days=1),
        last_day(last + timedelta(days=1), 3), _("Le temps de coopter la suite"),
    )  # fmt: skip
    cast.on(working_day(day + timedelta(days=1)))
    pay = next(one for one in own_wishes(cast.desk(WISHES)) if "paie" in one.role)
    say_wish(cast.desk(WISHES), pay.role_id, 2)
    set_limits(cast.desk(BUSY), 20, 1, cast.clock.today())

"""What a leave would cost, explained day by day, before anybody asks for it."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.rules.holidays import ZONE_WORDS
from coop_desk.topics.employment.rules.schedules import Works, clock_words, weekdays_words
from coop_desk.topics.employment.service import schedule_at, works_of
from coop_desk.topics.leave.records import Counted
from coop_desk.topics.leave.rules.counting import Part, count_leave
from coop_desk.topics.leave.rules.settings import Span, weekly
from coop_desk.topics.leave.service.settings import settings_at


@query(Right.LEAVE_READ, N_("Décompte d’un congé, jour par jour"))
def count_days(
    act: Act, first: date, last: date, person: str = "", starts: Part = Part.WHOLE, ends: Part = Part.WHOLE
) -> Counted:
    """Count from a day to another for somebody, by name; without name, for whoever works the opening days.

    The schedule, the site and the settings are those of the first day (LEAVE-50 to 54).
    """
    span = Span(first, last)
    who = _person(act, person) if person else None
    settings = settings_at(act, first, who)
    works: Works = works_of(act, who) if who is not None else weekly(settings.open_days)
    schedule = schedule_at(act, who, first) if who is not None else None
    if who is not None and schedule is None:
        raise RuleBroken("EMPLOY-01", _("Aucun contrat de travail ne court à cette date : rien à décompter."))
    told = _("les jours d’ouverture")
    if schedule is not None:
        told = f"{weekdays_words(schedule)}, {clock_words(schedule.weekly)}"
    name = people_by_id(act.session)[who] if who is not None else _("Toute personne")
    count = count_leave(span, works, settings, starts, ends)
    return Counted(name, first, last, told, _(ZONE_WORDS[settings.site.zone]), count)


def _person(act: Act, asked: str) -> PersonId:
    """The one person covered whose name holds every word."""
    words = fold(asked).split()
    names = people_by_id(act.session)
    found = [who for who, name in names.items() if act.covers(who) and all(word in fold(name) for word in words)]
    exact = [who for who in found if fold(names[who]) == fold(asked.strip())]
    if len(exact or found) != 1:
        if not found:
            raise Refused(_("Personne de ce nom, ou vos titres ne vous l’ouvrent pas."))
        raise RuleBroken("LEAVE-98", _("Plusieurs personnes portent ce nom : écrivez-le en entier."))
    return (exact or found)[0]

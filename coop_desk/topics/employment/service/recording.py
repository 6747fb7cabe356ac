"""Schedules, numbers in the payroll tool and sites of people: each a dated line, refused when it cannot be so."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.employment.model import PayNumber, PersonSite, WorkSchedule, WorkSite
from coop_desk.topics.employment.rules.matricules import Numbered, check_free, check_number
from coop_desk.topics.employment.rules.schedules import (
    Schedule,
    check_in_contract,
    check_weeks,
    clock_words,
    weekdays_words,
)
from coop_desk.topics.employment.service.reading import all_numbers, contracts_of


@action(Right.EMPLOYMENT_RECORD, N_("Enregistrement d’un horaire de travail"))
def record_schedule(act: Act, person_id: PersonId, starts_on: date, weeks: Sequence[Sequence[int]]) -> None:
    """Record the weeks somebody works from a day on: minutes from Monday to Sunday (EMPLOY-01, EMPLOY-02)."""
    found = check_weeks(weeks)
    check_in_contract(contracts_of(act, person_id), starts_on)
    act.session.add(WorkSchedule(person_id=person_id, starts_on=starts_on, weeks=[list(week) for week in found]))
    schedule = Schedule(starts_on, found)
    words = _("{name} : {days}, {hours} par semaine, à partir du {day}.")
    act.say(
        words.format(
            name=people_by_id(act.session)[person_id],
            days=weekdays_words(schedule),
            hours=clock_words(schedule.weekly),
            day=long_day(starts_on),
        )
    )


@action(Right.EMPLOYMENT_RECORD, N_("Enregistrement d’un matricule de paie"))
def record_matricule(act: Act, person_id: PersonId, starts_on: date, number: str) -> None:
    """Record the number of somebody in the payroll tool from a day on; empty: none any more (EMPLOY-01, EMPLOY-03)."""
    written = check_number(number)
    if written:
        check_in_contract(contracts_of(act, person_id), starts_on)
    lines, names = all_numbers(act), people_by_id(act.session)
    later = [one.starts_on for one in lines.get(person_id, ()) if one.starts_on > starts_on]
    others = {names[who]: line for who, line in lines.items() if who != person_id}
    check_free(Numbered(starts_on, written), min(later, default=None), others)
    act.session.add(PayNumber(person_id=person_id, starts_on=starts_on, number=written))
    words = _("Matricule de {name} : {number}, à partir du {day}.")
    act.say(words.format(name=names[person_id], number=written or _("aucun"), day=long_day(starts_on)))


@action(Right.EMPLOYMENT_RECORD, N_("Affectation à un site de travail"))
def record_site_of(act: Act, person_id: PersonId, starts_on: date, site_id: int) -> None:
    """Record where somebody works from a day on (EMPLOY-01, EMPLOY-04)."""
    check_in_contract(contracts_of(act, person_id), starts_on)
    site = act.session.scalar(select(WorkSite).where(WorkSite.id == site_id))
    if site is None or (site.closed_on is not None and site.closed_on < starts_on):
        raise RuleBroken("EMPLOY-04", _("Ce site n’est pas ouvert à cette date : choisissez-en un autre."))
    act.session.add(PersonSite(person_id=person_id, site_id=site_id, starts_on=starts_on))
    words = _("{name} travaille à {site} à partir du {day}.")
    act.say(words.format(name=people_by_id(act.session)[person_id], site=site.name, day=long_day(starts_on)))

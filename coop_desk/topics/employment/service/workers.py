"""The people under contract as the page lists them, with what is missing or wrong, and the card of one."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_until_changed
from coop_desk.core.errors import Refused
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.model import WorkSite
from coop_desk.topics.employment.records import WorkerCard, WorkerLine
from coop_desk.topics.employment.rules.matricules import number_on
from coop_desk.topics.employment.rules.schedules import contract_on, overlap, schedule_on, weekdays_words
from coop_desk.topics.employment.service.reading import all_contracts, all_numbers, all_schedules
from coop_desk.topics.employment.service.sites import site_id_of, sites_of_people
from coop_desk.topics.members.service import tree_at


@query(Right.EMPLOYMENT_READ, N_("Consultation des contrats et horaires"))
def workers(act: Act, day: date | None = None) -> list[WorkerLine]:
    """Everybody covered who has or had a contract, as they are on a day, by name; those under contract first."""
    on = day or act.today
    found = [_line(act, who, on) for who in all_contracts(act)]
    return sorted(found, key=lambda line: (not line.running, fold(line.name)))


@query(Right.EMPLOYMENT_READ, N_("Consultation du contrat et de l’horaire d’une personne"))
def worker(act: Act, person_id: PersonId, day: date | None = None) -> WorkerCard:
    """Everything dated about the work of one person."""
    if not act.covers(person_id):
        raise Refused(_("Votre titre ne vous ouvre que votre propre fiche."))
    names = _site_names(act)
    return WorkerCard(
        _line(act, person_id, day or act.today),
        all_contracts(act).get(person_id, ()),
        all_schedules(act).get(person_id, ()),
        all_numbers(act).get(person_id, ()),
        tuple((starts_on, names[site_id]) for starts_on, site_id in sites_of_people(act).get(person_id, ())),
    )


def _line(act: Act, who: PersonId, on: date) -> WorkerLine:
    contracts = all_contracts(act).get(who, ())
    contract = contract_on(contracts, on)
    recorded = all_schedules(act).get(who, ())
    schedule = schedule_on(recorded, contracts, on)
    site_id = site_id_of(act, who, on)
    number = number_on(all_numbers(act).get(who, ()), on)
    faults = []
    if contract is not None and not number:
        faults.append(_("sans matricule"))
    if overlap(contracts) is not None:
        faults.append(_("deux contrats en même temps"))
    return WorkerLine(
        person_id=who,
        name=people_by_id(act.session)[who],
        team=_teams(act, on).get(who, ""),
        matricule=number,
        site=_site_names(act).get(site_id or 0, ""),
        since=contract.started_on if contract is not None else None,
        until=contract.ended_on
        if contract is not None
        else max((c.ended_on for c in contracts if c.ended_on), default=None),
        weekly=schedule.weekly if schedule is not None else 0,
        days=weekdays_words(schedule) if schedule is not None else "",
        running=contract is not None,
        usual=schedule is not None and schedule not in recorded,
        faults=tuple(faults),
    )


@read_until_changed
def _site_names(act: Act) -> dict[int, str]:
    return {row.id: row.name for row in act.session.scalars(select(WorkSite))}


@read_until_changed
def _teams(act: Act, on: date) -> dict[PersonId, str]:
    """The team of each person on a day: the smallest one."""
    found: dict[PersonId, str] = {}
    for pole in tree_at(act, on):
        found |= {one.person_id: pole.name for one in pole.people}
        for team in pole.teams:
            found |= {one.person_id: team.name for one in team.people}
    return found

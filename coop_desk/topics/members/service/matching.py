"""Who a line of a file speaks of: found by number, else by name and birth date."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.words import fold
from coop_desk.topics.members.columns import (
    ImportedPerson,
    day_or_nothing,
    percent,
)
from coop_desk.topics.members.model import (
    Employment,
    Member,
    MemberDetails,
)
from coop_desk.topics.members.records import MemberRow
from coop_desk.topics.members.rules.categories import (
    CATEGORY_WORDS,
)
from coop_desk.topics.members.rules.status import Entry
from coop_desk.topics.members.service.reading import histories, member_rows


@dataclass(slots=True)
class Known:
    """Somebody already known, with all that a line may be compared with."""

    person: Person
    member: Member | None = None
    details: MemberDetails | None = None
    job: Employment | None = None
    row: MemberRow | None = None
    entries: list[Entry] = field(default_factory=list)


class KnownPeople:
    """Everyone known, found by number or by name while lines are read."""

    def __init__(self, act: Act) -> None:
        people = {PersonId(person.id): Known(person) for person in act.session.scalars(select(Person))}
        for member in act.session.scalars(select(Member)):
            people[member.person_id].member = member
        for details in act.session.scalars(select(MemberDetails)):
            people[details.person_id].details = details
        for job in act.session.scalars(select(Employment).order_by(Employment.started_on)):
            people[job.person_id].job = job
        for row in member_rows(act, act.today):
            people[row.person_id].row = row
        for person_id, entries in histories(act).items():
            people[person_id].entries = entries
        self.by_number = {one.member.number: one for one in people.values() if one.member and one.member.number}
        self.by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in people.values():
            self.by_name[_key(one.person.family_name, one.person.given_name)].append(one)
        self.taken: set[int] = set()
        self.new: set[tuple[str, str, date | None]] = set()

    def find(self, said: ImportedPerson) -> Known | None:
        """Return the person a line speaks of, None when new; RuleBroken when it could be two people."""
        found = self.by_number.get(said.number) if said.number else None
        if found is None:
            found = self._by_name(said)
        elif not _same_person(found, said):
            message = _("Le numéro {number} est celui de {name} : corrigez le numéro ou le nom.")
            raise RuleBroken("REGISTER-NUMBER", message.format(number=said.number, name=found.person.name))
        new = (*_key(said.family_name, said.given_name), said.birth_date)
        if found.person.id in self.taken if found is not None else not said.number and new in self.new:
            message = _("{name} figure déjà plus haut dans le fichier : gardez une seule ligne.")
            raise RuleBroken("IMPORT-LINE", message.format(name=said.name))
        if found is not None:
            self.taken.add(found.person.id)
        else:
            self.new.add(new)
        return found

    def _by_name(self, said: ImportedPerson) -> Known | None:
        alike = self.by_name.get(_key(said.family_name, said.given_name), ())
        fitting = [one for one in alike if not _born_apart(one, said)]
        numbered = [one for one in fitting if one.member and one.member.number]
        if said.number and numbered:
            sure = [one for one in numbered if one.details and one.details.birth_date and said.birth_date]
            if sure:
                message = _("{name} a déjà le numéro {number} dans le registre.")
                number = sure[0].member.number if sure[0].member else ""
                raise RuleBroken("REGISTER-NUMBER", message.format(name=said.name, number=number))
            fitting = [one for one in fitting if one not in numbered]
        if len(fitting) > 1:
            message = _("Plusieurs personnes s’appellent {name} : indiquez le numéro ou la date de naissance.")
            raise RuleBroken("IMPORT-LINE", message.format(name=said.name))
        return fitting[0] if fitting else None


def _key(family_name: str, given_name: str) -> tuple[str, str]:
    return fold(family_name), fold(given_name)


def _born_apart(one: Known, said: ImportedPerson) -> bool:
    born = one.details.birth_date if one.details else None
    return born is not None and said.birth_date is not None and born != said.birth_date


def _same_person(one: Known, said: ImportedPerson) -> bool:
    person = one.person
    if _key(person.family_name, person.given_name) == _key(said.family_name, said.given_name):
        return True
    one_name = fold(person.family_name) == fold(said.family_name) or fold(person.given_name) == fold(said.given_name)
    return one_name and not _born_apart(one, said)


def recorded(one: Known, row: MemberRow) -> dict[str, str]:
    """Return what the register says of somebody, column by column, as a line of a file would."""
    details = one.details or MemberDetails()
    return {
        "number": row.number,
        "family_name": row.family_name,
        "given_name": row.given_name,
        "title": details.title or "",
        "birth_date": day_or_nothing(details.birth_date),
        "address": details.address or "",
        "post_code": details.post_code or "",
        "city": details.city or "",
        "country": details.country or "",
        "email": details.email or "",
        "phone": details.phone or "",
        "category": _(CATEGORY_WORDS[row.category]),
        "entered_on": day_or_nothing(row.entered_on),
        "admitted_on": day_or_nothing(row.admitted_on),
        "left_on": day_or_nothing(row.left_on),
        "working_time": percent(one.job.working_time) if one.job else "",
        "notes": details.notes or "",
    }

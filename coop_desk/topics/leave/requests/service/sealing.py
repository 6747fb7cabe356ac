"""Why somebody is absent: sealed with each year it stands in, read by the person and by who holds the key.

A decision sealed by the person it is about is never believed: nobody decides for oneself, not even in the file.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import READ, WRITE, words_of
from coop_desk.core.compartments.sealed import Entry
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import listed
from coop_desk.topics.leave.requests.rules import keeping
from coop_desk.topics.leave.requests.rules.keeping import Form, Sealed
from coop_desk.topics.leave.requests.rules.lines import years_of

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Told:
    """One sealed statement as a whole: what it says, by whom, and when."""

    said: Sealed
    by: PersonId
    at: datetime


def compartment(year: int) -> str:
    """Where the reasons of a year are sealed."""
    return f"absence/{year}"


def years_around(first: date, last: date) -> range:
    """The years the statements about an absence may be sealed in."""
    return range(first.year, (last + A_WEEK).year + 1)


def check_kept(act: Act, years: Iterable[int]) -> None:
    """Refuse to send while nobody holds the key of a year: say it, and what to do (ABSENCE-30)."""
    for year in years:
        if not act.sealed.in_use(compartment(year)):
            words = _(
                "Personne ne tient encore « {what} » : votre motif ne peut pas être gardé en secret. Demandez à la "
                "gérance de confier ces clés dans « Clés confiées » ; gardez la demande en brouillon d’ici là."
            )
            raise RuleBroken("ABSENCE-30", words.format(what=words_of(compartment(year))))


def seal(act: Act, person_id: PersonId, said: Sealed, years: Sequence[int] = ()) -> None:
    """Seal a statement with each of its years: written by who holds the key, else dropped by the person."""
    for year in sorted({*years_of(said.lines), *years}):
        part = keeping.payload_of(keeping.of_year(said, year))
        if act.sealed.opens(compartment(year), WRITE) or person_id != act.actor_id:
            act.sealed.put(compartment(year), person_id, part)
        else:
            act.sealed.drop(compartment(year), part)


def take_in(act: Act, years: Iterable[int]) -> None:
    """Make records of what people dropped, where this session writes."""
    for year in years:
        if act.sealed.opens(compartment(year), WRITE):
            act.sealed.take_in(compartment(year))


def opens(act: Act, years: Iterable[int], right: str = READ) -> bool:
    """Whether this session reads, or writes, the reasons of these years."""
    return all(act.sealed.opens(compartment(year), right) for year in years if act.sealed.in_use(compartment(year)))


def statements(act: Act, person_id: PersonId, years: Iterable[int]) -> dict[int, list[Told]]:
    """What is sealed about the absences of a person in some years, by absence, oldest first.

    One's own are read with one's own keys; others' with the key of the year, none where it is not held.
    """
    entries: list[tuple[int, Entry]] = []
    for year in years:
        entries += [(year, entry) for entry in _entries(act, person_id, compartment(year))]
    return gathered(entries)


def gathered(entries: Iterable[tuple[int, Entry]]) -> dict[int, list[Told]]:
    """Statements by absence, the parts of several years together, oldest first."""
    parts: dict[tuple[int, str, int, str], list[tuple[Sealed, Entry]]] = defaultdict(list)
    for _year, entry in entries:
        said = keeping.said_in(entry.payload)
        if said is None or (said.form is Form.DECIDED and entry.by == entry.person_id):
            continue
        parts[said.absence_id, said.form.value, said.revision, entry.at].append((said, entry))
    found: dict[int, list[Told]] = defaultdict(list)
    for (absence_id, _form, _revision, _at), held in parts.items():
        whole = keeping.joined(said for said, _entry in held)
        if whole is not None:
            found[absence_id].append(Told(whole, held[0][1].by, datetime.fromisoformat(held[0][1].at)))
    for told in found.values():
        told.sort(key=lambda one: (one.said.revision, one.at))
    return found


def newest(told: Sequence[Told]) -> Sealed | None:
    """What holds now: the last decision that books days, else the last that was asked."""
    decided = [one.said for one in told if one.said.form is Form.DECIDED]
    return decided[-1] if decided else told[-1].said if told else None


def hindrance(act: Act, person_id: PersonId, first: date, last: date) -> str:
    """Why this session does not read a reason, and what to do."""
    for year in years_around(first, last):
        where = compartment(year)
        if not act.sealed.in_use(where):
            continue
        if person_id == act.actor_id and act.sealed.awaits_keys(where):
            names = listed(act.sealed.keepers(where)) or _("une personne qui en tient les clés")
            return _("Le motif se lira quand {names} aura ouvert sa session : vos clés sont à remettre.").format(
                names=names
            )
        if person_id != act.actor_id and not act.sealed.opens(where):
            words = _("Vous ne tenez pas les clés « {what} » : demandez-les à la gérance dans « Clés confiées ».")
            return words.format(what=words_of(where))
    return _("Le motif est déposé et attend d’être relevé : « Relever les demandes ».")


def _entries(act: Act, person_id: PersonId, where: str) -> list[Entry]:
    if not act.sealed.in_use(where):
        return []
    mine = person_id == act.actor_id and act.keys is not None
    if act.sealed.opens(where):
        found = act.sealed.read(where, person_id)
    else:
        found = act.sealed.own(where) if mine else []
    return [*found, *act.sealed.own_drops(where)] if mine else found

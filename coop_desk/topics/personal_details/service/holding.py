"""The details of everybody, for whoever may open them and was handed the key."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import EXPORT, READ
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.members.rules.categories import CATEGORY_WORDS
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.personal_details.records import (
    BankDetails,
    Compartment,
    Details,
    IdentityDetails,
    People,
    PersonLine,
    Standing,
    State,
    Version,
)
from coop_desk.topics.personal_details.rules.keeping import WITHDRAWN, details_in
from coop_desk.topics.personal_details.rules.typing import compact
from coop_desk.topics.personal_details.service.versions import versions, write

SHORTEST = 3


@query(Right.BANK_READ, Right.IDENTITY_READ, words=N_("Consultation de qui a donné ses coordonnées confidentielles"))
def people_details(act: Act) -> People:
    """Return everybody with what is known of their details; nothing is opened for the eye, so nobody is told."""
    named = [one for one in Compartment if act.sealed.may(one, READ)]
    open_ = tuple(one for one in named if act.sealed.opens(one))
    closed = tuple(_why_closed(act, one) for one in named if one not in open_)
    known = {one: standings(act, one) for one in open_}
    situations = {one.person_id: _(CATEGORY_WORDS[one.category]) for one in situations_at(act, act.today)}
    lines = [
        PersonLine(
            person_id,
            name,
            situations.get(person_id, ""),
            known[Compartment.BANK].get(person_id, _MISSING) if Compartment.BANK in known else None,
            known[Compartment.IDENTITY].get(person_id, _MISSING) if Compartment.IDENTITY in known else None,
        )
        for person_id, name in people_by_id(act.session).items()
    ]
    return People(tuple(sorted(lines, key=lambda line: fold(line.name))), open_, closed)


_MISSING = Standing(State.MISSING)


def standings(act: Act, compartment: Compartment) -> dict[PersonId, Standing]:
    """Return the state of those who gave something, without handing out what they gave."""
    newest = {one.person_id: one for one in act.sealed.held(compartment)}
    withdrawn = set(act.sealed.same(compartment, *WITHDRAWN))
    by_mark: dict[bytes, set[PersonId]] = defaultdict(set)
    for one in newest.values():
        if one.equal is not None and one.id not in withdrawn:
            by_mark[one.equal].add(one.person_id)
    names = people_by_id(act.session)
    found = {}
    for who, one in newest.items():
        others = by_mark[one.equal] - {who} if one.equal is not None else set()
        same = tuple(sorted((names[other] for other in others), key=fold))
        state = State.WITHDRAWN if one.id in withdrawn else State.SAME if same else State.GIVEN
        found[who] = Standing(state, datetime.fromisoformat(one.at), same)
    return found | {who: Standing(State.WAITING) for who in act.sealed.droppers(compartment)}


def _why_closed(act: Act, compartment: Compartment) -> str:
    """The refusal that opening it would meet, said before it is tried."""
    try:
        act.sealed.held(compartment)
    except (Refused, RuleBroken) as refusal:
        return str(refusal)
    return ""


@query(Right.BANK_READ, N_("Consultation de coordonnées bancaires"))
def bank_of(act: Act, person_id: PersonId) -> tuple[Version, ...]:
    """Open the bank details of one person, every version, newest first; the person can read that it was done."""
    return versions(act, Compartment.BANK, act.sealed.read(Compartment.BANK, person_id))


@query(Right.IDENTITY_READ, N_("Consultation d’un numéro de sécurité sociale"))
def identity_of(act: Act, person_id: PersonId) -> tuple[Version, ...]:
    """Open the number of one person, every version, newest first; the person can read that it was done."""
    return versions(act, Compartment.IDENTITY, act.sealed.read(Compartment.IDENTITY, person_id))


@action(Right.BANK_RECORD, N_("Enregistrement de coordonnées bancaires"))
def record_bank(act: Act, person_id: PersonId, details: BankDetails) -> None:
    """Seal a new version of somebody's bank details."""
    write(act, person_id, details)


@action(Right.IDENTITY_RECORD, N_("Enregistrement d’un numéro de sécurité sociale"))
def record_identity(act: Act, person_id: PersonId, details: IdentityDetails) -> None:
    """Seal a new version of somebody's number."""
    write(act, person_id, details)


@action(Right.BANK_RECORD, N_("Relevé des coordonnées bancaires déposées"))
def take_in_bank(act: Act) -> int:
    """Make records of the bank details people dropped, without waiting for the next session."""
    return _take_in(act, Compartment.BANK)


@action(Right.IDENTITY_RECORD, N_("Relevé des numéros de sécurité sociale déposés"))
def take_in_identity(act: Act) -> int:
    """Make records of the numbers people dropped, without waiting for the next session."""
    return _take_in(act, Compartment.IDENTITY)


def _take_in(act: Act, compartment: Compartment) -> int:
    moved = act.sealed.take_in(compartment)
    act.say(ngettext("{n} dépôt relevé.", "{n} dépôts relevés.", moved).format(n=moved))
    return moved


@query(Right.BANK_READ, Right.IDENTITY_READ, words=N_("Recherche dans les coordonnées confidentielles"))
def find_people(act: Act, text: str) -> list[PersonId]:
    """Return who has given something that holds these words or figures: all is opened, searched here, and noted."""
    wanted, figures = fold(text.strip()), compact(text)
    if len(figures) < SHORTEST:
        raise RuleBroken("DETAILS-01", _("Tapez au moins {n} caractères à chercher.").format(n=SHORTEST))
    found = set()
    for compartment in Compartment:
        if act.sealed.opens(compartment):
            for person_id, details in _current(act, compartment).items():
                if _holds(details, wanted, figures):
                    found.add(person_id)
    return sorted(found)


def _holds(details: Details, wanted: str, figures: str) -> bool:
    if isinstance(details, BankDetails):
        return wanted in fold(details.account_holder) or figures in details.iban or figures in details.bic
    return wanted in fold(details.birth_place) or figures in details.nir


def _current(act: Act, compartment: Compartment) -> dict[PersonId, Details]:
    newest = {entry.person_id: entry for entry in act.sealed.read(compartment)}
    read = {who: details_in(compartment, entry.payload) for who, entry in newest.items()}
    return {who: details for who, details in read.items() if details is not None}


def exported_bank(act: Act, people: Iterable[PersonId]) -> dict[PersonId, BankDetails]:
    """Open the bank details in force of these people, for a paper that pays them; each can read that it was done."""
    found = {}
    for who in people:
        entries = act.sealed.read(Compartment.BANK, who, right=EXPORT)
        details = details_in(Compartment.BANK, entries[-1].payload) if entries else None
        if isinstance(details, BankDetails):
            found[who] = details
    return found

"""The roles of one person over some months, and what comes for them."""

from dataclasses import replace
from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_day
from coop_desk.topics.employment.service import employed_at
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.roles.handover.service.waiting import own_waiting
from coop_desk.topics.roles.pictures.records import Ahead, Person, PersonRoles, Term, TermKind
from coop_desk.topics.roles.pictures.rules import months_of
from coop_desk.topics.roles.pictures.service.reading import calendar_of
from coop_desk.topics.roles.seats.service.reading import role_mandates
from coop_desk.topics.roles.wishes.service.reading import limits_of


def roles_of(
    act: Act, person_id: int, first: date, months: int, *, plan_id: int | None = None, told: bool = False
) -> PersonRoles:
    """One person's terms, hours and what comes; hours accepted and lines to tick only to whom they concern."""
    whole = calendar_of(act, first, months, plan_id=plan_id)
    terms = tuple(term for term in whole.terms if term.person_id == person_id)
    mine = person_id == act.actor_id
    capacity = limits_of(act, person_id, act.today).hours if mine or told else None
    return PersonRoles(
        person_id,
        people_by_id(act.session)[PersonId(person_id)],
        replace(whole, terms=terms, troubles=()),
        months_of(whole.seats, terms, whole.first, months),
        capacity,
        _ahead(act, terms, person_id),
    )


def _ahead(act: Act, terms: tuple[Term, ...], person_id: int) -> tuple[Ahead, ...]:
    found = [one for term in terms if term.mandate_id is not None for one in _of_term(term, act.today)]
    if person_id == act.actor_id:
        for one in own_waiting(act):
            due = one.due or act.today
            found.append(Ahead(one.key, due, one.what, one.why, one.page, one.record_id))
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


def _of_term(term: Term, today: date) -> list[Ahead]:
    days = _("Du {first} au {last}.").format(first=long_day(term.starts_on), last=long_day(term.ends_on))
    steps = (
        ("shadow", term.shadow_from, _("Le tuilage commence : {role}")),
        ("start", term.starts_on, _("Le mandat commence : {role}")),
        ("end", term.ends_on, _("Le mandat finit : {role}")),
    )
    return [
        Ahead(f"{name}:{term.mandate_id}", on, words.format(role=term.role), days, "mandates", term.mandate_id or 0)
        for name, on, words in steps
        if on is not None and on >= today and term.kind is not TermKind.PAST
    ]


@query(Right.ROLES_READ, N_("Consultation des rôles d’une personne"))
def person_roles(act: Act, person_id: int, first: date, months: int, *, plan_id: int | None = None) -> PersonRoles:
    """The terms of somebody over some months, and the hours of the roles they hold."""
    return roles_of(act, person_id, first, months, plan_id=plan_id)


@query(Right.ROTATION_PREPARE, N_("Consultation des rôles d’une personne et des heures qu’elle accepte"))
def whole_person_roles(
    act: Act, person_id: int, first: date, months: int, *, plan_id: int | None = None
) -> PersonRoles:
    """The same, with the hours the person accepts."""
    return roles_of(act, person_id, first, months, plan_id=plan_id, told=True)


@query(Right.ROLES_READ, N_("Consultation de ses propres rôles"))
def own_roles(act: Act, first: date, months: int, *, plan_id: int | None = None) -> PersonRoles:
    """One's own terms over some months, hours, and what waits."""
    return roles_of(act, int(act.actor_id), first, months, plan_id=plan_id)


@query(Right.ROLES_READ, N_("Choix d’une personne dont voir les rôles"))
def people_to_show(act: Act) -> tuple[Person, ...]:
    """Whoever works here, is an associate or had a role, by name."""
    names = people_by_id(act.session)
    known = {int(one) for one in employed_at(act, act.today)}
    known |= {int(one.person_id) for one in situations_at(act, act.today) if one.category in ASSOCIATES}
    known |= {line.person_id for line in role_mandates(act)}
    return tuple(sorted((Person(who, names[PersonId(who)]) for who in known), key=lambda one: fold(one.name)))

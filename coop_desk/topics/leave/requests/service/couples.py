"""Spouses and partners who both work here: they may leave together, and never decide for each other."""

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.topics.leave.requests.model import DeclaredCouple
from coop_desk.topics.leave.requests.service.reading import name_of, partners_of
from coop_desk.topics.leave.requests.service.standing_in import holders_over


@action(Right.LEAVE_ASK, Right.LEAVE_RECORD, words=N_("Déclaration d’un couple dans la coopérative"))
def declare_couple(act: Act, person_id: PersonId, partner_id: PersonId) -> None:
    """Declare that two people are spouses or partners of a Pacs (ABSENCE-41; L3141-14)."""
    act.session.get_one(Person, partner_id)
    if person_id == partner_id or partner_id in partners_of(act, person_id):
        raise RuleBroken("ABSENCE-41", _("Choisissez l’autre personne du couple, qui n’est pas encore déclarée."))
    if not act.covers(person_id):
        raise RuleBroken("ABSENCE-41", _("Chacun déclare son propre couple, ou la personne chargée des congés."))
    _write(act, person_id, partner_id, together=True)


@action(Right.LEAVE_ASK, Right.LEAVE_RECORD, words=N_("Fin d’un couple déclaré dans la coopérative"))
def end_couple(act: Act, person_id: PersonId, partner_id: PersonId) -> None:
    """Declare that they are no more; whoever decides on leave does not end their own (ABSENCE-12)."""
    if partner_id not in partners_of(act, person_id) or not act.covers(person_id):
        raise RuleBroken("ABSENCE-41", _("Ce couple n’est pas déclaré."))
    pair = (person_id, partner_id)
    if act.actor_id in pair and any(who in holders_over(act, pair[0], act.today) for who in pair):
        words = _("L’un de vous décide des congés : une autre personne qui en est chargée enregistre la fin du couple.")
        raise RuleBroken("ABSENCE-12", words)
    _write(act, person_id, partner_id, together=False)


def _write(act: Act, person_id: PersonId, partner_id: PersonId, *, together: bool) -> None:
    act.session.add(
        DeclaredCouple(
            one_id=person_id, other_id=partner_id, together=together, declared_on=act.today, by_id=act.actor_id
        )
    )
    act.session.flush()


@query(Right.LEAVE_ASK, N_("Consultation de son propre couple déclaré"))
def own_partner(act: Act) -> list[tuple[PersonId, str]]:
    """Return the spouse or partner one declared, or who declared one."""
    return [(who, name_of(act, who)) for who in sorted(partners_of(act, act.actor_id))]


@query(Right.LEAVE_RECORD, N_("Consultation des couples déclarés"))
def couples(act: Act) -> list[tuple[PersonId, str, PersonId, str]]:
    """Return the couples declared, each once, one of whom at least is covered."""
    found = {}
    for row in act.session.scalars(select(DeclaredCouple).order_by(DeclaredCouple.id)):
        found[frozenset((row.one_id, row.other_id))] = row
    return [
        (row.one_id, name_of(act, row.one_id), row.other_id, name_of(act, row.other_id))
        for row in found.values()
        if row.together and (act.covers(row.one_id) or act.covers(row.other_id))
    ]


@query(Right.LEAVE_ASK, Right.LEAVE_RECORD, words=N_("Consultation des noms des collègues"))
def colleagues(act: Act) -> list[tuple[PersonId, str]]:
    """Return the names of the others, which everybody may read, by name."""
    found = [(who, name) for who, name in people_by_id(act.session).items() if who != act.actor_id]
    return sorted(found, key=lambda one: one[1])

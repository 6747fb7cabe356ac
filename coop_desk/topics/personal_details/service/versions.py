"""Sealed records as versions: the newest is in force, the former ones are still read."""

from collections.abc import Iterable
from datetime import datetime

from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import WRITE
from coop_desk.core.compartments.sealed import Entry
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.personal_details.records import Compartment, Details, Version
from coop_desk.topics.personal_details.rules.keeping import (
    WITHDRAWN,
    checked,
    compartment_of,
    details_in,
    equality_of,
    is_withdrawal,
    payload_of,
    withdrawal,
)


def versions(act: Act, compartment: Compartment, entries: Iterable[Entry]) -> tuple[Version, ...]:
    """Return what records and drops say, newest first."""
    names = people_by_id(act.session)
    return tuple(
        Version(
            details_in(compartment, entry.payload),
            datetime.fromisoformat(entry.at),
            names.get(entry.by, ""),
            waiting=not entry.version,
            withdrawn=is_withdrawal(entry.payload),
        )
        for entry in reversed(list(entries))
    )


def write(act: Act, person_id: PersonId, details: Details) -> None:
    """Check and seal a new version, as a key holder; the former ones stay. Raises RuleBroken NIR-02."""
    kept = checked(details)
    compartment = compartment_of(kept)
    before = act.sealed.held(compartment, person_id)
    if compartment is Compartment.IDENTITY:
        _check_alone(act, kept, {one.id for one in before})
    act.sealed.put(compartment, person_id, payload_of(kept, len(before) + 1), equal=equality_of(kept))


def drop(act: Act, details: Details) -> None:
    """Check and seal one's own details for the key holders."""
    kept = checked(details)
    compartment = compartment_of(kept)
    before = len(act.sealed.own(compartment)) + len(act.sealed.own_drops(compartment))
    act.sealed.drop(compartment, payload_of(kept, before + 1), equal=equality_of(kept))


def withdraw(act: Act, compartment: Compartment) -> None:
    """Seal that one's own details hold no more; the former versions stay. Raises RuleBroken DETAILS-02."""
    before = [*act.sealed.own(compartment), *act.sealed.own_drops(compartment)]
    if not act.sealed.awaits_keys(compartment) and (not before or is_withdrawal(before[-1].payload)):
        raise RuleBroken("DETAILS-02", _("Rien à retirer : vous n’avez rien donné qui soit encore en vigueur."))
    said = withdrawal(len(before) + 1)
    if writes(act, compartment):
        act.sealed.put(compartment, act.actor_id, said, equal=WITHDRAWN)
    else:
        act.sealed.drop(compartment, said, equal=WITHDRAWN)


def writes(act: Act, compartment: Compartment) -> bool:
    """True when this session may write in the compartment itself."""
    return act.sealed.opens(compartment, WRITE)


def _check_alone(act: Act, details: Details, mine: set[int]) -> None:
    """Refuse a number in force for somebody else; one they corrected since is nobody's."""
    compartment = compartment_of(details)
    others = set(act.sealed.same(compartment, *equality_of(details))) - mine
    if others and others & set({one.person_id: one.id for one in act.sealed.held(compartment)}.values()):
        raise RuleBroken(
            "NIR-02",
            _(
                "Ce numéro est déjà celui de quelqu’un d’autre : un numéro n’appartient qu’à une personne. "
                "Comparez avec la carte Vitale, ou corrigez d’abord l’autre fiche."
            ),
        )

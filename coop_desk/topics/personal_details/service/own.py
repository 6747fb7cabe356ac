"""One's own confidential details: read with one's own keys, given to the key holders, and who they are."""

from coop_desk.core.actions import Act, action, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed
from coop_desk.topics.personal_details.records import Compartment, Details, OwnDetails, OwnPart
from coop_desk.topics.personal_details.rules.keeping import compartment_of
from coop_desk.topics.personal_details.service.versions import drop, versions, withdraw, write, writes


@query(Right.OWN_FILE_READ, N_("Consultation de ses propres coordonnées confidentielles"))
def own_details(act: Act) -> OwnDetails:
    """Return one's own bank details and number, every version, what waits in the drop-box included."""
    return OwnDetails(_part(act, Compartment.BANK), _part(act, Compartment.IDENTITY))


@action(Right.OWN_FILE_CHANGE, N_("Dépôt de ses propres coordonnées confidentielles"))
def give_own_details(act: Act, details: Details) -> None:
    """Seal one's own details: which of the two was given is nobody's business, so there is one verb for both."""
    if writes(act, compartment_of(details)):
        write(act, act.actor_id, details)
    else:
        drop(act, details)


@action(Right.OWN_FILE_CHANGE, N_("Retrait de ses propres coordonnées confidentielles"))
def withdraw_own_details(act: Act, compartment: Compartment) -> None:
    """Say that one's own details hold no more; what they were stays readable, to find where a sum was paid."""
    withdraw(act, compartment)


@query(Right.OWN_FILE_READ, N_("Consultation de qui tient les coordonnées confidentielles"))
def keepers(act: Act, compartment: Compartment) -> list[str]:
    """Return the names of those who open a compartment today."""
    return act.sealed.keepers(compartment)


def _part(act: Act, compartment: Compartment) -> OwnPart:
    named = tuple(act.sealed.keepers(compartment))
    if act.keys is None:
        closed = _("Vos clés ne sont pas ouvertes : fermez votre session et identifiez-vous de nouveau.")
        return OwnPart(compartment, (), named, False, closed)
    if not act.sealed.in_use(compartment):
        nobody = _(
            "Personne n’en est encore chargé. Demandez à la gérance de confier ces clés à quelqu’un, dans "
            "« Clés confiées »."
        )
        return OwnPart(compartment, (), named, False, nobody)
    entries = [*act.sealed.own(compartment), *act.sealed.own_drops(compartment)]
    found = versions(act, compartment, entries)
    return OwnPart(compartment, found, named, True, _hindrance(act, compartment, named))


def _hindrance(act: Act, compartment: Compartment, named: tuple[str, ...]) -> str:
    if not act.sealed.awaits_keys(compartment):
        return ""
    if named:
        return _(
            "Ce qui est déjà inscrit sur vous se lira quand {names} aura ouvert sa session : vos clés sont à remettre."
        ).format(names=listed(list(named)))
    return _("Ce qui est déjà inscrit sur vous se lira quand une personne qui en tient les clés ouvrira sa session.")

"""Cast a ballot: sealed at once, put in with the mark, both or none. The co-op's file and its journal see nothing."""

from coop_desk.core.actions import Act, action
from coop_desk.core.crypto.ballots import seal
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.elections.methods.records import Mark, Void
from coop_desk.topics.elections.records import Opening, Way
from coop_desk.topics.elections.service.opening import voters_of
from coop_desk.topics.elections.urn.ballots import encoded, receipt
from coop_desk.topics.elections.urn.ceremony import publics
from coop_desk.topics.elections.urn.model import UrnOpened
from coop_desk.topics.elections.urn.service.reading import open_file, opening_at


@action(Right.ELECTIONS_RUN, N_("Dépôt d’un bulletin dans l’urne"))
def cast_ballot(act: Act, urn_id: int, person_id: int, mark: Mark) -> str:
    """Seal a ballot and put it in the urn; return its follow-up code, kept nowhere with the person.

    Raises RuleBroken SCR-05 for a ballot that would be void, URN-15 for a void one not allowed, URN-05 for a second
    vote or somebody who is not on the list, URN-06 after the closing, URN-12 when the urn is gone.
    """
    row = act.session.get_one(UrnOpened, urn_id)
    file = open_file(act, row)
    if mark is Void.SPOILED and not row.allows_void:
        raise RuleBroken("URN-15", _("Dans ce scrutin on peut voter blanc, pas nul."))
    opening = opening_at(act, row)
    sealed = seal(encoded(opening.ballot, mark), *publics(row.public_key, row.mixer_key))
    _check_there(act, opening, person_id)
    file.cast(person_id, sealed)
    return receipt(sealed)


@action(Right.ELECTIONS_RUN, N_("Émargement pour un vote sur papier"))
def sign_for_paper(act: Act, urn_id: int, person_id: int) -> None:
    """Mark somebody who takes a paper, in a vote held both ways: nobody is on the list of both (cites URN-14)."""
    row = act.session.get_one(UrnOpened, urn_id)
    file = open_file(act, row)
    opening = opening_at(act, row)
    if opening.way is not Way.BOTH:
        raise RuleBroken("URN-14", _("Ce scrutin ne se tient que dans l’isoloir : il n’a pas de bulletins de papier."))
    _check_there(act, opening, person_id)
    file.mark_on_paper(person_id)


def _check_there(act: Act, opening: Opening, person_id: int) -> None:
    """Refuse whoever is neither present nor represented, here and now."""
    if person_id not in {one.person.person_id for one in voters_of(act, opening)}:
        raise RuleBroken(
            "URN-05",
            _("Cette personne n’est ni présente ni représentée dans ce scrutin : notez sa présence, puis elle vote."),
        )

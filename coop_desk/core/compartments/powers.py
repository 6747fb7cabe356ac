"""The rights that come with a delegation of keys, while it runs: what is believed is the signature, not the row."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coop_desk.core.compartments.model import Delegation, Epoch, Wrap
from coop_desk.core.compartments.names import GOVERNANCE, RIGHTS, WRITE, number, sentence_of, words_of
from coop_desk.core.compartments.trust import Trust
from coop_desk.core.i18n import _
from coop_desk.core.limits import ActSession
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.standing import Power, power
from coop_desk.core.trusted_time import paris_date


@power
def _rights_of_delegations(session: Session, person_id: PersonId, today: date) -> Iterable[Power]:
    if not isinstance(session, ActSession):
        return ()
    return session.still(("delegations", person_id, today), lambda: tuple(_of_delegations(session, person_id, today)))


def _of_delegations(session: ActSession, person_id: PersonId, today: date) -> Iterator[Power]:
    written = select(Delegation.id).where(Delegation.holder == int(person_id))
    if session.scalar(written.limit(1)) is None:
        return
    trust = Trust(session)
    for found in trust.delegations(person_id=int(person_id)):
        revoked = trust.revoked_at(found)
        ended = trust.withdrawn(found, today) or (revoked is not None and paris_date(revoked) <= today)
        if ended or not trust.dated(found, today):
            continue
        words, says, because = words_of(found.compartment), _says(session, trust, found), found.decision or ""
        for right in _rights(found):
            yield Power(right, words, found.ends_on, because, found.starts_on, says)


def _rights(found: Delegation) -> tuple[Right | None, ...]:
    if found.compartment == GOVERNANCE:
        return (None,)
    reading, writing, exporting = RIGHTS[found.compartment.partition("/")[0]]
    writes = (writing,) if found.right == WRITE else ()
    return (reading, *writes, *((exporting,) if exporting is not None and found.export else ()))


def _says(session: Session, trust: Trust, found: Delegation) -> str:
    says = sentence_of(found.compartment, found.right)
    if found.compartment == GOVERNANCE or _handed(session, trust, found):
        return says
    return _("{sentence}, dès qu’une personne qui tient la clé vous l’aura remise").format(sentence=says)


def _handed(session: Session, trust: Trust, found: Delegation) -> bool:
    newest = trust.newest(found.holder)
    n = session.scalar(select(func.max(Epoch.n)).where(Epoch.compartment == found.compartment))
    if newest is None or n is None:
        return False
    wrap = number("wrap", found.compartment, n, found.holder, newest.generation, "K")
    return session.get(Wrap, wrap) is not None

"""The rights that come with a delegation of keys, while it runs: what is believed is the signature, not the row."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coop_desk.core.compartments.model import Delegation
from coop_desk.core.compartments.names import GOVERNANCE, RIGHTS, WRITE, words_of
from coop_desk.core.compartments.trust import Trust
from coop_desk.core.limits import ActSession
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.standing import Power, power


@power
def _rights_of_delegations(session: Session, person_id: PersonId, today: date) -> Iterable[Power]:
    written = select(Delegation.id).where(Delegation.holder == int(person_id), Delegation.compartment != GOVERNANCE)
    if not isinstance(session, ActSession) or session.scalar(written.limit(1)) is None:
        return
    trust = Trust(session)
    for found in trust.delegations(person_id=int(person_id)):
        if found.compartment == GOVERNANCE or not trust.dated(found, today) or trust.revoked_at(found) is not None:
            continue
        reading, writing = RIGHTS[found.compartment.partition("/")[0]]
        rights = [
            reading,
            *([writing] if found.right == WRITE else []),
            *([Right.SEALED_EXPORT] if found.export else []),
        ]
        words = words_of(found.compartment)
        yield from (Power(right, words, found.ends_on, found.decision or "") for right in rights)

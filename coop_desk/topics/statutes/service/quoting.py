"""The decision that a change of the statutes quotes: a resolution adopted here, or one taken elsewhere (A17)."""

from collections.abc import Callable
from datetime import date

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.statutes import rules
from coop_desk.topics.statutes.records import Outside, Quoted

Teller = Callable[[Act, int], date | None]
Sealer = Callable[[Act], date | None]
_tellers: list[Teller] = []
_sealers: list[Sealer] = []


def tells_adoption(teller: Teller) -> Teller:
    """Declare what says on which day a resolution changed the statutes, or None; assemblies do."""
    _tellers.append(teller)
    return teller


def tells_first_sealed(sealer: Sealer) -> Sealer:
    """Declare what says the day of the first general assembly whose minutes are sealed, or None; minutes do."""
    _sealers.append(sealer)
    return sealer


def quoted(act: Act, decision: Quoted | Outside | None, since: date) -> tuple[str, int | None]:
    """Return a decision as it is kept: its words, and its resolution when it was adopted here (A17, PRO-02).

    Refuses none at all, a resolution that was not adopted, a change older than its decision, and a decision taken
    elsewhere after the first assembly sealed here that does not say why.
    """
    if decision is None:
        rules.refuse_unnamed()
    if isinstance(decision, Quoted):
        (teller,) = _tellers
        rules.check_adopted(teller(act, decision.resolution_id), since)
        return decision.words, decision.resolution_id
    day = rules.check_outside(decision.reference, decision.decided_on, since, act.today)
    (sealer,) = _sealers
    rules.check_explained(decision.why, since, sealer(act))
    said = _("{reference}, décision du {day}").format(reference=decision.reference.strip(), day=long_day(day))
    if decision.why.strip():
        said = _("{decision} (absente du programme : {why})").format(decision=said, why=decision.why.strip())
    return said, None


def in_words(decision: str, resolution_id: int | None) -> str:
    """Return a kept decision as it is read: one taken elsewhere says so; nothing for the first set-up."""
    if not decision or resolution_id is not None:
        return decision
    return _("Décision prise hors du programme : {decision}").format(decision=decision)

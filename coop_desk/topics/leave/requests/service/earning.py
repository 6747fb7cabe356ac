"""What the accounts of leave learn of absences: why time passed as it did, and what is asked and not answered yet."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import words_of
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.requests.rules.keeping import Sealed
from coop_desk.topics.leave.requests.rules.lines import total
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.requests.service.reading import absences_between, submitted
from coop_desk.topics.leave.requests.service.sealing import (
    Told,
    compartment,
    gathered,
    newest,
    statements,
    years_around,
)
from coop_desk.topics.leave.requests.service.weighing import account_of
from coop_desk.topics.leave.rules.earning import Absence, Ground
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.service.absences import absence_grounds, waiting_requests
from coop_desk.topics.leave.service.settings import settings_at

GROUNDS = {
    "ABS_MAL": Ground.SICKNESS,
    "ABS_AT": Ground.WORK_ACCIDENT,
    "ABS_TRAJET": Ground.WORK_ACCIDENT,  # Cass. soc., 3 July 2012, 08-44.834
    "ABS_MP": Ground.OCCUPATIONAL_ILLNESS,
    "ABS_MAT": Ground.MATERNITY,
    "ABS_PAT": Ground.PATERNITY,
    "ABS_ADOPT": Ground.ADOPTION,
    "ABS_CSS": Ground.UNPAID,
    "ABS_NAISS_SUP": Ground.UNPAID,
    "ABS_PARENTAL": Ground.UNPAID,
    "ABS_INJ": Ground.UNJUSTIFIED,
    "ABS_GREVE": Ground.STRIKE,
}
"""How the months of an absence earn leave; the kinds left out count as work."""


@absence_grounds
def grounds_of(act: Act, people: Collection[PersonId], span: Span) -> Mapping[PersonId, Sequence[Absence]]:
    """The absences of a span that earn otherwise than work, with what they earn as; a key is needed (ABSENCE-31)."""
    shown = absences_between(act, span.first, span.last, people=people, states=(State.APPROVED,))
    said = _said(act, {one.person_id for one in shown}, range(span.first.year, span.last.year + 1))
    found: dict[PersonId, list[Absence]] = defaultdict(list)
    for one in shown:
        why = said.get(one.absence_id)
        ground = GROUNDS.get(why.reason.code) if why is not None else None
        within = one.span.within(span)
        if ground is not None and within is not None:
            found[one.person_id].append(Absence(ground, within))
    return found


@waiting_requests
def waiting_of(act: Act, people: Collection[PersonId]) -> Mapping[tuple[PersonId, str], int]:
    """What is asked and not answered yet, by person and account, where it may be read."""
    found: dict[tuple[PersonId, str], int] = defaultdict(int)
    for one in submitted(act):
        if one.person_id not in people or one.state is not State.SUBMITTED:
            continue
        told = statements(act, one.person_id, years_around(one.first, one.last)).get(one.absence_id, [])
        said = newest(told)
        if said is not None and said.reason.kind.account:
            account = account_of(said.reason.kind, settings_at(act, one.first, one.person_id))
            found[one.person_id, account] += total(said.lines)
    return found


def _said(act: Act, people: Collection[PersonId], years: range) -> dict[int, Sealed]:
    told: dict[int, list[Told]] = {}
    if people == {act.actor_id}:
        told = statements(act, act.actor_id, years)
    elif people:
        used = [year for year in years if act.sealed.in_use(compartment(year))]
        for year in used:
            if not act.sealed.opens(compartment(year)):
                words = _(
                    "« {what} » : il faut la clé des motifs pour savoir comment ces absences comptent. Demandez-la à "
                    "la gérance dans « Clés confiées »."
                )
                raise RuleBroken("ABSENCE-31", words.format(what=words_of(compartment(year))))
        told = gathered((year, entry) for year in used for entry in act.sealed.read(compartment(year)))
    return {number: said for number, one in told.items() if (said := newest(one)) is not None}

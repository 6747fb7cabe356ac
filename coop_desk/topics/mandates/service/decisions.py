"""The resolution a mandate quotes: adopted, and said as every register says it."""

from datetime import date

from coop_desk.core.actions import Act
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.service.naming import decision_words
from coop_desk.topics.assemblies.service.resolutions import resolution_and_meeting
from coop_desk.topics.assemblies.service.voting import latest_result


def quoted(act: Act, resolution_id: int | None, because: str) -> str:
    """Say the decision: as typed, else as the resolution is named. Raises RuleBroken MAND-04 unless it was adopted."""
    if resolution_id is not None:
        resolution, meeting = resolution_and_meeting(act, resolution_id)
        result = latest_result(act, resolution_id)
        if result is None or not result.adopted:
            raise RuleBroken("MAND-04", _("La résolution citée n’a pas été adoptée."))
        return because.strip() or decision_words(act, resolution, meeting)
    if not because.strip():
        raise RuleBroken(
            "MAND-04", _("Citez la décision : l’assemblée et sa résolution, la réunion du conseil, ou les statuts.")
        )
    return because.strip()


def decided_on(act: Act, resolution_id: int) -> date:
    """The day of the meeting that voted a resolution."""
    return resolution_and_meeting(act, resolution_id)[1].day

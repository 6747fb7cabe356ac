"""What may become of an absence: silence is never approval, and what was decided is not decided again."""

from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _


class State(StrEnum):
    """Where an absence stands; a draft is nobody's business but its author's."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"


STATE_WORDS = {
    State.SUBMITTED: N_("à décider"),
    State.APPROVED: N_("acceptée"),
    State.REFUSED: N_("refusée"),
    State.CANCELLED: N_("annulée"),
}
AWAY = (State.SUBMITTED, State.APPROVED)
"""States in which the days are taken, or asked for."""


class Step(StrEnum):
    """What happens to an absence."""

    SENT = "sent"
    RECORDED = "recorded"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCEL_ASKED = "cancel_asked"
    CANCEL_REFUSED = "cancel_refused"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    COMPLETED = "completed"


STEP_WORDS = {
    Step.SENT: N_("demandée"),
    Step.RECORDED: N_("saisie pour la personne"),
    Step.APPROVED: N_("acceptée"),
    Step.REFUSED: N_("refusée"),
    Step.WITHDRAWN: N_("retirée par la personne"),
    Step.CANCEL_ASKED: N_("annulation demandée"),
    Step.CANCEL_REFUSED: N_("maintenue"),
    Step.CANCELLED: N_("annulée"),
    Step.CHANGED: N_("modifiée"),
    Step.COMPLETED: N_("complétée"),
}
AFTER: dict[Step, tuple[State | None, State]] = {
    Step.SENT: (None, State.SUBMITTED),
    Step.RECORDED: (None, State.APPROVED),
    Step.APPROVED: (State.SUBMITTED, State.APPROVED),
    Step.REFUSED: (State.SUBMITTED, State.REFUSED),
    Step.WITHDRAWN: (State.SUBMITTED, State.CANCELLED),
    Step.CANCEL_ASKED: (State.APPROVED, State.APPROVED),
    Step.CANCEL_REFUSED: (State.APPROVED, State.APPROVED),
    Step.CANCELLED: (State.APPROVED, State.CANCELLED),
    Step.CHANGED: (State.APPROVED, State.APPROVED),
    Step.COMPLETED: (State.APPROVED, State.APPROVED),
}
"""From which state each step goes, and to which."""
OWN_STEPS = frozenset({Step.SENT, Step.WITHDRAWN, Step.CANCEL_ASKED})
REASONED = frozenset({Step.REFUSED, Step.CANCEL_REFUSED, Step.CHANGED})


def after(state: State | None, step: Step) -> State:
    """The state a step leads to (ABSENCE-10)."""
    wanted, then = AFTER[step]
    if state is not wanted:
        words = _("Cette demande est {state} : ce n’est plus possible. Rouvrez la liste.")
        raise RuleBroken("ABSENCE-10", words.format(state=_(STATE_WORDS[state]) if state else _("nouvelle")))
    return then


def check_actor(step: Step, actor: int, person: int, couple: bool) -> None:
    """Nobody decides for oneself nor for one's spouse or partner; the person alone sends and withdraws (ABSENCE-11)."""
    if step in OWN_STEPS:
        if actor != person:
            raise RuleBroken("ABSENCE-11", _("Seule la personne envoie ou retire sa demande."))
        return
    if actor == person:
        words = _("Personne ne décide de ses propres absences : une autre personne en charge le fait pour vous.")
        raise RuleBroken("ABSENCE-11", words)
    if couple:
        words = _(
            "Personne ne décide des absences de son conjoint ou partenaire : une autre personne en charge le fait."
        )
        raise RuleBroken("ABSENCE-12", words)


def check_reason(step: Step, reason: str) -> None:
    """A refusal says why (ABSENCE-13)."""
    if step in REASONED and len(reason.strip()) < 3:
        raise RuleBroken(
            "ABSENCE-13", _("Écrivez pourquoi : la personne le lira, elle seule avec qui tient les motifs.")
        )

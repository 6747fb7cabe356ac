"""The life of a month of pay: open, prepared, validated, exported, closed; who may take each step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.rules.months import month_words, shifted


class State(StrEnum):
    """Where a month is."""

    OPEN = "open"
    PREPARED = "prepared"
    VALIDATED = "validated"
    EXPORTED = "exported"
    CLOSED = "closed"


STATE_WORDS = {
    State.OPEN: N_("Ouvert"),
    State.PREPARED: N_("Préparé"),
    State.VALIDATED: N_("Validé"),
    State.EXPORTED: N_("Exporté"),
    State.CLOSED: N_("Clos"),
}


NEXT_WORDS = {
    State.OPEN: N_("Saisir, contrôler, puis préparer"),
    State.PREPARED: N_("À valider par une autre personne"),
    State.VALIDATED: N_("À exporter pour le cabinet"),
    State.EXPORTED: N_("À clore quand le cabinet l’a importé"),
    State.CLOSED: N_("Rien : il ne change plus"),
}


class Step(StrEnum):
    """What is done with a month."""

    OPEN = "opened"
    PREPARE = "prepared"
    SEND_BACK = "sent_back"
    VALIDATE = "validated"
    EXPORT = "exported"
    ASK_REOPENING = "reopening_asked"
    REFUSE_REOPENING = "reopening_refused"
    REOPEN = "reopened"
    CLOSE = "closed"


STEP_WORDS = {
    Step.OPEN: N_("Mois ouvert"),
    Step.PREPARE: N_("Préparé"),
    Step.SEND_BACK: N_("Rendu à la préparation"),
    Step.VALIDATE: N_("Contrôlé et validé"),
    Step.EXPORT: N_("Exporté"),
    Step.ASK_REOPENING: N_("Réouverture demandée"),
    Step.REFUSE_REOPENING: N_("Réouverture refusée"),
    Step.REOPEN: N_("Rouvert"),
    Step.CLOSE: N_("Clos"),
}
REASONED = frozenset({Step.SEND_BACK, Step.ASK_REOPENING, Step.REFUSE_REOPENING})
"""The steps that say why."""

_FROM: dict[Step, tuple[State | None, ...]] = {
    Step.OPEN: (None,),
    Step.PREPARE: (State.OPEN,),
    Step.SEND_BACK: (State.PREPARED,),
    Step.VALIDATE: (State.PREPARED,),
    Step.EXPORT: (State.VALIDATED, State.EXPORTED),
    Step.ASK_REOPENING: (State.VALIDATED, State.EXPORTED),
    Step.REFUSE_REOPENING: (State.VALIDATED, State.EXPORTED),
    Step.REOPEN: (State.VALIDATED, State.EXPORTED),
    Step.CLOSE: (State.EXPORTED,),
}
_TO: dict[Step, State | None] = {
    Step.OPEN: State.OPEN,
    Step.PREPARE: State.PREPARED,
    Step.SEND_BACK: State.OPEN,
    Step.VALIDATE: State.VALIDATED,
    Step.EXPORT: State.EXPORTED,
    Step.ASK_REOPENING: None,
    Step.REFUSE_REOPENING: None,
    Step.REOPEN: State.OPEN,
    Step.CLOSE: State.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that was taken: what, when, by whom, and the number of the export when it is one."""

    step: Step
    at: datetime
    by: PersonId
    number: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Life:
    """The steps of one month, oldest first, and what they make of it."""

    month: str
    steps: tuple[Taken, ...] = ()

    @property
    def state(self) -> State | None:
        """Where the month is; None while nobody opened it."""
        return next((found for one in reversed(self.steps) if (found := _TO[one.step]) is not None), None)

    @property
    def number(self) -> int:
        """How many times it was exported so far."""
        return max((one.number or 0 for one in self.steps), default=0)

    @property
    def reopening(self) -> Taken | None:
        """The demand of re-opening that waits for a second person."""
        answers = (Step.ASK_REOPENING, Step.REFUSE_REOPENING, Step.REOPEN, Step.CLOSE)
        newest = next((one for one in reversed(self.steps) if one.step in answers), None)
        return newest if newest is not None and newest.step is Step.ASK_REOPENING else None

    def last(self, step: Step) -> Taken | None:
        """The last time a step was taken."""
        return next((one for one in reversed(self.steps) if one.step is step), None)


def check_step(life: Life, step: Step) -> None:
    """Refuse a step that the state of the month does not allow (PAY-02)."""
    if life.state in _FROM[step]:
        return
    if life.state is State.CLOSED:
        said = _("Ce mois est clos : il ne change plus. Portez la correction sur le mois ouvert.")
    elif life.state is None:
        said = _("Ce mois n’est pas encore ouvert.")
    else:
        said = _("Ce mois est « {state} » : cette étape ne s’y fait pas.").format(state=_(STATE_WORDS[life.state]))
    raise RuleBroken("PAY-02", said)


def check_writable(life: Life) -> None:
    """Refuse to write in a month that is not open: later facts are corrections (PAY-02)."""
    if life.state is State.OPEN:
        return
    if life.state is None:
        check_step(life, Step.PREPARE)
    raise RuleBroken(
        "PAY-02",
        _(
            "Ce mois est « {state} » : il se lit seulement. Portez la correction sur le mois ouvert, avec le mois "
            "qu’elle concerne."
        ).format(state=_(STATE_WORDS[life.state or State.CLOSED])),
    )


def check_validator(life: Life, person_id: PersonId, *, second_person: bool) -> None:
    """Refuse that whoever prepared validates, unless the co-op decided otherwise (PAY-03)."""
    check_step(life, Step.VALIDATE)
    prepared = life.last(Step.PREPARE)
    if second_person and prepared is not None and prepared.by == person_id:
        raise RuleBroken(
            "PAY-03",
            _("Vous avez préparé ce mois : une autre personne le contrôle et le valide."),
        )


def check_reopener(life: Life, person_id: PersonId) -> None:
    """Refuse a re-opening that nobody asked for, or that the person who asked would grant alone (PAY-04)."""
    check_step(life, Step.REOPEN)
    asked = life.reopening
    if asked is None:
        raise RuleBroken("PAY-04", _("Personne n’a demandé de rouvrir ce mois. Demandez-le d’abord, avec le motif."))
    if asked.by == person_id:
        raise RuleBroken(
            "PAY-04", _("Vous avez demandé cette réouverture : une autre personne l’accorde ou la refuse.")
        )


def check_asking(life: Life) -> None:
    """Refuse a second demand of re-opening while one waits (PAY-04)."""
    check_step(life, Step.ASK_REOPENING)
    if life.reopening is not None:
        raise RuleBroken("PAY-04", _("La réouverture de ce mois est déjà demandée : une autre personne doit répondre."))


def check_opening(month: str, known: Sequence[str], nearest: str) -> None:
    """Refuse to open a month out of turn: each follows the one before, and none is ahead of time (PAY-05)."""
    if month in known:
        raise RuleBroken("PAY-05", _("Ce mois est déjà ouvert."))
    if known and month != shifted(max(known), 1):
        raise RuleBroken(
            "PAY-05",
            _("Le mois qui suit est {month} : ouvrez les mois dans l’ordre.").format(
                month=month_words(shifted(max(known), 1))
            ),
        )
    if month > nearest:
        raise RuleBroken("PAY-05", _("Ce mois n’a pas commencé : il s’ouvrira le premier jour."))


def check_reason(reason: str, least: int = 10) -> str:
    """Return a reason worth reading; RuleBroken PAY-06 for one too short."""
    if len(reason.strip()) < least:
        raise RuleBroken("PAY-06", _("Dites pourquoi, en {n} caractères au moins.").format(n=least))
    return reason.strip()


def next_open(lives: Iterable[Life], month: str) -> str | None:
    """Return the first open month after this one, where a late fact goes."""
    return next((life.month for life in lives if life.month > month and life.state is State.OPEN), None)

"""The kinds of absence of the catalogue: how each is counted, from which account it is taken, and what is asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.leave.rules.events import EVENT_WORDS, Event


class Way(StrEnum):
    """How the days of an absence are counted."""

    LEAVE = "leave"
    """As paid leave: in the unit of the co-op, to the eve of the return."""
    WORKED = "worked"
    """The days that should have been worked."""
    OUVRABLES = "ouvrables"
    """Every day but the weekly rest day and the holidays."""
    CALENDAR = "calendar"
    """Every day."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of absence.

    `account`: the leave account it is taken from. `medical`: only what pay needs is kept, never a comment.
    `asked`: the person may ask for it; else it is only recorded by whoever is in charge.
    """

    code: str
    words: str
    way: Way
    account: str = ""
    medical: bool = False
    asked: bool = True

    @property
    def label(self) -> str:
        """The kind in words."""
        return _(self.words)


PAID, REST, RECOVERED = "CP", "RTT", "RECUP"
FAMILY, BEREAVEMENT, SICK_CHILD = "ABS_EVT_FAM", "ABS_DEUIL", "ABS_ENF_MAL"
SICKNESS, ACCIDENT = "ABS_MAL", "ABS_AT"
MATERNITY, PATERNITY, EXTRA_BIRTH = "ABS_MAT", "ABS_PAT", "ABS_NAISS_SUP"

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("ABS_CP", N_("Congés payés"), Way.LEAVE, PAID),
        Kind("ABS_CP_REPORT", N_("Congés payés reportés"), Way.LEAVE, PAID),
        Kind("ABS_FRAC", N_("Jours de fractionnement"), Way.LEAVE, PAID),
        Kind("ABS_RTT", N_("RTT"), Way.WORKED, REST),
        Kind("ABS_RECUP", N_("Récupération"), Way.WORKED, RECOVERED),
        Kind("ABS_CSS", N_("Congé sans solde"), Way.WORKED),
        Kind(FAMILY, N_("Événement familial"), Way.OUVRABLES),
        Kind(BEREAVEMENT, N_("Deuil d’un enfant"), Way.OUVRABLES),
        Kind(SICK_CHILD, N_("Enfant malade"), Way.WORKED),
        Kind(PATERNITY, N_("Paternité et accueil de l’enfant"), Way.CALENDAR),
        Kind("ABS_ADOPT", N_("Adoption"), Way.CALENDAR),
        Kind(MATERNITY, N_("Maternité"), Way.CALENDAR, medical=True),
        Kind(EXTRA_BIRTH, N_("Congé supplémentaire de naissance"), Way.CALENDAR),
        Kind("ABS_PARENTAL", N_("Congé parental"), Way.CALENDAR),
        Kind("ABS_FORM", N_("Formation"), Way.WORKED),
        Kind(SICKNESS, N_("Maladie"), Way.CALENDAR, medical=True),
        Kind(ACCIDENT, N_("Accident du travail"), Way.CALENDAR, medical=True),
        Kind("ABS_TRAJET", N_("Accident de trajet"), Way.CALENDAR, medical=True),
        Kind("ABS_MP", N_("Maladie professionnelle"), Way.CALENDAR, medical=True),
        Kind("ABS_MI_TEMPS_THER", N_("Temps partiel thérapeutique"), Way.WORKED, medical=True, asked=False),
        Kind("ABS_GREVE", N_("Grève"), Way.WORKED, asked=False),
        Kind("ABS_INJ", N_("Absence injustifiée"), Way.WORKED, asked=False),
    )
}
STOPS = frozenset({SICKNESS, ACCIDENT, "ABS_TRAJET", "ABS_MP"})
"""Stops: a first one or an extension, with the start of the initial one."""
CONDITIONED = frozenset({PATERNITY, EXTRA_BIRTH, BEREAVEMENT, "ABS_ADOPT"})
"""Kinds whose dates follow from the day of an event."""


def kind_of(code: str) -> Kind:
    """The kind of a code (ABSENCE-01)."""
    if code not in KINDS:
        raise RuleBroken("ABSENCE-01", _("Choisissez le genre d’absence dans la liste."))
    return KINDS[code]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is absent, as far as it is kept: never a diagnosis, nothing of it in clear.

    `event`: what happened in the family; `event_on`: the day of the birth, of the arrival or of the event.
    """

    code: str
    comment: str = ""
    event: Event | None = None
    event_on: date | None = None
    paper: bool = False
    """A paper that proves it was shown; the paper itself is not kept."""
    extension: bool | None = None
    initial_stop: date | None = None
    last_worked: date | None = None
    accident_on: date | None = None
    certificate_on: date | None = None
    subrogation: bool | None = None
    returned_on: date | None = None
    informed_on: date | None = None
    exception: str = ""
    """Why more than 24 days in one go, a leave in several, or a late change is admitted."""

    agreed_on: date | None = None
    """The day the person signed, alone, their agreement to no leave of twelve days in one go from May to October."""

    @property
    def kind(self) -> Kind:
        """The kind it belongs to."""
        return kind_of(self.code)

    @property
    def words(self) -> str:
        """The kind in words, with the event when there is one."""
        if self.event is None:
            return self.kind.label
        return f"{self.kind.label} : {_(EVENT_WORDS[self.event])}"


COMMENT = 300
"""Characters of a comment: a sentence, not a file."""


def checked(reason: Reason, first: date) -> Reason:
    """Refuse what must not be kept or does not hold together (ABSENCE-01, ABSENCE-02)."""
    kind = reason.kind
    if kind.medical and (reason.comment.strip() or reason.event is not None):
        words = _(
            "Pour cette absence, seul le genre est gardé : retirez le commentaire. Rien de médical ne s’écrit ici."
        )
        raise RuleBroken("ABSENCE-02", words)
    if len(reason.comment) > COMMENT:
        raise RuleBroken("ABSENCE-02", _("Commentaire trop long : {n} signes au plus.").format(n=COMMENT))
    if (kind.code == FAMILY) != (reason.event is not None):
        words = _("Pour un événement familial, dites lequel ; pour une autre absence, ne choisissez pas d’événement.")
        raise RuleBroken("ABSENCE-01", words)
    if kind.code in CONDITIONED and reason.event_on is None:
        raise RuleBroken("ABSENCE-01", _("Indiquez le jour de la naissance, de l’arrivée ou du décès."))
    if kind.code in STOPS:
        _check_stop(reason, first)
    if reason.returned_on is not None and reason.returned_on < first:
        raise RuleBroken("LEAVE-02", _("Le retour est avant le début de l’absence : corrigez les dates."))
    return reason


def _check_stop(reason: Reason, first: date) -> None:
    if reason.extension and (reason.initial_stop is None or reason.initial_stop >= first):
        words = _("Une prolongation suit un arrêt : indiquez le premier jour de l’arrêt initial, avant celui-ci.")
        raise RuleBroken("ABSENCE-03", words)
    if not reason.extension and reason.initial_stop not in (None, first):
        raise RuleBroken("ABSENCE-03", _("Un premier arrêt est son propre début : laissez vide l’arrêt initial."))

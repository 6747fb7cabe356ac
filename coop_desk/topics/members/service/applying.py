"""Candidates: the application, the assembly that admits or refuses, what follows (C12)."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.members.model import Application, ApplicationOutcome, Employment
from coop_desk.topics.members.rules.admission import Contract, check_application, employed_since
from coop_desk.topics.members.rules.categories import ASSOCIATES, Category, Outcome, Reason
from coop_desk.topics.members.rules.status import Entry, status_at
from coop_desk.topics.members.service.reading import histories, member_of
from coop_desk.topics.members.service.recording import set_status

# --- Shared with assemblies, with the act of their caller ----------------------------------------------


def admit_candidate(act: Act, person_id: PersonId, day: date, decision: str, employed: bool | None = None) -> Entry:
    """Make somebody an associate from a day on, by a decision of the assembly (ADM-01, ADM-10).

    Employed or external follows the contract of that day unless `employed` says it (CAP-08: paid leaders).
    """
    if _category(act, person_id, day) in ASSOCIATES:
        raise RuleBroken("ADM-01", _("Cette personne est déjà associée."))
    works = _works(act, person_id, day) if employed is None else employed
    entry = set_status(
        act, person_id, Category.EMPLOYED if works else Category.EXTERNAL, day, Reason.ADMISSION, decision
    )
    waiting = pending_application(act, person_id)
    if waiting is not None:
        close_application(act, waiting, Outcome.ADMITTED, day, decision)
    act.say(_("{name} admis associé").format(name=act.session.get_one(Person, person_id).name))
    return entry


def refuse_candidate(act: Act, person_id: PersonId, day: date, decision: str) -> None:
    """Record that the assembly refused an application; it may be renewed a year later (ADM-02)."""
    waiting = pending_application(act, person_id)
    if waiting is None:
        raise RuleBroken("ADM-02", _("Aucune candidature de cette personne n’attend de décision."))
    if not decision.strip():
        raise RuleBroken("ADM-01", _("Citez la résolution de l’assemblée qui a refusé la candidature."))
    _end_application(act, waiting, Outcome.REFUSED, day, decision, Reason.REFUSAL)
    act.say(_("Candidature de {name} refusée").format(name=act.session.get_one(Person, person_id).name))


def pending_application(act: Act, person_id: PersonId) -> Application | None:
    """Return the application that waits for a decision, if there is one."""
    return act.session.scalar(
        select(Application)
        .outerjoin(ApplicationOutcome, ApplicationOutcome.application_id == Application.id)
        .where(Application.person_id == person_id, ApplicationOutcome.id.is_(None))
    )


def apply_for(act: Act, person_id: PersonId, applied_on: date, words: str = "") -> int:
    """Record that somebody asks to become an associate; refused while one waits or too soon (ADM-02)."""
    member_of(act, person_id)
    category = _category(act, person_id, applied_on)
    waiting = pending_application(act, person_id) is not None
    check_application(category, _last_refusal(act, person_id), waiting, applied_on)
    row = Application(person_id=person_id, applied_on=applied_on, words=words.strip())
    act.session.add(row)
    act.session.flush()
    if category is not Category.CANDIDATE:
        set_status(act, person_id, Category.CANDIDATE, applied_on, Reason.APPLICATION)
    return row.id


# --- Asked by pages ------------------------------------------------------------------------------------


@action(Right.MEMBERS_RECORD, N_("Enregistrement d’une candidature"))
def record_application(act: Act, person_id: PersonId, applied_on: date, words: str = "") -> int:
    """Record an application; it is proposed for the agenda of the next ordinary assembly."""
    number = apply_for(act, person_id, applied_on, words)
    name = act.session.get_one(Person, person_id).name
    act.say(_("Candidature de {name} reçue le {day}").format(name=name, day=long_day(applied_on)))
    return number


@action(Right.MEMBERS_RECORD, N_("Admission d’un candidat"))
def record_admission(act: Act, person_id: PersonId, day: date, decision: str) -> None:
    """Record an admission decided by an assembly that was not held in the program."""
    admit_candidate(act, person_id, day, decision)


@action(Right.MEMBERS_RECORD, N_("Refus d’une candidature"))
def record_refusal(act: Act, person_id: PersonId, day: date, decision: str) -> None:
    """Record a refusal decided by an assembly that was not held in the program."""
    refuse_candidate(act, person_id, day, decision)


@action(Right.MEMBERS_RECORD, N_("Retrait d’une candidature"))
def withdraw_application(act: Act, person_id: PersonId, day: date) -> None:
    """Record that the candidate no longer asks."""
    waiting = pending_application(act, person_id)
    if waiting is None:
        raise RuleBroken("ADM-02", _("Aucune candidature de cette personne n’attend de décision."))
    _end_application(act, waiting, Outcome.WITHDRAWN, day, "", Reason.WITHDRAWAL)


def _end_application(
    act: Act, waiting: Application, outcome: Outcome, day: date, decision: str, reason: Reason
) -> None:
    if day < waiting.applied_on:
        message = _("La décision ne peut précéder la candidature, reçue le {day}.")
        raise RuleBroken("ADM-02", message.format(day=long_day(waiting.applied_on)))
    close_application(act, waiting, outcome, day, decision)
    works = _works(act, waiting.person_id, day)
    if works and _category(act, waiting.person_id, day) is Category.CANDIDATE:
        set_status(act, waiting.person_id, Category.EMPLOYEE, day, reason, decision)


def close_application(act: Act, waiting: Application, outcome: Outcome, day: date, decision: str) -> None:
    """Write how an application ended."""
    act.session.add(
        ApplicationOutcome(
            person_id=waiting.person_id,
            application_id=waiting.id,
            outcome=outcome.value,
            decided_on=day,
            decision=decision.strip(),
        )
    )


def _category(act: Act, person_id: PersonId, day: date) -> Category | None:
    status = status_at(histories(act, person_id)[person_id], day)
    return status.category if status else None


def _works(act: Act, person_id: PersonId, day: date) -> bool:
    rows = act.session.scalars(select(Employment).where(Employment.person_id == person_id))
    return employed_since([Contract(row.started_on, row.ended_on) for row in rows], day) is not None


def _last_refusal(act: Act, person_id: PersonId) -> date | None:
    return act.session.scalar(
        select(ApplicationOutcome.decided_on)
        .where(ApplicationOutcome.person_id == person_id, ApplicationOutcome.outcome == Outcome.REFUSED.value)
        .order_by(ApplicationOutcome.decided_on.desc())
        .limit(1)
    )

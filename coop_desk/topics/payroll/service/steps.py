"""A month from its opening to its closing: who may take each step, and what each step fixes."""

from dataclasses import replace

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.payroll.rules import checks, states
from coop_desk.topics.payroll.rules.months import check_month, month_of
from coop_desk.topics.payroll.rules.states import Step
from coop_desk.topics.payroll.service.absences import gather_into
from coop_desk.topics.payroll.service.checking import findings_at
from coop_desk.topics.payroll.service.reading import life_of, lives, months_held, people_of
from coop_desk.topics.payroll.service.settings import settings_at
from coop_desk.topics.payroll.service.shares import book_shares
from coop_desk.topics.payroll.service.writing import frame_of, seal_frame, seal_months, take_step
from coop_desk.topics.statutes.service.in_force import identity_at


@action(Right.PAY_PREPARE, N_("Ouverture d’un mois de paie"))
def open_month(act: Act, month: str) -> None:
    """Open the month that follows the last one, with everybody under contract and their absences."""
    states.check_opening(check_month(month), [life.month for life in lives(act)], month_of(act.today))
    take_step(act, month, Step.OPEN)
    gather_into(act, month)


@action(Right.PAY_PREPARE, N_("Préparation d’un mois de paie"))
def prepare_month(act: Act, month: str) -> None:
    """Say that a month is ready to be validated: nothing blocks it, and nothing in it moves from here on.

    Raises RuleBroken PAY-07 while something blocks it.
    """
    states.check_step(life_of(act, month), Step.PREPARE)
    gather_into(act, month)
    found = findings_at(act, month)
    if any(one.blocks for one in found):
        said = _("{said} Ouvrez « Contrôles » : chacun dit quoi faire.")
        raise RuleBroken("PAY-07", said.format(said=checks.in_words(month, found)))
    held = months_held(act, month)
    people = {line.person_id: line for line in people_of(act, month, held)}
    seal_months(act, (replace(one, person=people[who]) for who, one in held.items()))
    identity = identity_at(act, act.today)
    siret = settings_at(act, act.today).siret
    seal_frame(act, replace(frame_of(act, month), coop=identity.name, siren=identity.siren, siret=siret))
    take_step(act, month, Step.PREPARE)


@action(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Renvoi d’un mois de paie à la préparation"))
def send_back(act: Act, month: str, reason: str) -> None:
    """Give a prepared month back to whoever prepares it, with the reason."""
    states.check_step(life_of(act, month), Step.SEND_BACK)
    take_step(act, month, Step.SEND_BACK, reason=states.check_reason(reason))


@action(Right.PAY_VALIDATE, N_("Validation d’un mois de paie"))
def validate_month(act: Act, month: str) -> None:
    """Validate what somebody else prepared; shares kept from pay are written in the register of capital."""
    second_person = settings_at(act, act.today).second_person
    states.check_validator(life_of(act, month), act.actor_id, second_person=second_person)
    months_held(act, month)  # whoever validates can read what they validate
    book_shares(act, month)
    take_step(act, month, Step.VALIDATE)


@action(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Demande de réouverture d’un mois de paie"))
def ask_reopening(act: Act, month: str, reason: str) -> None:
    """Ask that a validated or exported month be opened again; somebody else answers."""
    states.check_asking(life_of(act, month))
    take_step(act, month, Step.ASK_REOPENING, reason=states.check_reason(reason))


@action(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Réouverture d’un mois de paie"))
def reopen_month(act: Act, month: str) -> None:
    """Open a month again as a second person; its next export has another number."""
    states.check_reopener(life_of(act, month), act.actor_id)
    take_step(act, month, Step.REOPEN)


@action(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Refus de rouvrir un mois de paie"))
def refuse_reopening(act: Act, month: str, reason: str) -> None:
    """Leave a month as it is, with the reason."""
    states.check_reopener(life_of(act, month), act.actor_id)
    take_step(act, month, Step.REFUSE_REOPENING, reason=states.check_reason(reason))


@action(Right.PAY_PREPARE, N_("Clôture d’un mois de paie"))
def close_month(act: Act, month: str) -> None:
    """Close an exported month for ever."""
    states.check_step(life_of(act, month), Step.CLOSE)
    take_step(act, month, Step.CLOSE)


def mark_exported(act: Act, month: str, number: int) -> None:
    """Say that a month was exported under a number, which follows the one before (PAY-08)."""
    life = life_of(act, month)
    states.check_step(life, Step.EXPORT)
    if number != life.number + 1:
        said = _("L’export suivant de ce mois porte le numéro {n}.")
        raise RuleBroken("PAY-08", said.format(n=life.number + 1))
    take_step(act, month, Step.EXPORT, number=number)

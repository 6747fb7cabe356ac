"""What a person agreed to or declared: being called by e-mail, the matrimonial regime."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.members.model import EmailConsent, MaritalInformation
from coop_desk.topics.members.records import Marital
from coop_desk.topics.members.rules import identity
from coop_desk.topics.members.rules.consent import Channel
from coop_desk.topics.members.rules.marital import Regime, SpouseAnswer
from coop_desk.topics.members.service.reading import details_of, member_of


@action(Right.OWN_FILE_CHANGE, Right.MEMBERS_RECORD, words=N_("Accord pour être convoqué par courriel"))
def record_email_consent(act: Act, person_id: PersonId, dated: date, channel: Channel, address: str = "") -> None:
    """Record a written agreement to be called by e-mail (CALL-03); without address, the one of the file."""
    member_of(act, person_id)
    address = address.strip() or details_of(act, person_id).email
    identity.check_email(address)
    if not address:
        raise RuleBroken("CALL-03", _("Indiquez l’adresse de courriel à laquelle la personne accepte de recevoir."))
    _check_dated(act, dated)
    row = EmailConsent(person_id=person_id, given=True, dated=dated, channel=channel.value, address=address)
    act.session.add(row)
    name = act.session.get_one(Person, person_id).name
    act.say(_("{name} accepte le courriel depuis le {day}").format(name=name, day=long_day(dated)))


@action(Right.OWN_FILE_CHANGE, Right.MEMBERS_RECORD, words=N_("Retour à la convocation par courrier"))
def withdraw_email_consent(act: Act, person_id: PersonId, dated: date, channel: Channel) -> None:
    """Record that a person wants the post again (CALL-03)."""
    wanted = select(EmailConsent).where(EmailConsent.person_id == person_id)
    latest = act.session.scalar(wanted.order_by(EmailConsent.dated.desc(), EmailConsent.id.desc()).limit(1))
    if latest is None or not latest.given:
        raise RuleBroken("CALL-03", _("Cette personne est déjà convoquée par courrier."))
    _check_dated(act, dated)
    if dated < latest.dated:
        message = _("Le retour au courrier ne peut précéder l’accord, donné le {day}.")
        raise RuleBroken("CALL-03", message.format(day=long_day(latest.dated)))
    act.session.add(EmailConsent(person_id=person_id, given=False, dated=dated, channel=channel.value))
    name = act.session.get_one(Person, person_id).name
    act.say(_("{name} revient au courrier depuis le {day}").format(name=name, day=long_day(dated)))


def _check_dated(act: Act, dated: date) -> None:
    if dated > act.today:
        raise RuleBroken("CALL-03", _("La date d’un écrit reçu ne peut être dans l’avenir."))


@action(Right.OWN_FILE_CHANGE, Right.MEMBERS_RECORD, words=N_("Situation matrimoniale"))
def record_marital_information(act: Act, person_id: PersonId, said: Marital) -> None:
    """Record what must be known before joint assets pay for shares (ADM-12)."""
    member_of(act, person_id)
    if SpouseAnswer(said.spouse_answer) is not SpouseAnswer.NONE and said.spouse_informed_on is None:
        raise RuleBroken("ADM-12", _("Indiquez d’abord quand le conjoint a été informé."))
    if said.answered_on and said.spouse_informed_on:
        identity.check_period(said.spouse_informed_on, said.answered_on)
    row = act.session.scalar(select(MaritalInformation).where(MaritalInformation.person_id == person_id))
    if row is None:
        row = MaritalInformation(person_id=person_id)
        act.session.add(row)
    row.regime, row.spouse_name = Regime(said.regime).value, said.spouse_name.strip()
    row.spouse_informed_on, row.answered_on = said.spouse_informed_on, said.answered_on
    row.spouse_answer = said.spouse_answer

"""How the co-op keeps pay: a second person or not, the SIRET of its files, its own bonuses."""

import re
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.payroll.model import NamedBonus, PaySetting
from coop_desk.topics.payroll.rules.catalogue import BONUS, named_bonus
from coop_desk.topics.payroll.views import Settings
from coop_desk.topics.statutes.service.in_force import identity_at


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, Right.GRANTS_GIVE, words=N_("Consultation des réglages de la paie"))
def pay_settings(act: Act) -> Settings:
    """Return how pay is kept today, and the co-op's own bonuses."""
    return settings_at(act, act.today)


def settings_at(act: Act, day: date) -> Settings:
    """How pay is kept on a day: a second person validates unless the co-op decided otherwise."""
    wanted = select(PaySetting).where(PaySetting.since <= day).order_by(PaySetting.since, PaySetting.id)
    rows = act.session.scalars(wanted).all()
    bonuses = tuple(
        named_bonus(row.code, row.name, closed=row.closed_on is not None)
        for row in act.session.scalars(select(NamedBonus).order_by(NamedBonus.code))
    )
    if not rows:
        return Settings(None, bonuses=bonuses)
    newest = rows[-1]
    return Settings(newest.since, newest.second_person, newest.siret, newest.decision, bonuses)


@action(Right.GRANTS_GIVE, N_("Réglage du contrôle de la paie par une seconde personne"))
def set_second_person(act: Act, second_person: bool, since: date, decision: str) -> None:
    """Say from when a second person must validate, or need not, and by which decision (PAY-03)."""
    if not decision.strip():
        raise RuleBroken("PAY-03", _("Citez la décision : qui l’a prise, et quand."))
    before = settings_at(act, act.today)
    _keep(act, since, second_person, before.siret, decision.strip())


@action(Right.PAY_PREPARE, N_("Enregistrement du SIRET des fichiers de paie"))
def set_siret(act: Act, siret: str) -> None:
    """Keep the SIRET that the files bear; RuleBroken PAY-09 unless it is one, of this co-op."""
    from stdnum.fr import siret as standard

    digits = re.sub(r"\s", "", siret)
    if not standard.is_valid(digits):
        raise RuleBroken("PAY-09", _("Ce SIRET n’est pas valable : 14 chiffres, dont les 9 du SIREN."))
    known = identity_at(act, act.today).siren
    if known and not digits.startswith(known):
        raise RuleBroken("PAY-09", _("Ce SIRET n’est pas de la coopérative : il commence par son SIREN."))
    before = settings_at(act, act.today)
    _keep(act, act.today, before.second_person, digits, before.decision)


def _keep(act: Act, since: date, second_person: bool, siret: str, decision: str) -> None:
    act.session.add(
        PaySetting(since=since, second_person=second_person, siret=siret, decision=decision, recorded_at=act.now)
    )
    act.session.flush()


@action(Right.PAY_PREPARE, N_("Ajout d’une prime de la coopérative"))
def add_bonus(act: Act, name: str) -> str:
    """Add a bonus of the co-op's own, and return its code, made from its name (PAY-09)."""
    words = re.sub(r"[^A-Z0-9]+", "_", fold(name).upper()).strip("_")
    if not words:
        raise RuleBroken("PAY-09", _("Donnez un nom à cette prime."))
    code = f"{BONUS}{words}"[:30]
    if act.session.scalar(select(NamedBonus.id).where(NamedBonus.code == code)) is not None:
        raise RuleBroken("PAY-09", _("Une prime porte déjà ce nom ({code}).").format(code=code))
    act.session.add(NamedBonus(code=code, name=name.strip(), closed_on=None))
    act.session.flush()
    act.say(name.strip())
    return code


@action(Right.PAY_PREPARE, N_("Fin d’une prime de la coopérative"))
def close_bonus(act: Act, code: str) -> None:
    """Give a bonus no more; the months that have it keep it."""
    row = act.session.scalar(select(NamedBonus).where(NamedBonus.code == code))
    if row is None or row.closed_on is not None:
        raise RuleBroken("PAY-09", _("Cette prime ne se donne déjà plus."))
    row.closed_on = act.today
    act.say(row.name)

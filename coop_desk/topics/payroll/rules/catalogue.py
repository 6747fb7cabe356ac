"""The neutral codes of pay: one row each, whatever the payroll tool calls them.

No declaration code here: the payroll tool makes the declaration from these, and several public lists are wrong.
"""

from dataclasses import dataclass
from enum import StrEnum

from coop_desk.core.i18n import N_, _


class Unit(StrEnum):
    """What a variable is counted in."""

    HOURS = "hours"
    DAYS = "days"
    AMOUNT = "amount"
    NUMBER = "number"
    KM = "km"
    TEXT = "text"


UNIT_WORDS = {
    Unit.HOURS: N_("heures"),
    Unit.DAYS: N_("jours"),
    Unit.AMOUNT: N_("euros"),
    Unit.NUMBER: N_("nombre"),
    Unit.KM: N_("km"),
    Unit.TEXT: N_("texte"),
}


class Group(StrEnum):
    """Where a variable stands on screen."""

    HOURS = "hours"
    ABSENCES = "absences"
    PAY = "pay"
    EXPENSES = "expenses"
    SHARES = "shares"
    CHANGES = "changes"


GROUP_WORDS = {
    Group.HOURS: N_("Heures"),
    Group.ABSENCES: N_("Absences"),
    Group.PAY: N_("Primes et avances"),
    Group.EXPENSES: N_("Frais et avantages"),
    Group.SHARES: N_("Parts et bénéfices"),
    Group.CHANGES: N_("Événements du mois"),
}


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the catalogue. `sign`: +1 comes on top of pay, -1 is kept from it, 0 only informs.

    `dated`: each line has its day or days; else the month has one figure. `noted`: a comment must go with it.
    `closed`: a bonus of the co-op's own that is given no more.
    """

    code: str
    words: str
    unit: Unit
    group: Group
    sign: int = 1
    dated: bool = False
    noted: bool = False
    closed: bool = False

    @property
    def label(self) -> str:
        """The row in words."""
        return _(self.words)

    @property
    def is_absence(self) -> bool:
        """Whether it comes from leave and is never typed here."""
        return self.group is Group.ABSENCES


def _hours(code: str, words: str) -> Variable:
    return Variable(code, words, Unit.HOURS, Group.HOURS)


def _absence(code: str, words: str, *, noted: bool = False) -> Variable:
    return Variable(code, words, Unit.DAYS, Group.ABSENCES, sign=0, dated=True, noted=noted)


def _amount(code: str, words: str, group: Group, sign: int = 1, *, noted: bool = False) -> Variable:
    return Variable(code, words, Unit.AMOUNT, group, sign, noted=noted)


def _event(code: str, words: str, *, noted: bool = False) -> Variable:
    return Variable(code, words, Unit.TEXT, Group.CHANGES, sign=0, dated=True, noted=noted)


BONUS = "PRIME_"
SHARES_KEPT = "RET_PARTS_SOCIALES"

CATALOGUE: tuple[Variable, ...] = (
    _hours("H_NORM", N_("Heures normales")),
    _hours("H_SUP25", N_("Heures supplémentaires à 25 %")),
    _hours("H_SUP50", N_("Heures supplémentaires à 50 %")),
    _hours("H_COMP10", N_("Heures complémentaires à 10 %")),
    _hours("H_COMP25", N_("Heures complémentaires à 25 %")),
    _hours("H_NUIT", N_("Heures de nuit")),
    _hours("H_DIM", N_("Heures du dimanche")),
    _hours("H_FERIE", N_("Heures d’un jour férié")),
    _hours("H_ASTR", N_("Heures d’astreinte")),
    _absence("ABS_CP", N_("Congés payés")),
    _absence("ABS_CP_REPORT", N_("Congés payés reportés")),
    _absence("ABS_FRAC", N_("Jours de fractionnement")),
    _absence("ABS_RTT", N_("RTT")),
    _absence("ABS_RECUP", N_("Récupération")),
    _absence("ABS_CSS", N_("Congé sans solde")),
    _absence("ABS_INJ", N_("Absence injustifiée")),
    _absence("ABS_MAL", N_("Maladie")),
    _absence("ABS_AT", N_("Accident du travail")),
    _absence("ABS_TRAJET", N_("Accident de trajet")),
    _absence("ABS_MP", N_("Maladie professionnelle")),
    _absence("ABS_MAT", N_("Maternité")),
    _absence("ABS_PAT", N_("Paternité et accueil de l’enfant")),
    _absence("ABS_NAISS_SUP", N_("Congé supplémentaire de naissance")),
    _absence("ABS_ADOPT", N_("Adoption")),
    _absence("ABS_ENF_MAL", N_("Enfant malade")),
    _absence("ABS_EVT_FAM", N_("Événement familial"), noted=True),
    _absence("ABS_DEUIL", N_("Congé de deuil")),
    _absence("ABS_PARENTAL", N_("Congé parental")),
    _absence("ABS_FORM", N_("Formation")),
    _absence("ABS_GREVE", N_("Grève")),
    _absence("ABS_MI_TEMPS_THER", N_("Temps partiel thérapeutique")),
    _amount("COMM", N_("Commissions"), Group.PAY),
    _amount("AVANCE", N_("Avance à reprendre"), Group.PAY, -1),
    _amount("ACOMPTE", N_("Acompte déjà versé"), Group.PAY, -1),
    _amount("REMB_FRAIS", N_("Remboursement de frais"), Group.EXPENSES),
    Variable("REMB_KM", N_("Indemnités kilométriques"), Unit.KM, Group.EXPENSES),
    _amount("REMB_TRANSPORT", N_("Remboursement du transport"), Group.EXPENSES),
    _amount("FORFAIT_MOB_DUR", N_("Forfait mobilités durables"), Group.EXPENSES),
    Variable("TITRES_RESTO", N_("Titres-restaurant"), Unit.NUMBER, Group.EXPENSES),
    _amount("AVANTAGE_NAT", N_("Avantage en nature"), Group.EXPENSES, noted=True),
    _amount(SHARES_KEPT, N_("Retenue pour parts sociales"), Group.SHARES, -1),
    _amount("PARTICIPATION", N_("Participation"), Group.SHARES),
    _amount("INTERESSEMENT", N_("Intéressement"), Group.SHARES),
    _amount("RISTOURNE_TRAVAIL", N_("Ristourne au travail"), Group.SHARES),
    _event("ENTREE", N_("Entrée")),
    _event("SORTIE", N_("Sortie"), noted=True),
    _event("CHG_HORAIRE", N_("Changement d’horaire"), noted=True),
    _event("CHG_SALAIRE", N_("Changement de salaire")),
    _event("CHG_RIB", N_("Changement de compte bancaire")),
)

BY_CODE = {variable.code: variable for variable in CATALOGUE}


def named_bonus(code: str, name: str, *, closed: bool = False) -> Variable:
    """Return a bonus of the co-op's own, as a row of the catalogue."""
    return Variable(code, name, Unit.AMOUNT, Group.PAY, closed=closed)

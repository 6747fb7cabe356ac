"""What a person can be for the register, why it changes, and how it is said."""

from enum import StrEnum

from coop_desk.core.i18n import N_


class Category(StrEnum):
    """What a person is for the register."""

    CANDIDATE = "candidate"
    EMPLOYED = "employed_associate"
    EXTERNAL = "external_associate"
    FORMER = "former_associate"
    HOLDER = "holder_without_vote"
    EMPLOYEE = "employee"


class Reason(StrEnum):
    """Why a person changes category."""

    ADMISSION = "admission"
    AS_OF_RIGHT = "as_of_right"
    REGISTER = "register"
    APPLICATION = "application"
    REFUSAL = "refusal"
    WITHDRAWAL = "withdrawal"
    HIRING = "hiring"
    RESIGNATION = "resignation"
    CONTRACT_END = "contract_end"
    AGREED_BREAK = "agreed_break"
    RETIREMENT = "retire"
    OWN_RETIREMENT = "retire_own"
    ECONOMIC = "economic"
    UNFIT = "unfit"
    KEPT = "elected"
    EXCLUSION = "exclusion"
    DEATH = "death"
    LATE_SUBSCRIPTION = "late_subscription"
    REIMBURSEMENT = "reimbursement"
    CORRECTION = "correction"


class Outcome(StrEnum):
    """How an application ended."""

    PENDING = "pending"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# Names of a situation, not of a person: they are right for everybody.
CATEGORY_WORDS = {
    Category.CANDIDATE: N_("Candidature"),
    Category.EMPLOYED: N_("Sociétariat salarié"),
    Category.EXTERNAL: N_("Sociétariat extérieur"),
    Category.FORMER: N_("Sociétariat terminé"),
    Category.HOLDER: N_("Parts sans vote"),
    Category.EMPLOYEE: N_("Salariat seul"),
}

REASON_WORDS = {
    Reason.ADMISSION: N_("Admission par l’assemblée"),
    Reason.AS_OF_RIGHT: N_("Admission de droit"),
    Reason.REGISTER: N_("Reprise du registre existant"),
    Reason.APPLICATION: N_("Candidature"),
    Reason.REFUSAL: N_("Candidature refusée"),
    Reason.WITHDRAWAL: N_("Candidature retirée"),
    Reason.HIRING: N_("Embauche"),
    Reason.RESIGNATION: N_("Démission de la qualité d’associé"),
    Reason.CONTRACT_END: N_("Rupture du contrat de travail"),
    Reason.AGREED_BREAK: N_("Rupture conventionnelle"),
    Reason.RETIREMENT: N_("Mise à la retraite"),
    Reason.OWN_RETIREMENT: N_("Départ volontaire à la retraite"),
    Reason.ECONOMIC: N_("Licenciement économique"),
    Reason.UNFIT: N_("Invalidité rendant inapte au travail"),
    Reason.KEPT: N_("Maintien décidé par l’assemblée à la demande de la personne"),
    Reason.EXCLUSION: N_("Exclusion par l’assemblée"),
    Reason.DEATH: N_("Décès"),
    Reason.LATE_SUBSCRIPTION: N_("Retard de souscription"),
    Reason.REIMBURSEMENT: N_("Remboursement des parts"),
    Reason.CORRECTION: N_("Correction"),
}

OUTCOME_WORDS = {
    Outcome.PENDING: N_("En attente"),
    Outcome.ADMITTED: N_("Admise"),
    Outcome.REFUSED: N_("Refusée"),
    Outcome.WITHDRAWN: N_("Retirée"),
}

ASSOCIATES = frozenset({Category.EMPLOYED, Category.EXTERNAL})
NUMBERED = ASSOCIATES | {Category.FORMER, Category.HOLDER}
STATUS_KEPT = frozenset({Reason.RETIREMENT, Reason.ECONOMIC, Reason.UNFIT})
CONTRACT_ENDS = STATUS_KEPT | {Reason.CONTRACT_END, Reason.AGREED_BREAK, Reason.OWN_RETIREMENT, Reason.KEPT}
LOSSES = CONTRACT_ENDS | {Reason.RESIGNATION, Reason.EXCLUSION, Reason.DEATH, Reason.LATE_SUBSCRIPTION}
LATE_SUBSCRIPTION_MONTHS = 3
WITHOUT_DECISION = frozenset({Reason.AS_OF_RIGHT, Reason.REGISTER, Reason.CORRECTION})

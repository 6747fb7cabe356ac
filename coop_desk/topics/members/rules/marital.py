"""What the law asks before joint assets pay for shares (ADM-12), and how it is said."""

from enum import StrEnum

from coop_desk.core.i18n import N_


class Regime(StrEnum):
    """The matrimonial regime; nothing more than the law needs."""

    UNKNOWN = ""
    SINGLE = "single"
    COMMUNITY = "community"
    UNIVERSAL = "universal"
    SEPARATE = "separate"
    PARTICIPATION = "participation"
    PARTNERS = "partners"
    PARTNERS_JOINT = "partners_joint"


class SpouseAnswer(StrEnum):
    """What the spouse, once informed, said."""

    NONE = ""
    RENOUNCES = "renounces"
    CLAIMS = "claims"


REGIME_WORDS = {
    Regime.UNKNOWN: N_("Non renseigné"),
    Regime.SINGLE: N_("Célibataire, divorcé ou veuf"),
    Regime.COMMUNITY: N_("Marié, communauté réduite aux acquêts"),
    Regime.UNIVERSAL: N_("Marié, communauté universelle"),
    Regime.SEPARATE: N_("Marié, séparation de biens"),
    Regime.PARTICIPATION: N_("Marié, participation aux acquêts"),
    Regime.PARTNERS: N_("Pacsé, séparation des patrimoines"),
    Regime.PARTNERS_JOINT: N_("Pacsé, indivision"),
}

ANSWER_WORDS = {
    SpouseAnswer.NONE: N_("Pas encore de réponse"),
    SpouseAnswer.RENOUNCES: N_("Renonce à devenir associé"),
    SpouseAnswer.CLAIMS: N_("Demande à être associé pour la moitié des parts"),
}

JOINT = frozenset({Regime.COMMUNITY, Regime.UNIVERSAL})


def spouse_must_be_informed(regime: Regime) -> bool:
    """Tell whether joint assets may pay for shares, so that the spouse must be told (ADM-12)."""
    return regime in JOINT

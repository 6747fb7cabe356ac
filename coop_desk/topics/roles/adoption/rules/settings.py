"""What plans weigh and respect: what may be written, how it is kept, and each weight in words."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.roles.adoption.records import ApartPair, CoverageRule, Settings

WEIGHT_WORDS: Mapping[str, tuple[str, str]] = {
    "vacancy": (N_("Siège vacant"), N_("par mois, fois l’importance du rôle (1 à 3)")),
    "coverage": (N_("Compétence manquante"), N_("par mois et par titulaire qui manque dans un pôle")),
    "max_over": (N_("Personne la plus chargée"), N_("par heure au-dessus de sa part équitable")),
    "over_0": (N_("Au-dessus de la part"), N_("par heure, pour chacun")),
    "over_1": (N_("Au-delà du premier palier"), N_("par heure de plus")),
    "over_2": (N_("Au-delà du second palier"), N_("par heure de plus encore")),
    "preference": (N_("Souhaits"), N_("par mois et par degré sous « très volontiers »")),
    "handover": (N_("Changement de mains"), N_("par mandat qui commence")),
    "missing_shadow": (N_("Tuilage manquant"), N_("par mois qui manque")),
}
EVERY = (1, 2, 3, 4, 6, 12)
MOST_POINTS, MOST_SECONDS = 100_000, 3_600


def check_settings(settings: Settings) -> None:
    """Raise RuleBroken ROT-40 unless plans can be weighed by them."""
    weights = (
        settings.vacancy, settings.coverage, settings.max_over, *settings.over, settings.preference, settings.handover,
        settings.missing_shadow,
    )  # fmt: skip
    faults = (
        (any(not 0 <= one <= MOST_POINTS for one in weights), _("Un poids va de 0 à 100 000 points.")),
        (settings.vacancy == 0, _("Un siège vacant doit coûter quelque chose : sinon rien ne serait pourvu.")),
        (not 1 <= settings.step <= 1_000, _("Un palier va de 1 à 1 000 heures.")),
        (not 0 <= settings.history_months <= 120, _("L’équité regarde en arrière de 0 à 120 mois.")),
        (settings.every not in EVERY, _("Les sièges changent de mains tous les 1, 2, 3, 4, 6 ou 12 mois.")),
        (not 1 <= settings.max_roles <= 10, _("Le nombre de rôles à la fois va de 1 à 10.")),
        (not 0 <= settings.capacity <= 160, _("La capacité va de 0 à 160 heures par mois.")),
        (not 1 <= settings.seconds <= MOST_SECONDS, _("Le temps de calcul va de 1 à 3 600 secondes.")),
        (any(pair.one_id == pair.other_id for pair in settings.apart), _("Séparez deux personnes différentes.")),
        (any(not 1 <= rule.level <= 4 or rule.least < 1 for rule in settings.coverage_rules),
         _("Une compétence gardée a un niveau de 1 à 4 et au moins un titulaire.")),
    )  # fmt: skip
    for wrong, words in faults:
        if wrong:
            raise RuleBroken("ROT-40", words)


def kept(settings: Settings) -> dict[str, Any]:
    """What is stored of settings."""
    return asdict(settings)


def settings_from(said: Mapping[str, Any]) -> Settings:
    """The settings as they were written; what a later version of the program added has its plain value."""
    known = {one.name for one in fields(Settings)}
    told = {name: value for name, value in said.items() if name in known}
    told["over"] = tuple(told.get("over", Settings().over))
    told["apart"] = tuple(ApartPair(**one) for one in told.get("apart", ()))
    told["coverage_rules"] = tuple(CoverageRule(**one) for one in told.get("coverage_rules", ()))
    return Settings(**told)

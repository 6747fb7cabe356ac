"""What a column may show of each record: the name that presets use, its kind, and its words on screen."""

from enum import StrEnum

from coop_desk.core.i18n import N_
from coop_desk.topics.payroll.exporter.preset import Record


class Kind(StrEnum):
    """How a source is written."""

    TEXT = "text"
    DATE = "date"
    MONTH = "month"
    NUMBER = "number"
    HOURS = "hours"
    EUROS = "euros"
    FLAG = "flag"
    HALF = "half"
    PART = "part"


Sources = dict[str, tuple[Kind, str]]

_EVERYWHERE: Sources = {
    "coop": (Kind.TEXT, N_("Coopérative")),
    "siren": (Kind.TEXT, N_("SIREN")),
    "siret": (Kind.TEXT, N_("SIRET")),
    "month": (Kind.MONTH, N_("Mois de paie")),
    "number": (Kind.TEXT, N_("Numéro d’export")),
    "matricule": (Kind.TEXT, N_("Matricule")),
    "family_name": (Kind.TEXT, N_("Nom")),
    "given_name": (Kind.TEXT, N_("Prénom")),
    "contract": (Kind.TEXT, N_("Numéro du contrat")),
    "code": (Kind.TEXT, N_("Code du logiciel de paie")),
    "neutral_code": (Kind.TEXT, N_("Code neutre")),
    "label": (Kind.TEXT, N_("Libellé")),
    "unit": (Kind.TEXT, N_("Unité")),
    "comment": (Kind.TEXT, N_("Commentaire")),
    "correction": (Kind.FLAG, N_("Correction d’un mois passé")),
    "concerns": (Kind.MONTH, N_("Mois corrigé")),
    "period": (Kind.MONTH, N_("Mois corrigé, sinon mois de paie")),
    "value": (Kind.NUMBER, N_("Valeur")),
    "hours": (Kind.HOURS, N_("Heures")),
    "base": (Kind.NUMBER, N_("Base")),
    "amount": (Kind.EUROS, N_("Montant")),
}

_VARIABLE: Sources = {
    "quantity": (Kind.NUMBER, N_("Quantité")),
    "start": (Kind.DATE, N_("Début")),
    "end": (Kind.DATE, N_("Fin")),
    "first_day": (Kind.DATE, N_("Début, sinon premier jour du mois")),
    "last_day": (Kind.DATE, N_("Fin, sinon dernier jour du mois")),
}

_ABSENCE: Sources = {
    "id": (Kind.TEXT, N_("Numéro de l’absence")),
    "revision": (Kind.TEXT, N_("Révision de l’absence")),
    "ground": (Kind.TEXT, N_("Motif de l’événement familial")),
    "start": (Kind.DATE, N_("Début")),
    "start_part": (Kind.HALF, N_("Demi-journée du début")),
    "end": (Kind.DATE, N_("Fin")),
    "end_part": (Kind.HALF, N_("Demi-journée de la fin")),
    "days": (Kind.NUMBER, N_("Jours comptés")),
    "extension": (Kind.FLAG, N_("Prolongation")),
    "first_stop": (Kind.FLAG, N_("Premier arrêt")),
    "initial_stop": (Kind.DATE, N_("Début de l’arrêt initial")),
    "last_worked": (Kind.DATE, N_("Dernier jour travaillé")),
    "returned": (Kind.DATE, N_("Retour effectif")),
    "subrogation": (Kind.FLAG, N_("Subrogation")),
    "accident": (Kind.DATE, N_("Date de l’accident")),
    "certificate": (Kind.DATE, N_("Certificat reçu le")),
}

_PERIOD: Sources = {
    "single_days": (Kind.NUMBER, N_("Jours, pour une absence d’un seul jour")),
    "single_hours": (Kind.HOURS, N_("Heures, pour une absence d’un seul jour")),
}

_DAY: Sources = {
    "day": (Kind.DATE, N_("Jour")),
    "part": (Kind.PART, N_("Partie du jour")),
    "in_22": (Kind.NUMBER, N_("Jour en base 22 (lundi à vendredi)")),
    "in_26": (Kind.NUMBER, N_("Jour en base 26 (lundi à samedi)")),
    "in_30": (Kind.NUMBER, N_("Jour en base 30 (calendaire)")),
}

SOURCES: dict[Record, Sources] = {
    Record.VARIABLE: _EVERYWHERE | _VARIABLE,
    Record.ABSENCE_PERIOD: _EVERYWHERE | _ABSENCE | _PERIOD,
    Record.ABSENCE_DAY: _EVERYWHERE | _ABSENCE | _DAY,
}
NUMBERS = (Kind.NUMBER, Kind.HOURS, Kind.EUROS)

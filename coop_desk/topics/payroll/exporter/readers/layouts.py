"""How each payroll program reads its files: one function for each file of each program."""

from collections.abc import Iterator
from typing import Protocol

from coop_desk.topics.payroll.exporter.readers.text import Read, day, flag, half, month, number, table


class Reader(Protocol):
    """Reads one file and says what stands in each of its lines, by the names of the sources."""

    def __call__(self, content: bytes, /) -> Iterator[Read]: ...


_GENERIC_VARIABLES = ("Periode", "Matricule", "Nom", "Prenom", "Code", "Libelle", "Unite", "Quantite", "Montant",
                      "Commentaire")  # fmt: skip
_GENERIC_ABSENCES = ("Id", "Revision", "Matricule", "Nom", "Prenom", "Code", "Debut", "DebutPartie", "Fin", "FinPartie",
                     "Jours", "Unite", "Heures", "Prolongation", "ArretInitial", "Retour", "Correction",
                     "Commentaire")  # fmt: skip


def generic_variables(encoding: str = "utf-8-sig") -> Reader:
    """Variables as our own layout says them, in the letters of one program."""

    def read(content: bytes) -> Iterator[Read]:
        for line in table(content, encoding, ";", True, _GENERIC_VARIABLES):
            yield {"period": month(line["Periode"]), "matricule": line["Matricule"], "code": line["Code"],
                   "quantity": number(line["Quantite"], ","), "amount": number(line["Montant"], ",")}  # fmt: skip

    return read


def generic_absences(encoding: str = "utf-8-sig") -> Reader:
    """Absences as our own layout says them, in the letters of one program."""

    def read(content: bytes) -> Iterator[Read]:
        for line in table(content, encoding, ";", True, _GENERIC_ABSENCES):
            yield {"id": line["Id"], "revision": line["Revision"], "matricule": line["Matricule"],
                   "code": line["Code"], "start": day(line["Debut"]), "start_part": half(line["DebutPartie"]),
                   "end": day(line["Fin"]), "end_part": half(line["FinPartie"]), "days": number(line["Jours"], ","),
                   "hours": number(line["Heures"], ","), "extension": flag(line["Prolongation"]),
                   "initial_stop": day(line["ArretInitial"]), "returned": day(line["Retour"]),
                   "concerns": month(line["Correction"])}  # fmt: skip

    return read


def paie_123_absences(content: bytes) -> Iterator[Read]:
    """123 Paie: an absence, one line a day."""
    names = ("ap_soc", "ap_etab", "ap_matr", "fs_nom", "ap_contrat", "va_abs_code", "va_abs_deb", "va_abs_fin",
             "va_abs_premier_arret", "va_abs_prolongation", "va_abs_date", "va_abs_nb22", "va_abs_nb26", "va_abs_nb30",
             "va_abs_nbh")  # fmt: skip
    for line in table(content, "ascii", "\t", False, names):
        yield {"matricule": line["ap_matr"], "contract": line["ap_contrat"], "code": line["va_abs_code"],
               "start": day(line["va_abs_deb"]), "end": day(line["va_abs_fin"]),
               "first_stop": flag(line["va_abs_premier_arret"]), "initial_stop": day(line["va_abs_prolongation"]),
               "day": day(line["va_abs_date"]), "in_22": number(line["va_abs_nb22"], "."),
               "in_26": number(line["va_abs_nb26"], "."), "in_30": number(line["va_abs_nb30"], "."),
               "hours": number(line["va_abs_nbh"], ".")}  # fmt: skip


def paie_123_variables(content: bytes) -> Iterator[Read]:
    """123 Paie: what is typed for the month, hours in the base and amounts in the result."""
    names = ("ap_soc", "ap_matr", "ap_contrat", "va_sai_report", "va_sai_code", "va_sai_lib", "va_sai_base",
             "va_sai_resultat", "va_sai_taux")  # fmt: skip
    for line in table(content, "ascii", "\t", False, names):
        flag(line["va_sai_report"], "T", "T")
        yield {"siren": line["ap_soc"], "matricule": line["ap_matr"], "contract": line["ap_contrat"],
               "code": line["va_sai_code"], "base": number(line["va_sai_base"], "."),
               "amount": number(line["va_sai_resultat"], ".")}  # fmt: skip


def silae_variables(content: bytes) -> Iterator[Read]:
    """Silae: one value a line."""
    for line in table(content, "utf-8", ";", True, ("Matricule", "Code", "Valeur", "Debut", "Fin")):
        yield {"matricule": line["Matricule"], "code": line["Code"], "value": number(line["Valeur"], ","),
               "first_day": day(line["Debut"]), "last_day": day(line["Fin"])}  # fmt: skip


def silae_absences(content: bytes) -> Iterator[Read]:
    """Silae: hours and days are said of an absence of one day only."""
    names = ("Matricule", "Code", "Debut", "Fin", "Heures", "Jours", "Rectificative", "Commentaire")
    for line in table(content, "utf-8", ";", True, names):
        yield {"matricule": line["Matricule"], "code": line["Code"], "start": day(line["Debut"]),
               "end": day(line["Fin"]), "single_hours": number(line["Heures"], ","),
               "single_days": number(line["Jours"], ","), "correction": flag(line["Rectificative"])}  # fmt: skip


def ebp_variables(content: bytes) -> Iterator[Read]:
    """EBP Paie: one value a line."""
    for line in table(content, "cp1252", ";", True, ("Matricule", "Nom", "Prenom", "Code", "Valeur", "Libelle")):
        yield {"matricule": line["Matricule"], "code": line["Code"], "value": number(line["Valeur"], ",")}


def ebp_absences(content: bytes) -> Iterator[Read]:
    """EBP Paie: one day or half day a line."""
    parts = {"J": "", "M": "AM", "A": "PM"}
    for line in table(content, "cp1252", ";", True, ("Matricule", "Nom", "Prenom", "Code", "Date", "Partie", "Jours",
                                                     "Heures")):  # fmt: skip
        yield {"matricule": line["Matricule"], "code": line["Code"], "day": day(line["Date"]),
               "part": parts.get(line["Partie"]), "days": number(line["Jours"], ","),
               "hours": number(line["Heures"], ",")}  # fmt: skip


def spaiectacle_variables(content: bytes) -> Iterator[Read]:
    """sPAIEctacle: one line of pay, a number or an amount."""
    names = ("Societe", "Exercice", "Matricule", "Date debut", "Code rubrique", "Nombre", "Montant", "Libelle")
    for line in table(content, "cp1252", ";", True, names):
        yield {"siren": line["Societe"], "matricule": line["Matricule"], "first_day": day(line["Date debut"]),
               "code": line["Code rubrique"], "base": number(line["Nombre"], ","),
               "amount": number(line["Montant"], ",")}  # fmt: skip


def spaiectacle_absences(content: bytes) -> Iterator[Read]:
    """sPAIEctacle: one line of pay for a period of absence."""
    names = ("Societe", "Exercice", "Matricule", "Date debut", "Code rubrique", "Date fin", "Jours", "Heures")
    for line in table(content, "cp1252", ";", True, names):
        yield {"siren": line["Societe"], "matricule": line["Matricule"], "start": day(line["Date debut"]),
               "code": line["Code rubrique"], "end": day(line["Date fin"]), "days": number(line["Jours"], ","),
               "hours": number(line["Heures"], ",")}  # fmt: skip


def sage_100_variables(content: bytes) -> Iterator[Read]:
    """Sage 100 Paie: the import format that comes with the preset."""
    for line in table(content, "cp1252", ";", True, ("Matricule", "Code", "Quantite", "Montant", "Debut", "Fin")):
        yield {"matricule": line["Matricule"], "code": line["Code"], "quantity": number(line["Quantite"], ","),
               "amount": number(line["Montant"], ","), "first_day": day(line["Debut"], "%d%m%Y"),
               "last_day": day(line["Fin"], "%d%m%Y")}  # fmt: skip


def sage_100_absences(content: bytes) -> Iterator[Read]:
    """Sage 100 Paie: the import format that comes with the preset."""
    names = ("Matricule", "Code", "Debut", "DebutPartie", "Fin", "FinPartie", "Jours", "Heures")
    for line in table(content, "cp1252", ";", True, names):
        yield {"matricule": line["Matricule"], "code": line["Code"], "start": day(line["Debut"], "%d%m%Y"),
               "start_part": half(line["DebutPartie"], "M", "A"), "end": day(line["Fin"], "%d%m%Y"),
               "end_part": half(line["FinPartie"], "M", "A"), "days": number(line["Jours"], ","),
               "hours": number(line["Heures"], ",")}  # fmt: skip


def sage_hr_absences(content: bytes) -> Iterator[Read]:
    """Sage HR: an event from a time to another."""
    names = ("Employee ID", "Event code", "Start date", "Start time", "End date", "End time")
    for line in table(content, "utf-8", ",", True, names):
        yield {"matricule": line["Employee ID"], "code": line["Event code"],
               "start": day(line["Start date"], "%Y-%m-%d"), "start_part": half(line["Start time"], "00:00", "12:00"),
               "end": day(line["End date"], "%Y-%m-%d"),
               "end_part": half(line["End time"], "12:00", "23:59")}  # fmt: skip


def timmi_absences(content: bytes) -> Iterator[Read]:
    """Timmi and the programs that read as it does."""
    names = ("legalEntity", "employeeNumber", "lastName", "firstName", "accountID", "startDate", "flagStartDate",
             "endDate", "flagEndDate", "nbHours", "isApproved")  # fmt: skip
    for line in table(content, "utf-8", ";", True, names):
        flag(line["isApproved"], "true", "true")
        yield {"siren": line["legalEntity"], "matricule": line["employeeNumber"], "family_name": line["lastName"],
               "given_name": line["firstName"], "code": line["accountID"], "start": day(line["startDate"]),
               "start_part": half(line["flagStartDate"]), "end": day(line["endDate"]),
               "end_part": half(line["flagEndDate"]), "hours": number(line["nbHours"], ".")}  # fmt: skip


_GENERIC = (generic_variables(), generic_absences())
_GENERIC_WINDOWS = (generic_variables("cp1252"), generic_absences("cp1252"))

READERS: dict[str, tuple[Reader, ...]] = {
    "generique": _GENERIC,
    "123-paie": (paie_123_absences, paie_123_variables),
    "silae": (silae_variables, silae_absences),
    "ebp-paie": (ebp_variables, ebp_absences),
    "spaiectacle": (spaiectacle_variables, spaiectacle_absences),
    "sage-100-paie": (sage_100_variables, sage_100_absences),
    "sage-hr": (sage_hr_absences,),
    "timmi": (timmi_absences,),
    "cegid-quadra": _GENERIC_WINDOWS,
    "isapaye": _GENERIC_WINDOWS,
    "openpaye": _GENERIC,
    "nibelis": _GENERIC,
    "payfit": _GENERIC,
}
"""For each preset, one reader for each of its files, in their order."""

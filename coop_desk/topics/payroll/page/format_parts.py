"""What can be arranged in a format: its parts as the list shows them, and the form of each."""

from dataclasses import dataclass
from typing import Any

from coop_desk.core.i18n import N_, _
from coop_desk.screen.fields import CheckField, ChoiceField, Field, IntegerField, TextField
from coop_desk.topics.payroll.exporter.preset import ENCODINGS, FIELDS, UNITS, Allowed, Record
from coop_desk.topics.payroll.exporter.sources import SOURCES
from coop_desk.topics.payroll.page.presets import mark_words
from coop_desk.topics.payroll.rules.catalogue import BY_CODE

GENERAL = "general"
_UNIT_WORDS = {
    "days": N_("jours"), "hours": N_("heures"), "ouvrables": N_("jours ouvrables"), "ouvres": N_("jours ouvrés"),
    "minutes": N_("minutes"), "cents": N_("centimes"),
}  # fmt: skip
_FIELD_WORDS = {"hours": N_("heures"), "base": N_("base"), "amount": N_("montant")}
_ALLOWED_WORDS = {
    Allowed.TRANSLITERATION: N_("Écrire sans accent les lettres que le fichier n’a pas"),
    Allowed.APOSTROPHE: N_("Mettre une apostrophe devant un texte qui commence comme une formule"),
    Allowed.ZERO_LINES: N_("Écrire aussi les lignes à zéro"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be arranged: the whole, a column of a file, or a code."""

    key: str
    kind: str
    name: str
    says: str
    file: int = -1
    place: int = -1


def parts_of(document: dict[str, Any]) -> list[Part]:
    """The parts of a format, in their order."""
    found = [Part(GENERAL, _("Ensemble"), _("Fichier"), document["file_name"])]
    for n, file in enumerate(document["files"]):
        record = Record(file["record"])
        kind = _("Colonne des variables") if record is Record.VARIABLE else _("Colonne des absences")
        found += [
            Part(f"column:{n}:{place}", kind, column["name"], _column_says(record, column), n, place)
            for place, column in enumerate(file["columns"])
        ]
    for code, rule in document.get("codes", {}).items():
        label = BY_CODE[code].label if code in BY_CODE else ""
        target = rule["code"] or _("laissé de côté")
        found.append(Part(f"code:{code}", _("Code"), code, f"{target}  {label}".strip()))
    return found


def _column_says(record: Record, column: dict[str, Any]) -> str:
    source = column.get("source", "")
    if not source:
        return _("toujours « {value} »").format(value=column.get("default", ""))
    said = _(SOURCES[record][source][1])
    return f"{said} ({column['format']})" if column.get("format") else said


# ------------------------------------------------------------------ forms


def general_fields() -> list[Field]:
    """What holds for all the files."""
    separators = [(mark, mark_words(mark)) for mark in (";", ",", "\t", "|", "")]
    quotes = [('"', _("oui")), ("", _("non : un tel texte est refusé"))]
    return [
        TextField("file_name", _("Nom des fichiers"), required=True,
                  help=_("{month}, {number} et {record} sont remplacés.")),
        ChoiceField("encoding", _("Lettres"), [(one, one) for one in ENCODINGS], required=True),
        CheckField("bom", _("Marque d’ordre des octets (BOM)")),
        ChoiceField("newline", _("Fin de ligne"), [("crlf", "CRLF (Windows)"), ("lf", "LF")], required=True),
        ChoiceField("separator", _("Séparateur"), separators),
        ChoiceField("quote", _("Guillemets autour d’un texte qui contient le séparateur"), quotes),
        ChoiceField("decimal", _("Décimales"), [(",", _("virgule")), (".", _("point"))], required=True),
        TextField("date_format", _("Dates"), required=True, help=_("Avec JJ, MM et AAAA, ou AA.")),
        CheckField("header", _("Noms des colonnes sur la première ligne")),
        *(CheckField(one.value, _(_ALLOWED_WORDS[one])) for one in Allowed),
    ]  # fmt: skip


def general_values(document: dict[str, Any]) -> dict[str, Any]:
    """What the form of the whole shows."""
    allowed = document.get("allow", [])
    return {name: document[name] for name in _GENERAL} | {one.value: one.value in allowed for one in Allowed}


_GENERAL = ("file_name", "encoding", "bom", "newline", "separator", "quote", "decimal", "date_format", "header")


def take_general(document: dict[str, Any], values: dict[str, Any]) -> None:
    """Put what was typed in the format."""
    for name in _GENERAL:
        value = values[name]
        document[name] = bool(value) if name in ("bom", "header") else value or ""
    document["allow"] = [one.value for one in Allowed if values[one.value]]


def column_fields(record: Record) -> list[Field]:
    """What is said of one column."""
    sources = [("", _("rien : une valeur fixe"))] + [(name, _(said)) for name, (_kind, said) in SOURCES[record].items()]
    return [
        TextField("name", _("Nom de la colonne"), required=True),
        ChoiceField("source", _("Ce qu’elle montre"), sources),
        TextField("format", _("Forme"), help=_("0.00 pour un nombre, JJ/MM/AAAA pour une date, 1/0 pour oui ou non, "
                                               "last 5 pour les 5 derniers caractères. Vide : la forme usuelle.")),
        TextField("default", _("Valeur quand il n’y a rien")),
        CheckField("required", _("Obligatoire")),
        IntegerField("width", _("Largeur au plus"), unit=_("caractères"), least=1),
        ChoiceField("align", _("Alignement"), [("left", _("à gauche")), ("right", _("à droite"))]),
        TextField("pad", _("Compléter jusqu’à la largeur avec")),
    ]  # fmt: skip


_COLUMN = ("name", "source", "format", "default", "required", "width", "align", "pad")


def column_values(column: dict[str, Any]) -> dict[str, Any]:
    """What the form of a column shows."""
    usual = {"source": "", "format": "", "default": "", "required": False, "width": None, "align": "left", "pad": ""}
    return usual | column


def column_of(values: dict[str, Any]) -> dict[str, Any]:
    """A column as the format says it: the usual values are left out."""
    usual = {"align": "left"}
    return {name: values[name] for name in _COLUMN if values[name] not in ("", None, False, usual.get(name))}


def code_fields() -> list[Field]:
    """What is said of one code."""
    zones = [("", _("selon l’unité"))] + [(one, _(_FIELD_WORDS[one])) for one in FIELDS]
    units = [("", _("celle de la saisie"))] + [(one, _(_UNIT_WORDS[one])) for one in UNITS]
    return [
        TextField("neutral", _("Code neutre"), required=True, help=_("* à la fin : tous ceux qui commencent ainsi.")),
        TextField("code", _("Code du logiciel de paie"),
                  help=_("Vide : ces lignes sont laissées de côté. * reprend la fin.")),
        ChoiceField("unit", _("Unité"), units),
        ChoiceField("sign", _("Signe"), [(1, _("tel quel")), (-1, _("inversé"))], required=True),
        ChoiceField("field", _("Zone où la valeur s’écrit"), zones),
    ]  # fmt: skip


def code_values(code: str, rule: dict[str, Any]) -> dict[str, Any]:
    """What the form of a code shows."""
    return {"neutral": code, "unit": "", "sign": 1, "field": ""} | rule


def rule_of(values: dict[str, Any]) -> dict[str, Any]:
    """A rule as the format says it."""
    said: dict[str, Any] = {"code": values["code"] or ""}
    if values["unit"]:
        said["unit"] = values["unit"]
    if values["sign"] == -1:
        said["sign"] = -1
    return said | ({"field": values["field"]} if values["field"] else {})

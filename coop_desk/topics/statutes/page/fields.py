"""The fields in which a value of the statutes, or an identity, is typed; the set-up uses them too."""

from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _
from coop_desk.screen.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    DayField,
    Field,
    IntegerField,
    TextField,
)
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form as CompanyForm
from coop_desk.topics.statutes.parameters import Kind, Parameter, Value

UNITS = {Kind.DAYS: N_("jours"), Kind.MONTHS: N_("mois"), Kind.YEARS: N_("ans")}


def value_fields(parameter: Parameter, rules: tuple[str, ...] = (), title: str = "") -> list[Field]:
    """Return the fields in which a value of that kind is typed."""
    name, title = f"value:{parameter.key}", title or _("Nouvelle valeur")
    kind, empty_words = parameter.kind, parameter.none_words
    asked: dict[str, Any] = {"rules": rules, "required": not _may_be_none(parameter)}
    if _may_be_none(parameter):
        asked["help"] = _("Laissez vide pour : {words}.").format(words=empty_words or _("aucun"))
    if kind is Kind.YES_NO:
        return [ChoiceField(name, title, [("yes", _("Oui")), ("no", _("Non"))], **asked)]
    if kind is Kind.CHOICE:
        return [ChoiceField(name, title, list(parameter.choices.items()), **asked)]
    if kind is Kind.CENTS:
        return [AmountField(name, title, **asked)]
    if kind is Kind.RATIO:
        hint = _("2/3 ou 60 %")
        return [TextField(name, title, hint=hint, **asked)]
    if kind is Kind.SEVERAL:
        return [CheckField(f"{name}:{code}", label) for code, label in parameter.choices.items()]
    if kind is Kind.SPAN:
        return [
            IntegerField(f"{name}:low", _("Au moins"), least=1, **asked),
            IntegerField(f"{name}:high", _("Au plus"), least=1, **asked),
        ]
    unit = _(UNITS[kind]) if kind in UNITS else ""
    return [IntegerField(name, title, least=0, unit=unit, **asked)]


def _may_be_none(parameter: Parameter) -> bool:
    return bool(parameter.none_words or parameter.none_is) and parameter.kind not in (Kind.YES_NO, Kind.CHOICE)


def value_values(parameter: Parameter, value: Value) -> dict[str, Any]:
    """Return what those fields show for a value."""
    name = f"value:{parameter.key}"
    if isinstance(value, frozenset):
        return {f"{name}:{code}": code in value for code in parameter.choices}
    if parameter.kind is Kind.SPAN:
        low, high = value if isinstance(value, tuple) else (None, None)
        return {f"{name}:low": low, f"{name}:high": high}
    if isinstance(value, bool):
        return {name: "yes" if value else "no"}
    if parameter.kind is Kind.RATIO:
        return {name: "" if value is None else str(value)}
    return {name: value}


def value_text(parameter: Parameter, values: dict[str, Any]) -> str:
    """Return the stored text of what was typed in those fields."""
    name = f"value:{parameter.key}"
    if parameter.kind is Kind.SEVERAL:
        return ",".join(code for code in parameter.choices if values[f"{name}:{code}"])
    if parameter.kind is Kind.SPAN:
        low, high = values[f"{name}:low"], values[f"{name}:high"]
        return "none" if low is None or high is None else f"{low}-{high}"
    typed = values[name]
    return "none" if typed is None or typed == "" else str(typed)


IDENTITY_ABREAST = (("rcs_city", "siren"), ("year_end_day", "year_end_month"))
"""The fields of an identity that stand on one line."""


def identity_fields(today: date) -> list[Field]:
    """Return the fields of an identity."""
    return [
        TextField("name", _("Nom de la coopérative"), required=True),
        ChoiceField("form", _("Forme"), [(form, form.value) for form in CompanyForm], required=True),
        TextField("seat", _("Siège social"), hint=_("12 quai des Péniches, 44000 Nantes")),
        TextField("rcs_city", _("Ville du greffe (RCS)")),
        TextField("siren", _("Numéro SIREN"), rules=("SIREN",), help=_("Neuf chiffres, vérifiés.")),
        DayField("created_on", _("Date de création"), today=today, rules=("FORM-09",)),
        IntegerField("year_end_day", _("Clôture de l’exercice : jour"), least=1, most=31, required=True),
        ChoiceField("year_end_month", _("Clôture de l’exercice : mois"), _months(), required=True),
        CheckField("sarl_before_2005", _("SARL créée avant août 2005, sans adoption des nouvelles majorités")),
        CheckField("has_auditor", _("Un commissaire aux comptes est nommé")),
        DayField(
            "amorcage_until",
            _("Scop d’amorçage jusqu’au"),
            today=today,
            rules=("SPEC-02",),
            help=_("Laissez vide si ce n’est pas le cas."),
        ),
    ]


def _months() -> list[tuple[int, str]]:
    return [(month, words.long_day(date(2023, month, 2)).split()[1]) for month in range(1, 13)]


def identity_values(who: Identity) -> dict[str, Any]:
    """Return what the fields show for an identity."""
    return {
        "name": who.name,
        "form": who.form,
        "seat": who.seat,
        "rcs_city": who.rcs_city,
        "siren": who.siren,
        "created_on": who.created_on,
        "year_end_day": who.year_end_day,
        "year_end_month": who.year_end_month,
        "sarl_before_2005": who.sarl_before_2005,
        "has_auditor": who.has_auditor,
        "amorcage_until": who.amorcage_until,
    }


def identity_from(values: dict[str, Any], before: Identity | None) -> Identity:
    """Return the identity typed in the fields."""
    return Identity(
        name=values["name"] or "",
        form=CompanyForm(values["form"]),
        seat=values["seat"] or "",
        rcs_city=values["rcs_city"] or "",
        siren=values["siren"] or "",
        created_on=values["created_on"],
        year_end_month=values["year_end_month"],
        year_end_day=values["year_end_day"],
        sarl_before_2005=bool(values["sarl_before_2005"]),
        has_auditor=bool(values["has_auditor"]),
        amorcage_until=values["amorcage_until"],
        example=before.example if before else False,
    )


def identity_facts(who: Identity) -> list[tuple[str, str]]:
    """Return the identity as facts to read."""
    return [
        (_("Nom"), who.name),
        (_("Forme"), _("{form}, à capital variable").format(form=who.legal_form)),
        (_("Siège social"), who.seat),
        (_("Immatriculation"), who.registration),
        (_("Création"), words.long_day(who.created_on) if who.created_on else ""),
        (_("Clôture de l’exercice"), who.year_end_in_words),
        (_("Commissaire aux comptes"), _("oui") if who.has_auditor else _("non")),
        (_("Scop d’amorçage jusqu’au"), words.long_day(who.amorcage_until) if who.amorcage_until else ""),
        (_("Décision"), who.decision),
    ]

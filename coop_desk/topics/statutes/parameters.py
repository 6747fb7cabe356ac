"""The catalogue of what statutes may set: names, defaults by form, limits, and values in words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

from coop_desk.core import resources, words
from coop_desk.core.i18n import _, ngettext


class Form(StrEnum):
    """The three forms of a workers’ co-operative company (FORM-01)."""

    SARL = "SARL"
    SA = "SA"
    SAS = "SAS"


class Kind(StrEnum):
    """How a value is written and compared."""

    RATIO = "ratio"
    COUNT = "count"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    CENTS = "cents"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    SPAN = "span"


class Change(StrEnum):
    """Which way statutes may move a value away from the law."""

    NO = "no"
    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"
    ADD = "add"
    FREE = "free"


Value = Fraction | int | bool | str | frozenset[str] | tuple[int, int] | None

WHOLE_NUMBERS = (Kind.COUNT, Kind.DAYS, Kind.MONTHS, Kind.YEARS, Kind.CENTS)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing statutes may set, for one form of company; `law` is the default."""

    key: str
    group: str
    words: str
    kind: Kind
    law: Value
    change: Change
    rule: str
    mark: str
    choices: Mapping[str, str]
    none_is: str
    none_words: str
    unit: tuple[str, str] | None
    least: Fraction | None
    most: Fraction | None
    below: Fraction | None

    @property
    def sure(self) -> bool:
        """Whether the rule was read in the law, so that going against it is refused."""
        return "S" in self.mark


def groups() -> dict[str, str]:
    """Return the groups in the order of the page, with their titles."""
    return {
        "members": _("Associés"),
        "capital": _("Capital"),
        "shares": _("Parts sociales"),
        "call": _("Convocation"),
        "votes": _("Votes et pouvoirs"),
        "majorities": _("Quorum et majorités"),
        "leaders": _("Direction et conseils"),
        "surplus": _("Excédents"),
        "registers": _("Révision et registres"),
    }


@cache
def _file() -> dict[str, dict[str, Any]]:
    with resources.path("statutes", "parameters.toml").open("rb") as stream:
        return tomllib.load(stream)


@cache
def catalogue(form: Form, has_auditor: bool = False) -> dict[str, Parameter]:
    """Return every parameter for a form of company, by key, in reading order."""
    return {key: _parameter(key, entry, form, has_auditor) for key, entry in _file().items()}


def _parameter(key: str, entry: Mapping[str, Any], form: Form, has_auditor: bool) -> Parameter:
    def of(name: str, default: str = "") -> str:
        found = entry.get(name, default)
        return str(found[form] if isinstance(found, dict) else found)

    def bound(name: str) -> Fraction | None:
        return Fraction(entry[name]) if name in entry else None

    kind = Kind(entry["kind"])
    law = of("law_with_auditor") if has_auditor and "law_with_auditor" in entry else of("law")
    unit = (entry["unit_one"], entry["unit_many"]) if "unit_one" in entry else None
    return Parameter(
        key=key,
        group=entry["group"],
        words=entry["words"],
        kind=kind,
        law=read(kind, law),
        change=Change(of("change")),
        rule=of("rule"),
        mark=of("mark"),
        choices=entry.get("choices", {}),
        none_is=entry.get("none_is", ""),
        none_words=entry.get("none_words", ""),
        unit=unit,
        least=bound("least"),
        most=bound("most"),
        below=bound("below"),
    )


def read(kind: Kind, text: str) -> Value:
    """Turn the stored text of a value into the value; ValueError when it is not one."""
    if text == "none":
        return None
    if kind is Kind.RATIO:
        return _ratio(text)
    if kind in WHOLE_NUMBERS:
        return int(text)
    if kind is Kind.YES_NO:
        return {"yes": True, "no": False}[text]
    if kind is Kind.SEVERAL:
        return frozenset(part for part in text.split(",") if part)
    if kind is Kind.SPAN:
        low, high = text.split("-")
        return int(low), int(high)
    return text


def _ratio(text: str) -> Fraction:
    """Read 2/3, 51 % or 0,51."""
    plain = text.replace(words.NNBSP, "").replace(words.NBSP, "").replace(" ", "").replace(",", ".")
    return Fraction(plain.removesuffix("%")) / 100 if plain.endswith("%") else Fraction(plain)


def written(value: Value) -> str:
    """Turn a value into the text that is stored."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    if isinstance(value, tuple):
        return f"{value[0]}-{value[1]}"
    return str(value)


def in_words(parameter: Parameter, value: Value) -> str:
    """Say a value as a member would read it: 2/3, 51 %, 15 jours, oui."""
    if value is None:
        return parameter.none_words or _("aucun")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, Fraction):
        return _ratio_in_words(parameter, value)
    if isinstance(value, frozenset):
        return words.listed([label for code, label in parameter.choices.items() if code in value])
    if isinstance(value, tuple):
        return _("de {low} à {high} membres").format(low=value[0], high=value[1])
    if isinstance(value, int):
        return _number_in_words(parameter, value)
    return parameter.choices[value]


def _ratio_in_words(parameter: Parameter, value: Fraction) -> str:
    """Say a majority as a fraction, a part as a percentage, a coefficient as a number."""
    hundredths = value * 100
    if parameter.most is not None and parameter.most > 1:
        whole, rest = divmod(hundredths.numerator // hundredths.denominator, 100)
        return f"{whole},{rest:02d}" if rest else str(whole)
    if parameter.group in ("majorities", "leaders") and value.denominator <= 5 and value < 1:
        return f"{value.numerator}/{value.denominator}"
    if hundredths.denominator == 1:
        return f"{hundredths.numerator}{words.NNBSP}%"
    return f"{value.numerator}/{value.denominator}"


def _number_in_words(parameter: Parameter, number: int) -> str:
    if parameter.kind is Kind.CENTS:
        return words.euros(number)
    if parameter.unit is not None:
        one, many = parameter.unit
        return (one if number < 2 else many).format(n=number)
    if parameter.kind is Kind.DAYS:
        return ngettext("{n} jour", "{n} jours", number).format(n=number)
    if parameter.kind is Kind.MONTHS:
        return _("{n} mois").format(n=number)
    if parameter.kind is Kind.YEARS:
        return ngettext("{n} an", "{n} ans", number).format(n=number)
    return words.integer(number)

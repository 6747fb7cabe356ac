"""What statutes may not say, and what an identity must hold (PRO-01, PRO-04, FORM-09)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NoReturn

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.rulebook import rule
from coop_desk.topics.statutes.parameters import (
    Change,
    Form,
    Parameter,
    Value,
    catalogue,
    in_words,
    read,
)

# PRO-04: whatever their mark, these never give way, even with a written reason.
MANDATORY = frozenset(
    {"VOT-01", "VOT-03", "VOT-04", "QM-09", "ELE-03", "RES-01", "SUR-06", "SUR-08", "SHA-06", "REM-01"}
)
AMORCAGE_MAX_YEARS = 7


@dataclass(frozen=True, slots=True)
class Warned:
    """A value that goes against usage but not against sure law: accepted with a written reason."""

    key: str
    rule: str
    words: str


def read_value(parameter: Parameter, text: str) -> Value:
    """Read a value as stored; refuse what is not one of that kind."""
    try:
        value = read(parameter.kind, text.strip())
    except (ValueError, KeyError, ZeroDivisionError) as error:
        raise RuleBroken(
            parameter.rule,
            _("« {words} » : la valeur {text} ne se lit pas. Écrivez-la comme l’exemple {example}.").format(
                words=parameter.words, text=text, example=in_words(parameter, parameter.law)
            ),
        ) from error
    _check_kind(parameter, value)
    return value


def _check_kind(parameter: Parameter, value: Value) -> None:
    unknown = (
        (isinstance(value, str) and value not in parameter.choices)
        or (isinstance(value, frozenset) and not value <= set(parameter.choices))
        or (isinstance(value, tuple) and not 1 <= value[0] <= value[1])
        or (isinstance(value, int | Fraction) and value < 0)
        or (parameter.key == "share_nominal" and value == 0)
        or (value is None and not (parameter.none_words or parameter.none_is))
    )
    if unknown:
        raise RuleBroken(
            parameter.rule,
            _("« {words} » : cette valeur n’est pas possible.").format(words=parameter.words),
        )


def check_value(parameter: Parameter, value: Value, reason: str = "") -> Warned | None:
    """Refuse a value the law forbids, quoting the article; return a warning when a reason lets it pass.

    A value on the wrong side of a rule that is only likely or customary needs a written reason (PRO-01).
    """
    if _within_bounds(parameter, value) and _on_the_right_side(parameter, value):
        return None
    hard = parameter.sure or parameter.rule in MANDATORY or not _within_bounds(parameter, value)
    if hard:
        raise RuleBroken(parameter.rule, _refusal(parameter, value))
    against = _going_against(parameter, value)
    if not reason.strip():
        raise RuleBroken(
            parameter.rule, against + " " + _("Écrivez la raison de ce choix, ou gardez la valeur usuelle.")
        )
    return Warned(parameter.key, parameter.rule, against)


def _refusal(parameter: Parameter, value: Value) -> str:
    ways = {
        Change.NO: _("les statuts ne peuvent pas le changer"),
        Change.HIGHER: _("les statuts peuvent seulement l’augmenter"),
        Change.LOWER: _("les statuts peuvent seulement le diminuer"),
        Change.WITHIN: _("les statuts restent dans ces limites"),
        Change.ADD: _("les statuts peuvent seulement ajouter des cas"),
        Change.FREE: _("les statuts choisissent dans ces limites"),
    }
    return _("« {words} » : {value} n’est pas permis. La loi dit {law} et {way}{bounds} ({source}).").format(
        words=parameter.words,
        value=in_words(parameter, value),
        law=in_words(parameter, parameter.law),
        way=ways[parameter.change],
        bounds=_bounds_in_words(parameter),
        source=rule(parameter.rule).source,
    )


def _bounds_in_words(parameter: Parameter) -> str:
    said = ""
    if parameter.least is not None:
        said += ", " + _("pas moins de {value}").format(value=in_words(parameter, parameter.least))
    if parameter.most is not None:
        said += ", " + _("pas plus de {value}").format(value=in_words(parameter, parameter.most))
    if parameter.below is not None:
        said += ", " + _("jamais l’unanimité")
    return said


def _going_against(parameter: Parameter, value: Value) -> str:
    return _("« {words} » : {value} s’écarte de l’usage ({law}, {source}).").format(
        words=parameter.words,
        value=in_words(parameter, value),
        law=in_words(parameter, parameter.law),
        source=rule(parameter.rule).source,
    )


def _within_bounds(parameter: Parameter, value: Value) -> bool:
    if not isinstance(value, Fraction):
        return True
    return (
        (parameter.least is None or value >= parameter.least)
        and (parameter.most is None or value <= parameter.most)
        and (parameter.below is None or value < parameter.below)
    )


def _on_the_right_side(parameter: Parameter, value: Value) -> bool:
    law, change = parameter.law, parameter.change
    if change is Change.FREE or value == law:
        return True
    if change is Change.NO:
        return False
    if change is Change.ADD:
        return isinstance(value, frozenset) and isinstance(law, frozenset) and law <= value
    if change is Change.WITHIN:
        return isinstance(value, tuple) and isinstance(law, tuple) and law[0] <= value[0] and value[1] <= law[1]
    mine, theirs = _rank(parameter, value), _rank(parameter, law)
    return mine >= theirs if change is Change.HIGHER else mine <= theirs


def _rank(parameter: Parameter, value: Value) -> Fraction:
    """Return where a value stands on the scale of its parameter; choices rank in their written order."""
    if value is None:
        return Fraction(0) if parameter.none_is == "zero" else Fraction(10**9)
    if isinstance(value, str):
        return Fraction(list(parameter.choices).index(value))
    if isinstance(value, int | Fraction):
        return Fraction(value)
    raise TypeError(parameter.key)


def check_together(form: Form, values: dict[str, Value]) -> None:
    """Refuse values that contradict each other: a nominal too low (FORM-08), a key over the whole (SUR-07)."""
    nominal, least = values["share_nominal"], values["share_nominal_min_eur"]
    if isinstance(nominal, int) and isinstance(least, int) and nominal < least:
        parameter = catalogue(form)["share_nominal"]
        raise RuleBroken(
            "FORM-08",
            _("Une part vaut au moins {least} ; {nominal} n’est pas permis ({source}).").format(
                least=in_words(parameter, least),
                nominal=in_words(parameter, nominal),
                source=rule("FORM-08").source,
            ),
        )
    pay, equal = values["employee_share_pay_part"], values["employee_share_equal_part"]
    if isinstance(pay, Fraction) and isinstance(equal, Fraction) and pay + equal > 1:
        raise RuleBroken(
            "SUR-07",
            _("Dans une clé mélangée, salaires et parts égales font ensemble 100 % au plus : le temps de travail prend "
              "le reste."),
        )  # fmt: skip


def siren_digits(text: str) -> str:
    """Return the nine digits of a SIREN, checked by its key; an empty one is allowed before registration."""
    from stdnum.exceptions import ValidationError
    from stdnum.fr import siren

    if not text.strip():
        return ""
    try:
        return str(siren.validate(text.replace(words.NNBSP, "").replace(words.NBSP, "")))
    except ValidationError as error:
        raise RuleBroken(
            "SIREN",
            _(
                "Le numéro SIREN {text} n’est pas valable : neuf chiffres, dont le dernier est une clé. "
                "Recopiez-le de l’extrait Kbis."
            ).format(text=text),
        ) from error


def check_identity(name: str, created_on: date | None, amorcage_until: date | None, today: date) -> None:
    """Refuse an identity without name, created in the future, or starting for too long (SPEC-02)."""
    if not name.strip():
        raise RuleBroken("FORM-09", _("Donnez le nom de la coopérative : il figure sur chaque document."))
    if created_on is not None and created_on > today:
        raise RuleBroken("FORM-09", _("La date de création est dans l’avenir. Corrigez-la."))
    if amorcage_until is not None and amorcage_until > _years_later(created_on or today, AMORCAGE_MAX_YEARS):
        raise RuleBroken("SPEC-02", _("La période d’amorçage dure sept ans au plus. Corrigez sa date de fin."))


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def check_outside(reference: str, decided_on: date | None, since: date, today: date) -> date:
    """Return the day of a decision taken outside the program; refused when unnamed or to come (A17, PRO-02)."""
    if not reference.strip() or decided_on is None:
        refuse_unnamed()
    if decided_on > today:
        raise RuleBroken("PRO-02", _("La décision citée n’a pas encore été prise : corrigez sa date."))
    check_adopted(decided_on, since)
    return decided_on


def check_explained(why: str, since: date, sealed_on: date | None) -> None:
    """Refuse, once an assembly is sealed here, a later decision that is not here and does not say why (A17)."""
    if sealed_on is not None and since > sealed_on and not why.strip():
        raise RuleBroken(
            "STATUTS-01",
            _(
                "Depuis l’assemblée du {day}, scellée ici, les statuts changent par une résolution adoptée dans ce "
                "programme : choisissez-la à la page Décisions. Sinon, écrivez pourquoi elle n’y est pas."
            ).format(day=words.day(sealed_on)),
        )


def refuse_unnamed() -> NoReturn:
    """Refuse a change after the first set-up that names no resolution (PRO-02)."""
    raise RuleBroken(
        "PRO-02",
        _(
            "Nommez la résolution qui a changé les statuts (assemblée, date, numéro) : "
            "sans elle, la valeur ne change pas."
        ),
    )


def check_adopted(adopted_on: date | None, since: date) -> None:
    """Refuse a resolution that did not change the statutes, or an effect before its adoption (A17, PRO-02)."""
    if adopted_on is None:
        raise RuleBroken(
            "PRO-02",
            _("Cette résolution ne modifie pas les statuts : citez une résolution extraordinaire adoptée."),
        )
    if since < adopted_on:
        raise RuleBroken(
            "PRO-02",
            _("Les statuts changent au plus tôt le jour de la résolution, le {day}.").format(day=words.day(adopted_on)),
        )


def check_effect(since: date, latest: date | None) -> None:
    """Refuse a change that would take effect before the value it replaces (PRO-02)."""
    if latest is not None and since < latest:
        raise RuleBroken(
            "PRO-02",
            _("Une valeur plus récente est déjà enregistrée. La date d’effet doit être le {day} ou après.").format(
                day=words.day(latest)
            ),
        )

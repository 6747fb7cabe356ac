"""The settings of rotation plans one by one: what each is, its value, the program's own, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coop_desk.core.i18n import N_, _
from coop_desk.core.words import integer
from coop_desk.topics.roles.adoption.records import Offered, Settings
from coop_desk.topics.roles.adoption.rules.settings import WEIGHT_WORDS, kept, settings_from

PLAIN = Settings()
WHY: Mapping[str, str] = {
    "vacancy": N_("le plus cher : un siège vide prive tout le monde"),
    "coverage": N_("cher : sans la compétence, un pôle ne travaille plus"),
    "max_over": N_("regarde d’abord la personne la plus chargée"),
    "over_0": N_("répartit les heures entre tous"),
    "over_1": N_("s’ajoute quand l’écart dépasse un palier"),
    "over_2": N_("s’ajoute encore quand il dépasse deux paliers"),
    "preference": N_("un souhait compte, sans l’emporter sur l’équité"),
    "handover": N_("évite les mandats trop courts"),
    "missing_shadow": N_("préfère qui a le temps d’apprendre"),
}
OTHERS: Mapping[str, tuple[str, str, str]] = {
    "step": (N_("Palier de l’équité"), N_("heures"), N_("au-dessus de la part, sur toute la durée")),
    "history_months": (N_("Équité : mois passés qui comptent"), N_("mois"), N_("qui a beaucoup tenu se repose")),
    "every": (N_("Changements de mains tous les"), N_("mois"), N_("rend le calendrier lisible et le calcul rapide")),
    "max_roles": (N_("Rôles à la fois"), N_("rôles"), N_("pour qui n’a rien dit dans « Mes souhaits »")),
    "capacity": (N_("Heures de rôles par mois"), N_("heures"), N_("pour qui n’a rien dit dans « Mes souhaits »")),
    "seconds": (N_("Temps de calcul"), N_("secondes"), N_("au-delà, le meilleur plan trouvé est gardé")),
}


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting as it is read; `removes`: the settings without it, for what may only be taken away."""

    name: str
    words: str
    value: str
    plain: str
    why: str
    unit: str
    removes: Settings | None = None


def value_of(settings: Settings, name: str) -> int:
    """The number of a setting; the three steps of hours are `over_0` to `over_2`."""
    if name.startswith("over_"):
        return settings.over[int(name[-1])]
    return int(getattr(settings, name))


def with_value(settings: Settings, name: str, value: int) -> Settings:
    """The settings with another number."""
    said = kept(settings)
    if name.startswith("over_"):
        steps = list(settings.over)
        steps[int(name[-1])] = value
        return settings_from(said | {"over": steps})
    return settings_from(said | {name: value})


def lines_of(settings: Settings, offered: Offered) -> list[SettingLine]:
    """Every setting: weights, equity, calendar, limits, then pairs apart and skills kept."""
    found = []
    for name, (words, unit) in WEIGHT_WORDS.items():
        points, plain = value_of(settings, name), value_of(PLAIN, name)
        value = _("{n} points {unit}").format(n=integer(points), unit=_(unit))
        found.append(SettingLine(name, _(words), value, integer(plain), _(WHY[name]), _("points")))
    for name, (words, unit, why) in OTHERS.items():
        value = f"{integer(value_of(settings, name))} {_(unit)}"
        found.append(SettingLine(name, _(words), value, integer(value_of(PLAIN, name)), _(why), _(unit)))
    return [*found, *_apart(settings, offered), *_kept(settings, offered)]


def _apart(settings: Settings, offered: Offered) -> Iterator[SettingLine]:
    people, poles = dict(offered.people), dict(offered.poles)
    for place, pair in enumerate(settings.apart):
        words = _("Séparés : {one} et {other}").format(
            one=people.get(pair.one_id, _("quelqu’un de parti")),
            other=people.get(pair.other_id, _("quelqu’un de parti")),
        )
        rest = (*settings.apart[:place], *settings.apart[place + 1 :])
        yield SettingLine(
            f"apart-{place}", words, poles.get(pair.pole_id, ""), "", pair.because, "", replace(settings, apart=rest)
        )


def _kept(settings: Settings, offered: Offered) -> Iterator[SettingLine]:
    poles = dict(offered.poles)
    for place, rule in enumerate(settings.coverage_rules):
        words = _("Compétence gardée : {skill}, niveau {level}").format(skill=rule.skill, level=rule.level)
        value = _("{n} dans « {pole} »").format(n=integer(rule.least), pole=poles.get(rule.pole_id, ""))
        rest = (*settings.coverage_rules[:place], *settings.coverage_rules[place + 1 :])
        yield SettingLine(
            f"coverage-{place}", words, value, "", _("chaque mois"), "", replace(settings, coverage_rules=rest)
        )

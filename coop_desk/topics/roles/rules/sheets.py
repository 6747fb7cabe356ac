"""What the sheet of a role may say, how it is kept, and what each of its words is called."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from coop_desk.core.compartments.names import RIGHTS
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.roles.records import Holder, KeyUse, Level, Replacement, RoleMode, Sheet

MODE_WORDS: Mapping[RoleMode, str] = {
    RoleMode.ELECTED: N_("Élection"),
    RoleMode.COOPTED: N_("Cooptation"),
    RoleMode.ROTATING: N_("Rotation"),
    RoleMode.LOT: N_("Tirage au sort"),
}
LEVEL_WORDS: Mapping[Level, str] = {
    Level.PERSON: N_("Chaque personne"),
    Level.ROLE: N_("Un rôle"),
    Level.CIRCLE: N_("L’équipe ou le cercle"),
    Level.ASSEMBLY: N_("L’assemblée"),
}
KEY_WORDS: Mapping[KeyUse, str] = {
    KeyUse.READ: N_("Lire"),
    KeyUse.WRITE: N_("Lire et enregistrer"),
    KeyUse.EXPORT: N_("Lire, enregistrer et exporter"),
}
REPLACEMENT_WORDS: Mapping[Replacement, str] = {
    Replacement.FINISH: N_("Finit le mandat ; à moins de trois mois du terme, tient aussi le suivant"),
    Replacement.WHOLE: N_("Commence un mandat entier"),
}
_FAMILY_WORDS: Mapping[str, str] = {
    "pay": N_("Clés de la paie"),
    "absence": N_("Clés des motifs d’absence"),
    "bank": N_("Clés des coordonnées bancaires"),
    "identity": N_("Clés des numéros de sécurité sociale"),
}
MOST_HOURS, MOST_MONTHS, HIGHEST = 160, 120, 4


def check_sheet(sheet: Sheet) -> None:
    """Raise RuleBroken ROLE-04 unless its figures can be lived with."""
    faults = (
        (not sheet.purpose.strip(), _("Dites en une phrase à quoi sert ce rôle.")),
        (not 1 <= sheet.term_min <= sheet.term_max <= MOST_MONTHS,
         _("La durée minimale ne dépasse pas la durée maximale, et va d’un mois à dix ans.")),
        (not 0 <= sheet.cooldown <= MOST_MONTHS, _("Le délai de carence va de 0 à 120 mois.")),
        (not 0 <= sheet.shadow_months <= 24, _("Le tuilage va de 0 à 24 mois.")),
        (not (0 <= sheet.load <= MOST_HOURS and 0 <= sheet.shadow_load <= MOST_HOURS),
         _("La charge va de 0 à 160 heures par mois.")),
        (not 1 <= sheet.criticality <= 3, _("L’importance va de 1 à 3.")),
        (any(not 1 <= level <= HIGHEST for level in sheet.requires.values()),
         _("Le niveau demandé d’une compétence va de 1 à 4.")),
        (not set(sheet.keys) <= set(RIGHTS) or not set(sheet.keys.values()) <= set(KeyUse),
         _("Choisissez les clés du rôle parmi celles de la coopérative.")),
    )  # fmt: skip
    for wrong, words in faults:
        if wrong:
            raise RuleBroken("ROLE-04", words)


def kept(sheet: Sheet) -> dict[str, Any]:
    """What is stored of a sheet beside its missions and its mode."""
    return {name: value for name, value in asdict(sheet).items() if name not in ("missions", "mode")}


def sheet_from(missions: list[int], mode: str, said: Mapping[str, Any]) -> Sheet:
    """The sheet as it was adopted; what a later version of the program added has its plain value."""
    known = {one.name for one in fields(Sheet)}
    more = {name: value for name, value in said.items() if name in known}
    more["replacement"] = Replacement(more.get("replacement", Replacement.FINISH))
    return Sheet(missions=tuple(missions), mode=RoleMode(mode), **more)


def key_families() -> tuple[tuple[str, str], ...]:
    """The compartments whose keys a role may ask for, with what a sheet calls them."""
    return tuple((family, _(_FAMILY_WORDS[family])) for family in RIGHTS)


def keys_words(sheet: Sheet) -> str:
    """What keys a role asks for: « Clés de la paie : lire et enregistrer »."""
    return ", ".join(
        _("{family} : {use}").format(family=name, use=_(KEY_WORDS[KeyUse(sheet.keys[family])]).lower())
        for family, name in key_families()
        if family in sheet.keys
    )


def holder_words(holder: Holder) -> str:
    """Who holds a seat, and that it is only meanwhile."""
    return _("{name} (intérim)").format(name=holder.name) if holder.interim else holder.name


def skills_words(requires: Mapping[str, int]) -> str:
    """Write « animation 1, facturation 2 »."""
    return ", ".join(f"{skill} {level}" for skill, level in sorted(requires.items()))

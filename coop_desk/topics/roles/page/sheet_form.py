"""The fields of a role's sheet, and the sheet they say."""

from dataclasses import replace
from typing import Any

from coop_desk.core.i18n import N_, _
from coop_desk.screen.fields import CheckField, ChoiceField, Field, IntegerField, LongTextField, TextField
from coop_desk.topics.roles.page.required_skills import skill_fields, skill_values, skills_said
from coop_desk.topics.roles.records import KeyUse, Replacement, RoleMode, Sheet
from coop_desk.topics.roles.rules.sheets import (
    KEY_WORDS,
    MODE_WORDS,
    REPLACEMENT_WORDS,
    key_families,
)

RULES = ("ROLE-04",)
CRITICALITY_WORDS = {1: N_("peut attendre"), 2: N_("manque vite"), 3: N_("arrête le travail")}


def sheet_fields(missions: list[tuple[int, str]], skills: list[tuple[str, str]], before: Sheet) -> list[Field]:
    """The fields, with the missions that may be listed, each to tick, and the skills of the tree by code."""
    return [
        TextField("purpose", _("Raison d’être"), required=True, rules=RULES),
        *(CheckField(f"mission-{id_}", name) for id_, name in missions),
        LongTextField("new", _("Nouvelles missions, une par ligne"), lines=2, low=True, rules=("ROLE-03",)),
        ChoiceField("mode", _("Choisi par"), [(mode, _(MODE_WORDS[mode])) for mode in RoleMode], required=True),
        LongTextField("alone", _("Décide seul"), lines=2, low=True,
                      help=_("Ce que ses titulaires décident sans demander, et jusqu’où.")),
        IntegerField("load", _("Charge"), unit=_("heures par mois"), least=0),
        IntegerField("term_min", _("Durée minimale"), unit=_("mois"), required=True, least=1),
        IntegerField("term_max", _("Durée maximale"), unit=_("mois"), required=True, least=1),
        IntegerField("cooldown", _("Délai de carence"), unit=_("mois"), least=0,
                     help=_("Avant de tenir de nouveau ce rôle.")),
        IntegerField("shadow_months", _("Tuilage"), unit=_("mois"), least=0,
                     help=_("Pour accompagner la personne en place avant de prendre la suite.")),
        IntegerField("shadow_load", _("Charge du tuilage"), unit=_("heures par mois"), least=0),
        ChoiceField("criticality", _("Importance"), [(n, _(words)) for n, words in CRITICALITY_WORDS.items()],
                    required=True, help=_("Ce que coûte un mois sans titulaire, pour un plan de rotation.")),
        CheckField("counts_in_equity", _("Ses heures comptent dans la part équitable")),
        *skill_fields(skills, before.requires),
        CheckField("associates_only", _("Réservé aux associés")),
        TextField("confidential", _("Voit de confidentiel")),
        *(ChoiceField(f"key-{family}", name, [(use, _(KEY_WORDS[use])) for use in KeyUse], rules=RULES)
          for family, name in key_families()),
        CheckField("rights_from_shadow", _("Ses droits s’ouvrent dès le tuilage")),
        ChoiceField("replacement", _("Qui remplace avant le terme"),
                    [(one, _(REPLACEMENT_WORDS[one])) for one in Replacement], required=True),
    ]  # fmt: skip


def sheet_values(sheet: Sheet, missions: list[tuple[int, str]]) -> dict[str, Any]:
    """What the fields say of a sheet."""
    return {
        "purpose": sheet.purpose, "mode": sheet.mode, "alone": sheet.alone, "load": sheet.load,
        "term_min": sheet.term_min, "term_max": sheet.term_max, "cooldown": sheet.cooldown,
        "shadow_months": sheet.shadow_months, "shadow_load": sheet.shadow_load, "criticality": sheet.criticality,
        "counts_in_equity": sheet.counts_in_equity, **skill_values(sheet.requires),
        "associates_only": sheet.associates_only, "confidential": sheet.confidential,
        "rights_from_shadow": sheet.rights_from_shadow, "replacement": sheet.replacement,
        **{f"key-{family}": KeyUse(sheet.keys[family]) if family in sheet.keys else None
           for family, _name in key_families()},
        **{f"mission-{id_}": id_ in sheet.missions for id_, _name in missions},
    }  # fmt: skip


def new_missions(said: dict[str, Any]) -> list[str]:
    """The missions to write down with the sheet."""
    return [line.strip() for line in (said["new"] or "").splitlines() if line.strip()]


def sheet_of(said: dict[str, Any], before: Sheet) -> Sheet:
    """The sheet the fields say; what they do not ask stays as it was."""
    ticked = [
        int(name.removeprefix("mission-")) for name, value in said.items() if name.startswith("mission-") and value
    ]
    kept = [one for one in before.missions if one in ticked]
    return replace(
        before,
        purpose=(said["purpose"] or "").strip(),
        missions=(*kept, *(one for one in ticked if one not in kept)),
        mode=said["mode"],
        alone=(said["alone"] or "").strip(),
        load=said["load"] or 0,
        term_min=said["term_min"],
        term_max=said["term_max"],
        cooldown=said["cooldown"] or 0,
        shadow_months=said["shadow_months"] or 0,
        shadow_load=said["shadow_load"] or 0,
        criticality=said["criticality"],
        counts_in_equity=said["counts_in_equity"],
        requires=skills_said(said),
        associates_only=said["associates_only"],
        confidential=(said["confidential"] or "").strip(),
        keys={family: str(said[f"key-{family}"]) for family, _name in key_families() if said[f"key-{family}"]},
        rights_from_shadow=said["rights_from_shadow"],
        replacement=said["replacement"],
    )

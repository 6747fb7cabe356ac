"""What the co-op has different from the day a plan was made: a line for each role, each person, each mandate."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coop_desk.core.i18n import N_, _
from coop_desk.core.words import listed
from coop_desk.topics.roles.rotation.calendar import months_words
from coop_desk.topics.roles.rotation.case import Case, Mandate

ROLE_WORDS = {
    "mode": N_("façon de choisir"), "seats": N_("sièges"), "load": N_("charge"), "shadow_months": N_("tuilage"),
    "shadow_load": N_("charge du tuilage"), "term_min": N_("durée minimale"), "term_max": N_("durée maximale"),
    "start_months": N_("calendrier"), "cooldown": N_("délai de carence"), "requires": N_("compétences demandées"),
    "associates_only": N_("réservé aux associés"), "criticality": N_("importance"),
    "counts_in_equity": N_("compte dans l’équité"), "team": N_("équipe"), "pole": N_("pôle"),
}  # fmt: skip
PERSON_WORDS = {
    "associate": N_("sociétariat"), "fte": N_("temps de travail"), "max_roles": N_("rôles à la fois"),
    "capacity": N_("heures possibles"), "skills": N_("compétences"), "training": N_("formations"),
    "absences": N_("absences longues"), "present": N_("présence"), "preferences": N_("souhaits"),
    "refuses": N_("refus"), "endorsed": N_("cooptations"), "history_load": N_("heures passées"),
    "history_months": N_("mois passés"), "held": N_("rôles tenus"), "in_equity": N_("compte dans l’équité"),
    "team": N_("équipe"),
}  # fmt: skip
RULE_WORDS = {
    "weights": N_("Les poids ont changé."),
    "incompatible": N_("Les rôles incompatibles ont changé."),
    "apart": N_("Les personnes à séparer ont changé."),
    "coverage": N_("Les compétences à garder dans un pôle ont changé."),
    "poles": N_("Les pôles ou leur échelonnement ont changé."),
}


def changes_between(before: Case, now: Case) -> tuple[str, ...]:
    """Say what changed, shortest first: rules, roles, people, mandates."""
    return (
        *(_(words) for name, words in RULE_WORDS.items() if getattr(before, name) != getattr(now, name)),
        *_records(before.roles, now.roles, ROLE_WORDS, _("« {name} » : rôle ouvert."), _("« {name} » : rôle fermé.")),
        *_records(before.members, now.members, PERSON_WORDS, _("{name} est là désormais."), _("{name} n’est plus là.")),
        *_mandates(before, now),
    )


def _records(
    before: Sequence[Any], now: Sequence[Any], words: Mapping[str, str], came: str, went: str
) -> Iterator[str]:
    old, new = ({one.id: one for one in records} for records in (before, now))
    yield from (came.format(name=new[id_].name) for id_ in new if id_ not in old)
    yield from (went.format(name=old[id_].name) for id_ in old if id_ not in new)
    for id_ in old:
        if id_ in new:
            changed = [_(said) for name, said in words.items() if getattr(old[id_], name) != getattr(new[id_], name)]
            if changed:
                yield _("{name} : {what}.").format(name=new[id_].name, what=listed(changed))


def _mandates(before: Case, now: Case) -> Iterator[str]:
    yield from (_said(now, one, _("Mandat de plus : {who}, « {role} » {months}."))
                for one in now.fixed if one not in before.fixed)  # fmt: skip
    yield from (_said(before, one, _("Mandat en moins : {who}, « {role} » {months}."))
                for one in before.fixed if one not in now.fixed)  # fmt: skip


def _said(case: Case, one: Mandate, words: str) -> str:
    return words.format(
        who=case.member(one.member).name, role=case.role(one.role).name, months=months_words(case, one.first, one.last)
    )

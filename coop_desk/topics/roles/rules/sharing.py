"""A post shared out: no mission left over, nobody in charge of everything."""

from collections import Counter
from collections.abc import Iterable, Mapping

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import fold, listed
from coop_desk.topics.roles.records import PoleDraft, RoleDraft

TEMPLATE: tuple[tuple[str, tuple[tuple[str, int, tuple[str, ...]], ...]], ...] = (
    (
        N_("Production et facturation"),
        (
            (
                N_("Production et facturation"),
                1,
                (
                    N_("Répartir le travail de la semaine"),
                    N_("Suivre les délais et la qualité"),
                    N_("Préparer et envoyer les factures"),
                    N_("Relancer les impayés"),
                ),
            ),
        ),
    ),
    (
        N_("RH : paie et congés"),
        (
            (
                N_("RH : paie et congés"),
                1,
                (
                    N_("Préparer la paie du mois"),
                    N_("Décider des demandes de congé"),
                    N_("Accueillir les personnes qui arrivent"),
                    N_("Répondre au cabinet comptable"),
                ),
            ),
        ),
    ),
    (
        N_("Communication"),
        (
            (
                N_("Point relais"),
                2,
                (
                    N_("Faire circuler les informations dans l’équipe"),
                    N_("Représenter l’équipe dans les réunions"),
                    N_("Tenir le compte rendu des réunions"),
                ),
            ),
        ),
    ),
)
"""The three poles of a team whose manager left: names of poles, of roles with their seats, and of missions."""


def faults_of(missions: Mapping[int, str], poles: Iterable[PoleDraft], names: Mapping[int, str]) -> tuple[str, ...]:
    """What keeps a post from being shared out so, in words; empty when it may be.

    `missions`: the missions to share, by id. `names`: the people, by id. Cites ROLE-01 to ROLE-03.
    """
    return tuple(words for _rule, words in _faults(missions, tuple(poles), names))


def check_sharing(missions: Mapping[int, str], poles: Iterable[PoleDraft], names: Mapping[int, str]) -> None:
    """Raise RuleBroken with the first fault."""
    for rule, words in _faults(missions, tuple(poles), names):
        raise RuleBroken(rule, words)


def _faults(
    missions: Mapping[int, str], poles: tuple[PoleDraft, ...], names: Mapping[int, str]
) -> Iterable[tuple[str, str]]:
    roles = [role for pole in poles for role in pole.roles]
    carried = Counter(mission for role in roles for mission in role.missions)
    orphans = [name for id_, name in missions.items() if not carried[id_]]
    if orphans:
        words = ngettext(
            "Une mission n’est dans aucun pôle : {missions}. Placez-la.",
            "{n} missions ne sont dans aucun pôle : {missions}. Placez-les.",
            len(orphans),
        )
        yield "ROLE-01", words.format(n=len(orphans), missions=listed(orphans))
    twice = [missions[id_] for id_, times in carried.items() if times > 1 and id_ in missions]
    if twice:
        yield "ROLE-01", _("Placée deux fois : {missions}. Choisissez un seul rôle.").format(missions=listed(twice))
    if len(poles) < 2:
        yield "ROLE-02", _("Partager demande deux pôles au moins.")
    everywhere = [
        names[person]
        for person in sorted({who for role in roles for who in role.holders})
        if len(poles) > 1 and all(any(person in role.holders for role in pole.roles) for pole in poles)
    ]
    if everywhere:
        words = _("{name} tiendrait tous les pôles : confiez-en un à quelqu’un d’autre.")
        yield "ROLE-02", words.format(name=listed(everywhere))
    yield from (("ROLE-03", words) for words in _named(poles, roles))


def _named(poles: tuple[PoleDraft, ...], roles: list[RoleDraft]) -> Iterable[str]:
    for kind in ([pole.name for pole in poles], [role.name for role in roles]):
        if not all(name.strip() for name in kind):
            yield _("Donnez un nom à chaque pôle et à chaque rôle.")
        if len({fold(name.strip()) for name in kind}) < len(kind):
            yield _("Deux portent le même nom : changez-en un.")
    for role in roles:
        if len(role.holders) > role.seats:
            words = _("« {role} » a {n} titulaires pour {seats} sièges : ajoutez un siège ou retirez quelqu’un.")
            yield words.format(role=role.name, n=len(role.holders), seats=role.seats)
        if len(set(role.holders)) < len(role.holders):
            yield _("« {role} » nomme deux fois la même personne.").format(role=role.name)

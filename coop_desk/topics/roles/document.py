"""What is printed about roles: who does what on a day, who decides what, and the sheet of one role."""

from collections.abc import Sequence
from datetime import date

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import euros, integer, listed, long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.tables import Column
from coop_desk.topics.roles.records import MatterLine, RoleLine, WhoDoesWhat
from coop_desk.topics.roles.rules.sheets import (
    LEVEL_WORDS,
    MODE_WORDS,
    REPLACEMENT_WORDS,
    holder_words,
    keys_words,
    skills_words,
)


def who_does_what_pdf(found: WhoDoesWhat, head: Letterhead) -> bytes:
    """Print poles, roles, missions, holders, stand-ins and terms on a day."""
    columns = (
        Column(_("Rôle et missions"), grows=True),
        Column(_("Titulaires"), width=52),
        Column(_("Du"), width=20),
        Column(_("Jusqu’au"), width=20),
        Column(_("Suppléance"), width=40),
    )
    parts: list[Part] = [
        text.title(_("Qui fait quoi")),
        text.subtitle(_("Au {day}").format(day=long_day(found.on))),
    ]
    for pole, roles in found.poles:
        rows = tuple(_row(role) for role in roles)
        table = tables.table(columns, rows) if rows else text.text(_("Ce pôle n’a pas encore de rôle."))
        said = (text.small(pole.purpose),) if pole.purpose else ()
        parts.append(together(text.heading(pole.name), *said, table))
    if not found.poles:
        parts.append(text.text(_("Aucun pôle à cette date.")))
    if found.orphans:
        words = _("Missions que personne ne porte : {names}.").format(names=listed(found.orphans))
        parts.append(text.text(words))
    name = _("Qui fait quoi au {day}").format(day=long_day(found.on))
    return build(Sheet(head, name, tuple(parts), landscape=True))


def _row(role: RoleLine) -> tuple[str, ...]:
    """The role with its missions, then a line in each cell for each holder, and one for what is vacant."""
    said = "\n".join((role.name, *(f"– {mission}" for mission in role.missions)))
    holders = [(holder_words(one), day_words(one.since), day_words(one.until)) for one in role.holders]
    if role.vacant:
        words = ngettext("{n} siège vacant", "{n} sièges vacants", role.vacant).format(n=integer(role.vacant))
        holders.append((words, "", ""))
    cells = ("\n".join(column) for column in zip(*holders, strict=True))
    return (said, *cells, "\n".join(one.name for one in role.deputies) or "–")


def who_decides_pdf(matters: Sequence[MatterLine], on: date, head: Letterhead) -> bytes:
    """Print the matrix of decisions: matter, who, up to what, conditions, and the decision that says so."""
    columns = (
        Column(_("Matière"), width=48),
        Column(_("Qui décide"), width=44),
        Column(_("Jusqu’à"), "decimal"),
        Column(_("Conditions"), grows=True),
        Column(_("Fixé par"), width=52),
    )
    rows = tuple(
        (
            line.matter,
            line.role or _(LEVEL_WORDS[line.level]),
            euros(line.limit) if line.limit is not None else "",
            line.conditions,
            _("{decision} ({day})").format(decision=line.decision, day=day_words(line.decided_on)),
        )
        for line in matters
    )
    parts: tuple[Part, ...] = (
        text.title(_("Qui décide quoi")),
        text.subtitle(_("Au {day}").format(day=long_day(on))),
        tables.table(columns, rows) if rows else text.text(_("Aucune règle n’est encore fixée.")),
    )
    return build(Sheet(head, _("Qui décide quoi au {day}").format(day=long_day(on)), parts, landscape=True))


def role_pdf(role: RoleLine, on: date, head: Letterhead, incompatible: Sequence[str] = (), starts: int = 0) -> bytes:
    """Print the sheet of a role on one page: purpose, missions, limits, terms, skills, holders.

    `incompatible`: the roles nobody may hold together with it; `starts`: how many may begin in a month in its pole.
    """
    sheet = role.sheet
    months = _("de {least} à {most} mois").format(least=integer(sheet.term_min), most=integer(sheet.term_max))
    facts = (
        (_("Pôle"), role.pole),
        (_("Raison d’être"), sheet.purpose),
        (_("Sièges"), integer(role.seats)),
        (_("Mode de choix"), _(MODE_WORDS[sheet.mode])),
        (_("Durée d’un mandat"), months),
        (_("Délai de carence"), _("{n} mois").format(n=integer(sheet.cooldown)) if sheet.cooldown else ""),
        (_("Tuilage"), _("{n} mois").format(n=integer(sheet.shadow_months)) if sheet.shadow_months else ""),
        (_("Échelonnement"), _starts_words(role.pole, starts) if starts else ""),
        (_("Charge"), _("{n} heures par mois").format(n=integer(sheet.load)) if sheet.load else ""),
        (_("Compétences demandées"), skills_words(sheet.requires)),
        (_("Qui peut l’être"), _("les associés") if sheet.associates_only else _("les associés et les salariés")),
        (_("Rôles incompatibles"), listed(incompatible)),
        (_("Décide seul"), sheet.alone),
        (_("Voit de confidentiel"), sheet.confidential),
        (_("Clés demandées"), keys_words(sheet)),
        (_("Droits"), _("dès le tuilage") if sheet.rights_from_shadow else ""),
        (_("Remplacement"), _(REPLACEMENT_WORDS[sheet.replacement])),
        (_("Titre dans le programme"), role.title),
        (_("Indicateurs tenus"), sheet.indicators),
    )
    holders = tuple((holder_words(one), day_words(one.since), one.until_words, one.because) for one in role.holders)
    held = (
        Column(_("Titulaire"), width=40),
        Column(_("Depuis le")),
        Column(_("Jusqu’à")),
        Column(_("Décision"), grows=True),
    )
    adopted = _("Fiche n° {n}, adoptée le {day} : {decision}").format(
        n=role.version, day=long_day(role.adopted_on), decision=role.decision
    )
    parts: tuple[Part, ...] = (
        text.title(role.name),
        text.subtitle(_("Fiche de rôle au {day}").format(day=long_day(on))),
        tables.facts(tuple((label, words) for label, words in facts if words)),
        text.heading(_("Missions")),
        *(text.item(mission) for mission in role.missions),
        text.heading(_("Titulaires")),
        tables.table(held, holders) if holders else text.text(_("Personne ne tient ce rôle.")),
        *(text.item(_("Suppléance : {name}").format(name=one.name)) for one in role.deputies),
        text.small(adopted),
        signatures.signatures(
            signatures.Signatory(_("Titulaire"), ""), signatures.Signatory(_("Pour la coopérative"), "")
        ),
    )
    return build(Sheet(head, _("Fiche de rôle, {role}").format(role=role.name), parts))


def _starts_words(pole: str, starts: int) -> str:
    words = ngettext(
        "{n} changement de mains par mois au plus dans « {pole} »",
        "{n} changements de mains par mois au plus dans « {pole} »",
        starts,
    )
    return words.format(n=integer(starts), pole=pole)

"""Cover on paper: what one person only knows, what stops without somebody, and who is there for each role each week."""

from collections.abc import Sequence
from datetime import date

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import day as short_day
from coop_desk.core.words import integer, long_day
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.levels import LevelCell, LevelGrid, LevelRow, pages_of
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.tables import Column
from coop_desk.topics.roles.cover.records import CoverTable, Isolated, Knowledge, RoleWithout, WithoutSomebody
from coop_desk.topics.roles.cover.rules.critical import WHY_WORDS
from coop_desk.topics.roles.cover.rules.presence import Cover
from coop_desk.topics.skills.rules.levels import level_words

LETTERS = {Cover.HOLDER: "T", Cover.DEPUTY: "S", Cover.NOBODY: "–", Cover.VACANT: "V", Cover.CLOSED: "F"}
SHADES = {Cover.HOLDER: 1, Cover.DEPUTY: 2, Cover.NOBODY: 0, Cover.VACANT: 0, Cover.CLOSED: 0}


def isolated_pdf(found: Sequence[Isolated], on: date, head: Letterhead) -> bytes:
    """Print what one person only knows, the first to become critical first."""
    columns = (
        Column(_("Savoir"), grows=True), Column(_("Où"), width=46), Column(_("Tenu par"), width=40),
        Column(_("Critique le"), width=24), Column(_("Parce que"), width=42), Column(_("S’y forme"), width=40),
    )  # fmt: skip
    title = _("Savoirs isolés")
    parts: list[Part] = [text.title(title), text.subtitle(_("Au {day}").format(day=long_day(on)))]
    for kind, heading in ((Knowledge.SKILL, _("Compétences")), (Knowledge.MISSION, _("Missions"))):
        rows = tuple(_isolated(one) for one in found if one.knowledge is kind)
        said = tables.table(columns, rows) if rows else text.text(_("Aucune n’est tenue par une seule personne."))
        parts += [text.heading(heading), said]
    parts.append(text.small(_("Sans date : aucune fin de contrat, de mandat ni longue absence n’est connue.")))
    name = _("{title} au {day}").format(title=title, day=long_day(on))
    return build(Sheet(head, name, tuple(parts), landscape=True))


def _isolated(one: Isolated) -> tuple[str, ...]:
    name = _("{name} (clé)").format(name=one.name) if one.key and one.knowledge is Knowledge.SKILL else one.name
    when = short_day(one.event.on) if one.event else "–"
    why = _(WHY_WORDS[one.event.why]) if one.event else "–"
    return (name, one.where, one.person, when, why, ", ".join(one.learning) or "–")


def without_pdf(found: WithoutSomebody, head: Letterhead) -> bytes:
    """Print what stops if somebody is away between two days, and who could stand in."""
    title = _("Sans {name}").format(name=found.person)
    span = _("Du {first} au {last}").format(first=long_day(found.first), last=long_day(found.last))
    parts: list[Part] = [text.title(title), text.subtitle(span), text.heading(_("Missions"))]
    parts += [_role(role) for role in found.roles] or [text.text(_("Aucun rôle tenu à ces dates."))]
    parts += [text.heading(_("Approbations")), *_approvals(found), text.heading(_("Compétences")), *_skills(found)]
    name = _("Sans {name}, du {first} au {last}").format(
        name=found.person, first=long_day(found.first), last=long_day(found.last)
    )
    return build(Sheet(head, name, tuple(parts)))


def _role(role: RoleWithout) -> Part:
    return together(
        text.subheading(_("{role}, pôle {pole}").format(role=role.role, pole=role.pole)),
        tables.facts(tuple((label, words) for label, words in role_facts(role) if words)),
    )


def role_facts(role: RoleWithout) -> tuple[tuple[str, str], ...]:
    """What there is to say of a role without somebody, label and words."""
    stand_ins = (
        _("{name} : {because}").format(name=one.name, because=", ".join(one.because)) for one in role.stand_ins
    )
    return (
        (_("Missions"), ", ".join(role.missions)),
        (_("Décide"), ", ".join(role.matters)),
        (_("Reste"), ", ".join(role.remaining) or _("personne")),
        (_("Jours sans personne"), without_words(role)),
        (_("Pourraient remplacer"), " ; ".join(stand_ins) or _("personne n’est proposé")),
    )


def without_words(role: RoleWithout) -> str:
    """How many working days nobody is there."""
    if not role.without:
        return _("aucun : le rôle reste couvert")
    said = ngettext("{n} jour ouvré sur {days}", "{n} jours ouvrés sur {days}", role.without)
    return said.format(n=integer(role.without), days=integer(role.days))


def _approvals(found: WithoutSomebody) -> list[Part]:
    if not found.approvals:
        return [text.text(_("Rien n’attend l’accord de cette personne seule ou à plusieurs."))]
    rows = tuple(
        (one.words, _("bloquée") if one.blocked else ", ".join(one.others), ", ".join(one.away) or "–")
        for one in found.approvals
    )
    columns = (
        Column(_("Ce qui s’approuve"), width=66),
        Column(_("Qui d’autre"), grows=True),
        Column(_("Absent aussi"), width=34),
    )
    return [tables.table(columns, rows)]


def _skills(found: WithoutSomebody) -> list[Part]:
    if not found.skills:
        return [text.text(_("Aucune compétence ne manquerait."))]
    rows = tuple(
        (
            one.skill, level_words(one.level), ", ".join(one.remaining) or _("personne"),
            integer(one.asked) if one.asked else "–", ", ".join(one.nearest) or "–",
        )
        for one in found.skills
    )  # fmt: skip
    columns = (
        Column(_("Compétence"), grows=True), Column(_("Niveau"), width=36), Column(_("Reste"), width=38),
        Column(_("Demandé"), "right"), Column(_("Au plus près"), width=38),
    )  # fmt: skip
    return [tables.table(columns, rows)]


def cover_pdf(table: CoverTable, head: Letterhead) -> bytes:
    """Print who is there for each role, week by week."""
    title = _("Couverture des rôles")
    span = _("Semaines du {first} au {last}").format(first=long_day(table.mondays[0]), last=long_day(table.mondays[-1]))
    parts: list[Part] = [text.title(title), text.subtitle(span)]
    columns = tuple(short_day(monday)[:5] for monday in table.mondays)
    rows = tuple(
        LevelRow(
            role.role,
            tuple(
                LevelCell(SHADES[one], LETTERS[one], edged=one in (Cover.NOBODY, Cover.VACANT)) for one in role.weeks
            ),
        )
        for role in table.roles
    )
    if rows:
        for at, picture in enumerate(pages_of(LevelGrid(((_("Semaine du"), len(columns)),), columns, rows))):
            parts += [text.NewPage(), picture] if at else [picture]
        said = (
            _("T : un titulaire est là chaque jour."), _("S : une suppléance, au moins un jour."),
            _("– : personne, au moins un jour."), _("V : siège vacant."), _("F : fermé toute la semaine."),
        )  # fmt: skip
        parts += [text.Gap(2), text.small(" ".join(said))]
    else:
        parts.append(text.text(_("Aucun rôle n’est encore ouvert.")))
    return build(Sheet(head, _("{title}, {span}").format(title=title, span=span), tuple(parts), landscape=True))

"""What is handed over with a role: the usual template made from its sheet, and what a template may say."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.roles.handover.records import Template
from coop_desk.topics.roles.records import Sheet
from coop_desk.topics.roles.rules.sheets import keys_words

MOST_LINES, LONGEST = 40, 200
"""Lines of one mission or of one kind, and characters of a line."""

LISTS = ("documents", "opens", "closes", "trainings")


def usual_template(sheet: Sheet, missions: Mapping[int, str], title: str = "") -> Template:
    """The template of a role whose co-op wrote none: each mission whole, and what its sheet says is needed."""
    opens = [_("Dossiers partagés, messageries et comptes du rôle")]
    closes = [_("Dossiers partagés, messageries et comptes que la personne sortante ne garde pas")]
    if title:
        opens.append(_("Titre « {title} » dans Coop Desk").format(title=title))
        closes.append(_("Titre « {title} » de la personne sortante").format(title=title))
    if sheet.confidential:
        opens.append(_("Clés des données confidentielles : {what}").format(what=sheet.confidential.rstrip(".")))
        closes.append(_("Clés des données confidentielles de la personne sortante"))
    if sheet.keys:
        opens.append(_("{keys}, page « Clés confiées »").format(keys=keys_words(sheet)))
        closes.append(_("Clés de la personne sortante, page « Clés confiées »"))
    return Template(
        points=tuple((one, (missions[one],)) for one in sheet.missions),
        documents=(
            _("Dossiers en cours, avec où en est chacun"),
            _("Modèles, modes d’emploi et fichiers de travail"),
            _("Échéances des douze prochains mois"),
            _("Interlocuteurs : noms, coordonnées, habitudes"),
        ),
        opens=tuple(opens),
        closes=tuple(closes),
        trainings=tuple(
            _("{skill}, niveau {level}").format(skill=skill, level=level)
            for skill, level in sorted(sheet.requires.items())
        ),
    )


def check_template(template: Template, missions: Collection[int]) -> Template:
    """Return it tidied; RuleBroken HAND-01 unless each mission keeps a point and no line is too long or too many."""
    points = tuple((mission, _tidy(lines)) for mission, lines in template.points)
    if {mission for mission, lines in points if lines} != set(missions):
        raise RuleBroken("HAND-01", _("Chaque mission de la fiche garde au moins un point à transmettre."))
    return Template(points, *(_tidy(getattr(template, name)) for name in LISTS))


def _tidy(lines: Collection[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(words for line in lines if (words := " ".join(line.split()))))
    if len(found) > MOST_LINES or any(len(words) > LONGEST for words in found):
        raise RuleBroken(
            "HAND-01",
            _("Une ligne tient en {n} caractères, une liste en {most} lignes : regroupez.").format(
                n=LONGEST, most=MOST_LINES
            ),
        )
    return found


def for_sheet(template: Template, sheet: Sheet, missions: Mapping[int, str]) -> Template:
    """The template for the missions of the day: those that left the sheet are left out, those that came are whole."""
    known = dict(template.points)
    points = tuple((one, known.get(one) or (missions[one],)) for one in sheet.missions)
    return Template(points, *(getattr(template, name) for name in LISTS))


def kept(template: Template) -> dict[str, Any]:
    """What is stored of a template."""
    return {
        "points": [[mission, list(lines)] for mission, lines in template.points],
        **{name: list(getattr(template, name)) for name in LISTS},
    }


def template_from(said: Mapping[str, Any]) -> Template:
    """The template as it was adopted."""
    points = tuple((int(mission), tuple(lines)) for mission, lines in said["points"])
    return Template(points, *(tuple(said[one.name]) for one in fields(Template)[1:]))

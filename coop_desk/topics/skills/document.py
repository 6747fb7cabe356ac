"""The map of skills on paper: people and skills with the level in each cell, on A4 or A3 turned on its side."""

from itertools import groupby

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, long_day
from coop_desk.paper import text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.levels import LevelCell, LevelGrid, LevelRow, pages_of
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.topics.skills.records import Matrix
from coop_desk.topics.skills.rules.levels import LEVELS, Held, cell_words, level_words


def matrix_pdf(record: Matrix, head: Letterhead, *, a3: bool = False) -> bytes:
    """Print the map of a day: a line a person, a column a skill, and at the foot who reaches what is asked."""
    title = _("Carte des compétences")
    subtitle = _("Au {day}").format(day=long_day(record.day))
    if record.team:
        subtitle = _("{team}, au {day}").format(team=record.team, day=long_day(record.day))
    parts: list[Part] = [text.title(title), text.subtitle(subtitle)]
    if record.skills and record.rows:
        for at, picture in enumerate(pages_of(_grid(record), a3=a3)):
            parts += [text.NewPage(), picture] if at else [picture]
        parts += [text.Gap(2), *_key(record)]
    else:
        parts.append(text.text(_("Aucune compétence, ou personne sous contrat à cette date.")))
    name = _("{title} au {day}").format(title=title, day=long_day(record.day))
    return build(Sheet(head, name, tuple(parts), landscape=True, a3=a3))


def _grid(record: Matrix) -> LevelGrid:
    groups = tuple((name, len(list(inside))) for name, inside in groupby(one.branch for one in record.skills))
    columns = tuple(_("{name} (clé)").format(name=one.name) if one.key else one.name for one in record.skills)
    rows = [LevelRow(row.name, tuple(_cell(held) for held in row.cells)) for row in record.rows]
    if any(one.key for one in record.skills):
        asked = tuple(
            LevelCell(0, f"{found}/{one.key.people}" if one.key else "", edged=bool(one.key and found < one.key.people))
            for one, found in zip(record.skills, record.holders, strict=True)
        )
        rows.append(LevelRow(_("Au niveau demandé"), asked, strong=True))
    return LevelGrid(groups, columns, tuple(rows))


def _cell(held: Held) -> LevelCell:
    return LevelCell(held.level, cell_words(held), edged=held.waiting is not None)


def _key(record: Matrix) -> list[Part]:
    people = ngettext("{n} personne.", "{n} personnes.", len(record.rows)).format(n=integer(len(record.rows)))
    levels = " ; ".join(level_words(level) for level in range(1, len(LEVELS)))
    said = [
        people,
        _("{levels}. Case vide : aucune.").format(levels=levels),
        _("Encadré, avec un point d’interrogation : déclaré, pas encore confirmé par une autre personne."),
    ]
    if any(one.key for one in record.skills):
        said.append(_("Dernière ligne : personnes au niveau demandé, sur le nombre voulu ; encadré quand il manque."))
    return [text.small(" ".join(said))]

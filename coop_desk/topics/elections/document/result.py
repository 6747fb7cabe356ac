"""The result of a vote on paper: every stage with its sentence, its picture and its figures."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, integer, listed, long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.pictures import GradeChart
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.elections.document.records import ResultSheet
from coop_desk.topics.elections.telling import Step, Told

WIDEST = 9
"""Columns of figures that stand on a page; more are left to the picture."""


def result_pdf(record: ResultSheet, head: Letterhead) -> bytes:
    """Print the result sheet."""
    first = record.openings[0]
    facts = (
        (_("Méthode"), record.told.method_words),
        (
            _("Ouverture"),
            _("le {day} à {time}").format(day=long_day(first.at.astimezone().date()), time=clock_time(first.at)),
        ),
        (_("Inscrits"), integer(len(first.electorate))),
        (_("Présents ou représentés"), integer(first.attending) if first.attending is not None else ""),
        (_("Scrutateurs"), listed(record.tellers)),
        (_("Empreinte de la définition"), first.digest[:16]),
    )
    people = record.tellers or (" ",)
    parts: tuple[Part, ...] = (
        text.title(_("Résultat : {title}").format(title=record.title)),
        text.subtitle(record.place or record.told.method_words),
        tables.facts(tuple((name, words) for name, words in facts if words)),
        *told_parts(record.told),
        *(text.item(words) for words in record.remarks),
        signatures.signatures(*(signatures.Signatory(_("Scrutateur"), name) for name in people)),
    )
    return build(Sheet(head, _("Résultat : {title}").format(title=record.title), parts))


def told_parts(told: Told, *, pictures: bool = True) -> tuple[Part, ...]:
    """Tell every stage: used by the result sheet and by the minutes, which may leave the pictures out."""
    parts: list[Part] = []
    before: frozenset[tuple[str, ...]] = frozenset()
    for step in told.steps:
        parts.append(text.subheading(_("Étape {n}").format(n=integer(step.number))))
        parts.append(text.text(step.sentence, follows=step.chart is not None and pictures))
        if step.chart is not None and pictures:
            parts.append(step.chart)
        if before != frozenset(step.rows):  # the same figures in another order are said once
            parts += _figures(step)
            before = frozenset(step.rows)
    parts.append(text.text(text.Strong(told.outcome)))
    return tuple(parts)


def _figures(step: Step) -> tuple[Part, ...]:
    """The exact figures, where the picture has no room to say them all."""
    if not isinstance(step.chart, GradeChart) or len(step.head) > WIDEST:
        return ()
    columns = (Column(step.head[0], grows=True), *(Column(head, "right") for head in step.head[1:]))
    return (tables.table(columns, step.rows),)


def remarks_of(differences: int, incidents: tuple[str, ...]) -> tuple[str, ...]:
    """What is said beside the figures."""
    told = list(incidents)
    if differences:
        words = ngettext(
            "{n} bulletin a été lu différemment par les deux scrutateurs, puis tranché en le regardant ensemble.",
            "{n} bulletins ont été lus différemment par les deux scrutateurs, puis tranchés en les regardant ensemble.",
            differences,
        )
        told.insert(0, words.format(n=integer(differences)))
    return tuple(told)

"""What a person holds in hand: everything kept on them, and who read it, on paper."""

from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part as PaperPart
from coop_desk.paper.sheet import Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.own_data.records import Access, Kind, OwnData, Part, instant_words, said


def own_data_pdf(found: OwnData, head: Letterhead) -> bytes:
    """Print everything held on one person (GDPR, art. 15)."""
    parts: list[PaperPart] = [
        text.title(_("Données de {name}").format(name=found.name)),
        text.subtitle(_("Au {day}").format(day=long_day(found.day))),
        text.text(
            _(
                "Ce document réunit tout ce que la coopérative garde sur vous dans Coop Desk (RGPD, article 15). "
                "Le nom des autres personnes n’y figure que pour dire qui a agi sur vos données ou les a lues."
            )
        ),
    ]
    for part in found.parts:
        parts += [text.heading(part.title), *_paper(part)]
    parts.append(
        text.small(
            _(
                "Votre nom figure aussi dans les procès-verbaux scellés et leurs pièces, gardés tels qu’ils ont été "
                "signés, et dans les sauvegardes du dossier."
            )
        )
    )
    return build(Sheet(head, _("Données de {name}").format(name=found.name), tuple(parts)))


def accesses_pdf(name: str, found: tuple[Access, ...], on: str, head: Letterhead) -> bytes:
    """Print who read or exported the private data of one person (L14)."""
    columns = (Column(_("Date")), Column(_("Personne")), Column(_("Ce qui a été fait"), grows=True), Column(_("Titre")))
    rows = tuple(
        (instant_words(one.at), one.actor, " · ".join(w for w in (_(one.words), one.said) if w), one.title)
        for one in found
    )
    body: tuple[PaperPart, ...] = (
        (tables.table(columns, rows),) if rows else (text.text(_("Personne d’autre que vous ne les a lues.")),)
    )
    title = _("Qui a lu les données de {name}").format(name=name)
    return build(Sheet(head, title, (text.title(title), text.subtitle(on), *body)))


def _paper(part: Part) -> tuple[PaperPart, ...]:
    if not part.rows:
        return (text.text(_("Rien.")),)
    if part.single:
        pairs = zip(part.values, part.rows[0], strict=True)
        facts = tuple((value.title, said(value.kind, one)) for value, one in pairs if said(value.kind, one))
        return (tables.facts(facts),) if facts else (text.text(_("Rien.")),)
    # What nobody filled in takes no room on paper; JSON keeps every column.
    kept = [n for n, value in enumerate(part.values) if any(said(value.kind, row[n]) for row in part.rows)]
    widest = max(kept, key=lambda n: max(len(said(part.values[n].kind, row[n])) for row in part.rows))
    columns = tuple(Column(part.values[n].title, _align(part.values[n].kind), grows=n == widest) for n in kept)
    rows = tuple(tuple(said(part.values[n].kind, row[n]) for n in kept) for row in part.rows)
    return (tables.table(columns, rows),)


def _align(kind: Kind) -> tables.Align:
    return "decimal" if kind == "amount" else "right" if kind in ("integer", "thousandths") else "left"

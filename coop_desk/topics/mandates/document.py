"""What is printed about mandates: who leads on a day, and the sheet of one mandate."""

from coop_desk.core.i18n import _
from coop_desk.core.words import day as day_words
from coop_desk.core.words import long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.mandates.records import LeadersList, MandateCard


def leaders_pdf(found: LeadersList, head: Letterhead) -> bytes:
    """Print who leads the co-operative on a day, by post, with the decision behind each mandate."""
    columns = (
        Column(_("Fonction"), width=34),
        Column(_("Nom"), width=34),
        Column(_("Qualité"), width=32),
        Column(_("Depuis le")),
        Column(_("Jusqu’à")),
        Column(_("Décision"), grows=True),
    )
    rows = tuple(
        (line.post, line.name, line.called, day_words(line.starts_on), line.until_words, line.because)
        for line in found.lines
    )
    name = _("Liste des dirigeants au {day}").format(day=long_day(found.on))
    empty = text.text(_("Aucun mandat en cours à cette date."))
    parts: tuple[Part, ...] = (
        text.title(_("Liste des dirigeants")),
        text.subtitle(_("Au {day}").format(day=long_day(found.on))),
        tables.table(columns, rows) if rows else empty,
        *(text.item(words) for words in found.vacant),
    )
    return build(Sheet(head, name, parts, landscape=True))


def mandate_pdf(card: MandateCard, head: Letterhead) -> bytes:
    """Print one mandate: its term, the papers received, the employment contract, what happened to it."""
    line = card.line
    facts = (
        (_("Fonction"), line.post),
        (_("Qualité"), line.called),
        (_("Origine"), card.origin),
        (_("Début"), long_day(line.starts_on)),
        (_("Terme"), line.until_words),
        (_("Fin"), long_day(line.ended_on) if line.ended_on is not None else ""),
        (_("Décision"), line.because),
        (_("À la suite de"), card.replaces),
        (_("Titre dans le programme"), _titled(card)),
        (_("Contrat de travail"), card.contract),
        (_("Inscription et publication"), _published(card)),
    )
    papers = (Column(_("Pièce"), grows=True), Column(_("Reçue le")))
    history = (Column(_("Date")), Column(_("Événement"), grows=True), Column(_("Décision ou motif"), grows=True))
    told = tuple((day_words(event.on), event.words, event.because) for event in card.history if not event.cancelled)
    parts: tuple[Part, ...] = (
        text.title(_("Mandat")),
        text.subtitle(_("{name}, {called}").format(name=line.name, called=line.called)),
        tables.facts(tuple((label, words) for label, words in facts if words)),
        text.heading(_("Pièces")),
        tables.table(papers, tuple((p.words, day_words(p.received_on) if p.received_on else "–") for p in card.papers)),
        *((text.heading(_("Ce qui a été inscrit")), tables.table(history, told)) if told else ()),
        *(text.small(words) for words in card.told),
        signatures.signatures(
            signatures.Signatory(line.called[:1].upper() + line.called[1:], line.name),
            signatures.Signatory(_("Pour la coopérative"), ""),
        ),
    )
    return build(Sheet(head, _("Fiche de mandat, {name}").format(name=line.name), parts))


def _titled(card: MandateCard) -> str:
    return _("{title}, {state}").format(title=card.title, state=card.title_words) if card.title else ""


def _published(card: MandateCard) -> str:
    said = []
    if card.registered_on is not None:
        said.append(_("nomination le {day}").format(day=long_day(card.registered_on)))
    if card.end_registered_on is not None:
        said.append(_("fin le {day}").format(day=long_day(card.end_registered_on)))
    return ", ".join(said)

"""The hand-over on paper: every point with a box for each of both, ticked or to tick, and their signatures."""

from datetime import date
from itertools import groupby

from coop_desk.core.i18n import _
from coop_desk.core.words import day, long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.payroll.handing_over.records import SUBJECT_WORDS, HandOver, TickedPoint

TICKED, EMPTY = "X", ""


def hand_over_pdf(record: HandOver, head: Letterhead, today: date) -> bytes:
    """Print a hand-over; it names who asks for what, and says neither an amount nor a reason."""
    line = record.line
    done = (
        _("Terminée le {day}").format(day=long_day(line.ended_at.date()))
        if line.ended_at is not None
        else _("En cours au {day}").format(day=long_day(today))
    )
    parts: list[Part] = [
        text.title(_("Passation de la délégation paie et congés")),
        text.subtitle(done),
        tables.facts(
            (
                (_("Transmet"), line.outgoing),
                (_("Reprend"), line.incoming),
                (_("À compter du"), long_day(line.effective_on)),
                *(((_("Sans les coches de la personne sortante"), line.because),) if line.because else ()),
            )
        ),
    ]
    for subject, points in groupby(record.points, key=lambda one: one.point.subject):
        parts += [text.heading(_(SUBJECT_WORDS[subject])), _table(list(points))]
    if not record.points:
        parts.append(text.text(_("Aucun point ouvert.")))
    parts.append(
        signatures.signatures(
            signatures.Signatory(_("La personne qui transmet"), line.outgoing),
            signatures.Signatory(_("La personne qui reprend"), line.incoming),
            place_and_date=_("Fait le {day}.").format(day=long_day(today)),
        )
    )
    return build(Sheet(head, _("Passation de la délégation paie et congés"), tuple(parts)))


def _table(points: list[TickedPoint]) -> Part:
    columns = (
        Column(_("Point"), grows=True),
        Column(_("Date"), width=22),
        Column(_("Transmis"), "centre", width=20, box=True),
        Column(_("Repris"), "centre", width=20, box=True),
    )
    return tables.table(
        columns,
        tuple(
            (
                f"{one.point.title}\n{one.point.detail}".strip(),
                day(one.point.due) if one.point.due else "",
                TICKED if one.by_outgoing else EMPTY,
                TICKED if one.by_incoming else EMPTY,
            )
            for one in points
        ),
    )

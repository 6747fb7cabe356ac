"""The register of movements, the situation of a day, the list of holders."""

from collections.abc import Mapping, Sequence
from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import amount, euros, integer, long_day
from coop_desk.core.words import day as day_words
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.shares.document.lines import observations, shares_moved
from coop_desk.topics.shares.records import MovementRow, SituationView
from coop_desk.topics.shares.rules.movements import KIND_WORDS, VOTE_ONLY


def register(
    rows: Sequence[MovementRow],
    view: SituationView,
    addresses: Mapping[PersonId, str],
    head: Letterhead,
) -> bytes:
    """Print the register of movements, in the order of its numbers, with the totals of the day (C07, REG-02)."""
    day = view.situation.day
    columns = (
        Column(_("N°"), "right"),
        Column(_("Date")),
        Column(_("Nature")),
        Column(_("Ancien titulaire")),
        Column(_("Nouveau titulaire")),
        Column(_("Parts"), "right"),
        Column(_("Nominal"), "decimal"),
        Column(_("Montant"), "decimal"),
        Column(_("Décision et observations"), grows=True),
    )
    parts: tuple[Part, ...] = (
        text.title(_("Registre des mouvements de parts sociales")),
        text.subtitle(_("Mouvements jusqu’au {day}").format(day=long_day(day))),
        tables.table(columns, tuple(_register_row(row) for row in rows)),
        text.heading(_("Totaux au {day}").format(day=long_day(day))),
        tables.facts(_totals(view)),
        *_address_parts(view, addresses),
    )
    return build(Sheet(head, _("Registre des mouvements de parts sociales"), parts, landscape=True))


def _address_parts(view: SituationView, addresses: Mapping[PersonId, str]) -> tuple[Part, ...]:
    if not addresses:
        return ()
    rows = tuple((line.number, line.holding.name, addresses.get(line.holding.person_id, "")) for line in view.lines)
    numbers = tables.numbering(row[0] for row in rows)
    columns = (Column(_("N°"), numbers), Column(_("Titulaire")), Column(_("Adresse déclarée"), grows=True))
    return (text.heading(_("Adresses des titulaires")), tables.table(columns, rows))


def _register_row(row: MovementRow) -> tuple[str, ...]:
    moved = row.kind not in VOTE_ONLY and row.shares != 0
    return (
        str(row.number),
        day_words(row.day),
        _(KIND_WORDS[row.kind]),
        row.old_holder,
        row.new_holder,
        shares_moved(row),
        amount(row.nominal_cents) if moved else "",
        amount(row.amount_cents) if row.amount_cents else "",
        observations(row),
    )


def _totals(view: SituationView) -> tuple[tuple[str, str], ...]:
    found = view.situation
    return (
        (_("Parts sociales"), integer(found.shares)),
        (_("Capital souscrit"), euros(found.capital_cents)),
        (_("Capital versé"), euros(found.paid_cents)),
        (_("Reste à verser"), euros(found.capital_cents - found.paid_cents)),
        (_("Dû aux anciens associés"), euros(found.claims_cents)),
        (_("Capital le plus élevé atteint"), euros(view.highest_cents)),
    )


def situation(view: SituationView, head: Letterhead) -> bytes:
    """Print who holds what on a day (C05)."""
    found = view.situation
    columns = (
        Column(_("N°"), tables.numbering(line.number for line in view.lines)),
        Column(_("Titulaire"), grows=True),
        Column(_("Catégorie")),
        Column(_("Parts"), "right"),
        Column(_("Souscrit"), "decimal"),
        Column(_("Versé"), "decimal"),
        Column(_("Reste dû"), "decimal"),
        Column(_("À rembourser"), "decimal"),
    )
    rows = tuple(
        (
            line.number,
            line.holding.name,
            line.category,
            integer(line.holding.shares),
            amount(line.holding.subscribed_cents),
            amount(line.holding.paid_cents),
            amount(line.holding.due_cents),
            amount(line.holding.claim_cents) if line.holding.claim_cents else "",
        )
        for line in view.lines
    )
    total = (
        "",
        _("Total"),
        "",
        integer(found.shares),
        amount(found.capital_cents),
        amount(found.paid_cents),
        amount(found.capital_cents - found.paid_cents),
        amount(found.claims_cents) if found.claims_cents else "",
    )
    watched = tuple((gauge.words, f"{gauge.after} ({gauge.limit})") for gauge in view.gauges)
    name = _("Situation du capital au {day}").format(day=long_day(found.day))
    parts = (
        text.title(_("Situation du capital")),
        text.subtitle(_("Au {day}, montants en euros").format(day=long_day(found.day))),
        tables.table(columns, rows, (total,)),
        text.heading(_("Ce que la loi et les statuts demandent")),
        tables.facts((*watched, (_("Capital le plus élevé atteint"), euros(view.highest_cents))), 78),
    )
    return build(Sheet(head, name, parts))


def holders(
    view: SituationView, addresses: Mapping[PersonId, str], assembly_on: date | None, head: Letterhead
) -> bytes:
    """Print the list of holders closed on a day, with their declared addresses (REG-05)."""
    lines = [line for line in view.lines if line.holding.shares > 0]
    columns = (
        Column(_("N°"), tables.numbering(line.number for line in lines)),
        Column(_("Titulaire")),
        Column(_("Adresse déclarée"), grows=True),
        Column(_("Catégorie")),
        Column(_("Parts"), "right"),
    )
    rows = tuple(
        (
            line.number,
            line.holding.name,
            addresses.get(line.holding.person_id, ""),
            line.category,
            integer(line.holding.shares),
        )
        for line in lines
    )
    closed = _("Arrêtée le {day}").format(day=long_day(view.situation.day))
    if assembly_on is not None:
        closed = _("{closed} pour l’assemblée du {day}").format(closed=closed, day=long_day(assembly_on))
    count = sum(line.holding.shares for line in lines)
    parts = (
        text.title(_("Liste des détenteurs de parts sociales")),
        text.subtitle(closed),
        tables.table(columns, rows, (("", _("Total"), "", "", integer(count)),)),
        text.small(
            _("Tout associé peut lire et copier cette liste pendant les quinze jours qui précèdent l’assemblée.")
        ),
    )
    return build(Sheet(head, _("Liste des détenteurs de parts sociales"), parts))

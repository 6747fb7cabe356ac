"""The figures the law watches, on paper."""

from collections.abc import Sequence

from coop_desk.core.i18n import _
from coop_desk.core.words import amount, integer, long_day
from coop_desk.core.words import day as day_words
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.shares.records import RatiosView, RefundLine
from coop_desk.topics.shares.rules.capital import percent


def ratios(found: RatiosView, head: Letterhead) -> bytes:
    """Print the figures the law watches, five years of them, and what is owed to those who left (C14)."""
    limits = (Column(_("Ce qui est surveillé"), grows=True), Column(_("Ce jour"), "right"), Column(_("Limite")))
    years = (
        Column(_("Date")),
        Column(_("Capital"), "decimal"),
        Column(_("Associés"), "right"),
        Column(_("Salariés"), "right"),
        Column(_("Capital des salariés"), "right"),
        Column(_("Plus gros porteur"), "right"),
        Column(_("Voix extérieures"), "right"),
    )
    rows = tuple(
        (
            day_words(point.day),
            amount(point.figures.capital_cents),
            integer(point.figures.associates),
            integer(point.figures.employed),
            *(
                "–" if part is None else percent(part)
                for part in (
                    point.figures.employed_capital,
                    point.figures.largest_part,
                    point.figures.external_votes_part,
                )
            ),
        )
        for point in found.points
    )
    parts: tuple[Part, ...] = (
        text.title(_("Ratios du capital")),
        text.subtitle(_("Au {day}").format(day=long_day(found.day))),
        tables.table(limits, tuple((gauge.words, gauge.after, gauge.limit) for gauge in found.gauges)),
        *_five_years(found, tables.table(years, rows)),
        *_owed_parts(found.refunds.owed),
    )
    return build(Sheet(head, _("Ratios du capital au {day}").format(day=long_day(found.day)), parts))


def _five_years(found: RatiosView, table: Part) -> tuple[Part, ...]:
    if found.chart.blank:
        return ()
    note = text.small(_("En pointillés, les limites de la loi et des statuts."))
    return (text.heading(_("Cinq ans")), found.chart, note, table)


def _owed_parts(owed: Sequence[RefundLine]) -> tuple[Part, ...]:
    if not owed:
        return ()
    columns = (
        Column(_("Ancien associé"), grows=True),
        Column(_("Départ")),
        Column(_("Exigible le")),
        Column(_("Montant"), "decimal"),
        Column(_("Payé"), "decimal"),
        Column(_("Reste"), "decimal"),
    )
    rows = tuple(
        (
            line.name,
            day_words(line.lost_on),
            day_words(line.due_on),
            amount(line.cents),
            amount(line.paid_cents),
            amount(line.left_cents),
        )
        for line in owed
    )
    left = sum(line.left_cents for line in owed)
    total = ("", "", "", amount(sum(line.cents for line in owed)), amount(sum(line.paid_cents for line in owed)))
    return (text.heading(_("Remboursements")), tables.table(columns, rows, ((*total, amount(left)),)))

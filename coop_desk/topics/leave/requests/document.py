"""Absences on paper: the calendar of a team in black and white, and everybody's monthly statement to sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import day as short_day
from coop_desk.core.words import integer, long_day, long_month
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.grids import DayGrid, Fill, GridLine, Stretch
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, build_all, together
from coop_desk.paper.tables import Column
from coop_desk.topics.leave.requests.records import Calendar, CalendarRow, Mark
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.rules.explained import from_thousandths, number

A_PAGE = 22
ONE_DAY = timedelta(days=1)
FILLS = {
    Mark.THERE: Fill.NONE,
    Mark.AWAY: Fill.FULL,
    Mark.HALF: Fill.HALF,
    Mark.ASKED: Fill.HATCHED,
    Mark.OFF: Fill.GREY,
    Mark.AWAY_OFF: Fill.GREY,
    Mark.HOLIDAY: Fill.CROSSED,
    Mark.OUT: Fill.GREY,
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One account over a month, in thousandths: what was there, earned, taken, and what is there."""

    account: str
    before: int
    earned: int
    taken: int
    other: int
    after: int


@dataclass(frozen=True, slots=True)
class MonthStatement:
    """What one person signs: the accounts of a month, and the absences of that month."""

    name: str
    matricule: str
    month: date
    accounts: tuple[Moved, ...]
    absences: tuple[tuple[date, date, str, str], ...]
    """First day, last day, what, how much: only where the key of the reasons is held."""


def calendar_pdf(record: Calendar, title: str, head: Letterhead) -> bytes:
    """Print a month or a year of a team on pages turned on their side."""
    whole_year = (record.last - record.first).days > 31
    parts: list[Part] = [text.title(title)]
    for at in range(0, len(record.rows), A_PAGE):
        if at:
            parts.append(text.NewPage())
        rows = record.rows[at : at + A_PAGE]
        grid = _year(record, rows) if whole_year else _month(record, rows)
        parts += [grid, text.Gap(2)]
    parts += _key(record, whole_year)
    return build(Sheet(head, title, tuple(parts), landscape=True))


def statements_pdf(records: tuple[MonthStatement, ...], head: Letterhead) -> bytes:
    """Print everybody's statement of a month, a page each: nobody signs beside another's figures (L12)."""
    return build_all([_statement(one, head) for one in records], _("Relevés de congés"))


def _statement(record: MonthStatement, head: Letterhead) -> Sheet:
    last = (record.month + timedelta(days=32)).replace(day=1) - ONE_DAY
    month = long_month(record.month)
    known = [(_("Personne"), record.name), (_("Matricule"), record.matricule), (_("Situation au"), long_day(last))]
    heads = (
        Column(_("Compteur"), grows=True), Column(_("Avant le mois"), "right"), Column(_("Acquis"), "right"),
        Column(_("Pris"), "right"), Column(_("Autres"), "right"), Column(_("Solde"), "right"),
    )  # fmt: skip
    rows = tuple(
        (one.account, *map(_days, (one.before, one.earned, one.taken, one.other, one.after))) for one in record.accounts
    )
    absences: tuple[Part, ...] = (text.text(_("Aucune absence ce mois-ci.")),)
    if record.absences:
        columns = (Column(_("Du")), Column(_("Au")), Column(_("Absence"), grows=True), Column(_("Durée"), "right"))
        absences = (
            tables.table(
                columns, tuple((short_day(a), short_day(b), what, cost) for a, b, what, cost in record.absences)
            ),
        )
    return Sheet(
        head,
        _("Relevé de congés de {month}, {name}").format(month=month, name=record.name),
        (
            text.title(_("Relevé de congés, {month}").format(month=month)),
            tables.facts(tuple((label, value) for label, value in known if value)),
            text.heading(_("Compteurs, en jours")),
            tables.table(heads, rows),
            text.heading(_("Absences du mois")),
            *absences,
            together(
                text.small(
                    _(
                        "Comparez avec votre bulletin de paie. En cas d’écart, dites-le avant de signer : une erreur "
                        "se corrige par une écriture."
                    )
                ),
                signatures.signatures(
                    signatures.Signatory(_("La personne"), record.name),
                    place_and_date=_("Lu le ………………………………"),
                ),
            ),
        ),
    )


def _days(quantity: int) -> str:
    return number(from_thousandths(quantity))


def _month(record: Calendar, rows: tuple[CalendarRow, ...]) -> DayGrid:
    letters = (_("L"), _("M"), _("M"), _("J"), _("V"), _("S"), _("D"))
    days = (record.last - record.first).days + 1
    heads = tuple((at, str(at + 1), letters[(record.first + timedelta(days=at)).weekday()]) for at in range(days))
    lines = [GridLine(row.name, tuple(_stretches(row.marks))) for row in rows]
    return DayGrid(days, heads, tuple(lines))


def _stretches(marks: tuple[Mark, ...]) -> Iterator[Stretch]:
    at = 0
    for fill, run in groupby(FILLS[mark] for mark in marks):
        length = len(list(run))
        if fill is not Fill.NONE:
            yield Stretch(at, at + length - 1, fill)
        at += length


def _year(record: Calendar, rows: tuple[CalendarRow, ...]) -> DayGrid:
    days = (record.last - record.first).days + 1
    heads = []
    for month in range(1, 13):
        first = date(record.first.year, month, 1)
        heads.append(((first - record.first).days, long_month(first).split()[0], ""))
    lines = []
    for row in rows:
        stretches = []
        away = 0
        for one in row.away:
            first, last = max(one.first, record.first), min(one.last, record.last)
            decided = one.state is State.APPROVED
            away += (last - first).days + 1 if decided else 0
            fill = Fill.FULL if decided else Fill.HATCHED
            stretches.append(Stretch((first - record.first).days, (last - record.first).days, fill))
        lines.append(GridLine(row.name, tuple(stretches), integer(away) if away else ""))
    return DayGrid(days, tuple(heads), tuple(lines), _("jours"))


def _key(record: Calendar, whole_year: bool) -> list[Part]:
    said = [_("Plein : absent. Hachuré : demandé, pas encore décidé.")]
    if not whole_year:
        said.append(_("Moitié : absent une demi-journée. Gris : jour non travaillé. Barré : jour férié."))
    else:
        said.append(_("À droite : jours de calendrier d’absence dans l’année."))
    if record.feasts and not whole_year:
        feasts = [f"{short_day(one)} {name}" for one, name in record.feasts.items()]
        said.append(_("Fériés : {days}.").format(days=", ".join(feasts)))
    people = ngettext("{n} personne.", "{n} personnes.", len(record.rows)).format(n=integer(len(record.rows)))
    return [text.small(" ".join([people, *said]))]

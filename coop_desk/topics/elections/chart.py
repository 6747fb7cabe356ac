"""The figures of a count as pictures: bars, transfers, seats, grades, duels; and the same figures as a table."""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, votes
from coop_desk.paper.pictures import Bar, BarChart, Chart, DuelChart, Duels, GradeChart, Grades

Number = int | Fraction


def number(value: Number) -> str:
    """Write a figure exactly: 12, 15,12345 or 28 + 1/9."""
    value = Fraction(value)
    scaled = value * 100_000
    if value.denominator > 1 and scaled.denominator == 1:
        whole, part = divmod(scaled.numerator, 100_000)
        return f"{integer(whole)},{part:05d}".rstrip("0")
    return votes(value)


def voices(value: Number) -> str:
    """Write a number of votes: « 19 voix »."""
    return ngettext("{n} voix", "{n} voix", 2).format(n=number(value))


def tally_chart(
    tally: Mapping[str, Number | str],
    *,
    needed: Number | None = None,
    needed_words: str = "",
    winners: Collection[str] = (),
    said: Mapping[str, str] | None = None,
    written: Callable[[Number], str] = voices,
) -> BarChart:
    """Draw who has how many votes; `said` tags a name: who wins, who leaves the count."""
    told = said or {}
    bars = []
    for name, held in tally.items():
        value = Fraction(held)
        figure = f"{written(value)} · {told[name]}" if told.get(name) else written(value)
        bars.append(Bar(name, value, figure, strong=name in winners))
    limit_words = needed_words or (_("il faut {votes}").format(votes=voices(needed)) if needed is not None else "")
    return BarChart(tuple(bars), needed, limit_words)


def transfer_chart(
    before: Mapping[str, Number | str],
    after: Mapping[str, Number | str],
    *,
    needed: Number,
    needed_words: str,
    winners: Collection[str] = (),
    said: Mapping[str, str] | None = None,
) -> BarChart:
    """Draw where votes went: what each keeps, what each received, what was lost."""
    told = said or {}
    bars = []
    for name in before:
        had, has = Fraction(before[name]), Fraction(after.get(name, 0))
        if not had and not has and name not in told:
            continue
        figure = voices(has)
        if has > had:
            figure += f" (+{number(has - had)})"
        elif has < had:
            figure = _("{after} (avant : {before})").format(after=voices(has), before=number(had))
        if told.get(name):
            figure += f" · {told[name]}"
        strong = name in winners
        bars.append(Bar(name, min(had, has), figure, max(has - had, Fraction(0)), max(had - has, Fraction(0)), strong))
    return BarChart(tuple(bars), needed, needed_words)


def seat_chart(tally: Mapping[str, int], seats: Mapping[str, int]) -> BarChart:
    """Draw the votes of each list and its seats, one square each."""
    bars = []
    for name, held in tally.items():
        given = seats.get(name, 0)
        words = ngettext("{votes} · {n} siège", "{votes} · {n} sièges", given)
        figure = words.format(votes=voices(held), n=integer(given))
        bars.append(Bar(name, held, figure, strong=given > 0, units=given if given <= 15 else 0))
    return BarChart(tuple(bars))


def grade_chart(
    profile: Mapping[str, Mapping[str, int]],
    *,
    order: Sequence[str] = (),
    majority: Mapping[str, str] | None = None,
    winners: Collection[str] = (),
    said: Mapping[str, str] | None = None,
) -> GradeChart:
    """Draw the grades of each, best first, with the mark of the middle; `order` ranks the names."""
    at_middle, told = majority or {}, said or {}
    names = list(order) or list(profile)
    scale = tuple(reversed(list(next(iter(profile.values())))))
    rows = []
    for name in names:
        grade = at_middle.get(name)
        figure = _("« {grade} »").format(grade=grade) if grade else ""
        if told.get(name):
            figure = f"{figure} · {told[name]}" if figure else told[name]
        counts = tuple(profile[name][one] for one in scale)
        median = scale.index(grade) if grade else -1
        rows.append(Grades(name, counts, median, figure, name in winners))
    return GradeChart(scale, tuple(rows), _("la moitié des bulletins"))


def duel_chart(
    duels: Mapping[str, Mapping[str, int]], *, winners: Collection[str] = (), words: str = "", said: str = ""
) -> DuelChart:
    """Draw everybody against everybody; `said` tags the winners."""
    rows = []
    for one in duels:
        cells = tuple(
            None if one == other else (integer(duels[one][other]), duels[one][other] > duels[other][one])
            for other in duels
        )
        rows.append(Duels(one, cells, said if one in winners else "", one in winners))
    return DuelChart(
        tuple(rows),
        words or _("Bulletins qui préfèrent le nom de la ligne à celui de la colonne ; gagné : fond sombre"),
    )


def state_chart(told: Mapping[str, Any]) -> BarChart:
    """Draw a round of objections: how many are in each state."""
    states = (
        (_("Consentement"), told["consents"]),
        (_("Retrait"), told["stand_aside"]),
        (_("Objection"), told["objections"]),
    )
    standing = told["standing_objections"]
    bars = []
    for place, (name, held) in enumerate(states):
        figure = integer(held)
        if place == 2 and held:
            words = ngettext("{n}, dont {left} subsiste", "{n}, dont {left} subsistent", standing)
            figure = words.format(n=integer(held), left=integer(standing))
        bars.append(Bar(name, held, figure, strong=place == 0))
    return BarChart(tuple(bars))


Rows = tuple[tuple[str, ...], ...]


def figures(chart: Chart) -> tuple[tuple[str, ...], Rows]:
    """Give the exact figures of a chart as a table: its heads and its rows."""
    match chart:
        case BarChart():
            return _bar_figures(chart)
        case GradeChart():
            head = (_("Nom"), *chart.scale, _("Mention majoritaire"))
            rows = tuple((row.name, *map(integer, row.counts), _median(chart, row)) for row in chart.rows)
            return head, rows
        case DuelChart():
            head = (_("Nom"), *(str(place) for place in range(1, len(chart.rows) + 1)))
            return head, tuple(
                (f"{place}. {row.name}", *(cell[0] if cell else "–" for cell in row.cells))
                for place, row in enumerate(chart.rows, 1)
            )


def _median(chart: GradeChart, row: Grades) -> str:
    return chart.scale[row.median] if row.median >= 0 else ""


def _bar_figures(chart: BarChart) -> tuple[tuple[str, ...], Rows]:
    if any(bar.gained or bar.lost for bar in chart.bars):
        head: tuple[str, ...] = (_("Nom"), _("Avant"), _("Après"))
        return head, tuple(
            (bar.name, number(bar.value + bar.lost), number(bar.value + bar.gained)) for bar in chart.bars
        )
    return (_("Nom"), _("Nombre")), tuple((bar.name, number(bar.value)) for bar in chart.bars)

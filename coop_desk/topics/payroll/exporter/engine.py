"""Write the files of a month as a preset says, or say why they cannot be: the same month gives the same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from unicodedata import category

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.payroll.exporter import cells
from coop_desk.topics.payroll.exporter.letters import transliterated, unwritable
from coop_desk.topics.payroll.exporter.preset import (
    NEWLINES,
    Allowed,
    ColumnLayout,
    FileLayout,
    Preset,
    Record,
    matched,
)
from coop_desk.topics.payroll.exporter.rows import Found, Row, rows_of
from coop_desk.topics.payroll.exporter.sources import NUMBERS, SOURCES, Kind
from coop_desk.topics.payroll.records import FrozenMonth, PersonLine

UNMAPPED, LETTERS, SEPARATOR, FORMULA, TOO_WIDE, MISSING, TOO_BIG, UNIT, EMPTY, BREAK = (
    f"EXPORT-{n:02d}" for n in range(1, 11)
)
_FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")
_UNSEEN = " \u00a0\u200b\u200c\u200d\u2060\ufeff"
_FAULTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be written: whose, in which column, and what to do."""

    rule: str
    person: str
    column: str
    words: str

    @property
    def sentence(self) -> str:
        """The fault in one sentence, with its place."""
        where = ", ".join(part for part in (self.person, self.column and _("colonne « {name} »").format(
            name=self.column)) if part)  # fmt: skip
        return f"{where} : {self.words}" if where else self.words


@dataclass(frozen=True, slots=True)
class Total:
    """What one code of the payroll program adds up to in a file."""

    code: str
    rows: int
    quantity: Fraction
    hours: Fraction
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it will stand in the file, and what it is about."""

    matricule: str
    neutral_code: str
    code: str
    day: date
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of an export, line by line."""

    name: str
    record: Record
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    rows: tuple[Row, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an export would write, and all that stands in its way or that it leaves out."""

    files: tuple[WrittenFile, ...]
    unmapped: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    without_rows: tuple[PersonLine, ...]
    left_out: tuple[tuple[str, int], ...]
    by_hand: tuple[str, ...]
    """Leave given back, that a layout without figure nor mark of correction would show as leave taken."""
    zeros: int
    rounded: tuple[str, ...]
    neutral: tuple[str, ...]
    """Codes sent under their neutral name: no payroll program knows them before somebody tells it."""

    @property
    def ready(self) -> bool:
        """Whether the files can be written."""
        return not self.unmapped and not self.faults and any(file.lines for file in self.files)


def dry_run(month: FrozenMonth, preset: Preset, number: int) -> DryRun:
    """Go through the whole export and write nothing."""
    faults: list[Fault] = []
    rounded: dict[str, None] = {}
    unmapped: dict[str, int] = {}
    by_hand: dict[str, None] = {}
    files, taken, zeros = [], set(), 0
    left_out = _untouched(month, preset)
    for rank, layout in enumerate(preset.files, 1):
        found = rows_of(month, number, layout.record, preset)
        unmapped |= _counted(found.unmapped)
        left_out |= _counted(found.left_out)
        faults += [_no_unit(code, person) for code, person in found.not_convertible]
        chosen, zero_rows = _chosen(layout, preset, found)
        zeros += zero_rows
        given_back = [row for row in chosen if _hides_given_back(row, layout)]
        by_hand |= {_told(row): None for row in given_back}
        chosen = [row for row in chosen if row not in given_back]
        name = file_name(preset, layout, month, number, rank)
        written = [(row, _line(row, layout, preset, faults, rounded)) for row in chosen]
        written.sort(key=lambda one: (_rank(one[0], layout.sort), one[1].cells))
        chosen, lines = [row for row, _cells in written], tuple(line for _row, line in written)
        header = tuple(column.name for column in layout.columns) if preset.header else ()
        faults += _header_faults(layout, preset) if preset.header else []
        taken |= {row.person.person_id for row in chosen}
        files.append(WrittenFile(name, layout.record, header, lines, _totals(chosen), tuple(chosen)))
    neutral = {r.neutral_code for f in files for r in f.rows if r.code == r.neutral_code}
    without = tuple(person for person in month.people if person.person_id not in taken)
    return DryRun(
        tuple(files),
        tuple(sorted(unmapped.items())),
        tuple(faults),
        without,
        tuple(sorted(left_out.items())),
        tuple(by_hand),
        zeros,
        tuple(rounded),
        tuple(sorted(neutral)),
    )


def check(run: DryRun) -> None:
    """Raise RuleBroken when nothing may be written: a code without name, a value that has no place, no line at all."""
    if run.unmapped:
        codes = listed([code for code, _count in run.unmapped])
        raise RuleBroken(
            UNMAPPED,
            ngettext(
                "Aucun fichier n’est écrit : le format ne dit pas comment le logiciel de paie appelle {codes}. "
                "Indiquez ce code dans « Formats ».",
                "Aucun fichier n’est écrit : le format ne dit pas comment le logiciel de paie appelle {codes}. "
                "Indiquez ces codes dans « Formats ».",
                len(run.unmapped),
            ).format(codes=codes),
        )
    if run.faults:
        shown = [fault.sentence for fault in run.faults[:_FAULTS_SHOWN]]
        more = len(run.faults) - len(shown)
        if more:
            shown.append(ngettext("Et {n} autre.", "Et {n} autres.", more).format(n=integer(more)))
        raise RuleBroken(run.faults[0].rule, _("Aucun fichier n’est écrit.") + " " + " ".join(shown))
    if not any(file.lines for file in run.files):
        raise RuleBroken(EMPTY, _("Ce format ne prend aucune ligne de ce mois : il n’y a rien à exporter."))


def contents(file: WrittenFile, preset: Preset) -> bytes:
    """The bytes of a file."""
    newline = NEWLINES[preset.newline]
    lines = [preset.separator.join(file.header)] if file.header and preset.separator else []
    if file.header and not preset.separator:
        lines = ["".join(file.header)]
    lines += [preset.separator.join(line.cells) for line in file.lines]
    text = "".join(f"{line}{newline}" for line in lines)
    return (b"\xef\xbb\xbf" if preset.bom else b"") + text.encode(preset.encoding)


def file_name(preset: Preset, layout: FileLayout, month: FrozenMonth, number: int, rank: int) -> str:
    """The name of a file: it carries the month and the number of the export."""
    return preset.file_name.format(
        month=month.month, number=f"n{number:02d}", record=layout.record.in_file_name, rank=rank, siren=month.siren
    )


# ------------------------------------------------------------------ which lines


def _untouched(month: FrozenMonth, preset: Preset) -> dict[str, int]:
    """Lines of a kind that no file of the preset takes."""
    records = {file.record for file in preset.files}
    found: dict[str, int] = {}
    if Record.VARIABLE not in records:
        for line in month.variables:
            found[line.code] = found.get(line.code, 0) + 1
    if records <= {Record.VARIABLE}:
        for day in month.absences:
            found[day.code] = found.get(day.code, 0) + 1
    return found


def _counted(found: Iterable[tuple[str, PersonLine]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for code, _person in found:
        counts[code] = counts.get(code, 0) + 1
    return counts


def _chosen(layout: FileLayout, preset: Preset, found: Found) -> tuple[list[Row], int]:
    """The rows that the filter takes, and how many at zero are not written."""
    rows = [row for row in found.rows if _taken(row, layout)]
    used = [c.source for c in layout.columns if c.source and SOURCES[layout.record][c.source][0] in NUMBERS]
    kept = rows if Allowed.ZERO_LINES in preset.allow else [row for row in rows if not _is_zero(row, used)]
    return kept, len(rows) - len(kept)


def _taken(row: Row, layout: FileLayout) -> bool:
    return all(
        any(matched(pattern, str(row.values[source])) is not None for pattern in patterns)
        for source, patterns in layout.filter.items()
    )


def _hides_given_back(row: Row, layout: FileLayout) -> bool:
    if layout.record is Record.VARIABLE or (row.quantity or row.hours or 0) >= 0:
        return False
    sources = SOURCES[layout.record]
    return not any(c.source in ("correction", "concerns") or (c.source and sources[c.source][0] in NUMBERS)
                   for c in layout.columns)  # fmt: skip


def _told(row: Row) -> str:
    return _("{who}, {code} du {day}").format(who=_who(row.person), code=row.neutral_code, day=words.day(row.day))


def _is_zero(row: Row, used: list[str]) -> bool:
    shown = [figure for source in used if isinstance(figure := row.values[source], Fraction)]
    figures = shown or [figure for figure in (row.quantity, row.hours, row.amount) if figure is not None]
    return bool(figures) and not any(figures)


def _rank(row: Row, order: tuple[str, ...]) -> tuple[str, ...]:
    """Sorted as the preset says, then by matricule, date and code; what they say parts two that are still equal."""
    asked = [_sortable(row.values[source]) for source in order]
    rest = [_sortable(row.values.get(name)) for name in ("matricule", "day", "start", "first_day", "code", "id")]
    return (*asked, *rest)


def _sortable(value: cells.Value) -> str:
    if isinstance(value, Fraction):
        return f"{value.numerator * 10**6 // value.denominator + 10**15:020d}"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _totals(rows: Iterable[Row]) -> tuple[Total, ...]:
    none = Fraction(0)
    found: dict[str, Total] = {}
    for row in rows:
        before = found.get(row.code, Total(row.code, 0, none, none, none))
        found[row.code] = Total(
            row.code,
            before.rows + 1,
            before.quantity + (row.quantity or none),
            before.hours + (row.hours or none),
            before.amount + (row.amount or none),
        )
    return tuple(found[code] for code in sorted(found))


# ------------------------------------------------------------------ one line


def _line(row: Row, layout: FileLayout, preset: Preset, faults: list[Fault], rounded: dict[str, None]) -> Line:
    made = []
    for column in layout.columns:
        text, fault, note = _cell(row, column, layout.record, preset)
        made.append(text)
        if fault is not None:
            rule, words = fault
            faults.append(Fault(rule, _who(row.person), column.name, words))
        if note:
            rounded[f"{_who(row.person)}, {column.name} : {note}"] = None
    return Line(row.person.matricule, row.neutral_code, row.code, row.day, tuple(made))


def _who(person: PersonLine) -> str:
    return f"{person.name} ({person.matricule})" if person.matricule else person.name


def _cell(row: Row, column: ColumnLayout, record: Record, preset: Preset) -> tuple[str, tuple[str, str] | None, str]:
    """The text of a cell, what is wrong with it, and a note when a number loses decimals."""
    kind = SOURCES[record][column.source][0] if column.source else Kind.TEXT
    value: cells.Value = row.values[column.source] if column.source else None
    picture = column.format or cells.usual(kind, preset.date_format)
    text, note = cells.written(kind, picture, value, preset.decimal) or column.default, ""
    if isinstance(value, Fraction):
        fault, note = _check_number(kind, value, picture, text)
        if fault is not None:
            return "", fault, ""
    if column.required and not text:
        return "", (MISSING, _("cette colonne est obligatoire et rien ne la remplit.")), ""
    typed = kind is Kind.TEXT and value not in (None, "")
    return (*_placed(text, column, preset, typed=typed), note)


def _check_number(kind: Kind, value: Fraction, picture: str, text: str) -> tuple[tuple[str, str] | None, str]:
    if len(text) > cells.LONGEST_NUMBER + 6:
        return (TOO_BIG, _("le nombre {said} est hors de toute mesure.").format(said=text)), ""
    if picture == cells.HOURS_AND_MINUTES:
        exact = (value * 60).denominator == 1
    else:
        exact = (value * 10 ** cells.decimals(picture)).denominator == 1
    return None, "" if exact or kind is Kind.EUROS else _("arrondi à {said}").format(said=text)


def _placed(text: str, column: ColumnLayout, preset: Preset, *, typed: bool) -> tuple[str, tuple[str, str] | None]:
    """Make a text safe and put it in its width; nothing is cut, replaced or guessed."""
    if Allowed.TRANSLITERATION in preset.allow:
        text = transliterated(text, preset.encoding)
    lost = unwritable(text, preset.encoding)
    if lost:
        return "", (LETTERS, _("le fichier est en {encoding}, qui n’a pas « {letters} ».").format(
            encoding=preset.encoding, letters=lost))  # fmt: skip
    if typed and text.lstrip(_UNSEEN).startswith(_FORMULA_STARTS):
        if Allowed.APOSTROPHE not in preset.allow:
            return "", (FORMULA, _("« {text} » commence comme une formule de tableur. Changez ce texte.").format(
                text=text[:40]))  # fmt: skip
        text = f"'{text}"
    text, fault = _separated(text, preset)
    if fault is not None:
        return "", fault
    if not text.isprintable() and any(category(letter) in ("Cc", "Cs") for letter in text):
        return "", (BREAK, _("le texte passe à la ligne, ou contient un caractère invisible. Écrivez-le d’un trait."))
    if column.width is not None and len(text) > column.width:
        return "", (TOO_WIDE, _("« {text} » dépasse les {n} caractères de la colonne.").format(
            text=text[:40], n=column.width))  # fmt: skip
    if column.width is not None and column.pad:
        text = text.ljust(column.width, column.pad) if column.align == "left" else _padded(text, column)
    return text, None


def _padded(text: str, column: ColumnLayout) -> str:
    """Push to the right; zeros go between the minus sign and the figures."""
    width = column.width or 0
    if column.pad == "0" and text.startswith("-"):
        return "-" + text[1:].rjust(width - 1, "0")
    return text.rjust(width, column.pad)


def _separated(text: str, preset: Preset) -> tuple[str, tuple[str, str] | None]:
    mark, quote = preset.separator, preset.quote
    if not mark or (mark not in text and not (quote and quote in text)):
        return text, None
    if not quote:
        shown = _("une tabulation") if mark == "\t" else f"« {mark} »"
        return "", (SEPARATOR, _("le texte contient {mark}, qui sépare les colonnes de ce format. Changez-le.").format(
            mark=shown))  # fmt: skip
    return f"{quote}{text.replace(quote, quote * 2)}{quote}", None


def _header_faults(layout: FileLayout, preset: Preset) -> Iterator[Fault]:
    for column in layout.columns:
        lost = unwritable(column.name, preset.encoding)
        _text, fault = _separated(column.name, preset)
        if lost or fault is not None:
            words = fault[1] if fault is not None else _("le fichier est en {encoding}, qui n’a pas « {letters} ».")
            yield Fault(LETTERS if lost else SEPARATOR, "", column.name, words.format(
                encoding=preset.encoding, letters=lost))  # fmt: skip


def _no_unit(code: str, person: PersonLine) -> Fault:
    words = _("{code} n’a pas de valeur dans l’unité que le format demande. Corrigez l’unité dans « Formats ».")
    return Fault(UNIT, _who(person), "", words.format(code=code))

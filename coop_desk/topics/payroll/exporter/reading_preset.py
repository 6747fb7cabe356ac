"""Read a preset strictly: whatever it says that cannot be true is refused, with the place where it says it."""

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.strict_json import read_json
from coop_desk.core.words import listed
from coop_desk.topics.payroll.exporter import cells
from coop_desk.topics.payroll.exporter.preset import (
    ENCODINGS,
    FIELDS,
    NEWLINES,
    UNITS,
    Allowed,
    CodeRule,
    ColumnLayout,
    FileLayout,
    Preset,
    Record,
    Status,
)
from coop_desk.topics.payroll.exporter.sources import SOURCES, Kind

SHAPE, VALUE, SOURCE, WIDTH, TWICE, CLASH = (f"PRESET-0{n}" for n in range(1, 7))
LARGEST = 256 * 1024
MOST_COLUMNS, MOST_CODES, LONGEST = 100, 500, 200
FILE_NAME_PARTS = ("month", "number", "record", "rank", "siren")
_REQUIRED = (
    "target", "version", "status", "encoding", "bom", "newline", "separator", "quote", "decimal", "date_format",
    "header", "file_name", "files",
)  # fmt: skip
_OPTIONAL = ("codes", "allow", "notes")
_COLUMN = ("name", "source", "format", "width", "align", "pad", "default", "required")
_CODE = re.compile(r"[A-Za-z0-9_.\-]{0,30}\*?")


def read_preset(content: bytes) -> Preset:
    """Return the preset that JSON says. Raises RuleBroken PRESET-01 to PRESET-06 with the place of the fault."""
    if len(content) > LARGEST:
        _refuse(SHAPE, "", _("ce fichier est trop gros pour un format d’export"))
    try:
        said = read_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        _refuse(SHAPE, "", _("ce fichier n’est pas un format d’export lisible (JSON)"))
    return preset_from(said)


def preset_from(said: Any) -> Preset:
    """Return the preset of data that were read. Raises RuleBroken PRESET-01 to PRESET-06."""
    top = _object(said, "", _REQUIRED, _OPTIONAL)
    preset = Preset(
        target=_text(top, "", "target", least=1),
        version=_whole(top, "", "version", 1, 9999),
        status=Status(_one_of(top, "", "status", [*Status])),
        encoding=_one_of(top, "", "encoding", ENCODINGS),
        bom=_flag(top, "", "bom"),
        newline=_one_of(top, "", "newline", NEWLINES),
        separator=_mark(top, "separator"),
        quote=_mark(top, "quote"),
        decimal=_one_of(top, "", "decimal", (",", ".")),
        date_format=_text(top, "", "date_format", least=1),
        header=_flag(top, "", "header"),
        file_name=_text(top, "", "file_name", least=1),
        files=(),
        codes=_codes(top.get("codes", {})),
        allow=frozenset(Allowed(_in(f"allow[{n}]", one, [*Allowed])) for n, one in enumerate(_list(top, "", "allow"))),
        notes=_text(top, "", "notes", most=2000),
    )
    _check_whole(preset)
    asked = _list(top, "", "files")
    if not 1 <= len(asked) <= 9:
        _refuse(SHAPE, "files", _("un à neuf fichiers"))
    files = tuple(_file(one, f"files[{n}]", preset) for n, one in enumerate(asked))
    _check_names(preset.file_name, files)
    return _with_files(preset, files)


def preset_data(preset: Preset) -> dict[str, Any]:
    """Return the preset as data: what every column leaves out has its usual value."""
    usual = ColumnLayout("")
    said: dict[str, Any] = {name: getattr(preset, name) for name in _REQUIRED if name != "files"}
    said["status"] = preset.status.value
    said["files"] = [
        {
            "record": file.record.value,
            "filter": {source: list(values) for source, values in file.filter.items()},
            "columns": [
                {name: value for name in _COLUMN if (value := getattr(column, name)) != getattr(usual, name)}
                for column in file.columns
            ],
            "sort": list(file.sort),
        }
        for file in preset.files
    ]
    said["codes"] = {
        code: {"code": rule.code}
        | ({"unit": rule.unit} if rule.unit else {})
        | ({"sign": rule.sign} if rule.sign != 1 else {})
        | ({"field": rule.field} if rule.field else {})
        for code, rule in preset.codes.items()
    }
    if preset.allow:
        said["allow"] = sorted(preset.allow)
    return said | ({"notes": preset.notes} if preset.notes else {})


def preset_json(preset: Preset) -> bytes:
    """Write a preset for whoever it is shared with."""
    return (json.dumps(preset_data(preset), ensure_ascii=False, indent=2) + "\n").encode()


# ------------------------------------------------------------------ the parts


def _with_files(preset: Preset, files: tuple[FileLayout, ...]) -> Preset:
    from dataclasses import replace

    return replace(preset, files=files)


def _file(said: Any, at: str, preset: Preset) -> FileLayout:
    made = _object(said, at, ("record", "columns"), ("filter", "sort"))
    record = Record(_one_of(made, at, "record", [*Record]))
    asked = _list(made, at, "columns")
    if not 1 <= len(asked) <= MOST_COLUMNS:
        _refuse(SHAPE, f"{at}.columns", _("une à cent colonnes"))
    columns = tuple(_column(one, f"{at}.columns[{n}]", record, preset) for n, one in enumerate(asked))
    names = [column.name for column in columns]
    for n, name in enumerate(names):
        if name in names[:n]:
            _refuse(TWICE, f"{at}.columns[{n}].name", _("la colonne « {name} » est là deux fois").format(name=name))
    sort = tuple(_in(f"{at}.sort[{n}]", one, SOURCES[record], SOURCE) for n, one in enumerate(_list(made, at, "sort")))
    return FileLayout(record, columns, _filter(made.get("filter", {}), f"{at}.filter", record), sort)


def _column(said: Any, at: str, record: Record, preset: Preset) -> ColumnLayout:
    made = _object(said, at, ("name",), _COLUMN[1:])
    source = _text(made, at, "source")
    if source:
        _in(f"{at}.source", source, SOURCES[record], SOURCE)
    width = None if made.get("width") is None else _whole(made, at, "width", 1, LONGEST)
    column = ColumnLayout(
        name=_text(made, at, "name", least=1),
        source=source,
        format=_text(made, at, "format"),
        width=width,
        align=_one_of(made, at, "align", ("left", "right")) if "align" in made else "left",
        pad=_text(made, at, "pad", most=1),
        default=_text(made, at, "default"),
        required=_flag(made, at, "required") if "required" in made else False,
    )
    _check_column(column, at, record, preset)
    return column


def _check_column(column: ColumnLayout, at: str, record: Record, preset: Preset) -> None:
    if column.source:
        kind = SOURCES[record][column.source][0]
        picture = column.format or cells.usual(kind, preset.date_format)
        if not cells.fits(kind, picture):
            _refuse(VALUE, f"{at}.format", _("« {said} » ne peut pas servir ici").format(said=picture))
        _check_width(column, at, cells.least_width(kind, picture))
        if kind is Kind.EUROS and cells.decimals(picture) < 2:
            _refuse(VALUE, f"{at}.format", _("un montant garde ses deux décimales : écrivez 0.00"))
    elif column.format or (column.required and not column.default):
        _refuse(CLASH, at, _("une colonne sans source ne peut avoir ni forme ni obligation, sauf une valeur fixe"))
    if column.default:
        _check_width(column, at, len(column.default))
        marks = [mark for mark in (preset.separator, preset.quote, "\n", "\r") if mark and mark in column.default]
        if marks:
            _refuse(CLASH, f"{at}.default", _("la valeur fixe contient une marque du fichier"))
    if column.width is None and (column.pad or not preset.separator):
        _refuse(CLASH, f"{at}.width", _("il faut une largeur pour compléter une valeur, ou écrire sans séparateur"))
    if not preset.separator and not column.pad:
        _refuse(CLASH, f"{at}.pad", _("sans séparateur, chaque colonne est complétée jusqu’à sa largeur"))
    if not preset.separator and preset.header and column.width is not None and len(column.name) > column.width:
        _check_width(column, at, len(column.name))


def _check_width(column: ColumnLayout, at: str, needed: int) -> None:
    if column.width is not None and column.width < needed:
        _refuse(
            WIDTH,
            f"{at}.width",
            _("{n} caractères ne suffisent pas à la colonne « {name} », il en faut {needed}").format(
                n=column.width, name=column.name, needed=needed
            ),
        )


def _filter(said: Any, at: str, record: Record) -> dict[str, tuple[str, ...]]:
    if not isinstance(said, dict):
        _refuse(SHAPE, at, _("un groupe entre accolades est attendu"))
    found = {}
    for source, values in said.items():
        _in(f"{at}.{source}", source, SOURCES[record], SOURCE)
        if SOURCES[record][source][0] is not Kind.TEXT:
            _refuse(SOURCE, f"{at}.{source}", _("on ne trie les lignes que sur un texte"))
        if not isinstance(values, list) or not values or not all(isinstance(one, str) and one for one in values):
            _refuse(SHAPE, f"{at}.{source}", _("une liste de textes est attendue"))
        found[source] = tuple(values)
    return found


def _codes(said: Any) -> dict[str, CodeRule]:
    if not isinstance(said, dict) or len(said) > MOST_CODES:
        _refuse(SHAPE, "codes", _("un groupe entre accolades est attendu"))
    found = {}
    for code, rule in said.items():
        at = f"codes.{code}"
        if not code or not _CODE.fullmatch(code):
            _refuse(VALUE, at, _("ce n’est pas un code : des lettres, des chiffres, et * à la fin seulement"))
        made = _object(rule, at, ("code",), ("unit", "sign", "field"))
        target = _text(made, at, "code", most=40)
        if "*" in target and not code.endswith("*"):
            _refuse(CLASH, f"{at}.code", _("* ne peut être repris que d’un code qui finit par *"))
        if target.count("*") > 1:
            _refuse(CLASH, f"{at}.code", _("* ne se reprend qu’une fois"))
        sign = _whole(made, at, "sign", -1, 1) if "sign" in made else 1
        if not sign:
            _refuse(VALUE, f"{at}.sign", _("1 ou -1 est attendu"))
        unit = _one_of(made, at, "unit", UNITS) if "unit" in made else ""
        found[code] = CodeRule(target, unit, sign, _one_of(made, at, "field", FIELDS) if "field" in made else "")
    return found


def _check_whole(preset: Preset) -> None:
    if preset.bom and preset.encoding != "utf-8":
        _refuse(CLASH, "bom", _("une marque d’ordre des octets (BOM) ne va qu’avec utf-8"))
    if not cells.fits(Kind.DATE, preset.date_format):
        _refuse(VALUE, "date_format", _("une date s’écrit avec JJ, MM et AAAA, ou AA"))
    for name in ("separator", "quote"):
        mark = getattr(preset, name)
        if mark and (mark.isalnum() or mark in "-\r\n" or mark == preset.decimal):
            _refuse(CLASH, name, _("« {mark} » se confondrait avec une valeur").format(mark=mark))
    if preset.separator and preset.separator == preset.quote:
        _refuse(CLASH, "quote", _("le séparateur et le guillemet sont la même marque"))
    if preset.quote and not preset.separator:
        _refuse(CLASH, "quote", _("sans séparateur, les guillemets n’ont pas de sens"))
    if preset.separator and preset.separator in preset.date_format:
        _refuse(CLASH, "date_format", _("« {mark} » se confondrait avec une valeur").format(mark=preset.separator))


def _check_names(pattern: str, files: tuple[FileLayout, ...]) -> None:
    at = "file_name"
    plain = re.sub(r"\{([^{}]*)\}", lambda found: _in(at, found[1], FILE_NAME_PARTS), pattern)
    if not re.fullmatch(r"[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*", plain):
        _refuse(VALUE, at, _("un nom de fichier ne garde que des lettres sans accent, des chiffres, - _ et ."))
    for part in ("month", "number"):
        if f"{{{part}}}" not in pattern:
            _refuse(CLASH, at, _("le nom d’un fichier porte {{{part}}} : on n’importe pas deux fois le même").format(
                part=part))  # fmt: skip
    records = [file.record.in_file_name for file in files]
    if "{rank}" not in pattern and len(set(records)) < len(records):
        _refuse(TWICE, at, _("deux fichiers auraient le même nom : ajoutez {rank}"))
    if "{rank}" not in pattern and "{record}" not in pattern and len(files) > 1:
        _refuse(TWICE, at, _("deux fichiers auraient le même nom : ajoutez {record} ou {rank}"))


# ------------------------------------------------------------------ small pieces


def _refuse(rule: str, at: str, words: str) -> NoReturn:
    said = _("Format refusé, {place} : {words}.").format(place=at, words=words) if at else _(
        "Format refusé : {words}.").format(words=words)  # fmt: skip
    raise RuleBroken(rule, said)


def _object(said: Any, at: str, required: Iterable[str], optional: Iterable[str]) -> dict[str, Any]:
    if not isinstance(said, dict):
        _refuse(SHAPE, at, _("un groupe entre accolades est attendu"))
    known = [*required, *optional]
    for name in said:
        if name not in known:
            _refuse(SHAPE, f"{at}.{name}".lstrip("."), _("ce mot n’est pas connu ici"))
    for name in required:
        if name not in said:
            _refuse(SHAPE, f"{at}.{name}".lstrip("."), _("ce mot manque"))
    return said


def _at(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _text(said: dict[str, Any], at: str, name: str, *, least: int = 0, most: int = LONGEST) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or not least <= len(value) <= most:
        _refuse(SHAPE, _at(at, name), _("un texte est attendu, ni vide ni trop long") if least else _(
            "un texte de {n} caractères au plus est attendu").format(n=most))  # fmt: skip
    if any(not letter.isprintable() for letter in value) and name != "notes":
        _refuse(SHAPE, _at(at, name), _("un caractère invisible s’y trouve"))
    return value


def _mark(said: dict[str, Any], name: str) -> str:
    value = said[name]
    if not isinstance(value, str) or len(value) > 1 or value in ("\r", "\n", "\0"):
        _refuse(SHAPE, name, _("une seule marque est attendue, ou rien"))
    return value


def _flag(said: dict[str, Any], at: str, name: str) -> bool:
    value = said[name]
    if not isinstance(value, bool):
        _refuse(SHAPE, _at(at, name), _("true ou false est attendu"))
    return value


def _whole(said: dict[str, Any], at: str, name: str, least: int, most: int) -> int:
    value = said[name]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        _refuse(SHAPE, _at(at, name), _("un nombre entre {least} et {most} est attendu").format(least=least, most=most))
    return value


def _list(said: dict[str, Any], at: str, name: str) -> list[Any]:
    value = said.get(name, [])
    if not isinstance(value, list):
        _refuse(SHAPE, _at(at, name), _("une liste entre crochets est attendue"))
    return value


def _one_of(said: dict[str, Any], at: str, name: str, choices: Iterable[str]) -> str:
    return _in(_at(at, name), said[name], choices)


def _in(at: str, value: Any, choices: Iterable[str], rule: str = VALUE) -> str:
    known = [*choices]
    if not isinstance(value, str) or value not in known:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        raise _unknown(at, shown, known, rule)
    return value


def _unknown(at: str, shown: str, known: list[str], rule: str) -> RuleBroken:
    words = _("« {said} » n’est pas connu ; sont connus : {known}").format(said=shown[:40], known=listed(sorted(known)))
    return RuleBroken(rule, _("Format refusé, {place} : {words}.").format(place=at, words=words))

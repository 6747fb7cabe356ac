"""What the engine writes and refuses, rule by rule; presets that lie."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.payroll.exporter.difference import differences, facts_of
from coop_desk.topics.payroll.exporter.engine import dry_run
from coop_desk.topics.payroll.exporter.preset import Preset
from coop_desk.topics.payroll.exporter.reading_preset import preset_data, preset_from, read_preset
from coop_desk.topics.payroll.exporter.shelf import shipped
from coop_desk.topics.payroll.records import FrozenMonth
from tests.topics.payroll.exporter.october import absence, exported, october, variable


def laid_out(columns: list[dict[str, Any]], record: str = "variable", **more: Any) -> Preset:
    """A preset of one file with these columns."""
    said = preset_data(shipped("generique")) | {"bom": False, "header": False, "decimal": ".", "quote": ""}
    codes = more.pop("codes", {"*": {"code": "*"}})
    file = {"record": record, "columns": columns} | {k: more.pop(k) for k in ("filter", "sort") if k in more}
    return preset_from(said | {"files": [file], "codes": codes} | more)


def only(*lines: Any) -> FrozenMonth:
    """October with these lines and no others."""
    variables = tuple(line for line in lines if not hasattr(line, "day"))
    return replace(october(), variables=variables, absences=tuple(line for line in lines if hasattr(line, "day")))


def text(month: FrozenMonth, preset: Preset) -> str:
    """The one file, as text."""
    return next(iter(exported(month, preset)[1].values())).decode(preset.encoding)


WHO = {"name": "m", "source": "matricule"}
PRIME = variable("001", "PRIME_X", -123456)
CENTS = {"codes": {"*": {"code": "*", "unit": "cents"}}}
HOURS = variable("001", "H_SUP25", 7333)


@pytest.mark.parametrize(
    ("column", "line", "more", "said"),
    [
        ({"source": "amount", "format": "0.00"}, PRIME, {}, "001;-1234.56\r\n"),
        ({"source": "amount", "format": "0.00"}, PRIME, {"decimal": ",", "newline": "lf"}, "001;-1234,56\n"),
        ({"source": "value"}, PRIME, {"codes": {"PRIME_*": {"code": "P*", "sign": -1}}}, "001;1234.56\r\n"),
        ({"source": "value", "format": "0"}, PRIME, CENTS, "001;-123456\r\n"),
        ({"source": "value", "format": "0.00"}, HOURS, {}, "001;7.33\r\n"),
        ({"source": "value", "format": "0"}, HOURS, {"codes": {"*": {"code": "*", "unit": "minutes"}}}, "001;440\r\n"),
        ({"source": "hours", "format": "h:mm"}, variable("001", "H_NUIT", 7250), {}, "001;7:15\r\n"),
        ({"source": "base"}, HOURS, {"codes": {"*": {"code": "*", "field": "amount"}}}, "001;\r\n"),
        ({"source": "code"}, PRIME, {"codes": {"*": {"code": "A"}, "PRIME_*": {"code": "B_*"}}}, "001;B_X\r\n"),
        ({"source": "siret", "format": "last 5"}, PRIME, {}, "001;00021\r\n"),
        ({"source": "first_day", "format": "AAMMJJ"}, PRIME, {}, "001;261001\r\n"),
        ({"default": "T"}, PRIME, {}, "001;T\r\n"),
        ({"source": "comment", "default": "-"}, PRIME, {}, "001;-\r\n"),
        ({"source": "amount", "width": 10, "align": "right", "pad": "0"}, PRIME, {}, "001;-001234.56\r\n"),
        ({"source": "code", "width": 9, "pad": "."}, PRIME, {}, "001;PRIME_X..\r\n"),
        ({"source": "family_name"}, PRIME, {"encoding": "ascii", "allow": ["transliteration"]}, "001;Perez\r\n"),
        ({"source": "comment"}, replace(PRIME, comment="=1+1"), {"allow": ["apostrophe"]}, "001;'=1+1\r\n"),
        ({"source": "comment"}, replace(PRIME, comment='a;"b"'), {"quote": '"'}, '001;"a;""b"""\r\n'),
        ({"source": "amount"}, replace(PRIME, amount=0), {"allow": ["zero_lines"]}, "001;0.00\r\n"),
        ({"source": "concerns", "format": "AAAA-MM"}, replace(PRIME, concerns="2026-09"), {}, "001;2026-09\r\n"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_the_preset_says(column: Any, line: Any, more: Any, said: str) -> None:
    assert text(only(line), laid_out([WHO, {"name": "x"} | column], **more)) == said


@pytest.mark.parametrize(
    ("column", "line", "more", "rule", "said"),
    [
        ({"source": "family_name"}, PRIME, {"encoding": "ascii"}, "EXPORT-02", "Inès Pérez (001), colonne « x »"),
        ({"source": "comment"}, replace(PRIME, comment="日"), {"encoding": "ascii", "allow": ["transliteration"]},
         "EXPORT-02", "日"),
        ({"source": "comment"}, replace(PRIME, comment="a;b"), {}, "EXPORT-03", "colonne « x »"),
        ({"source": "comment"}, replace(PRIME, comment=" =1+1"), {}, "EXPORT-04", "formule"),
        ({"source": "comment"}, replace(PRIME, comment="\tx"), {}, "EXPORT-04", "formule"),
        ({"source": "comment"}, replace(PRIME, comment="-1"), {}, "EXPORT-04", "formule"),
        ({"source": "code", "width": 3}, PRIME, {}, "EXPORT-05", "3 caractères"),
        ({"source": "comment", "required": True}, PRIME, {}, "EXPORT-06", "obligatoire"),
        ({"source": "value"}, PRIME, {"codes": {"*": {"code": "*", "unit": "hours"}}}, "EXPORT-08", "PRIME_X"),
        ({"source": "amount"}, replace(PRIME, amount=0), {}, "EXPORT-09", "aucune ligne"),
        ({"source": "comment"}, replace(PRIME, comment="a\nb"), {}, "EXPORT-10", "passe à la ligne"),
        ({"source": "amount"}, PRIME, {"codes": {"H_*": {"code": "H"}}}, "EXPORT-01", "PRIME_X"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_stops_everything(column: Any, line: Any, more: Any, rule: str, said: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        exported(only(line), laid_out([WHO, {"name": "x"} | column], **more))
    assert refused.value.rule == rule
    assert said in refused.value.message


LEAVE = absence("014", "ABS_CP", "a", date(2026, 10, 1), date(2026, 10, 6), unit="ouvrable")


@pytest.mark.parametrize(
    ("record", "sources", "lines", "codes", "said"),
    [
        ("absence_period", ("start", "start_part", "end", "end_part", "days", "hours"), LEAVE, {},
         ["01/10/2026;AM;06/10/2026;PM;4.00;28.00"]),
        ("absence_period", ("start", "end", "days"), (*LEAVE[:1], *LEAVE[2:]), {},  # a day worked in between
         ["01/10/2026;01/10/2026;1.00", "05/10/2026;06/10/2026;2.00"]),
        ("absence_period", ("start", "end", "days"), LEAVE, {"unit": "ouvres"}, ["01/10/2026;06/10/2026;3.33"]),
        ("absence_period", ("start", "single_days", "single_hours"), LEAVE[:1], {}, ["01/10/2026;1.00;7.00"]),
        ("absence_period", ("start", "value"), LEAVE, {"unit": "hours", "sign": -1}, ["01/10/2026;-28.00"]),
        ("absence_day", ("day", "in_22", "in_26", "in_30", "hours"), LEAVE[1:3], {},
         ["02/10/2026;1.00;1.00;1.00;7.00", "03/10/2026;0.00;1.00;1.00;0.00", "04/10/2026;0.00;0.00;1.00;0.00",
          "05/10/2026;1.00;1.00;1.00;7.00"]),
    ],
)  # fmt: skip
def test_absences_are_told_by_period_or_by_day(
    record: str, sources: tuple[str, ...], lines: Any, codes: Any, said: list[str]
) -> None:
    columns = [{"name": source, "source": source} for source in sources]
    preset = laid_out(columns, record, codes={"*": {"code": "*"} | codes})
    assert text(only(*lines), preset).splitlines() == said


def test_a_dry_run_says_what_is_missing_and_what_is_left_out() -> None:
    run = dry_run(october(), shipped("123-paie"), 1)
    assert run.ready
    assert [person.name for person in run.without_rows] == ["Yann Hénaff"]
    assert run.zeros == 1
    run = dry_run(only(*october().variables, *LEAVE), shipped("timmi"), 1)
    assert ("PRIME_CHANTIER", 1) in run.left_out
    assert dry_run(october(), shipped("sage-hr"), 1).by_hand == ("Inès Pérez (001), ABS_CP du 30/09/2026",)
    strike = only(*absence("014", "ABS_GREVE", "a", date(2026, 10, 1), date(2026, 10, 1)))
    codes = {"ABS_CP": {"code": "CPL"}}
    assert dry_run(strike, laid_out([WHO], "absence_day", codes=codes), 1).unmapped == (("ABS_GREVE", 1),)
    assert dry_run(strike, shipped("123-paie"), 1).neutral[0] == "ABS_GREVE"


def test_one_changed_hour_is_one_line_in_the_difference() -> None:
    month = october()
    first = month.absences[0]
    changed = replace(
        month, variables=(replace(month.variables[0], quantity=4500), *month.variables[1:]), absences=month.absences[1:]
    )
    found = differences(facts_of(month), facts_of(changed))
    assert [(c.matricule, c.code, c.day, c.words) for c in found] == [
        ("001", "ABS_CP", first.day.isoformat(), "retiré"),
        ("001", "H_SUP25", "", "changé"),
    ]
    assert (found[1].before, found[1].after) == ("3,5", "4,5")


def lie(**said: Any) -> Any:
    """The generic preset with something untrue in it."""
    return preset_data(shipped("generique")) | said


def column(**said: Any) -> Any:
    """The generic preset with one column."""
    return lie(files=[{"record": "variable", "columns": [{"name": "x"} | said]}])


@pytest.mark.parametrize(
    ("said", "rule", "place"),
    [
        ([], "PRESET-01", "accolades"),
        ({k: v for k, v in lie().items() if k != "separator"}, "PRESET-01", "separator"),
        (lie(script="rm"), "PRESET-01", "script"),
        (lie(version="1"), "PRESET-01", "version"),
        (lie(status="certain"), "PRESET-02", "status"),
        (lie(encoding="ebcdic"), "PRESET-02", "encoding"),
        (lie(encoding="ascii"), "PRESET-06", "bom"),
        (lie(date_format="DD/MM"), "PRESET-02", "date_format"),
        (lie(separator=","), "PRESET-06", "separator"),
        (lie(file_name="a-{record}.csv"), "PRESET-06", "file_name"),
        (lie(file_name="../{month}{number}{record}.csv"), "PRESET-02", "file_name"),
        (lie(file_name="{month}{number}.csv"), "PRESET-05", "file_name"),
        (lie(file_name="{month}{number}{record}{x.__class__}.csv"), "PRESET-02", "file_name"),
        (lie(files=[]), "PRESET-01", "files"),
        (lie(files=[{"record": "person", "columns": [{"name": "x"}]}]), "PRESET-02", "files[0].record"),
        (lie(codes={"A*B": {"code": "x"}}), "PRESET-02", "codes.A*B"),
        (lie(codes={"A": {"code": "*"}}), "PRESET-06", "codes.A.code"),
        (lie(codes={"A": {"code": "x", "unit": "parsec"}}), "PRESET-02", "codes.A.unit"),
        (lie(codes={"A": {"code": "x", "sign": 0}}), "PRESET-02", "codes.A.sign"),
        (column(source="salary"), "PRESET-03", "files[0].columns[0].source"),
        (column(source="day"), "PRESET-03", "files[0].columns[0].source"),
        (column(source="first_day", width=8), "PRESET-04", "files[0].columns[0].width"),
        (column(source="amount", format="0"), "PRESET-02", "files[0].columns[0].format"),
        (column(source="amount", format="%s"), "PRESET-02", "files[0].columns[0].format"),
        (column(source="label", pad="0"), "PRESET-06", "files[0].columns[0].width"),
        (column(default="a;b"), "PRESET-06", "files[0].columns[0].default"),
        (lie(files=[{"record": "variable", "columns": [{"name": "x"}, {"name": "x"}]}]), "PRESET-05", "columns[1]"),
        (lie(files=[{"record": "variable", "columns": [{"name": "x"}], "sort": ["day"]}]), "PRESET-03", "sort[0]"),
        (lie(files=[{"record": "variable", "columns": [{"name": "x"}], "filter": {"amount": ["1"]}}]), "PRESET-03",
         "filter.amount"),
    ],
)  # fmt: skip
def test_a_preset_that_lies_is_refused_with_the_place_of_the_lie(said: Any, rule: str, place: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        preset_from(said)
    assert (refused.value.rule, place in refused.value.message) == (rule, True), refused.value.message


def test_what_is_no_preset_is_refused() -> None:
    for content in (b"", b"\xff", b"[" * 60, b'{"a": 1, "a": 2}', b"x" * 300_000, b'{"version": NaN}'):
        with pytest.raises(RuleBroken, match="Format refusé"):
            read_preset(content)

"""States, checks, figures and spreadsheets of a month of pay, as tables of cases."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.records import AbsenceLine, Part, PersonLine
from coop_desk.topics.payroll.rules import states
from coop_desk.topics.payroll.rules.catalogue import BY_CODE, CATALOGUE, Unit
from coop_desk.topics.payroll.rules.checks import BLOCKING, Check, Facts, MonthFacts, findings
from coop_desk.topics.payroll.rules.grid import exchange_of
from coop_desk.topics.payroll.rules.importing import Known, Row, plan
from coop_desk.topics.payroll.rules.keeping import Exchange, corrected
from coop_desk.topics.payroll.rules.lines import Line, checked_line, kept, line_from, read_figure
from coop_desk.topics.payroll.rules.states import Life, State, Step, Taken

AT = datetime(2026, 3, 31, 9, tzinfo=UTC)
LEON, INES = PersonId(1), PersonId(2)
MARCH = "2026-03"


def life(*steps: Step, by: PersonId = LEON) -> Life:
    """A month that went through these steps."""
    return Life(MARCH, tuple(Taken(step, AT, by, 1 if step is Step.EXPORT else None) for step in steps))


LIVES = {
    None: life(),
    State.OPEN: life(Step.OPEN),
    State.PREPARED: life(Step.OPEN, Step.PREPARE),
    State.VALIDATED: life(Step.OPEN, Step.PREPARE, Step.VALIDATE),
    State.EXPORTED: life(Step.OPEN, Step.PREPARE, Step.VALIDATE, Step.EXPORT),
    State.CLOSED: life(Step.OPEN, Step.PREPARE, Step.VALIDATE, Step.EXPORT, Step.CLOSE),
}
ALLOWED: dict[Step, set[State | None]] = {
    Step.OPEN: {None},
    Step.PREPARE: {State.OPEN},
    Step.SEND_BACK: {State.PREPARED},
    Step.VALIDATE: {State.PREPARED},
    Step.EXPORT: {State.VALIDATED, State.EXPORTED},
    Step.ASK_REOPENING: {State.VALIDATED, State.EXPORTED},
    Step.REFUSE_REOPENING: {State.VALIDATED, State.EXPORTED},
    Step.REOPEN: {State.VALIDATED, State.EXPORTED},
    Step.CLOSE: {State.EXPORTED},
}


def test_every_step_is_taken_from_its_states_and_from_no_other() -> None:
    assert {state: one.state for state, one in LIVES.items()} == {state: state for state in LIVES}
    for step, allowed in ALLOWED.items():
        for state, lived in LIVES.items():
            if state in allowed:
                states.check_step(lived, step)
            else:
                with pytest.raises(RuleBroken):
                    states.check_step(lived, step)
    for state, lived in LIVES.items():
        if state is not State.OPEN:
            with pytest.raises(RuleBroken):
                states.check_writable(lived)


def test_two_people_stand_behind_a_month() -> None:
    with pytest.raises(RuleBroken, match="une autre personne"):
        states.check_validator(LIVES[State.PREPARED], LEON, second_person=True)
    states.check_validator(LIVES[State.PREPARED], LEON, second_person=False)
    states.check_validator(LIVES[State.PREPARED], INES, second_person=True)
    asked = Life(MARCH, (*LIVES[State.EXPORTED].steps, Taken(Step.ASK_REOPENING, AT, LEON)))
    states.check_reopener(asked, INES)
    for other, who in ((asked, LEON), (LIVES[State.EXPORTED], INES)):
        with pytest.raises(RuleBroken):
            states.check_reopener(other, who)
    with pytest.raises(RuleBroken, match="déjà demandée"):
        states.check_asking(asked)
    refused = Life(MARCH, (*asked.steps, Taken(Step.REFUSE_REOPENING, AT, INES)))
    states.check_asking(refused)
    assert Life(MARCH, (*asked.steps, Taken(Step.REOPEN, AT, INES))).number == 1


def test_the_catalogue_has_one_row_a_code_each_in_its_unit() -> None:
    assert len(BY_CODE) == len(CATALOGUE) == 9 + 22 + 9 + 4 + 5
    assert {one.code for one in CATALOGUE if one.sign < 0} == {"AVANCE", "ACOMPTE", "RET_PARTS_SOCIALES"}
    assert all(one.dated and not one.sign for one in CATALOGUE if one.is_absence or one.unit is Unit.TEXT)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (Line("H_SUP25", quantity=-1), "négatif"),
        (Line("H_SUP25", quantity=900_000), "vérifiez la virgule"),
        (Line("H_SUP25"), "indiquez un nombre"),
        (Line("COMM", quantity=1), "indiquez un nombre"),
        (Line("COMM", amount=10_000_001), "vérifiez la virgule"),
        (Line("ABS_CP", quantity=1000, starts=date(2026, 3, 2)), "vient des congés"),
        (Line("SORTIE", comment="démission"), "indiquez la date"),
        (Line("SORTIE", starts=date(2026, 4, 1)), "pas en mars 2026"),
        (Line("COMM", amount=1, starts=date(2026, 3, 9), ends=date(2026, 3, 2)), "la fin est avant"),
        (Line("COMM", amount=1, concerns=MARCH), "d’avant mars 2026"),
        (Line("COMM", amount=1, pay_due=5), "retenue pour parts"),
        (Line("COMM", amount=1, comment="x" * 201), "200 caractères"),
        (Line("ENTREE", quantity=1, starts=date(2026, 3, 2)), "ni nombre ni montant"),
    ],
)
def test_what_is_no_line_is_refused_with_the_person_and_the_variable(line: Line, fault: str) -> None:
    with pytest.raises(RuleBroken, match=fault) as refused:
        checked_line(line, BY_CODE[line.code], MARCH, "Chloé Hénaff")
    assert str(refused.value).startswith(f"Chloé Hénaff, {BY_CODE[line.code].label}")


def test_a_line_is_sealed_and_opened_again_the_same() -> None:
    line = Line("RET_PARTS_SOCIALES", amount=-5, concerns="2026-02", order_on=date(2026, 3, 2), pay_due=7, comment="é")
    assert line_from(kept(line)) == line
    assert {text: read_figure(text, Unit.HOURS) for text in ("7,5", "1 234.125", "", "-2")} == {
        "7,5": 7_500, "1 234.125": 1_234_125, "": None, "-2": -2_000,
    }  # fmt: skip
    for typed in ("1,234,5", "7h30", "1,2345", "=1", ","):
        with pytest.raises(RuleBroken):
            read_figure(typed, Unit.HOURS)


# ------------------------------------------------------------------ checks

DAY, FIRST = date(2026, 3, 9), date(2019, 1, 7)
PERSON = PersonLine(PersonId(7), "M007", "Hénaff", "Chloé", "1", date(2019, 1, 7))
PLAIN = Facts(
    PERSON,
    (),
    (),
    contracts=((date(2019, 1, 7), None),),
    due={date(2026, 3, day): 420 for day in (2, 3, 9)},
    holidays={},
)


def away(code: str, day: date = DAY, absence: str = "1", **more: Any) -> AbsenceLine:
    """One day away."""
    usual = AbsenceLine(
        absence, 1, "M007", code, BY_CODE[code].label, day, Part.DAY, 1000, "ouvrable", 420, day, Part.DAY, day,
        Part.DAY,
    )  # fmt: skip
    return replace(usual, **more)


def shares(amount: int, **more: Any) -> tuple[Line, ...]:
    """Shares kept from pay, with their order, of a pay of 1 800 euros."""
    usual = Line("RET_PARTS_SOCIALES", amount=amount, order_on=date(2026, 3, 2), pay_due=180_000)
    return (replace(usual, **more),)


CASES: dict[str, tuple[Check, Facts, dict[str, Any]]] = {
    "no matricule": (Check.NO_MATRICULE, replace(PLAIN, person=replace(PERSON, matricule="")), {}),
    "two absences on one day": (
        Check.OVERLAP, replace(PLAIN, absences=(away("ABS_CP"), away("ABS_RTT", absence="2"))), {}
    ),
    "away after the end of the contract": (
        Check.NO_CONTRACT, replace(PLAIN, contracts=((FIRST, date(2026, 2, 27)),), absences=(away("ABS_CP"),)), {}
    ),
    "hours and no contract": (Check.NO_CONTRACT, replace(PLAIN, contracts=(), lines=(Line("H_NUIT", 1000),)), {}),
    "code unknown to the layout": (Check.UNMAPPED, replace(PLAIN, lines=(Line("H_NUIT", 1000),)), {"targets": {}}),
    "unit unknown to the layout": (
        Check.UNKNOWN_UNIT, replace(PLAIN, lines=(Line("H_NUIT", 1000),)),
        {"targets": {"H_NUIT": frozenset({Unit.DAYS})}},
    ),
    "benefit without a word": (Check.NO_COMMENT, replace(PLAIN, lines=(Line("AVANTAGE_NAT", amount=900),)), {}),
    "shares without an order": (Check.SHARES_ORDER, replace(PLAIN, lines=shares(5_000, order_on=None)), {}),
    "order after the month": (Check.SHARES_ORDER, replace(PLAIN, lines=shares(5_000, order_on=date(2026, 4, 1))), {}),
    "more than a tenth": (Check.SHARES_CAP, replace(PLAIN, lines=shares(18_001)), {}),
    "pay due not said": (Check.SHARES_CAP, replace(PLAIN, lines=shares(5_000, pay_due=None)), {}),
    "refused by the register": (Check.SHARES_REFUSED, replace(PLAIN, lines=shares(5_000), shares_refusal="Non."), {}),
    "absences behind a key": (Check.ABSENCES_CLOSED, PLAIN, {"absences_closed": "Pas de clé."}),
    "absences changed since": (Check.ABSENCES_CHANGED, PLAIN, {"absences_changed": (PersonId(7),)}),
    "over 48 hours a week": (Check.HOURS, replace(PLAIN, lines=(Line("H_SUP25", 200_000),)), {}),
    "extra hours part time": (Check.HOURS, replace(PLAIN, full_time=False, lines=(Line("H_SUP25", 1_000),)), {}),
    "over a third more": (Check.HOURS, replace(PLAIN, full_time=False, lines=(Line("H_COMP25", 7_500),)), {}),
    "negative balance": (Check.NEGATIVE, replace(PLAIN, negative=(("Congés payés", -1500),)), {}),
    "asked and not answered": (Check.NOT_APPROVED, replace(PLAIN, asked=((DAY, DAY),)), {}),
    "stop without first or extension": (Check.SICKNESS, replace(PLAIN, absences=(away("ABS_MAL"),)), {}),
    "extension without its first stop": (
        Check.SICKNESS, replace(PLAIN, absences=(away("ABS_MAL", extension=True),)), {}
    ),
    "back and not informed": (
        Check.NOT_INFORMED,
        replace(PLAIN, absences=(away("ABS_MAL", extension=False, returned_on=date(2026, 3, 10)),)), {},
    ),
    "hired in the month": (Check.ENTRY, replace(PLAIN, contracts=((date(2026, 3, 2), None),)), {}),
    "gone in the month": (Check.EXIT, replace(PLAIN, contracts=((date(2019, 1, 7), date(2026, 3, 31)),)), {}),
    "holiday worked": (Check.HOLIDAY, replace(PLAIN, holidays={DAY: ("Fête", True)}), {}),
    "solidarity not fixed": (Check.SOLIDARITY, PLAIN, {"no_solidarity": ("Nantes",)}),
    "days about to be lost": (Check.EXPIRY, replace(PLAIN, expiring=(("Congés payés", 3000),)), {}),
    "typed twice": (Check.DUPLICATE, replace(PLAIN, lines=(Line("COMM", amount=1), Line("COMM", amount=2))), {}),
    "half more than usual": (
        Check.DIFFERS, replace(PLAIN, lines=(Line("COMM", amount=151),), before=({"COMM": 100}, {"COMM": 100})), {}
    ),
    "gone from one month to the next": (Check.DIFFERS, replace(PLAIN, before=({"TITRES_RESTO": 18_000},)), {}),
    "a month behind a key": (Check.NOTHING_BEFORE, PLAIN, {"before_closed": "Pas de clé."}),
}  # fmt: skip
CLEAN: dict[str, Facts] = {
    "nothing typed": PLAIN,
    "a tenth exactly": replace(PLAIN, lines=shares(18_000)),
    "half more exactly": replace(PLAIN, lines=(Line("COMM", amount=150),), before=({"COMM": 100},)),
    "correction of a month before": replace(
        PLAIN,
        contracts=(),
        lines=(Line("H_NUIT", 1000, concerns="2026-02"), Line("COMM", amount=-5, concerns="2026-02")),
    ),
    "first stop said": replace(PLAIN, absences=(away("ABS_MAL", extension=False),)),
    "halves of one day": replace(
        PLAIN, absences=(away("ABS_CP", part=Part.MORNING), away("ABS_RTT", absence="2", part=Part.AFTERNOON))
    ),
    "holiday worked and said": replace(PLAIN, holidays={DAY: ("Fête", True)}, lines=(Line("H_FERIE", 7000),)),
    "holiday off": replace(PLAIN, holidays={DAY: ("Fête", False)}),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_fault_of_a_month_is_found_with_what_to_do(case: str) -> None:
    check, facts, month = CASES[case]
    found = findings(MonthFacts(MARCH, (facts,), BY_CODE, **month))
    assert [one.check for one in found] == [check], found
    (one,) = found
    assert one.words
    assert one.to_do
    assert one.blocks == (check in BLOCKING)
    assert one.name in ("Chloé Hénaff", "Nantes", "")


def test_what_is_right_is_not_pointed_at_and_what_blocks_comes_first() -> None:
    for case, facts in CLEAN.items():
        assert findings(MonthFacts(MARCH, (facts,), BY_CODE)) == (), case
    everything = tuple(facts for _check, facts, _month in CASES.values())
    order = [one.blocks for one in findings(MonthFacts(MARCH, everything, BY_CODE))]
    assert order == sorted(order, reverse=True)
    assert {check for check, _facts, _month in CASES.values()} == set(Check) - {Check.SAME_MATRICULE}
    assert Check.SAME_MATRICULE in {one.check for one in findings(MonthFacts(MARCH, everything, BY_CODE))}


def test_late_absences_are_the_difference_between_what_was_sent_and_what_is_true() -> None:
    first, second = away("ABS_CP"), away("ABS_CP", date(2026, 3, 10))
    taken_back = corrected([first, second], [second], MARCH)
    assert [(one.day, one.counted, one.minutes, one.concerns) for one in taken_back] == [(DAY, -1000, -420, MARCH)]
    assert corrected([first, second, *taken_back], [second], MARCH) == ()
    sick = away("ABS_MAL", extension=False)
    assert {(one.code, one.counted) for one in corrected([first], [sick], MARCH)} == {
        ("ABS_CP", -1000),
        ("ABS_MAL", 1000),
    }


def test_a_spreadsheet_is_read_by_lines_or_by_columns_or_refused_whole() -> None:
    known = Known(MARCH, {"M007": (PersonId(7), "Chloé Hénaff")}, {}, BY_CODE)
    row = Row(2, {"Matricule": "M007", "Nom": "x", "COMM": "1 234,50", "heures de NUIT": "3,5"})
    wide = plan(["Matricule", "Nom", "COMM", "heures de NUIT"], [row], known)
    assert [(one.now.code, one.now.figure) for one in wide.exchanges if one.now] == [
        ("COMM", 123_450),
        ("H_NUIT", 3_500),
    ]
    headers = ["Matricule", "Code", "Quantité", "Montant", "Début", "Mois concerné", "Commentaire"]
    rows = [
        Row(2, {"Matricule": "M007", "Code": "SORTIE", "Début": "31/03/2026", "Commentaire": "démission"}),
        Row(3, {"Matricule": "M007", "Code": "COMM", "Montant": "-5", "Mois concerné": "2026-02"}),
        Row(4, {"Matricule": "M007", "Code": "COMM", "Montant": "-5"}),
        Row(5, {"Matricule": "M007", "Code": "PRIME_X", "Montant": "5"}),
        Row(6, {"Matricule": "M999", "Code": "COMM", "Montant": "5"}),
        Row(7, {"Matricule": "M007", "Code": "SORTIE", "Début": "31/02/2026"}),
        Row(8, {"Matricule": ""}),
    ]
    long = plan(headers, rows, known)
    assert len(long.exchanges) == 2
    assert [(one.line, one.column) for one in long.faults] == [
        (4, "Code"), (5, "Code"), (6, "Matricule"), (7, "Début"),
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="Matricule"):
        plan(["Nom", "COMM"], [], known)


def test_a_cell_with_dates_or_several_lines_is_not_typed_over() -> None:
    with pytest.raises(RuleBroken, match="dans la fiche"):
        exchange_of(LEON, (Line("COMM", amount=1), Line("COMM", amount=2)), BY_CODE["COMM"], "5", "Léon")
    assert exchange_of(LEON, (), BY_CODE["COMM"], " ", "Léon") is None
    assert exchange_of(LEON, (Line("COMM", amount=1),), BY_CODE["COMM"], "", "Léon") == Exchange(
        LEON, Line("COMM", amount=1), None
    )

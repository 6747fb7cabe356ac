"""The accounts of leave on a real file: months closed once, reports, corrections by two, a unit changed."""

from datetime import date

import pytest

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.check import verify
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from coop_desk.topics.employment import service as employment
from coop_desk.topics.employment.rules.holidays import Feast, Site
from coop_desk.topics.leave import service
from coop_desk.topics.leave.records import Correction
from coop_desk.topics.leave.rules.carrying import Sickness
from coop_desk.topics.leave.rules.earning import Absence, Ground
from coop_desk.topics.leave.rules.explained import Days, Unit
from coop_desk.topics.leave.rules.ledger import Entry, Kind, reversal
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.rules.splitting import Taken
from coop_desk.topics.leave.service import absences
from tests.conftest import TestCoop
from tests.topics.leave.people_at_work import TODAY, people_at_work

JUNE_2024, JUNE_2025, JUNE_2026 = date(2024, 6, 1), date(2025, 6, 1), date(2026, 6, 1)
MAY = date(2026, 5, 1)


def act_on(coop: TestCoop, person: PersonId, *entries: Entry) -> tuple[Entry, ...]:
    """Write entries as the requests do."""
    inner = Inner("test.post", "Essai")
    return transact(coop.file, inner, person, EVERYONE, "", lambda act: service.post(act, entries))


def balance(coop: TestCoop, who: str, day: date, code: str = "CP") -> int:
    """The balance the database sums."""
    inner = Inner("test.look", "Essai", reading=True)
    person = coop.person(who)
    return transact(coop.file, inner, person, EVERYONE, "", lambda act: service.balance_at(act, person, code, day))


def plain(words: str) -> str:
    """French with plain spaces, to compare."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def differences(coop: TestCoop) -> list[str]:
    """What the verification of a co-op finds."""
    return [said for one in verify(coop.file) for said in one.differences if "signé" not in said]


def test_an_entry_is_written_once_and_reversed_by_its_opposite(coop: TestCoop) -> None:
    who = coop.person("nobody")
    opening = Entry(Kind.OPENING, 12500, date(2026, 1, 31), who, period=JUNE_2025)
    taken = Entry(Kind.TAKE, -5000, date(2026, 2, 16), who, period=JUNE_2025, source="request:1/1")
    first = act_on(coop, who, opening, taken)
    assert [one.number for one in first] == [1, 2]
    assert act_on(coop, who, opening, taken) == (), "the same again changes nothing"
    with pytest.raises(RuleBroken, match="déjà écrit"):
        act_on(coop, who, Entry(Kind.TAKE, -4000, date(2026, 2, 16), who, source="request:1/1"))
    act_on(coop, who, reversal(first[1], date(2026, 2, 20), "Annulé avant le départ"))
    assert [balance(coop, "nobody", date(2026, month, 18)) for month in (1, 2, 3)] == [0, 7500, 12500]


def test_months_are_closed_by_a_person_once_and_from_the_entry(coop: TestCoop) -> None:
    coop.once(people_at_work)
    rose = coop.desk("rose")
    with pytest.raises(RuleBroken, match="une fois fini"):
        service.close_month(rose, date(2026, 7, 1))
    with pytest.raises(Refused):
        service.close_month(coop.desk("aicha"), MAY)
    preview = {line.name: line for line in service.closing_preview(rose, MAY)}
    assert len(preview["Aïcha Benali"].months) == 24
    assert "Aucun solde d’ouverture" in preview["Aïcha Benali"].warning
    assert service.close_month(rose, MAY) == 4 * 24, "48 months of 2,5 days make whole years: nothing to round"
    assert service.close_month(rose, MAY) == 0
    assert balance(coop, "aicha", TODAY) == balance(coop, "bilal", TODAY) == 60_000, "a part-timer earns as much"
    assert balance(coop, "aicha", date(2025, 3, 31)) == 25_000
    assert service.close_month(rose, JUNE_2026) == 4
    file = service.account_file(coop.desk("aicha"), coop.person("aicha"), "CP")
    assert [(p.earned, p.left) for p in file.periods] == [(30_000, 30_000), (30_000, 30_000), (2_500, 2_500)]
    assert file.entries[-1].balance == 62_500
    with pytest.raises(Refused):
        service.account_file(coop.desk("aicha"), coop.person("bilal"), "CP")
    said = service.explanation(coop.desk("aicha"), coop.person("aicha"), file.entries[-1].entry.number)
    assert plain(said[-1].words) == (
        "Acquis du 1er juin 2026 au 30 juin 2026 : 2,5 jours ; déjà écrit : 0 jour ; cette ligne : 2,5 jours."
    )
    assert differences(coop) == []


def test_sickness_earns_two_days_a_month_and_no_row_says_so(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    coop.once(people_at_work)
    aicha, rose = coop.person("aicha"), coop.desk("rose")
    sick = Absence(Ground.SICKNESS, Span(date(2026, 1, 1), date(2026, 3, 31)))

    def grounds(act: Act, people: object, span: Span) -> dict[PersonId, list[Absence]]:
        return {aicha: [sick]} if sick.span.within(span) else {}

    monkeypatch.setattr(absences, "_grounds", [grounds])
    service.close_month(rose, MAY)
    assert balance(coop, "aicha", TODAY) == 30_000 + 29_000
    file = service.account_file(coop.desk("aicha"), aicha, "CP")
    march = next(line.entry for line in file.entries if line.entry.month == date(2026, 3, 1))
    assert march.quantity == 2_000
    assert march.ground == "earned", "no ground of health in a row"
    said = [line.words for line in service.explanation(coop.desk("aicha"), aicha, march.number)]
    assert any(words.startswith("Maladie ordinaire") for words in said)
    carried = service.carry_over(
        rose, aicha, JUNE_2024, Sickness(Span(date(2025, 11, 1), date(2026, 6, 30)), date(2026, 7, 1), date(2026, 7, 2))
    )
    assert carried.expires == date(2027, 10, 2)
    lots = service.account_file(coop.desk("aicha"), aicha, "CP").periods
    assert (lots[0].left, lots[0].expires_on) == (30_000, date(2027, 10, 2))
    assert balance(coop, "aicha", TODAY) == 59_000, "a report moves days and makes none"
    coop.on(date(2027, 11, 5))
    service.close_month(rose, date(2027, 10, 1))
    assert differences(coop) == []
    kinds = [line.entry.kind for line in service.account_file(rose, aicha, "CP").entries]
    assert kinds.count(Kind.EXPIRE) == 1


def test_a_correction_needs_a_second_person_and_a_reason(coop: TestCoop) -> None:
    coop.once(people_at_work)
    rose, sacha, aicha = coop.desk("rose"), coop.desk("sacha"), coop.person("aicha")
    service.record_opening(rose, aicha, "CP", 10_000, date(2026, 5, 31), JUNE_2025)
    with pytest.raises(RuleBroken, match="dernier jour"):
        service.record_opening(rose, aicha, "CP", 10_000, date(2026, 5, 30), JUNE_2025)
    with pytest.raises(RuleBroken, match="dix caractères"):
        service.propose_correction(rose, Correction(aicha, "CP", 500, TODAY, "erreur"))
    number = service.propose_correction(rose, Correction(aicha, "CP", -500, TODAY, "Jour du 3 mars compté deux fois"))
    with pytest.raises(RuleBroken, match="autre personne"):
        service.agree_corrections(rose, [number])
    assert balance(coop, "aicha", TODAY) == 10_000
    service.agree_corrections(sacha, [number])
    assert balance(coop, "aicha", TODAY) == 9_500
    assert service.corrections(rose) == []
    with pytest.raises(RuleBroken, match="déjà accordée"):
        service.drop_correction(rose, number, "trop tard")
    service.add_split_days(rose, aicha, JUNE_2025, Taken(Days(30), Days(18), Days(6), Days(12)))
    service.add_children_days(rose, aicha, JUNE_2025, 1, True)
    assert balance(coop, "aicha", TODAY) == 9_500 + 2_000 + 2_000
    service.close_month(rose, JUNE_2026)
    assert balance(coop, "aicha", TODAY) == 13_500 + 2_500, "only what the opening did not cover is earned"
    assert differences(coop) == []


def test_a_unit_changes_at_a_new_period_and_each_account_says_how(coop: TestCoop) -> None:
    coop.once(people_at_work)
    rose = coop.desk("rose")
    with pytest.raises(RuleBroken, match="début d’une période"):
        service.change_setting(rose, "unit", Unit.OUVRE, date(2026, 9, 1), "Accord du 2 mai 2026")
    service.change_setting(rose, "unit", Unit.OUVRE, JUNE_2026, "Accord du 2 mai 2026")
    service.change_setting(rose, "extra_days", 2, JUNE_2025, "Accord du 2 mai 2026")
    service.close_month(rose, MAY)
    assert balance(coop, "aicha", TODAY) == 0
    assert balance(coop, "aicha", TODAY, "CPO") == round((60_000 + 2_000) * 5 / 6)
    service.close_month(rose, JUNE_2026)
    assert service.close_month(rose, JUNE_2026) == 0
    lines = service.own_accounts(coop.desk("aicha"))
    assert [(line.account.code, line.account.unit_words) for line in lines] == [("CPO", "jours ouvrés")]
    assert lines[0].balance == 51_667 + 2_083
    unit = next(line for line in service.leave_settings(rose) if line.name == "unit")
    assert (unit.value, unit.law, unit.since) == ("jours ouvrés", "jours ouvrables", JUNE_2026)
    assert differences(coop) == []


def test_a_line_changed_by_another_program_is_named_by_the_check(coop: TestCoop) -> None:
    who = coop.person("nobody")
    act_on(
        coop, who, Entry(Kind.OPENING, 12500, date(2026, 1, 31), who, period=JUNE_2025),
        Entry(Kind.TAKE, -5000, date(2026, 2, 16), who, source="request:1/1"),
    )  # fmt: skip
    assert differences(coop) == []
    for forged, named in (
        ("UPDATE leave_entry SET quantity = 20000 WHERE number = 1", "la ligne 1 du compte"),
        ("DELETE FROM leave_entry WHERE number = 1", "la ligne 1 du compte"),
    ):
        with coop.file.engine.begin() as tool:
            tool.exec_driver_sql(forged)
        coop.file.kept.forget()
        assert any(named in said for said in differences(coop)), forged


def test_what_is_booked_does_not_follow_the_calendar(coop: TestCoop) -> None:
    coop.once(people_at_work)
    rose, aicha = coop.desk("rose"), coop.person("aicha")
    asked = (date(2026, 11, 9), date(2026, 11, 13), "aicha")
    before = service.count_days(rose, *asked).count
    act_on(coop, aicha, Entry(Kind.TAKE, -int(before.days * 1000), asked[0], aicha, source="request:1/1"))
    employment.open_site(rose, "Atelier", date(2026, 1, 1), Site(worked=frozenset({Feast.ARMISTICE})))
    service.change_setting(rose, "weekly_rest_day", 6, date(2026, 6, 1), "Accord du 2 mai 2026")
    assert [before.days, service.count_days(rose, *asked).count.days] == [Days(5), Days(6)]
    assert balance(coop, "aicha", date(2026, 12, 1)) == -5_000
    assert differences(coop) == []

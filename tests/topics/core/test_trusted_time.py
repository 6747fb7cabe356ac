"""Turning the clock gives nothing: neither an access back, nor the accesses of others taken away (F12)."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from coop_desk.core import accounts, delegating
from coop_desk.core.actions import Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.correcting_time import confirm_clock, correct_clock, question, warning
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.journal import JournalLine
from coop_desk.core.limits import EVERYONE
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.trusted_time import TrustedClock, check_certain, paris_date
from tests.conftest import FOUNDED, PASSWORD, TestCoop

NOON = datetime(2026, 1, 5, 11, 0, tzinfo=UTC)
YEARS = timedelta(days=3653)
READ = Inner("test.read", "Lecture d’essai", reading=True)


@pytest.fixture
def trusted(coop: TestCoop) -> TestCoop:
    """The co-op as the window opens it: under a clock that nobody turns back."""
    coop.file.close()
    return opened(coop, NOON)


def opened(coop: TestCoop, at: datetime) -> TestCoop:
    """The same co-op, opened again while this PC's clock says `at`."""
    clock = TrustedClock(at)
    made = TestCoop(open_coop(coop.file.folder, clock=clock), clock, coop.person("founder"))
    made.cast |= coop.cast
    made.names |= coop.names
    return made


def times(coop: TestCoop) -> list[datetime]:
    """The time of each journal line, in order."""
    found = select(JournalLine.at).order_by(JournalLine.seq)
    return transact(coop.file, READ, None, EVERYONE, "", lambda act: list(act.session.scalars(found)))


def log_in(coop: TestCoop, login: str = "manager") -> None:
    accounts.sign_in(coop.file, login, PASSWORD)


@pytest.mark.parametrize("back", [timedelta(days=1), timedelta(weeks=6), YEARS], ids=str)
@pytest.mark.parametrize("when", ["during the session", "between two openings"])
def test_a_clock_turned_back_gives_no_access_back(trusted: TestCoop, back: timedelta, when: str) -> None:
    coop = trusted
    last = date(2026, 1, 6)
    delegating.give_title(
        coop.desk("manager"), coop.person("nobody"), "secretary", date(2026, 1, 5), last, "Gérance du 5 janvier"
    )
    coop.clock.held = NOON + timedelta(days=1)
    assert coop.desk("nobody").titles[-1].until == last
    coop.clock.held = NOON + timedelta(days=2)
    with pytest.raises(Refused):
        journal_lines(coop.desk("nobody"))  # the refusal leaves a line, and the line a floor
    if when == "during the session":
        coop.clock.held = NOON + timedelta(days=2) - back
    else:
        coop.file.close()
        coop = opened(coop, NOON + timedelta(days=2) - back)
    assert coop.desk("nobody").today == date(2026, 1, 7)
    assert "secretary" not in {title.code for title in coop.desk("nobody").titles}
    log_in(coop)
    assert times(coop) == sorted(times(coop))
    assert "retarde" in warning(coop.clock)
    coop.file.close()


def test_the_planted_fault_without_a_floor_gives_the_access_back(coop: TestCoop) -> None:
    """The harness first: under the bare clock of the PC, the same story ends otherwise."""
    coop.on(date(2026, 1, 5))
    delegating.give_title(
        coop.desk("manager"), coop.person("nobody"), "secretary", date(2026, 1, 5), date(2026, 1, 6), "Gérance"
    )
    coop.on(date(2026, 1, 7))
    assert "secretary" not in {title.code for title in coop.desk("nobody").titles}
    coop.on(date(2026, 1, 6))
    assert "secretary" in {title.code for title in coop.desk("nobody").titles}


def test_an_ordinary_absence_asks_nothing(trusted: TestCoop) -> None:
    trusted.file.close()
    coop = opened(trusted, FOUNDED + timedelta(days=45))
    assert question(coop.clock) == ""
    check_certain(coop.clock)
    assert coop.desk("manager").today == date(2026, 2, 16)
    coop.file.close()


@pytest.mark.parametrize("ahead", [timedelta(days=46), YEARS], ids=str)
@pytest.mark.parametrize("when", ["during the session", "between two openings"])
def test_a_clock_far_ahead_is_asked_about_before_it_is_believed(trusted: TestCoop, ahead: timedelta, when: str) -> None:
    coop = trusted
    delegating.give_title(
        coop.desk("manager"), coop.person("nobody"), "secretary", date(2026, 1, 5), date(2026, 2, 1), "Gérance"
    )
    if when == "during the session":
        coop.clock.held = NOON + ahead
    else:
        coop.file.close()
        coop = opened(coop, NOON + ahead)
    assert question(coop.clock).startswith("Nous sommes bien le ")
    with pytest.raises(RuleBroken) as refusal:
        check_certain(coop.clock)
    assert refusal.value.rule == "TIME-01"
    assert coop.desk("nobody").today == date(2026, 1, 5), "nobody is locked out by a wrong year"
    log_in(coop)
    assert max(times(coop)) < NOON + timedelta(minutes=1)
    desk = coop.desk("manager")
    confirm_clock(desk)
    assert question(coop.clock) == ""
    check_certain(coop.clock)
    assert times(coop)[-1] == NOON + ahead
    assert "secretary" not in {title.code for title in coop.desk("nobody").titles}
    assert "Nous sommes bien le" in journal_lines(desk, limit=1)[0].said[0]
    coop.file.close()


def test_time_goes_on_while_the_question_waits(trusted: TestCoop) -> None:
    """Otherwise the delay after a wrong password would never end."""
    held = trusted.clock
    held.held = NOON + YEARS
    for _attempt in range(3):
        with pytest.raises(Refused):
            accounts.sign_in(trusted.file, "manager", "pas le bon")
    with pytest.raises(accounts.TooSoon):
        log_in(trusted)
    held.held += timedelta(seconds=2)
    log_in(trusted)
    assert held.now() < NOON + timedelta(minutes=1)
    trusted.file.close()


def test_a_journal_that_ran_ahead_is_brought_back_by_the_people_in_charge(trusted: TestCoop) -> None:
    trusted.clock.held = NOON + YEARS
    confirm_clock(trusted.desk("manager"))
    trusted.file.close()
    coop = opened(trusted, NOON + timedelta(days=1))
    assert coop.desk("manager").today.year == 2036
    with pytest.raises(Refused):
        correct_clock(coop.desk("secretary"))
    with pytest.raises(Refused, match="gouvernance des clés"):
        correct_clock(coop.desk("manager"))
    correct_clock(coop.desk("founder"))
    assert coop.desk("manager").today == date(2026, 1, 6)
    assert warning(coop.clock) == ""
    with pytest.raises(RuleBroken) as refusal:
        correct_clock(coop.desk("founder"))
    assert refusal.value.rule == "TIME-02"
    (line,) = journal_lines(coop.desk("keeper"), limit=1)
    assert "2036" in line.said[0]
    assert "06/01/2026" in line.said[0]
    assert line.at == NOON + timedelta(days=1)
    coop.file.close()
    again = opened(coop, NOON + timedelta(days=2))
    assert again.desk("manager").today == date(2026, 1, 7)
    log_in(again)
    again.file.close()


def test_the_correction_does_not_lock_the_people_who_came_in_meanwhile(trusted: TestCoop) -> None:
    trusted.clock.held = NOON + YEARS
    confirm_clock(trusted.desk("manager"))
    for _attempt in range(4):
        with pytest.raises((Refused, accounts.TooSoon)):
            accounts.sign_in(trusted.file, "secretary", "pas le bon")
    trusted.clock.held = NOON + timedelta(days=1)
    correct_clock(trusted.desk("founder"))
    log_in(trusted, "secretary")
    trusted.file.close()


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-03-28T22:59:59+00:00", "2026-03-28"),
        ("2026-03-28T23:00:00+00:00", "2026-03-29"),
        ("2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("2026-03-29T22:00:00+00:00", "2026-03-30"),
        ("2026-10-24T22:00:00+00:00", "2026-10-25"),
        ("2026-10-25T22:59:59+00:00", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "2026-10-26"),
        ("2026-12-31T23:00:00+00:00", "2027-01-01"),
    ],
)
def test_days_begin_at_midnight_in_paris_also_on_the_nights_the_hour_changes(instant: str, day: str) -> None:
    assert paris_date(datetime.fromisoformat(instant)) == date.fromisoformat(day)


def test_paris_days_are_those_of_the_time_zone_tables() -> None:
    zoneinfo = pytest.importorskip("zoneinfo")
    try:
        paris = zoneinfo.ZoneInfo("Europe/Paris")
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("this PC has no time zone tables")
    at = datetime(2024, 1, 1, 0, 30, tzinfo=UTC)
    for hours in range(0, 24 * 365 * 4, 1):
        moment = at + timedelta(hours=hours)
        assert paris_date(moment) == moment.astimezone(paris).date(), moment


def test_another_zone_on_the_pc_does_not_move_the_last_day(trusted: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    trusted.clock.held = datetime(2026, 1, 6, 22, 30, tzinfo=UTC)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        monkeypatch.setenv("TZ", zone)
        if hasattr(time, "tzset"):
            time.tzset()
        assert trusted.desk("nobody").today == date(2026, 1, 6)
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
    trusted.file.close()


def test_a_reader_does_not_go_back_either(trusted: TestCoop) -> None:
    with open_coop(trusted.file.folder, read_only=True, clock=TrustedClock(NOON + timedelta(days=3))) as second:
        assert second.clock.today() == date(2026, 1, 8)
        second.clock.held = NOON - YEARS
        assert second.clock.today() == date(2026, 1, 8)
    trusted.file.close()


def test_the_window_and_the_command_line_open_under_trusted_time(coop: TestCoop, tmp_path: Path) -> None:
    coop.file.close()
    with open_coop(coop.file.folder) as file:
        assert isinstance(file.clock, TrustedClock)
        assert type(Clock()) is Clock


def test_the_command_line_says_what_the_window_asks(trusted: TestCoop, capsys: pytest.CaptureFixture[str]) -> None:
    from coop_desk.app.command_sign_in import ask_date

    trusted.clock.held = NOON + YEARS
    ask_date(trusted.desk("manager"))
    assert "La date n’est pas confirmée" in capsys.readouterr().err
    confirm_clock(trusted.desk("manager"))
    trusted.clock.held = NOON
    trusted.file.strayed = "Ce dossier s’arrête plus tôt."
    ask_date(trusted.desk("manager"))
    said = capsys.readouterr().err
    assert "retarde" in said
    assert "s’arrête plus tôt" in said
    trusted.file.close()

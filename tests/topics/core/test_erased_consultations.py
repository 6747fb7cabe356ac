"""What consultations said is erased after twelve months; their lines stay in the chain."""

from contextlib import closing
from datetime import date

import pytest

from coop_desk.core import accounts, check, journal
from coop_desk.core.database import raw_connection
from coop_desk.core.file import DATABASE_NAME
from coop_desk.core.journal import Line
from coop_desk.core.reading_journal import journal_lines
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import export_members, member_file, register_member
from coop_desk.topics.own_data import service as own_data
from tests.conftest import PASSWORD, TestCoop

READ_ON = date(2026, 3, 10)


@pytest.fixture
def read(coop: TestCoop) -> TestCoop:
    """Chloé's file was read on 10 March 2026, once by Inès and once in an export."""
    day = coop.clock.today()
    chloe = NewMember("Hénaff", Category.EMPLOYED, day, given_name="Chloé", person_id=coop.person("nobody"))
    register_member(coop.desk("registrar"), chloe)
    coop.on(READ_ON)
    member_file(coop.desk("manager"), coop.person("nobody"))
    export_members(coop.desk("secretary"), "csv")
    return coop


def consultation(coop: TestCoop) -> Line:
    (line,) = [one for one in journal_lines(coop.desk("keeper"), limit=10_000) if one.outcome == journal.READ]
    return line


def erasures(coop: TestCoop) -> list[Line]:
    return [one for one in journal_lines(coop.desk("keeper"), limit=10_000) if one.action == journal.ERASE]


def differences(coop: TestCoop) -> list[str]:
    return [said for one in check.verify(coop.file) for said in one.differences]


def spoil(coop: TestCoop, *statements: str) -> None:
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        for statement in statements:
            raw.execute(statement)


def test_after_twelve_months_the_first_session_erases_it_and_says_so_once(read: TestCoop) -> None:
    before = consultation(read)
    assert before.seen == (read.person("nobody"),)
    read.on(date(2027, 3, 9), 23)
    accounts.sign_in(read.file, "keeper", PASSWORD)
    assert erasures(read) == []
    read.on(date(2027, 3, 10), 11)
    for _time in range(2):
        accounts.sign_in(read.file, "keeper", PASSWORD)
    (said,) = erasures(read)
    assert said.said == (f"1 consultation effacée, jusqu’à la ligne n° {before.seq} ; sa ligne reste dans la chaîne.",)
    after = consultation(read)
    assert (after.seq, after.at, after.actor, after.signed, after.erased) == (
        before.seq, before.at, "Inès Pérez", True, True)  # fmt: skip
    assert (after.words, after.seen, after.title) == ("Consultation, effacée après douze mois", (), "")
    assert differences(read) == []


def test_the_person_s_list_keeps_the_exports_and_loses_what_is_erased(read: TestCoop) -> None:
    assert [one.words for one in own_data.own_accesses(read.desk("nobody"))] == [
        "Export des fiches des associés",
        "Consultation de la fiche d’un associé",
    ]
    read.on(date(2027, 3, 11))
    accounts.sign_in(read.file, "keeper", PASSWORD)
    assert [one.words for one in own_data.own_accesses(read.desk("nobody"))] == ["Export des fiches des associés"]


def test_nothing_of_it_is_left_in_the_file(read: TestCoop) -> None:
    read.on(date(2027, 3, 11))
    accounts.sign_in(read.file, "keeper", PASSWORD)
    seq = consultation(read).seq
    with closing(raw_connection(read.file.folder / DATABASE_NAME)) as raw:
        assert raw.execute("SELECT salt, body FROM journal WHERE seq = ?", (seq,)).fetchall() == [("", "")]
        assert raw.execute("SELECT count(*) FROM journal_touch WHERE seq = ?", (seq,)).fetchall() == [(0,)]


def test_what_is_erased_before_its_time_is_named(read: TestCoop) -> None:
    seq = consultation(read).seq
    spoil(read, f"UPDATE journal SET body = '', salt = '' WHERE seq = {seq}",
          f"DELETE FROM journal_touch WHERE seq = {seq}")  # fmt: skip
    assert differences(read) == [f"le contenu de la ligne {seq} du journal a été effacé, et ne devait pas l’être"]


def test_what_is_no_consultation_is_never_erased(read: TestCoop) -> None:
    read.on(date(2027, 3, 11))
    accounts.sign_in(read.file, "keeper", PASSWORD)
    spoil(read, "UPDATE journal SET body = '', salt = '' WHERE seq = 3", "DELETE FROM journal_touch WHERE seq = 3")
    assert "le contenu de la ligne 3 du journal a été effacé, et ne devait pas l’être" in differences(read)


def test_a_consultation_half_erased_is_named(read: TestCoop) -> None:
    seq = consultation(read).seq
    with closing(raw_connection(read.file.folder / DATABASE_NAME)) as raw:
        touches = raw.execute("SELECT * FROM journal_touch WHERE seq = ?", (seq,)).fetchall()
    read.on(date(2027, 3, 11))
    accounts.sign_in(read.file, "keeper", PASSWORD)
    with closing(raw_connection(read.file.folder / DATABASE_NAME)) as raw:
        raw.executemany("INSERT INTO journal_touch VALUES (?, ?, ?, ?)", touches)
    assert differences(read) == [f"les renvois de la ligne {seq} du journal ont été changés"]


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    from datetime import UTC, datetime

    assert journal.a_year_before(datetime(2028, 2, 29, 9, tzinfo=UTC)) == datetime(2027, 2, 28, 9, tzinfo=UTC)

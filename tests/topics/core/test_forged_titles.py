"""A title written, copied or changed by another program gives nothing (A04): the journal does not say it."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from coop_desk.core import delegating
from coop_desk.core.actions import Inner, transact
from coop_desk.core.database import raw_connection
from coop_desk.core.file import DATABASE_NAME
from coop_desk.core.grants import Grant, Title
from coop_desk.core.limits import EVERYONE
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.rights import Right
from tests.conftest import TestCoop

DAY = date(2026, 1, 2)


def edit(coop: TestCoop, statement: str, *values: Any) -> None:
    """Change the file as another program would."""
    coop.file.engine.dispose()
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        assert raw.execute(statement, values).rowcount > 0
        raw.commit()
    coop.file.changes += 1


def given_to_oneself(coop: TestCoop) -> None:
    found = "SELECT ?, id, '2026-01-01', 'Moi' FROM title WHERE code = 'manager'"
    edit(coop, f'INSERT INTO "grant" (holder_id, title_id, starts_on, because) {found}', coop.person("nobody"))


def taken_from_somebody(coop: TestCoop) -> None:
    thief, manager = coop.person("nobody"), coop.person("manager")
    edit(coop, 'UPDATE "grant" SET holder_id = ? WHERE holder_id = ?', thief, manager)


def another_title(coop: TestCoop) -> None:
    edit(coop, 'UPDATE "grant" SET title_id = (SELECT id FROM title WHERE code = \'manager\') WHERE holder_id = ?',
         coop.person("nobody"))  # fmt: skip


def later_end(coop: TestCoop) -> None:
    edit(coop, "UPDATE \"grant\" SET ends_on = '2030-01-01' WHERE holder_id = ?", coop.person("nobody"))
    coop.on(date(2026, 2, 2))


def more_rights(coop: TestCoop) -> None:
    edit(coop, "UPDATE title_right SET \"right\" = 'journal-read' WHERE \"right\" = 'coop-read'")


def titles_swapped(coop: TestCoop) -> None:
    edit(coop, "UPDATE title SET code = 'x' WHERE code = 'account_holder'")
    edit(coop, "UPDATE title SET code = 'account_holder' WHERE code = 'manager'")


@pytest.mark.parametrize(
    "forge", [given_to_oneself, taken_from_somebody, another_title, later_end, more_rights, titles_swapped]
)
def test_a_title_written_by_another_program_gives_nothing(coop: TestCoop, forge: Callable[[TestCoop], None]) -> None:
    delegating.give_title(coop.desk("manager"), coop.person("nobody"), "register_keeper", DAY, date(2026, 1, 31), "AG")
    forge(coop)
    desk = coop.desk("nobody")
    assert not desk.allows(delegating.give_title)
    assert not desk.allows(journal_lines)
    if forge is later_end:
        assert [held.code for held in desk.titles] == ["account_holder"]


def test_a_title_given_in_the_journal_itself_by_somebody_who_could_not_gives_nothing(coop: TestCoop) -> None:
    """A member who writes a sound line of their own: another person's, or one's own, neither could give titles."""
    for actor, holder in (("secretary", "nobody"), ("nobody", "nobody")):

        def give(act: Any, holder: str = holder) -> None:
            title = next(t for t in act.session.query(Title) if t.code == "manager")
            act.session.add(Grant(holder_id=coop.person(holder), title_id=title.id, starts_on=DAY, because="Moi"))

        transact(coop.file, Inner("core.give_title", "Délégation"), coop.person(actor), EVERYONE, "", give)
        assert not coop.desk("nobody").allows(delegating.give_title)


def test_a_line_whose_body_was_changed_gives_nothing(coop: TestCoop) -> None:
    delegating.give_title(coop.desk("manager"), coop.person("nobody"), "register_keeper", DAY, None, "AG")
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        seq, body = raw.execute("SELECT seq, body FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        (manager,) = raw.execute("SELECT id FROM title WHERE code = 'manager'").fetchone()
    said = json.loads(body)
    said["changes"][0]["new"]["title_id"] = manager
    edit(coop, "UPDATE journal SET body = ? WHERE seq = ?", json.dumps(said), seq)
    another_title(coop)
    assert not coop.desk("nobody").allows(delegating.give_title)


def test_what_a_former_manager_gave_in_their_time_still_holds(coop: TestCoop) -> None:
    founder = coop.desk("founder")
    number = delegating.give_title(founder, coop.person("registrar"), "manager", DAY, None, "Élection")
    delegating.give_title(coop.desk("registrar"), coop.person("nobody"), "file_keeper", DAY, None, "Gérance")
    delegating.end_grant(founder, number, DAY, "Démission")
    coop.on(date(2026, 3, 1))
    assert coop.desk("nobody").allows(journal_lines)
    assert not coop.desk("registrar").allows(delegating.give_title)


def test_a_right_younger_than_the_file_comes_with_the_titles_that_ship_with_it(coop: TestCoop) -> None:
    edit(coop, "DELETE FROM title_right WHERE \"right\" IN ('mandates-read', 'mandates-record')")
    held = {who: coop.desk(who).holding().covered.keys() for who in ("secretary", "registrar")}
    assert {Right.MANDATES_READ, Right.MANDATES_RECORD} <= held["secretary"]
    assert Right.MANDATES_RECORD not in held["registrar"]

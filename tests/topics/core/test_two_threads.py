"""Two threads at work on one file: a save that meets a reader is refused in words, and holds nothing afterwards."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from coop_desk.core import database
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.backup import protection, restoring, verbs
from coop_desk.core.backup.manifest import Manifest
from coop_desk.core.backup.source import Source
from coop_desk.core.errors import RuleBroken
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person
from tests.conftest import TestCoop

READ = Inner("test.read", "Lecture d’essai", reading=True)


@pytest.fixture(autouse=True)
def impatient(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less for others than real people do."""
    coop.file.engine.dispose()
    monkeypatch.setitem(database._SETTINGS, "busy_timeout", 50)


def test_a_save_refused_because_somebody_reads_leaves_no_transaction_behind(coop: TestCoop, tmp_path: Path) -> None:
    keeper = coop.desk("keeper")
    left_open: list[bool] = []
    event.listen(coop.file.engine, "checkin", lambda raw, _record: left_open.append(raw.in_transaction))

    def read_while_another_saves(act: Act) -> None:
        assert act.session.scalars(select(Person)).all()
        with pytest.raises(RuleBroken) as refusal:
            verbs.choose_place(keeper, tmp_path)
        assert refusal.value.rule == "FILE-04"

    transact(coop.file, READ, None, EVERYONE, "", read_while_another_saves)
    assert left_open
    assert not any(left_open)
    verbs.choose_place(keeper, tmp_path)


def test_others_save_while_a_backup_is_read_on_trial(
    coop: TestCoop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = coop.desk("keeper")
    made = verbs.back_up(keeper)
    read = restoring.try_out

    def somebody_saves(*asked: Any) -> Manifest:
        verbs.choose_place(keeper, tmp_path)
        return read(*asked)

    monkeypatch.setattr(restoring, "try_out", somebody_saves)
    assert keeper.allows(verbs.note_trial)
    verbs.try_restoring(keeper, made.files[0])
    assert verbs.backup_situation(keeper).last_drill == coop.clock.today()


def test_where_backups_stand_is_read_without_standing_in_the_way_of_a_save(
    coop: TestCoop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recipients are read by a connection of their own, which waits for a save: it must not wait for us in turn."""
    keeper = coop.desk("keeper")
    saving = [True]

    def somebody_saves(source: Source) -> tuple[str, ...]:
        if saving.pop() if saving else False:
            verbs.choose_place(keeper, None)
        return ()

    assert keeper.allows(verbs.backup_situation)
    monkeypatch.setattr(protection, "_sources", [somebody_saves])
    verbs.backup_situation(keeper)
    assert not saving

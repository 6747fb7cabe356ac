"""What was seen of a co-op must still be in it at the next opening (A12)."""

import json
import shutil
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from coop_desk.core import accounts, anchors
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import DATABASE_NAME, CoopFile, open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from coop_desk.core.reading_journal import head, journal_lines
from coop_desk.core.taking_up import take_up_again
from tests.conftest import PASSWORD, TestCoop, ring_of

WRITE = Inner("test.write", "Écriture d’essai")
READ = Inner("test.read", "Lecture d’essai", reading=True)


def work(file: CoopFile, lines: int = 3) -> None:
    ring = ring_of(file, PersonId(1))
    for n in range(lines):
        transact(file, WRITE, PersonId(1), EVERYONE, "", lambda act, n=n: act.say(f"Ligne {n}."), keys=ring)  # type: ignore[misc]


def again(coop: TestCoop, folder: Path | None = None, **how: bool) -> CoopFile:
    return open_coop(folder or coop.file.folder, clock=coop.clock, **how)


@pytest.fixture
def yesterday(coop: TestCoop, tmp_path: Path) -> Path:
    """A copy of the whole file, kept before a day of work; the co-op is closed."""
    kept = tmp_path / "hier.db"
    shutil.copyfile(coop.file.folder / DATABASE_NAME, kept)
    coop.on(date(2026, 1, 3))
    work(coop.file)
    coop.file.close()
    return kept


def put_back(coop: TestCoop, kept: Path) -> None:
    shutil.copyfile(kept, coop.file.folder / DATABASE_NAME)


def test_an_untouched_file_opens_as_it_was_left(coop: TestCoop, yesterday: Path) -> None:
    for _time in range(2):
        with again(coop) as file:
            assert not file.strayed
            work(file)


def test_yesterdays_file_put_back_is_found_and_both_states_are_named(coop: TestCoop, yesterday: Path) -> None:
    put_back(coop, yesterday)
    with again(coop) as file:
        number, _head = transact(file, READ, None, EVERYONE, "", head)
        assert file.read_only
        assert f"n° {number} (" in file.strayed
        assert f"n° {number + 3} (" in file.strayed
        desk = accounts.sign_in(file, "manager", PASSWORD)
        with pytest.raises(RuleBroken) as refusal:
            accounts.close_account(accounts.sign_in(file, "keeper", PASSWORD), coop.person("nobody"))
        assert refusal.value.rule == "FILE-13"
        assert desk.titles
    with again(coop) as file:
        assert file.strayed, "it is said at each opening, until it is settled"


def test_without_the_mark_yesterdays_file_goes_unseen(coop: TestCoop, yesterday: Path, profile: Path) -> None:
    """The harness first: what finds it is the mark in the profile, and nothing else."""
    shutil.rmtree(profile / "anchors")
    put_back(coop, yesterday)
    with again(coop) as file:
        assert not file.strayed


def test_a_copy_worked_in_elsewhere_is_found(coop: TestCoop, yesterday: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs" / coop.file.folder.name
    shutil.copytree(coop.file.folder, elsewhere)
    shutil.copyfile(yesterday, elsewhere / DATABASE_NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOP_DESK_CONFIG", str(tmp_path / "autre profil"))
        with again(coop, elsewhere) as other:
            work(other, 9)
    with again(coop, elsewhere) as file:
        assert file.read_only
        assert "repris d’une copie, ou réécrit" in file.strayed


def test_a_tail_that_was_cut_is_found(coop: TestCoop, yesterday: Path) -> None:
    database = coop.file.folder / DATABASE_NAME
    with closing(raw_connection(database)) as raw, raw:
        raw.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    with again(coop) as file:
        assert "s’arrête à la ligne" in file.strayed


def test_a_line_rewritten_after_the_last_verified_one_is_found(coop: TestCoop, yesterday: Path, profile: Path) -> None:
    (mark,) = (profile / "anchors").iterdir()
    kept = mark.read_bytes()
    with again(coop) as file:
        work(file, 4)
        last = transact(file, READ, None, EVERYONE, "", head)[0]
    mark.write_bytes(kept)  # the last verified line is the one before these four
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw, raw:
        raw.execute("UPDATE journal SET action = 'core.autre' WHERE seq = ?", (last - 1,))
    with again(coop) as file:
        assert f"La ligne n° {last - 1} du journal" in file.strayed
        assert file.read_only


def test_an_old_line_rewritten_is_found_by_the_weekly_verification(coop: TestCoop, yesterday: Path) -> None:
    with again(coop) as file:
        assert anchors.whole_due(file)
        assert anchors.verify_whole(file) == ""
        assert not anchors.whole_due(file)
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw, raw:
        raw.execute("UPDATE journal SET action = 'core.autre' WHERE seq = 2")
    with again(coop) as file:
        assert not file.strayed
    assert coop.clock.held is not None
    coop.clock.held += timedelta(days=8)
    with again(coop) as file:
        assert anchors.whole_due(file)
        assert "La ligne n° 2 du journal" in anchors.verify_whole(file)
        assert file.read_only


def test_a_page_damaged_since_the_opening_is_found_by_the_weekly_verification(coop: TestCoop, yesterday: Path) -> None:
    with again(coop) as file:
        coop.file = file
        manager = coop.desk("manager")
        content = file.database.read_bytes()
        file.database.write_bytes(content[:-4096] + bytes(4096))
        assert "abîmé" in anchors.verify_whole(file)
        assert file.read_only
        with pytest.raises(RuleBroken, match="abîmé"):  # nothing is taken up again from there
            take_up_again(manager)
        file.database.write_bytes(content)


def test_the_people_in_charge_take_the_work_up_again_and_the_journal_says_both_states(
    coop: TestCoop, yesterday: Path
) -> None:
    put_back(coop, yesterday)
    with again(coop) as file:
        strayed = file.strayed
        with pytest.raises(Refused):
            take_up_again(accounts.sign_in(file, "secretary", PASSWORD))
        with pytest.raises(Refused, match="gouvernance des clés"):
            take_up_again(accounts.sign_in(file, "manager", PASSWORD))
        assert file.read_only
        desk = accounts.sign_in(file, "founder", PASSWORD)
        take_up_again(desk)
        assert not file.read_only
        assert journal_lines(desk, limit=1)[0].said == (strayed,)
        with pytest.raises(RuleBroken) as refusal:
            take_up_again(desk)
        assert refusal.value.rule == "ANCHOR-01"
        work(file)
    with again(coop) as file:
        assert not file.strayed


def test_another_pc_that_saw_the_lost_lines_accepts_the_decision(
    coop: TestCoop, yesterday: Path, profile: Path, tmp_path: Path
) -> None:
    other = tmp_path / "autre poste"
    shutil.copytree(profile, other)
    put_back(coop, yesterday)
    coop.on(date(2026, 1, 4))
    with again(coop) as file:
        take_up_again(accounts.sign_in(file, "founder", PASSWORD))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOP_DESK_CONFIG", str(other))
        with again(coop) as file:
            assert not file.strayed
            work(file)
    put_back(coop, yesterday)  # a second time, after the decision
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOP_DESK_CONFIG", str(other))
        with again(coop) as file:
            assert file.strayed


def test_two_co_ops_of_one_name_have_each_their_mark(coop: TestCoop, profile: Path, tmp_path: Path) -> None:
    from coop_desk.core.file import create_coop

    coop.file.close()
    with create_coop(tmp_path / "x", coop.file.name, clock=coop.clock) as file:
        transact(file, WRITE, None, EVERYONE, "", lambda act: act.say("Une ligne."))
    assert len(list((profile / "anchors").iterdir())) == 2


@pytest.mark.parametrize("said", ["", "{", "[]", '{"number": "x"}', '{"number": 1, "hash": 2, "at": 3}'])
def test_a_mark_that_says_nothing_is_made_again(coop: TestCoop, yesterday: Path, profile: Path, said: str) -> None:
    (mark,) = (profile / "anchors").iterdir()
    mark.write_text(said, encoding="utf-8")
    with again(coop) as file:
        assert not file.strayed
    assert json.loads(mark.read_text(encoding="utf-8"))["number"]


def test_a_profile_that_cannot_be_written_prevents_nothing(coop: TestCoop, yesterday: Path, profile: Path) -> None:
    shutil.rmtree(profile / "anchors")
    (profile / "anchors").write_text("un fichier à la place du dossier", encoding="utf-8")
    with again(coop) as file:
        work(file)


def test_a_compartment_whose_newest_key_was_removed_is_found(coop: TestCoop, yesterday: Path) -> None:
    database = coop.file.folder / DATABASE_NAME
    with closing(raw_connection(database)) as raw, raw:
        for n in (1, 2, 3):
            raw.execute(
                'INSERT INTO epoch (id, compartment, n, kid, drop_box, "by", by_generation, signature) '
                "VALUES (?, 'pay/2026', ?, x'', x'', 1, 1, x'')",
                (n, n),
            )
    with again(coop) as file:
        assert not file.strayed
    with closing(raw_connection(database)) as raw, raw:
        raw.execute("DELETE FROM epoch WHERE n = 3")
    with again(coop) as file:
        assert "Paie 2026" in file.strayed
        assert file.read_only


def test_a_reader_beside_a_writer_sees_nothing_wrong(coop: TestCoop) -> None:
    work(coop.file)
    with again(coop, read_only=True) as second:
        assert not second.strayed

        def look(act: Act) -> tuple[int, str]:
            return head(act)

        assert transact(second, READ, None, EVERYONE, "", look)[0]


def test_the_whole_journal_is_verified_in_slices_and_a_gap_between_two_is_seen(
    coop: TestCoop, yesterday: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "_AT_ONCE", 5)
    with again(coop) as file:
        assert anchors.verify_whole(file) == ""
    for gone in (4, 5, 6, 10):
        database = coop.file.folder / DATABASE_NAME
        whole = database.read_bytes()
        with closing(raw_connection(database)) as raw, raw:
            raw.execute("DELETE FROM journal_touch WHERE seq = ?", (gone,))
            raw.execute("DELETE FROM journal WHERE seq = ?", (gone,))
        with again(coop) as file:
            assert anchors.verify_whole(file), gone
        database.write_bytes(whole)


def test_a_journal_whose_times_were_made_unreadable_opens_read_only_and_keeps_its_floor(
    coop: TestCoop, yesterday: Path
) -> None:
    from coop_desk.core.trusted_time import TrustedClock

    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw, raw:
        raw.execute("UPDATE journal SET at = 'jamais'")
    assert coop.clock.held is not None
    with open_coop(coop.file.folder, clock=TrustedClock(coop.clock.held - timedelta(days=30))) as file:
        assert "illisible" in file.strayed
        assert file.clock.today() == date(2026, 1, 3)

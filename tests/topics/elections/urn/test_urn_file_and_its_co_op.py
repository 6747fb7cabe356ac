"""The file of an urn beside the co-op: kept out of backups, known to the verification, killed in a cast, searched."""

import json
import os
import sys
from base64 import b16encode, b32encode, b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from coop_desk.app import faults
from coop_desk.app.notices import Notices
from coop_desk.core import ballot_file
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.backup import restoring, verbs
from coop_desk.core.check import verify
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.elections import service as elections
from coop_desk.topics.elections.methods.records import Void
from coop_desk.topics.elections.records import Way
from coop_desk.topics.elections.urn import service
from coop_desk.topics.elections.urn.model import UrnFile
from coop_desk.topics.elections.urn.records import UrnState
from coop_desk.topics.mandates.records import PostKind
from tests.apart import beside
from tests.conftest import TestCoop
from tests.file_key import learn_key
from tests.topics.elections.process_stories import assembly, open_assembly, people, post, prepared, stand
from tests.topics.elections.urn.vote import Vote, lay

MARKER = "Zorglub Quichotte"


def differences(coop: TestCoop) -> list[str]:
    """What the verification finds about urns."""
    found = next(one for one in verify(coop.file) if one.what == "Urnes des scrutins")
    return list(found.differences)


def file_key(vote: Vote) -> bytes:
    """The key of the file of an open urn."""

    def look(act: Act) -> bytes:
        return act.session.scalars(select(UrnFile.key).where(UrnFile.urn_id == vote.urn_id)).one()

    return transact(vote.coop.file, Inner("test.key", "Clé", reading=True), None, EVERYONE, "", look)


def test_a_backup_made_during_a_vote_holds_no_urn_and_restoring_it_says_that_the_vote_is_held_again(
    coop: TestCoop, qtbot: QtBot
) -> None:
    vote = lay(coop)
    vote.open()
    vote.cast(vote.voters[0], "Aïcha Benali")
    keeper = coop.desk("keeper")
    made = verbs.back_up(keeper)
    backup = made.files[0]
    assert set(made.manifest.parts) <= {"coop.db", "coop.keys"}
    prepared = verbs.prepare_restoring(keeper, backup, (), who="Karim Ménard")
    folder, clock = coop.file.folder, coop.clock
    coop.file.close()
    aside = restoring.finish(prepared, clock.now())
    assert ballot_file.files_in(folder) == {}
    assert (aside / f"scrutin-{vote.urn_id}.db").exists()
    learn_key(folder)
    with open_coop(folder, clock=clock) as again:
        coop.file = again
        desk = coop.desk("manager")
        assert service.urn(desk, vote.urn_id).state is UrnState.LOST
        assert any("doit être refait" in one.words for one in service.urn_notices(desk))
        notices = Notices(desk)
        qtbot.addWidget(notices)
        assert "déclarez-le perdu" in notices.words()
        with pytest.raises(RuleBroken, match="refaites voter"):
            vote.cast(vote.voters[1], "Aïcha Benali")
        assert any("refaites voter" in one for one in differences(coop))
        service.declare_lost(desk, vote.urn_id, "Dossier restauré pendant le vote : on revote sur papier.")
        assert service.urn_notices(desk) == []
        assert differences(coop) == []


def test_the_verification_names_a_stray_urn_a_spoilt_one_and_figures_that_differ(coop: TestCoop, qtbot: QtBot) -> None:
    vote = lay(coop)
    vote.open()
    vote.cast(vote.voters[0], "Aïcha Benali")
    assert differences(coop) == []
    ballot_file.path_of(coop.file.folder, 99).write_bytes(os.urandom(8192))
    assert any("scrutin-99.db" in one for one in differences(coop))
    notices = Notices(coop.desk("manager"))
    qtbot.addWidget(notices)
    assert "scrutin-99.db" in notices.words()
    notices._remove_strays()
    QApplication.processEvents()
    assert "scrutin-99.db" not in notices.words()
    path = ballot_file.path_of(coop.file.folder, vote.urn_id)
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
    assert any("refaites voter" in one for one in differences(coop))


def cast_for_ever(tell: Callable[[object], None], folder: Path, key: bytes) -> None:
    """Cast one ballot after the other."""
    urn = ballot_file.BallotFile(folder, 1, key)
    for member in range(1, 2001):
        urn.cast(member, os.urandom(560))
        tell(member)


@pytest.mark.skipif(sys.platform == "win32", reason="kills with the signals of POSIX")
def test_killed_in_a_cast_there_are_as_many_ballots_as_marks_and_none_acknowledged_is_lost(tmp_path: Path) -> None:
    for kills in range(int(os.environ.get("COOP_DESK_LONG", "1")) * 6):
        key = os.urandom(32)
        urn = ballot_file.BallotFile(tmp_path, 1, key)
        urn.begin(range(1, 2001), 560)
        with beside(cast_for_ever, tmp_path, key) as child:
            acknowledged = 0
            for _vote in range(3 + 2 * kills):
                acknowledged = int(child.told.readline())
            child.kill()
            acknowledged = max([acknowledged, *(int(line) for line in child.told.read().split("\n")[:-1])])
        urn.tidy()
        marked = [member for member, mark in urn.marks().items() if mark]
        assert urn.damage() == ""
        assert len(marked) == urn.ballots()
        assert marked == list(range(1, len(marked) + 1))
        assert len(marked) - acknowledged in (0, 1)


def test_no_choice_key_or_share_is_found_anywhere(
    coop: TestCoop, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    vote = lay(coop, ("Aïcha Benali", "Bruno Le Goff"), method="list/1")
    vote.open()
    codes = list((vote.codes or {}).values())
    ballots = (b'{"choice":1}', b'{"choice": 1}')
    vote.cast(vote.voters[0], "Bruno Le Goff")
    try:
        vote.cast(vote.voters[1], MARKER)
    except RuleBroken as broken:
        report = faults.report(broken)
    assert MARKER not in report
    key = file_key(vote)
    places = [coop.file.folder, profile, temporary]

    def found(needles: list[bytes]) -> list[str]:
        return [
            str(path)
            for place in places
            for path in place.rglob("*")
            if path.is_file() and any(needle in path.read_bytes() for needle in needles)
        ]

    def written(words: str) -> list[bytes]:
        raw = words.encode()
        return [raw, b64encode(raw)[:-2], b32encode(raw)[:-6], b16encode(raw), words.encode("utf-16-le")]

    needles = [*ballots, key, key.hex().encode(), *written(MARKER)]
    for code in codes:
        needles += [*written(code), *written(code.replace("-", ""))]
    assert found(needles) == []
    # Inside the sealed file, where the journal and every table are: neither a choice, nor a share, nor the key again.
    text = everything_in(coop)
    assert MARKER not in text
    assert not any(code in text for code in codes)
    assert '{"choice":1}' not in text
    vote.close()
    assert key.hex() not in everything_in(coop), "the key of the file stays after the closing"
    planted = coop.file.folder / "planté.txt"
    planted.write_text(codes[0], encoding="utf-8")
    assert found(needles) == [str(planted)], "the search must see what is planted"


def everything_in(coop: TestCoop) -> str:
    """Every value of every table of the co-op's file, bytes in hexadecimal."""
    with closing(raw_connection(coop.file.database, read_only=True)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for name in names for row in raw.execute(f'SELECT * FROM "{name}"')]
    return json.dumps([[v.hex() if isinstance(v, bytes) else v for v in row] for row in rows], ensure_ascii=False)


def test_during_the_vote_nothing_of_the_co_op_changes_but_the_urn(coop: TestCoop, profile: Path) -> None:
    vote = lay(coop)
    vote.open()
    vote.coop.desk("manager").holding()

    def seen() -> dict[str, bytes]:
        files = [path for place in (coop.file.folder, profile) for path in place.rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in files if not path.name.startswith("scrutin-")}

    before = seen()
    for voter in vote.voters:
        vote.cast(voter, "Aïcha Benali")
        service.booth(coop.desk("manager"), vote.urn_id)
        with pytest.raises(RuleBroken):
            vote.cast(voter, "Aïcha Benali")
    assert seen() == before
    names = {path.name for path in coop.file.folder.iterdir() if path.name.startswith("scrutin")}
    assert names == {f"scrutin-{vote.urn_id}.db"}


def test_in_an_assembly_who_comes_during_the_vote_is_on_the_list_and_no_act_follows_the_votes(coop: TestCoop) -> None:
    meeting, [item] = assembly(coop, ["Gérance"])
    crew = people(coop, 8)
    election = prepared(coop, item, post(coop, PostKind.MANAGER), title="Gérance", way=Way.BOOTH)
    stand(coop, election, crew[:2], tellers=crew[4:7])
    open_assembly(coop, meeting, crew[:7])
    opening = elections.open_round(coop.desk("secretary"), election)
    vote = Vote(coop, election, opening.id, [int(one) for one in crew])
    vote.open(scrutineers=tuple(vote.voters[4:7]))
    with pytest.raises(RuleBroken, match="notez sa présence"):
        vote.cast(vote.voters[7], Void.BLANK)
    assemblies.mark_present(coop.desk("secretary"), meeting, crew[7])
    assert len(service.booth(coop.desk("manager"), vote.urn_id).lines) == 8
    before = coop.file.database.read_bytes()
    for voter in vote.voters:
        vote.cast(voter, opening.ballot.candidates[0])
        service.booth(coop.desk("manager"), vote.urn_id)
    assert coop.file.database.read_bytes() == before, "the co-op's file, and its journal in it, saw nothing"
    service.close_urn(coop.desk("manager"), vote.urn_id, coop.desk_of(crew[5]))
    result = service.count_urn(coop.desk("manager"), vote.urn_id, vote.shares(1, 2))
    assert result.elected == (opening.ballot.candidates[0],)

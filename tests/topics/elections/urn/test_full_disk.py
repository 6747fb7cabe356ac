"""F05 in the booth: the disk is full while somebody votes; there are always as many ballots as marks."""

import sys
from pathlib import Path

import pytest

from coop_desk.core import ballot_file
from coop_desk.core.ballot_file import LENGTHS, VOTED, BallotFile, path_of
from coop_desk.core.errors import RuleBroken
from tests.apart import apart


def votes_on_small_disks(folder: str) -> str:
    """Vote while no file may grow beyond a size, then a larger one, then on a disk that says it is full.

    Tell what came of each vote, a line each: ballots more, marked or not, damage, words.
    """
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    file = BallotFile(Path(folder), 1, bytes(32))
    file.begin(range(60), LENGTHS[0])
    told = []
    for member, size in enumerate(range(0, 40 * 1024, 1024)):
        before = file.ballots()
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        try:
            file.cast(member, bytes([member]) * LENGTHS[0])
            said = "done"
        except RuleBroken as refusal:
            said = f"{refusal.rule} {refusal}"
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        marked = file.marks()[member] == VOTED
        told.append(f"{file.ballots() - before}|{marked}|{file.damage()}|{said}")
    ballot_file.SETTINGS["max_page_count"] = path_of(Path(folder), 1).stat().st_size // 4096
    for member in range(40, 60):
        try:
            file.cast(member, bytes(LENGTHS[0]))
        except RuleBroken as refusal:
            told.append(f"0|{file.marks()[member] == VOTED}|{file.damage()}|{refusal.rule} {refusal}")
            break
    return "\n".join(told)


@pytest.mark.skipif(sys.platform == "win32", reason="the bound on files of POSIX")
def test_a_ballot_that_finds_no_room_leaves_no_mark_and_the_refusal_says_so(tmp_path: Path) -> None:
    told = [line.split("|") for line in apart(votes_on_small_disks, str(tmp_path)).splitlines()]
    refused = [said for ballots, marked, damage, said in told if (ballots, marked, damage) == ("0", "False", "")]
    done = [said for ballots, marked, damage, said in told if (ballots, marked, damage) == ("1", "True", "")]
    assert len(refused) + len(done) == len(told) == 41
    assert len(refused) > 1
    assert refused[-1].startswith("FILE-10")
    assert "plein" in refused[-1]
    assert done
    assert set(done) == {"done"}, "whoever is told that nothing changed has not voted"
    assert path_of(tmp_path, 1).stat().st_mode & 0o077 == 0

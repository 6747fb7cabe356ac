"""Each line of the journal is signed by the person it names, from the first line of a new co-op on."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from coop_desk.core import accounts, anchors, check, delegating, signatures
from coop_desk.core.actions import Inner, transact
from coop_desk.core.compartments.delegating import certify_keys, keys_to_certify
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import Refused
from coop_desk.core.file import DATABASE_NAME, open_coop
from coop_desk.core.journal import Line
from coop_desk.core.limits import EVERYONE, ActSession
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.trusted_time import CORRECTION, newest_time
from tests.conftest import CHEAP, PASSWORD, TestCoop, ring_of
from tests.topics.core.test_journal_attacks import Row, Thief, thief

__all__ = ["thief"]

WRITE = Inner("test.write", "Écriture d’essai")
NEW = "Tilleul-9-Passerelle!"


def differences(coop: TestCoop) -> list[str]:
    return [said for one in check.verify(coop.file) for said in one.differences]


def newest(coop: TestCoop, count: int = 1) -> list[Line]:
    return journal_lines(coop.desk("keeper"), limit=count)


def test_every_line_is_signed_but_a_wrong_password(coop: TestCoop) -> None:
    accounts.sign_in(coop.file, "manager", PASSWORD)
    with pytest.raises(Refused):
        accounts.sign_in(coop.file, "manager", "pas le bon")
    with pytest.raises(Refused):
        accounts.sign_in(coop.file, "inconnue", "pas le bon")
    with pytest.raises(Refused):
        delegating.give_title(coop.desk("nobody"), coop.person("nobody"), "manager", date(2026, 1, 2), None, "Moi")
    assert [line.signed for line in newest(coop, 4)] == [True, False, False, True]
    assert all(line.signed for line in journal_lines(coop.desk("keeper"))[4:])
    assert differences(coop) == []


def test_a_line_without_a_signature_is_named(coop: TestCoop) -> None:
    transact(coop.file, WRITE, coop.person("manager"), EVERYONE, "", lambda act: act.say("Sans clés."))
    seq = newest(coop)[0].seq
    assert differences(coop) == [f"la ligne {seq} du journal n’est pas signée par la personne qu’elle nomme"]


def test_keys_that_are_not_those_of_the_actor_sign_nothing(coop: TestCoop) -> None:
    ring = coop.desk("nobody").keyring
    transact(coop.file, WRITE, coop.person("manager"), EVERYONE, "", lambda act: act.say("D’une autre."), keys=ring)
    assert not newest(coop)[0].signed


def test_keys_that_wait_for_their_certificate_sign_already_and_it_is_said(coop: TestCoop) -> None:
    accounts.reset_password(coop.desk("keeper"), coop.person("nobody"), NEW, cost=CHEAP)
    accounts.sign_in(coop.file, "nobody", NEW)
    seq = newest(coop)[0].seq
    assert newest(coop)[0].signed
    words = f"la ligne {seq} du journal est signée avec des clés que la gouvernance n’a pas certifiées"
    assert differences(coop) == [words]
    anchors.settle(coop.file)
    assert not coop.file.strayed, "work goes on until they are certified"
    founder = coop.desk("founder")
    (pending,) = keys_to_certify(founder)
    certify_keys(founder, pending.person_id, pending.fingerprint)
    assert differences(coop) == []


def test_keys_put_in_somebody_s_row_sign_nothing_in_their_name(coop: TestCoop) -> None:
    """Even if the chain is computed again and everything of that person signed anew."""
    from coop_desk.core.crypto.identity import new_identity
    from coop_desk.core.crypto.keyring import Keyring

    mine, manager = new_identity(), int(coop.person("manager"))
    accounts.sign_in(coop.file, "manager", PASSWORD)
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        raw.execute("UPDATE principal SET sign = ? WHERE holder = ?", (mine.public.sign, manager))
        forger = Thief(coop.file, raw, Keyring(manager, 1, mine, b""))
        last = len(forger.lines) - 1
        assert forger.found(forger.chained(forger.lines, last, forger.own)) == "signatures"


def test_keys_that_were_replaced_sign_nothing_any_more(coop: TestCoop) -> None:
    former = coop.desk("nobody").keyring
    accounts.reset_password(coop.desk("keeper"), coop.person("nobody"), NEW, cost=CHEAP)
    transact(coop.file, WRITE, coop.person("nobody"), EVERYONE, "", lambda act: act.say("Anciennes."), keys=former)
    assert not newest(coop)[0].signed
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        assert former is not None
        forger = Thief(coop.file, raw, former)
        last = replace(forger.lines[-1], generation=1)
        assert (
            forger.found(forger.chained([*forger.lines[:-1], last], len(forger.lines) - 1, forger.own)) == "signatures"
        )


# ---------------------------------------------------------------------------------- files from before signatures


def as_before_signatures(coop: TestCoop, profile: Path) -> None:
    """Make the journal what an older version wrote, on a PC that has not seen it yet."""
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        ring = ring_of(coop.file, coop.person("nobody"))
        assert ring is not None
        old = Thief(coop.file, raw, ring)
        old.put(old.chained([replace(line, generation=0, signature=None) for line in old.lines]))
    coop.file.changes += 1
    shutil.rmtree(profile / "anchors", ignore_errors=True)


def test_in_an_older_file_signatures_begin_with_the_first_session_of_the_governance(
    coop: TestCoop, profile: Path
) -> None:
    as_before_signatures(coop, profile)
    said = "le journal n’est pas signé : une personne de la gouvernance doit ouvrir sa session"
    assert differences(coop) == [said]
    accounts.sign_in(coop.file, "nobody", PASSWORD)
    assert differences(coop) == [said]
    accounts.sign_in(coop.file, "founder", PASSWORD)
    assert "chaque acte est signé" in next(line for line in newest(coop, 9) if line.action == signatures.BEGIN).said[0]
    assert differences(coop) == []
    accounts.sign_in(coop.file, "founder", PASSWORD)
    assert [line.action for line in newest(coop, 9)].count(signatures.BEGIN) == 1
    transact(coop.file, WRITE, coop.person("manager"), EVERYONE, "", lambda act: act.say("Sans clés."))
    assert len(differences(coop)) == 1


def test_a_beginning_that_a_member_wrote_begins_nothing(coop: TestCoop, profile: Path) -> None:
    as_before_signatures(coop, profile)
    desk = coop.desk("nobody")
    forged = Inner(signatures.BEGIN, "Début")
    transact(coop.file, forged, desk.person_id, EVERYONE, "", lambda act: act.say("Ici."), keys=desk.keyring)
    assert differences(coop) == ["le journal n’est pas signé : une personne de la gouvernance doit ouvrir sa session"]
    accounts.sign_in(coop.file, "founder", PASSWORD)
    assert differences(coop) == []


def test_signatures_taken_off_a_file_seen_with_them_are_missed(coop: TestCoop, profile: Path) -> None:
    anchors.remember(coop.file)
    (mark,) = (profile / "anchors").iterdir()
    kept, name = mark.read_text(encoding="utf-8"), mark.name
    as_before_signatures(coop, profile)
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        hashes = raw.execute("SELECT hash FROM journal ORDER BY seq").fetchall()
    before, after = kept.split('"hash": "')[1][:64], hashes[-1][0]
    (profile / "anchors").mkdir(exist_ok=True)
    here = profile / "anchors" / f"{hashes[0][0][:32]}.json"
    assert here.name != name, "the first line bears a signature, and names the mark"
    here.write_text(kept.replace(before, after), encoding="utf-8")
    anchors.settle(coop.file)
    assert "signatures du journal ont été retirées" in coop.file.strayed


# ---------------------------------------------------------------------------------- what only the governance explains


@pytest.mark.parametrize("signed", [True, False], ids=["signed by the thief", "unsigned"])
@pytest.mark.parametrize("action", ["core.take_up", "core.restore"])
def test_a_member_explains_no_loss(thief: Thief, coop: TestCoop, action: str, signed: bool) -> None:
    cut = thief.lines[:-3]
    last = thief.lines[-1]
    line: Row = replace(last, actor_id=thief.me, action=action, at=last.at + timedelta(minutes=1))
    line = replace(line, generation=1 if signed else 0, signature=None)
    thief.put(thief.chained([*cut, line], len(cut), thief.own if signed else None))
    anchors.settle(coop.file)
    assert coop.file.strayed


def test_a_restoring_that_withdraws_and_that_only_a_member_took_up_is_named(thief: Thief, coop: TestCoop) -> None:
    last = thief.lines[-1]
    body = '{"changes":[{"id":7,"new":{},"old":null,"person":null,"record":"revocation"}]}'
    at = last.at + timedelta(minutes=1)
    restoring = replace(last, action=signatures.RESTORE, actor_id=None, at=at, body=body, generation=0, signature=None)
    taking_up = replace(last, action=signatures.TAKE_UP, actor_id=thief.me, at=at, generation=1, signature=None)
    made = thief.chained([*thief.lines, restoring], len(thief.lines))
    thief.put(thief.chained([*made, taking_up], len(made), thief.own))
    with ActSession(coop.file.engine, EVERYONE, reading=True) as session:
        assert list(signatures.wrong_signatures(session)) == [(last.seq + 1, "unsigned")]


def test_a_member_brings_no_time_back(thief: Thief, coop: TestCoop) -> None:
    last = thief.lines[-1]
    later = replace(last, at=last.at + timedelta(days=40))
    line = replace(later, actor_id=thief.me, generation=1, action=CORRECTION, at=last.at, signature=None)
    made = thief.chained([*thief.lines, later], len(thief.lines))
    thief.put(thief.chained([*made, line], len(made), thief.own))
    with ActSession(coop.file.engine, EVERYONE, reading=True) as session:
        assert newest_time(session) == later.at


def test_a_restoring_by_the_governance_explains_what_is_lost_and_by_another_waits_for_it(
    coop: TestCoop,
) -> None:
    from coop_desk.core.backup import restoring, verbs
    from coop_desk.core.taking_up import take_up_again

    for who, believed in (("founder", True), ("keeper", False)):
        coop.on(coop.clock.today() + timedelta(days=1))
        backup = verbs.back_up(coop.desk("keeper")).files[0]
        accounts.sign_in(coop.file, "manager", PASSWORD)
        anchors.remember(coop.file)
        prepared = verbs.prepare_restoring(coop.desk(who), backup, who=who)
        coop.file.close()
        restoring.finish(prepared, coop.clock.now())
        coop.file = open_coop(coop.file.folder, clock=coop.clock)
        assert bool(coop.file.strayed) is not believed, who
    assert "une restauration, que personne de la gouvernance des clés n’a signée" in coop.file.strayed
    take_up_again(coop.desk("founder"))
    assert not coop.file.strayed

"""After a restoring: passwords of the backup's day, what was withdrawn stays withdrawn, what was lost is said."""

from datetime import timedelta
from pathlib import Path

import pytest

from coop_desk.core import accounts, anchors, recovery
from coop_desk.core import delegating as titles
from coop_desk.core.backup import afterwards, places, restoring, verbs
from coop_desk.core.backup.source import Source
from coop_desk.core.compartments import delegating, governing, opening, rotation
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import DATABASE_NAME, open_coop
from coop_desk.core.leaked_password import replace_leaked_password
from coop_desk.core.limits import EVERYONE, ActSession
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.signatures import wrong_signatures
from coop_desk.core.taking_up import take_up_again
from coop_desk.topics.dashboard.service import todo
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import DAY, House, founded_house, house
from tests.topics.core.compartments.test_governance import may_sign, signed
from tests.topics.core.compartments.test_recovery import printed

__all__ = ["founded_house", "house"]
IBAN = {"iban": "FR7630006000011234567890189"}
LATER = "Saule-9-Rivière-Neuve!"
KEEP_BEFORE = rotation.keep_before


def since_then_revoked(house: House) -> Path:
    """Two people hold the bank; then a backup; then one of them is revoked, and the key renewed."""
    house.entrust("delegate", "bank")
    other = house.entrust("other", "bank")
    for who in ("delegate", "other"):
        house.sign_in(who)
    house.put("delegate", "member", IBAN)
    made = verbs.back_up(house.desk("founder")).files[0]
    delegating.revoke_keys(house.desk("founder"), other, "a quitté la gérance")
    house.sign_in("delegate")
    return made


@pytest.fixture
def backup(house: House) -> Path:
    """A backup of before a delegation was revoked."""
    return since_then_revoked(house)


def restored(house: House, backup: Path, *, by: str) -> None:
    """Put it back, as somebody at work or from the first window, and open it again."""
    source = Source(house.file.folder)
    if by:
        prepared = verbs.prepare_restoring(house.desk(by), backup, who=by)
    else:
        prepared = restoring.prepare(source, backup, clock=house.clock)
    house.file.close()
    restoring.finish(prepared, house.clock.now())
    house.file = open_coop(house.file.folder, clock=house.clock)
    house.desks.clear()


def test_who_was_revoked_since_gets_nothing_back_and_each_key_is_asked_to_be_renewed(
    house: House, backup: Path
) -> None:
    restored(house, backup, by="founder")
    house.sign_in("other")
    with pytest.raises((Refused, RuleBroken)):
        house.read("other", "member")
    said = next(n for n in journal_lines(house.desk("founder")) if n.action == "core.restore").said
    assert any("1 délégation finie depuis la sauvegarde reste finie" in sentence for sentence in said)
    house.sign_in("delegate")
    assert house.read("delegate", "member") == [{"v": 1, **IBAN}]
    assert house.act("founder", afterwards.keys_to_renew, reading=True) == [], "the delegate's session renewed it"


def test_what_ended_since_with_a_mandate_a_title_or_an_access_opens_nothing_either(house: House) -> None:
    """Nobody has signed these ends yet: the title is over since yesterday, and the governance did not come since."""
    title = signed(house, "member")
    given = {who: house.entrust(who, "bank") for who in ("delegate", "other", "manager")}
    house.sign_in("delegate")
    backup = verbs.back_up(house.desk("founder")).files[0]
    titles.end_grant(house.desk("founder"), title, DAY, "Démission")
    house.act("founder", lambda act: delegating.withdraw(act, given["other"], DAY, "Fin du mandat"))
    accounts.close_account(house.desk("founder"), house.people["manager"])
    house.on(DAY + timedelta(days=1))
    restored(house, backup, by="founder")
    for who in ("delegate", "founder"):
        house.sign_in(who)
    held = {holder for (holder,) in house.rows("SELECT holder FROM wrap WHERE what = 'K' AND holder <> 0")}
    assert held == {int(house.people["delegate"])}
    assert house.act("founder", governing.governors, reading=True) == {int(house.people["founder"])}
    assert anchors.verify_whole(house.file) == ""


def test_whoever_governed_alone_then_goes_on_though_their_governance_was_handed_on_since(house: House) -> None:
    """Nobody else could sign anything in what comes back."""
    backup = verbs.back_up(house.desk("founder")).files[0]
    signed(house, "delegate")
    (first,) = house.rows('SELECT id FROM "grant" WHERE holder_id = ?', int(house.people["founder"]))[0]
    titles.end_grant(house.desk("delegate"), first, DAY, "Démission")
    house.on(DAY + timedelta(days=1))
    house.sign_in("delegate")  # signs the end of the founder's governance
    restored(house, backup, by="")
    take_up_again(house.sign_in("founder"))
    assert may_sign(house, "founder")
    said = next(n for n in journal_lines(house.desk("founder")) if n.action == "core.restore").said
    assert any("Anne Fondatrice" in sentence and "Elle y revient" in sentence for sentence in said)


def test_a_password_that_leaked_since_is_named_and_replaced_again(house: House) -> None:
    """It opens again, known to somebody else: no key is renewed in vain before it is replaced as leaked."""
    for who in ("delegate", "other"):
        house.entrust(who, "bank")
        house.sign_in(who)
    made = verbs.back_up(house.desk("founder")).files[0]
    replace_leaked_password(house.desk("other"), PASSWORD, LATER, cost=CHEAP)
    restored(house, made, by="founder")
    for _twice in range(2):
        house.sign_in("delegate")
    present = house.rows("SELECT max(n) FROM epoch WHERE compartment = 'bank'")
    assert present == [(1,)]
    said = house.act("founder", opening.due_of_keys, reading=True)
    assert any("Odile Tanguy" in sentence and "divulgué" in sentence for sentence in said)
    replace_leaked_password(house.sign_in("other"), PASSWORD, LATER, cost=CHEAP)
    assert house.rows("SELECT max(n) FROM epoch WHERE compartment = 'bank'") == [(2,)]
    said = house.act("founder", opening.due_of_keys, reading=True)
    assert not any("divulgué" in sentence for sentence in said)


def test_a_title_given_after_a_restoring_is_not_ended_by_the_end_of_one_that_was_lost(house: House) -> None:
    """Both have the same number in the file; the second governs."""
    made = verbs.back_up(house.desk("founder")).files[0]
    lost = signed(house, "delegate")
    titles.end_grant(house.desk("founder"), lost, house.clock.today(), "Démission")
    house.on(house.clock.today() + timedelta(days=1))
    house.sign_in("founder")  # signs that the governance ended with the title
    restored(house, made, by="founder")
    assert signed(house, "delegate") == lost
    assert may_sign(house, "delegate")


def test_until_somebody_renews_it_the_start_page_says_so(house: House, backup: Path) -> None:
    restored(house, backup, by="founder")
    lines = [line for line in todo(house.desk("founder")) if line.id.startswith(("keys:", "restored:"))]
    assert any("Coordonnées bancaires" in line.what and "renouvel" in line.what for line in lines)
    assert any(line.id.startswith("restored:") for line in lines)


def test_from_a_damaged_file_the_lost_lines_are_named_and_taken_up_by_a_signed_line(house: House, backup: Path) -> None:
    last = house.rows("SELECT max(seq) FROM journal")[0][0]
    house.file.close()
    file = house.file.folder / DATABASE_NAME
    content = file.read_bytes()
    file.write_bytes(content[:8192] + bytes(4096) + content[12288:])
    restored(house, backup, by="")
    assert "Perdu depuis\N{NO-BREAK SPACE}: les lignes n°\N{NO-BREAK SPACE}" in house.file.strayed
    assert f"à {last} du journal" in house.file.strayed
    assert house.file.read_only
    founder = house.sign_in("founder")
    take_up_again(founder)
    assert house.file.strayed == ""
    house.file.close()
    house.file = open_coop(house.file.folder, clock=house.clock)
    assert house.file.strayed == ""
    house.desks.clear()
    line = next(n for n in journal_lines(house.sign_in("founder")) if n.action == "core.take_up")
    assert "Perdu depuis" in line.said[0]


@pytest.mark.parametrize("by", ["founder", "manager", ""])
def test_a_restoring_that_no_keys_of_the_backup_sign_waits_for_the_governance_and_withdraws_all_the_same(
    house: House, by: str
) -> None:
    """By somebody whose keys were replaced since, by somebody who was not there yet in the backup, or by nobody."""
    titles.give_title(house.desk("founder"), house.people["manager"], "file_keeper", DAY, None, "Assemblée")
    backup = since_then_revoked(house)
    if by == "founder":
        recovery.recover(house.file, recovery.seed_from_code(printed(house)), ["Anne"], login=by, password=LATER)
        house.sign_in(by, LATER)
    elif by:
        accounts.reset_password(house.desk("founder"), house.people[by], LATER, cost=CHEAP)
        house.sign_in(by, LATER)
    restored(house, backup, by=by)
    assert house.file.read_only
    assert "Perdu depuis\N{NO-BREAK SPACE}: les lignes" in house.file.strayed
    assert ("changement du code de secours" in house.file.strayed) == (by == "founder")
    if by != "founder":
        assert "n’est pas signée" in anchors.verify_whole(house.file)
    take_up_again(house.sign_in("founder"))
    assert anchors.verify_whole(house.file) == ""
    house.sign_in("delegate")
    house.sign_in("other")
    with pytest.raises((Refused, RuleBroken)):
        house.read("other", "member")
    with ActSession(house.file.engine, EVERYONE, reading=True) as session:
        assert list(wrong_signatures(session)) == []


def test_before_a_key_is_renewed_the_file_is_kept_as_it_was(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "keep_before", KEEP_BEFORE)
    house.entrust("delegate", "bank")
    house.put("delegate", "member", IBAN)
    epochs = house.rows("SELECT count(*) FROM epoch")[0][0]
    delegating.rotate_key(house.desk("delegate"), "bank")
    assert house.rows("SELECT count(*) FROM epoch")[0][0] == epochs + 1
    (kept,) = places.kept_in(house.file.folder / places.FIRST_PLACE)
    manifest = restoring.try_out(kept.path)
    assert (manifest.reason, manifest.counts["epoch"]) == ("avant un changement de clé", epochs)

"""When passwords are lost: the paper, or enough trustees together, give everything back; nothing less does (A18)."""

from datetime import date, timedelta

import pytest

from coop_desk.core import accounts, recovery, slots
from coop_desk.core.check import verify
from coop_desk.core.compartments import delegating
from coop_desk.core.compartments.model import Delegation, Principal, RootChange
from coop_desk.core.compartments.statements import change_statement, delegation_statement, principal_statement
from coop_desk.core.correcting_time import confirm_clock
from coop_desk.core.crypto import codes, derive, shamir
from coop_desk.core.crypto.identity import new_identity, seal_to
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.trusted_time import TrustedClock
from tests.conftest import PASSWORD
from tests.topics.core.compartments.conftest import House

NEW = "Tilleul-9-Passerelle!"


def printed(house: House) -> str:
    """Print the code as the founder, typing two groups back; return what the paper says."""
    founder = house.desk("founder")
    paper = recovery.code_to_print(founder)
    groups = paper.code.split("-")
    first, second = recovery.groups_to_type()
    recovery.code_was_printed(founder, {first: groups[first - 1], second: groups[second - 1].lower()})
    return paper.code


def shared(house: House, needed: int = 2, *who: str) -> list[recovery.PaperCode]:
    people = [house.people[w] for w in who or ("manager", "delegate", "member")]
    return recovery.entrust_code(house.desk("founder"), needed, people)


def rule_of(refusal: "pytest.ExceptionInfo[RuleBroken]") -> str:
    return refusal.value.rule


def test_the_red_line_stays_until_the_code_is_printed(house: House) -> None:
    before = recovery.recovery_state(house.desk("founder"))
    assert before.alarming
    assert before.mine_to_print
    assert before.words.startswith("Code de secours non imprimé")
    printed(house)
    after = recovery.recovery_state(house.desk("founder"))
    assert not after.alarming
    assert after.printed_on == date(2026, 3, 2)
    assert "imprimé le 2 mars 2026" in after.words
    assert house.rows("SELECT count(*) FROM wrap WHERE what = 'seed'") == [(0,)]
    with pytest.raises(RuleBroken) as refusal:
        recovery.code_to_print(house.desk("founder"))
    assert rule_of(refusal) == "KEY-19"


def test_groups_typed_wrong_leave_the_copy_where_it_was(house: House) -> None:
    founder = house.desk("founder")
    groups = recovery.code_to_print(founder).code.split("-")
    with pytest.raises(RuleBroken, match="groupe n° 5") as refusal:
        recovery.code_was_printed(founder, {2: groups[1], 5: groups[5]})
    assert rule_of(refusal) == "KEY-02"
    with pytest.raises(RuleBroken):
        recovery.code_was_printed(founder, {2: groups[1]})
    assert recovery.recovery_state(founder).alarming


def test_the_paper_never_shows_in_a_text_nor_in_the_journal(house: House) -> None:
    founder = house.desk("founder")
    paper = recovery.code_to_print(founder)
    assert paper.code not in f"{paper!r} {paper}"
    code = printed(house)
    bodies = " ".join(str(row) for row in house.rows("SELECT body FROM journal"))
    assert code not in bodies
    assert code.replace("-", "") not in bodies


def test_only_who_keeps_the_seed_and_gives_titles_prints_it(house: House) -> None:
    for who in ("manager", "member"):
        with pytest.raises((Refused, RuleBroken)):
            recovery.code_to_print(house.desk(who))


# ------------------------------------------------------------------------------------------------ everything forgotten


def test_everybody_forgot_and_the_paper_gives_everything_back(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": "FR7630006000011234567890189"})
    code = printed(house)
    house.desks.clear()
    done = recovery.recover(
        house.file, recovery.seed_from_code(code), ["Anne Fondatrice", "Inès Pérez"], login="founder", password=NEW
    )
    assert any("Anne Fondatrice" in sentence for sentence in done)
    with pytest.raises(Refused):
        house.sign_in("founder", PASSWORD)
    founder = house.sign_in("founder", NEW)
    line = next(n for n in journal_lines(founder) if n.action == "core.recover")
    assert "en présence de Anne Fondatrice et Inès Pérez" in line.said[0]
    # The governance works again: another pair of keys is certified, and entrusted with the bank.
    accounts.reset_password(founder, house.people["delegate"], "Hêtre-4-Passerelle!")
    state = recovery.recovery_state(founder)
    assert state.alarming, "the envelope was opened: a new sheet is asked for"
    assert state.mine_to_print


def test_the_only_delegate_forgot_and_the_paper_hands_the_key_over_again(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": "FR7630006000011234567890189"})
    code = printed(house)
    accounts.reset_password(house.desk("founder"), house.people["delegate"], NEW)
    house.desks.pop("delegate")
    house.sign_in("delegate", NEW)
    with pytest.raises((Refused, RuleBroken)):
        house.read("delegate", "member")
    done = recovery.recover(house.file, recovery.seed_from_code(code), ["Anne Fondatrice"])
    assert done[0] == "« Coordonnées bancaires » : clé remise à 1 personne."
    house.sign_in("delegate", NEW)
    assert house.read("delegate", "member") == [{"v": 1, "iban": "FR7630006000011234567890189"}]


def test_nobody_gets_a_key_they_were_not_entrusted_with(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": "FR7630006000011234567890189"})
    code = printed(house)
    recovery.recover(house.file, recovery.seed_from_code(code), ["Anne"], login="other", password=NEW)
    house.sign_in("other", NEW)
    with pytest.raises((Refused, RuleBroken)):
        house.read("other", "member")
    assert house.own("member") == [{"v": 1, "iban": "FR7630006000011234567890189"}]


def test_the_journal_must_name_who_was_present(house: House) -> None:
    code = printed(house)
    with pytest.raises(RuleBroken) as refusal:
        recovery.recover(house.file, recovery.seed_from_code(code), ["  "], login="founder", password=NEW)
    assert rule_of(refusal) == "KEY-21"
    house.sign_in("founder", PASSWORD)


def test_a_code_of_another_co_op_is_refused_and_both_fingerprints_are_named(house: House) -> None:
    printed(house)
    foreign = recovery.seed_from_code(codes.written(bytes(range(16))))
    with pytest.raises(RuleBroken) as refusal:
        recovery.recover(house.file, foreign, ["Anne"], login="founder", password=NEW)
    assert rule_of(refusal) == "KEY-20"
    assert "empreinte" in str(refusal.value)
    house.sign_in("founder", PASSWORD)


def test_a_weak_new_password_or_an_unknown_login_changes_nothing(house: House) -> None:
    code = printed(house)
    for login, password, rule in (("founder", "court", "ACCOUNT-05"), ("personne", NEW, "ACCOUNT-07")):
        with pytest.raises(RuleBroken) as refusal:
            recovery.recover(house.file, recovery.seed_from_code(code), ["Anne"], login=login, password=password)
        assert rule_of(refusal) == rule
    house.sign_in("founder", PASSWORD)


# ------------------------------------------------------------------------------------------------ trustees


def test_any_two_of_three_trustees_open_with_their_paper(house: House) -> None:
    papers = shared(house)
    assert [(p.index, p.needed, p.shares) for p in papers] == [(1, 2, 3), (2, 2, 3), (3, 2, 3)]
    state = recovery.recovery_state(house.desk("founder"))
    assert state.needed == 2
    assert len(state.trustees) == 3
    assert "il en faut 2 ensemble" in state.words
    for one, other in ((0, 1), (1, 2), (2, 0)):
        seed = recovery.seed_from_shares(house.file, [papers[one].code, papers[other].code])
    recovery.recover(house.file, seed, [papers[2].holder, papers[0].holder], login="founder", password=NEW)
    house.sign_in("founder", NEW)


def test_two_trustees_signed_in_side_by_side_need_no_paper(house: House) -> None:
    papers = shared(house)
    desks = [house.sign_in("manager"), house.sign_in("member")]
    assert recovery.own_share(desks[0]).code == papers[0].code
    seed = recovery.seed_from_desks(house.file, desks)
    assert recovery.recover(house.file, seed, ["Inès", "Chloé"], login="founder", password=NEW)


def test_one_trustee_alone_opens_nothing(house: House) -> None:
    papers = shared(house)
    for shares in ([papers[0].code], [papers[0].code, papers[0].code], []):
        with pytest.raises(RuleBroken) as refusal:
            recovery.seed_from_shares(house.file, shares)
        assert rule_of(refusal) == "KEY-03"
    with pytest.raises(RuleBroken) as refusal:
        recovery.own_share(house.desk("other"))
    assert rule_of(refusal) == "KEY-19"


def test_a_share_of_an_earlier_sharing_is_not_mixed_with_the_present_ones(house: House) -> None:
    first = shared(house)
    seed = recovery.seed_from_shares(house.file, [p.code for p in first[:2]])
    recovery.recover(house.file, seed, ["Inès", "Léon"], login="founder", password=NEW)
    house.desks.clear()
    house.sign_in("founder", NEW)
    second = shared(house)
    with pytest.raises(RuleBroken) as refusal:
        recovery.seed_from_shares(house.file, [first[0].code, second[1].code])
    assert rule_of(refusal) == "KEY-03"
    assert recovery.seed_from_shares(house.file, [second[0].code, second[1].code])


def test_a_share_of_another_co_op_is_named(house: House) -> None:
    papers = shared(house)
    foreign = shamir.split(Secret(bytes(16)), 2, 3, bytes(32))[1]
    with pytest.raises(RuleBroken, match="part n° 2 n’est pas de cette coopérative"):
        recovery.seed_from_shares(house.file, [papers[0].code, foreign])


def test_three_of_five_count_three(house: House) -> None:
    papers = shared(house, 3, "founder", "manager", "delegate", "member", "other")
    with pytest.raises(RuleBroken, match="Il faut 3 parts"):
        recovery.seed_from_shares(house.file, [papers[0].code, papers[4].code])
    assert recovery.seed_from_shares(house.file, [papers[n].code for n in (4, 0, 2)])


def test_a_trustee_without_certified_keys_is_refused_and_nothing_is_shared(house: House) -> None:
    house.edit("UPDATE principal SET certificate = NULL WHERE holder = ?", int(house.people["member"]))
    with pytest.raises(RuleBroken) as refusal:
        shared(house)
    assert rule_of(refusal) == "KEY-07"
    assert recovery.recovery_state(house.desk("founder")).alarming
    delegating.keys_to_certify(house.desk("founder"))


# ------------------------------------------------------------------------------------------------ the date in doubt


def test_nothing_sealed_opens_while_the_date_is_in_doubt(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": "FR7630006000011234567890189"})
    assert house.clock.held is not None
    clock = TrustedClock(house.clock.held)
    clock.start_from(house.clock.now())
    house.file.clock = clock
    clock.held = house.clock.held + timedelta(days=60)
    delegate, member = house.sign_in("delegate"), house.sign_in("member")
    for attempt in (lambda: house.read("delegate", "member"), lambda: house.own("member")):
        with pytest.raises(RuleBroken) as refusal:
            attempt()
        assert rule_of(refusal) == "TIME-01"
    confirm_clock(member)
    assert house.read("delegate", "member")
    assert house.own("member")
    assert delegate.today == date(2026, 5, 1)


# ------------------------------------------------------------------------------------------------ the double key


def test_the_double_key_says_who_is_missing_and_refuses_the_same_person_twice(house: House) -> None:
    shared(house, 3, "founder", "manager", "member")
    inside = [house.desk("founder")]
    assert recovery.check_gathered(inside) == 2
    inside.append(house.sign_in("manager"))
    assert recovery.check_gathered(inside) == 1
    with pytest.raises(RuleBroken, match="Il faut 3 personnes de confiance ensemble") as refusal:
        recovery.seed_from_desks(house.file, inside)
    assert rule_of(refusal) == "KEY-03"
    with pytest.raises(RuleBroken, match="Inès Pérez est déjà là") as refusal:
        recovery.check_gathered([*inside, house.sign_in("manager")])
    assert rule_of(refusal) == "KEY-22"
    with pytest.raises(RuleBroken, match="confiée à Odile Tanguy") as refusal:
        recovery.check_gathered([*inside, house.sign_in("other")])
    assert rule_of(refusal) == "KEY-19"
    assert recovery.seed_from_desks(house.file, [*inside, house.sign_in("member")])


@pytest.mark.parametrize("fault", ["another’s", "a foreign one", "changed"])
def test_a_share_that_is_not_theirs_is_named_by_its_trustee(house: House, fault: str) -> None:
    shared(house, 2, "manager", "member")
    manager, member = house.people["manager"], house.people["member"]
    if fault == "another’s":
        ((box,),) = house.rows("SELECT box FROM wrap WHERE what LIKE 'share%' AND holder = ?", int(manager))
        house.edit("UPDATE wrap SET box = ? WHERE what LIKE 'share%' AND holder = ?", box, int(member))
    elif fault == "changed":
        house.edit("UPDATE wrap SET box = zeroblob(80) WHERE what LIKE 'share%' AND holder = ?", int(member))
    else:
        keyring = house.sign_in("member").keyring
        assert keyring is not None
        foreign = shamir.to_seal(shamir.split(Secret(bytes(16)), 2, 3, bytes(32))[0])
        box = seal_to(keyring.public.box, foreign)
        house.edit("UPDATE wrap SET box = ? WHERE what LIKE 'share%' AND holder = ?", box, int(member))
    with pytest.raises(RuleBroken, match="La part de Chloé Hénaff") as refusal:
        recovery.seed_from_desks(house.file, [house.sign_in("manager"), house.sign_in("member")])
    assert rule_of(refusal) == "KEY-03"


# ------------------------------------------------------------------------------------------------ another code

IBAN = {"v": 1, "iban": "FR7630006000011234567890189"}


def used(house: House) -> str:
    """Entrust the bank, print the code, use it as one day without passwords; return the code that is now dead."""
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": IBAN["iban"]})
    code = printed(house)
    recovery.recover(house.file, recovery.seed_from_code(code), ["Anne", "Inès"], login="founder", password=NEW)
    house.desks.clear()
    house.sign_in("founder", NEW)
    return code


def test_a_used_code_opens_nothing_any_more_and_the_next_one_does(house: House) -> None:
    old = used(house)
    with pytest.raises(RuleBroken) as refusal:
        recovery.recover(house.file, recovery.seed_from_code(old), ["Anne"], login="manager", password=NEW)
    assert rule_of(refusal) == "KEY-20"
    dead = derive.recovery_identity(recovery.seed_from_code(old))
    for (box,) in house.rows("SELECT box FROM wrap"):
        with pytest.raises(Unopened):
            dead.open(box)
    state = recovery.recovery_state(house.desk("founder"))
    assert (state.alarming, state.mine_to_print, state.used_on, state.missing) == (True, True, date(2026, 3, 2), ())
    fresh = printed(house)
    assert fresh != old
    assert not recovery.recovery_state(house.desk("founder")).alarming
    accounts.reset_password(house.desk("founder"), house.people["delegate"], NEW)
    recovery.recover(house.file, recovery.seed_from_code(fresh), ["Anne"])
    house.sign_in("delegate", NEW)
    assert house.read("delegate", "member") == [IBAN]


def test_everybody_goes_on_after_a_new_code_as_before(house: House) -> None:
    used(house)
    for who in ("manager", "delegate", "member", "other"):
        house.sign_in(who)
    assert house.read("delegate", "member") == [IBAN]
    assert house.own("member") == [IBAN]
    house.put("delegate", "other", {"iban": "DE89370400440532013000"})
    house.desks.clear()
    for who in ("delegate", "member", "other"):
        house.sign_in(who)
    assert house.own("other") == [{"v": 1, "iban": "DE89370400440532013000"}]
    assert [v for v in verify(house.file) if v.differences] == []


def test_who_holds_the_dead_code_signs_nothing_any_more(house: House) -> None:
    """With the former code and a hexadecimal editor: another delegation, another certificate, another root."""
    old = derive.recovery_identity(recovery.seed_from_code(used(house)))
    member = int(house.people["member"])
    forged = Delegation(
        id=7, compartment="bank", holder=member, right="write", export=True, starts_on=date(2026, 3, 1), ends_on=None,
        same_day=False, proposed_by=0, decision="faux", by=0, by_generation=1,
    )  # fmt: skip
    house.edit(
        "INSERT INTO delegation VALUES (7, 'bank', ?, 'write', 1, '2026-03-01', NULL, 0, 0, 'faux', 0, 1, ?)",
        member,
        old.sign(delegation_statement(forged)),
    )
    founder = house.sign_in("founder", NEW)
    assert member not in {d.person_id for d in delegating.key_delegations(founder)}
    house.edit("DELETE FROM delegation WHERE id = 7")
    mine = new_identity()
    root = Principal(holder=0, generation=2, box=mine.public.box, sign=mine.public.sign, by=None, by_generation=None)
    change = RootChange(id=2, former=old.public.sign, by=0, by_generation=1, proof=[])
    house.edit("UPDATE principal SET box = ?, sign = ?, certificate = ? WHERE holder = 0 AND generation = 2",
               root.box, root.sign, mine.sign(principal_statement(root)))  # fmt: skip
    house.edit("UPDATE root_change SET signature = ?, own = ?",
               old.sign(change_statement(change, root)), mine.sign(change_statement(change, root)))  # fmt: skip
    for who, password in (("founder", NEW), ("other", PASSWORD)):
        with pytest.raises(RuleBroken) as refusal:
            house.sign_in(who, password)
        assert rule_of(refusal) == "KEY-06"


def test_the_change_taken_out_of_the_file_is_missed(house: House) -> None:
    used(house)
    house.edit("DELETE FROM root_change")
    house.edit("DELETE FROM principal WHERE holder = 0 AND generation = 2")
    for who, password in (("founder", NEW), ("other", PASSWORD)):
        with pytest.raises(RuleBroken) as refusal:
            house.sign_in(who, password)
        assert rule_of(refusal) == "KEY-06"


def test_a_lost_code_is_replaced_while_somebody_governs_and_a_key_holder_follows(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": IBAN["iban"]})
    old = printed(house)
    founder = house.desk("founder")
    assert recovery.renew_code(founder, "enveloppe perdue", ["Anne Fondatrice"]) == ("Coordonnées bancaires",)
    assert recovery.recovery_state(founder).missing == ("Coordonnées bancaires",)
    house.sign_in("delegate")
    assert recovery.recovery_state(founder).missing == ()
    house.sign_in("founder")
    fresh = printed(house)
    with pytest.raises(RuleBroken) as refusal:
        recovery.recover(house.file, recovery.seed_from_code(old), ["Anne"])
    assert rule_of(refusal) == "KEY-20"
    accounts.reset_password(house.desk("founder"), house.people["delegate"], NEW)
    recovery.recover(house.file, recovery.seed_from_code(fresh), ["Anne"])
    house.sign_in("delegate", NEW)
    assert house.read("delegate", "member") == [IBAN]
    house.sign_in("other")
    line = next(n for n in journal_lines(house.desk("founder")) if n.action == "core.renew_code")
    assert "enveloppe perdue. En présence de Anne Fondatrice" in line.said[0]


def test_after_a_lost_code_an_older_side_file_does_not_open_the_file_of_today(house: House) -> None:
    old = recovery.seed_from_code(printed(house))
    folder = house.file.folder
    before = slots.read(folder)
    recovery.replace_code(house.desk("founder"), "enveloppe perdue", ["Anne"])
    keys = [key.reveal() for key in slots.opened_by_seed(before, old)]
    assert house.file.file_key().reveal() not in keys
    with pytest.raises(RuleBroken) as refusal:
        slots.opened_by_seed(slots.read(folder), old)
    assert rule_of(refusal) == "KEY-20"
    house.sign_in("other")


def test_only_the_governance_makes_a_new_code_and_says_why(house: House) -> None:
    with pytest.raises(RuleBroken) as refusal:
        recovery.renew_code(house.desk("founder"), " ", ["Anne"])
    assert rule_of(refusal) == "KEY-21"
    for who in ("member", "delegate"):
        with pytest.raises(Refused):
            recovery.renew_code(house.desk(who), "perdu", ["Chloé"])


def test_a_new_code_vouched_for_by_somebody_who_does_not_govern_is_refused(house: House) -> None:
    printed(house)
    recovery.renew_code(house.desk("founder"), "enveloppe perdue", ["Anne"])
    member = house.people["member"]
    house.edit('UPDATE root_change SET "by" = ?', int(member))
    with pytest.raises(RuleBroken) as refusal:
        house.sign_in("other")
    assert rule_of(refusal) == "KEY-06"


def test_once_a_year_somebody_says_who_holds_the_code(house: House) -> None:
    founder = house.desk("founder")
    with pytest.raises(RuleBroken):
        recovery.code_is_held(founder, "Anne")
    printed(house)
    with pytest.raises(RuleBroken):
        recovery.code_is_held(founder, " ")
    house.on(date(2027, 3, 3))
    recovery.code_is_held(founder, "Anne Fondatrice, au coffre de la banque")
    assert recovery.recovery_state(founder).held_on == date(2027, 3, 3)

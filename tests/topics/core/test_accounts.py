"""Signing in, passwords, and who may open and close accounts."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest

from coop_desk.core import accounts, delegating
from coop_desk.core.accounts import TooSoon, check_password, delay_seconds, sign_in
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.reading_journal import journal_lines
from tests.conftest import CHEAP, PASSWORD, TestCoop

NEW = "Tilleul-9-Passerelle!"


def wait(coop: TestCoop, seconds: int) -> None:
    assert coop.clock.held is not None
    coop.clock.held += timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "password",
    [
        "Peuplier-7-Canal!",
        "azur Ponton 4 écluse",
        "corde lanterne moulin figue orage tabac vitre",
        "Zébrures!2026",
    ],
)
def test_a_long_and_varied_password_is_accepted(password: str) -> None:
    check_password(password, "Inès Pérez", "ines")


@pytest.mark.parametrize(
    ("password", "own"),
    [
        ("", ()),
        ("Court-1!", ()),
        ("minusculesseulement", ()),
        ("MotDePasse1", ()),
        ("cinq mots ne suffisent pas", ()),
        ("Inès-Pérez-2026!", ("Inès Pérez",)),
        ("ines-PEREZ-2026!", ("Inès Pérez",)),
        ("Lefevre!Lefevre!8", ("Éloïse Lefèvre", "eloise")),
        ("Compta.2026!abc", ("Odile Tanguy", "compta@ateliers")),
    ],
)
def test_an_easy_password_is_refused(password: str, own: tuple[str, ...]) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_password(password, *own)
    assert refusal.value.rule == "ACCOUNT-05"


def test_a_common_password_is_refused_however_it_is_written() -> None:
    common = sorted(accounts._common_passwords(), key=len)[-1]
    with pytest.raises(RuleBroken):
        check_password(common)


def test_the_delay_doubles_up_to_a_minute() -> None:
    assert [delay_seconds(n) for n in range(11)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert delay_seconds(1000) == 60


def test_the_right_password_opens_a_desk_whatever_the_case_of_the_login(coop: TestCoop) -> None:
    desk = sign_in(coop.file, " MANAGER ", PASSWORD)
    assert desk.person_id == coop.person("manager")
    assert "manager" in {title.code for title in desk.titles}


def answers(coop: TestCoop, login: str) -> list[str]:
    said = []
    for _attempt in range(5):
        try:
            sign_in(coop.file, login, "pas le bon")
        except TooSoon as wait_for:
            said.append(str(wait_for))
            wait(coop, wait_for.seconds)
        except Refused as refusal:
            said.append(str(refusal))
    return said


def test_an_unknown_or_closed_login_gets_the_answers_of_a_known_one_delay_included(coop: TestCoop) -> None:
    accounts.close_account(coop.desk("keeper"), coop.person("nobody"))
    known = answers(coop, "manager")
    assert any("attendez" in said for said in known)
    assert answers(coop, "jamais-vu") == known
    assert answers(coop, "nobody") == known


def test_wrong_passwords_slow_down_and_the_right_one_forgives(coop: TestCoop) -> None:
    for _attempt in range(3):
        with pytest.raises(Refused):
            sign_in(coop.file, "secretary", "faux")
    with pytest.raises(TooSoon):
        sign_in(coop.file, "secretary", PASSWORD)
    wait(coop, 1)
    sign_in(coop.file, "secretary", PASSWORD)
    with pytest.raises(Refused):
        sign_in(coop.file, "secretary", "faux")


def test_the_delay_holds_in_a_file_opened_read_only(coop: TestCoop) -> None:
    with open_coop(coop.file.folder, read_only=True, clock=coop.clock) as looked_at:
        for _attempt in range(3):
            with pytest.raises(Refused):
                sign_in(looked_at, "manager", "faux")
        with pytest.raises(TooSoon):
            sign_in(looked_at, "manager", PASSWORD)


def test_attempts_are_in_the_journal(coop: TestCoop) -> None:
    for login, password in (("manager", "faux"), ("jamais-vu", "faux"), ("manager", PASSWORD)):
        with suppress(Refused):
            sign_in(coop.file, login, password)
    newest = journal_lines(coop.desk("keeper"), limit=3)
    assert [line.outcome for line in newest] == ["done", "refused", "refused"]
    assert all("faux" not in str(line) and PASSWORD not in str(line) for line in newest)


def test_a_closed_account_opens_nothing_until_a_new_password_is_given(coop: TestCoop) -> None:
    keeper = coop.desk("keeper")
    accounts.close_account(keeper, coop.person("bookkeeper"))
    with pytest.raises(Refused):
        sign_in(coop.file, "bookkeeper", PASSWORD)
    assert not next(r for r in accounts.accounts(keeper) if r.login == "bookkeeper").active
    accounts.reset_password(keeper, coop.person("bookkeeper"), NEW, cost=CHEAP)
    sign_in(coop.file, "bookkeeper", NEW)


def test_a_co_op_is_founded_once(coop: TestCoop) -> None:
    with pytest.raises(RuleBroken, match="première personne"):
        accounts.found(coop.file, "Jean", "Second", "second", NEW, cost=CHEAP)


def test_one_account_for_a_person_and_one_person_for_a_login(coop: TestCoop) -> None:
    keeper = coop.desk("keeper")
    for login, person in (("Manager", None), ("autre", coop.person("manager"))):
        with pytest.raises(RuleBroken) as refusal:
            accounts.open_account(keeper, login, NEW, person_id=person, family_name="Neuf", cost=CHEAP)
        assert refusal.value.rule == "ACCOUNT-04"
    for login, name in (("a b", "Neuf"), ("x", "Neuf"), ("neuf", " ")):
        with pytest.raises(RuleBroken) as refusal:
            accounts.open_account(keeper, login, NEW, family_name=name, cost=CHEAP)
        assert refusal.value.rule == "ACCOUNT-03"


def test_people_change_their_own_password_knowing_the_present_one(coop: TestCoop) -> None:
    desk = coop.desk("nobody")
    with pytest.raises(Refused):
        accounts.change_password(desk, "pas le bon", NEW, cost=CHEAP)
    accounts.change_password(desk, PASSWORD, NEW, cost=CHEAP)
    sign_in(coop.file, "nobody", NEW)
    with pytest.raises(Refused):
        sign_in(coop.file, "nobody", PASSWORD)


def close_own(coop: TestCoop) -> None:
    accounts.close_account(coop.desk("keeper"), coop.person("keeper"))


def give_oneself(coop: TestCoop) -> None:
    delegating.give_title(coop.desk("manager"), coop.person("manager"), "secretary", date(2026, 1, 2), None, "moi")


def end_all_givers(coop: TestCoop) -> None:
    manager = coop.desk("manager")
    for row in delegating.grants(manager):
        if row.title == "Tenue du dossier informatique":
            delegating.end_grant(manager, row.id, date(2026, 1, 2), "Fin")


def end_last_of_governance(coop: TestCoop) -> None:
    manager = coop.desk("manager")
    for row in delegating.grants(manager):
        if row.title == "Gérance ou présidence":
            delegating.end_grant(manager, row.id, date(2026, 1, 2), "Fin")


def close_all_givers(coop: TestCoop) -> None:
    for who in ("manager", "founder"):
        accounts.close_account(coop.desk("keeper"), coop.person(who))


@pytest.mark.parametrize(
    ("attempt", "rule"),
    [
        (close_own, "ACCOUNT-06"),
        (give_oneself, "GRANT-01"),
        (end_all_givers, "GRANT-06"),
        (end_last_of_governance, "KEY-18"),
        (close_all_givers, "GRANT-06"),
    ],
)
def test_nobody_helps_themselves_and_somebody_always_remains(
    coop: TestCoop, attempt: Callable[[TestCoop], None], rule: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        attempt(coop)
    assert refusal.value.rule == rule
    assert sign_in(coop.file, "keeper", PASSWORD).allows(accounts.open_account)
    assert any(coop.desk(who).allows(delegating.give_title) for who in ("founder", "manager"))


def test_a_closed_desk_does_nothing_more(coop: TestCoop) -> None:
    desk = coop.desk("keeper")
    desk.close()
    with pytest.raises(Refused, match="fermée"):
        accounts.accounts(desk)
    assert desk.titles == ()
    assert not desk.allows(accounts.accounts)


def test_passwords_cost_what_the_reference_asks() -> None:
    assert accounts.LEAST_COST.memory >= 64 * 2**20
    assert accounts.Cost() == accounts.Cost(3, 256 * 2**20)
    digest = accounts.hash_password("x", CHEAP)
    assert digest.startswith("$argon2id$")

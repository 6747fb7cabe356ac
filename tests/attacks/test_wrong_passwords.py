"""A16: a thousand wrong passwords take longer and longer, and the answer never tells which logins exist."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from nacl import pwhash

from coop_desk.core import accounts
from coop_desk.core.crypto import passwords
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.errors import Refused
from coop_desk.core.file import CoopFile, open_coop
from coop_desk.core.reading_journal import journal_lines
from tests.conftest import PASSWORD, TestCoop
from tests.faults.form import seconds, times

TRIES = 1000
WRONG = "Faux-7-Canal-Peuplier!"


def knock(coop: TestCoop, file: CoopFile, login: str, times: int) -> list[int]:
    """Give wrong passwords, each as soon as the program accepts one; return how long each had to wait."""
    waits = []
    for _time in range(times):
        waited = 0
        while True:
            try:
                accounts.sign_in(file, login, WRONG)
            except accounts.TooSoon as soon:
                waited += soon.seconds
                assert coop.clock.held is not None
                coop.clock.held += timedelta(seconds=soon.seconds)
            except Refused:
                break
        waits.append(waited)
    return waits


@pytest.mark.parametrize("login", ["keeper", "personne.ici"], ids=["known", "unknown"])
def test_the_delay_grows_to_a_minute_and_stays_there(coop: TestCoop, login: str) -> None:
    waits = knock(coop, coop.file, login, 12)
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.timeout(seconds(120))
def test_a_thousand_tries_are_counted_slowed_down_and_forgotten_by_the_right_password(coop: TestCoop) -> None:
    """Long: the thousand are typed. Short: the account is set where 990 tries would have brought it, ten are typed."""
    from coop_desk.core.actions import Act, Inner, transact
    from coop_desk.core.limits import EVERYONE

    typed = times(10, TRIES)

    def bring(act: Act) -> None:
        account = act.session.get_one(accounts.Account, 2)
        account.wrong_attempts = TRIES - typed
        account.last_attempt = act.now

    transact(coop.file, Inner("test.tries", "Essais"), None, EVERYONE, "", bring)
    login = accounts.accounts(coop.desk("keeper"))
    known = next(row.login for row in login if row.person_id == coop.person("keeper"))
    assert known == "keeper"
    waits = knock(coop, coop.file, known, typed)
    assert waits[1:] == [accounts.delay_seconds(n) for n in range(TRIES - typed + 1, TRIES)]
    assert waits[-9:] == [60] * 9
    lines = journal_lines(coop.desk("keeper"), limit=2 * TRIES)
    assert len([line for line in lines if "Mot de passe refusé." in line.said]) == typed
    assert coop.clock.held is not None
    coop.clock.held += timedelta(seconds=60)
    accounts.sign_in(coop.file, known, PASSWORD)
    assert knock(coop, coop.file, known, 3) == [0, 0, 0]
    assert [accounts.delay_seconds(n) for n in range(TRIES)] == sorted(accounts.delay_seconds(n) for n in range(TRIES))
    assert accounts.delay_seconds(TRIES) == 60


# --------------------------------------------------------------------------------------------- same work


class Work(list[tuple[int, int]]):
    """Each key derivation: passes and memory. That is where the time of a sign-in goes."""


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Count the work of Argon2id, wherever it is asked for."""
    work = Work()

    def watching(real: Callable[..., Any]) -> Callable[..., Any]:
        names = list(inspect.signature(real).parameters)

        def run(*given: Any, **more: Any) -> Any:
            said = dict(zip(names, given, strict=False)) | more
            if "opslimit" in said:
                work.append((said["opslimit"], said["memlimit"]))
            else:
                cost = dict(part.split("=") for part in said["password_hash"].split(b"$")[3].decode().split(","))
                work.append((int(cost["t"]), int(cost["m"]) * 1024))
            return real(*given, **more)

        return run

    with monkeypatch.context() as patch:
        for name in ("kdf", "verify"):
            patch.setattr(pwhash.argon2id, name, watching(getattr(pwhash.argon2id, name)))
        patch.setattr(pwhash, "verify", watching(pwhash.verify))
        yield work


def work_of(file: CoopFile, login: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Work, str]:
    """The work of one wrong try, and what was answered."""
    with counted(monkeypatch) as work, pytest.raises(Refused) as refusal:
        accounts.sign_in(file, login, WRONG)
    return work, str(refusal.value)


@pytest.mark.parametrize("shut", [True, False], ids=["file shut", "file open"])
def test_known_and_unknown_names_cost_the_same_work_and_get_the_same_answer(
    coop: TestCoop, monkeypatch: pytest.MonkeyPatch, shut: bool
) -> None:
    if shut:
        coop.file.close()
        held.forget()
        coop.file = open_coop(coop.file.folder, clock=coop.clock)
        assert coop.file.is_shut
    known, said = work_of(coop.file, "keeper", monkeypatch)
    unknown, same = work_of(coop.file, "personne.ici", monkeypatch)
    assert said == same
    assert sum(passes * memory for passes, memory in known) > 0
    heavy, light = (sum(passes * memory for passes, memory in work) for work in (known, unknown))
    assert abs(heavy - light) <= 0.1 * heavy
    if shut:
        coop.file.close()


def test_the_harness_sees_an_unknown_name_answered_at_once(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: no key derived for a name that nobody has."""
    monkeypatch.setattr(accounts, "_take_as_long", lambda _coop, _password: False)
    known, _said = work_of(coop.file, "keeper", monkeypatch)
    unknown, _same = work_of(coop.file, "personne.ici", monkeypatch)
    assert sum(passes * memory for passes, memory in known) > 0
    assert sum(passes * memory for passes, memory in unknown) == 0


def test_senseless_costs_are_refused_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a doctored slot could ask for (A20), seen from here: nothing is computed."""
    from coop_desk.core.crypto.secret import Secret
    from coop_desk.core.errors import RuleBroken

    with counted(monkeypatch) as work, pytest.raises(RuleBroken):
        passwords.key_from(Secret(b"x"), bytes(16), passwords.Cost(11, 2**31))
    assert work == []

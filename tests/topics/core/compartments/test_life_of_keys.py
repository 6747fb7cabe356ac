"""The life of keys at random, and the faults planted to see that each would be noticed.

Short: a few lives at random, and each fault found by a story, or on the way that leads to it. COOP_DESK_LONG=100
(`--long`) lives a hundred lives, and finds each planted fault at random, nothing told, within a minute of the
processor's time. The great events begin the lives in turn, in an order drawn: none is long in coming. COOP_DESK_SEED
draws other lives.
"""

import os
import random
import shutil
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import run_state_machine_as_test

from coop_desk.core import accounts, database, delegating
from coop_desk.core.backup import afterwards
from coop_desk.core.compartments import enrolment, epochs, governing, opening, rotation, sealed
from coop_desk.core.compartments.trust import Trust
from coop_desk.core.crypto import derive
from coop_desk.core.errors import OutOfBounds, Refused, RuleBroken
from coop_desk.core.model import PersonId
from coop_desk.core.trusted_time import TrustedClock
from tests.conftest import CHEAP
from tests.topics.core.backup import test_afterwards as restorings
from tests.topics.core.compartments import test_attacks as attacks
from tests.topics.core.compartments import test_forgotten_passwords as forgotten
from tests.topics.core.compartments import test_governance as governance
from tests.topics.core.compartments import test_leaked_password as leaks
from tests.topics.core.compartments import test_outside_access as outside
from tests.topics.core.compartments import test_sealed_records as records
from tests.topics.core.compartments.conftest import DAY, House
from tests.topics.core.compartments.life import FIRST, Kept, LifeOfKeys

LONG = int(os.environ.get("COOP_DESK_LONG", "0"))
SEED = int(os.environ.get("COOP_DESK_SEED", "1"))


def at_ease(patch: pytest.MonkeyPatch) -> None:
    """Keys cost little, nothing waits for the disk nor is kept before a renewal: thousands of acts, no power cut."""
    patch.setattr(accounts, "FULL_COST", CHEAP)
    patch.setattr(rotation, "keep_before", nothing)
    patch.setitem(database._SETTINGS, "synchronous", 0)


Founded = tuple[Path, dict[str, PersonId]]


def begun(founded: Founded, place: Path) -> Kept:
    """The co-op in which every life begins, made once: somebody is in charge of each compartment."""
    with pytest.MonkeyPatch.context() as patch:
        at_ease(patch)
        patch.setenv("COOP_DESK_CONFIG", str(place))
        patch.setattr(LifeOfKeys, "source", Kept(*founded, DAY, {}), raising=False)
        life = LifeOfKeys()
        life.somebody_is_in_charge()
        life.file.close()
        kept = Kept(place / life.file.folder.name, life.house.people, DAY, life.remembered())
        shutil.move(life.file.folder, kept.folder)
        shutil.rmtree(life.place)
    return kept


@pytest.fixture(scope="session")
def in_charge(founded_house: Founded, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """That co-op, made by the program as it is."""
    return begun(founded_house, tmp_path_factory.mktemp("in-charge"))


@pytest.fixture
def machine(in_charge: Kept, monkeypatch: pytest.MonkeyPatch) -> type[LifeOfKeys]:
    """The machine, on copies of the co-op made once."""
    at_ease(monkeypatch)
    monkeypatch.setattr(LifeOfKeys, "source", in_charge, raising=False)
    return LifeOfKeys


def lived(machine: type[LifeOfKeys], turns: int, lives: int, steps: int) -> None:
    """Live so many lives at each turn, which begin with the same great event."""
    order = random.Random(SEED).sample(list(FIRST), len(FIRST))
    for turn, first in enumerate(islice(cycle(order), turns)):
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            seed(SEED * 1000 + turn)(type(f"LifeWhere{turn}", (machine,), {"first": first})),
            settings=settings(
                max_examples=lives,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.mark.timeout(3600 if LONG else 120)
def test_keys_live_as_the_model_says(machine: type[LifeOfKeys]) -> None:
    lived(machine, *((len(FIRST), -(-LONG // len(FIRST)), 30) if LONG else (1, 2, 8)))


# --------------------------------------------------------------------------------------------- planted faults

may, opened_box, still_due = Trust.may, sealed.opened_box, opening._still_due
subject_key, about = derive.subject_key, sealed.record_about


def nothing(*_args: Any, **_more: Any) -> Any:
    return None


FAULTS: dict[str, tuple[tuple[object, str, Any], ...]] = {
    "no rotation after a revocation": ((rotation, "owed", lambda act, compartment: []),),
    "a right to read allows to write": (
        (Trust, "may", lambda self, person, place, right, at, **more: may(self, person, place, "read", at, **more)),
    ),
    "no floor under the time": ((TrustedClock, "now", TrustedClock.pc_time),),
    "dates are not looked at": ((Trust, "dated", lambda self, d, day: True),),
    "keys kept at a reset": (
        (enrolment, "renew", enrolment.enrol),
        (opening, "_still_due", lambda act, wrap: wrap.what != "K" or any(
            not epochs.trust_of(act).over(d, act.now)
            for d in epochs.trust_of(act).delegations(wrap.compartment, wrap.holder))),
    ),
    "no clean-up at the opening": ((opening, "take_back", nothing),),
    "certificates not verified": ((Trust, "certified", lambda self, p: True),),
    "delegations not verified": ((Trust, "decided", lambda self, d: True),),
    "journal not asked who could": ((Trust, "announced", lambda self, record, by, able: True),),
    "signature of wraps not verified": ((Trust, "wrap_holds", lambda self, w: True),),
    "key of the epoch not compared": (
        (Trust, "wrap_holds", lambda self, w: True),
        (derive, "key_id", lambda key: b"k" * 16),
    ),
    "floor of epochs not looked at": ((Trust, "remembered", lambda self, record: False),),
    "signature of epochs not verified": ((Trust, "epoch_holds", lambda self, e: True),),
    "person left out of the key": ((derive, "subject_key", lambda key, person: subject_key(key, 1)),),
    "number left out of what is authenticated": (
        (sealed, "record_about", lambda c, id_, n, version, person: about(c, 0, n, version, person)),
    ),
    "version not compared with the journal": (
        (sealed, "times_written", lambda act, ids=None: _Any()),
    ),
    "mark of the writer not verified": (
        (sealed, "opened_box", lambda key, subject, what, box: opened_box(None, subject, what, box)),
    ),
    "an incomplete copy is rotated": ((rotation, "_check_complete", nothing),),
    "what a leaked password opened is not renewed": ((Trust, "disclosed", lambda self: []),),
    "keys sign before they are certified": ((epochs, "signs", lambda act: True),),
    "the governance outlives the title": ((governing, "left", lambda act: []),),
    "the keeper of accounts enters as a manager": ((accounts, "_check_may_enter_as", nothing),),
    "an access from outside stays open": ((accounts, "close_ended", nothing),),
    "more is given than an access lasts": ((delegating, "check_within_access", nothing),),
    "what was withdrawn comes back with a backup": ((afterwards, "keep_ended", nothing),),
}  # fmt: skip


class _Any(dict[int, Any]):
    """Times written that are whatever is asked for."""

    def get(self, key: int, default: Any = None) -> Any:
        return _Equal()


class _Equal:
    def __add__(self, other: object) -> "_Equal":
        return self

    def __sub__(self, other: object) -> "_Equal":
        return self

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = None  # type: ignore[assignment]


Story = Callable[[House], None]


def with_records(story: Callable[..., None], *more: Any) -> Story:
    """A story that starts from two sealed records."""

    def tell(house: House) -> None:
        house.entrust("delegate", "bank", ends=attacks.date(2026, 6, 30))
        house.put("delegate", "member", attacks.IBAN)
        house.put("delegate", "other", {"iban": "autre"})
        story(house, *more)

    return tell


def spoilt(how: Callable[[House], None]) -> Story:
    """The story of a record altered in one way."""
    return with_records(attacks.test_a_record_swapped_moved_copied_or_put_back_is_refused_and_its_person_named, how)


NOTICED: dict[str, Story] = {
    "no rotation after a revocation": with_records(attacks.test_a_former_delegate_opens_nothing_with_the_key_they_kept),
    "a right to read allows to write": records.test_the_key_alone_is_not_a_right_and_the_right_alone_is_not_a_key,
    "dates are not looked at": attacks.test_a_delegate_reads_from_the_first_day_to_the_last_and_is_refused_around,
    "no floor under the time": lambda house: attacks.test_a_clock_turned_back_gives_no_record_back(house),
    "keys kept at a reset": attacks.test_who_keeps_the_accounts_and_gives_a_manager_a_password_gets_none_of_their_keys,
    "no clean-up at the opening": attacks.test_a_delegate_reads_from_the_first_day_to_the_last_and_is_refused_around,
    "certificates not verified": attacks.test_a_public_key_put_in_the_row_of_the_delegate_receives_nothing_at_the_grant,
    "delegations not verified": with_records(attacks.test_a_delegation_written_by_hand_gives_nothing),
    "journal not asked who could": attacks.test_a_second_governor_signs_and_a_former_one_does_not,
    "signature of wraps not verified": with_records(attacks.test_another_s_wrap_is_no_use),
    "key of the epoch not compared": with_records(
        attacks.test_a_key_of_one_s_own_choice_wrapped_to_the_delegate_is_refused
    ),
    "floor of epochs not looked at": with_records(attacks.test_a_file_whose_newest_epoch_was_removed_is_refused),
    "signature of epochs not verified": with_records(attacks.test_an_epoch_of_one_s_own_is_refused),
    "person left out of the key": records.test_the_delegate_writes_and_reads_and_each_person_reads_their_own,
    "number left out of what is authenticated": spoilt(attacks.swapped_rows),
    "version not compared with the journal": spoilt(attacks.older_version_put_back),
    "mark of the writer not verified": spoilt(attacks.written_by_its_own_subject),
    "an incomplete copy is rotated": with_records(
        attacks.test_a_rotation_of_an_incomplete_copy_is_refused_and_changes_nothing
    ),
    "what a leaked password opened is not renewed": lambda house: (
        leaks.test_who_only_reads_leaves_a_renewal_owed_until_it_is_done(leaks.with_two_delegates(house))
    ),
    "keys sign before they are certified": lambda house: (
        leaks.test_the_new_keys_sign_nothing_before_the_governance_certifies_them(leaks.with_two_delegates(house))
    ),
    "the governance outlives the title": (
        governance.test_a_title_ended_early_closes_it_at_once_and_the_revocation_is_signed_by_another
    ),
    "the keeper of accounts enters as a manager": lambda house: (
        forgotten.test_the_manager_is_given_a_password_by_the_governance_or_by_the_paper_only(
            forgotten.with_keeper(house)
        )
    ),
    "an access from outside stays open": lambda house: (
        outside.test_the_access_closes_by_itself_and_its_keys_are_renewed(outside.with_bookkeeper(house))
    ),
    "what was withdrawn comes back with a backup": lambda house: (
        restorings.test_who_was_revoked_since_gets_nothing_back_and_each_key_is_asked_to_be_renewed(
            house, restorings.since_then_revoked(house)
        )
    ),
    "more is given than an access lasts": lambda house: outside.test_nothing_is_given_for_longer_than_the_access_lasts(
        outside.with_bookkeeper(house)
    ),
}
RED = (AssertionError, Refused, RuleBroken, OutOfBounds, pytest.fail.Exception, FlakyFailure)


@pytest.fixture
def planted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The program with one fault in it."""
    name: str = request.param
    for place, attribute, wrong in FAULTS[name]:
        monkeypatch.setattr(place, attribute, wrong)
    return name


@pytest.mark.parametrize("planted", FAULTS, indirect=True)
def test_a_planted_fault_turns_its_story_red(planted: str, house: House) -> None:
    with pytest.raises(RED):
        NOTICED[planted](house)


# What is to happen, at least, for the life of keys to show the fault: steps of life.py and what they are told.
Way = tuple[tuple[Any, ...], ...]
FORGED: Way = (("forge", "member", "other", "bank"),)
ELECTED: Way = (("elect", "member", 10, True, True),)
FIRM_CALLED_IN: Way = (("call_a_firm_in", "bank", 1, "member"),)
WAYS: dict[str, Way] = {
    "no rotation after a revocation": (
        ("grant", "member", "bank", "read", 0, 60), ("withdraw",), ("sign_in", "delegate")),
    "a right to read allows to write": (("grant", "member", "bank", "read", 0, 10),),
    "dates are not looked at": (("grant", "other", "bank", "write", 5, 10),),
    "no floor under the time": (("turn_the_clock_back", "member", 42, False),),
    "keys kept at a reset": (("forget_password", "delegate", "bank", "founder"),),
    "no clean-up at the opening": (
        ("grant", "other", "pay/2026", "read", 0, 1), ("time_passes", 5), ("sign_in", "founder")),
    "what was withdrawn comes back with a backup": (("lose_what_was_done_since", "member", "bank"),),
    "certificates not verified": FORGED,
    "delegations not verified": FORGED,
    "journal not asked who could": FORGED,
    "signature of wraps not verified": FORGED,
    "key of the epoch not compared": FORGED,
    "floor of epochs not looked at": FORGED,
    "signature of epochs not verified": FORGED,
    "person left out of the key": (("put", "delegate", "bank", "other"),),
    "number left out of what is authenticated": FORGED,
    "version not compared with the journal": FORGED,
    "mark of the writer not verified": FORGED,
    "an incomplete copy is rotated": FORGED,
    "what a leaked password opened is not renewed": (("leak_password", "member", "pay/2026", "read"),),
    "keys sign before they are certified": (("leak_password", "delegate", "bank", "write"),),
    "the governance outlives the title": ELECTED,
    "the keeper of accounts enters as a manager": ELECTED,
    "an access from outside stays open": FIRM_CALLED_IN,
    "more is given than an access lasts": FIRM_CALLED_IN,
}  # fmt: skip


def told(machine: type[LifeOfKeys], *ways: Way) -> None:
    """Live exactly this, in one life, and look after each part of it."""
    life = machine()
    try:
        life.everybody_is_at_work()
        for way in ways:
            for step, *with_ in way:
                getattr(life, step)(*with_)
            life.look()
    finally:
        life.teardown()


# Short: one fault of each way, each of them having its own story above besides; long: all of them.
SHOWN = list(FAULTS) if LONG else [next(fault for fault in FAULTS if WAYS[fault] == way) for way in set(WAYS.values())]


@pytest.mark.parametrize("planted", sorted(SHOWN), indirect=True)
def test_the_life_of_keys_shows_a_planted_fault(planted: str, machine: type[LifeOfKeys]) -> None:
    with pytest.raises(RED):
        told(machine, WAYS[planted])


def test_without_a_fault_the_same_life_holds(machine: type[LifeOfKeys]) -> None:
    told(
        machine,
        *dict.fromkeys(WAYS.values()),
        (("enrol", "manager", "bank", "read"), ("lose_a_session", "delegate", "bank")),
    )


@pytest.mark.skipif(LONG == 0, reason="the long form looks for them at random")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("planted", FAULTS, indirect=True)
def test_a_planted_fault_is_found_at_random_within_a_minute(
    planted: str,
    machine: type[LifeOfKeys],
    founded_house: Founded,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = process_time()
    with pytest.raises(RED) as found:
        monkeypatch.setattr(machine, "source", begun(founded_house, tmp_path))  # the fault was there from the start
        lived(machine, 10 * len(FIRST), 2, 10)  # many short lives: each draws other steps to be told from
    taken = process_time() - began
    print(f"{planted}, seed {SEED}: found in {taken:.1f} s ({found.type.__name__}: {str(found.value)[:100]})")
    assert taken < 60

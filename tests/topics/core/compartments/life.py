"""The life of keys, told at random beside a model of sets: grants, ends, titles, resets, leaks, rotations, clocks.

Aimed: three people, two compartments, whoever is granted acts at once, and the key is stolen at every grant.
Among them somebody writes in the file with an own tool (forgeries.py), somebody keeps the accounts without governing,
a firm comes from outside for some days, somebody new is given an access, and a backup comes back.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coop_desk.core import accounts, anchors, journal, recovery
from coop_desk.core import delegating as titles
from coop_desk.core.backup import protection, restoring, verbs
from coop_desk.core.compartments import delegating, epochs, governing
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.sealing import Unopened, unseal
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.leaked_password import replace_leaked_password
from coop_desk.core.model import PersonId
from coop_desk.core.outside_access import open_outside_access
from coop_desk.core.own_keys import own_keys
from coop_desk.core.taking_up import take_up_again
from coop_desk.core.trusted_time import TrustedClock
from tests.conftest import CHEAP, PASSWORD, ring_of
from tests.topics.core.compartments.conftest import DAY, House
from tests.topics.core.compartments.forgeries import refused, try_all
from tests.topics.core.compartments.test_recovery import printed

PEOPLE = ("delegate", "member", "other")
FIRM, KEEPER = "firm", "manager"  # from outside, for some days; who keeps the accounts and governs nothing
NEWCOMER = "newcomer"  # who has no access yet
HOLDERS = (*PEOPLE, NEWCOMER, FIRM)
COMPARTMENTS = ("bank", "pay/2026")
who = st.sampled_from(PEOPLE)
where = st.sampled_from(COMPARTMENTS)


@dataclass
class Given:
    """A delegation as the model has it."""

    id: int
    holder: str
    compartment: str
    right: str
    starts: date
    ends: date
    revoked: bool = False

    def runs(self, day: date) -> bool:
        return not self.revoked and self.starts <= day <= self.ends

    def over(self, day: date) -> bool:
        return self.revoked or day > self.ends


@dataclass
class Stolen:
    """A key kept by a delegate with an own tool; `dead` once the compartment was renewed after their end.

    `pair` counts the keys of one's own that its holder had had when it was handed to them.
    """

    holder: str
    compartment: str
    key: Secret
    pair: int
    dead: bool = field(default=False)
    leaked: bool = field(default=False)

    def __deepcopy__(self, memo: object) -> "Stolen":
        return replace(self)  # a key is never copied


@dataclass
class Elected:
    """A title of manager as the model has it, its governance signed or not, and the last day of that governance.

    The title of somebody who resigned comes back with a backup of before, as all that is in clear; their keys do not.
    """

    grant: int
    holder: str
    ends: date
    governs: date
    signed: bool = field(default=False)


@dataclass(frozen=True)
class Kept:
    """A co-op at rest, and what the model says of it."""

    folder: Path
    people: dict[str, PersonId]
    day: date
    model: dict[str, Any]


MODEL = ("given", "records", "stolen", "passwords", "opened", "holding", "pending", "elected", "former", "pairs",
         "firm_until", "firm_closed")  # fmt: skip

# What a life may begin with: to whom, and in which compartment.
FIRST: dict[str, Callable[["LifeOfKeys", str, str], None]] = {
    "a delegation is withdrawn": lambda life, holder, place: life.withdraw(followed=True),
    "a delegation ends": lambda life, _holder, _place: life.let_one_end(),
    "a reader’s password leaks": lambda life, holder, place: life.leak_password(
        "other" if holder == "delegate" else holder, place, "read"
    ),
    "a writer’s password leaks": lambda life, _holder, place: life.leak_password("delegate", place, "write"),
    "a password is forgotten": lambda life, holder, place: life.forget_password(holder, place, "founder"),
    "a title is given": lambda life, holder, place: life.elect(holder, 10, True, True),
    "a firm is called in": lambda life, holder, place: life.call_a_firm_in(place, 1, holder),
    "the clock is turned back": lambda life, holder, place: life.turn_the_clock_back(holder, 42, False),
    "somebody forges": lambda life, _holder, _place: life.forge_about_everybody("member"),
    "somebody new comes": lambda life, _holder, place: life.enrol("founder", place, "read"),
    "a backup comes back": lambda life, holder, place: life.lose_what_was_done_since(holder, place),
}


class LifeOfKeys(RuleBasedStateMachine):
    """Rules are what people do; invariants are what must hold after each."""

    source: ClassVar[Kept]
    first: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="coop-desk-keys-"))
        shutil.copytree(self.source.folder, self.place / self.source.folder.name)
        os.environ["COOP_DESK_CONFIG"] = str(self.place / "profile")  # each life is another PC's, which saw nothing yet
        self.day = self.source.day
        self.start(self.source.people)
        self.given: list[Given] = []
        self.records: dict[str, list[tuple[str, int]]] = {c: [] for c in COMPARTMENTS}
        self.stolen: list[Stolen] = []
        self.passwords = dict.fromkeys((*PEOPLE, "founder"), PASSWORD)
        self.opened: set[str] = set()
        self.holding: dict[str, set[str]] = {c: set() for c in COMPARTMENTS}  # who has K in the file
        self.pending: set[str] = set()
        self.elected: list[Elected] = []
        self.former: dict[str, tuple[int, int, bytes, int]] = {}  # a copy kept of a record corrected since
        self.firm_until: date | None = None
        self.firm_closed = False
        self.pairs: Counter[str] = Counter()
        self.recall(self.source.model)
        self.counter, self.looks = sum(map(len, self.records.values())), 0
        self.saved: Kept | None = None
        self.code = ""  # of the paper, once it was printed

    def start(self, people: dict[str, PersonId]) -> None:
        """Start the program, the clock of the PC where it is; nobody has signed in yet."""
        clock = TrustedClock(datetime(self.day.year, self.day.month, self.day.day, 10).astimezone(UTC))
        self.file = open_coop(self.place / self.source.folder.name, clock=clock)
        self.house = House(self.file, clock, dict(people))

    def everybody_signs_in(self) -> None:
        """Open a session for each after a start: what must hold is looked at as each, and opens no session by itself.

        The model would miss the keys that such a session hands over.
        """
        self.house.sign_in(KEEPER)
        for person in ("founder", *(p for p in self.passwords if p not in ("founder", FIRM))):
            self.sign_in(person)

    def remembered(self) -> dict[str, Any]:
        """What the model says now, to be recalled."""
        return {name: deepcopy(getattr(self, name)) for name in MODEL}

    def recall(self, model: dict[str, Any]) -> None:
        """Have the model say this again."""
        for name, said in deepcopy(model).items():
            setattr(self, name, said)

    def teardown(self) -> None:
        try:
            broken = self.house.act("founder", lambda act: list(journal.broken_lines(act.session)), reading=True)
            assert broken == []
            assert anchors.verify_whole(self.file) == ""
            self.each_person_reads_exactly_their_own(PEOPLE)
        finally:
            self.file.close()
            shutil.rmtree(self.place, ignore_errors=True)

    # ------------------------------------------------------------------ the model

    def may(self, holder: str, compartment: str, right: str) -> bool:
        return any(
            d.holder == holder and d.compartment == compartment and d.runs(self.day) and right in (d.right, "read")
            for d in self.given
        )

    def able(self, compartment: str, right: str) -> list[str]:
        """Who may do that there today and has the key for it."""
        return [
            p for p in (*PEOPLE, NEWCOMER)
            if p in self.holding[compartment] - self.pending and self.may(p, compartment, right)
        ]  # fmt: skip

    def due(self, holder: str, compartment: str) -> bool:
        """True when that person is to have the key today: a delegation not over that starts within a month."""
        return any(
            d.holder == holder and d.compartment == compartment and not d.over(self.day)
            and (d.starts - self.day).days <= 31
            for d in self.given
        )  # fmt: skip

    def settled(self, actor: str) -> None:
        """What the opening of a session does, in the model."""
        self.firm_closed = self.firm_until is not None and self.day > self.firm_until
        for compartment in COMPARTMENTS:
            self.take_back(compartment)
            if actor in self.pending:
                continue  # keys that nobody certified yet hand nothing over
            if actor in self.holding[compartment] and self.may(actor, compartment, "read"):
                self.holding[compartment] |= {p for p in HOLDERS if self.due(p, compartment)} - self.pending
                if self.may(actor, compartment, "write"):
                    self.bury(compartment)

    def take_back(self, compartment: str) -> None:
        kept = {p for p in self.holding[compartment] if any(
            d.holder == p and d.compartment == compartment and not d.over(self.day) for d in self.given)}  # fmt: skip
        self.holding[compartment] = kept

    def bury(self, compartment: str) -> None:
        """The key is renewed when somebody who held it has no delegation left."""
        for theft in self.stolen:
            gone = all(d.over(self.day) for d in self.given if (d.holder, d.compartment) == (theft.holder, compartment))
            theft.dead = theft.dead or (theft.compartment == compartment and (gone or theft.leaked))

    # ------------------------------------------------------------------ what people do

    @initialize(holder=who, compartment=where)
    def begin(self, holder: str, compartment: str) -> None:
        """Each life has one of the great events at its beginning, where somebody is in charge already."""
        self.everybody_is_at_work()
        FIRST[self.first](self, holder, compartment)

    def everybody_is_at_work(self) -> None:
        """Open a session for each, nothing being due."""
        for who, person in self.house.people.items():
            self.house.desks[who] = Desk(self.file, person, who, who, ring_of(self.file, person))

    def somebody_is_in_charge(self) -> None:
        titles.give_title(self.house.desk("founder"), self.house.people[KEEPER], "file_keeper", DAY, None, "Assemblée")
        self.house.sign_in(KEEPER)
        for compartment in COMPARTMENTS:
            self.grant("delegate", compartment, "write", 0, 300)
            for about in ("delegate", "other"):  # two that nobody corrects, for whoever would exchange them
                self.put("delegate", compartment, about)
        self.grant("other", COMPARTMENTS[0], "read", 0, 60)
        self.grant("member", COMPARTMENTS[1], "write", 5, 60)  # to come: the key is there, the right is not

    @rule(holder=who, compartment=where, right=st.sampled_from(["read", "write"]),
          wait=st.sampled_from([0, 0, 5]), days=st.sampled_from([1, 10, 60]))  # fmt: skip
    def grant(self, holder: str, compartment: str, right: str, wait: int, days: int) -> None:
        if holder in self.pending:
            return
        starts, ends = self.day + timedelta(days=wait), self.day + timedelta(days=wait + days)
        id_ = self.house.entrust(holder, compartment, right, starts, ends)
        self.given.append(Given(id_, holder, compartment, right, starts, ends))
        if compartment not in self.opened:
            self.opened.add(compartment)
            self.holding[compartment].add(holder)
        for giver in sorted(self.holding[compartment] - {holder}):
            if self.may(giver, compartment, "read"):
                self.sign_in(giver)  # who hands the key over at once
        self.steal(holder, compartment)
        self.put(holder, compartment, "member")  # tried as well by who may only read, or not yet
        self.read(holder, compartment)

    def steal(self, holder: str, compartment: str) -> None:
        if holder in self.holding[compartment] and holder not in self.pending:

            def take(act: Any) -> Secret:
                return Secret(epochs.opened_key(act, epochs.opened_epoch(act, compartment)).reveal())

            key = self.house.act(holder, take, reading=True)
            self.stolen.append(Stolen(holder, compartment, key, self.pairs[holder]))

    @rule(actor=st.sampled_from((*PEOPLE, "founder")))
    def sign_in(self, actor: str) -> None:
        self.house.sign_in(actor, self.passwords[actor])
        self.settled(actor)
        for compartment in COMPARTMENTS:
            self.steal(actor, compartment)

    @rule(actor=who, compartment=where)
    def lose_a_session(self, actor: str, compartment: str) -> None:
        """A window closes on somebody: nothing is left in it; the next session has all that was handed over."""
        lost = self.house.desk(actor)
        lost.close()
        assert lost.keyring is None
        with suppress(Refused):
            delegating.rotate_key(lost, compartment)
            raise AssertionError(f"a closed session of {actor} renewed {compartment}")
        self.sign_in(actor)

    @precondition(lambda self: any(not d.over(self.day) for d in self.given))
    @rule(data=st.data(), followed=st.booleans())
    def revoke(self, data: st.DataObject, followed: bool) -> None:
        self.withdraw(data.draw(st.sampled_from([d for d in self.given if not d.over(self.day)])), followed=followed)

    def withdraw(self, chosen: Given | None = None, *, followed: bool = False) -> None:
        """End a delegation, the last one given unless told which; `followed`: who writes there comes, and renews."""
        chosen = chosen or self.given[-1]
        delegating.revoke_keys(self.house.desk("founder"), chosen.id, "Assemblée")
        chosen.revoked = True
        for compartment in COMPARTMENTS:
            self.take_back(compartment)
        for writer in self.able(chosen.compartment, "write") if followed else ():
            self.sign_in(writer)

    @precondition(lambda self: NEWCOMER not in self.passwords)
    @rule(by=st.sampled_from(["founder", "founder", KEEPER]), compartment=where,
          right=st.sampled_from(["read", "write"]))  # fmt: skip
    def enrol(self, by: str, compartment: str, right: str) -> None:
        """Give somebody new an access: certified at once by the governance, later when it is by who keeps accounts."""
        self.house.people[NEWCOMER] = accounts.open_account(
            self.house.desk(by), NEWCOMER, PASSWORD, given_name="Zoé", family_name="Roy", cost=CHEAP
        )
        self.passwords[NEWCOMER] = PASSWORD
        if by == KEEPER:
            self.pending.add(NEWCOMER)
            with refused("KEY-07", "keys that nobody certified are entrusted with a compartment"):
                self.house.entrust(NEWCOMER, compartment, right, self.day, self.day)
        self.sign_in(NEWCOMER)
        self.put(NEWCOMER, compartment, NEWCOMER)
        self.read(NEWCOMER, compartment)
        self.grant(NEWCOMER, compartment, right, 0, 10)

    @rule()
    def back_up(self) -> None:
        """Keep a backup on a disk of one's own."""
        made = verbs.back_up(self.house.desk("founder")).files[0]
        self.saved = Kept(self.place / "clé" / made.name, dict(self.house.people), self.day, self.remembered())
        self.saved.folder.parent.mkdir(exist_ok=True)
        shutil.copyfile(made, self.saved.folder)

    @precondition(lambda self: self.saved is not None)
    @rule()
    def restore(self) -> None:
        """Put the backup back: everything is as then, but the day, and what was withdrawn since.

        A password that leaked since opens again: it is told to leak another time. Whoever has had other keys since
        signs nothing that the backup knows: the file is only read until the governance takes it up from there.
        """
        assert self.saved is not None
        keys = protection.keys_in(self.code) if protection.is_protected(self.saved.folder) else ()
        prepared = verbs.prepare_restoring(self.house.desk("founder"), self.saved.folder, keys)
        self.file.close()
        restoring.finish(prepared, self.house.clock.now())
        withdrawn = {d.id for d in self.given if d.revoked}
        governs = {e.grant: e.governs for e in self.elected}
        stolen, keys_of_founder = self.stolen, self.pairs["founder"]
        self.recall(self.saved.model)
        for given in self.given:
            given.revoked = given.revoked or given.id in withdrawn
        for elected in self.elected:
            elected.governs = min(elected.governs, governs[elected.grant])
        self.start(self.saved.people)
        assert (self.file.strayed != "") == (self.pairs["founder"] != keys_of_founder)
        if self.file.strayed:
            take_up_again(self.house.sign_in("founder", self.passwords["founder"]))
        present = {kid for (kid,) in self.house.rows("SELECT kid FROM epoch")}
        for theft in stolen[len(self.stolen) :]:  # of a key that is no more, or that the file says it never gave
            if derive.key_id(theft.key) not in present:
                self.stolen.append(replace(theft, dead=True))
        self.everybody_signs_in()

    def lose_what_was_done_since(self, holder: str, compartment: str) -> None:
        """A delegation withdrawn and a key renewed since the backup: the first stays withdrawn."""
        self.grant(holder, compartment, "read", 0, 60)
        self.back_up()
        self.withdraw(followed=True)
        self.restore()

    def let_one_end(self) -> None:
        """Let a delegation of two days be over; who governs comes next."""
        self.grant("other", COMPARTMENTS[1], "read", 0, 1)
        self.time_passes(5)
        self.sign_in("founder")

    @rule(days=st.sampled_from([1, 1, 5, 11, 40]))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.set_clock(self.day)

    def set_clock(self, day: date) -> None:
        """Set the clock of the PC; somebody answers that the date is right."""
        self.house.on(day)
        assert isinstance(self.file.clock, TrustedClock)
        self.file.clock.confirm()

    @rule(actor=who, days=st.sampled_from([1, 42, 3653]), again=st.booleans())
    def turn_the_clock_back(self, actor: str, days: int, again: bool) -> None:
        """Set the clock of the PC back, after a session or (`again`) before the program is started again."""
        self.sign_in(actor)  # a line in the journal, of today
        self.house.on(self.day - timedelta(days=days))
        if again:
            self.file.close()
            self.start(self.house.people)
            self.house.on(self.day - timedelta(days=days))
            self.everybody_signs_in()
        for compartment in COMPARTMENTS:
            self.read(actor, compartment)

    @rule(actor=who, compartment=where)
    def rotate(self, actor: str, compartment: str) -> None:
        if self.may(actor, compartment, "write") and actor in self.holding[compartment] - self.pending:
            delegating.rotate_key(self.house.desk(actor), compartment)
            self.holding[compartment] = {p for p in HOLDERS if self.due(p, compartment)} - self.pending
            for theft in self.stolen:
                theft.dead = theft.dead or theft.compartment == compartment
            for person in PEOPLE:
                self.steal(person, compartment)
        else:
            with suppress(Refused, RuleBroken):
                delegating.rotate_key(self.house.desk(actor), compartment)
                raise AssertionError(f"{actor} renewed {compartment}")

    @rule(holder=who)
    def change_password(self, holder: str) -> None:
        """Nothing else moves."""
        former, self.passwords[holder] = self.passwords[holder], self.another_password()
        accounts.change_password(self.house.desk(holder), former, self.passwords[holder], cost=CHEAP)
        self.sign_in(holder)

    def another_password(self) -> str:
        self.counter += 1
        return f"Peuplier-{self.counter}-Canal-neuf!"

    @precondition(lambda self: not all(self.able(c, "read") for c in COMPARTMENTS))
    @rule()
    def open_the_envelope(self) -> None:
        """The code of the paper gives the founder another password, and each key back to who is to have it."""
        self.code = printed(self.house)
        seed, self.passwords["founder"] = recovery.seed_from_code(self.code), self.another_password()
        recovery.recover(self.file, seed, ["Anne Roy"], login="founder", password=self.passwords["founder"])
        self.pairs["founder"] += 1
        for compartment in COMPARTMENTS:
            self.holding[compartment] |= {p for p in HOLDERS if self.due(p, compartment)} - self.pending
        self.sign_in("founder")

    @rule(holder=who, compartment=where, by=st.sampled_from(["founder", "founder", KEEPER]))
    def forget_password(self, holder: str, compartment: str, by: str) -> None:
        """Another is given: certified at once by the governance, later when it is by who keeps the accounts.

        Aimed: the holder had a key to lose.
        """
        if holder not in self.holding[compartment]:
            self.grant(holder, compartment, "read", 0, 60)
        password = self.another_password()
        if by == KEEPER and any(e.holder == holder and e.ends >= self.day for e in self.elected):
            with refused("KEY-40", f"who keeps the accounts enters as {holder}, who may give titles"):
                accounts.reset_password(self.house.desk(by), self.house.people[holder], password, cost=CHEAP)
            return
        accounts.reset_password(self.house.desk(by), self.house.people[holder], password, cost=CHEAP)
        self.passwords[holder] = password
        self.pairs[holder] += 1
        for compartment in COMPARTMENTS:
            self.holding[compartment].discard(holder)
        (self.pending.discard if by == "founder" else self.pending.add)(holder)
        self.house.sign_in(holder, password)
        self.settled(holder)

    @rule(holder=who, compartment=where, right=st.sampled_from(["read", "write"]))
    def leak_password(self, holder: str, compartment: str, right: str) -> None:
        """Somebody else knows it: the holder takes other keys, which the governance has not certified yet.

        Aimed: the holder has a key worth stealing, of a compartment with something in it, that another writes in.
        """
        if holder in self.pending:
            return
        if holder not in self.holding[compartment]:
            self.grant(holder, compartment, right, 0, 60)
        if not set(self.able(compartment, "write")) - {holder}:
            others = [each for each in PEOPLE if each != holder and each not in self.pending]
            for other in others[:1]:
                self.grant(other, compartment, "write", 0, 60)
        self.house.sign_in(holder, self.passwords[holder])
        self.settled(holder)
        for compartment in COMPARTMENTS:
            self.steal(holder, compartment)
        former, self.passwords[holder] = self.passwords[holder], self.another_password()
        replace_leaked_password(self.house.desk(holder), former, self.passwords[holder], cost=CHEAP)
        self.pending.add(holder)
        for theft in self.stolen:
            theft.leaked = theft.leaked or (theft.holder, theft.pair) == (holder, self.pairs[holder])
        self.pairs[holder] += 1
        for compartment in COMPARTMENTS:
            if self.may(holder, compartment, "write") and holder in self.holding[compartment]:
                self.holding[compartment] = {p for p in HOLDERS if self.due(p, compartment)}
                for theft in self.stolen:
                    theft.dead = theft.dead or theft.compartment == compartment
        self.house.sign_in(holder, self.passwords[holder])
        self.settled(holder)
        self.rotate(holder, compartment)  # tried at once with the new keys, which sign nothing yet
        for compartment in COMPARTMENTS:
            for writer in sorted(self.holding[compartment] - self.pending):
                if self.may(writer, compartment, "write"):
                    self.sign_in(writer)  # who renews at once what they can

    @precondition(lambda self: self.pending)
    @rule(data=st.data())
    def certify(self, data: st.DataObject) -> None:
        holder = data.draw(st.sampled_from(sorted(self.pending)))
        mine = own_keys(self.house.desk(holder))
        assert mine is not None
        delegating.certify_keys(self.house.desk("founder"), self.house.people[holder], mine.fingerprint)
        self.pending.discard(holder)
        for compartment in COMPARTMENTS:  # kept through the change, or taken back by a renewal since
            has = holder in self.holders_in_the_file()[compartment]
            (self.holding[compartment].add if has else self.holding[compartment].discard)(holder)

    @rule(holder=who, days=st.sampled_from([1, 10, 60]), signed=st.booleans(), cut_short=st.booleans())
    def elect(self, holder: str, days: int, signed: bool, cut_short: bool) -> None:
        """Give the title of manager; `cut_short`: it ends the same day, and the next day is looked at."""
        founder, ends = self.house.desk("founder"), self.day + timedelta(days=days)
        grant = titles.give_title(founder, self.house.people[holder], "manager", self.day, ends, "Assemblée")
        if signed and holder not in self.pending:
            delegating.decide_keys(founder, governing.delegation_number(grant), "Assemblée")
        self.elected.append(Elected(grant, holder, ends, ends, signed and holder not in self.pending))
        self.forget_password(holder, COMPARTMENTS[0], KEEPER)
        if cut_short:
            self.resign(self.elected[-1])
            self.time_passes(1)

    @precondition(lambda self: any(e.ends > self.day for e in self.elected))
    @rule(data=st.data())
    def end_title(self, data: st.DataObject) -> None:
        self.resign(data.draw(st.sampled_from([e for e in self.elected if e.ends > self.day])))

    def resign(self, chosen: Elected) -> None:
        titles.end_grant(self.house.desk("founder"), chosen.grant, self.day, "Démission")
        chosen.ends = chosen.governs = self.day

    @rule(actor=who, compartment=where, about=who)
    def put(self, actor: str, compartment: str, about: str) -> None:
        if actor in self.pending:
            return
        self.counter += 1
        able = self.may(actor, compartment, "write") and actor in self.holding[compartment]
        try:
            self.house.put(actor, about, {"net": self.counter}, compartment)
        except (Refused, RuleBroken):
            assert not able, f"{actor} could not write in {compartment}"
        else:
            assert able, f"{actor} wrote in {compartment}"
            self.records[compartment].append((about, self.counter))

    @rule(actor=who, compartment=where)
    def read(self, actor: str, compartment: str) -> None:
        if actor in self.pending:
            return
        able = self.may(actor, compartment, "read") and actor in self.holding[compartment]
        try:
            found = self.house.read(actor, None, compartment)
        except (Refused, RuleBroken):
            assert not able, f"{actor} could not read {compartment}"
        else:
            assert able, f"{actor} read {compartment}"
            assert sorted(p["net"] for p in found) == sorted(n for _about, n in self.records[compartment])

    @rule(compartment=where)
    def correct(self, compartment: str) -> None:
        """Write a record again, its content the same; somebody keeps a copy of what stood there."""
        writers, records = self.able(compartment, "write"), self.records[compartment]
        if not writers or not records:
            return

        def again(act: Any) -> None:
            oldest = act.sealed.read(compartment)[0]
            act.sealed.put(compartment, oldest.person_id, dict(oldest.payload), replacing=oldest.id)

        before = {row[3]: row for row in self.house.rows("SELECT n, version, box, id FROM sealed")}
        self.house.act(writers[0], again)
        stands = dict(self.house.rows("SELECT id, version FROM sealed"))
        (self.former[compartment],) = (row for id_, row in before.items() if stands[id_] != row[1])

    @precondition(lambda self: self.firm_until is None)
    @rule(compartment=where, days=st.sampled_from([1, 10]), witness=st.sampled_from([*PEOPLE, None]))
    def call_a_firm_in(self, compartment: str, days: int, witness: str | None) -> None:
        """Somebody from outside reads for some days, and is given nothing beyond; `witness` comes the day after."""
        founder, last = self.house.desk("founder"), self.day + timedelta(days=days)
        self.house.people[FIRM] = open_outside_access(
            founder, FIRM, PASSWORD, "Aline", "Comptable", "Cabinet Ouest Conseil", last, cost=CHEAP
        )
        self.passwords[FIRM], self.firm_until = PASSWORD, last
        with refused("GRANT-08", "keys given for longer than the access lasts"):
            self.house.entrust(FIRM, compartment, "read", self.day, last + timedelta(days=1))
        with refused("GRANT-08", "a title given for longer than the access lasts"):
            titles.give_title(founder, self.house.people[FIRM], "secretary", self.day, None, "Assemblée")
        self.house.sign_in(FIRM)
        self.settled(FIRM)
        self.grant(FIRM, compartment, "read", 0, days)
        if witness is not None:
            self.time_passes(days + 1)
            self.sign_in(witness)

    # ------------------------------------------------------------------ what somebody writes with an own tool

    @rule(forger=who, victim=who, compartment=where)
    def forge(self, forger: str, victim: str, compartment: str) -> None:
        """Everything that somebody could try on the file as it stands, a copy kept of a record corrected since."""
        self.correct(compartment)
        try_all(self, forger, victim, compartment)

    def forge_about_everybody(self, forger: str) -> None:
        """The same about each person in turn."""
        for victim in PEOPLE:
            self.forge(forger, victim, COMPARTMENTS[0])

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def nobody_from_outside_keeps_a_key_after_their_last_day(self) -> None:
        if self.firm_closed:
            firm = int(self.house.people[FIRM])
            assert self.house.rows("SELECT what, compartment FROM wrap WHERE holder = ?", firm) == []

    @invariant()
    def the_program_never_believes_an_earlier_day(self) -> None:
        assert self.file.clock.today() == self.day

    @invariant()
    def each_person_reads_exactly_their_own(self, people: tuple[str, ...] = ()) -> None:
        def look(act: Any) -> dict[str, list[int] | None]:
            return {
                c: None if act.sealed.awaits_keys(c) else sorted(e.payload["net"] for e in act.sealed.own(c))
                for c in self.opened
            }

        looked_at = people or PEOPLE[self.looks % len(PEOPLE) :][:1]  # another each time, all at the end
        for person in (*looked_at, *(p for p in self.passwords if p == NEWCOMER)):
            for compartment, own in self.house.act(person, look, reading=True).items():
                mine = sorted(n for about, n in self.records[compartment] if about == person)
                assert own is None or own == mine, (person, compartment)
        self.looks += 1

    @invariant()
    def the_file_has_the_holders_of_the_model(self) -> None:
        found = self.holders_in_the_file()
        in_file = {c: found[c] - self.pending for c in COMPARTMENTS}
        assert in_file == {c: people - self.pending for c, people in self.holding.items()}, (in_file, self.holding)

    def holders_in_the_file(self) -> dict[str, set[str]]:
        """Who has the key of each compartment, by the rows of the file."""
        rows = self.house.rows("SELECT compartment, holder FROM wrap WHERE what = 'K' AND holder <> 0")
        names = {int(id_): name for name, id_ in self.house.people.items()}
        return {c: {names[holder] for compartment, holder in rows if compartment == c} for c in COMPARTMENTS}

    @invariant()
    def those_govern_who_were_signed_and_hold_the_title(self) -> None:
        held = {e.holder for e in self.elected if e.ends >= self.day}
        signed = {e.holder for e in self.elected if e.signed and e.governs >= self.day}
        found = self.house.act("founder", governing.governors, reading=True)
        names = {int(id_): name for name, id_ in self.house.people.items()}
        assert {names[p] for p in found} == signed | {"founder"}
        assert signed <= held

    @invariant()
    def a_stolen_key_opens_nothing_once_it_should_not(self) -> None:
        people = [int(self.house.people[p]) for p in PEOPLE]
        rows = self.house.rows("SELECT id, compartment, n, version, box FROM sealed")
        for theft in (t for t in self.stolen if t.dead):
            subjects = {p: derive.subject_key(theft.key, p) for p in people}
            for id_, compartment, n, version, box in rows:
                for person, subject in subjects.items():
                    with suppress(Unopened):
                        unseal(subject, box, ["rec", compartment, id_, n, version, person])
                        raise AssertionError(f"the key that {theft.holder} kept opens {compartment}")

    def look(self) -> None:
        """All of what must hold, for a life that is told and not drawn."""
        self.the_program_never_believes_an_earlier_day()
        self.each_person_reads_exactly_their_own(PEOPLE)
        self.the_file_has_the_holders_of_the_model()
        self.those_govern_who_were_signed_and_hold_the_title()
        self.nobody_from_outside_keeps_a_key_after_their_last_day()
        self.a_stolen_key_opens_nothing_once_it_should_not()

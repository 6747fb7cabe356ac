"""The matrix of 16.3: who, in which state, opens which key and which verb; compared with the table read aloud."""

import difflib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import pytest

from coop_desk.core import accounts, delegating, outside_access, recovery
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.compartments.epochs import KEY
from coop_desk.core.compartments.model import ROOT, Epoch, Wrap
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import CoopFile, create_coop
from coop_desk.core.limits import EVERYONE, People
from coop_desk.core.model import PersonId
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from tests.conftest import CHEAP, PASSWORD
from tests.house.sources import verbs

GOLDEN = Path(__file__).parents[3] / "golden"
FIRST, EARLY, LAST, TODAY = date(2026, 3, 2), date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 13)
LATER = date(2026, 3, 20)
NEW = "Tilleul-9-Passerelle!"
DECISION = "Assemblée du 1er mars 2026"
COMPARTMENTS = ("governance", "pay/2026", "pay/2025", "absence/2026", "bank", "identity")
STATES = {
    "nobody": "Accès, sans titre",
    "governance": "Gouvernance",
    "associate": "Associée",
    "leave": "Congés 2026, écrit",
    "pay_read": "Paie 2026, lit",
    "pay_write": "Paie 2026, écrit",
    "pay_future": "Paie 2026, le 20 mars",
    "pay_expired": "Paie 2026, finie",
    "pay_revoked": "Paie 2026, révoquée",
    "pay_uncleaned": "Paie 2026, finie hier",
    "pay_other_year": "Paie 2025, écrit",
    "other": "Banque, écrit",
    "bank_export": "Banque, lit et exporte",
    "leave_delegate": "RH congés et clé 2026",
    "leave_title": "RH congés, sans clé",
    "pay_delegate": "RH paie et clé 2026",
    "pay_title": "RH paie, sans clé",
    "pay_ended": "RH paie, finie hier",
    "validator": "Contrôle de la paie",
    "bookkeeper": "Cabinet, paie 2026",
    "trustee": "Part du code",
    "quorum": "Code de secours",
    "pending": "Mot de passe redonné",
    "inactive": "Accès fermé",
}
RECORDED = {"pay_write": "pay/2026", "pay_other_year": "pay/2025", "leave": "absence/2026", "other": "bank"}
TITLES = {
    "leave_delegate": "leave_delegate",
    "leave_title": "leave_delegate",
    "pay_delegate": "pay_delegate",
    "pay_title": "pay_delegate",
    "pay_ended": "pay_delegate",
    "validator": "pay_validator",
}
HEADING = """# Qui ouvre quoi, dans quel état

Le 13 mars 2026. Première table : ce qu’une personne ouvre avec ses clés. « clé » : le fichier contient la clé pour
elle, un outil à elle l’ouvrirait ; « lit », « écrit » : le programme le permet ; « les siennes » : elle ouvre ce qui
la concerne, et seulement cela. Des salaires et un compte y sont de l’associée et de qui a reçu un autre mot de passe,
des deux après la dernière remise de clés. Seconde table : chaque chose que l’on
peut faire ; « tous », « soi », ou un tiret.
« finie hier » : personne n’a ouvert le dossier depuis la fin ; la clé y est encore et le programme refuse déjà.
Ce tableau est relu à voix haute avant d’être changé : la personne concernée serait-elle d’accord ?
"""


class Matrix:
    """One co-op where everybody stands in the state of the table, on 13 March 2026."""

    def __init__(self, file: CoopFile, clock: Clock, *, strict: bool) -> None:
        self.file, self.clock, self.strict = file, clock, strict
        self.people: dict[str, PersonId] = {}
        self.desks: dict[str, Desk] = {}
        self.rings: dict[str, Keyring] = {}
        self.build()

    def on(self, day: date) -> None:
        """Hold the clock on a day."""
        self.clock.held = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    def enter(self, who: str, password: str = PASSWORD) -> Desk:
        """Open a session, kept until the end: what it does at its opening is done now."""
        self.desks[who] = accounts.sign_in(self.file, who, password)
        ring = self.desks[who].keyring
        assert ring is not None
        self.rings[who] = ring
        return self.desks[who]

    def entrust(
        self, who: str, compartment: str, right: str, ends: date | None = None, starts: date = FIRST,
        *, export: bool = False,
    ) -> int:  # fmt: skip
        """Decide a delegation, as the governance does."""
        more = {"same_day": self.strict, "export": export}
        return keys.delegate_keys(
            self.desks["governance"], compartment, self.people[who], right, starts, ends, DECISION, **more
        )

    def build(self) -> None:
        """Live from 2 to 13 March."""
        self.on(FIRST)
        self.people["governance"] = accounts.found(self.file, "Anne", "Fondatrice", "governance", PASSWORD, cost=CHEAP)
        founder = self.enter("governance")
        for who in STATES:
            if who not in ("governance", "quorum", "bookkeeper"):
                self.people[who] = accounts.open_account(
                    founder, who, PASSWORD, given_name=who.title(), family_name="Essai", cost=CHEAP
                )
        self.people["bookkeeper"] = outside_access.open_outside_access(
            founder, "bookkeeper", PASSWORD, "Odile", "Tanguy", "Cabinet Tanguy", date(2026, 12, 31), cost=CHEAP
        )
        associate = NewMember(
            "Essai", Category.EMPLOYED, FIRST, given_name="Associate", person_id=self.people["associate"]
        )
        register_member(founder, associate)
        self.delegate()
        self.on(EARLY)
        for who in ("leave", "pay_read", "pay_revoked", "pay_expired", "pay_other_year", "other", "bank_export"):
            self.enter(who)
        for who in ("leave_delegate", "leave_title", "pay_delegate", "pay_title", "pay_ended", "validator"):
            self.enter(who)
        self.enter("inactive")
        revoked = next(d for d in keys.key_delegations(founder) if d.person_id == self.people["pay_revoked"])
        keys.revoke_keys(founder, revoked.id, "Démission du 10 mars 2026")
        self.on(LAST)
        for who in ("pay_write", "pay_future", "pay_uncleaned", "bookkeeper", "trustee", "associate", "nobody"):
            self.enter(who)
        self.enter("pay_write")
        accounts.close_account(self.enter("governance"), self.people["inactive"])
        accounts.reset_password(self.desks["governance"], self.people["pending"], NEW, cost=CHEAP)
        self.enter("pending", NEW)
        self.on(TODAY)

    def delegate(self) -> None:
        """Everything the governance decides on the first day; the code is shared out last."""
        self.entrust("pay_write", "pay/2026", "write")
        self.entrust("pay_other_year", "pay/2025", "write")
        self.entrust("leave", "absence/2026", "write")
        self.entrust("other", "bank", "write")
        self.entrust("bank_export", "bank", "read", export=True)
        for who in ("pay_read", "pay_revoked", "pending", "inactive"):
            self.entrust(who, "pay/2026", "read")
        self.entrust("pay_future", "pay/2026", "read", starts=LATER)
        self.entrust("pay_expired", "pay/2026", "read", ends=date(2026, 3, 9))
        self.entrust("pay_uncleaned", "pay/2026", "read", ends=LAST)
        self.entrust("leave_delegate", "absence/2026", "write")
        self.entrust("pay_delegate", "pay/2026", "write", export=True)
        self.entrust("pay_ended", "pay/2026", "write", ends=LAST, export=True)
        self.entrust("validator", "pay/2026", "read")
        founder = self.desks["governance"]
        for who, title in TITLES.items():
            ends = LAST if who == "pay_ended" else None
            delegating.give_title(founder, self.people[who], title, FIRST, ends, DECISION)
        delegating.give_title(founder, self.people["bookkeeper"], "bookkeeper", FIRST, date(2026, 12, 31), DECISION)
        keys.delegate_keys(
            founder, "pay/2026", self.people["bookkeeper"], "read", FIRST, date(2026, 12, 31), DECISION, export=True
        )
        for who, compartment in RECORDED.items():
            self.enter(who)
            for about in ("associate", "pending"):
                self.put(who, compartment, self.people[about])
        shared = [self.people["trustee"], self.people["associate"]]
        papers = recovery.entrust_code(founder, 2, shared)
        seed = recovery.seed_from_shares(self.file, [paper.code for paper in papers])
        from coop_desk.core.crypto import derive

        self.rings["quorum"] = Keyring(ROOT, 1, derive.recovery_identity(seed), b"")

    def put(self, who: str, compartment: str, about: PersonId) -> None:
        """Seal a record about somebody."""
        desk = self.desks[who]
        verb = Inner("test.put", "Essai")
        write = lambda act: act.sealed.put(compartment, about, {"v": 1})
        transact(self.file, verb, desk.person_id, EVERYONE, "", write, keys=desk.keyring)

    # ------------------------------------------------------------------------------------------- what they can do

    def act(self, who: str, do: Callable[[Act], object]) -> bool:
        """Whether the program lets them, past the rights of the verbs; nothing of it is kept."""
        desk = self.desks.get(who)
        if desk is None or who == "inactive":
            return False

        def try_it(act: Act) -> None:
            do(act)
            raise Done

        try:
            transact(self.file, Inner("test.act", "Essai"), desk.person_id, EVERYONE, "", try_it, keys=desk.keyring)
        except (Refused, RuleBroken):
            return False
        except Done:
            return True
        raise AssertionError

    @cached_property
    def newest_wraps(self) -> list[tuple[str, int, bytes]]:
        """The present key of each compartment as the file holds it: compartment, for whom, sealed."""

        def look(act: Act) -> list[tuple[str, int, bytes]]:
            newest: dict[str, int] = {}
            for epoch in act.session.query(Epoch):
                newest[epoch.compartment] = max(epoch.n, newest.get(epoch.compartment, 0))
            wraps = [wrap for wrap in act.session.query(Wrap) if wrap.what == KEY]
            return [(w.compartment, w.holder, w.box) for w in wraps if w.n == newest[w.compartment]]

        return transact(self.file, Inner("test.look", "Essai", reading=True), None, EVERYONE, "", look)

    def raw_key(self, who: str, compartment: str) -> bool:
        """Whether their own tool would open the present key of a compartment."""
        holder = ROOT if who == "quorum" else int(self.people[who])
        return any(
            (place, to) == (compartment, holder) and opens(self.rings[who], box) for place, to, box in self.newest_wraps
        )

    def cells(self, who: str) -> list[str]:
        """What they open of each compartment."""
        about, can = self.people["associate"], {c: [] if not self.raw_key(who, c) else ["clé"] for c in COMPARTMENTS}
        tried: dict[str, Callable[[Act, str], object]] = {
            "lit": lambda act, compartment: act.sealed.read(compartment),
            "les siennes": check_own,
            "écrit": lambda act, compartment: act.sealed.put(compartment, about, {"v": 1}),
        }

        def try_each(act: Act) -> None:
            for words, do in tried.items():
                for compartment in COMPARTMENTS:
                    with suppress(Refused, RuleBroken):
                        do(act, compartment)
                        can[compartment].append(words)

        self.act(who, try_each)
        return [", ".join(can[compartment]) or "–" for compartment in COMPARTMENTS]

    def opened(self) -> list[str]:
        """The first table."""
        lines = ["| | " + " | ".join(COMPARTMENTS) + " |", "|" + " --- |" * (len(COMPARTMENTS) + 1)]
        return lines + [f"| {words} | " + " | ".join(self.cells(who)) + " |" for who, words in STATES.items()]

    def allowed(self) -> list[str]:
        """The second table: every verb, by everybody who can sign in."""
        desks = {who: self.desks[who] for who in STATES if who in self.desks and who != "inactive"}
        lines = ["| | " + " | ".join(STATES[who] for who in desks) + " |", "|" + " --- |" * (len(desks) + 1)]
        reach = {
            rights: " | ".join(_said(desk.coverage(verb)) for desk in desks.values())
            for rights, verb in {verb.rights: verb for verb in verbs()}.items()  # whom it covers depends on them alone
        }
        rows = {(verb.name.split(".")[0], verb.words, reach[verb.rights]) for verb in verbs()}
        return lines + [f"| {words} | {said} |" for _topic, words, said in sorted(rows)]


def opens(ring: Keyring, box: bytes) -> bool:
    try:
        ring.open(box)
    except Unopened:
        return False
    return True


def _said(people: People) -> str:
    return "tous" if people.everyone else "soi" if people else "–"


def check_own(act: Act, compartment: str) -> None:
    """Raise Refused for whoever opens no record of their own."""
    own = act.sealed.own(compartment)
    if [entry.person_id for entry in own] != [act.actor_id]:
        assert own == []
        raise Refused


class Done(Exception):
    """What was tried is allowed, and is undone."""


@pytest.fixture(scope="module", params=[False, True], ids=["deposited", "strict"])
def matrix(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """Keys deposited ahead of the first day, or handed over that day only; looked at, never changed."""
    clock = Clock(datetime(2026, 3, 1, 9, tzinfo=UTC))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setenv("COOP_DESK_CONFIG", str(tmp_path_factory.mktemp("profile")))
        with create_coop(tmp_path_factory.mktemp("matrix"), "Maison", clock=clock) as file:
            yield Matrix(file, clock, strict=request.param)


def test_everybody_opens_what_the_table_says_and_nothing_else(matrix: Matrix, request: pytest.FixtureRequest) -> None:
    name = "strict" if matrix.strict else "deposited"
    said = "\n".join([HEADING, *matrix.opened(), "", *matrix.allowed(), ""])
    golden = GOLDEN / f"matrix-{name}.md"
    if os.environ.get("COOP_DESK_UPDATE_GOLDEN"):
        golden.write_text(said, encoding="utf-8", newline="\n")
    kept = golden.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(kept.splitlines(), said.splitlines(), golden.name, "programme"))
    assert said == kept, f"\n{difference}\nRead it aloud, then: pytest {request.node.nodeid} --update-golden"


def test_a_key_is_never_a_right_nor_a_right_a_key(matrix: Matrix) -> None:
    """Outside of its dates a key opens nothing in the program; a title alone opens no sealed record."""
    for who in ("pay_future", "pay_uncleaned", "pay_expired", "pay_revoked", "inactive", "pending"):
        assert not matrix.act(who, lambda act: act.sealed.read("pay/2026")), who
    for compartment in COMPARTMENTS[1:]:
        assert not matrix.raw_key("governance", compartment)
        assert matrix.raw_key("quorum", compartment) or compartment == "identity"

"""An invented co-op of 28 people with three years of life, made through the same verbs as a real one."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import coop_desk.app.models  # noqa: F401  (every table is known before the file is made)
from coop_desk.app.demo_accounts import DemoAccount, write_demo_accounts
from coop_desk.core import accounts, bundles, delegating
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import enrolment
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import SUFFIX, CoopFile, create_coop
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.limits import EVERYONE
from coop_desk.core.outside_access import open_outside_access
from coop_desk.core.words import long_day

NAME = "Les Ateliers du Canal"
Say = Callable[[str], None]

TITLES = {
    "solene.marchand": "manager",
    "aminata.diallo": "secretary",
    "yann.kervella": "register_keeper",
    "chiara.rossi": "file_keeper",
    "odile.tanguy": "bookkeeper",
}
FOUNDER = "solene.marchand"
_RING = Inner("demo.ring", "Trousseau", reading=True)
_OPEN = Inner("core.accounts.open_account", accounts.open_account.words)


@dataclass(slots=True)
class Cast:
    """The people of the demo while it is being made: a clock that is set, and a desk for each login.

    Whoever has a password here signs what they do.
    """

    coop: CoopFile
    clock: Clock
    people: dict[str, PersonId] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    rings: dict[str, Keyring] = field(default_factory=dict)

    def on(self, day: date, hour: int = 9, minute: int = 30) -> None:
        """Set the clock on a local day and hour."""
        self.clock.held = datetime(day.year, day.month, day.day, hour, minute).astimezone(UTC)

    def later(self, minutes: int) -> None:
        """Let minutes pass."""
        self.clock.held = self.clock.now() + timedelta(minutes=minutes)

    def desk(self, login: str) -> Desk:
        """The desk of somebody."""
        if login in self.passwords and login not in self.rings:
            opened = transact(self.coop, _RING, None, EVERYONE, "", lambda act: self._opened(act, login))
            self.rings |= {login: opened} if opened is not None else {}
        return Desk(self.coop, self.people[login], self.names[login], login, self.rings.get(login))

    def _opened(self, act: Act, login: str) -> Keyring | None:
        bundle = bundles.of(act, int(self.people[login]))
        opened = enrolment.opened_by(bundle, self.passwords[login]) if bundle is not None else None
        return Keyring(bundle.person, bundle.generation, *opened) if bundle is not None and opened else None


def assembly_days(today: date) -> tuple[date, date, date]:
    """The days of the last three annual assemblies: the second Friday of June."""
    last = today.year if today >= date(today.year, 7, 1) else today.year - 1
    return tuple(_second_friday(year) for year in (last - 2, last - 1, last))  # type: ignore[return-value]


def _second_friday(year: int) -> date:
    first = date(year, 6, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 7)


def working_day(day: date) -> date:
    """This day, or the Monday after a week-end."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def password_of(number: int) -> str:
    """The password of the demo's n-th person: strong enough, and written on the sign-in page."""
    return f"Hirondelle-{number:02d}-Lilas!"


def make_demo(
    parent: Path, say: Say = lambda _sentence: None, today: date | None = None
) -> tuple[Path, tuple[DemoAccount, ...]]:
    """Make the co-op in `parent` and return its folder and its accounts; nothing is left when it fails.

    Raises RuleBroken FILE-05 when it is there already.
    """
    from coop_desk.app import demo_story

    today = today or date.today()  # noqa: DTZ011  (the demo is told from today backwards)
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / f"{NAME}{SUFFIX}"
    if folder.exists():
        raise RuleBroken(
            "FILE-05",
            _(
                "Une coopérative de démonstration existe déjà dans « {name} » : ouvrez-la, ou supprimez ce dossier."
            ).format(name=folder.name),
        )
    clock = Clock()
    coop = create_coop(parent, NAME, clock=clock)
    try:
        cast = Cast(coop, clock)
        say(_("La coopérative et ses statuts…"))
        demo_story.found(cast, today)
        say(_("Les personnes et leurs accès…"))
        opened = _open_accounts(cast, today)
        demo_story.tell(cast, today, say)
        clock.held = None
        made = _with_titles(cast, opened)
        write_demo_accounts(folder, made)
    except BaseException:
        coop.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    coop.close()
    return folder, made


def _with_titles(cast: Cast, opened: list[DemoAccount]) -> tuple[DemoAccount, ...]:
    """The accounts with the titles each holds today, those who hold an office first."""
    named = {login: [t.name for t in cast.desk(login).titles if t.code != "account_holder"] for login in cast.people}
    ordered = sorted(opened, key=lambda a: (a.login != FOUNDER, a.login not in TITLES))
    return tuple(DemoAccount(a.name, a.login, a.password, tuple(named[a.login])) for a in ordered)


def _open_accounts(cast: Cast, today: date) -> list[DemoAccount]:
    """Give every person a login and the usual titles; the founder keeps only one."""
    from coop_desk.app.demo_story import people_of_the_register

    founder = accounts.sign_in(cast.coop, FOUNDER, password_of(1))  # with keys, to certify everybody's
    made: list[DemoAccount] = []
    known = people_of_the_register(cast)
    for number, (login, person_id, name) in enumerate(known, start=1):
        if login != FOUNDER:
            cast.rings[login] = _opened_access(founder, login, password_of(number), person_id)
        cast.people[login], cast.names[login], cast.passwords[login] = person_id, name, password_of(number)
        made.append(DemoAccount(name, login, password_of(number), ()))
    password = password_of(len(known) + 1)
    outside = open_outside_access(
        founder, "odile.tanguy", password, "Odile", "Tanguy", "Cabinet Ouest Conseil", date(today.year + 1, 12, 31),
        cost=accounts.LEAST_COST,
    )  # fmt: skip
    cast.people["odile.tanguy"], cast.names["odile.tanguy"] = outside, "Odile Tanguy"
    cast.passwords["odile.tanguy"] = password
    made.append(DemoAccount("Odile Tanguy", "odile.tanguy", password, ()))
    founder.close()
    _share_titles(cast)
    return made


def _opened_access(founder: Desk, login: str, password: str, person_id: PersonId) -> Keyring:
    """Open an access as the founder would, and take the keys made: opening them by the password takes as long again."""
    return transact(
        founder.coop, _OPEN, founder.person_id, EVERYONE, "",
        lambda act: accounts.open_for(act, login, password, person_id, "", "", accounts.LEAST_COST)[1],
        keys=founder.keyring,
    )  # fmt: skip


def _share_titles(cast: Cast) -> None:
    founder, today = cast.desk(FOUNDER), cast.clock.today()
    because = _("Assemblée constitutive des pôles, {day}").format(day=long_day(today))
    for login, title in TITLES.items():
        if login not in (FOUNDER, "odile.tanguy"):
            delegating.give_title(founder, cast.people[login], title, today, None, because)
    for proposed in delegating.proposed_titles(founder):  # the bookkeeper's, proposed with the access from outside
        delegating.decide_title(founder, proposed.id, because)
    for grant in delegating.grants(founder):
        if grant.person_id == founder.person_id and grant.title != "Gérance ou présidence":
            delegating.end_grant(founder, grant.id, today, because)


HOUR = time(14, 0)

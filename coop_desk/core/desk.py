"""A desk: one person at work on one co-op."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core.actions import Act, Inner, Verb, transact
from coop_desk.core.compartments.model import still_current
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.errors import Refused
from coop_desk.core.file import CoopFile
from coop_desk.core.grants import HeldTitle, Holding, holding_of
from coop_desk.core.i18n import N_, _
from coop_desk.core.limits import EVERYONE, Opened, People
from coop_desk.core.model import PersonId

_LOOK = Inner("core.holding", N_("Lecture de ses propres titres"), reading=True)
_NOTHING = Holding((), {}, {})


class Desk:
    """One signed-in person. What they hold is computed once a day, and again when a table it comes from has changed."""

    def __init__(
        self, coop: CoopFile, person_id: PersonId, name: str, login: str, keyring: Keyring | None = None
    ) -> None:
        self.coop = coop
        self.person_id = person_id
        self.name = name
        self.login = login
        self.keyring = keyring
        self._open = True
        self._noted: set[tuple[date, str, PersonId | Opened]] = set()

    @property
    def today(self) -> date:
        """The local date."""
        return self.coop.clock.today()

    @property
    def titles(self) -> tuple[HeldTitle, ...]:
        """The titles held today, for «Vous agissez au titre de…»."""
        return self.holding().titles

    def holding(self) -> Holding:
        """Everything this person holds today."""
        if not self._open:
            return _NOTHING
        self.coop.notice_others()
        ring = self.keyring
        asked = ("holding", self.person_id, ring and (ring.person_id, ring.generation), self.today)
        known = self.coop.kept.find(asked)
        if known is not None:
            holding: Holding = known[1]
            return holding

        def look(act: Act) -> Holding | None:
            session = act.session
            if ring is not None and not session.still(
                ("keys", ring.person_id, ring.generation),
                lambda: still_current(session, ring.person_id, ring.generation),
            ):
                return None
            return session.still(asked, lambda: holding_of(session, self.person_id, act.today))

        found = transact(self.coop, _LOOK, self.person_id, EVERYONE, "", look)
        if found is None:  # this person's keys were replaced or taken back since: the session is over
            self.close()
            return _NOTHING
        return found

    def coverage(self, verb: Verb) -> People:
        """The people this desk may act on with a verb; empty when it may not at all."""
        return self.holding().people(verb.rights)

    def allows(self, verb: Verb) -> bool:
        """True when the verb is open to this desk today, for somebody at least."""
        return bool(self.coverage(verb)) and (verb.reading or not self.coop.read_only)

    def not_yet_noted(self, verb: str, seen: Iterable[PersonId]) -> set[PersonId]:
        """The other people among those seen whose journal does not say yet that this desk read it today."""
        return {p for p in seen if p != self.person_id and (self.today, verb, p) not in self._noted}

    def not_yet_noted_as_opened(self, verb: str, opened: Iterable[Opened]) -> set[Opened]:
        """The same for protected data."""
        return {o for o in opened if o.person_id != self.person_id and (self.today, verb, o) not in self._noted}

    def note(self, verb: str, read: Iterable[PersonId | Opened]) -> None:
        """Remember that the journal says it: once a day, a session and a verb."""
        self._noted |= {(self.today, verb, one) for one in read}

    def stay_open(self) -> None:
        """Raise Refused when this desk was closed by locking or leaving."""
        if not self._open:
            raise Refused(_("Votre session est fermée. Identifiez-vous de nouveau."))

    def close(self) -> None:
        """End the session: nothing more can be done with this desk."""
        self._open = False
        if self.keyring is not None:
            self.keyring.forget()
            self.keyring = None

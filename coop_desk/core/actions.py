"""Declared verbs: the only way to the data. An action says its right; without a declaration there is no session."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from sqlalchemy.exc import NoResultFound, StatementError

from coop_desk.core import journal
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.disk_faults import translate_fault
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import CoopFile
from coop_desk.core.i18n import _
from coop_desk.core.limits import EVERYONE, ActSession, Opened, People
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right

if TYPE_CHECKING:
    from coop_desk.core.compartments.sealed import Sealed
    from coop_desk.core.desk import Desk

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Act:
    """An action under way: who acts, when, under which title, over whom, with which session."""

    session: ActSession
    coop: CoopFile
    actor_id: PersonId
    now: datetime
    today: date
    people: People
    title: str
    said: list[str] = field(default_factory=list)
    keys: Keyring | None = None  # those of the session; None when it was opened without a password

    def say(self, sentence: str) -> None:
        """Keep one French sentence in the journal line."""
        self.said.append(sentence)

    @property
    def sealed(self) -> "Sealed":
        """The sealed compartments, by name: put, read, own, drop."""
        from coop_desk.core.compartments.sealed import Sealed

        return Sealed(self)

    def covers(self, person_id: PersonId) -> bool:
        """True when this act may see and change rows about that person."""
        return person_id in self.people


def read_once(function: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[Act, P], R]:
    """Let an act keep an answer for as long as it writes in no table the answer came from."""

    def answer(act: Act, /, *values: P.args, **named: P.kwargs) -> R:
        if named or not act.session.autoflush:
            return function(act, *values, **named)
        return act.session.once((function, values), lambda: function(act, *values, **named))

    update_wrapper(answer, function)
    return answer


def read_until_changed(function: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[Act, P], R]:
    """The same for all acts that only read, for as long as no table the answer came from has changed.

    The answer is made of plain values that nobody changes, and is the same at any time of the day.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @read_once
    def answer(act: Act, /, *values: P.args, **named: P.kwargs) -> R:
        asked = (name, values, act.actor_id, act.people, act.today)
        return act.session.still(asked, lambda: function(act, *values, **named))

    update_wrapper(answer, function)
    return answer


class Verb(Protocol):
    """What pages and menus need to know of an action: its rights and its words."""

    @property
    def rights(self) -> tuple[Right, ...]: ...
    @property
    def words(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def reading(self) -> bool: ...


class Action(Generic[P, R]):
    """A declared verb, called with a desk: it checks the right, opens one transaction, writes the journal."""

    def __init__(
        self,
        function: Callable[Concatenate[Act, P], R],
        rights: tuple[Right, ...],
        words: str,
        *,
        reading: bool,
    ) -> None:
        update_wrapper(self, function)
        self.function = function
        self.rights = rights
        self.words = words
        self.reading = reading
        topic = function.__module__.removeprefix("coop_desk.").removeprefix("topics.")
        self.name = f"{topic.split('.')[0]}.{function.__name__}"
        if self.name in declared:
            raise TypeError(f"{self.name} is declared twice")
        declared[self.name] = self

    def __call__(self, desk: "Desk", *args: P.args, **kwargs: P.kwargs) -> R:
        desk.stay_open()
        holding = desk.holding()
        desk.stay_open()
        people = holding.people(self.rights)
        if not people:
            _record_refusal(desk, self)
            raise Refused(
                _("« {words} » : aucun de vos titres ne donne ce droit aujourd’hui.").format(words=_(self.words))
            )
        if desk.coop.read_only and not self.reading:
            raise RuleBroken(
                "FILE-13",
                _("La coopérative est ouverte en lecture seule : fermez-la sur l’autre ordinateur pour enregistrer."),
            )
        title = ", ".join(dict.fromkeys(w for r in self.rights for w in holding.under.get(r, ())))
        try:
            acts: list[Act] = []

            def do(act: Act) -> R:
                acts.append(act)
                return self.function(act, *args, **kwargs)

            result = transact(desk.coop, self, desk.person_id, people, title, do, keys=desk.keyring)
            if self.reading:
                _record_reading(desk, self, title, acts[0].session)
            return result
        except Refused:
            _record_refusal(desk, self)
            raise


declared: dict[str, Action[Any, Any]] = {}


def action(*rights: Right | str, words: str = "") -> Callable[[Callable[Concatenate[Act, P], R]], Action[P, R]]:
    """Declare a verb that may write: the rights (any one suffices), then its French words."""
    return _declare(rights, words, reading=False)


def query(*rights: Right | str, words: str = "") -> Callable[[Callable[Concatenate[Act, P], R]], Action[P, R]]:
    """Declare a verb that only reads: writing in it is an error, and it leaves no journal line."""
    return _declare(rights, words, reading=True)


def _declare(
    given: tuple[Right | str, ...], words: str, *, reading: bool
) -> Callable[[Callable[Concatenate[Act, P], R]], Action[P, R]]:
    rights = tuple(g for g in given if isinstance(g, Right))
    said = words or next((g for g in given if not isinstance(g, Right)), "")
    if not rights or not said:
        raise TypeError("an action names its right and its words")

    def declare(function: Callable[Concatenate[Act, P], R]) -> Action[P, R]:
        return Action(function, rights, said, reading=reading)

    return declare


def transact(
    coop: CoopFile,
    verb: Verb,
    actor_id: PersonId | None,
    people: People,
    title: str,
    do: Callable[[Act], R],
    outcome: str = journal.DONE,
    *,
    keys: Keyring | None = None,
) -> R:
    """Run one act in one transaction: data and journal line together, or nothing."""
    session = ActSession(coop.engine, people, reading=verb.reading)
    try:
        session.kept, session.kept_since, session.notice_others = coop.kept, coop.kept.mark, coop.notice_on
        session.start()
        now = coop.clock.now()
        act = Act(session, coop, actor_id or PersonId(0), now, coop.clock.today(), people, title, keys=keys)
        result = do(act)
        session.flush()
        seen = session.seen - {actor_id, *(PersonId(c.person_id) for c in session.changes if c.person_id is not None)}
        opened = {one for one in session.opened if one.person_id != actor_id}
        if not verb.reading and (session.changes or act.said or seen or opened):
            journal.append(
                session,
                at=act.now,
                actor_id=act.actor_id or None,
                action=verb.name,
                words=verb.words,
                outcome=outcome,
                title=title,
                said=act.said,
                changes=session.changes,
                seen=seen,
                sealed=_seals(act, opened),
                keys=act.keys,
            )
            session.finish()
            coop.changes += 1
        if session.over:
            coop.clock.note(act.now)
        return result
    except (StatementError, OverflowError, UnicodeEncodeError) as fault:
        raise translate_fault(fault, coop.folder) from None
    except NoResultFound:
        raise Refused(_("Cette fiche est introuvable, ou vos titres ne vous l’ouvrent pas.")) from None
    finally:
        session.close()
        if session.tables_written:
            coop.kept.changed(session.tables_written)


@dataclass(frozen=True, slots=True)
class Inner:
    """A verb of the core itself, that no right opens (signing in, recording a refusal, founding)."""

    name: str
    words: str
    rights: tuple[Right, ...] = ()
    reading: bool = False


def _seals(act: Act, opened: set[Opened]) -> journal.SealsReadings:
    """Seal whose protected data were read to each of them; nothing to do in most acts."""
    if not opened:
        return lambda _seq: []
    from coop_desk.core.compartments import traces

    return lambda seq: traces.sealed(act, seq, opened)


def _record_reading(desk: "Desk", verb: Verb, title: str, session: ActSession) -> None:
    """Leave one line for the people whose private data were read, before anything is handed out (L14)."""
    people = desk.not_yet_noted(verb.name, session.seen)
    opened = desk.not_yet_noted_as_opened(verb.name, session.opened)
    if not people and not opened:
        return
    if desk.coop.read_only:
        raise RuleBroken(
            "ACCESS-01",
            _(
                "La coopérative est ouverte en lecture seule : cette consultation ne pourrait pas être inscrite "
                "au journal. Fermez-la sur l’autre ordinateur pour lire ces données."
            ),
        )

    def write(act: Act) -> None:
        journal.append(
            act.session,
            at=act.now,
            actor_id=desk.person_id,
            action=verb.name,
            words=verb.words,
            outcome=journal.READ,
            title=title,
            said=(),
            changes=[],
            seen=people,
            sealed=_seals(act, opened),
            keys=act.keys,
        )
        act.session.finish()

    transact(desk.coop, Inner(verb.name, verb.words), desk.person_id, EVERYONE, title, write, keys=desk.keyring)
    desk.note(verb.name, people | opened)


def _record_refusal(desk: "Desk", verb: Verb) -> None:
    if desk.coop.read_only:
        return
    with suppress(RuleBroken):  # a full disk must not hide the refusal itself
        note_refusal(desk.coop, desk.person_id, verb.name, verb.words, keys=desk.keyring)


def note_refusal(
    coop: CoopFile, actor_id: PersonId | None, name: str, words: str, *, keys: Keyring | None = None
) -> None:
    """Write a journal line saying that something was refused; signed when somebody had signed in."""

    def write(act: Act) -> None:
        journal.append(
            act.session,
            at=act.now,
            actor_id=actor_id,
            action=name,
            words=words,
            outcome=journal.REFUSED,
            title="",
            said=(),
            changes=[],
            keys=act.keys,
        )
        act.session.finish()

    transact(coop, Inner(name, words), actor_id, EVERYONE, "", write, keys=keys)

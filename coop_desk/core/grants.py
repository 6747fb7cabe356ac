"""Who holds which right today: titles, the rights they carry, and grants from a date to a date."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from coop_desk.core import resources
from coop_desk.core.believed import belief_of
from coop_desk.core.i18n import _
from coop_desk.core.limits import EVERYONE, NOBODY, ActSession, People
from coop_desk.core.model import Base, Id, Person, PersonId, full_name
from coop_desk.core.rights import Right
from coop_desk.core.standing import powers, standings
from coop_desk.core.words import long_day


class Title(Base):
    """A title of the co-op: a name people use, and the rights it carries."""

    __tablename__ = "title"
    __words__ = "titre"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    automatic: Mapped[bool] = mapped_column(default=False)


class TitleRight(Base):
    """One right carried by a title, over everyone or only over the holder."""

    __tablename__ = "title_right"
    __words__ = "droit d’un titre"

    id: Mapped[Id]
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id"), index=True)
    right: Mapped[str]
    everyone: Mapped[bool]


class Grant(Base):
    """A title or one right, given to somebody from a day to a day (both included) because of a decision."""

    __tablename__ = "grant"
    __words__ = "délégation"

    id: Mapped[Id]
    holder_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    title_id: Mapped[int | None] = mapped_column(ForeignKey("title.id"))
    right: Mapped[str | None]
    over: Mapped[list[int] | None]  # person ids when the grant names them; None: everyone
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    because: Mapped[str]
    ended_because: Mapped[str | None]


class GrantProposal(Base):
    """A title somebody would be given: it opens nothing. Decided, it becomes the grant it names; or it is dropped."""

    __tablename__ = "grant_proposal"
    __words__ = "proposition de délégation"

    id: Mapped[Id]
    holder_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    proposed_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    proposed_on: Mapped[date]
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id"))
    dropped_because: Mapped[str | None]


_TITLES, _TITLE_RIGHTS = select(Title), select(TitleRight)


@dataclass(frozen=True, slots=True)
class HeldTitle:
    """A title somebody holds on a day: its code, its name, until when, and by which decision.

    `says`: the sentence its holder reads, for what comes with keys.
    """

    code: str
    name: str
    until: date | None
    because: str
    says: str = ""

    def in_words(self) -> str:
        """Say it to its holder: the title, until when; keys with the decision that entrusted them."""
        name = self.says or self.name
        if self.until is not None:
            name = _("{title} jusqu’au {day}").format(title=name, day=long_day(self.until))
        return _("{title} (décision : {because})").format(title=name, because=self.because) if self.says else name


@dataclass(frozen=True, slots=True)
class Holding:
    """Everything one person holds on one day."""

    titles: tuple[HeldTitle, ...]
    covered: dict[Right, People]
    under: dict[Right, tuple[str, ...]]

    def people(self, rights: Iterable[Right]) -> People:
        """The people covered by any of these rights."""
        together = NOBODY
        for right in rights:
            together = together | self.covered.get(right, NOBODY)
        return together


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    with resources.path("titles.toml").open("rb") as stream:
        return tomllib.load(stream)


@cache
def _shipped_rights() -> tuple[tuple[str, Right, bool], ...]:
    """Each right of the titles that ship with the program: the code of the title, the right, over everyone or not."""
    return tuple(
        (code, Right(right), reach == "everyone")
        for code, entry in _shipped().items()
        for reach in ("self", "everyone")
        for right in entry.get(reach, ())
    )


def create_default_titles(session: Session) -> None:
    """Copy the titles that ship with the program into a new co-op."""
    made: dict[str, int] = {}
    for code, entry in _shipped().items():
        title = Title(code=code, name=entry["name"], automatic=entry.get("automatic", False))
        session.add(title)
        session.flush()
        made[code] = title.id
    for code, right, everyone in _shipped_rights():
        session.add(TitleRight(title_id=made[code], right=right.value, everyone=everyone))


def younger_titles(session: Session) -> list[tuple[Title, list[TitleRight]]]:
    """The titles that ship with the program and that a file made before them has no line of, not written there."""
    known = set(session.scalars(select(Title.code)))
    return [
        (
            Title(code=code, name=entry["name"], automatic=entry.get("automatic", False)),
            [TitleRight(right=r.value, everyone=everyone) for of, r, everyone in _shipped_rights() if of == code],
        )
        for code, entry in _shipped().items()
        if code not in known
    ]


def bring_titles_up_to_date(session: Session) -> None:
    """Write the titles and rights younger than the file: whoever may give titles does, nobody else being believed."""
    session.add_all(_younger_rights(session, set(session.scalars(select(TitleRight.right)))))
    for title, lines in younger_titles(session):
        session.add(title)
        session.flush()
        for line in lines:
            line.title_id = title.id
        session.add_all(lines)
    session.flush()


def carried_rights(session: Session) -> list[TitleRight]:
    """What titles carry: as the co-op wrote it, and as the program ships it for rights younger than the file.

    A file made before a right existed has no line of it: nobody decided anything of it there.
    """
    written = session.scalars(_TITLE_RIGHTS).all()
    return belief_of(session).of(written) + _younger_rights(session, {line.right for line in written})


def _younger_rights(session: Session, known: set[str]) -> list[TitleRight]:
    """The rights of the titles of the file that came after it, not written there; `known`: those that are."""
    if known.issuperset(right for _code, right, _everyone in _shipped_rights()):
        return []
    ids = {title.code: title.id for title in session.scalars(select(Title))}
    return [
        TitleRight(title_id=ids[code], right=right.value, everyone=everyone)
        for code, right, everyone in _shipped_rights()
        if right.value not in known and code in ids
    ]


def holding_of(session: Session, person_id: PersonId, today: date) -> Holding:
    """Compute what one person holds on a day, from what they are and from the grants that run."""
    titles = {t.code: t for t in _believed_titles(session)}
    held: list[tuple[HeldTitle, People | None]] = []
    for found in standings(session, person_id, today):
        title = titles.get(found.title)
        if title is None:
            continue  # its row was written by another program
        held.append((HeldTitle(title.code, title.name, found.until, ""), None))
    by_id = {t.id: t for t in titles.values()}
    covered: dict[Right, People] = {}
    under: dict[Right, list[str]] = {}
    oneself = People(ids=frozenset({person_id}))

    def cover(right: Right, people: People, words: str) -> None:
        covered[right] = covered.get(right, NOBODY) | people
        under.setdefault(right, []).append(words)

    for grant in running_grants(session, today, person_id):
        over = EVERYONE if grant.over is None else People(ids=frozenset(PersonId(i) for i in grant.over))
        if grant.title_id is not None:
            title = by_id.get(grant.title_id)
            if title is None:
                continue
            held.append((HeldTitle(title.code, title.name, grant.ends_on, grant.because), over))
        elif grant.right is not None:
            cover(Right(grant.right), over, grant.because)
    entrusted: dict[tuple[str, date | None], HeldTitle] = {}
    for power in powers(session, person_id, today):
        if power.right is not None:
            cover(power.right, EVERYONE, power.words)
        entrusted[(power.words, power.until)] = HeldTitle("keys", power.words, power.until, power.because, power.says)
    for title_held, over_people in held:
        for right, everyone in titles[title_held.code].rights:
            reach = (EVERYONE if over_people is None else over_people) if everyone else oneself
            cover(Right(right), reach, title_held.name)
    return Holding(
        (*(h for h, _over in held), *entrusted.values()),
        covered,
        {r: tuple(dict.fromkeys(words)) for r, words in under.items()},
    )


@dataclass(frozen=True, slots=True)
class _Carrying:
    """A title that may be believed, and the rights it carries, over everyone or over oneself."""

    id: int
    code: str
    name: str
    rights: tuple[tuple[str, bool], ...]


def _believed_titles(session: Session) -> tuple[_Carrying, ...]:
    if isinstance(session, ActSession):
        return session.still("titles", lambda: _read_titles(session))
    return _read_titles(session)


def _read_titles(session: Session) -> tuple[_Carrying, ...]:
    """The titles of the file, and those that come by themselves and are younger than it."""
    carried_by: dict[int, list[tuple[str, bool]]] = {}
    for line in carried_rights(session):
        carried_by.setdefault(line.title_id, []).append((line.right, line.everyone))
    found = [
        _Carrying(t.id, t.code, t.name, tuple(carried_by.get(t.id, ())))
        for t in belief_of(session).of(session.scalars(_TITLES))
    ]
    found += [
        _Carrying(0, title.code, title.name, tuple((line.right, line.everyone) for line in carried))
        for title, carried in younger_titles(session)
        if title.automatic
    ]
    return tuple(found)


def running_grants(session: Session, today: date, person_id: PersonId | None = None) -> list[Grant]:
    """Grants in force on a day, of one person or of everybody, oldest first; those of another program are not."""
    query = select(Grant).where(Grant.starts_on <= today).order_by(Grant.starts_on, Grant.id)
    if person_id is not None:
        query = query.where(Grant.holder_id == person_id)
    running = [g for g in session.scalars(query) if g.ends_on is None or g.ends_on >= today]
    return belief_of(session).of(running) if running else []


def grant_under(session: Session, person_id: PersonId, today: date, rights: Iterable[Right]) -> int | None:
    """The number of the delegation under which somebody has one of these rights; None when it comes by itself."""
    wanted = {right.value for right in rights}
    carrying = {line.title_id for line in carried_rights(session) if line.right in wanted and line.everyone}
    running = running_grants(session, today, person_id)
    return next((grant.id for grant in running if grant.right in wanted or grant.title_id in carrying), None)


def holders_of(session: Session, title_code: str, day: date) -> list[PersonId]:
    """The people who hold a title on a day, in the order they were given it."""
    title_id = session.scalar(select(Title.id).where(Title.code == title_code))
    held = [grant.holder_id for grant in running_grants(session, day) if grant.title_id == title_id]
    return list(dict.fromkeys(held)) if title_id is not None else []


def people_by_id(session: Session) -> dict[PersonId, str]:
    """Every person's name."""
    return session.still("names", lambda: _names(session)) if isinstance(session, ActSession) else _names(session)


def _names(session: Session) -> dict[PersonId, str]:
    found = session.execute(select(Person.id, Person.given_name, Person.family_name))
    return {PersonId(id_): full_name(given, family) for id_, given, family in found}

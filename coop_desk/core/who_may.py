"""Who may do what on a day, by person and by right, in words: what a page shows and a sheet prints."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core.accounts import Account
from coop_desk.core.actions import Act, query
from coop_desk.core.compartments.model import Delegation
from coop_desk.core.compartments.names import words_of
from coop_desk.core.compartments.opening import due
from coop_desk.core.delegating import waiting_proposals
from coop_desk.core.grants import Grant, Title, TitleRight, carried_rights, people_by_id, running_grants
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import PersonId
from coop_desk.core.rights import WORDS, Right
from coop_desk.core.standing import powers
from coop_desk.core.words import fold


@dataclass(frozen=True, slots=True)
class Power:
    """One thing somebody holds on a day: a title, a right or keys, over whom, until when, by which decision."""

    person_id: PersonId
    holder: str
    what: str
    over: str
    since: date | None
    until: date | None
    because: str


@dataclass(frozen=True, slots=True)
class RightHolders:
    """One right: the titles that come by themselves and carry it, then the people who hold it by a decision."""

    right: str
    by_standing: tuple[str, ...]
    holders: tuple[Power, ...]


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title that people or their situation carry, and what it allows."""

    name: str
    automatic: bool
    over_oneself: tuple[str, ...]
    over_everyone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhoMay:
    """Everything about who may do what on a day; `proposed` and `owed` are what waits today, whatever the day."""

    day: date
    people: tuple[Power, ...]
    rights: tuple[RightHolders, ...]
    titles: tuple[TitleWords, ...]
    proposed: tuple[Power, ...]
    owed: tuple[str, ...]


@query(Right.GRANTS_READ, N_("Consultation de qui peut quoi à une date"))
def who_may(act: Act, day: date | None = None) -> WhoMay:
    """Return who may do what on a day: delegations by person and by right, and what each title allows."""
    on = day or act.today
    names = _named(act)
    titles = {title.id: title for title in act.session.scalars(select(Title).order_by(Title.id))}
    carried: dict[int, list[TitleRight]] = {}
    for line in carried_rights(act.session):
        carried.setdefault(line.title_id, []).append(line)
    held: list[tuple[Power, set[Right]]] = []
    for grant in running_grants(act.session, on):
        if grant.title_id is not None:
            rights = {Right(line.right) for line in carried.get(grant.title_id, ())}
            held.append((_power(grant, titles[grant.title_id].name, names), rights))
        elif grant.right is not None:
            held.append((_power(grant, _(WORDS[Right(grant.right)]), names), {Right(grant.right)}))
    for person_id, name in names.items():
        for entrusted in powers(act.session, person_id, on):
            keys = Power(
                person_id, name, entrusted.words, _("toute la coopérative"), entrusted.since, entrusted.until,
                entrusted.because,
            )  # fmt: skip
            held.append((keys, {entrusted.right} if entrusted.right is not None else set()))
    automatic = {
        right: tuple(
            titles[id_].name
            for id_, lines in carried.items()
            if titles[id_].automatic and any(line.right == right.value for line in lines)
        )
        for right in Right
    }
    people = sorted({power for power, _rights in held}, key=lambda one: (fold(one.holder), one.what, one.since or on))
    return WhoMay(
        on,
        tuple(people),
        tuple(
            RightHolders(
                _(WORDS[right]),
                automatic[right],
                tuple(p for p in people if any(p == q and right in r for q, r in held)),
            )
            for right in sorted(Right, key=lambda one: fold(_(WORDS[one])))
        ),
        tuple(
            TitleWords(
                title.name,
                title.automatic,
                _in_words(carried.get(id_, []), everyone=False),
                _in_words(carried.get(id_, []), everyone=True),
            )
            for id_, title in titles.items()
        ),
        tuple(_proposed(act, names)),
        tuple(due(act)),
    )


def _named(act: Act) -> dict[PersonId, str]:
    """Every person's name, with the firm of those from outside."""
    firms = dict(act.session.execute(select(Account.holder_id, Account.firm).where(Account.firm.is_not(None))).all())
    outside = _("{name} ({firm})")
    known = people_by_id(act.session)
    return {p: outside.format(name=name, firm=firms[p]) if p in firms else name for p, name in known.items()}


def _proposed(act: Act, names: dict[PersonId, str]) -> Iterator[Power]:
    everyone = _("toute la coopérative")
    for one in waiting_proposals(act):
        if not one.is_over(act.today):
            yield Power(one.person_id, names[one.person_id], one.title, everyone, one.starts_on, one.ends_on, "")
    for row in act.session.scalars(select(Delegation).where(Delegation.decision.is_(None))):
        if row.ends_on is None or row.ends_on >= act.today:
            person = PersonId(row.holder)
            yield Power(person, names[person], words_of(row.compartment), everyone, row.starts_on, row.ends_on, "")


def _power(grant: Grant, what: str, names: dict[PersonId, str]) -> Power:
    over = _("toute la coopérative") if grant.over is None else ", ".join(names[PersonId(i)] for i in grant.over)
    return Power(grant.holder_id, names[grant.holder_id], what, over, grant.starts_on, grant.ends_on, grant.because)


def _in_words(lines: list[TitleRight], *, everyone: bool) -> tuple[str, ...]:
    return tuple(sorted(_(WORDS[Right(line.right)]) for line in lines if line.everyone == everyone))

"""Titles and delegations: who gave what to whom, from when to when, because of which decision."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.accounts import check_somebody_left
from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import Grant, Title, TitleRight, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import Person, PersonId
from coop_desk.core.rights import WORDS, Right
from coop_desk.core.words import fold, long_day


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A title with the rights it carries, in words."""

    id: int
    code: str
    name: str
    automatic: bool
    over_oneself: tuple[str, ...]
    over_everyone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A delegation as people read it."""

    id: int
    person_id: PersonId
    holder: str
    title: str
    over: str
    starts_on: date
    ends_on: date | None
    because: str
    ended_because: str | None

    def runs_on(self, day: date) -> bool:
        """True when the delegation is in force that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@query(Right.GRANTS_READ, N_("Liste des personnes"))
def people(act: Act) -> list[tuple[PersonId, str]]:
    """Everybody the co-op knows, by name, to choose who is given a title."""
    return sorted(people_by_id(act.session).items(), key=lambda known: fold(known[1]))


@query(Right.GRANTS_READ, N_("Consultation des titres"))
def titles(act: Act) -> list[TitleRow]:
    """Every title of the co-op and what it allows."""
    carried: dict[int, list[TitleRight]] = {}
    for line in act.session.scalars(select(TitleRight)):
        carried.setdefault(line.title_id, []).append(line)
    return [
        TitleRow(
            t.id,
            t.code,
            t.name,
            t.automatic,
            _in_words(carried.get(t.id, []), everyone=False),
            _in_words(carried.get(t.id, []), everyone=True),
        )
        for t in act.session.scalars(select(Title).order_by(Title.id))
    ]


def _in_words(lines: list[TitleRight], *, everyone: bool) -> tuple[str, ...]:
    return tuple(sorted(_(WORDS[Right(line.right)]) for line in lines if line.everyone == everyone))


@query(Right.GRANTS_READ, N_("Consultation de « Qui peut quoi »"))
def grants(act: Act) -> list[GrantRow]:
    """Every delegation ever given, by holder then date; the page shows those in force first."""
    names = people_by_id(act.session)
    titles_by_id = {t.id: t.name for t in act.session.scalars(select(Title))}
    rows = [
        GrantRow(
            g.id,
            g.holder_id,
            names[g.holder_id],
            titles_by_id[g.title_id] if g.title_id is not None else _(WORDS[Right(g.right or "")]),
            _("toute la coopérative") if g.over is None else ", ".join(names[PersonId(i)] for i in g.over),
            g.starts_on,
            g.ends_on,
            g.because,
            g.ended_because,
        )
        for g in act.session.scalars(select(Grant))
    ]
    return sorted(rows, key=lambda r: (fold(r.holder), r.starts_on, r.id))


@action(Right.GRANTS_GIVE, N_("Délégation d’un titre"))
def give_title(
    act: Act, person_id: PersonId, title_code: str, starts_on: date, ends_on: date | None, because: str
) -> int:
    """Give a title from a day to a day (both included), quoting the decision. Nobody gives one to oneself."""
    title = act.session.scalar(select(Title).where(Title.code == title_code))
    if title is None or title.automatic:
        raise RuleBroken("GRANT-02", _("Ce titre ne se donne pas : il vient de la situation de la personne."))
    _check(act, person_id, starts_on, ends_on, because)
    return _add(act, Grant(holder_id=person_id, title_id=title.id, starts_on=starts_on, ends_on=ends_on,
                           because=because.strip()), title.name)  # fmt: skip


@action(Right.GRANTS_GIVE, N_("Délégation d’un droit"))
def give_right(
    act: Act,
    person_id: PersonId,
    right: Right,
    over: tuple[PersonId, ...] | None,
    starts_on: date,
    ends_on: date | None,
    because: str,
) -> int:
    """Give one right over the people named (None: everyone), from a day to a day, quoting the decision."""
    _check(act, person_id, starts_on, ends_on, because)
    named = None if over is None else [int(i) for i in over]
    return _add(act, Grant(holder_id=person_id, right=right.value, over=named, starts_on=starts_on, ends_on=ends_on,
                           because=because.strip()), _(WORDS[right]))  # fmt: skip


def _check(act: Act, person_id: PersonId, starts_on: date, ends_on: date | None, because: str) -> None:
    if person_id == act.actor_id:
        raise RuleBroken("GRANT-01", _("Personne ne se donne un titre à soi-même : une autre personne doit le faire."))
    if not because.strip():
        raise RuleBroken("GRANT-03", _("Citez la décision : assemblée, cooptation ou mandat, avec sa date."))
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("GRANT-04", _("La délégation finirait avant de commencer : corrigez les dates."))


def _add(act: Act, grant: Grant, words: str) -> int:
    act.session.add(grant)
    act.session.flush()
    name = act.session.get_one(Person, grant.holder_id).name
    act.say(_("{title} : {name}, à partir du {day}.").format(title=words, name=name, day=long_day(grant.starts_on)))
    return grant.id


@action(Right.GRANTS_GIVE, N_("Fin d’une délégation"))
def end_grant(act: Act, grant_id: int, ends_on: date, because: str) -> None:
    """End a delegation on a day (the last one it runs), quoting why. The past is not rewritten."""
    grant = act.session.get_one(Grant, grant_id)
    if not because.strip():
        raise RuleBroken("GRANT-03", _("Citez la décision qui met fin à cette délégation."))
    if grant.ends_on is not None and grant.ends_on < act.today:
        raise RuleBroken("GRANT-05", _("Cette délégation est déjà terminée."))
    if ends_on < act.today and ends_on < grant.starts_on:
        raise RuleBroken("GRANT-04", _("La date de fin précède le début : corrigez-la."))
    grant.ends_on = ends_on
    grant.ended_because = because.strip()
    act.session.flush()
    check_somebody_left(act, max(act.today, ends_on + timedelta(days=1)))
    act.say(_("Fin le {day} : {why}").format(day=long_day(ends_on), why=because.strip()))

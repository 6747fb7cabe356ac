"""Titles in one life: proposed, decided quoting the decision, in force from a day to a day, ended or over."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.accounts import check_somebody_left, check_within_access
from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments import governing
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import (
    Grant,
    GrantProposal,
    Title,
    TitleRight,
    bring_titles_up_to_date,
    carried_rights,
    holding_of,
    people_by_id,
    younger_titles,
)
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

    def is_over(self, day: date) -> bool:
        """True when its last day is past."""
        return self.ends_on is not None and self.ends_on < day

    def state_words(self, day: date) -> str:
        """Say where the delegation is in its life on a day."""
        if self.runs_on(day):
            return _("en vigueur")
        if not self.is_over(day):
            return _("décidé, pas encore commencé")
        return _("fini avant son terme") if self.ended_because else _("terminé")


@dataclass(frozen=True, slots=True)
class ProposedTitle:
    """A title that somebody would be given: it opens nothing until it is decided."""

    id: int
    person_id: PersonId
    holder: str
    title: str
    starts_on: date
    ends_on: date | None
    proposed_by: str
    proposed_on: date

    @property
    def over(self) -> str:
        """Over whom the title would be."""
        return _("toute la coopérative")

    @property
    def because(self) -> str:
        """No decision yet."""
        return ""

    def runs_on(self, day: date) -> bool:
        """Never: nothing was decided."""
        return False

    def is_over(self, day: date) -> bool:
        """True when it was to end before that day."""
        return self.ends_on is not None and self.ends_on < day

    def state_words(self, day: date) -> str:
        """Say what it waits for."""
        return _("proposé, jamais décidé") if self.is_over(day) else _("proposé, à décider")


@query(Right.GRANTS_READ, N_("Liste des personnes"))
def people(act: Act) -> list[tuple[PersonId, str]]:
    """Everybody the co-op knows, by name, to choose who is given a title."""
    return sorted(people_by_id(act.session).items(), key=lambda known: fold(known[1]))


@query(Right.GRANTS_READ, N_("Consultation des titres"))
def titles(act: Act) -> list[TitleRow]:
    """Every title of the co-op and what it allows."""
    carried: dict[int, list[TitleRight]] = {}
    for line in carried_rights(act.session):
        carried.setdefault(line.title_id, []).append(line)
    found = [_title_row(t.id, t, carried.get(t.id, [])) for t in act.session.scalars(select(Title).order_by(Title.id))]
    return found + [_title_row(-at, *younger) for at, younger in enumerate(younger_titles(act.session), start=1)]


def _title_row(number: int, title: Title, lines: list[TitleRight]) -> TitleRow:
    """A title in words; its number is negative while the file, older than the title, does not hold it."""
    return TitleRow(
        number,
        title.code,
        title.name,
        title.automatic,
        _in_words(lines, everyone=False),
        _in_words(lines, everyone=True),
    )


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


@query(Right.GRANTS_READ, N_("Consultation des titres proposés"))
def proposed_titles(act: Act) -> list[ProposedTitle]:
    """The titles proposed and neither decided nor dropped, by holder then date."""
    return waiting_proposals(act)


def waiting_proposals(act: Act) -> list[ProposedTitle]:
    """The titles proposed and neither decided nor dropped, for any page."""
    names = people_by_id(act.session)
    titles_by_id = {t.id: t.name for t in act.session.scalars(select(Title))}
    waiting = select(GrantProposal).where(GrantProposal.grant_id.is_(None), GrantProposal.dropped_because.is_(None))
    rows = [
        ProposedTitle(
            p.id, p.holder_id, names[p.holder_id], titles_by_id[p.title_id], p.starts_on, p.ends_on,
            names[p.proposed_by], p.proposed_on,
        )
        for p in act.session.scalars(waiting)
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (fold(r.holder), r.starts_on, r.id))


@action(Right.GRANTS_GIVE, Right.MEETINGS_PREPARE, words=N_("Proposition d’un titre"))
def propose_title(act: Act, person_id: PersonId, title_code: str, starts_on: date, ends_on: date | None) -> int:
    """Write down who would hold a title, from a day to a day; it opens nothing before it is decided."""
    return propose(act, person_id, title_code, starts_on, ends_on)


def propose(act: Act, person_id: PersonId, title_code: str, starts_on: date, ends_on: date | None) -> int:
    """Write a proposal down, for a verb that does more than this."""
    title = _given_title(act, title_code)
    _check_dates(act, person_id, starts_on, ends_on)
    row = GrantProposal(
        holder_id=person_id, title_id=title.id, starts_on=starts_on, ends_on=ends_on, proposed_by=act.actor_id,
        proposed_on=act.today,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    _say(act, _("Proposé : {title}, {name}, à partir du {day}."), title.name, person_id, starts_on)
    return row.id


@action(Right.GRANTS_GIVE, N_("Décision d’un titre proposé"))
def decide_title(act: Act, proposal_id: int, because: str) -> int:
    """Give the title that was proposed, quoting the decision. Nobody decides for oneself; returns the delegation."""
    return decide(act, proposal_id, because)


def decide(act: Act, proposal_id: int, because: str) -> int:
    """Give the title that was proposed, for a verb that does more than this and whose actor may (`may_give`)."""
    row = _waiting(act, proposal_id)
    _check(act, row.holder_id, row.starts_on, row.ends_on, because)
    title = act.session.get_one(Title, row.title_id)
    row.grant_id = _add(act, Grant(holder_id=row.holder_id, title_id=title.id, starts_on=row.starts_on,
                                   ends_on=row.ends_on, because=because.strip()), title.name)  # fmt: skip
    act.session.flush()
    return row.grant_id


@action(Right.GRANTS_GIVE, Right.MEETINGS_PREPARE, words=N_("Retrait d’un titre proposé"))
def drop_title(act: Act, proposal_id: int, why: str) -> None:
    """Withdraw a proposal, saying why; it stays in the file."""
    row = _waiting(act, proposal_id)
    if not why.strip():
        raise RuleBroken("GRANT-03", _("Dites pourquoi la proposition est retirée, ou quelle décision l’écarte."))
    row.dropped_because = why.strip()
    act.session.flush()
    act.say(_("Proposition retirée : {why}").format(why=why.strip()))


def _waiting(act: Act, proposal_id: int) -> GrantProposal:
    row = act.session.get_one(GrantProposal, proposal_id)
    if row.grant_id is not None or row.dropped_because is not None:
        raise RuleBroken("GRANT-07", _("Cette proposition est déjà décidée ou retirée : proposez de nouveau."))
    return row


@action(Right.GRANTS_GIVE, N_("Délégation d’un titre"))
def give_title(
    act: Act, person_id: PersonId, title_code: str, starts_on: date, ends_on: date | None, because: str
) -> int:
    """Give a title from a day to a day (both included), quoting the decision. Nobody gives one to oneself."""
    return give(act, person_id, title_code, starts_on, ends_on, because)


def may_give(act: Act) -> bool:
    """True when whoever acts may give titles today: what others write of a grant is not believed."""
    return holding_of(act.session, act.actor_id, act.today).people((Right.GRANTS_GIVE,)).everyone


def give(act: Act, person_id: PersonId, title_code: str, starts_on: date, ends_on: date | None, because: str) -> int:
    """Give a title, for a verb that does more than this and whose actor may (`may_give`)."""
    title = _given_title(act, title_code)
    _check(act, person_id, starts_on, ends_on, because)
    return _add(act, Grant(holder_id=person_id, title_id=title.id, starts_on=starts_on, ends_on=ends_on,
                           because=because.strip()), title.name)  # fmt: skip


def _given_title(act: Act, title_code: str) -> Title:
    wanted = select(Title).where(Title.code == title_code)
    title = act.session.scalar(wanted)
    if title is None and may_give(act):
        bring_titles_up_to_date(act.session)
        title = act.session.scalar(wanted)
    if title is None or title.automatic:
        raise RuleBroken("GRANT-02", _("Ce titre ne se donne pas : il vient de la situation de la personne."))
    return title


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
    _check_dates(act, person_id, starts_on, ends_on)


def _check_dates(act: Act, person_id: PersonId, starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("GRANT-04", _("La délégation finirait avant de commencer : corrigez les dates."))
    check_within_access(act, person_id, ends_on)


def _add(act: Act, grant: Grant, words: str) -> int:
    act.session.add(grant)
    act.session.flush()
    _say(act, _("{title} : {name}, à partir du {day}."), words, grant.holder_id, grant.starts_on)
    governing.prepare(act, grant)
    return grant.id


def _say(act: Act, sentence: str, title: str, person_id: PersonId, day: date) -> None:
    name = act.session.get_one(Person, person_id).name
    act.say(sentence.format(title=title, name=name, day=long_day(day)))


@action(Right.GRANTS_GIVE, N_("Fin d’une délégation"))
def end_grant(act: Act, grant_id: int, ends_on: date, because: str) -> None:
    """End a delegation on a day (the last one it runs), quoting why. The past is not rewritten, nor an end put off."""
    end(act, grant_id, ends_on, because)


def end(act: Act, grant_id: int, ends_on: date, because: str) -> None:
    """End a delegation, for a verb that does more than this and whose actor may (`may_give`)."""
    grant = act.session.get_one(Grant, grant_id)
    if not because.strip():
        raise RuleBroken("GRANT-03", _("Citez la décision qui met fin à cette délégation."))
    if grant.ends_on is not None and grant.ends_on < act.today:
        raise RuleBroken("GRANT-05", _("Cette délégation est déjà terminée."))
    if ends_on < act.today and ends_on < grant.starts_on:
        raise RuleBroken("GRANT-04", _("La date de fin précède le début : corrigez-la."))
    if grant.ends_on is not None and ends_on > grant.ends_on:
        raise RuleBroken(
            "GRANT-04",
            _("Cette délégation finit déjà le {day}. Pour la prolonger, une nouvelle décision doit être citée.").format(
                day=long_day(grant.ends_on)
            ),
        )
    grant.ends_on = ends_on
    grant.ended_because = because.strip()
    act.session.flush()
    check_somebody_left(act, max(act.today, ends_on + timedelta(days=1)))
    act.say(_("Fin le {day} : {why}").format(day=long_day(ends_on), why=because.strip()))
    governing.shorten(act, grant)

"""Who holds what on any day: added up by the database, never stored."""

from collections.abc import Iterable
from copy import copy
from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, read_until_changed
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person, full_name
from coop_desk.core.words import fold
from coop_desk.topics.members.rules.categories import ASSOCIATES, Category
from coop_desk.topics.members.rules.external_votes import ExternalLimits
from coop_desk.topics.members.rules.status import Entry, in_force, may_vote, suspended_at
from coop_desk.topics.members.service import tells_capital
from coop_desk.topics.members.service.reading import cooperatives, histories, suspensions
from coop_desk.topics.shares.model import HighestCapital, ShareLeg
from coop_desk.topics.shares.records import Situation
from coop_desk.topics.shares.rules.capital import Holder, Limits
from coop_desk.topics.shares.rules.movements import Effect, Holding
from coop_desk.topics.shares.rules.refunds import highest_capital
from coop_desk.topics.statutes.profile import Profile


@read_until_changed
def situation_at(act: Act, day: date) -> Situation:
    """Return who holds what at the end of a day, by family name; only the people the act covers (C05)."""
    summed = (
        select(
            ShareLeg.person_id,
            func.sum(ShareLeg.shares),
            func.sum(ShareLeg.subscribed_cents),
            func.sum(ShareLeg.paid_cents),
            func.sum(ShareLeg.claim_cents),
        )
        .where(ShareLeg.day <= day)
        .group_by(ShareLeg.person_id)
    )
    known = names(act)
    holdings = [
        Holding(person_id, known[person_id], shares, subscribed, paid, claim)
        for person_id, shares, subscribed, paid, claim in act.session.execute(summed)
        if shares or subscribed or paid or claim
    ]
    place = {person_id: place for place, person_id in enumerate(known)}
    return Situation(day, tuple(sorted(holdings, key=lambda holding: place[holding.person_id])))


@read_until_changed
def names(act: Act) -> dict[PersonId, str]:
    """Return the name of everyone, in the order of registers: by family name, without accents or case."""
    found = act.session.execute(select(Person.id, Person.family_name, Person.given_name)).all()
    ordered = sorted(found, key=lambda one: (fold(one.family_name), fold(one.given_name), one.id))
    return {PersonId(id_): full_name(given, family) for id_, family, given in ordered}


def name_of(act: Act, person_id: PersonId) -> str:
    """Return the name of one person."""
    return act.session.get_one(Person, person_id).name


def holding_of(act: Act, person_id: PersonId, day: date) -> Holding:
    """Return what one person holds at the end of a day; an empty holding when nothing."""
    wanted = select(
        func.coalesce(func.sum(ShareLeg.shares), 0),
        func.coalesce(func.sum(ShareLeg.subscribed_cents), 0),
        func.coalesce(func.sum(ShareLeg.paid_cents), 0),
        func.coalesce(func.sum(ShareLeg.claim_cents), 0),
    ).where(ShareLeg.person_id == person_id, ShareLeg.day <= day)
    shares, subscribed, paid, claim = act.session.execute(wanted).one()
    return Holding(person_id, name_of(act, person_id), shares, subscribed, paid, claim)


def holders_at(act: Act, day: date) -> list[Holding]:
    """Return everyone who holds at least one share at the end of a day, sorted by name (REG-05)."""
    return [holding for holding in situation_at(act, day).holdings if holding.shares > 0]


def capital_over(act: Act, first: date, last: date) -> dict[PersonId, int]:
    """Return the paid-up capital of everyone through a period, in cents times days, for interest pro rata (SHA-18)."""
    wanted = select(ShareLeg.person_id, ShareLeg.day, ShareLeg.paid_cents).where(ShareLeg.day <= last)
    found: dict[PersonId, int] = {}
    for person_id, day, cents in act.session.execute(wanted):
        found[person_id] = found.get(person_id, 0) + cents * ((last - max(day, first)).days + 1)
    return {person_id: held for person_id, held in found.items() if held > 0}


def capital_still_held(act: Act, year_end: date, day: date) -> dict[PersonId, int]:
    """Return the paid-up capital held on a day, in cents, without what was paid in after the year end (SHA-18)."""
    held = {one.person_id: one.paid_cents for one in situation_at(act, day).holdings}
    later = select(ShareLeg.person_id, ShareLeg.paid_cents).where(
        ShareLeg.day > year_end, ShareLeg.day <= day, ShareLeg.paid_cents > 0, ShareLeg.counterpart_id.is_(None)
    )
    for person_id, cents in act.session.execute(later):
        held[person_id] -= cents
    return {person_id: cents for person_id, cents in held.items() if cents > 0}


@tells_capital
def capital_by_person(act: Act, day: date) -> dict[PersonId, int]:
    """Return the capital of everyone at the end of a day, in cents, for the votes counted by it (CAP-06)."""
    return {holding.person_id: holding.subscribed_cents for holding in situation_at(act, day).holdings}


def dated_effects(act: Act, person_id: PersonId) -> list[tuple[date, Effect]]:
    """Return every effect on one person’s holding with its day."""
    legs = act.session.scalars(select(ShareLeg).where(ShareLeg.person_id == person_id).order_by(ShareLeg.id))
    return [(leg.day, effect_of(leg)) for leg in legs]


def effect_of(leg: ShareLeg) -> Effect:
    """Return a stored leg as the rules read it."""
    return Effect(
        leg.person_id,
        leg.shares,
        leg.subscribed_cents,
        leg.paid_cents,
        leg.claim_cents,
        leg.counterpart_id,
    )


@read_until_changed
def highest_at(act: Act, day: date) -> int:
    """Return the highest capital reached up to a day, before the take-over included (REF-13); in cents."""
    changes = act.session.execute(
        select(ShareLeg.day, func.sum(ShareLeg.subscribed_cents))
        .where(ShareLeg.day <= day)
        .group_by(ShareLeg.day)
        .order_by(ShareLeg.day)
    )
    known = act.session.scalar(select(func.max(HighestCapital.amount_cents)).where(HighestCapital.reached_on <= day))
    return highest_capital([(when, cents) for when, cents in changes], known or 0)


class Statuses:
    """What everyone was on any day, read once for many days."""

    def __init__(self, act: Act) -> None:
        self._entries = {person: in_force(entries) for person, entries in histories(act).items()}
        self._votes = suspensions(act)
        self._cooperatives = cooperatives(act)

    def once(self, person_id: PersonId, entry: Entry) -> "Statuses":
        """Return what everyone would be with one more entry in the history of somebody."""
        later = copy(self)
        later._entries = {**self._entries, person_id: in_force([*self._entries.get(person_id, ()), entry])}
        return later

    def entry(self, person_id: PersonId, day: date) -> Entry | None:
        """Return the entry of the history that says what somebody was on a day; None before the first."""
        found = None
        for one in self._entries.get(person_id, ()):
            if one.effective_on > day:
                break
            found = one
        return found

    def days(self, until: date) -> set[date]:
        """Return every day up to one on which somebody’s status, or their vote, changed."""
        changed = {one.effective_on for entries in self._entries.values() for one in entries}
        changed |= {since for changes in self._votes.values() for since, _suspended in changes}
        return {day for day in changed if day <= until}

    def category(self, person_id: PersonId, day: date) -> Category | None:
        """Return what somebody was on a day; None before they were known."""
        entry = self.entry(person_id, day)
        return entry.category if entry else None

    def since(self, person_id: PersonId, day: date) -> date | None:
        """Return since when somebody has been what they are on a day."""
        entry = self.entry(person_id, day)
        return entry.effective_on if entry else None

    def holder(self, holding: Holding, day: date) -> Holder:
        """Return what counts of a holding for the watched figures (CAP-07)."""
        entry = self.entry(holding.person_id, day)
        category = entry.category if entry else None
        suspended = self._votes.get(holding.person_id)
        return Holder(
            person_id=holding.person_id,
            name=holding.name,
            shares=holding.shares,
            capital_cents=holding.subscribed_cents,
            associate=category in ASSOCIATES,
            employed=category is Category.EMPLOYED,
            counts_for_capital=entry is not None and entry.counts_for_capital_51,
            counts_for_votes=entry is not None and entry.counts_for_votes_65,
            votes=may_vote(category, bool(suspended) and suspended_at(suspended or (), day)),
            cooperative=holding.person_id in self._cooperatives,
        )

    def holders(self, holdings: Iterable[Holding], day: date) -> list[Holder]:
        """Return what counts of each holding on a day."""
        return [self.holder(holding, day) for holding in holdings]


def by_capital(profile: Profile) -> ExternalLimits | None:
    """Return what the votes of externals are reduced to where they are counted by capital, else None (CAP-06)."""
    if profile.choice("external_votes") != "capital_scaled":
        return None
    return ExternalLimits(profile.ratio("max_external_votes"), profile.ratio("max_external_votes_coops"))


def limits_of(profile: Profile) -> Limits:
    """Return what the statutes of a day allow; a starting co-operative is free of CAP-01 and CAP-03 (SPEC-02)."""
    free = profile.amorcage
    return Limits(
        min_employed=profile.number("min_employed_associates"),
        max_associates=profile.number_or_none("max_associates"),
        largest_part=None if free else profile.limit("max_capital_share_one_associate"),
        employed_capital=None if free else profile.limit("min_employed_capital"),
        external_votes=profile.ratio("max_external_votes"),
        external_votes_coops=profile.ratio("max_external_votes_coops"),
        min_capital_cents=profile.number("min_capital_eur"),
        floor_ratio=profile.ratio("capital_floor_ratio"),
        statutory_floor_cents=profile.number("statutory_capital_floor"),
    )


def with_effects(holdings: Iterable[Holding], effects: Iterable[Effect], known: dict[PersonId, str]) -> list[Holding]:
    """Return the holdings once some effects are counted."""
    held = {holding.person_id: holding for holding in holdings}
    for effect in effects:
        before = held.get(effect.person_id) or Holding(effect.person_id, known[effect.person_id])
        held[effect.person_id] = before.plus(effect)
    return list(held.values())

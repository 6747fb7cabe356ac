"""Identity and statutes in force on a day, for every topic, with the act of the caller."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, read_once, read_until_changed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.paper.letterhead import Letterhead
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.model import IdentityVersion, StatutesValue, StatutesVersion
from coop_desk.topics.statutes.parameters import (
    Form,
    catalogue,
    read,
    written,
)
from coop_desk.topics.statutes.profile import Profile
from coop_desk.topics.statutes.service.quoting import in_words

SETUP, CHANGE, CLOSED = "setup", "change", "closed"


@read_until_changed
def known_identity(act: Act, day: date) -> Identity | None:
    """Return the identity in force on a day (the earliest known before that), or None before set-up."""
    rows = _identities(act)
    if not rows:
        return None
    row = next((row for row in reversed(rows) if row.since <= day), rows[0])
    return identity_of(row)


@read_once
def _identities(act: Act) -> Sequence[IdentityVersion]:
    return act.session.scalars(select(IdentityVersion).order_by(IdentityVersion.since, IdentityVersion.id)).all()


def identity_at(act: Act, day: date) -> Identity:
    """Return the identity in force on a day; RuleBroken FORM-09 before set-up."""
    found = known_identity(act, day)
    if found is None:
        raise RuleBroken(
            "FORM-09",
            _("L’identité de la coopérative n’est pas encore enregistrée. Commencez par la page Statuts."),
        )
    return found


def letterhead_at(act: Act, day: date, capital_cents: int | None = None) -> Letterhead:
    """Return the head of a document of that day; RuleBroken FORM-09 before set-up."""
    who = identity_at(act, day)
    return Letterhead(who.name, who.legal_form, who.seat, who.rcs_city, who.siren, capital_cents, demo=who.example)


@read_until_changed
def profile_at(act: Act, day: date) -> Profile:
    """Return the statutes in force on a day (PRO-02); RuleBroken FORM-09 before set-up."""
    identity = identity_at(act, day)
    parameters = catalogue(identity.form, identity.has_auditor)
    stored = values_in_force(act, day)
    return Profile(
        form=identity.form,
        day=day,
        sarl_before_2005=identity.sarl_before_2005,
        has_auditor=identity.has_auditor,
        amorcage_until=identity.amorcage_until,
        values={
            key: read(parameter.kind, stored[key][0].value) if key in stored else parameter.law
            for key, parameter in parameters.items()
        },
    )


def share_nominals(act: Act) -> list[tuple[date, int]]:
    """Return the nominal value of a share with the day each began, oldest first, the first from ever."""
    known = catalogue(identity_at(act, act.today).form)["share_nominal"]
    pairs = act.session.execute(
        select(StatutesValue.value, StatutesVersion.kind, StatutesVersion.since)
        .join(StatutesVersion, StatutesValue.version_id == StatutesVersion.id)
        .where(StatutesValue.key == known.key)
        .order_by(StatutesVersion.kind == CHANGE, StatutesVersion.since, StatutesValue.id)
    )
    law = [(date.min, int(written(known.law)))]
    return law + [(date.min if kind == SETUP else since, int(value)) for value, kind, since in pairs]


@read_once
def values_in_force(act: Act, day: date | None) -> dict[str, tuple[StatutesValue, StatutesVersion]]:
    """Return the value of each parameter recorded up to a day (None: ever) with its version."""
    # What was recorded at set-up holds for all the time before the first recorded change.
    return {
        value.key: (value, version)
        for value, version in _values(act)
        if day is None or version.kind == SETUP or version.since <= day
    }


@read_once
def _values(act: Act) -> list[tuple[StatutesValue, StatutesVersion]]:
    pairs = act.session.execute(
        select(StatutesValue, StatutesVersion)
        .join(StatutesVersion, StatutesValue.version_id == StatutesVersion.id)
        .order_by(StatutesVersion.kind == CHANGE, StatutesVersion.since, StatutesValue.id)
    )
    return [(value, version) for value, version in pairs]


def is_open(act: Act) -> bool:
    """Return whether the first set-up is still open."""
    closing = select(StatutesVersion.id).where(StatutesVersion.kind != SETUP).limit(1)
    return act.session.scalar(closing) is None


def identity_of(row: IdentityVersion) -> Identity:
    """Return a stored identity as a record."""
    return Identity(
        name=row.name,
        form=Form(row.form),
        seat=row.seat,
        rcs_city=row.rcs_city,
        siren=row.siren,
        created_on=row.created_on,
        year_end_month=row.year_end_month,
        year_end_day=row.year_end_day,
        sarl_before_2005=row.sarl_before_2005,
        has_auditor=row.has_auditor,
        amorcage_until=row.amorcage_until,
        example=row.example,
        since=row.since,
        decision=in_words(row.decision, row.resolution_id),
    )

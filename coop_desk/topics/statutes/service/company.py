"""Recording and reading who the co-operative is: dated, never rewritten."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.statutes import rules
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.model import IdentityVersion
from coop_desk.topics.statutes.records import Outside, Quoted
from coop_desk.topics.statutes.service.in_force import identity_of, is_open, known_identity
from coop_desk.topics.statutes.service.quoting import quoted


@query(Right.COOP_READ, N_("Consultation de l’identité de la coopérative"))
def identity(act: Act, day: date | None = None) -> Identity | None:
    """Return the identity on a day (today by default), or None before set-up."""
    return known_identity(act, day or act.today)


@query(Right.COOP_READ, N_("Consultation de l’historique de l’identité"))
def identity_history(act: Act) -> list[Identity]:
    """Return every identity the co-operative has had, latest first."""
    rows = act.session.scalars(
        select(IdentityVersion).order_by(IdentityVersion.since.desc(), IdentityVersion.id.desc())
    )
    return [identity_of(row) for row in rows]


@action(Right.COOP_RECORD, N_("Enregistrement de l’identité de la coopérative"))
def record_identity(
    act: Act, new: Identity, since: date | None = None, decision: Quoted | Outside | None = None
) -> Identity:
    """Record who the co-operative is from a date on; after set-up, quote the decision behind it (FORM-02, A17)."""
    rules.check_identity(new.name, new.created_on, new.amorcage_until, act.today)
    digits = rules.siren_digits(new.siren)
    open_ = is_open(act)
    latest = act.session.scalar(select(IdentityVersion.since).order_by(IdentityVersion.since.desc()).limit(1))
    since = since or (new.created_on if open_ and new.created_on else act.today)
    said, resolution_id = "", None
    if not open_:
        said, resolution_id = quoted(act, decision, since)
        rules.check_effect(since, latest)
    row = IdentityVersion(
        since=since,
        name=new.name.strip(),
        form=new.form.value,
        seat=new.seat.strip(),
        rcs_city=new.rcs_city.strip(),
        siren=digits,
        created_on=new.created_on,
        year_end_month=new.year_end_month,
        year_end_day=new.year_end_day,
        sarl_before_2005=new.sarl_before_2005,
        has_auditor=new.has_auditor,
        amorcage_until=new.amorcage_until,
        example=new.example,
        decision=said,
        resolution_id=resolution_id,
        recorded_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    act.say(_("Identité de {name} enregistrée").format(name=row.name))
    return identity_of(row)

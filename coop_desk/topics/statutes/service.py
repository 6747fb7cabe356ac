"""Recording and reading the identity and the statutes: dated, never rewritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.paper.letterhead import Letterhead
from coop_desk.topics.statutes import rules
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.model import IdentityVersion, StatutesValue, StatutesVersion
from coop_desk.topics.statutes.parameters import (
    Form,
    Parameter,
    Value,
    catalogue,
    in_words,
    read,
    written,
)
from coop_desk.topics.statutes.profile import Profile

SETUP, CHANGE, CLOSED = "setup", "change", "closed"


@dataclass(frozen=True, slots=True)
class NewValue:
    """What somebody asks a parameter to be; `text` is the stored form, for instance 3/4 or 15."""

    key: str
    text: str
    article: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter on a day, as the page shows it: value, source, since when, law beside it."""

    key: str
    group: str
    words: str
    value: Value
    value_words: str
    law_words: str
    source: str
    since: date | None
    rule: str
    parameter: Parameter
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One value a parameter had, from when, and the decision that set it."""

    key: str
    words: str
    value_words: str
    since: date
    decision: str
    source: str
    reason: str
    resolution_id: int | None


@dataclass(frozen=True, slots=True)
class SetUpState:
    """What the first set-up has already recorded, and whether it is still open."""

    identity: bool
    values: bool
    nominal: bool
    open: bool


# --- Read by other topics, with the act of their caller ------------------------------------------------


def known_identity(act: Act, day: date) -> Identity | None:
    """Return the identity in force on a day (the earliest known before that), or None before set-up."""
    rows = act.session.scalars(select(IdentityVersion).order_by(IdentityVersion.since, IdentityVersion.id)).all()
    if not rows:
        return None
    row = next((row for row in reversed(rows) if row.since <= day), rows[0])
    return _identity(row)


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


def profile_at(act: Act, day: date) -> Profile:
    """Return the statutes in force on a day (PRO-02); RuleBroken FORM-09 before set-up."""
    identity = identity_at(act, day)
    parameters = catalogue(identity.form, identity.has_auditor)
    stored = _in_force(act, day)
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


def _in_force(act: Act, day: date | None) -> dict[str, tuple[StatutesValue, StatutesVersion]]:
    pairs = act.session.execute(
        select(StatutesValue, StatutesVersion)
        .join(StatutesVersion, StatutesValue.version_id == StatutesVersion.id)
        .order_by(StatutesVersion.kind == CHANGE, StatutesVersion.since, StatutesValue.id)
    )
    # What was recorded at set-up holds for all the time before the first recorded change.
    return {
        value.key: (value, version)
        for value, version in pairs
        if day is None or version.kind == SETUP or version.since <= day
    }


def _set_up_open(act: Act) -> bool:
    closing = select(StatutesVersion.id).where(StatutesVersion.kind != SETUP).limit(1)
    return act.session.scalar(closing) is None


# --- Identity ------------------------------------------------------------------------------------------


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
    return [_identity(row) for row in rows]


@action(Right.COOP_RECORD, N_("Enregistrement de l’identité de la coopérative"))
def record_identity(
    act: Act, new: Identity, since: date | None = None, decision: str = "", resolution_id: int | None = None
) -> Identity:
    """Record who the co-operative is from a date on; after set-up, quote the resolution (FORM-02, A17)."""
    rules.check_identity(new.name, new.created_on, new.amorcage_until, act.today)
    digits = rules.siren_digits(new.siren)
    set_up_open = _set_up_open(act)
    rules.check_decision(decision, set_up_open)
    latest = act.session.scalar(select(IdentityVersion.since).order_by(IdentityVersion.since.desc()).limit(1))
    since = since or (new.created_on if set_up_open and new.created_on else act.today)
    if not set_up_open:
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
        decision=decision.strip(),
        resolution_id=resolution_id,
        recorded_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    act.say(_("Identité de {name} enregistrée").format(name=row.name))
    return _identity(row)


def _identity(row: IdentityVersion) -> Identity:
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
        decision=row.decision,
    )


# --- Statutes ------------------------------------------------------------------------------------------


@query(Right.STATUTES_READ, N_("Consultation des statuts"))
def profile(act: Act, day: date | None = None) -> Profile:
    """Return the statutes in force on a day, today by default."""
    return profile_at(act, day or act.today)


@query(Right.STATUTES_READ, N_("Consultation des paramètres des statuts"))
def parameters(act: Act, day: date | None = None) -> list[ParameterRow]:
    """Return every parameter with its value on a day, its source and since when (PRO-03)."""
    day = day or act.today
    identity = identity_at(act, day)
    stored = _in_force(act, day)
    known = catalogue(identity.form, identity.has_auditor)
    return [_row(parameter, stored.get(key)) for key, parameter in known.items()]


def _row(parameter: Parameter, stored: tuple[StatutesValue, StatutesVersion] | None) -> ParameterRow:
    value = read(parameter.kind, stored[0].value) if stored else parameter.law
    return ParameterRow(
        key=parameter.key,
        group=parameter.group,
        words=parameter.words,
        value=value,
        value_words=in_words(parameter, value),
        law_words=in_words(parameter, parameter.law),
        source=_source(parameter, stored[0] if stored else None),
        since=stored[1].since if stored else None,
        rule=parameter.rule,
        parameter=parameter,
        decision=stored[1].decision if stored else "",
        reason=stored[0].reason if stored else "",
    )


def _source(parameter: Parameter, stored: StatutesValue | None) -> str:
    """Say where a value comes from: law, guide, article of the statutes, or default (PRO-03)."""
    if stored is not None and stored.source == "statutes":
        return _("Statuts, {article}").format(article=stored.article) if stored.article else _("Statuts")
    if "S" in parameter.mark:
        return _("Loi")
    return _("Guide officiel") if "L" in parameter.mark else _("Valeur par défaut")


@query(Right.STATUTES_READ, N_("Consultation de l’historique des statuts"))
def history(act: Act, key: str | None = None) -> list[HistoryLine]:
    """Return every value recorded, latest first, for one parameter or all."""
    found = act.session.execute(
        select(StatutesValue, StatutesVersion)
        .join(StatutesVersion, StatutesValue.version_id == StatutesVersion.id)
        .order_by(StatutesVersion.since.desc(), StatutesValue.id.desc())
    )
    lines = []
    for value, version in found:
        if key is not None and value.key != key:
            continue
        identity = identity_at(act, version.since)
        parameter = catalogue(identity.form, identity.has_auditor)[value.key]
        lines.append(
            HistoryLine(
                key=value.key,
                words=parameter.words,
                value_words=in_words(parameter, read(parameter.kind, value.value)),
                since=version.since,
                decision=version.decision or _("Première mise en place"),
                source=_source(parameter, value),
                reason=value.reason,
                resolution_id=version.resolution_id,
            )
        )
    return lines


@query(Right.STATUTES_READ, N_("Consultation de l’avancement de la mise en place"))
def set_up_state(act: Act) -> SetUpState:
    """Return which steps of the first set-up are done."""
    stored = _in_force(act, None)
    return SetUpState(
        identity=known_identity(act, act.today) is not None,
        values=bool(stored),
        nominal="share_nominal" in stored,
        open=_set_up_open(act),
    )


@action(Right.STATUTES_RECORD, N_("Mise en place des statuts"))
def set_up_statutes(act: Act, values: Sequence[NewValue], since: date | None = None) -> list[rules.Warned]:
    """Record the statutes as they stand at the first set-up; closed afterwards, then quote a resolution."""
    if not _set_up_open(act):
        rules.check_decision("", set_up_open=False)
    identity = identity_at(act, act.today)
    start = since or identity.created_on or identity.since or act.today
    version = _version(act, SETUP, start)
    act.say(_("Statuts mis en place"))
    return _store(act, version, values)


@action(Right.STATUTES_RECORD, N_("Fin de la mise en place des statuts"))
def finish_set_up(act: Act) -> None:
    """Close the first set-up: from now on every change names its resolution (A17). Twice changes nothing."""
    if _set_up_open(act):
        _version(act, CLOSED, act.today)
        act.say(_("Mise en place terminée"))


@action(Right.STATUTES_RECORD, N_("Modification des statuts"))
def change_statutes(
    act: Act, values: Sequence[NewValue], since: date, decision: str, resolution_id: int | None = None
) -> list[rules.Warned]:
    """Change parameters from a date on, quoting the resolution that decided it (A17, PRO-02)."""
    rules.check_decision(decision, set_up_open=False)
    stored = _in_force(act, None)
    for new in values:
        rules.check_effect(since, stored[new.key][1].since if new.key in stored else None)
    version = _version(act, CHANGE, since, decision.strip(), resolution_id)
    act.say(_("Statuts modifiés par {decision}").format(decision=decision.strip()))
    return _store(act, version, values)


def _version(act: Act, kind: str, since: date, decision: str = "", resolution_id: int | None = None) -> StatutesVersion:
    version = StatutesVersion(
        kind=kind, since=since, decision=decision, resolution_id=resolution_id, recorded_at=act.now
    )
    act.session.add(version)
    act.session.flush()
    return version


def _store(act: Act, version: StatutesVersion, values: Sequence[NewValue]) -> list[rules.Warned]:
    identity = identity_at(act, version.since)
    known = catalogue(identity.form, identity.has_auditor)
    warnings = []
    for new in values:
        value, warned = _checked(known, new)
        if warned is not None:
            warnings.append(warned)
        act.session.add(
            StatutesValue(
                version_id=version.id,
                key=new.key,
                value=written(value),
                source="default" if value == known[new.key].law and not new.article else "statutes",
                article=new.article.strip(),
                reason=new.reason.strip(),
            )
        )
    act.session.flush()
    rules.check_together(identity.form, dict(profile_at(act, version.since).values))
    return warnings


def _checked(known: Mapping[str, Parameter], new: NewValue) -> tuple[Value, rules.Warned | None]:
    parameter = known[new.key]
    value = rules.read_value(parameter, new.text)
    return value, rules.check_value(parameter, value, new.reason)

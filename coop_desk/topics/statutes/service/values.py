"""Recording and reading what the statutes say: dated, never rewritten."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.statutes import rules
from coop_desk.topics.statutes.model import StatutesValue, StatutesVersion
from coop_desk.topics.statutes.parameters import (
    Parameter,
    Value,
    catalogue,
    in_words,
    read,
    written,
)
from coop_desk.topics.statutes.profile import Profile
from coop_desk.topics.statutes.records import HistoryLine, NewValue, Outside, ParameterRow, Quoted, SetUpState
from coop_desk.topics.statutes.service.in_force import (
    CHANGE,
    CLOSED,
    SETUP,
    identity_at,
    is_open,
    known_identity,
    profile_at,
    values_in_force,
)
from coop_desk.topics.statutes.service.quoting import in_words as decision_words
from coop_desk.topics.statutes.service.quoting import quoted


@query(Right.STATUTES_READ, N_("Consultation des statuts"))
def profile(act: Act, day: date | None = None) -> Profile:
    """Return the statutes in force on a day, today by default."""
    return profile_at(act, day or act.today)


@query(Right.STATUTES_READ, N_("Consultation des paramètres des statuts"))
def parameters(act: Act, day: date | None = None) -> list[ParameterRow]:
    """Return every parameter with its value on a day, its source and since when (PRO-03)."""
    day = day or act.today
    identity = identity_at(act, day)
    stored = values_in_force(act, day)
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
        decision=decision_words(stored[1].decision, stored[1].resolution_id) if stored else "",
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
                decision=decision_words(version.decision, version.resolution_id) or _("Première mise en place"),
                source=_source(parameter, value),
                reason=value.reason,
                resolution_id=version.resolution_id,
            )
        )
    return lines


@query(Right.STATUTES_READ, N_("Consultation de l’avancement de la mise en place"))
def set_up_state(act: Act) -> SetUpState:
    """Return which steps of the first set-up are done."""
    stored = values_in_force(act, None)
    return SetUpState(
        identity=known_identity(act, act.today) is not None,
        values=bool(stored),
        nominal="share_nominal" in stored,
        open=is_open(act),
    )


@action(Right.STATUTES_RECORD, N_("Mise en place des statuts"))
def set_up_statutes(act: Act, values: Sequence[NewValue], since: date | None = None) -> list[rules.Warned]:
    """Record the statutes as they stand at the first set-up; closed afterwards, then quote a resolution."""
    if not is_open(act):
        rules.refuse_unnamed()
    identity = identity_at(act, act.today)
    start = since or identity.created_on or identity.since or act.today
    version = _version(act, SETUP, start)
    act.say(_("Statuts mis en place"))
    return _store(act, version, values)


@action(Right.STATUTES_RECORD, N_("Fin de la mise en place des statuts"))
def finish_set_up(act: Act) -> None:
    """Close the first set-up: from now on every change names its resolution (A17). Twice changes nothing."""
    if is_open(act):
        _version(act, CLOSED, act.today)
        act.say(_("Mise en place terminée"))


@action(Right.STATUTES_RECORD, N_("Modification des statuts"))
def change_statutes(
    act: Act, values: Sequence[NewValue], since: date, decision: Quoted | Outside | None
) -> list[rules.Warned]:
    """Change parameters from a date on, quoting the decision behind it (A17, PRO-02)."""
    said, resolution_id = quoted(act, decision, since)
    stored = values_in_force(act, None)
    for new in values:
        rules.check_effect(since, stored[new.key][1].since if new.key in stored else None)
    version = _version(act, CHANGE, since, said, resolution_id)
    act.say(_("Statuts modifiés. {decision}").format(decision=decision_words(said, resolution_id)))
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

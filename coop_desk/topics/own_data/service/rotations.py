"""What rotation plans hold on the person who asks: imposed, kept off or apart, counted, chosen, deciding."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.strict_json import read_json
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import integer, long_month
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.roles.adoption.model import RotationAdoption, RotationPin, RotationPlan, RotationSettings
from coop_desk.topics.roles.adoption.records import ApartPair
from coop_desk.topics.roles.adoption.rules.months import first_of, person_key
from coop_desk.topics.roles.adoption.rules.settings import settings_from
from coop_desk.topics.roles.model import RolePole
from coop_desk.topics.roles.rotation.calendar import month_words, months_words
from coop_desk.topics.roles.rotation.case import Case, Member
from coop_desk.topics.roles.rotation.reading import case_of, mandates_of
from coop_desk.topics.roles.service.naming import role_called

HELD = {"rotation_pin.named_id", "rotation_plan.pins", "rotation_settings.said", "rotation_adoption.deciders"}
"""The columns naming somebody that these parts read."""
Rows = Iterator[tuple[Any, ...]]


def parts(act: Act) -> list[Part]:
    """Return what plans hold on the person who asks."""
    return [
        Part(
            "rotation_plans",
            _("Plans de rotation"),
            (
                Value("day", _("Date"), "day"),
                Value("plan", _("Plan")),
                Value("role", _("Rôle")),
                Value("what", _("Ce qui est gardé")),
                Value("why", _("Pourquoi")),
            ),
            (*_planned(act), *_decided(act), *_next(act), *_apart(act)),
        )
    ]


def _planned(act: Act) -> Rows:
    for row in act.session.scalars(select(RotationPlan).order_by(RotationPlan.id)):
        said = (paris_date(row.made_at), row.name)
        for one in row.pins:
            if one["person_id"] == act.actor_id:
                yield *said, one["role"], _pin_words(imposed=one["imposed"], month=one["month"]), one["because"]
        case = case_of(read_json(row.case_file))
        me = next((one for one in case.members if one.id == person_key(act.actor_id)), None)
        if me is None:
            continue
        yield *said, "", _("ce qui est compté de vous"), " ; ".join(_counted(case, me))
        for mandate in mandates_of(read_json(row.plan_file), case):
            if mandate.member == me.id:
                months = months_words(case, mandate.first, mandate.last)
                yield *said, case.role(mandate.role).name, _("un siège pour vous {months}").format(months=months), ""


def _counted(case: Case, me: Member) -> Iterator[str]:
    """What a plan knew of somebody, beside their name."""
    roles = {role.id: _("« {role} »").format(role=role.name) for role in case.roles}
    yield _("temps de travail {n} %").format(n=me.fte)
    most = ngettext("{n} rôle et {hours} h par mois au plus", "{n} rôles et {hours} h par mois au plus", me.max_roles)
    yield most.format(n=integer(me.max_roles), hours=integer(me.capacity))
    past = _("{hours} h de rôles sur {n} mois passés")
    yield past.format(hours=integer(me.history_load), n=integer(me.history_months))
    listed = (
        (_("compétences"), [f"{skill} {level}" for skill, level in sorted(me.skills.items())]),
        (_("formations"), [f"{one.skill} {one.level}, {month_words(case, one.since)}" for one in me.training]),
        (_("absences longues"), [months_words(case, first, last) for first, last in me.absences]),
        (_("souhaits"), [f"{roles[role]} {wish:+d}".replace("-", "−") for role, wish in me.preferences.items()]),
        (_("refus"), [roles[role] for role in sorted(me.refuses)]),
        (_("cooptations"), [roles[role] for role in sorted(me.endorsed)]),
        (_("rôles tenus"), [f"{roles[one.role]}, {month_words(case, one.ended)}" for one in me.held]),
    )
    for words, found in listed:
        if found:
            yield _("{what} : {found}").format(what=words, found=", ".join(found))


def _decided(act: Act) -> Rows:
    """The plans somebody decided to adopt, where no resolution says who voted."""
    wanted = select(RotationAdoption, RotationPlan.name).join(RotationPlan, RotationAdoption.plan_id == RotationPlan.id)
    for row, name in act.session.execute(wanted.order_by(RotationAdoption.id)):
        if act.actor_id in row.deciders:
            yield row.decided_on, name, "", _("vous l’adoptez avec d’autres"), row.decision


def _next(act: Act) -> Rows:
    mine = select(RotationPin).where(RotationPin.named_id == act.actor_id).order_by(RotationPin.id)
    for row in act.session.scalars(mine):
        what = _pin_words(imposed=row.imposed, month=row.month)
        yield paris_date(row.recorded_at), _("les prochains plans"), role_called(act, row.role_id), what, row.because


def _apart(act: Act) -> Rows:
    """From when to when the settings keep somebody apart from somebody else."""
    names = people_by_id(act.session)
    kept: set[ApartPair] = set()
    poles = {row.id: row.name for row in act.session.scalars(select(RolePole))}
    for row in act.session.scalars(select(RotationSettings).order_by(RotationSettings.id)):
        now = {one for one in settings_from(row.said).apart if act.actor_id in (one.one_id, one.other_id)}
        for words, pairs in (
            (_("vous séparer de {name} dans « {pole} »"), now - kept),
            (_("ne plus vous séparer de {name} dans « {pole} »"), kept - now),
        ):
            for one in sorted(pairs, key=lambda pair: (pair.pole_id, pair.one_id, pair.other_id)):
                other = names[PersonId(one.other_id if one.one_id == act.actor_id else one.one_id)]
                told = words.format(name=other, pole=poles[one.pole_id])
                why = one.because if one in now else row.because
                yield paris_date(row.recorded_at), _("les prochains plans"), "", told, why
        kept = now


def _pin_words(*, imposed: bool, month: str | None) -> str:
    words = _("vous imposer") if imposed else _("vous écarter")
    if month is None:
        return words
    return _("{what}, {month}").format(what=words, month=long_month(first_of(month)))

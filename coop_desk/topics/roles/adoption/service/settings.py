"""What plans weigh and respect: the settings in force, and who is imposed on a role or kept off it."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.service import employed_at
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.roles.adoption.model import RotationPin, RotationSettings
from coop_desk.topics.roles.adoption.records import Offered, PinLine, Settings
from coop_desk.topics.roles.adoption.rules.months import first_of, said
from coop_desk.topics.roles.adoption.rules.settings import check_settings, kept, settings_from
from coop_desk.topics.roles.records import RoleMode
from coop_desk.topics.roles.service.reading import poles_at, roles_at
from coop_desk.topics.skills.service.reading import skills_at


def settings_of(act: Act) -> Settings:
    """The settings in force; those of the program while nothing was decided."""
    row = act.session.scalar(select(RotationSettings).order_by(RotationSettings.id.desc()).limit(1))
    return settings_from(row.said) if row is not None else Settings()


@query(Right.ROTATION_PREPARE, N_("Consultation des réglages de la rotation"))
def rotation_settings(act: Act) -> Settings:
    """The settings in force."""
    return settings_of(act)


@action(Right.ROTATION_PREPARE, N_("Changement des réglages de la rotation"))
def record_settings(act: Act, settings: Settings, because: str) -> None:
    """Write new settings, because of a decision; plans made before keep theirs (ROT-40)."""
    check_settings(settings)
    if not because.strip():
        raise RuleBroken("ROT-40", _("Dites qui a décidé de ces réglages : la réunion et sa date."))
    act.session.add(
        RotationSettings(said=kept(settings), because=because.strip(), recorded_by_id=act.actor_id, recorded_at=act.now)
    )


@query(Right.ROTATION_PREPARE, Right.ROTATION_ADOPT, words=N_("Consultation de ce qu’un plan de rotation peut nommer"))
def offered(act: Act) -> Offered:
    """The roles that turn or are co-opted, whoever works here or is an associate, poles and skills."""
    lines = roles_at(act, act.today)
    planned = [role for role in lines if role.sheet.mode in (RoleMode.ROTATING, RoleMode.COOPTED)]
    names = people_by_id(act.session)
    people = set(employed_at(act, act.today)) | {
        one.person_id for one in situations_at(act, act.today) if one.category in ASSOCIATES and not one.legal_person
    }
    return Offered(
        roles=tuple((role.id, role.name) for role in planned),
        seats={role.id: role.seats for role in planned},
        people=tuple((int(who), names[who]) for who in sorted(people, key=lambda who: fold(names[who]))),
        poles=tuple((pole.id, pole.name) for pole in poles_at(act, act.today)),
        skills=tuple(dict.fromkeys(one.name for one in skills_at(act, act.today))),
    )


# ------------------------------------------------------------------ imposed, kept off


def pins_of(act: Act) -> tuple[PinLine, ...]:
    """Who is imposed on a role or kept off it in the next plans, in the order it was written."""
    names = people_by_id(act.session)
    roles = {role.id: role.name for role in roles_at(act, act.today)}
    return tuple(
        PinLine(
            row.id, row.role_id, roles[row.role_id], row.named_id, names[PersonId(row.named_id)], row.imposed, row.seat,
            first_of(row.month) if row.month else None, row.because, names[PersonId(row.recorded_by_id)],
            row.recorded_at.date(),
        )
        for row in act.session.scalars(select(RotationPin).order_by(RotationPin.id))
        if row.role_id in roles
    )  # fmt: skip


@query(Right.ROTATION_PREPARE, N_("Consultation des personnes imposées ou écartées"))
def pins(act: Act) -> tuple[PinLine, ...]:
    """Who is imposed on a role or kept off it in the next plans."""
    return pins_of(act)


@action(Right.ROTATION_PREPARE, N_("Personne imposée sur un rôle"))
def pin(
    act: Act, role_id: int, person_id: PersonId, *, seat: int | None = None, month: date | None = None,
    because: str = "",
) -> int:  # fmt: skip
    """Impose somebody on a role in the next plans; `month` is any day of it. Plans already made do not change."""
    return _note(act, role_id, person_id, seat, month, because, imposed=True)


@action(Right.ROTATION_PREPARE, N_("Personne écartée d’un rôle"))
def ban(
    act: Act, role_id: int, person_id: PersonId, *, seat: int | None = None, month: date | None = None,
    because: str = "",
) -> int:  # fmt: skip
    """Keep somebody off a role in the next plans; `month` is any day of it."""
    return _note(act, role_id, person_id, seat, month, because, imposed=False)


@action(Right.ROTATION_PREPARE, N_("Retrait d’une personne imposée ou écartée"))
def unpin(act: Act, pin_id: int) -> None:
    """Let the next plans choose freely again."""
    act.session.delete(act.session.get_one(RotationPin, pin_id))


def _note(
    act: Act, role_id: int, person_id: PersonId, seat: int | None, month: date | None, because: str, *, imposed: bool
) -> int:
    role = next((one for one in roles_at(act, act.today) if one.id == role_id), None)
    names = people_by_id(act.session)
    if role is None or person_id not in names or (seat is not None and not 0 <= seat < role.seats):
        raise RuleBroken("ROT-43", _("Choisissez un rôle ouvert, un de ses sièges et une personne."))
    when = said(month) if month is not None else None
    for row in act.session.scalars(select(RotationPin).where(RotationPin.role_id == role_id)):
        if (row.named_id, row.seat, row.month) == (person_id, seat, when):
            act.session.delete(row)  # the last word said replaces the one before
    row = RotationPin(
        role_id=role_id, named_id=person_id, seat=seat, month=when, imposed=imposed, because=because.strip(),
        recorded_by_id=act.actor_id, recorded_at=act.now,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    words = _("{name} imposé sur « {role} ».") if imposed else _("{name} écarté de « {role} ».")
    act.say(words.format(name=names[person_id], role=role.name))
    return row.id

"""Two holders change places: each accepts, then the pole; the plan itself is never changed."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.roles.adoption.model import RotationSwap, RotationSwapVoice
from coop_desk.topics.roles.adoption.records import SwapLine
from coop_desk.topics.roles.adoption.rules.months import number_of, person_key, role_key
from coop_desk.topics.roles.adoption.rules.telling import fault_words
from coop_desk.topics.roles.adoption.service.case import case_of
from coop_desk.topics.roles.adoption.service.settings import settings_of
from coop_desk.topics.roles.rotation.case import Mandate
from coop_desk.topics.roles.rotation.checking import broken_rules
from coop_desk.topics.roles.seats.records import RoleMandateLine, RoleOrigin
from coop_desk.topics.roles.seats.service import end_role_mandate, open_role_mandate, role_mandate_of, role_mandates

PERSONAL = (2, 3, 7, 8, 9, 11)
"""The rules about who holds; dates, rest and starts of the pole are those of the plan, and the seats look again."""
FIRST, SECOND, POLE = "first_holder", "second_holder", "pole_meeting"


@query(Right.ROLES_READ, N_("Consultation des échanges de mandats"))
def swaps(act: Act) -> tuple[SwapLine, ...]:
    """Every swap asked, the last one first."""
    lines = {line.id: line for line in role_mandates(act)}
    return tuple(
        _line(act, row, lines[row.one_mandate_id], lines[row.other_mandate_id])
        for row in act.session.scalars(select(RotationSwap).order_by(RotationSwap.id.desc()))
        if {row.one_mandate_id, row.other_mandate_id} <= set(lines)
    )


def swaps_to_decide(act: Act) -> tuple[SwapLine, ...]:
    """The swaps that both people accepted, which wait for the pole."""
    return tuple(line for line in swaps.function(act) if line.voices.get(SECOND) and POLE not in line.voices)


def swaps_to_answer(act: Act) -> tuple[SwapLine, ...]:
    """The swaps asked of whoever acts, not answered yet."""
    mine = [line for line in swaps.function(act) if line.other_person_id == act.actor_id]
    return tuple(line for line in mine if SECOND not in line.voices)


def _line(act: Act, row: RotationSwap, one: RoleMandateLine, other: RoleMandateLine) -> SwapLine:
    voices = act.session.scalars(select(RotationSwapVoice).where(RotationSwapVoice.swap_id == row.id))
    said = {voice.voice: voice.accepted for voice in voices}
    return SwapLine(
        row.id, row.plan_id, one.id, one.role, one.name, one.person_id, other.id, other.role, other.name,
        other.person_id, row.from_on, row.because, said, said.get(POLE, False),
    )  # fmt: skip


@query(Right.ROTATION_SWAP, N_("Consultation des mandats à échanger"))
def swappable(act: Act) -> tuple[tuple[RoleMandateLine, ...], tuple[RoleMandateLine, ...]]:
    """One's own mandates that come from a plan, and those of others one may ask to change places with."""
    lines = [line for line in role_mandates(act) if line.plan_id is not None and line.held]
    left = [line for line in lines if line.ends_on > act.today]
    mine = tuple(line for line in left if line.person_id == act.actor_id)
    return mine, tuple(line for line in left if line.person_id != act.actor_id)


@action(Right.ROTATION_SWAP, N_("Demande d’échange de mandats"))
def ask_swap(act: Act, mine_id: int, theirs_id: int, from_on: date, because: str) -> int:
    """Ask to change places with another holder of the same plan from a day on; return the id of the swap (ROT-48)."""
    mine, theirs = role_mandate_of(act, mine_id), role_mandate_of(act, theirs_id)
    if mine.person_id != act.actor_id or theirs.person_id == act.actor_id:
        raise RuleBroken("ROT-48", _("Un échange se demande de son propre mandat à celui de quelqu’un d’autre."))
    if mine.plan_id is None or mine.plan_id != theirs.plan_id:
        raise RuleBroken("ROT-48", _("Les deux mandats viennent du même plan adopté."))
    if not because.strip():
        raise RuleBroken("ROT-48", _("Dites pourquoi vous demandez cet échange."))
    if from_on <= act.today or from_on > min(mine.ends_on, theirs.ends_on):
        words = _("Un échange commence après aujourd’hui et avant la fin des deux mandats, le {day} au plus tard.")
        raise RuleBroken("ROT-48", words.format(day=long_day(min(mine.ends_on, theirs.ends_on))))
    row = RotationSwap(
        plan_id=mine.plan_id, one_mandate_id=mine_id, other_mandate_id=theirs_id, from_on=from_on,
        because=because.strip(), recorded_by_id=act.actor_id, recorded_at=act.now,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    _voice(act, row.id, FIRST, "", accepted=True)
    act.say(_("{one} demande à échanger avec {other}.").format(one=mine.name, other=theirs.name))
    return row.id


@action(Right.ROTATION_SWAP, N_("Réponse à une demande d’échange de mandats"))
def answer_swap(act: Act, swap_id: int, accepted: bool) -> None:
    """Say, as the other holder, whether one accepts the swap (ROT-48)."""
    row = act.session.get_one(RotationSwap, swap_id)
    if role_mandate_of(act, row.other_mandate_id).person_id != act.actor_id:
        raise RuleBroken("ROT-48", _("Seule la personne à qui l’échange est demandé y répond."))
    _voice(act, swap_id, SECOND, "", accepted=accepted)


@action(Right.ROTATION_ADOPT, N_("Décision du pôle sur un échange de mandats"))
def decide_swap(act: Act, swap_id: int, accepted: bool, decision: str) -> tuple[int, ...]:
    """Write what the pole decided; once accepted, both mandates change hands. Return the new ones (ROT-48)."""
    row = act.session.get_one(RotationSwap, swap_id)
    voices = select(RotationSwapVoice).where(RotationSwapVoice.swap_id == swap_id)
    said = {voice.voice: voice.accepted for voice in act.session.scalars(voices)}
    if not (said.get(FIRST) and said.get(SECOND)):
        raise RuleBroken("ROT-48", _("Les deux personnes acceptent d’abord : le pôle décide ensuite."))
    if not decision.strip():
        raise RuleBroken("ROT-48", _("Citez la réunion du pôle et sa date."))
    _voice(act, swap_id, POLE, decision.strip(), accepted=accepted)
    return _carried_out(act, row, decision.strip()) if accepted else ()


def _carried_out(act: Act, row: RotationSwap, decision: str) -> tuple[int, ...]:
    one, other = role_mandate_of(act, row.one_mandate_id), role_mandate_of(act, row.other_mandate_id)
    _check_rules(act, one, other, row.from_on)
    because = _("Échange entre {one} et {other}. {decision}").format(one=one.name, other=other.name, decision=decision)
    for line in (one, other):
        end_role_mandate(act, line.id, max(row.from_on, line.starts_on) - timedelta(days=1), _("Échange"), decision)
    opened = tuple(
        open_role_mandate(
            act, line.role_id, line.seat, taker.person_id, starts_on=max(row.from_on, line.starts_on),
            ends_on=line.ends_on, origin=_origin(line), because=because, plan_id=line.plan_id, replaces=line.id,
        )
        for line, taker in ((one, other), (other, one))
    )  # fmt: skip
    act.say(because)
    return opened


def _check_rules(act: Act, one: RoleMandateLine, other: RoleMandateLine, from_on: date) -> None:
    """Raise RuleBroken ROT-48 when either could not hold the other's place: skills, presence, limits, people apart."""
    first = from_on.replace(day=1)
    months = number_of(first, max(one.ends_on, other.ends_on)) + 1
    case = case_of(act, _("Échange"), first, months, settings_of(act))
    places = {(role_key(line.role_id), line.seat, person_key(line.person_id)) for line in (one, other)}
    kept = [
        (fixed, origin)
        for fixed, origin in zip(case.fixed, case.origins, strict=True)
        if (fixed.role, fixed.seat, fixed.member) not in places
    ]
    without = replace(case, fixed=tuple(fixed for fixed, _o in kept), origins=tuple(origin for _f, origin in kept))
    moved = [
        Mandate(
            role_key(line.role_id), line.seat, person_key(taker.person_id),
            max(0, number_of(first, line.starts_on)), number_of(first, line.ends_on),
        )
        for line, taker in ((one, other), (other, one))
    ]  # fmt: skip
    for fault in broken_rules(without, moved):
        if fault.rule in PERSONAL:
            words = _("Cet échange enfreint une règle : {what}")
            raise RuleBroken("ROT-48", words.format(what=fault_words(without, fault)))


def _origin(line: RoleMandateLine) -> RoleOrigin:
    return RoleOrigin.ROTATION if line.origin is RoleOrigin.INTERIM else line.origin


def _voice(act: Act, swap_id: int, voice: str, decision: str, *, accepted: bool) -> None:
    known = select(RotationSwapVoice.id).where(RotationSwapVoice.swap_id == swap_id, RotationSwapVoice.voice == voice)
    if act.session.scalar(known) is not None:
        raise RuleBroken("ROT-48", _("La réponse est déjà donnée : demandez un autre échange."))
    act.session.add(
        RotationSwapVoice(
            swap_id=swap_id, voice=voice, accepted=accepted, decision=decision, recorded_by_id=act.actor_id,
            recorded_at=act.now,
        )
    )  # fmt: skip
    act.session.flush()

"""Replaying the register by hand of the rules, to prove that what is stored is what the movements say."""

from collections import defaultdict

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.check import checked
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.topics.shares.model import ShareLeg, ShareMovement
from coop_desk.topics.shares.rules.movements import Effect, Facts, Holding, Kind, effects
from coop_desk.topics.shares.service.situations import effect_of, names, situation_at


@checked(N_("Registre des mouvements de parts, rejoué depuis le premier"))
def replay(act: Act) -> tuple[int, list[str]]:
    """Replay every movement and return how many there are and each difference found, in words."""
    rows = act.session.scalars(select(ShareMovement).order_by(ShareMovement.number)).all()
    legs: dict[int, list[ShareLeg]] = defaultdict(list)
    for leg in act.session.scalars(select(ShareLeg).order_by(ShareLeg.id)):
        legs[leg.movement_id].append(leg)
    differences = _gaps([row.number for row in rows])
    said: dict[int, tuple[Effect, ...]] = {}
    held: dict[PersonId, Holding] = {}
    for row in rows:
        stored = tuple(effect_of(leg) for leg in legs[row.id])
        expected = _expected(row, stored, said)
        said[row.number] = stored
        if stored != expected or any(leg.day != row.day for leg in legs[row.id]):
            differences.append(
                _("Mouvement n° {number} : ses effets ne sont pas ceux qu’il énonce.").format(number=row.number)
            )
        for effect in expected:
            held[effect.person_id] = held.get(effect.person_id, Holding(effect.person_id)).plus(effect)
    return len(rows), differences + _against_sums(act, held)


def replay_differences(act: Act) -> list[str]:
    """Return each difference between the register replayed and what is stored."""
    return replay(act)[1]


def _gaps(numbers: list[int]) -> list[str]:
    return [
        _("Il manque le mouvement n° {number} au registre.").format(number=number)
        for number in range(1, (numbers[-1] if numbers else 0) + 1)
        if number not in set(numbers)
    ]


def _expected(
    row: ShareMovement, stored: tuple[Effect, ...], said: dict[int, tuple[Effect, ...]]
) -> tuple[Effect, ...]:
    if row.reverses is not None:
        return tuple(effect.opposite() for effect in said.get(row.reverses, ()))
    if not stored:
        return ()
    facts = Facts(
        Kind(row.kind),
        row.day,
        stored[0].person_id,
        stored[0].counterpart_id,
        row.shares,
        row.nominal_cents,
        row.paid_cents,
        row.amount_cents,
    )
    return effects(facts)


def _against_sums(act: Act, held: dict[PersonId, Holding]) -> list[str]:
    summed = {one.person_id: one for one in situation_at(act, act.today).holdings}
    known = names(act)
    differences = []
    for person_id in held.keys() | summed.keys():
        mine, theirs = held.get(person_id, Holding(person_id)), summed.get(person_id, Holding(person_id))
        if mine.plus(Effect(person_id)) != Holding(
            person_id, mine.name, theirs.shares, theirs.subscribed_cents, theirs.paid_cents, theirs.claim_cents
        ):
            differences.append(
                _("Parts de {name} : la situation ne suit pas le registre.").format(name=known.get(person_id, "?"))
            )
        if min(mine.shares, mine.paid_cents, mine.claim_cents, mine.due_cents) < 0:
            differences.append(_("Parts de {name} : le compte est négatif.").format(name=known.get(person_id, "?")))
    return differences

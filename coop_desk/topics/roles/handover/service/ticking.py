"""Ticks of both, and the end of a hand-over."""

from collections.abc import Sequence

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.roles.handover import model
from coop_desk.topics.roles.handover.records import Handover, Kind, Line, Side, Tick
from coop_desk.topics.roles.handover.rules.ticking import check_finished, check_side, line_words, named
from coop_desk.topics.roles.handover.service.reading import handover_of


@action(Right.ROLES_HAND_OVER, N_("Coche de lignes de passation"))
def tick_lines(act: Act, line_ids: Sequence[int], said: str = "") -> None:
    """Tick lines of one hand-over for one's own side, with a remark if one likes (HAND-02)."""
    found, lines, side = _own(act, line_ids)
    for line in lines:
        if _mine(line, side) is not None:
            raise RuleBroken("HAND-02", _("Vous avez déjà coché « {line} ».").format(line=line_words(line)))
        if line.kind is Kind.CLOSE and act.today < line.due:
            raise RuleBroken("HAND-02", _("Un accès se ferme quand le mandat a changé de mains, pas avant."))
        _write(act, line.id, side, said, ticked=True)
    act.say(_("Passation de « {role} » : {lines}, coché.").format(role=found.role, lines=named(lines)))


@action(Right.ROLES_HAND_OVER, N_("Retrait d’une coche de passation"))
def take_back_tick(act: Act, line_id: int, said: str = "") -> None:
    """Take the tick of one's own side back by a new entry; the one of before stays (HAND-02)."""
    found, (line,), side = _own(act, (line_id,))
    if _mine(line, side) is None:
        raise RuleBroken("HAND-02", _("Cette ligne n’est pas cochée de votre côté."))
    _write(act, line_id, side, said, ticked=False)
    act.say(_("Passation de « {role} » : « {line} », coche retirée.").format(role=found.role, line=line_words(line)))


def _own(act: Act, line_ids: Sequence[int]) -> tuple[Handover, list[Line], Side]:
    """The lines with their hand-over, and the side of whoever acts."""
    plans = {act.session.get_one(model.HandoverLine, one).handover_id for one in line_ids}
    if len(plans) != 1:
        raise RuleBroken("HAND-02", _("Choisissez des lignes d’une même passation."))
    found = handover_of(act, plans.pop())
    return found, [line for line in found.lines if line.id in set(line_ids)], check_side(found)


def _mine(line: Line, side: Side) -> Tick | None:
    return line.giver if side is Side.GIVER else line.receiver


def _write(act: Act, line_id: int, side: Side, said: str, *, ticked: bool) -> None:
    act.session.add(
        model.HandoverTick(
            line_id=line_id, side=side.value, ticked=ticked, said=said.strip(), at=act.now, by_id=act.actor_id
        )
    )


@action(Right.ROLES_HAND_OVER, N_("Passation de rôle terminée"))
def finish_handover(act: Act, handover_id: int) -> None:
    """Say that everything was handed over; refused while a line is open, and the lines are named (HAND-03)."""
    found = handover_of(act, handover_id)
    check_side(found)
    check_finished(found)
    act.session.add(model.HandoverEnd(handover_id=handover_id, at=act.now, by_id=act.actor_id))
    act.say(_("Passation de « {role} » à {name} terminée.").format(role=found.role, name=found.receiver))

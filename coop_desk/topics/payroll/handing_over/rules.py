"""What a hand-over must be: between two people, each ticking for oneself, done when nothing is left open."""

from collections.abc import Iterable, Sequence
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.words import integer
from coop_desk.topics.payroll.handing_over.records import HandOver, HandOverLine, Point, Subject, TickedPoint

OUTGOING, INCOMING = "outgoing", "incoming"
LONGEST = 500  # characters of a point added by hand

Event = tuple[str, bool, PersonId]
"""The key of a point, ticked or taken back, by whom; oldest first."""


def check_people(outgoing: PersonId, incoming: PersonId, running: Iterable[HandOverLine]) -> None:
    """Refuse a hand-over to oneself, or a second one of the same person at the same time (PASS-01)."""
    if outgoing == incoming:
        raise RuleBroken("PASS-01", _("Choisissez deux personnes : celle qui transmet et celle qui reprend."))
    if any(one.outgoing_id == outgoing and not one.over for one in running):
        raise RuleBroken("PASS-01", _("Une passation de cette personne est déjà en cours : terminez-la d’abord."))


def check_side(line: HandOverLine, person_id: PersonId) -> str:
    """Return on which side somebody stands; RuleBroken PASS-02 for anybody else, PASS-04 once it is done."""
    if line.over:
        raise RuleBroken("PASS-04", _("Cette passation est terminée : elle se lit, elle ne change plus."))
    if person_id == line.outgoing_id:
        return OUTGOING
    if person_id == line.incoming_id:
        return INCOMING
    raise RuleBroken("PASS-02", _("Seules la personne qui transmet et celle qui reprend cochent, chacune pour soi."))


def side_of(line: HandOverLine, person_id: PersonId) -> str:
    """The same for whoever only looks."""
    return OUTGOING if person_id == line.outgoing_id else INCOMING if person_id == line.incoming_id else ""


def check_text(text: str) -> str:
    """Return what was added; RuleBroken PASS-05 when there is nothing, or too much."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise RuleBroken("PASS-05", _("Écrivez ce qu’il faut savoir, en {n} caractères au plus.").format(n=LONGEST))
    return said


def ticked(points: Sequence[Point], events: Iterable[Event], line: HandOverLine) -> tuple[TickedPoint, ...]:
    """Put the ticks on the points: the last word of each person holds."""
    last = {(key, by): on for key, on, by in events}
    return tuple(
        TickedPoint(
            point, last.get((point.key, line.outgoing_id), False), last.get((point.key, line.incoming_id), False)
        )
        for point in points
    )


def check_done(hand_over: HandOver, because: str) -> str:
    """Return why it ends without the other's ticks, empty when both ticked everything (PASS-03).

    Somebody whose delegation is over can no longer tick: whoever takes over then says why it ends so.
    """
    left = hand_over.left
    if left:
        raise RuleBroken(
            "PASS-03",
            ngettext(
                "Il reste {n} point à cocher par les deux personnes : « {first} ».",
                "Il reste {n} points à cocher par les deux personnes, le premier : « {first} ».",
                len(left),
            ).format(n=integer(len(left)), first=left[0].point.title),
        )
    if hand_over.gone and len(because.strip()) < 10:
        raise RuleBroken(
            "PASS-06",
            _(
                "{name} n’a plus la délégation et ne peut plus cocher. Dites, en dix caractères au moins, comment les "
                "points vous ont été transmis."
            ).format(name=hand_over.line.outgoing),
        )
    return because.strip() if hand_over.gone else ""


def in_order(points: Iterable[Point]) -> list[Point]:
    """By subject, then the nearest date first."""
    order = list(Subject)
    return sorted(points, key=lambda one: (order.index(one.subject), one.due or date.max, one.key))

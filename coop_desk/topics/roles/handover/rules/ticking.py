"""Both tick, each for oneself; a hand-over is done when no line is left open."""

from collections.abc import Iterable, Sequence
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.handover.records import STAGE_WORDS, Alert, Giver, Handover, Kind, Line, Side, Tick

ENOUGH = 80
"""Per cent of the lines."""
NAMED = 6
"""Lines that a sentence names before it counts the others."""

Event = tuple[Side, Tick | None]
"""A side, and its tick or None when it was taken back; oldest first."""


def standing(events: Iterable[Event]) -> tuple[Tick | None, Tick | None]:
    """The ticks that stand, of the giver and of the receiver: the last entry of each side holds."""
    last: dict[Side, Tick | None] = dict(events)
    return last.get(Side.GIVER), last.get(Side.RECEIVER)


def closed(giver: Giver, ticks: tuple[Tick | None, Tick | None]) -> bool:
    """Whether both ticked; the receiver is enough when nobody hands over."""
    return ticks[1] is not None and (giver.person_id is None or ticks[0] is not None)


def side_of(person_id: int, giver: Giver, receiver_id: int) -> Side | None:
    """On which side somebody stands, if on any."""
    if person_id == receiver_id:
        return Side.RECEIVER
    return Side.GIVER if person_id == giver.person_id else None


def check_running(handover: Handover) -> None:
    """Raise RuleBroken HAND-04 when it no longer changes."""
    if handover.alert is Alert.OVER:
        raise RuleBroken("HAND-04", _("Cette passation est terminée : elle se lit, elle ne change plus."))
    if handover.alert is Alert.DROPPED:
        raise RuleBroken("HAND-04", _("Ce mandat s’est arrêté : sa passation est sans suite."))


def check_side(handover: Handover) -> Side:
    """Return where whoever acts ticks; RuleBroken HAND-02 for anybody else, HAND-04 when it no longer changes."""
    check_running(handover)
    if handover.side is None:
        raise RuleBroken(
            "HAND-02", _("Seules la personne qui transmet et celle qui reprend cochent, chacune pour soi.")
        )
    return handover.side


def check_finished(handover: Handover) -> None:
    """Raise RuleBroken HAND-03 while a line is open, and name the lines."""
    left = handover.left
    if not left:
        return
    raise RuleBroken(
        "HAND-03",
        ngettext(
            "Il reste {n} ligne ouverte : {names}. La passation se termine quand tout est coché.",
            "Il reste {n} lignes ouvertes : {names}. La passation se termine quand tout est coché.",
            len(left),
        ).format(n=integer(len(left)), names=named(left)),
    )


def named(lines: Sequence[Line]) -> str:
    """Lines in words: the first ones by name, the others counted."""
    names = [_("« {line} »").format(line=line_words(line)) for line in lines[:NAMED]]
    if len(lines) > NAMED:
        more = len(lines) - NAMED
        names.append(ngettext("{n} autre", "{n} autres", more).format(n=integer(more)))
    return listed(names)


def line_words(line: Line) -> str:
    """A line in words: its stage when it has one, then what it is about."""
    if line.stage is None:
        return line.words
    return _("{words} : {stage}").format(words=line.words, stage=_(STAGE_WORDS[line.stage]).lower())


def alert_of(done: int, total: int, takes_over_on: date, day: date) -> Alert:
    """Ready from 80 % on; under, orange from one month before the take-over and red from its day on."""
    if done * 100 >= ENOUGH * total:
        return Alert.READY
    if day >= takes_over_on:
        return Alert.RED
    return Alert.ORANGE if day >= add_months(takes_over_on, -1) else Alert.CALM


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """As they were written, missions first; what was added comes after its own kind."""
    kinds = list(Kind)
    return tuple(sorted(lines, key=lambda line: kinds.index(line.kind)))


def alert_words(handover: Handover) -> str:
    """How a hand-over stands, in a sentence."""
    done = ngettext("{done} ligne faite sur {total}", "{done} lignes faites sur {total}", handover.done).format(
        done=integer(handover.done), total=integer(handover.total)
    )
    return {
        Alert.OVER: _("Passation terminée : {done}."),
        Alert.READY: _("Assez avancée pour la prise de poste : {done}."),
        Alert.CALM: _("En cours : {done}."),
        Alert.ORANGE: _("En retard à moins d’un mois de la prise de poste : {done}, il en faut 80 %."),
        Alert.RED: _("Pas prête pour la prise de poste : {done}, il en faut 80 %."),
        Alert.DROPPED: _("Sans suite : le mandat s’est arrêté."),
    }[handover.alert].format(done=done)


STATE_WORDS = {
    Alert.OVER: N_("terminée"),
    Alert.READY: N_("prête"),
    Alert.CALM: N_("en cours"),
    Alert.ORANGE: N_("en retard"),
    Alert.RED: N_("pas prête"),
    Alert.DROPPED: N_("sans suite"),
}

"""What waits of hand-overs, learning and pairs: for the people concerned, and for those who keep the roles."""

from dataclasses import dataclass
from datetime import date, timedelta

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, long_day
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.handover.records import Alert, Handover, Side
from coop_desk.topics.roles.handover.service.learning import learner_words, learning_for, ramps_at
from coop_desk.topics.roles.handover.service.pairs import pairs_at
from coop_desk.topics.roles.handover.service.reading import handovers_at
from coop_desk.topics.roles.handover.service.retrospectives import lines_for, may_be_written, written
from coop_desk.topics.roles.seats.records import MandateState
from coop_desk.topics.roles.seats.service.reading import role_mandates

SOON = timedelta(days=14)
PAIRS_SOON = timedelta(days=62)
LATE = 6
"""Months after which nobody is asked any more for a retrospective."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: what, why, by when, and the page and record that settle it."""

    key: str
    what: str
    why: str
    due: date | None
    page: str
    record_id: int


def own_waiting(act: Act) -> list[Waiting]:
    """What waits for whoever acts: lines to tick, hand-overs to finish, learning, a retrospective."""
    return [*_own_handovers(act), *_own_ramps(act), *_own_retrospectives(act)]


def _own_handovers(act: Act) -> list[Waiting]:
    found = []
    for one in handovers_at(act, act.today):
        if one.side is None or not one.running:
            continue
        mine = [line for line in one.left if (line.giver if one.side is Side.GIVER else line.receiver) is None]
        near = [line for line in mine if line.due <= act.today + SOON]
        why = _("De {giver} à {receiver}").format(giver=one.giver.name or _("personne"), receiver=one.receiver)
        if near:
            what = ngettext(
                "{n} ligne à cocher : passation « {role} »", "{n} lignes à cocher : passation « {role} »", len(near)
            ).format(n=integer(len(near)), role=one.role)
            due = min(line.due for line in near)
        elif not one.left:
            what, due = _("Terminer la passation « {role} »").format(role=one.role), one.takes_over_on
        else:
            continue
        found.append(Waiting(f"handover:{one.id}", what, why, due, "roles.handover", one.id))
    return found


def _own_ramps(act: Act) -> list[Waiting]:
    found = []
    for one in ramps_at(act, act.today):
        left = [step for step in one.steps if step.done_on is None]
        if not one.running or act.actor_id not in (one.learner_id, one.buddy_id):
            continue
        key = f"ramp:{one.id}"
        if not left and act.actor_id == one.buddy_id:
            what = _("Déclarer l’autonomie : {name}, « {what} »").format(name=one.learner, what=one.what)
            found.append(
                Waiting(key, what, _("Toutes les étapes sont faites."), one.target_on, "roles.learning", one.id)
            )
        elif left and one.target_on <= act.today + SOON:
            what = _("Apprendre « {what} » : {step}").format(what=one.what, step=left[0].words)
            why = _("{learner} avec {buddy}").format(learner=one.learner, buddy=one.buddy)
            found.append(Waiting(key, what, why, one.target_on, "roles.learning", one.id))
    return found


def _own_retrospectives(act: Act) -> list[Waiting]:
    return [
        Waiting(
            f"retrospective:{one.mandate_id}", _("Écrire le bilan de votre mandat : {role}").format(role=one.role),
            _("La personne suivante le lira."), one.ends_on, "roles.retrospectives", one.mandate_id,
        )
        for one in lines_for(act, act.actor_id)
        if one.mine and one.written_at is None and add_months(one.ends_on, LATE) >= act.today
    ]  # fmt: skip


def waiting(act: Act) -> list[Waiting]:
    """What waits for those who keep the roles: hand-overs behind or without a giver, pairs away together."""
    return [*_behind(act), *_not_ready(act), *_away(act), *_never_written(act)]


def _behind(act: Act) -> list[Waiting]:
    found = []
    for one in handovers_at(act, act.today):
        if one.alert in (Alert.ORANGE, Alert.RED):
            words = _("Passation « {role} » en retard : {done} lignes faites sur {total}")
            found.append(_told(one, "behind", words.format(role=one.role, done=one.done, total=one.total)))
        if one.running and one.left and one.giver.person_id is None:
            words = _("Personne ne transmet « {role} » à {name} : désignez quelqu’un")
            found.append(_told(one, "giver", words.format(role=one.role, name=one.receiver)))
    return found


def _told(one: Handover, what: str, words: str) -> Waiting:
    why = _("{name} prend le rôle le {day}.").format(name=one.receiver, day=long_day(one.takes_over_on))
    return Waiting(f"handover:{what}:{one.id}", words, why, one.takes_over_on, "roles.handover", one.id)


def _not_ready(act: Act) -> list[Waiting]:
    """Whoever takes a role soon and still learns what it asks for."""
    coming = [line for line in role_mandates(act) if line.state in (MandateState.ADOPTED, MandateState.SHADOW)]
    what = _("{name} prend « {role} » et apprend encore")
    return [
        Waiting(
            f"not-ready:{line.id}:{ramp.id}", what.format(name=line.name, role=line.role), learner_words(ramp),
            line.starts_on, "roles.learning", ramp.id,
        )
        for line in coming
        for ramp in learning_for(act, line.role_id, line.person_id, max(line.starts_on, act.today))
    ]  # fmt: skip


def _away(act: Act) -> list[Waiting]:
    found = []
    for pair in pairs_at(act, act.today):
        near = [days for days in pair.away if days[0] <= act.today + PAIRS_SOON]
        if not pair.stands_on(act.today) or not near:
            continue
        first, last = near[0]
        what = _("Binôme absent en entier : {one} et {two}").format(one=pair.one, two=pair.two)
        why = _("« {what} », du {first} au {last}.").format(
            what=pair.role or pair.skill, first=long_day(first), last=long_day(last)
        )
        found.append(Waiting(f"pair:{pair.id}", what, why, first, "roles.pairs", pair.id))
    return found


def _never_written(act: Act) -> list[Waiting]:
    """The next holder waits for a retrospective that the one before has not written yet, a month after the end."""
    lines, kept = role_mandates(act), written(act)
    found = []
    for line in lines:
        recent = add_months(line.ends_on, 1) <= act.today < add_months(line.ends_on, LATE)
        if recent and may_be_written(act, line) and line.id not in kept:
            what = _("Demander à {name} le bilan de son mandat : {role}").format(name=line.name, role=line.role)
            why = _("Fini le {day}.").format(day=long_day(line.ends_on))
            found.append(Waiting(f"retrospective:asked:{line.id}", what, why, None, "roles.retrospectives", line.id))
    return found

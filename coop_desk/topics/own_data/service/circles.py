"""What circles and draws hold on the person who asks: seats in them, what was said, who was endorsed or drawn."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.topics.elections.circle.model import CircleEvent
from coop_desk.topics.elections.circle.records import Circle
from coop_desk.topics.elections.circle.service import circle_of as election_circle
from coop_desk.topics.elections.model import ElectionOpening
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.roles.cooptation.model import Endorsement
from coop_desk.topics.roles.cooptation.service.reading import called_of, circle_of, known_cooptations
from coop_desk.topics.roles.drawing.model import Draw, DrawAnswer, DrawResult
from coop_desk.topics.roles.drawing.rules import code_of
from coop_desk.topics.roles.service.naming import role_called

HELD = {
    *("role_cooptation.facilitator_id", "role_cooptation.circle", "role_cooptation.names"),
    *("role_cooptation_event.told", "role_endorsement.endorsed_id", "circle_event.told"),
    *("role_draw.eligible", "role_draw_result.drawn", "role_draw_answer.drawn_id"),
}
"""The columns naming somebody that these parts read."""
Rows = Iterator[tuple[Any, ...]]


def parts(act: Act) -> list[Part]:
    """Return what circles and draws hold on the person who asks."""
    return [
        Part("cooptations", _("Cooptations"), _columns(_("Rôle")), tuple(_in_circles(act))),
        Part("circles", _("Élections sans candidat et décisions par consentement"), _columns(_("Objet")),
             tuple(_in_elections(act))),
        Part("role_draws", _("Tirages au sort de rôles"), _columns(_("Rôle")), tuple(_drawn(act))),
    ]  # fmt: skip


def _columns(about: str) -> tuple[Value, ...]:
    return (
        Value("day", _("Date"), "day"),
        Value("role", about),
        Value("what", _("Ce qui est gardé")),
        Value("why", _("Pourquoi")),
    )


def _in_circles(act: Act) -> Rows:
    for known in known_cooptations(act).values():
        one, role = known.row, role_called(act, known.row.role_id)
        said = (
            (one.facilitator_id == act.actor_id, _("vous animez le cercle")),
            (act.actor_id in one.circle, _("vous siégez au cercle")),
            (act.actor_id in one.names, _("votre nom peut y être proposé")),
        )
        held = ", ".join(words for is_so, words in said if is_so)
        if held:
            name = called_of(act, (*one.circle, *one.names)).get(act.actor_id, "")
            yield one.held_on, role, held, ""
            yield from ((one.held_on, role, *told) for told in _said(circle_of(act, known), act.actor_id, name))
    mine = select(Endorsement).where(Endorsement.endorsed_id == act.actor_id).order_by(Endorsement.id)
    for row in act.session.scalars(mine):
        role = role_called(act, row.role_id)
        yield row.since, role, _("le cercle vous coopte, jusqu’au {day}").format(day=day_words(row.ends_on)), ""
        if row.withdrawn_on is not None:
            yield row.withdrawn_on, role, _("cooptation retirée"), row.withdrawn_because


def _in_elections(act: Act) -> Rows:
    """What was said in circles of elections, where the group agreed that names be kept."""
    wanted = select(ElectionOpening.election_id).join(CircleEvent, CircleEvent.opening_id == ElectionOpening.id)
    name = people_by_id(act.session)[act.actor_id]
    for election_id in act.session.scalars(wanted.distinct().order_by(ElectionOpening.election_id)):
        circle = election_circle(act, election_id)
        on = circle.began.astimezone().date() if circle.began is not None else None
        said: tuple[date | None, str] = (on, circle.title)
        if any(one.person_id == act.actor_id for one in circle.participants):
            yield *said, _("vous siégez au cercle"), ""
        yield from ((*said, *told) for told in _said(circle, act.actor_id, name))


def _said(circle: Circle, me: int, name: str) -> Iterator[tuple[str, str]]:
    """What somebody said in a circle and what was said of them; nothing where names were not to be kept."""
    for named in (*circle.nominations, *circle.changes):
        if named.by == me and named.name:
            yield _("vous nommez {name}").format(name=named.name), named.because
        elif named.name == name:
            yield _("{name} vous nomme").format(name=named.by_name), named.because
    for answers in circle.rounds:
        if circle.names_kept and answers.proposal == name and not circle.matter:
            yield _("vous êtes la personne proposée"), answers.amended
        for objection in answers.objections:
            if objection.by_name == name:
                yield _("vous faites une objection"), objection.because


def _drawn(act: Act) -> Rows:
    code = code_of(act.actor_id)
    results = {one.draw_id: one for one in act.session.scalars(select(DrawResult))}
    mine = select(DrawAnswer).where(DrawAnswer.drawn_id == act.actor_id)
    answers = {one.draw_id: one for one in act.session.scalars(mine)}
    for one in act.session.scalars(select(Draw).order_by(Draw.id)):
        role = role_called(act, one.role_id)
        if any(listed["person"] == act.actor_id for listed in one.eligible):
            yield one.frozen_on, role, _("vous êtes sur la liste, code {code}").format(code=code), ""
        result, answer = results.get(one.id), answers.get(one.id)
        if result is not None and code in result.drawn:
            rank = integer(result.drawn.index(code) + 1)
            yield paris_date(result.at), role, _("le sort vous donne le rang {rank}").format(rank=rank), ""
        if answer is not None:
            yield answer.on, role, _("vous acceptez") if answer.accepts else _("vous refusez"), answer.because

"""Co-optations as they stand, put together from their events; and whom the circles of a role endorsed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer, listed
from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.elections.circle import rules as circles
from coop_desk.topics.elections.circle.records import Circle
from coop_desk.topics.elections.methods import without_candidate
from coop_desk.topics.roles.cooptation.model import Cooptation, CooptationEvent, Endorsement
from coop_desk.topics.roles.cooptation.records import CooptationFile, CooptationLine, Endorsed
from coop_desk.topics.roles.cooptation.rules import shadow_from, sheet_words
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.seats.records import Span
from coop_desk.topics.roles.seats.service import role_mandates
from coop_desk.topics.roles.service.naming import role_called
from coop_desk.topics.roles.service.reading import roles_at

CLOSED = "closed"
"""The last step of a circle."""
COUNTED = "counted"
"""Somebody is retained by a count of the voices, not by consent."""


@dataclass(frozen=True, slots=True)
class Known:
    """A co-optation as stored, what its role is called, its events, whom it endorsed."""

    row: Cooptation
    role: str
    events: tuple[CooptationEvent, ...]
    endorsed: tuple[Endorsed, ...]

    @property
    def closed(self) -> bool:
        """Whether the circle is over."""
        return bool(self.events) and self.events[-1].step == CLOSED


def endorsed_for(act: Act, role_id: int) -> tuple[PersonId, ...]:
    """Whom circles want for a role today, seated or not: the planner chooses among them."""
    rows = act.session.scalars(select(Endorsement).where(Endorsement.role_id == role_id).order_by(Endorsement.id))
    standing = [row for row in rows if row.withdrawn_on is None and row.ends_on >= act.today]
    return tuple(dict.fromkeys(PersonId(row.endorsed_id) for row in standing))


@query(Right.ROLES_READ, N_("Consultation des cooptations"))
def cooptations(act: Act) -> list[CooptationLine]:
    """Every co-optation, the last one first."""
    return lines_at(act)


def lines_at(act: Act) -> list[CooptationLine]:
    """The same, for the topics above."""
    found = known_cooptations(act).values()
    roles = {day: {role.id: role for role in roles_at(act, day)} for day in {known.row.held_on for known in found}}
    lines = [line_of(act, known, roles[known.row.held_on][known.row.role_id]) for known in found]
    return sorted(lines, key=lambda line: (line.held_on, line.id), reverse=True)


@query(Right.ROLES_READ, N_("Consultation d’une cooptation"))
def cooptation(act: Act, cooptation_id: int) -> CooptationFile:
    """One co-optation, whole."""
    return file_of(act, known_cooptation(act, cooptation_id))


@query(Right.ROLES_READ, N_("Consultation des tours de parole d’une cooptation"))
def circle(act: Act, cooptation_id: int) -> Circle:
    """What the circle has said, and the step it is at."""
    return circle_of(act, known_cooptation(act, cooptation_id))


@read_once
def known_cooptations(act: Act) -> dict[int, Known]:
    """Every co-optation with what was written of it, by id."""
    return _known(act, list(act.session.scalars(select(Cooptation).order_by(Cooptation.id))))


def known_cooptation(act: Act, cooptation_id: int) -> Known:
    """One co-optation with what was written of it."""
    return _known(act, [act.session.get_one(Cooptation, cooptation_id)])[cooptation_id]


def _known(act: Act, rows: list[Cooptation]) -> dict[int, Known]:
    wanted = [row.id for row in rows]
    events: dict[int, list[CooptationEvent]] = defaultdict(list)
    told = select(CooptationEvent).where(CooptationEvent.cooptation_id.in_(wanted)).order_by(CooptationEvent.id)
    for event in act.session.scalars(told):
        events[event.cooptation_id].append(event)
    endorsed: dict[int, list[Endorsed]] = defaultdict(list)
    names = people_by_id(act.session)
    made = select(Endorsement).where(Endorsement.cooptation_id.in_(wanted)).order_by(Endorsement.id)
    for one in act.session.scalars(made):
        person = PersonId(one.endorsed_id)
        endorsed[one.cooptation_id].append(
            Endorsed(
                one.id, person, names[person], one.since, one.ends_on, one.mandate_id, one.withdrawn_on,
                one.withdrawn_because,
            )
        )  # fmt: skip
    return {
        row.id: Known(row, role_called(act, row.role_id), tuple(events[row.id]), tuple(endorsed[row.id]))
        for row in rows
    }


def role_then(act: Act, row: Cooptation) -> RoleLine:
    """The role as it was the day the circle sat."""
    return next(role for role in roles_at(act, row.held_on) if role.id == row.role_id)


def line_of(act: Act, known: Known, role: RoleLine) -> CooptationLine:
    """A co-optation in the list."""
    here = circle_of(act, known)
    given_up = str(known.events[-1].told.get("because", "")) if known.closed else ""
    return CooptationLine(
        id=known.row.id, role_id=role.id, role=role.name, pole=role.pole,
        held_on=known.row.held_on, people=len(known.row.circle), step=here.step, given_up=given_up,
        endorsed=known.endorsed,
    )  # fmt: skip


def file_of(act: Act, known: Known) -> CooptationFile:
    """One co-optation, whole."""
    row, names, role = known.row, people_by_id(act.session), role_then(act, known.row)
    term = term_of(known)
    sheet = _("Fiche n° {n}, adoptée le {day} : {decision}").format(
        n=integer(row.sheet_version), day=day_words(role.adopted_on), decision=role.decision
    )
    left = next((line.name for line in role_mandates(act) if line.id == row.replaces_id), "")
    facilitator = names[PersonId(row.facilitator_id)] if row.facilitator_id is not None else ""
    return CooptationFile(
        line=line_of(act, known, role), circle=circle_of(act, known), facilitator=facilitator, sheet=sheet,
        frame=sheet_words(role, term.starts_on, term.ends_on), term=term,
        replaces=left, counted=counted_in(known),
        shadow_from=shadow_from(term.starts_on, role.sheet.shadow_months, act.today),
    )  # fmt: skip


def counted_in(known: Known) -> dict[str, str]:
    """Who was retained by a count, with how many voices and because of which decision."""
    words = _("{votes} voix sur {people}. {decision}")
    told = [event.told for event in known.events if event.step == COUNTED]
    return {
        one["name"]: words.format(votes=integer(one["votes"]), people=integer(one["of"]), decision=one["decision"])
        for one in told
    }


def term_of(known: Known) -> Span:
    """The term as last proposed."""
    proposed = [event.told["until"] for event in known.events if event.step == "proposal" and "until" in event.told]
    return Span(known.row.starts_on, date.fromisoformat(proposed[-1]) if proposed else known.row.ends_on)


def circle_of(act: Act, known: Known) -> Circle:
    """What the circle has said, folded by the rules that elections use."""
    row = known.row
    called = called_of(act, (*row.circle, *row.names))
    return Circle(
        id=row.id,
        title=known.role,
        method=without_candidate.FULL,
        place=_("Réunion du cercle, {day}").format(day=day_words(row.held_on)),
        participants=tuple(Someone(one, called[one]) for one in row.circle),
        names=tuple(called[one] for one in row.names),
        matter=False,
        blank=True,
        dismissing=False,
        outcome=listed([one.name for one in known.endorsed]),
        ratification="",
        began=known.events[0].at if known.events else None,
        ended=known.events[-1].at if known.events else None,
        **circles.told_by([(event.step, event.told) for event in known.events], False, known.closed),
    )


def called_of(act: Act, people: Iterable[int]) -> dict[int, str]:
    """The names of people; two who bear the same are told apart by their number."""
    names, wanted = people_by_id(act.session), dict.fromkeys(people)
    said = Counter(names[PersonId(one)] for one in wanted)
    return {
        one: name if said[name := names[PersonId(one)]] == 1 else _("{name} (n° {n})").format(name=name, n=one)
        for one in wanted
    }


def people_named(act: Act, known: Known) -> dict[str, PersonId]:
    """Who may be named, by the name the circle uses."""
    called = called_of(act, (*known.row.circle, *known.row.names))
    return {called[one]: PersonId(one) for one in known.row.names}

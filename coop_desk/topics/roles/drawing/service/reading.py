"""Draws as they stand: the frozen list, the order, whose answer comes next."""

from collections import defaultdict

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.elections.methods.sortition import seed_of
from coop_desk.topics.roles.drawing import rules
from coop_desk.topics.roles.drawing.model import Draw, DrawAnswer, DrawResult
from coop_desk.topics.roles.drawing.records import Answer, DrawFile, DrawState, Eligible
from coop_desk.topics.roles.service.naming import pole_called, role_called


@query(Right.ROLES_READ, N_("Consultation des tirages au sort des rôles"))
def draws_for_roles(act: Act) -> list[DrawFile]:
    """Every draw, the last one first."""
    return draws_at(act)


def draws_at(act: Act) -> list[DrawFile]:
    """The same, for the topics above."""
    rows = act.session.scalars(select(Draw).order_by(Draw.id.desc()))
    return _files(act, list(rows))


def draw_of(act: Act, draw_id: int) -> DrawFile:
    """One draw."""
    return _files(act, [act.session.get_one(Draw, draw_id)])[0]


def _files(act: Act, rows: list[Draw]) -> list[DrawFile]:
    wanted = [row.id for row in rows]
    results = {
        row.draw_id: row for row in act.session.scalars(select(DrawResult).where(DrawResult.draw_id.in_(wanted)))
    }
    answers: dict[int, list[DrawAnswer]] = defaultdict(list)
    said = select(DrawAnswer).where(DrawAnswer.draw_id.in_(wanted)).order_by(DrawAnswer.id)
    for row in act.session.scalars(said):
        answers[row.draw_id].append(row)
    return [_file(act, row, results.get(row.id), answers[row.id]) for row in rows]


def _file(act: Act, row: Draw, result: DrawResult | None, answers: list[DrawAnswer]) -> DrawFile:
    eligible = tuple(Eligible(one["code"], PersonId(one["person"]), one["name"]) for one in row.eligible)
    of_code, of_person = {one.code: one for one in eligible}, {one.person_id: one for one in eligible}
    drawn = tuple(of_code[code] for code in result.drawn) if result is not None else ()
    read = tuple(result.read) if result is not None else ()
    answered = {rules.code_of(one.drawn_id) for one in answers}
    accepted = sum(one.accepts for one in answers)
    following = rules.next_of([one.code for one in drawn], answered, accepted, row.seats)
    return DrawFile(
        id=row.id, role_id=row.role_id, role=role_called(act, row.role_id), pole=pole_called(act, row.role_id),
        sheet_version=row.sheet_version,
        frozen_at=row.frozen_at, frozen_on=row.frozen_on, eligible=eligible, fingerprint=row.fingerprint,
        sources=tuple(row.sources), seats=row.seats, starts_on=row.starts_on, ends_on=row.ends_on,
        state=_state(result, following, accepted), read=read, drawn_by=result.drawn_by if result is not None else "",
        drawn=drawn, steps=rules.by_hand([one.code for one in eligible], read) if read else (),
        seed=seed_of(read).hex() if read else "",
        answers=tuple(Answer(of_person[PersonId(one.drawn_id)].name, one.on, one.accepts, one.because)
                      for one in answers),
        following=of_code[following] if following is not None else None,
        given_up=result.given_up if result is not None else "",
    )  # fmt: skip


def _state(result: DrawResult | None, following: str | None, accepted: int) -> DrawState:
    if result is None:
        return DrawState.FROZEN
    if result.given_up:
        return DrawState.GIVEN_UP
    if following is not None:
        return DrawState.ANSWERING
    return DrawState.TAKEN if accepted else DrawState.NOBODY

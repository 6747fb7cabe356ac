"""Written questions: sent by an associate or recorded from a paper, answered in the room (DOC-08)."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import Body, Meeting, WrittenAnswer, WrittenQuestion
from coop_desk.topics.assemblies.records import BodyKind, ItemKind, MeetingState, QuestionLine
from coop_desk.topics.assemblies.rules import questions as rules
from coop_desk.topics.assemblies.rules.agenda import RUNNING
from coop_desk.topics.assemblies.service.electorate import names_of, someone
from coop_desk.topics.assemblies.service.items import items_of, new_item
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at


@query(Right.MEETINGS_READ, N_("Consultation des questions écrites"))
def questions(act: Act, meeting_id: int) -> tuple[QuestionLine, ...]:
    """The written questions of a meeting, in the order they came."""
    return questions_of(act, meeting_id)


@action(Right.MEETINGS_READ, N_("Envoi d’une question écrite"))
def send_question(act: Act, meeting_id: int, text: str) -> int:
    """Ask the leaders a question of one's own before an assembly; return its id."""
    meeting = act.session.get_one(Meeting, meeting_id)
    rules.check_convened(_body(act, meeting), MeetingState(meeting.state))
    rules.check_before_opening(MeetingState(meeting.state), meeting.day, act.today)
    return _add(act, meeting, act.actor_id, act.today, text)


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Enregistrement d’une question écrite arrivée sur papier"))
def record_question(act: Act, meeting_id: int, author_id: int, received_on: date, text: str) -> int:
    """Record the question that somebody sent on paper or by e-mail; return its id."""
    meeting = act.session.get_one(Meeting, meeting_id)
    question = _add(act, meeting, author_id, _received(act, meeting, received_on), text)
    if meeting.state in RUNNING:
        put_on_agenda(act, meeting)
    return question


@action(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Correction d’une question écrite"))
def correct_question(act: Act, question_id: int, author_id: int, received_on: date, text: str) -> int:
    """Replace a question copied wrongly from its paper by a new entry; return the id of that one."""
    old = act.session.get_one(WrittenQuestion, question_id)
    meeting = act.session.get_one(Meeting, old.meeting_id)
    rules.check_correctable(old.recorded_by_id != old.author_id, bool(_answers(act, [old.id])))
    return _add(act, meeting, author_id, _received(act, meeting, received_on), text, corrects_id=old.id)


@action(Right.MEETINGS_RUN, Right.MINUTES_WRITE, words=N_("Réponse aux questions écrites"))
def answer_questions(act: Act, meeting_id: int, answers: Mapping[int, str]) -> None:
    """Keep the answers given in the room, by question; a new text corrects the former, an empty one is left out."""
    meeting = act.session.get_one(Meeting, meeting_id)
    rules.check_answerable(MeetingState(meeting.state), meeting.opened_at is not None)
    for question in questions_of(act, meeting.id):
        answer = answers.get(question.id, "").strip()
        if answer and answer != question.answer:
            act.session.add(
                WrittenAnswer(question_id=question.id, answer=answer, answered_at=act.now, recorded_by_id=act.actor_id)
            )


def questions_of(act: Act, meeting_id: int) -> tuple[QuestionLine, ...]:
    """The written questions of a meeting as they stand, corrections applied, in the order they came."""
    rows = list(act.session.scalars(select(WrittenQuestion).where(WrittenQuestion.meeting_id == meeting_id)))
    corrected = {row.corrects_id for row in rows}
    standing = sorted((row for row in rows if row.id not in corrected), key=lambda row: (row.received_on, row.id))
    answers = _answers(act, [row.id for row in standing])
    names = names_of(act, {row.author_id for row in standing})
    return tuple(
        QuestionLine(
            id=row.id,
            author=someone(names, row.author_id),
            received_on=row.received_on,
            text=row.text,
            on_paper=row.recorded_by_id != row.author_id,
            answer=answers[row.id].answer if row.id in answers else "",
            answered_at=answers[row.id].answered_at if row.id in answers else None,
        )
        for row in standing
    )


def put_on_agenda(act: Act, meeting: Meeting) -> None:
    """Give the written questions their point, before other business, unless the agenda has it."""
    known = any(item.kind == ItemKind.WRITTEN_QUESTIONS for item in items_of(act, meeting.id))
    if not known and questions_of(act, meeting.id):
        new_item(act, meeting, _("Questions écrites"), ItemKind.WRITTEN_QUESTIONS, "", "", after_call=True)


def carry_over(act: Act, first: Meeting, second: Meeting) -> None:
    """An assembly that could not deliberate answered nothing: its questions wait for the second one."""
    for row in act.session.scalars(select(WrittenQuestion).where(WrittenQuestion.meeting_id == first.id)):
        if any(row.id == question.id and not question.answer for question in questions_of(act, first.id)):
            act.session.add(
                WrittenQuestion(
                    meeting_id=second.id,
                    author_id=row.author_id,
                    received_on=row.received_on,
                    text=row.text,
                    corrects_id=None,
                    recorded_by_id=row.recorded_by_id,
                )
            )


def say_unanswered(act: Act, meeting: Meeting) -> str:
    """Say how many questions have no answer, as the close recalls it; nothing when all have one."""
    return rules.unanswered_words(sum(1 for question in questions_of(act, meeting.id) if not question.answer))


def unanswered_in(act: Act, meetings: Collection[int]) -> dict[int, int]:
    """How many written questions wait for an answer, for each of these meetings that has some and could deliberate."""
    waiting = (
        select(Meeting.id)
        .join(WrittenQuestion, WrittenQuestion.meeting_id == Meeting.id)
        .where(Meeting.id.in_(meetings), Meeting.state != MeetingState.FAILED)
        .distinct()
    )
    counts = {
        meeting_id: sum(1 for question in questions_of(act, meeting_id) if not question.answer)
        for meeting_id in act.session.scalars(waiting)
    }
    return {meeting_id: count for meeting_id, count in counts.items() if count}


def _add(
    act: Act, meeting: Meeting, author_id: int, received_on: date, text: str, corrects_id: int | None = None
) -> int:
    associates = {int(found.person_id) for found in situations_at(act, received_on) if found.category in ASSOCIATES}
    rules.check_question(author_id in associates, names_of(act, {author_id})[author_id], text)
    question = WrittenQuestion(
        meeting_id=meeting.id,
        author_id=author_id,
        received_on=received_on,
        text=text.strip(),
        corrects_id=corrects_id,
        recorded_by_id=act.actor_id,
    )
    act.session.add(question)
    act.session.flush()
    return question.id


def _received(act: Act, meeting: Meeting, received_on: date) -> date:
    rules.check_convened(_body(act, meeting), MeetingState(meeting.state))
    rules.check_received(received_on, meeting.convened_on or meeting.day, meeting.day, act.today)
    return received_on


def _answers(act: Act, questions: Collection[int]) -> dict[int, WrittenAnswer]:
    """The answer that stands for each question: the last one entered."""
    wanted = select(WrittenAnswer).where(WrittenAnswer.question_id.in_(questions)).order_by(WrittenAnswer.id)
    return {row.question_id: row for row in act.session.scalars(wanted)}


def _body(act: Act, meeting: Meeting) -> BodyKind:
    return BodyKind(act.session.get_one(Body, meeting.body_id).kind)

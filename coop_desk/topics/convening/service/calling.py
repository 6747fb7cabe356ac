"""How far the calling of a meeting is: its calendar, the people to call, the register of what was sent."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import ago_or_in, full_day, listed
from coop_desk.topics.assemblies.model import Body, Meeting
from coop_desk.topics.assemblies.records import BodyKind, MeetingFile, MeetingState, ResolutionKind
from coop_desk.topics.assemblies.service import meeting_file
from coop_desk.topics.assemblies.service import meetings as all_meetings
from coop_desk.topics.convening.model import Sending, StepDone
from coop_desk.topics.convening.records import Calling, CallState, CallSummary, Recipient, SendingKind, SendingLine
from coop_desk.topics.convening.rules import calendar as rules
from coop_desk.topics.convening.rules import contents
from coop_desk.topics.convening.rules.calendar import Call, Deadline, Sent, Step
from coop_desk.topics.convening.rules.means import Means, Ways, ways
from coop_desk.topics.members.records import PostalAddress
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import emails_usable_on, member_addresses, situations_at
from coop_desk.topics.statutes.profile import Profile
from coop_desk.topics.statutes.service import identity_at, profile_at

MANAGER_DIED = "manager_died"
TOLD_BY_HAND = (
    Step.AT_THE_SEAT,
    Step.HOLDERS_LIST,
    Step.AUDITOR_CALLED,
    Step.ACCOUNTS_TO_AUDITOR,
    Step.FILING,
    Step.AGREEMENTS,
    Step.REVISION,
)
WAITING = (MeetingState.PREPARING, MeetingState.CONVENED)


# --- Read by other topics, with the act of their caller ------------------------------------------------


def sendings_of(act: Act, meeting_id: int) -> list[SendingLine]:
    """Return the convocations in force for a meeting, as the minutes quote them."""
    found = register_of(act, meeting_file(act, meeting_id))
    return [line for line in found if line.in_force and line.kind is SendingKind.CONVOCATION]


def summary_of(act: Act, meeting_id: int) -> tuple[CallSummary, ...]:
    """Return how many people were called by each means, from which day to which."""
    days: dict[Means, list[date]] = {}
    for line in sendings_of(act, meeting_id):
        days.setdefault(line.means, []).append(line.sent_on)
    return tuple(CallSummary(means, len(sent), min(sent), max(sent)) for means, sent in days.items())


def waiting_deadlines(act: Act) -> list[tuple[int, str, Deadline]]:
    """Return what must still be done for the coming meetings: meeting, its title, the deadline, nearest first."""
    found = []
    waiting = (
        select(Meeting.id)
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.state.in_([state.value for state in WAITING]), Body.kind == BodyKind.GENERAL_ASSEMBLY.value)
    )
    for meeting_id in act.session.scalars(waiting):
        state = state_of(act, meeting_file(act, meeting_id))
        found += [
            (meeting_id, state.title, deadline)
            for deadline in state.deadlines
            if deadline.state in (rules.State.COMING, rules.State.SOON, rules.State.LATE)
        ]
    return sorted(found, key=lambda one: one[2].due)


def statutes_of_call(act: Act, file: MeetingFile) -> Profile:
    """Return the statutes in force on the day of the call, or today while it is not sent (PRO-02)."""
    meeting = file.meeting
    return profile_at(act, meeting.convened_on or min(act.today, meeting.day))


def call_of(act: Act, file: MeetingFile) -> Call:
    """Return what the calendar of a general assembly depends on."""
    meeting, profile = file.meeting, statutes_of_call(act, file)
    identity = identity_at(act, meeting.convened_on or min(act.today, meeting.day))
    kinds = {resolution.kind for resolution in file.resolutions}
    return Call(
        form=profile.form.value,
        day=meeting.day,
        number=meeting.call_number,
        first_day=meeting.first_meeting_day,
        call_days=profile.number("call_days_first" if meeting.call_number == 1 else "call_days_second"),
        email_days=profile.number("email_consent_days"),
        agenda_days=profile.number("agenda_request_days"),
        correspondence=profile.yes("correspondence_vote"),
        correspondence_days=profile.number("correspondence_deadline"),
        extraordinary=ResolutionKind.EXTRAORDINARY in kinds,
        annual_accounts=meeting.annual_accounts,
        accounts_closed_on=identity.last_year_end(meeting.day) if meeting.annual_accounts else None,
        accounts_months=profile.number_or_none("accounts_ago_months") or 6,
        auditor=identity.has_auditor,
        manager_died=MANAGER_DIED in steps_of(act, meeting.id),
    )


def steps_of(act: Act, meeting_id: int) -> dict[str, date]:
    """Return the steps said to be done, with their day."""
    rows = act.session.scalars(select(StepDone).where(StepDone.meeting_id == meeting_id).order_by(StepDone.id))
    latest = {row.step: row.done_on for row in rows}
    return {step: done_on for step, done_on in latest.items() if done_on is not None}


def recipients_of(act: Act, file: MeetingFile, sent: Sequence[SendingLine] | None = None) -> list[Recipient]:
    """Return everybody to call, sorted by name: all associates, also those whose vote is suspended."""
    meeting = file.meeting
    register = situations_at(act, meeting.day)
    numbers = {one.person_id: one.number for one in register}
    called = {
        line.person_id: line
        for line in (register_of(act, file) if sent is None else sent)
        if line.in_force and line.kind is SendingKind.CONVOCATION
    }
    addresses = member_addresses(act)
    if meeting.body_kind is BodyKind.GENERAL_ASSEMBLY:
        people = [(one.person_id, one.name) for one in register if one.category in ASSOCIATES]
    else:
        people = [(PersonId(line.person.person_id), line.person.name) for line in file.attendance]
    profile = statutes_of_call(act, file)
    free = meeting.body_kind is not BodyKind.GENERAL_ASSEMBLY
    agreed = {} if free else emails_usable_on(act, meeting.day, profile.number("email_consent_days"))
    found = []
    for person_id, name in people:
        address = addresses.get(person_id) or PostalAddress(name, "", (name,), "")
        email = agreed.get(person_id) or address.email
        found.append(
            Recipient(
                person_id=person_id,
                name=name,
                number=numbers.get(person_id, ""),
                ways=_free_ways(email) if free else _legal_ways(profile, person_id in agreed, email),
                title=address.title,
                lines=address.lines,
                email=email,
                called=called.get(person_id),
            )
        )
    return found


def _free_ways(email: str) -> Ways:
    post = (Means.LETTER, Means.HAND, Means.REGISTERED)
    why = _("la loi laisse libre le moyen de réunir cette instance")
    return Ways((Means.EMAIL, *post) if email else post, "CALL-14", why)


def _legal_ways(profile: Profile, agreed: bool, email: str) -> Ways:
    days = profile.number("email_consent_days")
    return ways(profile.form.value, profile.choice("call_mode"), agreed=agreed, email=email, days=days)


def register_of(act: Act, file: MeetingFile) -> list[SendingLine]:
    """Return every sending of a meeting in the order it was recorded, saying which are in force."""
    meeting = file.meeting
    rows = sending_rows(act, meeting.id)
    cancelled = {row.cancels_id: row.note for row in rows if row.cancels_id is not None}
    current = max((row.round for row in rows), default=0)
    names = {person.id: person.name for person in act.session.scalars(select(Person))}
    call = call_of(act, file) if meeting.body_kind is BodyKind.GENERAL_ASSEMBLY else None
    lines = []
    for row in rows:
        if row.cancels_id is not None:
            continue
        convened = meeting.convened_on is not None and row.round == current and row.sent_on >= meeting.convened_on
        kind = SendingKind(row.kind)
        lines.append(
            SendingLine(
                id=row.id,
                kind=kind,
                person_id=PersonId(row.recipient_id),
                name=names[row.recipient_id],
                means=Means(row.means),
                sent_on=row.sent_on,
                reference=row.reference,
                contents=tuple(row.contents),
                note=row.note,
                cancelled=cancelled.get(row.id, ""),
                in_force=row.id not in cancelled and convened,
                breach=rules.breach(call, row.sent_on) if call and kind is SendingKind.CONVOCATION else None,
                recorded_by=names[row.recorded_by_id],
            )
        )
    return lines


def state_of(act: Act, file: MeetingFile, people: Sequence[Recipient] | None = None) -> CallState:
    """Return the calendar of a meeting and how far its calling is."""
    meeting = file.meeting
    people = recipients_of(act, file) if people is None else people
    days = [one.called.sent_on for one in people if one.called is not None]
    sent = Sent(min(days, default=None), max(days, default=None), len(people) - len(days))
    warnings = _warnings(act, file, people)
    if meeting.body_kind is not BodyKind.GENERAL_ASSEMBLY:
        sentence = _("La loi ne fixe pas de délai pour réunir cette instance : suivez vos statuts ou votre usage.")
        return CallState(
            meeting.id, meeting.title, meeting.day, (), len(days), len(people), 0, None, sentence, warnings
        )
    call = call_of(act, file)
    done = steps_of(act, meeting.id)
    died_on = done.pop(MANAGER_DIED, None)
    deadlines = rules.calendar(call, sent, {Step(step): day for step, day in done.items()}, act.today)
    possible = rules.too_late(call, sent, act.today)
    return CallState(
        meeting_id=meeting.id,
        title=meeting.title,
        day=meeting.day,
        deadlines=deadlines,
        called=len(days),
        to_call=len(people),
        notice_days=rules.notice_days(call),
        first_possible=possible,
        sentence=_sentence(act, call, sent, possible),
        warnings=warnings,
        manager_may_die=call.form == "SARL",
        manager_died_on=died_on,
    )


def _sentence(act: Act, call: Call, sent: Sent, possible: date | None) -> str:
    due = rules.last_day_to_send(call.day, rules.notice_days(call))
    if possible is not None and sent.complete_on is not None:
        return _(
            "La dernière convocation est partie le {sent}, après le {due} : le délai n’est pas respecté. "
            "L’assemblée peut se tenir au plus tôt le {possible}."
        ).format(sent=full_day(sent.complete_on), due=full_day(due), possible=full_day(possible))
    if possible is not None:
        return _(
            "La convocation devait partir le {due} au plus tard. Envoyée aujourd’hui, l’assemblée peut se tenir "
            "au plus tôt le {possible}."
        ).format(due=full_day(due), possible=full_day(possible))
    if sent.complete_on is not None:
        return _("Tous les associés ont été convoqués à temps, le dernier le {day}.").format(
            day=full_day(sent.complete_on)
        )
    return _("La convocation doit partir le {due} au plus tard, {when}.").format(
        due=full_day(due), when=ago_or_in(due, act.today)
    )


def _warnings(act: Act, file: MeetingFile, people: Sequence[Recipient]) -> tuple[str, ...]:
    warnings = []
    lost = [one.name for one in people if not one.reachable and one.called is None]
    if lost:
        warnings.append(
            ngettext(
                "Adresse incomplète : {names}. Complétez sa fiche avant d’imprimer.",
                "Adresses incomplètes : {names}. Complétez leurs fiches avant d’imprimer.",
                len(lost),
            ).format(names=listed(lost[:5]) if len(lost) <= 5 else _("{names}…").format(names=", ".join(lost[:5])))
        )
    meeting = file.meeting
    if meeting.body_kind is BodyKind.GENERAL_ASSEMBLY:
        auditor = identity_at(act, min(act.today, meeting.day)).has_auditor
        wanted = contents.expected(meeting.form, annual_accounts=meeting.annual_accounts, auditor=auditor)
        missing = contents.missing(wanted, tuple(f"{one.title} {one.file_name}" for one in file.documents))
        if missing:
            warnings.append(
                _("À joindre à l’ordre du jour avant l’envoi : {documents}.").format(
                    documents=listed([one.words for one in missing])
                )
            )
    return tuple(warnings)


def sending_rows(act: Act, meeting_id: int) -> list[Sending]:
    """Return the stored sendings of a meeting, cancellations included."""
    return list(act.session.scalars(select(Sending).where(Sending.meeting_id == meeting_id).order_by(Sending.id)))


# --- Asked by pages and the command line ---------------------------------------------------------------


@query(Right.MEETINGS_READ, N_("Consultation du calendrier d’une assemblée"))
def calendar(act: Act, meeting_id: int) -> CallState:
    """Return every deadline of a meeting with its state today, and the first possible day when late (A02)."""
    return state_of(act, meeting_file(act, meeting_id))


@query(Right.MEETINGS_READ, N_("Recherche de la prochaine réunion à convoquer"))
def next_to_call(act: Act) -> int | None:
    """Return the nearest coming meeting, a general assembly first; None when nothing is being prepared."""
    waiting = [line for line in all_meetings.function(act) if line.state in WAITING and line.day >= act.today]
    waiting.sort(key=lambda line: (line.body_kind is not BodyKind.GENERAL_ASSEMBLY, line.day, line.id))
    return waiting[0].id if waiting else None


@query(Right.MEETINGS_PREPARE, N_("Consultation des personnes à convoquer"))
def recipients(act: Act, meeting_id: int) -> list[Recipient]:
    """Return everybody to call, by which means, and who is already called."""
    return recipients_of(act, meeting_file(act, meeting_id))


@query(Right.MEETINGS_READ, N_("Consultation du registre des envois"))
def sendings(act: Act, meeting_id: int) -> list[SendingLine]:
    """Return everything sent for a meeting, cancelled lines included."""
    return register_of(act, meeting_file(act, meeting_id))


@query(Right.MEETINGS_PREPARE, N_("Consultation de l’avancement des convocations"))
def call_progress(act: Act, meeting_id: int) -> Calling:
    """Return at once everybody to call, everything sent, and the calendar: one reading for the page of both."""
    file = meeting_file(act, meeting_id)
    sent = register_of(act, file)
    people = recipients_of(act, file, sent)
    return Calling(state_of(act, file, people), tuple(people), tuple(sent))

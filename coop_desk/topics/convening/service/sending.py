"""Recording what was sent and done to call a meeting; nothing is erased, an error is cancelled with its reason."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import full_day, long_day
from coop_desk.topics.assemblies.records import BodyKind, MeetingFile
from coop_desk.topics.assemblies.service import mark_convened, meeting_file
from coop_desk.topics.convening.model import Sending, StepDone
from coop_desk.topics.convening.records import Recipient, SendingKind
from coop_desk.topics.convening.rules import calendar as rules
from coop_desk.topics.convening.rules.calendar import Step
from coop_desk.topics.convening.rules.means import Means, check_means
from coop_desk.topics.convening.service.calling import MANAGER_DIED, TOLD_BY_HAND, call_of, recipients_of, sending_rows


@action(Right.MEETINGS_PREPARE, N_("Enregistrement d’un envoi"))
def record_sending(
    act: Act,
    meeting_id: int,
    person_ids: Sequence[int],
    means: Means,
    sent_on: date,
    *,
    kind: SendingKind = SendingKind.CONVOCATION,
    references: Mapping[int, str] | None = None,
    note: str = "",
) -> tuple[str, ...]:
    """Record what was sent to whom, how and when; the first convocation fixes the agenda. Gives warnings."""
    file = meeting_file(act, meeting_id)
    known = {int(one.person_id): one for one in recipients_of(act, file)}
    if not person_ids:
        raise RuleBroken("SEND-01", _("Choisissez au moins une personne."))
    if sent_on > act.today:
        raise RuleBroken("SEND-02", _("Cet envoi est daté dans l’avenir : enregistrez-le une fois parti."))
    calling = kind is SendingKind.CONVOCATION
    for person_id in person_ids:
        if person_id not in known:
            raise RuleBroken("SEND-01", _("Cette personne n’est pas à convoquer à cette réunion."))
        if calling:
            _check_callable(known[person_id], means)
    rounds = [row.round for row in sending_rows(act, meeting_id)]
    begins = calling and file.meeting.convened_on is None
    number = max(rounds, default=0) + 1 if begins else max(rounds, default=1)
    if calling:
        mark_convened(act, meeting_id, sent_on)
    told = contents_sent(file) if calling else []
    for person_id in person_ids:
        reference = (references or {}).get(person_id, "").strip()
        act.session.add(_row(act, meeting_id, number, kind, person_id, means, sent_on, reference, told, note.strip()))
    act.session.flush()
    people = ngettext("{n} personne", "{n} personnes", len(person_ids)).format(n=len(person_ids))
    act.say(
        _("{kind} à {people} par {means}, le {day}").format(
            kind=kind.words.capitalize(), people=people, means=means.words, day=long_day(sent_on)
        )
    )
    return _late_warning(act, meeting_id, sent_on) if calling else ()


def _check_callable(recipient: Recipient, means: Means) -> None:
    if recipient.called is not None:
        raise RuleBroken(
            "SEND-03",
            _("{name} est déjà convoqué, le {day}. Annulez d’abord cet envoi s’il est faux.").format(
                name=recipient.name, day=long_day(recipient.called.sent_on)
            ),
        )
    check_means(means, recipient.ways, recipient.name)


def _late_warning(act: Act, meeting_id: int, sent_on: date) -> tuple[str, ...]:
    file = meeting_file(act, meeting_id)
    if file.meeting.body_kind is not BodyKind.GENERAL_ASSEMBLY:
        return ()
    call = call_of(act, file)
    severity = rules.breach(call, sent_on)
    if severity is None:
        return ()
    possible = rules.first_possible_day(sent_on, rules.notice_days(call))
    return (
        _("Délai non respecté ({severity}) : l’assemblée peut se tenir au plus tôt le {day}.").format(
            severity=severity.words, day=full_day(possible)
        ),
    )


@action(Right.MEETINGS_PREPARE, N_("Annulation d’un envoi"))
def cancel_sending(act: Act, sending_id: int, reason: str) -> None:
    """Cancel a line of the register: it stays, with the reason beside it."""
    row = act.session.get_one(Sending, sending_id)
    if not reason.strip():
        raise RuleBroken("SEND-04", _("Écrivez pourquoi cet envoi est annulé."))
    already = act.session.scalar(select(Sending.id).where(Sending.cancels_id == sending_id))
    if already is not None or row.cancels_id is not None:
        raise RuleBroken("SEND-04", _("Cet envoi est déjà annulé."))
    act.session.add(
        _row(
            act, row.meeting_id, row.round, SendingKind(row.kind), row.recipient_id, Means(row.means), row.sent_on,
            row.reference, [], reason.strip(), cancels_id=row.id,
        )
    )  # fmt: skip
    act.say(_("Envoi annulé : {reason}").format(reason=reason.strip()))


@action(Right.MEETINGS_PREPARE, N_("Étape du calendrier d’une assemblée"))
def mark_step(act: Act, meeting_id: int, step: Step, done_on: date | None, note: str = "") -> None:
    """Say that a step of the calendar was done on a day, or (without day) that it was not."""
    if step not in TOLD_BY_HAND:
        raise RuleBroken("SEND-05", _("Cette étape se déduit des envois et des dates : elle ne se coche pas."))
    if done_on is not None and done_on > act.today:
        raise RuleBroken("SEND-02", _("Cette date est dans l’avenir."))
    _say_step(act, meeting_id, step.value, done_on, note)
    act.say(_("Étape faite le {day}").format(day=long_day(done_on)) if done_on else _("Étape non faite"))


@action(Right.MEETINGS_PREPARE, N_("Décès du gérant unique avant une assemblée"))
def declare_manager_death(act: Act, meeting_id: int, died_on: date | None, note: str = "") -> None:
    """Say that the sole manager of an SARL died: the notice becomes eight days (CALL-04). Without day: not so."""
    file = meeting_file(act, meeting_id)
    if file.meeting.form != "SARL":
        raise RuleBroken("CALL-04", _("Ce délai court n’existe que dans une SARL dont le gérant unique est décédé."))
    if died_on is not None and died_on > act.today:
        raise RuleBroken("SEND-02", _("Cette date est dans l’avenir."))
    _say_step(act, meeting_id, MANAGER_DIED, died_on, note)
    if died_on is None:
        act.say(_("Décès du gérant unique inscrit par erreur : le délai ordinaire s’applique"))
    else:
        act.say(_("Décès du gérant unique le {day} : délai de convocation de huit jours").format(day=long_day(died_on)))


def _say_step(act: Act, meeting_id: int, step: str, done_on: date | None, note: str) -> None:
    act.session.add(
        StepDone(
            meeting_id=meeting_id,
            step=step,
            done_on=done_on,
            note=note.strip(),
            recorded_at=act.now,
            recorded_by_id=act.actor_id,
        )
    )
    act.session.flush()


def _row(
    act: Act,
    meeting_id: int,
    number: int,
    kind: SendingKind,
    person_id: int,
    means: Means,
    sent_on: date,
    reference: str,
    told: list[Any],
    note: str,
    cancels_id: int | None = None,
) -> Sending:
    return Sending(
        meeting_id=meeting_id,
        round=number,
        kind=kind.value,
        recipient_id=person_id,
        means=means.value,
        sent_on=sent_on,
        reference=reference,
        contents=told,
        note=note,
        cancels_id=cancels_id,
        recorded_at=act.now,
        recorded_by_id=act.actor_id,
    )


def contents_sent(file: MeetingFile) -> list[Any]:
    """Say what a convocation held, with the digest of the agenda and of each file, as proof (NUL-01)."""
    agenda = [
        [item.number, item.title, item.details, [[one.title, one.text, one.kind.value] for one in item.resolutions]]
        for item in file.items
    ]
    meeting = file.meeting
    facts = [meeting.title, meeting.day.isoformat(), meeting.starts_at.isoformat(), meeting.place, agenda]
    if meeting.without_room:  # the place says how to connect, not where to go (VOT-13)
        facts.append("without_room")
    digest = sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
    told = [_("Ordre du jour et projets de résolutions (SHA-256 {digest})").format(digest=digest)]
    told += [
        _("{title}, {file} (SHA-256 {digest})").format(title=one.title, file=one.file_name, digest=one.sha256)
        for one in file.documents
    ]
    return told

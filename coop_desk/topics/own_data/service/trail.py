"""What the journal says of the person who asks: what was recorded on them, who read it, and what they did."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import distinct, func, select

from coop_desk.core import journal
from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import words_of
from coop_desk.core.compartments.traces import OwnTraces
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.journal import JournalTouch, Line
from coop_desk.core.journal_words import column_words, record_words
from coop_desk.core.reading_journal import done_by
from coop_desk.core.words import listed
from coop_desk.topics.own_data.records import Access, Part, Value

HELD = {
    *("journal.actor_id", "journal_touch.person_id"),
    *("share_movement.recorded_by", "vote_result.recorded_by_id", "sending.recorded_by_id"),
    *("calling_step.recorded_by_id", "letter_text.recorded_by_id"),
    *("mandate.recorded_by_id", "mandate_event.recorded_by_id"),
    *("election_count.recorded_by_id", "election_decision.recorded_by_id", "election_result.recorded_by_id"),
    *("circle_event.recorded_by_id", "paper_pile.opened_by_id", "paper_keying.keyed_by_id"),
    *("paper_settled.settled_by_id", "urn_closing.closed_by_id", "urn_incident.recorded_by_id"),
    *("written_question.recorded_by_id", "written_answer.recorded_by_id", "remote_opposition.recorded_by_id"),
    *("decision_rule.recorded_by_id", "role_sheet.recorded_by_id", "pay_step.by_id"),
    *("pay_entry.recorded_by_id", "pay_entry_account.recorded_by_id", "pay_entry_given.recorded_by_id"),
    *("pay_entry_journal.recorded_by_id", "pay_import.ticked_by_id", "pay_layout.saved_by_id"),
    *("pay_package.exported_by_id", "pay_hand_over.recorded_by_id", "pay_hand_over_end.recorded_by_id"),
    *("pay_hand_over_point.recorded_by_id", "pay_hand_over_tick.recorded_by_id"),
    *("handover_template.recorded_by_id", "handover.recorded_by_id", "handover_giver.recorded_by_id"),
    *("handover_tick.by_id", "handover_end.by_id", "ramp_up.recorded_by_id", "ramp_up_event.by_id"),
    *("buddy_pair.recorded_by_id", "cover_choice.by_id", "skill_step.by_id", "key_skill.by_id"),
    *("role_cooptation.recorded_by_id", "role_cooptation_event.recorded_by_id"),
    *("role_draw.recorded_by_id", "role_draw_result.recorded_by_id", "role_draw_answer.recorded_by_id"),
    *("rotation_settings.recorded_by_id", "rotation_pin.recorded_by_id", "rotation_plan.made_by_id"),
    *("rotation_set_aside.recorded_by_id", "rotation_adoption.recorded_by_id"),
    *("rotation_swap.recorded_by_id", "rotation_swap_voice.recorded_by_id"),
    *("surplus_simulation.made_by", "surplus_allocation.recorded_by", "surplus_payment.recorded_by"),
    *("minute_part.written_by_id", "sealed_piece.sealed_by_id", "sheet_use.used_by_id", "signed_file.attached_by_id"),
}
"""The columns naming somebody that these parts read: who recorded a thing is the actor of its journal line."""
_MOST = 1_000_000


def parts(act: Act) -> list[Part]:
    """Return what was recorded on the person, who read it, and a count of what they did themselves."""
    return [recorded(act), *_read_and_done(act)]


def in_brief(act: Act) -> list[Part]:
    """Return the same, what was recorded being counted only: a batch touches everybody and is long to read."""
    counted = select(func.count(distinct(JournalTouch.seq))).where(
        JournalTouch.person_id == act.actor_id, JournalTouch.record != journal.seen_record(act.actor_id)
    )
    return [_recorded((), act.session.scalar(counted) or 0), *_read_and_done(act)]


def recorded(act: Act) -> Part:
    """Return what was recorded on the person."""
    names = people_by_id(act.session)
    about = journal.lines(act.session, names, person_id=act.actor_id, limit=_MOST)
    return _recorded(tuple((one.at, one.actor, _(one.words), what) for one in about if (what := _changed(act, one))), 0)


def _recorded(rows: tuple[tuple[Any, ...], ...], waiting: int) -> Part:
    return Part(
        "recorded",
        _("Ce qui a été inscrit sur vous"),
        (
            Value("at", _("Quand"), "instant"),
            Value("by", _("Par qui")),
            Value("act", _("Acte")),
            Value("what", _("Ce qui a changé")),
        ),
        rows,
        waiting,
    )


def _read_and_done(act: Act) -> list[Part]:
    return [
        Part(
            "accesses",
            _("Qui a lu vos données"),
            (
                Value("at", _("Quand"), "instant"),
                Value("by", _("Qui")),
                Value("act", _("Acte")),
                Value("title", _("Au titre de")),
                Value("said", _("Précision")),
            ),
            tuple((one.at, one.actor, _(one.words), one.title, one.said) for one in accesses(act)),
        ),
        _own_acts(act),
    ]


def accesses(act: Act) -> list[Access]:
    """Return who read or exported the private data of the person who asks, newest first."""
    traces = OwnTraces(act)
    records = [journal.seen_record(act.actor_id), *(journal.sealed_record(c) for c in traces.compartments)]
    names = people_by_id(act.session)
    found = {
        one.seq: one for record in records for one in journal.lines(act.session, names, record=record, limit=_MOST)
    }
    return [access for seq in sorted(found, reverse=True) for access in _access(act, traces, found[seq])]


def _access(act: Act, traces: OwnTraces, line: Line) -> Iterator[Access]:
    """What a line tells this person: in clear, or sealed to them."""
    protected = traces.read_in(line)
    if protected or act.actor_id in line.seen:
        said = [*line.said, *(_("Données protégées lues : {what}.").format(what=words_of(c)) for c in protected)]
        yield Access(line.seq, line.at, line.actor, line.words, line.title, " ".join(said))


def _changed(act: Act, line: Line) -> str:
    """Name what changed on the person, never what the same act changed on somebody else."""
    mine = [change for change in line.changes if change["person"] == act.actor_id]
    return ", ".join(dict.fromkeys(_one_change(change) for change in mine))


def _one_change(change: dict[str, Any]) -> str:
    record = record_words(change["record"])
    if change["new"] is None:
        return _("{record} : retrait").format(record=record)
    if change["old"] is None:
        return _("{record} : ajout").format(record=record)
    return _("{record} : {columns}").format(record=record, columns=listed([column_words(c) for c in change["new"]]))


def _own_acts(act: Act) -> Part:
    done = sorted(done_by(act, act.actor_id), key=lambda one: (one.words, one.outcome))
    return Part(
        "own_acts",
        _("Ce que vous avez fait"),
        (
            Value("act", _("Acte")),
            Value("refused", _("Refusé"), "yes_no"),
            Value("number", _("Nombre"), "integer"),
            Value("first", _("La première fois"), "instant"),
            Value("last", _("La dernière fois"), "instant"),
        ),
        tuple(
            (_(one.words), True if one.outcome == journal.REFUSED else None, one.number, one.first, one.last)
            for one in done
        ),
    )

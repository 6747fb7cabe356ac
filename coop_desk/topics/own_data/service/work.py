"""When, where and under which number the person who asks works, and every line of their accounts of leave.

What they recorded about others is told by the journal, which keeps it by who did it.
"""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import day
from coop_desk.topics.employment.model import WorkSite
from coop_desk.topics.employment.rules.schedules import clock_words, weekdays_words
from coop_desk.topics.employment.service.reading import all_numbers, schedules_of
from coop_desk.topics.employment.service.sites import sites_of_people
from coop_desk.topics.leave.model import LeaveAdjustment
from coop_desk.topics.leave.rules.accounts import account
from coop_desk.topics.leave.rules.explained import from_thousandths, number
from coop_desk.topics.leave.rules.telling import detail_of, words_of
from coop_desk.topics.leave.service import entries_of
from coop_desk.topics.own_data.records import Part, Value

HELD = {
    *("work_schedule.person_id", "pay_number.person_id", "person_site.person_id", "leave_entry.person_id"),
    *("leave_entry.second_person_id", "leave_entry.recorded_by_id", "month_closing.closed_by_id"),
    *("leave_adjustment.person_id", "leave_adjustment.proposed_by_id", "leave_adjustment.decided_by_id"),
}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return what is dated about one's work, the lines of one's accounts and the corrections proposed of them."""
    return [_work(act), _entries(act), _corrections(act)]


def _work(act: Act) -> Part:
    who = act.actor_id
    sites = {row.id: row.name for row in act.session.scalars(select(WorkSite))}
    told = [
        (each.starts_on, _("Horaire"), f"{weekdays_words(each)}, {clock_words(each.weekly)}")
        for each in schedules_of(act, who)
    ]
    told += [(one.starts_on, _("Matricule"), one.number or _("aucun")) for one in all_numbers(act).get(who, ())]
    told += [(starts_on, _("Site"), sites[site]) for starts_on, site in sites_of_people(act).get(who, ())]
    columns = (Value("since", _("À partir du"), "day"), Value("what", _("Quoi")), Value("value", _("Valeur")))
    return Part("work", _("Horaires, matricules et sites"), columns, tuple(sorted(told)))


def _entries(act: Act) -> Part:
    names, entries = people_by_id(act.session), entries_of(act, act.actor_id)
    known = {(entry.account, entry.number): entry for entry in entries}
    rows = []
    for entry in entries:
        of = account(entry.account)
        detail = detail_of(entry, known.get((entry.account, entry.about or 0)))
        second = names[PersonId(entry.second_person)] if entry.second_person is not None else ""
        words = ", ".join(filter(None, (words_of(entry), detail)))
        rows.append(
            (entry.effective_on, f"{of.name}, {of.unit_words}", words, number(from_thousandths(entry.quantity)), second)
        )
    columns = (
        Value("day", _("Date"), "day"), Value("account", _("Compteur")), Value("what", _("Écriture")),
        Value("days", _("Jours")), Value("second", _("Accord de")),
    )  # fmt: skip
    return Part("leave_entries", _("Compteurs de congés"), columns, tuple(rows))


def _corrections(act: Act) -> Part:
    names = people_by_id(act.session)
    wanted = select(LeaveAdjustment).where(LeaveAdjustment.person_id == act.actor_id).order_by(LeaveAdjustment.id)
    rows = [
        (
            row.effective_on,
            account(row.account).name,
            number(from_thousandths(row.quantity)),
            row.reason,
            names[row.proposed_by_id],
            _outcome(row, names[row.decided_by_id] if row.decided_by_id is not None else ""),
        )
        for row in act.session.scalars(wanted)
    ]
    columns = (
        Value("day", _("Date"), "day"), Value("account", _("Compteur")), Value("days", _("Jours")),
        Value("reason", _("Motif")), Value("by", _("Proposée par")), Value("outcome", _("Suite")),
    )  # fmt: skip
    return Part("leave_corrections", _("Corrections de compteurs"), columns, tuple(rows))


def _outcome(row: LeaveAdjustment, by: str) -> str:
    if row.entry_number is not None:
        return _("accordée par {name}").format(name=by)
    if row.dropped_because is not None:
        return _("écartée par {name} : {why}").format(name=by, why=row.dropped_because)
    return _("attend une seconde personne, depuis le {day}").format(day=day(row.proposed_at.date()))

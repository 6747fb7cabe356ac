"""What is looked at before a month is prepared, gathered from every topic that knows something of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import listed
from coop_desk.topics.employment.model import WorkSite
from coop_desk.topics.employment.rules.holidays import holidays
from coop_desk.topics.employment.rules.schedules import schedule_on
from coop_desk.topics.employment.service.reading import all_contracts, all_schedules
from coop_desk.topics.employment.service.sites import site_at, site_calendars, sites_of_people, solidarity_days
from coop_desk.topics.leave.requests.rules.states import State as Asked
from coop_desk.topics.leave.requests.service.reading import absences_between
from coop_desk.topics.leave.rules.accounts import account
from coop_desk.topics.leave.service.balances import balances_at, expiring_soon
from coop_desk.topics.members.rules.admission import Contract
from coop_desk.topics.payroll.records import PersonLine
from coop_desk.topics.payroll.rules.checks import Facts, Finding, MonthFacts, figures_of, findings
from coop_desk.topics.payroll.rules.keeping import PersonMonth
from coop_desk.topics.payroll.rules.months import compartment_of, first_day, last_day, month_words, shifted
from coop_desk.topics.payroll.rules.states import State
from coop_desk.topics.payroll.service.absences import absences_now, why_closed
from coop_desk.topics.payroll.service.reading import life_of, months_held, people_of, variables
from coop_desk.topics.payroll.service.shares import kept_of, refusal_of
from coop_desk.topics.payroll.service.targets import targets

LOOKED_BACK = 3


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Contrôle d’un mois de paie"))
def check_month(act: Act, month: str) -> tuple[Finding, ...]:
    """Look at everything that may be wrong in a month, what blocks it first."""
    return findings_at(act, month)


def findings_at(act: Act, month: str) -> tuple[Finding, ...]:
    """The points of a month, within the act of the caller."""
    held = months_held(act, month)
    months = [shifted(month, -back) for back in range(1, LOOKED_BACK + 1)]
    known = [one for one in months if life_of(act, one).steps]
    open_ = [one for one in known if act.sealed.opens(compartment_of(one))]
    before = [months_held(act, one) for one in open_]
    closed = [month_words(one) for one in known if one not in open_]
    people = people_of(act, month, held)
    gathered, open_now = _Gathered(act, month), life_of(act, month).state is State.OPEN
    absences_closed = why_closed(act, month) if open_now else ""
    known_codes = variables(act)
    facts = MonthFacts(
        month,
        tuple(gathered.facts_of(line, held.get(line.person_id), before) for line in people),
        known_codes,
        targets=targets(act, known_codes.values()),
        absences_closed=absences_closed,
        absences_changed=_changed(act, month, held) if open_now and not absences_closed else (),
        no_solidarity=_without_solidarity(act, (line.person_id for line in people), gathered.last),
        before_closed=_("Vous ne tenez pas la clé de {months}.").format(months=listed(closed)) if closed else "",
    )
    return findings(facts)


def _changed(act: Act, month: str, held: Mapping[PersonId, PersonMonth]) -> tuple[PersonId, ...]:
    """Whose absences are no longer those taken into the month."""
    now = absences_now(act, month)
    kept = {who: each.absences for who, each in held.items()}
    return tuple(who for who in {*now, *kept} if now.get(who, ()) != kept.get(who, ()))


def _without_solidarity(act: Act, people: Iterable[PersonId], day: date) -> tuple[str, ...]:
    """The sites of these people whose day of solidarity nobody fixed this year."""
    fixed, place = solidarity_days(act), _places(act, day)
    names = {site.id: site.name for site in act.session.scalars(select(WorkSite))}
    sites = {place(who) for who in people}
    missing = [site_id for site_id in sites if (site_id or 0, day.year) not in fixed]
    return tuple(sorted(names.get(site_id or 0, "") for site_id in missing))


def _places(act: Act, day: date) -> Callable[[PersonId], int | None]:
    """Where each person works on a day: the first site when none was said, None in a co-op without any."""
    said, first = sites_of_people(act), min(site_calendars(act), default=None)

    def place(who: PersonId) -> int | None:
        begun = [site_id for starts_on, site_id in said.get(who, ()) if starts_on <= day]
        return begun[-1] if begun else first

    return place


class _Gathered:
    """What other topics know of the month, read once for everybody."""

    def __init__(self, act: Act, month: str) -> None:
        self.act, self.month = act, month
        self.first, self.last = first_day(month), last_day(month)
        # asked once for everybody: an act that writes keeps no answer
        self.contracts, self.schedules = all_contracts(act), all_schedules(act)
        self.places = _places(act, self.last)
        self.days = [self.first + timedelta(days=at) for at in range((self.last - self.first).days + 1)]
        self.balances: dict[PersonId, list[tuple[str, int]]] = {}
        for (who, code), balance in balances_at(act, self.last).items():
            if balance < 0:
                self.balances.setdefault(who, []).append((account(code).name, balance))
        self.expiring: dict[PersonId, list[tuple[str, int]]] = {}
        for (who, code), left in expiring_soon(act, self.last, None).items():
            if left > 0:
                self.expiring.setdefault(who, []).append((account(code).name, left))
        self.asked: dict[PersonId, list[tuple[date, date]]] = {}
        for one in absences_between(act, self.first, self.last, states=(Asked.SUBMITTED,)):
            self.asked.setdefault(one.person_id, []).append((one.first, one.last))
        self.feasts: dict[int | None, Mapping[date, tuple[str, bool]]] = {}

    def facts_of(self, line: PersonLine, held: PersonMonth | None, before: list[dict[PersonId, PersonMonth]]) -> Facts:
        """Everything that is looked at about one person."""
        act, who = self.act, line.person_id
        held = held or PersonMonth(who, self.month)
        contracts = self.contracts.get(who, ())
        kept = kept_of({who: held}).get(who, 0)
        return Facts(
            held.person or line,
            held.lines,
            held.absences,
            contracts=tuple((one.started_on, one.ended_on) for one in contracts),
            due=self._due(who, contracts),
            full_time=all(
                one.working_time >= 1000 for one in contracts if _touches(one.started_on, one.ended_on, self)
            ),
            holidays=self._holidays(self.places(who)),
            negative=tuple(self.balances.get(who, ())),
            expiring=tuple(self.expiring.get(who, ())),
            asked=tuple(self.asked.get(who, ())),
            before=tuple(figures_of(month[who].lines) for month in before if who in month),
            shares_refusal=refusal_of(act, who, kept) if kept else "",
        )

    def _due(self, who: PersonId, contracts: Sequence[Contract]) -> dict[date, int]:
        """Minutes of work by day, by the schedule of the person."""
        schedules = self.schedules.get(who, ())
        found = {day: schedule_on(schedules, contracts, day) for day in self.days}
        return {day: minutes for day, kept in found.items() if kept and (minutes := kept.minutes_on(day))}

    def _holidays(self, site_id: int | None) -> Mapping[date, tuple[str, bool]]:
        """The holidays of the month at a site, and whether people work there that day."""
        if site_id not in self.feasts:
            site = site_at(self.act, site_id, self.last)
            self.feasts[site_id] = {
                one.day: (one.name, one.day in site.worked_on or one.feast in site.worked)
                for one in holidays(self.first.year, site)
                if self.first <= one.day <= self.last
            }
        return self.feasts[site_id]


def _touches(start: date, end: date | None, month: _Gathered) -> bool:
    return start <= month.last and (end is None or end >= month.first)

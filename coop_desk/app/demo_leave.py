"""The demo's time at work: a site, part-timers, numbers, the leave taken over, and three years of months closed."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from coop_desk.app.demo import FOUNDER, Cast
from coop_desk.core import delegating
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.sheets.columns import guess
from coop_desk.sheets.read import read_table
from coop_desk.sheets.write import table_bytes
from coop_desk.topics.employment import service as employment
from coop_desk.topics.employment.rules.holidays import Feast, Site, Zone, holidays
from coop_desk.topics.leave import service
from coop_desk.topics.leave.columns import COLUMNS
from coop_desk.topics.leave.rules.explained import Days
from coop_desk.topics.members.rules.admission import add_months

DELEGATE, SECOND, STAND_IN = "colin.sauvage", "chiara.rossi", "yann.kervella"
H = 420
SCHEDULES: dict[str, tuple[tuple[int, ...], ...]] = {
    "erwan.le-goff": ((H, H, 210, 0, 0, 0, 0),),
    "aminata.diallo": ((H, H, 0, H, H, 0, 0),),
    "chiara.rossi": ((H, H, H, H, 0, 0, 0),),
    "hugo.martel": ((0, H, H, H, H, 0, 0),),
    "zoe.aubry": ((H, H, H, 0, 0, 0, 0), (H, H, 0, 0, 0, 0, 0)),
    "nils.ferrand": ((0, 0, 210, H, H, 0, 0),),
}


def begin(cast: Cast) -> None:
    """Say when, where and under which number people work, and take over their leave at the end of the year before."""
    cast.later(20)
    today = cast.clock.today()
    because = _("Réunion du pôle ressources humaines, {day}").format(day=long_day(today))
    for login in (DELEGATE, SECOND, STAND_IN):
        delegating.give_title(cast.desk(FOUNDER), cast.people[login], "leave_delegate", today, None, because)
    desk, year = cast.desk(DELEGATE), today.year
    site = employment.open_site(desk, _("Atelier du Canal, Nantes"), date(year, 1, 1), Site(Zone.FRANCE))
    for each in range(year, year + 4):
        whit_monday = next(one.day for one in holidays(each, Site()) if one.feast is Feast.WHIT_MONDAY)
        employment.set_solidarity_day(desk, site, each, whit_monday)
    agreement = _("Accord d’entreprise du {day}").format(day=long_day(date(year - 1, 12, 4)))
    service.change_setting(desk, "rest_days_a_year", Days(10), date(year, 1, 1), agreement)
    service.change_setting(desk, "rest_days_until", (12, 31), date(year, 1, 1), agreement)
    service.change_setting(desk, "announced_on", today, date(year, 5, 1), _("Affichage et courriel à chacun"))
    names = {person_id: login for login, person_id in cast.people.items()}
    working = [line for line in employment.workers(desk) if line.running]
    for number, line in enumerate(working, start=1):
        since = line.since or today
        employment.record_matricule(desk, line.person_id, since, f"{number:04d}")
        if names.get(line.person_id) in SCHEDULES:
            employment.record_schedule(desk, line.person_id, since, SCHEDULES[names[line.person_id]])
    _take_over(cast, date(year - 1, 12, 31))


def _take_over(cast: Cast, on: date) -> None:
    """The balances of the pay slips of December: what is left of last year, and seven months of this one."""
    desk = cast.desk(DELEGATE)
    current = date(on.year, 6, 1)
    for at, line in enumerate(employment.workers(desk, on)):
        if line.running:
            left = 1000 * (at % 4)
            service.record_opening(desk, line.person_id, "CP", left, on, add_months(current, -12))
            service.record_opening(desk, line.person_id, "CP", 17_500, on, current)


def settle(cast: Cast, day: date) -> None:
    """Compare with the bookkeeper's balances of the month before, and correct by what was taken on pay slips."""
    cast.on(day)
    desk, on = cast.desk(DELEGATE), day.replace(day=1) - timedelta(days=1)
    numbers = [line.matricule for line in employment.workers(desk, on) if line.running and line.matricule]
    rows = [[each, f"{10 + 2 * (at % 4)}", f"{at % 3},5"] for at, each in enumerate(numbers)]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "soldes.csv"
        file.write_bytes(table_bytes("csv", ["Matricule", "Solde CP N-1", "Solde RTT"], rows))
        table = read_table(file)
    mapping = guess(COLUMNS, table.headers)
    found = service.compare_balances(desk, table, mapping, on)
    why = _("Congés pris en {year}, d’après les bulletins de paie").format(year=on.year)
    service.settle_gaps(desk, table, mapping, on, [gap.key for gap in found.gaps], why)
    for agreeing in (SECOND, STAND_IN):  # nobody agrees to what is about oneself
        mine = [one.id for one in service.corrections(cast.desk(agreeing)) if one.mine_to_agree]
        service.agree_corrections(cast.desk(agreeing), mine)


def close_until(cast: Cast, day: date) -> None:
    """Close every month that is over on a day, as the delegate does: at the beginning of the next one."""
    cast.on(day)
    last = day.replace(day=1) - timedelta(days=1)
    service.close_month(cast.desk(DELEGATE), last.replace(day=1))

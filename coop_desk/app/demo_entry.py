"""The demo's entries of pay: two months booked, one of them corrected, and the delegation that changes hands soon."""

from datetime import date, timedelta

from coop_desk.app.demo import Cast
from coop_desk.app.demo_pay import DELEGATE, VALIDATOR, months_of
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.entry import service as entries
from coop_desk.topics.payroll.entry.records import Draft, Plan, Totals
from coop_desk.topics.payroll.entry.rules.chart import SHARES, lines_of
from coop_desk.topics.payroll.handing_over import service as handing_over
from coop_desk.topics.payroll.rules.months import last_day, month_words

GROSS, WITHHELD, EMPLOYER = 5_214_380, 118_240, 1_702_515
AMOUNTS = {
    "gross": GROSS, "bonuses": 64_500, "social_employee": 871_934, "pension_employee": 209_117, "withheld": WITHHELD,
    "advances": 30_000, "social_employer": EMPLOYER, "pension_employer": 313_675,
}  # fmt: skip


def tell(cast: Cast, today: date) -> None:
    """Book the two first months as the payroll tool totals them; the last one is still to be booked."""
    first, second, _third = months_of(today)
    desk = cast.desk(DELEGATE)
    entries.change_account(
        desk, Plan(SHARES, _("Parts sociales retenues sur la paie"), "", "", "467100", _("Associés, parts retenues"))
    )
    entries.record_entry(desk, _draft(cast, first, EMPLOYER))
    cast.later(20)
    wrong = entries.record_entry(desk, _draft(cast, second, EMPLOYER + 41_200))
    cast.later(60)
    why = _("La part patronale recopiée était celle d’un autre établissement.")
    entries.correct_entry(desk, wrong, why, _draft(cast, second, EMPLOYER))
    cast.later(30)
    number = handing_over.begin_hand_over(
        desk, cast.people[DELEGATE], cast.people[VALIDATOR], cast.clock.today() + timedelta(days=60)
    )
    handing_over.add_point(desk, number, _("Le cabinet demande les variables avant le 25 de chaque mois."))
    for point in handing_over.hand_over(desk, number).points[:3]:
        handing_over.tick_point(desk, number, point.key)


def _draft(cast: Cast, month: str, employer: int) -> Draft:
    amounts = AMOUNTS | {"social_employer": employer}
    kept = sum(amounts[key] for key in ("social_employee", "pension_employee", "withheld", "advances"))
    amounts["net"] = amounts["gross"] + amounts["bonuses"] - kept
    chart = entries.chart(cast.desk(DELEGATE))
    lines = lines_of(chart, amounts, _("Paie, {month}").format(month=month_words(month)))
    totals = Totals(amounts["net"], amounts["gross"] + amounts["bonuses"], amounts["withheld"])
    return Draft(month, last_day(month), f"PAIE-{month}", lines, totals, amounts)

"""The demo's pay: three months prepared by the delegate and validated by another, and one that is open."""

from collections.abc import Sequence
from datetime import date, timedelta

from coop_desk.app import demo_exports
from coop_desk.app.demo import FOUNDER, Cast, working_day
from coop_desk.core import delegating
from coop_desk.core.compartments.delegating import delegate_keys, key_delegations
from coop_desk.core.compartments.names import READ, WRITE
from coop_desk.core.compartments.opening import settle_desk
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.keeping import Exchange
from coop_desk.topics.payroll.rules.lines import Line
from coop_desk.topics.payroll.rules.months import first_day, last_day, month_of, shifted

DELEGATE, VALIDATOR = "maiwenn.oeuvrard", "katell.salaun"
BUYER = "nolwenn.jaouen"
LATE = "samir.benali"
NIGHTS = "linh.nguyen"
USUAL: dict[str, Sequence[Line]] = {
    "nolwenn.jaouen": (Line("H_SUP25", 4_000), Line("REMB_TRANSPORT", amount=3_350)),
    "samir.benali": (Line("H_SUP25", 6_500), Line("REMB_KM", 214_000, 11_342)),
    "zoe.aubry": (Line("COMM", amount=18_000),),
    "hugo.martel": (Line("H_NUIT", 9_000), Line("FORFAIT_MOB_DUR", amount=4_150)),
    "linh.nguyen": (Line("REMB_FRAIS", amount=6_870, comment="Salon du bois, Nantes"), Line("ACOMPTE", amount=30_000)),
    "piotr.wozniak": (Line("AVANTAGE_NAT", amount=11_200, comment="Véhicule de service"),),
}


def months_of(today: date) -> tuple[str, str, str]:
    """The last three months before today’s."""
    now = month_of(today)
    return shifted(now, -3), shifted(now, -2), shifted(now, -1)


def tell(cast: Cast, today: date) -> None:
    """Entrust the pay, then prepare and validate the three last months, each at the beginning of the next."""
    _entrust(cast, today)
    first, second, third = months_of(today)
    service.add_bonus(cast.desk(DELEGATE), _("Ancienneté"))
    demo_exports.begin(cast, DELEGATE, sorted({month[:4] for month in (*months_of(today), month_of(today))}))
    _live(cast, first, ())
    demo_exports.hand_over(cast, DELEGATE, first)
    late = Line("H_SUP25", 1_500, comment=_("Livraison du 27, oubliée"), concerns=first)
    _live(cast, second, (Exchange(cast.people[LATE], None, late),))
    demo_exports.hand_over_twice(cast, DELEGATE, VALIDATOR, second, NIGHTS)
    order = Line("RET_PARTS_SOCIALES", amount=5_000, order_on=first_day(third), pay_due=189_640)
    _live(cast, third, (Exchange(cast.people[BUYER], None, order),))
    demo_exports.hand_over_and_ask(cast, DELEGATE, third)


def begin_month(cast: Cast, today: date) -> None:
    """Open the month of today, with the figures of the month before; nothing is checked yet."""
    cast.on(today - timedelta(days=1), 9)
    desk, month = cast.desk(DELEGATE), month_of(today)
    service.open_month(desk, month)
    service.change_lines(desk, month, service.last_month_lines(desk, month))


def _entrust(cast: Cast, today: date) -> None:
    """Give the two titles and the keys of the years: the validator only reads."""
    months = (*months_of(today), month_of(today))
    cast.on(max(working_day(first_day(months[1])), cast.clock.today()), 7)
    since = cast.clock.today()
    founder, because = cast.desk(FOUNDER), _("Cooptation du pôle, {day}").format(day=long_day(since))
    delegating.give_title(founder, cast.people[DELEGATE], "pay_delegate", since, None, because)
    delegating.give_title(founder, cast.people[VALIDATOR], "pay_validator", since, None, because)
    held = {(one.compartment, one.person_id) for one in key_delegations(founder)}
    for year in sorted({month[:4] for month in months}):
        if (f"pay/{year}", cast.people[DELEGATE]) not in held:
            delegate_keys(founder, f"pay/{year}", cast.people[DELEGATE], WRITE, since, None, because, export=True)
        delegate_keys(founder, f"pay/{year}", cast.people[VALIDATOR], READ, since, None, because)
    settle_desk(cast.desk(DELEGATE))


def _live(cast: Cast, month: str, more: Sequence[Exchange]) -> None:
    """One month from its opening to its validation."""
    cast.on(max(working_day(last_day(month) + timedelta(days=1)), cast.clock.today()), 8)
    desk = cast.desk(DELEGATE)
    service.open_month(desk, month)
    people = service.pay_month(desk, month).people
    vouchers = [
        Exchange(one.person_id, None, Line("TITRES_RESTO", 18_000 + 1_000 * (at % 3))) for at, one in enumerate(people)
    ]
    senior = [Exchange(one.person_id, None, Line("PRIME_ANCIENNETE", amount=4_500)) for one in people[::5]]
    there = {one.person_id for one in people}
    usual = [
        Exchange(cast.people[login], None, line)
        for login, lines in USUAL.items()
        if cast.people[login] in there
        for line in lines
    ]
    service.change_lines(desk, month, (*vouchers, *senior, *usual, *more))
    service.prepare_month(desk, month)
    cast.later(30)
    service.validate_month(cast.desk(VALIDATOR), month)

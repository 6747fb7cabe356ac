"""The demo's surplus: two simulations, the one its annual assembly adopts, and what each is due. All is invented."""

from datetime import date, timedelta
from fractions import Fraction

from coop_desk.app.demo import FOUNDER, Cast, working_day
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.compartments.names import WRITE
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.surplus import service
from coop_desk.topics.surplus.records import Basis, Hypotheses

SECRETARY, DELEGATE = "aminata.diallo", "maiwenn.oeuvrard"
RESULT, RESERVE = 8_643_000, 2_914_500
YEARLY_MINUTES, LEAST_PAY = 1607 * 60, 2_240_000


def propose(cast: Cast, day: date, meeting: int) -> None:
    """Simulate twice before the assembly, and put the usual distribution under its resolution."""
    desk, year_end = cast.desk(SECRETARY), date(day.year - 1, 12, 31)
    usual = Hypotheses(year_end, RESULT, legal_reserve_cents=RESERVE, employees_part=Fraction(45, 100))
    more = Hypotheses(year_end, RESULT, legal_reserve_cents=RESERVE, employees_part=Fraction(47, 100))
    kept = service.simulate(desk, _("Comme l’an dernier"), usual)
    service.simulate(desk, _("47 % au travail"), more)
    _accounts, allocation = _resolutions(cast, meeting)
    service.propose(desk, kept, allocation)


def adopt(cast: Cast, meeting: int) -> None:
    """Freeze what the assembly adopted."""
    desk = cast.desk(SECRETARY)
    accounts, allocation = _resolutions(cast, meeting)
    proposed = next(one for one in service.surplus(desk).simulations if one.resolution_id == allocation)
    service.adopt(desk, proposed.id, accounts)


def share_out(cast: Cast, day: date) -> None:
    """Entrust the pay of both years, enter everybody's bases, and seal what each is due with the pay of July."""
    cast.on(working_day(day + timedelta(days=12)))
    because = _("Assemblée générale du {day}").format(day=long_day(day))
    for year in (day.year - 1, day.year):
        delegate_keys(
            cast.desk(FOUNDER),
            f"pay/{year}",
            cast.people[DELEGATE],
            WRITE,
            cast.clock.today(),
            None,
            because,
            export=True,
        )
    cast.on(working_day(day + timedelta(days=14)))
    desk = cast.desk(DELEGATE)
    view = service.people_of_surplus(desk)
    bases = [(row.person_id, _basis(place, row.foreseen_minutes)) for place, row in enumerate(view.bases)]
    service.record_bases(desk, view.year_end, bases)
    assert view.allocation is not None  # noqa: S101
    service.share_out(desk, view.allocation.id, f"{day.year}-07")


def _basis(place: int, foreseen: int) -> Basis:
    """Pay and hours of somebody by the time they work; pay grows a little from one to the next."""
    full = 261 * 7 * 60
    minutes = YEARLY_MINUTES * foreseen // full
    return Basis((LEAST_PAY + 37_500 * (place % 9)) * foreseen // full, minutes)


def _resolutions(cast: Cast, meeting: int) -> tuple[int, int]:
    """The resolutions of that assembly on the accounts and on the surplus."""
    found = assemblies.meeting(cast.desk(SECRETARY), meeting).resolutions
    accounts = next(one.id for one in found if "comptes" in one.title)
    return accounts, next(one.id for one in found if "excédents" in one.title)

"""What the surplus prints: one page for the assembly, a table in its minutes, one slip for each person."""

from datetime import date
from fractions import Fraction

from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.minutes import service as minutes
from coop_desk.topics.surplus import service
from tests.golden import check_pages
from tests.topics.core.compartments.conftest import House
from tests.topics.surplus.conftest import hold, prepare, told


def test_the_page_the_minutes_and_the_slip_say_the_same_figures(maison: House) -> None:
    manager = maison.desk("manager")
    made = prepare(maison)
    hypotheses = told(
        gains_cents=500_000, prior_losses_cents=300_000, participation_part=Fraction(1, 2),
        leaders_decided_on=date(2025, 11, 20),
    )  # fmt: skip
    simulation = service.simulate(manager, "Avec participation", hypotheses)
    service.propose(manager, simulation, made.allocation)
    simulated = service.print_simulation(manager, simulation)
    assert len(page_texts(simulated)) == 1
    check_pages(simulated, "surplus/simulation")
    hold(maison, made)
    meeting = assemblies.meetings(manager)[0].id
    check_pages(minutes.minutes_pdf(manager, meeting), "surplus/minutes")
    allocation = service.adopt(manager, simulation, made.accounts)
    service.share_out(maison.desk("delegate"), allocation, "2026-07")
    check_pages(service.print_own_slip(maison.sign_in("other"), allocation), "surplus/slip")
    assert "Adoptée" in page_texts(service.print_allocation(maison.desk("member"), allocation))[0]

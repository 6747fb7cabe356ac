"""The verbs of the surplus: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.surplus.service.bases import import_bases, record_bases
from coop_desk.topics.surplus.service.deciding import adopt, foresee, propose, set_aside, simulate
from coop_desk.topics.surplus.service.own import ask_payment, own_shares
from coop_desk.topics.surplus.service.printing import (
    print_allocation,
    print_own_slip,
    print_simulation,
    print_slips,
)
from coop_desk.topics.surplus.service.reading import (
    adopted_to_share,
    offered_resolutions,
    simulations_of,
    surplus,
    voted_to_record,
)
from coop_desk.topics.surplus.service.sharing import (
    people_of_surplus,
    record_request,
    share_out,
    shares_paid_in,
)

__all__ = [
    "adopt",
    "adopted_to_share",
    "ask_payment",
    "foresee",
    "import_bases",
    "offered_resolutions",
    "own_shares",
    "people_of_surplus",
    "print_allocation",
    "print_own_slip",
    "print_simulation",
    "print_slips",
    "propose",
    "record_bases",
    "record_request",
    "set_aside",
    "share_out",
    "shares_paid_in",
    "simulate",
    "simulations_of",
    "surplus",
    "voted_to_record",
]

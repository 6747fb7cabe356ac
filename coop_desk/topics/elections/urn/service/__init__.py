"""The verbs of an urn, from the shares to the public export."""

from coop_desk.topics.elections.urn.service.casting import cast_ballot, sign_for_paper
from coop_desk.topics.elections.urn.service.closing import close_urn, declare_lost, record_incident
from coop_desk.topics.elections.urn.service.counting import check_share, count_urn
from coop_desk.topics.elections.urn.service.exporting import public_export, scrutineers_export
from coop_desk.topics.elections.urn.service.keeping import erase_urn, remove_strays, urn_notices, urns_sound
from coop_desk.topics.elections.urn.service.opening import before_opening, begin_ceremony, open_urn, urn_warnings
from coop_desk.topics.elections.urn.service.reading import booth, urn, urn_at, urn_of, urns

__all__ = [
    "before_opening",
    "begin_ceremony",
    "booth",
    "cast_ballot",
    "check_share",
    "close_urn",
    "count_urn",
    "declare_lost",
    "erase_urn",
    "open_urn",
    "public_export",
    "record_incident",
    "remove_strays",
    "scrutineers_export",
    "sign_for_paper",
    "urn",
    "urn_at",
    "urn_notices",
    "urn_of",
    "urn_warnings",
    "urns",
    "urns_sound",
]

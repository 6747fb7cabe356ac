"""The verbs of one's own data: only ever those of the person who asks."""

from collections.abc import Callable

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.paper.letterhead import Letterhead
from coop_desk.topics.own_data.records import Access, OwnData, Part
from coop_desk.topics.own_data.service import (
    absences,
    assembled,
    capital,
    mandates,
    pay,
    powers,
    register,
    roles,
    sealed,
    trail,
    votes,
    wishes,
    work,
)
from coop_desk.topics.statutes.service import known_identity, letterhead_at

GATHERERS = (
    register.parts, sealed.parts, powers.parts, mandates.parts, wishes.parts, roles.parts, work.parts, absences.parts,
    pay.parts, capital.parts, assembled.parts, votes.parts,
)  # fmt: skip


@query(Right.OWN_FILE_READ, N_("Consultation de tout ce qui est gardé sur soi"))
def own_data(act: Act) -> OwnData:
    """Return everything the co-operative holds on the person who asks."""
    return _gathered(act, trail.parts)


@query(Right.OWN_FILE_READ, N_("Consultation de ce qui est gardé sur soi"))
def own_data_in_brief(act: Act) -> OwnData:
    """Return the same, what was recorded on the person being counted only (see `own_record`)."""
    return _gathered(act, trail.in_brief)


@query(Right.OWN_FILE_READ, N_("Consultation de ce qui a été inscrit sur soi"))
def own_record(act: Act) -> Part:
    """Return what was recorded on the person who asks."""
    return trail.recorded(act)


def _gathered(act: Act, of_the_journal: Callable[[Act], list[Part]]) -> OwnData:
    found = [part for gather in (*GATHERERS, of_the_journal) for part in gather(act)]
    name = act.session.get_one(Person, act.actor_id).name
    identity = known_identity(act, act.today)
    coop = identity.name if identity else act.coop.name
    return OwnData(act.actor_id, name, act.now, act.today, coop, tuple(found))


@query(Right.OWN_FILE_READ, N_("Impression de tout ce qui est gardé sur soi"))
def own_data_pdf(act: Act) -> bytes:
    """Print everything the co-operative holds on the person who asks (GDPR, art. 15)."""
    from coop_desk.topics.own_data import document

    return document.own_data_pdf(own_data.function(act), _head(act))


@query(Right.OWN_FILE_READ, N_("Export de tout ce qui est gardé sur soi"))
def own_data_json(act: Act) -> bytes:
    """Write everything the co-operative holds on the person who asks as JSON (GDPR, art. 15)."""
    from coop_desk.topics.own_data import export

    return export.own_data_json(own_data.function(act))


@query(Right.OWN_FILE_READ, N_("Consultation de qui a lu ses données"))
def own_accesses(act: Act) -> list[Access]:
    """Return who read or exported the private data of the person who asks, newest first (L14)."""
    return trail.accesses(act)


@query(Right.OWN_FILE_READ, N_("Impression de qui a lu ses données"))
def own_accesses_pdf(act: Act) -> bytes:
    """Print who read or exported the private data of the person who asks (L14)."""
    from coop_desk.topics.own_data import document

    name = act.session.get_one(Person, act.actor_id).name
    on = _("Au {day}").format(day=long_day(act.today))
    return document.accesses_pdf(name, tuple(trail.accesses(act)), on, _head(act))


def _head(act: Act) -> Letterhead:
    if known_identity(act, act.today) is not None:
        return letterhead_at(act, act.today)
    return Letterhead(act.coop.name, _("Société coopérative et participative"), "", demo=act.coop.is_example)


__all__ = [
    "own_accesses",
    "own_accesses_pdf",
    "own_data",
    "own_data_in_brief",
    "own_data_json",
    "own_data_pdf",
    "own_record",
]

"""What is printed about shares: the verbs that gather a record and give the bytes of its PDF."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import holding_of as powers_of
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.members.service.reading import member_addresses
from coop_desk.topics.shares.records import MovementRow
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.shares.service.reading import movement_rows, ratios_at, situation_view, statement
from coop_desk.topics.shares.service.situations import situation_at
from coop_desk.topics.statutes.service import letterhead_at, profile_at


@query(Right.SHARES_READ, N_("Impression du registre des mouvements"))
def print_movements(act: Act, until: date | None = None) -> bytes:
    """Return the register of movements as PDF (C07, REG-02)."""
    from coop_desk.topics.shares import document

    view = situation_view(act, until or act.today)
    head = letterhead_at(act, view.situation.day, view.situation.capital_cents)
    return document.register(movement_rows(act, until=view.situation.day), view, _addresses_if_open(act), head)


@query(Right.SHARES_READ, N_("Impression de la situation du capital"))
def print_situation(act: Act, day: date | None = None) -> bytes:
    """Return the situation of a day as PDF (C05)."""
    from coop_desk.topics.shares import document

    view = situation_view(act, day or act.today)
    head = letterhead_at(act, view.situation.day, view.situation.capital_cents)
    return document.situation(view, head)


@query(Right.SHARES_READ, N_("Impression de la liste des détenteurs"))
def print_holders(act: Act, day: date, assembly_on: date | None = None) -> bytes:
    """Return the list of holders closed on a day for an assembly as PDF (REG-05)."""
    from coop_desk.topics.shares import document

    view = situation_view(act, day)
    head = letterhead_at(act, day, view.situation.capital_cents)
    return document.holders(view, _addresses(act), assembly_on, head)


@query(Right.OWN_FILE_READ, Right.SHARES_READ, words=N_("Impression d’une attestation de parts"))
def print_statement(act: Act, person_id: PersonId, day: date | None = None) -> bytes:
    """Return the holding statement of one person as PDF (SHA-16)."""
    from coop_desk.topics.shares import document

    found = statement.function(act, person_id, day)
    return document.statement(found, letterhead_at(act, found.day))


@query(Right.OWN_FILE_READ, Right.SHARES_READ, words=N_("Impression d’un certificat de parts"))
def print_certificate(act: Act, person_id: PersonId, day: date | None = None) -> bytes:
    """Return the share certificate of one person as PDF (SHA-16)."""
    from coop_desk.topics.shares import document

    found = statement.function(act, person_id, day)
    return document.certificate(found, letterhead_at(act, found.day))


@query(Right.SHARES_READ, N_("Impression d’un bulletin de souscription"))
def print_subscription_form(act: Act, number: int | None = None) -> bytes:
    """Return the subscription form of a movement as PDF, or a blank one (SHA-01)."""
    from coop_desk.topics.shares import document

    row = next((one for one in movement_rows(act) if one.number == number), None)
    day = row.day if row else act.today
    profile = profile_at(act, day)
    paid = _paid_with(act, row) if row else 0
    head = letterhead_at(act, day, situation_at(act, day).capital_cents)
    address = _addresses_if_open(act).get(row.person_id, "") if row else ""
    return document.subscription_form(row, paid, address, profile.share_nominal_cents, head)


def _paid_with(act: Act, row: MovementRow) -> int:
    """Return what was paid by the movement that follows a subscription on the same day for the same person."""
    following = next((one for one in movement_rows(act, row.person_id) if one.number == row.number + 1), None)
    same = following is not None and following.kind is Kind.PAYMENT and following.day == row.day
    return following.amount_cents if same and following else 0


@query(Right.SHARES_READ, N_("Impression des ratios du capital"))
def print_ratios(act: Act) -> bytes:
    """Return the watched figures, their curve and the refunds as PDF (C14)."""
    from coop_desk.topics.shares import document

    found = ratios_at(act, act.today)
    return document.ratios(found, letterhead_at(act, act.today, found.refunds.capital_cents))


def _addresses(act: Act) -> dict[PersonId, str]:
    return {who: ", ".join(one.lines[1:]) for who, one in member_addresses(act).items()}


def _addresses_if_open(act: Act) -> dict[PersonId, str]:
    """Return the addresses for those who may read everyone’s, none for the others."""
    powers = powers_of(act.session, act.actor_id, act.today)
    return _addresses(act) if powers.people((Right.MEMBERS_DETAILS_READ,)).everyone else {}

"""What the register of shares holds on the person who asks: holding, movements, what is owed back."""

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.shares.rules.movements import FUNDS_WORDS, KIND_WORDS
from coop_desk.topics.shares.service import holding_of, movement_rows
from coop_desk.topics.shares.service.refunds import owed_lines

HELD = {"share_leg.person_id"}
"""The columns naming somebody that these parts read; the other party of a transfer is left out."""


def parts(act: Act) -> list[Part]:
    """Return the shares held today, every movement and every refund."""
    held = holding_of(act, act.actor_id, act.today)
    moved = movement_rows(act, act.actor_id)
    owed = owed_lines(act, act.today, act.actor_id)
    return [
        Part(
            "holding",
            _("Parts sociales"),
            (
                Value("shares", _("Parts détenues"), "integer"),
                Value("subscribed_cents", _("Souscrit"), "amount"),
                Value("paid_cents", _("Versé"), "amount"),
                Value("due_cents", _("Reste à verser"), "amount"),
                Value("claim_cents", _("Dû par la coopérative"), "amount"),
            ),
            ((held.shares, held.subscribed_cents, held.paid_cents, held.due_cents, held.claim_cents),) if moved else (),
        ),
        Part(
            "movements",
            _("Mouvements de parts"),
            (
                Value("number", _("N°"), "integer"),
                Value("day", _("Date"), "day"),
                Value("kind", _("Nature")),
                Value("shares", _("Parts"), "integer"),
                Value("amount_cents", _("Montant"), "amount"),
                Value("funds", _("Origine des fonds")),
                Value("decision", _("Décision")),
                Value("reason", _("Motif")),
                Value("note", _("Note")),
                Value("reverses", _("Annule le n°"), "integer"),
                Value("reversed_by", _("Annulé par le n°"), "integer"),
                Value("lost_on", _("Perte de qualité le"), "day"),
                Value("due_on", _("Remboursable à partir du"), "day"),
                Value("recorded_at", _("Saisi le"), "instant"),
            ),
            tuple(
                (
                    row.number,
                    row.day,
                    _(KIND_WORDS[row.kind]),
                    row.shares,
                    row.amount_cents,
                    _(FUNDS_WORDS[row.funds]) if FUNDS_WORDS[row.funds] else "",
                    row.decision,
                    row.reason,
                    row.note,
                    row.reverses,
                    row.reversed_by,
                    row.lost_on,
                    row.due_on,
                    row.recorded_at,
                )
                for row in moved
            ),
        ),
        Part(
            "refunds",
            _("Remboursements"),
            (
                Value("lost_on", _("Départ"), "day"),
                Value("due_on", _("Remboursable à partir du"), "day"),
                Value("cents", _("Montant"), "amount"),
                Value("paid_cents", _("Payé"), "amount"),
            ),
            tuple((one.lost_on, one.due_on, one.cents, one.paid_cents) for one in owed),
        ),
    ]

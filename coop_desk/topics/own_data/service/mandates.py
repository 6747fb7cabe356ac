"""The mandates of the person who asks, and everything written about each."""

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.service import own_mandates
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.payroll.handing_over.service.telling import lines_of
from coop_desk.topics.roles.service import deputies_of

HELD = {"mandate.holder_id", "role_deputy.deputy_id", "pay_hand_over.outgoing_id", "pay_hand_over.incoming_id"}
"""The columns naming somebody that this part reads."""


def parts(act: Act) -> list[Part]:
    """Return each entry of the mandates held and of the roles one stands in for, past ones too."""
    rows = []
    for card in own_mandates(act, act.actor_id):
        line = card.line
        rows.append((line.starts_on, line.post, line.until_words, card.state, line.because))
        rows += [
            (event.on, line.post, "", _("{what} (annulé)").format(what=event.words) if event.cancelled else event.words,
             event.because)
            for event in card.history
        ]  # fmt: skip
    rows += [
        (first, role, long_day(last) if last else "", _("Suppléance"), "")
        for first, last, role in deputies_of(act, act.actor_id)
    ]
    rows += [
        (
            line.effective_on,
            _("Paie et congés"),
            "",
            _("Passation de {one} à {two}").format(one=line.outgoing, two=line.incoming),
            "",
        )
        for line in lines_of(act)
        if act.actor_id in (line.outgoing_id, line.incoming_id)
    ]
    return [
        Part(
            "mandates",
            _("Mandats"),
            (
                Value("day", _("Date"), "day"),
                Value("post", _("Fonction")),
                Value("until", _("Terme")),
                Value("what", _("État ou inscription")),
                Value("because", _("Décision ou motif")),
            ),
            tuple(rows),
        )
    ]

"""The mandates of the person who asks, and everything written about each."""

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.topics.mandates.service import own_mandates
from coop_desk.topics.own_data.records import Part, Value

HELD = {"mandate.holder_id"}
"""The columns naming somebody that this part reads."""


def parts(act: Act) -> list[Part]:
    """Return each entry of the mandates held, past ones too."""
    rows = []
    for card in own_mandates(act, act.actor_id):
        line = card.line
        rows.append((line.starts_on, line.post, line.until_words, card.state, line.because))
        rows += [
            (event.on, line.post, "", _("{what} (annulé)").format(what=event.words) if event.cancelled else event.words,
             event.because)
            for event in card.history
        ]  # fmt: skip
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

"""The words and tones of the pages of elections."""

from coop_desk.core.i18n import _
from coop_desk.screen.pieces import Tone
from coop_desk.topics.elections.records import State, Way
from coop_desk.topics.elections.rules.steps import Progress

STATE_TONES: dict[State, Tone] = {
    State.PREPARING: "plain",
    State.CALLING: "accent",
    State.OPEN: "warn",
    State.COUNTED: "warn",
    State.PROCLAIMED: "accent",
    State.DONE: "good",
    State.ENDED: "plain",
}
PROGRESS_TONES: dict[Progress, Tone] = {Progress.DONE: "good", Progress.NOW: "accent", Progress.LATER: "plain"}


def way_choices(ways: tuple[Way, ...]) -> list[tuple[Way, str]]:
    """The ways of voting that fit, to choose from."""
    names = {
        Way.BOOTH: _("Dans l’isoloir, sur cet ordinateur"),
        Way.PAPER: _("Sur papier"),
        Way.BOTH: _("Dans l’isoloir et sur papier"),
        Way.HANDS: _("À main levée"),
        Way.ALOUD: _("À voix haute, chacun son tour"),
    }
    return [(way, names[way]) for way in ways]

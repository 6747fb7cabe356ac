"""What a small or unanimous vote says of each voter (PROC-03)."""

from collections.abc import Iterable

from coop_desk.core.i18n import _, ngettext
from coop_desk.topics.elections.methods.records import Void
from coop_desk.topics.elections.records import Round, Way
from coop_desk.topics.elections.rules.wording import round_words

FEW = 5


def few_voters(voters: int) -> str:
    """What to know before a vote of so few people; nothing above four."""
    if voters >= FEW:
        return ""
    return ngettext(
        "{n} seule personne vote : le résultat peut dire qui a voté quoi.",
        "{n} personnes seulement votent : le résultat peut dire qui a voté quoi.",
        voters,
    ).format(n=voters)


def unanimous(rounds: Iterable[Round]) -> tuple[str, ...]:
    """Say of each round counted where every ballot says the same: then everyone’s vote is known."""
    words = _("{round} : le vote est unanime, chacun sait donc ce que les autres ont voté.")
    return tuple(words.format(round=round_words(one.opening)) for one in rounds if _is_unanimous(one))


def _is_unanimous(one: Round) -> bool:
    if one.count is None or one.opening.way is Way.ALOUD:
        return False
    marks = {ballot.mark for ballot in one.count.ballots}
    return len(marks) == 1 and not isinstance(next(iter(marks)), Void)
